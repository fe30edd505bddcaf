/* SPDX-License-Identifier: Apache-2.0 */
/* Rectangles. The union's area is exact (no raster, no sampling): the image : text ratio stands on it. */
#include "geom.h"

#include <math.h>
#include <stdlib.h>

struct zb_rect zb_rect_intersect(struct zb_rect a, struct zb_rect b)
{
        struct zb_rect r = {fmax(a.x, b.x), fmax(a.y, b.y), 0, 0};
        double w = fmin(a.x + a.w, b.x + b.w) - r.x;
        double h = fmin(a.y + a.h, b.y + b.h) - r.y;
        if (w > 0 && h > 0) {
                r.w = w;
                r.h = h;
        }
        return r;
}

struct zb_rect zb_rect_inset(struct zb_rect r, double dx, double dy)
{
        return (struct zb_rect){r.x + dx, r.y + dy, r.w - 2 * dx, r.h - 2 * dy};
}

bool zb_rect_contains(struct zb_rect outer, struct zb_rect inner, double tolerance)
{
        return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
               inner.x + inner.w <= outer.x + outer.w + tolerance &&
               inner.y + inner.h <= outer.y + outer.h + tolerance;
}

static int geom_by_number(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;
        return (x > y) - (x < y);
}

static int by_top(const void *a, const void *b)
{
        double x = ((const struct zb_rect *)a)->y, y = ((const struct zb_rect *)b)->y;
        return (x > y) - (x < y);
}

/* The covered length of the strip x0…x1, from rectangles sorted by their top. */
static double geom_covered(const struct zb_rect *rects, int n, double x0, double x1)
{
        double sum = 0, reach = -INFINITY;
        for (int i = 0; i < n; i++) {
                if (rects[i].x > x0 || rects[i].x + rects[i].w < x1)
                        continue;
                double top = fmax(rects[i].y, reach), bottom = rects[i].y + rects[i].h;
                if (bottom > top) {
                        sum += bottom - top;
                        reach = bottom;
                }
        }
        return sum;
}

double zb_rect_union_area(const struct zb_rect *rects, int n)
{
        if (n <= 0)
                return 0;
        struct zb_rect *sorted = malloc((size_t)n * sizeof *sorted);
        double *xs = malloc(2 * (size_t)n * sizeof *xs);
        double area = -1;
        int m = 0;
        if (!sorted || !xs)
                goto out;
        for (int i = 0; i < n; i++) {
                if (!(rects[i].w > 0 && rects[i].h > 0))
                        continue;
                xs[2 * m] = rects[i].x;
                xs[2 * m + 1] = rects[i].x + rects[i].w;
                sorted[m++] = rects[i];
        }
        qsort(sorted, (size_t)m, sizeof *sorted, by_top);
        qsort(xs, 2 * (size_t)m, sizeof *xs, geom_by_number);
        area = 0;
        for (int i = 0; i + 1 < 2 * m; i++)
                if (xs[i + 1] > xs[i])
                        area += (xs[i + 1] - xs[i]) * geom_covered(sorted, m, xs[i], xs[i + 1]);
out:
        free(sorted);
        free(xs);
        return area;
}
