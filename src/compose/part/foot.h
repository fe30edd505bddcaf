/* SPDX-License-Identifier: Apache-2.0 */
/* foot (private to compose): what ends a board: QR codes, their label, the notes. Portrait: a dark band at
 * the bottom. Landscape: a dark panel at the right, below the head, with the key figures on top. */
#ifndef ZB_FOOT_H
#define ZB_FOOT_H

#include "figure.h"
#include "hero.h"

#define ZB_MAX_QR 4

struct zb_foot {
        struct zb_block label, notes;
        struct zb_block lead, authors; /* landscape, in the panel */
        struct zb_hero_values values;  /* landscape */
        double qr_x[ZB_MAX_QR], qr_y[ZB_MAX_QR], qr_mm;
        size_t n_qr;
        double rule_y;        /* landscape: below the values; 0: none */
        double height;        /* portrait: of the band, down to the visible edge */
        struct zb_rect panel; /* landscape: w = 0: none */
        double text_mm2;
        bool fits;
};

/* Portrait: the band. */
enum zb_code zb_foot_plan(const struct zb_stage *stage, const struct zb_template *t, struct zb_foot *ret,
                          struct zb_err *err);
/* Landscape: the panel, from the head down to the visible edge, w wide within its margins; lead and authors
 * too, when the head is bare. */
enum zb_code zb_panel_plan(const struct zb_stage *stage, const struct zb_template *t, const struct zb_hero *hero,
                           double w, struct zb_foot *ret, struct zb_err *err);
enum zb_code zb_foot_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_foot *foot,
                          struct zb_err *err);

#endif
