/* SPDX-License-Identifier: Apache-2.0 */
/* The board's picture for a report, and the figures of its ink, against every pixel that the raster gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <jpeglib.h>

#include "demo_scene.h"
#include "measure.h"
#include "raster.h"

static struct zb_picture *picture;
static struct zb_profile *profile;
static struct zb_scene *scene;
static struct zb_facts *facts;
static struct zb_measure_options options;
static char dir[] = "/tmp/zb-view-XXXXXX", picture_path[64];

struct page { /* what raster gives for the scene */
        uint8_t *pixels;
        int width, height;
};

static enum zb_code keep_band(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct page *page = ctx;
        size_t row = 4 * (size_t)page->width;
        memcpy(page->pixels + (size_t)band->y * row, band->cmyk, row * (size_t)band->rows);
        return ZB_OK;
}

static struct page draw(double ppi)
{
        struct page page;
        struct zb_err err = {0};
        const struct zb_raster_options o = {.ppi = ppi, .profile = profile, .max_total = 300};
        const struct zb_raster_sink sink = {.put = keep_band, .ctx = &page};
        zb_raster_size(scene, ppi, &page.width, &page.height);
        page.pixels = malloc(4 * (size_t)page.width * (size_t)page.height);
        assert_non_null(page.pixels);
        assert_int_equal(zb_raster(scene, &o, &sink, 1, &err), ZB_OK);
        return page;
}

static uint8_t *decode(const struct zb_fact_survey *s, const struct page *page)
{
        struct jpeg_decompress_struct info;
        struct jpeg_error_mgr errors;
        info.err = jpeg_std_error(&errors);
        jpeg_create_decompress(&info);
        jpeg_mem_src(&info, s->view, (unsigned long)s->view_len);
        jpeg_read_header(&info, TRUE);
        assert_int_equal(info.num_components, 3);
        jpeg_start_decompress(&info);
        assert_int_equal(info.output_width, page->width);
        assert_int_equal(info.output_height, page->height);
        uint8_t *rgb = malloc(3 * (size_t)page->width * (size_t)page->height);
        assert_non_null(rgb);
        while (info.output_scanline < info.output_height) {
                JSAMPROW row = rgb + 3 * (size_t)info.output_scanline * (size_t)page->width;
                jpeg_read_scanlines(&info, &row, 1);
        }
        jpeg_finish_decompress(&info);
        jpeg_destroy_decompress(&info);
        return rgb;
}

/* The picture is the raster's pixels as the profile proofs them, within what JPEG loses. */
static void test_picture(void **state)
{
        struct zb_err err = {0};
        struct page page = draw(110);
        assert_int_equal(zb_measure_view(scene, facts, &options, 110, &err), ZB_OK);
        assert_true(facts->survey.view_w == page.width && facts->survey.view_h == page.height);
        uint8_t *rgb = decode(&facts->survey, &page);
        size_t n = (size_t)page.width * (size_t)page.height;
        double off = 0;
        for (size_t i = 0; i < n; i++) {
                const uint8_t *v = page.pixels + 4 * i;
                const struct zb_ink ink = {v[0] / 255.0F, v[1] / 255.0F, v[2] / 255.0F, v[3] / 255.0F};
                uint8_t want[1][3];
                assert_int_equal(zb_proof_rgb(profile, &ink, want, 1, &err), ZB_OK);
                for (size_t c = 0; c < 3; c++)
                        off += abs(rgb[3 * i + c] - want[0][c]) / (3.0 * (double)n);
        }
        if (off > 4)
                fail_msg("the picture is off by %g levels", off);
        free(rgb);
        free(page.pixels);
}

/* The areas and the plates are what one gets by looking at every pixel at the resolution of measuring, 36 ppi; the map's
 * greatest cell is the greatest mean of 2 × 2 mm, which no pixel falls short of. */
static void test_ink(void **state)
{
        struct page page = draw(36);
        const struct zb_fact_survey *s = &facts->survey;
        double n = (double)page.width * page.height, plates[4] = {0}, area = 0, most_pixel = 0;
        int most_cell = 0;
        for (size_t i = 0; i < (size_t)n; i++) {
                const uint8_t *v = page.pixels + 4 * i;
                for (int c = 0; c < 4; c++)
                        plates[c] += v[c] / 2.55 / n;
                most_pixel = fmax(most_pixel, (v[0] + v[1] + v[2] + v[3]) / 2.55);
        }
        for (int c = 0; c < 4; c++)
                assert_true(fabs(s->plate_mean[c] - plates[c]) < 0.01);
        for (int i = 0; i <= 200; i++)
                area += s->ink_cm2[i];
        assert_true(fabs(area - 12.0 * 16.0) < 1e-6);
        assert_true(s->known && s->cols == 24 && s->rows == 32);
        assert_true(fabs(s->box.w - 120) < 1e-9 && fabs(s->box.h - 160) < 1e-9);
        for (int i = 0; i < s->cols * s->rows; i++)
                most_cell = s->ink[i] > most_cell ? s->ink[i] : most_cell;
        assert_int_equal(most_cell, (int)lround(facts->total_max / 2));
        assert_true(facts->total_max > 0 && facts->total_max <= most_pixel + 1e-6);
        free(page.pixels);
}

static int group_setup(void **state)
{
        struct zb_err err = {0};
        assert_non_null(mkdtemp(dir));
        snprintf(picture_path, sizeof picture_path, "%s/picture.tif", dir);
        demo_picture_write(picture_path, 120, 90);
        if (zb_picture_init("test_measure_view", &err) != ZB_OK ||
            zb_picture_open(picture_path, &picture, &err) != ZB_OK ||
            zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &profile, &err) != ZB_OK)
                fail_msg("%s", err.en);
        scene = demo_scene(120, 160, picture, NULL);
        options = (struct zb_measure_options){.profile = profile, .max_total = 300};
        return zb_measure(scene, NULL, &options, &facts, &err);
}

static int group_teardown(void **state)
{
        zb_facts_free(facts);
        zb_scene_free(scene);
        zb_picture_free(picture);
        zb_profile_free(profile);
        zb_picture_fini();
        unlink(picture_path);
        return rmdir(dir);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_ink), cmocka_unit_test(test_picture)};
        return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
