/* SPDX-License-Identifier: Apache-2.0 */
/* Runs to lines, one rule at a time. */
#include "test_inspect_lines.h"

/* ---- lines ---- */

static void words_are_parted_by_gaps(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        word(&t, 100, 100, 20, "open");
        word(&t, 100 + (4 * 0.55 + 0.25) * 20, 100, 20, "data");
        word(&t, 100, 200, 20, "ker");
        word(&t, 100 + (3 * 0.55 - 0.05) * 20, 200, 20, "ned");
        word(&t, 100, 300, 20, "知识");
        word(&t, 140 + 0.1 * 20, 300, 20, "图谱");
        find_lines(&t);
        find(&t, "open data");
        find(&t, "kerned");
        find(&t, "知识图谱");
        assert_int_equal(t.facts->n_lines, 3);
        stop(&t);
}

static void tracked_glyphs_are_one_line(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        glyphs(&t, at(50, 100, 60, "智慧校园"), 0.6, false);
        glyphs(&t, at(50, 200, 20, "SCHOOL"), 0.3, false);
        find_lines(&t);
        find(&t, "智慧校园");
        find(&t, "SCHOOL");
        stop(&t);
}

static void squeezed_marks_stay(void **state)
{
        struct test t; /* 」（: the second moves back by half an em */
        start(&t, 785, 1780);
        word(&t, 100, 100, 40, "他说“好”");
        word(&t, 100 + 4.5 * 40, 100, 40, "（笑）");
        find_lines(&t);
        find(&t, "他说“好”（笑）");
        stop(&t);
}

/* A full-width mark at a line's edge has half an em of nothing outside; the line's area keeps it. */
static void marks_at_the_edge_have_no_ink_outside(void **state)
{
        static const struct {
                const char *text;
                double left, right; /* em taken off */
        } cases[] = {{"（节）", 0.5, 0.5}, {"学生主动提问，", 0, 0.5}, {"“人机共教", 0.5, 0}, {"课堂", 0, 0}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct test t;
                start(&t, 785, 1780);
                word(&t, 100, 300, 30, cases[i].text);
                find_lines(&t);
                const struct zb_fact_line *l = &t.facts->lines[0];
                assert_float_equal(l->box.x, 100, 0.01);
                assert_float_equal(l->ink.x, 100 + 30 * cases[i].left, 0.01);
                assert_float_equal(l->ink.x + l->ink.w, l->box.x + l->box.w - 30 * cases[i].right, 0.01);
                stop(&t);
        }
}

static void columns_are_apart(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        for (int i = 0; i < 4; i++) {
                word(&t, 40, 100 + 50 * i, 38, "左栏文字九个字一行");
                word(&t, 40 + 9.5 * 38, 100 + 50 * i, 38, "右栏文字也是九个字");
        }
        find_lines(&t);
        assert_int_equal(t.facts->n_lines, 8);
        const struct zb_fact_line *left = find(&t, "左栏文字九个字一行"), *right = find(&t, "右栏文字也是九个字");
        assert_int_not_equal(left->block, right->block);
        assert_float_equal(left->leading, 50.0 / 38, 0.001);
        stop(&t);
}

static void what_is_painted_twice_counts_once(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        struct zb_run shadow = at(50, 100, 60, "智慧校园"), bold = at(50, 300, 30, "粗");
        shadow.width_mm = 240;
        bold.width_mm = 30;
        add(&t, shadow);
        shadow.x_mm += 6;
        shadow.baseline_mm += 6;
        shadow.colour = (struct zb_ink){.c = 1};
        add(&t, shadow);
        add(&t, bold);
        bold.x_mm += 0.5;
        add(&t, bold);
        word(&t, 50, 400, 30, "人人");
        find_lines(&t);
        assert_int_equal(t.facts->n_lines, 3);
        assert_float_equal(find(&t, "智慧校园")->colour.c, 1, 0.01);
        find(&t, "粗");
        find(&t, "人人");
        stop(&t);
}

static void turned_text_is_its_own(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        struct zb_run up = at(100, 900, 30, "竖起来的字");
        up.width_mm = 150;
        up.angle_deg = 90;
        add(&t, up);
        glyphs(&t, at(300, 900, 30, "横"), 0, false);
        for (int i = 0; i < 4; i++) {
                static const char *const column[] = {"立", "德", "树", "人"};
                word(&t, 400, 300 + 33 * i, 30, column[i]);
        }
        find_lines(&t);
        const struct zb_fact_line *turned = find(&t, "竖起来的字"), *column = find(&t, "立德树人");
        assert_float_equal(turned->box.h, 150, 0.01);
        assert_float_equal(turned->box.y, 750, 0.01);
        assert_float_equal(turned->ink.x, 100 - 0.83 * 30, 0.01);
        assert_float_equal(column->box.w, 30, 0.01);
        assert_float_equal(column->box.h, 129, 0.01);
        assert_int_equal(column->chars, 4);
        assert_false(column->bad_start);
        stop(&t);
}

/* ---- paragraphs ---- */

static void paragraphs_end_where_lines_are_short(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        word(&t, 100, 100, 30, "第一段有两行，第一行是满的，");
        word(&t, 100, 140, 30, "第二行不满。");
        word(&t, 100, 180, 30, "第二段从这里起，也有两行字，");
        word(&t, 100, 220, 30, "到此为止。");
        word(&t, 160, 300, 30, "首行缩进两个字的一段文字，");
        word(&t, 100, 340, 30, "从第二行起顶格，直到结束为止，");
        word(&t, 160, 380, 30, "又一段，也缩进两个字写起来。");
        find_lines(&t);
        int first = find(&t, "第一段有两行，第一行是满的，")->block;
        assert_int_equal(find(&t, "第二行不满。")->block, first);
        int second = find(&t, "第二段从这里起，也有两行字，")->block;
        assert_int_not_equal(second, first);
        assert_int_equal(find(&t, "到此为止。")->block, second);
        int third = find(&t, "首行缩进两个字的一段文字，")->block;
        assert_int_equal(find(&t, "从第二行起顶格，直到结束为止，")->block, third);
        assert_int_not_equal(find(&t, "又一段，也缩进两个字写起来。")->block, third);
        stop(&t);
}

static void marks_at_line_edges_are_seen(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        word(&t, 100, 100, 30, "一行写到这里就满了（");
        word(&t, 100, 140, 30, "，这一行以逗号开头的");
        word(&t, 100, 180, 30, "就算禁则没有守住");
        find_lines(&t);
        assert_true(find(&t, "一行写到这里就满了（")->bad_end);
        assert_true(find(&t, "，这一行以逗号开头的")->bad_start);
        assert_false(find(&t, "就算禁则没有守住")->bad_start);
        stop(&t);
}

static void mixed_marks_are_seen(void **state)
{
        static const struct {
                const char *text, *marks;
        } cases[] = {
                {"学生,老师都来了", "生,老"},
                {"学生，老师都来了", NULL},
                {"人工智能(AI)课", "能(A"},
                {"共有（三十二)个班", "二)个"},
                {"共有(三十二）个班", "有(三"},
                {"比分 3:2，用时 1,200 秒", NULL},
                {"他来了.", "了."},
                {"占 42.5% 以上", NULL},
                {"Hello, world (again)!", NULL},
                {"真的?", "的?"},
                {"效果:很好", "果:很"},
                {"时间 9:30 开始；地点（A 楼）", NULL},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct test t;
                start(&t, 785, 1780);
                word(&t, 100, 100, 30, cases[i].text);
                find_lines(&t);
                const char *marks = find(&t, cases[i].text)->marks;
                if (cases[i].marks) {
                        assert_non_null(marks);
                        assert_string_equal(marks, cases[i].marks);
                } else {
                        assert_null(marks);
                }
                stop(&t);
        }
}

static void keywords_are_runs_apart(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        struct zb_run run = at(100, 100, 30, "把共性");
        run.width_mm = 90;
        add(&t, run);
        struct zb_run bold = at(190, 100, 30, "错因");
        bold.width_mm = 60;
        bold.bold = true;
        add(&t, bold);
        run = at(250, 100, 30, "排成榜；教师");
        run.width_mm = 180;
        add(&t, run);
        struct zb_run blue = at(100, 137, 30, "据此");
        blue.width_mm = 60;
        blue.colour = (struct zb_ink){.c = 1, .m = 0.6f};
        add(&t, blue);
        run = at(160, 137, 30, "分层设计，备课有");
        run.width_mm = 240;
        add(&t, run);
        find_lines(&t);
        assert_int_equal(t.facts->keywords, 2);
        assert_int_equal(t.facts->n_lines, 2);
        assert_true(t.facts->lines[0].keyword && t.facts->lines[1].keyword);
        stop(&t);
}

static void hidden_text_counts_for_nothing(void **state)
{
        struct test t;
        struct zb_err err = {0};
        start(&t, 785, 1780);
        struct zb_run run = at(100, 100, 200, "藏起来的大字");
        run.width_mm = 1200;
        run.hidden = true;
        add(&t, run);
        word(&t, 100, 400, 60, "标题在此");
        word(&t, 100, 500, 30, "正文一行有十四个字以上才算得上");
        word(&t, 100, 540, 30, "正文又一行有十四个字以上才算数");
        find_lines(&t);
        assert_int_equal(find(&t, "标题在此")->tier, ZB_TIER_TITLE);
        assert_true(find(&t, "藏起来的大字")->hidden);
        assert_int_equal(zb_derive(&t.derivation, &err), ZB_OK);
        assert_int_equal(t.facts->chars, 4 + 15 + 15);
        stop(&t);
}

static void nonsense_does_no_harm(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        const double bad[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 0};
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                for (size_t k = 0; k < 6; k++) {
                        struct zb_run run = at(100, 100, 30, "字\xFF\xC0字\n");
                        *(double *[]){&run.x_mm,  &run.baseline_mm, &run.width_mm,
                                      &run.em_mm, &run.angle_deg,   &run.ink_mm}[k] = bad[i];
                        add(&t, run);
                }
        struct zb_run blank = at(1, 1, 10, "  ");
        add(&t, blank);
        add(&t, at(1, 1, 10, ""));
        find_lines(&t);
        for (size_t i = 0; i < t.facts->n_lines; i++)
                assert_true(isfinite(t.facts->lines[i].box.x) && isfinite(t.facts->lines[i].box.h));
        stop(&t);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(words_are_parted_by_gaps),
                cmocka_unit_test(tracked_glyphs_are_one_line),
                cmocka_unit_test(squeezed_marks_stay),
                cmocka_unit_test(marks_at_the_edge_have_no_ink_outside),
                cmocka_unit_test(columns_are_apart),
                cmocka_unit_test(what_is_painted_twice_counts_once),
                cmocka_unit_test(turned_text_is_its_own),
                cmocka_unit_test(paragraphs_end_where_lines_are_short),
                cmocka_unit_test(marks_at_line_edges_are_seen),
                cmocka_unit_test(mixed_marks_are_seen),
                cmocka_unit_test(keywords_are_runs_apart),
                cmocka_unit_test(hidden_text_counts_for_nothing),
                cmocka_unit_test(nonsense_does_no_harm),
                cmocka_unit_test(no_runs_no_lines),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
