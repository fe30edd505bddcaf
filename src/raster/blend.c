/* SPDX-License-Identifier: Apache-2.0 */
/* Four inks blended under a coverage. Knock-out: what is opaque replaces all four, as PDF does by default;
 * what overprints replaces black alone.
 * Weights run from 0 to 65536, so that no coverage and full coverage are exact and everything between is
 * rounded once.
 *
 * Over 1.8 m an 8-bit gradient shows its steps, so gradients are dithered by less than one level: the value
 * that the eye averages is the exact one, and a value that is a whole level stays that level. The pattern is
 * ordered and goes by rows: what lies side by side is rounded alike, which leaves long runs to the coders (a
 * board's TIFF is a third smaller than with a pattern in both directions). Sixty-four rows, each as far from
 * its neighbours' as can be, average out to an eighth of a level over 0.7 mm at 300 ppi and to a sixty-fourth
 * over 5 mm. The pattern hangs on the pixel's place on the page alone, and begins elsewhere for each plate so
 * that the four inks do not step together. */
#include <math.h>
#include <string.h>

#include "raster_priv.h"

#define ONE  65536U
#define CELL 8

/* 0–63 with its six bits in reverse: eight neighbours lie an eighth apart (van der Corput). */
static int reversed(int v)
{
        int r = 0;
        for (int bit = 0; bit < 6; bit++)
                r |= (v >> bit & 1) << (5 - bit);
        return r;
}

/* The four plates' thresholds (0–1, never either) in row y, for eight columns side by side. */
static void thresholds(int y, float out[CELL * 4])
{
        static const int begin[4] = {0, 5, 34, 47};
        for (int k = 0; k < 4; k++)
                out[k] = ((float)reversed((y + begin[k]) % 64) + 0.5F) / 64;
        for (int i = 4; i < CELL * 4; i++)
                out[i] = out[i - 4];
}

static inline uint8_t lerp(uint8_t under, uint8_t over, uint32_t weight)
{
        return (uint8_t)((under * (ONE - weight) + over * weight + ONE / 2) >> 16);
}

static uint32_t weight_of(uint8_t cov, double alpha)
{
        return (uint32_t)lrint(cov * alpha * ONE / 255);
}

/* How many pixels from cov on have the same coverage. */
static int run_length(const uint8_t *cov, int n)
{
        int i = 1;
        uint64_t like = 0x0101010101010101ULL * cov[0], eight;
        while (i + 8 <= n) {
                memcpy(&eight, cov + i, 8);
                if (eight != like)
                        break;
                i += 8;
        }
        while (i < n && cov[i] == cov[0])
                i++;
        return i;
}

/* ---- one ink ---- */

static void solid_run(const uint8_t ink[4], uint32_t weight, int n, uint8_t *dst)
{
        if (weight == ONE) {
                for (int i = 0; i < n; i++)
                        memcpy(dst + 4 * (size_t)i, ink, 4);
                return;
        }
        for (int i = 0; i < n; i++)
                for (int k = 0; k < 4; k++)
                        dst[4 * i + k] = lerp(dst[4 * i + k], ink[k], weight);
}

static void black_run(uint8_t ink, uint32_t weight, int n, uint8_t *dst)
{
        for (int i = 0; i < n; i++)
                dst[4 * i + 3] = lerp(dst[4 * i + 3], ink, weight);
}

static void solid(const struct inking *inking, int n, const uint8_t *cov, uint8_t *dst)
{
        uint8_t ink[4];
        for (int k = 0; k < 4; k++)
                ink[k] = (uint8_t)lrintf(inking->a[k]);
        for (int i = 0, run; i < n; i += run) {
                run = run_length(cov + i, n - i);
                uint32_t weight = weight_of(cov[i], inking->alpha);
                if (weight && inking->overprint)
                        black_run(ink[3], weight, run, dst + 4 * (size_t)i);
                else if (weight)
                        solid_run(ink, weight, run, dst + 4 * (size_t)i);
        }
}

/* ---- gradients ---- */

/* Opaque pixels of a row along which the gradient stands still. */
static void level_run(const float value[4], const float threshold[4], int n, uint8_t *dst)
{
        uint8_t ink[4];
        for (int k = 0; k < 4; k++)
                ink[k] = (uint8_t)(value[k] + threshold[k]);
        solid_run(ink, ONE, n, dst);
}

/* The eight pixels from x on, as values: the plates side by side, in loops without a branch, which compilers
 * make vectors of. Within the gradient's ends they are one value and its eight steps. */
ZB_CLONES static void slope_cell(const struct inking *inking, double row, int x, float value[CELL * 4])
{
        double t0 = row + x * inking->tx, t1 = row + (x + CELL - 1) * inking->tx;
        if (fmin(t0, t1) >= 0 && fmax(t0, t1) <= 1) {
                float begin[4], step[4];
                for (int k = 0; k < 4; k++) {
                        double d = (double)inking->b[k] - inking->a[k];
                        begin[k] = (float)(inking->a[k] + d * t0);
                        step[k] = (float)(d * inking->tx);
                }
                for (int j = 0; j < CELL * 4; j++)
                        value[j] = begin[j % 4] + step[j % 4] * (float)(j / 4);
                return;
        }
        for (int j = 0; j < CELL * 4; j++) {
                double at = row + (x + j / 4) * inking->tx;
                float t = (float)(at < 0 ? 0 : at > 1 ? 1 : at);
                value[j] = inking->a[j % 4] + (inking->b[j % 4] - inking->a[j % 4]) * t;
        }
}

/* n pixels from column x on, in cells that stand still on the page: a pixel's value hangs on its place alone.
 */
ZB_CLONES static void slope_run(const struct inking *inking, double row, int x, float weight,
                                const float threshold[CELL * 4], int n, uint8_t *dst)
{
        for (int cell = x / CELL * CELL; cell < x + n; cell += CELL) {
                int from = cell < x ? x - cell : 0, to = x + n - cell < CELL ? x + n - cell : CELL;
                uint8_t out[CELL * 4], *p = dst + 4 * (ptrdiff_t)(cell + from - x);
                size_t size = 4 * (size_t)(to - from);
                float value[CELL * 4];
                slope_cell(inking, row, cell, value);
                if (weight != 1) {
                        uint8_t under[CELL * 4] = {0};
                        memcpy(under + 4 * from, p, size);
                        for (int j = 0; j < CELL * 4; j++)
                                value[j] = under[j] + (value[j] - under[j]) * weight;
                }
                for (int j = 0; j < CELL * 4; j++)
                        out[j] = (uint8_t)(int)(value[j] + threshold[j]);
                memcpy(p, out + 4 * from, size);
        }
}

static void gradient(const struct inking *inking, int x, int y, int n, const uint8_t *cov, uint8_t *dst)
{
        double row = inking->t0 + y * inking->ty;
        bool level = inking->tx == 0;
        float value[4], t = (float)(row < 0 ? 0 : row > 1 ? 1 : row);
        float threshold[CELL * 4];
        thresholds(y, threshold);
        for (int k = 0; k < 4; k++)
                value[k] = inking->a[k] + (inking->b[k] - inking->a[k]) * t;
        for (int i = 0, run; i < n; i += run) {
                run = run_length(cov + i, n - i);
                uint32_t weight = weight_of(cov[i], inking->alpha);
                if (!weight)
                        continue;
                if (level && weight == ONE)
                        level_run(value, threshold, run, dst + 4 * (size_t)i);
                else
                        slope_run(inking, row, x + i, (float)weight / ONE, threshold, run, dst + 4 * (size_t)i);
        }
}

void blend_inking(const struct inking *inking, int x, int y, int n, const uint8_t *cov, uint8_t *dst)
{
        if (inking->gradient)
                gradient(inking, x, y, n, cov, dst);
        else
                solid(inking, n, cov, dst);
}

/* ---- pictures ---- */

void blend_pixels(const uint8_t *src, int n, const uint8_t *cov, uint8_t *dst)
{
        for (int i = 0, run; i < n; i += run) {
                run = run_length(cov + i, n - i);
                uint32_t weight = weight_of(cov[i], 1);
                size_t at = 4 * (size_t)i, size = 4 * (size_t)run;
                if (weight == ONE)
                        memcpy(dst + at, src + at, size);
                else if (weight)
                        for (size_t b = at; b < at + size; b++)
                                dst[b] = lerp(dst[b], src[b], weight);
        }
}

/* ---- layers ---- */

/* Porter and Duff's "over" for straight colour: the new colour's weight is its share of the alpha that
 * results. */
static void alpha_run(uint32_t over, int n, uint8_t *alpha, uint8_t *weights)
{
        for (int i = 0; i < n; i++) {
                uint32_t under = alpha[i], out = over + (under * (255 - over) + 127) / 255;
                weights[i] = (uint8_t)(under == 0 ? 255 : under == 255 ? over : (over * 255 + out / 2) / out);
                alpha[i] = (uint8_t)out;
        }
}

void blend_alpha(const uint8_t *cov, double opacity, int n, uint8_t *alpha, uint8_t *weights)
{
        for (int i = 0, run; i < n; i += run) {
                run = run_length(cov + i, n - i);
                uint32_t over = (uint32_t)lrint(cov[i] * opacity);
                if (over == 255)
                        memset(alpha + i, 255, (size_t)run);
                if (over == 0 || over == 255)
                        memset(weights + i, (int)over, (size_t)run);
                else
                        alpha_run(over, run, alpha + i, weights + i);
        }
}
