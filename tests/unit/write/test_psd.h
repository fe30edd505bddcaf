/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of psd share. */
#ifndef ZB_TEST_PSD_H
#define ZB_TEST_PSD_H

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

#define PPI 60.0

#define MAX_RECORDS 40

__attribute__((unused)) static struct zb_picture *picture;

__attribute__((unused)) static struct zb_profile *profile;

__attribute__((unused)) static struct zb_fonts *fonts;

__attribute__((unused)) static struct zb_scene *scene;

__attribute__((unused)) static char dir[] = "/tmp/zb-psd-XXXXXX", out_path[64], picture_path[64];

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

static inline uint32_t take(struct doc *d, int bytes)
{
        uint32_t v = 0;
        assert_true(d->at + (size_t)bytes <= d->file.len);
        while (bytes-- > 0)
                v = v << 8 | (uint8_t)d->file.data[d->at++];
        return v;
}

static inline void unpack(const uint8_t *in, size_t len, uint8_t *out, size_t width)
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

static inline uint8_t *read_plane(struct doc *d, int width, int height, size_t lengths_at)
{
        uint8_t *plane = malloc((size_t)width * (size_t)height + 1);
        assert_non_null(plane);
        const uint8_t *lengths = (const uint8_t *)d->file.data + lengths_at;
        for (int y = 0; y < height; y++) {
                size_t len = (size_t)lengths[2 * y] << 8 | lengths[2 * y + 1];
                assert_true(d->at + len <= d->file.len);
                unpack((const uint8_t *)d->file.data + d->at, len, plane + (size_t)y * (size_t)width, (size_t)width);
                d->at += len;
        }
        return plane;
}

static inline void read_resources(struct doc *d)
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

static inline void read_blocks(struct doc *d, struct record *r, size_t end)
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

static inline void read_record(struct doc *d, struct record *r)
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

static inline void read_layers(struct doc *d)
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

static inline struct doc *read_psd(void)
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

static inline void doc_free(struct doc *d)
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

static inline struct zb_write_options options(int threads)
{
        return (struct zb_write_options){.profile = profile, .ppi = PPI, .max_total = 300, .threads = threads};
}

static inline struct doc *write_scene(const struct zb_scene *what, int threads)
{
        struct zb_write_options o = options(threads);
        struct zb_err err = {0};
        if (zb_write(what, &(struct zb_output){&zb_format_psd, out_path}, 1, &o, &err) != ZB_OK)
                fail_msg("%s", err.en);
        return read_psd();
}

static inline int find(const struct doc *d, const char *name)
{
        for (int i = 0; i < d->n; i++)
                if (strcmp(d->records[i].name, name) == 0)
                        return i;
        return -1;
}

static inline void check_near(const struct doc *d, uint8_t *page[4], int most)
{
        size_t n = (size_t)d->width * (size_t)d->height;
        for (int p = 0; p < 4; p++)
                for (size_t i = 0; i < n; i++)
                        if (abs(page[p][i] - d->merged[p][i]) > most)
                                fail_msg("plate %d differs at %zu, %zu: %d, merged %d", p, i % (size_t)d->width,
                                         i / (size_t)d->width, page[p][i], d->merged[p][i]);
}

static inline int count_files(void)
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

static inline int stop(void *ctx, struct zb_msg what, double fraction)
{
        return fraction > 0.5;
}

static inline void test_stopped(void **state)
{
        int files = count_files();
        struct zb_progress progress = {stop, NULL};
        struct zb_write_options o = options(2);
        o.progress = &progress;
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_psd, out_path}, 1, &o, NULL), ZB_WORK);
        assert_int_equal(count_files(), files);
}

/* ---- the scene ---- */

static inline struct zb_item *add_rect(int section, const char *name, struct zb_rect r, struct zb_paint fill)
{
        struct zb_item *item = demo_shape(scene, fill);
        item->box = r;
        item->section = section;
        item->name = name;
        zb_path_rect(scene->arena, &item->shape.path, r);
        return item;
}

/* A paragraph of plain, key and plain words. */
static inline void add_text(int section, const char *name, const char *role, const char *const words[3], double x,
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

static inline void build_scene(void)
{
        static const struct zb_ink blue = {0.9F, 0.6F, 0, 0.1F}, pale = {0.1F, 0.02F, 0, 0},
                                   amber = {0, 0.4F, 0.9F, 0};
        static const char *const title[3] = {"Title", "", ""}, *const heading[3] = {"Heading", "", ""};
        static const char *const para[3] = {"\u5c55\u677f\u7684\n\u5173\u952e", "key", "\u8bcd\u53e5\n\u672b\u884c"};
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
        item = add_rect(0, "chart", (struct zb_rect){10, 72, 80, 44}, zb_paint_solid(blue)); /* a frame round all */
        item->shape.fill.kind = ZB_PAINT_NONE;
        item->shape.stroke = zb_paint_solid(blue);
        item->shape.stroke_mm = 0.4;
        item->shape.round = true;
        add_rect(0, "chart", (struct zb_rect){16, 78, 6, 2}, zb_paint_solid(amber)); /* over the label */
        add_rect(-2, "foot", (struct zb_rect){0, 125, 100, 15}, zb_paint_solid(blue));
}

static inline int set_up(void **state)
{
        struct zb_err err = {0};
        assert_non_null(mkdtemp(dir));
        snprintf(out_path, sizeof out_path, "%s/out.psd", dir);
        snprintf(picture_path, sizeof picture_path, "%s/picture.tif", dir);
        demo_picture_write(picture_path, 120, 90);
        if (zb_picture_init("test_psd", &err) != ZB_OK || zb_picture_open(picture_path, &picture, &err) != ZB_OK ||
            zb_fonts_open(ZB_SOURCE_DIR "/fonts", &fonts, &err) != ZB_OK ||
            zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &profile, &err) != ZB_OK)
                fail_msg("%s", err.en);
        scene = zb_scene_new(100, 140, 0);
        assert_non_null(scene);
        build_scene();
        return zb_arena_failed(scene->arena);
}

static inline int tear_down(void **state)
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

#endif
