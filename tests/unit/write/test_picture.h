/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of picture share. */
#ifndef ZB_TEST_PICTURE_H
#define ZB_TEST_PICTURE_H

#include <math.h>
#include <pthread.h>
#include "picture_make.h"

/* The whole picture, or a crop of it, as ink. */
static inline uint8_t *ink_of(const struct zb_picture *p, const struct zb_rect *crop, int w, int h)
{
        const struct zb_picture_info *info = zb_picture_info(p);
        struct zb_rect whole = {0, 0, info->width, info->height};
        uint8_t *out = NULL;
        struct zb_err err = {0};
        if (zb_picture_cmyk(p, crop ? *crop : whole, w, h, press, 400, &out, &err))
                fail_msg("%s: %s", zb_picture_path(p), err.en);
        return out;
}

/* Upright is: C top left, Y top right, K bottom left, paper bottom right; 48 × 32. */
static const uint8_t corner[4][4] = {{255, 0, 0, 0}, {0, 0, 255, 0}, {0, 0, 0, 255}, {0, 0, 0, 0}};

static inline void assert_corners(const char *path, int w, int h, int tolerance)
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

static inline VipsImage *noise(int w, int h)
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

/* One pixel, and far more or fewer pixels than there are. */
static inline void test_extremes(void **state)
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

#endif
