/* SPDX-License-Identifier: Apache-2.0 */
/* QR codes: K alone on a white tile with the quiet zone of four modules inside it (ISO/IEC 18004, 8-bit mode,
 * level M, smallest version). The dark modules of a row are merged into runs and all rows make one path, so
 * that no renderer shows seams between them. */
#include <errno.h>
#include <math.h>
#include <qrencode.h>
#include <string.h>

#include "figure.h"

#define QUIET_MODULES 4
#define TILE_RADIUS   5.0

/* Bytes that version 1, 2, … hold in 8-bit mode at level M (ISO/IEC 18004, table 7); version v has 17 + 4v modules. */
static const unsigned short capacity[] = {14,  26,  42,  62,  84,  106, 122, 152, 180, 213,
                                          251, 287, 331, 362, 412, 450, 504, 560, 624, 666};

/* Modules of a side; of what is longer than any URL of a spec, the largest version's. */
static int modules_of(const char *url)
{
        size_t len = strlen(url), n = sizeof capacity / sizeof *capacity, v = 0;
        while (v < n && capacity[v] < len)
                v++;
        return v < n ? 17 + 4 * ((int)v + 1) : 177;
}

double zb_qr_tile_mm(const struct zb_spec *board, double least_mm)
{
        double tile = least_mm;
        for (size_t i = 0; i < board->n_qr; i++)
                tile = fmax(tile, (modules_of(board->qr[i].url) + 2 * QUIET_MODULES) * ZB_QR_MODULE_MM);
        return tile;
}

static void remark(struct zb_stage *s, const struct zb_qr_link *link, struct zb_msg text, struct zb_msg fix)
{
        struct zb_scene_remark *r = zb_scene_remark(s->scene);
        if (r)
                *r = (struct zb_scene_remark){"qr.allowed", zb_arena_strdup(s->arena, link->place), text, fix};
}

static struct zb_item *add_shape(struct zb_stage *s, const struct zb_path *path, struct zb_rect box,
                                 struct zb_ink ink, const char *name)
{
        struct zb_item *item = zb_scene_item(s->scene, ZB_ITEM_SHAPE, ZB_LAYER_CHARTS);
        if (!item)
                return NULL;
        item->section = -2;
        item->name = name;
        item->box = box;
        item->shape.path = *path;
        item->shape.fill = zb_paint_solid(ink);
        return item;
}

static void draw_tile(struct zb_stage *s, struct zb_rect tile)
{
        struct zb_path path = {0};
        zb_path_round_rect(s->arena, &path, tile, TILE_RADIUS);
        add_shape(s, &path, tile, s->o->theme->paper, "二维码 底");
}

/* Dark runs of every row, in one path. */
static void draw_modules(struct zb_stage *s, const QRcode *code, struct zb_rect box)
{
        struct zb_path path = {0};
        int n = code->width;
        double m = box.w / n;
        for (int row = 0; row < n; row++)
                for (int col = 0, end; col < n; col = end + 1) {
                        for (end = col; end < n && code->data[row * n + end] & 1;)
                                end++;
                        if (end > col)
                                zb_path_rect(s->arena, &path,
                                             (struct zb_rect){box.x + col * m, box.y + row * m, (end - col) * m, m});
                }
        add_shape(s, &path, box, (struct zb_ink){0, 0, 0, 1}, "二维码");
}

static void add_entry(struct zb_stage *s, const struct zb_qr_link *link, struct zb_rect box, double module)
{
        struct zb_scene_qr *entry = zb_scene_add_qr(s->scene);
        if (!entry)
                return;
        *entry = (struct zb_scene_qr){box, module, QUIET_MODULES * module, zb_arena_strdup(s->arena, link->url),
                                      zb_arena_strdup(s->arena, link->place)};
}

enum zb_code zb_qr_draw(struct zb_stage *s, const struct zb_qr_link *link, double x, double y, double tile_mm,
                        struct zb_err *err)
{
        struct zb_arena *a = s->arena;
        errno = 0;
        QRcode *code = QRcode_encodeString8bit(link->url, 0, QR_ECLEVEL_M);
        if (!code && errno == ENOMEM)
                return zb_err_nomem(err);
        if (!code) {
                remark(s, link, zb_arena_say(a, "the URL does not fit a QR code (%zu bytes)", strlen(link->url)),
                       zb_arena_say(a, "use a shorter URL"));
                return zb_arena_failed(a) ? zb_err_nomem(err) : ZB_OK;
        }
        double module = tile_mm / (code->width + 2 * QUIET_MODULES);
        struct zb_rect tile = {x, y, tile_mm, tile_mm};
        struct zb_rect box = zb_rect_inset(tile, QUIET_MODULES * module, QUIET_MODULES * module);
        draw_tile(s, tile);
        draw_modules(s, code, box);
        add_entry(s, link, box, module);
        QRcode_free(code);
        if (module < ZB_QR_MODULE_MM - 0.01) {
                char mm[40], least[40];
                remark(s, link,
                       zb_arena_say(a, "the URL is long: modules of %s mm, below %s mm, are hard to scan",
                                    zb_num(mm, module, 2), zb_num(least, ZB_QR_MODULE_MM, 2)),
                       zb_arena_say(a, "use a shorter URL"));
        }
        return zb_arena_failed(a) ? zb_err_nomem(err) : ZB_OK;
}

void zb_figure_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "libqrencode", QRcode_APIVersionString());
}
