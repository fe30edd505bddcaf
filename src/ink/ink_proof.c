/* SPDX-License-Identifier: Apache-2.0 */
/* Ink as the eye will see it. Relative colorimetric: paper is white. A preview compensates the black point, as
 * every viewer does, for the eye takes a screen's darkest tone for black; contrast is reckoned without, with the
 * press's black as grey as it really is. */
#include <math.h>
#include <string.h>

#include "ink_priv.h"

static uint16_t u16_of(float v)
{
        if (!(v > 0)) /* NaN is no ink */
                return 0;
        return v >= 1 ? 65535 : (uint16_t)lrintf(v * 65535.0f);
}

static void ink_proof_run(cmsHTRANSFORM transform, const struct zb_ink *in, uint8_t (*rgb)[3], size_t n)
{
        enum { BLOCK = 512 };
        uint16_t block[BLOCK][4];
        for (size_t done = 0; done < n;) {
                size_t now = n - done < BLOCK ? n - done : BLOCK;
                for (size_t i = 0; i < now; i++) {
                        const struct zb_ink *ink = &in[done + i];
                        block[i][0] = u16_of(ink->c);
                        block[i][1] = u16_of(ink->m);
                        block[i][2] = u16_of(ink->y);
                        block[i][3] = u16_of(ink->k);
                }
                cmsDoTransform(transform, block, rgb[done], (cmsUInt32Number)now);
                done += now;
        }
}

enum zb_code zb_proof_rgb(const struct zb_profile *profile, const struct zb_ink *in, uint8_t (*rgb)[3], size_t n,
                          struct zb_err *err)
{
        cmsHTRANSFORM proof = zb_profile_proof(profile, ZB_PROOF_SCREEN);
        ink_proof_run(proof, in, rgb, n);
        /* For its table: without it the colours are not quite the same. */
        return profile->nomem ? zb_err_nomem(err) : ZB_OK;
}

/* WCAG 2.1, "relative luminance". */
static double luminance(const uint8_t rgb[3])
{
        static const double weight[3] = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
                double v = rgb[i] / 255.0;
                sum += weight[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
        }
        return sum;
}

void zb_proof_prepare(const struct zb_profile *profile)
{
        zb_profile_proof(profile, ZB_PROOF_SCREEN);
        zb_profile_proof(profile, ZB_PROOF_PLAIN);
}

double zb_ink_luminance(const struct zb_profile *profile, struct zb_ink ink)
{
        uint8_t rgb[1][3] = {{0}};
        ink_proof_run(zb_profile_proof(profile, ZB_PROOF_PLAIN), &ink, rgb, 1);
        return luminance(rgb[0]);
}

double zb_luminance_contrast(double a, double b)
{
        return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

double zb_ink_contrast(const struct zb_profile *profile, struct zb_ink a, struct zb_ink b)
{
        return zb_luminance_contrast(zb_ink_luminance(profile, a), zb_ink_luminance(profile, b));
}

void zb_proof_luminance(const struct zb_profile *profile, const uint8_t *cmyk, size_t n, float *ret)
{
        enum { SEEN = 1024 };
        struct {
                uint32_t key;
                float luminance;
        } seen[SEEN];
        memset(seen, 0, sizeof seen);
        seen[0].key = 1; /* no colour that falls into slot 0: the slot is empty */
        for (size_t i = 0; i < n; i++) {
                uint32_t key;
                memcpy(&key, cmyk + 4 * i, sizeof key);
                size_t slot = (key * 2654435761u) >> 22;
                if (seen[slot].key != key) {
                        const uint8_t *v = cmyk + 4 * i;
                        const struct zb_ink ink = {v[0] / 255.0F, v[1] / 255.0F, v[2] / 255.0F, v[3] / 255.0F};
                        seen[slot].key = key;
                        seen[slot].luminance = (float)zb_ink_luminance(profile, ink);
                }
                ret[i] = seen[slot].luminance;
        }
}

static float mix(float a, float b, double t)
{
        return (float)(a * (1 - t) + b * t);
}

struct zb_ink zb_ink_mix(struct zb_ink a, struct zb_ink b, double t)
{
        return (struct zb_ink){mix(a.c, b.c, t), mix(a.m, b.m, t), mix(a.y, b.y, t), mix(a.k, b.k, t)};
}
