/* SPDX-License-Identifier: Apache-2.0 */
/* Image : text (图文比). Image area is the union of the figures' boxes, whatever is set on them; text area is
 * the union of the lines' boxes, wherever they stand; both clipped to the visible area. The stricter share
 * takes the text's boxes off the pictures. */
#include <math.h>
#include <stdlib.h>

#include "measure_priv.h"

enum zb_code zb_measure_areas(struct measuring *m, struct zb_err *err)
{
        struct zb_facts *f = m->facts;
        size_t n_text = 0, n_image = 0, n = f->n_lines + f->n_images;
        struct zb_rect *rects = calloc(n + 1, sizeof *rects);
        if (!rects)
                return zb_err_nomem(err);
        for (size_t i = 0; i < f->n_lines; i++)
                rects[n_text++] = zb_rect_intersect(f->lines[i].box, f->visible);
        for (size_t i = 0; i < f->n_images; i++)
                rects[n_text + n_image++] = zb_rect_intersect(f->images[i].box, f->visible);
        double text = zb_rect_union_area(rects, (int)n_text);
        double image = zb_rect_union_area(rects + n_text, (int)n_image);
        double both = zb_rect_union_area(rects, (int)n);
        free(rects);
        if (text < 0 || image < 0 || both < 0)
                return zb_err_nomem(err);
        f->text_mm2 = text;
        f->image_mm2 = image;
        if (text + image > 0)
                f->share = image / (image + text);
        if (both > 0)
                f->share_strict = (both - text) / both;
        return ZB_OK;
}
