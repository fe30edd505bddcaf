/* SPDX-License-Identifier: Apache-2.0 */
/* Grounds are painted first and are decoration throughout: the rules neither count nor measure them. The
 * pattern is faint lines; where text or a figure stands they are cut, so that nothing that says nothing lies
 * under something that does. */
#include <math.h>
#include <string.h>

#include "ground.h"

void zb_add_rect(struct zb_stage *stage, int section, const char *name, struct zb_rect r, double radius, int corners,
                 struct zb_paint fill)
{
        struct zb_item *item = zb_scene_item(stage->scene, ZB_ITEM_SHAPE, ZB_LAYER_BACKGROUND);
        if (!item)
                return;
        zb_path_corner_rect(stage->arena, &item->shape.path, r, radius, corners);
        item->shape.fill = fill;
        item->box = r;
        item->name = name;
        item->section = section;
        item->decoration = true;
}

#define PATTERN_ALPHA     0.10
#define RING_NAME         "装饰圆环"
#define N_RINGS           4
#define FIRST_RING_MM     90.0
#define RING_PITCH_MM     62.0
#define RING_STEP_MM      1.0
#define RING_LEAST_MM     45.0  /* shorter rests look like dirt */
#define PATTERN_LEAST_MM  250.0 /* of all of them: less is no pattern */
#define CLEAR_OF_TEXT_MM  6.0
#define CLEAR_OF_SHAPE_MM 3.0
/* Beyond the bleed, so that the last row and column of pixels are covered whole: 785 mm are 9271.65 pixels.
 */
#define OVERSHOOT_MM 0.5

static struct zb_item *ground_add(struct zb_stage *stage, const char *name, struct zb_rect box)
{
        struct zb_item *item = zb_scene_item(stage->scene, ZB_ITEM_SHAPE, ZB_LAYER_BACKGROUND);
        if (!item)
                return NULL;
        item->name = name;
        item->box = box;
        item->section = -3;
        item->decoration = true;
        return item;
}

static void add_band(struct zb_stage *stage, const char *name, struct zb_rect r, struct zb_paint paint)
{
        struct zb_item *item = ground_add(stage, name, r);
        if (!item)
                return;
        zb_path_rect(stage->arena, &item->shape.path, r);
        item->shape.fill = paint;
}

void zb_ground_band_to(struct zb_stage *stage, const char *name, double y0, double y1, double x1,
                       struct zb_paint paint)
{
        const struct zb_scene *s = stage->scene;
        double b = s->bleed_mm + OVERSHOOT_MM, top = y0 <= 0 ? -b : y0,
               bottom = y1 >= s->height_mm ? s->height_mm + b : y1;
        double right = x1 >= s->width_mm ? s->width_mm + b : x1;
        add_band(stage, name, (struct zb_rect){-b, top, right + b, bottom - top}, paint);
}

void zb_ground_band(struct zb_stage *stage, const char *name, double y0, double y1, struct zb_paint paint)
{
        zb_ground_band_to(stage, name, y0, y1, stage->scene->width_mm, paint);
}

/* Quarter rings round the top right corner, cut off by the band's lower edge. */
static void rings(struct zb_stage *stage, double y1)
{
        const struct zb_scene *s = stage->scene;
        double cx = s->width_mm, cy = s->visible.y;
        for (int i = 0; i < N_RINGS; i++) {
                double r = FIRST_RING_MM + RING_PITCH_MM * i;
                double reach = fmin(r, fmax(y1 - cy - 2, 0));
                struct zb_item *item = ground_add(stage, RING_NAME, (struct zb_rect){cx - r, cy, r, reach});
                if (!item)
                        return;
                zb_path_arc(stage->arena, &item->shape.path, cx, cy, r, M_PI, M_PI - asin(fmin(reach / r, 1)));
                item->shape.stroke = zb_paint_alpha(stage->o->theme->soft, PATTERN_ALPHA);
                item->shape.stroke_mm = 1.2;
        }
}

/* Does something stand here that says something, or near here? */
static bool taken(const struct zb_scene *s, double x, double y)
{
        for (size_t i = 0; i < s->n_items; i++) {
                const struct zb_item *item = &s->items[i];
                double near = item->kind == ZB_ITEM_TEXT ? CLEAR_OF_TEXT_MM : CLEAR_OF_SHAPE_MM;
                if (item->layer != ZB_LAYER_BACKGROUND && x > item->box.x - near &&
                    x < item->box.x + item->box.w + near && y > item->box.y - near &&
                    y < item->box.y + item->box.h + near)
                        return true;
        }
        return false;
}

/* The ring anew, as arcs over its free stretches; no points when nothing worth seeing is left. Returns what
 * is left, mm. */
static double cut_ring(struct zb_stage *stage, struct zb_item *ring)
{
        double r = ring->box.w, cx = ring->box.x + r, cy = ring->box.y, end = asin(fmin(ring->box.h / r, 1));
        int n = (int)ceil(r * end / RING_STEP_MM), from = 0;
        double left = 0;
        struct zb_path path = {0};
        for (int i = 0; i <= n; i++) { /* free steps from … i - 1 */
                double mid = M_PI - end * (i + 0.5) / n;
                if (i < n && !taken(stage->scene, cx + r * cos(mid), cy + r * sin(mid)))
                        continue;
                double a0 = M_PI - end * from / n, a1 = M_PI - end * i / n;
                if ((i - from) * RING_STEP_MM >= RING_LEAST_MM) {
                        zb_path_move(stage->arena, &path, cx + r * cos(a0), cy + r * sin(a0));
                        zb_path_arc(stage->arena, &path, cx, cy, r, a0, a1);
                        left += r * (a0 - a1);
                }
                from = i + 1;
        }
        ring->shape.path = path;
        return left;
}

static bool is_ring(const struct zb_item *item)
{
        return item->decoration && strcmp(item->name, RING_NAME) == 0;
}

void zb_ground_clear(struct zb_stage *stage)
{
        struct zb_scene *s = stage->scene;
        size_t kept = 0;
        double left = 0;
        for (size_t i = 0; i < s->n_items; i++)
                if (is_ring(&s->items[i]))
                        left += cut_ring(stage, &s->items[i]);
        for (size_t i = 0; i < s->n_items; i++)
                if (!is_ring(&s->items[i]) || (left >= PATTERN_LEAST_MM && s->items[i].shape.path.n_ops > 0))
                        s->items[kept++] = s->items[i];
        s->n_items = kept;
}

void zb_ground_hero(struct zb_stage *stage, double y1, double stripe)
{
        const struct zb_theme *theme = stage->o->theme;
        const struct zb_scene *s = stage->scene;
        zb_ground_band(stage, "页头底色", 0, y1,
                       zb_paint_linear(theme->deep, theme->deep2, 0, y1 * 0.3, s->width_mm, y1 * 0.7));
        rings(stage, y1);
        zb_ground_band(stage, "页头色带", y1, y1 + stripe, zb_paint_solid(theme->accent));
}

void zb_ground_foot(struct zb_stage *stage, double y0)
{
        const struct zb_theme *theme = stage->o->theme;
        const struct zb_scene *s = stage->scene;
        zb_ground_band(stage, "页脚底色", y0, s->height_mm,
                       zb_paint_linear(theme->deep, theme->deep2, 0, y0, s->width_mm, s->height_mm));
}

void zb_ground_panel(struct zb_stage *stage, double x0, double y0)
{
        const struct zb_theme *theme = stage->o->theme;
        const struct zb_scene *s = stage->scene;
        double b = s->bleed_mm + OVERSHOOT_MM;
        struct zb_rect r = {x0, y0, s->width_mm + b - x0, s->height_mm + b - y0};
        add_band(stage, "侧栏底色", r, zb_paint_linear(theme->deep, theme->deep2, x0, s->height_mm, s->width_mm, y0));
}
