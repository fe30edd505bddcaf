/* SPDX-License-Identifier: Apache-2.0 */
/* The ground: the board as it will be printed, without its text, at low resolution. What a line's ink meets
 * and how much ink a photograph brings is read off these pixels, so it cannot differ from what the outputs
 * show. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_priv.h"
#include "raster.h"

#define GROUND_PPI 36.0
#define MOST_PX    8e6 /* of the ground of a very large board */

struct taking {
        struct zb_ground *ground;
};

static enum zb_code put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        const struct taking *t = ctx;
        size_t row = 4 * (size_t)band->width;
        memcpy(t->ground->cmyk + row * (size_t)band->y, band->cmyk, row * (size_t)band->rows);
        return ZB_OK;
}

/* All that is no text, in its order. The scene is shared but for the list of its items. */
static struct zb_item *without_text(const struct zb_scene *scene, size_t *ret_n)
{
        struct zb_item *items = malloc((scene->n_items + 1) * sizeof *items);
        *ret_n = 0;
        for (size_t i = 0; items && i < scene->n_items; i++)
                if (scene->items[i].kind != ZB_ITEM_TEXT)
                        items[(*ret_n)++] = scene->items[i];
        return items;
}

static double ground_ppi(const struct zb_scene *scene)
{
        double inch2 = (scene->width_mm + 2 * scene->bleed_mm) * (scene->height_mm + 2 * scene->bleed_mm) /
                       (25.4 * 25.4);
        return fmin(GROUND_PPI, sqrt(MOST_PX / inch2));
}

/* How much of the board bears how much ink. */
static void survey_ink(struct zb_facts *facts, const struct zb_ground *g)
{
        double cm2 = 2.54 / g->ppi * (2.54 / g->ppi);
        for (size_t i = 0; i < (size_t)g->width * (size_t)g->height; i++) {
                const uint8_t *v = g->cmyk + 4 * i;
                facts->survey.ink_cm2[(int)((v[0] + v[1] + v[2] + v[3]) * 50.0 / 255 + 0.5)] += cm2;
        }
        facts->survey.known = true;
}

enum zb_code zb_measure_ground(struct measuring *m, struct zb_err *err)
{
        struct zb_scene bare = *m->scene;
        struct zb_ground *g = &m->ground;
        g->ppi = ground_ppi(&bare);
        g->x0_mm = g->y0_mm = -bare.bleed_mm;
        zb_raster_size(&bare, g->ppi, &g->width, &g->height);
        bare.items = without_text(m->scene, &bare.n_items);
        g->cmyk = calloc((size_t)g->width * (size_t)g->height + 1, 4);
        enum zb_code code = ZB_OK;
        if (!bare.items || !g->cmyk) {
                code = zb_err_nomem(err);
        } else {
                struct taking t = {g};
                const struct zb_raster_options options = {
                        .ppi = g->ppi, .profile = m->profile, .max_total = m->max_total};
                const struct zb_raster_sink sink = {.put = put, .ctx = &t};
                code = zb_raster(&bare, &options, &sink, 1, err);
                if (code == ZB_OK)
                        survey_ink(m->facts, g);
        }
        free(bare.items);
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
