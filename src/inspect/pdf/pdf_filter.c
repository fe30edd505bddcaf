/* SPDX-License-Identifier: Apache-2.0 */
/* PNG's filters (RFC 2083, 6) undone. Paeth's, which most writers choose for photographs, asks each pixel for
 * the one before it, and a processor would wait for every answer. So four rows are taken at once, each one
 * pixel behind the row above it: what a pixel needs of that row was found one step earlier, and the four are
 * one vector.
 *
 * Without filters of our own such pictures would be MuPDF's: 1.8–2.1 times the processor time of reading a board of
 * ours, 1.25 of six predicted RGB pictures. The four rows alone save 5–20 % of it (1.05–1.23;
 * tests/bench/pdf_own.sh, 2026-12-01, 2 × AMD EPYC, MuPDF 1.21). Ink is the same; `upsampled` would be lost. */
#include <string.h>

#include "clones.h"
#include "pdf_filter.h"

/* ---- one row ---- */

typedef int16_t one __attribute__((vector_size(8))); /* a pixel's channels side by side */

ZB_INLINE void load_one(one *ret, const uint8_t *p, size_t n)
{
        *ret = n == 4 ? (one){p[0], p[1], p[2], p[3]} : n == 3 ? (one){p[0], p[1], p[2], 0} : (one){p[0], 0, 0, 0};
}

#define SIZE_OF(v) (((v) ^ ((v) >> 15)) - ((v) >> 15))

/* Of the left, upper and upper left pixel the one that is nearest to left + up - corner; of two the first. */
#define PAETH(type, guess, left, up, corner)                                                                         \
        do {                                                                                                         \
                type over_left = (up) - (corner), over_up = (left) - (corner), over = over_left + over_up;           \
                type far_left = SIZE_OF(over_left), far_up = SIZE_OF(over_up), far_corner = SIZE_OF(over);           \
                type not_left = (far_left > far_up) | (far_left > far_corner), not_up = far_up > far_corner;         \
                (guess) = ((left) & ~not_left) | ((((up) & ~not_up) | ((corner)&not_up)) & not_left);                \
        } while (0)

/* Inlined once for each filter and pixel size, so that neither is asked for in the loop. */
ZB_INLINE void unfilter_row(uint8_t *row, const uint8_t *above, size_t len, int type, size_t n)
{
        one left = {0}, corner = {0};
        for (size_t i = 0; i + n <= len; i += n) {
                one up, v, guess;
                load_one(&up, above + i, n);
                load_one(&v, row + i, n);
                if (type == 1)
                        guess = left;
                else if (type == 3)
                        guess = (left + up) >> 1;
                else
                        PAETH(one, guess, left, up, corner);
                left = (v + guess) & 255;
                corner = up;
                for (size_t c = 0; c < n; c++)
                        row[i + c] = (uint8_t)left[c];
        }
}

ZB_INLINE void unfilter_n(uint8_t *row, const uint8_t *above, size_t len, int type, size_t n)
{
        if (type == 1)
                unfilter_row(row, above, len, 1, n);
        else if (type == 3)
                unfilter_row(row, above, len, 3, n);
        else
                unfilter_row(row, above, len, 4, n);
}

static bool unfilter(uint8_t *row, const uint8_t *above, size_t len, int type, int n)
{
        if (type < 0 || type > 4)
                return false;
        if (type == 2)
                for (size_t i = 0; i < len; i++)
                        row[i] = (uint8_t)(row[i] + above[i]);
        else if (type != 0 && n == 4)
                unfilter_n(row, above, len, type, 4);
        else if (type != 0 && n == 3)
                unfilter_n(row, above, len, type, 3);
        else if (type != 0)
                unfilter_n(row, above, len, type, 1);
        return true;
}

/* ---- four rows of Paeth's ---- */

typedef int16_t four __attribute__((vector_size(32))); /* a pixel of each of four rows */
typedef int64_t pixels __attribute__((vector_size(32)));
typedef uint8_t bytes __attribute__((vector_size(16)));
typedef uint32_t words __attribute__((vector_size(16)));

struct wave {
        four left, corner;
};

/* raw: a pixel of each row; top: the one above the first. Returns what they are. */
ZB_INLINE words wave_step(struct wave *s, uint32_t top, words raw)
{
        four v = __builtin_convertvector((bytes)raw, four), guess;
        four first = __builtin_convertvector((bytes)(words){top, 0, 0, 0}, four);
        four up = (four)__builtin_shufflevector((pixels)s->left, (pixels)first, 4, 0, 1, 2);
        PAETH(four, guess, s->left, up, s->corner);
        s->left = (v + guess) & 255;
        s->corner = up;
        return (words) __builtin_convertvector(s->left, bytes);
}

ZB_INLINE uint32_t load(const uint8_t *p)
{
        uint32_t word;
        memcpy(&word, p, sizeof word);
        return word;
}

ZB_INLINE void store(uint8_t *p, uint32_t word, size_t n)
{
        memcpy(p, &word, n);
}

/* At both ends some rows are beyond theirs: they take nothing, and what they give is lost. */
ZB_INLINE void wave_end(struct wave *s, uint8_t *row, size_t stride, const uint8_t *above, int step, int w, size_t n)
{
        words raw = {0};
        for (int r = 0; r < 4; r++)
                if (step >= r && step - r < w)
                        raw[r] = load(row + (size_t)r * stride + (size_t)(step - r) * n);
        raw = wave_step(s, step < w ? load(above + (size_t)step * n) : 0, raw);
        for (int r = 0; r < 4; r++)
                if (step >= r && step - r < w)
                        store(row + (size_t)r * stride + (size_t)(step - r) * n, raw[r], n);
}

ZB_INLINE void paeth_four(uint8_t *row, size_t stride, const uint8_t *above, int w, size_t n)
{
        struct wave s = {{0}, {0}};
        size_t lag = stride - n; /* from a row's pixel to the one that is taken of the next */
        for (int step = 0; step < 3; step++)
                wave_end(&s, row, stride, above, step, w, n);
        for (int step = 3; step < w; step++) {
                uint8_t *at = row + (size_t)step * n;
                words raw = {load(at), load(at + lag), load(at + 2 * lag), load(at + 3 * lag)};
                raw = wave_step(&s, load(above + (size_t)step * n), raw);
                store(at, raw[0], n);
                store(at + lag, raw[1], n);
                store(at + 2 * lag, raw[2], n);
                store(at + 3 * lag, raw[3], n);
        }
        for (int step = w < 3 ? 3 : w; step < w + 3; step++)
                wave_end(&s, row, stride, above, step, w, n);
}

ZB_CLONES static void paeth_four_3(uint8_t *row, size_t stride, const uint8_t *above, int w)
{
        paeth_four(row, stride, above, w, 3);
}

ZB_CLONES static void paeth_four_4(uint8_t *row, size_t stride, const uint8_t *above, int w)
{
        paeth_four(row, stride, above, w, 4);
}

/* ---- all rows ---- */

bool zb_png_unfilter(uint8_t *lines, size_t stride, int n_rows, int w, int n)
{
        int y = 0;
        while (y < n_rows) {
                uint8_t *line = lines + (size_t)y * stride, *above = line - stride + 1;
                bool wave = n >= 3 && y + 4 <= n_rows;
                for (int r = 0; r < 4 && wave; r++)
                        wave = line[(size_t)r * stride] == 4;
                if (wave) {
                        if (n == 4)
                                paeth_four_4(line + 1, stride, above, w);
                        else
                                paeth_four_3(line + 1, stride, above, w);
                } else if (!unfilter(line + 1, above, (size_t)w * (size_t)n, line[0], n)) {
                        return false;
                }
                y += wave ? 4 : 1;
        }
        return true;
}
