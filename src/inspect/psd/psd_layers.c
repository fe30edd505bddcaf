/* SPDX-License-Identifier: Apache-2.0 */
/* The layer section: records bottom first, then their channels, then blocks for the whole document (files of
 * 16 and 32 bits keep their layers in one of those). A group is two records: its end below its layers, its
 * head above them. */
#include <stdlib.h>
#include <string.h>

#include "psd_file.h"

enum { MOST_LAYERS = 20000, MOST_NAME = 1024, LEAST_RECORD = 18 + 12 + 4 };
enum { FLAG_HIDDEN = 0x02, MASK_DISABLED = 0x02 };

struct zb_rect zb_psd_box(const struct zb_psd *psd, struct zb_px_rect px)
{
        double sx = psd->sheet.w / psd->width, sy = psd->sheet.h / psd->height;
        return (struct zb_rect){psd->sheet.x + px.left * sx, psd->sheet.y + px.top * sy,
                                ((double)px.right - px.left) * sx, ((double)px.bottom - px.top) * sy};
}

static void psd_layers_damaged(struct zb_psd *psd)
{
        zb_inspect_trouble(psd->in, ZB_READ_DAMAGED,
                           "the file's layers are damaged; those behind the damage cannot be read");
}

static struct zb_px_rect read_rect(struct zb_cursor *c)
{
        struct zb_px_rect r;
        r.top = (int)zb_cursor_u32(c);
        r.left = (int)zb_cursor_u32(c);
        r.bottom = (int)zb_cursor_u32(c);
        r.right = (int)zb_cursor_u32(c);
        return r;
}

/* Layers may hang out of the page, but not to the moon. */
static bool psd_layers_sane(struct zb_px_rect r)
{
        const int far = 1000000;
        return r.left > -far && r.top > -far && r.right < far && r.bottom < far && r.left <= r.right &&
               r.top <= r.bottom;
}

/* ---- blocks at a record's end ---- */

static void read_name(struct zb_psd *psd, struct zb_psd_layer *layer, struct zb_cursor *c)
{
        uint8_t units[2 * MOST_NAME];
        struct zb_buf name = ZB_BUF_INIT;
        size_t n = zb_cursor_u32(c);
        n = n < MOST_NAME ? n : MOST_NAME;
        zb_cursor_bytes(c, units, 2 * n);
        if (!c->failed)
                zb_put_utf16(&name, units, n);
        if (name.len && !name.failed)
                layer->name = zb_arena_strdup(psd->in->facts->arena, name.data);
        zb_buf_fini(&name);
}

static void read_divider(struct zb_psd_layer *layer, struct zb_cursor *c)
{
        uint32_t kind = zb_cursor_u32(c);
        if (!c->failed && kind <= ZB_PSD_GROUP_END)
                layer->divider = (enum zb_psd_divider)kind;
}

static const char *const adjustments[] = {"levl", "curv", "brit", "CgEd", "blnc", "hue ", "hue2",
                                          "selc", "thrs", "nvrt", "post", "grdm", "phfl", "mixr",
                                          "expA", "vibA", "blwh", "clrL", NULL};
/* Fills and paths. */
static const char *const shapes[] = {"SoCo", "GdFl", "PtFl", "vmsk", "vsms", "vscg", "vogk", "vstk", NULL};
static const char *const effects[] = {"lfx2", "lrFX", "lmfx", NULL};
static const char *const smarts[] = {"PlLd", "SoLd", "SoLE", NULL};

static bool psd_layers_among(const char *key, const char *const *list)
{
        while (*list && memcmp(*list, key, 4) != 0)
                list++;
        return *list != NULL;
}

/* Blocks whose length takes eight bytes in a PSB. */
static bool long_block(const struct zb_psd *psd, const char *key)
{
        static const char *const keys[] = {"LMsk", "Lr16", "Lr32", "Layr", "Mt16", "Mt32", "Mtrn", "Alph", "FMsk",
                                           "lnk2", "FEid", "FXid", "PxSD", "cinf", "lnkE", "pths", NULL};
        return psd->big && psd_layers_among(key, keys);
}

/* The head of a block; false: there is none. */
static bool open_block(const struct zb_psd *psd, struct zb_cursor *c, char key[5], uint64_t *len)
{
        char mark[4];
        if (zb_cursor_left(c) < 12)
                return false;
        zb_cursor_bytes(c, mark, 4);
        zb_cursor_bytes(c, key, 4);
        key[4] = '\0';
        bool wide = memcmp(mark, "8B64", 4) == 0;
        if (memcmp(mark, "8BIM", 4) != 0 && !wide)
                return false;
        *len = wide || long_block(psd, key) ? zb_cursor_u64(c) : zb_cursor_u32(c);
        return !c->failed && *len <= zb_cursor_left(c);
}

static void read_block(struct zb_psd *psd, struct zb_psd_layer *layer, const char *key, off_t at, uint64_t len)
{
        struct zb_cursor c;
        zb_cursor_open(&c, psd->in->fd, at, at + (off_t)len);
        if (memcmp(key, "luni", 4) == 0) {
                read_name(psd, layer, &c);
        } else if (memcmp(key, "lsct", 4) == 0 || memcmp(key, "lsdk", 4) == 0) {
                read_divider(layer, &c);
        } else if (memcmp(key, "TySh", 4) == 0) {
                layer->text_at = at;
                layer->text_len = len;
        } else if (memcmp(key, "tySh", 4) == 0) {
                layer->kind = "text";
                zb_inspect_warning(psd->in, "a text layer of Photoshop 5 or older cannot be read as text");
        }
        layer->adjustment |= psd_layers_among(key, adjustments);
        layer->shape |= psd_layers_among(key, shapes);
        layer->smart |= psd_layers_among(key, smarts);
        layer->styled |= psd_layers_among(key, effects);
}

/* ---- records ---- */

static void read_mask(struct zb_psd_layer *layer, struct zb_cursor *c)
{
        uint32_t len = zb_cursor_u32(c);
        off_t end = c->at + (off_t)len;
        if (len > zb_cursor_left(c)) {
                c->failed = true;
                return;
        }
        if (len >= 18) {
                layer->mask = read_rect(c);
                uint8_t outside = zb_cursor_u8(c), flags = zb_cursor_u8(c);
                layer->has_mask = outside == 0 && !(flags & MASK_DISABLED) && psd_layers_sane(layer->mask);
        }
        if (!c->failed)
                c->at = end;
}

static void read_pascal(struct zb_psd *psd, struct zb_psd_layer *layer, struct zb_cursor *c)
{
        char name[256];
        size_t n = zb_cursor_u8(c);
        zb_cursor_bytes(c, name, n);
        zb_cursor_skip(c, (4 - (n + 1) % 4) % 4);
        for (size_t i = 0; i < n; i++) /* of some old encoding: what is not ASCII cannot be known */
                name[i] = name[i] >= ' ' && name[i] < 0x7F ? name[i] : '?';
        layer->name = zb_arena_strndup(psd->in->facts->arena, name, n);
}

static bool read_extra(struct zb_psd *psd, struct zb_psd_layer *layer, struct zb_cursor *c)
{
        char key[5];
        uint64_t len;
        read_mask(layer, c);
        zb_cursor_skip(c, zb_cursor_u32(c)); /* blending ranges */
        read_pascal(psd, layer, c);
        if (c->failed)
                return false;
        while (open_block(psd, c, key, &len)) {
                read_block(psd, layer, key, c->at, len);
                zb_cursor_skip(c, len);
        }
        return true;
}

static bool read_record(struct zb_psd *psd, struct zb_psd_layer *layer, struct zb_cursor *c)
{
        char mark[4];
        layer->px = read_rect(c);
        int channels = zb_cursor_u16(c);
        if (c->failed || channels > ZB_PSD_CHANNELS || !psd_layers_sane(layer->px))
                return false;
        layer->n_channels = (uint8_t)channels;
        layer->channels = calloc((size_t)channels + 1, sizeof *layer->channels);
        if (!layer->channels)
                return false;
        for (int i = 0; i < channels; i++) {
                layer->channels[i].id = (int16_t)zb_cursor_u16(c);
                layer->channels[i].len = psd->big ? zb_cursor_u64(c) : zb_cursor_u32(c);
        }
        zb_cursor_bytes(c, mark, 4);
        zb_cursor_bytes(c, layer->blend, 4);
        layer->opacity = zb_cursor_u8(c);
        layer->clipping = zb_cursor_u8(c) != 0;
        layer->shown = !(zb_cursor_u8(c) & FLAG_HIDDEN);
        zb_cursor_skip(c, 1);
        uint32_t extra = zb_cursor_u32(c);
        if (c->failed || memcmp(mark, "8BIM", 4) != 0 || extra > zb_cursor_left(c))
                return false;
        struct zb_cursor inner;
        zb_cursor_open(&inner, psd->in->fd, c->at, c->at + (off_t)extra);
        bool ok = read_extra(psd, layer, &inner);
        zb_cursor_skip(c, extra);
        return ok;
}

/* Where the channels of the layers lie, behind the records, in their order. */
static bool place_channels(struct zb_psd *psd, struct zb_cursor *c)
{
        for (size_t i = 0; i < psd->n_layers; i++)
                for (int k = 0; k < psd->layers[i].n_channels; k++) {
                        psd->layers[i].channels[k].at = c->at;
                        zb_cursor_skip(c, psd->layers[i].channels[k].len);
                        if (c->failed) {
                                psd->layers[i].n_channels = (uint8_t)k;
                                for (size_t j = i + 1; j < psd->n_layers; j++)
                                        psd->layers[j].n_channels = 0;
                                return false;
                        }
                }
        return true;
}

/* Count, records, channels. */
static bool read_info(struct zb_psd *psd, off_t at, off_t end)
{
        struct zb_cursor c;
        zb_cursor_open(&c, psd->in->fd, at, end);
        int count = (int16_t)zb_cursor_u16(&c);
        psd->merged_alpha |= count < 0;
        count = abs(count);
        if (c.failed || count > MOST_LAYERS || (uint64_t)count * LEAST_RECORD > zb_cursor_left(&c))
                return false;
        psd->layers = calloc((size_t)count + 1, sizeof *psd->layers);
        if (!psd->layers)
                return false;
        for (; psd->n_layers < (size_t)count; psd->n_layers++)
                if (!read_record(psd, &psd->layers[psd->n_layers], &c)) {
                        free(psd->layers[psd->n_layers].channels);
                        return false;
                }
        return place_channels(psd, &c);
}

/* ---- what follows from several records ---- */

/* From the top: a group's head says whether what is below it down to its end can be seen. */
static void find_visible(struct zb_psd *psd)
{
        enum { MOST_DEPTH = 256 };
        bool shown[MOST_DEPTH + 1] = {true};
        int depth = 0;
        for (size_t i = psd->n_layers; i-- > 0;) {
                struct zb_psd_layer *layer = &psd->layers[i];
                layer->visible = layer->shown && layer->opacity > 0 && shown[depth];
                if ((layer->divider == ZB_PSD_GROUP_OPEN || layer->divider == ZB_PSD_GROUP_CLOSED) &&
                    depth < MOST_DEPTH)
                        shown[++depth] = layer->visible;
                else if (layer->divider == ZB_PSD_GROUP_END && depth > 0)
                        depth--;
        }
        for (size_t i = 1, base = 0; i < psd->n_layers; i++) { /* what is clipped to a hidden layer is hidden */
                if (!psd->layers[i].clipping)
                        base = i;
                else if (psd->layers[base].divider == ZB_PSD_LAYER)
                        psd->layers[i].visible &= psd->layers[base].visible;
        }
}

static const char *psd_layers_kind_of(const struct zb_psd_layer *layer)
{
        if (layer->divider != ZB_PSD_LAYER)
                return "group";
        if (layer->text_at || layer->kind)
                return "text";
        return layer->adjustment ? "adjustment" : layer->smart ? "smart" : layer->shape ? "shape" : "pixels";
}

static const char *blend_name(const char *key)
{
        static const char *const names[][2] = {
                {"norm", "Normal"},      {"pass", "PassThrough"},  {"mul ", "Multiply"},   {"scrn", "Screen"},
                {"over", "Overlay"},     {"dark", "Darken"},       {"lite", "Lighten"},    {"div ", "ColorDodge"},
                {"idiv", "ColorBurn"},   {"hLit", "HardLight"},    {"sLit", "SoftLight"},  {"diff", "Difference"},
                {"smud", "Exclusion"},   {"hue ", "Hue"},          {"sat ", "Saturation"}, {"colr", "Color"},
                {"lum ", "Luminosity"},  {"diss", "Dissolve"},     {"lbrn", "LinearBurn"}, {"lddg", "LinearDodge"},
                {"vLit", "VividLight"},  {"lLit", "LinearLight"},  {"pLit", "PinLight"},   {"hMix", "HardMix"},
                {"dkCl", "DarkerColor"}, {"lgCl", "LighterColor"}, {"fsub", "Subtract"},   {"fdiv", "Divide"},
        };
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (memcmp(names[i][0], key, 4) == 0)
                        return names[i][1];
        return "Normal";
}

static struct zb_px_rect unite(struct zb_px_rect a, struct zb_px_rect b)
{
        if (a.left == a.right || a.top == a.bottom)
                return b;
        if (b.left == b.right || b.top == b.bottom)
                return a;
        return (struct zb_px_rect){a.left < b.left ? a.left : b.left, a.top < b.top ? a.top : b.top,
                                   a.right > b.right ? a.right : b.right, a.bottom > b.bottom ? a.bottom : b.bottom};
}

/* A group is as large as what it holds. */
static void size_groups(struct zb_psd *psd)
{
        enum { MOST_DEPTH = 256 };
        struct zb_px_rect open[MOST_DEPTH];
        int depth = 0;
        for (size_t i = 0; i < psd->n_layers; i++) {
                struct zb_psd_layer *layer = &psd->layers[i];
                if (layer->divider == ZB_PSD_GROUP_END) {
                        if (depth < MOST_DEPTH)
                                open[depth++] = (struct zb_px_rect){0};
                        continue;
                }
                if (layer->divider != ZB_PSD_LAYER && depth > 0)
                        layer->px = open[--depth];
                if (depth > 0)
                        open[depth - 1] = unite(open[depth - 1], layer->px);
        }
}

static enum zb_code list_layers(struct zb_psd *psd, struct zb_err *err)
{
        struct zb_facts *f = psd->in->facts;
        struct zb_fact_layer *list = zb_arena_array(f->arena, psd->n_layers + 1, sizeof *list);
        if (!list)
                return zb_err_nomem(err);
        for (size_t i = 0; i < psd->n_layers; i++) {
                struct zb_psd_layer *layer = &psd->layers[i];
                layer->kind = psd_layers_kind_of(layer);
                psd->styled_text |= layer->styled && layer->text_at;
                if (!layer->name)
                        layer->name = "";
                if (layer->divider == ZB_PSD_GROUP_END)
                        continue;
                list[f->n_layers++] = (struct zb_fact_layer){.name = layer->name,
                                                             .kind = layer->kind,
                                                             .box = zb_psd_box(psd, layer->px),
                                                             .visible = layer->visible,
                                                             .printing = layer->visible,
                                                             .blend = blend_name(layer->blend)};
        }
        f->layers = list;
        return ZB_OK;
}

/* ---- the section ---- */

/* Blocks for the whole document: 16- and 32-bit files have their layers there. */
static bool read_global(struct zb_psd *psd, struct zb_cursor *c)
{
        char key[5];
        uint64_t len;
        while (open_block(psd, c, key, &len)) {
                bool layers =
                        memcmp(key, "Lr16", 4) == 0 || memcmp(key, "Lr32", 4) == 0 || memcmp(key, "Layr", 4) == 0;
                if (layers && psd->n_layers == 0 && len >= 2 && !read_info(psd, c->at, c->at + (off_t)len))
                        return false;
                if (memcmp(key, "Mt16", 4) == 0 || memcmp(key, "Mt32", 4) == 0 || memcmp(key, "Mtrn", 4) == 0)
                        psd->merged_alpha = true;
                zb_cursor_skip(c, (len + 3) / 4 * 4 <= zb_cursor_left(c) ? (len + 3) / 4 * 4 : len);
        }
        return true;
}

static bool psd_layers_read_section(struct zb_psd *psd)
{
        struct zb_cursor c;
        zb_cursor_open(&c, psd->in->fd, psd->layers_at, psd->layers_at + (off_t)psd->layers_len);
        if (zb_cursor_left(&c) < 4)
                return true;
        uint64_t len = psd->big ? zb_cursor_u64(&c) : zb_cursor_u32(&c);
        if (c.failed || len > zb_cursor_left(&c))
                return false;
        off_t at = c.at;
        if (len >= 2 && !read_info(psd, at, at + (off_t)len))
                return false;
        zb_cursor_skip(&c, len);
        if (zb_cursor_left(&c) < 4)
                return true;
        uint32_t mask = zb_cursor_u32(&c);
        zb_cursor_skip(&c, mask);
        return c.failed ? false : read_global(psd, &c);
}

enum zb_code zb_psd_layers(struct zb_psd *psd, struct zb_err *err)
{
        if (!psd_layers_read_section(psd))
                psd_layers_damaged(psd);
        if (psd->merged_alpha && psd->in->facts->raster.extra_channels > 0)
                psd->in->facts->raster.extra_channels--; /* the composite's transparency is no channel of its own */
        find_visible(psd);
        size_groups(psd);
        return list_layers(psd, err);
}

void zb_psd_layers_fini(struct zb_psd *psd)
{
        for (size_t i = 0; i < psd->n_layers; i++)
                free(psd->layers[i].channels);
        free(psd->layers);
}
