/* SPDX-License-Identifier: Apache-2.0 */
/* solver (private to compose): finds sizes, breaks and heights with which everything fits and the image share
 * is right. Exhaustive over a small grid, cheap tests first, deterministic. */
#ifndef ZB_SOLVER_H
#define ZB_SOLVER_H

#include "foot.h"
#include "hero.h"
#include "rows.h"

struct zb_solution {
        const struct zb_template *t; /* the template, or its tight sister */
        size_t step;   /* of the template's size steps */
        double shrink; /* 1, or the factor on the last step's sizes, below the standard */
        bool title_cm; /* the title keeps its cm range only */
        double em[ZB_N_TIERS];
        double leading, gap, em_per_line;
        bool strip;
        struct zb_hero hero;
        struct zb_rows rows;
        struct zb_foot foot;
        double heading_extra; /* per section with text */
        double gap_extra;     /* per gap between rows and at both ends */
        double line_extra;    /* per line of the grid: a hole under the text */
        double strip_h;
        double line_h[ZB_MAX_SECTIONS]; /* height of each line of the grid, strip and extras included */
        double figure_limit;   /* greatest height of figures beside a text; INFINITY: they fill their rows */
        double share;                   /* as estimated */
        double hole;                    /* mm of text columns that stay empty, all in all */
        double score;
        bool must;             /* share and resolution are within the standard, every figure has its room */
        bool keeps;            /* that, and no size is below the standard */
};

/* label_ems: area of the text set inside figures (captions, labels), in caption em². The stage's content,
 * memo and scene are set. Returns ZB_INPUT when the text cannot be printed on a board at any size. */
enum zb_code zb_solve(struct zb_stage *stage, const struct zb_template *t, double label_ems,
                      struct zb_solution *ret, struct zb_err *err);

/* The stage with a solution's sizes. */
void zb_solution_apply(struct zb_stage *stage, const struct zb_solution *s);

#endif
