/* SPDX-License-Identifier: Apache-2.0 */
/* Output profiles: the description of a press and its paper, as ICC.1:2010 has it. A profile that opened can
 * do all that a board asks of it: both directions were tried out. It never changes afterwards, so threads may
 * share it. */
#include <stdlib.h>
#include <string.h>

#include "ink_priv.h"

enum { MAX_BYTES = 32 << 20, HEADER_BYTES = 128 };

static uint32_t be32(const uint8_t *p)
{
        return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* lcms hands UTF-16 units in wchar_t, whatever its width; control characters have no place in a name. */
static char *utf8_of_units(const wchar_t *units, size_t n, const char *nameless)
{
        struct zb_buf buf = ZB_BUF_INIT;
        for (size_t i = 0; i < n && units[i]; i++) {
                uint32_t c = (uint32_t)units[i];
                if (c >= 0xD800 && c < 0xDC00 && i + 1 < n) {
                        uint32_t low = (uint32_t)units[i + 1];
                        if (low >= 0xDC00 && low < 0xE000) {
                                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                                i++;
                        }
                }
                if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
                        continue;
                char out[4];
                zb_buf_put(&buf, out, zb_utf8_put(out, c));
        }
        if (!buf.failed && buf.len == 0)
                zb_buf_puts(&buf, nameless);
        if (buf.failed) {
                zb_buf_fini(&buf);
                return NULL;
        }
        return buf.data;
}

static char *read_name(cmsHPROFILE h, const char *nameless)
{
        wchar_t units[256] = {0};
        cmsGetProfileInfo(h, cmsInfoDescription, "en", "US", units, sizeof(units) - sizeof(wchar_t));
        return utf8_of_units(units, sizeof(units) / sizeof(units[0]) - 1, nameless);
}

/* sRGB → CMYK, without the table that makes it fast: only to see that the direction exists. */
static bool can_print(cmsContext context, cmsHPROFILE press, cmsHPROFILE srgb)
{
        cmsHTRANSFORM t = cmsCreateTransformTHR(context, srgb, TYPE_RGB_8, press, TYPE_CMYK_8, INTENT_PERCEPTUAL,
                                                cmsFLAGS_NOOPTIMIZE);
        if (t)
                cmsDeleteTransform(t);
        return t != NULL;
}

static cmsHTRANSFORM proof(cmsContext context, cmsHPROFILE press, cmsHPROFILE srgb, enum zb_proof which,
                           cmsUInt32Number flags)
{
        flags |= cmsFLAGS_NOCACHE | (which == ZB_PROOF_SCREEN ? cmsFLAGS_BLACKPOINTCOMPENSATION : 0);
        return cmsCreateTransformTHR(context, press, TYPE_CMYK_16, srgb, TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC,
                                     flags);
}

cmsHTRANSFORM zb_profile_proof(const struct zb_profile *p, enum zb_proof which)
{
        pthread_mutex_lock(&p->links->lock);
        cmsHTRANSFORM *fast = &p->links->fast[which];
        if (!*fast) {
                cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR(p->context);
                cmsHPROFILE press = cmsOpenProfileFromMemTHR(p->context, p->data, (cmsUInt32Number)p->len);
                *fast = srgb && press ? proof(p->context, press, srgb, which, 0) : NULL;
                if (press)
                        cmsCloseProfile(press);
                if (srgb)
                        cmsCloseProfile(srgb);
        }
        cmsHTRANSFORM ret = *fast ? *fast : p->slow[which];
        pthread_mutex_unlock(&p->links->lock);
        return ret;
}

static enum zb_code examine(struct zb_profile *p, const char *path, struct zb_err *err)
{
        if (p->len < HEADER_BYTES + 4 || memcmp(p->data + 36, "acsp", 4) != 0)
                return zb_err_say(err, ZB_INPUT, path, "this is not an ICC profile.");
        if (be32(p->data) > p->len)
                return zb_err_say(err, ZB_INPUT, path, "the ICC profile is cut off.");
        p->len = be32(p->data); /* what follows is no part of it and must not be embedded */

        cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR(p->context);
        cmsHPROFILE h =
                p->len > HEADER_BYTES ? cmsOpenProfileFromMemTHR(p->context, p->data, (cmsUInt32Number)p->len) : NULL;
        enum zb_code code = ZB_OK;
        if (!srgb) {
                code = zb_err_nomem(err);
        } else if (!h) {
                code = zb_err_say(err, ZB_INPUT, path, "the ICC profile is damaged.");
        } else if (cmsGetDeviceClass(h) != cmsSigOutputClass || cmsGetColorSpace(h) != cmsSigCmykData) {
                code = zb_err_say(err, ZB_INPUT, path,
                                  "a CMYK output profile (class prtr) is needed, this is another kind.");
        } else if (!cmsIsTag(h, cmsSigAToB0Tag) || !cmsIsTag(h, cmsSigBToA0Tag) || !can_print(p->context, h, srgb) ||
                   !(p->slow[ZB_PROOF_PLAIN] = proof(p->context, h, srgb, ZB_PROOF_PLAIN, cmsFLAGS_NOOPTIMIZE)) ||
                   !(p->slow[ZB_PROOF_SCREEN] = proof(p->context, h, srgb, ZB_PROOF_SCREEN, cmsFLAGS_NOOPTIMIZE))) {
                code = zb_err_say(err, ZB_INPUT, path, "the ICC profile has no usable A2B or B2A tables.");
        } else if (!(p->name = read_name(h, "CMYK"))) {
                code = zb_err_nomem(err);
        }
        if (h)
                cmsCloseProfile(h);
        if (srgb)
                cmsCloseProfile(srgb);
        return p->nomem ? zb_err_nomem(err) : code; /* then the profile may well be good */
}

enum zb_code zb_profile_open(const char *path, struct zb_profile **ret, struct zb_err *err)
{
        struct zb_buf buf = ZB_BUF_INIT;
        enum zb_code code = zb_file_read(path, MAX_BYTES, &buf, err);
        if (code) {
                zb_buf_fini(&buf);
                return code;
        }
        struct zb_profile *p = calloc(1, sizeof(*p));
        if (!p) {
                zb_buf_fini(&buf);
                return zb_err_nomem(err);
        }
        p->data = (uint8_t *)buf.data;
        p->len = buf.len;
        p->context = zb_lcms_new(&p->nomem);
        p->links = zb_links_new();
        code = p->context && p->links ? examine(p, path, err) : zb_err_nomem(err);
        if (code) {
                zb_profile_free(p);
                return code;
        }
        *ret = p;
        return ZB_OK;
}

void zb_profile_free(struct zb_profile *p)
{
        if (!p)
                return;
        for (int i = 0; i < ZB_N_PROOFS; i++) {
                if (p->slow[i])
                        cmsDeleteTransform(p->slow[i]);
                if (p->links && p->links->fast[i])
                        cmsDeleteTransform(p->links->fast[i]);
        }
        if (p->context)
                cmsDeleteContext(p->context);
        zb_links_free(p->links);
        free(p->name);
        free(p->data);
        free(p);
}

const void *zb_profile_data(const struct zb_profile *profile, size_t *ret_len)
{
        *ret_len = profile->len;
        return profile->data;
}

const char *zb_profile_name(const struct zb_profile *profile)
{
        return profile->name;
}

const char *zb_icc_name(struct zb_arena *arena, const void *icc, size_t len, int *ret_components)
{
        const char *ret = NULL;
        *ret_components = 0;
        if (len < HEADER_BYTES + 4 || len > MAX_BYTES)
                return NULL;
        bool nomem;
        cmsContext context = zb_lcms_new(&nomem);
        cmsHPROFILE h = context ? cmsOpenProfileFromMemTHR(context, icc, (cmsUInt32Number)len) : NULL;
        if (h) {
                char *name = read_name(h, "ICC");
                ret = zb_arena_strdup(arena, name);
                free(name);
                *ret_components = (int)cmsChannelsOf(cmsGetColorSpace(h));
                cmsCloseProfile(h);
        }
        if (context)
                cmsDeleteContext(context);
        return ret;
}
