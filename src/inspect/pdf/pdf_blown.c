/* SPDX-License-Identifier: Apache-2.0 */
/* A picture that was enlarged k times has its detail at every k-th place and less between: its differences,
 * summed by their place modulo k, gather in one phase (after Gallagher, "Detection of linear and cubic
 * interpolation", 2005; whole factors only). Of the first order where pixels were repeated; of the second
 * (centred on a pixel) where an odd factor was interpolated, of the third (centred between two) where an even
 * one was. */
#include <math.h>
#include <stdlib.h>

#include "clones.h"
#include "pdf_blown.h"

enum { MOST_FACTOR = 8, ORDERS = 3, ROW_STEP = 8, COLUMN_STEP = 8 };

struct zb_blown {
        int w, h, channels;
        uint32_t *across[ORDERS], *down[ORDERS]; /* differences by column (w) and by row (h) */
};

struct zb_blown *zb_blown_new(int w, int h, int channels)
{
        struct zb_blown *b = calloc(1, sizeof *b);
        uint32_t *counts = calloc((size_t)w + (size_t)h, ORDERS * sizeof *counts);
        if (!b || !counts) {
                free(b);
                free(counts);
                return NULL;
        }
        *b = (struct zb_blown){.w = w, .h = h, .channels = channels};
        for (size_t i = 0; i < ORDERS; i++) {
                b->across[i] = counts + i * (size_t)w;
                b->down[i] = counts + ORDERS * (size_t)w + i * (size_t)h;
        }
        return b;
}

void zb_blown_free(struct zb_blown *b)
{
        if (!b)
                return;
        free(b->across[0]);
        free(b);
}

/* ---- looking ---- */

ZB_INLINE uint32_t size_of(int v)
{
        return (uint32_t)(v < 0 ? -v : v);
}

/* Of every pixel of a row with its neighbours; `step` bytes from one to the next. */
ZB_INLINE void across(uint32_t *const sums[ORDERS], const uint8_t *px, int w, int step)
{
        uint32_t *restrict first = sums[0], *restrict second = sums[1], *restrict third = sums[2];
        for (int x = 1; x + 2 < w; x++) {
                const uint8_t *at = px + (ptrdiff_t)x * step;
                int a = at[-step], b = at[0], c = at[step], d = at[2 * step];
                first[x] += size_of(c - b);
                second[x] += size_of(2 * b - a - c);
                third[x] += size_of(d - 3 * c + 3 * b - a);
        }
}

ZB_CLONES static void look_across(uint32_t *const sums[ORDERS], const uint8_t *px, int w, int channels)
{
        if (channels == 4)
                across(sums, px, w, 4);
        else if (channels == 3)
                across(sums, px, w, 3);
        else
                across(sums, px, w, 1);
}

/* The same of some pixels with those of the rows above. */
static void look_down(uint32_t sums[ORDERS], const uint8_t *px, size_t stride, int w, int channels)
{
        const uint8_t *a = px - 3 * stride, *b = px - 2 * stride, *c = px - stride;
        for (size_t i = 0; i < (size_t)w * (size_t)channels; i += (size_t)(COLUMN_STEP * channels)) {
                sums[0] += size_of(c[i] - b[i]);
                sums[1] += size_of(2 * b[i] - a[i] - c[i]);
                sums[2] += size_of(px[i] - 3 * c[i] + 3 * b[i] - a[i]);
        }
}

void zb_blown_row(struct zb_blown *b, const uint8_t *row, size_t stride, int y)
{
        const uint8_t *px = row + (b->channels == 1 ? 0 : 1); /* green, magenta */
        if (y >= ZB_BLOWN_ROWS - 1) {
                uint32_t sums[ORDERS] = {0};
                look_down(sums, px, stride, b->w, b->channels);
                for (int order = 0; order < ORDERS; order++)
                        b->down[order][y - 2] = sums[order];
        }
        if (y % ROW_STEP == 0)
                look_across(b->across, px, b->w, b->channels);
}

/* ---- what was seen ---- */

/* How much more than its share the strongest phase has; 1: none. */
static double gathered(const uint32_t *v, int n, int k)
{
        double phase[MOST_FACTOR] = {0}, sum = 0, most = 0;
        int whole = n - n % k;
        for (int i = 0; i < whole; i++)
                phase[i % k] += v[i];
        for (int i = 0; i < k; i++) {
                sum += phase[i];
                most = fmax(most, phase[i]);
        }
        return sum > 0 ? most * k / sum : 1;
}

/* In both directions, of the order that shows it best. */
static double gathered_by(const struct zb_blown *b, int k)
{
        double e = 0;
        for (int order = 0; order < ORDERS; order++)
                e = fmax(e, fmin(gathered(b->across[order] + 2, b->w - 4, k),
                                 gathered(b->down[order] + 2, b->h - 4, k)));
        return e;
}

/* Thresholds from photographs and noise, enlarged by repeating, linearly, cubically, by Lanczos: untouched
 * ones stay below 1.06. The blocks of a coarse JPEG show at eight, more than at two or four. Three places
 * that gather a little may come from three times or from one and a half: the smaller is said, rounded. */
int zb_blown_factor(const struct zb_blown *b)
{
        uint64_t energy = 0;
        for (int x = 0; x < b->w; x++)
                energy += b->across[0][x];
        if ((double)energy < 0.05 * b->w * b->h / ROW_STEP) /* too smooth to tell */
                return 0;
        double e2 = gathered_by(b, 2), e3 = gathered_by(b, 3), e4 = gathered_by(b, 4), e5 = gathered_by(b, 5);
        double e6 = gathered_by(b, 6), e8 = gathered_by(b, 8);
        if (e6 > 1.3 && e6 > e3 + 0.2 && e6 > e2 + 0.2)
                return 6;
        if (e5 > 1.3)
                return 5;
        if (e3 > 1.2)
                return e3 > 1.7 ? 3 : 2;
        if (e4 > 1.12 && e4 > 1.07 * e2 && e8 < 1.08 * e4)
                return 4;
        return e2 > 1.18 && e8 < 1.12 * e2 ? 2 : 1;
}
