/* SPDX-License-Identifier: Apache-2.0 */
/* tiff: TIFF 6.0 and BigTIFF in and out; the only room that knows libtiff. Rows pass in bounded memory, however a file is
 * laid out; what a stranger's file says is bounded.
 *
 * ```c
 * static bool is_board(const char *path, uint32_t width, uint32_t height)
 * {
 *         struct zb_tiff_layout layout;
 *         return zb_tiff_layout(path, &layout) && layout.width == width && layout.height == height;
 * }
 * ```
 */
#ifndef ZB_TIFF_H
#define ZB_TIFF_H

#include <sys/types.h>

#include "core.h"
#include "ink.h"

/* ---- in: a stranger's file ---- */

struct zb_tiff;
struct zb_tiff_voice {
        void (*warning)(void *ctx, const char *text, bool cut); /* cut: the file ends before what a tag says */
        void *ctx;
};

enum zb_tiff_mode {
        ZB_TIFF_BITMAP,
        ZB_TIFF_GRAY,
        ZB_TIFF_RGB,
        ZB_TIFF_INDEXED,
        ZB_TIFF_CMYK,
        ZB_TIFF_DEVICEN, /* inks of another set */
        ZB_TIFF_YCBCR,
        ZB_TIFF_LAB,
        ZB_TIFF_OTHER
};

/* What the first directory that is a picture of its own says. Strings and data live as long as the file. */
struct zb_tiff_head {
        int pages;         /* pictures of their own */
        bool big, layered; /* BigTIFF; Photoshop's layers lie in it */
        bool sound;        /* it has pixels, samples and tiles of a size */
        uint32_t width, height;
        int bits, samples;
        enum zb_tiff_mode mode;
        int colours;               /* samples that print; 0: who knows */
        int orientation;           /* 1–8 */
        enum zb_pixel_space space; /* of the rows that come */
        bool rows;                 /* rows can be made of it */
        const char *compression;   /* "LZW", … */
        bool readable;             /* that compression can be undone */
        double ppi_x, ppi_y;       /* of its own tags; NAN none */
        const uint8_t *photoshop;  /* image resources; NULL none */
        size_t photoshop_len;
        const void *icc, *xmp;
        size_t icc_len, xmp_len;
        const char *software; /* NULL none */
        const char *inks;     /* names, n_inks of them, each ended by a NUL; NULL none */
        int n_inks;
};

/* ZB_OK with *ret NULL: libtiff refused, fault says why. fd is borrowed. ZB_WORK: out of memory. */
enum zb_code zb_tiff_open(int fd, off_t size, const struct zb_tiff_voice *voice, struct zb_tiff **ret,
                          char fault[256], struct zb_err *err);
void zb_tiff_close(struct zb_tiff *tiff); /* takes NULL */
const struct zb_tiff_head *zb_tiff_head(const struct zb_tiff *tiff);

struct zb_tiff_end {
        enum { ZB_TIFF_WHOLE, ZB_TIFF_DAMAGED, ZB_TIFF_COMPLEX, ZB_TIFF_FOREIGN } how;
        uint32_t row;     /* from which on it is damaged */
        char fault[1024]; /* libtiff's words */
};
/* Brings the rows, eight bits a sample of head's space, from top to bottom, until the first damage. ZB_WORK: out of memory. */
enum zb_code zb_tiff_rows(struct zb_tiff *tiff, void (*rows)(void *ctx, const uint8_t *rows, size_t stride, int n),
                          void *ctx, struct zb_tiff_end *ret, struct zb_err *err);

/* ---- in: how the first directory of a file is laid out, as its decoder will see it ---- */

struct zb_tiff_layout {
        uint32_t width, height, rows_per_strip, tile_w, tile_h; /* tile_w 0: strips */
        int bits, samples;
        bool apart; /* each sample in a plane of its own */
        bool jpeg, compressed;
        bool ycbcr, foreign_inks;
};
/* false: libtiff cannot open it. */
bool zb_tiff_layout(const char *path, struct zb_tiff_layout *ret);

/* ---- out: CMYK in strips ---- */

enum zb_tiff_packing { ZB_TIFF_PACK_NONE, ZB_TIFF_PACK_LZW, ZB_TIFF_PACK_DEFLATE };
struct zb_tiff_image {
        const char *name; /* of the file, for complaints */
        struct zb_outfile *out;
        int width, height, strip_rows;
        double ppi;
        enum zb_tiff_packing packing; /* strips come packed so, with horizontal differences */
        bool big;                     /* BigTIFF: offsets of 64 bits */
        const char *title, *software;
        const char *date; /* "2026:11:22 00:00:00" */
        const void *xmp, *icc;
        size_t xmp_len, icc_len; /* icc NULL: none */
};
struct zb_tiff_writer;
/* After a failure *ret is to be freed too; NULL: out of memory. */
enum zb_code zb_tiff_create(const struct zb_tiff_image *image, struct zb_tiff_writer **ret, struct zb_err *err);
enum zb_code zb_tiff_strip(struct zb_tiff_writer *writer, uint32_t index, const void *data, size_t len,
                           struct zb_err *err);
enum zb_code zb_tiff_finish(struct zb_tiff_writer *writer, struct zb_err *err);
void zb_tiff_writer_free(struct zb_tiff_writer *writer); /* takes NULL */
/* One strip of CMYK, packed by LZW; appends. */
enum zb_code zb_tiff_lzw(const uint8_t *cmyk, int width, int rows, struct zb_buf *out, struct zb_err *err);

void zb_tiff_versions(struct zb_libraries *list);

#endif
