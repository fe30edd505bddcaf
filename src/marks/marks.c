/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of marks and the area of an outline. */
#include <math.h>
#include <stdlib.h>

#include "marks.h"

/* ---- outlines ---- */

const struct zb_ring zb_ring_none = {.left = INFINITY, .top = INFINITY, .right = -INFINITY, .bottom = -INFINITY};

static void ring_to(struct zb_ring *r, double x, double y)
{
        r->area2 += r->x * y - x * r->y;
        r->x = x;
        r->y = y;
        r->left = fmin(r->left, x);
        r->top = fmin(r->top, y);
        r->right = fmax(r->right, x);
        r->bottom = fmax(r->bottom, y);
}

void zb_ring_close(struct zb_ring *r)
{
        bool any = r->left <= r->right;
        ring_to(r, r->x0, r->y0);
        r->most = fmax(r->most, fabs(r->area2) / 2);
        r->part =
                any ? (struct zb_rect){r->left, r->top, r->right - r->left, r->bottom - r->top} : (struct zb_rect){0};
        r->area2 = 0;
        r->left = r->top = INFINITY;
        r->right = r->bottom = -INFINITY;
}

void zb_ring_move(struct zb_ring *r, double x, double y)
{
        zb_ring_close(r);
        r->x = r->x0 = r->left = r->right = x;
        r->y = r->y0 = r->top = r->bottom = y;
}

void zb_ring_line(struct zb_ring *r, double x, double y)
{
        ring_to(r, x, y);
}

void zb_ring_curve(struct zb_ring *r, const double p[6])
{
        double x = r->x, y = r->y;
        for (int i = 1; i <= 8; i++) {
                double t = i / 8.0, u = 1 - t;
                ring_to(r, u * u * u * x + 3 * u * u * t * p[0] + 3 * u * t * t * p[2] + t * t * t * p[4],
                        u * u * u * y + 3 * u * u * t * p[1] + 3 * u * t * t * p[3] + t * t * t * p[5]);
        }
}

/* ---- runs ---- */

enum zb_code zb_runs_add(struct zb_runs *runs, const struct zb_run *run, struct zb_err *err)
{
        if (runs->n == runs->cap) {
                size_t cap = runs->cap ? runs->cap * 2 : 256;
                struct zb_run *items = realloc(runs->items, cap * sizeof *items);
                if (!items)
                        return zb_err_nomem(err);
                runs->items = items;
                runs->cap = cap;
        }
        runs->items[runs->n++] = *run;
        return ZB_OK;
}

void zb_runs_fini(struct zb_runs *runs)
{
        free(runs->items);
        *runs = (struct zb_runs){0};
}
