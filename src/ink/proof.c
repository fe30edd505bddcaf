/* SPDX-License-Identifier: Apache-2.0 */
/* Ink as the eye will see it. Relative colorimetric: paper is white. A preview compensates the black point, as
 * every viewer does, for the eye takes a screen's darkest tone for black; contrast is reckoned without, with the
 * press's black as grey as it really is. */
#include <math.h>

#include "ink_priv.h"

static uint16_t u16_of(float v)
{
        if (!(v > 0)) /* NaN is no ink */
                return 0;
        return v >= 1 ? 65535 : (uint16_t)lrintf(v * 65535.0f);
}

static void run(cmsHTRANSFORM transform, const struct zb_ink *in, uint8_t (*rgb)[3], size_t n)
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

enum zb_code zb_proof_rgb(const struct zb_profile *profile, const struct zb_ink *in, uint8_t (*rgb)[3],
                          size_t n, struct zb_err *err)
{
        (void)err; /* nothing in here can fail: the tables were made when the profile opened */
        run(profile->screen, in, rgb, n);
        return ZB_OK;
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

double zb_ink_contrast(const struct zb_profile *profile, struct zb_ink a, struct zb_ink b)
{
        struct zb_ink both[2] = {a, b};
        uint8_t rgb[2][3] = {{0}};
        run(profile->proof, both, rgb, 2);
        double la = luminance(rgb[0]), lb = luminance(rgb[1]);
        return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static float mix(float a, float b, double t)
{
        return (float)(a * (1 - t) + b * t);
}

struct zb_ink zb_ink_mix(struct zb_ink a, struct zb_ink b, double t)
{
        return (struct zb_ink){mix(a.c, b.c, t), mix(a.m, b.m, t), mix(a.y, b.y, t), mix(a.k, b.k, t)};
}
