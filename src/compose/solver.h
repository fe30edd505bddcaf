/* SPDX-License-Identifier: Apache-2.0 */
/* solver (private to compose): finds sizes, breaks and heights with which everything fits and the image share is
 * right. Exhaustive over a small grid, cheap tests first, deterministic. */
#ifndef ZB_SOLVER_H
#define ZB_SOLVER_H

#include "foot.h"
#include "hero.h"
#include "rows.h"

struct zb_solution {
        size_t step;           /* of the template's size steps; beyond the last: shrunk below the standard */
        double shrink;         /* 1, or the factor on the last step's sizes */
        double em[ZB_N_TIERS];
        double leading, gap, em_per_line;
        struct zb_hero hero;
        struct zb_rows rows;
        struct zb_foot foot;
        double heading_extra;  /* per row */
        double gap_extra;      /* per gap between rows and at both ends */
        double row_extra;      /* per row that has figures beside it: a hole under the text */
        double strip_h;
        double share;          /* as estimated */
        double hole;           /* what row_extra adds up to */
        double score;
        bool keeps;            /* fits, and the share is within the standard */
};

/* label_mm2: text set inside the figures, all of it (their captions and labels).
 * *ret lives in arena. Returns ZB_INPUT when the text cannot be printed on a board at any size. */
enum zb_code zb_solve(struct zb_stage *stage, const struct zb_template *t, struct zb_arena *arena, double label_mm2,
                      struct zb_solution *ret, struct zb_err *err);

/* The stage with a solution's sizes. */
void zb_solution_apply(struct zb_stage *stage, const struct zb_solution *s);

#endif
