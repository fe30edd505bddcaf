/* SPDX-License-Identifier: Apache-2.0 */
/* picture: files that are none, broken or made to do harm. Each gets one sentence; nothing crashes, nothing
 * is printed by the libraries below. */
#include <fcntl.h>
#include <sys/stat.h>

#include "picture_make.h"

static void write_bytes(const char *name, const void *data, size_t len)
{
        FILE *f = fopen(at(name), "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(data, 1, len, f), len);
        assert_int_equal(fclose(f), 0);
}

/* Opening must fail as input, without a place (only the caller knows it), saying `zh` and `en` among other
 * words. */
static void refused(const char *path, const char *zh, const char *en)
{
        struct zb_picture *p = NULL;
        struct zb_err err = {0};
        enum zb_code code = zb_picture_open(path, &p, &err);
        if (code != ZB_INPUT || p)
                fail_msg("%s was not refused (%d)", path, code);
        assert_string_equal(err.place, "");
        if (!strstr(err.zh, zh) || !strstr(err.en, en))
                fail_msg("%s: \"%s\" \"%s\"", path, err.zh, err.en);
}

static void test_not_pictures(void **state)
{
        static const struct {
                const char *bytes;
                size_t len;
                const char *zh, *en;
        } files[] = {
                {"", 0, "空的", "empty"},
                {"你好，这是文本。\n", 25, "内容是文本", "text"},
                {"%PDF-1.4\n", 9, "PDF", "PDF"},
                {"GIF89a\1\0\1\0", 10, "GIF", "GIF"},
                {"PK\3\4\24\0\0\0", 8, "压缩包", "ZIP"},
                {"\0\0\0\30ftypheic\0\0\0\0", 16, "HEIC", "HEIC"},
                {"\0\0\0\30ftypisom\0\0\0\0", 16, "视频", "video"},
                {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 41, "SVG", "SVG"},
                {"8BPS\0\1\0\0", 8, "PSD", "PSD"},
                {"\1\2\3\4\5\6", 6, "不是能识别的图片", "no picture"},
                {"\xFF\xD8\xFF", 3, "损坏", "damaged"},
                {"\xFF\xD8\xFF\xE0 and so on", 14, "损坏", "damaged"},
                {"\x89PNG\r\n\x1A\n", 8, "损坏", "damaged"},
                {"II*\0\1\0\0\0", 8, "损坏", "damaged"},
                {"RIFF\4\0\0\0WEBPVP8 ", 16, "损坏", "damaged"},
        };
        for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
                write_bytes("x.jpg", files[i].bytes, files[i].len);
                refused(at("x.jpg"), files[i].zh, files[i].en);
                unlink(at("x.jpg"));
        }
        refused(at("missing.jpg"), "找不到", "no such");
        refused(folder, "文件夹", "folder");
        assert_int_equal(mkfifo(at("pipe.jpg"), 0600), 0);
        refused(at("pipe.jpg"), "文件夹或别的", "something else"); /* and does not wait for a writer */
        unlink(at("pipe.jpg"));
}

static VipsImage *sample(void)
{
        enum { W = 120, H = 90 };
        static uint8_t px[W * H * 3];
        for (int i = 0; i < W * H * 3; i++)
                px[i] = (uint8_t)((i * 2654435761u >> 13) % 97 + i / 300);
        return image_of(px, W, H, 3, VIPS_INTERPRETATION_sRGB);
}

static const char *const kinds[][2] = {
        {"h.jpg", "h.jpg"},
        {"h.jpg", "h.jpg[interlace]"},
        {"h.png", "h.png"},
        {"h.png", "h.png[interlace]"},
        {"h.tif", "h.tif"},
        {"h.tif", "h.tif[compression=deflate,predictor=horizontal]"},
        {"h.tif", "h.tif[tile,compression=jpeg]"},
        {"h.tif", "h.tif[compression=lzw,bigtiff]"},
        {"h.webp", "h.webp"},
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* The bytes of a good file of each kind. The caller frees them. */
static uint8_t *good_file(int kind, size_t *ret_len)
{
        struct zb_buf buf = ZB_BUF_INIT;
        save(sample(), kinds[kind][1]);
        assert_int_equal(zb_file_read(at(kinds[kind][0]), 1 << 24, &buf, NULL), ZB_OK);
        *ret_len = buf.len;
        return (uint8_t *)buf.data;
}

static void test_cut_off(void **state)
{
        for (int k = 0; k < KINDS; k++) {
                size_t len;
                uint8_t *data = good_file(k, &len);
                for (int part = 1; part < 20; part++) {
                        write_bytes(kinds[k][0], data, len * (size_t)part / 20);
                        struct zb_picture *p = NULL;
                        struct zb_err err = {0};
                        if (zb_picture_open(at(kinds[k][0]), &p, &err) != ZB_INPUT)
                                fail_msg("%s cut at %d/20 was not refused", kinds[k][1], part);
                }
                write_bytes(kinds[k][0], data, len);
                zb_picture_free(open_path(at(kinds[k][0])));
                unlink(at(kinds[k][0]));
                free(data);
        }
}

/* A hole in the middle of the data: libjpeg only warns of it and paints grey. */
static void test_broken_inside(void **state)
{
        for (int k = 0; k < 4; k++) { /* uncompressed TIFF has nothing to notice it by */
                size_t len;
                uint8_t *data = good_file(k, &len);
                memset(data + len / 2, 0xFF, 24);
                write_bytes(kinds[k][0], data, len);
                refused(at(kinds[k][0]), "损坏", "damaged");
                unlink(at(kinds[k][0]));
                free(data);
        }
}

/* Cameras and phones append what they like; that harms nobody. */
static void test_harmless_tail(void **state)
{
        size_t len;
        uint8_t *data = good_file(0, &len);
        uint8_t *longer = calloc(1, len + 4096);
        assert_non_null(longer);
        memcpy(longer, data, len);
        write_bytes("h.jpg", longer, len + 4096);
        zb_picture_free(open_path(at("h.jpg")));
        memcpy(longer + len - 2, "\0\1\2\3\4\5\xFF\xD9", 8); /* extraneous bytes before the end marker */
        write_bytes("h.jpg", longer, len + 6);
        zb_picture_free(open_path(at("h.jpg")));
        unlink(at("h.jpg"));
        free(longer);
        free(data);
}

static void test_too_large(void **state)
{
        size_t len;
        uint8_t *data = good_file(0, &len);
        static const uint8_t sizes[][4] = {{0x75, 0x30, 0x75, 0x30},  /* 30000 × 30000 */
                                           {0x75, 0x31, 0x00, 0x10},  /* 30001 high */
                                           {0x00, 0x10, 0xFF, 0x00}}; /* 65280 wide */
        for (size_t at_sof = 2; at_sof + 9 < len; at_sof++) {
                if (data[at_sof] != 0xFF || data[at_sof + 1] != 0xC0)
                        continue;
                for (size_t i = 0; i < 3; i++) {
                        memcpy(data + at_sof + 5, sizes[i], 4);
                        write_bytes("h.jpg", data, len);
                        refused(at("h.jpg"), "图片太大", "too large");
                }
                break;
        }
        unlink(at("h.jpg"));
        free(data);
}

/* The photometric tag of a good TIFF says something that libvips would pass on in false colours. */
static void test_strange_tiff(void **state)
{
        static const char *const names[] = {"h.tif", "h.tif[bigtiff]"};
        for (int n = 0; n < 2; n++) {
                struct zb_buf buf = ZB_BUF_INIT;
                save(sample(), names[n]);
                assert_int_equal(zb_file_read(at("h.tif"), 1 << 24, &buf, NULL), ZB_OK);
                char *tag = memmem(buf.data, buf.len, "\6\1\3\0\1\0\0\0", 8); /* 262, SHORT, one */
                assert_non_null(tag);
                tag[n ? 12 : 8] = 6; /* YCbCr, uncompressed */
                write_bytes("h.tif", buf.data, buf.len);
                refused(at("h.tif"), "像素格式", "kind of pixels");
                unlink(at("h.tif"));
                zb_buf_fini(&buf);
        }
}

/* The file changes between opening and use. */
static void test_changed(void **state)
{
        size_t len;
        uint8_t *data = good_file(0, &len), *out = NULL;
        struct zb_picture *p = open_path(at("h.jpg"));
        struct zb_rect crop = {0, 0, 120, 90};
        struct zb_err err = {0};
        write_bytes("h.jpg", data, len / 2);
        assert_int_equal(zb_picture_cmyk(p, crop, 120, 90, press, 300, &out, &err), ZB_INPUT);
        assert_non_null(strstr(err.zh, "改动"));
        const uint8_t black[3] = {0};
        save(image_of(black, 1, 1, 3, VIPS_INTERPRETATION_sRGB), "h.jpg");
        assert_int_equal(zb_picture_cmyk(p, crop, 120, 90, press, 300, &out, &err), ZB_INPUT);
        unlink(at("h.jpg"));
        assert_int_equal(zb_picture_cmyk(p, crop, 120, 90, press, 300, &out, &err), ZB_INPUT);
        assert_null(out);
        zb_picture_free(p);
        free(data);
}

/* Random harm, always the same: every file opens or is refused; what opens converts or is refused. */
static void test_random_harm(void **state)
{
        unsigned seed = 2025;
        for (int k = 0; k < KINDS; k++) {
                size_t len;
                uint8_t *data = good_file(k, &len), *bad = malloc(len);
                assert_non_null(bad);
                for (int round = 0; round < 60; round++) {
                        memcpy(bad, data, len);
                        for (int i = 0; i <= round % 8; i++) {
                                seed = seed * 1103515245 + 12345;
                                size_t where = (seed >> 8) % (i % 2 ? len : len < 300 ? len : 300);
                                bad[where] = (uint8_t)(seed >> 24);
                        }
                        write_bytes(kinds[k][0], bad, len);
                        struct zb_picture *p = NULL;
                        struct zb_err err = {0};
                        if (zb_picture_open(at(kinds[k][0]), &p, &err)) {
                                assert_true(err.zh[0] && err.en[0]);
                                continue;
                        }
                        const struct zb_picture_info *info = zb_picture_info(p);
                        struct zb_rect crop = {0, 0, info->width, info->height};
                        uint8_t *out = NULL;
                        if (zb_picture_cmyk(p, crop, 40, 30, press, 300, &out, &err) == ZB_OK)
                                free(out);
                        zb_picture_free(p);
                }
                unlink(at(kinds[k][0]));
                free(bad);
                free(data);
        }
}

/* The libraries' own words must not reach the user. */
static int saved_stderr;

static int silence_setup(void **state)
{
        fflush(stderr);
        saved_stderr = dup(2);
        int fd = open(at("stderr"), O_RDWR | O_CREAT | O_TRUNC, 0600);
        return saved_stderr < 0 || fd < 0 || dup2(fd, 2) < 0 || close(fd);
}

static int silence_teardown(void **state)
{
        fflush(stderr);
        dup2(saved_stderr, 2);
        close(saved_stderr);
        struct stat st;
        int said = stat(at("stderr"), &st) != 0 || st.st_size != 0;
        if (said)
                fprintf(stderr, "a library wrote to stderr\n");
        unlink(at("stderr"));
        return said;
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_not_pictures),
                cmocka_unit_test(test_cut_off),
                cmocka_unit_test(test_broken_inside),
                cmocka_unit_test(test_harmless_tail),
                cmocka_unit_test(test_too_large),
                cmocka_unit_test(test_strange_tiff),
                cmocka_unit_test(test_changed),
                cmocka_unit_test_setup_teardown(test_random_harm, silence_setup, silence_teardown),
        };
        return cmocka_run_group_tests(tests, setup, teardown);
}
