/* SPDX-License-Identifier: Apache-2.0 */
/* hero (private to compose): the dark head of a portrait board: title, one picture beside it when there is room,
 * organisation and subtitle, authors, key figures, lead. Planned first (sizes, breaks, heights), drawn later. */
#ifndef ZB_HERO_H
#define ZB_HERO_H

#include "cells.h"
#include "template.h"
#include "text.h"

#define ZB_MAX_VALUES 6

struct zb_hero_options {
        double title_em;
        const struct zb_figure *picture; /* to stand beside the title, or NULL */
};

struct zb_hero {
        struct zb_rich title_text, subtitle_text, authors_text;
        struct zb_para *title, *subtitle, *authors, *lead;
        double title_top, subtitle_top, authors_top, lead_top, values_top, rule_y; /* rule_y 0: none */
        const struct zb_figure *figure;
        struct zb_rect picture; /* w = 0: none */
        struct {
                struct zb_rich value_text, label_text;
                struct zb_para *value, *label;
                double x, y, label_x;
        } values[ZB_MAX_VALUES];
        size_t n_values;
        double value_em, values_row_h;
        double bottom;     /* of the dark band; the stripe lies below it */
        double text_mm2, image_mm2;
        bool fits;         /* title within its width, key figures too */
        size_t title_lines;
};

/* Everything lives in arena. *ret->fits false: not to be used with these options. */
enum zb_code zb_hero_plan(const struct zb_stage *stage, const struct zb_template *t, struct zb_arena *arena,
                          const struct zb_hero_options *options, struct zb_hero *ret, struct zb_err *err);
enum zb_code zb_hero_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_hero *hero,
                          struct zb_err *err);

/* Left edge and width of a board's content. */
double zb_content_x(const struct zb_stage *stage, const struct zb_template *t);
double zb_content_w(const struct zb_stage *stage, const struct zb_template *t);

#endif
