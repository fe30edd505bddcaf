/* SPDX-License-Identifier: Apache-2.0 */
/* Text and pictures in the raster, and what goes wrong on the way. */
#include "test_raster.h"

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
        demo_text(scene, zb_fonts_face(fonts, ZB_REGULAR), DEMO_GID, 3, 0, 90, 100, (struct zb_ink){0, 0, 0, 1});
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
        assert_int_equal(zb_raster(scene, &options, &(struct zb_raster_sink){.put = compare, .ctx = &c}, 1, NULL),
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

static enum zb_code take(void *ctx, const struct zb_raster_picture *what, int at, int rows, const uint8_t *cmyk,
                         struct zb_err *err)
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
                assert_int_equal(zb_picture_cmyk(e->what.picture, e->what.crop, e->what.width, e->what.height, NULL,
                                                 400, &e->cmyk, NULL),
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
                const struct zb_raster_sink sinks[2] = {{.picture = take, .ctx = &t}, {.put = keep, .ctx = &image}};
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
        struct zb_raster_sink sink = {.pack = failing_pack, .put = failing_put, .drop = failing_drop, .ctx = &f};
        assert_int_equal(zb_raster(scene, &options, &sink, 1, NULL), ZB_WORK);
        assert_true(last >= 0.5 && last < 0.7);
        assert_int_equal(f.packed, f.dropped);
        zb_scene_free(scene);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
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
