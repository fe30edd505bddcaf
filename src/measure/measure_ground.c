/* SPDX-License-Identifier: Apache-2.0 */
/* The board as it will be printed, at low resolution, drawn once: whole, for its total ink, and as a layer
 * without its text, the ground that a line's ink meets. Both are read off pixels, as of a stranger's file, so
 * they cannot differ from what the outputs show. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_priv.h"
#include "raster.h"

#define GROUND_PPI 36.0
#define MOST_PX    8e6 /* of the ground of a very large board */

static double ground_ppi(const struct zb_scene *scene)
{
        double inch2 = (scene->width_mm + 2 * scene->bleed_mm) * (scene->height_mm + 2 * scene->bleed_mm) /
                       (25.4 * 25.4);
        return fmin(GROUND_PPI, sqrt(MOST_PX / inch2));
}

/* All that is no text, in its order. */
static enum zb_code without_text(const struct zb_scene *scene, struct zb_raster_layer *ret,
                                 struct zb_err *err)
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

struct taking {
        struct zb_ground *ground;
        struct zb_facts *facts;
        struct zb_squares squares;
        uint16_t *mean; /* squares' own */
        uint32_t *sum;  /* of the squares' row under way */
        int summed, row;
};

/* Rows of the ground, on paper; every band has rows of its own. */
static enum zb_code take_ground(void *ctx, void **kept, const struct zb_band *band,
                                const struct zb_layer_rows *rows, struct zb_err *err)
{
        struct zb_ground *g = ((struct taking *)ctx)->ground;
        for (int y = 0; y < rows->rows; y++) {
                const uint8_t *px = rows->cmyk + 4 * (size_t)y * (size_t)rows->width;
                const uint8_t *alpha = rows->alpha + (size_t)y * (size_t)rows->width;
                uint8_t *to = g->cmyk + 4 * ((size_t)(rows->y + y) * (size_t)g->width + (size_t)rows->x);
                for (int i = 0; i < 4 * rows->width; i++)
                        to[i] = (uint8_t)((px[i] * alpha[i / 4] + 127) / 255);
        }
        return ZB_OK;
}

/* The first pixel of square i of n over `most` pixels. */
static int first_of(int i, int n, int most)
{
        return (int)((int64_t)i * most / n);
}

static void end_squares(struct taking *t)
{
        struct zb_squares *s = &t->squares;
        for (int i = 0; i < s->w; i++) {
                int px = first_of(i + 1, s->w, t->ground->width) - first_of(i, s->w, t->ground->width);
                t->mean[t->row * s->w + i] =
                        (uint16_t)lround((double)t->sum[i] * ZB_SQUARE_ONE / (px * t->summed));
        }
        memset(t->sum, 0, (size_t)s->w * sizeof *t->sum);
        t->summed = 0;
        t->row++;
}

/* How much of the board bears how much ink, and where it is most. */
static enum zb_code take_board(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct taking *t = ctx;
        const struct zb_ground *g = t->ground;
        double cm2 = 2.54 / g->ppi * (2.54 / g->ppi);
        const uint8_t *v = band->cmyk;
        for (int y = band->y; y < band->y + band->rows; y++) {
                for (int i = 0; i < t->squares.w; i++)
                        for (int n = first_of(i + 1, t->squares.w, g->width) -
                                     first_of(i, t->squares.w, g->width);
                             n > 0; n--, v += 4) {
                                unsigned total = (unsigned)(v[0] + v[1] + v[2] + v[3]);
                                t->sum[i] += total;
                                t->facts->survey.ink_cm2[(int)(total * 50.0 / 255 + 0.5)] += cm2;
                        }
                t->summed++;
                if (y + 1 == first_of(t->row + 1, t->squares.h, g->height))
                        end_squares(t);
        }
        return ZB_OK;
}

static enum zb_code draw(struct measuring *m, struct taking *t, struct zb_err *err)
{
        struct zb_raster_layer bare;
        enum zb_code code = without_text(m->scene, &bare, err);
        if (code)
                return code;
        const struct zb_raster_options options = {
                .ppi = m->ground.ppi, .profile = m->profile, .max_total = m->max_total};
        const struct zb_raster_sink sink = {
                .layers = &bare, .n_layers = 1, .layer = take_ground, .put = take_board, .ctx = t};
        code = zb_raster(m->scene, &options, &sink, 1, err);
        free((void *)bare.items);
        if (code)
                return code;
        m->facts->survey.known = true;
        return zb_sheet_ink(m->facts, &t->squares, err);
}

/* Squares of about a millimetre, none less than a pixel. */
static int squares_of(double mm, int px)
{
        return (int)fmin(fmax(floor(mm), 1), px);
}

enum zb_code zb_measure_ground(struct measuring *m, struct zb_err *err)
{
        struct zb_ground *g = &m->ground;
        g->ppi = ground_ppi(m->scene);
        g->x0_mm = g->y0_mm = -m->scene->bleed_mm;
        zb_raster_size(m->scene, g->ppi, &g->width, &g->height);
        struct taking t = {.ground = g, .facts = m->facts, .squares = {.box = m->facts->media}};
        t.squares.w = squares_of(t.squares.box.w, g->width);
        t.squares.h = squares_of(t.squares.box.h, g->height);
        t.squares.mean = t.mean = calloc((size_t)t.squares.w * (size_t)t.squares.h, sizeof *t.mean);
        t.sum = calloc((size_t)t.squares.w, sizeof *t.sum);
        g->cmyk = calloc((size_t)g->width * (size_t)g->height + 1, 4);
        enum zb_code code = t.mean && t.sum && g->cmyk ? draw(m, &t, err) : zb_err_nomem(err);
        free(t.mean);
        free(t.sum);
        return code;
}

/* First pixel whose centre is not before v mm, held to 0 … most. */
static int pixel_of(double mm, double ppi, int most)
{
        double px = ceil(zb_px_of_mm(mm, ppi) - 0.5);
        return px < 0 ? 0 : px > most ? most : (int)px;
}

struct zb_window zb_ground_window(const struct zb_ground *g, struct zb_rect box)
{
        double x = box.x - g->x0_mm, y = box.y - g->y0_mm;
        return (struct zb_window){pixel_of(x, g->ppi, g->width), pixel_of(y, g->ppi, g->height),
                                  pixel_of(x + box.w, g->ppi, g->width),
                                  pixel_of(y + box.h, g->ppi, g->height)};
}
