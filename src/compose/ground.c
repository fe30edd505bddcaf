/* SPDX-License-Identifier: Apache-2.0 */
/* Grounds are painted first and are decoration throughout: the rules neither count nor measure them. The
 * pattern is kept to lines so faint that the contrast of text over them cannot fall below its declared one.
 */
#include <math.h>

#include "ground.h"

#define PATTERN_ALPHA 0.10
/* Beyond the bleed, so that the last row and column of pixels are covered whole: 785 mm are 9271.65 pixels.
 */
#define OVERSHOOT_MM 0.5

static struct zb_item *add(struct zb_stage *stage, const char *name, struct zb_rect box)
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
        struct zb_item *item = add(stage, name, r);
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
        for (int i = 0; i < 4; i++) {
                double r = 90 + 62.0 * i;
                double reach = fmin(r, fmax(y1 - cy - 2, 0));
                struct zb_item *item = add(stage, "装饰圆环", (struct zb_rect){cx - r, cy, r, reach});
                if (!item)
                        return;
                zb_path_arc(stage->arena, &item->shape.path, cx, cy, r, M_PI,
                            M_PI - asin(fmin(reach / r, 1)));
                item->shape.stroke = zb_paint_alpha(stage->o->theme->soft, PATTERN_ALPHA);
                item->shape.stroke_mm = 1.2;
        }
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
        add_band(stage, "侧栏底色", r,
                 zb_paint_linear(theme->deep, theme->deep2, x0, s->height_mm, s->width_mm, y0));
}
