/* SPDX-License-Identifier: Apache-2.0 */
/* A board whose text is still to be written: how much may each open section say? All of them are filled with
 * prose of one length and the length is raised step by step; the ends of what fits are then stretched section
 * by section. Both ends are composed in full before they are told. */
#include <string.h>

#include "plan_priv.h"

enum { LEAST = 8, MOST = 128, STEP = 4, USUAL = 36, MISSES = 3 };

struct draft {
        struct zb_planner *p;
        size_t least[ZB_PLAN_SECTIONS], most[ZB_PLAN_SECTIONS];
        bool open[ZB_PLAN_SECTIONS];
        size_t n;
};

static void set_all(const struct draft *d, size_t *chars, size_t length)
{
        for (size_t i = 0; i < d->n; i++)
                chars[i] = d->open[i] ? length : zb_copyfit_chars(&d->p->board->sections[i]);
}

/* With words that no line can squeeze, the harder case. */
static bool draft_fits(const struct draft *d, const size_t *chars, enum zb_fit wanted)
{
        return zb_plan_probe(d->p, zb_plan_with(d->p, chars, ZB_COPYFIT_PLAIN), wanted) &&
               d->p->probe->hole <= ZB_PLAN_HOLE;
}

/* Composed, with such words and with prose: what an author writes lies between. */
static bool holds(const struct draft *d, const size_t *chars, enum zb_fit wanted)
{
        for (int way = ZB_COPYFIT_ANEW; way <= ZB_COPYFIT_PLAIN; way++)
                if (zb_plan_run(d->p, zb_plan_with(d->p, chars, (enum zb_copyfit_way)way)) < wanted ||
                    d->p->trial.s->hole > ZB_PLAN_HOLE)
                        return false;
        return true;
}

/* Moves each open section's length outwards as far as the board bears it: by 4, 2 and 1. */
static void draft_stretch(const struct draft *d, size_t *chars, bool up, enum zb_fit wanted)
{
        for (size_t i = 0; i < d->n; i++)
                for (size_t by = 4; d->open[i] && by > 0; by /= 2) {
                        size_t before = chars[i];
                        if (!up && before < LEAST + by)
                                continue;
                        chars[i] = up ? before + by : before - by;
                        if (!draft_fits(d, chars, wanted))
                                chars[i] = before;
                }
}

/* Composes an end; when it does not hold, it is drawn in a little. */
static bool draft_prove(const struct draft *d, size_t *chars, bool up, enum zb_fit wanted)
{
        for (int tries = 0; tries < 5; tries++) {
                if (holds(d, chars, wanted))
                        return true;
                for (size_t i = 0; i < d->n; i++)
                        if (d->open[i])
                                chars[i] += up ? (size_t)-1 : 1;
        }
        return false;
}

/* The window of one fit; `from` is where to begin; its lower end may be known already. */
static bool find_window(struct draft *d, size_t from, bool both_ends, enum zb_fit wanted)
{
        size_t misses = 0, chars[ZB_PLAN_SECTIONS], step = wanted == ZB_FIT_BOTH ? STEP : 2 * STEP;
        bool found = false;
        for (size_t length = from; length <= MOST && !(found && misses >= MISSES); length += step) {
                set_all(d, chars, length);
                misses++;
                if (!draft_fits(d, chars, wanted))
                        continue;
                if (!found)
                        memcpy(d->least, chars, sizeof chars);
                memcpy(d->most, chars, sizeof chars);
                found = true;
                misses = 0;
        }
        if (!found)
                return false;
        draft_stretch(d, d->most, true, wanted);
        if (both_ends)
                draft_stretch(d, d->least, false, wanted);
        return (!both_ends || draft_prove(d, d->least, false, wanted)) && draft_prove(d, d->most, true, wanted);
}

static void store(const struct draft *d, enum zb_fit fit, bool keep_least)
{
        for (size_t i = 0; i < d->n; i++) {
                struct zb_plan_section *s = &d->p->plan->sections[i];
                if (!d->open[i])
                        continue;
                if (fit == ZB_FIT_BOTH) {
                        s->both_min = s->cm_min = d->least[i];
                        s->both_max = s->cm_max = d->most[i];
                } else {
                        s->cm_min = keep_least ? s->cm_min : d->least[i];
                        s->cm_max = d->most[i] > s->cm_max ? d->most[i] : s->cm_max;
                }
        }
}

void zb_plan_draft(struct zb_planner *p)
{
        struct draft d = {.p = p, .n = p->board->n_sections};
        size_t chars[ZB_PLAN_SECTIONS];
        for (size_t i = 0; i < d.n && i < ZB_PLAN_SECTIONS; i++) {
                d.open[i] = p->plan->sections[i].open = p->board->sections[i].open;
                p->plan->draft = p->plan->draft || d.open[i];
        }
        if (!p->plan->draft || p->code)
                return;
        set_all(&d, chars, USUAL);
        zb_plan_run(p, zb_plan_with(p, chars, ZB_COPYFIT_ANEW));
        p->base_guess = p->trial.guess;
        bool both = find_window(&d, LEAST, true, ZB_FIT_BOTH);
        size_t longest = 0;
        if (both) {
                store(&d, ZB_FIT_BOTH, false);
                memcpy(chars, d.most, sizeof chars);
                for (size_t i = 0; i < d.n; i++)
                        longest = d.open[i] && d.most[i] > longest ? d.most[i] : longest;
        }
        if (find_window(&d, both ? longest + 1 : LEAST, !both, ZB_FIT_CM)) {
                store(&d, ZB_FIT_CM, both);
                if (!both)
                        memcpy(chars, d.most, sizeof chars);
        }
        p->board = zb_plan_with(p, chars, ZB_COPYFIT_ANEW);
        if (!p->board && !p->code)
                p->code = zb_err_nomem(p->err);
        for (size_t i = 0; i < d.n; i++)
                p->plan->open_chars += d.open[i] ? (long)chars[i] : 0;
}
