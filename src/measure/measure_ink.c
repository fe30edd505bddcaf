/* SPDX-License-Identifier: Apache-2.0 */
/* Ink: black made of one plate or of four, the thinnest line, the bleed. (Total ink: measure_ground.c.) */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_priv.h"

/* ---- black ---- */

static bool k_alone(struct zb_ink i)
{
        return i.c <= 0 && i.m <= 0 && i.y <= 0 && i.k >= 0.8f;
}

/* A dark neutral made of several plates: black or grey that prints coloured edges when the plates are not in
 * register. A dark blue or green is a colour, not a black. */
static bool composite_black(struct zb_ink i)
{
        float least = fminf(i.c, fminf(i.m, i.y)), most = fmaxf(i.c, fmaxf(i.m, i.y));
        return most > 0.01f && most - least <= 0.25f && (i.k >= 0.5f || least >= 0.5f);
}

static void take_black(void *ctx, const struct zb_text_style *style, size_t n)
{
        bool *composite = ctx;
        *composite |= composite_black(style->ink);
}

static void black_text(struct measuring *m)
{
        struct zb_facts *f = m->facts;
        f->k_only = 1;
        for (size_t i = 0; i < f->n_lines; i++) {
                bool composite = false;
                if (m->lines[i].tier < ZB_TIER_BODY)
                        continue;
                zb_measure_styles(&m->items[i]->text, take_black, &composite);
                if (!composite || !f->k_only)
                        continue;
                f->k_only = 0;
                f->not_k_box = m->lines[i].box;
                f->not_k_place = m->lines[i].place;
        }
}

/* Area (mm²) of the largest closed part of a path: shoelace over its points, curves in eight chords. */
struct ring {
        double x0, y0, x, y, area2, most;
};

static void ring_to(struct ring *r, double x, double y)
{
        r->area2 += r->x * y - x * r->y;
        r->x = x;
        r->y = y;
}

static void ring_end(struct ring *r)
{
        ring_to(r, r->x0, r->y0);
        r->most = fmax(r->most, fabs(r->area2) / 2);
        r->area2 = 0;
}

static void ring_curve(struct ring *r, const double *p)
{
        double x = r->x, y = r->y;
        for (int i = 1; i <= 8; i++) {
                double t = i / 8.0, u = 1 - t;
                ring_to(r, u * u * u * x + 3 * u * u * t * p[0] + 3 * u * t * t * p[2] + t * t * t * p[4],
                        u * u * u * y + 3 * u * u * t * p[1] + 3 * u * t * t * p[3] + t * t * t * p[5]);
        }
}

static double largest_part(const struct zb_path *path)
{
        struct ring r = {0};
        const double *p = path->xy;
        for (size_t i = 0; i < path->n_ops; i++) {
                if (path->ops[i] == ZB_MOVE) {
                        ring_end(&r);
                        r.x = r.x0 = p[0];
                        r.y = r.y0 = p[1];
                        p += 2;
                } else if (path->ops[i] == ZB_LINE) {
                        ring_to(&r, p[0], p[1]);
                        p += 2;
                } else if (path->ops[i] == ZB_CURVE) {
                        ring_curve(&r, p);
                        p += 6;
                } else {
                        ring_end(&r);
                }
        }
        ring_end(&r);
        return r.most;
}

static void shapes(struct measuring *m)
{
        struct zb_facts *f = m->facts;
        f->solid_k_cm2 = 0;
        f->line_min_mm = INFINITY;
        for (size_t i = 0; i < m->scene->n_items; i++) {
                const struct zb_item *item = &m->scene->items[i];
                if (item->kind != ZB_ITEM_SHAPE)
                        continue;
                const struct zb_shape *s = &item->shape;
                bool solid = s->fill.kind == ZB_PAINT_SOLID && s->fill.alpha >= 0.8 && k_alone(s->fill.a);
                double cm2 = solid ? largest_part(&s->path) / 100 : 0;
                if (cm2 > f->solid_k_cm2) {
                        f->solid_k_cm2 = cm2;
                        f->solid_k_box = item->box;
                }
                if (s->stroke.kind != ZB_PAINT_NONE && s->stroke_mm > 0 && s->stroke_mm < f->line_min_mm) {
                        f->line_min_mm = s->stroke_mm;
                        f->line_min_box = item->box;
                }
        }
}

/* ---- bleed ---- */

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

/* What ends on the trim or crosses it is cut there; how far the least of it goes on. */
static void bleed_reach(struct measuring *m)
{
        struct zb_facts *f = m->facts;
        f->bleed_reach_mm = INFINITY;
        for (size_t i = 0; i < m->scene->n_items; i++) {
                const struct zb_item *item = &m->scene->items[i];
                if (!has_ink(item))
                        continue;
                double beyond[4] = {-item->box.x, -item->box.y, item->box.x + item->box.w - f->width_mm,
                                    item->box.y + item->box.h - f->height_mm};
                for (int side = 0; side < 4; side++)
                        if (beyond[side] > -0.05)
                                f->bleed_reach_mm = fmin(f->bleed_reach_mm, fmax(beyond[side], 0));
        }
}

enum zb_code zb_measure_ink(struct measuring *m, struct zb_err *err)
{
        struct zb_facts *f = m->facts;
        const char **spaces = zb_arena_array(f->arena, 1, sizeof *spaces);
        if (!spaces)
                return zb_err_nomem(err);
        spaces[0] = "DeviceCMYK"; /* a scene has no other way to say a colour */
        f->spaces = spaces;
        f->n_spaces = 1;
        f->profile = zb_arena_strdup(f->arena, zb_profile_name(m->profile));
        black_text(m);
        shapes(m);
        bleed_reach(m);
        return ZB_OK;
}
