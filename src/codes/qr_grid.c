/* SPDX-License-Identifier: Apache-2.0 */
/* How many modules lie between a code's corners is told by the timing pattern (ISO/IEC 18004, 6.3.5: modules
 * dark and light in turn on row and column 6), which only the right number of modules meets everywhere.
 *
 * zbar gives the four corners in whole pixels and no module (tests/bench/codes.sh, 2026-12-01: 814 codes at 72 ppi):
 * its box is 1.1 pixels off, 1.9 for modules of 4 mm; here 0.44. A module is measured to 0.1–0.3 % from 1 mm on (6 %
 * at 0.7 mm), its quiet zone to 0.1 module from 1.5 mm on; both are judged (qr.module, qr.quiet) and need the
 * grid. */
#include <math.h>

#include "qr_grid.h"

enum { QUIET_MOST = 8 /* modules looked at around a code */ };

/* ---- sampling ---- */

/* Bilinear; beyond the picture its edge goes on. */
static double sample(const struct qr_grey *g, struct qr_point p)
{
        double x = fmin(fmax(p.x - 0.5, 0), g->w - 1), y = fmin(fmax(p.y - 0.5, 0), g->h - 1);
        int x0 = (int)x, y0 = (int)y, x1 = x0 + 1 < g->w ? x0 + 1 : x0, y1 = y0 + 1 < g->h ? y0 + 1 : y0;
        double fx = x - x0, fy = y - y0;
        const uint8_t *a = g->px + (size_t)y0 * (size_t)g->w, *b = g->px + (size_t)y1 * (size_t)g->w;
        return (a[x0] * (1 - fx) + a[x1] * fx) * (1 - fy) + (b[x0] * (1 - fx) + b[x1] * fx) * fy;
}

/* u, v from 0 to 1 between the corners; beyond them outside the code. */
static struct qr_point qr_grid_at(const struct qr_corners *c, double u, double v)
{
        double a = (1 - u) * (1 - v), b = u * (1 - v), d = (1 - u) * v, e = u * v;
        return (struct qr_point){
                a * c->top_left.x + b * c->top_right.x + d * c->bottom_left.x + e * c->bottom_right.x,
                a * c->top_left.y + b * c->top_right.y + d * c->bottom_left.y + e * c->bottom_right.y};
}

static double length(struct qr_point a, struct qr_point b)
{
        return hypot(a.x - b.x, a.y - b.y);
}

/* ---- modules ---- */

/* How well modules of one in n meet the timing pattern: light less dark on it, mean. */
static double timing(const struct qr_grey *g, const struct qr_corners *c, int n)
{
        double sum = 0;
        for (int i = 7; i <= n - 8; i++) {
                double row = sample(g, qr_grid_at(c, (i + 0.5) / n, 6.5 / n)),
                       column = sample(g, qr_grid_at(c, 6.5 / n, (i + 0.5) / n));
                sum += i % 2 ? row + column : -row - column;
        }
        int pairs = (n - 14) / 2;
        return sum / (2 * (pairs > 0 ? pairs : 1));
}

/* Modules on a side: 21, 25 … 177; 0 when no number meets the pattern. */
static int modules(const struct qr_grey *g, const struct qr_corners *c)
{
        int best = 0;
        double most = 24; /* of 255: less is no pattern */
        for (int n = 21; n <= 177; n += 4) {
                double score = timing(g, c, n);
                if (score > most) {
                        most = score;
                        best = n;
                }
        }
        return best;
}

/* The outer edge of the dark frame of a finder pattern, looked for across one side within a module of where
 * zbar saw it: the place where the grey is half way. u, v: from the inside of the frame to the outside. */
static double edge_shift(const struct qr_grey *g, const struct qr_corners *c, double u, double v, double du,
                         double dv, double half)
{
        enum { STEPS = 40 };
        double before = sample(g, qr_grid_at(c, u - du, v - dv));
        for (int i = 1; i <= STEPS; i++) {
                double t = -1 + 2.0 * i / STEPS, now = sample(g, qr_grid_at(c, u + t * du, v + t * dv));
                if (before < half && now >= half)
                        return t - (now - half) / (now - before) * 2 / STEPS;
                before = now;
        }
        return 0;
}

/* Moves every side onto the edge of its frames: corners come in whole pixels. */
static void refine(const struct qr_grey *g, struct qr_corners *c, int n, double half)
{
        struct qr_corners was = *c;
        double m = 1.0 / n;
        double left =
                (edge_shift(g, &was, 0, 3.5 * m, -m, 0, half) + edge_shift(g, &was, 0, 1 - 3.5 * m, -m, 0, half)) / 2;
        double top =
                (edge_shift(g, &was, 3.5 * m, 0, 0, -m, half) + edge_shift(g, &was, 1 - 3.5 * m, 0, 0, -m, half)) / 2;
        double right = edge_shift(g, &was, 1, 3.5 * m, m, 0, half);
        double bottom = edge_shift(g, &was, 3.5 * m, 1, 0, m, half);
        c->top_left = qr_grid_at(&was, -left * m, -top * m);
        c->top_right = qr_grid_at(&was, 1 + right * m, -top * m);
        c->bottom_left = qr_grid_at(&was, -left * m, 1 + bottom * m);
        c->bottom_right = qr_grid_at(&was, 1 + right * m, 1 + bottom * m);
}

/* Dark and light of the finder patterns: their middle and the ring around it. */
static void tones(const struct qr_grey *g, const struct qr_corners *c, int n, double *ret_dark, double *ret_light)
{
        static const double dark[4][2] = {{3.5, 3.5}, {0.5, 3.5}, {3.5, 0.5}, {6.5, 3.5}},
                            light[4][2] = {{1.5, 3.5}, {3.5, 1.5}, {5.5, 3.5}, {3.5, 5.5}};
        *ret_dark = *ret_light = 0;
        for (int i = 0; i < 4; i++) {
                *ret_dark += sample(g, qr_grid_at(c, dark[i][0] / n, dark[i][1] / n)) / 4;
                *ret_light += sample(g, qr_grid_at(c, light[i][0] / n, light[i][1] / n)) / 4;
        }
}

/* Modules of quiet beyond one side, as far as it stays lighter than `least`. side: 0 left, 1 top, 2 right, 3
 * bottom. */
static double quiet(const struct qr_grey *g, const struct qr_corners *c, int n, int side, double least)
{
        enum { PER_MODULE = 8 };
        for (int i = 4; i <= QUIET_MOST * PER_MODULE; i++) {
                double out = (double)i / PER_MODULE / n;
                for (int k = 0; k < 2 * n; k++) {
                        double along = (k + 0.5) / (2 * n),
                               u = side % 2 ? along
                                   : side   ? 1 + out
                                            : -out,
                               v = side % 2 ? (side == 1 ? -out : 1 + out) : along;
                        if (sample(g, qr_grid_at(c, u, v)) < least)
                                return (double)(i - 1) / PER_MODULE;
                }
        }
        return QUIET_MOST;
}

/* ---- what it measures ---- */

static struct zb_rect qr_grid_box_of(const struct qr_grey *g, const struct qr_corners *c, struct zb_rect box)
{
        const struct qr_point all[4] = {c->top_left, c->top_right, c->bottom_left, c->bottom_right};
        double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
        for (int i = 0; i < 4; i++) {
                x0 = fmin(x0, all[i].x);
                x1 = fmax(x1, all[i].x);
                y0 = fmin(y0, all[i].y);
                y1 = fmax(y1, all[i].y);
        }
        double sx = box.w / g->w, sy = box.h / g->h;
        return (struct zb_rect){box.x + x0 * sx, box.y + y0 * sy, (x1 - x0) * sx, (y1 - y0) * sy};
}

void zb_qr_measure(const struct qr_grey *g, struct qr_corners corners, struct zb_rect box, struct zb_fact_qr *qr)
{
        struct qr_corners *c = &corners;
        int n = modules(g, c);
        qr->module_mm = qr->quiet_mm = NAN;
        if (n > 0) {
                double dark, light, mm = (box.w / g->w + box.h / g->h) / 2;
                tones(g, c, n, &dark, &light);
                refine(g, c, n, (dark + light) / 2);
                double sides = length(c->top_left, c->top_right) + length(c->bottom_left, c->bottom_right) +
                               length(c->top_left, c->bottom_left) + length(c->top_right, c->bottom_right);
                qr->module_mm = sides / 4 / n * mm;
                double least = QUIET_MOST;
                for (int side = 0; side < 4; side++)
                        least = fmin(least, quiet(g, c, n, side, light - 0.3 * (light - dark)));
                qr->quiet_mm = least * qr->module_mm;
        }
        qr->box = qr_grid_box_of(g, c, box);
}

/* ---- from its finder patterns ---- */

/* Where the corners are if there are n modules on a side. */
static struct qr_corners spread(const struct zb_code_place *p, int n)
{
        const double half = 3.5 / (n - 7);
        const struct qr_point c = {p->x[0], p->y[0]}, u = {(p->x[1] - c.x) * half, (p->y[1] - c.y) * half},
                              v = {(p->x[2] - c.x) * half, (p->y[2] - c.y) * half};
        return (struct qr_corners){
                .top_left = {c.x - u.x - v.x, c.y - u.y - v.y},
                .top_right = {p->x[1] + u.x - v.x, p->y[1] + u.y - v.y},
                .bottom_left = {p->x[2] - u.x + v.x, p->y[2] - u.y + v.y},
                .bottom_right = {p->x[1] + p->x[2] - c.x + u.x + v.x, p->y[1] + p->y[2] - c.y + u.y + v.y}};
}

/* Three finder patterns and the timing pattern between them are no accident. */
bool zb_qr_is_code(const struct qr_grey *g, const struct zb_code_place *p, struct qr_corners *ret)
{
        const double least_px = 3, clear = 0.6;
        double side = hypot(p->x[1] - p->x[0], p->y[1] - p->y[0]), most = 0, dark = 0, light = 0;
        int best = 0;
        for (int n = 21; n <= 177; n += 4) {
                double m = side / (n - 7);
                struct qr_corners c = spread(p, n);
                double score = timing(g, &c, n);
                if (m < least_px || m > 1.25 * p->module || m < 0.6 * p->module || score <= most)
                        continue;
                most = score;
                best = n;
                *ret = c;
        }
        if (best)
                tones(g, ret, best, &dark, &light);
        return best && light - dark > 24 && most > clear * (light - dark);
}
