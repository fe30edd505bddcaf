/* SPDX-License-Identifier: Apache-2.0 */
/* jpeg: JPEG (ITU-T T.81) in and out; the only room that knows libjpeg. Pictures pass as rows of eight-bit samples, so
 * that none is ever held whole; what a stranger's file says is bounded. Adobe's inverted CMYK is turned by whoever has it.
 *
 * ```c
 * static const uint8_t *one_row(void *ctx, int y)
 * {
 *         return ctx;
 * }
 *
 * static enum zb_code encode_flat(uint8_t *row, int width, int height, struct zb_buf *out, struct zb_err *err)
 * {
 *         const struct zb_jpeg_image image = {.width = width, .height = height, .components = 3, .quality = 85};
 *         return zb_jpeg_encode(&image, one_row, row, out, err);
 * }
 * ```
 */
#ifndef ZB_JPEG_H
#define ZB_JPEG_H

#include <sys/types.h>

#include "core.h"

/* ---- out ---- */

struct zb_jpeg_image {
        int width, height;
        int components; /* 3: RGB, as YCbCr with halved chroma; 4: CMYK, untransformed (APP14 transform 0), 1 × 1 */
        int quality;    /* 1–100 */
        bool restart;   /* a restart marker ends each row of blocks */
};
/* Row y, which comes next, as the JPEG is to hold it: components × width samples that last until the next is asked for. */
typedef const uint8_t *zb_jpeg_row(void *ctx, int y);
/* Appends a whole JPEG, SOI to EOI. ZB_WORK: out of memory, or libjpeg's complaint. */
enum zb_code zb_jpeg_encode(const struct zb_jpeg_image *image, zb_jpeg_row *row, void *ctx, struct zb_buf *out,
                            struct zb_err *err);

/* ---- in ---- */

/* The quality, 1–100, that the luminance table (number 0) of a DQT segment's payload was made with; 0: it is not there. */
int zb_jpeg_table_quality(const uint8_t *segment, size_t len);
/* Of a JPEG in memory (a PDF's): its quality, and whether its XMP says that generative AI made it; each only ever set. */
void zb_jpeg_says(const uint8_t *data, size_t len, int *quality, bool *ai);

struct zb_jpeg_frame { /* the rows that are about to come */
        int width, height, components;
        int denominator; /* 1, 2, 4, 8: by which the picture was made smaller */
};
struct zb_jpeg_reading {
        int fd;
        /* The frame is known: whether its picture comes in several scans (SOF2), its samples. */
        bool progressive;
        double samples;
        /* By how much a picture of that size may be made smaller while it is decoded: 1, 2, 4 or 8. */
        int (*smaller)(void *ctx, int width, int height);
        enum zb_code (*open)(void *ctx, const struct zb_jpeg_frame *frame, struct zb_err *err);
        void (*rows)(void *ctx, uint8_t *rows, size_t stride, int n); /* may be written to */
        void (*warning)(void *ctx, const char *text);
        void *ctx;
};
struct zb_jpeg_end {
        bool damaged, nomem;
        double done;     /* share of the rows that came before the damage */
        char fault[200]; /* libjpeg's words; "": the file ends too soon */
};
/* Decodes from the top until the first damage. Pictures in several scans are not held: where their coefficients would be
 * too many, the first of each block is kept and the picture comes at an eighth. Fails as `open` does, or with ZB_WORK. */
enum zb_code zb_jpeg_decode(const struct zb_jpeg_reading *reading, struct zb_jpeg_end *ret, struct zb_err *err);

/* A JPEG in several scans (most often: progressive) as one in a single scan, coefficient for coefficient, written to fd;
 * its coefficients lie in a scratch file meanwhile. *ret_sound: whether it decoded without a complaint, and only then is
 * there a file. ZB_WORK when the work could not be done. */
enum zb_code zb_jpeg_straighten(const char *path, int fd, bool *ret_sound, struct zb_err *err);

void zb_jpeg_versions(struct zb_libraries *list);

#endif
