/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share. */
#ifndef ZB_PICTURE_PRIV_H
#define ZB_PICTURE_PRIV_H

#include <vips/vips.h>

#include "picture.h"

enum { ZB_MAX_SIDE = 30000, ZB_MAX_PIXELS = 200000000 };

struct zb_picture {
        char *path;
        const char *loader; /* libvips' operation for this format */
        struct zb_picture_info info;
        int stored_w, stored_h; /* before EXIF orientation */
        int orientation;        /* EXIF, 1–8 */
};

/* ---- sniff.c ---- */

struct zb_format {
        const char *name, *loader;
};

/* What the file is, by its first bytes alone. Errors: missing, no file, or something that is not a picture of
 * ours. */
enum zb_code zb_format_sniff(const char *path, const struct zb_format **ret, struct zb_err *err);

/* ---- tiff.c ---- */

/* Whether a TIFF keeps its colours in a way that libvips understands. */
bool zb_tiff_is_plain(const char *path);

/* ---- load.c ---- */

/* Opens lazily: the header is read, pixels come from top to bottom when a region asks. shrink: 1, 2, 4 or 8
 * for JPEG, 1 for all others. NULL: libvips refused, its words are in its error buffer. */
VipsImage *zb_image_load(const char *path, const char *loader, int shrink, VipsFailOn fail_on);
/* As 8-bit gray, RGB or CMYK without alpha: one, three or four bands, still lazy. Its ICC profile, if any, is
 * about these very numbers. Takes image over in every case. */
VipsImage *zb_image_plain(VipsImage *image);
enum zb_pixel_space zb_image_space(const VipsImage *plain);

/* ---- origin.c ---- */

/* Whether the picture's metadata says that generative AI made it. */
bool zb_image_is_ai(VipsImage *image);

/* ---- resample.c ---- */

/* One axis of a separable filter: output i is the sum of weight[i * taps + t] * input[first[i] + t], t <
 * taps, in 14-bit fixed point; every row of weights sums to 1 << 14 exactly. */
struct zb_axis {
        int n, taps;
        int *first;
        int16_t *weights;
};

/* n outputs that cover [from, from + extent) of an input of n_in pixels (pixel i covers [i, i + 1)): Lanczos
 * of three lobes, widened when shrinking. Returns false when out of memory. */
bool zb_axis_init(struct zb_axis *axis, int n, int n_in, double from, double extent);
void zb_axis_fini(struct zb_axis *axis);
/* One row: pixels of `bands` bytes in; pixels of as many int16 with six fractional bits out. */
void zb_axis_row(const struct zb_axis *axis, const uint8_t *in, int bands, int16_t *out);
/* One output row i from rows[t] = input row first[i] + t, each of n values; clamped to bytes. */
void zb_axis_column(const struct zb_axis *axis, int i, int16_t *const *rows, size_t n, uint8_t *out);

#endif
