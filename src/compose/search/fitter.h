/* SPDX-License-Identifier: Apache-2.0 */
/* fitter (private to compose): the sections between a given head and foot. Each may be set in a few dozen
 * ways (ways of dealing its figures × widths of its text); the best combination is looked for, first with one
 * width for all, then section by section. */
#ifndef ZB_FITTER_H
#define ZB_FITTER_H

#include "solver.h"

struct zb_fitter; /* scratch, for one search after another */

struct zb_fitter_job {
        struct zb_stage *stage; /* with the sizes and the content's width */
        const struct zb_guess *guess;
        bool thorough; /* also look section by section */
};

/* In the stage's memo arena; NULL: out of memory. */
struct zb_fitter *zb_fitter_new(const struct zb_stage *stage);

/* Before another board: what was set for the last one is not used again. */
void zb_fitter_forget(struct zb_fitter *fit);

/* s: t, step, shrink, em, hero and foot are set. Whatever is found that is better than *best (or anything,
 * when
 * !*found) is copied there. */
enum zb_code zb_fitter_search(struct zb_fitter *fit, const struct zb_fitter_job *job, struct zb_solution *s,
                              struct zb_solution *best, bool *found, struct zb_err *err);

#endif
