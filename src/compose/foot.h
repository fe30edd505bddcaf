/* SPDX-License-Identifier: Apache-2.0 */
/* foot (private to compose): the dark band at the end: QR codes at the right, their label and the notes at the left. */
#ifndef ZB_FOOT_H
#define ZB_FOOT_H

#include "figure.h"
#include "template.h"
#include "text.h"

#define ZB_MAX_QR 4

struct zb_foot {
        struct zb_rich label_text, notes_text;
        struct zb_para *label, *notes;
        size_t n_qr;
        double height;  /* of the band, down to the visible edge */
        double content; /* of what stands in it */
        double text_mm2;
};

enum zb_code zb_foot_plan(const struct zb_stage *stage, const struct zb_template *t, struct zb_arena *arena,
                          struct zb_foot *ret, struct zb_err *err);
/* top: of the band. */
enum zb_code zb_foot_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_foot *foot, double top,
                          struct zb_err *err);

#endif
