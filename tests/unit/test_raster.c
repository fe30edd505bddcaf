/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "demo_scene.h"
#include "raster.h"

/* At this resolution a millimetre is a pixel. */
#define MM_PPI 25.4

struct image {
        int width, height;
        uint8_t *cmyk;
        int next; /* the row that the next band must begin with */
};

static struct zb_fonts *fonts;
static struct zb_picture *picture;
static char dir[] = "/tmp/zb-raster-XXXXXX";

static const uint8_t *at(const struct image *image, int x, int y)
{
        return image->cmyk + 4 * ((size_t)y * (size_t)image->width + (size_t)x);
}

static enum zb_code keep(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct image *image = ctx;
        assert_int_equal(band->y, image->next);
        assert_int_equal(band->width, image->width);
        memcpy(image->cmyk + 4 * (size_t)band->y * (size_t)band->width, band->cmyk,
               4 * (size_t)band->rows * (size_t)band->width);
        image->next += band->rows;
        return ZB_OK;
}

static struct image draw(const struct zb_scene *scene, double ppi, int threads, int band_rows)
{
        struct image image = {0};
        zb_raster_size(scene, ppi, &image.width, &image.height);
        image.cmyk = malloc(4 * (size_t)image.width * (size_t)image.height);
        assert_non_null(image.cmyk);
        struct zb_raster_options options = {
                .ppi = ppi, .max_total = 400, .threads = threads, .band_rows = band_rows};
        struct zb_err err = {0};
        enum zb_code code =
                zb_raster(scene, &options, &(struct zb_raster_sink){.put = keep, .ctx = &image}, 1, &err);
        if (code != ZB_OK)
                fail_msg("%s", err.en);
        assert_int_equal(image.next, image.height);
        return image;
}

/* Draws the scene at one pixel a millimetre and frees it. */
static struct image draw_mm(struct zb_scene *scene)
{
        struct image image = draw(scene, MM_PPI, 1, 0);
        zb_scene_free(scene);
        return image;
}

static void assert_pixel(const struct image *image, int x, int y, int c, int m, int yy, int k)
{
        const uint8_t *p = at(image, x, y);
        if (p[0] != c || p[1] != m || p[2] != yy || p[3] != k)
                fail_msg("(%d, %d) is %d %d %d %d, wanted %d %d %d %d", x, y, p[0], p[1], p[2], p[3], c, m,
                         yy, k);
}

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
        demo_rect(scene, (struct zb_rect){0, 0, 2, 1},
                  zb_paint_solid((struct zb_ink){0.92F, 0.62F, 0.04F, 0.04F}));
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

static double plate_sum(const struct image *image, int plate)
{
        double sum = 0;
        for (int y = 0; y < image->height; y++)
                for (int x = 0; x < image->width; x++)
                        sum += at(image, x, y)[plate];
        return sum / 255;
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
                  zb_paint_linear((struct zb_ink){0.2F, 0, 0, 1}, (struct zb_ink){0.2F, 0, 0.4F, 0}, 0, 24, 0,
                                  2024));
        struct image image = draw_mm(scene);
        for (int x = 0; x < 64;
             x++) { /* beyond the ends, and wherever the value is a whole level: no dither */
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
        demo_rect(scene, (struct zb_rect){0, 0, 16, ROWS},
                  zb_paint_linear((struct zb_ink){0.5F, 0.2F, 0, 0}, (struct zb_ink){0.6F, 0.3F, 0, 0}, 0, 0,
                                  0, ROWS));
        struct image image = draw_mm(scene);
        for (int plate = 0; plate < 2; plate++)
                for (int y = 0; y + SPAN <= ROWS; y++) {
                        double mean = 0;
                        for (int j = 0; j < SPAN; j++)
                                mean += at(&image, 8, y + j)[plate] / (double)SPAN;
                        double want = 255 * (plate ? 0.2 : 0.5) + 25.5 * (y + SPAN / 2.0) / ROWS;
                        if (fabs(mean - want) > 1 / 20.0)
                                fail_msg("plate %d, rows %d to %d: %g, wanted %g", plate, y, y + SPAN, mean,
                                         want);
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

/* ---- text ---- */

static void test_text_stands_on_its_baseline(void **state)
{
        const struct zb_face *face = zb_fonts_face(fonts, ZB_BOLD);
        struct zb_rect em;
        assert_true(zb_face_extents(face, DEMO_GID, &em));
        struct zb_scene *scene = zb_scene_new(200, 200, 0);
        demo_rect(scene, (struct zb_rect){0, 0, 200, 200}, zb_paint_solid((struct zb_ink){0.3F, 0, 0, 0}));
        demo_text(scene, face, DEMO_GID, 1, 20, 150, 100, (struct zb_ink){0, 0, 0, 1});
        struct image image = draw_mm(scene);
        int top = 200, bottom = -1, left = 200, right = -1;
        bool knocked_out = true;
        for (int y = 0; y < 200; y++)
                for (int x = 0; x < 200; x++) {
                        const uint8_t *p = at(&image, x, y);
                        if (!p[3])
                                continue;
                        top = y < top ? y : top;
                        bottom = y;
                        left = x < left ? x : left;
                        right = x > right ? x : right;
                        knocked_out &= p[3] < 255 || p[0] == 0;
                }
        assert_true(knocked_out);
        assert_float_equal(top, 150 - 100 * (em.y + em.h), 1.5);
        assert_float_equal(bottom + 1, 150 - 100 * em.y, 1.5);
        assert_float_equal(left, 20 + 100 * em.x, 1.5);
        assert_float_equal(right + 1, 20 + 100 * (em.x + em.w), 1.5);
        free(image.cmyk);
}

static void test_text_keyword_has_its_own_ink(void **state)
{
        struct zb_scene *scene = zb_scene_new(300, 120, 0);
        demo_text(scene, zb_fonts_face(fonts, ZB_REGULAR), DEMO_GID, 3, 0, 90, 100,
                  (struct zb_ink){0, 0, 0, 1});
        struct image image = draw_mm(scene);
        for (int y = 0; y < 120; y++)
                for (int x = 0; x < 300; x++) {
                        const uint8_t *p = at(&image, x, y);
                        assert_true(x < 200 ? p[1] == 0 : p[3] == 0);
                }
        assert_true(plate_sum(&image, 1) > 500 && plate_sum(&image, 3) > 1000);
        free(image.cmyk);
}

/* ---- pictures ---- */

static void assert_demo(const struct image *image, int x, int y, int src_x, int src_y)
{
        uint8_t p[4];
        demo_pixel(src_x, src_y, p);
        assert_pixel(image, x, y, p[0], p[1], p[2], p[3]);
}

static void test_picture_to_the_pixel(void **state)
{
        struct zb_scene *scene = zb_scene_new(100, 100, 0);
        demo_picture(scene, picture, (struct zb_rect){20, 30, 40, 25}, (struct zb_rect){5, 7, 40, 25}, 0);
        struct image image = draw_mm(scene);
        for (int y = 0; y < 25; y++)
                for (int x = 0; x < 40; x++)
                        assert_demo(&image, 20 + x, 30 + y, 5 + x, 7 + y);
        assert_pixel(&image, 19, 40, 0, 0, 0, 0);
        assert_pixel(&image, 60, 40, 0, 0, 0, 0);
        assert_pixel(&image, 30, 29, 0, 0, 0, 0);
        assert_pixel(&image, 30, 55, 0, 0, 0, 0);
        free(image.cmyk);
}

/* A box between pixels: the source's grid moves with it, and the edge pixels are covered in part. */
static void test_picture_between_pixels(void **state)
{
        struct zb_scene *scene = zb_scene_new(100, 100, 0);
        demo_picture(scene, picture, (struct zb_rect){20.5, 30, 40, 25}, (struct zb_rect){5.5, 7, 40, 25}, 0);
        struct image image = draw_mm(scene);
        assert_demo(&image, 21, 30, 6, 7);
        assert_demo(&image, 59, 54, 44, 31);
        uint8_t p[4];
        demo_pixel(5, 7, p);
        assert_float_equal(at(&image, 20, 30)[0], p[0] / 2.0, 1);
        free(image.cmyk);
}

static void test_picture_over_the_edge(void **state)
{
        struct zb_scene *scene = zb_scene_new(30, 30, 0);
        demo_picture(scene, picture, (struct zb_rect){-10, 10, 40, 40}, (struct zb_rect){0, 0, 40, 40}, 0);
        demo_picture(scene, picture, (struct zb_rect){200, 10, 40, 40}, (struct zb_rect){0, 0, 40, 40}, 0);
        struct image image = draw_mm(scene);
        assert_demo(&image, 0, 10, 10, 0);
        assert_demo(&image, 29, 29, 39, 19);
        free(image.cmyk);
}

static void test_picture_round_corners(void **state)
{
        struct zb_scene *scene = zb_scene_new(80, 60, 0);
        demo_rect(scene, (struct zb_rect){0, 0, 80, 60}, zb_paint_solid((struct zb_ink){0, 0, 0, 1}));
        demo_picture(scene, picture, (struct zb_rect){10, 10, 60, 40}, (struct zb_rect){0, 0, 60, 40}, 10);
        struct image image = draw_mm(scene);
        assert_pixel(&image, 10, 10, 0, 0, 0, 255);
        assert_pixel(&image, 69, 49, 0, 0, 0, 255);
        assert_demo(&image, 20, 10, 10, 0);
        assert_demo(&image, 10, 25, 0, 15);
        free(image.cmyk);
}

struct compare {
        const uint8_t *want;
        int worst;
};

static enum zb_code compare(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct compare *c = ctx;
        const uint8_t *want = c->want + 4 * (size_t)band->y * (size_t)band->width;
        for (size_t i = 0; i < 4 * (size_t)band->rows * (size_t)band->width; i++) {
                int off = abs(band->cmyk[i] - want[i]);
                c->worst = off > c->worst ? off : c->worst;
        }
        return ZB_OK;
}

/* A picture that is decoded in slices is the picture decoded as a whole. */
static void test_picture_in_slices(void **state)
{
        const int width = 420, height = 510;
        const struct zb_rect crop = {3.3, 2.2, 190.5, 150.1};
        uint8_t *whole;
        assert_int_equal(zb_picture_cmyk(picture, crop, width, height, NULL, 400, &whole, NULL), ZB_OK);
        struct zb_scene *scene = zb_scene_new(width, height, 0);
        demo_picture(scene, picture, (struct zb_rect){0, 0, width, height}, crop, 0);
        struct compare c = {whole, 0};
        struct zb_raster_options options = {.ppi = MM_PPI, .max_total = 400, .threads = 2};
        assert_int_equal(
                zb_raster(scene, &options, &(struct zb_raster_sink){.put = compare, .ctx = &c}, 1, NULL),
                ZB_OK);
        assert_int_equal(c.worst, 0);
        zb_scene_free(scene);
        free(whole);
}

/* ---- pictures by themselves ---- */

/* One placed picture, as its own decoding gives it, and how much of it has come. */
struct expected {
        struct zb_raster_picture what;
        uint8_t *cmyk;
        int rows;
};

struct taking {
        struct expected list[8];
        size_t n;
        bool fail;
};

static enum zb_code take(void *ctx, const struct zb_raster_picture *what, int at, int rows,
                         const uint8_t *cmyk, struct zb_err *err)
{
        struct taking *t = ctx;
        if (t->fail && at > 0)
                return zb_err_say(err, ZB_WORK, NULL, "no more");
        for (size_t i = 0; i < t->n; i++) {
                struct expected *e = &t->list[i];
                if (e->what.x != what->x || e->what.y != what->y)
                        continue;
                size_t row = 4 * (size_t)what->width;
                assert_int_equal(at, e->rows);
                assert_int_equal(what->width, e->what.width);
                assert_memory_equal(cmyk, e->cmyk + row * (size_t)at, row * (size_t)rows);
                e->rows += rows;
                return ZB_OK;
        }
        fail_msg("an unknown picture at (%d, %d)", what->x, what->y);
        return ZB_WORK;
}

static void expect_pictures(const struct zb_scene *scene, double ppi, struct taking *t)
{
        for (size_t i = 0; i < scene->n_items; i++) {
                struct expected *e = &t->list[t->n];
                if (scene->items[i].kind != ZB_ITEM_PICTURE ||
                    !zb_raster_place(scene, ppi, &scene->items[i], &e->what))
                        continue;
                assert_int_equal(zb_picture_cmyk(e->what.picture, e->what.crop, e->what.width, e->what.height,
                                                 NULL, 400, &e->cmyk, NULL),
                                 ZB_OK);
                t->n++;
        }
}

/* Whoever wants the pictures gets each of them once, whole and in order, with bands beside them or without.
 */
static void test_pictures_by_themselves(void **state)
{
        const struct zb_rect crop = {3.3, 2.2, 190.5, 150.1};
        struct zb_scene *scene = zb_scene_new(400, 600, 0);
        demo_picture(scene, picture, (struct zb_rect){10.3, 20.6, 300, 410}, crop, 12);
        demo_picture(scene, picture, (struct zb_rect){220.5, 33, 170, 130.2}, crop, 0);
        demo_picture(scene, picture, (struct zb_rect){-30, 450, 200, 300}, crop, 0); /* over the edge */
        demo_picture(scene, picture, (struct zb_rect){500, 450, 200, 300}, crop, 0); /* off the page */
        for (int threads = 1; threads <= 3; threads++) {
                struct taking t = {.n = 0};
                expect_pictures(scene, MM_PPI, &t);
                assert_int_equal(t.n, 3);
                struct image image = {.width = 400, .height = 600, .cmyk = malloc(4 * 400 * 600)};
                const struct zb_raster_sink sinks[2] = {{.picture = take, .ctx = &t},
                                                        {.put = keep, .ctx = &image}};
                struct zb_raster_options options = {
                        .ppi = MM_PPI, .max_total = 400, .threads = threads, .band_rows = 64};
                assert_int_equal(zb_raster(scene, &options, sinks, 1 + threads % 2, NULL), ZB_OK);
                for (size_t i = 0; i < t.n; i++) {
                        assert_int_equal(t.list[i].rows, t.list[i].what.height);
                        free(t.list[i].cmyk);
                }
                free(image.cmyk);
                t = (struct taking){.fail = true};
                expect_pictures(scene, MM_PPI, &t);
                struct zb_err err = {0};
                const struct zb_raster_sink failing = {.picture = take, .ctx = &t, .name = "a.pdf"};
                assert_int_equal(zb_raster(scene, &options, &failing, 1, &err), ZB_WORK);
                assert_string_equal(err.place, "a.pdf");
                for (size_t i = 0; i < t.n; i++)
                        free(t.list[i].cmyk);
        }
        zb_scene_free(scene);
}

/* ---- the same pixels however the work is cut ---- */

static void test_same_pixels(void **state)
{
        static const struct {
                int threads, band_rows;
        } ways[] = {{2, 64}, {1, 16}, {2, 97}, {1, 1}, {3, 0}, {2, 5000}};
        struct zb_scene *scene = demo_scene(70, 110, picture, fonts);
        struct image first = draw(scene, 150, 1, 64);
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
                struct image other = draw(scene, 150, ways[i].threads, ways[i].band_rows);
                for (int y = 0; y < first.height; y++)
                        for (int x = 0; x < first.width; x++)
                                if (memcmp(at(&first, x, y), at(&other, x, y), 4) != 0)
                                        fail_msg("%d threads, bands of %d: (%d, %d) differs", ways[i].threads,
                                                 ways[i].band_rows, x, y);
                free(other.cmyk);
        }
        free(first.cmyk);
        zb_scene_free(scene);
}

/* ---- ends ahead of time ---- */

struct failing {
        int fail_at, packed, dropped;
};

static enum zb_code failing_pack(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct failing *f = ctx;
        if (!*kept) {
                *kept = malloc(16);
                __atomic_add_fetch(&f->packed, 1, __ATOMIC_SEQ_CST);
        }
        return ZB_OK;
}

static enum zb_code failing_put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct failing *f = ctx;
        if (band->index == f->fail_at)
                return zb_err_say(err, ZB_WORK, "here", "full");
        return ZB_OK;
}

static void failing_drop(void *ctx, void *kept)
{
        struct failing *f = ctx;
        assert_non_null(kept);
        free(kept);
        f->dropped++;
}

static void test_failing_sink(void **state)
{
        struct zb_scene *scene = demo_scene(70, 110, picture, NULL);
        for (int threads = 1; threads <= 3; threads++)
                for (int at_band = 0; at_band < 8; at_band += 3) {
                        struct failing f = {.fail_at = at_band};
                        struct zb_raster_options options = {
                                .ppi = 100, .max_total = 400, .threads = threads, .band_rows = 32};
                        struct zb_raster_sink sink = {
                                .pack = failing_pack, .put = failing_put, .drop = failing_drop, .ctx = &f};
                        struct zb_err err = {0};
                        assert_int_equal(zb_raster(scene, &options, &sink, 1, &err), ZB_WORK);
                        assert_string_equal(err.en, "full");
                        assert_int_equal(f.packed, f.dropped);
                }
        zb_scene_free(scene);
}

static int stop_half_way(void *ctx, struct zb_msg what, double fraction)
{
        double *last = ctx;
        assert_true(fraction > *last && fraction <= 1);
        assert_string_equal(what.en, "drawing");
        *last = fraction;
        return fraction >= 0.5;
}

static void test_progress_may_stop(void **state)
{
        struct zb_scene *scene = demo_scene(70, 110, NULL, NULL);
        double last = 0;
        struct zb_progress progress = {stop_half_way, &last};
        struct failing f = {.fail_at = -1};
        struct zb_raster_options options = {
                .ppi = 100, .threads = 2, .band_rows = 16, .progress = &progress, .what = {"画", "drawing"}};
        struct zb_raster_sink sink = {
                .pack = failing_pack, .put = failing_put, .drop = failing_drop, .ctx = &f};
        assert_int_equal(zb_raster(scene, &options, &sink, 1, NULL), ZB_WORK);
        assert_true(last >= 0.5 && last < 0.7);
        assert_int_equal(f.packed, f.dropped);
        zb_scene_free(scene);
}

/* A picture that is gone when its pixels are wanted: an error, whoever waits for it. */
static void test_picture_vanishes(void **state)
{
        char path[64];
        snprintf(path, sizeof path, "%s/gone.tif", dir);
        demo_picture_write(path, 200, 200);
        struct zb_picture *gone;
        assert_int_equal(zb_picture_open(path, &gone, NULL), ZB_OK);
        struct zb_scene *scene = demo_scene(70, 110, gone, NULL);
        unlink(path);
        for (int threads = 1; threads <= 3; threads++) {
                struct failing f = {.fail_at = -1};
                struct zb_raster_options options = {
                        .ppi = 100, .max_total = 400, .threads = threads, .band_rows = 16};
                struct zb_raster_sink sink = {
                        .pack = failing_pack, .put = failing_put, .drop = failing_drop, .ctx = &f};
                struct zb_err err = {0};
                assert_int_not_equal(zb_raster(scene, &options, &sink, 1, &err), ZB_OK);
                assert_string_not_equal(err.zh, "");
                assert_int_equal(f.packed, f.dropped);
        }
        zb_scene_free(scene);
        zb_picture_free(gone);
}

static int set_up(void **state)
{
        struct zb_err err = {0};
        char path[64];
        if (!mkdtemp(dir) || zb_picture_init("test_raster", &err) != ZB_OK)
                return 1;
        snprintf(path, sizeof path, "%s/demo.tif", dir);
        demo_picture_write(path, 200, 160);
        if (zb_picture_open(path, &picture, &err) != ZB_OK ||
            zb_fonts_open(ZB_SOURCE_DIR "/fonts", &fonts, &err) != ZB_OK) {
                print_error("%s\n", err.en);
                return 1;
        }
        return 0;
}

static int tear_down(void **state)
{
        char path[64];
        snprintf(path, sizeof path, "%s/demo.tif", dir);
        unlink(path);
        rmdir(dir);
        zb_picture_free(picture);
        zb_fonts_free(fonts);
        zb_picture_fini();
        return 0;
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
                cmocka_unit_test(test_text_stands_on_its_baseline),
                cmocka_unit_test(test_text_keyword_has_its_own_ink),
                cmocka_unit_test(test_picture_to_the_pixel),
                cmocka_unit_test(test_picture_between_pixels),
                cmocka_unit_test(test_picture_over_the_edge),
                cmocka_unit_test(test_picture_round_corners),
                cmocka_unit_test(test_picture_in_slices),
                cmocka_unit_test(test_pictures_by_themselves),
                cmocka_unit_test(test_same_pixels),
                cmocka_unit_test(test_failing_sink),
                cmocka_unit_test(test_progress_may_stop),
                cmocka_unit_test(test_picture_vanishes),
        };
        return cmocka_run_group_tests(tests, set_up, tear_down);
}
