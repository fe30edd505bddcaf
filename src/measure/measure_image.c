/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures, charts and infographics: effective resolution (pixels ÷ printed inches, the lower axis counts)
 * and the mark that a picture made by generative AI carries (标识办法: "AI" or "人工智能" with "生成" or
 * "合成", on it). */
#include <math.h>
#include <string.h>

#include "measure_priv.h"

static bool says_ai(const char *text)
{
        return (strstr(text, "AI") || strstr(text, "人工智能")) &&
               (strstr(text, "生成") || strstr(text, "合成"));
}

/* The tallest AI mark that stands on the box, or NAN. */
static double ai_mark(const struct measuring *m, struct zb_rect box)
{
        double mark = NAN;
        for (size_t i = 0; i < m->facts->n_lines; i++) {
                const struct zb_fact_line *line = &m->lines[i];
                if (zb_rect_contains(box, line->ink, 0.5) && says_ai(line->text))
                        mark = fmax(mark, line->ink_mm); /* fmax passes a NAN by */
        }
        return mark;
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
                                      .caption =
                                              zb_arena_strdup(arena, figure->caption ? figure->caption : ""),
                                      .source = "",
                                      .ppi_x = NAN,
                                      .ppi_y = NAN,
                                      .ai = figure->ai,
                                      .ai_mark_mm = ai_mark(m, figure->box),
                                      .space = "DeviceCMYK"};
        image.ai_marked = !isnan(image.ai_mark_mm);
        if (figure->picture && figure->box.w > 0 && figure->box.h > 0) {
                image.source = zb_arena_strdup(arena, base_name(zb_picture_path(figure->picture)));
                image.px_w = (int)lround(figure->crop.w);
                image.px_h = (int)lround(figure->crop.h);
                image.ppi_x = figure->crop.w / (figure->box.w / 25.4);
                image.ppi_y = figure->crop.h / (figure->box.h / 25.4);
        }
        return image;
}

enum zb_code zb_measure_images(struct measuring *m, struct zb_err *err)
{
        const struct zb_scene *scene = m->scene;
        struct zb_facts *f = m->facts;
        struct zb_fact_image *images = zb_arena_array(f->arena, scene->n_figures + 1, sizeof *images);
        if (!images)
                return zb_err_nomem(err);
        for (size_t i = 0; i < scene->n_figures; i++) {
                images[i] = image_of(m, &scene->figures[i]);
                if (!scene->figures[i].picture)
                        continue;
                f->n_photos++;
                f->ppi_min = fmin(f->ppi_min, fmin(images[i].ppi_x, images[i].ppi_y));
        }
        f->images = images;
        f->n_images = scene->n_figures;
        return ZB_OK;
}
