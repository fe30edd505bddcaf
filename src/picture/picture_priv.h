/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share. */
#ifndef ZB_PICTURE_PRIV_H
#define ZB_PICTURE_PRIV_H

#include <vips/vips.h>

#include "picture.h"

enum { ZB_MAX_SIDE = 30000, ZB_MAX_PIXELS = 200000000 };
enum { ZB_EIGHTH = 8 }; /* the least that a JPEG's decoder makes of it */

/* How a picture's rows are come by when its file does not give them from the top (straight.h). */
enum zb_crooked { ZB_IN_ORDER, ZB_BY_JPEG, ZB_BY_PNG, ZB_BY_WEBP, ZB_BY_VIPS };
struct zb_transcode {
        enum zb_crooked crooked;
        double memory; /* bytes that laying it down takes */
        bool laid;
        int fd;        /* the scratch file */
        char path[32]; /* by which it is opened again */
};

struct zb_picture {
        char *path;
        const char *loader; /* libvips' operation for this format */
        struct zb_picture_info info;
        int stored_w, stored_h; /* before EXIF orientation */
        int orientation;        /* EXIF, 1–8 */
        struct zb_transcode straight;
        /* An eighth of a JPEG, as the proof decoded it, so that measuring need not decode again: plain pixels
         * and their profile. NULL when it is not small. */
        uint8_t *eighth;
        int eighth_w, eighth_h, eighth_bands;
        uint8_t *icc;
        size_t icc_len;
};

/* ---- sniff.c ---- */

struct zb_picture_format {
        const char *name, *loader;
};

/* What the file is, by its first bytes alone. Errors: missing, no file, or something that is not a picture of
 * ours. */
enum zb_code zb_format_sniff(const char *path, const struct zb_picture_format **ret, struct zb_err *err);

/* ---- tiff.c ---- */

/* Whether a TIFF keeps its pixels in a way that libvips understands. */
bool zb_picture_tiff_is_plain(const char *path);
/* Bytes that a decoder holds at once, about. */
double zb_picture_tiff_memory(const char *path);

/* ---- load.c ---- */

/* Whether what libvips has to say is that memory has run out; then no picture is to blame. */
bool zb_vips_nomem(const char *words);

/* Opens lazily: the header is read, pixels come from top to bottom when a region asks. shrink: 1, 2, 4 or 8
 * for JPEG, 1 for all others. NULL: libvips refused, its words are in its error buffer. */
VipsImage *zb_image_load(const char *path, const char *loader, int shrink, VipsFailOn fail_on);
/* As 8-bit gray, RGB or CMYK without alpha: one, three or four bands, still lazy. Its ICC profile, if any, is
 * about these very numbers. Takes image over in every case. */
VipsImage *zb_image_plain(VipsImage *image);
enum zb_pixel_space zb_image_space(const VipsImage *plain);

/* The profile of its pixels, borrowed; NULL when it has none. */
const void *zb_image_icc(VipsImage *image, size_t *ret_len);

/* ---- origin.c ---- */

/* Whether the picture's metadata says that generative AI made it. */
bool zb_image_is_ai(VipsImage *image);

/* ---- resample.c ---- */

/* One axis of a separable filter: output i is the sum of weight[i * pitch + t] * input[first[i] + t], t <
 * taps, in 14-bit fixed point; every row of weights sums to 1 << 14 exactly and is zero from taps to pitch.
 */
enum { ZB_AXIS_STEP = 8 }; /* pitch is a multiple of it */
struct zb_axis {
        int n, taps, pitch;
        int *first;
        int16_t *weights;
};

/* n outputs that cover [from, from + extent) of an input of n_in pixels (pixel i covers [i, i + 1)): Lanczos
 * of three lobes, widened when shrinking. Returns false when out of memory. */
bool zb_axis_init(struct zb_axis *axis, int n, int n_in, double from, double extent);
void zb_axis_fini(struct zb_axis *axis);
/* n pixels of 1, 3 or 4 bands → a plane for each, `pitch` apart. */
void zb_planes_split(const uint8_t *in, int n, int bands, size_t pitch, uint8_t *out);
/* One output row i from rows[t] = input row first[i] + t, each of n bytes; with six fractional bits. */
void zb_axis_column(const struct zb_axis *axis, int i, const uint8_t *const *rows, size_t n, int16_t *out);
/* One row: planes, `plane` apart, in; pixels of `bands` clamped bytes out. Reads up to ZB_AXIS_STEP - 1
 * values beyond the last input, whatever they are. */
void zb_axis_row(const struct zb_axis *axis, const int16_t *in, size_t plane, int bands, uint8_t *out);

#endif
