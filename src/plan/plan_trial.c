/* SPDX-License-Identifier: Apache-2.0 */
/* One trial: a variant of the spec, and how well it fits. Two tools do the asking: a probe solves only, with the present
 * estimate of the text inside figures; a run composes, as zb_compose would. Searches probe; whatever is promised has been
 * run. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan_priv.h"

enum { MAX_TRIALS = 240 }; /* beyond it a search gives up */

enum zb_fit zb_plan_fit_of(const struct zb_planner *p, const struct zb_solution *s)
{
        if (!s->keeps || s->shrink < 1)
                return ZB_FIT_NO;
        bool points = isfinite(p->trial.stage.o->standard->tier_pt[ZB_TIER_BODY].max);
        return points && (p->trial.t.steps[s->step].relaxed || s->title_cm) ? ZB_FIT_CM : ZB_FIT_BOTH;
}

static bool stopped(struct zb_planner *p)
{
        if (!p->code && zb_arena_failed(p->arena))
                p->code = zb_err_nomem(p->err);
        return p->code != ZB_OK || p->plan->trials >= MAX_TRIALS;
}

bool zb_plan_probe(struct zb_planner *p, const struct zb_spec *board, enum zb_fit wanted)
{
        struct zb_stage *stage = &p->trial.stage;
        const struct zb_template *t = wanted == ZB_FIT_BOTH ? &p->both : &p->trial.t;
        if (stopped(p) || !board || !t->n_steps)
                return false;
        p->plan->trials++;
        stage->board = board;
        enum zb_code code = zb_solve(stage, t, &p->base_guess, p->probe, p->err);
        if (code == ZB_INPUT) /* far too much text */
                return false;
        p->code = code;
        return !code && zb_plan_fit_of(p, p->probe) >= wanted;
}

bool zb_plan_quick(struct zb_planner *p, const struct zb_spec *board, enum zb_fit wanted)
{
        struct zb_stage *stage = &p->trial.stage;
        const struct zb_template *t = wanted == ZB_FIT_BOTH ? &p->both : &p->trial.t;
        bool keeps = false;
        if (stopped(p) || !board || !t->n_steps)
                return false;
        stage->board = board;
        p->code = zb_solve_tightest(stage, t, &p->base_guess, p->probe, &keeps, p->err);
        return !p->code && keeps;
}

enum zb_fit zb_plan_run(struct zb_planner *p, const struct zb_spec *board)
{
        if (stopped(p) || !board)
                return ZB_FIT_NO;
        p->plan->trials++;
        enum zb_code code = zb_trial_run(&p->trial, board, p->err);
        if (code == ZB_INPUT)
                return ZB_FIT_NO;
        p->code = code;
        return code ? ZB_FIT_NO : zb_plan_fit_of(p, p->trial.s);
}

const struct zb_spec *zb_plan_with(struct zb_planner *p, const size_t *chars, enum zb_copyfit_way way)
{
        struct zb_section *sections;
        struct zb_spec *copy = zb_copyfit_copy(p->arena, p->board, &sections);
        for (size_t i = 0; copy && i < copy->n_sections; i++)
                if (chars[i] != zb_copyfit_chars(&sections[i]))
                        zb_copyfit_resize(p->arena, &sections[i], chars[i], way);
        return copy;
}

enum zb_fit zb_plan_surely(struct zb_planner *p, const size_t *chars)
{
        enum zb_fit least = ZB_FIT_BOTH;
        for (int way = 0; way < ZB_N_COPYFIT_WAYS && least > ZB_FIT_NO; way++) {
                enum zb_fit fit = zb_plan_run(p, zb_plan_with(p, chars, (enum zb_copyfit_way)way));
                if (fit < least)
                        least = fit;
        }
        return least;
}

char *zb_plan_number(char out[40], double value, int decimals)
{
        if (isfinite(value))
                return zb_num(out, value, decimals);
        snprintf(out, 40, "∞");
        return out;
}
