/* SPDX-License-Identifier: Apache-2.0 */
/* picture: what cannot be streamed is laid down first, and is then the same picture: pixel for pixel that of
 * a file which can be, whatever its kind of pixels; and where it cannot be laid down, the work has failed,
 * not the picture. */
#include <signal.h>
#include <sys/resource.h>

#include "picture_make.h"

enum { W = 1102, H = 964 }; /* just large enough to be laid down, the last strip and block not full */

/* Blobs and grain, in so many bands. */
static VipsImage *drawn(int bands, VipsInterpretation space)
{
        uint8_t *px = malloc((size_t)W * H * (size_t)bands);
        assert_non_null(px);
        for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                        for (int b = 0; b < bands; b++)
                                px[((size_t)y * W + (size_t)x) * (size_t)bands + (size_t)b] =
                                        (uint8_t)((x / (3 + b) + y / 5) % 200 + (x * 7 + y * 13 + b) % 23);
        VipsImage *image = image_of(px, W, H, bands, space);
        free(px);
        return image;
}

static VipsImage *with_profile(VipsImage *image)
{
        VipsBlob *blob = NULL;
        assert_int_equal(vips_profile_load("p3", &blob, NULL), 0);
        size_t len;
        const void *data = vips_blob_get(blob, &len);
        vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, data, len);
        vips_area_unref(VIPS_AREA(blob));
        return image;
}

static VipsImage *deep(VipsImage *image, VipsInterpretation space)
{
        VipsImage *next = NULL;
        assert_int_equal(vips_colourspace(image, &next, space, NULL), 0);
        g_object_unref(image);
        return next;
}

static uint8_t *ink_of(const char *path, int w, int h)
{
        struct zb_picture *p = open_path(path);
        uint8_t *out = NULL;
        struct zb_err err = {0};
        const struct zb_rect whole = {0, 0, W, H};
        assert_int_equal(zb_picture_info(p)->width, W);
        assert_int_equal(zb_picture_info(p)->height, H);
        if (zb_picture_cmyk(p, whole, w, h, press, 300, &out, &err))
                fail_msg("%s: %s", path, err.en);
        zb_picture_free(p);
        return out;
}

/* Whether opening it asks for a scratch file. */
static bool is_laid(const char *path)
{
        struct zb_picture *p = NULL;
        struct zb_err err = {0};
        setenv("TMPDIR", "/nowhere/at/all", 1);
        enum zb_code code = zb_picture_open(path, &p, &err);
        unsetenv("TMPDIR");
        zb_picture_free(p);
        if (code) {
                assert_int_equal(code, ZB_WORK);
                assert_string_equal(err.place, "/nowhere/at/all");
                assert_non_null(strstr(err.en, "TMPDIR"));
                assert_non_null(strstr(err.zh, "TMPDIR"));
        }
        return code != ZB_OK;
}

/* The same image saved twice, so that it streams and so that it does not. Takes image over. */
static void same(VipsImage *image, const char *streams, const char *does_not)
{
        static const int sizes[][2] = {{W, H}, {W / 3, H / 3}, {120, 110}}; /* the last: of an eighth, if a JPEG */
        char a[64], b[64];
        snprintf(a, sizeof a, "one%.*s", (int)strcspn(streams + 1, "[") + 1, streams);
        snprintf(b, sizeof b, "two%.*s", (int)strcspn(does_not + 1, "[") + 1, does_not);
        char full[128];
        snprintf(full, sizeof full, "one%s", streams);
        g_object_ref(image);
        save(image, full);
        snprintf(full, sizeof full, "two%s", does_not);
        save(image, full);
        if (is_laid(at(a)))
                fail_msg("%s is laid down", streams);
        if (!is_laid(at(b)))
                fail_msg("%s is not laid down", does_not);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                int w = sizes[i][0], h = sizes[i][1];
                uint8_t *one = ink_of(at(a), w, h), *two = ink_of(at(b), w, h);
                if (memcmp(one, two, 4 * (size_t)w * (size_t)h) != 0)
                        fail_msg("%s at %d × %d: not the same pixels", does_not, w, h);
                free(one);
                free(two);
        }
        unlink(at(a));
        unlink(at(b));
}

static void test_jpeg(void **state)
{
        const VipsInterpretation rgb = VIPS_INTERPRETATION_sRGB;
        same(with_profile(drawn(3, rgb)), ".jpg[Q=90]", ".jpg[Q=90,interlace]");
        same(drawn(3, rgb), ".jpg[Q=97,subsample-mode=off]", ".jpg[Q=97,subsample-mode=off,interlace]");
        same(drawn(1, VIPS_INTERPRETATION_B_W), ".jpg", ".jpg[interlace]");
        same(drawn(4, VIPS_INTERPRETATION_CMYK), ".jpg[Q=80]", ".jpg[Q=80,interlace]");
}

static void test_png(void **state)
{
        const VipsInterpretation rgb = VIPS_INTERPRETATION_sRGB, gray = VIPS_INTERPRETATION_B_W;
        same(with_profile(drawn(3, rgb)), ".png[compression=1]", ".png[compression=1,interlace]");
        same(drawn(4, rgb), ".png[compression=1]", ".png[compression=1,interlace]");
        same(drawn(2, gray), ".png[compression=1]", ".png[compression=1,interlace]");
        same(deep(drawn(3, rgb), VIPS_INTERPRETATION_RGB16), ".png[compression=1]", ".png[compression=1,interlace]");
        same(drawn(3, rgb), ".png[palette,colours=200,compression=1]",
             ".png[palette,colours=200,compression=1,interlace]");
}

static void test_webp(void **state)
{
        const VipsInterpretation rgb = VIPS_INTERPRETATION_sRGB;
        same(with_profile(drawn(3, rgb)), ".png[compression=1]", ".webp[lossless,effort=0]");
        same(drawn(4, rgb), ".png[compression=1]", ".webp[lossless,effort=0]");
        /* A lossy one is what libvips, asked directly, makes of it. */
        save(drawn(3, rgb), "lossy.webp[Q=80,effort=0]");
        VipsImage *image = NULL;
        assert_int_equal(vips_webpload(at("lossy.webp"), &image, NULL), 0);
        save(image, "lossy.png[compression=1]");
        assert_true(is_laid(at("lossy.webp")));
        uint8_t *one = ink_of(at("lossy.png"), W, H), *two = ink_of(at("lossy.webp"), W, H);
        assert_memory_equal(one, two, 4 * (size_t)W * H);
        free(one);
        free(two);
        unlink(at("lossy.png"));
        unlink(at("lossy.webp"));
}

static void test_tiff(void **state)
{
        const VipsInterpretation rgb = VIPS_INTERPRETATION_sRGB;
#define TILES "tile,tile-width=1024,tile-height=1024,compression="
        same(with_profile(drawn(3, rgb)), ".tif", ".tif[" TILES "deflate]");
        same(drawn(4, rgb), ".tif", ".tif[" TILES "lzw]");
        same(drawn(4, VIPS_INTERPRETATION_CMYK), ".tif", ".tif[" TILES "none]");
        same(deep(drawn(3, rgb), VIPS_INTERPRETATION_RGB16), ".tif", ".tif[" TILES "none]");
        save(drawn(3, rgb), "planes.tif[tile,tile-width=4096,tile-height=4096]");
        struct zb_picture *p = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_picture_open(at("planes.tif"), &p, &err), ZB_INPUT);
        assert_non_null(strstr(err.en, "not supported"));
        unlink(at("planes.tif"));
}

/* Little pictures are not worth a file. */
static void test_small(void **state)
{
        static const char *const names[] = {"s.jpg[interlace]", "s.png[interlace]", "s.webp", "s.tif[tile]"};
        static const char *const files[] = {"s.jpg", "s.png", "s.webp", "s.tif"};
        for (size_t i = 0; i < 4; i++) {
                uint8_t *px = calloc(300 * 200, 3);
                save(image_of(px, 300, 200, 3, VIPS_INTERPRETATION_sRGB), names[i]);
                free(px);
                assert_false(is_laid(at(files[i])));
                unlink(at(files[i]));
        }
}

/* Half of each is a damaged picture, not a failure of the work. */
static void test_cut(void **state)
{
        static const char *const names[] = {"c.jpg[interlace]", "c.png[interlace,compression=1]",
                                            "c.webp[lossless,effort=0]", "c.webp[Q=80,effort=0]",
                                            "c.tif[" TILES "deflate]"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                char file[16];
                snprintf(file, sizeof file, "%.*s", (int)strcspn(names[i], "["), names[i]);
                save(drawn(3, VIPS_INTERPRETATION_sRGB), names[i]);
                FILE *f = fopen(at(file), "rb");
                assert_non_null(f);
                fseek(f, 0, SEEK_END);
                long len = ftell(f);
                fclose(f);
                for (int part = 1; part < 10; part += 4) {
                        assert_int_equal(truncate(at(file), len * (10 - part) / 10), 0);
                        struct zb_picture *p = NULL;
                        struct zb_err err = {0};
                        if (zb_picture_open(at(file), &p, &err) != ZB_INPUT || !strstr(err.en, "damaged"))
                                fail_msg("%s cut at %d tenths: %s", names[i], 10 - part, err.en);
                }
                unlink(at(file));
        }
}

/* A disk that fills up while a picture is laid down. */
static void test_full(void **state)
{
        static const char *const names[] = {"f.jpg[interlace]", "f.png[interlace,compression=1]",
                                            "f.webp[lossless,effort=0]", "f.tif[" TILES "deflate]"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                char file[16];
                snprintf(file, sizeof file, "%.*s", (int)strcspn(names[i], "["), names[i]);
                save(drawn(3, VIPS_INTERPRETATION_sRGB), names[i]);
                for (rlim_t most = 100000; most < 4000000; most = most * 3 + 1) {
                        struct rlimit old, limit;
                        struct zb_picture *p = NULL;
                        struct zb_err err = {0};
                        getrlimit(RLIMIT_FSIZE, &old);
                        limit = old;
                        limit.rlim_cur = most;
                        setrlimit(RLIMIT_FSIZE, &limit);
                        enum zb_code code = zb_picture_open(at(file), &p, &err);
                        setrlimit(RLIMIT_FSIZE, &old);
                        if (code != ZB_WORK || !strstr(err.en, "full"))
                                fail_msg("%s, %ld bytes: %d %s", names[i], (long)most, code, err.en);
                }
                unlink(at(file));
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_jpeg), cmocka_unit_test(test_png),   cmocka_unit_test(test_webp),
                cmocka_unit_test(test_tiff), cmocka_unit_test(test_small), cmocka_unit_test(test_cut),
                cmocka_unit_test(test_full),
        };
        signal(SIGXFSZ, SIG_IGN);
        return cmocka_run_group_tests(tests, setup, teardown);
}
