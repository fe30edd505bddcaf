/* SPDX-License-Identifier: Apache-2.0 */
/* TIFF for the press: separated CMYK in strips of 64 rows, little-endian (docs/formats.md §12); classic as
 * long as the pixels alone, uncompressed, stay below its 4 GB, else BigTIFF. The workers compress; the file gets raw
 * strips. */
#include <stdlib.h>
#include <string.h>

#include "strip.h"
#include "tiff.h"
#include "write_priv.h"

#define STRIP_ROWS    64
#define CLASSIC_BYTES 4290000000.0 /* a classic TIFF's 4 GB, less room for the directory and the profile */

_Static_assert(ZB_WRITE_BAND_ROWS % STRIP_ROWS == 0, "a band is whole strips");

static const char *const packings[] = {
        [ZB_TIFF_PACK_NONE] = "none", [ZB_TIFF_PACK_LZW] = "lzw", [ZB_TIFF_PACK_DEFLATE] = "deflate"};

struct tiff_out {
        struct zb_writer writer; /* first */
        const struct zb_write_job *job;
        struct zb_tiff_image image;
        struct zb_tiff_writer *tiff;
        struct zb_buf xmp;
        char date[20];
        enum zb_tiff_packing packing;
};

/* ---- bands ---- */

/* The packed strips of a band, one after the other. */
struct tiff_out_packed {
        struct strip_packer *packer; /* of deflate */
        struct zb_buf bytes;
        size_t *starts; /* one a strip, and the end */
};

static int n_strips(const struct zb_band *band)
{
        return (band->rows + STRIP_ROWS - 1) / STRIP_ROWS;
}

static int strip_rows(const struct zb_band *band, int i)
{
        int left = band->rows - i * STRIP_ROWS;
        return left < STRIP_ROWS ? left : STRIP_ROWS;
}

static const uint8_t *strip_pixels(const struct zb_band *band, int i)
{
        return band->cmyk + 4 * (size_t)band->width * STRIP_ROWS * (size_t)i;
}

static void tiff_out_drop(void *ctx, void *kept)
{
        struct tiff_out_packed *packed = kept;
        strip_packer_free(packed->packer);
        zb_buf_fini(&packed->bytes);
        free(packed->starts);
        free(packed);
}

/* The place's own, made for its first band, which is as high as any. */
static struct tiff_out_packed *packed_of(void **kept, const struct zb_band *band)
{
        struct tiff_out_packed *packed = *kept;
        if (!packed)
                *kept = packed = calloc(1, sizeof *packed);
        if (packed && !packed->packer)
                packed->packer = strip_packer_new();
        if (packed && !packed->starts)
                packed->starts = calloc((size_t)n_strips(band) + 1, sizeof *packed->starts);
        return packed && packed->packer && packed->starts ? packed : NULL;
}

static enum zb_code tiff_out_pack(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        const struct tiff_out *t = ctx;
        struct tiff_out_packed *packed = packed_of(kept, band);
        if (!packed)
                return zb_err_nomem(err);
        zb_buf_clear(&packed->bytes);
        enum zb_code code = ZB_OK;
        for (int i = 0; i < n_strips(band) && code == ZB_OK; i++) {
                code = t->packing == ZB_TIFF_PACK_LZW
                               ? zb_tiff_lzw(strip_pixels(band, i), band->width, strip_rows(band, i), &packed->bytes,
                                             err)
                               : strip_deflate(packed->packer, strip_pixels(band, i), band->width,
                                               strip_rows(band, i), &packed->bytes, err);
                packed->starts[i + 1] = packed->bytes.len;
        }
        return code;
}

static enum zb_code tiff_out_put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct tiff_out *t = ctx;
        const struct tiff_out_packed *packed = *kept; /* NULL: uncompressed */
        for (int i = 0; i < n_strips(band); i++) {
                uint32_t strip = (uint32_t)(band->y / STRIP_ROWS + i);
                const void *data =
                        packed ? packed->bytes.data + packed->starts[i] : (const void *)strip_pixels(band, i);
                size_t n = packed ? packed->starts[i + 1] - packed->starts[i]
                                  : 4 * (size_t)band->width * (size_t)strip_rows(band, i);
                enum zb_code code = zb_tiff_strip(t->tiff, strip, data, n, err);
                if (code)
                        return code;
        }
        return ZB_OK;
}

/* ---- the file ---- */

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

static enum zb_code find_packing(const char *name, enum zb_tiff_packing *ret, struct zb_err *err)
{
        for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
                if (strcmp(name ? name : "deflate", packings[i]) == 0) {
                        *ret = (enum zb_tiff_packing)i;
                        return ZB_OK;
                }
        return zb_err_say(err, ZB_INPUT, NULL, "unknown TIFF compression \"%s\": use deflate, lzw or none", name);
}

static enum zb_code tiff_out_finish(struct zb_writer *writer, struct zb_err *err)
{
        return zb_tiff_finish(((struct tiff_out *)writer)->tiff, err);
}

static void free_tiff(struct zb_writer *writer)
{
        struct tiff_out *t = (struct tiff_out *)writer;
        zb_tiff_writer_free(t->tiff);
        zb_buf_fini(&t->xmp);
        free(t);
}

/* BigTIFF: how far compression will get nobody knows beforehand, so the pixels count as they are. */
static enum zb_code create(struct tiff_out *t, struct zb_err *err)
{
        const struct zb_write_job *job = t->job;
        const struct zb_profile *profile = job->options->profile;
        t->image = (struct zb_tiff_image){.name = job->path,
                                          .out = t->writer.out,
                                          .strip_rows = STRIP_ROWS,
                                          .ppi = job->ppi,
                                          .packing = t->packing,
                                          .title = zb_write_title(job->scene),
                                          .software = ZB_WRITE_TOOL,
                                          .date = t->date,
                                          .xmp = t->xmp.data,
                                          .xmp_len = t->xmp.len};
        zb_raster_size(job->scene, job->ppi, &t->image.width, &t->image.height);
        t->image.big = 4.0 * t->image.width * t->image.height > CLASSIC_BYTES;
        if (profile)
                t->image.icc = zb_profile_data(profile, &t->image.icc_len);
        return zb_tiff_create(&t->image, &t->tiff, err);
}

static enum zb_code tiff_open(const struct zb_write_job *job, struct zb_writer **ret, struct zb_err *err)
{
        struct tiff_out *t = calloc(1, sizeof *t);
        if (!t)
                return zb_err_nomem(err);
        t->writer.finish = tiff_out_finish;
        t->writer.free = free_tiff;
        t->job = job;
        *ret = &t->writer;
        tiff_date(t->date);
        enum zb_code code = find_packing(job->options->compression, &t->packing, err);
        if (code == ZB_OK)
                code = zb_outfile_open(job->path, &t->writer.out, err);
        if (code != ZB_OK)
                return code;
        t->writer.sink = (struct zb_raster_sink){.pack = t->packing == ZB_TIFF_PACK_NONE ? NULL : tiff_out_pack,
                                                 .put = tiff_out_put,
                                                 .drop = tiff_out_drop,
                                                 .ctx = t};
        code = zb_write_xmp(job->scene, "image/tiff", false, NULL, &t->xmp, err);
        return code == ZB_OK ? create(t, err) : code;
}

const struct zb_format zb_format_tiff = {.name = "TIFF",
                                         .suffixes = {".tif", ".tiff"},
                                         .kind = "tiff",
                                         .ppi = 300,
                                         .open = tiff_open,
                                         .versions = zb_tiff_versions};
