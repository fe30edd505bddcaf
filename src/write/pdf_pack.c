/* SPDX-License-Identifier: Apache-2.0 */
/* A picture's pixels: from the decoder through PNG's Paeth filter into a deflate stream, a stretch of rows at
 * a time. One picture is one thread's, so the bytes do not depend on how many threads there are.
 *
 * Measured on CMYK boards at 300 ppi: Paeth beats Sub, Up and a choice by row, or equals it. zlib, not the
 * quicker ISA-L that packs TIFF: the same spec must give the same PDF to the byte, and ISA-L's choice between
 * matches of equal length was seen to change from run to run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "pdf_priv.h"

enum { INKS = 4, FILTER_PAETH = 4, STRETCH_BYTES = 256 << 10, ZLIB_LEVEL = 2 };

struct pack {
        z_stream z;
        bool last;    /* no rows follow */
        uint8_t *raw; /* filtered rows, each behind its filter's byte */
        uint8_t *up;  /* the row above the next stretch */
        size_t stride;
        int height;
        struct zb_buf *out;
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
                uint8_t near = (uint8_t)((to_a <= to_b) & (to_a <= to_c) ? a : other);
                out[i] = (uint8_t)(row[i] - near);
        }
}

/* Deflates what z has been given; the output grows in steps that depend on nothing but its length. */
static enum zb_code pack_run(struct pack *pack, struct zb_err *err)
{
        uint8_t piece[64 << 10];
        do {
                pack->z.next_out = piece;
                pack->z.avail_out = sizeof piece;
                int status = deflate(&pack->z, pack->last ? Z_FINISH : Z_NO_FLUSH);
                if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
                        return zb_err_set(err, ZB_WORK, NULL, "数据无法压缩（%d）",
                                          "data cannot be deflated (%d)", status);
                zb_buf_put(pack->out, piece, sizeof piece - pack->z.avail_out);
        } while (pack->z.avail_out == 0);
        return pack->out->failed ? zb_err_nomem(err) : ZB_OK;
}

static enum zb_code pack_take(void *ctx, uint8_t *cmyk, int y, int n, struct zb_err *err)
{
        struct pack *pack = ctx;
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
        pack->last = y + n == pack->height;
        return pack_run(pack, err);
}

enum zb_code zb_pdf_pack(const struct pdf *pdf, const struct pdf_image *image, struct zb_buf *out,
                         struct zb_err *err)
{
        size_t stride = (size_t)image->width * INKS;
        int rows = 1 + (int)(STRETCH_BYTES / stride);
        struct pack *pack = calloc(1, sizeof *pack);
        uint8_t *raw = malloc((size_t)rows * (stride + 1)), *up = calloc(1, stride);
        enum zb_code code = ZB_OK;
        bool open = pack && raw && up && deflateInit(&pack->z, ZLIB_LEVEL) == Z_OK;
        if (open) {
                pack->raw = raw;
                pack->up = up;
                pack->stride = stride;
                pack->height = image->height;
                pack->out = out;
                code = zb_picture_rows(image->placed->picture, image->placed->crop, image->width,
                                       image->height, pdf->options->profile, pdf->options->max_total, rows,
                                       pack_take, pack, err);
                if (code && err && !err->place[0])
                        snprintf(err->place, sizeof err->place, "%s",
                                 zb_picture_path(image->placed->picture));
        } else {
                code = zb_err_nomem(err);
        }
        if (open)
                deflateEnd(&pack->z);
        free(pack);
        free(raw);
        free(up);
        return code;
}
