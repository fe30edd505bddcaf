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

#include "base.h"
#include "table.h"

enum { STEPS = ZB_GRID - 1, ONE = 255, R = ZB_GRID * ZB_GRID, G = ZB_GRID, B = 1 };

void zb_table_init(struct zb_table *table)
{
        for (unsigned c = 0; c < 256; c++) {
                unsigned at = c * STEPS, node = at / ONE, part = at % ONE;
                if (node == STEPS) { /* full: the last cell's far end */
                        node--;
                        part = ONE;
                }
                table->place[c] = (struct zb_place){(uint16_t)node, (uint16_t)part};
        }
}

ZB_INLINE unsigned max_of(unsigned a, unsigned b)
{
        return a > b ? a : b;
}

ZB_INLINE unsigned min_of(unsigned a, unsigned b)
{
        return a < b ? a : b;
}

/* Four inks at once. The nodes' zero lies at 32768, and the weights add up to 255. */
enum { LIFT = 32768 * ONE + 32768 }; /* with one half for rounding */

#ifdef __SSE2__
ZB_INLINE __m128i pair(const int16_t *a, const int16_t *b, unsigned wa, unsigned wb)
{
        __m128i both =
                _mm_unpacklo_epi16(_mm_loadl_epi64((const __m128i *)a), _mm_loadl_epi64((const __m128i *)b));
        return _mm_madd_epi16(both, _mm_set1_epi32((int)(wa | wb << 16)));
}

ZB_INLINE void blend(const int16_t *n0, const int16_t *n1, const int16_t *n2, const int16_t *n3,
                     const unsigned w[4], uint8_t *cmyk)
{
        __m128i sum = _mm_add_epi32(pair(n0, n1, w[0], w[1]), pair(n2, n3, w[2], w[3]));
        sum = _mm_add_epi32(sum, _mm_set1_epi32(LIFT));
        sum = _mm_srli_epi32(_mm_add_epi32(sum, _mm_srli_epi32(sum, 16)), 16); /* sum / 65535, rounded */
        sum = _mm_packs_epi32(sum, sum);
        int four = _mm_cvtsi128_si32(_mm_packus_epi16(sum, sum));
        memcpy(cmyk, &four, 4);
}
#else
ZB_INLINE void blend(const int16_t *n0, const int16_t *n1, const int16_t *n2, const int16_t *n3,
                     const unsigned w[4], uint8_t *cmyk)
{
        for (int i = 0; i < 4; i++) {
                int sum =
                        n0[i] * (int)w[0] + n1[i] * (int)w[1] + n2[i] * (int)w[2] + n3[i] * (int)w[3] + LIFT;
                cmyk[i] = (uint8_t)((sum + (sum >> 16)) >> 16); /* sum / 65535, rounded */
        }
}
#endif

/* By which of r ≥ g (1), g ≥ b (2) and r ≥ b (4) hold; 3 and 4 cannot be. */
static const uint16_t firsts[8] = {B, B, G, 0, 0, R, G, R}, lasts[8] = {R, G, R, 0, 0, G, B, B};

/* Without a branch on the colour: photographs would mispredict it. */
ZB_INLINE void pixel(const struct zb_table *table, const uint8_t *rgb, uint8_t *cmyk)
{
        const struct zb_place pr = table->place[rgb[0]], pg = table->place[rgb[1]], pb = table->place[rgb[2]];
        unsigned r = pr.part, g = pg.part, b = pb.part;
        unsigned most = max_of(max_of(r, g), b), least = min_of(min_of(r, g), b),
                 mid = r + g + b - most - least;
        /* From the cell's dark corner along the colour with the greatest part, then all but the least one's. */
        unsigned order = (r >= g) | (unsigned)(g >= b) << 1 | (unsigned)(r >= b) << 2;
        unsigned first = firsts[order], last = lasts[order];
        unsigned base = pr.node * (unsigned)R + pg.node * (unsigned)G + pb.node;
        const int16_t *n0 = table->node[base], *n1 = table->node[base + first],
                      *n2 = table->node[base + R + G + B - last], *n3 = table->node[base + R + G + B];
        blend(n0, n1, n2, n3, (const unsigned[4]){ONE - most, most - mid, mid - least, least}, cmyk);
}

void zb_table_run(const struct zb_table *table, const uint8_t *rgb, uint8_t *cmyk, size_t n)
{
        for (size_t i = 0; i < n; i++)
                pixel(table, rgb + 3 * i, cmyk + 4 * i);
}
