/* SPDX-License-Identifier: Apache-2.0 */
/* solver (private to compose): finds sizes, breaks and heights with which everything fits and the image share
 * is right. Deterministic: cheap tests first, what is given up is given up in order. */
#ifndef ZB_SOLVER_H
#define ZB_SOLVER_H

#include "foot.h"
#include "hero.h"
#include "rows.h"

/* How the height between head and foot is shared out. */
struct zb_layout {
        double leading, gap;
        double heading_extra;           /* per section with text */
        double gap_extra;               /* per gap between lines of the grid and at both ends */
        double line_h[ZB_MAX_SECTIONS]; /* height of each line of the grid, extras included */
        double limit;                   /* greatest height of figures; INFINITY: they fill their places */
        double spread;                  /* mm above the least heights that were given away */
};

struct zb_solution {
        const struct zb_template *t; /* the template, or a tighter sister */
        size_t step;                 /* of the template's size steps */
        double shrink;               /* 1, or the factor on the last step's sizes, below the standard */
        bool title_cm;               /* the title keeps its cm range only */
        double em[ZB_N_TIERS];
        struct zb_hero hero;
        struct zb_rows rows;
        struct zb_foot foot;
        struct zb_layout layout;
        double share; /* as estimated */
        double hole;  /* mm below texts and pictures that stay empty, all in all */
        double score;
        bool must;  /* share and resolution are within the standard, every figure has its room */
        bool keeps; /* that, and no size is below the standard */
};

/* What is known of a board only when it is drawn. */
struct zb_guess {
        double label_ems; /* area of the text set inside figures (captions, labels), in caption em² */
        double share_off; /* what the estimate of the share lacks */
};

/* The stage's memo and scene are set. Returns ZB_INPUT when the text cannot be printed on a board at any
 * size. */
enum zb_code zb_solve(struct zb_stage *stage, const struct zb_template *t, const struct zb_guess *guess,
                      struct zb_solution *ret, struct zb_err *err);

/* Could the board be set at all? Only the template's tightest sizes with the least air are tried: for boards that have
 * too much, many times faster than zb_solve. true: ret keeps the standard. */
enum zb_code zb_solve_tightest(struct zb_stage *stage, const struct zb_template *t, const struct zb_guess *guess,
                               struct zb_solution *ret, bool *ret_keeps, struct zb_err *err);

/* The stage with a solution's sizes. */
void zb_solution_apply(struct zb_stage *stage, const struct zb_solution *s);

/* Where section i stands: y is that of its line of the grid. */
struct zb_row_place zb_layout_place(const struct zb_stage *stage, const struct zb_solution *s, size_t i, double y);
/* Least height of a line of the grid at a leading and gap; `other` stands in for section i (NULL: nobody
 * does). */
double zb_layout_line_h(const struct zb_stage *stage, const struct zb_solution *s, size_t line, double leading,
                        double gap, size_t i, const struct zb_row *other);
/* Height between head and foot, and what of it stays when everything is as low as it can be. */
double zb_layout_room(const struct zb_stage *stage, const struct zb_solution *s);
double zb_layout_left(const struct zb_stage *stage, const struct zb_solution *s, double leading, double gap);

#endif
