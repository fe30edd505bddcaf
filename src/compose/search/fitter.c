/* SPDX-License-Identifier: Apache-2.0 */
/* The search for the sections: one width and one rule of dealing for all first, then section by section. A
 * combination is tried at every leading; the gap follows from what is left. */
#include <math.h>
#include <string.h>

#include "fitter_priv.h"

enum { ALL = ZB_MAX_CELLS, SEEDS = 3, ROUNDS = 4 };

struct pick { /* a combination and how it does */
        size_t way[ZB_MAX_SECTIONS];
        double score;
};

struct zb_fitter *zb_fitter_new(const struct zb_stage *stage)
{
        return zb_arena_alloc(stage->memo_arena, sizeof(struct zb_fitter));
}

void zb_fitter_forget(struct zb_fitter *fit)
{
        for (size_t i = 0; i < ZB_MAX_GRIDS; i++)
                memset(&fit->tables[i].made_for, 0, sizeof fit->tables[i].made_for);
}

static void keep_best(struct zb_fitter *f, const struct zb_fit_trial *q, double score)
{
        struct zb_solution *s = f->s, *best = f->best;
        if (*f->found && score >= best->score)
                return;
        *best = *s;
        *f->found = true;
        best->layout = q->l;
        best->share = q->share;
        best->hole = q->hole;
        best->score = score;
        best->must = q->must;
        best->keeps = q->must && s->shrink >= 1;
        best->rows = (struct zb_rows){.n = f->g->n, .n_lines = f->g->n_lines, .mark = q->mark};
        for (size_t i = 0; i < f->g->n; i++) {
                best->rows.rows[i] = q->ways[i]->row;
                best->rows.line_of[i] = f->g->line_of[i];
        }
}

/* The gap that what is left allows, on the search's grid. */
static double gap_for(const struct zb_template *t, double left, double gaps)
{
        double most = fmin(t->gap.to, gaps > 0 ? left / gaps : t->gap.to);
        return t->gap.from + fmax(0, floor((most - t->gap.from) / t->gap.step + 1e-9)) * t->gap.step;
}

/* A combination at a leading and gap; the lines are at their least. */
static double try_heights(struct zb_fitter *f, const struct zb_fit_trial *least, double gap, double left, double gaps,
                          double *ret_share)
{
        struct zb_fit_trial q = *least;
        q.l.gap = gap;
        for (size_t line = 0; line < f->g->n_lines; line++) {
                bool strip = false;
                for (size_t i = 0; i < f->g->n; i++)
                        strip = strip || (f->g->line_of[i] == line && zb_row_has_strip(&q.ways[i]->row));
                q.l.line_h[line] += strip ? ZB_STRIP_GAP * gap : 0;
        }
        double score = zb_fitter_weigh(f, &q, left - gaps * gap);
        keep_best(f, &q, score);
        *ret_share = q.share;
        return score;
}

/* A combination at every leading; its score is the best of them. One that is too high scores by how much. */
static double try_pick(struct zb_fitter *f, const size_t *way)
{
        const struct zb_template *t = f->t;
        double room = zb_layout_room(f->stage, f->s), best = INFINITY;
        struct zb_fit_trial q = {.mark = ZB_MARK_CHIP, .met = f->s->foot.fits};
        for (size_t i = 0; i < f->g->n; i++) {
                const struct zb_row *row = &(q.ways[i] = &f->g->ways[i][way[i]])->row;
                q.mark = q.ways[i]->chip ? q.mark : ZB_MARK_BAR;
                q.met = q.met && isfinite(row->column_need) && isfinite(row->strip_need) && !row->overfull;
        }
        for (q.l.leading = t->leading.from; q.l.leading <= t->leading.to + 1e-9; q.l.leading += t->leading.step) {
                double strips, left = room - zb_fitter_least(f, &q, &strips);
                double gaps = (double)(f->g->n_lines - 1) + ZB_STRIP_GAP * strips;
                if (!(left - gaps * t->gap.from >= 0))
                        return isfinite(best) ? best : 1e8 + 1e3 * (isfinite(left) ? gaps * t->gap.from - left : 1e6);
                double share, wide = gap_for(t, left, gaps);
                best = fmin(best, try_heights(f, &q, wide, left, gaps, &share));
                /* Narrow gaps are for pictures that want to be larger. */
                if (wide > t->gap.from && share < f->stage->o->standard->ratio_aim - t->weight.share_near)
                        best = fmin(best, try_heights(f, &q, t->gap.from, left, gaps, &share));
        }
        return best;
}

/* ---- combinations ---- */

/* The way of section i that is nearest to a width and a dealing. */
static size_t nearest(const struct zb_fitter *f, size_t i, double em_per_line, size_t beside)
{
        size_t best = 0;
        double least = INFINITY;
        for (size_t w = 0; w < f->g->n_ways[i]; w++) {
                const struct zb_way *way = &f->g->ways[i][w];
                double off = fabs(way->em_per_line - em_per_line) + (way->row.n_column == 0) * 30;
                off += 100 * fabs((double)way->row.n_column -
                                  (double)(beside < way->row.n_figures ? beside : way->row.n_figures));
                if (off < least) {
                        least = off;
                        best = w;
                }
        }
        return best;
}

static void remember(struct pick *seeds, const struct pick *now)
{
        for (size_t i = 0; i < SEEDS; i++)
                if (memcmp(seeds[i].way, now->way, sizeof now->way) == 0)
                        return;
        size_t worst = 0;
        for (size_t i = 1; i < SEEDS; i++)
                worst = seeds[i].score > seeds[worst].score ? i : worst;
        if (now->score < seeds[worst].score)
                seeds[worst] = *now;
}

/* One width and one rule of dealing for all sections. */
static void try_alike(struct zb_fitter *f, struct pick *seeds)
{
        static const size_t besides[] = {ALL, 2, 1, 0};
        const struct zb_span_of *k = &f->t->em_per_line;
        for (size_t i = 0; i < SEEDS; i++)
                seeds[i].score = INFINITY;
        for (size_t b = 0; b < 4; b++)
                for (double em = k->from; em <= k->to + 1e-9; em += k->step) {
                        struct pick p = {.score = 0};
                        for (size_t i = 0; i < f->g->n; i++)
                                p.way[i] = nearest(f, i, em, besides[b]);
                        bool seen = false;
                        for (size_t i = 0; i < SEEDS; i++)
                                seen = seen ||
                                       (isfinite(seeds[i].score) && !memcmp(seeds[i].way, p.way, sizeof p.way));
                        if (seen)
                                continue;
                        p.score = try_pick(f, p.way);
                        remember(seeds, &p);
                        if (!besides[b])
                                break;
                }
}

/* Section by section, whatever improves the whole. */
static void improve(struct zb_fitter *f, struct pick *p)
{
        bool better = true;
        for (int round = 0; better && round < ROUNDS; round++) {
                better = false;
                for (size_t i = 0; i < f->g->n; i++)
                        for (size_t w = 0; w < f->g->n_ways[i]; w++) {
                                struct pick other = *p;
                                if (w == p->way[i])
                                        continue;
                                other.way[i] = w;
                                other.score = try_pick(f, other.way);
                                if (other.score < p->score - 1e-9) {
                                        *p = other;
                                        better = true;
                                }
                        }
        }
}

enum zb_code zb_fitter_search(struct zb_fitter *f, const struct zb_fitter_job *job, struct zb_solution *s,
                              struct zb_solution *best, bool *found, struct zb_err *err)
{
        struct zb_grid grids[ZB_MAX_GRIDS];
        size_t n = job->stage->board->n_sections < ZB_MAX_SECTIONS ? job->stage->board->n_sections : ZB_MAX_SECTIONS;
        f->job = job;
        f->stage = job->stage;
        f->t = s->t;
        f->s = s;
        f->best = best;
        f->found = found;
        size_t n_grids = zb_fitter_grids(s->t->landscape, n, job->thorough, grids);
        for (size_t g = 0; g < n_grids; g++) {
                struct pick seeds[SEEDS];
                memset(seeds, 0, sizeof seeds);
                f->g = &f->tables[g];
                if (zb_fitter_make(f, &grids[g], err))
                        return err->code;
                try_alike(f, seeds);
                for (size_t i = 0; job->thorough && i < SEEDS; i++)
                        if (isfinite(seeds[i].score))
                                improve(f, &seeds[i]);
        }
        return ZB_OK;
}
