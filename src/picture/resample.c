/* SPDX-License-Identifier: Apache-2.0 */
/* Resampling, separable, in integers: the same bytes on every machine. libvips' own reducers round the crop
 * to whole pixels and steer by the picture's middle; on a board a crop begins where the layout says, to a
 * twentieth of a pixel, so the filter is built here for the exact place of every output pixel.
 *
 * Rounding: the weights are differences of the rounded running sum, so that they add up to exactly one (flat
 * colours stay what they are) and no error grows along the filter.
 *
 * Speed: columns first, because there neighbours in memory share one weight; then rows as dot products of
 * 16-bit numbers. Both want the bands side by side in planes. The loops are written for the compiler's
 * vectors.
 *
 * Against libzimg 3.0.4 (tests/bench/resample.sh, 2026-12-01, 2 × AMD EPYC): as fast where a picture shrinks,
 * 0.86–1.07 of its processor time, some 10 ms a megapixel at 2 to 1 (at 1.05 to 1: 1.45 of it); as good, 58.9 dB
 * from Lanczos in double precision, and never more than a level off where zimg is up to 3; a sub-pixel crop is exact
 * in both. Ours stays since it gives a row when asked for one and reads the file once, in 0.1–0.6 MB: zimg runs to
 * its end in one call, goes through a wide picture two or three times in strips of columns, so that all of it would
 * have to be kept or decoded again, and 0.3–0.6 % of the bytes would change by a level. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "picture_priv.h"

enum { ONE = 1 << 14, LOBES = 3, FRACTION = 6, STEP = ZB_AXIS_STEP };
enum { SHIFT = 14 + FRACTION, HALF = 1 << (SHIFT - 1) }; /* of a whole result */

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
static void resample_fill(int16_t *weights, int taps, int first, double centre, double scale)
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
        int taps = (int)ceil(2 * LOBES * scale); /* as many middles of pixels lie under the filter at most */
        if (taps > n_in)
                taps = n_in;
        *axis = (struct zb_axis){.n = n, .taps = taps, .pitch = (taps + STEP - 1) / STEP * STEP};
        axis->first = malloc((size_t)n * sizeof(*axis->first));
        axis->weights = calloc((size_t)n * (size_t)axis->pitch, sizeof(*axis->weights));
        if (!axis->first || !axis->weights) {
                zb_axis_fini(axis);
                return false;
        }
        for (int i = 0; i < n; i++) {
                /* A reduced JPEG may lack its last, partial pixel: its neighbour stands in. */
                double centre = fmin(fmax(from + (i + 0.5) * step, 0), n_in);
                double first = floor(centre - LOBES * scale + 0.5);
                if (first > n_in - taps)
                        first = n_in - taps;
                axis->first[i] = first > 0 ? (int)first : 0;
                resample_fill(axis->weights + (size_t)i * (size_t)axis->pitch, taps, axis->first[i], centre, scale);
        }
        return true;
}

void zb_axis_fini(struct zb_axis *axis)
{
        free(axis->first);
        free(axis->weights);
        *axis = (struct zb_axis){0};
}

/* ---- planes ---- */

ZB_CLONES static void split3(const uint8_t *restrict in, int n, uint8_t *restrict a, uint8_t *restrict b,
                             uint8_t *restrict c)
{
        for (int i = 0; i < n; i++) {
                a[i] = in[3 * i];
                b[i] = in[3 * i + 1];
                c[i] = in[3 * i + 2];
        }
}

ZB_CLONES static void split4(const uint8_t *restrict in, int n, uint8_t *restrict a, uint8_t *restrict b,
                             uint8_t *restrict c, uint8_t *restrict d)
{
        for (int i = 0; i < n; i++) {
                a[i] = in[4 * i];
                b[i] = in[4 * i + 1];
                c[i] = in[4 * i + 2];
                d[i] = in[4 * i + 3];
        }
}

void zb_planes_split(const uint8_t *in, int n, int bands, size_t pitch, uint8_t *out)
{
        if (bands == 1)
                memcpy(out, in, (size_t)n);
        else if (bands == 3)
                split3(in, n, out, out + pitch, out + 2 * pitch);
        else
                split4(in, n, out, out + pitch, out + 2 * pitch, out + 3 * pitch);
}

/* ---- columns ---- */

/* Four taps at a time into sums that stay in the first cache. */
ZB_CLONES static void add_rows(const int16_t *restrict weights, const uint8_t *const *rows, int taps, size_t n,
                               int32_t *restrict sums)
{
        int t = 0;
        for (; t + 4 <= taps; t += 4) {
                const int32_t w0 = weights[t], w1 = weights[t + 1], w2 = weights[t + 2], w3 = weights[t + 3];
                const uint8_t *restrict a = rows[t], *restrict b = rows[t + 1], *restrict c = rows[t + 2],
                                        *restrict d = rows[t + 3];
                for (size_t x = 0; x < n; x++)
                        sums[x] += w0 * a[x] + w1 * b[x] + w2 * c[x] + w3 * d[x];
        }
        for (; t < taps; t++) {
                const int32_t w = weights[t];
                const uint8_t *restrict a = rows[t];
                for (size_t x = 0; x < n; x++)
                        sums[x] += w * a[x];
        }
}

ZB_CLONES static void take_sums(const int32_t *restrict sums, size_t n, int16_t *restrict out)
{
        for (size_t x = 0; x < n; x++)
                out[x] = (int16_t)(sums[x] >> (14 - FRACTION));
}

void zb_axis_column(const struct zb_axis *axis, int i, const uint8_t *const *rows, size_t n, int16_t *out)
{
        enum { BLOCK = 1024, MOST_TAPS = 64 };
        const int16_t *weights = axis->weights + (size_t)i * (size_t)axis->pitch;
        for (size_t at = 0; at < n; at += BLOCK) {
                size_t now = n - at < BLOCK ? n - at : BLOCK;
                int32_t sums[BLOCK];
                for (size_t x = 0; x < now; x++)
                        sums[x] = 1 << (13 - FRACTION);
                for (int t = 0; t < axis->taps; t += MOST_TAPS) {
                        const uint8_t *here[MOST_TAPS];
                        int taps = axis->taps - t < MOST_TAPS ? axis->taps - t : MOST_TAPS;
                        for (int k = 0; k < taps; k++)
                                here[k] = rows[t + k] + at;
                        add_rows(weights + t, here, taps, now, sums);
                }
                take_sums(sums, now, out + at);
        }
}

/* ---- rows ---- */

#ifdef __SSE2__
/* Eight products at a time, and the sums of the bands put side by side: compilers do not find this by
 * themselves. */
ZB_INLINE __m128i dot(const int16_t *w, const int16_t *p, int pitch)
{
        __m128i sum = _mm_setzero_si128();
        for (int t = 0; t < pitch; t += STEP)
                sum = _mm_add_epi32(sum, _mm_madd_epi16(_mm_loadu_si128((const __m128i *)(w + t)),
                                                        _mm_loadu_si128((const __m128i *)(p + t))));
        return sum;
}

ZB_INLINE void pixel(const int16_t *w, const int16_t *p, size_t plane, int bands, int pitch, uint8_t *out)
{
        __m128i a = dot(w, p, pitch), b = a, c = a, d = a;
        if (bands > 1) {
                b = dot(w, p + plane, pitch);
                c = dot(w, p + 2 * plane, pitch);
        }
        if (bands > 3)
                d = dot(w, p + 3 * plane, pitch);
        __m128i ab = _mm_add_epi32(_mm_unpacklo_epi32(a, b), _mm_unpackhi_epi32(a, b));
        __m128i cd = _mm_add_epi32(_mm_unpacklo_epi32(c, d), _mm_unpackhi_epi32(c, d));
        __m128i sums = _mm_add_epi32(_mm_unpacklo_epi64(ab, cd), _mm_unpackhi_epi64(ab, cd));
        sums = _mm_srai_epi32(_mm_add_epi32(sums, _mm_set1_epi32(HALF)), SHIFT);
        sums = _mm_packus_epi16(_mm_packs_epi32(sums, sums), sums);
        int32_t four = _mm_cvtsi128_si32(sums);
        memcpy(out, &four, (size_t)bands);
}
#else
ZB_INLINE void pixel(const int16_t *w, const int16_t *p, size_t plane, int bands, int pitch, uint8_t *out)
{
        for (int b = 0; b < bands; b++) {
                int32_t sum = HALF;
                for (int t = 0; t < pitch; t++)
                        sum += w[t] * p[(size_t)b * plane + (size_t)t];
                sum >>= SHIFT;
                out[b] = (uint8_t)(sum < 0 ? 0 : sum > 255 ? 255 : sum);
        }
}
#endif

/* Inlined once per number of bands and per usual length, so that the inner loops are straight. */
ZB_INLINE void row(const struct zb_axis *axis, const int16_t *in, size_t plane, int bands, int pitch, uint8_t *out)
{
        const int16_t *w = axis->weights;
        for (int i = 0; i < axis->n; i++, w += pitch, out += bands)
                pixel(w, in + axis->first[i], plane, bands, pitch, out);
}

ZB_INLINE void row_of(const struct zb_axis *axis, const int16_t *in, size_t plane, int bands, uint8_t *out)
{
        if (axis->pitch == STEP)
                row(axis, in, plane, bands, STEP, out);
        else if (axis->pitch == 2 * STEP)
                row(axis, in, plane, bands, 2 * STEP, out);
        else
                row(axis, in, plane, bands, axis->pitch, out);
}

void zb_axis_row(const struct zb_axis *axis, const int16_t *in, size_t plane, int bands, uint8_t *out)
{
        if (bands == 1)
                row_of(axis, in, plane, 1, out);
        else if (bands == 3)
                row_of(axis, in, plane, 3, out);
        else
                row_of(axis, in, plane, 4, out);
}
