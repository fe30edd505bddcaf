/* SPDX-License-Identifier: Apache-2.0 */
/* The layers as marks: what shows of each layer of pixels, and the boxes of shape layers. A layer clipped to the one below
 * it, or masked, shows only what that lets through. */
#include <stdlib.h>
#include <string.h>

#include "psd_file.h"

static struct zb_px_rect common_px(struct zb_px_rect a, struct zb_px_rect b)
{
        struct zb_px_rect r = {a.left > b.left ? a.left : b.left, a.top > b.top ? a.top : b.top,
                               a.right < b.right ? a.right : b.right, a.bottom < b.bottom ? a.bottom : b.bottom};
        if (r.left >= r.right || r.top >= r.bottom)
                r = (struct zb_px_rect){0};
        return r;
}

static struct zb_px_rect shown_px(const struct zb_psd *psd, size_t i)
{
        const struct zb_psd_layer *layer = &psd->layers[i];
        const struct zb_px_rect page = {0, 0, psd->width, psd->height};
        struct zb_px_rect r = common_px(layer->px, page);
        if (layer->has_mask)
                r = common_px(r, layer->mask);
        for (size_t k = i; layer->clipping && k-- > 0;)
                if (!psd->layers[k].clipping) {
                        const struct zb_psd_layer *base = &psd->layers[k];
                        if (base->divider == ZB_PSD_LAYER) {
                                r = common_px(r, base->px);
                                if (base->has_mask)
                                        r = common_px(r, base->mask);
                        }
                        break;
                }
        return r;
}

/* ---- points of a layer ---- */

struct psd_points {
        const struct zb_psd *psd;
        const size_t *layers; /* the file's layer of each mark */
};

static bool sample_plate(const struct zb_psd *psd, const struct zb_psd_layer *layer, int id, int slot,
                         struct zb_px_rect area, struct zb_mark_points *points)
{
        struct zb_plane *plane = zb_plane_of_layer(psd, layer, id);
        int w = layer->px.right - layer->px.left;
        uint8_t *row = malloc((size_t)w + 1);
        bool ok = plane && row;
        for (int j = 0; ok && j < ZB_MARK_POINTS; j++) {
                double y = area.top - layer->px.top + (j + 0.5) * (area.bottom - area.top) / ZB_MARK_POINTS;
                ok = zb_plane_row(plane, (int)y, row);
                for (int i = 0; ok && i < ZB_MARK_POINTS; i++) {
                        double x = area.left - layer->px.left + (i + 0.5) * (area.right - area.left) / ZB_MARK_POINTS;
                        points->px[j][i][slot] = row[(int)x];
                }
        }
        zb_plane_free(plane);
        free(row);
        return ok;
}

/* See zb_marks.points. */
static bool sample_points(void *reader, size_t mark, struct zb_mark_points *ret)
{
        const struct psd_points *of = reader;
        const struct zb_psd *psd = of->psd;
        const struct zb_psd_layer *layer = &psd->layers[of->layers[mark]];
        const struct zb_px_rect area = shown_px(psd, of->layers[mark]);
        int plates = psd->mode == ZB_PSD_CMYK ? 4 : psd->mode == ZB_PSD_RGB || psd->mode == ZB_PSD_LAB ? 3 : 1;
        memset(ret, 0, sizeof *ret);
        for (int i = 0; i < plates; i++)
                if (!sample_plate(psd, layer, i, i, area, ret))
                        return false;
        if (!sample_plate(psd, layer, -1, 4, area, ret)) /* a background: opaque */
                for (int j = 0; j < ZB_MARK_POINTS; j++)
                        for (int i = 0; i < ZB_MARK_POINTS; i++)
                                ret->px[j][i][4] = 255;
        return true;
}

/* ---- the list ---- */

static struct zb_mark_layer mark_of(const struct zb_psd *psd, size_t i)
{
        const struct zb_psd_layer *layer = &psd->layers[i];
        const struct zb_px_rect area = shown_px(psd, i);
        return (struct zb_mark_layer){.box = zb_psd_box(psd, area),
                                      .name = layer->name,
                                      .opacity = layer->opacity / 255.0,
                                      .px_w = area.right - area.left,
                                      .px_h = area.bottom - area.top,
                                      .ppi_x = psd->ppi_x,
                                      .ppi_y = psd->ppi_y};
}

enum zb_code zb_psd_figures(struct zb_psd *psd, struct zb_err *err)
{
        struct zb_arena *arena = psd->in->facts->arena;
        struct zb_mark_layer *layers = zb_arena_array(arena, psd->n_layers + 1, sizeof *layers);
        size_t *own = zb_arena_array(arena, psd->n_layers + 1, sizeof *own);
        struct psd_points points = {.psd = psd, .layers = own};
        struct zb_marks m = {.shapes = zb_arena_array(arena, psd->n_layers + 1, sizeof *m.shapes),
                             .layers = layers,
                             .sheet = psd->sheet,
                             .points = sample_points,
                             .reader = &points};
        if (!layers || !own || !m.shapes)
                return zb_err_nomem(err);
        for (size_t i = 0; i < psd->n_layers; i++) {
                const char *kind = psd->layers[i].kind;
                if (!psd->layers[i].visible)
                        continue;
                if (!strcmp(kind, "shape"))
                        m.shapes[m.n_shapes++] = (struct zb_mark_shape){.box = zb_psd_box(psd, shown_px(psd, i))};
                if (!strcmp(kind, "pixels") || !strcmp(kind, "smart")) {
                        own[m.n_layers] = i;
                        layers[m.n_layers++] = mark_of(psd, i);
                }
        }
        return zb_figures_of_layers(&psd->in->derivation, &m, err);
}
