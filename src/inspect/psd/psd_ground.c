/* SPDX-License-Identifier: Apache-2.0 */
/* The sheet without its text: the visible layers under the words, blended once more from a sample of their
 * pixels (some forty to the inch), with masks and clipping. Where an adjustment, a layer style or a blend
 * mode lies that is not done here the ground is unknown, and so is the contrast there. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "psd_file.h"

enum { MOST_CELLS = 4000000, SEEN = 8 };

struct ground {
        const struct zb_psd *psd;
        int step, cols, rows, plates;
        enum zb_pixel_space space;
        uint8_t *px;      /* rows × cols × plates; CMYK as ink */
        uint8_t *unknown; /* rows × cols */
};

/* The planes that a row of a layer is made of; each with the rectangle that it covers. */
struct psd_ground_source {
        struct zb_plane *plane;
        struct zb_px_rect px;
        uint8_t *row;
};

struct sources {
        struct psd_ground_source plates[4], alpha, mask, base; /* base: alpha of the layer it is clipped to */
        bool clipped;
};

static struct zb_px_rect sheet_of(const struct zb_psd *psd)
{
        return (struct zb_px_rect){0, 0, psd->width, psd->height};
}

static bool psd_ground_choose(struct ground *g)
{
        const struct zb_psd *psd = g->psd;
        g->plates = psd->mode == ZB_PSD_CMYK ? 4 : psd->mode == ZB_PSD_RGB ? 3 : psd->mode == ZB_PSD_GRAY ? 1 : 0;
        g->space = g->plates == 4 ? ZB_CMYK8 : g->plates == 3 ? ZB_RGB8 : ZB_GRAY8;
        double pixels = (double)psd->width * psd->height;
        double finest = psd->ppi_x > 40 ? psd->ppi_x / 40 : 1;
        g->step = (int)fmax(1, fmax(floor(finest), ceil(sqrt(pixels / MOST_CELLS))));
        g->cols = psd->width / g->step;
        g->rows = psd->height / g->step;
        if (g->plates == 0 || g->cols < 1 || g->rows < 1)
                return false;
        size_t cells = (size_t)g->cols * (size_t)g->rows;
        g->px = calloc(cells, (size_t)g->plates);
        g->unknown = calloc(cells, 1);
        if (g->px && g->space != ZB_CMYK8)
                memset(g->px, 255, cells * (size_t)g->plates);
        return g->px && g->unknown;
}

/* ---- a layer's planes ---- */

static bool open_source(const struct zb_psd *psd, const struct zb_psd_layer *layer, struct zb_px_rect px, int id,
                        struct psd_ground_source *ret)
{
        struct zb_psd_layer as = *layer; /* a mask's plane has a rectangle of its own */
        as.px = px;
        ret->px = px;
        ret->plane = zb_plane_of_layer(psd, &as, id);
        ret->row = ret->plane ? malloc((size_t)(px.right - px.left) + 1) : NULL;
        return ret->row != NULL;
}

static void close_source(struct psd_ground_source *s)
{
        zb_plane_free(s->plane);
        free(s->row);
}

static void close_sources(struct sources *s)
{
        for (int i = 0; i < 4; i++)
                close_source(&s->plates[i]);
        close_source(&s->alpha);
        close_source(&s->mask);
        close_source(&s->base);
}

static const struct zb_psd_layer *base_of(const struct zb_psd *psd, size_t i)
{
        while (i-- > 0)
                if (!psd->layers[i].clipping)
                        return psd->layers[i].divider == ZB_PSD_LAYER ? &psd->layers[i] : NULL;
        return NULL;
}

static bool open_sources(const struct ground *g, size_t i, struct sources *s)
{
        const struct zb_psd_layer *layer = &g->psd->layers[i], *base = layer->clipping ? base_of(g->psd, i) : NULL;
        for (int k = 0; k < g->plates; k++)
                if (!open_source(g->psd, layer, layer->px, k, &s->plates[k]))
                        return false;
        open_source(g->psd, layer, layer->px, -1, &s->alpha); /* a background has none */
        if (layer->has_mask && !open_source(g->psd, layer, layer->mask, -2, &s->mask))
                return false;
        s->clipped = base != NULL;
        return !base || open_source(g->psd, base, base->px, -1, &s->base);
}

/* Reads a row of the sheet; false: damaged. A plane that does not reach it is left out. */
static bool read_row(struct psd_ground_source *s, int y)
{
        return !s->plane || y < s->px.top || y >= s->px.bottom || zb_plane_row(s->plane, y - s->px.top, s->row);
}

static int psd_ground_value_at(const struct psd_ground_source *s, int x, int y, int otherwise)
{
        if (!s->plane)
                return otherwise;
        if (x < s->px.left || x >= s->px.right || y < s->px.top || y >= s->px.bottom)
                return 0;
        return s->row[x - s->px.left];
}

/* ---- blending ---- */

static bool read_rows(struct sources *s, int plates, int y)
{
        bool ok = read_row(&s->alpha, y) && read_row(&s->mask, y) && read_row(&s->base, y);
        for (int k = 0; k < plates; k++)
                ok = ok && read_row(&s->plates[k], y);
        return ok;
}

static void blend(const struct ground *g, uint8_t *under, const int *over, double alpha, bool multiply)
{
        for (int k = 0; k < g->plates; k++) {
                bool ink = g->space == ZB_CMYK8;
                double light = ink ? 255 - under[k] : under[k], top = over[k]; /* CMYK is stored as light */
                double mixed = light + alpha * ((multiply ? light * top / 255 : top) - light);
                under[k] = (uint8_t)lrint(ink ? 255 - mixed : mixed);
        }
}

static void add_row(struct ground *g, struct sources *s, const struct zb_psd_layer *layer, int row, bool known)
{
        int y = row * g->step + g->step / 2;
        bool multiply = memcmp(layer->blend, "mul ", 4) == 0;
        for (int col = 0; col < g->cols; col++) {
                int x = col * g->step + g->step / 2, over[4];
                if (x < layer->px.left || x >= layer->px.right)
                        continue;
                int alpha = psd_ground_value_at(&s->alpha, x, y, 255);
                double a = alpha / 255.0 * psd_ground_value_at(&s->mask, x, y, 255) / 255 *
                           (s->clipped ? psd_ground_value_at(&s->base, x, y, 255) : 255) / 255 * layer->opacity / 255;
                size_t cell = (size_t)row * (size_t)g->cols + (size_t)col;
                for (int k = 0; k < g->plates; k++)
                        over[k] = psd_ground_value_at(&s->plates[k], x, y, 0);
                if (!known)
                        g->unknown[cell] |= a * 255 > SEEN;
                else if (a > 0)
                        blend(g, g->px + cell * (size_t)g->plates, over, a, multiply);
                if (known && !multiply && a >= 1)
                        g->unknown[cell] = 0;
        }
}

static void forget(struct ground *g, struct zb_px_rect px)
{
        for (int row = 0; row < g->rows; row++)
                for (int col = 0; col < g->cols; col++) {
                        int x = col * g->step + g->step / 2, y = row * g->step + g->step / 2;
                        if (x >= px.left && x < px.right && y >= px.top && y < px.bottom)
                                g->unknown[(size_t)row * (size_t)g->cols + (size_t)col] = 1;
                }
}

static void psd_ground_add_layer(struct ground *g, size_t i)
{
        static const char modes[] = "norm pass mul ";
        const struct zb_psd_layer *layer = &g->psd->layers[i];
        struct sources s = {.clipped = false};
        bool known = strstr(modes, layer->blend) != NULL;
        if (!layer->visible || layer->divider != ZB_PSD_LAYER || !strcmp(layer->kind, "text"))
                return;
        if (layer->adjustment) {
                forget(g, layer->has_mask ? layer->mask : sheet_of(g->psd));
                return;
        }
        if (layer->px.left >= layer->px.right || layer->px.top >= layer->px.bottom)
                return;
        bool ok = open_sources(g, i, &s);
        for (int row = layer->px.top > 0 ? layer->px.top / g->step : 0; ok && row < g->rows; row++) {
                int y = row * g->step + g->step / 2;
                if (y < layer->px.top)
                        continue;
                if (y >= layer->px.bottom)
                        break;
                ok = read_rows(&s, g->plates, y);
                if (ok)
                        add_row(g, &s, layer, row, known);
        }
        if (!ok)
                forget(g, layer->px);
        close_sources(&s);
}

/* ---- lines on it ---- */

static bool known_under(const struct ground *g, struct zb_rect box)
{
        const struct zb_rect sheet = g->psd->sheet;
        int x0 = (int)((box.x - sheet.x) / sheet.w * g->cols),
            x1 = (int)ceil((box.x + box.w - sheet.x) / sheet.w * g->cols);
        int y0 = (int)((box.y - sheet.y) / sheet.h * g->rows),
            y1 = (int)ceil((box.y + box.h - sheet.y) / sheet.h * g->rows);
        for (int y = y0 < 0 ? 0 : y0; y < y1 && y < g->rows; y++)
                for (int x = x0 < 0 ? 0 : x0; x < x1 && x < g->cols; x++)
                        if (g->unknown[(size_t)y * (size_t)g->cols + (size_t)x])
                                return false;
        return true;
}

static enum zb_code survey_ground(struct ground *g, struct zb_survey **ret, struct zb_err *err)
{
        struct zb_survey_source source = {
                .px_w = g->cols, .px_h = g->rows, .box = g->psd->sheet, .space = g->space, .kind = ZB_SURVEY_GROUND};
        enum zb_code code = zb_survey_open(&g->psd->in->derivation, &source, ret, err);
        if (!code) {
                zb_survey_rows(*ret, g->px, (size_t)g->cols * (size_t)g->plates, g->rows);
                code = zb_survey_end(*ret, err);
        }
        return code;
}

static enum zb_code psd_ground_judge(const struct ground *g, const struct zb_survey *survey, struct zb_err *err)
{
        struct zb_facts *f = g->psd->in->facts;
        struct zb_fact_line *lines = (struct zb_fact_line *)f->lines;
        enum zb_code code = zb_lines_on_ground(&g->psd->in->derivation, survey, !g->psd->styled_text, err);
        for (size_t i = 0; i < f->n_lines; i++)
                if (!known_under(g, lines[i].ink)) {
                        lines[i].contrast = NAN;
                        lines[i].reversed = false;
                }
        return code;
}

enum zb_code zb_psd_ground(struct zb_psd *psd, struct zb_err *err)
{
        struct ground g = {.psd = psd};
        struct zb_survey *survey = NULL;
        enum zb_code code = ZB_OK;
        if (psd->in->facts->n_lines == 0 || !psd->in->options->survey)
                return ZB_OK;
        if (psd_ground_choose(&g)) {
                for (size_t i = 0; i < psd->n_layers; i++)
                        psd_ground_add_layer(&g, i);
                code = survey_ground(&g, &survey, err);
                if (!code)
                        code = psd_ground_judge(&g, survey, err);
                zb_survey_free(survey);
        } else if (g.plates && g.cols > 0 && g.rows > 0) {
                code = zb_err_nomem(err);
        }
        free(g.px);
        free(g.unknown);
        return code;
}
