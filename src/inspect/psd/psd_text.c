/* SPDX-License-Identifier: Apache-2.0 */
/* Live text: the block TySh of a layer → words with styles → lines where the text engine sets them → runs.
 * All numbers are pixels of the document before the layer's own transform (docs/formats.md §8–9).
 *
 * The file holds no advances, so widths are reckoned from what kind of characters a line has, and a line that
 * stands upright is then held against the ink of the layer's own raster, which is exact. Boxed text is broken
 * anew with those widths: Photoshop does not keep its breaks. Without outlines the ink height comes from what
 * is known of the face, else from the raster. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "psd_text.h"

enum { MOST_TEXT = 16 << 20, MOST_UNITS = 1 << 20, MOST_DEPTH = 24 };

/* ---- the block's descriptor: where EngineData lies ---- */

static void skip_text(struct zb_cursor *c)
{
        zb_cursor_skip(c, 2 * (uint64_t)zb_cursor_u32(c));
}

/* An id: four characters, or as many as the length says; the first four into `key`. */
static void read_id(struct zb_cursor *c, char key[5], uint32_t *ret_len)
{
        uint32_t len = zb_cursor_u32(c), n = len ? len : 4;
        memset(key, 0, 5);
        zb_cursor_bytes(c, key, n < 4 ? n : 4);
        zb_cursor_skip(c, n > 4 ? n - 4 : 0);
        *ret_len = n;
}

struct found {
        off_t at; /* of EngineData */
        uint64_t len;
        bool vertical;
};

static void read_members(struct zb_cursor *c, struct found *found, int depth);

static void read_class(struct zb_cursor *c)
{
        char key[5];
        uint32_t len;
        skip_text(c);
        read_id(c, key, &len);
}

static void read_value(struct zb_cursor *c, const char *key, struct found *found, int depth)
{
        char type[5] = {0}, name[5];
        uint32_t len;
        zb_cursor_bytes(c, type, 4);
        if (depth > MOST_DEPTH)
                c->failed = true;
        if (c->failed)
                return;
        if (!strcmp(type, "Objc") || !strcmp(type, "GlbO")) {
                read_members(c, found, depth + 1);
        } else if (!strcmp(type, "VlLs")) {
                for (uint32_t n = zb_cursor_u32(c); n > 0 && !c->failed; n--)
                        read_value(c, "", found, depth + 1);
        } else if (!strcmp(type, "enum")) {
                read_id(c, name, &len);
                read_id(c, name, &len);
                found->vertical |= !strcmp(key, "Ornt") && !strcmp(name, "Vrtc") && depth == 0;
        } else if (!strcmp(type, "tdta") || !strcmp(type, "alis") || !strcmp(type, "Pth ")) {
                len = zb_cursor_u32(c);
                if (!strcmp(key, "Engi")) {
                        found->at = c->at;
                        found->len = len;
                }
                zb_cursor_skip(c, len);
        } else if (!strcmp(type, "TEXT")) {
                skip_text(c);
        } else if (!strcmp(type, "type") || !strcmp(type, "GlbC")) {
                read_class(c);
        } else {
                static const struct {
                        char type[5];
                        uint8_t bytes;
                } plain[] = {{"doub", 8}, {"UntF", 12}, {"long", 4}, {"comp", 8}, {"bool", 1}};
                for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
                        if (!strcmp(type, plain[i].type)) {
                                zb_cursor_skip(c, plain[i].bytes);
                                return;
                        }
                c->failed = true; /* of unknown length */
        }
}

static void read_members(struct zb_cursor *c, struct found *found, int depth)
{
        char key[5];
        uint32_t len;
        read_class(c);
        for (uint32_t n = zb_cursor_u32(c); n > 0 && !c->failed && !found->at; n--) {
                read_id(c, key, &len);
                read_value(c, key, found, depth);
        }
}

/* ---- styles ---- */

static const struct zb_text_look plain_look = {
        .size = 12, .h_scale = 1, .v_scale = 1, .auto_leading = true, .font = -1};

static void look_colour(struct zb_text_look *look, const struct zb_node *sheet)
{
        const struct zb_node *colour = zb_node_find(sheet, "FillColor"), *values = zb_node_find(colour, "Values");
        if (!values || values->kind != ZB_NODE_LIST)
                return;
        look->colour_type = (int)zb_node_number(colour, "Type", 1);
        int i = 0;
        for (const struct zb_node *v = values->first; v && i < 5; v = v->next)
                look->colour[i++] = v->kind == ZB_NODE_NUMBER ? v->number : 0;
        look->colour_n = i;
}

/* What a style sheet says on top of what is so. */
static void overlay(struct zb_text_look *look, const struct zb_node *sheet)
{
        if (!sheet)
                return;
        double font = zb_node_number(sheet, "Font", look->font);
        look->font = font >= -1 && font < 1e6 ? (int)font : -1;
        look->size = zb_node_number(sheet, "FontSize", look->size);
        look->leading = zb_node_number(sheet, "Leading", look->leading);
        look->auto_leading = zb_node_number(sheet, "AutoLeading", look->auto_leading) != 0;
        look->tracking = zb_node_number(sheet, "Tracking", look->tracking);
        look->h_scale = zb_node_number(sheet, "HorizontalScale", look->h_scale);
        look->v_scale = zb_node_number(sheet, "VerticalScale", look->v_scale);
        look->bold = zb_node_number(sheet, "FauxBold", look->bold) != 0;
        look_colour(look, sheet);
}

/* The document's own normal sheet, which every style builds on. */
static const struct zb_node *normal_sheet(const struct zb_node *root, const char *set, const char *which,
                                          const char *data)
{
        char path[96];
        const struct zb_node *res = zb_node_find(root, "ResourceDict");
        int i = (int)fmin(fmax(zb_node_number(res, which, 0), 0), 9999);
        snprintf(path, sizeof path, "%s/%d/%s", set, i, data);
        return zb_node_find(res, path);
}

static void read_looks(struct zb_live_text *t, const struct zb_node *root)
{
        struct zb_text_look base = plain_look;
        overlay(&base, normal_sheet(root, "StyleSheetSet", "TheNormalStyleSheet", "StyleSheetData"));
        overlay(&base, zb_node_find(root, "EngineDict/StyleRun/DefaultRunData/StyleSheet/StyleSheetData"));
        const struct zb_node *run = zb_node_find(root, "EngineDict/StyleRun/RunArray/0");
        const struct zb_node *len = zb_node_find(root, "EngineDict/StyleRun/RunLengthArray/0");
        size_t at = 0;
        for (; run && len && at < t->n; run = run->next, len = len->next) {
                struct zb_text_look look = base;
                overlay(&look, zb_node_find(run, "StyleSheet/StyleSheetData"));
                double units = len->kind == ZB_NODE_NUMBER && len->number > 0 ? len->number : 0;
                for (double k = 0; k < units && at < t->n; k++)
                        t->look_of[at++] = (uint32_t)t->n_looks;
                t->looks[t->n_looks++] = look;
        }
        if (t->n_looks == 0)
                t->looks[t->n_looks++] = base;
        for (; at < t->n; at++)
                t->look_of[at] = (uint32_t)t->n_looks - 1;
}

static void read_paragraphs(struct zb_live_text *t, const struct zb_node *root)
{
        const struct zb_node *normal =
                normal_sheet(root, "ParagraphSheetSet", "TheNormalParagraphSheet", "Properties");
        const struct zb_node *run = zb_node_find(root, "EngineDict/ParagraphRun/RunArray/0");
        const struct zb_node *len = zb_node_find(root, "EngineDict/ParagraphRun/RunLengthArray/0");
        size_t at = 0;
        double just = zb_node_number(normal, "Justification", 0), lead = zb_node_number(normal, "AutoLeading", 1.2);
        for (; run && len && at < t->n; run = run->next, len = len->next) {
                const struct zb_node *p = zb_node_find(run, "ParagraphSheet/Properties");
                double units = len->kind == ZB_NODE_NUMBER && len->number > 0 ? len->number : 0;
                int align = (int)fmin(fmax(zb_node_number(p, "Justification", just), 0), 6);
                double auto_lead = zb_node_number(p, "AutoLeading", lead);
                for (double k = 0; k < units && at < t->n; k++, at++) {
                        t->align[at] = (uint8_t)align;
                        t->auto_lead[at] = (float)auto_lead;
                }
        }
        for (; at < t->n; at++) {
                t->align[at] = at ? t->align[at - 1] : (uint8_t)fmin(fmax(just, 0), 6);
                t->auto_lead[at] = at ? t->auto_lead[at - 1] : (float)lead;
        }
}

static void read_shape(struct zb_live_text *t, const struct zb_node *root)
{
        const struct zb_node *shape = zb_node_find(root, "EngineDict/Rendered/Shapes/Children/0");
        const struct zb_node *box = zb_node_find(shape, "Cookie/Photoshop/BoxBounds");
        t->boxed = zb_node_number(shape, "ShapeType", 0) == 1 && box && box->kind == ZB_NODE_LIST;
        if (!t->boxed)
                return;
        t->box_left = zb_node_number(box, "0", 0);
        t->box_top = zb_node_number(box, "1", 0);
        t->box_width = zb_node_number(box, "2", 0) - t->box_left;
}

static const char *font_name(struct zb_psd *psd, const struct zb_node *font)
{
        const struct zb_node *name = zb_node_find(font, "Name");
        struct zb_buf out = ZB_BUF_INIT;
        const char *ret = "";
        if (name && name->kind == ZB_NODE_TEXT && name->len >= 2) {
                zb_put_utf16(&out, name->text + 2, (name->len - 2) / 2 < 128 ? (name->len - 2) / 2 : 128);
                if (out.len && !out.failed)
                        ret = zb_arena_strdup(psd->in->facts->arena, out.data);
        }
        zb_buf_fini(&out);
        return ret;
}

static void read_fonts(struct zb_psd *psd, struct zb_live_text *t, const struct zb_node *root)
{
        const struct zb_node *font = zb_node_find(root, "ResourceDict/FontSet/0");
        for (; font && t->n_fonts < ZB_MOST_FONTS; font = font->next)
                t->fonts[t->n_fonts++] = font_name(psd, font);
}

/* ---- a layer ---- */

static bool make_room(struct zb_live_text *t, struct zb_arena *arena, size_t n, const struct zb_node *root)
{
        size_t n_runs = 1;
        const struct zb_node *run = zb_node_find(root, "EngineDict/StyleRun/RunArray/0");
        for (; run; run = run->next)
                n_runs++;
        t->n = n;
        t->chars = zb_arena_array(arena, n + 1, sizeof *t->chars);
        t->look_of = zb_arena_array(arena, n + 1, sizeof *t->look_of);
        t->align = zb_arena_array(arena, n + 1, sizeof *t->align);
        t->auto_lead = zb_arena_array(arena, n + 1, sizeof *t->auto_lead);
        t->looks = zb_arena_array(arena, n_runs + 1, sizeof *t->looks);
        return !zb_arena_failed(arena);
}

static bool read_engine(struct zb_psd *psd, struct zb_live_text *t, struct zb_arena *arena, const struct found *found)
{
        uint8_t *data = zb_file_bytes(psd->in->fd, psd->in->size, found->at, found->len, MOST_TEXT);
        struct zb_node *root = data ? zb_engine_read(arena, data, (size_t)found->len) : NULL;
        free(data);
        const struct zb_node *text = zb_node_find(root, "EngineDict/Editor/Text");
        if (!text || text->kind != ZB_NODE_TEXT || text->len < 2)
                return false;
        size_t n = (text->len - 2) / 2;
        if (n > MOST_UNITS || !make_room(t, arena, n, root))
                return false;
        for (size_t i = 0; i < n; i++)
                t->chars[i] = (uint16_t)(text->text[2 + 2 * i] << 8 | text->text[3 + 2 * i]);
        read_looks(t, root);
        read_paragraphs(t, root);
        read_shape(t, root);
        read_fonts(psd, t, root);
        return !zb_arena_failed(arena);
}

/* The words of a layer; false: they cannot be read. */
static bool read_text(struct zb_psd *psd, const struct zb_psd_layer *layer, struct zb_arena *arena,
                      struct zb_live_text *t)
{
        struct zb_cursor c;
        struct found found = {.at = 0};
        zb_cursor_open(&c, psd->in->fd, layer->text_at, layer->text_at + (off_t)layer->text_len);
        zb_cursor_skip(&c, 2);
        for (int i = 0; i < 6; i++) {
                t->matrix[i] = zb_cursor_double(&c);
                if (!isfinite(t->matrix[i]) || fabs(t->matrix[i]) > 1e7)
                        return false;
        }
        zb_cursor_skip(&c, 6); /* versions of text and descriptor */
        read_members(&c, &found, 0);
        t->vertical = found.vertical;
        return found.at && read_engine(psd, t, arena, &found);
}

static enum zb_code psd_text_add_layer(struct zb_psd *psd, struct zb_setter *setter, const struct zb_psd_layer *layer,
                                       struct zb_err *err)
{
        struct zb_live_text t = {.layer = layer};
        struct zb_arena *arena = zb_arena_new();
        enum zb_code code = ZB_OK;
        if (!arena)
                return zb_err_nomem(err);
        if (read_text(psd, layer, arena, &t))
                code = zb_psd_set_text(setter, &t, err);
        else
                zb_inspect_warning(psd->in, "a text layer cannot be read as text");
        zb_arena_free(arena);
        return code;
}

/* ---- the whole file's text ---- */

/* Faces of text that can be seen, each once, of single words too. A PSD holds names only. */
static void list_fonts(struct zb_facts *f, const struct zb_runs *runs)
{
        enum { MOST = 200 };
        struct zb_fact_font *fonts = zb_arena_array(f->arena, MOST, sizeof *fonts);
        for (size_t i = 0; fonts && i < runs->n; i++) {
                const struct zb_run *run = &runs->items[i];
                size_t k = 0;
                if (run->hidden || !run->font || !*run->font || zb_count_chars(run->utf8) == 0)
                        continue;
                while (k < f->n_fonts && strcmp(fonts[k].name, run->font) != 0)
                        k++;
                if (k == f->n_fonts && k < MOST)
                        fonts[f->n_fonts++] = (struct zb_fact_font){.name = zb_arena_strdup(f->arena, run->font),
                                                                    .format = "by name"};
        }
        f->fonts = fonts;
}

enum zb_code zb_psd_texts(struct zb_psd *psd, struct zb_err *err)
{
        struct zb_setter setter = {.psd = psd};
        enum zb_code code = zb_psd_setter_open(&setter, err);
        for (size_t i = 0; i < psd->n_layers && !code; i++)
                if (psd->layers[i].text_at)
                        code = psd_text_add_layer(psd, &setter, &psd->layers[i], err);
        code = code ? code : zb_lines_of_marks(&psd->in->derivation, &setter.marks, err);
        if (!code)
                list_fonts(psd->in->facts, &setter.marks.runs);
        zb_psd_setter_close(&setter);
        return code;
}
