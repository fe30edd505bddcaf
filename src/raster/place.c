/* SPDX-License-Identifier: Apache-2.0 */
/* Where a picture's pixels fall. Whoever stores pictures as they stand on the page (the PDF) asks here too:
 * then one decoding serves all. */
#include "raster_priv.h"

/* Pictures that lie turned in their files keep so much of what they have decoded, all that stand side by side
 * on the page together. */
#define TURNED_BYTES (64UL << 20)

struct pixbox pixbox_meet(struct pixbox a, struct pixbox b)
{
        struct pixbox r = {a.x0 > b.x0 ? a.x0 : b.x0, a.y0 > b.y0 ? a.y0 : b.y0, a.x1 < b.x1 ? a.x1 : b.x1,
                           a.y1 < b.y1 ? a.y1 : b.y1};
        return r;
}

void zb_raster_size(const struct zb_scene *scene, double ppi, int *ret_width, int *ret_height)
{
        *ret_width = (int)lrint(zb_px_of_mm(scene->width_mm + 2 * scene->bleed_mm, ppi));
        *ret_height = (int)lrint(zb_px_of_mm(scene->height_mm + 2 * scene->bleed_mm, ppi));
}

bool zb_raster_place(const struct zb_scene *scene, double ppi, const struct zb_item *item,
                     struct zb_raster_picture *ret)
{
        const struct zb_rect box = item->box, crop = item->picture.crop;
        double scale = ppi / 25.4;
        double x = (box.x + scene->bleed_mm) * scale, y = (box.y + scene->bleed_mm) * scale;
        double w = box.w * scale, h = box.h * scale;
        if (!(w > 0 && h > 0 && crop.w > 0 && crop.h > 0))
                return false;
        struct pixbox page = {0, 0, 0, 0};
        zb_raster_size(scene, ppi, &page.x1, &page.y1);
        struct pixbox on = {(int)floor(on_grid(x)), (int)floor(on_grid(y)), (int)ceil(on_grid(x + w)),
                            (int)ceil(on_grid(y + h))};
        on = pixbox_meet(on, page);
        if (pixbox_empty(on))
                return false;

        double sx = crop.w / w, sy = crop.h / h; /* source pixels a device pixel */
        const struct zb_picture_info *info = zb_picture_info(item->picture.picture);
        double left = fmax(0, crop.x + (on.x0 - x) * sx), top = fmax(0, crop.y + (on.y0 - y) * sy);
        double right = fmin(info->width, crop.x + (on.x1 - x) * sx);
        double bottom = fmin(info->height, crop.y + (on.y1 - y) * sy);
        if (!(right > left && bottom > top))
                return false;
        *ret = (struct zb_raster_picture){.picture = item->picture.picture,
                                          .crop = {left, top, right - left, bottom - top},
                                          .x = on.x0,
                                          .y = on.y0,
                                          .width = on.x1 - on.x0,
                                          .height = on.y1 - on.y0,
                                          .turned_bytes = TURNED_BYTES / (size_t)page.x1 * (size_t)(on.x1 - on.x0)};
        return true;
}
