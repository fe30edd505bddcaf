/* SPDX-License-Identifier: Apache-2.0 */
/* The codecs: what goes in comes out again, other libraries' readers agree, and what is damaged is said to be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>
#include <png.h>

#include "deflate.h"
#include "jpeg.h"
#include "png_codec.h"
#include "tiff.h"

enum { W = 160, H = 120 };
static uint8_t pixels[H][W][3];

static int make_pixels(void **state)
{
        for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++) {
                        pixels[y][x][0] = (uint8_t)(x * 255 / (W - 1));
                        pixels[y][x][1] = (uint8_t)(y * 255 / (H - 1));
                        pixels[y][x][2] = (uint8_t)((x + y) * 255 / (W + H - 2));
                }
        return 0;
}

/* An open file that holds these bytes. */
static int file_of(const void *data, size_t len)
{
        int fd = memfd_create("codec", 0);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, data, len), len);
        return fd;
}

/* ---- JPEG ---- */

static const uint8_t *pixel_row(void *ctx, int y)
{
        return pixels[y][0];
}

struct read_back {
        int width, height, y, warnings;
        uint8_t rows[H][W][3];
};

static int as_it_is(void *ctx, int width, int height)
{
        struct read_back *r = ctx;
        r->width = width;
        r->height = height;
        return 1;
}

static enum zb_code begin_rows(void *ctx, const struct zb_jpeg_frame *frame, struct zb_err *err)
{
        assert_int_equal(frame->width, W);
        assert_int_equal(frame->height, H);
        assert_int_equal(frame->components, 3);
        return ZB_OK;
}

static void take_rows(void *ctx, uint8_t *rows, size_t stride, int n)
{
        struct read_back *r = ctx;
        assert_true(r->y + n <= H && stride == 3 * W);
        memcpy(r->rows[r->y], rows, stride * (size_t)n);
        r->y += n;
}

static void hear(void *ctx, const char *text)
{
        ((struct read_back *)ctx)->warnings++;
}

static struct zb_jpeg_end decode(const void *data, size_t len, struct read_back *r)
{
        struct zb_jpeg_end end;
        struct zb_err err = {0};
        int fd = file_of(data, len);
        const struct zb_jpeg_reading reading = {.fd = fd,
                                                .samples = 3.0 * W * H,
                                                .smaller = as_it_is,
                                                .open = begin_rows,
                                                .rows = take_rows,
                                                .warning = hear,
                                                .ctx = r};
        assert_int_equal(zb_jpeg_decode(&reading, &end, &err), ZB_OK);
        close(fd);
        return end;
}

static void jpeg_comes_back(void **state)
{
        const struct zb_jpeg_image image = {.width = W, .height = H, .components = 3, .quality = 95};
        struct zb_buf jpeg = ZB_BUF_INIT;
        struct zb_err err = {0};
        static struct read_back whole, part, none;
        assert_int_equal(zb_jpeg_encode(&image, pixel_row, NULL, &jpeg, &err), ZB_OK);
        struct zb_jpeg_end end = decode(jpeg.data, jpeg.len, &whole);
        assert_false(end.damaged || end.nomem);
        assert_int_equal(whole.y, H);
        long off = 0;
        for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                        for (int c = 0; c < 3; c++)
                                off += labs((long)whole.rows[y][x][c] - pixels[y][x][c]);
        assert_true(off < 3L * W * H * 3); /* three levels in the mean */
        int quality = 0;
        bool ai = false;
        zb_jpeg_says((const uint8_t *)jpeg.data, jpeg.len, &quality, &ai);
        assert_int_equal(quality, 95);
        assert_false(ai);
        /* cut in the middle; nothing but a head */
        end = decode(jpeg.data, jpeg.len / 2, &part);
        assert_true(end.damaged && end.done < 1 && part.warnings > 0);
        end = decode(jpeg.data, 20, &none);
        assert_true(end.damaged && end.done == 0 && none.y == 0 && end.fault[0]);
        zb_buf_fini(&jpeg);
}

/* ---- PNG ---- */

static enum zb_code put(void *ctx, const void *data, size_t len, struct zb_err *err)
{
        zb_buf_put(ctx, data, len);
        return ZB_OK;
}

static enum zb_code refuse(void *ctx, const void *data, size_t len, struct zb_err *err)
{
        return zb_err_say(err, ZB_WORK, "disk", "cannot be written: %s", "full");
}

static void png_is_what_libpng_reads(void **state)
{
        struct zb_buf file = ZB_BUF_INIT;
        struct zb_err err = {0};
        const struct zb_png_text text = {"Title", "展板", true};
        struct zb_png_image image = {.width = W,
                                     .height = H,
                                     .ppi = 40,
                                     .texts = &text,
                                     .n_texts = 1,
                                     .put = put,
                                     .ctx = &file,
                                     .place = "x"};
        struct zb_png *png;
        assert_int_equal(zb_png_open(&image, &png, &err), ZB_OK);
        assert_int_equal(zb_png_rows(png, pixels[0][0], H / 2, &err), ZB_OK);
        assert_int_equal(zb_png_rows(png, pixels[H / 2][0], H / 2, &err), ZB_OK);
        assert_int_equal(zb_png_end(png, &err), ZB_OK);
        zb_png_free(png);
        png_image reader = {.version = PNG_IMAGE_VERSION};
        static uint8_t back[H][W][3];
        assert_true(png_image_begin_read_from_memory(&reader, file.data, file.len));
        assert_int_equal(reader.width, W);
        reader.format = PNG_FORMAT_RGB;
        assert_true(png_image_finish_read(&reader, NULL, back, 0, NULL));
        assert_memory_equal(back, pixels, sizeof pixels);
        zb_buf_fini(&file);
        image.put = refuse; /* the caller's own failure comes back as it was */
        assert_int_equal(zb_png_open(&image, &png, &err), ZB_WORK);
        assert_string_equal(err.place, "disk");
        zb_png_free(png);
}

/* ---- deflate ---- */

static void deflated_comes_back(void **state)
{
        static uint8_t packed[sizeof pixels + 1024], back[sizeof pixels];
        struct zb_deflater *out = zb_deflater_new();
        size_t len = 0;
        zb_deflater_give(out, pixels[0][0], sizeof pixels / 2);
        assert_int_equal(zb_deflater_take(out, false, packed, sizeof packed, &len), ZB_DEFLATE_HUNGRY);
        zb_deflater_give(out, pixels[H / 2][0], sizeof pixels / 2);
        assert_int_equal(zb_deflater_take(out, true, packed, sizeof packed, &len), ZB_DEFLATE_END);
        zb_deflater_free(out);
        struct zb_inflater *in = zb_inflater_new();
        uint8_t *to = back;
        size_t room = sizeof back;
        assert_true(zb_inflater_is_hungry(in));
        zb_inflater_give(in, packed, len);
        assert_true(zb_inflater_take(in, &to, &room) && room == 0);
        assert_memory_equal(back, pixels, sizeof pixels);
        zb_inflater_free(in);
        struct zb_fast_inflater *fast = zb_fast_inflater_new(packed, len);
        memset(back, 0, sizeof back);
        assert_true(zb_fast_inflater_take(fast, back, sizeof back));
        assert_memory_equal(back, pixels, sizeof pixels);
        assert_false(zb_fast_inflater_take(fast, back, 1)); /* there is no more */
        zb_fast_inflater_free(fast);
        memset(packed + 2, 0xFF, 16); /* no block begins so */
        in = zb_inflater_new();
        to = back;
        room = sizeof back;
        zb_inflater_give(in, packed, len);
        assert_false(zb_inflater_take(in, &to, &room));
        zb_inflater_free(in);
}

/* ---- TIFF ---- */

static void tiff_says_how_it_lies(void **state)
{
        char path[] = "/tmp/zhanban-codec-XXXXXX";
        static uint8_t cmyk[H][W][4];
        struct zb_err err = {0};
        struct zb_outfile *out;
        struct zb_tiff_writer *writer;
        struct zb_tiff_layout layout;
        close(mkstemp(path));
        assert_int_equal(zb_outfile_open(path, &out, &err), ZB_OK);
        const struct zb_tiff_image image = {.name = path,
                                            .out = out,
                                            .width = W,
                                            .height = H,
                                            .strip_rows = H,
                                            .ppi = 300,
                                            .title = "board",
                                            .software = "test",
                                            .date = "2026:11:22 00:00:00",
                                            .xmp = "<x/>",
                                            .xmp_len = 4};
        assert_int_equal(zb_tiff_create(&image, &writer, &err), ZB_OK);
        assert_int_equal(zb_tiff_strip(writer, 0, cmyk, sizeof cmyk, &err), ZB_OK);
        assert_int_equal(zb_tiff_finish(writer, &err), ZB_OK);
        zb_tiff_writer_free(writer);
        assert_int_equal(zb_outfile_commit(out, &err), ZB_OK);
        assert_true(zb_tiff_layout(path, &layout));
        assert_int_equal(layout.width, W);
        assert_int_equal(layout.height, H);
        assert_int_equal(layout.samples, 4);
        assert_int_equal(layout.bits, 8);
        assert_false(layout.compressed || layout.apart || layout.tile_w || layout.foreign_inks);
        assert_int_equal(truncate(path, 6), 0); /* not even where its directory lies */
        assert_false(zb_tiff_layout(path, &layout));
        unlink(path);
        assert_false(zb_tiff_layout(path, &layout));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(jpeg_comes_back),
                cmocka_unit_test(png_is_what_libpng_reads),
                cmocka_unit_test(deflated_comes_back),
                cmocka_unit_test(tiff_says_how_it_lies),
        };
        return cmocka_run_group_tests(tests, make_pixels, NULL);
}
