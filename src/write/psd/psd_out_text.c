/* SPDX-License-Identifier: Apache-2.0 */
/* Text that stays text: the block TySh of a layer (docs/formats.md §8). A paragraph is one point text whose
 * lines are parted by returns where the board parts them, so that every line keeps its words and its
 * baseline; sizes, leading and places are pixels of the document. Beside it lies the exact raster, which is
 * what shows until somebody edits. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "psd_out_priv.h"

static void put_double(struct zb_buf *out, double value)
{
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        zb_buf_u32be(out, (uint32_t)(bits >> 32));
        zb_buf_u32be(out, (uint32_t)bits);
}

/* ---- descriptors (Adobe Photoshop File Formats, "Descriptor structure") ---- */

/* Keys and classes: four characters go with length 0, all others with theirs; so does "warp". */
static void put_id(struct zb_buf *out, const char *id)
{
        size_t len = strlen(id);
        bool plain = len == 4 && strcmp(id, "warp") != 0;
        zb_buf_u32be(out, plain ? 0 : (uint32_t)len);
        zb_buf_put(out, id, len);
}

static void put_class(struct zb_buf *out, const char *id, uint32_t n_items)
{
        zb_buf_u32be(out, 1); /* an empty name is one NUL */
        zb_buf_u16be(out, 0);
        put_id(out, id);
        zb_buf_u32be(out, n_items);
}

static void put_enum(struct zb_buf *out, const char *key, const char *type, const char *value)
{
        put_id(out, key);
        zb_buf_puts(out, "enum");
        put_id(out, type);
        put_id(out, value);
}

static void put_number(struct zb_buf *out, const char *key, double value)
{
        put_id(out, key);
        zb_buf_puts(out, "doub");
        put_double(out, value);
}

/* The unit says points, the numbers are pixels. */
static void put_bounds(struct zb_buf *out, const char *key, const double sides[4])
{
        static const char *const names[] = {"Left", "Top ", "Rght", "Btom"};
        put_id(out, key);
        zb_buf_puts(out, "Objc");
        put_class(out, key, 4);
        for (int i = 0; i < 4; i++) {
                put_id(out, names[i]);
                zb_buf_puts(out, "UntF#Pnt");
                put_double(out, sides[i]);
        }
}

static void put_warp(struct zb_buf *out)
{
        zb_buf_u16be(out, 1);
        zb_buf_u32be(out, 16);
        put_class(out, "warp", 5);
        put_enum(out, "warpStyle", "warpStyle", "warpNone");
        put_number(out, "warpValue", 0);
        put_number(out, "warpPerspective", 0);
        put_number(out, "warpPerspectiveOther", 0);
        put_enum(out, "warpRotate", "Ornt", "Hrzn");
}

/* ---- the words and their styles ---- */

struct words {
        struct zb_buf utf16;
        struct psd_run *runs;
        size_t n_runs, cap_runs;
        bool failed;
};

static bool same_style(const struct psd_run *a, const struct psd_run *b)
{
        return a->face == b->face && a->ink.c == b->ink.c && a->ink.m == b->ink.m && a->ink.y == b->ink.y &&
               a->ink.k == b->ink.k && fabs(a->size_px - b->size_px) < 0.01 &&
               fabs(a->leading_px - b->leading_px) < 0.01;
}

/* Appends text in a style, joined to the run before it when that is in the same. */
static void add_words(struct words *words, struct psd_run style, const char *utf8, size_t len)
{
        style.units = psd_utf16(&words->utf16, utf8, len);
        if (words->failed || !style.units)
                return;
        if (words->n_runs && same_style(&words->runs[words->n_runs - 1], &style)) {
                words->runs[words->n_runs - 1].units += style.units;
                return;
        }
        if (words->n_runs == words->cap_runs) {
                size_t cap = words->cap_runs ? words->cap_runs * 2 : 8;
                struct psd_run *runs = realloc(words->runs, cap * sizeof *runs);
                if (!runs) {
                        words->failed = true;
                        return;
                }
                words->runs = runs;
                words->cap_runs = cap;
        }
        words->runs[words->n_runs++] = style;
}

/* A line, glyph by glyph: bytes without a glyph of their own (spaces at an edge, parts of a cluster) follow
 * the glyph before them. */
static void add_line(struct words *words, const struct zb_text *line, double ppi, double leading_px)
{
        const size_t len = strlen(line->utf8);
        if (line->n_styles == 0)
                return;
        struct psd_run style = {.face = line->styles[0].face,
                                .ink = line->styles[0].ink,
                                .size_px = zb_px_of_mm(line->em_mm, ppi),
                                .leading_px = leading_px};
        size_t done = 0;
        for (size_t i = 0; i < line->n_glyphs; i++) {
                const struct zb_text_style *of = &line->styles[line->glyphs[i].span];
                style.face = of->face;
                style.ink = of->ink;
                size_t next = i + 1 < line->n_glyphs ? line->glyphs[i + 1].text_at : len;
                if (next <= done || next > len)
                        continue;
                add_words(words, style, line->utf8 + done, next - done);
                done = next;
        }
        add_words(words, style, "\r", 1);
}

static double line_right(const struct zb_item *item)
{
        return item->box.x + item->box.w;
}

/* 0 left, 1 right, 2 centred, as the lines' edges have it. */
static int justification(const struct zb_scene *scene, const struct psd_layer *layer)
{
        const struct zb_item *first = &scene->items[layer->items[0]];
        bool left = true, right = true, centre = true;
        for (size_t i = 1; i < layer->n_items; i++) {
                const struct zb_item *item = &scene->items[layer->items[i]];
                double dl = item->box.x - first->box.x, dr = line_right(item) - line_right(first);
                left &= fabs(dl) < 0.1;
                right &= fabs(dr) < 0.1;
                centre &= fabs(dl + dr) < 0.2;
        }
        return left ? 0 : right ? 1 : centre ? 2 : 0;
}

static void psd_out_text_collect(const struct zb_scene *scene, const struct psd_layer *layer, double ppi,
                                 struct words *words)
{
        double above = NAN;
        for (size_t i = 0; i < layer->n_items; i++) {
                const struct zb_text *line = &scene->items[layer->items[i]].text;
                double pitch = isnan(above) ? line->em_mm * line->leading : line->baseline_mm - above;
                if (!(pitch > 0)) /* two texts on one line: the engine has no such thing */
                        pitch = line->em_mm * line->leading;
                add_line(words, line, ppi, zb_px_of_mm(pitch, ppi));
                above = line->baseline_mm;
        }
}

/* ---- the block ---- */

static void psd_out_text_put_text(struct zb_buf *out, const struct words *words, int index, const double box[4],
                                  const double ink[4], const struct zb_buf *engine)
{
        put_class(out, "TxLr", 8);
        put_id(out, "Txt ");
        zb_buf_puts(out, "TEXT"); /* without the last return, with a NUL */
        zb_buf_u32be(out, (uint32_t)(words->utf16.len / 2));
        zb_buf_put(out, words->utf16.data, words->utf16.len - 2);
        zb_buf_u16be(out, 0);
        put_enum(out, "textGridding", "textGridding", "None");
        put_enum(out, "Ornt", "Ornt", "Hrzn");
        put_enum(out, "AntA", "Annt", "AnCr");
        put_bounds(out, "bounds", box);
        put_bounds(out, "boundingBox", ink);
        put_id(out, "TextIndex");
        zb_buf_puts(out, "long");
        zb_buf_u32be(out, (uint32_t)index);
        put_id(out, "EngineData");
        zb_buf_puts(out, "tdta");
        zb_buf_u32be(out, (uint32_t)engine->len);
        zb_buf_put(out, engine->data, engine->len);
}

static void put_block(const struct zb_scene *scene, const struct psd_layer *layer, const struct psd_image *image,
                      double ppi, int index, const struct words *words, const struct zb_buf *engine, int align,
                      struct zb_buf *out)
{
        const struct zb_item *first = &scene->items[layer->items[0]],
                             *last = &scene->items[layer->items[layer->n_items - 1]];
        double left = INFINITY, right = -INFINITY, bleed = scene->bleed_mm;
        for (size_t i = 0; i < layer->n_items; i++) {
                left = fmin(left, scene->items[layer->items[i]].box.x);
                right = fmax(right, line_right(&scene->items[layer->items[i]]));
        }
        double anchor = align == 0 ? first->box.x : align == 1 ? line_right(first) : first->box.x + first->box.w / 2;
        double x = zb_px_of_mm(anchor + bleed, ppi), y = zb_px_of_mm(first->text.baseline_mm + bleed, ppi);
        const double box[4] = {zb_px_of_mm(left + bleed, ppi) - x, zb_px_of_mm(first->box.y + bleed, ppi) - y,
                               zb_px_of_mm(right + bleed, ppi) - x,
                               zb_px_of_mm(last->box.y + last->box.h + bleed, ppi) - y};
        const double ink[4] = {image->x - x, image->y - y, image->x + image->width - x, image->y + image->height - y};
        const double transform[6] = {1, 0, 0, 1, x, y};
        zb_buf_u16be(out, 1);
        for (int i = 0; i < 6; i++)
                put_double(out, transform[i]);
        zb_buf_u16be(out, 50);
        zb_buf_u32be(out, 16);
        psd_out_text_put_text(out, words, index, box, ink, engine);
        put_warp(out);
        for (int i = 0; i < 4; i++)
                zb_buf_u32be(out, 0);
}

void psd_text_block(const struct zb_scene *scene, const struct psd_layer *layer, const struct psd_image *image,
                    double ppi, int index, struct zb_buf *out)
{
        struct words words = {.utf16 = ZB_BUF_INIT};
        struct zb_buf engine = ZB_BUF_INIT;
        psd_out_text_collect(scene, layer, ppi, &words);
        int align = justification(scene, layer);
        if (!words.failed && !words.utf16.failed && words.n_runs) {
                const struct psd_text text = {&words.utf16, words.runs, words.n_runs, align};
                psd_engine_data(&text, &engine);
                put_block(scene, layer, image, ppi, index, &words, &engine, align, out);
        }
        out->failed |= words.failed || words.utf16.failed || engine.failed;
        zb_buf_fini(&words.utf16);
        zb_buf_fini(&engine);
        free(words.runs);
}
