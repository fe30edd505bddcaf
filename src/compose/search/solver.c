/* SPDX-License-Identifier: Apache-2.0 */
/* The search. Heads and feet are planned here, the sections between them by fitter.c. What is given up is
 * given up in order: first nothing, then air, then the title's point range, then the other sizes' step by
 * step; the search goes on to the next relaxation only when no candidate before it keeps the standard. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "fitter.h"
#include "title.h"

#define SHRINK_STEPS 110 /* below the standard: 0.98^110 ≈ a tenth, then the text is called unprintable */
#define MAX_HEROES   40
#define N_ENDS       4  /* three panels and a foot */
#define RESCUE_STEPS 30 /* that a board which breaks a must may be shrunk */
#define N_AIRS       4
#define MORE_LINES   3 /* than the fewest that a title is tried in */
#define SAME_SIZE    1.03

struct search {
        struct zb_stage *stage;
        const struct zb_template *t; /* of the present pass */
        const struct zb_guess *guess;
        struct zb_hero heroes[MAX_HEROES]; /* that fit, at the present step */
        size_t n_heroes;
        struct zb_foot foot; /* at the present step */
        struct zb_solution *best, *now, *spare;
        bool found, thorough;
        struct zb_err *err;
};

/* The width that sections may use: all of it, or what the panel leaves. */
static void set_content(struct zb_stage *stage, const struct zb_template *t, const struct zb_foot *foot)
{
        double x = zb_head_x(stage, t), right = x + zb_head_w(stage, t);
        if (foot->panel.w > 0)
                right = foot->panel.x - t->column_gap;
        stage->content_x = x;
        stage->content_w = right - x;
}

void zb_solution_apply(struct zb_stage *stage, const struct zb_solution *s)
{
        memcpy(stage->em, s->em, sizeof stage->em);
        set_content(stage, s->t, &s->foot);
}

/* The figure that may stand in the hero: the first photograph of the section that can best spare one. */
static const struct zb_figure *hero_figure(const struct zb_spec *board)
{
        for (size_t spare = 3; spare >= 2; spare--)
                for (size_t i = 0; i < board->n_sections; i++)
                        for (size_t k = 0; board->sections[i].n_figures >= spare && k < board->sections[i].n_figures;
                             k++)
                                if (board->sections[i].figures[k].type == ZB_FIG_PHOTO)
                                        return &board->sections[i].figures[k];
        return NULL;
}

/* ---- heads ---- */

static enum zb_code add_hero(struct search *q, const struct zb_hero_options *o, bool *ret_fits)
{
        struct zb_hero hero;
        *ret_fits = false;
        if (zb_hero_plan(q->stage, q->t, o, &hero, q->err))
                return q->err->code;
        if (!hero.fits)
                return ZB_OK;
        *ret_fits = true;
        for (size_t i = 0; i < q->n_heroes; i++) {
                const struct zb_hero *h = &q->heroes[i];
                double ratio = h->title.para->em_mm / hero.title.para->em_mm;
                if (h->figure == hero.figure && h->bare == hero.bare &&
                    h->title.para->n_lines == hero.title.para->n_lines && ratio < SAME_SIZE && ratio > 1 / SAME_SIZE)
                        return ZB_OK;
        }
        if (q->n_heroes < MAX_HEROES)
                q->heroes[q->n_heroes++] = hero;
        return ZB_OK;
}

/* A title in the fewest lines that hold it and in a few more, each as large as may be and smaller. */
static enum zb_code plan_titles(struct search *q, struct zb_hero_options o, double least, double most)
{
        size_t fewest = 0;
        for (size_t lines = 1; lines <= ZB_TITLE_LINES && (!fewest || lines < fewest + MORE_LINES); lines++)
                for (int size = 0; size < 3; size++) {
                        bool fits;
                        o.lines = lines;
                        o.least_em = least;
                        o.most_em = least + (most - least) * size / 2;
                        if (add_hero(q, &o, &fits))
                                return q->err->code;
                        if (!fits)
                                break;
                        fewest = fewest ? fewest : lines;
                        if (strchr(q->stage->board->title, '\n'))
                                lines = ZB_TITLE_LINES;
                }
        return ZB_OK;
}

/* Every head of a step: with and without the picture, with lead and authors or without. */
static enum zb_code plan_heroes(struct search *q, double shrink, bool cm)
{
        const struct zb_template *t = q->t;
        const struct zb_spec *board = q->stage->board;
        const struct zb_figure *picture = hero_figure(board);
        double least = (cm ? t->title_em_cm[t->n_title_cm - 1] : t->title_em[0]) * shrink;
        double most = (cm ? t->title_em_cm[0] : t->title_em[t->n_title - 1]) * shrink;
        bool panel = t->landscape && (board->lead.n || board->n_authors);
        q->n_heroes = 0;
        for (int bare = panel; bare >= 0; bare--)
                for (int with = picture != NULL; with >= 0; with--) {
                        struct zb_hero_options o = {.picture = with ? picture : NULL, .bare = bare};
                        if (plan_titles(q, o, least, most))
                                return q->err->code;
                }
        if (q->n_heroes)
                return ZB_OK;
        bool fits; /* no way to part it well: as it comes */
        struct zb_hero_options o = {.least_em = least, .most_em = least, .bare = panel};
        return add_hero(q, &o, &fits);
}

/* ---- feet ---- */

/* How a board ends, for the hero in s: portrait boards in a foot; landscape boards in a panel of one of three
 * widths or, when there are no key figures to stand in it, in a foot. false: this choice is none. */
static enum zb_code plan_end(struct search *q, size_t choice, struct zb_solution *s, bool *ret_use)
{
        const struct zb_template *t = q->t;
        const struct zb_spec *board = q->stage->board;
        bool last = choice == N_ENDS - 1;
        *ret_use = last ? !t->landscape || (!board->n_highlights && !s->hero.bare) : t->landscape;
        if (last || !*ret_use) {
                s->foot = q->foot;
                return ZB_OK;
        }
        enum zb_code code = zb_panel_plan(q->stage, t, &s->hero, t->panel_w[choice], &s->foot, q->err);
        /* One that overflows is kept as the last resort of boards that must have a panel. */
        *ret_use = s->foot.fits || (choice == N_ENDS - 2 && board->n_highlights);
        return code;
}

/* ---- steps ---- */

/* A bound, before anything is set: the rows' text and the pictures that it asks for have to find their place.
 */
static bool hopeless(const struct search *q, const struct zb_solution *s)
{
        double ems = 0, em = s->em[ZB_TIER_BODY], visible = q->stage->scene->visible.w * q->stage->scene->visible.h;
        for (size_t i = 0; i < q->stage->board->n_sections; i++)
                for (size_t k = 0; k < q->stage->board->sections[i].n_text; k++)
                        ems += (double)zb_count_chars(q->stage->board->sections[i].text[k].plain);
        double share = q->stage->o->standard->ratio.min > 0 ? q->stage->o->standard->ratio.min : 0;
        return 0.9 * ems * em * em * q->t->leading.from / (1 - share) > 0.86 * visible;
}

/* Heads and feet of one step of sizes, each with the sections between them. */
static enum zb_code try_heads(struct search *q, struct zb_solution *s)
{
        struct zb_fitter_job job = {.stage = q->stage, .guess = q->guess, .thorough = q->thorough};
        for (size_t end = 0; end < N_ENDS; end++)
                for (size_t i = 0; i < q->n_heroes; i++) {
                        bool use;
                        s->hero = q->heroes[i];
                        s->em[ZB_TIER_TITLE] = s->hero.title.para->em_mm;
                        if (plan_end(q, end, s, &use))
                                return q->err->code;
                        if (!use)
                                continue;
                        set_content(q->stage, q->t, &s->foot);
                        if (zb_fitter_search(q->stage->fit, &job, s, q->best, &q->found, q->err))
                                return q->err->code;
                }
        return ZB_OK;
}

/* One step of sizes; cm: with titles that keep the cm range only. */
static enum zb_code try_step(struct search *q, size_t step, double shrink, bool cm)
{
        const struct zb_template *t = q->t;
        struct zb_solution *s = q->now;
        memset(s, 0, sizeof *s);
        s->t = t;
        s->step = step;
        s->shrink = shrink;
        s->title_cm = cm;
        for (int tier = 0; tier < ZB_N_TIERS; tier++)
                s->em[tier] = t->steps[step].em[tier] * shrink;
        s->em[ZB_TIER_TITLE] = t->title_em[0] * shrink;
        if (hopeless(q, s))
                return ZB_OK;
        zb_solution_apply(q->stage, s);
        if (plan_heroes(q, shrink, cm) || zb_foot_plan(q->stage, t, &q->foot, q->err))
                return q->err->code;
        return try_heads(q, s);
}

/* ---- air ---- */

/* The template with less air. What goes at each level, as factors: */
static const struct {
        size_t at;
        double level[N_AIRS]; /* of 0 … 3 */
        double least;         /* mm: nothing comes too near to the visible edge or to its neighbour */
} airs[] = {
        {offsetof(struct zb_template, hero.top), {1, .67, .67, .67}, 10},
        {offsetof(struct zb_template, hero.gap), {1, .67, .67, .6}, 0},
        {offsetof(struct zb_template, hero.bottom), {1, .67, .67, .55}, 0},
        {offsetof(struct zb_template, row.heading_gap), {1, .67, .67, .6}, 0},
        {offsetof(struct zb_template, row.first_gap), {1, .67, .67, .55}, 0},
        {offsetof(struct zb_template, row.last_gap), {1, .67, .67, .55}, 0},
        {offsetof(struct zb_template, foot.top), {1, .67, .67, .6}, 0},
        {offsetof(struct zb_template, foot.bottom), {1, .67, .67, .67}, 12},
        {offsetof(struct zb_template, foot.qr), {1, 1, .85, .85}, 0},
        {offsetof(struct zb_template, gap.from), {1, 1, .8, .7}, 0},
        {offsetof(struct zb_template, margin), {1, 1, 1, .68}, 14},
        {offsetof(struct zb_template, gutter), {1, 1, 1, .8}, 0},
        {offsetof(struct zb_template, column_gap), {1, 1, 1, .8}, 0},
        {offsetof(struct zb_template, hero.picture_min), {1, 1, .8, .72}, 0},
        {offsetof(struct zb_template, hero.picture_gap), {1, 1, 1, .75}, 0},
        {offsetof(struct zb_template, strip_min), {1, 1, 1, .9}, 0},
};

static struct zb_template *tightened(const struct zb_template *t, int level, struct zb_arena *arena)
{
        struct zb_template *tight = zb_arena_memdup(arena, t, sizeof *tight);
        for (size_t i = 0; tight && i < sizeof airs / sizeof *airs; i++) {
                double *value = (double *)(void *)((char *)tight + airs[i].at);
                *value = fmax(*value * airs[i].level[level], fmin(*value, airs[i].least * t->scale));
        }
        if (tight)
                tight->tight = level;
        return tight;
}

/* ---- the order of relaxation ---- */

/* Steps from … to − 1 in one air: alike first, section by section when that finds nothing. */
static enum zb_code try_air(struct search *q, size_t from, size_t to, bool cm)
{
        enum zb_code code = ZB_OK;
        for (int thorough = 0; thorough < 2 && !code && !(q->found && q->best->keeps); thorough++) {
                q->thorough = thorough;
                for (size_t step = from; step < to && !code; step++)
                        code = try_step(q, step, 1, cm);
        }
        return code;
}

/* Is there anything to be found at a step? With the least air there is, if anywhere. What keeps the standard
 * there is not taken; what does not is the best try so far. */
static enum zb_code ask_tightest(struct search *q, const struct zb_template *least_air, size_t step, bool cm,
                                 bool *ret_hope)
{
        bool found = q->found;
        *q->spare = *q->best;
        q->t = least_air;
        enum zb_code code = try_air(q, step, step + 1, cm);
        *ret_hope = !code && q->found && q->best->keeps;
        if (*ret_hope) {
                *q->best = *q->spare;
                q->found = found;
        }
        return code;
}

/* The same, roomy and tight, until one of them keeps the standard. */
static enum zb_code try_steps(struct search *q, const struct zb_template *const *all, size_t from, size_t to, bool cm)
{
        enum zb_code code = ZB_OK;
        bool hope = true;
        for (size_t air = 0; air < N_AIRS && hope && !code && !(q->found && q->best->keeps); air++) {
                q->t = all[air];
                code = try_air(q, from, to, cm);
                if (!air && !code && !(q->found && q->best->keeps))
                        code = ask_tightest(q, all[N_AIRS - 1], to - 1, cm, &hope);
        }
        return code;
}

/* The solution once more, section by section. */
static enum zb_code polish(struct search *q)
{
        struct zb_fitter_job job = {.stage = q->stage, .guess = q->guess, .thorough = true};
        *q->now = *q->best;
        zb_solution_apply(q->stage, q->now);
        return zb_fitter_search(q->stage->fit, &job, q->now, q->best, &q->found, q->err);
}

static enum zb_code try_all(struct search *q, const struct zb_template *const *all)
{
        const struct zb_template *t = all[0];
        enum zb_code code = ZB_OK;
        size_t free_steps = 0; /* steps that give nothing up */
        while (free_steps < t->n_steps && !t->steps[free_steps].relaxed)
                free_steps++;
        bool last_cm = t->n_title_cm > 0, hope = true;
        code = try_steps(q, all, 0, free_steps, false);
        if (!code && !(q->found && q->best->keeps))
                code = ask_tightest(q, all[N_AIRS - 1], t->n_steps - 1, last_cm, &hope);
        if (hope && last_cm && !code)
                code = try_steps(q, all, 0, free_steps, true);
        for (size_t step = free_steps; hope && step < t->n_steps; step++)
                for (int cm = 0; cm < 1 + last_cm && !code; cm++)
                        code = try_steps(q, all, step, step + 1, cm);
        if (!code && q->found && q->best->keeps)
                return polish(q);
        q->t = all[N_AIRS - 1];
        q->thorough = true;
        for (int i = 1; i <= SHRINK_STEPS && !code; i++) {
                if (q->found && (q->best->must || i > RESCUE_STEPS))
                        break;
                code = try_step(q, t->n_steps - 1, pow(0.98, i), t->n_title_cm > 0);
        }
        return code;
}

/* Everything that a search needs, in the stage's memo arena; NULL: out of memory. */
static struct search *new_search(struct zb_stage *stage, const struct zb_guess *guess, struct zb_solution *ret,
                                 struct zb_err *err)
{
        struct search *q = zb_arena_alloc(stage->memo_arena, sizeof *q);
        struct zb_solution *now = zb_arena_alloc(stage->memo_arena, sizeof *now);
        struct zb_solution *spare = zb_arena_alloc(stage->memo_arena, sizeof *spare);
        if (!stage->fit)
                stage->fit = zb_fitter_new(stage);
        if (!q || !now || !spare || !stage->fit)
                return NULL;
        zb_fitter_forget(stage->fit);
        *q = (struct search){.stage = stage, .guess = guess, .best = ret, .now = now, .spare = spare, .err = err};
        return q;
}

enum zb_code zb_solve(struct zb_stage *stage, const struct zb_template *t, const struct zb_guess *guess,
                      struct zb_solution *ret, struct zb_err *err)
{
        struct search *q = new_search(stage, guess, ret, err);
        const struct zb_template *all[N_AIRS] = {t};
        bool whole = q != NULL;
        for (int level = 1; level < N_AIRS; level++)
                whole = (all[level] = tightened(t, level, stage->memo_arena)) && whole;
        if (!whole)
                return zb_err_nomem(err);
        enum zb_code code = try_all(q, all);
        if (!code && !q->found)
                code = zb_err_say(err, ZB_INPUT, "/sections",
                                  "far too much text: it does not fit at any legible size; cut it");
        return code;
}

enum zb_code zb_solve_tightest(struct zb_stage *stage, const struct zb_template *t, const struct zb_guess *guess,
                               struct zb_solution *ret, bool *ret_keeps, struct zb_err *err)
{
        struct search *q = new_search(stage, guess, ret, err);
        if (!q || !(q->t = tightened(t, N_AIRS - 1, stage->memo_arena)))
                return zb_err_nomem(err);
        enum zb_code code = try_air(q, t->n_steps - 1, t->n_steps, t->n_title_cm > 0);
        *ret_keeps = !code && q->found && ret->keeps;
        return code;
}
