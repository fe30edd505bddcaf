/* SPDX-License-Identifier: Apache-2.0 */
/* The board for a report, in memory: no file is made of it. libjpeg's longjmp ends inside the functions that
 * call it; in memory it can only run out of that. */
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>

#include "write_priv.h"

enum { VIEW_PPI = 60, VIEW_QUALITY = 85, CELL_PX = 12 };
#define PERCENT_OF_LEVEL (100.0 / 255.0)

struct viewing {
        struct jpeg_compress_struct info;
        struct jpeg_error_mgr errors;
        jmp_buf escape;
        unsigned char *jpeg; /* libjpeg's, by malloc */
        unsigned long len;
        const struct zb_profile *profile;
        struct zb_view *view;
        uint64_t n_total[1021], plate_sum[4]; /* levels */
};

static void on_error(j_common_ptr info)
{
        longjmp(((struct viewing *)info->client_data)->escape, 1);
}

static void on_message(j_common_ptr info)
{
}

static enum zb_code begin(struct viewing *v, struct zb_err *err)
{
        v->info.err = jpeg_std_error(&v->errors);
        v->info.client_data = v;
        v->errors.error_exit = on_error;
        v->errors.output_message = on_message;
        if (setjmp(v->escape))
                return zb_err_nomem(err);
        jpeg_create_compress(&v->info);
        jpeg_mem_dest(&v->info, &v->jpeg, &v->len);
        v->info.image_width = (JDIMENSION)v->view->width;
        v->info.image_height = (JDIMENSION)v->view->height;
        v->info.input_components = 3;
        v->info.in_color_space = JCS_RGB;
        jpeg_set_defaults(&v->info);
        jpeg_set_quality(&v->info, VIEW_QUALITY, TRUE);
        jpeg_start_compress(&v->info, TRUE);
        return ZB_OK;
}

static enum zb_code pack(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        const struct viewing *v = ctx;
        return zb_band_proof(v->profile, band, kept, err);
}

static void add_ink(struct viewing *v, const uint8_t *cmyk, int y)
{
        struct zb_view *view = v->view;
        uint8_t *cells = view->ink + (size_t)(y / CELL_PX) * (size_t)view->cols;
        for (int x = 0; x < view->width; x++, cmyk += 4) {
                int total = cmyk[0] + cmyk[1] + cmyk[2] + cmyk[3];
                uint8_t class = (uint8_t)lround(total * PERCENT_OF_LEVEL / 2);
                v->n_total[total]++;
                for (int i = 0; i < 4; i++)
                        v->plate_sum[i] += cmyk[i];
                if (class > cells[x / CELL_PX])
                        cells[x / CELL_PX] = class;
        }
}

static enum zb_code put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct viewing *v = ctx;
        uint8_t *rgb = *kept;
        if (setjmp(v->escape))
                return zb_err_nomem(err);
        for (int y = 0; y < band->rows; y++) {
                JSAMPROW rows[1] = {rgb + 3 * (size_t)y * (size_t)band->width};
                jpeg_write_scanlines(&v->info, rows, 1);
                add_ink(v, band->cmyk + 4 * (size_t)y * (size_t)band->width, band->y + y);
        }
        return ZB_OK;
}

static void drop(void *ctx, void *kept)
{
        free(kept);
}

static enum zb_code end(struct viewing *v, struct zb_err *err)
{
        if (setjmp(v->escape))
                return zb_err_nomem(err);
        jpeg_finish_compress(&v->info);
        return ZB_OK;
}

static void sum_up(const struct viewing *v, double cm2)
{
        double n = (double)v->view->width * v->view->height;
        for (int total = 0; total <= 1020; total++)
                v->view->ink_cm2[lround(total * PERCENT_OF_LEVEL / 2)] += cm2 * (double)v->n_total[total] / n;
        for (int i = 0; i < 4; i++)
                v->view->plate_mean[i] = (double)v->plate_sum[i] * PERCENT_OF_LEVEL / n;
}

static enum zb_code draw(struct viewing *v, const struct zb_scene *scene,
                         const struct zb_raster_options *raster, struct zb_err *err)
{
        const struct zb_raster_sink sink = {.pack = pack, .put = put, .drop = drop, .ctx = v};
        enum zb_code code = begin(v, err);
        if (code == ZB_OK)
                code = zb_raster(scene, raster, &sink, 1, err);
        if (code == ZB_OK)
                code = end(v, err);
        jpeg_destroy_compress(&v->info);
        return code;
}

enum zb_code zb_write_view(const struct zb_scene *scene, const struct zb_write_options *options,
                           struct zb_view *ret, struct zb_err *err)
{
        struct zb_view view = {0};
        const struct zb_raster_options raster = {.ppi = options->ppi > 0 ? options->ppi : VIEW_PPI,
                                                 .profile = options->profile,
                                                 .max_total = options->max_total,
                                                 .threads = options->threads,
                                                 .progress = options->progress,
                                                 .what = {"画报告里的图", "drawing the report's picture"}};
        zb_raster_size(scene, raster.ppi, &view.width, &view.height);
        view.cols = (view.width + CELL_PX - 1) / CELL_PX;
        view.rows = (view.height + CELL_PX - 1) / CELL_PX;
        view.cell_mm = CELL_PX * 25.4 / raster.ppi;
        view.ink = calloc((size_t)view.cols * (size_t)view.rows, 1);
        struct viewing *v = calloc(1, sizeof *v);
        if (!v || !view.ink) {
                free(v);
                free(view.ink);
                return zb_err_nomem(err);
        }
        v->profile = options->profile;
        v->view = &view;
        enum zb_code code = draw(v, scene, &raster, err);
        view.jpeg = v->jpeg;
        view.len = v->len;
        sum_up(v, (scene->width_mm + 2 * scene->bleed_mm) * (scene->height_mm + 2 * scene->bleed_mm) / 100);
        free(v);
        if (code != ZB_OK) {
                zb_view_fini(&view);
                return code;
        }
        *ret = view;
        return ZB_OK;
}

void zb_view_fini(struct zb_view *view)
{
        free(view->jpeg);
        free(view->ink);
        *view = (struct zb_view){0};
}
