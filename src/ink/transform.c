/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures into ink. Gray and RGB pass a table that is sampled from lcms when the first picture of their kind
 * comes and stays with the press's profile; CMYK of another press passes lcms itself. Running keeps no state,
 * so one transform may even serve several threads. What comes out never exceeds the total ink that was asked
 * for: the sum is held in whole 255ths, without a rounding that could go over it. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ink_priv.h"

struct zb_transform {
        size_t bytes;               /* a source pixel */
        const struct zb_link *link; /* of gray and RGB */
        struct zb_link *own;        /* the same, when the profile had no room for it */
        cmsContext context;
        bool nomem;
        cmsHTRANSFORM table; /* of CMYK; NULL: ink is passed on as it is */
};

static const struct space {
        size_t bytes;
        cmsUInt32Number format, format_out;
        cmsColorSpaceSignature signature;
        cmsUInt32Number intent, flags;
} spaces[] = {
        [ZB_GRAY8] = {1, TYPE_GRAY_16, TYPE_CMYK_16, cmsSigGrayData, INTENT_PERCEPTUAL, cmsFLAGS_NOOPTIMIZE},
        [ZB_RGB8] = {3, TYPE_RGB_16, TYPE_CMYK_16, cmsSigRgbData, INTENT_PERCEPTUAL, cmsFLAGS_NOOPTIMIZE},
        [ZB_CMYK8] = {4, TYPE_CMYK_8, TYPE_CMYK_8, cmsSigCmykData, INTENT_RELATIVE_COLORIMETRIC,
                      cmsFLAGS_BLACKPOINTCOMPENSATION},
};

/* What a picture without a usable profile of its own means by its numbers. */
static cmsHPROFILE assume(cmsContext context, enum zb_pixel_space from)
{
        if (from == ZB_RGB8)
                return cmsCreate_sRGBProfileTHR(context);
        /* IEC 61966-2-1: the curve of sRGB, on the neutral axis alone. */
        static const double srgb_curve[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
        cmsToneCurve *curve = cmsBuildParametricToneCurve(context, 4, srgb_curve);
        if (!curve)
                return NULL;
        cmsHPROFILE h = cmsCreateGrayProfileTHR(context, cmsD50_xyY(), curve);
        cmsFreeToneCurve(curve);
        return h;
}

/* NULL unless the bytes are a profile that can be a source of such pixels. */
static cmsHPROFILE open_own(cmsContext context, enum zb_pixel_space from, const void *icc, size_t icc_len)
{
        if (icc_len > UINT32_MAX)
                return NULL;
        cmsHPROFILE h = cmsOpenProfileFromMemTHR(context, icc, (cmsUInt32Number)icc_len);
        if (!h)
                return NULL;
        cmsProfileClassSignature class = cmsGetDeviceClass(h);
        bool fits = cmsGetColorSpace(h) == spaces[from].signature &&
                    (class == cmsSigInputClass || class == cmsSigDisplayClass || class == cmsSigOutputClass ||
                     class == cmsSigColorSpaceClass);
        if (fits)
                return h;
        cmsCloseProfile(h);
        return NULL;
}

static cmsHTRANSFORM link_to(cmsContext context, cmsHPROFILE source, enum zb_pixel_space from, cmsHPROFILE press)
{
        const struct space *s = &spaces[from];
        return cmsCreateTransformTHR(context, source, s->format, press, s->format_out, s->intent,
                                     s->flags | cmsFLAGS_NOCACHE);
}

/* lcms' transform; NULL with ZB_OK: ink is passed on as it is. */
static enum zb_code build(cmsContext context, const struct zb_profile *to, enum zb_pixel_space from, const void *icc,
                          size_t icc_len, cmsHTRANSFORM *ret, bool *assumed, struct zb_err *err)
{
        cmsHPROFILE press = cmsOpenProfileFromMemTHR(context, to->data, (cmsUInt32Number)to->len);
        if (!press)
                return zb_err_nomem(err); /* it opened before */
        *ret = NULL;
        if (icc) {
                cmsHPROFILE own = open_own(context, from, icc, icc_len);
                if (own) {
                        *ret = link_to(context, own, from, press);
                        cmsCloseProfile(own);
                }
                *assumed = !*ret;
        }
        if (!*ret && from != ZB_CMYK8) {
                cmsHPROFILE source = assume(context, from);
                if (source) {
                        *ret = link_to(context, source, from, press);
                        cmsCloseProfile(source);
                }
        }
        cmsCloseProfile(press);
        return *ret || from == ZB_CMYK8 ? ZB_OK : zb_err_nomem(err);
}

/* ---- tables ---- */

static void link_free(struct zb_link *link)
{
        if (!link)
                return;
        free(link->icc);
        free(link->rgb);
        free(link);
}

struct zb_links *zb_links_new(void)
{
        struct zb_links *links = calloc(1, sizeof(*links));
        if (links)
                pthread_mutex_init(&links->lock, NULL);
        return links;
}

void zb_links_free(struct zb_links *links)
{
        if (!links)
                return;
        for (int i = 0; i < links->n; i++)
                link_free(links->list[i]);
        pthread_mutex_destroy(&links->lock);
        free(links);
}

static uint16_t grid_level(unsigned i)
{
        enum { LAST = ZB_GRID - 1 };
        return (uint16_t)((i * 65535 + LAST / 2) / LAST);
}

static void sample_rgb(cmsHTRANSFORM lcms, struct zb_table *table)
{
        for (unsigned r = 0, at = 0; r < ZB_GRID; r++)
                for (unsigned g = 0; g < ZB_GRID; g++, at += ZB_GRID) {
                        uint16_t line[ZB_GRID][3], inks[ZB_GRID][4];
                        for (unsigned b = 0; b < ZB_GRID; b++) {
                                line[b][0] = grid_level(r);
                                line[b][1] = grid_level(g);
                                line[b][2] = grid_level(b);
                        }
                        cmsDoTransform(lcms, line, inks, ZB_GRID);
                        for (unsigned b = 0; b < ZB_GRID; b++)
                                for (int i = 0; i < 4; i++)
                                        table->node[at + b][i] = (int16_t)(inks[b][i] - 32768);
                }
}

/* Like the neutrals of an RGB table, and through the same nodes: a gray picture and the same picture saved as
 * RGB print alike. */
static void sample_gray(cmsHTRANSFORM lcms, uint8_t gray[256][4])
{
        uint16_t line[ZB_GRID], inks[ZB_GRID][4];
        for (unsigned i = 0; i < ZB_GRID; i++)
                line[i] = grid_level(i);
        cmsDoTransform(lcms, line, inks, ZB_GRID);
        for (unsigned v = 0; v < 256; v++) {
                unsigned node = v * (ZB_GRID - 1) / 255, part = v * (ZB_GRID - 1) % 255, next = node + (part > 0);
                for (int i = 0; i < 4; i++) {
                        uint32_t sum = inks[node][i] * (255 - part) + inks[next][i] * part;
                        gray[v][i] = (uint8_t)((sum + 32767) / 65535);
                }
        }
}

static enum zb_code link_sample(struct zb_link *link, const struct zb_profile *to, struct zb_err *err)
{
        bool nomem;
        cmsContext context = zb_lcms_new(&nomem);
        cmsHTRANSFORM lcms = NULL;
        enum zb_code code =
                context ? build(context, to, link->from, link->icc, link->icc_len, &lcms, &link->assumed, err)
                        : zb_err_nomem(err);
        if (!code && nomem) /* a profile of its own was perhaps passed over for that */
                code = zb_err_nomem(err);
        if (!code && link->from == ZB_RGB8) {
                link->rgb = malloc(sizeof(*link->rgb));
                if (link->rgb)
                        sample_rgb(lcms, link->rgb);
                else
                        code = zb_err_nomem(err);
        } else if (!code) {
                sample_gray(lcms, link->gray);
        }
        if (lcms)
                cmsDeleteTransform(lcms);
        if (context)
                cmsDeleteContext(context);
        return code;
}

static enum zb_code link_new(const struct zb_profile *to, enum zb_pixel_space from, const void *icc, size_t icc_len,
                             struct zb_link **ret, struct zb_err *err)
{
        struct zb_link *link = calloc(1, sizeof(*link));
        if (!link)
                return zb_err_nomem(err);
        link->from = from;
        link->icc_len = icc_len;
        enum zb_code code = ZB_OK;
        if (icc) {
                link->icc = malloc(icc_len + 1);
                if (link->icc)
                        memcpy(link->icc, icc, icc_len);
                else
                        code = zb_err_nomem(err);
        }
        if (!code)
                code = link_sample(link, to, err);
        if (code)
                link_free(link);
        else
                *ret = link;
        return code;
}

static bool is_link(const struct zb_link *link, enum zb_pixel_space from, const void *icc, size_t icc_len)
{
        return link->from == from && !link->icc == !icc &&
               (!icc || (link->icc_len == icc_len && memcmp(link->icc, icc, icc_len) == 0));
}

/* Under the lock, so that threads which ask for the same way at once wait for one of them to sample it. */
static enum zb_code find_link(struct zb_transform *t, const struct zb_profile *to, enum zb_pixel_space from,
                              const void *icc, size_t icc_len, struct zb_err *err)
{
        struct zb_links *links = to->links;
        enum zb_code code = ZB_OK;
        pthread_mutex_lock(&links->lock);
        for (int i = 0; i < links->n && !t->link; i++)
                if (is_link(links->list[i], from, icc, icc_len))
                        t->link = links->list[i];
        if (!t->link) {
                struct zb_link *link = NULL;
                code = link_new(to, from, icc, icc_len, &link, err);
                if (!code && links->n < ZB_MAX_LINKS)
                        links->list[links->n++] = link;
                else
                        t->own = link;
                t->link = link;
        }
        pthread_mutex_unlock(&links->lock);
        return code;
}

/* ---- transforms ---- */

enum zb_code zb_transform_new(const struct zb_profile *to, enum zb_pixel_space from, const void *icc, size_t icc_len,
                              struct zb_transform **ret, bool *ret_assumed, struct zb_err *err)
{
        struct zb_transform *t = calloc(1, sizeof(*t));
        if (!t)
                return zb_err_nomem(err);
        t->bytes = spaces[from].bytes;
        bool assumed = false;
        enum zb_code code = ZB_OK;
        if (from != ZB_CMYK8) {
                code = find_link(t, to, from, icc, icc_len, err);
                assumed = !code && t->link->assumed;
        } else if (icc && (icc_len != to->len || memcmp(icc, to->data, icc_len) != 0)) {
                /* Ink made for this very press is passed on, not taken through Lab and back. */
                t->context = zb_lcms_new(&t->nomem);
                code = t->context ? build(t->context, to, from, icc, icc_len, &t->table, &assumed, err)
                                  : zb_err_nomem(err);
                if (!code && t->nomem)
                        code = zb_err_nomem(err);
        }
        if (code) {
                zb_transform_free(t);
                return code;
        }
        if (ret_assumed)
                *ret_assumed = assumed;
        *ret = t;
        return ZB_OK;
}

void zb_transform_free(struct zb_transform *t)
{
        if (!t)
                return;
        if (t->table)
                cmsDeleteTransform(t->table);
        if (t->context)
                cmsDeleteContext(t->context);
        link_free(t->own);
        free(t);
}

static void convert(const struct zb_transform *t, const uint8_t *in, uint8_t *out, size_t n)
{
        if (t->link && t->link->from == ZB_RGB8)
                zb_table_run(t->link->rgb, in, out, n);
        else if (t->link)
                for (size_t i = 0; i < n; i++)
                        memcpy(out + 4 * i, t->link->gray[in[i]], 4);
        else if (t->table)
                cmsDoTransform(t->table, in, out, (cmsUInt32Number)n);
        else
                memmove(out, in, n * 4);
}

/* limit: the greatest sum of the four bytes. */
static void hold(uint8_t *px, size_t n, unsigned limit)
{
        for (size_t i = 0; i < n; i++, px += 4) {
                unsigned colour = (unsigned)px[0] + px[1] + px[2], k = px[3];
                if (colour + k <= limit)
                        continue;
                if (k >= limit) {
                        px[3] = (uint8_t)limit;
                        px[0] = px[1] = px[2] = 0;
                        continue;
                }
                unsigned room = limit - k; /* colour > room ≥ 1; rounding down keeps the sum in it */
                for (int j = 0; j < 3; j++)
                        px[j] = (uint8_t)(px[j] * room / colour);
        }
}

void zb_transform_run(const struct zb_transform *t, const uint8_t *in, uint8_t *out, size_t n, double max_total)
{
        enum { BLOCK = 4096 }; /* 16 kB of ink: still in the cache when its sum is taken */
        assert(max_total >= 0);
        double most = floor(max_total * 255 / 100 + 1e-6);
        unsigned limit = most >= 1020 ? 1020 : (unsigned)most;
        for (size_t done = 0; done < n;) {
                size_t now = n - done < BLOCK ? n - done : BLOCK;
                convert(t, in + done * t->bytes, out + done * 4, now);
                if (limit < 1020)
                        hold(out + done * 4, now, limit);
                done += now;
        }
}
