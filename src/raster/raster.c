/* SPDX-License-Identifier: Apache-2.0 */
/* Scene → bands of CMYK pixels. The workers paint bands and pack them; the calling thread puts them away in
 * order. At most a few bands and the pictures that they show are in memory at any time. */
#include "raster.h"

#include <math.h>
#include <stdlib.h>

#include "raster_priv.h"

/* Rows of a band when nobody asks: two strips of a TIFF, and a band of a board stays near the core that
 * paints it. */
#define BAND_ROWS 128

/* cairo's widest image; a board of 785 mm reaches it at 1060 ppi. */
#define MAX_WIDTH 32767

struct run {
        const struct zb_raster_options *options;
        const struct zb_raster_sink *sink;
        struct plan plan;
        struct shots shots;
        int band_rows, n_bands, n_slots;
        struct zb_band *slots;    /* ring: band i lives in slot i % n_slots until it has been put */
        struct painter *painters; /* one a thread */
        int n_painters;
};

void zb_raster_size(const struct zb_scene *scene, double ppi, int *ret_width, int *ret_height)
{
        *ret_width = (int)lrint(zb_px_of_mm(scene->width_mm + 2 * scene->bleed_mm, ppi));
        *ret_height = (int)lrint(zb_px_of_mm(scene->height_mm + 2 * scene->bleed_mm, ppi));
}

/* ---- one band, in a worker ---- */

static struct pixbox band_box(const struct zb_band *band)
{
        return (struct pixbox){0, band->y, band->width, band->y + band->rows};
}

static enum zb_code work(void *ctx, int job, int thread, struct zb_err *err)
{
        struct run *run = ctx;
        struct zb_band *band = &run->slots[job % run->n_slots];
        uint8_t *cmyk = band->cmyk;
        if (!cmyk)
                cmyk = malloc(4 * (size_t)run->plan.width * (size_t)run->band_rows);
        if (!cmyk)
                return zb_err_nomem(err);
        int y = job * run->band_rows, left = run->plan.height - y;
        *band = (struct zb_band){.index = job,
                                 .y = y,
                                 .width = run->plan.width,
                                 .rows = left < run->band_rows ? left : run->band_rows,
                                 .cmyk = cmyk};
        const struct pixbox rows = band_box(band);
        enum zb_code code = shots_acquire(&run->shots, rows, err);
        if (code != ZB_OK)
                return code;
        const struct run_pixels from = {&run->plan, &run->shots, run->sink};
        code = paint_band(&run->painters[thread], &from, band, run->band_rows, err);
        shots_release(&run->shots, rows);
        if (code == ZB_OK && run->sink->pack)
                code = run->sink->pack(run->sink->ctx, band, err);
        return code;
}

/* ---- the calling thread ---- */

static enum zb_code done(void *ctx, int job, struct zb_err *err)
{
        struct run *run = ctx;
        struct zb_band *band = &run->slots[job % run->n_slots];
        enum zb_code code = run->sink->put(run->sink->ctx, band, err);
        if (run->sink->drop && band->packed)
                run->sink->drop(run->sink->ctx, band);
        band->packed = NULL;
        if (code != ZB_OK)
                return code;
        if (zb_tick(run->options->progress, run->options->what, (job + 1.0) / run->n_bands))
                return zb_err_set(err, ZB_WORK, NULL, "已停止", "stopped");
        return ZB_OK;
}

static void run_fini(struct run *run)
{
        for (int i = 0; i < run->n_slots; i++) {
                if (run->slots[i].packed && run->sink->drop)
                        run->sink->drop(run->sink->ctx, &run->slots[i]);
                free(run->slots[i].cmyk);
        }
        for (int i = 0; i < run->n_painters; i++)
                painter_fini(&run->painters[i]);
        free(run->slots);
        free(run->painters);
        shots_fini(&run->shots);
        plan_fini(&run->plan);
}

static enum zb_code check_size(const struct zb_scene *scene, double ppi, struct zb_err *err)
{
        double w = zb_px_of_mm(scene->width_mm + 2 * scene->bleed_mm, ppi);
        double h = zb_px_of_mm(scene->height_mm + 2 * scene->bleed_mm, ppi);
        if (w >= 1 && w <= MAX_WIDTH && h >= 1 && h <= 1e6)
                return ZB_OK;
        char text[40];
        return zb_err_set(err, ZB_INPUT, NULL, "分辨率 %s ppi 不可用：画面宽须在 1 到 %d 像素之间",
                          "%s ppi cannot be used: the picture must be 1 to %d pixels wide",
                          zb_num(text, isfinite(ppi) ? ppi : 0, 2), MAX_WIDTH);
}

enum zb_code zb_raster(const struct zb_scene *scene, const struct zb_raster_options *options,
                       const struct zb_raster_sink *sink, struct zb_err *err)
{
        enum zb_code code = check_size(scene, options->ppi, err);
        if (code != ZB_OK)
                return code;
        int threads = zb_pool_threads(options->threads);
        struct run run = {.options = options, .sink = sink};
        run.band_rows = options->band_rows > 0 ? options->band_rows : BAND_ROWS;
        code = plan_make(scene, options, &run.plan, err);
        if (code != ZB_OK)
                return code;
        run.n_bands = (run.plan.height + run.band_rows - 1) / run.band_rows;
        if (threads > run.n_bands)
                threads = run.n_bands;
        int ahead = threads > 1 ? threads + 2 : 1;
        run.slots = calloc((size_t)ahead, sizeof *run.slots);
        run.painters = calloc((size_t)threads, sizeof *run.painters);
        if (run.slots && run.painters) {
                run.n_slots = ahead;
                run.n_painters = threads;
                code = shots_init(&run.shots, &run.plan, options, run.band_rows, err);
        } else {
                code = zb_err_nomem(err);
        }
        if (code == ZB_OK)
                code = zb_pool_ordered(threads, run.n_bands, ahead, work, done, &run, err);
        run_fini(&run);
        return code;
}
