/* SPDX-License-Identifier: Apache-2.0 */
/* PNG: the soft proof of the board for screens, sRGB as the profile says the press will print it (paper
 * white, relative colorimetric). The workers proof the bands; libpng packs and writes rows on the calling
 * thread. Its longjmps end inside the functions that call it. */
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "raster.h"
#include "write_priv.h"

struct png {
        struct zb_outfile *out;
        const struct zb_profile *profile;
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
        p->code = zb_outfile_write(p->out, data, n, &p->err);
        if (p->code != ZB_OK)
                longjmp(p->escape, 1);
}

static void on_flush(png_structp handle)
{
}

static void on_error(png_structp handle, png_const_charp text)
{
        struct png *p = png_get_error_ptr(handle);
        p->code = zb_err_set(&p->err, ZB_WORK, zb_outfile_path(p->out), "PNG 写不出来：%s",
                             "the PNG cannot be written: %s", text);
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

static enum zb_code write_head(struct png *p, const struct zb_scene *scene, double ppi,
                               const struct zb_buf *xmp, struct zb_err *err)
{
        p->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, p, on_error, on_warning);
        p->info = p->png ? png_create_info_struct(p->png) : NULL;
        if (!p->info)
                return zb_err_nomem(err);
        if (setjmp(p->escape))
                return fault(p, err);
        int width, height;
        zb_raster_size(scene, ppi, &width, &height);
        png_uint_32 per_metre = (png_uint_32)lrint(ppi / 0.0254);
        png_set_write_fn(p->png, p, on_write, on_flush);
        png_set_compression_level(p->png, 6);
        png_set_IHDR(p->png, p->info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB,
                     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_set_sRGB(p->png, p->info, PNG_sRGB_INTENT_RELATIVE);
        png_set_pHYs(p->png, p->info, per_metre, per_metre, PNG_RESOLUTION_METER);
        set_texts(p, scene, xmp);
        png_write_info(p->png, p->info);
        return ZB_OK;
}

static enum zb_code write_end(struct png *p, struct zb_err *err)
{
        if (setjmp(p->escape))
                return fault(p, err);
        png_write_end(p->png, NULL);
        return ZB_OK;
}

/* ---- bands ---- */

/* CMYK to RGB in the band's own memory: three bytes never overtake four. */
static enum zb_code pack(void *ctx, struct zb_band *band, struct zb_err *err)
{
        enum { BLOCK = 512 };
        const struct png *p = ctx;
        struct zb_ink inks[BLOCK];
        uint8_t rgb[BLOCK][3];
        size_t n = (size_t)band->width * (size_t)band->rows;
        for (size_t done = 0, now; done < n; done += now) {
                now = n - done < BLOCK ? n - done : BLOCK;
                for (size_t i = 0; i < now; i++) {
                        const uint8_t *v = band->cmyk + 4 * (done + i);
                        inks[i] = (struct zb_ink){v[0] / 255.0F, v[1] / 255.0F, v[2] / 255.0F, v[3] / 255.0F};
                }
                enum zb_code code = zb_proof_rgb(p->profile, inks, rgb, now, err);
                if (code != ZB_OK)
                        return code;
                memcpy(band->cmyk + 3 * done, rgb, 3 * now);
        }
        return ZB_OK;
}

static enum zb_code put(void *ctx, struct zb_band *band, struct zb_err *err)
{
        struct png *p = ctx;
        if (setjmp(p->escape))
                return fault(p, err);
        for (int y = 0; y < band->rows; y++)
                png_write_row(p->png, band->cmyk + 3 * (size_t)y * (size_t)band->width);
        return ZB_OK;
}

/* ---- the file ---- */

static enum zb_code write_all(struct png *p, const struct zb_scene *scene,
                              const struct zb_write_options *options, double ppi, struct zb_err *err)
{
        struct zb_buf xmp = ZB_BUF_INIT;
        enum zb_code code = zb_write_xmp(scene, "image/png", false, NULL, &xmp, err);
        if (code == ZB_OK)
                code = write_head(p, scene, ppi, &xmp, err);
        zb_buf_fini(&xmp);
        if (code == ZB_OK) {
                struct zb_raster_options raster = {.ppi = ppi,
                                                   .profile = options->profile,
                                                   .max_total = options->max_total,
                                                   .threads = options->threads,
                                                   .progress = options->progress,
                                                   .what = {"写 PNG", "writing PNG"}};
                struct zb_raster_sink sink = {.pack = pack, .put = put, .ctx = p};
                code = zb_raster(scene, &raster, &sink, err);
        }
        if (code == ZB_OK)
                code = write_end(p, err);
        png_destroy_write_struct(&p->png, &p->info);
        return code;
}

enum zb_code zb_write_png(const struct zb_scene *scene, const char *path,
                          const struct zb_write_options *options, struct zb_err *err)
{
        struct png p = {.profile = options->profile};
        enum zb_code code = zb_outfile_open(path, &p.out, err);
        if (code != ZB_OK)
                return code;
        code = write_all(&p, scene, options, options->ppi > 0 ? options->ppi : 40, err);
        if (code == ZB_OK)
                return zb_outfile_commit(p.out, err);
        zb_outfile_abandon(p.out);
        return code;
}
