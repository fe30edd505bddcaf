/* raster: scene → bands of CMYK pixels, many threads, bounded memory. The only room that knows cairo, which
 * draws coverage (A8) only; the four inks are blended here. Bands are handed over strictly from top to
 * bottom. */
#ifndef ZB_RASTER_H
#define ZB_RASTER_H

#include <stdint.h>
#include "base.h"
#include "ink.h"
#include "scene.h"

struct zb_raster_options {
        double ppi;                       /* 300 */
        const struct zb_profile *profile; /* pictures go through it */
        double max_total;                 /* total ink of pictures, percent */
        int threads;                      /* 0: all cores */
        int band_rows;                    /* 0: a good number; JPEG wants a multiple of 8 */
        size_t slice_bytes; /* pictures are decoded in slices of about this size; 0: a good number */
        const struct zb_progress *progress;
        struct zb_msg what; /* for the progress bar: "TIFF" */
};

struct zb_band {
        int index, y, width, rows;
        uint8_t *cmyk; /* rows × width × 4, contiguous, 255 = full ink; the sink may overwrite it in `pack` */
        void *packed; /* what `pack` left for `put`: the sink's */
};

/* pack runs in the workers, in any order and at the same time (compress here); put runs on the calling thread
 * in band order. pack may be NULL. */
struct zb_raster_sink {
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
