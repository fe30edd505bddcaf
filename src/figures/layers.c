/* SPDX-License-Identifier: Apache-2.0 */
/* Which layers are pictures, charts, infographics, and which are grounds, bands, badges, ornaments. A layer
 * says what it looks like, not what it is for, so it is looked at in a grid of points:
 *
 *   picture  it is large (40 cm², 3 cm either way), stands on the sheet without filling it (less than 60 %,
 * not from edge to edge), is mostly opaque, and has detail: neighbouring points differ in 1.5 % of pairs and
 * more photo    of these: neighbours differ in 12 %, with 40 colours and more
 *
 * Charts that are drawn of shape layers are put together by charts.c.
 *
 * A layer clipped to the one below it, or masked, shows only what that lets through. A picture under another
 * one's frame counts once: their boxes are united by area anyway. QR codes are no pictures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "psd_file.h"

enum { GRID = 96, MOST_IMAGES = 2000, OPAQUE = 128, DIFFERENT = 10 };
#define BOARD_MM     745.0 /* the measures below are of a board that wide */
#define LEAST_MM     30.0
#define LEAST_MM2    4000.0
#define MOST_SHARE   0.6
#define LEAST_OPAQUE 0.2
#define DETAIL       0.015
#define PHOTO_DETAIL 0.12
#define PHOTO_COLORS 40

struct look {
        uint8_t px[GRID][GRID][5]; /* up to four plates, alpha */
        double opaque, detail;     /* shares */
        size_t colours;
        uint64_t hash;
};

/* ---- what a layer shows ---- */

static struct zb_px_rect meet(struct zb_px_rect a, struct zb_px_rect b)
{
        struct zb_px_rect r = {a.left > b.left ? a.left : b.left, a.top > b.top ? a.top : b.top,
                               a.right < b.right ? a.right : b.right,
                               a.bottom < b.bottom ? a.bottom : b.bottom};
        if (r.left >= r.right || r.top >= r.bottom)
                r = (struct zb_px_rect){0};
        return r;
}

static struct zb_px_rect shown(const struct zb_psd *psd, size_t i)
{
        const struct zb_psd_layer *layer = &psd->layers[i];
        const struct zb_px_rect page = {0, 0, psd->width, psd->height};
        struct zb_px_rect r = meet(layer->px, page);
        if (layer->has_mask)
                r = meet(r, layer->mask);
        for (size_t k = i; layer->clipping && k-- > 0;)
                if (!psd->layers[k].clipping) {
                        const struct zb_psd_layer *base = &psd->layers[k];
                        if (base->divider == ZB_PSD_LAYER) {
                                r = meet(r, base->px);
                                if (base->has_mask)
                                        r = meet(r, base->mask);
                        }
                        break;
                }
        return r;
}

/* ---- looking ---- */

static bool read_plate(const struct zb_psd *psd, const struct zb_psd_layer *layer, int id, int slot,
                       struct zb_px_rect area, struct look *look)
{
        struct zb_plane *plane = zb_plane_of_layer(psd, layer, id);
        int w = layer->px.right - layer->px.left;
        uint8_t *row = malloc((size_t)w + 1);
        bool ok = plane && row;
        for (int j = 0; ok && j < GRID; j++) {
                double y = area.top - layer->px.top + (j + 0.5) * (area.bottom - area.top) / GRID;
                ok = zb_plane_row(plane, (int)y, row);
                for (int i = 0; ok && i < GRID; i++) {
                        double x = area.left - layer->px.left + (i + 0.5) * (area.right - area.left) / GRID;
                        look->px[j][i][slot] = row[(int)x];
                }
        }
        zb_plane_free(plane);
        free(row);
        return ok;
}

static bool differ(const uint8_t *a, const uint8_t *b)
{
        for (int i = 0; i < 4; i++)
                if (abs(a[i] - b[i]) > DIFFERENT)
                        return true;
        return false;
}

static int by_number(const void *x, const void *y)
{
        uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
        return (a > b) - (a < b);
}

/* Colours to four bits a plate that more than one point has. */
static size_t count_colours(const struct look *look)
{
        static const size_t most = (size_t)GRID * GRID;
        uint32_t *list = calloc(most, sizeof *list);
        size_t n = 0, colours = 0;
        for (int j = 0; list && j < GRID; j++)
                for (int i = 0; i < GRID; i++) {
                        const uint8_t *p = look->px[j][i];
                        if (p[4] >= OPAQUE)
                                list[n++] = (uint32_t)(p[0] >> 4) << 12 | (uint32_t)(p[1] >> 4) << 8 |
                                            (uint32_t)(p[2] >> 4) << 4 | p[3] >> 4;
                }
        if (list)
                qsort(list, n, sizeof *list, by_number);
        for (size_t i = 1; i < n; i++)
                colours += list[i] == list[i - 1] && (i == 1 || list[i - 1] != list[i - 2]);
        free(list);
        return colours;
}

static bool look_at(const struct zb_psd *psd, const struct zb_psd_layer *layer, struct zb_px_rect area,
                    struct look *look)
{
        int plates = psd->mode == ZB_PSD_CMYK                             ? 4
                     : psd->mode == ZB_PSD_RGB || psd->mode == ZB_PSD_LAB ? 3
                                                                          : 1;
        size_t opaque = 0, pairs = 0, different = 0;
        memset(look, 0, sizeof *look);
        for (int i = 0; i < plates; i++)
                if (!read_plate(psd, layer, i, i, area, look))
                        return false;
        if (!read_plate(psd, layer, -1, 4, area, look)) /* a background: opaque */
                for (int j = 0; j < GRID; j++)
                        for (int i = 0; i < GRID; i++)
                                look->px[j][i][4] = 255;
        look->hash = 14695981039346656037u; /* FNV-1a */
        for (int j = 0; j < GRID; j++)
                for (int i = 0; i < GRID; i++) {
                        const uint8_t *p = look->px[j][i];
                        for (int k = 0; k < 5; k++)
                                look->hash = (look->hash ^ p[k]) * 1099511628211u;
                        if (p[4] < OPAQUE)
                                continue;
                        opaque++;
                        const uint8_t *next[2] = {i + 1 < GRID ? look->px[j][i + 1] : NULL,
                                                  j + 1 < GRID ? look->px[j + 1][i] : NULL};
                        for (int k = 0; k < 2; k++)
                                if (next[k] && next[k][4] >= OPAQUE) {
                                        pairs++;
                                        different += differ(p, next[k]);
                                }
                }
        look->opaque = (double)opaque / (GRID * GRID);
        look->detail = pairs ? (double)different / (double)pairs : 0;
        look->colours = count_colours(look);
        return true;
}

/* ---- judging ---- */

static bool edge_to_edge(const struct zb_psd *psd, struct zb_px_rect r)
{
        return r.left <= psd->width / 100 && r.right >= psd->width - psd->width / 100;
}

static bool may_be_picture(const struct zb_psd *psd, const struct zb_psd_layer *layer, struct zb_px_rect area)
{
        struct zb_rect box = zb_psd_box(psd, area);
        double share = box.w * box.h / (psd->sheet.w * psd->sheet.h);
        double small = fmin(1, fmin(psd->sheet.w, psd->sheet.h) / BOARD_MM); /* feature boards are smaller */
        bool pixels = !strcmp(layer->kind, "pixels") || !strcmp(layer->kind, "smart");
        return pixels && layer->visible && layer->opacity >= 100 && fmin(box.w, box.h) >= LEAST_MM * small &&
               box.w * box.h >= LEAST_MM2 * small * small && share < MOST_SHARE &&
               !(edge_to_edge(psd, area) && share > 0.25);
}

/* A code that was found there, or what looks like one: square, of two colours, all edges. */
static bool is_code(const struct zb_facts *f, struct zb_rect box, const struct look *look)
{
        bool square = fabs(box.w - box.h) < 0.03 * box.w;
        for (size_t i = 0; i < f->n_qr; i++) {
                struct zb_rect both = zb_rect_intersect(box, f->qr[i].box);
                if (both.w * both.h > 0.5 * box.w * box.h)
                        return true;
        }
        return square && look->colours <= 2 && look->detail > 0.1;
}

/* Where a line of words stands: 2 in the picture's lower third, 1 right under it, 0 elsewhere. */
static int beside(const struct zb_fact_line *l, struct zb_rect box)
{
        double below = l->ink.y + l->ink.h / 2 - (box.y + box.h);
        if (l->hidden || l->tier < ZB_TIER_CAPTION || l->ink.x + l->ink.w < box.x || l->ink.x > box.x + box.w)
                return 0;
        if (below > 0)
                return below < 1.5 * l->em_mm ? 1 : 0;
        return below > -box.h / 3 ? 2 : 0;
}

/* The caption: the lowest line in the picture, else the first one under it. */
static const char *caption_of(const struct zb_facts *f, struct zb_rect box)
{
        const struct zb_fact_line *best = NULL;
        int best_place = 0;
        for (size_t i = 0; i < f->n_lines; i++) {
                const struct zb_fact_line *l = &f->lines[i];
                int place = beside(l, box);
                bool nearer = best && (place == 2 ? l->ink.y > best->ink.y : l->ink.y < best->ink.y);
                if (place > best_place || (place && place == best_place && nearer)) {
                        best = l;
                        best_place = place;
                }
        }
        return best ? best->text : "";
}

static struct zb_fact_image image_of(const struct zb_psd *psd, const struct zb_psd_layer *layer,
                                     struct zb_px_rect area, const struct look *look)
{
        struct zb_rect box = zb_psd_box(psd, area);
        bool photo = look->detail >= PHOTO_DETAIL && look->colours >= PHOTO_COLORS;
        return (struct zb_fact_image){.box = box,
                                      .type = photo ? "photo" : "figure",
                                      .place = layer->name,
                                      .caption = caption_of(psd->in->facts, box),
                                      .source = "",
                                      .ppi_x = photo ? psd->ppi_x : NAN,
                                      .ppi_y = photo ? psd->ppi_y : NAN,
                                      .px_w = photo ? area.right - area.left : 0,
                                      .px_h = photo ? area.bottom - area.top : 0,
                                      .ai_mark_mm = NAN,
                                      .space = psd->in->facts->n_spaces ? psd->in->facts->spaces[0] : NULL,
                                      .stretch = NAN,
                                      .turned_deg = NAN,
                                      .same = photo ? look->hash : 0};
}

/* A frame, a strip, a mask of one picture is not another one. */
static bool is_part(const struct zb_fact_image *images, size_t n, const struct zb_fact_image *image)
{
        for (size_t i = 0; i < n; i++) {
                struct zb_rect a = images[i].box, b = image->box, both = zb_rect_intersect(a, b);
                double area = both.w * both.h;
                bool inside = area >= 0.95 * b.w * b.h && image->px_w == 0;
                if (inside || area >= 0.85 * fmax(a.w * a.h, b.w * b.h))
                        return true;
        }
        return false;
}

/* Charts drawn of shape layers, behind the pictures in the list. */
static enum zb_code add_charts(struct zb_psd *psd, struct zb_fact_image *images, size_t most,
                               struct zb_err *err)
{
        struct zb_facts *f = psd->in->facts;
        struct zb_mark_shape *shapes = zb_arena_array(f->arena, psd->n_layers + 1, sizeof *shapes);
        struct zb_rect *pictures = zb_arena_array(f->arena, f->n_images + 1, sizeof *pictures), *found;
        size_t n = 0, n_found = 0;
        if (!shapes || !pictures)
                return zb_err_nomem(err);
        for (size_t i = 0; i < psd->n_layers; i++)
                if (psd->layers[i].visible && !strcmp(psd->layers[i].kind, "shape"))
                        shapes[n++] = (struct zb_mark_shape){.box = zb_psd_box(psd, shown(psd, i))};
        for (size_t i = 0; i < f->n_images; i++)
                pictures[i] = images[i].box;
        enum zb_code code = zb_find_charts(f, shapes, n, pictures, f->n_images, &found, &n_found, err);
        for (size_t i = 0; i < n_found && f->n_images < most; i++)
                images[f->n_images++] = (struct zb_fact_image){.box = found[i],
                                                               .type = "figure",
                                                               .place = "",
                                                               .caption = caption_of(f, found[i]),
                                                               .source = "",
                                                               .ppi_x = NAN,
                                                               .ppi_y = NAN,
                                                               .ai_mark_mm = NAN,
                                                               .space = f->n_spaces ? f->spaces[0] : NULL,
                                                               .stretch = NAN,
                                                               .turned_deg = NAN};
        return code;
}

enum zb_code zb_psd_images(struct zb_psd *psd, struct zb_err *err)
{
        struct zb_facts *f = psd->in->facts;
        size_t most = psd->n_layers < MOST_IMAGES ? psd->n_layers : MOST_IMAGES;
        struct zb_fact_image *images = zb_arena_array(f->arena, most + 1, sizeof *images);
        struct look *look = malloc(sizeof *look);
        if (!images || !look) {
                free(look);
                return zb_err_nomem(err);
        }
        for (size_t i = 0; i < psd->n_layers && f->n_images < most; i++) {
                const struct zb_psd_layer *layer = &psd->layers[i];
                struct zb_px_rect area = shown(psd, i);
                if (!may_be_picture(psd, layer, area) || !look_at(psd, layer, area, look) ||
                    look->opaque < LEAST_OPAQUE || look->detail < DETAIL ||
                    is_code(f, zb_psd_box(psd, area), look))
                        continue;
                images[f->n_images] = image_of(psd, layer, area, look);
                f->n_images += !is_part(images, f->n_images, &images[f->n_images]);
        }
        free(look);
        enum zb_code code = add_charts(psd, images, most, err);
        f->images = images;
        return code;
}
