/* SPDX-License-Identifier: Apache-2.0 */
/* The tiers of a stranger's board. Nobody has written "title" on its lines, so sizes and places must tell:
 *
 *   cluster  lines whose em differs by less than 6 % (12 % in all)
 *   body     the cluster with the most running text: characters × em^1.5, characters of paragraphs (10 or more characters
 *            on two lines, or 14 on one) in full, of labels a quarter. The largest cluster is left out while it is one or
 *            two short paragraphs and others say more
 *   title    the largest cluster above the body that says words (not only figures as "98%"), if its lines stand together
 *            in one place. Words of one size in several places are headings, also without a title
 *   heading  of the clusters between, the one with the most paragraphs of words; figures never are a title
 *   caption  of the clusters below the body, the one with the most lines; also when it is the only one
 *   note     clusters below it at the foot (the lowest 15 % of the sheet), or the smallest one when it is running text; a
 *            lone cluster below the body is one when it stands at the foot and is running text or no more than two lines
 *   others   go to the neighbour that is nearer by ratio; to the title only when they touch it
 *
 * The standard's ranges play no part: a board whose body is set too small has a body that is too small. With
 * one size all is body. Hidden lines count for nothing; they get the tier of the nearest cluster. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lines_priv.h"

#define STEP       1.06 /* between clusters */
#define SPAN       1.12 /* of one cluster */
#define FOOT       0.15 /* of the sheet's height */
#define TOUCH_EM   1.5  /* lines of a title stand within this */
#define FEW_CHARS  40   /* a title has no more */
#define FOOT_SHARE 0.6
#define RUN_SHARE  0.4

struct lines_tier_cluster {
        double em_max, em_min, em;
        size_t from, to; /* of the sorted lines */
        size_t chars, lines, figures, paras, word_paras;
        double running, foot; /* characters */
        enum zb_tier tier;
        bool known;
};

struct tiering {
        struct zb_setting *set;
        struct zb_laid **lines; /* visible ones, largest first */
        size_t n;
        size_t *para_chars, *para_lines; /* by block */
        struct lines_tier_cluster *list;
        size_t n_list;
        struct zb_rect sheet;
};

static int largest_first(const void *x, const void *y)
{
        const struct zb_laid *a = *(struct zb_laid *const *)x, *b = *(struct zb_laid *const *)y;
        return (a->em < b->em) - (a->em > b->em);
}

/* ---- clusters ---- */

static double bottom_of(const struct zb_laid *a)
{
        return a->angle == 0 ? a->v : -INFINITY;
}

static bool says_words(const struct zb_laid *a)
{
        return !zb_is_figure(a->text) || a->taken || a->below != ZB_NONE;
}

static void lines_tier_measure(struct tiering *t, struct lines_tier_cluster *c)
{
        double foot = t->sheet.y + (1 - FOOT) * t->sheet.h;
        size_t seen = 0;
        for (size_t i = c->from; i < c->to; i++) {
                const struct zb_laid *a = t->lines[i];
                size_t chars = t->para_chars[a->block], lines = t->para_lines[a->block];
                bool runs = (chars >= 10 && lines >= 2) || chars >= 14;
                c->chars += a->chars;
                c->lines++;
                c->figures += zb_is_figure(a->text);
                c->running += runs ? (double)a->chars : 0;
                c->foot += bottom_of(a) > foot ? (double)a->chars : 0;
                if (!a->taken) {
                        c->paras++;
                        c->word_paras += says_words(a);
                }
        }
        for (size_t i = c->from; i < c->to && (seen += t->lines[i]->chars) * 2 < c->chars; i++)
                c->em = t->lines[i + 1]->em;
}

static void make_clusters(struct tiering *t)
{
        qsort(t->lines, t->n, sizeof(struct zb_laid *), largest_first);
        for (size_t i = 0; i < t->n; i++) {
                double em = t->lines[i]->em;
                struct lines_tier_cluster *c = t->n_list ? &t->list[t->n_list - 1] : NULL;
                if (!c || c->em_min > STEP * em || c->em_max > SPAN * em) {
                        c = &t->list[t->n_list++];
                        *c = (struct lines_tier_cluster){.em_max = em, .from = i, .em = em};
                }
                c->em_min = em;
                c->to = i + 1;
        }
        for (size_t k = 0; k < t->n_list; k++)
                lines_tier_measure(t, &t->list[k]);
}

/* ---- which is which ---- */

static size_t find_body(const struct tiering *t)
{
        size_t best = 0, others = 0;
        double most = -1;
        for (size_t k = 1; k < t->n_list; k++)
                others += t->list[k].chars;
        bool skip =
                t->n_list > 1 && t->list[0].paras <= 2 && t->list[0].chars <= FEW_CHARS && others > t->list[0].chars;
        for (size_t k = skip; k < t->n_list; k++) {
                const struct lines_tier_cluster *c = &t->list[k];
                double score = (c->running + 0.25 * ((double)c->chars - c->running)) * c->em * sqrt(c->em);
                if (score > most) {
                        most = score;
                        best = k;
                }
        }
        return best;
}

static bool touch(const struct zb_laid *a, const struct zb_laid *b)
{
        double reach = TOUCH_EM * fmax(a->em, b->em);
        return a->angle == b->angle && fmax(a->u, b->u) - fmin(a->right, b->right) < reach &&
               fabs(a->v - b->v) < reach + fmax(a->em, b->em);
}

/* Do the cluster's words stand in one place? Spreads from the first line to all that touch. */
static bool one_place(const struct tiering *t, const struct lines_tier_cluster *c)
{
        enum { MOST = 24 };
        const struct zb_laid *words[MOST];
        bool reached[MOST] = {true};
        size_t n = 0, n_reached = 1;
        for (size_t i = c->from; i < c->to; i++)
                if (says_words(t->lines[i])) {
                        if (n == MOST)
                                return false;
                        words[n++] = t->lines[i];
                }
        for (size_t round = 0; round < n; round++)
                for (size_t i = 0; i < n; i++)
                        for (size_t j = 0; j < n && !reached[i]; j++)
                                if (reached[j] && touch(words[i], words[j])) {
                                        reached[i] = true;
                                        n_reached++;
                                }
        return n > 0 && n_reached == n;
}

static size_t find_title(const struct tiering *t, size_t body)
{
        for (size_t k = 0; k < body; k++)
                if (t->list[k].word_paras > 0)
                        return one_place(t, &t->list[k]) ? k : ZB_NONE;
        return ZB_NONE;
}

static size_t find_heading(const struct tiering *t, size_t title, size_t body)
{
        size_t best = ZB_NONE;
        for (size_t k = 0; k < body; k++)
                if (k != title && (best == ZB_NONE || t->list[k].word_paras > t->list[best].word_paras))
                        best = k;
        return best;
}

static bool at_foot(const struct lines_tier_cluster *c)
{
        return c->foot >= FOOT_SHARE * (double)c->chars;
}

static bool runs(const struct lines_tier_cluster *c)
{
        return c->running >= RUN_SHARE * (double)c->chars;
}

/* Values and names on a chart's axes, wherever the chart stands. */
static bool labels(const struct lines_tier_cluster *c)
{
        return c->lines >= 4 && !runs(c) && 4 * c->figures >= c->lines;
}

static bool is_note(const struct tiering *t, size_t k, size_t body)
{
        const struct lines_tier_cluster *c = &t->list[k];
        if (labels(c))
                return false;
        if (body + 2 == t->n_list) /* the only one below the body */
                return at_foot(c) && (runs(c) || c->lines <= 2);
        return k > body + 1 ? at_foot(c) || (k + 1 == t->n_list && runs(c)) : at_foot(c) && runs(c);
}

static size_t find_caption(const struct tiering *t, size_t body)
{
        size_t best = ZB_NONE;
        for (size_t k = body + 1; k < t->n_list; k++)
                if (!is_note(t, k, body) && (best == ZB_NONE || t->list[k].lines > t->list[best].lines))
                        best = k;
        return best;
}

static void fix(struct tiering *t, size_t k, enum zb_tier tier)
{
        if (k == ZB_NONE)
                return;
        t->list[k].tier = tier;
        t->list[k].known = true;
}

static bool touches(const struct tiering *t, const struct lines_tier_cluster *a, const struct lines_tier_cluster *b)
{
        enum { MOST = 64 };
        if (a->to - a->from > MOST || b->to - b->from > MOST)
                return false;
        for (size_t i = a->from; i < a->to; i++)
                for (size_t j = b->from; j < b->to; j++)
                        if (touch(t->lines[i], t->lines[j]))
                                return true;
        return false;
}

/* A cluster of no kind goes to the nearer of its known neighbours. */
static void settle(struct tiering *t, size_t k)
{
        struct lines_tier_cluster *c = &t->list[k], *above = NULL, *below = NULL;
        for (size_t i = k; i-- > 0 && !above;)
                if (t->list[i].known)
                        above = &t->list[i];
        for (size_t i = k + 1; i < t->n_list && !below; i++)
                if (t->list[i].known)
                        below = &t->list[i];
        if (above && above->tier == ZB_TIER_TITLE && (c->word_paras == 0 || !touches(t, c, above)))
                above = NULL;
        if (!above && !below) /* smaller than a title, and nothing else known: cannot be, the body is */
                c->tier = ZB_TIER_BODY;
        else if (!above) /* figures larger than the title, or none is there */
                c->tier = below->tier <= ZB_TIER_BODY ? ZB_TIER_HEADING : below->tier;
        else if (!below)
                c->tier = above->tier;
        else
                c->tier = above->em / c->em < c->em / below->em ? above->tier : below->tier;
}

static void name_clusters(struct tiering *t)
{
        if (t->n_list == 0)
                return;
        size_t body = find_body(t), title = find_title(t, body);
        fix(t, body, ZB_TIER_BODY);
        fix(t, title, ZB_TIER_TITLE);
        fix(t, find_heading(t, title, body), ZB_TIER_HEADING);
        fix(t, find_caption(t, body), ZB_TIER_CAPTION);
        for (size_t k = body + 1; k < t->n_list; k++)
                if (is_note(t, k, body))
                        fix(t, k, ZB_TIER_NOTE);
        for (size_t k = 0; k < t->n_list; k++)
                if (!t->list[k].known)
                        settle(t, k);
        for (size_t k = 0; k < t->n_list; k++)
                for (size_t i = t->list[k].from; i < t->list[k].to; i++)
                        t->lines[i]->tier = t->list[k].tier;
}

static void name_hidden(struct tiering *t)
{
        for (size_t i = 0; i < t->set->n_lines; i++) {
                struct zb_laid *a = &t->set->lines[i];
                double nearest = INFINITY;
                a->tier = a->hidden ? ZB_TIER_BODY : a->tier;
                for (size_t k = 0; k < t->n_list && a->hidden; k++) {
                        double d = fabs(log(a->em / t->list[k].em));
                        if (d < nearest) {
                                nearest = d;
                                a->tier = t->list[k].tier;
                        }
                }
        }
}

enum zb_code zb_lines_tiers(struct zb_setting *set, struct zb_err *err)
{
        size_t n = set->n_lines + 1;
        struct tiering t = {.set = set,
                            .lines = calloc(n, sizeof(struct zb_laid *)),
                            .para_chars = calloc(n, sizeof(size_t)),
                            .para_lines = calloc(n, sizeof(size_t)),
                            .list = calloc(n, sizeof *t.list),
                            .sheet = set->d->facts->trim};
        bool ok = t.lines && t.para_chars && t.para_lines && t.list;
        for (size_t i = 0; i < set->n_lines && ok; i++) {
                t.para_chars[set->lines[i].block] += set->lines[i].chars;
                t.para_lines[set->lines[i].block]++;
                if (!set->lines[i].hidden)
                        t.lines[t.n++] = &set->lines[i];
        }
        if (ok) {
                make_clusters(&t);
                name_clusters(&t);
                name_hidden(&t);
        }
        free(t.lines);
        free(t.para_chars);
        free(t.para_lines);
        free(t.list);
        return ok ? ZB_OK : zb_err_nomem(err);
}
