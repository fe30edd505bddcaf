/* SPDX-License-Identifier: Apache-2.0 */
/* What would help a board that does not fit. Every cure is searched for by solving and then proven by
 * composing the board with the cure applied, in each of the ways in which an author may apply it; one that
 * does not hold is not told. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan_priv.h"

enum {
        KEPT = 8, /* characters that a section keeps at least */
        MAX_CURES = 24,
        CUT_STEPS = 24, /* of all text */
        ONE_STEP = 6    /* characters */
};

/* ---- cures ---- */

static struct zb_plan_cure *new_cure(struct zb_planner *p, enum zb_cure_kind kind, enum zb_fit gives)
{
        struct zb_plan_cure *cure = NULL;
        if (p->plan->n_cures < MAX_CURES && !p->code) {
                cure = (struct zb_plan_cure *)&p->plan->cures[p->plan->n_cures++];
                *cure = (struct zb_plan_cure){.kind = kind, .gives = gives};
        }
        return cure;
}

/* What is won, for the end of a sentence. The last run is the cured board. */
static struct zb_msg outcome(struct zb_planner *p, enum zb_fit gives)
{
        static const struct zb_msg good = ZB_N("all sizes keep centimetres and points");
        char pt[40];
        if (gives == ZB_FIT_BOTH)
                return isfinite(p->trial.stage.o->standard->tier_pt[ZB_TIER_BODY].max) ? good
                                                                                       : ZB_MSG("everything fits");
        zb_plan_number(pt, zb_pt_of_mm(p->trial.s->em[ZB_TIER_BODY]), 1);
        return zb_arena_say(p->arena, "everything fits (body at %s pt, some sizes by centimetres only)", pt);
}

static void present(const struct zb_planner *p, size_t *chars)
{
        memset(chars, 0, ZB_PLAN_SECTIONS * sizeof *chars);
        for (size_t i = 0; i < p->board->n_sections && i < ZB_PLAN_SECTIONS; i++)
                chars[i] = zb_copyfit_chars(&p->board->sections[i]);
}

/* Grown texts are looked at whole: too little is no matter of the tightest setting. */
static bool grows(struct zb_planner *p, const size_t *chars, enum zb_fit wanted)
{
        return zb_plan_probe(p, zb_plan_with(p, chars, ZB_COPYFIT_INSIDE), wanted) &&
               zb_plan_probe(p, zb_plan_with(p, chars, ZB_COPYFIT_ANEW), wanted);
}

static bool works(struct zb_planner *p, const size_t *chars, enum zb_fit wanted)
{
        return zb_plan_quick(p, zb_plan_with(p, chars, ZB_COPYFIT_INSIDE), wanted) &&
               zb_plan_quick(p, zb_plan_with(p, chars, ZB_COPYFIT_ANEW), wanted);
}

/* The least change of section i towards `end` that works, between what does not and what does. */
static void tighten(struct zb_planner *p, size_t *chars, size_t i, size_t start, enum zb_fit wanted)
{
        size_t good = chars[i], bad = start;
        chars[i] = start;
        if (start != good && works(p, chars, wanted))
                return; /* this section need not change at all */
        while (good > bad ? good - bad > 1 : bad - good > 1) {
                size_t middle = (good + bad) / 2;
                chars[i] = middle;
                if (works(p, chars, wanted))
                        good = middle;
                else
                        bad = middle;
        }
        chars[i] = good;
}

/* Is it a matter of cutting alone? */
static bool chars_cut(const struct zb_planner *p, const size_t *now, const size_t *chars)
{
        for (size_t i = 0; i < p->board->n_sections; i++)
                if (chars[i] > now[i])
                        return false;
        return true;
}

/* Composes with these lengths in every way; when it does not hold, every section that changes changes a
 * little more. */
static bool cure_prove(struct zb_planner *p, const size_t *now, size_t *chars, enum zb_fit wanted, enum zb_fit *gives)
{
        for (int tries = 0; tries < 6 && !p->code; tries++) {
                bool may = true;
                for (int way = 0; way < ZB_N_COPYFIT_WAYS && may && chars_cut(p, now, chars); way++)
                        may = zb_plan_quick(p, zb_plan_with(p, chars, (enum zb_copyfit_way)way), wanted);
                *gives = may ? zb_plan_surely(p, chars) : ZB_FIT_NO;
                if (*gives >= wanted)
                        return true;
                for (size_t i = 0; i < p->board->n_sections; i++)
                        if (chars[i] > now[i])
                                chars[i]++;
                        else if (chars[i] < now[i] && chars[i] > KEPT)
                                chars[i]--;
        }
        return false;
}

/* "cut 5 characters from section 1 (to 31), cut 7 characters from section 3 (to 28)". */
static void tell_lengths(struct zb_planner *p, struct zb_plan_cure *cure, const size_t *now, const size_t *chars)
{
        struct zb_msg list = {0};
        struct zb_msg end = outcome(p, cure->gives);
        for (size_t i = 0; i < p->board->n_sections; i++) {
                if (chars[i] == now[i])
                        continue;
                bool cut = chars[i] < now[i];
                size_t by = cut ? now[i] - chars[i] : chars[i] - now[i];
                cure->chars += (long)chars[i] - (long)now[i];
                cure->lengths[cure->n_lengths].place =
                        zb_arena_printf(p->arena, "%s/text", p->board->sections[i].place);
                cure->lengths[cure->n_lengths].from = now[i];
                cure->lengths[cure->n_lengths++].to = chars[i];
                struct zb_msg one = zb_arena_say(p->arena,
                                                 cut ? "cut %zu characters from section %zu (to %zu)"
                                                     : "add %zu characters to section %zu (to %zu)",
                                                 by, i + 1, chars[i]);
                list = list.packed ? zb_arena_say(p->arena, ZB_CTX("clauses") "%s, %s", list.packed, one.packed)
                                   : one;
        }
        long all = cure->chars;
        bool many = cure->n_lengths > 1;
        cure->text = many ? zb_arena_say(p->arena,
                                         all < 0 ? "cut %ld characters of body text in all (%s): %s"
                                                 : "add %ld characters of body text in all (%s): %s",
                                         labs(all), list.packed, end.packed)
                          : zb_arena_say(p->arena, ZB_CTX("cure") "%s: %s", list.packed, end.packed);
}

static bool offer(struct zb_planner *p, enum zb_cure_kind kind, const size_t *now, size_t *chars, enum zb_fit wanted)
{
        enum zb_fit gives;
        if (!cure_prove(p, now, chars, wanted, &gives))
                return false;
        struct zb_plan_cure *cure = new_cure(p, kind, gives);
        if (cure)
                tell_lengths(p, cure, now, chars);
        return cure != NULL;
}

/* Every section cut by its part of `total`. */
static void share_out(const struct zb_planner *p, const size_t *now, size_t all, size_t total, size_t *chars)
{
        for (size_t i = 0; i < p->board->n_sections; i++) {
                size_t cut = all ? (total * now[i] + all / 2) / all : 0;
                chars[i] = now[i] > KEPT && now[i] - cut < KEPT ? KEPT : now[i] - cut;
        }
}

/* All sections together: cut step by step until it works, then given back, section by section, where it is
 * not needed. Too much can be cut, too: a board with little text breaks other rules. */
static bool cut_all(struct zb_planner *p, enum zb_fit wanted)
{
        size_t now[ZB_PLAN_SECTIONS], chars[ZB_PLAN_SECTIONS], all = 0, bad = 0, good = 0;
        present(p, now);
        memcpy(chars, now, sizeof chars);
        for (size_t i = 0; i < p->board->n_sections; i++)
                all += now[i];
        for (size_t k = 1; k <= CUT_STEPS * 17 / 20 && !good; k++) {
                share_out(p, now, all, all * k / CUT_STEPS, chars);
                if (works(p, chars, wanted))
                        good = all * k / CUT_STEPS;
                else
                        bad = all * k / CUT_STEPS;
        }
        if (!good)
                return false;
        while (good - bad > 1) {
                size_t middle = (good + bad) / 2;
                share_out(p, now, all, middle, chars);
                if (works(p, chars, wanted))
                        good = middle;
                else
                        bad = middle;
        }
        share_out(p, now, all, good, chars);
        for (size_t i = 0; i < p->board->n_sections; i++)
                tighten(p, chars, i, now[i], wanted);
        return offer(p, ZB_CURE_CUT, now, chars, wanted);
}

static void cut_one(struct zb_planner *p, size_t i, enum zb_fit wanted)
{
        size_t now[ZB_PLAN_SECTIONS], chars[ZB_PLAN_SECTIONS];
        present(p, now);
        memcpy(chars, now, sizeof chars);
        for (size_t cut = ONE_STEP; cut + KEPT <= now[i]; cut += ONE_STEP) {
                chars[i] = now[i] - cut;
                if (!works(p, chars, wanted))
                        continue;
                tighten(p, chars, i, chars[i] + ONE_STEP, wanted);
                offer(p, ZB_CURE_CUT, now, chars, wanted);
                return;
        }
}

/* Too little text: sections grow together until it works and no hole is left. */
static bool add_all(struct zb_planner *p, enum zb_fit wanted)
{
        size_t now[ZB_PLAN_SECTIONS], chars[ZB_PLAN_SECTIONS];
        present(p, now);
        for (size_t more = 2; more <= 60; more += 2) {
                memcpy(chars, now, sizeof chars);
                for (size_t i = 0; i < p->board->n_sections; i++)
                        chars[i] += now[i] ? more : 0;
                if (!grows(p, chars, wanted) || p->probe->hole > ZB_PLAN_HOLE)
                        continue;
                if (offer(p, ZB_CURE_ADD, now, chars, wanted) && p->trial.s->hole <= ZB_PLAN_HOLE)
                        return true;
                return false;
        }
        return false;
}

/* ---- title, and what may go ---- */

static const struct zb_spec *with_title(struct zb_planner *p, size_t chars)
{
        struct zb_spec *copy = zb_arena_memdup(p->arena, p->board, sizeof *copy);
        struct zb_rich_span span = {.text = p->board->title};
        struct zb_rich title = {&span, 1, p->board->title, "/title"};
        if (!copy)
                return NULL;
        title = zb_copyfit_rich(p->arena, &title, chars, ZB_COPYFIT_END);
        size_t len = strlen(title.plain);
        copy->title =
                len && title.plain[len - 1] == '\n' ? zb_arena_strndup(p->arena, title.plain, len - 1) : title.plain;
        return copy;
}

static bool shorter_title(struct zb_planner *p, enum zb_fit wanted)
{
        size_t now = zb_count_chars(p->board->title), good = now / 2 > 6 ? now / 2 : 6, bad = now;
        if (now <= good || !zb_plan_quick(p, with_title(p, good), wanted))
                return false;
        while (bad - good > 1) {
                size_t middle = (good + bad) / 2;
                if (zb_plan_quick(p, with_title(p, middle), wanted))
                        good = middle;
                else
                        bad = middle;
        }
        enum zb_fit gives = zb_plan_run(p, with_title(p, good));
        struct zb_plan_cure *cure = gives >= wanted ? new_cure(p, ZB_CURE_TITLE, gives) : NULL;
        if (!cure)
                return false;
        struct zb_msg end = outcome(p, gives);
        cure->chars = (long)good - (long)now;
        cure->lengths[0].place = "/title";
        cure->lengths[0].from = now;
        cure->lengths[0].to = good;
        cure->n_lengths = 1;
        cure->text = zb_arena_say(p->arena, "a title of %zu characters instead of %zu: %s", good, now, end.packed);
        return true;
}

/* Characters on a scene, line by line: for differences only. */
static long scene_chars(const struct zb_scene *scene)
{
        long n = 0;
        for (size_t i = 0; i < scene->n_items; i++)
                if (scene->items[i].kind == ZB_ITEM_TEXT && scene->items[i].text.utf8)
                        n += (long)zb_count_chars(scene->items[i].text.utf8);
        return n;
}

static bool cure_drop(struct zb_planner *p, const struct zb_spec *without, const char *place, struct zb_msg what,
                      enum zb_fit wanted)
{
        if (!zb_plan_quick(p, without, wanted))
                return false;
        enum zb_fit gives = zb_plan_run(p, without);
        struct zb_plan_cure *cure = gives >= wanted ? new_cure(p, ZB_CURE_DROP, gives) : NULL;
        if (!cure)
                return false;
        struct zb_msg end = outcome(p, gives);
        cure->drop = zb_arena_strdup(p->arena, place);
        cure->chars = scene_chars(p->trial.scene) - scene_chars(p->plan->scene);
        cure->text = zb_arena_say(p->arena, "without %s: %s", what.packed, end.packed);
        return true;
}

/* Figures that a section can spare, the last one first; never below the number of images that is asked for.
 */
static void drop_figures(struct zb_planner *p, enum zb_fit wanted)
{
        size_t all = 0;
        for (size_t i = 0; i < p->board->n_sections; i++)
                all += p->board->sections[i].n_figures;
        if ((double)all - 1 < p->trial.stage.o->standard->images.min)
                return;
        for (size_t i = 0; i < p->board->n_sections; i++) {
                struct zb_section *sections;
                struct zb_spec *copy = zb_copyfit_copy(p->arena, p->board, &sections);
                if (!copy || sections[i].n_figures < 2)
                        continue;
                const struct zb_figure *figure = &sections[i].figures[--sections[i].n_figures];
                cure_drop(p, copy, figure->place,
                          zb_arena_say(p->arena, "section %zu's figure %zu", i + 1, sections[i].n_figures + 1),
                          wanted);
        }
}

static void drop_parts(struct zb_planner *p, enum zb_fit wanted)
{
        struct zb_spec b = *p->board;
        if (b.n_highlights) {
                b.n_highlights = 0;
                cure_drop(p, &b, "/highlights", ZB_MSG("the key figures"), wanted);
        }
        b = *p->board;
        if (b.lead.n) {
                b.lead.n = 0;
                cure_drop(p, &b, "/lead", ZB_MSG("the lead"), wanted);
        }
        b = *p->board;
        if (b.n_authors) {
                b.n_authors = 0;
                cure_drop(p, &b, "/authors", ZB_MSG("the authors' line"), wanted);
        }
        b = *p->board;
        if (b.n_notes) {
                char place[40];
                b.n_notes--;
                snprintf(place, sizeof place, "/notes/%zu", b.n_notes);
                cure_drop(p, &b, place, ZB_MSG("the last note"), wanted);
        }
        drop_figures(p, wanted);
}

/* A landscape board may do better upright. */
static void turn(struct zb_planner *p, enum zb_fit wanted)
{
        struct zb_trial upright;
        struct zb_spec b = *p->board;
        if (!p->plan->landscape || b.orientation != ZB_LANDSCAPE || p->code)
                return;
        b.orientation = ZB_PORTRAIT;
        p->code = zb_trial_open(&b, p->trial.stage.o, &upright, p->err);
        if (p->code)
                return;
        struct zb_trial level = p->trial;
        p->trial = upright;
        enum zb_fit gives = zb_plan_run(p, &b);
        struct zb_plan_cure *cure = gives >= wanted ? new_cure(p, ZB_CURE_TURN, gives) : NULL;
        if (cure) {
                struct zb_msg end = outcome(p, gives);
                cure->text = zb_arena_say(p->arena, "turned upright: %s", end.packed);
        }
        zb_trial_close(&p->trial);
        p->trial = level;
}

static void cures_for(struct zb_planner *p, enum zb_fit wanted)
{
        size_t before = p->plan->n_cures;
        bool scant = p->base->share >= p->trial.stage.o->standard->ratio.max || p->base->hole > ZB_PLAN_HOLE;
        if (scant && add_all(p, wanted))
                return;
        bool cut = cut_all(p, wanted);
        const struct zb_plan_cure *all = cut ? &p->plan->cures[before] : NULL;
        for (size_t i = 0; i < p->board->n_sections && cut; i++)
                if (all->n_lengths > 1)
                        cut_one(p, i, wanted);
        if (!scant && p->plan->fit == ZB_FIT_NO && !cut)
                add_all(p, wanted);
        shorter_title(p, wanted);
        drop_parts(p, wanted);
        turn(p, wanted);
}

void zb_plan_cures(struct zb_planner *p)
{
        struct zb_plan_cure *list = zb_arena_array(p->arena, MAX_CURES, sizeof *list);
        p->plan->cures = list;
        zb_plan_conflicts(p);
        if (!list || p->code)
                return;
        if (p->plan->draft)
                return;
        for (enum zb_fit wanted = ZB_FIT_BOTH; wanted > p->plan->fit; wanted--)
                cures_for(p, wanted);
        if (p->plan->fit == ZB_FIT_BOTH && p->base->hole > ZB_PLAN_HOLE)
                add_all(p, ZB_FIT_BOTH);
}
