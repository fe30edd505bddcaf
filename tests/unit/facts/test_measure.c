/* SPDX-License-Identifier: Apache-2.0 */
/* Scenes built by hand, whose figures are known beforehand, and what is measured on them. */
#include "test_measure.h"

/* ---- text ---- */

static void sizes_by_tier(void **state)
{
        struct zb_scene *s = board();
        words(s, &(struct words){.tier = ZB_TIER_TITLE,
                                 .weight = ZB_HEAVY,
                                 .em_mm = 105.9,
                                 .leading = 1.1,
                                 .x = 60,
                                 .y = 60,
                                 .parts = {"智慧课堂"},
                                 .ink = k90});
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.22,
                                 .measure_mm = 350,
                                 .x = 60,
                                 .y = 300,
                                 .ink = k90,
                                 .parts = {"老师先在平台上备课，学生在家看微课，课堂上再分组讨论。"}});
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 33.5,
                                 .leading = 1.3,
                                 .x = 60,
                                 .y = 800,
                                 .parts = {"短句"},
                                 .ink = k90});
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.3,
                                 .x = 60,
                                 .y = 900,
                                 .parts = {"短句"},
                                 .ink = k90});
        struct zb_facts *f = measured(s);
        const struct zb_fact_tier *title = &f->tiers[ZB_TIER_TITLE], *body = &f->tiers[ZB_TIER_BODY];
        assert_int_equal(title->chars, 4);
        assert_int_equal(title->lines, 1);
        assert_true(about(title->em_cm, 10.59, 1e-9) && about(title->pt, 300.19, 0.01));
        assert_true(about(title->ink_cm, 10.59 * 0.950, 0.03));
        assert_true(isnan(title->leading_min));
        assert_true(about(title->leading, 1.1, 1e-9));
        assert_int_equal(body->chars, zb_count_chars("老师先在平台上备课，学生在家看微课，课堂上再分组讨论。") + 4);
        assert_true(body->lines >= 5);
        assert_true(about(body->em_cm, 3.89, 1e-9));
        assert_true(about(body->pt_min, zb_pt_of_mm(33.5), 1e-9) && about(body->pt_max, zb_pt_of_mm(38.9), 1e-9));
        assert_true(about(body->leading, 1.22, 1e-6) && about(body->leading_max, 1.22, 1e-6));
        assert_true(isnan(f->tiers[ZB_TIER_NOTE].ink_cm));
        assert_int_equal(f->chars, title->chars + body->chars);
        assert_string_equal(f->text_source, "live");
        assert_int_equal(f->n_fonts, 2);
        assert_true(f->fonts[0].embedded);
        assert_int_equal(f->missing_glyphs, 0);
        zb_facts_free(f);
}

static void counted_by_paragraph(void **state)
{
        static const struct {
                const char *lines[3];
                size_t chars;
        } cases[] = {
                {{"国家智慧", "教育平台"}, 8}, {{"AI", "lesson"}, 2},      /* broken at a space */
                {{"see 50%,", "then"}, 3},     {{"2024-", "2025学年"}, 3}, /* one run, broken behind its hyphen */
                {{"用AI", "备课"}, 4},         {{"一，", "二"}, 3},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_scene *s = board();
                for (int k = 0; cases[i].lines[k]; k++)
                        line(s, 0, cases[i].lines[k], 100 + 48 * k);
                line(s, 1, "完", 500);
                struct zb_facts *f = measured(s);
                if (f->chars != cases[i].chars + 1)
                        fail_msg("%s|%s: %zu", cases[i].lines[0], cases[i].lines[1], f->chars);
                zb_facts_free(f);
        }
}

static void forbidden_line_edges(void **state)
{
        struct zb_scene *s = board();
        line(s, 0, "他说（", 100);
        line(s, 0, "，好的。", 148);
        line(s, 1, "，新的一段", 300); /* the first of a paragraph: not a break */
        line(s, 2, "“引文”", 400);
        struct zb_facts *f = measured(s);
        assert_true(f->lines[0].bad_end && !f->lines[0].bad_start);
        assert_true(f->lines[1].bad_start && !f->lines[1].bad_end);
        assert_false(f->lines[2].bad_start || f->lines[3].bad_start || f->lines[3].bad_end);
        assert_true(about(f->lines[0].leading, 1.2, 1e-9));
        zb_facts_free(f);
}

static void keywords_and_missing(void **state)
{
        struct zb_scene *s = board();
        /* broken inside the keyword or not: one run each */
        size_t lines = words(s, &(struct words){.tier = ZB_TIER_BODY,
                                                .em_mm = 38.9,
                                                .leading = 1.2,
                                                .measure_mm = 120,
                                                .x = 60,
                                                .y = 300,
                                                .ink = k90,
                                                .parts = {"我们用", "国家智慧教育平台", "备课，用", "人工智能"},
                                                .place = "/lead"});
        assert_true(lines > 4);
        words(s, &(struct words){.tier = ZB_TIER_NOTE,
                                 .em_mm = 20,
                                 .leading = 1.2,
                                 .x = 60,
                                 .y = 1200,
                                 .ink = k90,
                                 .parts = {"没有"}});
        struct zb_item *last = &s->items[s->n_items - 1];
        ((struct zb_glyph *)last->text.glyphs)[1].gid = 0;
        struct zb_facts *f = measured(s);
        assert_int_equal(f->keywords, 2);
        assert_int_equal(f->missing_glyphs, 1);
        assert_string_equal(f->missing_text, "有");
        assert_int_equal(f->chars, 3 + 8 + 4 + 4 + 2);
        zb_facts_free(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(sizes_by_tier),
                cmocka_unit_test(counted_by_paragraph),
                cmocka_unit_test(forbidden_line_edges),
                cmocka_unit_test(keywords_and_missing),
        };
        return cmocka_run_group_tests(tests, open_all, close_all);
}
