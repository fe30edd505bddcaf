/* SPDX-License-Identifier: Apache-2.0 */

#include "test_raster.h"

/* ---- sizes ---- */

static void test_size(void **state)
{
        struct zb_scene *scene = zb_scene_new(785, 1780, 0);
        int w, h;
        zb_raster_size(scene, 300, &w, &h);
        assert_int_equal(w, 9272);
        assert_int_equal(h, 21024);
        scene->bleed_mm = 3;
        zb_raster_size(scene, 300, &w, &h);
        assert_int_equal(w, 9343);
        assert_int_equal(h, 21094);
        zb_scene_free(scene);
}

static void test_unusable_ppi(void **state)
{
        static const double ppis[] = {0, -1, NAN, INFINITY, 0.001, 2000};
        struct zb_scene *scene = zb_scene_new(785, 1780, 0);
        for (size_t i = 0; i < sizeof ppis / sizeof *ppis; i++) {
                struct zb_err err = {0};
                struct zb_raster_options options = {.ppi = ppis[i], .threads = 1};
                assert_int_equal(zb_raster(scene, &options, &(struct zb_raster_sink){.put = keep}, 1, &err),
                                 ZB_INPUT);
                assert_string_not_equal(err.zh, "");
        }
        zb_scene_free(scene);
}

/* ---- coverage and ink ---- */

static void test_rect_coverage(void **state)
{
        struct zb_scene *scene = zb_scene_new(10, 10, 0);
        demo_rect(scene, (struct zb_rect){1.25, 2.5, 3.25, 4}, zb_paint_solid((struct zb_ink){0, 0, 0, 1}));
        struct image image = draw_mm(scene);
        assert_pixel(&image, 0, 4, 0, 0, 0, 0);
        assert_pixel(&image, 1, 4, 0, 0, 0, 191); /* 0.75 */
        assert_pixel(&image, 2, 4, 0, 0, 0, 255);
        assert_pixel(&image, 4, 4, 0, 0, 0, 128); /* 0.5 */
        assert_pixel(&image, 5, 4, 0, 0, 0, 0);
        assert_pixel(&image, 2, 2, 0, 0, 0, 128);
        assert_pixel(&image, 1, 2, 0, 0, 0, 96); /* 0.375 */
        assert_pixel(&image, 4, 6, 0, 0, 0, 64); /* 0.25 */
        assert_pixel(&image, 2, 1, 0, 0, 0, 0);
        assert_pixel(&image, 2, 7, 0, 0, 0, 0);
        free(image.cmyk);
}

/* A rectangle inside one pixel, and one that leaves the page on all sides. */
static void test_rect_extremes(void **state)
{
        struct zb_scene *scene = zb_scene_new(4, 4, 0);
        demo_rect(scene, (struct zb_rect){-1e7, -1e7, 2e7, 2e7}, zb_paint_solid((struct zb_ink){0, 0, 1, 0}));
        demo_rect(scene, (struct zb_rect){1.25, 1.25, 0.5, 0.5}, zb_paint_solid((struct zb_ink){1, 0, 1, 0}));
        demo_rect(scene, (struct zb_rect){40, 40, 5, 5}, zb_paint_solid((struct zb_ink){1, 1, 1, 1}));
        struct image image = draw_mm(scene);
        assert_pixel(&image, 0, 0, 0, 0, 255, 0);
        assert_pixel(&image, 3, 3, 0, 0, 255, 0);
        assert_pixel(&image, 1, 1, 64, 0, 255, 0);
        free(image.cmyk);
}

static void test_bleed_moves_the_origin(void **state)
{
        struct zb_scene *scene = zb_scene_new(10, 10, 2);
        demo_rect(scene, (struct zb_rect){-2, 0, 3, 1}, zb_paint_solid((struct zb_ink){1, 0, 0, 0}));
        struct image image = draw_mm(scene);
        assert_int_equal(image.width, 14);
        assert_pixel(&image, 0, 1, 0, 0, 0, 0);
        assert_pixel(&image, 0, 2, 255, 0, 0, 0);
        assert_pixel(&image, 2, 2, 255, 0, 0, 0);
        assert_pixel(&image, 3, 2, 0, 0, 0, 0);
        assert_pixel(&image, 0, 3, 0, 0, 0, 0);
        free(image.cmyk);
}

static void test_exact_inks(void **state)
{
        struct zb_scene *scene = zb_scene_new(4, 1, 0);
        demo_rect(scene, (struct zb_rect){0, 0, 2, 1}, zb_paint_solid((struct zb_ink){0.92F, 0.62F, 0.04F, 0.04F}));
        demo_rect(scene, (struct zb_rect){1, 0, 2, 1}, zb_paint_solid((struct zb_ink){0, 0, 0, 0.9F}));
        struct image image = draw_mm(scene);
        assert_pixel(&image, 0, 0, 235, 158, 10, 10);
        assert_pixel(&image, 1, 0, 0, 0, 0, 230); /* knocks out what lies under it; 229.5 rounded */
        assert_pixel(&image, 3, 0, 0, 0, 0, 0);
        free(image.cmyk);
}

static void test_alpha(void **state)
{
        struct zb_scene *scene = zb_scene_new(4, 1, 0);
        demo_rect(scene, (struct zb_rect){0, 0, 4, 1}, zb_paint_solid((struct zb_ink){1, 0, 0.4F, 0}));
        demo_rect(scene, (struct zb_rect){0, 0, 1.5, 1}, zb_paint_alpha((struct zb_ink){0, 1, 0.4F, 0}, 0.5));
        demo_rect(scene, (struct zb_rect){3, 0, 1, 1}, zb_paint_alpha((struct zb_ink){0, 1, 0.4F, 0}, 0));
        struct image image = draw_mm(scene);
        assert_pixel(&image, 0, 0, 128, 128, 102, 0);
        assert_pixel(&image, 1, 0, 191, 64, 102, 0);
        assert_pixel(&image, 2, 0, 255, 0, 102, 0);
        assert_pixel(&image, 3, 0, 255, 0, 102, 0);
        free(image.cmyk);
}

static void test_areas(void **state)
{
        struct zb_scene *scene = zb_scene_new(300, 200, 0);
        struct zb_item *item = demo_shape(scene, zb_paint_solid((struct zb_ink){1, 0, 0, 0}));
        zb_path_ellipse(scene->arena, &item->shape.path, 80.3, 90.7, 60, 70);
        item = demo_shape(scene, zb_paint_solid((struct zb_ink){0, 1, 0, 0}));
        zb_path_round_rect(scene->arena, &item->shape.path, (struct zb_rect){160.4, 10.2, 100, 50}, 12);
        item = demo_shape(scene, zb_paint_solid((struct zb_ink){0}));
        item->shape.fill.kind = ZB_PAINT_NONE;
        item->shape.stroke = zb_paint_solid((struct zb_ink){0, 0, 0, 1});
        item->shape.stroke_mm = 3;
        zb_path_polygon(scene->arena, &item->shape.path, (double[]){170, 100, 270, 100, 270, 150}, 3, false);
        struct image image = draw_mm(scene);
        assert_float_equal(plate_sum(&image, 0), M_PI * 60 * 70, 30);
        assert_float_equal(plate_sum(&image, 1), 5000 - (4 - M_PI) * 144, 15);
        assert_float_equal(plate_sum(&image, 3), 3 * 150, 3); /* the mitre adds what the corner takes */
        free(image.cmyk);
}

/* Two overlapping contours are one shape (non-zero winding), the inner one turned round a hole. */
static void test_winding(void **state)
{
        struct zb_scene *scene = zb_scene_new(20, 10, 0);
        struct zb_item *item = demo_shape(scene, zb_paint_alpha((struct zb_ink){0, 0, 0, 1}, 0.5));
        zb_path_rect(scene->arena, &item->shape.path, (struct zb_rect){0, 0, 8, 8});
        zb_path_rect(scene->arena, &item->shape.path, (struct zb_rect){2, 2, 4, 4});
        zb_path_rect(scene->arena, &item->shape.path, (struct zb_rect){10, 0, 8, 8});
        zb_path_polygon(scene->arena, &item->shape.path, (double[]){12, 2, 12, 6, 16, 6, 16, 2}, 4, true);
        struct image image = draw_mm(scene);
        assert_pixel(&image, 1, 1, 0, 0, 0, 128);
        assert_pixel(&image, 4, 4, 0, 0, 0, 128);
        assert_pixel(&image, 11, 1, 0, 0, 0, 128);
        assert_pixel(&image, 14, 4, 0, 0, 0, 0);
        free(image.cmyk);
}

/* ---- gradients ---- */

/* The mean of an 8 × 8 cell: what the eye sees. */
static double cell_mean(const struct image *image, int x, int y, int plate)
{
        double sum = 0;
        for (int j = 0; j < 8; j++)
                for (int i = 0; i < 8; i++)
                        sum += at(image, x + i, y + j)[plate];
        return sum / 64;
}

static void check_gradient(double x1, double y1, double alpha)
{
        const struct zb_ink a = {0.1F, 0.8F, 0.5F, 0}, b = {0.3F, 0.2F, 0.5F, 1};
        const float from[4] = {a.c, a.m, a.y, a.k}, to[4] = {b.c, b.m, b.y, b.k};
        struct zb_scene *scene = zb_scene_new(256, 640, 0);
        struct zb_paint paint = zb_paint_linear(a, b, 0, 0, x1, y1);
        paint.alpha = alpha;
        demo_rect(scene, (struct zb_rect){0, 0, 256, 640}, paint);
        struct image image = draw_mm(scene);
        double worst = 0;
        for (int y = 0; y < 640; y += 8)
                for (int x = 0; x < 256; x += 8)
                        for (int plate = 0; plate < 4; plate++) {
                                double t = 0;
                                for (int i = 0; i < 64; i++)
                                        t += fmin(1, ((x + i % 8 + 0.5) * x1 + (y + i / 8 + 0.5) * y1) /
                                                             (x1 * x1 + y1 * y1)) /
                                             64;
                                double want = alpha * 255 * (from[plate] + (to[plate] - from[plate]) * t);
                                worst = fmax(worst, fabs(cell_mean(&image, x, y, plate) - want));
                        }
        if (worst > 0.26) /* two eighths and the rounding of 64ths */
                fail_msg("gradient to (%g, %g): a cell is %g levels off", x1, y1, worst);
        free(image.cmyk);
}

static void test_gradient_is_true_everywhere(void **state)
{
        check_gradient(0, 640, 1);
        check_gradient(256, 0, 1);
        check_gradient(256, 640, 1);
        check_gradient(200, 500, 0.5); /* goes on with its end beyond it */
}

static void test_gradient_ends_and_steps(void **state)
{
        struct zb_scene *scene = zb_scene_new(64, 2048, 0);
        demo_rect(scene, (struct zb_rect){0, 0, 64, 2048},
                  zb_paint_linear((struct zb_ink){0.2F, 0, 0, 1}, (struct zb_ink){0.2F, 0, 0.4F, 0}, 0, 24, 0, 2024));
        struct image image = draw_mm(scene);
        for (int x = 0; x < 64; x++) { /* beyond the ends, and wherever the value is a whole level: no dither */
                assert_pixel(&image, x, 10, 51, 0, 0, 255);
                assert_pixel(&image, x, 2040, 51, 0, 102, 0);
                assert_int_equal(at(&image, x, 1000)[0], 51);
        }
        for (int y = 1; y < 2048; y++) /* within one row no more than two neighbouring levels */
                for (int x = 1; x < 64; x++)
                        assert_in_range(at(&image, x, y)[3] - at(&image, x - 1, y)[3] + 1, 0, 2);
        free(image.cmyk);
}

/* As on a board: a tenth of the ink over 17 cm. Over 64 rows, 5 mm in print, the value is true to a 30th of a
 * level, and between two such stretches that touch it grows evenly: there is no step to be seen. */
static void test_gradient_has_no_steps(void **state)
{
        enum { ROWS = 2048, SPAN = 64 };
        struct zb_scene *scene = zb_scene_new(16, ROWS, 0);
        demo_rect(
                scene, (struct zb_rect){0, 0, 16, ROWS},
                zb_paint_linear((struct zb_ink){0.5F, 0.2F, 0, 0}, (struct zb_ink){0.6F, 0.3F, 0, 0}, 0, 0, 0, ROWS));
        struct image image = draw_mm(scene);
        for (int plate = 0; plate < 2; plate++)
                for (int y = 0; y + SPAN <= ROWS; y++) {
                        double mean = 0;
                        for (int j = 0; j < SPAN; j++)
                                mean += at(&image, 8, y + j)[plate] / (double)SPAN;
                        double want = 255 * (plate ? 0.2 : 0.5) + 25.5 * (y + SPAN / 2.0) / ROWS;
                        if (fabs(mean - want) > 1 / 20.0)
                                fail_msg("plate %d, rows %d to %d: %g, wanted %g", plate, y, y + SPAN, mean, want);
                }
        free(image.cmyk);
}

static void test_gradient_without_length(void **state)
{
        struct zb_scene *scene = zb_scene_new(2, 2, 0);
        demo_rect(scene, (struct zb_rect){0, 0, 2, 2},
                  zb_paint_linear((struct zb_ink){1, 0, 0, 0}, (struct zb_ink){0, 1, 0, 0}, 1, 1, 1, 1));
        struct image image = draw_mm(scene);
        assert_pixel(&image, 1, 1, 255, 0, 0, 0);
        free(image.cmyk);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_size),
                cmocka_unit_test(test_unusable_ppi),
                cmocka_unit_test(test_rect_coverage),
                cmocka_unit_test(test_rect_extremes),
                cmocka_unit_test(test_bleed_moves_the_origin),
                cmocka_unit_test(test_exact_inks),
                cmocka_unit_test(test_alpha),
                cmocka_unit_test(test_areas),
                cmocka_unit_test(test_winding),
                cmocka_unit_test(test_gradient_is_true_everywhere),
                cmocka_unit_test(test_gradient_ends_and_steps),
                cmocka_unit_test(test_gradient_has_no_steps),
                cmocka_unit_test(test_gradient_without_length),
        };
        return cmocka_run_group_tests(tests, set_up, tear_down);
}
