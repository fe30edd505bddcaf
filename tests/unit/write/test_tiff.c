/* SPDX-License-Identifier: Apache-2.0 */
/* TIFF and PNG, read back by libtiff and libpng. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <png.h>
#include <sys/resource.h>
#include <signal.h>
#include <sys/stat.h>

#include "demo_scene.h"
#include "raster.h"
#include "write.h"

#define PPI 110.0

static struct zb_picture *picture;
static struct zb_profile *profile;
static struct zb_scene *scene;
static uint8_t *pixels; /* what raster gives for the scene */
static int width, height;
static char dir[] = "/tmp/zb-tiff-XXXXXX", out_path[64];

static struct zb_write_options options(const char *compression, int threads)
{
        return (struct zb_write_options){
                .profile = profile, .ppi = PPI, .max_total = 300, .threads = threads, .compression = compression};
}

static void write_tiff(const char *path, const char *compression, int threads)
{
        struct zb_write_options o = options(compression, threads);
        struct zb_err err = {0};
        if (zb_write(scene, &(struct zb_output){&zb_format_tiff, path}, 1, &o, &err) != ZB_OK)
                fail_msg("%s", err.en);
}

static struct zb_buf read_all(const char *path)
{
        struct zb_buf buf = ZB_BUF_INIT;
        assert_int_equal(zb_file_read(path, 1 << 28, &buf, NULL), ZB_OK);
        return buf;
}

/* ---- TIFF ---- */

static uint16_t tag16(TIFF *tif, uint32_t tag)
{
        uint16_t v = 0xffff;
        assert_int_equal(TIFFGetField(tif, tag, &v), 1);
        return v;
}

static void check_pixels(TIFF *tif)
{
        uint8_t *row = malloc((size_t)TIFFScanlineSize(tif));
        assert_non_null(row);
        assert_int_equal(TIFFScanlineSize(tif), 4 * width);
        for (int y = 0; y < height; y++) {
                assert_int_equal(TIFFReadScanline(tif, row, (uint32_t)y, 0), 1);
                if (memcmp(row, pixels + 4 * (size_t)y * (size_t)width, 4 * (size_t)width) != 0)
                        fail_msg("row %d differs", y);
        }
        free(row);
}

static void test_pixels_of_every_compression(void **state)
{
        static const struct {
                const char *name;
                int scheme;
        } packs[] = {{NULL, 8}, {"deflate", 8}, {"lzw", 5}, {"none", 1}};
        for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
                for (int threads = 1; threads <= 2; threads++) {
                        write_tiff(out_path, packs[i].name, threads);
                        TIFF *tif = TIFFOpen(out_path, "r");
                        assert_non_null(tif);
                        assert_int_equal(tag16(tif, TIFFTAG_COMPRESSION), packs[i].scheme);
                        check_pixels(tif);
                        TIFFClose(tif);
                }
}

static void test_tags(void **state)
{
        write_tiff(out_path, NULL, 1);
        TIFF *tif = TIFFOpen(out_path, "r");
        assert_non_null(tif);
        assert_int_equal(tag16(tif, TIFFTAG_PHOTOMETRIC), PHOTOMETRIC_SEPARATED);
        assert_int_equal(tag16(tif, TIFFTAG_SAMPLESPERPIXEL), 4);
        assert_int_equal(tag16(tif, TIFFTAG_BITSPERSAMPLE), 8);
        assert_int_equal(tag16(tif, TIFFTAG_INKSET), INKSET_CMYK);
        assert_int_equal(tag16(tif, TIFFTAG_PLANARCONFIG), PLANARCONFIG_CONTIG);
        assert_int_equal(tag16(tif, TIFFTAG_RESOLUTIONUNIT), RESUNIT_INCH);
        assert_int_equal(tag16(tif, TIFFTAG_PREDICTOR), PREDICTOR_HORIZONTAL);
        uint16_t n = 0, *extra;
        TIFFGetField(tif, TIFFTAG_EXTRASAMPLES, &n, &extra);
        assert_int_equal(n, 0);
        uint32_t rows = 0, len = 0;
        TIFFGetField(tif, TIFFTAG_ROWSPERSTRIP, &rows);
        assert_int_equal(rows, 64);
        float x = 0, y = 0;
        TIFFGetField(tif, TIFFTAG_XRESOLUTION, &x);
        TIFFGetField(tif, TIFFTAG_YRESOLUTION, &y);
        assert_true(x == (float)PPI && y == (float)PPI);

        void *data = NULL;
        size_t icc_len;
        const void *icc = zb_profile_data(profile, &icc_len);
        assert_int_equal(TIFFGetField(tif, TIFFTAG_ICCPROFILE, &len, &data), 1);
        assert_int_equal(len, icc_len);
        assert_memory_equal(data, icc, icc_len);
        assert_int_equal(TIFFGetField(tif, TIFFTAG_XMLPACKET, &len, &data), 1);
        struct zb_buf xmp = ZB_BUF_INIT;
        zb_write_xmp(scene, "image/tiff", false, NULL, &xmp, NULL);
        assert_int_equal(len, xmp.len);
        assert_memory_equal(data, xmp.data, len);
        zb_buf_fini(&xmp);

        char *text = NULL;
        assert_int_equal(TIFFGetField(tif, TIFFTAG_IMAGEDESCRIPTION, &text), 1);
        assert_string_equal(text, scene->title);
        assert_int_equal(TIFFGetField(tif, TIFFTAG_SOFTWARE, &text), 1);
        assert_memory_equal(text, "zhanban ", 8);
        assert_int_equal(TIFFGetField(tif, TIFFTAG_DATETIME, &text), 1);
        assert_string_equal(text, "2024:02:29 12:34:56");
        TIFFClose(tif);
}

static void test_same_bytes(void **state)
{
        write_tiff(out_path, NULL, 1);
        struct zb_buf first = read_all(out_path);
        for (int threads = 1; threads <= 3; threads++) {
                write_tiff(out_path, NULL, threads);
                struct zb_buf again = read_all(out_path);
                assert_int_equal(again.len, first.len);
                assert_memory_equal(again.data, first.data, first.len);
                zb_buf_fini(&again);
        }
        zb_buf_fini(&first);
}

static void test_unknown_compression(void **state)
{
        struct zb_write_options o = options("jpeg", 1);
        struct zb_err err = {0};
        unlink(out_path);
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_tiff, out_path}, 1, &o, &err), ZB_INPUT);
        assert_non_null(strstr(err.zh, "jpeg"));
        assert_int_equal(access(out_path, F_OK), -1);
}

/* More than 4 GB of pixels: BigTIFF, also when little is left of them after deflating. */
static void test_bigtiff(void **state)
{
        static const struct {
                double ppi;
                const char *head;
        } cases[] = {{36, "II*\0"}, {720, "II+\0"}};
        struct zb_scene *bare = zb_scene_new(785, 1780, 0);
        for (size_t i = 0; i < 2; i++) {
                struct zb_write_options o = options("deflate", 2);
                char head[4];
                o.ppi = cases[i].ppi;
                assert_int_equal(zb_write(bare, &(struct zb_output){&zb_format_tiff, out_path}, 1, &o, NULL), ZB_OK);
                FILE *file = fopen(out_path, "rb");
                assert_int_equal(fread(head, 1, 4, file), 4);
                fclose(file);
                assert_memory_equal(head, cases[i].head, 4);
                TIFF *tif = TIFFOpen(out_path, "r");
                uint32_t rows = 0;
                assert_true(tif && TIFFGetField(tif, TIFFTAG_IMAGELENGTH, &rows));
                uint8_t *strip = malloc((size_t)TIFFStripSize(tif));
                memset(strip, 7, (size_t)TIFFStripSize(tif));
                assert_true(TIFFReadEncodedStrip(tif, TIFFNumberOfStrips(tif) - 1, strip, -1) > 0);
                assert_int_equal(strip[0], 0);
                assert_int_equal(rows, lrint(zb_px_of_mm(1780, cases[i].ppi)));
                free(strip);
                TIFFClose(tif);
                unlink(out_path);
        }
        zb_scene_free(bare);
}

/* ---- PNG ---- */

static void test_png(void **state)
{
        char path[80];
        snprintf(path, sizeof path, "%s/proof.png", dir);
        struct zb_write_options o = options(NULL, 2);
        struct zb_err err = {0};
        if (zb_write(scene, &(struct zb_output){&zb_format_png, path}, 1, &o, &err) != ZB_OK)
                fail_msg("%s", err.en);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
        png_infop info = png_create_info_struct(png);
        png_init_io(png, file);
        png_read_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
        assert_int_equal(png_get_image_width(png, info), width);
        assert_int_equal(png_get_image_height(png, info), height);
        assert_int_equal(png_get_color_type(png, info), PNG_COLOR_TYPE_RGB);
        assert_int_equal(png_get_x_pixels_per_meter(png, info), (int)lrint(PPI / 0.0254));
        int intent = -1;
        assert_true(png_get_sRGB(png, info, &intent) != 0);
        assert_int_equal(intent, PNG_sRGB_INTENT_RELATIVE);
        png_bytepp rows = png_get_rows(png, info);
        for (int y = 0; y < height; y += 7)
                for (int x = 0; x < width; x += 5) {
                        const uint8_t *p = pixels + 4 * ((size_t)y * (size_t)width + (size_t)x);
                        struct zb_ink ink = {p[0] / 255.0F, p[1] / 255.0F, p[2] / 255.0F, p[3] / 255.0F};
                        uint8_t rgb[1][3];
                        zb_proof_rgb(profile, &ink, rgb, 1, NULL);
                        assert_memory_equal(rgb[0], rows[y] + 3 * x, 3);
                }
        png_textp texts;
        int n = png_get_text(png, info, &texts, NULL), seen = 0;
        for (int i = 0; i < n; i++)
                seen += strcmp(texts[i].key, "XML:com.adobe.xmp") == 0 || strcmp(texts[i].key, "Software") == 0;
        assert_int_equal(seen, 2);
        png_destroy_read_struct(&png, &info, NULL);
        fclose(file);
        unlink(path);
}

/* ---- what cannot be written ---- */

static const struct zb_format *const formats[] = {&zb_format_tiff, &zb_format_png};
#define N_FORMATS (sizeof formats / sizeof *formats)

static void test_full_device(void **state)
{
        static const char *const compressions[] = {"deflate", "lzw", "none"};
        for (size_t f = 0; f < N_FORMATS; f++)
                for (size_t c = 0; c < 3; c++) {
                        struct zb_write_options o = options(compressions[c], 2);
                        struct zb_err err = {0};
                        assert_int_equal(zb_write(scene, &(struct zb_output){formats[f], "/dev/full"}, 1, &o, &err),
                                         ZB_WORK);
                        assert_non_null(strstr(err.zh, "满"));
                        assert_non_null(strstr(err.en, "full"));
                        assert_string_equal(err.place, "/dev/full");
                }
}

static void test_no_such_folder(void **state)
{
        for (size_t f = 0; f < N_FORMATS; f++) {
                struct zb_write_options o = options(NULL, 1);
                struct zb_err err = {0};
                assert_int_equal(zb_write(scene, &(struct zb_output){formats[f], "/nowhere/at/all"}, 1, &o, &err),
                                 ZB_WORK);
                assert_string_not_equal(err.en, "");
        }
}

/* libtiff comes back to the head of the file at the end. */
static void test_no_tiff_into_a_pipe(void **state)
{
        int ends[2];
        char path[40];
        assert_int_equal(pipe(ends), 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", ends[1]);
        struct zb_write_options o = options(NULL, 1);
        struct zb_err err = {0};
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_tiff, path}, 1, &o, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "pipe"));
        close(ends[0]);
        close(ends[1]);
}

static int count_files(void)
{
        char command[96];
        snprintf(command, sizeof command, "ls -A %s | wc -l", dir);
        FILE *pipe = popen(command, "r");
        int n = -1;
        assert_non_null(pipe);
        assert_int_equal(fscanf(pipe, "%d", &n), 1);
        pclose(pipe);
        return n;
}

/* The file may not grow beyond `limit` bytes: it fails there, the old file stays, and nothing else is left.
 */
static void fail_at(rlim_t limit)
{
        struct zb_buf old = read_all(out_path);
        int files = count_files();
        struct rlimit before, now;
        assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
        for (size_t f = 0; f < N_FORMATS; f++) {
                struct zb_write_options o = options(NULL, 2);
                struct zb_err err = {0};
                now = (struct rlimit){limit, before.rlim_max};
                setrlimit(RLIMIT_FSIZE, &now);
                enum zb_code code = zb_write(scene, &(struct zb_output){formats[f], out_path}, 1, &o, &err);
                setrlimit(RLIMIT_FSIZE, &before);
                assert_int_equal(code, ZB_WORK);
                assert_string_not_equal(err.zh, "");
                assert_string_equal(err.place, out_path);
        }
        struct zb_buf after = read_all(out_path);
        assert_int_equal(after.len, old.len);
        assert_memory_equal(after.data, old.data, old.len);
        assert_int_equal(count_files(), files);
        zb_buf_fini(&old);
        zb_buf_fini(&after);
}

static void test_every_write_may_fail(void **state)
{
        write_tiff(out_path, NULL, 1);
        struct stat st;
        assert_int_equal(stat(out_path, &st), 0);
        signal(SIGXFSZ, SIG_IGN);
        static const double parts[] = {0, 0.001, 0.2, 0.5, 0.9};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                fail_at((rlim_t)(parts[i] * 20000));
        /* The very last bytes of the TIFF are its directory. */
        struct rlimit before, now;
        getrlimit(RLIMIT_FSIZE, &before);
        for (int less = 1; less < 40; less += 13) {
                struct zb_write_options o = options(NULL, 1);
                now = (struct rlimit){(rlim_t)(st.st_size - less), before.rlim_max};
                setrlimit(RLIMIT_FSIZE, &now);
                enum zb_code code = zb_write(scene, &(struct zb_output){&zb_format_tiff, out_path}, 1, &o, NULL);
                setrlimit(RLIMIT_FSIZE, &before);
                assert_int_equal(code, ZB_WORK);
        }
}

static int stop(void *ctx, struct zb_msg what, double fraction)
{
        return 1;
}

static void test_stopped(void **state)
{
        int files = count_files();
        struct zb_progress progress = {stop, NULL};
        for (size_t f = 0; f < N_FORMATS; f++) {
                struct zb_write_options o = options(NULL, 2);
                o.progress = &progress;
                assert_int_equal(zb_write(scene, &(struct zb_output){formats[f], out_path}, 1, &o, NULL), ZB_WORK);
        }
        assert_int_equal(count_files(), files);
}

/* ---- */

static enum zb_code keep(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        memcpy(pixels + 4 * (size_t)band->y * (size_t)width, band->cmyk, 4 * (size_t)band->rows * (size_t)width);
        return ZB_OK;
}

static int set_up(void **state)
{
        struct zb_err err = {0};
        char path[80];
        setenv("SOURCE_DATE_EPOCH", "1709210096", 1);
        if (!mkdtemp(dir))
                return 1;
        snprintf(path, sizeof path, "%s/demo.tif", dir);
        snprintf(out_path, sizeof out_path, "%s/board.tif", dir);
        demo_picture_write(path, 200, 160);
        if (zb_picture_init("test_tiff", &err) != ZB_OK || zb_picture_open(path, &picture, &err) != ZB_OK ||
            zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &profile, &err) != ZB_OK) {
                print_error("%s\n", err.en);
                return 1;
        }
        scene = demo_scene(70, 110, picture, NULL);
        zb_raster_size(scene, PPI, &width, &height);
        pixels = calloc((size_t)width * (size_t)height, 4);
        struct zb_raster_options raster = {.ppi = PPI, .profile = profile, .max_total = 300, .threads = 1};
        return zb_raster(scene, &raster, &(struct zb_raster_sink){.put = keep}, 1, &err) != ZB_OK;
}

static int tear_down(void **state)
{
        char path[80];
        snprintf(path, sizeof path, "%s/demo.tif", dir);
        unlink(path);
        unlink(out_path);
        rmdir(dir);
        free(pixels);
        zb_scene_free(scene);
        zb_picture_free(picture);
        zb_profile_free(profile);
        zb_picture_fini();
        return 0;
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_pixels_of_every_compression),
                cmocka_unit_test(test_tags),
                cmocka_unit_test(test_same_bytes),
                cmocka_unit_test(test_unknown_compression),
                cmocka_unit_test(test_bigtiff),
                cmocka_unit_test(test_png),
                cmocka_unit_test(test_full_device),
                cmocka_unit_test(test_no_such_folder),
                cmocka_unit_test(test_no_tiff_into_a_pipe),
                cmocka_unit_test(test_every_write_may_fail),
                cmocka_unit_test(test_stopped),
        };
        return cmocka_run_group_tests(tests, set_up, tear_down);
}
