/* SPDX-License-Identifier: Apache-2.0 */
/* PSD and PSB: the head, the resources, and the order in which the rest is read: first the composite, which
 * every program shows, then layers, their texts and pictures. What the file lacks stays unknown. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aimark.h"
#include "photoshop.h"
#include "psd_file.h"

enum { ICC = 1039, XMP = 1060, VERSION = 1057 };
enum { MOST_RESOURCES = 64 << 20, MOST_SIDE = 300000 };

static const char *const modes[] = {"Bitmap", "Gray", "Indexed",      "RGB",     "CMYK",
                                    NULL,     NULL,   "Multichannel", "Duotone", "Lab"};
static const int mode_plates[] = {1, 1, 1, 3, 4, 0, 0, 0, 1, 3};

static const uint8_t *resource(const struct zb_psd *psd, unsigned id, size_t *len)
{
        return zb_photoshop_find(psd->resources, (size_t)psd->resources_len, id, len);
}

/* ---- the head ---- */

static bool psd_read_section(struct zb_psd *psd, struct zb_cursor *c, off_t *at, uint64_t *len, bool wide)
{
        *len = wide ? zb_cursor_u64(c) : zb_cursor_u32(c);
        *at = c->at;
        uint64_t left = zb_cursor_left(c);
        if (c->failed)
                return false;
        if (*len > left) { /* cut short: what is there can be looked at */
                *len = left;
                c->at = c->end;
                return false;
        }
        c->at += (off_t)*len;
        return true;
}

/* false: no PSD that anybody could read. */
static bool read_head(struct zb_psd *psd, struct zb_cursor *c)
{
        zb_cursor_skip(c, 4);
        int version = zb_cursor_u16(c);
        zb_cursor_skip(c, 6);
        psd->big = version == 2;
        psd->channels = zb_cursor_u16(c);
        uint32_t height = zb_cursor_u32(c), width = zb_cursor_u32(c);
        psd->depth = zb_cursor_u16(c);
        psd->mode = zb_cursor_u16(c);
        if (c->failed || version < 1 || version > 2 || width == 0 || height == 0 || width > MOST_SIDE ||
            height > MOST_SIDE || psd->channels < 1 || psd->channels > 56)
                return false;
        psd->width = (int)width;
        psd->height = (int)height;
        bool mode = psd->mode >= 0 && psd->mode <= ZB_PSD_LAB && modes[psd->mode];
        return mode && (psd->depth == 1 || psd->depth == 8 || psd->depth == 16 || psd->depth == 32);
}

static void head_facts(struct zb_psd *psd)
{
        struct zb_facts *f = psd->in->facts;
        int plates = mode_plates[psd->mode];
        f->container.format = psd->big ? "PSB" : "PSD";
        f->container.n_pages = 1;
        f->raster.px_w = psd->width;
        f->raster.px_h = psd->height;
        f->raster.bits = psd->depth;
        f->raster.channels = psd->channels;
        f->raster.extra_channels = plates && psd->channels > plates ? psd->channels - plates : 0;
        f->raster.mode = modes[psd->mode];
}

/* ---- resources ---- */

/* "…:CreatorTool>name<" or CreatorTool="name" of an XMP packet. */
static const char *xmp_value(struct zb_arena *arena, const char *xmp, size_t len, const char *key)
{
        const char *at = memmem(xmp, len, key, strlen(key)), *end = xmp + len;
        if (!at)
                return NULL;
        at += strlen(key);
        if (at < end && *at == '=')
                at++;
        if (at >= end || (*at != '>' && *at != '"' && *at != '\''))
                return NULL;
        const char *from = ++at, close = at[-1] == '>' ? '<' : at[-1];
        while (at < end && *at != close && at - from < 200)
                at++;
        return at > from ? zb_arena_strndup(arena, from, (size_t)(at - from)) : NULL;
}

static enum zb_space space_of(const struct zb_psd *psd)
{
        static const enum zb_space spaces[] = {
                [ZB_PSD_BITMAP] = ZB_SPACE_GRAY,  [ZB_PSD_GRAY] = ZB_SPACE_GRAY, [ZB_PSD_INDEXED] = ZB_SPACE_INDEXED,
                [ZB_PSD_RGB] = ZB_SPACE_RGB,      [ZB_PSD_CMYK] = ZB_SPACE_CMYK, [ZB_PSD_MULTI] = ZB_SPACE_DEVICEN,
                [ZB_PSD_DUOTONE] = ZB_SPACE_GRAY, [ZB_PSD_LAB] = ZB_SPACE_LAB};
        return spaces[psd->mode];
}

static const char *version_text(struct zb_psd *psd, const uint8_t *data, size_t len)
{
        struct zb_buf name = ZB_BUF_INIT;
        const char *ret = NULL;
        if (len >= 9) {
                uint32_t units = (uint32_t)data[5] << 24 | (uint32_t)data[6] << 16 | (uint32_t)data[7] << 8 | data[8];
                if (units <= (len - 9) / 2 && units < 200)
                        zb_put_utf16(&name, data + 9, units);
        }
        if (name.len && !name.failed)
                ret = zb_arena_strdup(psd->in->facts->arena, name.data);
        zb_buf_fini(&name);
        return ret;
}

/* Extra channels that are spot colours. */
static void list_spots(struct zb_psd *psd)
{
        struct zb_facts *f = psd->in->facts;
        const char **spots = zb_arena_array(f->arena, 56, sizeof *spots);
        char name[256];
        for (int i = 0; spots && i < f->raster.extra_channels; i++)
                if (zb_photoshop_spot(psd->resources, (size_t)psd->resources_len, (size_t)i, name, sizeof name))
                        spots[f->n_spots++] = zb_arena_strdup(f->arena, *name ? name : "spot");
        f->spots = spots;
}

static void resource_facts(struct zb_psd *psd)
{
        struct zb_facts *f = psd->in->facts;
        size_t len = 0;
        const uint8_t *data;
        int components;
        if (zb_photoshop_ppi(psd->resources, (size_t)psd->resources_len, &f->raster.ppi_x, &f->raster.ppi_y))
                f->raster.ppi_source = "Photoshop";
        if (f->raster.ppi_source &&
            !(f->raster.ppi_x >= 1 && f->raster.ppi_y >= 1)) { /* so other programs say "none" */
                f->raster.ppi_source = NULL;
                f->raster.ppi_x = f->raster.ppi_y = NAN;
        }
        if ((data = resource(psd, ICC, &len)))
                f->profile = zb_icc_name(f->arena, data, len, &components);
        if ((data = resource(psd, VERSION, &len)))
                f->container.producer = version_text(psd, data, len);
        if ((data = resource(psd, XMP, &len))) {
                f->raster.ai = zb_xmp_says_ai(data, len);
                f->container.creator = xmp_value(f->arena, (const char *)data, len, "CreatorTool");
        }
        list_spots(psd);
        zb_inspect_space(psd->in, space_of(psd));
}

static void ppi_facts(struct zb_psd *psd)
{
        struct zb_facts *f = psd->in->facts;
        bool declared = f->raster.ppi_x > 0;
        psd->ppi_x = declared ? f->raster.ppi_x : NAN;
        psd->ppi_y = declared ? f->raster.ppi_y : NAN;
}

/* Is all that is seen one layer of pixels, or none? Then words and pictures are in it, and cannot be told. */
static bool is_flat(const struct zb_psd *psd)
{
        size_t seen = 0;
        for (size_t i = 0; i < psd->n_layers; i++) {
                const struct zb_psd_layer *layer = &psd->layers[i];
                bool text = strcmp(layer->kind, "text") == 0;
                if (text && layer->visible)
                        return false;
                seen += layer->visible && layer->divider == ZB_PSD_LAYER && !layer->adjustment;
        }
        return seen <= 1;
}

static enum zb_code read_layers(struct zb_psd *psd, struct zb_err *err)
{
        enum zb_code code = zb_psd_texts(psd, err);
        code = code ? code : zb_psd_figures(psd, err);
        code = code ? code : zb_psd_ground(psd, err);
        if (!code && psd->mode == ZB_PSD_CMYK)
                zb_lines_black(&psd->in->derivation);
        return code;
}

/* Of a sheet of unknown size no word's height can be told: such a file is judged as its composite alone. */
static enum zb_code read_rest(struct zb_psd *psd, struct zb_err *err)
{
        struct zb_facts *f = psd->in->facts;
        enum zb_code code = zb_psd_layers(psd, err);
        code = code ? code : zb_psd_sheet(psd, err);
        if (code)
                return code;
        if (isnan(f->width_mm) || is_flat(psd))
                return zb_inspect_sheet_end(psd->in, err);
        double ppi = f->ppi_min; /* the document's own, also of words and drawings */
        code = read_layers(psd, err);
        code = code ? code : zb_derive(&psd->in->derivation, err);
        f->ppi_min = ppi;
        return code;
}

enum zb_code zb_inspect_psd(struct inspecting *in, struct zb_err *err)
{
        struct zb_psd psd = {.in = in};
        struct zb_cursor c;
        zb_cursor_open(&c, in->fd, 0, in->size);
        if (!read_head(&psd, &c)) {
                zb_inspect_trouble(in, ZB_READ_DAMAGED, "the file's head is damaged");
                return ZB_OK;
        }
        head_facts(&psd);
        bool whole = psd_read_section(&psd, &c, &psd.palette_at, &psd.palette_len, false) &&
                     psd_read_section(&psd, &c, &psd.resources_at, &psd.resources_len, false) &&
                     psd_read_section(&psd, &c, &psd.layers_at, &psd.layers_len, psd.big);
        psd.composite_at = whole ? c.at : in->size;
        if (!whole)
                zb_inspect_trouble(in, ZB_READ_DAMAGED, "the file is cut short");
        psd.resources = zb_file_bytes(in->fd, in->size, psd.resources_at, psd.resources_len, MOST_RESOURCES);
        if (!psd.resources)
                psd.resources_len = 0;
        resource_facts(&psd);
        psd.sheet = zb_inspect_sheet(in, 1);
        ppi_facts(&psd);
        enum zb_code code = read_rest(&psd, err);
        zb_psd_layers_fini(&psd);
        free(psd.resources);
        return code;
}
