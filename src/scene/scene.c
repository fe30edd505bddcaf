/* SPDX-License-Identifier: Apache-2.0 */
/* The display list: arrays that grow while compose builds, never afterwards. Everything they point to lives
 * in the scene's arena. */
#include <stdlib.h>
#include <string.h>

#include "scene.h"

const char *const zb_layer_names[ZB_N_LAYERS] = {"背景", "图片", "图表", "文字"};

struct zb_scene *zb_scene_new(double width_mm, double height_mm, double bleed_mm)
{
        struct zb_arena *arena = zb_arena_new();
        struct zb_scene *scene = arena ? calloc(1, sizeof *scene) : NULL;
        if (!scene) {
                zb_arena_free(arena);
                return NULL;
        }
        *scene = (struct zb_scene){.arena = arena,
                                   .width_mm = width_mm,
                                   .height_mm = height_mm,
                                   .bleed_mm = bleed_mm,
                                   .visible = {0, 0, width_mm, height_mm},
                                   .title = "",
                                   .subject = "",
                                   .author = "",
                                   .path_used = ""};
        return scene;
}

void zb_scene_free(struct zb_scene *scene)
{
        if (!scene)
                return;
        free(scene->items);
        free(scene->figures);
        free(scene->qr);
        free(scene->remarks);
        zb_arena_free(scene->arena);
        free(scene);
}

bool zb_scene_overprints(const struct zb_scene *scene, struct zb_ink ink)
{
        return scene->overprint_black && ink.k > 0 && ink.c + ink.m + ink.y == 0;
}

/* Room for one entry more in one of the scene's arrays, zeroed. When memory is out, a spare entry of the
 * arena keeps the builder going and the arena remembers the failure. */
static void *one_more(struct zb_scene *scene, void **array, size_t *n, size_t *cap, size_t size)
{
        if (*n == *cap) {
                size_t cap_new = *cap ? *cap * 2 : 64;
                void *data = realloc(*array, cap_new * size);
                if (!data) {
                        /* An impossible size makes the arena fail, so that the one check at the end sees it.
                         */
                        zb_arena_alloc(scene->arena, SIZE_MAX);
                        return zb_arena_alloc(scene->arena, size);
                }
                *array = data;
                *cap = cap_new;
        }
        void *entry = (char *)*array + *n * size;
        memset(entry, 0, size);
        (*n)++;
        return entry;
}

struct zb_item *zb_scene_item(struct zb_scene *scene, enum zb_item_kind kind, enum zb_layer layer)
{
        void *array = scene->items;
        struct zb_item *item = one_more(scene, &array, &scene->n_items, &scene->cap_items, sizeof *item);
        scene->items = array;
        if (!item)
                return NULL;
        item->kind = kind;
        item->layer = layer;
        item->name = "";
        if (kind == ZB_ITEM_SHAPE)
                item->shape.fill.alpha = item->shape.stroke.alpha = 1;
        return item;
}

struct zb_scene_figure *zb_scene_add_figure(struct zb_scene *scene)
{
        void *array = scene->figures;
        struct zb_scene_figure *f = one_more(scene, &array, &scene->n_figures, &scene->cap_figures, sizeof *f);
        scene->figures = array;
        if (f)
                f->type = f->caption = f->place = "";
        return f;
}

struct zb_scene_qr *zb_scene_add_qr(struct zb_scene *scene)
{
        void *array = scene->qr;
        struct zb_scene_qr *q = one_more(scene, &array, &scene->n_qr, &scene->cap_qr, sizeof *q);
        scene->qr = array;
        if (q)
                q->url = q->place = "";
        return q;
}

struct zb_scene_remark *zb_scene_remark(struct zb_scene *scene)
{
        void *array = scene->remarks;
        struct zb_scene_remark *r = one_more(scene, &array, &scene->n_remarks, &scene->cap_remarks, sizeof *r);
        scene->remarks = array;
        if (r)
                r->rule = r->place = "";
        return r;
}

struct zb_paint zb_paint_solid(struct zb_ink ink)
{
        return zb_paint_alpha(ink, 1);
}

struct zb_paint zb_paint_alpha(struct zb_ink ink, double alpha)
{
        return (struct zb_paint){.kind = ZB_PAINT_SOLID, .a = ink, .b = ink, .alpha = alpha};
}

struct zb_paint zb_paint_linear(struct zb_ink a, struct zb_ink b, double x0, double y0, double x1, double y1)
{
        return (struct zb_paint){
                .kind = ZB_PAINT_LINEAR, .a = a, .b = b, .x0 = x0, .y0 = y0, .x1 = x1, .y1 = y1, .alpha = 1};
}

static int next_block(const struct zb_scene *scene)
{
        int block = 0;
        for (size_t i = scene->n_items; i > 0; i--)
                if (scene->items[i - 1].kind == ZB_ITEM_TEXT)
                        return scene->items[i - 1].text.block + 1;
        return block;
}

/* The line's glyphs with text_at counted from the line's own text. */
static struct zb_glyph *line_glyphs(struct zb_arena *a, const struct zb_line *line)
{
        struct zb_glyph *glyphs = zb_arena_array(a, line->n_glyphs ? line->n_glyphs : 1, sizeof *glyphs);
        if (!glyphs)
                return NULL;
        for (size_t i = 0; i < line->n_glyphs; i++) {
                glyphs[i] = line->glyphs[i];
                glyphs[i].text_at -= (uint32_t)line->text_at;
        }
        return glyphs;
}

size_t zb_scene_add_para(struct zb_scene *scene, enum zb_layer layer, int section, const char *name,
                         const struct zb_para *para, double x_mm, double top_mm, const struct zb_text *like)
{
        struct zb_arena *a = scene->arena;
        int block = next_block(scene);
        double pitch = para->em_mm * like->leading;
        struct zb_text_style *styles = zb_arena_memdup(a, like->styles, like->n_styles * sizeof *styles);

        for (size_t i = 0; i < para->n_lines; i++) {
                const struct zb_line *line = &para->lines[i];
                struct zb_glyph *glyphs = line_glyphs(a, line);
                struct zb_item *item = zb_scene_item(scene, ZB_ITEM_TEXT, layer);
                if (!item || !glyphs || !styles)
                        return i;
                double top = top_mm + (double)i * pitch;
                item->section = section;
                item->name = zb_arena_strdup(a, name);
                item->box = (struct zb_rect){x_mm + line->x_mm, top, line->width_mm, pitch};
                item->text = *like;
                item->text.em_mm = para->em_mm;
                item->text.x_mm = x_mm + line->x_mm;
                /* The em stands in the middle of its line. */
                item->text.baseline_mm = top + (pitch - para->em_mm) / 2 + ZB_EM_ASCENT * para->em_mm;
                item->text.utf8 = zb_arena_strndup(a, para->text + line->text_at, line->text_len);
                item->text.glyphs = glyphs;
                item->text.n_glyphs = line->n_glyphs;
                item->text.styles = styles;
                item->text.block = block;
                item->text.role = zb_arena_strdup(a, like->role ? like->role : "");
                item->text.place = zb_arena_strdup(a, like->place ? like->place : "");
        }
        return para->n_lines;
}
