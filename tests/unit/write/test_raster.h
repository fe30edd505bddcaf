/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of raster share. */
#ifndef ZB_TEST_RASTER_H
#define ZB_TEST_RASTER_H

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

__attribute__((unused)) static struct zb_fonts *fonts;

__attribute__((unused)) static struct zb_picture *picture;

__attribute__((unused)) static char dir[] = "/tmp/zb-raster-XXXXXX";

static inline const uint8_t *at(const struct image *image, int x, int y)
{
        return image->cmyk + 4 * ((size_t)y * (size_t)image->width + (size_t)x);
}

static inline enum zb_code keep(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct image *image = ctx;
        assert_int_equal(band->y, image->next);
        assert_int_equal(band->width, image->width);
        memcpy(image->cmyk + 4 * (size_t)band->y * (size_t)band->width, band->cmyk,
               4 * (size_t)band->rows * (size_t)band->width);
        image->next += band->rows;
        return ZB_OK;
}

static inline struct image draw(const struct zb_scene *scene, double ppi, int threads, int band_rows)
{
        struct image image = {0};
        zb_raster_size(scene, ppi, &image.width, &image.height);
        image.cmyk = malloc(4 * (size_t)image.width * (size_t)image.height);
        assert_non_null(image.cmyk);
        struct zb_raster_options options = {.ppi = ppi, .max_total = 400, .threads = threads, .band_rows = band_rows};
        struct zb_err err = {0};
        enum zb_code code = zb_raster(scene, &options, &(struct zb_raster_sink){.put = keep, .ctx = &image}, 1, &err);
        if (code != ZB_OK)
                fail_msg("%s", err.en);
        assert_int_equal(image.next, image.height);
        return image;
}

/* Draws the scene at one pixel a millimetre and frees it. */
static inline struct image draw_mm(struct zb_scene *scene)
{
        struct image image = draw(scene, MM_PPI, 1, 0);
        zb_scene_free(scene);
        return image;
}

static inline void assert_pixel(const struct image *image, int x, int y, int c, int m, int yy, int k)
{
        const uint8_t *p = at(image, x, y);
        if (p[0] != c || p[1] != m || p[2] != yy || p[3] != k)
                fail_msg("(%d, %d) is %d %d %d %d, wanted %d %d %d %d", x, y, p[0], p[1], p[2], p[3], c, m, yy, k);
}

static inline double plate_sum(const struct image *image, int plate)
{
        double sum = 0;
        for (int y = 0; y < image->height; y++)
                for (int x = 0; x < image->width; x++)
                        sum += at(image, x, y)[plate];
        return sum / 255;
}

/* ---- ends ahead of time ---- */

struct failing {
        int fail_at, packed, dropped;
};

static inline enum zb_code failing_pack(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct failing *f = ctx;
        if (!*kept) {
                *kept = malloc(16);
                __atomic_add_fetch(&f->packed, 1, __ATOMIC_SEQ_CST);
        }
        return ZB_OK;
}

static inline enum zb_code failing_put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct failing *f = ctx;
        if (band->index == f->fail_at)
                return zb_err_say(err, ZB_WORK, "here", "full");
        return ZB_OK;
}

static inline void failing_drop(void *ctx, void *kept)
{
        struct failing *f = ctx;
        assert_non_null(kept);
        free(kept);
        f->dropped++;
}

/* A picture that is gone when its pixels are wanted: an error, whoever waits for it. */
static inline void test_picture_vanishes(void **state)
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

static inline int set_up(void **state)
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

static inline int tear_down(void **state)
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

#endif
