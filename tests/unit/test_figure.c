/* SPDX-License-Identifier: Apache-2.0 */
/* Figures: every kind in many boxes. A chart may never push text out of its box, into other text or into its
 * strip; what zb_figure_need promises, zb_figure_draw keeps; values are printed as they were written; a QR
 * code is, module for module, what libqrencode says. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <qrencode.h>

#include "figure.h"
#include "figure_samples.h"

struct world {
        struct zb_fonts *fonts;
        struct zb_theme theme;
        struct zb_spec board;
        struct zb_compose_options options;
};

static int set_up(void **state)
{
        static struct world w;
        struct zb_err err = {0};
        if (zb_fonts_open(ZB_SOURCE_DIR "/fonts", &w.fonts, &err) != ZB_OK ||
            zb_theme_load(ZB_SOURCE_DIR "/layouts", NULL, "tech-blue", &w.theme, &err) != ZB_OK) {
                fprintf(stderr, "%s\n", err.en);
                return 1;
        }
        w.options = (struct zb_compose_options){.theme = &w.theme, .fonts = w.fonts};
        *state = &w;
        return 0;
}

static int tear_down(void **state)
{
        zb_fonts_free(((struct world *)*state)->fonts);
        return 0;
}

static struct zb_stage new_stage(struct world *w, double caption_em)
{
        struct zb_scene *scene = zb_scene_new(785, 1780, 0);
        assert_non_null(scene);
        return (struct zb_stage){.board = &w->board,
                                 .o = &w->options,
                                 .scene = scene,
                                 .arena = scene->arena,
                                 .em = {105.9, 63.6, 38.9, caption_em, 19.45},
                                 .weight = {ZB_HEAVY, ZB_BOLD, ZB_REGULAR, ZB_MEDIUM, ZB_REGULAR}};
}

static const struct zb_figure *sample(const char *name)
{
        for (size_t i = 0; i < N_SAMPLES; i++)
                if (strcmp(samples[i].name, name) == 0)
                        return &samples[i].figure;
        fail_msg("no sample %s", name);
        return NULL;
}

static size_t remarks_of(const struct zb_scene *scene, const char *rule)
{
        size_t n = 0;
        for (size_t i = 0; i < scene->n_remarks; i++)
                n += strcmp(scene->remarks[i].rule, rule) == 0;
        return n;
}

static bool has_text(const struct zb_scene *scene, const char *text, const char *role)
{
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                if (item->kind == ZB_ITEM_TEXT && strcmp(item->text.utf8, text) == 0 &&
                    (!role || strcmp(item->text.role, role) == 0))
                        return true;
        }
        return false;
}

/* ---- what every drawing must keep ---- */

/* All complaints are printed before the test fails: one bad kind should not hide another. */
static int complaints;

static void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void complain(const char *format, ...)
{
        va_list args;
        va_start(args, format);
        if (complaints++ < 40) {
                vfprintf(stderr, format, args);
                fputc('\n', stderr);
        }
        va_end(args);
}

static int no_complaints(void **state)
{
        complaints = 0;
        return 0;
}

static void check_text(const char *name, struct zb_rect box, const struct zb_scene *scene, double strip_top)
{
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *a = &scene->items[i];
                if (a->kind != ZB_ITEM_TEXT)
                        continue;
                const char *text = a->text.utf8;
                if (!zb_rect_contains(box, a->box, 0.02))
                        complain("%s %gx%g: “%s” leaves the box", name, box.w, box.h, text);
                if (strcmp(a->text.role, "caption") != 0 && strcmp(a->text.role, "ai") != 0 &&
                    a->box.y + a->box.h > strip_top + 0.02)
                        complain("%s %gx%g: “%s” runs into the strip", name, box.w, box.h, text);
                for (size_t k = i + 1; k < scene->n_items; k++) {
                        if (scene->items[k].kind != ZB_ITEM_TEXT)
                                continue;
                        struct zb_rect both = zb_rect_intersect(a->box, scene->items[k].box);
                        if (both.w > 0.05 && both.h > 0.05)
                                complain("%s %gx%g: “%s” and “%s” overlap", name, box.w, box.h, text,
                                         scene->items[k].text.utf8);
                }
        }
}

static void check_shapes(const char *name, struct zb_rect box, const struct zb_scene *scene)
{
        for (size_t i = 0; i < scene->n_items; i++)
                if (scene->items[i].kind != ZB_ITEM_TEXT && !zb_rect_contains(box, scene->items[i].box, 0.8))
                        complain("%s %gx%g: a shape leaves the box (%s)", name, box.w, box.h,
                                 scene->items[i].name);
}

static void check_entry(const struct zb_figure *f, struct zb_rect box, const struct zb_scene *scene)
{
        assert_int_equal(scene->n_figures, 1);
        const struct zb_scene_figure *e = &scene->figures[0];
        assert_string_equal(e->type, zb_figure_type_names[f->type]);
        assert_string_equal(e->caption, f->caption);
        assert_string_equal(e->place, f->place);
        assert_true(e->box.x == box.x && e->box.y == box.y && e->box.w == box.w && e->box.h == box.h);
        assert_int_equal(e->section, 2);
        for (size_t i = 0; i < scene->n_items; i++)
                assert_int_equal(scene->items[i].section, 2);
}

/* The caption's lines, one or two, are the caption, but for the space at a break. */
static bool says_caption(const struct zb_scene *scene, const char *caption)
{
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                if (item->kind != ZB_ITEM_TEXT || strcmp(item->text.role, "caption") != 0)
                        continue;
                while (*caption == ' ')
                        caption++;
                size_t n = strlen(item->text.utf8);
                if (strncmp(caption, item->text.utf8, n) != 0)
                        return false;
                caption += n;
        }
        return *caption == '\0';
}

/* Draws into a scene of its own; strict when the box is at least what the figure needs. */
static void draw_checked(struct world *w, const struct sample *s, double em, double width, double height)
{
        struct zb_stage stage = new_stage(w, em);
        struct zb_err err = {0};
        double need_w, need_h, caption;
        zb_figure_need(&stage, &s->figure, width, &need_w, &need_h, &caption);
        assert_true(need_w > 0 && need_h > 0 && caption > 0 && need_w >= caption);
        struct zb_rect box = {40, 60, width, height};
        assert_int_equal(zb_figure_draw(&stage, &s->figure, box, 2, false, &err), ZB_OK);
        check_entry(&s->figure, box, stage.scene);
        if (need_w <= width + 1e-9 && need_h <= height + 1e-9) {
                check_text(s->name, box, stage.scene,
                           box.y + box.h - zb_figure_strip_mm(&stage, &s->figure, width));
                check_shapes(s->name, box, stage.scene);
                if (stage.scene->n_remarks)
                        complain("%s %gx%g (needs %gx%g): %s", s->name, width, height, need_w, need_h,
                                 stage.scene->remarks[0].text.en);
                assert_true(says_caption(stage.scene, s->figure.caption));
        }
        zb_scene_free(stage.scene);
}

static void every_kind_in_many_boxes(void **state)
{
        static const double widths[] = {200, 250, 284, 331, 344, 410, 520, 700};
        static const double heights[] = {105, 130, 160, 200, 250, 305, 420};
        static const double ems[] = {21.9, 24.8, 28};
        for (size_t i = 0; i < N_SAMPLES; i++)
                for (size_t x = 0; x < sizeof widths / sizeof *widths; x++)
                        for (size_t y = 0; y < sizeof heights / sizeof *heights; y++)
                                draw_checked(*state, &samples[i], ems[(x + y) % 3], widths[x], heights[y]);
        assert_int_equal(complaints, 0);
}

/* The very sizes that zb_figure_need names, at its least width and at larger ones. */
static void need_is_enough(void **state)
{
        for (size_t i = 0; i < N_SAMPLES; i++)
                for (double width = 0; width <= 700; width += 35) {
                        struct zb_stage stage = new_stage(*state, 24.8);
                        double w, h, caption;
                        zb_figure_need(&stage, &samples[i].figure, width, &w, &h, &caption);
                        zb_scene_free(stage.scene);
                        draw_checked(*state, &samples[i], 24.8, fmax(w, width), h);
                }
        assert_int_equal(complaints, 0);
}

/* Boxes far too small: text may collide with nothing but its own kind, and nothing fails. */
static void small_boxes_are_survived(void **state)
{
        for (size_t i = 0; i < N_SAMPLES; i++)
                for (double side = 1; side < 150; side *= 2) {
                        draw_checked(*state, &samples[i], 24.8, side, 300);
                        draw_checked(*state, &samples[i], 24.8, 300, side);
                }
        assert_int_equal(complaints, 0);
}

/* ---- data that nobody chose ---- */

static unsigned next_random(unsigned *seed)
{
        return *seed = *seed * 1664525u + 1013904223u, *seed >> 10;
}

static const char *random_text(unsigned *seed, struct zb_arena *arena)
{
        static const char *const words[] = {"学",       "课堂",  "智能", "AI",    "教研组",   "2025",
                                            "小组合作", "5G",    "信息", "STEM",  "数据驱动", "3D",
                                            "评",       "12.5",  "家校", "Wi-Fi", "（一）",   "应用前",
                                            "·",        "第3周", "创客"};
        const char *text = "";
        for (unsigned n = 1 + next_random(seed) % 3; n > 0; n--)
                text = zb_arena_printf(arena, "%s%s", text,
                                       words[next_random(seed) % (sizeof words / sizeof *words)]);
        return text;
}

static const char **random_texts(unsigned *seed, struct zb_arena *arena, size_t n)
{
        const char **texts = zb_arena_array(arena, n, sizeof *texts);
        for (size_t i = 0; i < n; i++)
                texts[i] = random_text(seed, arena);
        return texts;
}

static struct zb_chart_data random_data(unsigned *seed, struct zb_arena *arena, enum zb_figure_type type)
{
        static const char *const units[] = {"", "%", "次", "人次"};
        struct zb_chart_data d = {.unit = units[next_random(seed) % 4]};
        d.n_labels = (type == ZB_FIG_RADAR ? 3 : type == ZB_FIG_TABLE ? 2 : 1) + next_random(seed) % 4;
        d.labels = random_texts(seed, arena, d.n_labels);
        d.times = random_texts(seed, arena, d.n_labels);
        d.n_rows = 1 + next_random(seed) % 5;
        d.cells = random_texts(seed, arena, d.n_rows * d.n_labels);
        d.n_series = type == ZB_FIG_DONUT ? 1 : 1 + next_random(seed) % 4;
        struct zb_series *series = zb_arena_array(arena, d.n_series, sizeof *series);
        for (size_t s = 0; s < d.n_series; s++) {
                double *values = zb_arena_array(arena, d.n_labels, sizeof *values);
                for (size_t i = 0; i < d.n_labels; i++)
                        values[i] = (double)(next_random(seed) % 2000) / 10 -
                                    (type == ZB_FIG_BAR || type == ZB_FIG_LINE ? 40 : 0);
                series[s] = (struct zb_series){random_text(seed, arena), values};
        }
        d.series = series;
        if (type == ZB_FIG_DONUT && strcmp(d.unit, "%") == 0)
                d.unit = "个";
        return d;
}

/* Whatever the labels and values, the size that is asked for is enough. */
static void need_is_enough_for_any_data(void **state)
{
        unsigned seed = 20250901;
        struct zb_arena *arena = zb_arena_new();
        assert_non_null(arena);
        for (int round = 0; round < 500; round++) {
                enum zb_figure_type type =
                        (enum zb_figure_type)(ZB_FIG_BAR + round % (ZB_N_FIG_TYPES - ZB_FIG_BAR));
                char name[40];
                snprintf(name, sizeof name, "%s round %d", zb_figure_type_names[type], round);
                struct sample s = {name, CHART(type, "图1 说明", "", .n_labels = 0)};
                s.figure.data = random_data(&seed, arena, type);
                struct zb_stage stage = new_stage(*state, 24.8);
                double w, h, caption, width = (double)(next_random(&seed) % 600);
                zb_figure_need(&stage, &s.figure, width, &w, &h, &caption);
                zb_scene_free(stage.scene);
                draw_checked(*state, &s, 24.8, fmax(w, width), h);
                draw_checked(*state, &s, 24.8, fmax(w, width) + next_random(&seed) % 200,
                             h + next_random(&seed) % 300);
        }
        zb_arena_free(arena);
        assert_int_equal(complaints, 0);
}

/* ---- what is printed ---- */

static struct zb_stage drawn(struct world *w, const struct zb_figure *f, double width, double height)
{
        struct zb_stage stage = new_stage(w, 24.8);
        struct zb_err err = {0};
        assert_int_equal(zb_figure_draw(&stage, f, (struct zb_rect){0, 0, width, height}, 0, false, &err),
                         ZB_OK);
        return stage;
}

static void values_are_printed(void **state)
{
        static const struct {
                const char *name, *texts[6];
        } cases[] = {
                {"bar2", {"提问应答", "21", "15", "12", "11", "应用前"}},
                {"bar1", {"88.5%", "100%", "信息科技", "92%", "76%", "81%"}},
                {"bar_neg", {"12.5分", "−3.5", "8", "−7", "口算", "体能"}},
                {"line1", {"42%", "51%", "58%", "69%", "87%", "9月"}},
                {"line2", {"44", "16", "实验班", "对照班", "第一周", "第六周"}},
                {"radar5", {"德育", "智育", "88", "84", "90", "现在"}},
                {"donut3", {"62%", "21%", "17%", "国家平台", "自建", "共享"}},
                {"table", {"应用后", "48小时", "15次", "每日", "项目", "家校沟通"}},
                {"flow4",
                 {"课堂采集", "智能诊断", "精准推送", "教学改进", "图2 数据驱动的教学改进闭环", "课堂采集"}},
                {"time6", {"7:50", "20:00", "15:30", "晨读打卡", "智能答疑", "亲子阅读"}},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_stage stage = drawn(*state, sample(cases[i].name), 420, 420);
                for (size_t k = 0; k < 6; k++)
                        if (!has_text(stage.scene, cases[i].texts[k], NULL))
                                fail_msg("%s: “%s” is not printed", cases[i].name, cases[i].texts[k]);
                zb_scene_free(stage.scene);
        }
}

/* Bars begin at zero: their lengths are to each other as the values. */
static void bars_are_honest(void **state)
{
        struct zb_stage stage = drawn(*state, sample("bar2"), 331, 305);
        const double *values[2] = {sample("bar2")->data.series[0].values,
                                   sample("bar2")->data.series[1].values};
        struct zb_ink inks[2] = {((struct world *)*state)->theme.mid, ((struct world *)*state)->theme.accent};
        size_t found[2] = {0, 0};
        double per_unit = 0, left = 0;
        for (size_t i = 0; i < stage.scene->n_items; i++) {
                const struct zb_item *item = &stage.scene->items[i];
                for (size_t s = 0; s < 2 && item->kind == ZB_ITEM_SHAPE; s++) {
                        if (memcmp(&item->shape.fill.a, &inks[s], sizeof inks[s]) != 0 ||
                            fabs(item->box.w - item->box.h) < 1e-6)
                                continue;
                        assert_true(found[s] < 4);
                        double unit = item->box.w / values[s][found[s]++];
                        if (per_unit > 0) {
                                assert_true(fabs(unit - per_unit) < 1e-6);
                                assert_true(fabs(item->box.x - left) < 1e-6);
                        }
                        per_unit = unit;
                        left = item->box.x;
                }
        }
        assert_int_equal(found[0], 4);
        assert_int_equal(found[1], 4);
        zb_scene_free(stage.scene);
}

/* Printed shares sum to 100 whatever the values. */
static void shares_sum_to_100(void **state)
{
        struct zb_series thirds = {"", V(1, 1, 1)};
        struct zb_figure f = *sample("donut3");
        f.data.series = &thirds;
        struct zb_stage stage = drawn(*state, &f, 331, 305);
        int sum = 0;
        for (size_t i = 0; i < stage.scene->n_items; i++) {
                const struct zb_item *item = &stage.scene->items[i];
                if (item->kind == ZB_ITEM_TEXT && strcmp(item->text.role, "value") == 0)
                        sum += atoi(item->text.utf8);
        }
        assert_int_equal(sum, 100 + 34); /* the list, and the biggest once more in the middle */
        zb_scene_free(stage.scene);
}

static void wrong_data_is_remarked(void **state)
{
        struct zb_series sum = {"", V(50, 20, 10)}, minus = {"", V(5, -3, 4, 2, 1)};
        struct zb_figure donut = *sample("donut3"), radar = *sample("radar5"), flow = *sample("flow4");
        donut.data.series = &sum;
        donut.data.unit = "%";
        radar.data.series = &minus;
        radar.data.n_series = 1;
        flow.data.icons = L("spaceship", "", "", "");
        struct zb_figure forty = *sample("bar1");
        static const char *names[40];
        static double values[40];
        for (size_t i = 0; i < 40; i++)
                names[i] = "学校", values[i] = (double)i;
        struct zb_series many = {"", values};
        forty.data.labels = names;
        forty.data.n_labels = 40;
        forty.data.series = &many;
        const struct {
                const struct zb_figure *figure;
                double w, h;
        } cases[] = {{&donut, 331, 305},          {&radar, 331, 305},          {&flow, 400, 305},
                     {sample("bar8"), 331, 200},  {sample("table"), 331, 120}, {sample("line8"), 130, 200},
                     {sample("time6"), 331, 120}, {&forty, 700, 1700},         {sample("radar5"), 200, 100}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_stage stage = drawn(*state, cases[i].figure, cases[i].w, cases[i].h);
                if (remarks_of(stage.scene, "figure.data") == 0)
                        fail_msg("case %zu: no remark", i);
                for (size_t k = 0; k < stage.scene->n_remarks; k++) {
                        const struct zb_scene_remark *r = &stage.scene->remarks[k];
                        assert_string_equal(r->place, cases[i].figure->place);
                        assert_true(r->text.zh && *r->text.zh && r->text.en && *r->text.en);
                        assert_true(r->fix.zh && *r->fix.zh && r->fix.en && *r->fix.en);
                }
                zb_scene_free(stage.scene);
        }
}

/* ---- the mark of AI pictures ---- */

static void charts_by_ai_are_marked(void **state)
{
        struct zb_figure f = *sample("radar5");
        f.ai = true;
        struct zb_stage stage = new_stage(*state, 24.8);
        double w, h, caption, plain;
        zb_figure_need(&stage, sample("radar5"), 400, &w, &h, &plain);
        zb_figure_need(&stage, &f, 400, &w, &h, &caption);
        assert_true(caption > plain);
        zb_scene_free(stage.scene);
        stage = drawn(*state, &f, caption, 305);
        assert_true(has_text(stage.scene, "AI生成", "ai"));
        assert_true(stage.scene->ai && stage.scene->figures[0].ai);
        check_text("radar5 ai", (struct zb_rect){0, 0, caption, 305}, stage.scene,
                   305 - zb_figure_strip_mm(&stage, &f, caption));
        assert_int_equal(stage.scene->n_remarks, 0);
        zb_scene_free(stage.scene);
}

/* ---- photographs ---- */

static struct zb_picture *a_picture(void)
{
        char path[] = "/tmp/zb-figure-XXXXXX";
        int fd = mkstemp(path);
        FILE *out = fd >= 0 ? fdopen(fd, "wb") : NULL;
        struct zb_picture *picture = NULL;
        struct zb_err err = {0};
        if (out) {
                /* 8 × 8 grey pixels, baseline TIFF: nine tags, then the strip. */
                static const unsigned char tiff[] = {
                        'I', 'I', 42, 0,   8, 0, 0,  0,  9, 0, 0, 1, 3, 0, 1,  0, 0, 0, 8, 0,  0,  0, 1, 1, 3,
                        0,   1,   0,  0,   0, 8, 0,  0,  0, 2, 1, 3, 0, 1, 0,  0, 0, 8, 0, 0,  0,  3, 1, 3, 0,
                        1,   0,   0,  0,   1, 0, 0,  0,  6, 1, 3, 0, 1, 0, 0,  0, 1, 0, 0, 0,  17, 1, 4, 0, 1,
                        0,   0,   0,  122, 0, 0, 0,  21, 1, 3, 0, 1, 0, 0, 0,  1, 0, 0, 0, 22, 1,  3, 0, 1, 0,
                        0,   0,   8,  0,   0, 0, 23, 1,  4, 0, 1, 0, 0, 0, 64, 0, 0, 0, 0, 0,  0,  0};
                unsigned char pixels[64];
                memset(pixels, 0x80, sizeof pixels);
                fwrite(tiff, 1, sizeof tiff, out);
                fwrite(pixels, 1, sizeof pixels, out);
                fclose(out);
                if (zb_picture_open(path, &picture, &err) != ZB_OK)
                        fail_msg("%s", err.en);
        }
        remove(path);
        return picture;
}

static void photographs_are_cropped_and_marked(void **state)
{
        struct zb_picture *picture = a_picture();
        assert_non_null(picture);
        struct zb_figure f = {.type = ZB_FIG_PHOTO,
                              .place = "/sections/0/figures/0",
                              .caption = "人机协同的数学课堂",
                              .picture = picture,
                              .src = "a.tif",
                              .focus_x = 0.5,
                              .focus_y = 0.5,
                              .ai = true};
        static const double sizes[][2] = {{331, 124}, {331, 305}, {260, 214}, {700, 500}};
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                struct zb_rect box = {0, 0, sizes[i][0], sizes[i][1]};
                struct zb_stage stage = drawn(*state, &f, box.w, box.h);
                const struct zb_item *photo = &stage.scene->items[0], *mark = NULL;
                assert_int_equal(photo->kind, ZB_ITEM_PICTURE);
                assert_ptr_equal(photo->picture.picture, picture);
                assert_true(fabs(photo->picture.crop.w / photo->picture.crop.h - box.w / box.h) < 0.5);
                check_text("photo", box, stage.scene, box.h - zb_figure_strip_mm(&stage, &f, box.w));
                check_shapes("photo", box, stage.scene);
                for (size_t k = 0; k < stage.scene->n_items; k++)
                        if (stage.scene->items[k].kind == ZB_ITEM_TEXT &&
                            strcmp(stage.scene->items[k].text.role, "ai") == 0)
                                mark = &stage.scene->items[k];
                assert_non_null(mark);
                double ink = mark->text.em_mm *
                             zb_face_ink_factor(zb_fonts_face(((struct world *)*state)->fonts, ZB_MEDIUM));
                assert_true(ink >= 0.05 * fmin(box.w, box.h) - 1e-9);
                assert_true(zb_pt_of_mm(mark->text.em_mm) >= 55 - 1e-9);
                zb_scene_free(stage.scene);
        }
        zb_picture_free(picture);
}

/* ---- QR ---- */

/* Is (x, y) inside one of the rectangles that the path is made of? */
static bool dark_at(const struct zb_path *p, double x, double y)
{
        for (size_t i = 0; i + 8 <= p->n_xy; i += 8)
                if (x > p->xy[i] && x < p->xy[i + 2] && y > p->xy[i + 1] && y < p->xy[i + 5])
                        return true;
        return false;
}

static void qr_is_what_libqrencode_says(void **state)
{
        struct zb_qr_link link = {"https://example.edu.cn/xinghe/ai?班级=三年二班", "扫码", "/qr/0"};
        struct zb_stage stage = new_stage(*state, 24.8);
        struct zb_err err = {0};
        assert_int_equal(zb_qr_draw(&stage, &link, 600, 1600, 110, &err), ZB_OK);
        QRcode *code = QRcode_encodeString8bit(link.url, 0, QR_ECLEVEL_M);
        assert_non_null(code);
        assert_int_equal(stage.scene->n_qr, 1);
        const struct zb_scene_qr *qr = &stage.scene->qr[0];
        assert_true(fabs(qr->module_mm * (code->width + 8) - 110) < 1e-9);
        assert_true(fabs(qr->quiet_mm - 4 * qr->module_mm) < 1e-9);
        assert_true(fabs(qr->box.x - 600 - qr->quiet_mm) < 1e-9 &&
                    fabs(qr->box.w - code->width * qr->module_mm) < 1e-9);
        assert_string_equal(qr->url, link.url);
        assert_int_equal(stage.scene->n_items, 2);
        const struct zb_item *modules = &stage.scene->items[1];
        assert_true(modules->shape.fill.a.c == 0 && modules->shape.fill.a.m == 0 &&
                    modules->shape.fill.a.y == 0 && modules->shape.fill.a.k == 1);
        for (int row = 0; row < code->width; row++)
                for (int col = 0; col < code->width; col++)
                        assert_int_equal(dark_at(&modules->shape.path,
                                                 qr->box.x + (col + 0.5) * qr->module_mm,
                                                 qr->box.y + (row + 0.5) * qr->module_mm),
                                         code->data[row * code->width + col] & 1);
        QRcode_free(code);
        zb_scene_free(stage.scene);
}

/* The tile grows with the URL so that modules stay readable from ZB_QR_READING_MM; versions as libqrencode
 * has them. */
static void tiles_follow_the_reading_distance(void **state)
{
        static char url[501];
        struct zb_qr_link link = {url, "", "/qr/0"};
        const struct zb_spec board = {.qr = &link, .n_qr = 1};
        double before = 0;
        for (size_t len = 1; len <= 500; len++) {
                memset(url, 'a', len);
                QRcode *code = QRcode_encodeString8bit(url, 0, QR_ECLEVEL_M);
                assert_non_null(code);
                double tile = zb_qr_tile_mm(&board, 0);
                if (fabs(tile / (code->width + 8) - ZB_QR_READING_MM / 500) > 1e-9)
                        fail_msg("%zu bytes: %d modules on a tile of %g mm", len, code->width, tile);
                QRcode_free(code);
                assert_true(tile >= before);
                before = tile;
        }
        assert_true(zb_qr_tile_mm(&board, 200) == 200);
        struct zb_stage stage = new_stage(*state, 24.8);
        struct zb_err err = {0};
        assert_int_equal(zb_qr_draw(&stage, &link, 0, 0, before, &err), ZB_OK);
        assert_int_equal(remarks_of(stage.scene, "qr.allowed"), 0);
        assert_int_equal(zb_qr_draw(&stage, &link, 0, 0, 0.9 * before, &err), ZB_OK);
        assert_int_equal(remarks_of(stage.scene, "qr.allowed"), 1);
        zb_scene_free(stage.scene);
}

static void long_urls_are_remarked(void **state)
{
        static char url[4000];
        struct zb_qr_link link = {url, "", "/qr/0"};
        static const size_t lengths[] = {1200, sizeof url - 1};
        for (size_t i = 0; i < 2; i++) {
                memset(url, 'a', sizeof url);
                url[lengths[i]] = '\0';
                struct zb_stage stage = new_stage(*state, 24.8);
                struct zb_err err = {0};
                assert_int_equal(zb_qr_draw(&stage, &link, 0, 0, 100, &err), ZB_OK);
                assert_int_equal(remarks_of(stage.scene, "qr.allowed"), 1);
                assert_int_equal(stage.scene->n_qr, i == 0 ? 1 : 0);
                zb_scene_free(stage.scene);
        }
}

int main(void)
{
        struct zb_err err = {0};
        if (zb_picture_init("test_figure", &err) != ZB_OK)
                return 1;
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup(every_kind_in_many_boxes, no_complaints),
                cmocka_unit_test_setup(need_is_enough, no_complaints),
                cmocka_unit_test_setup(need_is_enough_for_any_data, no_complaints),
                cmocka_unit_test_setup(small_boxes_are_survived, no_complaints),
                cmocka_unit_test(values_are_printed),
                cmocka_unit_test(bars_are_honest),
                cmocka_unit_test(shares_sum_to_100),
                cmocka_unit_test(wrong_data_is_remarked),
                cmocka_unit_test(charts_by_ai_are_marked),
                cmocka_unit_test(photographs_are_cropped_and_marked),
                cmocka_unit_test(qr_is_what_libqrencode_says),
                cmocka_unit_test(tiles_follow_the_reading_distance),
                cmocka_unit_test(long_urls_are_remarked),
        };
        int failed = cmocka_run_group_tests(tests, set_up, tear_down);
        zb_picture_fini();
        return failed;
}
