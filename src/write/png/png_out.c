/* SPDX-License-Identifier: Apache-2.0 */
/* PNG: the soft proof of the board for screens, sRGB as the profile says the press will print it (paper
 * white, relative colorimetric). The workers proof the bands; libpng packs and writes rows on the calling
 * thread. Its longjmps end inside the functions that call it. */
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "write_priv.h"

struct png {
        struct zb_writer writer; /* first */
        const struct zb_write_job *job;
        png_structp png;
        png_infop info;
        jmp_buf escape;
        enum zb_code code; /* the first fault, and its sentence */
        struct zb_err err;
};

/* ---- what libpng calls ---- */

static void on_write(png_structp handle, png_bytep data, size_t n)
{
        struct png *p = png_get_io_ptr(handle);
        p->code = zb_outfile_write(p->writer.out, data, n, &p->err);
        if (p->code != ZB_OK)
                longjmp(p->escape, 1);
}

static void on_flush(png_structp handle)
{
}

static void on_error(png_structp handle, png_const_charp text)
{
        struct png *p = png_get_error_ptr(handle);
        p->code = zb_err_say(&p->err, ZB_WORK, p->job->path, "the PNG cannot be written: %s", text);
        longjmp(p->escape, 1);
}

static void on_warning(png_structp handle, png_const_charp text)
{
}

static enum zb_code fault(const struct png *p, struct zb_err *err)
{
        if (err)
                *err = p->err;
        return p->code;
}

/* ---- the head ---- */

static void set_texts(struct png *p, const struct zb_scene *scene, const struct zb_buf *xmp)
{
        png_text texts[] = {{.compression = PNG_TEXT_COMPRESSION_NONE,
                             .key = (char *)"Software",
                             .text = (char *)ZB_WRITE_TOOL},
                            {.compression = PNG_ITXT_COMPRESSION_NONE,
                             .key = (char *)"Title",
                             .text = (char *)zb_write_title(scene)},
                            {.compression = PNG_ITXT_COMPRESSION_NONE,
                             .key = (char *)"XML:com.adobe.xmp",
                             .text = xmp->data},
                            {.compression = PNG_TEXT_COMPRESSION_NONE,
                             .key = (char *)"AIGC",
                             .text = (char *)zb_write_aigc}};
        int n = (int)(sizeof texts / sizeof *texts);
        png_set_text(p->png, p->info, texts, scene->ai ? n : n - 1); /* the mark is the last one */
}

static enum zb_code write_head(struct png *p, const struct zb_buf *xmp, struct zb_err *err)
{
        p->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, p, on_error, on_warning);
        p->info = p->png ? png_create_info_struct(p->png) : NULL;
        if (!p->info)
                return zb_err_nomem(err);
        if (setjmp(p->escape))
                return fault(p, err);
        int width, height;
        zb_raster_size(p->job->scene, p->job->ppi, &width, &height);
        png_uint_32 per_metre = (png_uint_32)lrint(p->job->ppi / 0.0254);
        png_set_write_fn(p->png, p, on_write, on_flush);
        png_set_compression_level(p->png, 6);
        png_set_IHDR(p->png, p->info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB,
                     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_set_sRGB(p->png, p->info, PNG_sRGB_INTENT_RELATIVE);
        png_set_pHYs(p->png, p->info, per_metre, per_metre, PNG_RESOLUTION_METER);
        set_texts(p, p->job->scene, xmp);
        png_write_info(p->png, p->info);
        return ZB_OK;
}

static enum zb_code finish(struct zb_writer *writer, struct zb_err *err)
{
        struct png *p = (struct png *)writer;
        if (setjmp(p->escape))
                return fault(p, err);
        png_write_end(p->png, NULL);
        return ZB_OK;
}

/* ---- bands ---- */

static enum zb_code pack(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        const struct png *p = ctx;
        return zb_band_proof(p->job->options->profile, band, kept, err);
}

static enum zb_code put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct png *p = ctx;
        const uint8_t *rgb = *kept;
        if (setjmp(p->escape))
                return fault(p, err);
        for (int y = 0; y < band->rows; y++)
                png_write_row(p->png, rgb + 3 * (size_t)y * (size_t)band->width);
        return ZB_OK;
}

static void drop(void *ctx, void *kept)
{
        free(kept);
}

/* ---- the file ---- */

static void free_png(struct zb_writer *writer)
{
        struct png *p = (struct png *)writer;
        png_destroy_write_struct(&p->png, &p->info);
        free(p);
}

static enum zb_code png_open(const struct zb_write_job *job, struct zb_writer **ret, struct zb_err *err)
{
        struct png *p = calloc(1, sizeof *p);
        if (!p)
                return zb_err_nomem(err);
        p->writer = (struct zb_writer){.sink = {.pack = pack, .put = put, .drop = drop, .ctx = p},
                                       .finish = finish,
                                       .free = free_png};
        p->job = job;
        *ret = &p->writer;
        struct zb_buf xmp = ZB_BUF_INIT;
        enum zb_code code = zb_outfile_open(job->path, &p->writer.out, err);
        if (code == ZB_OK)
                code = zb_write_xmp(job->scene, "image/png", false, NULL, &xmp, err);
        if (code == ZB_OK)
                code = write_head(p, &xmp, err);
        zb_buf_fini(&xmp);
        return code;
}

const struct zb_format zb_format_png = {.name = "PNG", .suffixes = {".png"}, .ppi = 40, .open = png_open};
