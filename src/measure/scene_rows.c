/* SPDX-License-Identifier: Apache-2.0 */
/* The board as it will be printed, at low resolution, drawn once: whole, for its total ink, and as a layer without its
 * text, the ground that a line's ink meets. Both pass through the sheet as a stranger's file does, so they cannot differ
 * from what the outputs show. And the board's picture for a report. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_priv.h"
#include "raster.h"

#define GROUND_PPI 36.0
#define MOST_PX    8e6 /* of the ground of a very large board */

static double ground_ppi(const struct zb_scene *scene)
{
        double inch2 =
                (scene->width_mm + 2 * scene->bleed_mm) * (scene->height_mm + 2 * scene->bleed_mm) / (25.4 * 25.4);
        return fmin(GROUND_PPI, sqrt(MOST_PX / inch2));
}

/* All that is no text, in its order. */
static enum zb_code without_text(const struct zb_scene *scene, struct zb_raster_layer *ret, struct zb_err *err)
{
        size_t *items = malloc((scene->n_items + 1) * sizeof *items), n = 0;
        if (!items)
                return zb_err_nomem(err);
        for (size_t i = 0; i < scene->n_items; i++)
                if (scene->items[i].kind != ZB_ITEM_TEXT)
                        items[n++] = i;
        *ret = (struct zb_raster_layer){items, n};
        return ZB_OK;
}

struct scene_rows_taking {
        struct zb_survey *board; /* NULL: nobody asks */
        uint8_t *ground;         /* the page without text, width × height × 4; the bands come in any order */
        int width, height;
};

/* Rows of the ground, on paper; every band has rows of its own. */
static enum zb_code take_ground(void *ctx, void **kept, const struct zb_band *band, const struct zb_layer_rows *rows,
                                struct zb_err *err)
{
        const struct scene_rows_taking *t = ctx;
        for (int y = 0; y < rows->rows; y++) {
                const uint8_t *px = rows->cmyk + 4 * (size_t)y * (size_t)rows->width;
                const uint8_t *alpha = rows->alpha + (size_t)y * (size_t)rows->width;
                uint8_t *to = t->ground + 4 * ((size_t)(rows->y + y) * (size_t)t->width + (size_t)rows->x);
                for (int i = 0; i < 4 * rows->width; i++)
                        to[i] = (uint8_t)((px[i] * alpha[i / 4] + 127) / 255);
        }
        return ZB_OK;
}

static enum zb_code take_board(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        zb_survey_rows(((struct scene_rows_taking *)ctx)->board, band->cmyk, 4 * (size_t)band->width, band->rows);
        return ZB_OK;
}

/* The ground's survey; its pixels are the raster's own, which the last of them may leave the page by a part. */
static enum zb_code survey_ground(struct measuring *m, const struct scene_rows_taking *t, double ppi,
                                  struct zb_err *err)
{
        const double mm = 25.4 / ppi;
        const struct zb_survey_source source = {
                .px_w = t->width,
                .px_h = t->height,
                .box = {-m->scene->bleed_mm, -m->scene->bleed_mm, t->width * mm, t->height * mm},
                .space = ZB_CMYK8,
                .kind = ZB_SURVEY_GROUND};
        enum zb_code code = zb_survey_open(&m->derivation, &source, &m->ground, err);
        if (code)
                return code;
        zb_survey_rows(m->ground, t->ground, 4 * (size_t)t->width, t->height);
        return zb_survey_end(m->ground, err);
}

static enum zb_code scene_rows_draw(struct measuring *m, struct scene_rows_taking *t, double ppi, struct zb_err *err)
{
        struct zb_raster_layer bare;
        enum zb_code code = without_text(m->scene, &bare, err);
        if (code)
                return code;
        const struct zb_raster_options options = {
                .ppi = ppi, .profile = m->derivation.profile, .max_total = m->max_total};
        const struct zb_raster_sink sink = {
                .layers = &bare, .n_layers = 1, .layer = take_ground, .put = take_board, .ctx = t};
        code = zb_raster(m->scene, &options, &sink, 1, err);
        free((void *)bare.items);
        code = code ? code : zb_survey_end(t->board, err);
        return code ? code : survey_ground(m, t, ppi, err);
}

enum zb_code zb_scene_rows(struct measuring *m, struct zb_err *err)
{
        double ppi = ground_ppi(m->scene);
        struct scene_rows_taking t = {.board = NULL};
        zb_raster_size(m->scene, ppi, &t.width, &t.height);
        const struct zb_survey_source source = {
                .px_w = t.width, .px_h = t.height, .box = m->facts->media, .space = ZB_CMYK8, .kind = ZB_SURVEY_INK};
        enum zb_code code = zb_survey_open(&m->derivation, &source, &t.board, err);
        t.ground = calloc((size_t)t.width * (size_t)t.height + 1, 4);
        if (!code)
                code = t.ground ? scene_rows_draw(m, &t, ppi, err) : zb_err_nomem(err);
        free(t.ground);
        zb_survey_free(t.board);
        return code;
}

enum zb_code zb_measure_view(const struct zb_scene *scene, struct zb_facts *facts,
                             const struct zb_measure_options *options, double ppi, struct zb_err *err)
{
        struct zb_derivation d = {.facts = facts, .profile = options->profile, .survey_ppi = ppi, .view_ppi = ppi};
        struct zb_survey_source source = {.box = facts->media, .space = ZB_CMYK8, .kind = ZB_SURVEY_VIEW};
        zb_raster_size(scene, ppi, &source.px_w, &source.px_h);
        const struct zb_raster_options raster = {.ppi = ppi,
                                                 .profile = options->profile,
                                                 .max_total = options->max_total,
                                                 .what = ZB_N("drawing the report's picture")};
        struct scene_rows_taking t = {.board = NULL};
        const struct zb_raster_sink sink = {.put = take_board, .ctx = &t};
        enum zb_code code = zb_survey_open(&d, &source, &t.board, err);
        code = code ? code : zb_raster(scene, &raster, &sink, 1, err);
        code = code ? code : zb_survey_end(t.board, err);
        code = code ? code : zb_survey_view(t.board, &facts->survey.view, &facts->survey.view_len, err);
        zb_survey_free(t.board);
        if (code)
                return code;
        facts->survey.view_w = source.px_w;
        facts->survey.view_h = source.px_h;
        return ZB_OK;
}
