/* SPDX-License-Identifier: Apache-2.0 */
/* libtiff on a file that is open already: it reads by pread (or from a mapping, where a strip of hundreds of
 * megabytes would else be loaded whole), never writes, and all that it says ends in the facts. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tiff_priv.h"

enum { MOST_ALLOC = 512 << 20 }; /* bytes that libtiff may ask for at once */

static tmsize_t on_read(thandle_t handle, void *data, tmsize_t n)
{
        struct tiff_file *file = handle;
        tmsize_t done = 0;
        while (done < n) {
                ssize_t got =
                        pread(file->in->fd, (uint8_t *)data + done, (size_t)(n - done), (off_t)file->at);
                if (got <= 0)
                        break;
                done += got;
                file->at += (uint64_t)got;
        }
        return done;
}

static tmsize_t on_write(thandle_t handle, void *data, tmsize_t n)
{
        return -1;
}

static toff_t on_seek(thandle_t handle, toff_t to, int whence)
{
        struct tiff_file *file = handle;
        uint64_t from = whence == SEEK_CUR ? file->at : whence == SEEK_END ? (uint64_t)file->in->size : 0;
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
        return (toff_t)((struct tiff_file *)handle)->in->size;
}

static int on_map(thandle_t handle, void **base, toff_t *size)
{
        struct tiff_file *file = handle;
        if (!file->map)
                return 0;
        void *at = mmap(NULL, (size_t)file->in->size, PROT_READ, MAP_PRIVATE, file->in->fd, 0);
        if (at == MAP_FAILED)
                return 0; /* then it reads */
        *base = at;
        *size = (toff_t)file->in->size;
        return 1;
}

static void on_unmap(thandle_t handle, void *base, toff_t size)
{
        munmap(base, (size_t)size);
}

static int on_error(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
        struct tiff_file *file = user;
        if (!file->fault[0])
                vsnprintf(file->fault, sizeof file->fault, format, args);
        return 1;
}

static int on_warning(TIFF *tif, void *user, const char *module, const char *format, va_list args)
{
        char text[256];
        struct inspecting *in = ((struct tiff_file *)user)->in;
        vsnprintf(text, sizeof text, format, args);
        zb_inspect_warning(in, text);
        if (strncmp(format, "IO error during reading", 23) == 0) /* of a tag, which it then leaves out */
                zb_inspect_trouble(in, ZB_READ_DAMAGED, "the TIFF is cut off, some of what it says cannot be read: %s", text);
        return 1;
}

enum zb_code zb_tiff_open(struct tiff_file *file, struct inspecting *in, bool map, uint32_t directory,
                          struct zb_err *err)
{
        *file = (struct tiff_file){.in = in, .map = map};
        TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
        if (!options)
                return zb_err_nomem(err);
        TIFFOpenOptionsSetMaxSingleMemAlloc(options, MOST_ALLOC);
        TIFFOpenOptionsSetErrorHandlerExtR(options, on_error, file);
        TIFFOpenOptionsSetWarningHandlerExtR(options, on_warning, file);
        file->tif = TIFFClientOpenExt("TIFF", "r", file, on_read, on_write, on_seek, on_close, on_size,
                                      on_map, on_unmap, options);
        TIFFOpenOptionsFree(options);
        if (file->tif && !zb_tiff_go(file, directory))
                zb_tiff_close(file);
        return ZB_OK;
}

/* The colour mode is asked for after every change of directory, which forgets it: the sizes of strips and
 * tiles that libtiff tells depend on it. */
bool zb_tiff_go(struct tiff_file *file, uint32_t directory)
{
        uint16_t compression = 0, photometric = 0;
        if (directory != TIFFCurrentDirectory(file->tif) && !TIFFSetDirectory(file->tif, (tdir_t)directory))
                return false;
        if (TIFFGetField(file->tif, TIFFTAG_COMPRESSION, &compression) && compression == COMPRESSION_JPEG &&
            TIFFGetField(file->tif, TIFFTAG_PHOTOMETRIC, &photometric) && photometric == PHOTOMETRIC_YCBCR)
                TIFFSetField(file->tif, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        return true;
}

void zb_tiff_close(struct tiff_file *file)
{
        if (file->tif)
                TIFFClose(file->tif);
        file->tif = NULL;
}

void zb_inspect_tiff_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "libtiff", TIFFGetVersion());
}
