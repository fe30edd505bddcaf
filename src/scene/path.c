/* SPDX-License-Identifier: Apache-2.0 */
/* Paths: append-only lists of operators and points in an arena. Circles are four cubic arcs (error < 0.03 %
 * of the radius), so that every output draws the very same curve. */
#include <math.h>
#include <string.h>

#include "scene.h"

static const int points_of[] = {[ZB_MOVE] = 1, [ZB_LINE] = 1, [ZB_CURVE] = 3, [ZB_CLOSE] = 0};

/* Grows an arena array to hold `need` entries; the old one stays in the arena (paths are short). */
static void *grown(struct zb_arena *a, void *old, size_t used, size_t *cap, size_t need, size_t size)
{
        if (need <= *cap)
                return old;
        size_t cap_new = *cap ? *cap * 2 : 16;
        while (cap_new < need)
                cap_new *= 2;
        void *data = zb_arena_array(a, cap_new, size);
        if (!data)
                return NULL;
        if (used)
                memcpy(data, old, used * size);
        *cap = cap_new;
        return data;
}

static void append(struct zb_arena *a, struct zb_path *p, enum zb_op op, const double *xy)
{
        size_t n = (size_t)points_of[op] * 2;
        uint8_t *ops = grown(a, p->ops, p->n_ops, &p->cap_ops, p->n_ops + 1, sizeof *ops);
        if (!ops)
                return;
        p->ops = ops;
        double *all = p->xy;
        if (n) {
                all = grown(a, p->xy, p->n_xy, &p->cap_xy, p->n_xy + n, sizeof *all);
                if (!all)
                        return;
                memcpy(all + p->n_xy, xy, n * sizeof *all);
        }
        p->xy = all;
        p->n_xy += n;
        p->ops[p->n_ops++] = (uint8_t)op;
}

void zb_path_move(struct zb_arena *a, struct zb_path *p, double x, double y)
{
        append(a, p, ZB_MOVE, (double[]){x, y});
}

void zb_path_line(struct zb_arena *a, struct zb_path *p, double x, double y)
{
        append(a, p, ZB_LINE, (double[]){x, y});
}

void zb_path_curve(struct zb_arena *a, struct zb_path *p, double x1, double y1, double x2, double y2, double x,
                   double y)
{
        append(a, p, ZB_CURVE, (double[]){x1, y1, x2, y2, x, y});
}

void zb_path_close(struct zb_arena *a, struct zb_path *p)
{
        append(a, p, ZB_CLOSE, NULL);
}

void zb_path_rect(struct zb_arena *a, struct zb_path *p, struct zb_rect r)
{
        zb_path_polygon(a, p, (double[]){r.x, r.y, r.x + r.w, r.y, r.x + r.w, r.y + r.h, r.x, r.y + r.h}, 4, true);
}

void zb_path_round_rect(struct zb_arena *a, struct zb_path *p, struct zb_rect r, double radius)
{
        zb_path_corner_rect(a, p, r, radius, ZB_TL | ZB_TR | ZB_BR | ZB_BL);
}

void zb_path_corner_rect(struct zb_arena *a, struct zb_path *p, struct zb_rect r, double radius, int corners)
{
        double s = fmin(radius, fmin(r.w, r.h) / 2);
        if (s <= 0 || !corners) {
                zb_path_rect(a, p, r);
                return;
        }
        double tl = corners & ZB_TL ? s : 0, tr = corners & ZB_TR ? s : 0;
        double br = corners & ZB_BR ? s : 0, bl = corners & ZB_BL ? s : 0;
        double x1 = r.x + r.w, y1 = r.y + r.h;

        zb_path_move(a, p, r.x + tl, r.y);
        zb_path_line(a, p, x1 - tr, r.y);
        if (tr > 0)
                zb_path_arc(a, p, x1 - tr, r.y + tr, tr, -M_PI / 2, 0);
        zb_path_line(a, p, x1, y1 - br);
        if (br > 0)
                zb_path_arc(a, p, x1 - br, y1 - br, br, 0, M_PI / 2);
        zb_path_line(a, p, r.x + bl, y1);
        if (bl > 0)
                zb_path_arc(a, p, r.x + bl, y1 - bl, bl, M_PI / 2, M_PI);
        zb_path_line(a, p, r.x, r.y + tl);
        if (tl > 0)
                zb_path_arc(a, p, r.x + tl, r.y + tl, tl, M_PI, 3 * M_PI / 2);
        zb_path_close(a, p);
}

/* Cubic arcs of at most a quarter turn; k is the usual handle length 4/3·tan(θ/4). The path already stands at
 * a0. */
static void arc_curves(struct zb_arena *a, struct zb_path *p, double cx, double cy, double rx, double ry, double a0,
                       double a1)
{
        int n = (int)ceil(fabs(a1 - a0) / (M_PI / 2) - 1e-9);
        double step = n ? (a1 - a0) / n : 0, k = 4.0 / 3.0 * tan(step / 4);
        for (int i = 0; i < n; i++) {
                double s = a0 + i * step, e = s + step;
                zb_path_curve(a, p, cx + rx * (cos(s) - k * sin(s)), cy + ry * (sin(s) + k * cos(s)),
                              cx + rx * (cos(e) + k * sin(e)), cy + ry * (sin(e) - k * cos(e)), cx + rx * cos(e),
                              cy + ry * sin(e));
        }
}

void zb_path_ellipse(struct zb_arena *a, struct zb_path *p, double cx, double cy, double rx, double ry)
{
        zb_path_move(a, p, cx + rx, cy);
        arc_curves(a, p, cx, cy, rx, ry, 0, 2 * M_PI);
        zb_path_close(a, p);
}

void zb_path_arc(struct zb_arena *a, struct zb_path *p, double cx, double cy, double r, double a0, double a1)
{
        double x = cx + r * cos(a0), y = cy + r * sin(a0);
        if (p->n_ops == 0 || p->ops[p->n_ops - 1] == ZB_CLOSE)
                zb_path_move(a, p, x, y);
        else if (p->xy[p->n_xy - 2] != x || p->xy[p->n_xy - 1] != y)
                zb_path_line(a, p, x, y);
        arc_curves(a, p, cx, cy, r, r, a0, a1);
}

void zb_path_polygon(struct zb_arena *a, struct zb_path *p, const double *xy, size_t n_points, bool closed)
{
        for (size_t i = 0; i < n_points; i++) {
                if (i == 0)
                        zb_path_move(a, p, xy[0], xy[1]);
                else
                        zb_path_line(a, p, xy[2 * i], xy[2 * i + 1]);
        }
        if (closed && n_points)
                zb_path_close(a, p);
}
