/* SPDX-License-Identifier: Apache-2.0 */
/* One band's pixels. Of the page: every draw goes straight onto it. Of a layer: it is painted on its own,
 * with alpha, in the thread's scratch. */
#include <stdlib.h>
#include <string.h>

#include "raster_priv.h"

/* What is painted on: the page, where alpha is NULL, or one layer. */
struct target {
        struct pixbox box;
        uint8_t *cmyk, *alpha;
};

void painter_fini(struct painter *painter)
{
        cover_fini(&painter->cover);
        free(painter->cmyk);
        free(painter->alpha);
        free(painter->weights);
        *painter = (struct painter){0};
}

/* ---- draws ---- */

/* Blends n pixels of a row, from column x on. */
static void paint_run(const struct run_pixels *from, const struct draw *draw, const struct inking *inking, int x,
                      int y, int n, const uint8_t *cov, uint8_t *dst)
{
        if (draw->slice < 0) {
                blend_inking(inking, x, y, n, cov, dst);
                return;
        }
        const struct slice_spec *slice = &from->plan->slices[draw->slice];
        const struct zb_raster_picture *what = &from->plan->shots[slice->shot].what;
        size_t at = (size_t)(y - slice->y0) * (size_t)what->width + (size_t)(x - what->x);
        blend_pixels(from->shots->slices[draw->slice].cmyk + 4 * at, n, cov, dst);
}

/* Blends the rows of the coverage that lie in the target. */
static void paint_rows(struct painter *painter, const struct run_pixels *from, const struct draw *draw,
                       const struct target *target)
{
        const struct cover *cover = &painter->cover;
        struct pixbox box = pixbox_meet(cover->box, target->box);
        struct inking inking = draw->inking;
        double opacity = draw->slice < 0 ? inking.alpha : 1;
        int n = box.x1 - box.x0;
        if (target->alpha)
                inking.alpha = 1; /* the weights below hold it already */
        for (int y = box.y0; y < box.y1; y++) {
                const uint8_t *cov =
                        cover->a8 + (size_t)(y - cover->box.y0) * (size_t)cover->stride + (box.x0 - cover->box.x0);
                size_t at = (size_t)(y - target->box.y0) * (size_t)(target->box.x1 - target->box.x0) +
                            (size_t)(box.x0 - target->box.x0);
                if (target->alpha) {
                        blend_alpha(cov, opacity, n, target->alpha + at, painter->weights);
                        cov = painter->weights;
                }
                paint_run(from, draw, &inking, box.x0, y, n, cov, target->cmyk + 4 * at);
        }
}

/* What an opaque upright rectangle of ink hides whole: nothing of what was there shows. */
static struct pixbox hidden_by(const struct draw *draw)
{
        if (!draw->is_rect || draw->slice >= 0 || draw->inking.alpha < 1)
                return (struct pixbox){0};
        const struct pixbox whole = {(int)ceil(draw->rect[0]), (int)ceil(draw->rect[1]), (int)floor(draw->rect[2]),
                                     (int)floor(draw->rect[3])};
        return pixbox_meet(whole, draw->bounds);
}

/* Paper, but where the ground goes over it anyway. `block`: rows of the page. */
static void clear_page(const struct target *page, struct pixbox block, struct pixbox ground)
{
        const struct pixbox box = pixbox_meet(page->box, block);
        size_t row = 4 * (size_t)(page->box.x1 - page->box.x0);
        uint8_t *at = page->cmyk + row * (size_t)(box.y0 - page->box.y0);
        for (int y = box.y0; y < box.y1; y++, at += row) {
                bool covered = y >= ground.y0 && y < ground.y1 && !pixbox_empty(ground);
                size_t left = covered ? 4 * (size_t)ground.x0 : row, right = covered ? 4 * (size_t)ground.x1 : row;
                memset(at, 0, left);
                memset(at + right, 0, row - right);
        }
}

/* The first draw in the block, on which the page need not be clear. */
static void prepare_page(const struct run_pixels *from, size_t n, struct pixbox block, const struct target *page)
{
        struct pixbox ground = {0};
        for (size_t i = 0; i < n; i++) {
                const struct draw *draw = &from->plan->draws[i];
                if (draw->bounds.y0 < block.y1 && draw->bounds.y1 > block.y0) {
                        ground = hidden_by(draw);
                        break;
                }
        }
        clear_page(page, block, ground);
}

static enum zb_code paint_draws(struct painter *painter, const struct run_pixels *from, size_t first, size_t n,
                                const struct target *target, struct zb_err *err)
{
        struct pixbox box = target->box;
        for (int y = box.y0 / BLOCK_ROWS * BLOCK_ROWS; y < box.y1; y += BLOCK_ROWS) {
                const struct pixbox block = {0, y, from->plan->width, y + BLOCK_ROWS};
                if (!target->alpha)
                        prepare_page(from, n, block, target);
                for (size_t i = first; i < first + n; i++) {
                        const struct draw *draw = &from->plan->draws[i];
                        if (draw->bounds.y0 >= block.y1 || draw->bounds.y1 <= block.y0)
                                continue;
                        enum zb_code code = cover_draw(&painter->cover, from->plan, draw, block, err);
                        if (code != ZB_OK)
                                return code;
                        if (!pixbox_empty(painter->cover.box))
                                paint_rows(painter, from, draw, target);
                }
        }
        return ZB_OK;
}

/* ---- layers ---- */

static enum zb_code painter_room(struct painter *painter, const struct zb_band *band, int band_rows,
                                 struct zb_err *err)
{
        if (painter->weights)
                return ZB_OK;
        size_t n = (size_t)band->width * (size_t)band_rows;
        free(painter->cmyk);
        free(painter->alpha);
        painter->cmyk = malloc(4 * n);
        painter->alpha = malloc(n);
        if (painter->cmyk && painter->alpha)
                painter->weights = malloc((size_t)band->width);
        return painter->weights ? ZB_OK : zb_err_nomem(err);
}

/* Nothing is covered yet; the colour there is the first ink's, so that one ink stays one ink. */
static void clear_layer(const struct draw *first, const struct target *target)
{
        size_t n = (size_t)(target->box.x1 - target->box.x0) * (size_t)(target->box.y1 - target->box.y0);
        uint8_t ink[4];
        for (int k = 0; k < 4; k++)
                ink[k] = first->slice < 0 ? (uint8_t)(first->inking.a[k] + 0.5F) : 0;
        for (size_t i = 0; i < n; i++)
                memcpy(target->cmyk + 4 * i, ink, 4);
        memset(target->alpha, 0, n);
}

static struct pixbox band_box(const struct zb_band *band)
{
        return (struct pixbox){0, band->y, band->width, band->y + band->rows};
}

bool layer_touches(const struct layer *layer, const struct zb_band *band)
{
        return !pixbox_empty(pixbox_meet(layer->bounds, band_box(band)));
}

enum zb_code paint_layer(struct painter *painter, const struct run_pixels *from, const struct layer *layer,
                         const struct zb_band *band, struct zb_layer_rows *ret, struct zb_err *err)
{
        enum zb_code code = painter_room(painter, band, from->band_rows, err);
        if (code != ZB_OK)
                return code;
        const struct target target = {pixbox_meet(layer->bounds, band_box(band)), painter->cmyk, painter->alpha};
        clear_layer(&from->plan->draws[layer->draw], &target);
        code = paint_draws(painter, from, layer->draw, layer->n_draws, &target, err);
        *ret = (struct zb_layer_rows){.layer = layer->index,
                                      .x = layer->bounds.x0,
                                      .width = layer->bounds.x1 - layer->bounds.x0,
                                      .layer_y = layer->bounds.y0,
                                      .layer_height = layer->bounds.y1 - layer->bounds.y0,
                                      .y = target.box.y0,
                                      .rows = target.box.y1 - target.box.y0,
                                      .cmyk = painter->cmyk,
                                      .alpha = painter->alpha};
        return code;
}

/* ---- the page ---- */

enum zb_code paint_page(struct painter *painter, const struct run_pixels *from, const struct zb_band *band,
                        uint8_t *cmyk, struct zb_err *err)
{
        const struct target page = {band_box(band), cmyk, NULL};
        return paint_draws(painter, from, 0, from->plan->n_page_draws, &page, err);
}
