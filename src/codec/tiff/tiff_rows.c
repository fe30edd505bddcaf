/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a TIFF in bounded memory, however it is laid out. What is not compressed is read by ourselves
 * in blocks of a few megabytes, so that one strip of 780 MB costs no more than many small ones; other strips
 * and tiles come from libtiff, whole where they are small and row by row where they are not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tiff_codec_priv.h"

enum { BLOCK_BYTES = 4 << 20, STRIP_MOST = 32 << 20, TILES_MOST = 128 << 20, RGBA_MOST = 256 << 20 };

struct reading {
        struct tiff_file *file;
        const struct tiff_image *image;
        void (*give)(void *ctx, const uint8_t *rows, size_t stride, int n);
        void *ctx;
        struct zb_tiff_end *end;
        uint8_t *block, *work, *out; /* decoded samples; five planes of a row; rows of eight bits */
        size_t row_bytes;            /* of one plane, or of all samples together */
        int planes;                  /* that are read: 1 when together */
        uint32_t out_rows, y;
};

static enum zb_code tiff_rows_damaged(struct reading *r)
{
        r->end->how = ZB_TIFF_DAMAGED;
        r->end->row = r->y;
        snprintf(r->end->fault, sizeof r->end->fault, "%s", r->file->fault);
        return ZB_OK;
}

static enum zb_code complicated(struct reading *r)
{
        r->end->how = ZB_TIFF_COMPLEX;
        return ZB_OK;
}

/* Sample i of the planes that are read: the plates, then alpha. */
static int sample_of(const struct tiff_image *image, int i)
{
        return i < image->colours ? i : image->alpha;
}

/* n decoded rows → the survey. block: first sample of the first row; plane: bytes from plane to plane. */
static void deliver(struct reading *r, const uint8_t *block, size_t stride, size_t plane, uint32_t n)
{
        const struct tiff_image *image = r->image;
        size_t out_row = (size_t)image->w * (image->space == ZB_GRAY8 ? 1 : image->space == ZB_RGB8 ? 3 : 4);
        if (n > image->h - r->y)
                n = image->h - r->y;
        r->y += n;
        if (tiff_is_plain(image)) {
                r->give(r->ctx, block, stride, (int)n);
                return;
        }
        bool together = image->planar == PLANARCONFIG_CONTIG;
        struct tiff_rows rows = {.stride = stride, .step = together ? image->spp : 1};
        for (int i = 0; i < image->colours; i++)
                rows.first[i] = !together         ? block + (size_t)i * plane
                                : image->bits < 8 ? block
                                                  : block + (size_t)i * image->bits / 8;
        if (image->alpha >= 0)
                rows.first[4] = !together         ? block + (size_t)image->colours * plane
                                : image->bits < 8 ? block
                                                  : block + (size_t)image->alpha * image->bits / 8;
        for (uint32_t done = 0; done < n;) {
                uint32_t now = n - done < r->out_rows ? n - done : r->out_rows;
                for (uint32_t i = 0; i < now; i++)
                        tiff_pixels(image, &rows, done + i, image->w, r->work, r->out + i * out_row);
                r->give(r->ctx, r->out, out_row, (int)now);
                done += now;
        }
}

/* ---- not compressed ---- */

static bool read_at(struct reading *r, uint64_t at, uint8_t *to, size_t n)
{
        while (n > 0) {
                ssize_t got = at > INT64_MAX ? -1 : pread(r->file->fd, to, n, (off_t)at);
                if (got <= 0)
                        return false;
                to += got;
                at += (uint64_t)got;
                n -= (size_t)got;
        }
        return true;
}

static void swap(const struct tiff_image *image, uint8_t *data, size_t bytes)
{
        if (image->bits == 16)
                TIFFSwabArrayOfShort((uint16_t *)(void *)data, (tmsize_t)(bytes / 2));
        else if (image->bits == 32)
                TIFFSwabArrayOfLong((uint32_t *)(void *)data, (tmsize_t)(bytes / 4));
        else if (image->bits == 64)
                TIFFSwabArrayOfLong8((uint64_t *)(void *)data, (tmsize_t)(bytes / 8));
}

static enum zb_code read_plain(struct reading *r, struct zb_err *err)
{
        const struct tiff_image *image = r->image;
        TIFF *tif = r->file->tif;
        uint32_t per_strip = image->rows_per_strip, strips = (image->h - 1) / per_strip + 1;
        size_t most = BLOCK_BYTES / r->row_bytes / (size_t)r->planes;
        uint32_t at_once = most < 1 ? 1 : most < per_strip ? (uint32_t)most : per_strip;
        size_t plane = r->row_bytes * at_once;
        bool swapped = TIFFIsByteSwapped(tif) != 0;
        r->block = malloc(plane * (size_t)r->planes);
        if (!r->block)
                return zb_err_nomem(err);
        for (uint32_t strip = 0; strip < strips; strip++) {
                uint32_t rows = image->h - r->y < per_strip ? image->h - r->y : per_strip;
                for (uint32_t done = 0, now; done < rows; done += now) {
                        now = rows - done < at_once ? rows - done : at_once;
                        for (int p = 0; p < r->planes; p++) {
                                uint32_t index = strip + (r->planes > 1 ? (uint32_t)sample_of(image, p) * strips : 0);
                                uint64_t at = TIFFGetStrileOffset(tif, index) + done * (uint64_t)r->row_bytes;
                                uint8_t *to = r->block + (size_t)p * plane;
                                if (!TIFFGetStrileOffset(tif, index) || !read_at(r, at, to, r->row_bytes * now))
                                        return tiff_rows_damaged(r);
                                if (swapped)
                                        swap(image, to, r->row_bytes * now);
                        }
                        deliver(r, r->block, r->row_bytes, plane, now);
                }
        }
        return ZB_OK;
}

/* ---- strips ---- */

static enum zb_code read_strips(struct reading *r, size_t strip_bytes, struct zb_err *err)
{
        const struct tiff_image *image = r->image;
        uint32_t strips = (image->h - 1) / image->rows_per_strip + 1;
        r->block = calloc(strip_bytes, (size_t)r->planes); /* a short strip leaves its rest blank */
        if (!r->block)
                return zb_err_nomem(err);
        for (uint32_t strip = 0; strip < strips; strip++) {
                for (int p = 0; p < r->planes; p++) {
                        uint32_t index = strip + (r->planes > 1 ? (uint32_t)sample_of(image, p) * strips : 0);
                        if (TIFFReadEncodedStrip(r->file->tif, index, r->block + (size_t)p * strip_bytes,
                                                 (tmsize_t)strip_bytes) < 0)
                                return tiff_rows_damaged(r);
                }
                deliver(r, r->block, r->row_bytes, strip_bytes, image->rows_per_strip);
        }
        return ZB_OK;
}

/* One handle a plane, so that each goes through its own strips once. */
static enum zb_code read_lines(struct reading *r, struct zb_err *err)
{
        struct tiff_file files[TIFF_MOST_PLANES] = {0};
        uint32_t directory = TIFFCurrentDirectory(r->file->tif);
        enum zb_code code = ZB_OK;
        r->block = calloc(r->row_bytes, (size_t)r->planes);
        if (!r->block)
                return zb_err_nomem(err);
        for (int p = 0; p < r->planes && !code; p++) {
                files[p] = (struct tiff_file){
                        .fd = r->file->fd, .size = r->file->size, .voice = r->file->voice, .map = true};
                code = tiff_file_open(&files[p], directory, err);
        }
        while (!code && r->y < r->image->h) {
                for (int p = 0; p < r->planes; p++) {
                        uint16_t sample = r->planes > 1 ? (uint16_t)sample_of(r->image, p) : 0;
                        if (files[p].tif &&
                            TIFFReadScanline(files[p].tif, r->block + (size_t)p * r->row_bytes, r->y, sample) >= 0)
                                continue;
                        memcpy(r->file->fault, files[p].fault, sizeof r->file->fault);
                        code = tiff_rows_damaged(r);
                        goto out;
                }
                deliver(r, r->block, r->row_bytes, r->row_bytes, 1);
        }
out:
        for (int p = 0; p < r->planes; p++)
                tiff_file_close(&files[p]);
        return code;
}

/* ---- tiles ---- */

static enum zb_code read_tiles(struct reading *r, struct zb_err *err)
{
        const struct tiff_image *image = r->image;
        TIFF *tif = r->file->tif;
        tmsize_t tile_bytes = TIFFTileSize(tif), tile_row = TIFFTileRowSize(tif);
        size_t across = (image->w - 1) / image->tile_w + 1, stride = across * (size_t)tile_row,
               plane = stride * image->tile_h;
        if (tile_bytes <= 0 || tile_row <= 0 || stride > TILES_MOST || plane > TILES_MOST / (size_t)r->planes ||
            tile_bytes > TILES_MOST || (size_t)tile_bytes < (size_t)tile_row * image->tile_h ||
            (size_t)image->tile_w * image->bits * (r->planes > 1 ? 1 : image->spp) % 8)
                return complicated(r);
        r->block = malloc(plane * (size_t)r->planes + (size_t)tile_bytes);
        if (!r->block)
                return zb_err_nomem(err);
        uint8_t *tile = r->block + plane * (size_t)r->planes;
        for (uint32_t y = 0; y < image->h; y += image->tile_h) {
                for (int p = 0; p < r->planes; p++)
                        for (size_t i = 0; i < across; i++) {
                                uint32_t x = (uint32_t)i * image->tile_w;
                                uint16_t sample = r->planes > 1 ? (uint16_t)sample_of(image, p) : 0;
                                if (TIFFReadTile(tif, tile, x, y, 0, sample) < 0)
                                        return tiff_rows_damaged(r);
                                uint8_t *to = r->block + (size_t)p * plane + i * (size_t)tile_row;
                                for (uint32_t row = 0; row < image->tile_h; row++)
                                        memcpy(to + row * stride, tile + row * (size_t)tile_row, (size_t)tile_row);
                        }
                deliver(r, r->block, stride, plane, image->tile_h);
        }
        return ZB_OK;
}

/* ---- what libtiff turns into RGB ---- */

/* Its rows come bottom first, red in the lowest byte. */
static void take_rgba(struct reading *r, const uint32_t *raster, uint32_t raster_w, uint32_t rows, uint32_t x0,
                      uint8_t *out)
{
        const struct tiff_image *image = r->image;
        uint32_t n = image->w - x0 < raster_w ? image->w - x0 : raster_w;
        for (uint32_t y = 0; y < rows; y++) {
                const uint32_t *px = raster + (size_t)(rows - 1 - y) * raster_w;
                uint8_t *to = out + ((size_t)y * image->w + x0) * 3;
                for (uint32_t x = 0; x < n; x++, to += 3) {
                        to[0] = (uint8_t)TIFFGetR(px[x]);
                        to[1] = (uint8_t)TIFFGetG(px[x]);
                        to[2] = (uint8_t)TIFFGetB(px[x]);
                }
        }
}

static enum zb_code read_rgba(struct reading *r, struct zb_err *err)
{
        const struct tiff_image *image = r->image;
        TIFF *tif = r->file->tif;
        uint32_t part_w = image->tile_w ? image->tile_w : image->w,
                 part_h = image->tile_w ? image->tile_h : image->rows_per_strip;
        part_h = part_h > image->h && !image->tile_w ? image->h : part_h;
        size_t pixels = (size_t)part_w * part_h, band = (size_t)image->w * part_h;
        char why[1024] = "";
        if (!TIFFRGBAImageOK(tif, why)) {
                r->end->how = ZB_TIFF_FOREIGN;
                memcpy(r->end->fault, why, sizeof why);
                return ZB_OK;
        }
        if (pixels > RGBA_MOST / 4 || band > RGBA_MOST / 3)
                return complicated(r);
        r->block = malloc(pixels * 4 + band * 3);
        if (!r->block)
                return zb_err_nomem(err);
        uint32_t *raster = (uint32_t *)(void *)r->block;
        uint8_t *rgb = r->block + pixels * 4;
        while (r->y < image->h) {
                uint32_t rows = image->h - r->y < part_h ? image->h - r->y : part_h;
                for (uint32_t x = 0; x < image->w; x += part_w) {
                        int ok = image->tile_w ? TIFFReadRGBATileExt(tif, x, r->y, raster, 1)
                                               : TIFFReadRGBAStripExt(tif, r->y, raster, 1);
                        if (!ok)
                                return tiff_rows_damaged(r);
                        take_rgba(r, image->tile_w ? raster + (size_t)(part_h - rows) * part_w : raster, part_w, rows,
                                  x, rgb);
                }
                r->give(r->ctx, rgb, (size_t)image->w * 3, (int)rows);
                r->y += rows;
        }
        return ZB_OK;
}

/* ---- which way ---- */

static enum zb_code read_any(struct reading *r, struct zb_err *err)
{
        const struct tiff_image *image = r->image;
        if (image->by_libtiff)
                return read_rgba(r, err);
        if (image->tile_w)
                return read_tiles(r, err);
        tmsize_t row = TIFFScanlineSize(r->file->tif);
        if (row <= 0)
                return tiff_rows_damaged(r);
        r->row_bytes = (size_t)row;
        if (r->row_bytes > STRIP_MOST)
                return complicated(r);
        if (image->compression == COMPRESSION_NONE && image->bits >= 8 && image->fill_order == FILLORDER_MSB2LSB)
                return read_plain(r, err);
        size_t strip = r->row_bytes * (size_t)(image->rows_per_strip < image->h ? image->rows_per_strip : image->h);
        if (strip <= STRIP_MOST / (size_t)r->planes)
                return read_strips(r, strip, err);
        return read_lines(r, err);
}

enum zb_code zb_tiff_rows(struct zb_tiff *tiff, void (*rows)(void *ctx, const uint8_t *rows, size_t stride, int n),
                          void *ctx, struct zb_tiff_end *ret, struct zb_err *err)
{
        const struct tiff_image *image = &tiff->image;
        *ret = (struct zb_tiff_end){.how = ZB_TIFF_WHOLE};
        struct reading r = {.file = &tiff->file,
                            .image = image,
                            .give = rows,
                            .ctx = ctx,
                            .end = ret,
                            .planes = 1,
                            .out_rows = 16};
        if (image->planar == PLANARCONFIG_SEPARATE && image->spp > 1)
                r.planes = image->colours + (image->alpha >= 0);
        r.work = malloc((size_t)image->w * 5);
        r.out = malloc((size_t)image->w * 4 * r.out_rows);
        enum zb_code code = r.work && r.out ? read_any(&r, err) : zb_err_nomem(err);
        free(r.work);
        free(r.out);
        free(r.block);
        return code;
}
