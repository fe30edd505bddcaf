/* SPDX-License-Identifier: Apache-2.0 */
/* Figures: every kind in many boxes. A chart may never push text out of its box, into other text or into its
 * strip; what zb_figure_need promises, zb_figure_draw keeps; values are printed as they were written; a QR
 * code is, module for module, what libqrencode says. */
#include "test_figure.h"

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
                check_text(s->name, box, stage.scene, box.y + box.h - zb_figure_strip_mm(&stage, &s->figure, width));
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
        static const char *const words[] = {"学",   "课堂",  "智能",   "AI",       "教研组", "2025",  "小组合作",
                                            "5G",   "信息",  "STEM",   "数据驱动", "3D",     "评",    "12.5",
                                            "家校", "Wi-Fi", "（一）", "应用前",   "·",      "第3周", "创客"};
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
                enum zb_figure_type type = (enum zb_figure_type)(ZB_FIG_BAR + round % (ZB_N_FIG_TYPES - ZB_FIG_BAR));
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
        };
        int failed = cmocka_run_group_tests(tests, set_up, tear_down);
        zb_picture_fini();
        return failed;
}
