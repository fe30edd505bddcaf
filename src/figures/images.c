/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures: their mark as made by generative AI (标识办法: "AI" or "人工智能" with "生成" or "合成", on it),
 * the lowest resolution, and image : text (图文比). Image area is the union of the figures' boxes, whatever
 * is set on them; text area is the union of the lines' boxes, wherever they stand; both clipped to the
 * visible area. The stricter share takes the text's boxes off the pictures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"

static bool says_ai(const char *text)
{
        return (strstr(text, "AI") || strstr(text, "人工智能")) && (strstr(text, "生成") || strstr(text, "合成"));
}

/* The tallest AI mark that stands on the box, or NAN. */
static double ai_mark(const struct zb_derivation *d, struct zb_rect box)
{
        double mark = NAN;
        for (size_t i = 0; i < d->facts->n_lines; i++) {
                const struct zb_fact_line *line = &d->lines[i];
                if (!line->hidden && zb_rect_contains(box, line->ink, 0.5) && says_ai(line->text))
                        mark = fmax(mark, line->ink_mm); /* fmax passes a NAN by */
        }
        return mark;
}

enum zb_code zb_figures_images(struct zb_derivation *d, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        f->n_photos = 0;
        f->ppi_min = NAN;
        for (size_t i = 0; i < f->n_images; i++) {
                struct zb_fact_image *image = &d->images[i];
                image->ai_mark_mm = ai_mark(d, image->box);
                image->ai_marked = !isnan(image->ai_mark_mm);
                if (image->px_w == 0)
                        continue;
                f->n_photos++;
                f->ppi_min = fmin(f->ppi_min, fmin(image->ppi_x, image->ppi_y));
        }
        return ZB_OK;
}

/* Areas of text alone, of pictures alone and of both; -1 when out of memory. */
struct images_areas {
        double text, image, both;
};

static struct images_areas areas_of(const struct zb_derivation *d)
{
        const struct zb_facts *f = d->facts;
        struct images_areas areas = {-1, -1, -1};
        size_t n_text = 0, n_image = 0;
        struct zb_rect *rects = calloc(f->n_lines + f->n_images + 1, sizeof *rects);
        if (!rects)
                return areas;
        for (size_t i = 0; i < f->n_lines; i++)
                if (!d->lines[i].hidden)
                        rects[n_text++] = zb_rect_intersect(d->lines[i].box, f->visible);
        for (size_t i = 0; i < f->n_images; i++)
                rects[n_text + n_image++] = zb_rect_intersect(d->images[i].box, f->visible);
        areas.text = zb_rect_union_area(rects, (int)n_text);
        areas.image = zb_rect_union_area(rects + n_text, (int)n_image);
        areas.both = zb_rect_union_area(rects, (int)(n_text + n_image));
        free(rects);
        return areas;
}

enum zb_code zb_figures_areas(struct zb_derivation *d, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        struct images_areas a = areas_of(d);
        if (a.text < 0 || a.image < 0 || a.both < 0)
                return zb_err_nomem(err);
        f->text_mm2 = d->words ? a.text : NAN;
        f->image_mm2 = d->pictures ? a.image : NAN;
        f->share = f->share_strict = NAN;
        if (!d->words || !d->pictures)
                return ZB_OK;
        if (a.text + a.image > 0)
                f->share = a.image / (a.image + a.text);
        if (a.both > 0)
                f->share_strict = (a.both - a.text) / a.both;
        return ZB_OK;
}
