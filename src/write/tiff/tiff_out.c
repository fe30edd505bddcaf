/* SPDX-License-Identifier: Apache-2.0 */
/* TIFF for the press: separated CMYK in strips of 64 rows, little-endian (docs/formats.md §12); classic as
 * long as the pixels alone, uncompressed, stay below its 4 GB, else BigTIFF. The workers compress: deflate by
 * ourselves, LZW by a libtiff of the worker's own that writes one strip into memory. The file's libtiff gets
 * raw strips and does the bookkeeping. All its reading and writing goes through `struct io`, and whatever it
 * has to say ends in an err. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>
#include <unistd.h>

#include "strip.h"
#include "write_priv.h"

#define STRIP_ROWS    64
#define CLASSIC_BYTES 4290000000.0 /* a classic TIFF's 4 GB, less room for the directory and the profile */

_Static_assert(ZB_WRITE_BAND_ROWS % STRIP_ROWS == 0, "a band is whole strips");

enum pack { PACK_NONE, PACK_LZW, PACK_DEFLATE };
static const struct {
        const char *name;
        uint16_t scheme, predictor;
} packs[] = {[PACK_NONE] = {"none", COMPRESSION_NONE, PREDICTOR_NONE},
             [PACK_LZW] = {"lzw", COMPRESSION_LZW, PREDICTOR_HORIZONTAL},
             [PACK_DEFLATE] = {"deflate", COMPRESSION_ADOBE_DEFLATE, PREDICTOR_HORIZONTAL}};

/* What a TIFF is written to: an outfile, or memory. */
struct io {
        struct zb_outfile *out; /* NULL: memory */
        struct zb_buf *memory;  /* grows at its end only */
        uint64_t at, size;
        enum zb_code code; /* the first fault, and its sentence */
        struct zb_err err;
};

struct tiff {
        struct zb_writer writer; /* first */
        const struct zb_write_job *job;
        struct io io;
        TIFF *tif;
        enum pack pack;
};

/* ---- what libtiff calls ---- */

static enum zb_code put_bytes(struct io *io, const void *data, size_t n)
{
        if (io->out)
                return zb_outfile_write(io->out, data, n, &io->err);
        zb_buf_put(io->memory, data, n);
        return io->memory->failed ? zb_err_nomem(&io->err) : ZB_OK;
}

static tmsize_t on_write(thandle_t handle, void *data, tmsize_t n)
{
        struct io *io = handle;
        if (io->code == ZB_OK)
                io->code = put_bytes(io, data, (size_t)n);
        if (io->code != ZB_OK)
                return -1;
        io->at += (uint64_t)n;
        if (io->at > io->size)
                io->size = io->at;
        return n;
}

/* Nothing that is written is ever read back. */
static tmsize_t on_read(thandle_t handle, void *data, tmsize_t n)
{
        return -1;
}

static toff_t on_seek(thandle_t handle, toff_t to, int whence)
{
        struct io *io = handle;
        uint64_t at = whence == SEEK_CUR ? io->at + to : whence == SEEK_END ? io->size + to : to;
        bool can = io->out ? lseek(zb_outfile_fd(io->out), (off_t)at, SEEK_SET) >= 0 : at == io->memory->len;
        if (!can) {
                if (io->code == ZB_OK)
                        io->code = zb_err_say(&io->err, ZB_WORK, NULL,
                                              "a TIFF cannot be written to a pipe: write it to a file.");
                return (toff_t)-1;
        }
        io->at = at;
        return at;
}

static int on_close(thandle_t handle)
{
        return 0; /* the outfile is closed by its owner */
}

static toff_t on_size(thandle_t handle)
{
        return ((struct io *)handle)->size;
}

static int on_error(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
        struct io *io = user;
        char text[256];
        vsnprintf(text, sizeof text, format, args);
        if (io->code == ZB_OK)
                io->code = zb_err_say(&io->err, ZB_WORK, NULL, "the TIFF cannot be written: %s", text);
        return 1;
}

static int on_warning(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
        return 1;
}

/* After a libtiff call that failed: the sentence that was caught on the way. */
static enum zb_code fault(const struct io *io, struct zb_err *err)
{
        if (io->code == ZB_OK)
                return zb_err_say(err, ZB_WORK, NULL, "the TIFF cannot be written");
        if (err)
                *err = io->err;
        return io->code;
}

static enum zb_code open_tiff(struct io *io, const char *name, const char *mode, TIFF **ret,
                              struct zb_err *err)
{
        TIFFOpenOptions *opts = TIFFOpenOptionsAlloc();
        if (!opts)
                return zb_err_nomem(err);
        TIFFOpenOptionsSetErrorHandlerExtR(opts, on_error, io);
        TIFFOpenOptionsSetWarningHandlerExtR(opts, on_warning, io);
        *ret = TIFFClientOpenExt(name, mode, io, on_read, on_write, on_seek, on_close, on_size, NULL, NULL,
                                 opts);
        TIFFOpenOptionsFree(opts);
        return *ret ? ZB_OK : fault(io, err);
}

/* libtiff's own clean-up first writes a directory that may be half made, and stumbles over what memory was
 * missing for: it is told that there is nothing to write. Where a field could not be set, memory being out,
 * not even that may be called: libtiff 4.5 counts the field all the same and frees what is not there. Such a
 * TIFF is given up. */
static void cleanup(TIFF *tif)
{
        if (!tif)
                return;
        TIFFSetMode(tif, O_RDONLY);
        TIFFCleanup(tif);
}

/* The fields without which a strip's bytes mean nothing. */
static bool set_strips(TIFF *tif, enum pack pack, int width, int height)
{
        bool ok = TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, (uint32_t)width) &&
                  TIFFSetField(tif, TIFFTAG_IMAGELENGTH, (uint32_t)height) &&
                  TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, 8) &&
                  TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, 4) &&
                  TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_SEPARATED) &&
                  TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
                  TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, STRIP_ROWS) &&
                  TIFFSetField(tif, TIFFTAG_COMPRESSION, packs[pack].scheme);
        return ok && (packs[pack].predictor == PREDICTOR_NONE ||
                      TIFFSetField(tif, TIFFTAG_PREDICTOR, packs[pack].predictor));
}

/* ---- bands ---- */

/* The packed strips of a band, one after the other. */
struct packed {
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

/* By libtiff: a file of one strip in memory, of which the strip is kept. */
static enum zb_code strip_lzw(const uint8_t *cmyk, int width, int rows, struct zb_buf *out,
                              struct zb_err *err)
{
        struct zb_buf file = ZB_BUF_INIT;
        struct io io = {.memory = &file};
        TIFF *tif = NULL;
        enum zb_code code = open_tiff(&io, "strip", "wl", &tif, err);
        size_t head = file.len;
        if (code == ZB_OK && !set_strips(tif, PACK_LZW, width, rows)) {
                code = fault(&io, err);
                tif = NULL; /* see cleanup */
        }
        if (code == ZB_OK && TIFFWriteEncodedStrip(tif, 0, (void *)cmyk, /* libtiff's type; it only reads */
                                                   4 * (tmsize_t)width * rows) < 0)
                code = fault(&io, err);
        if (code == ZB_OK)
                zb_buf_put(out, file.data + head, file.len - head);
        if (code == ZB_OK && out->failed)
                code = zb_err_nomem(err);
        cleanup(tif);
        zb_buf_fini(&file);
        return code;
}

static void drop(void *ctx, void *kept)
{
        struct packed *packed = kept;
        strip_packer_free(packed->packer);
        zb_buf_fini(&packed->bytes);
        free(packed->starts);
        free(packed);
}

/* The place's own, made for its first band, which is as high as any. */
static struct packed *packed_of(void **kept, const struct zb_band *band)
{
        struct packed *packed = *kept;
        if (!packed)
                *kept = packed = calloc(1, sizeof *packed);
        if (packed && !packed->packer)
                packed->packer = strip_packer_new();
        if (packed && !packed->starts)
                packed->starts = calloc((size_t)n_strips(band) + 1, sizeof *packed->starts);
        return packed && packed->packer && packed->starts ? packed : NULL;
}

static enum zb_code pack(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        const struct tiff *t = ctx;
        struct packed *packed = packed_of(kept, band);
        if (!packed)
                return zb_err_nomem(err);
        zb_buf_clear(&packed->bytes);
        enum zb_code code = ZB_OK;
        for (int i = 0; i < n_strips(band) && code == ZB_OK; i++) {
                code = t->pack == PACK_LZW ? strip_lzw(strip_pixels(band, i), band->width,
                                                       strip_rows(band, i), &packed->bytes, err)
                                           : strip_deflate(packed->packer, strip_pixels(band, i), band->width,
                                                           strip_rows(band, i), &packed->bytes, err);
                packed->starts[i + 1] = packed->bytes.len;
        }
        return code;
}

static enum zb_code put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct tiff *t = ctx;
        const struct packed *packed = *kept; /* NULL: uncompressed */
        for (int i = 0; i < n_strips(band); i++) {
                uint32_t strip = (uint32_t)(band->y / STRIP_ROWS + i);
                const void *data =
                        packed ? packed->bytes.data + packed->starts[i] : (const void *)strip_pixels(band, i);
                size_t n = packed ? packed->starts[i + 1] - packed->starts[i]
                                  : 4 * (size_t)band->width * (size_t)strip_rows(band, i);
                if (TIFFWriteRawStrip(t->tif, strip, (void *)data, (tmsize_t)n) < 0)
                        return fault(&t->io, err);
        }
        return ZB_OK;
}

/* ---- the file ---- */

static bool set_layout(const struct tiff *t)
{
        int width, height;
        double ppi = t->job->ppi;
        zb_raster_size(t->job->scene, ppi, &width, &height);
        return set_strips(t->tif, t->pack, width, height) &&
               TIFFSetField(t->tif, TIFFTAG_INKSET, INKSET_CMYK) &&
               TIFFSetField(t->tif, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT) &&
               TIFFSetField(t->tif, TIFFTAG_XRESOLUTION, ppi) &&
               TIFFSetField(t->tif, TIFFTAG_YRESOLUTION, ppi) &&
               TIFFSetField(t->tif, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
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

static enum zb_code set_tags(struct tiff *t, struct zb_err *err)
{
        const struct zb_scene *scene = t->job->scene;
        const struct zb_profile *profile = t->job->options->profile;
        struct zb_buf xmp = ZB_BUF_INIT;
        enum zb_code code = zb_write_xmp(scene, "image/tiff", false, NULL, &xmp, err);
        if (code == ZB_OK) {
                char date[20];
                tiff_date(date);
                size_t icc_len = 0;
                const void *icc = profile ? zb_profile_data(profile, &icc_len) : NULL;
                bool ok = set_layout(t) &&
                          TIFFSetField(t->tif, TIFFTAG_IMAGEDESCRIPTION, zb_write_title(scene)) &&
                          TIFFSetField(t->tif, TIFFTAG_SOFTWARE, ZB_WRITE_TOOL) &&
                          TIFFSetField(t->tif, TIFFTAG_DATETIME, date) &&
                          TIFFSetField(t->tif, TIFFTAG_XMLPACKET, (uint32_t)xmp.len, xmp.data) &&
                          (!icc || TIFFSetField(t->tif, TIFFTAG_ICCPROFILE, (uint32_t)icc_len, icc));
                if (!ok) {
                        code = fault(&t->io, err);
                        t->tif = NULL; /* see cleanup */
                }
        }
        zb_buf_fini(&xmp);
        return code;
}

static enum zb_code find_pack(const char *name, enum pack *ret, struct zb_err *err)
{
        for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
                if (strcmp(name ? name : "deflate", packs[i].name) == 0) {
                        *ret = (enum pack)i;
                        return ZB_OK;
                }
        return zb_err_say(err, ZB_INPUT, NULL, "unknown TIFF compression \"%s\": use deflate, lzw or none", name);
}

static void close_tiff(struct tiff *t)
{
        cleanup(t->tif);
        t->tif = NULL;
}

static enum zb_code finish(struct zb_writer *writer, struct zb_err *err)
{
        struct tiff *t = (struct tiff *)writer;
        bool ok = TIFFWriteDirectory(t->tif);
        close_tiff(t);
        return ok && t->io.code == ZB_OK ? ZB_OK : fault(&t->io, err);
}

static void free_tiff(struct zb_writer *writer)
{
        close_tiff((struct tiff *)writer);
        free(writer);
}

/* "8": BigTIFF, whose offsets have 64 bits. How far compression will get nobody knows beforehand, so the
 * pixels count as they are. */
static const char *mode_of(const struct zb_write_job *job)
{
        int width, height;
        zb_raster_size(job->scene, job->ppi, &width, &height);
        return 4.0 * width * height > CLASSIC_BYTES ? "wl8" : "wl";
}

static enum zb_code tiff_open(const struct zb_write_job *job, struct zb_writer **ret, struct zb_err *err)
{
        struct tiff *t = calloc(1, sizeof *t);
        if (!t)
                return zb_err_nomem(err);
        t->writer.finish = finish;
        t->writer.free = free_tiff;
        t->job = job;
        *ret = &t->writer;
        enum zb_code code = find_pack(job->options->compression, &t->pack, err);
        if (code == ZB_OK)
                code = zb_outfile_open(job->path, &t->writer.out, err);
        if (code != ZB_OK)
                return code;
        t->writer.sink = (struct zb_raster_sink){
                .pack = t->pack == PACK_NONE ? NULL : pack, .put = put, .drop = drop, .ctx = t};
        t->io.out = t->writer.out;
        code = open_tiff(&t->io, job->path, mode_of(job), &t->tif, err);
        return code == ZB_OK ? set_tags(t, err) : code;
}

static void tiff_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "libtiff", TIFFGetVersion());
}

const struct zb_format zb_format_tiff = {.name = "TIFF",
                                         .suffixes = {".tif", ".tiff"},
                                         .kind = "tiff",
                                         .ppi = 300,
                                         .open = tiff_open,
                                         .versions = tiff_versions};
