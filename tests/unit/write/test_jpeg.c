/* SPDX-License-Identifier: Apache-2.0 */
/* JPEG, read back by libjpeg; and the stitched scan beside that of one encoder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <jpeglib.h>

#include "demo_scene.h"
#include "raster.h"
#include "write.h"

#define PPI 110.0

static struct zb_picture *picture;
static struct zb_profile *profile;
static struct zb_scene *scene;
static uint8_t *pixels; /* what raster gives for the scene */
static int width, height;
static char dir[] = "/tmp/zb-jpeg-XXXXXX", out_path[64], picture_path[64];

static struct zb_buf write_jpeg(int threads, int quality)
{
        struct zb_write_options o = {
                .profile = profile, .ppi = PPI, .max_total = 300, .threads = threads, .quality = quality};
        struct zb_err err = {0};
        struct zb_buf buf = ZB_BUF_INIT;
        if (zb_write(scene, &(struct zb_output){&zb_format_jpeg, out_path}, 1, &o, &err) != ZB_OK)
                fail_msg("%s", err.en);
        assert_int_equal(zb_file_read(out_path, 1 << 28, &buf, NULL), ZB_OK);
        return buf;
}

/* The whole board by one encoder; returns what follows the application markers. */
static unsigned char *one_encoder(int quality, unsigned long *ret_len)
{
        struct jpeg_compress_struct info;
        struct jpeg_error_mgr errors;
        unsigned char *data = NULL;
        info.err = jpeg_std_error(&errors);
        jpeg_create_compress(&info);
        *ret_len = 0;
        jpeg_mem_dest(&info, &data, ret_len);
        info.image_width = (JDIMENSION)width;
        info.image_height = (JDIMENSION)height;
        info.input_components = 4;
        info.in_color_space = JCS_CMYK;
        jpeg_set_defaults(&info);
        jpeg_set_quality(&info, quality, TRUE);
        info.restart_in_rows = 1;
        jpeg_start_compress(&info, TRUE);
        uint8_t *row = malloc(4 * (size_t)width);
        assert_non_null(row);
        for (int y = 0; y < height; y++) {
                for (size_t i = 0; i < 4 * (size_t)width; i++)
                        row[i] = (uint8_t)(255 - pixels[4 * (size_t)y * (size_t)width + i]);
                jpeg_write_scanlines(&info, &row, 1);
        }
        free(row);
        jpeg_finish_compress(&info);
        jpeg_destroy_compress(&info);
        return data;
}

/* Where the Adobe marker begins: everything from there on comes from the encoder. */
static size_t adobe_at(const uint8_t *data, size_t len)
{
        for (size_t at = 2; at + 4 < len; at += 2 + ((size_t)data[at + 2] << 8 | data[at + 3])) {
                assert_int_equal(data[at], 0xFF);
                if (data[at + 1] == 0xEE)
                        return at;
        }
        fail_msg("no Adobe marker");
        return 0;
}

static void test_like_one_encoder(void **state)
{
        static const int qualities[] = {40, 92};
        for (size_t q = 0; q < 2; q++)
                for (int threads = 1; threads <= 3; threads++) {
                        struct zb_buf ours = write_jpeg(threads, qualities[q]);
                        unsigned long len;
                        unsigned char *theirs = one_encoder(qualities[q], &len);
                        size_t a = adobe_at((const uint8_t *)ours.data, ours.len), b = adobe_at(theirs, len);
                        assert_int_equal(ours.len - a, len - b);
                        assert_memory_equal(ours.data + a, theirs + b, len - b);
                        free(theirs);
                        zb_buf_fini(&ours);
                }
}

static void test_read_back(void **state)
{
        struct zb_buf file = write_jpeg(2, 0);
        struct jpeg_decompress_struct info;
        struct jpeg_error_mgr errors;
        info.err = jpeg_std_error(&errors);
        jpeg_create_decompress(&info);
        jpeg_save_markers(&info, JPEG_APP0 + 1, 0xFFFF);
        jpeg_save_markers(&info, JPEG_APP0 + 2, 0xFFFF);
        jpeg_mem_src(&info, (unsigned char *)file.data, file.len);
        assert_int_equal(jpeg_read_header(&info, TRUE), JPEG_HEADER_OK);
        assert_int_equal(info.image_width, width);
        assert_int_equal(info.image_height, height);
        assert_int_equal(info.num_components, 4);
        assert_true(info.saw_Adobe_marker);
        assert_int_equal(info.Adobe_transform, 0);
        assert_true(info.saw_JFIF_marker);
        assert_int_equal(info.density_unit, 1);
        assert_int_equal(info.X_density, (int)PPI);
        for (int c = 0; c < 4; c++)
                assert_true(info.comp_info[c].h_samp_factor == 1 && info.comp_info[c].v_samp_factor == 1);

        size_t icc_len;
        const void *icc = zb_profile_data(profile, &icc_len);
        JOCTET *found;
        unsigned found_len;
        assert_true(jpeg_read_icc_profile(&info, &found, &found_len));
        assert_int_equal(found_len, icc_len);
        assert_memory_equal(found, icc, icc_len);
        free(found);
        struct zb_buf xmp = ZB_BUF_INIT;
        zb_write_xmp(scene, "image/jpeg", false, NULL, &xmp, NULL);
        const struct jpeg_marker_struct *app1 = info.marker_list;
        assert_int_equal(app1->marker, JPEG_APP0 + 1);
        assert_int_equal(app1->data_length, 29 + xmp.len);
        assert_string_equal((const char *)app1->data, "http://ns.adobe.com/xap/1.0/");
        assert_memory_equal(app1->data + 29, xmp.data, xmp.len);
        zb_buf_fini(&xmp);

        info.out_color_space = JCS_CMYK;
        jpeg_start_decompress(&info);
        uint8_t *row = malloc(4 * (size_t)width);
        assert_non_null(row);
        double sum = 0;
        while (info.output_scanline < info.output_height) {
                const uint8_t *want = pixels + 4 * (size_t)width * info.output_scanline;
                jpeg_read_scanlines(&info, &row, 1);
                for (size_t i = 0; i < 4 * (size_t)width; i++)
                        sum += abs(255 - row[i] - want[i]);
        }
        assert_int_equal(errors.num_warnings, 0);
        double mean = sum / 4 / width / height;
        if (mean > 8)
                fail_msg("mean difference %g", mean);
        free(row);
        jpeg_finish_decompress(&info);
        jpeg_destroy_decompress(&info);
        zb_buf_fini(&file);
}

static void test_quality(void **state)
{
        struct zb_buf low = write_jpeg(2, 10), usual = write_jpeg(2, 0), same = write_jpeg(1, 92),
                      best = write_jpeg(2, 100);
        assert_true(low.len < usual.len && usual.len < best.len);
        assert_int_equal(usual.len, same.len);
        assert_memory_equal(usual.data, same.data, same.len);
        zb_buf_fini(&low);
        zb_buf_fini(&usual);
        zb_buf_fini(&same);
        zb_buf_fini(&best);
}

static void test_cannot_be_written(void **state)
{
        struct zb_write_options o = {.profile = profile, .ppi = PPI, .max_total = 300, .threads = 2};
        struct zb_err err = {0};
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_jpeg, "/dev/full"}, 1, &o, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "full"));
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_jpeg, "/nowhere/at/all.jpg"}, 1, &o, &err),
                         ZB_WORK);
        struct zb_scene *tall = zb_scene_new(100, 30000, 0);
        o.ppi = 300;
        unlink(out_path);
        assert_int_equal(zb_write(tall, &(struct zb_output){&zb_format_jpeg, out_path}, 1, &o, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "65500"));
        assert_int_equal(access(out_path, F_OK), -1);
        zb_scene_free(tall);
}

static enum zb_code keep_band(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        size_t row = 4 * (size_t)width;
        memcpy(pixels + (size_t)band->y * row, band->cmyk, row * (size_t)band->rows);
        return ZB_OK;
}

static int group_setup(void **state)
{
        struct zb_err err = {0};
        assert_non_null(mkdtemp(dir));
        snprintf(out_path, sizeof out_path, "%s/out.jpg", dir);
        snprintf(picture_path, sizeof picture_path, "%s/picture.tif", dir);
        demo_picture_write(picture_path, 120, 90);
        if (zb_picture_init("test_jpeg", &err) != ZB_OK || zb_picture_open(picture_path, &picture, &err) != ZB_OK ||
            zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &profile, &err) != ZB_OK)
                fail_msg("%s", err.en);
        scene = demo_scene(120, 160, picture, NULL);
        zb_raster_size(scene, PPI, &width, &height);
        pixels = malloc(4 * (size_t)width * (size_t)height);
        assert_non_null(pixels);
        const struct zb_raster_options o = {.ppi = PPI, .profile = profile, .max_total = 300};
        const struct zb_raster_sink sink = {.put = keep_band};
        return zb_raster(scene, &o, &sink, 1, &err);
}

static int group_teardown(void **state)
{
        free(pixels);
        zb_scene_free(scene);
        zb_picture_free(picture);
        zb_profile_free(profile);
        zb_picture_fini();
        unlink(picture_path);
        unlink(out_path);
        return rmdir(dir);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_like_one_encoder), cmocka_unit_test(test_read_back),
                                           cmocka_unit_test(test_quality), cmocka_unit_test(test_cannot_be_written)};
        return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
