/* SPDX-License-Identifier: Apache-2.0 */
/* Arrangements are compositions of n into rows (2^(n-1) of them, at most 128): small enough to try them all.
 * A row's figures share its width evenly, or give to one that reads better wider; rows share the height so
 * that all are equally high unless a figure needs more. */
#include <math.h>
#include <string.h>

#include "figure_grid.h"

#define LEAST_PART 0.6 /* of an even share, for the neighbours of a figure that takes more */

struct figure_grid_rows {
        size_t n, first[ZB_MAX_CELLS], count[ZB_MAX_CELLS];
        double need[ZB_MAX_CELLS]; /* least height of each row */
};

/* Bit i of mask set: a row ends after figure i. */
static void figure_grid_split(unsigned mask, size_t n, struct figure_grid_rows *rows)
{
        rows->n = 0;
        for (size_t i = 0, start = 0; i < n; i++) {
                if (i + 1 < n && !(mask >> i & 1))
                        continue;
                rows->first[rows->n] = start;
                rows->count[rows->n++] = i + 1 - start;
                start = i + 1;
        }
}

static bool figure_grid_fits(const struct zb_stage *stage, const struct zb_figure *figure, double w)
{
        double need_w, need_h, caption;
        zb_figure_need(stage, figure, w, &need_w, &need_h, &caption);
        return need_w <= w && caption <= w;
}

/* Widths of a row's figures: alike, unless one of them (a flow) reads better wider and leaves the others
 * enough. */
static void share_width(const struct zb_stage *stage, const struct zb_figure *const *figures, size_t n, double w,
                        double gap, double widths[ZB_MAX_CELLS])
{
        double equal = (w - gap * (double)(n - 1)) / (double)n, wide = 0;
        size_t at = n;
        for (size_t i = 0; i < n; i++) {
                double easy = zb_figure_easy_w(stage, figures[i]);
                widths[i] = equal;
                if (easy > equal && easy > wide)
                        wide = easy, at = i;
        }
        if (at == n || n == 1)
                return;
        double rest = (w - wide - gap * (double)(n - 1)) / (double)(n - 1);
        bool all = rest >= LEAST_PART * equal;
        for (size_t i = 0; all && i < n; i++)
                all = i == at || figure_grid_fits(stage, figures[i], rest);
        for (size_t i = 0; all && i < n; i++)
                widths[i] = i == at ? wide : rest;
}

/* Fills in each row's need; returns the whole height, or INFINITY when a figure is too wide for its share. */
static double figure_grid_measure(const struct zb_stage *stage, const struct zb_figure *const *figures, double w,
                                  double gap, size_t max_per_row, struct figure_grid_rows *rows)
{
        double total = gap * (double)(rows->n - 1);
        for (size_t r = 0; r < rows->n; r++) {
                if (max_per_row && rows->count[r] > max_per_row)
                        return INFINITY;
                double widths[ZB_MAX_CELLS];
                share_width(stage, figures + rows->first[r], rows->count[r], w, gap, widths);
                rows->need[r] = 0;
                for (size_t i = 0; i < rows->count[r]; i++) {
                        double need_w, need_h, caption;
                        zb_figure_need(stage, figures[rows->first[r] + i], widths[i], &need_w, &need_h, &caption);
                        if (need_w > widths[i] || caption > widths[i])
                                return INFINITY;
                        rows->need[r] = fmax(rows->need[r], need_h);
                }
                total += rows->need[r];
        }
        return total;
}

double zb_figure_grid_need(const struct zb_stage *stage, const struct zb_figure *const *figures, size_t n, double w,
                           double gap, size_t max_per_row)
{
        double best = INFINITY;
        for (unsigned mask = 0; mask < 1u << (n - 1); mask++) {
                struct figure_grid_rows rows;
                figure_grid_split(mask, n, &rows);
                best = fmin(best, figure_grid_measure(stage, figures, w, gap, max_per_row, &rows));
        }
        return best;
}

/* Row heights that sum to h: max(need, level) with one level for all, found by bisection. */
static void share_height(const struct figure_grid_rows *rows, double h, double gap, double *heights)
{
        double target = h - gap * (double)(rows->n - 1), lo = 0, hi = h;
        for (int step = 0; step < 60; step++) {
                double level = (lo + hi) / 2, sum = 0;
                for (size_t r = 0; r < rows->n; r++)
                        sum += fmax(rows->need[r], level);
                if (sum > target)
                        hi = level;
                else
                        lo = level;
        }
        for (size_t r = 0; r < rows->n; r++)
                heights[r] = fmax(rows->need[r], lo);
}

/* How unnatural a shape is: photographs like 3 : 2, charts nearly square; very flat ones are worse. */
static double shape_cost(const struct zb_figure *figure, double w, double h)
{
        double ideal = figure->type == ZB_FIG_PHOTO ? 1.6 : figure->type >= ZB_FIG_TABLE ? 2.2 : 1.15;
        double off = log(w / h / ideal);
        return off * off;
}

static double lay(const struct zb_stage *stage, const struct zb_figure *const *figures,
                  const struct figure_grid_rows *rows, struct zb_rect r, double gap, struct zb_rect *out)
{
        double heights[ZB_MAX_CELLS], y = r.y, cost = 0;
        share_height(rows, r.h, gap, heights);
        for (size_t row = 0; row < rows->n; row++) {
                double widths[ZB_MAX_CELLS], x = r.x;
                share_width(stage, figures + rows->first[row], rows->count[row], r.w, gap, widths);
                for (size_t i = 0; i < rows->count[row]; i++) {
                        size_t at = rows->first[row] + i;
                        out[at] = (struct zb_rect){x, y, widths[i], heights[row]};
                        cost += shape_cost(figures[at], widths[i], heights[row]);
                        x += widths[i] + gap;
                }
                y += heights[row] + gap;
        }
        return cost;
}

double zb_figure_grid_place(const struct zb_stage *stage, const struct zb_figure *const *figures, size_t n,
                            struct zb_rect r, double gap, size_t max_per_row, struct zb_rect *ret)
{
        double best = INFINITY;
        struct zb_rect boxes[ZB_MAX_CELLS];
        for (unsigned mask = 0; mask < 1u << (n - 1); mask++) {
                struct figure_grid_rows rows;
                figure_grid_split(mask, n, &rows);
                if (figure_grid_measure(stage, figures, r.w, gap, max_per_row, &rows) > r.h + 0.01)
                        continue;
                double cost = lay(stage, figures, &rows, r, gap, boxes);
                if (cost < best - 1e-9) {
                        best = cost;
                        memcpy(ret, boxes, n * sizeof *ret);
                }
        }
        if (!isfinite(best)) { /* nothing fits: an even stack, for the best try */
                double h = (r.h - gap * (double)(n - 1)) / (double)n;
                for (size_t i = 0; i < n; i++)
                        ret[i] = (struct zb_rect){r.x, r.y + (double)i * (h + gap), r.w, fmax(h, 1)};
        }
        return best;
}

struct zb_rect zb_figure_within(const struct zb_stage *stage, const struct zb_figure *figure, struct zb_rect box)
{
        double ppi = stage->o->standard->ppi_min, need_w, need_h, caption;
        if (figure->type != ZB_FIG_PHOTO || !(ppi > 0))
                return box;
        const struct zb_picture_info *info = zb_picture_info(figure->picture);
        zb_figure_need(stage, figure, box.w, &need_w, &need_h, &caption);
        double w = fmin(box.w, fmax(25.4 * info->width / ppi, need_w));
        double h = fmin(box.h, fmax(25.4 * info->height / ppi, need_h));
        return (struct zb_rect){box.x + (box.w - w) / 2, box.y, w, h};
}
