/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of pdf share. */
#ifndef ZB_TEST_PDF_H
#define ZB_TEST_PDF_H

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <cmocka.h>
#include <qpdf/qpdf-c.h>
#include "write_priv.h"

#define PROFILE ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc"

#define FONTS ZB_SOURCE_DIR "/fonts"

enum { PICTURE_W = 900, PICTURE_H = 600 };

__attribute__((unused)) static struct zb_profile *press;

__attribute__((unused)) static struct zb_fonts *fonts;

__attribute__((unused)) static char folder[256];

/* ---- the scene ---- */

static inline void put16(FILE *f, unsigned v)
{
        fputc((int)(v & 255), f);
        fputc((int)(v >> 8 & 255), f);
}

static inline void tiff_entry(FILE *f, unsigned tag, unsigned type, unsigned long count, unsigned long value)
{
        put16(f, tag);
        put16(f, type);
        put16(f, (unsigned)count);
        put16(f, (unsigned)(count >> 16));
        put16(f, (unsigned)value);
        put16(f, (unsigned)(value >> 16));
}

/* An RGB picture as the smallest TIFF that says so: a sky over a field, with an edge that shows its
 * orientation. */
static inline void make_picture(const char *path)
{
        static const unsigned long entries[][4] = {
                {256, 4, 1, PICTURE_W}, {257, 4, 1, PICTURE_H}, {258, 3, 3, 8 + 2 + 9 * 12 + 4},
                {259, 3, 1, 1},         {262, 3, 1, 2},         {273, 4, 1, 256},
                {277, 3, 1, 3},         {278, 4, 1, PICTURE_H}, {279, 4, 1, PICTURE_W * PICTURE_H * 3UL},
        };
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fwrite("II*\0\x08\0\0\0", 1, 8, f);
        put16(f, 9);
        for (int i = 0; i < 9; i++)
                tiff_entry(f, (unsigned)entries[i][0], (unsigned)entries[i][1], entries[i][2], entries[i][3]);
        put16(f, 0);
        put16(f, 0);
        for (int i = 0; i < 3; i++)
                put16(f, 8);
        while (ftell(f) < 256)
                fputc(0, f);
        for (int y = 0; y < PICTURE_H; y++)
                for (int x = 0; x < PICTURE_W; x++) {
                        bool sky = y < PICTURE_H / 2, sun = x < 180 && y < 120;
                        fputc(sun ? 250 : sky ? 120 : 60, f);
                        fputc(sun ? 200 : sky ? 170 + y / 8 : 130, f);
                        fputc(sun ? 40 : sky ? 230 : 50 + x / 16, f);
                }
        assert_int_equal(fclose(f), 0);
}

static inline const char *file_in_folder(const char *name)
{
        static char path[2][512];
        static int turn;
        turn = !turn;
        snprintf(path[turn], sizeof(path[turn]), "%s/%s", folder, name);
        return path[turn];
}

static const struct zb_ink K90 = {0, 0, 0, 0.9f}, BLUE = {0.92f, 0.62f, 0.04f, 0.04f},
                           PALE = {0.09f, 0.02f, 0.01f, 0}, DEEP = {1, 0.88f, 0.38f, 0.4f},
                           DEEP2 = {0.96f, 0.75f, 0.2f, 0.21f}, AMBER = {0, 0.38f, 0.92f, 0}, PAPER = {0, 0, 0, 0};

static inline struct zb_item *add_box(struct zb_scene *scene, enum zb_layer layer, struct zb_rect box, double radius)
{
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_SHAPE, layer);
        item->box = box;
        item->section = -3;
        zb_path_round_rect(scene->arena, &item->shape.path, box, radius);
        return item;
}

static inline size_t add_text(struct zb_scene *scene, const struct zb_span *spans, size_t n, double em, double x,
                              double top, double measure, const struct zb_text_style *styles)
{
        struct zb_para_spec spec = {
                .spans = spans, .n_spans = n, .em_mm = em, .measure_mm = measure, .align = ZB_JUSTIFY};
        struct zb_para *para;
        struct zb_err err = {0};
        assert_int_equal(zb_para_set(scene->arena, &spec, &para, NULL, &err), ZB_OK);
        struct zb_text like = {.tier = ZB_TIER_BODY,
                               .role = "body",
                               .leading = 1.25,
                               .styles = styles,
                               .n_styles = n,
                               .place = "/sections/0/text/0"};
        return zb_scene_add_para(scene, ZB_LAYER_TEXT, 0, "正文 1", para, x, top, &like);
}

static inline struct zb_span span(const char *text, enum zb_weight weight, int style)
{
        return (struct zb_span){text, strlen(text), zb_fonts_face(fonts, weight), style};
}

static inline struct zb_text_style style(enum zb_weight weight, struct zb_ink ink)
{
        return (struct zb_text_style){zb_fonts_face(fonts, weight), ink, weight == ZB_BOLD};
}

static inline void add_texts(struct zb_scene *scene)
{
        const struct zb_span title[] = {span("智慧课堂，“数”说成长", ZB_HEAVY, 0)};
        const struct zb_text_style title_styles[] = {style(ZB_HEAVY, AMBER)};
        add_text(scene, title, 1, 30, 22, 20, INFINITY, title_styles);
        const struct zb_span body[] = {
                span("教师把AI学伴请进课堂：“", ZB_REGULAR, 0), span("因材施教", ZB_BOLD, 1),
                span("”不再是口号，（office文件、effort）都能分析——每周2次……学生提问从12%升到92%。", ZB_REGULAR, 0)};
        const struct zb_text_style body_styles[] = {style(ZB_REGULAR, K90), style(ZB_BOLD, BLUE),
                                                    style(ZB_REGULAR, K90)};
        add_text(scene, body, 3, 20, 22, 90, 360, body_styles);
}

static inline void add_picture(struct zb_scene *scene, struct zb_picture *picture, struct zb_rect box)
{
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_PICTURE, ZB_LAYER_PICTURES);
        item->box = box;
        item->picture.picture = picture;
        item->picture.crop = zb_picture_crop(picture, box.w, box.h, 0.5, 0.5);
        item->picture.radius_mm = 7;
}

/* 400 × 600 mm: ground with a gradient, head, text, the same picture twice and once smaller, bars, a veil. */
static inline struct zb_scene *make_scene(struct zb_picture *picture, double bleed)
{
        struct zb_scene *s = zb_scene_new(400, 600, bleed);
        s->title = "智慧课堂 <AI> & \"数\"";
        s->author = "示例实验学校";
        s->ai = true;
        s->fonts = fonts;
        struct zb_rect all = {-bleed, -bleed, 400 + 2 * bleed, 600 + 2 * bleed};
        add_box(s, ZB_LAYER_BACKGROUND, all, 0)->shape.fill = zb_paint_linear(PAPER, PALE, 0, 0, 0, 600);
        struct zb_rect head = {-bleed, -bleed, 400 + 2 * bleed, 70 + bleed};
        add_box(s, ZB_LAYER_BACKGROUND, head, 0)->shape.fill = zb_paint_linear(DEEP, DEEP2, 0, 0, 400, 70);
        add_picture(s, picture, (struct zb_rect){22, 330, 150, 100});
        add_picture(s, picture, (struct zb_rect){200, 330, 150, 100});
        add_picture(s, picture, (struct zb_rect){200, 450, 15, 10});
        struct zb_item *frame = add_box(s, ZB_LAYER_CHARTS, (struct zb_rect){22, 450, 150, 100}, 7);
        frame->shape.fill = zb_paint_linear(PAPER, PALE, 22, 450, 22, 550);
        frame->shape.stroke = zb_paint_solid(BLUE);
        frame->shape.stroke_mm = 1.2;
        add_box(s, ZB_LAYER_CHARTS, (struct zb_rect){40, 480, 20, 60}, 0)->shape.fill = zb_paint_solid(BLUE);
        struct zb_item *arc = zb_scene_item(s, ZB_ITEM_SHAPE, ZB_LAYER_CHARTS);
        zb_path_arc(s->arena, &arc->shape.path, 110, 500, 30, -1.5, 2.5);
        arc->shape.stroke = zb_paint_linear(BLUE, AMBER, 80, 500, 140, 500);
        arc->shape.stroke_mm = 6;
        arc->shape.round = true;
        add_box(s, ZB_LAYER_PICTURES, (struct zb_rect){22, 405, 150, 25}, 0)->shape.fill = zb_paint_alpha(DEEP, 0.9);
        struct zb_item *veil = add_box(s, ZB_LAYER_CHARTS, (struct zb_rect){240, 470, 100, 60}, 10);
        veil->shape.fill = zb_paint_alpha(AMBER, 0.5);
        veil->shape.stroke = zb_paint_alpha(BLUE, 0.5);
        veil->shape.stroke_mm = 8;
        add_texts(s);
        *zb_scene_add_figure(s) = (struct zb_scene_figure){
                .box = {22, 330, 150, 100}, .type = "photo", .caption = "图 1 天空", .place = "", .picture = picture};
        *zb_scene_add_figure(s) = (struct zb_scene_figure){
                .box = {22, 450, 150, 100}, .type = "bar", .caption = "图 2 柱形图", .place = ""};
        assert_false(zb_arena_failed(s->arena));
        return s;
}

/* ---- the written file ---- */

static inline void write_scene(const struct zb_scene *scene, const char *path, int threads)
{
        struct zb_write_options options = {.profile = press, .max_total = 300, .threads = threads};
        struct zb_err err = {0};
        if (zb_write(scene, &(struct zb_output){&zb_format_pdf, path}, 1, &options, &err))
                fail_msg("%s", err.en);
}

struct pdf_file {
        qpdf_data q;
        qpdf_oh page, resources;
        unsigned char *content;
        size_t len;
};

static inline struct pdf_file pdf_open(const char *path)
{
        struct pdf_file f = {.q = qpdf_init()};
        qpdf_silence_errors(f.q);
        assert_int_equal(qpdf_read(f.q, path, NULL), QPDF_SUCCESS);
        assert_int_equal(qpdf_get_num_pages(f.q), 1);
        f.page = qpdf_get_page_n(f.q, 0);
        f.resources = qpdf_oh_get_key(f.q, f.page, "/Resources");
        assert_int_equal(qpdf_oh_get_page_content_data(f.q, f.page, &f.content, &f.len), QPDF_SUCCESS);
        f.content = realloc(f.content, f.len + 1);
        f.content[f.len] = 0;
        return f;
}

static inline void pdf_close(struct pdf_file *f)
{
        assert_false(qpdf_more_warnings(f->q));
        free(f->content);
        qpdf_cleanup(&f->q);
}

static inline qpdf_oh key(struct pdf_file *f, qpdf_oh dict, const char *name)
{
        return qpdf_oh_get_key(f->q, dict, name);
}

static inline double number_at(struct pdf_file *f, qpdf_oh array, int n)
{
        return qpdf_oh_get_numeric_value(f->q, qpdf_oh_get_array_item(f->q, array, n));
}

static inline char *stream_text(struct pdf_file *f, qpdf_oh stream, size_t *ret_len)
{
        QPDF_BOOL filtered;
        unsigned char *data;
        size_t len;
        assert_int_equal(qpdf_oh_get_stream_data(f->q, stream, qpdf_dl_all, &filtered, &data, &len), QPDF_SUCCESS);
        char *text = malloc(len + 1);
        memcpy(text, data, len);
        text[len] = 0;
        free(data);
        if (ret_len)
                *ret_len = len;
        return text;
}

/* ---- tests ---- */

struct fixture {
        struct zb_picture *picture;
        struct zb_scene *scene;
        struct pdf_file file;
};

static inline int setup(void **state)
{
        static struct fixture x;
        struct zb_err err = {0};
        const char *kept = getenv("ZB_TEST_KEEP"); /* a folder, to look at the file by eye */
        snprintf(folder, sizeof(folder), "%s", kept ? kept : "/tmp/zhanban-pdf-XXXXXX");
        if (!kept && !mkdtemp(folder))
                return -1;
        if (zb_picture_init("test_pdf", &err) || zb_profile_open(PROFILE, &press, &err) ||
            zb_fonts_open(FONTS, &fonts, &err)) {
                fprintf(stderr, "%s\n", err.en);
                return -1;
        }
        make_picture(file_in_folder("sky.tif"));
        if (zb_picture_open(file_in_folder("sky.tif"), &x.picture, &err)) {
                fprintf(stderr, "%s\n", err.en);
                return -1;
        }
        x.scene = make_scene(x.picture, 3);
        write_scene(x.scene, file_in_folder("a.pdf"), 1);
        x.file = pdf_open(file_in_folder("a.pdf"));
        *state = &x;
        return 0;
}

static inline int teardown(void **state)
{
        struct fixture *x = *state;
        pdf_close(&x->file);
        zb_scene_free(x->scene);
        zb_picture_free(x->picture);
        zb_fonts_free(fonts);
        zb_profile_free(press);
        zb_picture_fini();
        if (!getenv("ZB_TEST_KEEP")) {
                unlink(file_in_folder("sky.tif"));
                unlink(file_in_folder("a.pdf"));
                unlink(file_in_folder("b.pdf"));
                rmdir(folder);
        }
        return 0;
}

static inline void assert_same_files(const char *a, const char *b)
{
        struct zb_buf x = ZB_BUF_INIT, y = ZB_BUF_INIT;
        assert_int_equal(zb_file_read(a, 1 << 28, &x, NULL), ZB_OK);
        assert_int_equal(zb_file_read(b, 1 << 28, &y, NULL), ZB_OK);
        assert_int_equal(x.len, y.len);
        assert_memory_equal(x.data, y.data, x.len);
        zb_buf_fini(&x);
        zb_buf_fini(&y);
}

static inline int stop(void *ctx, struct zb_msg what, double fraction)
{
        return fraction > 0.2;
}

/* A stopped or impossible write leaves the old file and no other. */
static inline void test_failures(void **state)
{
        struct fixture *x = *state;
        struct zb_err err = {0};
        struct zb_progress progress = {.tick = stop};
        struct zb_write_options options = {.profile = press, .max_total = 300, .threads = 1, .progress = &progress};
        write_scene(x->scene, file_in_folder("b.pdf"), 1);
        assert_int_equal(
                zb_write(x->scene, &(struct zb_output){&zb_format_pdf, file_in_folder("b.pdf")}, 1, &options, &err),
                ZB_WORK);
        assert_true(err.zh[0] && err.en[0]);
        assert_same_files(file_in_folder("a.pdf"), file_in_folder("b.pdf"));
        options.progress = NULL;
        /* A disk that fills up half way, as the kernel shows it: writes fail from a size on. */
        struct rlimit usual, small = {100000, 0};
        getrlimit(RLIMIT_FSIZE, &usual);
        small.rlim_max = usual.rlim_max;
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &small);
        err = (struct zb_err){0};
        enum zb_code code =
                zb_write(x->scene, &(struct zb_output){&zb_format_pdf, file_in_folder("b.pdf")}, 1, &options, &err);
        setrlimit(RLIMIT_FSIZE, &usual);
        assert_int_equal(code, ZB_WORK);
        assert_true(err.zh[0] && err.en[0]);
        assert_same_files(file_in_folder("a.pdf"), file_in_folder("b.pdf"));
        assert_int_equal(zb_write(x->scene, &(struct zb_output){&zb_format_pdf, "/nowhere/b.pdf"}, 1, &options, &err),
                         ZB_WORK);
}

#endif
