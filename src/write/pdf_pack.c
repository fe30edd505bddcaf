/* SPDX-License-Identifier: Apache-2.0 */
/* A picture's pixels: from the decoder through PNG's Paeth filter into a deflate stream, a stretch of rows at
 * a time. One picture is one thread's, so the bytes do not depend on how many threads there are.
 *
 * Measured on CMYK boards at 300 ppi: Paeth beats Sub, Up and a choice by row, or equals it; behind it zlib's
 * run lengths (Z_RLE) give smaller files than its levels 1 to 4, on photographs and on drawings, in two
 * thirds of the time. zlib, not the quicker ISA-L that packs TIFF: the same spec must give the same PDF to
 * the byte, on any machine, and ISA-L's bytes are its own affair on each kind of processor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "pdf_priv.h"

enum { INKS = 4, FILTER_PAETH = 4, STRETCH_BYTES = 256 << 10, PIECE = 256 << 10 };

/* Of a picture that lies turned in its file, so much is kept. */
#define TURNED_BYTES (48UL << 20)

struct pack {
        z_stream z;
        bool last;    /* no rows follow */
        uint8_t *raw; /* filtered rows, each behind its filter's byte */
        uint8_t *up;  /* the row above the next stretch */
        size_t stride;
        struct spool *spool;
        struct pdf_packed *out;
        uint8_t piece[PIECE];
};

ZB_INLINE int16_t distance(int16_t v)
{
        return v < 0 ? (int16_t)-v : v;
}

/* PNG (ISO 15948) 9.4, without a branch: compilers make vectors of it. */
ZB_CLONES static void paeth(const uint8_t *restrict row, const uint8_t *restrict up, size_t n,
                            uint8_t *restrict out)
{
        for (size_t i = 0; i < INKS; i++)
                out[i] = (uint8_t)(row[i] - up[i]);
        for (size_t i = INKS; i < n; i++) {
                int16_t a = row[i - INKS], b = up[i], c = up[i - INKS];
                int16_t to_a = distance((int16_t)(b - c)), to_b = distance((int16_t)(a - c));
                int16_t to_c = distance((int16_t)(a + b - 2 * c));
                uint8_t other = (uint8_t)(to_b <= to_c ? b : c);
                uint8_t near = (uint8_t)(((to_a <= to_b) & (to_a <= to_c)) ? a : other);
                out[i] = (uint8_t)(row[i] - near);
        }
}

/* The piece goes to the spool when it is full, or ends the picture. */
static enum zb_code pack_spool(struct pack *pack, struct zb_err *err)
{
        struct pdf_packed *out = pack->out;
        if (out->n == out->cap) {
                size_t cap = out->cap * 2 + 16;
                struct spool_piece *pieces = realloc(out->pieces, cap * sizeof *pieces);
                if (!pieces)
                        return zb_err_nomem(err);
                out->pieces = pieces;
                out->cap = cap;
        }
        size_t len = PIECE - pack->z.avail_out;
        enum zb_code code = spool_put(pack->spool, pack->piece, len, &out->pieces[out->n], err);
        out->n += !code;
        out->bytes += len;
        pack->z.next_out = pack->piece;
        pack->z.avail_out = PIECE;
        return code;
}

/* Deflates what z has been given. */
static enum zb_code pack_run(struct pack *pack, struct zb_err *err)
{
        for (;;) {
                int status = deflate(&pack->z, pack->last ? Z_FINISH : Z_NO_FLUSH);
                if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
                        return zb_err_set(err, ZB_WORK, NULL, "数据无法压缩（%d）",
                                          "data cannot be deflated (%d)", status);
                bool full = pack->z.avail_out == 0;
                enum zb_code code = full || status == Z_STREAM_END ? pack_spool(pack, err) : ZB_OK;
                if (code || !full)
                        return code;
        }
}

static enum zb_code pack_rows(struct pack *pack, const uint8_t *cmyk, int n, struct zb_err *err)
{
        const uint8_t *up = pack->up;
        for (int i = 0; i < n; i++) {
                const uint8_t *row = cmyk + (size_t)i * pack->stride;
                uint8_t *raw = pack->raw + (size_t)i * (pack->stride + 1);
                raw[0] = FILTER_PAETH;
                paeth(row, up, pack->stride, raw + 1);
                up = row;
        }
        memcpy(pack->up, up, pack->stride);
        pack->z.next_in = pack->raw;
        pack->z.avail_in = (uint32_t)((size_t)n * (pack->stride + 1));
        return pack_run(pack, err);
}

static enum zb_code pack_all(struct pack *pack, struct zb_picture_stream *stream, uint8_t *cmyk, int rows,
                             int height, struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        for (int y = 0, n; y < height && !code; y += n) {
                n = height - y < rows ? height - y : rows;
                pack->last = y + n == height;
                code = zb_picture_stream_read(stream, cmyk, n, err);
                if (!code)
                        code = pack_rows(pack, cmyk, n, err);
        }
        return code;
}

static enum zb_code pack_picture(struct pack *pack, const struct pdf *pdf, const struct pdf_image *image,
                                 struct zb_err *err)
{
        int rows = 1 + (int)(STRETCH_BYTES / pack->stride);
        struct zb_picture_stream *stream = NULL;
        pack->raw = malloc((size_t)rows * (pack->stride + 1));
        pack->up = calloc(1, pack->stride);
        uint8_t *cmyk = malloc((size_t)rows * pack->stride);
        enum zb_code code =
                pack->raw && pack->up && cmyk
                        ? zb_picture_stream_open(image->placed->picture, image->placed->crop, image->width,
                                                 image->height, pdf->options->profile,
                                                 pdf->options->max_total, TURNED_BYTES, &stream, err)
                        : zb_err_nomem(err);
        if (!code)
                code = pack_all(pack, stream, cmyk, rows, image->height, err);
        zb_picture_stream_free(stream);
        free(cmyk);
        free(pack->raw);
        free(pack->up);
        return code;
}

enum zb_code zb_pdf_pack(const struct pdf *pdf, const struct pdf_image *image, struct spool *spool,
                         struct pdf_packed *out, struct zb_err *err)
{
        struct pack *pack = calloc(1, sizeof *pack);
        if (!pack)
                return zb_err_nomem(err);
        pack->stride = (size_t)image->width * INKS;
        pack->spool = spool;
        pack->out = out;
        pack->z.next_out = pack->piece;
        pack->z.avail_out = PIECE;
        enum zb_code code;
        if (deflateInit2(&pack->z, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS, MAX_MEM_LEVEL, Z_RLE) == Z_OK) {
                code = pack_picture(pack, pdf, image, err);
                deflateEnd(&pack->z);
        } else {
                code = zb_err_nomem(err);
        }
        if (code && err && !err->place[0])
                snprintf(err->place, sizeof err->place, "%s", zb_picture_path(image->placed->picture));
        free(pack);
        return code;
}
