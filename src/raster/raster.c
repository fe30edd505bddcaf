/* SPDX-License-Identifier: Apache-2.0 */
/* Scene → bands of CMYK pixels. The workers paint bands and pack them; the calling thread puts them away in
 * order. At most a few bands and the pictures that they show are in memory at any time. */
#include "raster.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "raster_priv.h"

/* Rows of a band when nobody asks: two strips of a TIFF, and a band of a board stays near the core that
 * paints it. */
#define BAND_ROWS 128

/* cairo's widest image; a board of 785 mm reaches it at 1060 ppi. */
#define MAX_WIDTH 32767

/* A band under way, and what every sink keeps with its place. */
struct slot {
        struct zb_band band;
        uint8_t *cmyk;
        void **kept; /* one a sink */
};

struct run {
        const struct zb_raster_options *options;
        const struct zb_raster_sink *sinks;
        size_t n_sinks;
        struct plan plan;
        struct shots shots;
        int band_rows, n_bands;
        struct slot *slots; /* ring: band i lives in slot i % n_slots until it has been put */
        int n_slots;
        struct painter *painters; /* one a thread */
        int n_painters;
};

/* ---- one band, in a worker ---- */

static enum zb_code open_slot(const struct run *run, struct slot *slot, int index, struct zb_err *err)
{
        int y = index * run->band_rows, left = run->plan.height - y;
        if (!slot->kept)
                slot->kept = calloc(run->n_sinks, sizeof *slot->kept);
        if (!slot->cmyk)
                slot->cmyk = malloc(4 * (size_t)run->plan.width * (size_t)run->band_rows);
        if (!slot->kept || !slot->cmyk)
                return zb_err_nomem(err);
        slot->band = (struct zb_band){.index = index,
                                      .y = y,
                                      .width = run->plan.width,
                                      .rows = left < run->band_rows ? left : run->band_rows,
                                      .cmyk = slot->cmyk};
        return ZB_OK;
}

static enum zb_code give_layers(const struct run *run, struct painter *painter, const struct run_pixels *from,
                                struct slot *slot, struct zb_err *err)
{
        for (size_t l = 0; l < run->plan.n_layers; l++) {
                const struct layer *layer = &run->plan.layers[l];
                const struct zb_raster_sink *sink = &run->sinks[layer->sink];
                struct zb_layer_rows rows;
                if (!layer_touches(layer, &slot->band))
                        continue;
                enum zb_code code = paint_layer(painter, from, layer, &slot->band, &rows, err);
                if (code == ZB_OK)
                        code = sink_failed(
                                sink, sink->layer(sink->ctx, &slot->kept[layer->sink], &slot->band, &rows, err), err);
                if (code != ZB_OK)
                        return code;
        }
        return ZB_OK;
}

static enum zb_code give_band(const struct run *run, struct slot *slot, struct zb_err *err)
{
        for (size_t s = 0; s < run->n_sinks; s++) {
                const struct zb_raster_sink *sink = &run->sinks[s];
                enum zb_code code = sink->pack ? sink->pack(sink->ctx, &slot->kept[s], &slot->band, err) : ZB_OK;
                if (code != ZB_OK)
                        return sink_failed(sink, code, err);
        }
        return ZB_OK;
}

static enum zb_code raster_work(void *ctx, int job, int thread, struct zb_err *err)
{
        struct run *run = ctx;
        struct slot *slot = &run->slots[job % run->n_slots];
        enum zb_code code = open_slot(run, slot, job, err);
        if (code != ZB_OK)
                return code;
        const struct pixbox rows = {0, slot->band.y, slot->band.width, slot->band.y + slot->band.rows};
        const struct run_pixels from = {&run->plan, &run->shots, run->band_rows};
        code = shots_acquire(&run->shots, rows, err);
        if (code != ZB_OK)
                return code;
        code = paint_page(&run->painters[thread], &from, &slot->band, slot->cmyk, err);
        if (code == ZB_OK)
                code = give_layers(run, &run->painters[thread], &from, slot, err);
        shots_release(&run->shots, rows);
        return code == ZB_OK ? give_band(run, slot, err) : code;
}

/* ---- the calling thread ---- */

static enum zb_code done(void *ctx, int job, struct zb_err *err)
{
        struct run *run = ctx;
        struct slot *slot = &run->slots[job % run->n_slots];
        for (size_t s = 0; s < run->n_sinks; s++) {
                const struct zb_raster_sink *sink = &run->sinks[s];
                enum zb_code code = sink->put ? sink->put(sink->ctx, &slot->kept[s], &slot->band, err) : ZB_OK;
                if (code != ZB_OK)
                        return sink_failed(sink, code, err);
        }
        if (zb_tick(run->options->progress, run->options->what, (job + 1.0) / run->n_bands))
                return zb_err_say(err, ZB_WORK, NULL, "stopped");
        return ZB_OK;
}

static void run_fini(struct run *run)
{
        for (int i = 0; i < run->n_slots; i++) {
                struct slot *slot = &run->slots[i];
                for (size_t s = 0; slot->kept && s < run->n_sinks; s++)
                        if (slot->kept[s] && run->sinks[s].drop)
                                run->sinks[s].drop(run->sinks[s].ctx, slot->kept[s]);
                free(slot->kept);
                free(slot->cmyk);
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
        return zb_err_say(err, ZB_INPUT, NULL, "%s ppi cannot be used: the picture must be 1 to %d pixels wide",
                          zb_num(text, isfinite(ppi) ? ppi : 0, 2), MAX_WIDTH);
}

enum zb_code zb_raster(const struct zb_scene *scene, const struct zb_raster_options *options,
                       const struct zb_raster_sink *sinks, size_t n_sinks, struct zb_err *err)
{
        enum zb_code code = check_size(scene, options->ppi, err);
        if (code != ZB_OK)
                return code;
        int threads = zb_pool_threads(options->threads);
        struct run run = {.options = options, .sinks = sinks, .n_sinks = n_sinks};
        run.band_rows = options->band_rows > 0 ? options->band_rows : BAND_ROWS;
        code = plan_make(scene, options->ppi, sinks, n_sinks, &run.plan, err);
        if (code != ZB_OK)
                return code;
        run.n_bands = (run.plan.height + run.band_rows - 1) / run.band_rows;
        if (threads > run.n_bands)
                threads = run.n_bands;
        int ahead = threads > 1 ? threads + 1 : 1;
        run.slots = calloc((size_t)ahead, sizeof *run.slots);
        run.painters = calloc((size_t)threads, sizeof *run.painters);
        if (run.slots && run.painters) {
                run.n_slots = ahead;
                run.n_painters = threads;
                code = shots_init(&run.shots, &run.plan, options, sinks, n_sinks, run.band_rows, err);
        } else {
                code = zb_err_nomem(err);
        }
        if (code == ZB_OK)
                code = zb_pool_ordered(threads, run.n_bands, ahead, raster_work, done, &run, err);
        run_fini(&run);
        return code;
}
