/* SPDX-License-Identifier: Apache-2.0 */
/* One combination of ways: how its height is given away, what its pictures and its text take, what it is
 * worth. Pure arithmetic: it is done thousands of times a board. */
#include <math.h>
#include <string.h>

#include "fitter_priv.h"

#define SHARE_MARGIN 0.0015 /* that the estimate of the share keeps from what is asked */

static double text_h(const struct zb_fit_trial *q, const struct zb_way *w)
{
        return w->text_h[q->mark] + w->text_h_leading * q->l.leading;
}

static double strip_least(const struct zb_fitter *f, const struct zb_way *w)
{
        return fmax(w->row.strip_need, f->t->strip_min);
}

double zb_fitter_least(const struct zb_fitter *f, struct zb_fit_trial *q, double *ret_strips)
{
        double sum = 0;
        *ret_strips = 0;
        for (size_t line = 0; line < f->g->n_lines; line++) {
                double h = 0, strip = 0;
                for (size_t i = 0; i < f->g->n; i++) {
                        const struct zb_way *w = q->ways[i];
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
static double line_spring(const struct zb_fitter *f, const struct zb_fit_trial *q, size_t line)
{
        double spring = INFINITY;
        for (size_t i = 0; i < f->g->n; i++) {
                const struct zb_way *w = q->ways[i];
                if (f->g->line_of[i] != line)
                        continue;
                if (!zb_row_has_strip(&w->row))
                        return 0;
                double now = q->l.line_h[line] - fmax(text_h(q, w), w->row.column_need) - q->l.gap * ZB_STRIP_GAP;
                double most = f->t->landscape ? w->row.strip_most : fmin(w->row.strip_most, f->t->strip_max);
                spring = fmin(spring, fmax(0, most - now));
        }
        return spring;
}

/* Gives `left` mm away, in the order in which it is least seen: strips, heading gaps, row gaps, the lines. */
static void spend(const struct zb_fitter *f, struct zb_fit_trial *q, double left)
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
        q->l.heading_extra = fmin(left / lines, f->t->weight.heading_most);
        left -= q->l.heading_extra * lines;
        q->l.gap_extra = fmin(left / (lines + 1), f->t->hole);
        left -= q->l.gap_extra * (lines + 1);
        for (size_t line = 0; line < f->g->n_lines; line++)
                q->l.line_h[line] += q->l.heading_extra + left / lines;
}

/* A picture's shape as a cost: slits and towers look like accidents. */
static double shape_of(const struct zb_weights *weight, const struct zb_row *row, double w, double h, size_t from,
                       size_t to)
{
        double cost = 0;
        for (size_t i = from; i < to; i++) {
                bool wide = row->figures[i]->type >= ZB_FIG_TABLE; /* rows and rows of steps: naturally flat */
                cost += fmax(0, log(w / h / (wide ? 2 * weight->flat : weight->flat))) +
                        fmax(0, log((wide ? 2 * weight->tall : weight->tall) * h / w));
        }
        return cost;
}

/* The part of its place that a photograph fills when it may be no larger than its pixels allow; what is left
 * of the place is a hole. */
static double filled(const struct zb_fitter *f, struct zb_fit_trial *q, const struct zb_figure *figure, double w,
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
static void place_figures(const struct zb_fitter *f, struct zb_fit_trial *q, size_t i)
{
        const struct zb_way *w = q->ways[i];
        const struct zb_row *row = &w->row;
        double h = q->l.line_h[f->g->line_of[i]], text = text_h(q, w) + (row->n_body ? q->l.heading_extra : 0);
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
                q->shape += shape_of(&f->t->weight, row, each_w, each_h, row->n_column, row->n_figures);
                for (size_t k = row->n_column; k < row->n_figures; k++)
                        q->image += each_w * (each_h - inner * (down - 1) / down) *
                                    filled(f, q, row->figures[k], each_w, each_h);
        }
        if (row->n_column) {
                q->column_h[i] = zb_row_column_h(row, h, q->l.limit);
                double n = (double)row->n_column, each = (q->column_h[i] - inner * (n - 1)) / n;
                if (n < 3 || row->figure_w / each < 2 * f->t->weight.flat) /* else two stand side by side */
                        q->shape += shape_of(&f->t->weight, row, row->figure_w, each, 0, row->n_column);
                q->hole += fmax(0, h - fmax(text, q->column_h[i]));
                for (size_t k = 0; k < row->n_column; k++)
                        q->image += row->figure_w * each * filled(f, q, row->figures[k], row->figure_w, each);
        }
        if (row->n_body)
                q->hole += fmax(0, h - text);
}

/* Image and text areas, and what stays empty. */
static void fitter_weigh_weigh(const struct zb_fitter *f, struct zb_fit_trial *q)
{
        const struct zb_solution *s = f->s;
        double text = s->hero.text_mm2 + s->foot.text_mm2;
        text += f->job->guess->label_ems * s->em[ZB_TIER_CAPTION] * s->em[ZB_TIER_CAPTION];
        q->hole = q->shape = 0;
        q->image = s->hero.image_mm2;
        for (size_t i = 0; i < f->g->n; i++) {
                const struct zb_way *w = q->ways[i];
                place_figures(f, q, i);
                text += w->mm2[q->mark] + w->mm2_leading * q->l.leading;
        }
        q->share = q->image + text > 0 ? q->image / (q->image + text) + f->job->guess->share_off : 0;
}

/* Where pictures are too much for the text, they are made smaller than their places. */
static void weigh_and_limit(const struct zb_fitter *f, struct zb_fit_trial *q)
{
        const struct zb_standard *std = f->stage->o->standard;
        q->l.limit = INFINITY;
        fitter_weigh_weigh(f, q);
        if (q->share <= std->ratio.max - SHARE_MARGIN)
                return;
        double lo = 0, hi = 0;
        for (size_t line = 0; line < f->g->n_lines; line++)
                hi = fmax(hi, q->l.line_h[line]);
        for (int i = 0; i < 16; i++) {
                q->l.limit = (lo + hi) / 2;
                fitter_weigh_weigh(f, q);
                if (q->share > std->ratio.max - 2 * SHARE_MARGIN)
                        hi = q->l.limit;
                else
                        lo = q->l.limit;
        }
        q->l.limit = lo;
        fitter_weigh_weigh(f, q);
}

static double unlike(const struct zb_weights *weight, const struct zb_way *a, const struct zb_way *b)
{
        double apart = fabs(a->em_per_line - b->em_per_line);
        if (a->row.n_column && b->row.n_column)
                return a->em_per_line == b->em_per_line ? 0 : weight->unlike + weight->unlike_em * apart;
        return a->row.n_column == b->row.n_column ? 0 : weight->unlike;
}

/* Columns that do not stand under each other, neighbours that are set unlike each other. */
static double unevenness(const struct zb_fitter *f, const struct zb_fit_trial *q)
{
        double cost = 0;
        for (size_t i = 1; i < f->g->n; i++)
                cost += unlike(&f->t->weight, q->ways[i - 1], q->ways[i]);
        if (!f->t->landscape)
                cost += f->t->weight.pair * (double)(f->g->n - f->g->n_lines);
        for (size_t i = 0; f->t->landscape && i < f->g->n; i++)
                for (size_t k = 0; k < i; k++)
                        if (f->g->line_of[i] == f->g->line_of[k] + 1 &&
                            fabs(q->ways[i]->row.x - q->ways[k]->row.x) < 1)
                                cost += unlike(&f->t->weight, q->ways[k], q->ways[i]);
        return cost;
}

/* Lower is better. Lengths count as on a main board, whatever the scale. */
static double score_of(const struct zb_fitter *f, const struct zb_fit_trial *q)
{
        const struct zb_solution *s = f->s;
        const struct zb_weights *w = &f->t->weight;
        double off = fabs(q->share - f->stage->o->standard->ratio_aim), cost = 0, scale = f->t->scale;
        for (size_t i = 0; i < f->g->n; i++)
                cost += q->ways[i]->row.cost;
        double score = w->share_far * fmax(0, off - w->share_near) + w->share * off + w->rows * cost -
                       w->leading * (q->l.leading - f->t->leading.from);
        score += w->gap * fabs(q->l.gap + q->l.gap_extra - w->gap_em * s->em[ZB_TIER_BODY]) / scale;
        score += w->hole * q->hole / scale + w->heading_extra * q->l.heading_extra / scale + w->shape * q->shape;
        score -= w->body * (s->em[ZB_TIER_BODY] / scale - w->body_from);
        score += s->hero.cost + unevenness(f, q);
        score += q->mark == ZB_MARK_BAR ? w->bar : 0;
        score += (s->title_cm ? w->title_cm : 0) + w->tight * s->t->tight;
        return score;
}

/* Does it keep what the standard says must be, and all of it? */
static double fitter_weigh_judge(const struct zb_fitter *f, struct zb_fit_trial *q)
{
        const struct zb_standard *std = f->stage->o->standard;
        bool asked = std->ratio.min > 0; /* feature boards ask for no share */
        bool share = !asked || (q->share > std->ratio.min + SHARE_MARGIN && q->share < std->ratio.max - SHARE_MARGIN);
        q->must = q->met && share;
        double score = score_of(f, q);
        score += q->met ? 0 : 1e6;
        score += share ? 0 : 1e5 * (1 + fabs(q->share - std->ratio_aim));
        score += f->s->shrink < 1 ? 1e4 / f->s->shrink : 0;
        return score;
}

double zb_fitter_weigh(const struct zb_fitter *f, struct zb_fit_trial *q, double left)
{
        spend(f, q, left);
        weigh_and_limit(f, q);
        return fitter_weigh_judge(f, q);
}
