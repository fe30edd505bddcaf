/* SPDX-License-Identifier: Apache-2.0 */
/* The search for the sections. Ways of setting are dear and made once for each width of cell; combinations
 * are arithmetic. A combination is tried at every leading; the gap follows from what is left. */
#include <math.h>
#include <string.h>

#include "fitter.h"

#define SHARE_MARGIN 0.0015 /* that the estimate of the share keeps from what is asked */
#define LEAST_FIGURE 120.0  /* mm; a picture narrower than that says nothing */
#define HEADING_MOST 8.0    /* mm that a heading's gap may grow */
#define FLAT         2.4    /* width ÷ height beyond which a picture is a slit */
#define TALL         0.8    /* and below which it is a tower */

enum { MAX_WAYS = 64, ALL = ZB_MAX_CELLS, SEEDS = 3, ROUNDS = 4, MAX_GRIDS = 5, EVEN_CHARS = 25 };

struct way { /* one of a section, with what the arithmetic needs */
        struct zb_row row;
        double em_per_line;
        size_t beside;
        double text_h[ZB_N_MARKS],
                text_h_leading; /* height of the text at leading 0, and what leading adds */
        double mm2[ZB_N_MARKS], mm2_leading;
        bool chip; /* its heading fits beside a chip */
};

struct grid {
        size_t n_lines, in_line[ZB_MAX_SECTIONS];
        bool by_text; /* cells as wide as their texts are long, not alike */
};

/* What the ways of a grid were made for. */
struct made_for {
        const struct zb_board *board;
        const struct zb_template *t;
        const struct zb_figure *hero;
        double em[ZB_N_TIERS], x, w;
};

/* The sections in one grid, each in its ways. */
struct table {
        struct made_for made_for;
        struct way ways[ZB_MAX_SECTIONS][MAX_WAYS];
        size_t n_ways[ZB_MAX_SECTIONS];
        size_t n, line_of[ZB_MAX_SECTIONS], n_lines;
};

struct zb_fitter {
        struct table tables[MAX_GRIDS], *g; /* the present one */
        const struct zb_fitter_job *job;
        struct zb_stage *stage;
        const struct zb_template *t;
        struct zb_solution *s, *best;
        bool *found;
};

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
        for (size_t i = 0; i < MAX_GRIDS; i++)
                memset(&fit->tables[i].made_for, 0, sizeof fit->tables[i].made_for);
}

/* ---- ways ---- */

/* Grids to try: portrait boards have one section a line. Landscape boards have pairs, or as many columns as
 * sections; five or six stand in two lines. */
static size_t make_grids(bool landscape, size_t n, struct grid *grids)
{
        static const size_t wide[][ZB_MAX_SECTIONS + 1][4] = {
                {{0}},    {{1}},    {{2}}, {{3}}, {{2, 2}, {4}}, {{3, 2}, {2, 3}, {5}}, {{3, 3}, {2, 2, 2}},
                {{4, 3}}, {{4, 4}},
        };
        size_t count = 0;
        if (!landscape) {
                grids[0] = (struct grid){.n_lines = n};
                for (size_t i = 0; i < n; i++)
                        grids[0].in_line[i] = 1;
                return 1;
        }
        for (; count < 3 && wide[n][count][0]; count++) {
                struct grid *g = &grids[count];
                *g = (struct grid){0};
                while (g->n_lines < 4 && wide[n][count][g->n_lines]) {
                        g->in_line[g->n_lines] = wide[n][count][g->n_lines];
                        g->n_lines++;
                }
        }
        for (size_t i = 0, all = count; i < all; i++)
                if (grids[i].n_lines == 1 && n > 1) {
                        grids[count] = grids[i];
                        grids[count++].by_text = true;
                }
        return count;
}

/* Widths of the n cells of a line, sections first … first + n − 1; what is between them is left out. */
static void cell_widths(const struct zb_fitter *f, const struct grid *g, size_t first, size_t n,
                        double *widths)
{
        double room = f->stage->content_w - f->t->column_gap * (double)(n - 1), sum = 0,
               em = f->stage->em[ZB_TIER_BODY];
        for (size_t i = 0; i < n; i++) {
                const struct zb_section *section = &f->stage->board->sections[first + i];
                double chars = 0;
                for (size_t k = 0; k < section->n_text; k++)
                        chars += (double)zb_count_chars(section->text[k].plain);
                widths[i] = g->by_text ? chars + EVEN_CHARS : 1;
                sum += widths[i];
        }
        double fixed = 0, free_sum = 0, least = f->t->em_per_line.from * em;
        for (size_t i = 0; i < n; i++) {
                bool narrow = room * widths[i] / sum < least;
                fixed += narrow ? least : 0;
                free_sum += narrow ? 0 : widths[i];
        }
        for (size_t i = 0; i < n; i++)
                widths[i] = room * widths[i] / sum < least && free_sum > 0
                                    ? least
                                    : (room - fixed) * widths[i] / (free_sum > 0 ? free_sum : sum);
}

static enum zb_code add_way(struct zb_fitter *f, size_t i, const struct zb_row_way *how, struct zb_err *err)
{
        if (f->g->n_ways[i] == MAX_WAYS)
                return ZB_OK;
        struct way *w = &f->g->ways[i][f->g->n_ways[i]];
        if (zb_row_plan(f->stage, f->t, i, how, &w->row, err))
                return err->code;
        /* Unlike the usual dealing it may come out as one that is there already. */
        for (size_t k = 0; k < f->g->n_ways[i]; k++) {
                const struct zb_row *same = &f->g->ways[i][k].row;
                if (same->n_column == w->row.n_column && same->text_w == w->row.text_w)
                        return ZB_OK;
        }
        w->em_per_line = w->row.n_column ? how->em_per_line : 0;
        w->beside = how->beside;
        w->chip = w->row.headings[ZB_MARK_CHIP]->n_lines == 1;
        for (int m = 0; m < ZB_N_MARKS; m++) {
                enum zb_heading_mark mark = (enum zb_heading_mark)m;
                w->text_h[m] = zb_row_text_h(f->stage, f->t, &w->row, mark, 0);
                w->mm2[m] = zb_row_text_mm2(f->t, &w->row, mark, 0);
        }
        w->text_h_leading = zb_row_text_h(f->stage, f->t, &w->row, ZB_MARK_BAR, 1) - w->text_h[ZB_MARK_BAR];
        w->mm2_leading = zb_row_text_mm2(f->t, &w->row, ZB_MARK_BAR, 1) - w->mm2[ZB_MARK_BAR];
        f->g->n_ways[i]++;
        return ZB_OK;
}

static enum zb_code make_ways(struct zb_fitter *f, size_t i, double cell, struct zb_err *err)
{
        const struct zb_section *section = &f->stage->board->sections[i];
        struct zb_row_way how = {.w = cell, .hero = f->s->hero.figure, .gap = f->t->gap.to};
        const struct zb_span_of *k = &f->t->em_per_line;
        size_t n = section->n_figures;
        double most = cell - f->t->gutter - LEAST_FIGURE * f->t->scale;
        f->g->n_ways[i] = 0;
        for (how.em_per_line = k->from; section->n_text && n && how.em_per_line <= k->to + 1e-9;
             how.em_per_line += k->step) {
                if (how.em_per_line * f->stage->em[ZB_TIER_BODY] > most)
                        break;
                static const size_t besides[] = {ALL, 2, 1};
                for (size_t b = 0; b < 3; b++) {
                        how.beside = besides[b];
                        if (b && how.beside >= n)
                                continue;
                        if (add_way(f, i, &how, err))
                                return err->code;
                }
        }
        how.beside = 0;
        how.em_per_line = k->from;
        return add_way(f, i, &how, err);
}

static enum zb_code make_all(struct zb_fitter *f, const struct grid *g, struct zb_err *err)
{
        struct made_for now;
        size_t i = 0;
        memset(&now, 0, sizeof now);
        now.board = f->stage->board;
        now.t = f->t;
        now.hero = f->s->hero.figure;
        memcpy(now.em, f->stage->em, sizeof now.em);
        now.em[ZB_TIER_TITLE] = 0;
        now.x = f->stage->content_x;
        now.w = f->stage->content_w;
        if (memcmp(&f->g->made_for, &now, sizeof now) == 0)
                return ZB_OK;
        memset(&f->g->made_for, 0, sizeof now);
        f->g->n = 0;
        f->g->n_lines = g->n_lines;
        for (size_t line = 0; line < g->n_lines; line++) {
                double widths[ZB_MAX_SECTIONS], x = f->stage->content_x;
                cell_widths(f, g, i, g->in_line[line], widths);
                for (size_t k = 0; k < g->in_line[line]; k++, i++) {
                        f->g->line_of[i] = line;
                        if (make_ways(f, i, widths[k], err))
                                return err->code;
                        for (size_t w = 0; w < f->g->n_ways[i]; w++)
                                f->g->ways[i][w].row.x = x;
                        x += widths[k] + f->t->column_gap;
                }
        }
        f->g->n = i;
        f->g->made_for = now;
        return ZB_OK;
}

/* ---- one combination ---- */

/* What the arithmetic works on: a combination at a leading. */
struct trial {
        const struct way *ways[ZB_MAX_SECTIONS];
        enum zb_heading_mark mark;
        struct zb_layout l;
        double strip_h[ZB_MAX_SECTIONS], column_h[ZB_MAX_SECTIONS];
        double image, share, hole, shape; /* mm²; of image in all; mm; a cost */
        bool met, must;
};

static double text_h(const struct trial *q, const struct way *w)
{
        return w->text_h[q->mark] + w->text_h_leading * q->l.leading;
}

static double strip_least(const struct zb_fitter *f, const struct way *w)
{
        return fmax(w->row.strip_need, f->t->strip_min);
}

/* Least heights of the lines without the gaps above strips; returns how many such gaps count. */
static double least_lines(const struct zb_fitter *f, struct trial *q, double *ret_strips)
{
        double sum = 0;
        *ret_strips = 0;
        for (size_t line = 0; line < f->g->n_lines; line++) {
                double h = 0, strip = 0;
                for (size_t i = 0; i < f->g->n; i++) {
                        const struct way *w = q->ways[i];
                        if (f->g->line_of[i] != line)
                                continue;
                        double least = fmax(text_h(q, w), w->row.column_need);
                        if (zb_row_has_strip(&w->row)) {
                                least += strip_least(f, w);
                                strip = 1;
                        }
                        h = fmax(h, least);
                }
                q->l.line_h[line] = h;
                sum += h;
                *ret_strips += strip;
        }
        return sum;
}

/* How much the strips of a line can still take, if all its cells have one. */
static double line_spring(const struct zb_fitter *f, const struct trial *q, size_t line)
{
        double spring = INFINITY;
        for (size_t i = 0; i < f->g->n; i++) {
                const struct way *w = q->ways[i];
                if (f->g->line_of[i] != line)
                        continue;
                if (!zb_row_has_strip(&w->row))
                        return 0;
                double now =
                        q->l.line_h[line] - fmax(text_h(q, w), w->row.column_need) - q->l.gap * ZB_STRIP_GAP;
                double most = f->t->landscape ? w->row.strip_most : fmin(w->row.strip_most, f->t->strip_max);
                spring = fmin(spring, fmax(0, most - now));
        }
        return spring;
}

/* Gives `left` mm away, in the order in which it is least seen: strips, heading gaps, row gaps, the lines. */
static void spend(const struct zb_fitter *f, struct trial *q, double left)
{
        double springs[ZB_MAX_SECTIONS], n = 0, lines = (double)f->g->n_lines;
        q->l.spread = left;
        for (size_t line = 0; line < f->g->n_lines; line++) {
                springs[line] = line_spring(f, q, line);
                n += springs[line] > 0;
        }
        for (size_t line = 0; n > 0 && line < f->g->n_lines; line++) {
                double more = springs[line] > 0 ? fmin(springs[line], left / n) : 0;
                q->l.line_h[line] += more;
                left -= more;
                n -= springs[line] > 0;
        }
        q->l.heading_extra = fmin(left / lines, HEADING_MOST * f->t->scale);
        left -= q->l.heading_extra * lines;
        q->l.gap_extra = fmin(left / (lines + 1), f->t->hole);
        left -= q->l.gap_extra * (lines + 1);
        for (size_t line = 0; line < f->g->n_lines; line++)
                q->l.line_h[line] += q->l.heading_extra + left / lines;
}

/* A picture's shape as a cost: slits and towers look like accidents. */
static double shape_of(const struct zb_row *row, double w, double h, size_t from, size_t to)
{
        double cost = 0;
        for (size_t i = from; i < to; i++) {
                double flat = row->figures[i]->type >= ZB_FIG_TABLE ? 2 * FLAT : FLAT;
                cost += fmax(0, log(w / h / flat)) + fmax(0, log(TALL * h / w));
        }
        return cost;
}

/* The part of its place that a photograph fills when it may be no larger than its pixels allow; what is left
 * of the place is a hole. */
static double filled(const struct zb_fitter *f, struct trial *q, const struct zb_figure *figure, double w,
                     double h)
{
        double ppi = f->stage->o->standard->ppi_min;
        if (figure->type != ZB_FIG_PHOTO || !(ppi > 0))
                return 1;
        const struct zb_picture_info *info = zb_picture_info(figure->picture);
        double across = fmin(1, 25.4 * info->width / ppi / w), down = fmin(1, 25.4 * info->height / ppi / h);
        q->hole += (1 - across) * h + (1 - down) * h;
        return across * down;
}

/* Heights of section i's figures in its line, and what stays empty below text or pictures. */
static void place_figures(const struct zb_fitter *f, struct trial *q, size_t i)
{
        const struct way *w = q->ways[i];
        const struct zb_row *row = &w->row;
        double h = q->l.line_h[f->g->line_of[i]],
               text = text_h(q, w) + (row->n_body ? q->l.heading_extra : 0);
        double inner = q->l.gap / 2, below = (double)(row->n_figures - row->n_column);
        q->strip_h[i] = q->column_h[i] = 0;
        if (below > 0) {
                double gap = q->l.gap * ZB_STRIP_GAP, least = strip_least(f, w);
                double most = fmin(fmax(row->strip_most, least), q->l.limit);
                q->strip_h[i] = fmax(least, fmin(h - fmax(text, row->column_need) - gap, most));
                h -= q->strip_h[i] + gap;
                double across = fmax(1, fmin(below, round(row->w / (1.35 * q->strip_h[i])))),
                       down = ceil(below / across);
                double each_w = row->w / across - inner, each_h = q->strip_h[i] / down;
                q->shape += shape_of(row, each_w, each_h, row->n_column, row->n_figures);
                for (size_t k = row->n_column; k < row->n_figures; k++)
                        q->image += each_w * (each_h - inner * (down - 1) / down) *
                                    filled(f, q, row->figures[k], each_w, each_h);
        }
        if (row->n_column) {
                q->column_h[i] = zb_row_column_h(row, h, q->l.limit);
                double n = (double)row->n_column, each = (q->column_h[i] - inner * (n - 1)) / n;
                if (n < 3 || row->figure_w / each < 2 * FLAT) /* else two stand side by side */
                        q->shape += shape_of(row, row->figure_w, each, 0, row->n_column);
                q->hole += fmax(0, h - fmax(text, q->column_h[i]));
                for (size_t k = 0; k < row->n_column; k++)
                        q->image += row->figure_w * each * filled(f, q, row->figures[k], row->figure_w, each);
        }
        if (row->n_body)
                q->hole += fmax(0, h - text);
}

/* Image and text areas, and what stays empty. */
static void weigh(const struct zb_fitter *f, struct trial *q)
{
        const struct zb_solution *s = f->s;
        double text = s->hero.text_mm2 + s->foot.text_mm2;
        text += f->job->guess->label_ems * s->em[ZB_TIER_CAPTION] * s->em[ZB_TIER_CAPTION];
        q->hole = q->shape = 0;
        q->image = s->hero.image_mm2;
        for (size_t i = 0; i < f->g->n; i++) {
                const struct way *w = q->ways[i];
                place_figures(f, q, i);
                text += w->mm2[q->mark] + w->mm2_leading * q->l.leading;
        }
        q->share = q->image + text > 0 ? q->image / (q->image + text) + f->job->guess->share_off : 0;
}

/* Where pictures are too much for the text, they are made smaller than their places. */
static void weigh_and_limit(const struct zb_fitter *f, struct trial *q)
{
        const struct zb_standard *std = f->stage->o->standard;
        q->l.limit = INFINITY;
        weigh(f, q);
        if (q->share <= std->ratio.max - SHARE_MARGIN)
                return;
        double lo = 0, hi = 0;
        for (size_t line = 0; line < f->g->n_lines; line++)
                hi = fmax(hi, q->l.line_h[line]);
        for (int i = 0; i < 16; i++) {
                q->l.limit = (lo + hi) / 2;
                weigh(f, q);
                if (q->share > std->ratio.max - 2 * SHARE_MARGIN)
                        hi = q->l.limit;
                else
                        lo = q->l.limit;
        }
        q->l.limit = lo;
        weigh(f, q);
}

static double unlike(const struct way *a, const struct way *b)
{
        if (a->row.n_column && b->row.n_column)
                return a->em_per_line == b->em_per_line ? 0 : 8 + 4 * fabs(a->em_per_line - b->em_per_line);
        return a->row.n_column == b->row.n_column ? 0 : 8;
}

/* Columns that do not stand under each other, neighbours that are set unlike each other. */
static double unevenness(const struct zb_fitter *f, const struct trial *q)
{
        double cost = 0;
        for (size_t i = 1; i < f->g->n; i++)
                cost += unlike(q->ways[i - 1], q->ways[i]);
        for (size_t i = 0; f->t->landscape && i < f->g->n; i++)
                for (size_t k = 0; k < i; k++)
                        if (f->g->line_of[i] == f->g->line_of[k] + 1 &&
                            fabs(q->ways[i]->row.x - q->ways[k]->row.x) < 1)
                                cost += unlike(q->ways[k], q->ways[i]);
        return cost;
}

/* Lower is better; the weights are those with which the reference boards were found. Lengths count as on a
 * main board, whatever the scale. */
static double score_of(const struct zb_fitter *f, const struct trial *q)
{
        const struct zb_solution *s = f->s;
        double off = fabs(q->share - f->stage->o->standard->ratio_aim), cost = 0, scale = f->t->scale;
        for (size_t i = 0; i < f->g->n; i++)
                cost += q->ways[i]->row.cost;
        double score = 600 * fmax(0, off - 0.025) + 40 * off + 0.5 * cost - 60 * (q->l.leading - 1.2);
        score += 0.7 * fabs(q->l.gap + q->l.gap_extra - 0.55 * s->em[ZB_TIER_BODY]) / scale;
        score += 0.6 * q->hole / scale + 0.3 * q->l.heading_extra / scale + 14 * q->shape;
        score -= 0.5 * (s->em[ZB_TIER_BODY] / scale - 38.9);
        score += s->hero.cost + unevenness(f, q);
        score += q->mark == ZB_MARK_BAR ? 15 : 0;
        score += (s->title_cm ? 400 : 0) + 40.0 * s->t->tight;
        return score;
}

/* Does it keep what the standard says must be, and all of it? */
static double judge(const struct zb_fitter *f, struct trial *q)
{
        const struct zb_standard *std = f->stage->o->standard;
        bool asked = std->ratio.min > 0; /* feature boards ask for no share */
        bool share = !asked ||
                     (q->share > std->ratio.min + SHARE_MARGIN && q->share < std->ratio.max - SHARE_MARGIN);
        q->must = q->met && share;
        double score = score_of(f, q);
        score += q->met ? 0 : 1e6;
        score += share ? 0 : 1e5 * (1 + fabs(q->share - std->ratio_aim));
        score += f->s->shrink < 1 ? 1e4 / f->s->shrink : 0;
        return score;
}

static void keep_best(struct zb_fitter *f, const struct trial *q, double score)
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
static double try_heights(struct zb_fitter *f, const struct trial *least, double gap, double left,
                          double gaps, double *ret_share)
{
        struct trial q = *least;
        q.l.gap = gap;
        for (size_t line = 0; line < f->g->n_lines; line++) {
                bool strip = false;
                for (size_t i = 0; i < f->g->n; i++)
                        strip = strip || (f->g->line_of[i] == line && zb_row_has_strip(&q.ways[i]->row));
                q.l.line_h[line] += strip ? ZB_STRIP_GAP * gap : 0;
        }
        spend(f, &q, left - gaps * gap);
        weigh_and_limit(f, &q);
        double score = judge(f, &q);
        keep_best(f, &q, score);
        *ret_share = q.share;
        return score;
}

/* A combination at every leading; its score is the best of them. One that is too high scores by how much. */
static double try_pick(struct zb_fitter *f, const size_t *way)
{
        const struct zb_template *t = f->t;
        double room = zb_layout_room(f->stage, f->s), best = INFINITY;
        struct trial q = {.mark = ZB_MARK_CHIP, .met = f->s->foot.fits};
        for (size_t i = 0; i < f->g->n; i++) {
                const struct zb_row *row = &(q.ways[i] = &f->g->ways[i][way[i]])->row;
                q.mark = q.ways[i]->chip ? q.mark : ZB_MARK_BAR;
                q.met = q.met && isfinite(row->column_need) && isfinite(row->strip_need) && !row->overfull;
        }
        for (q.l.leading = t->leading.from; q.l.leading <= t->leading.to + 1e-9;
             q.l.leading += t->leading.step) {
                double strips, left = room - least_lines(f, &q, &strips);
                double gaps = (double)(f->g->n_lines - 1) + ZB_STRIP_GAP * strips;
                if (!(left - gaps * t->gap.from >= 0))
                        return isfinite(best)
                                       ? best
                                       : 1e8 + 1e3 * (isfinite(left) ? gaps * t->gap.from - left : 1e6);
                double share, wide = gap_for(t, left, gaps);
                best = fmin(best, try_heights(f, &q, wide, left, gaps, &share));
                /* Narrow gaps are for pictures that want to be larger. */
                if (wide > t->gap.from && share < f->stage->o->standard->ratio_aim - 0.025)
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
                const struct way *way = &f->g->ways[i][w];
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
                                seen = seen || (isfinite(seeds[i].score) &&
                                                !memcmp(seeds[i].way, p.way, sizeof p.way));
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
        struct grid grids[MAX_GRIDS];
        size_t n = job->stage->board->n_sections < ZB_MAX_SECTIONS ? job->stage->board->n_sections
                                                                   : ZB_MAX_SECTIONS;
        f->job = job;
        f->stage = job->stage;
        f->t = s->t;
        f->s = s;
        f->best = best;
        f->found = found;
        size_t n_grids = make_grids(s->t->landscape, n, grids);
        for (size_t g = 0; g < n_grids; g++) {
                struct pick seeds[SEEDS];
                memset(seeds, 0, sizeof seeds);
                f->g = &f->tables[g];
                if (make_all(f, &grids[g], err))
                        return err->code;
                try_alike(f, seeds);
                for (size_t i = 0; job->thorough && i < SEEDS; i++)
                        if (isfinite(seeds[i].score))
                                improve(f, &seeds[i]);
        }
        return ZB_OK;
}
