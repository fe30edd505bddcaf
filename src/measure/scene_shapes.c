/* SPDX-License-Identifier: Apache-2.0 */
/* A scene's shapes: the largest area in K alone, the thinnest line, what reaches into the bleed. */
#include <math.h>

#include "measure_priv.h"

/* Area (mm²) of the largest closed part of a path. */
static double largest_part(const struct zb_path *path)
{
        struct zb_ring r = zb_ring_none;
        const double *p = path->xy;
        for (size_t i = 0; i < path->n_ops; i++) {
                if (path->ops[i] == ZB_MOVE) {
                        zb_ring_move(&r, p[0], p[1]);
                        p += 2;
                } else if (path->ops[i] == ZB_LINE) {
                        zb_ring_line(&r, p[0], p[1]);
                        p += 2;
                } else if (path->ops[i] == ZB_CURVE) {
                        zb_ring_curve(&r, p);
                        p += 6;
                } else {
                        zb_ring_close(&r);
                }
        }
        zb_ring_close(&r);
        return r.most;
}

static bool has_ink(const struct zb_item *item)
{
        if (item->kind == ZB_ITEM_PICTURE)
                return true;
        if (item->kind != ZB_ITEM_SHAPE)
                return false;
        const struct zb_paint *fill = &item->shape.fill;
        return fill->kind != ZB_PAINT_NONE && fill->alpha > 0 &&
               (zb_ink_total(fill->a) > 0 || zb_ink_total(fill->b) > 0);
}

void zb_scene_shapes(struct measuring *m)
{
        struct zb_facts *f = m->facts;
        f->solid_k_cm2 = 0;
        f->line_min_mm = f->bleed_reach_mm = INFINITY;
        for (size_t i = 0; i < m->scene->n_items; i++) {
                const struct zb_item *item = &m->scene->items[i];
                if (has_ink(item))
                        zb_note_bleed(f, item->box);
                if (item->kind != ZB_ITEM_SHAPE)
                        continue;
                const struct zb_shape *s = &item->shape;
                if (s->fill.kind == ZB_PAINT_SOLID && s->fill.alpha >= 0.8)
                        zb_note_solid_k(f, s->fill.a, largest_part(&s->path), item->box);
                if (s->stroke.kind != ZB_PAINT_NONE && s->stroke_mm > 0)
                        zb_note_line(f, s->stroke_mm, item->box);
        }
}
