/* SPDX-License-Identifier: Apache-2.0 */
/* The frame of a plan: the board is composed as it is, then asked what it could bear (plan_trial.c). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan_priv.h"

/* The board as it is: the scene that the plan hands out. */
static void compose_base(struct zb_planner *p)
{
        struct zb_plan *plan = p->plan;
        if (p->code)
                return;
        p->code = zb_trial_run(&p->trial, p->board, p->err);
        if (p->code)
                return;
        plan->trials++;
        plan->fit = zb_plan_fit_of(p, p->trial.s);
        *p->base = *p->trial.s;
        p->base_guess = p->trial.guess;
        plan->scene = p->trial.scene;
        p->trial.scene = NULL;
}

static void start(struct zb_planner *p)
{
        struct zb_arena *arena = p->trial.stage.memo_arena;
        p->probe = zb_arena_alloc(arena, sizeof *p->probe);
        p->base = zb_arena_alloc(arena, sizeof *p->base);
        if (!p->probe || !p->base)
                p->code = zb_err_nomem(p->err);
        p->both = p->trial.t;
        p->both.n_title_cm = 0;
        p->both.n_steps = 0;
        while (p->both.n_steps < p->trial.t.n_steps && !p->trial.t.steps[p->both.n_steps].relaxed)
                p->both.n_steps++;
        if (!isfinite(p->trial.stage.o->standard->tier_pt[ZB_TIER_BODY].max))
                p->both = p->trial.t;
}

enum zb_code zb_plan_board(const struct zb_spec *board, const struct zb_compose_options *options,
                           struct zb_plan **ret, struct zb_err *err)
{
        struct zb_arena *arena = zb_arena_new();
        struct zb_plan *plan = arena ? zb_arena_alloc(arena, sizeof *plan) : NULL;
        struct zb_planner p = {.arena = arena, .plan = plan, .board = board, .err = err};
        if (!plan) {
                zb_arena_free(arena);
                return zb_err_nomem(err);
        }
        plan->arena = arena;
        p.code = zb_trial_open(board, options, &p.trial, err);
        if (!p.code) {
                start(&p);
                zb_plan_draft(&p);
                compose_base(&p);
                zb_plan_free_space(&p);
                zb_plan_cures(&p);
                zb_trial_close(&p.trial);
        }
        if (!p.code && zb_arena_failed(arena))
                p.code = zb_err_nomem(err);
        if (p.code)
                zb_plan_free(plan);
        else
                *ret = plan;
        return p.code;
}

void zb_plan_free(struct zb_plan *plan)
{
        if (!plan)
                return;
        zb_scene_free(plan->scene);
        zb_arena_free(plan->arena);
}
