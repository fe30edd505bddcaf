/* SPDX-License-Identifier: Apache-2.0 */
/* ground (private to compose): what lies under everything: paper, tints, the dark bands with their
 * decoration. */
#ifndef ZB_GROUND_H
#define ZB_GROUND_H

#include "stage.h"

/* A band over the whole width, from y0 to y1; it reaches into the bleed where it touches an edge. */
void zb_ground_band(struct zb_stage *stage, const char *name, double y0, double y1, struct zb_paint paint);
/* The same, from the left edge to x1. */
void zb_ground_band_to(struct zb_stage *stage, const char *name, double y0, double y1, double x1,
                       struct zb_paint paint);
/* The dark hero from the top edge to y1 with its stripe, and a quiet pattern at its right end. */
void zb_ground_hero(struct zb_stage *stage, double y1, double stripe);
/* When all else is drawn: takes the pattern away where text or a figure stands. */
void zb_ground_clear(struct zb_stage *stage);
/* The dark foot from y0 to the bottom edge. */
void zb_ground_foot(struct zb_stage *stage, double y0);
/* The dark panel at the right, from x0, y0 to the edges. */
void zb_ground_panel(struct zb_stage *stage, double x0, double y0);

/* A decoration in the ground's layer. */
void zb_add_rect(struct zb_stage *stage, int section, const char *name, struct zb_rect r, double radius, int corners,
                 struct zb_paint fill);

#endif
