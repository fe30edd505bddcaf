/* SPDX-License-Identifier: Apache-2.0 */
/* The inner loop of every picture. lcms needs some forty nanoseconds a pixel, a lookup that knows its grid
 * and its eight bits a tenth of that. All in integers, so that a picture's ink is the same on every machine;
 * from the transform that the grid was sampled from it differs by less than a level on the average.
 *
 * A colour c of 255 lies c · 32 / 255 steps into the grid. The places between two nodes are counted in 255ths
 * of a step, so the weights of the four nodes are whole numbers that add up to 255, and a sum of them is in 1
 * / (255 · 65535) of full ink: nothing is rounded until the end. */
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core.h"
#include "lut.h"

enum { STEPS = ZB_GRID - 1, ONE = 255, R = ZB_GRID * ZB_GRID, G = ZB_GRID, B = 1 };

/* ---- where the colours lie ---- */

/* The four nodes around each of some pixels, and their weights, two in a number. */
enum { BLOCK = 256 };
struct cells {
        uint16_t node[4][BLOCK];
        uint32_t weights01[BLOCK], weights23[BLOCK];
};

ZB_INLINE uint16_t max_of(uint16_t a, uint16_t b)
{
        return a > b ? a : b;
}

ZB_INLINE uint16_t min_of(uint16_t a, uint16_t b)
{
        return a < b ? a : b;
}

/* From the cell's dark corner along the colour with the greatest part, then along all but the one with the
 * least. Where two parts are equal the node between them weighs nothing. Without a branch: compilers make
 * vectors of it, and photographs would mispredict one. */
ZB_CLONES static void find_cells(const uint8_t *restrict rgb, int n, struct cells *restrict cells)
{
        for (int i = 0; i < n; i++) {
                /* c · 32 / 255 and what remains of it; full colour is the last cell's far end. */
                uint16_t r = (uint16_t)(rgb[3 * i] * STEPS), g = (uint16_t)(rgb[3 * i + 1] * STEPS),
                         b = (uint16_t)(rgb[3 * i + 2] * STEPS);
                uint16_t nr = min_of((uint16_t)((r + 1 + (r >> 8)) >> 8), STEPS - 1),
                         ng = min_of((uint16_t)((g + 1 + (g >> 8)) >> 8), STEPS - 1),
                         nb = min_of((uint16_t)((b + 1 + (b >> 8)) >> 8), STEPS - 1);
                r = (uint16_t)(r - nr * ONE);
                g = (uint16_t)(g - ng * ONE);
                b = (uint16_t)(b - nb * ONE);
                uint16_t most = max_of(max_of(r, g), b), least = min_of(min_of(r, g), b),
                         mid = (uint16_t)(r + g + b - most - least);
                uint16_t base = (uint16_t)(nr * R + ng * G + nb * B);
                uint16_t first = (uint16_t)(r == most ? R : g == most ? G : B);
                uint16_t last = (uint16_t)(b == least ? B : g == least ? G : R);
                cells->node[0][i] = base;
                cells->node[1][i] = (uint16_t)(base + first);
                cells->node[2][i] = (uint16_t)(base + R + G + B - last);
                cells->node[3][i] = (uint16_t)(base + R + G + B);
                cells->weights01[i] = (uint32_t)(ONE - most) | (uint32_t)(most - mid) << 16;
                cells->weights23[i] = (uint32_t)(mid - least) | (uint32_t)least << 16;
        }
}

/* ---- what they become ---- */

/* Four inks at once. The nodes' zero lies at 32768, and the weights add up to 255. */
enum { LIFT = 32768 * ONE + 32768 }; /* with one half for rounding */

#ifdef __SSE2__
ZB_INLINE __m128i pair(const int16_t *a, const int16_t *b, uint32_t weights)
{
        __m128i both = _mm_unpacklo_epi16(_mm_loadl_epi64((const __m128i *)a), _mm_loadl_epi64((const __m128i *)b));
        return _mm_madd_epi16(both, _mm_set1_epi32((int)weights));
}

ZB_INLINE void blend(const int16_t (*node)[4], const struct cells *cells, int i, uint8_t *cmyk)
{
        __m128i sum = _mm_add_epi32(pair(node[cells->node[0][i]], node[cells->node[1][i]], cells->weights01[i]),
                                    pair(node[cells->node[2][i]], node[cells->node[3][i]], cells->weights23[i]));
        sum = _mm_add_epi32(sum, _mm_set1_epi32(LIFT));
        sum = _mm_srli_epi32(_mm_add_epi32(sum, _mm_srli_epi32(sum, 16)), 16); /* sum / 65535, rounded */
        sum = _mm_packs_epi32(sum, sum);
        int four = _mm_cvtsi128_si32(_mm_packus_epi16(sum, sum));
        memcpy(cmyk, &four, 4);
}
#else
ZB_INLINE void blend(const int16_t (*node)[4], const struct cells *cells, int i, uint8_t *cmyk)
{
        for (int k = 0; k < 4; k++) {
                int sum = node[cells->node[0][i]][k] * (int)(cells->weights01[i] & 0xFFFF) +
                          node[cells->node[1][i]][k] * (int)(cells->weights01[i] >> 16) +
                          node[cells->node[2][i]][k] * (int)(cells->weights23[i] & 0xFFFF) +
                          node[cells->node[3][i]][k] * (int)(cells->weights23[i] >> 16) + LIFT;
                cmyk[k] = (uint8_t)((sum + (sum >> 16)) >> 16); /* sum / 65535, rounded */
        }
}
#endif

void zb_table_run(const struct zb_table *table, const uint8_t *rgb, uint8_t *cmyk, size_t n)
{
        struct cells cells;
        for (size_t done = 0; done < n;) {
                int now = n - done < BLOCK ? (int)(n - done) : BLOCK;
                find_cells(rgb + 3 * done, now, &cells);
                for (int i = 0; i < now; i++)
                        blend(table->node, &cells, i, cmyk + 4 * (done + (size_t)i));
                done += (size_t)now;
        }
}
