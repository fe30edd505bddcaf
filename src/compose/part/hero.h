/* SPDX-License-Identifier: Apache-2.0 */
/* hero (private to compose): a board's head. Portrait: a dark band with the title, one picture beside it when
 * there is room, organisation and subtitle, authors, key figures, lead. Landscape: title, picture and
 * organisation on one band; its key figures stand in the panel (foot.h). Planned first (sizes, breaks,
 * places), drawn later. */
#ifndef ZB_HERO_H
#define ZB_HERO_H

#include "figure_grid.h"
#include "template.h"
#include "voice.h"

#define ZB_MAX_VALUES   6
#define ZB_LEAD_LEADING 1.24

struct zb_block { /* a set text and where it goes */
        struct zb_rich text;
        const struct zb_para *para; /* NULL: nothing to say */
        double x, top;              /* top of its first line's box */
};

/* Key figures: a number in the heading tier, its label in two lines beside it or in one below. */
struct zb_hero_values {
        struct zb_block value[ZB_MAX_VALUES], label[ZB_MAX_VALUES];
        double rule_x[ZB_MAX_VALUES];                     /* of the divider after it; 0: none */
        double mid[ZB_MAX_VALUES], rule_h[ZB_MAX_VALUES]; /* its centre line; the divider's height */
        size_t n;
        double text_mm2;
        bool fits;
};

struct zb_hero_options {
        size_t lines;                    /* of the title; 0: as they come in the measure */
        double least_em, most_em;        /* between them the title is as large as its lines allow */
        const struct zb_figure *picture; /* to stand beside the title, or NULL */
        bool bare;                       /* landscape: lead and authors stand in the panel, not here */
};

struct zb_hero {
        struct zb_block title, subtitle, authors, lead;
        struct zb_hero_values values;
        const struct zb_figure *figure;
        struct zb_rect picture; /* w = 0: none */
        struct zb_rect bar;     /* the accent bar beside the organisation; w = 0: none */
        double rule_y;          /* 0: none */
        double bottom;          /* of the dark band; the stripe lies below it */
        double text_mm2, image_mm2;
        double cost; /* lower is better, for the search */
        bool bare;   /* lead and authors are not here */
        bool fits;   /* title within its width, picture wide enough */
};

/* Strings live in the stage's memo arena. *ret->fits false: not to be used with these options. */
enum zb_code zb_hero_plan(const struct zb_stage *stage, const struct zb_template *t,
                          const struct zb_hero_options *options, struct zb_hero *ret, struct zb_err *err);
enum zb_code zb_hero_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_hero *hero,
                          struct zb_err *err);

/* Places the board's key figures in w × …, beginning at x, y: per_row side by side (0: as many as fit).
 * *ret_h is their height. */
enum zb_code zb_values_plan(const struct zb_stage *stage, const struct zb_template *t, double x, double y, double w,
                            size_t per_row, struct zb_hero_values *ret, double *ret_h, struct zb_err *err);
void zb_values_draw(struct zb_stage *stage, const struct zb_hero_values *values);

/* "作者：…"; empty when there are none. */
struct zb_rich zb_authors_text(const struct zb_stage *stage);

/* The visible width within the margins: of the head and of a portrait board's everything. */
double zb_head_x(const struct zb_stage *stage, const struct zb_template *t);
double zb_head_w(const struct zb_stage *stage, const struct zb_template *t);

#endif
