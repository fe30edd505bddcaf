/* SPDX-License-Identifier: Apache-2.0 */
/* tiff, private: tiff_open.c holds libtiff, tiff_head.c reads the tags, tiff_rows.c brings the rows, tiff_pixel.c makes them
 * grey, RGB or CMYK of eight bits. */
#ifndef ZB_TIFF_CODEC_PRIV_H
#define ZB_TIFF_CODEC_PRIV_H

#include <tiffio.h>

#include "tiff.h"

/* ---- libtiff (tiff_open.c) ---- */

struct tiff_file {
        int fd;
        off_t size;
        struct zb_tiff_voice voice;
        TIFF *tif;
        uint64_t at;     /* where libtiff reads next */
        bool map;        /* hand libtiff the file as memory, so that a strip need not be loaded whole */
        char fault[256]; /* its first error */
};

/* ZB_OK with file->tif NULL: libtiff refused; file->fault says why. file's fd, size, voice and map are the caller's. */
enum zb_code tiff_file_open(struct tiff_file *file, uint32_t directory, struct zb_err *err);
/* Goes to a directory, from which on JPEG's YCbCr is told and read as RGB. false: it cannot be read. */
bool tiff_file_go(struct tiff_file *file, uint32_t directory);
void tiff_file_close(struct tiff_file *file);

/* ---- the pixels of one directory ---- */

enum { TIFF_MOST_PLANES = 5 }; /* four plates and alpha */

struct tiff_image {
        uint32_t w, h;
        uint16_t bits, spp, format, photometric, planar, compression, orientation, fill_order;
        uint32_t rows_per_strip, tile_w, tile_h; /* tile_w 0: strips */
        int colours;                             /* samples that print: 1, 3, 4 */
        int alpha;                               /* index of its sample, -1 none */
        bool premultiplied;
        bool min_is_white;
        bool by_libtiff; /* YCbCr, Lab …: libtiff makes RGB of it, a strip or tile at a time */
        const uint16_t *palette[3];
        int palette_n;
        enum zb_pixel_space space; /* of the rows that come of it */
};

/* Rows as they are decoded: where each sample stands. */
struct tiff_rows {
        const uint8_t *first[TIFF_MOST_PLANES]; /* of each sample, at the first row; bits < 8: the row */
        size_t stride;                          /* bytes from row to row */
        size_t step;                            /* samples from pixel to pixel */
};

struct zb_tiff {
        struct tiff_file file;
        struct tiff_image image;
        struct zb_tiff_head head;
};
void tiff_head_read(struct zb_tiff *tiff); /* the first directory that is a picture of its own */

/* One row of `width` pixels → image->space, eight bits. work: 5 × width bytes. */
void tiff_pixels(const struct tiff_image *image, const struct tiff_rows *rows, uint32_t row, uint32_t width,
                 uint8_t *work, uint8_t *out);
/* Whether decoded rows need nothing done to them. */
bool tiff_is_plain(const struct tiff_image *image);

#endif
