/* SPDX-License-Identifier: Apache-2.0 */
/* Which layers are pictures, charts, infographics, and which are grounds, bands, badges, ornaments. A layer
 * says what it looks like, not what it is for, so it is looked at in a grid of points:
 *
 *   picture     it is large (40 cm², 3 cm either way), stands on the sheet without filling it (less than 60 %, not from
 *               edge to edge), is mostly opaque, and has detail: neighbouring points differ in 1.5 % of pairs and more
 *   photograph  of these: neighbours differ in 12 %, with 40 colours and more
 *
 * Charts that are drawn of shape layers are put together by charts.c. A picture under another one's frame counts once:
 * their boxes are united by area anyway. QR codes are no pictures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"

enum { MOST_IMAGES = 2000, OPAQUE = 128, DIFFERENT = 10 };
#define BOARD_MM     745.0 /* the measures below are of a board that wide */
#define LEAST_MM     30.0
#define LEAST_MM2    4000.0
#define MOST_SHARE   0.6
#define LEAST_OPAQUE 0.2
#define DETAIL       0.015
#define PHOTO_DETAIL 0.12
#define PHOTO_COLORS 40

struct layer_look {
        struct zb_mark_points points;
        double opaque, detail; /* shares */
        size_t colours;
        uint64_t hash;
};

/* ---- looking ---- */

static bool differ(const uint8_t *a, const uint8_t *b)
{
        for (int i = 0; i < 4; i++)
                if (abs(a[i] - b[i]) > DIFFERENT)
                        return true;
        return false;
}

static int layers_by_number(const void *x, const void *y)
{
        uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
        return (a > b) - (a < b);
}

/* Colours to four bits a plate that more than one point has. */
static size_t count_colours(const struct layer_look *look)
{
        static const size_t most = (size_t)ZB_MARK_POINTS * ZB_MARK_POINTS;
        uint32_t *list = calloc(most, sizeof *list);
        size_t n = 0, colours = 0;
        for (int j = 0; list && j < ZB_MARK_POINTS; j++)
                for (int i = 0; i < ZB_MARK_POINTS; i++) {
                        const uint8_t *p = look->points.px[j][i];
                        if (p[4] >= OPAQUE)
                                list[n++] = (uint32_t)(p[0] >> 4) << 12 | (uint32_t)(p[1] >> 4) << 8 |
                                            (uint32_t)(p[2] >> 4) << 4 | p[3] >> 4;
                }
        if (list)
                qsort(list, n, sizeof *list, layers_by_number);
        for (size_t i = 1; i < n; i++)
                colours += list[i] == list[i - 1] && (i == 1 || list[i - 1] != list[i - 2]);
        free(list);
        return colours;
}

/* false: its pixels cannot be read. */
static bool look_at(const struct zb_marks *m, size_t layer, struct layer_look *look)
{
        size_t opaque = 0, pairs = 0, different = 0;
        if (!m->points(m->reader, layer, &look->points))
                return false;
        look->hash = 14695981039346656037u; /* FNV-1a */
        for (int j = 0; j < ZB_MARK_POINTS; j++)
                for (int i = 0; i < ZB_MARK_POINTS; i++) {
                        const uint8_t *p = look->points.px[j][i];
                        for (int k = 0; k < 5; k++)
                                look->hash = (look->hash ^ p[k]) * 1099511628211u;
                        if (p[4] < OPAQUE)
                                continue;
                        opaque++;
                        const uint8_t *next[2] = {i + 1 < ZB_MARK_POINTS ? look->points.px[j][i + 1] : NULL,
                                                  j + 1 < ZB_MARK_POINTS ? look->points.px[j + 1][i] : NULL};
                        for (int k = 0; k < 2; k++)
                                if (next[k] && next[k][4] >= OPAQUE) {
                                        pairs++;
                                        different += differ(p, next[k]);
                                }
                }
        look->opaque = (double)opaque / (ZB_MARK_POINTS * ZB_MARK_POINTS);
        look->detail = pairs ? (double)different / (double)pairs : 0;
        look->colours = count_colours(look);
        return true;
}

/* ---- judging ---- */

static bool edge_to_edge(struct zb_rect sheet, struct zb_rect box)
{
        double near = 0.01 * sheet.w + 1e-6;
        return box.x <= sheet.x + near && box.x + box.w >= sheet.x + sheet.w - near;
}

static bool may_be_picture(struct zb_rect sheet, const struct zb_mark_layer *layer)
{
        const struct zb_rect box = layer->box;
        double share = box.w * box.h / (sheet.w * sheet.h);
        double small = fmin(1, fmin(sheet.w, sheet.h) / BOARD_MM); /* feature boards are smaller */
        return layer->opacity >= 100 / 255.0 && fmin(box.w, box.h) >= LEAST_MM * small &&
               box.w * box.h >= LEAST_MM2 * small * small && share < MOST_SHARE &&
               !(edge_to_edge(sheet, box) && share > 0.25);
}

/* A code that was found there, or what looks like one: square, of two colours, all edges. */
static bool is_code(const struct zb_facts *f, struct zb_rect box, const struct layer_look *look)
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

static struct zb_fact_image drawn_figure(const struct zb_facts *f, struct zb_rect box)
{
        return (struct zb_fact_image){.box = box,
                                      .type = "figure",
                                      .place = "",
                                      .caption = caption_of(f, box),
                                      .source = "",
                                      .ppi_x = NAN,
                                      .ppi_y = NAN,
                                      .ai_mark_mm = NAN,
                                      .space = f->n_spaces ? f->spaces[0] : ZB_SPACE_UNKNOWN,
                                      .stretch = NAN,
                                      .turned_deg = NAN};
}

static struct zb_fact_image layer_image(const struct zb_facts *f, const struct zb_mark_layer *layer,
                                        const struct layer_look *look)
{
        struct zb_fact_image image = drawn_figure(f, layer->box);
        image.place = layer->name;
        if (look->detail < PHOTO_DETAIL || look->colours < PHOTO_COLORS)
                return image;
        image.type = "photo";
        image.ppi_x = layer->ppi_x;
        image.ppi_y = layer->ppi_y;
        image.px_w = layer->px_w;
        image.px_h = layer->px_h;
        image.same = look->hash;
        return image;
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
static enum zb_code add_charts(struct zb_facts *f, const struct zb_marks *m, struct zb_fact_image *images,
                               size_t most, struct zb_err *err)
{
        struct zb_rect *pictures = zb_arena_array(f->arena, f->n_images + 1, sizeof *pictures), *found;
        size_t n_found = 0;
        if (!pictures)
                return zb_err_nomem(err);
        for (size_t i = 0; i < f->n_images; i++)
                pictures[i] = images[i].box;
        enum zb_code code = zb_find_charts(f, m->shapes, m->n_shapes, pictures, f->n_images, &found, &n_found, err);
        for (size_t i = 0; i < n_found && f->n_images < most; i++)
                images[f->n_images++] = drawn_figure(f, found[i]);
        return code;
}

enum zb_code zb_figures_of_layers(struct zb_derivation *d, const struct zb_marks *m, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        size_t most = m->n_layers + m->n_shapes < MOST_IMAGES ? m->n_layers + m->n_shapes : MOST_IMAGES;
        struct zb_fact_image *images = zb_arena_array(f->arena, most + 1, sizeof *images);
        struct layer_look *look = calloc(1, sizeof *look);
        if (!images || !look) {
                free(look);
                return zb_err_nomem(err);
        }
        for (size_t i = 0; i < m->n_layers && f->n_images < most; i++) {
                const struct zb_mark_layer *layer = &m->layers[i];
                if (!may_be_picture(m->sheet, layer) || !look_at(m, i, look) || look->opaque < LEAST_OPAQUE ||
                    look->detail < DETAIL || is_code(f, layer->box, look))
                        continue;
                images[f->n_images] = layer_image(f, layer, look);
                f->n_images += !is_part(images, f->n_images, &images[f->n_images]);
        }
        free(look);
        enum zb_code code = add_charts(f, m, images, most, err);
        f->images = images;
        return code;
}
