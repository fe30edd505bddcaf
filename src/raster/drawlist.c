/* SPDX-License-Identifier: Apache-2.0 */
/* Scene → draws in device pixels. Done once, before the workers start, so that a band only has to look for
 * what touches it. Coordinates are rounded to 1/256 of a pixel, the grid on which cairo works: moving them by
 * whole pixels into a block of rows changes nothing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "raster_priv.h"

/* The mitre limit of cairo and of PDF. */
#define MITRE 10.0

static struct pixbox drawlist_join(struct pixbox a, struct pixbox b)
{
        if (pixbox_empty(a))
                return b;
        if (pixbox_empty(b))
                return a;
        return (struct pixbox){a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0, a.x1 > b.x1 ? a.x1 : b.x1,
                               a.y1 > b.y1 ? a.y1 : b.y1};
}

/* Room for `more` entries at the end of a list; NULL (and plan->failed) when memory is out. */
static void *room(struct plan *plan, void *list, size_t n, size_t *cap, size_t more, size_t size)
{
        if (plan->failed)
                return NULL;
        if (n + more <= *cap)
                return list;
        size_t cap_new = (n + more) * 2 + 16;
        void *data = realloc(list, cap_new * size);
        if (!data) {
                plan->failed = true;
                return NULL;
        }
        *cap = cap_new;
        return data;
}

static struct draw *new_draw(struct plan *plan)
{
        struct draw *list = room(plan, plan->draws, plan->n_draws, &plan->cap_draws, 1, sizeof *list);
        if (!list)
                return NULL;
        plan->draws = list;
        struct draw *draw = &list[plan->n_draws];
        *draw = (struct draw){.piece = plan->n_pieces, .slice = -1};
        return draw;
}

/* ---- outlines ---- */

/* Adds to the piece under way, in device pixels. */
struct drawlist_pen {
        struct plan *plan;
        double sx, sy, x0, y0; /* source → device: x·sx + x0, y·sy + y0 */
        size_t op, xy;         /* where the piece begins */
        double left, top, right, bottom;
};

static void pen_put(struct drawlist_pen *pen, enum zb_op op, const double *xy, size_t n_points)
{
        struct plan *plan = pen->plan;
        uint8_t *ops = room(plan, plan->ops, plan->n_ops, &plan->cap_ops, 1, sizeof *ops);
        if (ops)
                plan->ops = ops;
        double *all = room(plan, plan->xy, plan->n_xy, &plan->cap_xy, 2 * n_points, sizeof *all);
        if (all)
                plan->xy = all;
        if (plan->failed)
                return;
        plan->ops[plan->n_ops++] = (uint8_t)op;
        for (size_t i = 0; i < n_points; i++) {
                double x = on_grid(xy[2 * i] * pen->sx + pen->x0), y = on_grid(xy[2 * i + 1] * pen->sy + pen->y0);
                plan->xy[plan->n_xy++] = x;
                plan->xy[plan->n_xy++] = y;
                pen->left = fmin(pen->left, x);
                pen->right = fmax(pen->right, x);
                pen->top = fmin(pen->top, y);
                pen->bottom = fmax(pen->bottom, y);
        }
}

static void pen_move(void *ctx, double x, double y)
{
        pen_put(ctx, ZB_MOVE, (double[]){x, y}, 1);
}

static void pen_line(void *ctx, double x, double y)
{
        pen_put(ctx, ZB_LINE, (double[]){x, y}, 1);
}

static void pen_curve(void *ctx, double x1, double y1, double x2, double y2, double x, double y)
{
        pen_put(ctx, ZB_CURVE, (double[]){x1, y1, x2, y2, x, y}, 3);
}

static void pen_close(void *ctx)
{
        pen_put(ctx, ZB_CLOSE, NULL, 0);
}

static const struct zb_outline_sink pen_sink = {pen_move, pen_line, pen_curve, pen_close};

static void pen_begin(struct drawlist_pen *pen, struct plan *plan)
{
        pen->plan = plan;
        pen->op = plan->n_ops;
        pen->xy = plan->n_xy;
        pen->left = pen->top = INFINITY;
        pen->right = pen->bottom = -INFINITY;
}

/* Ends the piece and gives it to the draw, grown by `margin`; a piece off the page is forgotten. */
static void pen_end(struct drawlist_pen *pen, struct draw *draw, double margin)
{
        struct plan *plan = pen->plan;
        struct pixbox page = {0, 0, plan->width, plan->height}, bounds = {0};
        if (pen->left <= pen->right)
                bounds = (struct pixbox){(int)floor(pen->left - margin), (int)floor(pen->top - margin),
                                         (int)ceil(pen->right + margin), (int)ceil(pen->bottom + margin)};
        bounds = pixbox_meet(bounds, page);
        struct piece *list = room(plan, plan->pieces, plan->n_pieces, &plan->cap_pieces, 1, sizeof *list);
        if (!list)
                return;
        plan->pieces = list;
        if (pixbox_empty(bounds)) {
                plan->n_ops = pen->op;
                plan->n_xy = pen->xy;
                return;
        }
        list[plan->n_pieces++] = (struct piece){bounds, pen->op, plan->n_ops - pen->op, pen->xy};
        draw->n_pieces++;
        draw->bounds = drawlist_join(draw->bounds, bounds);
}

static void keep_draw(struct plan *plan, const struct draw *draw)
{
        if (draw->n_pieces && !pixbox_empty(draw->bounds))
                plan->n_draws++;
}

/* Is the outline's only piece one upright rectangle? Those are covered by arithmetic, exactly. */
static void find_rect(const struct plan *plan, struct draw *draw)
{
        static const uint8_t ops[] = {ZB_MOVE, ZB_LINE, ZB_LINE, ZB_LINE, ZB_CLOSE};
        if (draw->n_pieces != 1 || plan->failed || draw->stroke.width > 0)
                return;
        const struct piece *piece = &plan->pieces[draw->piece];
        if (piece->n_ops != sizeof ops || memcmp(plan->ops + piece->op, ops, sizeof ops) != 0)
                return;
        const double *p = plan->xy + piece->xy;
        bool across = p[1] == p[3] && p[2] == p[4] && p[5] == p[7] && p[6] == p[0];
        bool down = p[0] == p[2] && p[3] == p[5] && p[4] == p[6] && p[7] == p[1];
        if (!across && !down)
                return;
        draw->is_rect = true;
        draw->rect[0] = fmin(p[0], p[4]);
        draw->rect[1] = fmin(p[1], p[5]);
        draw->rect[2] = fmax(p[0], p[4]);
        draw->rect[3] = fmax(p[1], p[5]);
}

/* ---- items ---- */

struct device {
        const struct zb_scene *scene;
        double ppi, scale, bleed; /* scale: pixels a mm; bleed: mm from the page's edge to the trim */
};

static struct drawlist_pen device_pen(const struct device *dev)
{
        return (struct drawlist_pen){
                .sx = dev->scale, .sy = dev->scale, .x0 = dev->bleed * dev->scale, .y0 = dev->bleed * dev->scale};
}

static void levels(struct zb_ink ink, float out[4])
{
        const float v[4] = {ink.c, ink.m, ink.y, ink.k};
        for (int i = 0; i < 4; i++)
                out[i] = 255.0F * fmaxf(0, fminf(1, v[i]));
}

static struct inking device_inking(const struct zb_paint *paint, const struct device *dev)
{
        struct inking inking = {.gradient = paint->kind == ZB_PAINT_LINEAR, .alpha = fmax(0, fmin(1, paint->alpha))};
        levels(paint->a, inking.a);
        levels(inking.gradient ? paint->b : paint->a, inking.b);
        double dx = (paint->x1 - paint->x0) * dev->scale, dy = (paint->y1 - paint->y0) * dev->scale;
        double length2 = dx * dx + dy * dy;
        if (!inking.gradient || length2 <= 0) {
                inking.gradient = false;
                return inking;
        }
        double ox = (paint->x0 + dev->bleed) * dev->scale, oy = (paint->y0 + dev->bleed) * dev->scale;
        inking.tx = dx / length2;
        inking.ty = dy / length2;
        inking.t0 = (0.5 - ox) * inking.tx + (0.5 - oy) * inking.ty;
        return inking;
}

static void add_path(struct drawlist_pen *pen, const struct zb_path *path)
{
        static const size_t points[] = {[ZB_MOVE] = 1, [ZB_LINE] = 1, [ZB_CURVE] = 3, [ZB_CLOSE] = 0};
        const double *xy = path->xy;
        for (size_t i = 0; i < path->n_ops; i++) {
                size_t n = points[path->ops[i]];
                pen_put(pen, path->ops[i], xy, n);
                xy += 2 * n;
        }
}

static void plan_outline(struct plan *plan, const struct device *dev, const struct zb_path *path,
                         struct inking inking, struct stroke stroke)
{
        struct draw *draw = new_draw(plan);
        if (!draw || inking.alpha <= 0)
                return;
        draw->inking = inking;
        draw->stroke = stroke;
        struct drawlist_pen pen = device_pen(dev);
        pen_begin(&pen, plan);
        add_path(&pen, path);
        pen_end(&pen, draw, stroke.width / 2 * (stroke.round ? 1 : MITRE) + (stroke.width > 0 ? 1 : 0));
        find_rect(plan, draw);
        keep_draw(plan, draw);
}

static void plan_shape(struct plan *plan, const struct device *dev, const struct zb_item *item)
{
        const struct zb_shape *shape = &item->shape;
        if (shape->fill.kind != ZB_PAINT_NONE)
                plan_outline(plan, dev, &shape->path, device_inking(&shape->fill, dev), (struct stroke){0});
        if (shape->stroke.kind != ZB_PAINT_NONE && shape->stroke_mm > 0)
                plan_outline(plan, dev, &shape->path, device_inking(&shape->stroke, dev),
                             (struct stroke){fmax(1 / 256.0, on_grid(shape->stroke_mm * dev->scale)), shape->round});
}

/* One draw for every stretch of glyphs in one ink. */
static void plan_text(struct plan *plan, const struct device *dev, const struct zb_item *item)
{
        const struct zb_text *text = &item->text;
        for (size_t i = 0; i < text->n_glyphs && !plan->failed;) {
                struct zb_ink ink = text->styles[text->glyphs[i].span].ink;
                struct draw *draw = new_draw(plan);
                if (!draw)
                        return;
                struct zb_paint paint = zb_paint_solid(ink);
                draw->inking = device_inking(&paint, dev);
                draw->inking.overprint = zb_scene_overprints(dev->scene, ink);
                for (; i < text->n_glyphs; i++) {
                        const struct zb_glyph *glyph = &text->glyphs[i];
                        const struct zb_text_style *style = &text->styles[glyph->span];
                        if (!zb_ink_same(style->ink, ink))
                                break;
                        struct drawlist_pen pen = {.sx = text->em_mm * dev->scale,
                                                   .sy = -text->em_mm * dev->scale,
                                                   .x0 = (text->x_mm + glyph->x_mm + dev->bleed) * dev->scale,
                                                   .y0 = (text->baseline_mm + dev->bleed) * dev->scale};
                        pen_begin(&pen, plan);
                        zb_face_outline(style->face, glyph->gid, &pen_sink, &pen);
                        pen_end(&pen, draw, 0);
                }
                keep_draw(plan, draw);
        }
}

static void cut_slices(struct plan *plan, struct shot_spec *spec)
{
        spec->first_slice = plan->n_slices;
        const struct pixbox on = shot_box(spec);
        for (int y0 = on.y0, y1; y0 < on.y1; y0 = y1) {
                y1 = (y0 / SLICE_ROWS + 1) * SLICE_ROWS;
                if (y1 > on.y1)
                        y1 = on.y1;
                struct slice_spec *list =
                        room(plan, plan->slices, plan->n_slices, &plan->cap_slices, 1, sizeof *list);
                if (!list)
                        return;
                plan->slices = list;
                list[plan->n_slices++] = (struct slice_spec){plan->n_shots, y0, y1};
        }
        spec->n_slices = (int)(plan->n_slices - spec->first_slice);
}

static bool same_picture(const struct zb_raster_picture *a, const struct zb_raster_picture *b)
{
        return a->picture == b->picture && memcmp(&a->crop, &b->crop, sizeof a->crop) == 0 && a->x == b->x &&
               a->y == b->y && a->width == b->width && a->height == b->height;
}

/* The picture in its place, decoded once for the page and for whoever draws it in a layer. */
static size_t plan_shot(struct plan *plan, const struct zb_raster_picture *what)
{
        for (size_t i = 0; i < plan->n_shots; i++)
                if (same_picture(&plan->shots[i].what, what))
                        return i;
        struct shot_spec spec = {.what = *what};
        struct shot_spec *list = room(plan, plan->shots, plan->n_shots, &plan->cap_shots, 1, sizeof *list);
        if (!list)
                return 0;
        plan->shots = list;
        cut_slices(plan, &spec);
        list[plan->n_shots] = spec;
        return plan->n_shots++;
}

/* A draw like `whole` for each slice of the picture. */
static void plan_slices(struct plan *plan, const struct draw *whole, size_t shot)
{
        if (plan->failed)
                return;
        const struct shot_spec *spec = &plan->shots[shot];
        const struct pixbox on = shot_box(spec);
        for (size_t i = spec->first_slice; i < spec->first_slice + (size_t)spec->n_slices; i++) {
                const struct slice_spec *slice = &plan->slices[i];
                struct draw *draw = new_draw(plan);
                if (!draw)
                        return;
                *draw = *whole;
                draw->bounds = pixbox_meet(whole->bounds, (struct pixbox){on.x0, slice->y0, on.x1, slice->y1});
                draw->slice = (int)i;
                keep_draw(plan, draw);
        }
}

static void plan_picture(struct plan *plan, const struct device *dev, const struct zb_item *item)
{
        struct zb_raster_picture what;
        if (!zb_raster_place(dev->scene, dev->ppi, item, &what))
                return;
        struct zb_arena *arena = zb_arena_new();
        if (!arena) {
                plan->failed = true;
                return;
        }
        struct zb_path clip = {0};
        zb_path_round_rect(arena, &clip, item->box, item->picture.radius_mm);
        struct draw draw = {.piece = plan->n_pieces};
        struct drawlist_pen pen = device_pen(dev);
        pen_begin(&pen, plan);
        add_path(&pen, &clip);
        pen_end(&pen, &draw, 0);
        plan->failed |= zb_arena_failed(arena);
        zb_arena_free(arena);
        find_rect(plan, &draw);
        plan_slices(plan, &draw, plan_shot(plan, &what));
}

void plan_fini(struct plan *plan)
{
        free(plan->layers);
        free(plan->draws);
        free(plan->pieces);
        free(plan->shots);
        free(plan->slices);
        free(plan->ops);
        free(plan->xy);
        *plan = (struct plan){0};
}

static void plan_item(struct plan *plan, const struct device *dev, const struct zb_item *item)
{
        static void (*const of_kind[])(struct plan *, const struct device *, const struct zb_item *) = {
                [ZB_ITEM_SHAPE] = plan_shape, [ZB_ITEM_TEXT] = plan_text, [ZB_ITEM_PICTURE] = plan_picture};
        of_kind[item->kind](plan, dev, item);
}

static void plan_layers(struct plan *plan, const struct device *dev, const struct zb_scene *scene, size_t sink,
                        const struct zb_raster_layer *layers, size_t n_layers)
{
        for (size_t l = 0; l < n_layers && !plan->failed; l++) {
                struct layer *layer = &plan->layers[plan->n_layers++];
                *layer = (struct layer){.sink = sink, .index = l, .draw = plan->n_draws};
                for (size_t i = 0; i < layers[l].n_items && !plan->failed; i++)
                        plan_item(plan, dev, &scene->items[layers[l].items[i]]);
                layer->n_draws = plan->n_draws - layer->draw;
                for (size_t i = layer->draw; i < plan->n_draws; i++)
                        layer->bounds = drawlist_join(layer->bounds, plan->draws[i].bounds);
        }
}

enum zb_code plan_make(const struct zb_scene *scene, double ppi, const struct zb_raster_sink *sinks, size_t n_sinks,
                       struct plan *ret, struct zb_err *err)
{
        const struct device dev = {scene, ppi, ppi / 25.4, scene->bleed_mm};
        struct plan plan = {0};
        size_t n_layers = 0;
        zb_raster_size(scene, ppi, &plan.width, &plan.height);
        for (size_t s = 0; s < n_sinks; s++)
                n_layers += sinks[s].n_layers;
        plan.layers = calloc(n_layers + 1, sizeof *plan.layers);
        plan.failed = !plan.layers;
        for (size_t i = 0; i < scene->n_items && !plan.failed; i++)
                plan_item(&plan, &dev, &scene->items[i]);
        plan.n_page_draws = plan.n_draws;
        for (size_t s = 0; s < n_sinks && !plan.failed; s++)
                plan_layers(&plan, &dev, scene, s, sinks[s].layers, sinks[s].n_layers);
        if (plan.failed) {
                plan_fini(&plan);
                return zb_err_nomem(err);
        }
        *ret = plan;
        return ZB_OK;
}
