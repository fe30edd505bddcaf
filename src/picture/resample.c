/* SPDX-License-Identifier: Apache-2.0 */
/* Resampling, separable, in integers: the same bytes on every machine. libvips' own reducers round the crop
 * to whole pixels and steer by the picture's middle; on a board a crop begins where the layout says, to a
 * twentieth of a pixel, so the filter is built here for the exact place of every output pixel.
 *
 * Rounding: the weights are differences of the rounded running sum, so that they add up to exactly one (flat
 * colours stay what they are) and no error grows along the filter. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "picture_priv.h"

enum { ONE = 1 << 14, LOBES = 3, FRACTION = 6 };

static double sinc(double x)
{
        if (fabs(x) < 1e-9)
                return 1;
        x *= G_PI;
        return sin(x) / x;
}

static double lanczos(double x)
{
        return fabs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
}

/* The weights of the output whose middle is at `centre`, over taps inputs from `first`. */
static void fill(int16_t *weights, int taps, int first, double centre, double scale)
{
        double sum = 0, running = 0;
        for (int t = 0; t < taps; t++)
                sum += lanczos((first + t + 0.5 - centre) / scale);
        long before = 0;
        for (int t = 0; t < taps; t++) {
                running += lanczos((first + t + 0.5 - centre) / scale);
                long now = t == taps - 1 ? ONE : lrint(running / sum * ONE);
                weights[t] = (int16_t)(now - before);
                before = now;
        }
}

bool zb_axis_init(struct zb_axis *axis, int n, int n_in, double from, double extent)
{
        assert(n > 0 && n_in > 0 && extent > 0);
        double step = extent / n, scale = step > 1 ? step : 1;
        int taps = (int)ceil(2 * LOBES * scale) + 1;
        if (taps > n_in)
                taps = n_in;
        *axis = (struct zb_axis){.n = n, .taps = taps};
        axis->first = malloc((size_t)n * sizeof(*axis->first));
        axis->weights = malloc((size_t)n * (size_t)taps * sizeof(*axis->weights));
        if (!axis->first || !axis->weights) {
                zb_axis_fini(axis);
                return false;
        }
        for (int i = 0; i < n; i++) {
                /* A reduced JPEG may lack its last, partial pixel: its neighbour stands in. */
                double centre = fmin(fmax(from + (i + 0.5) * step, 0), n_in);
                double first = floor(centre - LOBES * scale);
                if (first > n_in - taps)
                        first = n_in - taps;
                axis->first[i] = first > 0 ? (int)first : 0;
                fill(axis->weights + (size_t)i * (size_t)taps, taps, axis->first[i], centre, scale);
        }
        return true;
}

void zb_axis_fini(struct zb_axis *axis)
{
        free(axis->first);
        free(axis->weights);
        *axis = (struct zb_axis){0};
}

/* Inlined once per number of bands, so that the inner loop is straight. */
static inline __attribute__((always_inline)) void row(const struct zb_axis *axis, const uint8_t *in,
                                                      int bands, int16_t *out)
{
        const int shift = 14 - FRACTION, half = 1 << (shift - 1);
        for (int i = 0; i < axis->n; i++) {
                const int16_t *w = axis->weights + (size_t)i * (size_t)axis->taps;
                const uint8_t *p = in + (size_t)axis->first[i] * (size_t)bands;
                int32_t sums[4] = {half, half, half, half};
                for (int t = 0; t < axis->taps; t++, p += bands)
                        for (int b = 0; b < bands; b++)
                                sums[b] += w[t] * p[b];
                for (int b = 0; b < bands; b++)
                        *out++ = (int16_t)(sums[b] >> shift);
        }
}

void zb_axis_row(const struct zb_axis *axis, const uint8_t *in, int bands, int16_t *out)
{
        if (bands == 1)
                row(axis, in, 1, out);
        else if (bands == 3)
                row(axis, in, 3, out);
        else
                row(axis, in, 4, out);
}

void zb_axis_column(const struct zb_axis *axis, int i, int16_t *const *rows, size_t n, uint8_t *out)
{
        enum { BLOCK = 2048 }; /* sums that stay in the first cache */
        const int shift = 14 + FRACTION;
        const int16_t *weights = axis->weights + (size_t)i * (size_t)axis->taps;
        int32_t sums[BLOCK];
        for (size_t at = 0; at < n; at += BLOCK) {
                size_t now = n - at < BLOCK ? n - at : BLOCK;
                for (size_t x = 0; x < now; x++)
                        sums[x] = 1 << (shift - 1);
                for (int t = 0; t < axis->taps; t++) {
                        const int32_t w = weights[t];
                        const int16_t *r = rows[t] + at;
                        for (size_t x = 0; x < now; x++)
                                sums[x] += w * r[x];
                }
                for (size_t x = 0; x < now; x++) {
                        int32_t v = sums[x] >> shift;
                        out[at + x] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
                }
        }
}
