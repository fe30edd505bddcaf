/* SPDX-License-Identifier: Apache-2.0 */
/* picture: photographs come out where, as and in the colours they should. */
#include "test_picture.h"

/* K 215 right of (or below) `edge`, else K 40: passes the transform unchanged, so that places can be
 * measured, with room for the overshoot of the filter. */
static VipsImage *edge_image(int w, int h, int edge, bool vertical)
{
        uint8_t *px = calloc((size_t)w * (size_t)h, 4);
        assert_non_null(px);
        for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                        px[((size_t)y * (size_t)w + (size_t)x) * 4 + 3] = (vertical ? y : x) >= edge ? 215 : 40;
        VipsImage *image = image_of(px, w, h, 4, VIPS_INTERPRETATION_CMYK);
        free(px);
        return image;
}

static void test_crop(void **state)
{
        save(edge_image(400, 300, 10, false), "c.tif");
        struct zb_picture *p = open_path(at("c.tif"));
        struct zb_rect r = zb_picture_crop(p, 100, 100, 0.5, 0.5);
        assert_true(r.x == 50 && r.y == 0 && r.w == 300 && r.h == 300);
        r = zb_picture_crop(p, 100, 100, 0, 0.9);
        assert_true(r.x == 0 && r.w == 300);
        r = zb_picture_crop(p, 100, 100, 1, 1);
        assert_true(r.x == 100 && r.y == 0);
        r = zb_picture_crop(p, 800, 100, 0.2, 0.4);
        assert_true(r.x == 0 && r.w == 400 && r.h == 50 && r.y == 95);
        r = zb_picture_crop(p, 4, 3, 0.1, 0.9);
        assert_true(r.x == 0 && r.y == 0 && r.w == 400 && r.h == 300);
        zb_picture_free(p);
        unlink(at("c.tif"));
}

/* Where a crop begins and ends, to a twentieth of a pixel of the result. */
static void test_places(void **state)
{
        static const struct {
                const char *name;
                double x, w; /* crop along the edge's axis */
                int n;       /* pixels of the result along it */
        } cases[] = {
                {"e.tif", 0, 900, 900},           {"e.tif", 100.25, 500, 500},
                {"e.tif", 33.3, 777.7, 333},      {"e.tif", 333.37, 61.7, 700},
                {"e.tif", 12.5, 800.1, 41},       {"e.tif[compression=deflate]", 0, 900, 1801},
                {"e.jpg[Q=100]", 0, 900, 440},    {"e.jpg[Q=100]", 7.3, 880, 200},
                {"e.jpg[Q=100]", 3.9, 891.3, 97}, {"e.jpg[Q=100]", 50.5, 820.25, 700},
        };
        const int edge = 352; /* on a JPEG block's boundary, so that the file itself is exact */
        for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
                for (int vertical = 0; vertical < 2; vertical++) {
                        char file[16];
                        int w = vertical ? 96 : 900, h = vertical ? 900 : 96, n = cases[i].n;
                        save(edge_image(w, h, edge, vertical), cases[i].name);
                        snprintf(file, sizeof(file), "%.5s", cases[i].name);
                        struct zb_picture *p = open_path(at(file));
                        struct zb_rect crop = {cases[i].x, 0, cases[i].w, 96};
                        if (vertical)
                                crop = (struct zb_rect){0, cases[i].x, 96, cases[i].w};
                        /* across: as much smaller as along, that a JPEG may be shrunk on load */
                        int thin = (int)fmax(1, round(96 * n / cases[i].w));
                        uint8_t *out = ink_of(p, &crop, vertical ? thin : n, vertical ? n : thin);
                        double sum = 0;
                        for (int k = 0; k < n; k++)
                                sum += (out[((size_t)k * (size_t)(vertical ? thin : 1)) * 4 + 3] - 40) / 175.0;
                        double want = (edge - cases[i].x) * n / cases[i].w;
                        if (fabs(n - sum - want) > 0.05)
                                fail_msg("%s %d: edge at %.3f, wanted %.3f", file, n, n - sum, want);
                        free(out);
                        zb_picture_free(p);
                        unlink(at(file));
                }
        }
}

static void test_same_size_is_exact(void **state)
{
        enum { W = 61, H = 37 };
        uint8_t px[W * H * 4];
        for (int i = 0; i < W * H * 4; i++)
                px[i] = (uint8_t)(i * 7919 >> 3);
        save(image_of(px, W, H, 4, VIPS_INTERPRETATION_CMYK), "x.tif");
        struct zb_picture *p = open_path(at("x.tif"));
        uint8_t *out = ink_of(p, NULL, W, H);
        assert_memory_equal(out, px, sizeof(px));
        free(out);
        struct zb_rect inner = {11, 5, 20, 10};
        out = ink_of(p, &inner, 20, 10);
        for (int y = 0; y < 10; y++)
                assert_memory_equal(out + (size_t)y * 80, px + ((5 + y) * W + 11) * 4, 80);
        free(out);
        struct zb_err err = {0};
        struct zb_rect whole = {0, 0, W, H};
        assert_int_equal(zb_picture_cmyk(p, whole, 300, 200, press, 240, &out, &err), ZB_OK);
        for (int i = 0; i < 300 * 200; i++)
                assert_true((out[i * 4] + out[i * 4 + 1] + out[i * 4 + 2] + out[i * 4 + 3]) * 100 <= 240 * 255);
        free(out);
        zb_picture_free(p);
        unlink(at("x.tif"));
}

static void test_orientation(void **state)
{
        /* How the upright picture lies in the file: EXIF 2.32, tag 274. */
        static const struct {
                VipsAngle angle;
                bool mirror; /* left–right, before turning */
        } lie[9] = {[1] = {VIPS_ANGLE_D0, false},  [2] = {VIPS_ANGLE_D0, true},   [3] = {VIPS_ANGLE_D180, false},
                    [4] = {VIPS_ANGLE_D180, true}, [5] = {VIPS_ANGLE_D270, true}, [6] = {VIPS_ANGLE_D270, false},
                    [7] = {VIPS_ANGLE_D90, true},  [8] = {VIPS_ANGLE_D90, false}};
        uint8_t px[48 * 32 * 4];
        for (int i = 0; i < 48 * 32; i++)
                memcpy(px + i * 4, corner[(i / 48 >= 16) * 2 + (i % 48 >= 24)], 4);
        for (int o = 1; o <= 8; o++) {
                static const char *const names[] = {"o.jpg[Q=98]", "o.tif"};
                for (int f = 0; f < 2; f++) {
                        VipsImage *a = image_of(px, 48, 32, 4, VIPS_INTERPRETATION_CMYK), *b = NULL, *c = NULL;
                        if (lie[o].mirror)
                                assert_int_equal(vips_flip(a, &b, VIPS_DIRECTION_HORIZONTAL, NULL), 0);
                        else
                                assert_int_equal(vips_copy(a, &b, NULL), 0);
                        assert_int_equal(vips_rot(b, &c, lie[o].angle, NULL), 0);
                        vips_image_set_int(c, VIPS_META_ORIENTATION, o);
                        save(c, names[f]);
                        g_object_unref(a);
                        g_object_unref(b);
                        assert_corners(at(f ? "o.tif" : "o.jpg"), 48, 32, 12);
                        unlink(at(f ? "o.tif" : "o.jpg"));
                }
        }
}

/* Stretches of rows are the whole, however the picture lies in its file; of a turned one seven rows are kept. */
static void test_stream(void **state)
{
        enum { W = 90, H = 70 };
        static uint8_t px[W * H * 3];
        for (int i = 0; i < W * H * 3; i++)
                px[i] = (uint8_t)(i * 7919 >> 4);
        for (int o = 1; o <= 8; o++) {
                VipsImage *image = image_of(px, W, H, 3, VIPS_INTERPRETATION_sRGB);
                vips_image_set_int(image, VIPS_META_ORIENTATION, o);
                save(image, "r.tif");
                struct zb_picture *p = open_path(at("r.tif"));
                struct zb_rect crop = {5.5, 3.25, 60, 50};
                uint8_t *whole = ink_of(p, &crop, 33, 29), part[5 * 33 * 4];
                struct zb_picture_stream *stream;
                assert_int_equal(zb_picture_stream_open(p, crop, 33, 29, press, 400, 7 * 33 * 4, &stream, NULL),
                                 ZB_OK);
                for (int y = 0, n; y < 29; y += n) {
                        n = y + 5 > 29 ? 29 - y : y % 2 ? 5 : 3;
                        assert_int_equal(zb_picture_stream_read(stream, part, n, NULL), ZB_OK);
                        assert_memory_equal(part, whole + (size_t)y * 33 * 4, (size_t)n * 33 * 4);
                }
                zb_picture_stream_free(stream);
                free(whole);
                zb_picture_free(p);
                unlink(at("r.tif"));
        }
}

/* Several at once: the good and the bad are told apart, in order. */
static void on_bad(void *ctx, size_t i, const struct zb_err *err)
{
        size_t *bad = ctx;
        bad[++bad[0]] = i;
        assert_non_null(strstr(err->en, "damaged"));
}

static void test_prove_many(void **state)
{
        enum { W = 320, H = 240, N = 6 };
        static uint8_t px[W * H * 3];
        for (int i = 0; i < W * H * 3; i++)
                px[i] = (uint8_t)((i * 2654435761U) >> 24);
        struct zb_picture *pictures[N];
        for (int i = 0; i < N; i++) {
                char name[32];
                snprintf(name, sizeof(name), "m%d.jpg", i);
                save(image_of(px, W, H, 3, VIPS_INTERPRETATION_sRGB), name);
                if (i == 1 || i == 4) /* inside the entropy-coded data */
                        assert_int_equal(truncate(at(name), 20000), 0);
                assert_int_equal(zb_picture_peek(at(name), &pictures[i], NULL), ZB_OK);
        }
        size_t bad[N + 1] = {0};
        assert_int_equal(zb_picture_prove(pictures, N, on_bad, bad, NULL), ZB_OK);
        assert_int_equal(bad[0], 2);
        assert_int_equal(bad[1], 1);
        assert_int_equal(bad[2], 4);
        assert_int_equal(zb_picture_prove(NULL, 0, on_bad, bad, NULL), ZB_OK);
        for (int i = 0; i < N; i++) {
                unlink(zb_picture_path(pictures[i]));
                zb_picture_free(pictures[i]);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_crop),
                cmocka_unit_test(test_places),
                cmocka_unit_test(test_same_size_is_exact),
                cmocka_unit_test(test_orientation),
                cmocka_unit_test(test_stream),
                cmocka_unit_test(test_prove_many),
        };
        return cmocka_run_group_tests(tests, setup, teardown);
}
