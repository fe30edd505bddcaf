/* SPDX-License-Identifier: Apache-2.0 */
/* The TIFF writer: raw strips in, bookkeeping by libtiff. All its reading and writing goes through `struct io`, and whatever
 * it has to say ends in an err. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <tiffio.h>
#include <unistd.h>

#include "tiff.h"

static const struct {
        uint16_t scheme, predictor;
} packings[] = {[ZB_TIFF_PACK_NONE] = {COMPRESSION_NONE, PREDICTOR_NONE},
                [ZB_TIFF_PACK_LZW] = {COMPRESSION_LZW, PREDICTOR_HORIZONTAL},
                [ZB_TIFF_PACK_DEFLATE] = {COMPRESSION_ADOBE_DEFLATE, PREDICTOR_HORIZONTAL}};

/* What a TIFF is written to: an outfile, or memory. */
struct io {
        struct zb_outfile *out; /* NULL: memory */
        struct zb_buf *memory;  /* grows at its end only */
        uint64_t at, size;
        enum zb_code code; /* the first fault, and its sentence */
        struct zb_err err;
};

struct zb_tiff_writer {
        const struct zb_tiff_image *image;
        struct io io;
        TIFF *tif;
};

/* ---- what libtiff calls ---- */

static enum zb_code tiff_encode_put_bytes(struct io *io, const void *data, size_t n)
{
        if (io->out)
                return zb_outfile_write(io->out, data, n, &io->err);
        zb_buf_put(io->memory, data, n);
        return io->memory->failed ? zb_err_nomem(&io->err) : ZB_OK;
}

static tmsize_t tiff_encode_on_write(thandle_t handle, void *data, tmsize_t n)
{
        struct io *io = handle;
        if (io->code == ZB_OK)
                io->code = tiff_encode_put_bytes(io, data, (size_t)n);
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

static int tiff_encode_on_error(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
        struct io *io = user;
        char text[256];
        vsnprintf(text, sizeof text, format, args);
        if (io->code == ZB_OK)
                io->code = zb_err_say(&io->err, ZB_WORK, NULL, "the TIFF cannot be written: %s", text);
        return 1;
}

static int tiff_encode_on_warning(TIFF *tif, void *user, const char *module, const char *format, va_list args)
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

static enum zb_code open_tiff(struct io *io, const char *name, const char *mode, TIFF **ret, struct zb_err *err)
{
        TIFFOpenOptions *opts = TIFFOpenOptionsAlloc();
        if (!opts)
                return zb_err_nomem(err);
        TIFFOpenOptionsSetErrorHandlerExtR(opts, tiff_encode_on_error, io);
        TIFFOpenOptionsSetWarningHandlerExtR(opts, tiff_encode_on_warning, io);
        *ret = TIFFClientOpenExt(name, mode, io, on_read, tiff_encode_on_write, on_seek, on_close, on_size, NULL,
                                 NULL, opts);
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
static bool set_strips(TIFF *tif, enum zb_tiff_packing packing, int width, int height, int strip_rows)
{
        bool ok = TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, (uint32_t)width) &&
                  TIFFSetField(tif, TIFFTAG_IMAGELENGTH, (uint32_t)height) &&
                  TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, 8) && TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, 4) &&
                  TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_SEPARATED) &&
                  TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
                  TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, (uint32_t)strip_rows) &&
                  TIFFSetField(tif, TIFFTAG_COMPRESSION, packings[packing].scheme);
        return ok && (packings[packing].predictor == PREDICTOR_NONE ||
                      TIFFSetField(tif, TIFFTAG_PREDICTOR, packings[packing].predictor));
}

/* By libtiff: a file of one strip in memory, of which the strip is kept. */
enum zb_code zb_tiff_lzw(const uint8_t *cmyk, int width, int rows, struct zb_buf *out, struct zb_err *err)
{
        struct zb_buf file = ZB_BUF_INIT;
        struct io io = {.memory = &file};
        TIFF *tif = NULL;
        enum zb_code code = open_tiff(&io, "strip", "wl", &tif, err);
        size_t head = file.len;
        if (code == ZB_OK && !set_strips(tif, ZB_TIFF_PACK_LZW, width, rows, rows)) {
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

/* ---- the file ---- */

static bool set_tags(const struct zb_tiff_writer *w)
{
        const struct zb_tiff_image *i = w->image;
        return set_strips(w->tif, i->packing, i->width, i->height, i->strip_rows) &&
               TIFFSetField(w->tif, TIFFTAG_INKSET, INKSET_CMYK) &&
               TIFFSetField(w->tif, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT) &&
               TIFFSetField(w->tif, TIFFTAG_XRESOLUTION, i->ppi) &&
               TIFFSetField(w->tif, TIFFTAG_YRESOLUTION, i->ppi) &&
               TIFFSetField(w->tif, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH) &&
               TIFFSetField(w->tif, TIFFTAG_IMAGEDESCRIPTION, i->title) &&
               TIFFSetField(w->tif, TIFFTAG_SOFTWARE, i->software) &&
               TIFFSetField(w->tif, TIFFTAG_DATETIME, i->date) &&
               TIFFSetField(w->tif, TIFFTAG_XMLPACKET, (uint32_t)i->xmp_len, i->xmp) &&
               (!i->icc || TIFFSetField(w->tif, TIFFTAG_ICCPROFILE, (uint32_t)i->icc_len, i->icc));
}

enum zb_code zb_tiff_create(const struct zb_tiff_image *image, struct zb_tiff_writer **ret, struct zb_err *err)
{
        struct zb_tiff_writer *w = *ret = calloc(1, sizeof *w);
        if (!w)
                return zb_err_nomem(err);
        w->image = image;
        w->io.out = image->out;
        enum zb_code code = open_tiff(&w->io, image->name, image->big ? "wl8" : "wl", &w->tif, err);
        if (code == ZB_OK && !set_tags(w)) {
                code = fault(&w->io, err);
                w->tif = NULL; /* see cleanup */
        }
        return code;
}

enum zb_code zb_tiff_strip(struct zb_tiff_writer *w, uint32_t index, const void *data, size_t len, struct zb_err *err)
{
        /* libtiff's type; it only reads */
        return TIFFWriteRawStrip(w->tif, index, (void *)data, (tmsize_t)len) < 0 ? fault(&w->io, err) : ZB_OK;
}

enum zb_code zb_tiff_finish(struct zb_tiff_writer *w, struct zb_err *err)
{
        bool ok = TIFFWriteDirectory(w->tif);
        cleanup(w->tif);
        w->tif = NULL;
        return ok && w->io.code == ZB_OK ? ZB_OK : fault(&w->io, err);
}

void zb_tiff_writer_free(struct zb_tiff_writer *w)
{
        if (w)
                cleanup(w->tif);
        free(w);
}
