/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of pictures: polarity, alpha, profiles, marks, extremes. */
#include "test_picture.h"

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
        flat(converted(plain(3, teal, rgb), VIPS_INTERPRETATION_RGB16), "k.png", "k.png", ZB_RGB8, false, got);
        assert_near(got, want, 2);
        flat(converted(plain(4, teal, rgb), VIPS_INTERPRETATION_RGB16), "k.tif", "k.tif", ZB_RGB8, true, got);
        assert_near(got, want, 2);
        flat(converted(plain(3, teal, rgb), VIPS_INTERPRETATION_LABS), "k.tif", "k.tif", ZB_RGB8, false, got);
        assert_near(got, want, 3);
        flat(converted(plain(3, teal, rgb), VIPS_INTERPRETATION_LABQ), "k.tif", "k.tif", ZB_RGB8, false, got);
        assert_near(got, want, 8);
        flat(converted(plain(3, teal, rgb), VIPS_INTERPRETATION_scRGB), "k.tif", "k.tif", ZB_RGB8, false, got);
        assert_near(got, want, 3);

        flat(plain(3, gray3, rgb), "k.png", "k.png", ZB_RGB8, false, want);
        flat(plain(1, gray, bw), "k.png", "k.png", ZB_GRAY8, false, got);
        assert_near(got, want, 3);
        flat(plain(2, gray, bw), "k.png", "k.png", ZB_GRAY8, true, got);
        assert_near(got, want, 3);
        flat(converted(plain(1, gray, bw), VIPS_INTERPRETATION_GREY16), "k.png", "k.png", ZB_GRAY8, false, got);
        assert_near(got, want, 4);
        const uint8_t white[1] = {255}, none[4] = {0};
        flat(plain(1, white, bw), "k.tif[bitdepth=1]", "k.tif", ZB_GRAY8, false, got);
        assert_near(got, none, 0);
}

static void test_alpha_on_white(void **state)
{
        const uint8_t clear[4] = {0, 0, 0, 0}, half[4] = {0, 0, 0, 128}, mid[3] = {127, 127, 127}, none[4] = {0};
        uint8_t got[4], want[4];
        flat(plain(4, clear, VIPS_INTERPRETATION_sRGB), "a.png", "a.png", ZB_RGB8, true, got);
        assert_memory_equal(got, none, 4);
        flat(plain(4, half, VIPS_INTERPRETATION_sRGB), "a.png", "a.png", ZB_RGB8, true, got);
        flat(plain(3, mid, VIPS_INTERPRETATION_sRGB), "a.png", "a.png", ZB_RGB8, false, want);
        assert_near(got, want, 2);
        flat(converted(plain(4, clear, VIPS_INTERPRETATION_sRGB), VIPS_INTERPRETATION_RGB16), "a.tif", "a.tif",
             ZB_RGB8, true, got);
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
        vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, "this is no profile, whatever its tag may say", 44);
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

int main(void)
{
        const struct CMUnitTest tests[] = {
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
