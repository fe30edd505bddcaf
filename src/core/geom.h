/* SPDX-License-Identifier: Apache-2.0 */
/* Geometry and units. Everything on a board is in millimetres, origin at the trim's top left, y downwards. */
#ifndef ZB_GEOM_H
#define ZB_GEOM_H

#include <stdbool.h>

struct zb_rect {
        double x, y, w, h; /* mm unless the name says otherwise */
};

static inline double zb_pt_of_mm(double mm)
{
        return mm * 72.0 / 25.4;
}
static inline double zb_mm_of_pt(double pt)
{
        return pt * 25.4 / 72.0;
}
static inline double zb_px_of_mm(double mm, double ppi)
{
        return mm * ppi / 25.4;
}

struct zb_rect zb_rect_intersect(struct zb_rect a, struct zb_rect b); /* w = h = 0 when apart */
struct zb_rect zb_rect_inset(struct zb_rect r, double dx, double dy);
bool zb_rect_contains(struct zb_rect outer, struct zb_rect inner, double tolerance);
/* Exact area (mm²) of the union of n rectangles; -1 when out of memory. */
double zb_rect_union_area(const struct zb_rect *rects, int n);

#endif
