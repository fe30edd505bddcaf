/* SPDX-License-Identifier: Apache-2.0 */
/* Ink: the greatest sum anywhere on the board, black made of one plate or of four, the thinnest line, the
 * bleed. Sums are bounds that hold: a gradient counts where it lies inside its item, a translucent paint
 * counts with the most ink that really overlaps it from below. Photographs are read off the ground. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_priv.h"

/* Greatest ink sum of a paint inside box, percent; alpha aside. */
static double paint_total(const struct zb_paint *p, struct zb_rect box)
{
        double a = zb_ink_total(p->a), b = zb_ink_total(p->b);
        double dx = p->x1 - p->x0, dy = p->y1 - p->y0, len2 = dx * dx + dy * dy;
        if (p->kind == ZB_PAINT_NONE)
                return 0;
        if (p->kind == ZB_PAINT_SOLID || len2 <= 0)
                return p->kind == ZB_PAINT_SOLID ? a : fmax(a, b);
        double t_min = INFINITY, t_max = -INFINITY;
        for (int corner = 0; corner < 4; corner++) {
                double x = box.x + (corner & 1 ? box.w : 0), y = box.y + (corner & 2 ? box.h : 0);
                double t = ((x - p->x0) * dx + (y - p->y0) * dy) / len2;
                t_min = fmin(t_min, fmin(fmax(t, 0), 1));
                t_max = fmax(t_max, fmin(fmax(t, 0), 1));
        }
        return fmax(a + (b - a) * t_min, a + (b - a) * t_max);
}

static bool near(double a, double b)
{
        return fabs(a - b) < 1e-6;
}

/* Is the path exactly its box? */
static bool is_rect(const struct zb_path *p, struct zb_rect box)
{
        if (p->n_xy < 8 || p->n_xy > 10)
                return false;
        for (size_t i = 0; i < p->n_ops; i++)
                if (p->ops[i] == ZB_CURVE)
                        return false;
        int corners = 0;
        for (size_t i = 0; i + 1 < p->n_xy; i += 2) {
                bool left = near(p->xy[i], box.x), right = near(p->xy[i], box.x + box.w);
                bool top = near(p->xy[i + 1], box.y), bottom = near(p->xy[i + 1], box.y + box.h);
                if (!(left || right) || !(top || bottom))
                        return false;
                corners |= 1 << ((right ? 1 : 0) + (bottom ? 2 : 0));
        }
        return corners == 15;
}

/* Does the item hide everything under its box? */
static bool covers(const struct zb_item *item)
{
        if (item->kind == ZB_ITEM_PICTURE)
                return item->picture.radius_mm <= 0;
        return item->kind == ZB_ITEM_SHAPE && item->shape.fill.kind != ZB_PAINT_NONE &&
               item->shape.fill.alpha >= 1 && is_rect(&item->shape.path, item->box);
}

/* The most ink that can lie under item i: of what overlaps it, down to what hides the rest. */
static double under(const struct zb_scene *scene, const double *totals, size_t i)
{
        double most = 0;
        struct zb_rect box = scene->items[i].box;
        for (size_t j = i; j-- > 0;) {
                struct zb_rect common = zb_rect_intersect(box, scene->items[j].box);
                if (common.w <= 0 || common.h <= 0)
                        continue;
                most = fmax(most, totals[j]);
                if (covers(&scene->items[j]) && zb_rect_contains(scene->items[j].box, box, 1e-6))
                        break;
        }
        return most;
}

static double over(const struct zb_paint *paint, struct zb_rect box, double below)
{
        if (paint->kind == ZB_PAINT_NONE || paint->alpha <= 0)
                return 0;
        double alpha = fmin(paint->alpha, 1);
        return alpha * paint_total(paint, box) + (1 - alpha) * below;
}

static double shape_total(const struct zb_scene *scene, const double *totals, size_t i)
{
        const struct zb_shape *s = &scene->items[i].shape;
        struct zb_rect box = scene->items[i].box;
        bool see_through = (s->fill.kind != ZB_PAINT_NONE && s->fill.alpha < 1) ||
                           (s->stroke.kind != ZB_PAINT_NONE && s->stroke.alpha < 1);
        double below = see_through ? under(scene, totals, i) : 0;
        double fill = over(&s->fill, box, below);
        double stroke = s->stroke_mm > 0 ? over(&s->stroke, box, fmax(below, fill)) : 0;
        return fmax(fill, stroke);
}

static void take_total(void *ctx, const struct zb_text_style *style, size_t n)
{
        double *most = ctx;
        *most = fmax(*most, zb_ink_total(style->ink));
}

/* The most ink on the page where the picture stands; what hides a part of it hides that part's ink as well.
 */
static double picture_total(const struct zb_ground *g, struct zb_rect box)
{
        struct zb_window w = zb_ground_window(g, box);
        int most = 0;
        for (int y = w.y0; y < w.y1; y++) {
                const uint8_t *px = g->cmyk + 4 * ((size_t)y * (size_t)g->width + (size_t)w.x0);
                for (int x = w.x0; x < w.x1; x++, px += 4) {
                        int sum = px[0] + px[1] + px[2] + px[3];
                        most = sum > most ? sum : most;
                }
        }
        return most * 100.0 / 255.0;
}

static enum zb_code total_ink(struct measuring *m, struct zb_err *err)
{
        const struct zb_scene *scene = m->scene;
        struct zb_facts *f = m->facts;
        double *totals = calloc(scene->n_items + 1, sizeof *totals);
        if (!totals)
                return zb_err_nomem(err);
        f->total_max = 0;
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                double total;
                if (item->kind == ZB_ITEM_SHAPE)
                        totals[i] = shape_total(scene, totals, i);
                else if (item->kind == ZB_ITEM_TEXT)
                        zb_measure_styles(&item->text, take_total, &totals[i]);
                /* A picture's pixels hold what lies over it: it is no ground for that once more. */
                total = item->kind == ZB_ITEM_PICTURE ? picture_total(&m->ground, item->box) : totals[i];
                if (total > f->total_max) {
                        f->total_max = total;
                        f->total_max_box = item->box;
                }
        }
        free(totals);
        return ZB_OK;
}

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
        return total_ink(m, err);
}
