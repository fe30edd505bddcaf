/* SPDX-License-Identifier: Apache-2.0 */
/* inspect, PNG's filters: rows filtered here by the words of RFC 2083 come back as they were, of every pixel
 * size, width and mixture of filters, and in whatever stretches they are undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pdf_filter.h"

enum { ROWS = 11 };

static uint32_t next(uint32_t *state)
{
        *state = *state * 1664525u + 1013904223u;
        return *state >> 16;
}

static int paeth(int a, int b, int c)
{
        int p = a + b - c, pa = abs(p - a), pb = abs(p - b), pc = abs(p - c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/* What the filter takes off byte i of a row. above: NULL over the first. */
static int guess(const uint8_t *row, const uint8_t *above, size_t i, size_t n, int type)
{
        int a = i >= n ? row[i - n] : 0, b = above ? above[i] : 0, c = above && i >= n ? above[i - n] : 0;
        const int guesses[] = {0, a, b, (a + b) / 2, paeth(a, b, c)};
        return guesses[type];
}

/* plain: ROWS rows of len bytes; filtered: the same behind their filters' bytes. */
static void filter(const uint8_t *plain, uint8_t *filtered, size_t len, size_t n, const int types[ROWS])
{
        for (size_t y = 0; y < ROWS; y++, filtered += len + 1) {
                const uint8_t *row = plain + y * len;
                filtered[0] = (uint8_t)types[y];
                for (size_t i = 0; i < len; i++)
                        filtered[1 + i] = (uint8_t)(row[i] - guess(row, y ? row - len : NULL, i, n, types[y]));
        }
}

static void round_trip(int w, int n, const int types[ROWS], int at_once, uint32_t seed)
{
        size_t len = (size_t)w * (size_t)n, stride = len + 1;
        uint8_t *plain = malloc(ROWS * len), *lines = calloc((ROWS + 1) * stride + ZB_PNG_BEYOND, 1);
        for (size_t i = 0; i < ROWS * len; i++)
                plain[i] = (uint8_t)(next(&seed) % 3 ? i * 5 + next(&seed) % 7 : next(&seed));
        filter(plain, lines + stride, len, (size_t)n, types);
        for (int y = 0; y < ROWS; y += at_once)
                assert_true(zb_png_unfilter(lines + (size_t)(1 + y) * stride, stride,
                                            y + at_once < ROWS ? at_once : ROWS - y, w, n));
        for (size_t y = 0; y < ROWS; y++)
                assert_memory_equal(lines + (1 + y) * stride + 1, plain + y * len, len);
        free(plain);
        free(lines);
}

static void test_round_trip(void **state)
{
        static const int widths[] = {1, 2, 3, 4, 5, 8, 100, 257}, sizes[] = {1, 3, 4}, at_once[] = {1, 4, 5, ROWS};
        uint32_t seed = 1;
        for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
                for (size_t k = 0; k < 3; k++)
                        for (size_t m = 0; m < 4; m++)
                                for (int type = 0; type <= 5; type++) { /* 5: mixed */
                                        int types[ROWS];
                                        for (int y = 0; y < ROWS; y++)
                                                types[y] = type < 5 ? type : (int)(next(&seed) % 5);
                                        round_trip(widths[i], sizes[k], types, at_once[m], seed);
                                }
}

static void test_no_such_filter(void **state)
{
        uint8_t lines[3 * 13 + ZB_PNG_BEYOND] = {0};
        lines[13] = 4;
        lines[26] = 5;
        assert_true(zb_png_unfilter(lines + 13, 13, 1, 3, 4));
        assert_false(zb_png_unfilter(lines + 13, 13, 2, 3, 4));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_round_trip),
                cmocka_unit_test(test_no_such_filter),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
