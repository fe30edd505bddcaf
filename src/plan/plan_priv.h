/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of a plan share: a board that can be solved (quickly, nearly sure) and composed (slower, the
 * truth) with other texts. */
#ifndef ZB_PLAN_PRIV_H
#define ZB_PLAN_PRIV_H

#include "copyfit.h"
#include "plan.h"
#include "trial.h"

#define ZB_PLAN_HOLE 40.0 /* mm below texts beyond which a board looks empty; as compose.sparse has it */

struct zb_planner {
        struct zb_arena *arena; /* the plan's */
        struct zb_plan *plan;
        const struct zb_spec *board; /* what is planned: for a draft with its filler */
        struct zb_trial trial;
        struct zb_template both;   /* the template without whatever gives the point ranges up */
        struct zb_solution *probe; /* of zb_plan_probe */
        struct zb_solution *base;  /* of the board as it is */
        struct zb_guess base_guess;
        size_t n_clashes, n_cures;
        enum zb_code code; /* the first failure stays; all calls return at once then */
        struct zb_err *err;
};

/* Does the board fit as well as `wanted`? Solved only. */
bool zb_plan_probe(struct zb_planner *p, const struct zb_spec *board, enum zb_fit wanted);
/* The same for boards with too much: only the tightest setting is tried. */
bool zb_plan_quick(struct zb_planner *p, const struct zb_spec *board, enum zb_fit wanted);
enum zb_fit zb_plan_fit_of(const struct zb_planner *p, const struct zb_solution *s);
/* Composes it; the scene is the trial's. ZB_FIT_NO also when nothing at all was found. */
enum zb_fit zb_plan_run(struct zb_planner *p, const struct zb_spec *board);

/* The board with section texts of these lengths; a length that is the present one changes nothing. */
const struct zb_spec *zb_plan_with(struct zb_planner *p, const size_t *chars, enum zb_copyfit_way way);
/* Composes the board with these lengths in every way of editing; the least of the fits. */
enum zb_fit zb_plan_surely(struct zb_planner *p, const size_t *chars);

/* draft.c: finds the windows of the open sections, fills them, and sets p->board. */
void zb_plan_draft(struct zb_planner *p);
/* conflict.c: fills in what stands in the way. */
void zb_plan_conflicts(struct zb_planner *p);
/* A number for a sentence; INFINITY is ∞. */
char *zb_plan_number(char out[40], double value, int decimals);
/* cure.c: fills in clashes and cures. */
void zb_plan_cures(struct zb_planner *p);
/* free_space.c: fills in sections, tiers and the space that is left. */
void zb_plan_free_space(struct zb_planner *p);

#endif
