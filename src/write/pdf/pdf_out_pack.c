/* SPDX-License-Identifier: Apache-2.0 */
/* A picture's pixels: from the raster or from a decoder of our own through PNG's Paeth filter into a deflate
 * stream. zlib is given the same stretches of rows however the rows come, so that the bytes do not depend on
 * what else is written or on how many threads there are.
 *
 * Measured on CMYK boards at 300 ppi: Paeth beats Sub, Up and a choice by row, or equals it; behind it zlib's
 * run lengths (Z_RLE) give smaller files than its levels 1 to 4, on photographs and on drawings, in two
 * thirds of the time. zlib, not the quicker ISA-L that packs TIFF: the same spec must give the same PDF to
 * the byte, on any machine, and ISA-L's bytes are its own affair on each kind of processor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "deflate.h"
#include "pdf_out_priv.h"

enum { INKS = 4, FILTER_PAETH = 4, STRETCH_BYTES = 256 << 10, PIECE = 256 << 10 };

struct pdf_packer {
        struct zb_deflater *z;
        uint8_t *raw;      /* a stretch of filtered rows, each behind its filter's byte */
        int rows, waiting; /* of a stretch; of them filtered */
        int left;          /* rows of the picture to come */
        uint8_t *up;       /* the last row */
        size_t stride;
        struct spool *spool;
        struct pdf_packed *out;
        size_t len; /* of the piece */
        uint8_t piece[PIECE];
};

ZB_INLINE int16_t distance(int16_t v)
{
        return v < 0 ? (int16_t)-v : v;
}

/* PNG (ISO 15948) 9.4, without a branch: compilers make vectors of it. */
ZB_CLONES static void paeth(const uint8_t *restrict row, const uint8_t *restrict up, size_t n, uint8_t *restrict out)
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
static enum zb_code pack_spool(struct pdf_packer *pack, struct zb_err *err)
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
        enum zb_code code = spool_put(pack->spool, pack->piece, pack->len, &out->pieces[out->n], err);
        out->n += !code;
        out->bytes += pack->len;
        pack->len = 0;
        return code;
}

/* Deflates the stretch. */
static enum zb_code pack_stretch(struct pdf_packer *pack, struct zb_err *err)
{
        zb_deflater_give(pack->z, pack->raw, (size_t)pack->waiting * (pack->stride + 1));
        pack->waiting = 0;
        for (;;) {
                enum zb_deflated got = zb_deflater_take(pack->z, !pack->left, pack->piece, PIECE, &pack->len);
                if (got == ZB_DEFLATE_FAILED)
                        return zb_err_say(err, ZB_WORK, NULL, "data cannot be deflated (%d)", (int)got);
                bool full = pack->len == PIECE;
                enum zb_code code = full || got == ZB_DEFLATE_END ? pack_spool(pack, err) : ZB_OK;
                if (code || !full)
                        return code;
        }
}

static enum zb_code pack_rows(struct pdf_packer *pack, const uint8_t *cmyk, int n, struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        const uint8_t *up = pack->up;
        for (int i = 0; i < n && !code; i++) {
                const uint8_t *row = cmyk + (size_t)i * pack->stride;
                uint8_t *raw = pack->raw + (size_t)pack->waiting++ * (pack->stride + 1);
                raw[0] = FILTER_PAETH;
                paeth(row, up, pack->stride, raw + 1);
                up = row;
                pack->left--;
                if (pack->waiting == pack->rows || !pack->left)
                        code = pack_stretch(pack, err);
        }
        if (n > 0)
                memcpy(pack->up, up, pack->stride);
        pack->out->whole = !code && !pack->left;
        return code;
}

/* ---- one picture's packer ---- */

static enum zb_code packer_new(const struct pdf_images *images, struct pdf_image *image, struct zb_err *err)
{
        struct pdf_packer *pack = calloc(1, sizeof *pack);
        if (!pack)
                return zb_err_nomem(err);
        image->packer = pack;
        pack->stride = (size_t)image->what.width * INKS;
        pack->rows = 1 + (int)(STRETCH_BYTES / pack->stride);
        pack->left = image->what.height;
        pack->spool = images->spool;
        pack->out = &image->packed;
        pack->raw = malloc((size_t)pack->rows * (pack->stride + 1));
        pack->up = calloc(1, pack->stride);
        pack->z = zb_deflater_new();
        return pack->raw && pack->up && pack->z ? ZB_OK : zb_err_nomem(err);
}

void zb_pdf_packer_free(struct pdf_packer *packer)
{
        if (!packer)
                return;
        zb_deflater_free(packer->z);
        free(packer->raw);
        free(packer->up);
        free(packer);
}

static void packer_close(struct pdf_image *image)
{
        zb_pdf_packer_free(image->packer);
        image->packer = NULL;
}

/* ---- from the raster ---- */

/* Of pictures with the same pixels the first stands in the list. */
static struct pdf_image *find_image(const struct pdf_images *images, const struct zb_raster_picture *what)
{
        for (size_t i = 0; i < images->n; i++) {
                struct pdf_image *image = &images->list[i];
                if (image->on_page && image->what.picture == what->picture && image->what.x == what->x &&
                    image->what.y == what->y && image->what.width == what->width &&
                    image->what.height == what->height &&
                    memcmp(&image->what.crop, &what->crop, sizeof what->crop) == 0)
                        return image;
        }
        return NULL;
}

enum zb_code zb_pdf_take(void *ctx, const struct zb_raster_picture *picture, int at, int rows, const uint8_t *cmyk,
                         struct zb_err *err)
{
        const struct pdf_images *images = ctx;
        struct pdf_image *image = find_image(images, picture);
        if (!image)
                return ZB_OK;
        enum zb_code code = at == 0 ? packer_new(images, image, err) : ZB_OK;
        if (!code)
                code = pack_rows(image->packer, cmyk, rows, err);
        if (image->packed.whole)
                packer_close(image);
        return code;
}

/* ---- from the file ---- */

static enum zb_code pack_all(struct pdf_packer *pack, struct zb_picture_stream *stream, struct zb_err *err)
{
        uint8_t *cmyk = malloc((size_t)pack->rows * pack->stride);
        enum zb_code code = cmyk ? ZB_OK : zb_err_nomem(err);
        while (pack->left && !code) {
                int n = pack->left < pack->rows ? pack->left : pack->rows;
                code = zb_picture_stream_read(stream, cmyk, n, err);
                if (!code)
                        code = pack_rows(pack, cmyk, n, err);
        }
        free(cmyk);
        return code;
}

enum zb_code zb_pdf_pack(const struct pdf_images *images, struct pdf_image *image, struct zb_err *err)
{
        if (image->packed.whole)
                return ZB_OK;
        const struct zb_raster_picture *what = &image->what;
        const struct zb_write_options *options = images->options;
        struct zb_picture_stream *stream = NULL;
        enum zb_code code = packer_new(images, image, err);
        if (!code)
                code = zb_picture_stream_open(what->picture, what->crop, what->width, what->height, options->profile,
                                              options->max_total, what->turned_bytes, &stream, err);
        if (!code)
                code = pack_all(image->packer, stream, err);
        zb_picture_stream_free(stream);
        packer_close(image);
        if (code && err && !err->place[0])
                snprintf(err->place, sizeof err->place, "%s", zb_picture_path(what->picture));
        return code;
}
