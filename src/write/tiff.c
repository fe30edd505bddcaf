/* SPDX-License-Identifier: Apache-2.0 */
/* TIFF for the press: separated CMYK in strips of 64 rows, classic (4 GB), little-endian, so that the bytes
 * are the same on every machine (FORMATS, TIFF 33–37). The workers difference and deflate; libtiff gets raw
 * strips and does the bookkeeping. All its reading and writing goes through the outfile, and whatever it has
 * to say ends in `err`. */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>
#include <unistd.h>

#include "raster.h"
#include "strip.h"
#include "write_priv.h"

#define STRIP_ROWS      64
#define STRIPS_PER_BAND 2
#define MAX_BYTES       4294000000.0 /* a classic TIFF's 4 GB, less room for the directory and the profile */

enum pack { PACK_NONE, PACK_LZW, PACK_DEFLATE };
static const struct {
        const char *name;
        uint16_t scheme, predictor;
} packs[] = {[PACK_NONE] = {"none", COMPRESSION_NONE, PREDICTOR_NONE},
             [PACK_LZW] = {"lzw", COMPRESSION_LZW, PREDICTOR_HORIZONTAL},
             [PACK_DEFLATE] = {"deflate", COMPRESSION_ADOBE_DEFLATE, PREDICTOR_HORIZONTAL}};

struct tiff {
        struct zb_outfile *out;
        TIFF *tif;
        enum pack pack;
        uint64_t at, size;
        enum zb_code code; /* the first fault, and its sentence */
        struct zb_err err;
};

/* ---- what libtiff calls ---- */

static tmsize_t on_write(thandle_t handle, void *data, tmsize_t n)
{
        struct tiff *t = handle;
        if (t->code != ZB_OK)
                return -1;
        t->code = zb_outfile_write(t->out, data, (size_t)n, &t->err);
        if (t->code != ZB_OK)
                return -1;
        t->at += (uint64_t)n;
        if (t->at > t->size)
                t->size = t->at;
        return n;
}

/* Nothing that is written is ever read back. */
static tmsize_t on_read(thandle_t handle, void *data, tmsize_t n)
{
        return -1;
}

static toff_t on_seek(thandle_t handle, toff_t to, int whence)
{
        struct tiff *t = handle;
        uint64_t at = whence == SEEK_CUR ? t->at + to : whence == SEEK_END ? t->size + to : to;
        if (lseek(zb_outfile_fd(t->out), (off_t)at, SEEK_SET) < 0) {
                if (t->code == ZB_OK)
                        t->code = zb_err_set(&t->err, ZB_WORK, zb_outfile_path(t->out),
                                             "TIFF 要来回写，不能写到管道里：请写成文件。",
                                             "a TIFF cannot be written to a pipe: write it to a file.");
                return (toff_t)-1;
        }
        t->at = at;
        return at;
}

static int on_close(thandle_t handle)
{
        return 0; /* the outfile is closed by its owner */
}

static toff_t on_size(thandle_t handle)
{
        return ((struct tiff *)handle)->size;
}

static int on_error(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
        struct tiff *t = user;
        char text[256];
        vsnprintf(text, sizeof text, format, args);
        if (t->code == ZB_OK)
                t->code = zb_err_set(&t->err, ZB_WORK, zb_outfile_path(t->out), "TIFF 写不出来：%s",
                                     "the TIFF cannot be written: %s", text);
        return 1;
}

static int on_warning(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
        return 1;
}

/* After a libtiff call that failed: the sentence that was caught on the way. */
static enum zb_code fault(const struct tiff *t, struct zb_err *err)
{
        if (t->code == ZB_OK)
                return zb_err_set(err, ZB_WORK, zb_outfile_path(t->out), "TIFF 写不出来",
                                  "the TIFF cannot be written");
        if (err)
                *err = t->err;
        return t->code;
}

/* ---- bands ---- */

struct packed {
        struct strip strips[STRIPS_PER_BAND];
};

static size_t strip_of(const struct zb_band *band, int i, const uint8_t **ret)
{
        int rows = band->rows - i * STRIP_ROWS;
        if (rows > STRIP_ROWS)
                rows = STRIP_ROWS;
        if (rows <= 0)
                return 0;
        *ret = band->cmyk + 4 * (size_t)band->width * STRIP_ROWS * (size_t)i;
        return 4 * (size_t)band->width * (size_t)rows;
}

static void drop(void *ctx, struct zb_band *band)
{
        struct packed *packed = band->packed;
        for (int i = 0; packed && i < STRIPS_PER_BAND; i++)
                free(packed->strips[i].data);
        free(packed);
        band->packed = NULL;
}

static enum zb_code pack(void *ctx, struct zb_band *band, struct zb_err *err)
{
        struct packed *packed = calloc(1, sizeof *packed);
        if (!packed)
                return zb_err_nomem(err);
        band->packed = packed;
        enum zb_code code = strip_predict(band->cmyk, band->width, band->rows, err);
        for (int i = 0; i < STRIPS_PER_BAND && code == ZB_OK; i++) {
                const uint8_t *data;
                size_t len = strip_of(band, i, &data);
                if (len)
                        code = strip_deflate(data, len, &packed->strips[i], err);
        }
        return code;
}

static enum zb_code put(void *ctx, struct zb_band *band, struct zb_err *err)
{
        struct tiff *t = ctx;
        const struct packed *packed = band->packed;
        for (int i = 0; i < STRIPS_PER_BAND; i++) {
                const uint8_t *data;
                size_t len = strip_of(band, i, &data);
                if (!len)
                        break;
                uint32_t strip = (uint32_t)(band->y / STRIP_ROWS + i);
                tmsize_t n = packed ? TIFFWriteRawStrip(t->tif, strip, packed->strips[i].data,
                                                        (tmsize_t)packed->strips[i].len)
                                    : TIFFWriteEncodedStrip(t->tif, strip, (void *)data, (tmsize_t)len);
                if (n < 0)
                        return fault(t, err);
        }
        return ZB_OK;
}

/* ---- the file ---- */

static bool set_layout(TIFF *tif, const struct zb_scene *scene, enum pack pack, double ppi)
{
        int width, height;
        zb_raster_size(scene, ppi, &width, &height);
        bool ok = TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, (uint32_t)width) &&
                  TIFFSetField(tif, TIFFTAG_IMAGELENGTH, (uint32_t)height) &&
                  TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, 8) &&
                  TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, 4) &&
                  TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_SEPARATED) &&
                  TIFFSetField(tif, TIFFTAG_INKSET, INKSET_CMYK) &&
                  TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
                  TIFFSetField(tif, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT) &&
                  TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, STRIP_ROWS) &&
                  TIFFSetField(tif, TIFFTAG_COMPRESSION, packs[pack].scheme) &&
                  TIFFSetField(tif, TIFFTAG_XRESOLUTION, ppi) &&
                  TIFFSetField(tif, TIFFTAG_YRESOLUTION, ppi) &&
                  TIFFSetField(tif, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
        if (ok && packs[pack].predictor != PREDICTOR_NONE)
                ok = TIFFSetField(tif, TIFFTAG_PREDICTOR, packs[pack].predictor);
        return ok;
}

/* "2026-11-22T00:00:00+00:00" as TIFF wants it: "2026:11:22 00:00:00". */
static void tiff_date(char out[20])
{
        char date[26];
        zb_write_date(date);
        memcpy(out, date, 19);
        out[4] = out[7] = ':';
        out[10] = ' ';
        out[19] = '\0';
}

static enum zb_code set_tags(struct tiff *t, const struct zb_scene *scene,
                             const struct zb_write_options *options, double ppi, struct zb_err *err)
{
        struct zb_buf xmp = ZB_BUF_INIT;
        enum zb_code code = zb_write_xmp(scene, "image/tiff", false, NULL, &xmp, err);
        if (code == ZB_OK) {
                char date[20];
                tiff_date(date);
                size_t icc_len = 0;
                const void *icc = options->profile ? zb_profile_data(options->profile, &icc_len) : NULL;
                bool ok = set_layout(t->tif, scene, t->pack, ppi) &&
                          TIFFSetField(t->tif, TIFFTAG_IMAGEDESCRIPTION, zb_write_title(scene)) &&
                          TIFFSetField(t->tif, TIFFTAG_SOFTWARE, ZB_WRITE_TOOL) &&
                          TIFFSetField(t->tif, TIFFTAG_DATETIME, date) &&
                          TIFFSetField(t->tif, TIFFTAG_XMLPACKET, (uint32_t)xmp.len, xmp.data) &&
                          (!icc || TIFFSetField(t->tif, TIFFTAG_ICCPROFILE, (uint32_t)icc_len, icc));
                if (!ok)
                        code = fault(t, err);
        }
        zb_buf_fini(&xmp);
        return code;
}

static enum zb_code open_tiff(struct tiff *t, struct zb_err *err)
{
        TIFFOpenOptions *opts = TIFFOpenOptionsAlloc();
        if (!opts)
                return zb_err_nomem(err);
        TIFFOpenOptionsSetErrorHandlerExtR(opts, on_error, t);
        TIFFOpenOptionsSetWarningHandlerExtR(opts, on_warning, t);
        t->tif = TIFFClientOpenExt(zb_outfile_path(t->out), "wl", t, on_read, on_write, on_seek, on_close,
                                   on_size, NULL, NULL, opts);
        TIFFOpenOptionsFree(opts);
        return t->tif ? ZB_OK : fault(t, err);
}

static enum zb_code write_all(struct tiff *t, const struct zb_scene *scene,
                              const struct zb_write_options *options, double ppi, struct zb_err *err)
{
        enum zb_code code = open_tiff(t, err);
        if (code == ZB_OK)
                code = set_tags(t, scene, options, ppi, err);
        if (code == ZB_OK) {
                struct zb_raster_options raster = {.ppi = ppi,
                                                   .profile = options->profile,
                                                   .max_total = options->max_total,
                                                   .threads = options->threads,
                                                   .band_rows = STRIP_ROWS * STRIPS_PER_BAND,
                                                   .progress = options->progress,
                                                   .what = {"写 TIFF", "writing TIFF"}};
                bool deflate = t->pack == PACK_DEFLATE;
                struct zb_raster_sink sink = {
                        .pack = deflate ? pack : NULL, .put = put, .drop = drop, .ctx = t};
                code = zb_raster(scene, &raster, &sink, err);
        }
        if (code == ZB_OK && !TIFFWriteDirectory(t->tif))
                code = fault(t, err);
        if (t->tif)
                TIFFCleanup(t->tif);
        return code;
}

static enum zb_code find_pack(const char *name, enum pack *ret, struct zb_err *err)
{
        for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
                if (strcmp(name ? name : "deflate", packs[i].name) == 0) {
                        *ret = (enum pack)i;
                        return ZB_OK;
                }
        return zb_err_set(err, ZB_INPUT, NULL, "不认识的 TIFF 压缩方式“%s”：可用 deflate、lzw、none",
                          "unknown TIFF compression \"%s\": use deflate, lzw or none", name);
}

enum zb_code zb_write_tiff(const struct zb_scene *scene, const char *path,
                           const struct zb_write_options *options, struct zb_err *err)
{
        double ppi = options->ppi > 0 ? options->ppi : 300;
        struct tiff t = {0};
        enum zb_code code = find_pack(options->compression, &t.pack, err);
        if (code != ZB_OK)
                return code;
        double mm2 = (scene->width_mm + 2 * scene->bleed_mm) * (scene->height_mm + 2 * scene->bleed_mm);
        if (t.pack == PACK_NONE && 4 * mm2 * ppi * ppi / (25.4 * 25.4) > MAX_BYTES)
                return zb_err_set(
                        err, ZB_INPUT, path, "不压缩的 TIFF 会超过 4 GB：请降低分辨率或压缩。",
                        "an uncompressed TIFF would exceed 4 GB: lower the resolution, or compress.");
        code = zb_outfile_open(path, &t.out, err);
        if (code != ZB_OK)
                return code;
        code = write_all(&t, scene, options, ppi, err);
        if (code == ZB_OK)
                return zb_outfile_commit(t.out, err);
        zb_outfile_abandon(t.out);
        return code;
}
