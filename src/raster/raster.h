/* raster: scene → bands of CMYK pixels, many threads, bounded memory. The only room that knows cairo, which
 * draws coverage (A8) only; the four inks are blended here. Bands are handed over strictly from top to
 * bottom. */
#ifndef ZB_RASTER_H
#define ZB_RASTER_H

#include <stdint.h>
#include "base.h"
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
        int band_rows;                    /* 0: a good number; JPEG wants a multiple of 8 */
        bool row_dither; /* gradients dithered row by row: as smooth, and long runs for run-length coders */
        /* Draws these layers, bottom first, instead of all items in their order; every layer goes to
         * sink.layer, and the bands show the layers composited. */
        const struct zb_raster_layer *layers;
        size_t n_layers;
        const struct zb_progress *progress;
        struct zb_msg what; /* for the progress bar: "TIFF" */
};

struct zb_band {
        int index, y, width, rows;
        uint8_t *cmyk; /* rows × width × 4, contiguous, 255 = full ink; the sink may overwrite it in `pack` */
        void *packed; /* what `pack` left for `put`: the sink's */
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

/* pack runs in the workers, in any order and at the same time (compress here); put runs on the calling thread
 * in band order. pack may be NULL. */
struct zb_raster_sink {
        /* With options.layers: in the workers, before the band's pack, bottom layer first, for every layer
         * whose box touches the band. What it leaves in band->packed is the sink's. */
        enum zb_code (*layer)(void *ctx, struct zb_band *band, const struct zb_layer_rows *rows,
                              struct zb_err *err);
        enum zb_code (*pack)(void *ctx, struct zb_band *band, struct zb_err *err);
        enum zb_code (*put)(void *ctx, struct zb_band *band, struct zb_err *err);
        /* Frees band->packed: called once for every band that has one, after `put` or when the run ends
         * early. NULL when pack leaves nothing that must be freed. */
        void (*drop)(void *ctx, struct zb_band *band);
        void *ctx;
};

/* Pixels of the trim size (bleed included when the scene has one): round(mm · ppi / 25.4). 785 × 1780 mm at
 * 300 ppi: 9272 × 21024. */
void zb_raster_size(const struct zb_scene *scene, double ppi, int *ret_width, int *ret_height);

enum zb_code zb_raster(const struct zb_scene *scene, const struct zb_raster_options *options,
                       const struct zb_raster_sink *sink, struct zb_err *err);

#endif
