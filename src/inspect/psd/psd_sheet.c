/* SPDX-License-Identifier: Apache-2.0 */
/* The composite, as the file shows itself to programs that know no layers: planes one after the other,
 * streamed side by side into the survey. CMYK is stored inverted (docs/formats.md §7). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "photoshop.h"
#include "psd_file.h"

enum { MOST_PLANES = 4, BATCH = 8 };
#define MOST_PIXELS 4e9

struct psd_sheet_sheet {
        struct zb_psd *psd;
        struct zb_plane *planes[MOST_PLANES];
        int n_planes, compression;
        enum zb_pixel_space space;
        uint8_t *row, *out, palette[768];
};

static void no_composite(struct zb_psd *psd)
{
        psd->in->facts->raster.composite = 0;
        zb_inspect_warning(psd->in, "the file holds no composite image");
}

/* ---- colours ---- */

static double cube(double t)
{
        return t > 6.0 / 29 ? t * t * t : 3 * 36.0 / 841 * (t - 4.0 / 29);
}

static uint8_t gamma_of(double v)
{
        v = v <= 0.0031308 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055;
        return (uint8_t)lrint(255 * fmin(fmax(v, 0), 1));
}

/* CIE Lab (D50) → sRGB, Bradford-adapted (IEC 61966-2-1, ICC.1 annex E). */
static void lab_to_rgb(const uint8_t lab[3], uint8_t rgb[3])
{
        double l = lab[0] / 255.0 * 100, a = lab[1] - 128.0, b = lab[2] - 128.0;
        double fy = (l + 16) / 116, x = 0.9642 * cube(fy + a / 500), y = cube(fy), z = 0.8249 * cube(fy - b / 200);
        rgb[0] = gamma_of(3.1339 * x - 1.6169 * y - 0.4906 * z);
        rgb[1] = gamma_of(-0.9788 * x + 1.9161 * y + 0.0335 * z);
        rgb[2] = gamma_of(0.0719 * x - 0.2290 * y + 1.4052 * z);
}

/* Planes side by side in s->row → pixels of the survey's space. */
static void weave(const struct psd_sheet_sheet *s, uint8_t *out)
{
        size_t w = (size_t)s->psd->width;
        const uint8_t *p = s->row;
        switch (s->psd->mode) {
        case ZB_PSD_CMYK:
                for (size_t x = 0; x < w; x++) {
                        out[4 * x] = (uint8_t)~p[x];
                        out[4 * x + 1] = (uint8_t)~p[w + x];
                        out[4 * x + 2] = (uint8_t)~p[2 * w + x];
                        out[4 * x + 3] = (uint8_t)~p[3 * w + x];
                }
                break;
        case ZB_PSD_RGB:
                for (size_t x = 0; x < w; x++)
                        for (size_t i = 0; i < 3; i++)
                                out[3 * x + i] = p[i * w + x];
                break;
        case ZB_PSD_LAB:
                for (size_t x = 0; x < w; x++)
                        lab_to_rgb((const uint8_t[3]){p[x], p[w + x], p[2 * w + x]}, out + 3 * x);
                break;
        case ZB_PSD_INDEXED:
                for (size_t x = 0; x < w; x++)
                        for (size_t i = 0; i < 3; i++)
                                out[3 * x + i] = s->palette[256 * i + p[x]];
                break;
        default:
                memcpy(out, p, w);
        }
}

/* ---- planes ---- */

static bool choose_space(struct psd_sheet_sheet *s)
{
        const struct zb_psd *psd = s->psd;
        switch (psd->mode) {
        case ZB_PSD_CMYK:
                s->n_planes = 4;
                s->space = ZB_CMYK8;
                break;
        case ZB_PSD_RGB:
        case ZB_PSD_LAB:
                s->n_planes = 3;
                s->space = ZB_RGB8;
                break;
        case ZB_PSD_INDEXED:
                s->n_planes = 1;
                s->space = ZB_RGB8;
                break;
        case ZB_PSD_MULTI:
                return false;
        default:
                s->n_planes = 1;
                s->space = ZB_GRAY8;
        }
        return psd->channels >= s->n_planes;
}

static bool open_planes(struct psd_sheet_sheet *s)
{
        const struct zb_psd *psd = s->psd;
        uint64_t wide = psd->big ? 4 : 2, table = wide * (uint64_t)psd->height;
        off_t at = psd->composite_at + 2;
        bool packed = s->compression == 1;
        if (packed)
                at += (off_t)(table * (uint64_t)psd->channels);
        for (int i = 0; i < s->n_planes; i++) {
                struct zb_plane_source source = {.at = at,
                                                 .compression = s->compression,
                                                 .width = psd->width,
                                                 .height = psd->height,
                                                 .depth = psd->depth};
                if (at > psd->in->size)
                        return false;
                source.len = (uint64_t)(psd->in->size - at);
                if (packed)
                        source.table_at = psd->composite_at + 2 + (off_t)(table * (uint64_t)i);
                s->planes[i] = zb_plane_open(psd, &source);
                if (!s->planes[i])
                        return false;
                uint64_t bytes = zb_plane_bytes(s->planes[i]);
                if (bytes > source.len)
                        return i + 1 == s->n_planes; /* cut short: what is there is looked at */
                at += (off_t)bytes;
        }
        return true;
}

static void close_sheet(struct psd_sheet_sheet *s)
{
        for (int i = 0; i < s->n_planes; i++)
                zb_plane_free(s->planes[i]);
        free(s->row);
        free(s->out);
}

/* ---- the stream ---- */

static bool next_rows(struct psd_sheet_sheet *s, int y, int n, size_t stride)
{
        size_t w = (size_t)s->psd->width;
        for (int k = 0; k < n; k++) {
                for (int i = 0; i < s->n_planes; i++)
                        if (!zb_plane_row(s->planes[i], y + k, s->row + (size_t)i * w))
                                return false;
                weave(s, s->out + (size_t)k * stride);
        }
        return true;
}

static enum zb_code stream(struct psd_sheet_sheet *s, struct zb_err *err)
{
        struct zb_psd *psd = s->psd;
        size_t stride = (size_t)psd->width * (s->space == ZB_CMYK8 ? 4 : s->space == ZB_RGB8 ? 3 : 1);
        struct zb_survey *survey = NULL;
        struct zb_survey_source source = {
                .px_w = psd->width, .px_h = psd->height, .box = psd->sheet, .space = s->space};
        size_t icc_len = 0;
        const uint8_t *icc = zb_photoshop_find(psd->resources, (size_t)psd->resources_len, 1039, &icc_len);
        if (s->space == ZB_RGB8 && psd->mode != ZB_PSD_LAB) {
                source.icc = icc;
                source.icc_len = icc ? icc_len : 0;
        }
        s->row = malloc((size_t)psd->width * (size_t)s->n_planes);
        s->out = malloc(stride * BATCH);
        if (!s->row || !s->out)
                return zb_err_nomem(err);
        enum zb_code code = zb_survey_open(&psd->in->derivation, &source, &survey, err);
        for (int y = 0, n; y < psd->height && !code; y += n) {
                n = psd->height - y < BATCH ? psd->height - y : BATCH;
                if (!next_rows(s, y, n, stride)) {
                        zb_inspect_trouble(psd->in, ZB_READ_DAMAGED, "the composite is damaged from row %d on",
                                           y + 1);
                        break;
                }
                zb_survey_rows(survey, s->out, stride, n);
        }
        code = code ? code : zb_inspect_survey_end(psd->in, survey, err);
        zb_survey_free(survey);
        return code;
}

enum zb_code zb_psd_sheet(struct zb_psd *psd, struct zb_err *err)
{
        static const char *const names[] = {"none", "PackBits", "Deflate", "Deflate"};
        struct zb_fact_raster *raster = &psd->in->facts->raster;
        struct psd_sheet_sheet s = {.psd = psd};
        struct zb_cursor c;
        size_t len = 0;
        const uint8_t *version = zb_photoshop_find(psd->resources, (size_t)psd->resources_len, 1057, &len);
        zb_cursor_open(&c, psd->in->fd, psd->composite_at, psd->in->size);
        s.compression = zb_cursor_u16(&c);
        if (c.failed || s.compression > 3 || zb_cursor_left(&c) == 0 || (version && len > 4 && version[4] == 0)) {
                no_composite(psd);
                return ZB_OK;
        }
        raster->composite = 1;
        raster->compression = names[s.compression];
        if (!psd->in->options->survey || !choose_space(&s) || s.compression > 1)
                return ZB_OK;
        if ((double)psd->width * psd->height > MOST_PIXELS) {
                zb_inspect_trouble(psd->in, ZB_READ_COMPLEX,
                                   "the picture has %.0f hundred million pixels, too many to look at",
                                   (double)psd->width * psd->height / 1e8);
                return ZB_OK;
        }
        if (psd->palette_len >= 768) {
                zb_cursor_open(&c, psd->in->fd, psd->palette_at, psd->palette_at + 768);
                zb_cursor_bytes(&c, s.palette, 768);
        }
        enum zb_code code = ZB_OK;
        if (open_planes(&s))
                code = stream(&s, err);
        else
                zb_inspect_trouble(psd->in, ZB_READ_DAMAGED, "the composite is damaged");
        close_sheet(&s);
        return code;
}
