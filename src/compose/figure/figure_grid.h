/* SPDX-License-Identifier: Apache-2.0 */
/* cells (private to compose): several figures in one rectangle, in rows of like figures. */
#ifndef ZB_FIGURE_GRID_H
#define ZB_FIGURE_GRID_H

#include "figure.h"

#define ZB_MAX_CELLS 8

/* Least height at which the n figures (1–ZB_MAX_CELLS) can stand in a rectangle w wide; INFINITY when they
 * cannot. max_per_row bounds how many stand side by side (0: no bound). */
double zb_figure_grid_need(const struct zb_stage *stage, const struct zb_figure *const *figures, size_t n, double w,
                           double gap, size_t max_per_row);

/* Boxes for the figures in r, the arrangement with the most natural shapes; returns its cost (0 is best), or
 * INFINITY (and a plain stack) when nothing fits. */
double zb_figure_grid_place(const struct zb_stage *stage, const struct zb_figure *const *figures, size_t n,
                            struct zb_rect r, double gap, size_t max_per_row, struct zb_rect *ret);

/* A box no larger than a photograph's pixels allow at the standard's resolution, in the middle of the one given (at its
 * top), but never smaller than the figure needs. */
struct zb_rect zb_figure_within(const struct zb_stage *stage, const struct zb_figure *figure, struct zb_rect box);

#endif
