/* SPDX-License-Identifier: Apache-2.0 */
/* picture: photographs come out where, as and in the colours they should. */
#include <math.h>
#include <pthread.h>

#include "picture_make.h"

/* The whole picture, or a crop of it, as ink. */
static uint8_t *ink_of(const struct zb_picture *p, const struct zb_rect *crop, int w, int h)
{
        const struct zb_picture_info *info = zb_picture_info(p);
        struct zb_rect whole = {0, 0, info->width, info->height};
        uint8_t *out = NULL;
        struct zb_err err = {0};
        if (zb_picture_cmyk(p, crop ? *crop : whole, w, h, press, 400, &out, &err))
                fail_msg("%s: %s", zb_picture_path(p), err.en);
        return out;
}

/* K 215 right of (or below) `edge`, else K 40: passes the transform unchanged, so that places can be
 * measured, with room for the overshoot of the filter. */
static VipsImage *edge_image(int w, int h, int edge, bool vertical)
{
        uint8_t *px = calloc((size_t)w * (size_t)h, 4);
        assert_non_null(px);
        for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                        px[((size_t)y * (size_t)w + (size_t)x) * 4 + 3] =
                                (vertical ? y : x) >= edge ? 215 : 40;
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
                                sum += (out[((size_t)k * (size_t)(vertical ? thin : 1)) * 4 + 3] - 40) /
                                       175.0;
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
                assert_true((out[i * 4] + out[i * 4 + 1] + out[i * 4 + 2] + out[i * 4 + 3]) * 100 <=
                            240 * 255);
        free(out);
        zb_picture_free(p);
        unlink(at("x.tif"));
}

/* Upright is: C top left, Y top right, K bottom left, paper bottom right; 48 × 32. */
static const uint8_t corner[4][4] = {{255, 0, 0, 0}, {0, 0, 255, 0}, {0, 0, 0, 255}, {0, 0, 0, 0}};

static void assert_corners(const char *path, int w, int h, int tolerance)
{
        struct zb_picture *p = open_path(path);
        const struct zb_picture_info *info = zb_picture_info(p);
        assert_int_equal(info->width, w);
        assert_int_equal(info->height, h);
        assert_int_equal(info->space, ZB_CMYK8);
        uint8_t *out = ink_of(p, NULL, 24, 20);
        for (int i = 0; i < 4; i++) {
                const uint8_t *px = out + ((i / 2 ? 15 : 4) * 24 + (i % 2 ? 18 : 5)) * 4;
                for (int b = 0; b < 4; b++)
                        assert_in_range(px[b] - corner[i][b] + tolerance, 0, 2 * tolerance);
        }
        free(out);
        struct zb_rect quarter = {w / 2.0, 0, w / 2.0, h / 2.0}; /* the crop speaks of the upright picture */
        out = ink_of(p, &quarter, 9, 5);
        assert_in_range(out[(2 * 9 + 4) * 4 + 2], 255 - tolerance, 255);
        free(out);
        zb_picture_free(p);
}

static void test_orientation(void **state)
{
        /* How the upright picture lies in the file: EXIF 2.32, tag 274. */
        static const struct {
                VipsAngle angle;
                bool mirror; /* left–right, before turning */
        } lie[9] = {
                [1] = {VIPS_ANGLE_D0, false},  [2] = {VIPS_ANGLE_D0, true},   [3] = {VIPS_ANGLE_D180, false},
                [4] = {VIPS_ANGLE_D180, true}, [5] = {VIPS_ANGLE_D270, true}, [6] = {VIPS_ANGLE_D270, false},
                [7] = {VIPS_ANGLE_D90, true},  [8] = {VIPS_ANGLE_D90, false}};
        uint8_t px[48 * 32 * 4];
        for (int i = 0; i < 48 * 32; i++)
                memcpy(px + i * 4, corner[(i / 48 >= 16) * 2 + (i % 48 >= 24)], 4);
        for (int o = 1; o <= 8; o++) {
                static const char *const names[] = {"o.jpg[Q=98]", "o.tif"};
                for (int f = 0; f < 2; f++) {
                        VipsImage *a = image_of(px, 48, 32, 4, VIPS_INTERPRETATION_CMYK), *b = NULL,
                                  *c = NULL;
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
                assert_int_equal(
                        zb_picture_stream_open(p, crop, 33, 29, press, 400, 7 * 33 * 4, &stream, NULL), ZB_OK);
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

/* Files of other programs: what 255 means must not rest on one library agreeing with itself. */
static void test_cmyk_polarity(void **state)
{
        assert_corners(ZB_SOURCE_DIR "/tests/pictures/cmyk-adobe.jpg", 32, 32, 12);
        assert_corners(ZB_SOURCE_DIR "/tests/pictures/cmyk-ycck.jpg", 32, 32, 12);
}

static void assert_near(const uint8_t a[4], const uint8_t b[4], int tolerance)
{
        for (int i = 0; i < 4; i++)
                assert_in_range(a[i] - b[i] + tolerance, 0, 2 * tolerance);
}

/* One flat colour saved in some way must come out as the plain RGB picture of that colour does. */
static void flat(VipsImage *image, const char *name, const char *file, enum zb_pixel_space space, bool alpha,
                 uint8_t ret[4])
{
        save(image, name);
        struct zb_picture *p = open_path(at(file));
        assert_int_equal(zb_picture_info(p)->space, space);
        assert_int_equal(zb_picture_info(p)->has_alpha, alpha);
        uint8_t *out = ink_of(p, NULL, 5, 3);
        memcpy(ret, out + 4 * 7, 4);
        for (int i = 0; i < 15; i++)
                assert_near(out + i * 4, out, 2); /* libvips dithers 8-bit Lab */
        free(out);
        zb_picture_free(p);
        unlink(at(file));
}

static VipsImage *plain(int bands, const uint8_t *colour, VipsInterpretation space)
{
        uint8_t px[16 * 16 * 4];
        for (int i = 0; i < 256; i++)
                memcpy(px + i * bands, colour, (size_t)bands);
        return image_of(px, 16, 16, bands, space);
}

static VipsImage *converted(VipsImage *image, VipsInterpretation space)
{
        VipsImage *next = NULL;
        assert_int_equal(vips_colourspace(image, &next, space, NULL), 0);
        g_object_unref(image);
        return next;
}

static void test_kinds(void **state)
{
        const VipsInterpretation rgb = VIPS_INTERPRETATION_sRGB, bw = VIPS_INTERPRETATION_B_W;
        const uint8_t teal[4] = {30, 140, 160, 255}, gray[2] = {90, 255}, gray3[3] = {90, 90, 90};
        uint8_t want[4], got[4];
        flat(plain(3, teal, rgb), "k.png", "k.png", ZB_RGB8, false, want);
        flat(plain(3, teal, rgb), "k.jpg[Q=98]", "k.jpg", ZB_RGB8, false, got);
        assert_near(got, want, 4);
        flat(plain(3, teal, rgb), "k.webp[lossless]", "k.webp", ZB_RGB8, false, got);
        assert_near(got, want, 0);
        flat(plain(3, teal, rgb), "k.png[interlace]", "k.png", ZB_RGB8, false, got);
        assert_near(got, want, 0);
        flat(plain(3, teal, rgb), "k.tif[tile,pyramid,compression=lzw]", "k.tif", ZB_RGB8, false, got);
        assert_near(got, want, 0);
        flat(plain(4, teal, rgb), "k.png", "k.png", ZB_RGB8, true, got);
        assert_near(got, want, 0);
        flat(converted(plain(3, teal, rgb), VIPS_INTERPRETATION_RGB16), "k.png", "k.png", ZB_RGB8, false,
             got);
        assert_near(got, want, 2);
        flat(converted(plain(4, teal, rgb), VIPS_INTERPRETATION_RGB16), "k.tif", "k.tif", ZB_RGB8, true, got);
        assert_near(got, want, 2);
        flat(converted(plain(3, teal, rgb), VIPS_INTERPRETATION_LABS), "k.tif", "k.tif", ZB_RGB8, false, got);
        assert_near(got, want, 3);
        flat(converted(plain(3, teal, rgb), VIPS_INTERPRETATION_LABQ), "k.tif", "k.tif", ZB_RGB8, false, got);
        assert_near(got, want, 8);
        flat(converted(plain(3, teal, rgb), VIPS_INTERPRETATION_scRGB), "k.tif", "k.tif", ZB_RGB8, false,
             got);
        assert_near(got, want, 3);

        flat(plain(3, gray3, rgb), "k.png", "k.png", ZB_RGB8, false, want);
        flat(plain(1, gray, bw), "k.png", "k.png", ZB_GRAY8, false, got);
        assert_near(got, want, 3);
        flat(plain(2, gray, bw), "k.png", "k.png", ZB_GRAY8, true, got);
        assert_near(got, want, 3);
        flat(converted(plain(1, gray, bw), VIPS_INTERPRETATION_GREY16), "k.png", "k.png", ZB_GRAY8, false,
             got);
        assert_near(got, want, 4);
        const uint8_t white[1] = {255}, none[4] = {0};
        flat(plain(1, white, bw), "k.tif[bitdepth=1]", "k.tif", ZB_GRAY8, false, got);
        assert_near(got, none, 0);
}

static void test_alpha_on_white(void **state)
{
        const uint8_t clear[4] = {0, 0, 0, 0}, half[4] = {0, 0, 0, 128}, mid[3] = {127, 127, 127},
                      none[4] = {0};
        uint8_t got[4], want[4];
        flat(plain(4, clear, VIPS_INTERPRETATION_sRGB), "a.png", "a.png", ZB_RGB8, true, got);
        assert_memory_equal(got, none, 4);
        flat(plain(4, half, VIPS_INTERPRETATION_sRGB), "a.png", "a.png", ZB_RGB8, true, got);
        flat(plain(3, mid, VIPS_INTERPRETATION_sRGB), "a.png", "a.png", ZB_RGB8, false, want);
        assert_near(got, want, 2);
        flat(converted(plain(4, clear, VIPS_INTERPRETATION_sRGB), VIPS_INTERPRETATION_RGB16), "a.tif",
             "a.tif", ZB_RGB8, true, got);
        assert_memory_equal(got, none, 4);
}

static void test_profiles(void **state)
{
        const uint8_t red[3] = {200, 40, 40};
        uint8_t srgb[4], p3[4], broken[4];
        flat(plain(3, red, VIPS_INTERPRETATION_sRGB), "p.png", "p.png", ZB_RGB8, false, srgb);
        VipsImage *image = plain(3, red, VIPS_INTERPRETATION_sRGB);
        VipsBlob *blob = NULL;
        assert_int_equal(vips_profile_load("p3", &blob, NULL), 0);
        size_t len;
        const void *data = vips_blob_get(blob, &len);
        vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, data, len);
        vips_area_unref(VIPS_AREA(blob));
        flat(image, "p.png", "p.png", ZB_RGB8, false, p3);
        assert_true(memcmp(p3, srgb, 4) != 0); /* the same numbers are a deeper red there */
        assert_true(p3[0] <= srgb[0] && p3[1] + p3[2] > srgb[1] + srgb[2]);

        image = plain(3, red, VIPS_INTERPRETATION_sRGB);
        vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, "this is no profile, whatever its tag may say",
                                 44);
        flat(image, "p.tif", "p.tif", ZB_RGB8, false, broken);
        assert_memory_equal(broken, srgb, 4);
}

static bool says_ai(VipsImage *image, const char *name, const char *xmp)
{
        if (xmp)
                vips_image_set_blob_copy(image, VIPS_META_XMP_NAME, xmp, strlen(xmp));
        save(image, name);
        struct zb_picture *p = open_path(at(name));
        bool ai = zb_picture_info(p)->ai_generated;
        zb_picture_free(p);
        unlink(at(name));
        return ai;
}

static void test_ai(void **state)
{
        static const char *const names[] = {"a.jpg", "a.png", "a.tif", "a.webp"};
        static const char head[] = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                                   "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">";
        static const char foot[] = "</rdf:RDF></x:xmpmeta>";
        static const struct {
                const char *body;
                bool ai;
        } xmp[] = {
                {"<rdf:Description xmlns:TC260=\"http://www.tc260.org.cn/ns/AIGC/1.0/\" "
                 "TC260:AIGC='{\"Label\":\"1\",\"ContentProducer\":\"x\"}'/>",
                 true},
                {"<rdf:Description xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\" "
                 "Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/"
                 "trainedAlgorithmicMedia\"/>",
                 true},
                {"<rdf:Description xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\" "
                 "Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/"
                 "digitalCapture\"/>",
                 false},
                {"<rdf:Description xmlns:dc=\"http://purl.org/dc/elements/1.1/\" dc:title=\"AIGC\"/>", false},
        };
        const uint8_t red[3] = {200, 40, 40};
        for (size_t n = 0; n < 4; n++) {
                assert_false(says_ai(plain(3, red, VIPS_INTERPRETATION_sRGB), names[n], NULL));
                for (size_t i = 0; i < 4; i++) {
                        char text[1024];
                        snprintf(text, sizeof(text), "%s%s%s", head, xmp[i].body, foot);
                        bool ai = says_ai(plain(3, red, VIPS_INTERPRETATION_sRGB), names[n], text);
                        if (ai != xmp[i].ai)
                                fail_msg("%s, XMP %zu: %d", names[n], i, ai);
                }
        }
        VipsImage *image = plain(3, red, VIPS_INTERPRETATION_sRGB);
        vips_image_set_string(image, "png-comment-0-AIGC", "{\"Label\":\"1\"}");
        assert_true(says_ai(image, "a.png", NULL));
        image = plain(3, red, VIPS_INTERPRETATION_sRGB);
        vips_image_set_string(image, "png-comment-0-Comment", "AIGC");
        assert_false(says_ai(image, "a.png", NULL));
        image = plain(3, red, VIPS_INTERPRETATION_sRGB);
        vips_image_set_string(image, "exif-ifd2-UserComment", "{\"AIGC\":{\"Label\":\"1\"}}");
        assert_true(says_ai(image, "a.jpg", NULL));
}

static VipsImage *noise(int w, int h)
{
        uint8_t *px = malloc((size_t)w * (size_t)h * 3);
        assert_non_null(px);
        for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                        for (int b = 0; b < 3; b++)
                                px[(y * w + x) * 3 + b] =
                                        (uint8_t)(x * (b + 1) + y * (3 - b) + (x * y * 31 >> b) % 40);
        VipsImage *image = image_of(px, w, h, 3, VIPS_INTERPRETATION_sRGB);
        free(px);
        return image;
}

struct worker {
        const struct zb_picture *picture;
        uint8_t *out;
};

static void *convert(void *ctx)
{
        struct worker *w = ctx;
        struct zb_rect crop = {10.3, 20.7, 500.5, 300.9};
        if (zb_picture_cmyk(w->picture, crop, 240, 170, press, 300, &w->out, NULL))
                w->out = NULL;
        return NULL;
}

static void test_same_bytes_on_every_thread(void **state)
{
        static const char *const names[] = {"d.jpg", "d.png", "d.tif[tile]", "d.webp"};
        for (size_t n = 0; n < 4; n++) {
                char file[16];
                snprintf(file, sizeof(file), "%.*s", (int)strcspn(names[n], "["), names[n]);
                save(noise(640, 480), names[n]);
                struct worker w[5];
                pthread_t threads[5];
                struct zb_picture *p = open_path(at(file));
                for (int i = 0; i < 5; i++) {
                        w[i] = (struct worker){p, NULL};
                        assert_int_equal(pthread_create(&threads[i], NULL, convert, &w[i]), 0);
                }
                for (int i = 0; i < 5; i++)
                        pthread_join(threads[i], NULL);
                for (int i = 0; i < 5; i++) {
                        assert_non_null(w[i].out);
                        assert_memory_equal(w[i].out, w[0].out, 240 * 170 * 4);
                }
                for (int i = 0; i < 5; i++)
                        free(w[i].out);
                zb_picture_free(p);
                unlink(at(file));
        }
}

/* One pixel, and far more or fewer pixels than there are. */
static void test_extremes(void **state)
{
        const uint8_t white[3] = {255, 255, 255};
        save(image_of(white, 1, 1, 3, VIPS_INTERPRETATION_sRGB), "1.png");
        struct zb_picture *p = open_path(at("1.png"));
        uint8_t *out = ink_of(p, NULL, 300, 200);
        for (int i = 0; i < 300 * 200 * 4; i++)
                assert_int_equal(out[i], 0);
        free(out);
        zb_picture_free(p);
        unlink(at("1.png"));
        save(noise(3000, 7), "n.png");
        p = open_path(at("n.png"));
        free(ink_of(p, NULL, 1, 1));
        free(ink_of(p, NULL, 2, 900));
        struct zb_rect sliver = {2999.9, 6.9, 0.1, 0.1};
        free(ink_of(p, &sliver, 64, 64));
        zb_picture_free(p);
        unlink(at("n.png"));
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
                cmocka_unit_test(test_cmyk_polarity),
                cmocka_unit_test(test_kinds),
                cmocka_unit_test(test_alpha_on_white),
                cmocka_unit_test(test_profiles),
                cmocka_unit_test(test_ai),
                cmocka_unit_test(test_same_bytes_on_every_thread),
                cmocka_unit_test(test_extremes),
        };
        return cmocka_run_group_tests(tests, setup, teardown);
}
