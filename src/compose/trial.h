/* SPDX-License-Identifier: Apache-2.0 */
/* trial (private to compose): one board composed again and again with small changes, as a plan does. What is
 * dear — set paragraphs, the template — is shared; each run is exactly what zb_compose would do. */
#ifndef ZB_TRIAL_H
#define ZB_TRIAL_H

#include "solver.h"

struct zb_trial {
        struct zb_stage stage;
        struct zb_template t;
        struct zb_solution *s;  /* of the last run */
        struct zb_scene *scene; /* of the last run; whoever takes it sets NULL here */
        struct zb_guess guess;  /* with which the last run was solved */
};

/* Size and template are the board's. Nothing is composed yet. On failure nothing stays open. */
enum zb_code zb_trial_open(const struct zb_spec *board, const struct zb_compose_options *options,
                           struct zb_trial *ret, struct zb_err *err);
/* Composes a board of the same size. */
enum zb_code zb_trial_run(struct zb_trial *trial, const struct zb_spec *board, struct zb_err *err);
void zb_trial_close(struct zb_trial *trial);

#endif
