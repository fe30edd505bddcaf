/* SPDX-License-Identifier: Apache-2.0 */
/* A scene's pictures, charts, infographics and codes, of which everything is known: effective resolution (pixels ÷ printed inches, the lower axis counts) as
 * the outputs hold them, which keep no more pixels than they are made at, and what the picture itself would
 * give. */
#include <math.h>
#include <string.h>

#include "measure_priv.h"

/* Decoration is a figure whose picture is an item that says nothing. */
static bool decorative(const struct zb_scene *scene, const struct zb_scene_figure *figure)
{
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                if (item->kind == ZB_ITEM_PICTURE && item->decoration && item->picture.picture == figure->picture &&
                    zb_rect_contains(figure->box, item->box, 0.1))
                        return true;
        }
        return false;
}

static const char *base_name(const char *path)
{
        const char *slash = path ? strrchr(path, '/') : NULL;
        return slash ? slash + 1 : path ? path : "";
}

static struct zb_fact_image image_of(struct measuring *m, const struct zb_scene_figure *figure)
{
        struct zb_arena *arena = m->facts->arena;
        struct zb_fact_image image = {.box = figure->box,
                                      .type = zb_arena_strdup(arena, figure->type),
                                      .place = zb_arena_strdup(arena, figure->place ? figure->place : ""),
                                      .caption = zb_arena_strdup(arena, figure->caption ? figure->caption : ""),
                                      .source = "",
                                      .ppi_x = NAN,
                                      .ppi_y = NAN,
                                      .ai = figure->ai,
                                      .ai_mark_mm = NAN,
                                      .decoration = decorative(m->scene, figure),
                                      .space = ZB_SPACE_CMYK};
        if (figure->picture && figure->box.w > 0 && figure->box.h > 0) {
                image.source = zb_arena_strdup(arena, base_name(zb_picture_path(figure->picture)));
                image.px_w = (int)lround(figure->crop.w);
                image.px_h = (int)lround(figure->crop.h);
                double x = figure->crop.w / (figure->box.w / 25.4), y = figure->crop.h / (figure->box.h / 25.4);
                image.ppi_x = fmin(x, m->ppi);
                image.ppi_y = fmin(y, m->ppi);
                image.source_ppi = fmin(x, y);
        }
        return image;
}

static void scene_figures_codes(struct measuring *m)
{
        const struct zb_scene *scene = m->scene;
        struct zb_facts *f = m->facts;
        struct zb_fact_qr *qr = zb_arena_array(f->arena, scene->n_qr + 1, sizeof *qr);
        if (!qr)
                return;
        for (size_t i = 0; i < scene->n_qr; i++)
                qr[i] = (struct zb_fact_qr){.box = scene->qr[i].box,
                                            .url = zb_arena_strdup(f->arena, scene->qr[i].url),
                                            .place = zb_arena_strdup(f->arena, scene->qr[i].place),
                                            .module_mm = scene->qr[i].module_mm,
                                            .quiet_mm = scene->qr[i].quiet_mm};
        f->qr = qr;
        f->n_qr = scene->n_qr;
}

enum zb_code zb_scene_figures(struct measuring *m, struct zb_err *err)
{
        const struct zb_scene *scene = m->scene;
        struct zb_facts *f = m->facts;
        struct zb_fact_image *images = zb_arena_array(f->arena, scene->n_figures + 1, sizeof *images);
        if (!images)
                return zb_err_nomem(err);
        for (size_t i = 0; i < scene->n_figures; i++)
                images[i] = image_of(m, &scene->figures[i]);
        f->images = images;
        f->n_images = scene->n_figures;
        scene_figures_codes(m);
        return ZB_OK;
}
