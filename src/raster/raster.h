/* SPDX-License-Identifier: Apache-2.0 */
/* raster: scene → bands of CMYK pixels, many threads, bounded memory. The only room that knows cairo, which
 * draws coverage (A8) only; the four inks are blended here. Every band is drawn once, whoever looks on: all
 * sinks get it, strictly from top to bottom.
 *
 * ```c
 * static enum zb_code add_rows(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
 * {
 *         *(long *)ctx += band->rows;
 *         return ZB_OK;
 * }
 * static enum zb_code count_rows(const struct zb_scene *scene, const struct zb_profile *profile, long *ret,
 *                                struct zb_err *err)
 * {
 *         struct zb_raster_options options = {.ppi = 72, .profile = profile, .max_total = 300};
 *         struct zb_raster_sink sink = {.put = add_rows, .ctx = ret};
 *         return zb_raster(scene, &options, &sink, 1, err);
 * }
 * ```
 */
#ifndef ZB_RASTER_H
#define ZB_RASTER_H

#include <stdbool.h>
#include <stdint.h>
#include "core.h"
#include "ink.h"
#include "scene.h"

/* A layer: some of the scene's items, by index, in painting order. */
struct zb_raster_layer {
        const size_t *items;
        size_t n_items;
};

struct zb_raster_options {
        double ppi;                       /* 300 */
        const struct zb_profile *profile; /* pictures go through it */
        double max_total;                 /* total ink of pictures, percent */
        int threads;                      /* 0: all cores */
        int band_rows;                    /* 0: a good number, a multiple of 128 */
        const struct zb_progress *progress;
        struct zb_msg what; /* for the progress bar: "TIFF" */
};

struct zb_band {
        int index, y, width, rows;
        const uint8_t *cmyk; /* rows × width × 4, contiguous, 255 = full ink */
};

/* The rows of one layer inside a band, cropped to the layer's box; straight (not premultiplied) colour. Where
 * alpha is 0 the colour is that of the layer's first shape or text, so that a layer of one ink is one ink
 * throughout. */
struct zb_layer_rows {
        size_t layer;
        int x, width;              /* of the layer, pixels on the page; always the same */
        int layer_y, layer_height; /* likewise */
        int y, rows;               /* these rows, on the page */
        const uint8_t *cmyk;       /* rows × width × 4 */
        const uint8_t *alpha;      /* rows × width, 255 = covered */
};

/* A picture on the page's pixels: the whole pixels that its box touches, and the part of the source that
 * falls on them, which is its crop grown in proportion. */
struct zb_raster_picture {
        const struct zb_picture *picture;
        struct zb_rect crop;
        int x, y, width, height;
        size_t turned_bytes; /* for zb_picture_stream_open, with which the rows are the same to the bit */
};

/* Takes the bands. layer and pack run in the workers, in any order and several at the same time (compress
 * here); put runs on the calling thread in band order. Each may be NULL.
 *
 * picture gets the pictures themselves, every one once: its rows from the top to the foot, by one worker at a
 * time, while other workers bring other pictures; `at` is the first of the rows, from the picture's top. All
 * rows have been given when zb_raster returns.
 *
 * *kept is the sink's own and stays with one of the few places for bands under way: NULL at first, it goes
 * from a band's layer and pack to its put, and then on to a later band, so that what was allocated once
 * serves again. */
struct zb_raster_sink {
        /* The scene once more in layers, bottom first: before a band's pack, for every layer whose box
         * touches it. Laid over each other they look like the band. */
        const struct zb_raster_layer *layers;
        size_t n_layers;
        enum zb_code (*layer)(void *ctx, void **kept, const struct zb_band *band, const struct zb_layer_rows *rows,
                              struct zb_err *err);
        enum zb_code (*picture)(void *ctx, const struct zb_raster_picture *picture, int at, int rows,
                                const uint8_t *cmyk, struct zb_err *err);
        enum zb_code (*pack)(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err);
        enum zb_code (*put)(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err);
        void (*drop)(void *ctx, void *kept); /* frees what is kept; never called with NULL */
        void *ctx;
        const char *name; /* what errors without a place are about, or NULL */
};

/* Pixels of the trim size (bleed included when the scene has one): round(mm · ppi / 25.4). 785 × 1780 mm at
 * 300 ppi: 9272 × 21024. */
void zb_raster_size(const struct zb_scene *scene, double ppi, int *ret_width, int *ret_height);

/* Where zb_raster puts a picture item's pixels; false: nowhere on the page. */
bool zb_raster_place(const struct zb_scene *scene, double ppi, const struct zb_item *item,
                     struct zb_raster_picture *ret);

enum zb_code zb_raster(const struct zb_scene *scene, const struct zb_raster_options *options,
                       const struct zb_raster_sink *sinks, size_t n_sinks, struct zb_err *err);

/* cairo (libraries.h). */
void zb_raster_versions(struct zb_libraries *list);

#endif
