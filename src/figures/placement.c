/* SPDX-License-Identifier: Apache-2.0 */
/* Where things lie: how near the visible edge the nearest thing that matters is, and what runs into what.
 * Figures that are decoration may touch the edge and be cut by it. */
#include <math.h>
#include <stdlib.h>

#include "figures.h"

/* Less than this is a touch, not an overlap: rounding, hairlines. */
#define TOUCH_MM 0.5

static struct zb_rect with_quiet_zone(const struct zb_fact_qr *qr)
{
        double quiet = isnan(qr->quiet_mm) ? 0 : qr->quiet_mm;
        return zb_rect_inset(qr->box, -quiet, -quiet);
}

static double distance(struct zb_rect in, struct zb_rect box)
{
        double x = fmin(box.x - in.x, in.x + in.w - box.x - box.w);
        double y = fmin(box.y - in.y, in.y + in.h - box.y - box.h);
        return fmin(x, y);
}

static void nearest(struct zb_facts *f, struct zb_rect box, const char *what, const char *place)
{
        double d = distance(f->visible, box);
        if (d >= f->safe_min_mm)
                return;
        f->safe_min_mm = d;
        f->safe_box = box;
        f->safe_what = what;
        f->safe_place = place;
}

enum zb_code zb_figures_safe(struct zb_derivation *d, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        f->safe_min_mm = INFINITY;
        for (size_t i = 0; i < f->n_lines; i++)
                if (!d->lines[i].hidden)
                        nearest(f, d->lines[i].ink, d->lines[i].text, d->lines[i].place);
        for (size_t i = 0; i < f->n_images; i++)
                if (!d->images[i].decoration)
                        nearest(f, d->images[i].box, d->images[i].caption, d->images[i].place);
        for (size_t i = 0; i < f->n_qr; i++)
                nearest(f, with_quiet_zone(&f->qr[i]), f->qr[i].url, f->qr[i].place);
        /* What is seen to be outside is outside; but what is not seen may be. */
        if ((!d->words || !d->pictures) && f->safe_min_mm >= 0)
                f->safe_min_mm = NAN;
        return ZB_OK;
}

/* ---- overlaps ---- */

/* What may run into something else. Sorted from top to bottom each is only held against those that begin
 * before it ends: a file may have thousands. */
struct thing {
        enum { LINE, IMAGE, CODE } kind;
        struct zb_rect box;
        const char *what, *place;
        int block;    /* lines of one paragraph may touch */
        size_t order; /* lines, images, codes, as they stand in the facts */
};

static size_t things_of(const struct zb_derivation *d, struct thing *things)
{
        const struct zb_facts *f = d->facts;
        size_t n = 0;
        for (size_t i = 0; i < f->n_lines; i++) {
                const struct zb_fact_line *line = &d->lines[i];
                if (!line->hidden)
                        things[n++] = (struct thing){LINE, line->ink, line->text, line->place, line->block, i};
        }
        for (size_t i = 0; i < f->n_images && d->pictures; i++) {
                const struct zb_fact_image *image = &d->images[i];
                things[n++] = (struct thing){IMAGE, image->box, image->caption, image->place, 0, f->n_lines + i};
        }
        for (size_t i = 0; i < f->n_qr; i++)
                things[n++] = (struct thing){CODE, with_quiet_zone(&f->qr[i]),  f->qr[i].url, f->qr[i].place,
                                             0,    f->n_lines + f->n_images + i};
        return n;
}

static int from_the_top(const void *a, const void *b)
{
        const struct thing *x = a, *y = b;
        int by_top = (x->box.y > y->box.y) - (x->box.y < y->box.y);
        return by_top ? by_top : (x->order > y->order) - (x->order < y->order);
}

/* Do they run into each other? a comes first in the facts. A text may stand on a figure, but not across its
 * edge, nor on a code's quiet zone; a code may stand on a figure. */
static bool clash(const struct thing *a, const struct thing *b, struct zb_rect *ret)
{
        *ret = zb_rect_intersect(a->box, b->box);
        if (ret->w <= TOUCH_MM || ret->h <= TOUCH_MM)
                return false;
        if (a->kind == LINE && b->kind == LINE)
                return a->block != b->block;
        if (a->kind == LINE && b->kind == IMAGE)
                return !zb_rect_contains(b->box, a->box, TOUCH_MM);
        return a->kind == LINE || (a->kind == IMAGE && b->kind == IMAGE);
}

struct placement_first {
        size_t a, b; /* orders */
};

static void placement_found(struct zb_facts *f, struct placement_first *first, const struct thing *a,
                            const struct thing *b, struct zb_rect box)
{
        if (f->overlaps++ > 0 && (a->order > first->a || (a->order == first->a && b->order > first->b)))
                return;
        *first = (struct placement_first){a->order, b->order};
        f->overlap_box = box;
        f->overlap_a = a->what;
        f->overlap_b = b->what;
        f->overlap_place = a->place;
}

enum zb_code zb_figures_overlaps(struct zb_derivation *d, struct zb_err *err)
{
        enum { MOST = 1000000 };
        struct zb_facts *f = d->facts;
        struct placement_first first = {0};
        struct thing *things = calloc(f->n_lines + f->n_images + f->n_qr + 1, sizeof *things);
        if (!things)
                return zb_err_nomem(err);
        size_t n = things_of(d, things);
        qsort(things, n, sizeof *things, from_the_top);
        f->overlaps = 0;
        for (size_t i = 0; i < n; i++)
                for (size_t j = i + 1; j < n && f->overlaps < MOST; j++) {
                        if (things[j].box.y >= things[i].box.y + things[i].box.h)
                                break;
                        bool turned = things[i].order > things[j].order;
                        const struct thing *a = &things[turned ? j : i], *b = &things[turned ? i : j];
                        struct zb_rect box;
                        if (clash(a, b, &box))
                                placement_found(f, &first, a, b, box);
                }
        free(things);
        if (f->overlaps == 0 && (!d->words || !d->pictures))
                f->overlaps = -1;
        return ZB_OK;
}
