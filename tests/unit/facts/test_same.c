/* SPDX-License-Identifier: Apache-2.0 */
/* Small pictures of boards drawn by hand, and what happens to them on the way through other programs. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "same.h"

enum { W = 128, H = 290 };
static const struct zb_rect board = {0, 0, 785, 1780};

struct drawing {
        uint8_t rgb[W * H * 3];
};

static void rect(struct drawing *d, double x_mm, double y_mm, double w_mm, double h_mm, const uint8_t colour[3])
{
        double px = W / board.w, py = H / board.h;
        for (int y = (int)(y_mm * py); y < (int)((y_mm + h_mm) * py); y++)
                for (int x = (int)(x_mm * px); x < (int)((x_mm + w_mm) * px); x++)
                        memcpy(d->rgb + 3 * (y * W + x), colour, 3);
}

static unsigned seed = 1;
static int noise(int most)
{
        seed = seed * 1103515245u + 12345u;
        return (int)(seed >> 16) % (2 * most + 1) - most;
}

/* A blue head, grey lines of text, six coloured pictures and a code at code_x, code_y. */
static void draw(struct drawing *d, double code_x, double code_y)
{
        static const uint8_t blue[] = {20, 60, 140}, paper[] = {250, 250, 250}, text[] = {120, 120, 120},
                             black[] = {40, 40, 40};
        rect(d, 0, 0, board.w, board.h, paper);
        rect(d, 0, 0, board.w, 300, blue);
        for (int row = 0; row < 3; row++)
                for (int col = 0; col < 2; col++) {
                        const uint8_t colour[] = {(uint8_t)(60 + 50 * row), (uint8_t)(160 - 40 * col), 90};
                        rect(d, 40 + 370 * col, 350 + 400 * row, 330, 200, colour);
                        for (int line = 0; line < 3; line++)
                                rect(d, 40 + 370 * col, 570 + 400 * row + 45 * line, 330, 25, text);
                }
        rect(d, code_x, code_y, 90, 90, black);
}

static struct zb_print print_of(const struct drawing *d)
{
        return (struct zb_print){W, H, d->rgb, board, board};
}

static struct zb_difference difference(const struct drawing *a, const struct drawing *b)
{
        struct zb_print pa = print_of(a), pb = print_of(b);
        struct zb_difference ret;
        assert_int_equal(zb_prints_compare(&pa, &pb, &ret, NULL), ZB_OK);
        return ret;
}

static void noise_and_other_colours_are_no_difference(void **state)
{
        static struct drawing a, b;
        draw(&a, 650, 1600);
        for (size_t i = 0; i < sizeof a.rgb; i++) {
                double v = pow(a.rgb[i] / 255.0, 1.25) * 235 + 12 + noise(6); /* paler, another gamma, JPEG */
                b.rgb[i] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
        }
        assert_int_equal(difference(&a, &b).likeness, ZB_SAME);
        assert_int_equal(difference(&b, &a).likeness, ZB_SAME);
}

static void half_a_pixel_is_no_difference(void **state)
{
        static struct drawing a, b;
        draw(&a, 650, 1600);
        for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                        for (int c = 0; c < 3; c++) {
                                int right = x + 1 < W ? x + 1 : x;
                                b.rgb[3 * (y * W + x) + c] =
                                        (uint8_t)((a.rgb[3 * (y * W + x) + c] + a.rgb[3 * (y * W + right) + c]) / 2);
                        }
        assert_int_equal(difference(&a, &b).likeness, ZB_SAME);
}

static bool near(double a, double b)
{
        return fabs(a - b) < 20; /* two pixels and the smoothing */
}

static void what_was_moved_is_found_twice(void **state)
{
        static struct drawing a, b;
        draw(&a, 650, 1620);
        draw(&b, 500, 1620);
        struct zb_difference d = difference(&a, &b);
        assert_int_equal(d.likeness, ZB_DIFFERS);
        assert_int_equal(d.n_spots, 2);
        size_t left = d.spots[0].box.x < d.spots[1].box.x ? 0 : 1;
        assert_true(near(d.spots[left].box.x, 500) && near(d.spots[left].box.y, 1620) &&
                    near(d.spots[left].box.w, 90));
        assert_true(near(d.spots[1 - left].box.x, 650) && near(d.spots[1 - left].box.h, 90));
}

static void what_is_missing_is_found(void **state)
{
        static struct drawing a, b;
        static const uint8_t paper[] = {250, 250, 250};
        draw(&a, 650, 1620);
        draw(&b, 650, 1620);
        rect(&b, 40, 615, 330, 25, paper); /* a line of text */
        struct zb_difference d = difference(&a, &b);
        assert_int_equal(d.likeness, ZB_DIFFERS);
        assert_int_equal(d.n_spots, 1);
        assert_true(near(d.spots[0].box.x, 40) && near(d.spots[0].box.y, 615) && near(d.spots[0].box.w, 330));
        assert_true(d.share > 0 && d.share < 0.05);
}

static void another_board_is_another(void **state)
{
        static struct drawing a, b;
        draw(&a, 650, 1620);
        for (size_t i = 0; i < sizeof b.rgb; i++)
                b.rgb[i] = (uint8_t)(128 + noise(100));
        assert_int_equal(difference(&a, &b).likeness, ZB_OTHER);
        struct zb_print pa = print_of(&a), pb = print_of(&a);
        struct zb_difference d;
        pb.trim = pb.box = (struct zb_rect){0, 0, 1780, 785};
        assert_int_equal(zb_prints_compare(&pa, &pb, &d, NULL), ZB_OK);
        assert_int_equal(d.likeness, ZB_OTHER);
}

static void bleed_and_size_do_not_matter(void **state)
{
        static struct drawing a;
        static uint8_t with_bleed[(W + 8) * (H + 8) * 3];
        draw(&a, 650, 1620);
        for (int y = 0; y < H + 8; y++)
                for (int x = 0; x < W + 8; x++) {
                        int ax = x < 4 ? 0 : x >= W + 4 ? W - 1 : x - 4, ay = y < 4 ? 0 : y >= H + 4 ? H - 1 : y - 4;
                        memcpy(with_bleed + 3 * (y * (W + 8) + x), a.rgb + 3 * (ay * W + ax), 3);
                }
        double px = board.w / W / 2, py = board.h / H / 2; /* at half size */
        struct zb_print pa = print_of(&a);
        struct zb_print pb = {W + 8,
                              H + 8,
                              with_bleed,
                              {-4 * px, -4 * py, (W + 8) * px, (H + 8) * py},
                              {0, 0, board.w / 2, board.h / 2}};
        struct zb_difference d;
        assert_int_equal(zb_prints_compare(&pa, &pb, &d, NULL), ZB_OK);
        assert_int_equal(d.likeness, ZB_SAME);
}

static void nonsense_is_another_board(void **state)
{
        static struct drawing a;
        draw(&a, 650, 1620);
        struct zb_print whole = print_of(&a), broken[] = {whole, whole, whole};
        struct zb_difference d;
        broken[0].trim = (struct zb_rect){0, 0, 0, 0};
        broken[1].box.w = NAN;
        broken[2].w = 0;
        for (size_t i = 0; i < 3; i++) {
                assert_int_equal(zb_prints_compare(&whole, &broken[i], &d, NULL), ZB_OK);
                assert_int_equal(d.likeness, ZB_OTHER);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(noise_and_other_colours_are_no_difference),
                cmocka_unit_test(half_a_pixel_is_no_difference),
                cmocka_unit_test(what_was_moved_is_found_twice),
                cmocka_unit_test(what_is_missing_is_found),
                cmocka_unit_test(another_board_is_another),
                cmocka_unit_test(bleed_and_size_do_not_matter),
                cmocka_unit_test(nonsense_is_another_board),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
