/* SPDX-License-Identifier: Apache-2.0 */
/* ground (private to compose): what lies under everything: paper, tints, the dark bands with their decoration. */
#ifndef ZB_GROUND_H
#define ZB_GROUND_H

#include "stage.h"

/* A full-width band from y0 to y1; it reaches into the bleed where it touches an edge. name: the layer's name. */
void zb_ground_band(struct zb_stage *stage, const char *name, double y0, double y1, struct zb_paint paint);
/* The dark hero from the top edge to y1 with its stripe, and a quiet pattern at its right end. */
void zb_ground_hero(struct zb_stage *stage, double y1, double stripe);
/* The dark foot from y0 to the bottom edge. */
void zb_ground_foot(struct zb_stage *stage, double y0);

#endif
