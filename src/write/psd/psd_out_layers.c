/* SPDX-License-Identifier: Apache-2.0 */
/* Scene → layers and groups as a designer would have made them. What is painted later lies above: an item may
 * join an earlier layer, or a layer an earlier group, only where nothing in between is touched, so the stack
 * of layers always shows what the scene shows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "psd_out_priv.h"

#define TOUCH_MM   0.01
#define NAME_CHARS 14 /* of a paragraph, in its layer's name */

/* ---- do two items touch? ---- */

static struct zb_rect grown(double left, double top, double right, double bottom, double by)
{
        return (struct zb_rect){left - by, top - by, right - left + 2 * by, bottom - top + 2 * by};
}

static bool rects_touch(struct zb_rect a, struct zb_rect b)
{
        return a.x + a.w > b.x + TOUCH_MM && b.x + b.w > a.x + TOUCH_MM && a.y + a.h > b.y + TOUCH_MM &&
               b.y + b.h > a.y + TOUCH_MM;
}

static struct zb_rect path_bounds(const struct zb_path *path, double by)
{
        double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
        for (size_t i = 0; i + 1 < path->n_xy; i += 2) {
                left = fmin(left, path->xy[i]);
                right = fmax(right, path->xy[i]);
                top = fmin(top, path->xy[i + 1]);
                bottom = fmax(bottom, path->xy[i + 1]);
        }
        return left <= right ? grown(left, top, right, bottom, by) : (struct zb_rect){0};
}

static double stroke_of(const struct zb_shape *shape)
{
        return shape->stroke.kind == ZB_PAINT_NONE ? 0 : fmax(0, shape->stroke_mm);
}

static struct zb_rect item_bounds(const struct zb_item *item)
{
        return item->kind == ZB_ITEM_SHAPE ? path_bounds(&item->shape.path, stroke_of(&item->shape)) : item->box;
}

/* A frame that is only stroked touches what lies under its line, not what it frames. */
static bool stroke_touches(const struct zb_shape *shape, struct zb_rect r)
{
        static const size_t points[] = {[ZB_MOVE] = 1, [ZB_LINE] = 1, [ZB_CURVE] = 3, [ZB_CLOSE] = 0};
        const struct zb_path *path = &shape->path;
        const double *xy = path->xy, *start = xy, *pen = xy;
        for (size_t i = 0; i < path->n_ops; i++) {
                size_t n = points[path->ops[i]];
                const double *to = n ? xy + 2 * (n - 1) : start;
                double left = fmin(pen[0], to[0]), right = fmax(pen[0], to[0]);
                double top = fmin(pen[1], to[1]), bottom = fmax(pen[1], to[1]);
                for (size_t k = 0; k + 1 < n; k++) { /* control points */
                        left = fmin(left, xy[2 * k]);
                        right = fmax(right, xy[2 * k]);
                        top = fmin(top, xy[2 * k + 1]);
                        bottom = fmax(bottom, xy[2 * k + 1]);
                }
                if (path->ops[i] == ZB_MOVE)
                        start = to;
                else if (rects_touch(grown(left, top, right, bottom, stroke_of(shape)), r))
                        return true;
                pen = to;
                xy += 2 * n;
        }
        return false;
}

static bool item_touches(const struct zb_item *item, struct zb_rect r)
{
        if (!rects_touch(item_bounds(item), r))
                return false;
        return item->kind != ZB_ITEM_SHAPE || item->shape.fill.kind != ZB_PAINT_NONE ||
               stroke_touches(&item->shape, r);
}

/* Does the item touch anything in the layers from `first` up? */
static bool psd_out_layers_covered(const struct zb_scene *scene, const struct psd_layers *layers, size_t first,
                                   const struct zb_item *item)
{
        for (size_t l = first; l < layers->n; l++)
                for (size_t i = 0; i < layers->list[l].n_items; i++) {
                        const struct zb_item *other = &scene->items[layers->list[l].items[i]];
                        if (item_touches(item, item_bounds(other)) && item_touches(other, item_bounds(item)))
                                return true;
                }
        return false;
}

/* ---- lists ---- */

static bool room(struct psd_layers *layers, void **list, size_t n, size_t *cap, size_t size)
{
        if (layers->failed)
                return false;
        if (n < *cap)
                return true;
        size_t wanted = *cap ? *cap * 2 : 16;
        void *data = realloc(*list, wanted * size);
        if (!data) {
                layers->failed = true;
                return false;
        }
        *list = data;
        *cap = wanted;
        return true;
}

static void add_item(struct psd_layers *layers, size_t at, size_t item)
{
        struct psd_layer *layer = &layers->list[at];
        void *items = layer->items;
        bool ok = room(layers, &items, layer->n_items, &layer->cap_items, sizeof *layer->items);
        layer->items = items;
        if (ok)
                layer->items[layer->n_items++] = item;
}

/* A new layer at a place in the stack. */
static void psd_out_layers_add_layer(struct psd_layers *layers, size_t at, enum psd_kind kind, int group, size_t item)
{
        void *list = layers->list;
        bool ok = room(layers, &list, layers->n, &layers->cap, sizeof *layers->list);
        layers->list = list;
        if (!ok)
                return;
        memmove(&layers->list[at + 1], &layers->list[at], (layers->n - at) * sizeof *layers->list);
        layers->n++;
        layers->list[at] = (struct psd_layer){.kind = kind, .group = group, .name = ""};
        add_item(layers, at, item);
}

static int add_group(struct psd_layers *layers, int section)
{
        void *list = layers->groups;
        bool ok = room(layers, &list, layers->n_groups, &layers->cap_groups, sizeof *layers->groups);
        layers->groups = list;
        if (!ok)
                return -1;
        layers->groups[layers->n_groups] = (struct psd_group){section, ""};
        return (int)layers->n_groups++;
}

/* ---- sorting ---- */

static enum psd_kind psd_out_layers_kind_of(const struct zb_item *item)
{
        static const enum psd_kind kinds[] = {
                [ZB_ITEM_SHAPE] = PSD_SHAPES, [ZB_ITEM_TEXT] = PSD_TEXT, [ZB_ITEM_PICTURE] = PSD_PICTURE};
        return kinds[item->kind];
}

/* A picture is always alone, so that it can be exchanged. */
static bool belongs(const struct zb_scene *scene, const struct psd_layer *layer, const struct zb_item *item)
{
        const struct zb_item *first = &scene->items[layer->items[0]];
        if (layer->group < 0 || layer->kind != psd_out_layers_kind_of(item) || first->section != item->section)
                return false;
        if (layer->kind == PSD_TEXT)
                return first->text.block == item->text.block;
        return layer->kind == PSD_SHAPES && strcmp(first->name, item->name) == 0;
}

/* On top of the section's group where nothing above that is touched, else in a new group on top of all. */
static void psd_out_layers_place(const struct zb_scene *scene, struct psd_layers *layers, size_t i)
{
        const struct zb_item *item = &scene->items[i];
        for (size_t l = layers->n; l > 0; l--) {
                int group = layers->list[l - 1].group;
                if (group < 0 || layers->groups[group].section != item->section)
                        continue;
                if (!psd_out_layers_covered(scene, layers, l, item)) {
                        psd_out_layers_add_layer(layers, l, psd_out_layers_kind_of(item), group, i);
                        return;
                }
                break;
        }
        int group = add_group(layers, item->section);
        if (!layers->failed)
                psd_out_layers_add_layer(layers, layers->n, psd_out_layers_kind_of(item), group, i);
}

static void sort_item(const struct zb_scene *scene, struct psd_layers *layers, size_t i)
{
        const struct zb_item *item = &scene->items[i];
        for (size_t l = layers->n; l > 0; l--)
                if (belongs(scene, &layers->list[l - 1], item)) {
                        if (psd_out_layers_covered(scene, layers, l, item))
                                break;
                        add_item(layers, l - 1, i);
                        return;
                }
        psd_out_layers_place(scene, layers, i);
}

/* ---- names ---- */

static size_t head_bytes(const char *text, size_t chars)
{
        size_t at = 0, len = strlen(text), n;
        uint32_t c;
        for (size_t i = 0; i < chars && (n = zb_utf8_next(text + at, len - at, &c)) > 0; i++)
                at += n;
        return at;
}

/* "正文：AI 先批好课前小测，把共…"; a caption's own name tells its text already. */
static const char *text_name(struct psd_layers *layers, const struct zb_scene *scene, const struct psd_layer *layer)
{
        const struct zb_item *first = &scene->items[layer->items[0]];
        struct zb_buf text = ZB_BUF_INIT;
        for (size_t i = 0; i < layer->n_items; i++)
                zb_buf_puts(&text, scene->items[layer->items[i]].text.utf8);
        const char *name = first->name;
        if (text.len && !strstr(name, text.data)) {
                size_t most = head_bytes(text.data, NAME_CHARS);
                name = zb_arena_printf(layers->arena, "%s：%.*s%s", name, (int)most, text.data,
                                       most < text.len ? "…" : "");
        }
        layers->failed |= text.failed;
        zb_buf_fini(&text);
        return name;
}

/* The strip under a picture's caption bears the picture's name. */
static bool beside_picture(const struct zb_scene *scene, const struct psd_layers *layers, const struct zb_item *item)
{
        for (size_t l = 0; l < layers->n; l++) {
                const struct zb_item *first = &scene->items[layers->list[l].items[0]];
                if (layers->list[l].kind == PSD_PICTURE && strcmp(first->name, item->name) == 0)
                        return true;
        }
        return false;
}

static const char *section_name(struct psd_layers *layers, const struct zb_scene *scene, int section)
{
        static const char *const others[] = {"页头", "页脚", "底色"}; /* sections -1, -2, -3 */
        if (section < 0)
                return others[section < -3 ? 2 : -section - 1];
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                if (item->section == section && item->kind == ZB_ITEM_TEXT && strcmp(item->text.role, "heading") == 0)
                        return zb_arena_printf(layers->arena, "%d %s", section + 1, item->text.utf8);
        }
        return zb_arena_printf(layers->arena, "第 %d 部分", section + 1);
}

static bool overprints(const struct zb_scene *scene, const struct psd_layer *layer)
{
        for (size_t i = 0; layer->kind == PSD_TEXT && i < layer->n_items; i++) {
                const struct zb_text *text = &scene->items[layer->items[i]].text;
                for (size_t s = 0; s < text->n_styles; s++)
                        if (zb_scene_overprints(scene, text->styles[s].ink))
                                return true;
        }
        return false;
}

static void give_names(const struct zb_scene *scene, struct psd_layers *layers)
{
        for (size_t l = 0; l < layers->n; l++) {
                struct psd_layer *layer = &layers->list[l];
                const struct zb_item *first = &scene->items[layer->items[0]];
                layer->name = first->name;
                layer->overprint = overprints(scene, layer);
                if (layer->kind == PSD_TEXT)
                        layer->name = text_name(layers, scene, layer);
                else if (layer->kind == PSD_SHAPES && beside_picture(scene, layers, first))
                        layer->name = zb_arena_printf(layers->arena, "%s 说明底", first->name);
                if (layer->name && !*layer->name)
                        layer->name = zb_arena_printf(layers->arena, "图层 %zu", l + 1);
        }
        for (size_t g = 0; g < layers->n_groups; g++)
                layers->groups[g].name = section_name(layers, scene, layers->groups[g].section);
}

/* ---- making ---- */

/* The first thing painted, when it fills the page, is the ground of all: a layer outside every group. */
static bool fills_page(const struct zb_scene *scene, const struct zb_item *item)
{
        double b = scene->bleed_mm;
        const struct zb_rect page = {-b, -b, scene->width_mm + 2 * b, scene->height_mm + 2 * b};
        return item->kind == ZB_ITEM_SHAPE && item->shape.fill.kind != ZB_PAINT_NONE && item->shape.fill.alpha >= 1 &&
               zb_rect_contains(path_bounds(&item->shape.path, 0), page, TOUCH_MM);
}

enum zb_code psd_layers_make(const struct zb_scene *scene, struct psd_layers *ret, struct zb_err *err)
{
        struct psd_layers layers = {.arena = zb_arena_new()};
        layers.failed = !layers.arena;
        size_t i = 0;
        if (scene->n_items && fills_page(scene, &scene->items[0]))
                psd_out_layers_add_layer(&layers, 0, PSD_SHAPES, -1, i++);
        for (; i < scene->n_items && !layers.failed; i++)
                sort_item(scene, &layers, i);
        if (!layers.failed)
                give_names(scene, &layers);
        if (layers.failed || zb_arena_failed(layers.arena)) {
                psd_layers_fini(&layers);
                return zb_err_nomem(err);
        }
        *ret = layers;
        return ZB_OK;
}

void psd_layers_fini(struct psd_layers *layers)
{
        for (size_t l = 0; l < layers->n; l++)
                free(layers->list[l].items);
        free(layers->list);
        free(layers->groups);
        zb_arena_free(layers->arena);
        *layers = (struct psd_layers){0};
}
