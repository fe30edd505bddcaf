/* SPDX-License-Identifier: Apache-2.0 */
/* libtiff on a file that is open already: it reads by pread (or from a mapping, where a strip of hundreds of
 * megabytes would else be loaded whole), never writes, and all that it says goes to the voice. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tiff_codec_priv.h"

enum { MOST_ALLOC = 512 << 20 }; /* bytes that libtiff may ask for at once */

static tmsize_t on_read(thandle_t handle, void *data, tmsize_t n)
{
        struct tiff_file *file = handle;
        tmsize_t done = 0;
        while (done < n) {
                ssize_t got = pread(file->fd, (uint8_t *)data + done, (size_t)(n - done), (off_t)file->at);
                if (got <= 0)
                        break;
                done += got;
                file->at += (uint64_t)got;
        }
        return done;
}

static tmsize_t tiff_open_on_write(thandle_t handle, void *data, tmsize_t n)
{
        return -1;
}

static toff_t on_seek(thandle_t handle, toff_t to, int whence)
{
        struct tiff_file *file = handle;
        uint64_t from = whence == SEEK_CUR ? file->at : whence == SEEK_END ? (uint64_t)file->size : 0;
        uint64_t at = from + to;
        if (at > INT64_MAX)
                return (toff_t)-1;
        return file->at = at;
}

static int on_close(thandle_t handle)
{
        return 0; /* the file is its opener's */
}

static toff_t on_size(thandle_t handle)
{
        return (toff_t)((struct tiff_file *)handle)->size;
}

static int on_map(thandle_t handle, void **base, toff_t *size)
{
        struct tiff_file *file = handle;
        if (!file->map)
                return 0;
        void *at = mmap(NULL, (size_t)file->size, PROT_READ, MAP_PRIVATE, file->fd, 0);
        if (at == MAP_FAILED)
                return 0; /* then it reads */
        *base = at;
        *size = (toff_t)file->size;
        return 1;
}

static void on_unmap(thandle_t handle, void *base, toff_t size)
{
        munmap(base, (size_t)size);
}

static int tiff_open_on_error(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
        struct tiff_file *file = user;
        if (!file->fault[0])
                vsnprintf(file->fault, sizeof file->fault, format, args);
        return 1;
}

static int tiff_open_on_warning(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
        const struct tiff_file *file = user;
        char text[256];
        if (!file->voice.warning)
                return 1;
        vsnprintf(text, sizeof text, format, args);
        /* of a tag, which it then leaves out */
        file->voice.warning(file->voice.ctx, text, strncmp(format, "IO error during reading", 23) == 0);
        return 1;
}

enum zb_code tiff_file_open(struct tiff_file *file, uint32_t directory, struct zb_err *err)
{
        file->tif = NULL;
        file->at = 0;
        file->fault[0] = '\0';
        TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
        if (!options)
                return zb_err_nomem(err);
        TIFFOpenOptionsSetMaxSingleMemAlloc(options, MOST_ALLOC);
        TIFFOpenOptionsSetErrorHandlerExtR(options, tiff_open_on_error, file);
        TIFFOpenOptionsSetWarningHandlerExtR(options, tiff_open_on_warning, file);
        file->tif = TIFFClientOpenExt("TIFF", "r", file, on_read, tiff_open_on_write, on_seek, on_close, on_size,
                                      on_map, on_unmap, options);
        TIFFOpenOptionsFree(options);
        if (file->tif && !tiff_file_go(file, directory))
                tiff_file_close(file);
        return ZB_OK;
}

/* The colour mode is asked for after every change of directory, which forgets it: the sizes of strips and
 * tiles that libtiff tells depend on it. */
bool tiff_file_go(struct tiff_file *file, uint32_t directory)
{
        uint16_t compression = 0, photometric = 0;
        if (directory != TIFFCurrentDirectory(file->tif) && !TIFFSetDirectory(file->tif, (tdir_t)directory))
                return false;
        if (TIFFGetField(file->tif, TIFFTAG_COMPRESSION, &compression) && compression == COMPRESSION_JPEG &&
            TIFFGetField(file->tif, TIFFTAG_PHOTOMETRIC, &photometric) && photometric == PHOTOMETRIC_YCBCR)
                TIFFSetField(file->tif, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        return true;
}

void tiff_file_close(struct tiff_file *file)
{
        if (file->tif)
                TIFFClose(file->tif);
        file->tif = NULL;
}

bool zb_tiff_layout(const char *path, struct zb_tiff_layout *ret)
{
        struct stat st;
        struct tiff_file file = {.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
        uint16_t bits = 1, samples = 1, compression = COMPRESSION_NONE, photometric = 0, planar = 0, inks = 0;
        if (file.fd < 0)
                return false;
        bool known = fstat(file.fd, &st) == 0;
        file.size = known ? st.st_size : 0;
        known = known && tiff_file_open(&file, 0, NULL) == ZB_OK && file.tif;
        *ret = (struct zb_tiff_layout){.rows_per_strip = UINT32_MAX};
        if (known) {
                TIFFGetField(file.tif, TIFFTAG_IMAGEWIDTH, &ret->width);
                TIFFGetField(file.tif, TIFFTAG_IMAGELENGTH, &ret->height);
                TIFFGetFieldDefaulted(file.tif, TIFFTAG_BITSPERSAMPLE, &bits);
                TIFFGetFieldDefaulted(file.tif, TIFFTAG_SAMPLESPERPIXEL, &samples);
                TIFFGetFieldDefaulted(file.tif, TIFFTAG_COMPRESSION, &compression);
                TIFFGetFieldDefaulted(file.tif, TIFFTAG_ROWSPERSTRIP, &ret->rows_per_strip);
                TIFFGetFieldDefaulted(file.tif, TIFFTAG_PLANARCONFIG, &planar);
                TIFFGetField(file.tif, TIFFTAG_PHOTOMETRIC, &photometric);
                if (TIFFIsTiled(file.tif)) {
                        TIFFGetField(file.tif, TIFFTAG_TILEWIDTH, &ret->tile_w);
                        TIFFGetField(file.tif, TIFFTAG_TILELENGTH, &ret->tile_h);
                }
                bool named = TIFFGetField(file.tif, TIFFTAG_INKSET, &inks);
                ret->bits = bits;
                ret->samples = samples;
                ret->apart = planar == PLANARCONFIG_SEPARATE;
                ret->jpeg = compression == COMPRESSION_JPEG || compression == COMPRESSION_OJPEG;
                ret->compressed = compression != COMPRESSION_NONE;
                ret->ycbcr = photometric == PHOTOMETRIC_YCBCR;
                ret->foreign_inks = photometric == PHOTOMETRIC_SEPARATED && named && inks == INKSET_MULTIINK;
        }
        tiff_file_close(&file);
        close(file.fd);
        return known;
}

void zb_tiff_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "libtiff", TIFFGetVersion());
}
