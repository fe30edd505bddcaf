/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures into ink. lcms folds each way from a picture's colours to the press into one table when the
 * transform is made; running it keeps no state, so one transform may even serve several threads. What comes
 * out never exceeds the total ink that was asked for: the sum is held in whole 255ths, without a rounding
 * that could go over it. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ink_priv.h"

struct zb_transform {
        cmsContext context;
        cmsHTRANSFORM table; /* NULL: ink is passed on as it is */
        size_t bytes;        /* a source pixel */
};

static const struct space {
        size_t bytes;
        cmsUInt32Number format;
        cmsColorSpaceSignature signature;
        cmsUInt32Number intent, flags;
} spaces[] = {
        [ZB_GRAY8] = {1, TYPE_GRAY_8, cmsSigGrayData, INTENT_PERCEPTUAL, 0},
        [ZB_RGB8] = {3, TYPE_RGB_8, cmsSigRgbData, INTENT_PERCEPTUAL, 0},
        [ZB_CMYK8] = {4, TYPE_CMYK_8, cmsSigCmykData, INTENT_RELATIVE_COLORIMETRIC,
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

static cmsHTRANSFORM link_to(cmsContext context, cmsHPROFILE source, enum zb_pixel_space from,
                             cmsHPROFILE press)
{
        const struct space *s = &spaces[from];
        return cmsCreateTransformTHR(context, source, s->format, press, TYPE_CMYK_8, s->intent,
                                     s->flags | cmsFLAGS_NOCACHE);
}

static enum zb_code build(struct zb_transform *t, const struct zb_profile *to, enum zb_pixel_space from,
                          const void *icc, size_t icc_len, bool *assumed, struct zb_err *err)
{
        cmsHPROFILE press = cmsOpenProfileFromMemTHR(t->context, to->data, (cmsUInt32Number)to->len);
        if (!press)
                return zb_err_nomem(err); /* it opened before */
        if (icc) {
                cmsHPROFILE own = open_own(t->context, from, icc, icc_len);
                if (own) {
                        t->table = link_to(t->context, own, from, press);
                        cmsCloseProfile(own);
                }
                *assumed = !t->table;
        }
        if (!t->table && from != ZB_CMYK8) {
                cmsHPROFILE source = assume(t->context, from);
                if (source) {
                        t->table = link_to(t->context, source, from, press);
                        cmsCloseProfile(source);
                }
        }
        cmsCloseProfile(press);
        return t->table || from == ZB_CMYK8 ? ZB_OK : zb_err_nomem(err);
}

enum zb_code zb_transform_new(const struct zb_profile *to, enum zb_pixel_space from, const void *icc,
                              size_t icc_len, struct zb_transform **ret, bool *ret_assumed,
                              struct zb_err *err)
{
        struct zb_transform *t = calloc(1, sizeof(*t));
        if (!t)
                return zb_err_nomem(err);
        t->bytes = spaces[from].bytes;
        bool assumed = false;
        /* Ink made for this very press is passed on, not taken through Lab and back. */
        bool same = icc && icc_len == to->len && memcmp(icc, to->data, icc_len) == 0;
        if (from != ZB_CMYK8 || (icc && !same)) {
                t->context = cmsCreateContext(NULL, NULL);
                enum zb_code code =
                        t->context ? build(t, to, from, icc, icc_len, &assumed, err) : zb_err_nomem(err);
                if (code) {
                        zb_transform_free(t);
                        return code;
                }
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
        free(t);
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

void zb_transform_run(const struct zb_transform *t, const uint8_t *in, uint8_t *out, size_t n,
                      double max_total)
{
        enum { BLOCK = 4096 }; /* 16 kB of ink: still in the cache when its sum is taken */
        assert(max_total >= 0);
        double most = floor(max_total * 255 / 100 + 1e-6);
        unsigned limit = most >= 1020 ? 1020 : (unsigned)most;
        for (size_t done = 0; done < n;) {
                size_t now = n - done < BLOCK ? n - done : BLOCK;
                if (t->table)
                        cmsDoTransform(t->table, in + done * t->bytes, out + done * 4, (cmsUInt32Number)now);
                else
                        memmove(out + done * 4, in + done * 4, now * 4);
                if (limit < 1020)
                        hold(out + done * 4, now, limit);
                done += now;
        }
}
