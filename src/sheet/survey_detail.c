/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a file's pixels are as fine as they are many. Windows all over the sheet are kept at full
 * resolution. Repeated pixels change at every k-th column only,
 * linear slopes bend there. Interpolated ones are smooth: the energy of
 * second differences over one pixel is then a small part of that over two, which of sharp edges it is nearly
 * half of; the same over two and four tells how far. The bounds were found on a board and on photographs
 * (sharp: 0.27 and more; enlarged twice: 0.12 to 0.14, three times: 0.09 to 0.13, four times: 0.08 to 0.12,
 * whichever filter was used). A soft photograph alone may fool it; a board has text. */
#include <stdlib.h>
#include <string.h>

#include "survey_priv.h"

enum { BANDS = 12, COLUMNS = 8, SIDE = 64, STEP = 4, REPEAT_MOST = 8 };
enum { LEAST_CHANGES = 500, LEAST_PLACES = 64, A_CHANGE = 8 };

struct zb_detail {
        int first_x[COLUMNS], first_y[BANDS];
        int rows[BANDS]; /* that have come */
        uint8_t px[BANDS][COLUMNS][SIDE][SIDE];
};

struct zb_detail *zb_detail_new(int px_w, int px_h)
{
        struct zb_detail *d = px_w >= COLUMNS * SIDE && px_h >= BANDS * SIDE ? calloc(1, sizeof *d) : NULL;
        for (int i = 0; d && i < COLUMNS; i++)
                d->first_x[i] = (int)((int64_t)(px_w - SIDE) * i / (COLUMNS - 1));
        for (int i = 0; d && i < BANDS; i++)
                d->first_y[i] = (int)((int64_t)(px_h - SIDE) * i / (BANDS - 1));
        return d;
}

void zb_detail_row(struct zb_detail *d, int y, const uint8_t *row, int channels)
{
        for (int b = 0; b < BANDS; b++) {
                if (y < d->first_y[b] || y >= d->first_y[b] + SIDE)
                        continue;
                for (int c = 0; c < COLUMNS; c++) {
                        const uint8_t *px = row + (size_t)d->first_x[c] * (size_t)channels;
                        uint8_t *to = d->px[b][c][y - d->first_y[b]];
                        for (int x = 0; x < SIDE; x++, px += channels) {
                                unsigned sum = 0;
                                for (int i = 0; i < channels; i++)
                                        sum += px[i];
                                to[x] = (uint8_t)(sum / (unsigned)channels);
                        }
                }
                d->rows[b]++;
        }
}

static int change(const uint8_t *p, bool bend)
{
        return abs(bend ? p[-1] - 2 * p[0] + p[1] : p[0] - p[-1]);
}

/* The largest k at whose multiples alone (from wherever) neighbours differ, or, of linear interpolation by an
 * odd k, the slope does. 1: none. */
static int rhythm(const struct zb_detail *d, bool bend)
{
        size_t n_of[REPEAT_MOST + 1][REPEAT_MOST] = {{0}}, n = 0, places = 0;
        for (int b = 0; b < BANDS; b++)
                for (int c = 0; c < COLUMNS; c++)
                        for (int x = 1; x < SIDE - 1; x++) {
                                size_t here = 0;
                                for (int y = 0; y < d->rows[b]; y++)
                                        here += change(&d->px[b][c][y][x], bend) >= A_CHANGE;
                                n += here;
                                places += here > 0;
                                for (int k = 2; k <= REPEAT_MOST; k++)
                                        n_of[k][(d->first_x[c] + x) % k] += here;
                        }
        if (n < LEAST_CHANGES || places < LEAST_PLACES)
                return 1;
        for (int k = REPEAT_MOST; k >= 2; k--)
                for (int phase = 0; phase < k; phase++)
                        if (n_of[k][phase] * 100 >= n * 97)
                                return k;
        return 1;
}

/* Energy of second differences over s pixels. */
static double energy(const struct zb_detail *d, int s)
{
        double sum = 0;
        for (int b = 0; b < BANDS; b++)
                for (int c = 0; c < COLUMNS; c++)
                        for (int y = 0; y < d->rows[b]; y++) {
                                const uint8_t *p = d->px[b][c][y];
                                for (int x = STEP; x < SIDE - STEP; x++) {
                                        int bend = p[x - s] - 2 * p[x] + p[x + s];
                                        sum += (double)(bend * bend);
                                }
                        }
        return sum;
}

int zb_detail_upsampled(const struct zb_detail *d)
{
        double one = energy(d, 1), two = energy(d, 2), four = energy(d, STEP);
        if (four < 1e6) /* nothing on it that could be sharp */
                return 0;
        int times = rhythm(d, false);
        if (times == 1)
                times = rhythm(d, true);
        if (times > 1 || one >= 0.14 * two)
                return times;
        return two < 0.15 * four ? 4 : two < 0.2 * four ? 3 : 2;
}
