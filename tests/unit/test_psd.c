/* SPDX-License-Identifier: Apache-2.0 */
/* PSD, taken apart by a reader of its own: records, plates, groups, and the layers composited beside the
 * merged image and beside what the raster draws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "demo_scene.h"
#include "failing_alloc.h"
#include "raster.h"
#include "write.h"

#define PPI         60.0
#define MAX_RECORDS 40

static struct zb_picture *picture;
static struct zb_profile *profile;
static struct zb_fonts *fonts;
static struct zb_scene *scene;
static char dir[] = "/tmp/zb-psd-XXXXXX", out_path[64], picture_path[64];

/* ---- a small reader ---- */

struct record {
        int top, left, bottom, right, n_channels, divider, flags;
        int ids[5];
        uint32_t sizes[5];
        char name[200]; /* UTF-16 read as 8 bits a unit: good enough to compare ASCII */
        uint32_t id, name_units;
        const uint8_t *text; /* TySh, or NULL */
        uint32_t text_len;
        uint8_t *planes[5]; /* by id + 1: alpha, C, M, Y, K */
};

struct doc {
        struct zb_buf file;
        size_t at;
        int width, height, n;
        struct record records[MAX_RECORDS];
        uint8_t *merged[4];
        double ppi;
        const uint8_t *icc, *xmp;
        uint32_t icc_len, xmp_len;
};

static uint32_t take(struct doc *d, int bytes)
{
        uint32_t v = 0;
        assert_true(d->at + (size_t)bytes <= d->file.len);
        while (bytes-- > 0)
                v = v << 8 | (uint8_t)d->file.data[d->at++];
        return v;
}

static void unpack(const uint8_t *in, size_t len, uint8_t *out, size_t width)
{
        size_t n = 0;
        for (size_t i = 0; i < len;) {
                int head = (int8_t)in[i++];
                assert_true(head != -128);
                size_t count = head >= 0 ? (size_t)head + 1 : (size_t)(1 - head);
                assert_true(n + count <= width && i + (head >= 0 ? count : 1) <= len);
                if (head >= 0)
                        memcpy(out + n, in + i, count);
                else
                        memset(out + n, in[i], count);
                i += head >= 0 ? count : 1;
                n += count;
        }
        assert_int_equal(n, width);
}

static uint8_t *read_plane(struct doc *d, int width, int height, size_t lengths_at)
{
        uint8_t *plane = malloc((size_t)width * (size_t)height + 1);
        assert_non_null(plane);
        const uint8_t *lengths = (const uint8_t *)d->file.data + lengths_at;
        for (int y = 0; y < height; y++) {
                size_t len = (size_t)lengths[2 * y] << 8 | lengths[2 * y + 1];
                assert_true(d->at + len <= d->file.len);
                unpack((const uint8_t *)d->file.data + d->at, len, plane + (size_t)y * (size_t)width,
                       (size_t)width);
                d->at += len;
        }
        return plane;
}

static void read_resources(struct doc *d)
{
        size_t end = take(d, 4);
        end += d->at;
        while (d->at < end) {
                assert_int_equal(take(d, 4), 0x3842494D);
                uint32_t id = take(d, 2);
                assert_int_equal(take(d, 2), 0);
                uint32_t len = take(d, 4);
                const uint8_t *data = (const uint8_t *)d->file.data + d->at;
                if (id == 1005)
                        d->ppi = (data[0] << 8 | data[1]) + (data[2] << 8 | data[3]) / 65536.0;
                if (id == 1039) {
                        d->icc = data;
                        d->icc_len = len;
                }
                if (id == 1060) {
                        d->xmp = data;
                        d->xmp_len = len;
                }
                d->at += len + len % 2;
        }
        assert_int_equal(d->at, end);
}

static void read_blocks(struct doc *d, struct record *r, size_t end)
{
        while (d->at < end) {
                assert_int_equal(take(d, 4), 0x3842494D);
                uint32_t key = take(d, 4), len = take(d, 4);
                size_t next = d->at + len;
                assert_int_equal(len % 4, 0);
                if (key == 0x6C756E69) { /* luni */
                        r->name_units = take(d, 4);
                        for (uint32_t i = 0; i < r->name_units && i + 1 < sizeof r->name; i++)
                                r->name[i] = (char)take(d, 2);
                } else if (key == 0x6C796964) {
                        r->id = take(d, 4);
                } else if (key == 0x6C736374) {
                        r->divider = (int)take(d, 4);
                } else if (key == 0x54795368) {
                        r->text = (const uint8_t *)d->file.data + d->at;
                        r->text_len = len;
                } else {
                        fail_msg("block %08x", key);
                }
                d->at = next;
        }
        assert_int_equal(d->at, end);
}

static void read_record(struct doc *d, struct record *r)
{
        r->top = (int)take(d, 4);
        r->left = (int)take(d, 4);
        r->bottom = (int)take(d, 4);
        r->right = (int)take(d, 4);
        r->n_channels = (int)take(d, 2);
        assert_in_range(r->n_channels, 4, 5);
        for (int c = 0; c < r->n_channels; c++) {
                r->ids[c] = (int16_t)take(d, 2);
                r->sizes[c] = take(d, 4);
        }
        assert_int_equal(take(d, 4), 0x3842494D);
        assert_int_equal(take(d, 4), 0x6E6F726D); /* norm */
        assert_int_equal(take(d, 1), 255);
        assert_int_equal(take(d, 1), 0);
        r->flags = (int)take(d, 1);
        assert_true(r->flags & 8);
        take(d, 1);
        size_t end = take(d, 4);
        end += d->at;
        assert_int_equal(take(d, 4), 0);
        assert_int_equal(take(d, 4), 0);
        size_t name = take(d, 1);
        d->at += (name + 1 + 3) / 4 * 4 - 1;
        read_blocks(d, r, end);
}

static void read_layers(struct doc *d)
{
        size_t section = take(d, 4), end = d->at + section, info = take(d, 4), info_end = d->at + info;
        d->n = (int16_t)take(d, 2);
        assert_in_range(d->n, 1, MAX_RECORDS);
        for (int i = 0; i < d->n; i++)
                read_record(d, &d->records[i]);
        for (int i = 0; i < d->n; i++) {
                struct record *r = &d->records[i];
                for (int c = 0; c < r->n_channels; c++) {
                        size_t next = d->at + r->sizes[c], lengths = d->at + 2;
                        int width = r->right - r->left, height = r->bottom - r->top;
                        if (take(d, 2) == 1) {
                                d->at += 2 * (size_t)height;
                                r->planes[r->ids[c] + 1] = read_plane(d, width, height, lengths);
                        }
                        assert_int_equal(d->at, next);
                }
        }
        assert_in_range(info_end - d->at, 0, 3);
        assert_int_equal(info % 4, 0);
        d->at = info_end;
        assert_int_equal(take(d, 4), 0);
        assert_int_equal(d->at, end);
}

static struct doc *read_psd(void)
{
        struct doc *d = calloc(1, sizeof *d);
        assert_non_null(d);
        assert_int_equal(zb_file_read(out_path, 1 << 28, &d->file, NULL), ZB_OK);
        assert_memory_equal(d->file.data, "8BPS\0\1\0\0\0\0\0\0\0\4", 14);
        d->at = 14;
        d->height = (int)take(d, 4);
        d->width = (int)take(d, 4);
        assert_int_equal(take(d, 2), 8);
        assert_int_equal(take(d, 2), 4);
        assert_int_equal(take(d, 4), 0);
        read_resources(d);
        read_layers(d);
        assert_int_equal(take(d, 2), 1);
        size_t lengths = d->at;
        d->at += 8 * (size_t)d->height;
        for (int p = 0; p < 4; p++)
                d->merged[p] = read_plane(d, d->width, d->height, lengths + 2 * (size_t)(p * d->height));
        assert_int_equal(d->at, d->file.len);
        return d;
}

static void doc_free(struct doc *d)
{
        for (int i = 0; i < d->n; i++)
                for (int p = 0; p < 5; p++)
                        free(d->records[i].planes[p]);
        for (int p = 0; p < 4; p++)
                free(d->merged[p]);
        zb_buf_fini(&d->file);
        free(d);
}

/* ---- writing ---- */

static struct zb_write_options options(int threads)
{
        return (struct zb_write_options){
                .profile = profile, .ppi = PPI, .max_total = 300, .threads = threads};
}

static struct doc *write_scene(const struct zb_scene *what, int threads)
{
        struct zb_write_options o = options(threads);
        struct zb_err err = {0};
        if (zb_write(what, &(struct zb_output){&zb_format_psd, out_path}, 1, &o, &err) != ZB_OK)
                fail_msg("%s", err.en);
        return read_psd();
}

static int find(const struct doc *d, const char *name)
{
        for (int i = 0; i < d->n; i++)
                if (strcmp(d->records[i].name, name) == 0)
                        return i;
        return -1;
}

/* ---- the container ---- */

static void test_container(void **state)
{
        struct doc *d = write_scene(scene, 2);
        int width, height;
        zb_raster_size(scene, PPI, &width, &height);
        assert_int_equal(d->width, width);
        assert_int_equal(d->height, height);
        assert_true(fabs(d->ppi - PPI) < 1e-3);
        size_t icc_len;
        const void *icc = zb_profile_data(profile, &icc_len);
        assert_int_equal(d->icc_len, icc_len);
        assert_memory_equal(d->icc, icc, icc_len);
        struct zb_buf xmp = ZB_BUF_INIT;
        zb_write_xmp(scene, "image/vnd.adobe.photoshop", false, NULL, &xmp, NULL);
        assert_int_equal(d->xmp_len, xmp.len);
        assert_memory_equal(d->xmp, xmp.data, xmp.len);
        zb_buf_fini(&xmp);
        for (int i = 0; i < d->n; i++) {
                assert_true(d->records[i].id != 0 && d->records[i].name_units > 0);
                for (int k = 0; k < i; k++)
                        assert_int_not_equal(d->records[i].id, d->records[k].id);
        }
        doc_free(d);
}

/* One group for each section, its ends round its layers, none inside another. */
static void test_groups(void **state)
{
        struct doc *d = write_scene(scene, 1);
        assert_string_equal(d->records[0].name, "paper");
        assert_int_equal(d->records[0].n_channels, 4); /* the ground alone has no alpha */
        assert_int_equal(d->records[0].flags, 9);
        int open = 0, groups = 0;
        for (int i = 1; i < d->n; i++) {
                const struct record *r = &d->records[i];
                if (r->divider == 3) {
                        assert_int_equal(open++, 0);
                        assert_string_equal(r->name, "</Layer group>");
                } else if (r->divider) {
                        assert_int_equal(open--, 1);
                        groups++;
                } else {
                        assert_int_equal(open, 1);
                        assert_int_equal(r->n_channels, 5);
                }
        }
        assert_int_equal(open, 0);
        assert_int_equal(groups, 3); /* head, section 1, foot */
        assert_true(find(d, "1 Heading") > find(d, "chart"));
        doc_free(d);
}

/* The shapes of a chart are one layer, the frame painted after its labels too; what a label would hide is
 * not. */
static void test_layers(void **state)
{
        struct doc *d = write_scene(scene, 1);
        int chart = find(d, "chart"), n = 0;
        assert_true(chart > 0);
        for (int i = 0; i < d->n; i++)
                n += strcmp(d->records[i].name, "chart") == 0;
        assert_int_equal(n, 2); /* the last bar lies over a label */
        const struct record *r = &d->records[chart];
        assert_in_range(r->left, zb_px_of_mm(8, PPI), zb_px_of_mm(10, PPI));
        assert_true(find(d, "photo") > 0);
        assert_true(find(d, "photo") < find(d, "strip"));
        doc_free(d);
}

/* ---- pixels ---- */

static void over(const struct doc *d, const struct record *r, uint8_t *page[4])
{
        int width = r->right - r->left;
        for (int y = r->top; y < r->bottom; y++)
                for (int x = r->left; x < r->right; x++) {
                        size_t from = (size_t)(y - r->top) * (size_t)width + (size_t)(x - r->left);
                        size_t to = (size_t)y * (size_t)d->width + (size_t)x;
                        double a = r->planes[0] ? r->planes[0][from] / 255.0 : 1;
                        for (int p = 0; p < 4; p++)
                                page[p][to] =
                                        (uint8_t)lrint(page[p][to] * (1 - a) + r->planes[p + 1][from] * a);
                }
}

static void check_near(const struct doc *d, uint8_t *page[4], int most)
{
        size_t n = (size_t)d->width * (size_t)d->height;
        for (int p = 0; p < 4; p++)
                for (size_t i = 0; i < n; i++)
                        if (abs(page[p][i] - d->merged[p][i]) > most)
                                fail_msg("plate %d differs at %zu, %zu: %d, merged %d", p,
                                         i % (size_t)d->width, i / (size_t)d->width, page[p][i],
                                         d->merged[p][i]);
}

static void test_layers_make_the_merged_image(void **state)
{
        struct doc *d = write_scene(scene, 2);
        uint8_t *page[4];
        for (int p = 0; p < 4; p++) {
                page[p] = malloc((size_t)d->width * (size_t)d->height);
                assert_non_null(page[p]);
                memset(page[p], 255, (size_t)d->width * (size_t)d->height);
        }
        for (int i = 0; i < d->n; i++)
                if (!d->records[i].divider && d->records[i].bottom > d->records[i].top)
                        over(d, &d->records[i], page);
        check_near(d, page, 3); /* translucent shapes that overlap inside one layer */
        for (int p = 0; p < 4; p++)
                free(page[p]);
        doc_free(d);
}

struct flat {
        uint8_t *page[4];
        int width;
};

static enum zb_code keep_flat(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct flat *flat = ctx;
        size_t n = (size_t)band->width * (size_t)band->rows, at = (size_t)band->y * (size_t)band->width;
        for (size_t i = 0; i < 4 * n; i++)
                flat->page[i % 4][at + i / 4] = (uint8_t)(255 - band->cmyk[i]);
        return ZB_OK;
}

static void test_merged_is_the_raster(void **state)
{
        struct doc *d = write_scene(scene, 2);
        struct flat flat = {.width = d->width};
        for (int p = 0; p < 4; p++) {
                flat.page[p] = malloc((size_t)d->width * (size_t)d->height);
                assert_non_null(flat.page[p]);
        }
        const struct zb_raster_options o = {.ppi = PPI, .profile = profile, .max_total = 300};
        const struct zb_raster_sink sink = {.put = keep_flat, .ctx = &flat};
        assert_int_equal(zb_raster(scene, &o, &sink, 1, NULL), ZB_OK);
        check_near(d, flat.page, 0);
        for (int p = 0; p < 4; p++)
                free(flat.page[p]);
        doc_free(d);
}

/* Text of one ink has constant plates: its colour is in the plates, its shape in the alpha alone. */
static void test_one_ink(void **state)
{
        struct doc *d = write_scene(scene, 1);
        const struct record *r = &d->records[find(d, "heading\x1A"
                                                     "Heading")];
        assert_non_null(r->text);
        size_t n = (size_t)(r->right - r->left) * (size_t)(r->bottom - r->top);
        for (int p = 1; p < 5; p++)
                for (size_t i = 1; i < n; i++)
                        assert_int_equal(r->planes[p][i], r->planes[p][0]);
        assert_int_equal(r->planes[1][0], 255);
        assert_int_equal(r->planes[4][0], 255 - 230); /* K 90 */
        doc_free(d);
}

static void test_same_bytes(void **state)
{
        struct doc *first = write_scene(scene, 1);
        for (int threads = 2; threads <= 3; threads++) {
                struct doc *again = write_scene(scene, threads);
                assert_int_equal(again->file.len, first->file.len);
                assert_memory_equal(again->file.data, first->file.data, first->file.len);
                doc_free(again);
        }
        doc_free(first);
}

/* ---- text ---- */

static bool holds(const struct record *r, const char *bytes, size_t len)
{
        for (size_t i = 0; i + len <= r->text_len; i++)
                if (memcmp(r->text + i, bytes, len) == 0)
                        return true;
        return false;
}

static double text_double(const struct record *r, size_t at)
{
        uint64_t bits = 0;
        double v;
        for (int i = 0; i < 8; i++)
                bits = bits << 8 | r->text[at + (size_t)i];
        memcpy(&v, &bits, 8);
        return v;
}

static void test_text(void **state)
{
        struct doc *d = write_scene(scene, 1);
        const struct record *r = NULL;
        int n = 0;
        for (int i = 0; i < d->n; i++)
                if (d->records[i].text) {
                        n++;
                        if (holds(&d->records[i], "\0k\0e\0y", 6) && d->records[i].text)
                                r = &d->records[i];
                }
        assert_int_equal(n, 4); /* title, heading, paragraph, label */
        assert_non_null(r);
        assert_true(fabs(text_double(r, 2) - 1) < 1e-9 && fabs(text_double(r, 10)) < 1e-9);
        assert_true(fabs(text_double(r, 34) - zb_px_of_mm(10, PPI)) < 1e-6); /* left edge of the paragraph */
        static const char *const wanted[] = {"TxLr",
                                             "EngineData",
                                             "/FontSize ",
                                             "SourceHan",
                                             "/AutoLeading false",
                                             "/RunLengthArray [ 6 3 6 ]",
                                             "/Values [ 1.0 1.0 0.0 0.0 0.0 ]",
                                             "/Justification 0",
                                             "warpNone"};
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
                char utf16[32];
                size_t len = strlen(wanted[i]);
                for (size_t k = 0; k < len && k < 16; k++) {
                        utf16[2 * k] = 0;
                        utf16[2 * k + 1] = wanted[i][k];
                }
                if (!holds(r, wanted[i], len) && !holds(r, utf16, 2 * len))
                        fail_msg("no %s", wanted[i]);
        }
        /* U+5C55 is two bytes, of which the first is a backslash: escaped on its own. */
        assert_true(holds(r, "(\xFE\xFF\\\x5C\x55", 6));
        doc_free(d);
}

/* ---- what cannot be written ---- */

static void test_too_many_pixels(void **state)
{
        struct zb_scene *tall = zb_scene_new(100, 3000, 0);
        struct zb_write_options o = options(1);
        struct zb_err err = {0};
        o.ppi = 300;
        unlink(out_path);
        assert_int_equal(zb_write(tall, &(struct zb_output){&zb_format_psd, out_path}, 1, &o, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "30000"));
        assert_non_null(strstr(err.zh, "30000"));
        assert_int_equal(access(out_path, F_OK), -1);
        zb_scene_free(tall);
}

static void test_full_device(void **state)
{
        struct zb_write_options o = options(2);
        struct zb_err err = {0};
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_psd, "/dev/full"}, 1, &o, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "full"));
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_psd, "/nowhere/at/all.psd"}, 1, &o, &err),
                         ZB_WORK);
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_psd, "/dev/null"}, 1, &o, &err), ZB_OK);
}

static int count_files(void)
{
        char command[96];
        int n = -1;
        snprintf(command, sizeof command, "ls -A %s | wc -l", dir);
        FILE *pipe = popen(command, "r");
        assert_non_null(pipe);
        assert_int_equal(fscanf(pipe, "%d", &n), 1);
        pclose(pipe);
        return n;
}

/* Where file or spool may grow no further: the old file stays and nothing else is left. */
static void test_every_write_may_fail(void **state)
{
        struct doc *old = write_scene(scene, 1);
        int files = count_files();
        struct rlimit before;
        assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
        signal(SIGXFSZ, SIG_IGN);
        for (int part = 0; part < 20; part++) {
                struct rlimit now = {old->file.len * (unsigned)part / 20, before.rlim_max};
                struct zb_write_options o = options(2);
                struct zb_err err = {0};
                setrlimit(RLIMIT_FSIZE, &now);
                enum zb_code code = zb_write(scene, &(struct zb_output){&zb_format_psd, out_path}, 1, &o, &err);
                setrlimit(RLIMIT_FSIZE, &before);
                assert_int_equal(code, ZB_WORK);
                assert_string_equal(err.place, out_path);
        }
        assert_int_equal(count_files(), files);
        struct doc *after = read_psd();
        assert_int_equal(after->file.len, old->file.len);
        assert_memory_equal(after->file.data, old->file.data, old->file.len);
        doc_free(after);
        doc_free(old);
}

/* Whether the outputs could be made although the n-th allocation of ours failed; if not: one sentence, no
 * file, nothing lost. *ret_met: there was an n-th. */
static bool survives(const struct zb_output *outputs, size_t n_outputs, int n, bool *ret_met)
{
        struct zb_write_options o = options(1);
        struct zb_err err = {0};
        int files = count_files();
        o.ppi = 12;
        allocations_left = n;
        enum zb_code code = zb_write(scene, outputs, n_outputs, &o, &err);
        *ret_met = allocations_left < 0;
        allocations_left = -1;
        if (code == ZB_OK) {
                for (size_t i = 0; i < n_outputs; i++)
                        assert_int_equal(unlink(outputs[i].path), 0);
                return true;
        }
        assert_int_equal(code, ZB_WORK);
        assert_string_not_equal(err.zh, "");
        assert_int_equal(count_files(), files);
        return false;
}

/* Each allocation of ours fails in turn, in every format, and every third one when all are made together. */
static void test_every_allocation_may_fail(void **state)
{
        static const struct zb_format *const formats[] = {&zb_format_psd,  &zb_format_psb, &zb_format_jpeg,
                                                          &zb_format_tiff, &zb_format_png, &zb_format_pdf};
        enum { N = sizeof formats / sizeof *formats };
        struct zb_output outputs[N];
        char paths[N][sizeof out_path + 8];
        unlink(out_path);
        for (size_t i = 0; i < N; i++) {
                snprintf(paths[i], sizeof paths[i], "%s.%zu", out_path, i);
                outputs[i] = (struct zb_output){formats[i], paths[i]};
        }
        for (size_t i = 0; i <= N; i++) {
                bool all = i == N, met = true;
                int failed = 0;
                for (int n = 0; met; n += all ? 3 : 1) {
                        assert_true(n < 20000);
                        failed += !survives(all ? outputs : &outputs[i], all ? N : 1, n, &met);
                }
                assert_true(failed > 10);
        }
}

static int stop(void *ctx, struct zb_msg what, double fraction)
{
        return fraction > 0.5;
}

static void test_stopped(void **state)
{
        int files = count_files();
        struct zb_progress progress = {stop, NULL};
        struct zb_write_options o = options(2);
        o.progress = &progress;
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_psd, out_path}, 1, &o, NULL), ZB_WORK);
        assert_int_equal(count_files(), files);
}

/* ---- the scene ---- */

static struct zb_item *add_rect(int section, const char *name, struct zb_rect r, struct zb_paint fill)
{
        struct zb_item *item = demo_shape(scene, fill);
        item->box = r;
        item->section = section;
        item->name = name;
        zb_path_rect(scene->arena, &item->shape.path, r);
        return item;
}

/* A paragraph of plain, key and plain words. */
static void add_text(int section, const char *name, const char *role, const char *const words[3], double x,
                     double top, double em)
{
        struct zb_span spans[3];
        struct zb_text_style *styles = zb_arena_array(scene->arena, 3, sizeof *styles);
        assert_non_null(styles);
        for (int i = 0; i < 3; i++) {
                const struct zb_face *face = zb_fonts_face(fonts, i == 1 ? ZB_BOLD : ZB_REGULAR);
                spans[i] = (struct zb_span){words[i], strlen(words[i]), face, i == 1};
                styles[i] = (struct zb_text_style){face, {i == 1, 0, 0, i == 1 ? 0 : 0.9F}, i == 1};
        }
        const struct zb_para_spec spec = {spans, 3, em, INFINITY, ZB_LEFT, false, false};
        struct zb_para *para;
        assert_int_equal(zb_para_set(scene->arena, &spec, &para, NULL, NULL), ZB_OK);
        const struct zb_text like = {
                .tier = ZB_TIER_BODY, .role = role, .leading = 1.25, .styles = styles, .n_styles = 3};
        zb_scene_add_para(scene, ZB_LAYER_TEXT, section, name, para, x, top, &like);
}

static void build_scene(void)
{
        static const struct zb_ink blue = {0.9F, 0.6F, 0, 0.1F}, pale = {0.1F, 0.02F, 0, 0},
                                   amber = {0, 0.4F, 0.9F, 0};
        static const char *const title[3] = {"Title", "", ""}, *const heading[3] = {"Heading", "", ""};
        static const char *const para[3] = {"\u5c55\u677f\u7684\n\u5173\u952e", "key",
                                            "\u8bcd\u53e5\n\u672b\u884c"};
        static const char *const label[3] = {"21", "", ""};
        const struct zb_picture_info *info = zb_picture_info(picture);
        add_rect(-3, "paper", (struct zb_rect){0, 0, 100, 140},
                 zb_paint_linear((struct zb_ink){0}, pale, 0, 0, 0, 140));
        add_rect(-1, "head", (struct zb_rect){0, 0, 100, 30}, zb_paint_linear(blue, amber, 0, 0, 100, 30));
        add_text(-1, "title", "title", title, 10, 5, 14);
        add_text(0, "heading", "heading", heading, 10, 34, 9);
        add_text(0, "body", "body", para, 10, 46, 6);
        struct zb_item *item = demo_picture(scene, picture, (struct zb_rect){55.3, 34.2, 35.1, 30.7},
                                            (struct zb_rect){0, 0, info->width, info->height}, 3);
        item->section = 0;
        item->name = "photo";
        add_rect(0, "strip", (struct zb_rect){55.3, 58, 35.1, 6.9}, zb_paint_alpha(blue, 0.8));
        add_rect(0, "chart", (struct zb_rect){10, 72, 80, 44},
                 zb_paint_linear((struct zb_ink){0}, pale, 10, 72, 10, 116));
        add_text(0, "label", "axis", label, 14, 76, 6);
        item = demo_shape(scene, zb_paint_alpha(amber, 0.5));
        item->section = 0;
        item->name = "chart";
        zb_path_ellipse(scene->arena, &item->shape.path, 60, 95, 14, 12);
        item->shape.stroke = zb_paint_alpha(blue, 0.7);
        item->shape.stroke_mm = 1;
        item = add_rect(0, "chart", (struct zb_rect){10, 72, 80, 44},
                        zb_paint_solid(blue)); /* a frame round all */
        item->shape.fill.kind = ZB_PAINT_NONE;
        item->shape.stroke = zb_paint_solid(blue);
        item->shape.stroke_mm = 0.4;
        item->shape.round = true;
        add_rect(0, "chart", (struct zb_rect){16, 78, 6, 2}, zb_paint_solid(amber)); /* over the label */
        add_rect(-2, "foot", (struct zb_rect){0, 125, 100, 15}, zb_paint_solid(blue));
}

static int set_up(void **state)
{
        struct zb_err err = {0};
        assert_non_null(mkdtemp(dir));
        snprintf(out_path, sizeof out_path, "%s/out.psd", dir);
        snprintf(picture_path, sizeof picture_path, "%s/picture.tif", dir);
        demo_picture_write(picture_path, 120, 90);
        if (zb_picture_init("test_psd", &err) != ZB_OK ||
            zb_picture_open(picture_path, &picture, &err) != ZB_OK ||
            zb_fonts_open(ZB_SOURCE_DIR "/fonts", &fonts, &err) != ZB_OK ||
            zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &profile, &err) != ZB_OK)
                fail_msg("%s", err.en);
        scene = zb_scene_new(100, 140, 0);
        assert_non_null(scene);
        build_scene();
        return zb_arena_failed(scene->arena);
}

static int tear_down(void **state)
{
        zb_scene_free(scene);
        zb_picture_free(picture);
        zb_fonts_free(fonts);
        zb_profile_free(profile);
        zb_picture_fini();
        unlink(picture_path);
        unlink(out_path);
        return rmdir(dir);
}

int main(void)
{
        const struct CMUnitTest tests[] = {cmocka_unit_test(test_container),
                                           cmocka_unit_test(test_groups),
                                           cmocka_unit_test(test_layers),
                                           cmocka_unit_test(test_layers_make_the_merged_image),
                                           cmocka_unit_test(test_merged_is_the_raster),
                                           cmocka_unit_test(test_one_ink),
                                           cmocka_unit_test(test_same_bytes),
                                           cmocka_unit_test(test_text),
                                           cmocka_unit_test(test_too_many_pixels),
                                           cmocka_unit_test(test_full_device),
                                           cmocka_unit_test(test_every_write_may_fail),
                                           cmocka_unit_test(test_every_allocation_may_fail),
                                           cmocka_unit_test(test_stopped)};
        return cmocka_run_group_tests(tests, set_up, tear_down);
}
