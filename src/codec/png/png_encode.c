/* SPDX-License-Identifier: Apache-2.0 */
/* The PNG writer: rows in, bytes out. */
#include <math.h>
#include <png.h>
#include <stdlib.h>

#include "escape.h"
#include "png_codec.h"

struct zb_png {
        const struct zb_png_image *image;
        png_structp png;
        png_infop info;
        struct zb_escape escape;
        enum zb_code code; /* the first fault, and its sentence */
        struct zb_err err;
        const uint8_t *rgb; /* the rows at hand */
        int n;
};

/* ---- what libpng calls ---- */

static void png_encode_on_write(png_structp handle, png_bytep data, size_t n)
{
        struct zb_png *p = png_get_io_ptr(handle);
        p->code = p->image->put(p->image->ctx, data, n, &p->err);
        if (p->code != ZB_OK)
                zb_escape(&p->escape);
}

static void on_flush(png_structp handle)
{
}

static void png_encode_on_error(png_structp handle, png_const_charp text)
{
        struct zb_png *p = png_get_error_ptr(handle);
        p->code = zb_err_say(&p->err, ZB_WORK, p->image->place, "the PNG cannot be written: %s", text);
        zb_escape(&p->escape);
}

static void png_encode_on_warning(png_structp handle, png_const_charp text)
{
}

/* ---- the work ---- */

static enum zb_code attempt(struct zb_png *p, void (*work)(void *ctx), struct zb_err *err)
{
        if (zb_escape_try(&p->escape, work, p))
                return ZB_OK;
        if (err)
                *err = p->err;
        return p->code;
}

static void set_texts(struct zb_png *p)
{
        for (size_t i = 0; i < p->image->n_texts; i++) {
                const struct zb_png_text *t = &p->image->texts[i];
                png_text text = {.compression = t->utf8 ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE,
                                 .key = (char *)t->key,
                                 .text = (char *)t->text}; /* libpng's types; it copies */
                png_set_text(p->png, p->info, &text, 1);
        }
}

static void write_head(void *ctx)
{
        struct zb_png *p = ctx;
        const struct zb_png_image *image = p->image;
        png_uint_32 per_metre = (png_uint_32)lrint(image->ppi / 0.0254);
        png_set_write_fn(p->png, p, png_encode_on_write, on_flush);
        png_set_compression_level(p->png, 6);
        png_set_IHDR(p->png, p->info, (png_uint_32)image->width, (png_uint_32)image->height, 8, PNG_COLOR_TYPE_RGB,
                     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_set_sRGB(p->png, p->info, PNG_sRGB_INTENT_RELATIVE);
        png_set_pHYs(p->png, p->info, per_metre, per_metre, PNG_RESOLUTION_METER);
        set_texts(p);
        png_write_info(p->png, p->info);
}

static void write_rows(void *ctx)
{
        struct zb_png *p = ctx;
        for (int y = 0; y < p->n; y++)
                png_write_row(p->png, p->rgb + 3 * (size_t)y * (size_t)p->image->width);
}

static void write_end(void *ctx)
{
        png_write_end(((struct zb_png *)ctx)->png, NULL);
}

enum zb_code zb_png_open(const struct zb_png_image *image, struct zb_png **ret, struct zb_err *err)
{
        struct zb_png *p = *ret = calloc(1, sizeof *p);
        if (!p)
                return zb_err_nomem(err);
        p->image = image;
        p->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, p, png_encode_on_error, png_encode_on_warning);
        p->info = p->png ? png_create_info_struct(p->png) : NULL;
        return p->info ? attempt(p, write_head, err) : zb_err_nomem(err);
}

enum zb_code zb_png_rows(struct zb_png *p, const uint8_t *rgb, int n, struct zb_err *err)
{
        p->rgb = rgb;
        p->n = n;
        return attempt(p, write_rows, err);
}

enum zb_code zb_png_end(struct zb_png *p, struct zb_err *err)
{
        return attempt(p, write_end, err);
}

void zb_png_free(struct zb_png *p)
{
        if (!p)
                return;
        png_destroy_write_struct(&p->png, &p->info);
        free(p);
}

void zb_png_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "libpng", png_get_libpng_ver(NULL));
}
