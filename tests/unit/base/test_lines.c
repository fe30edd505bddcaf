/* SPDX-License-Identifier: Apache-2.0 */
/* The Chinese line builder: a table of texts with the lines that clreq and GB/T 15834 ask for, the squeezes,
 * and ten thousand random paragraphs that must keep every prohibition. `~` in a text stands for the
 * word-joiner. */
#include "test_lines.h"

static const struct zb_para *set(struct zb_arena *arena, const char *text, double measure, enum zb_align align)
{
        struct zb_span span = {text, strlen(text), zb_fonts_face(fonts, ZB_REGULAR), 0};
        return set_spans(arena, &span, 1, measure, align, false, NULL);
}

/* The text with ~ as U+2060. */
static const char *joined(struct zb_arena *arena, const char *text)
{
        struct zb_buf buf = ZB_BUF_INIT;
        for (; *text; text++) {
                if (*text == '~')
                        zb_buf_puts(&buf, "\xE2\x81\xA0");
                else
                        zb_buf_putc(&buf, *text);
        }
        const char *copy = zb_arena_strndup(arena, buf.data ? buf.data : "", buf.len);
        zb_buf_fini(&buf);
        return copy;
}

static const char *lines_of(struct zb_arena *arena, const struct zb_para *para)
{
        const char *lines = "";
        for (size_t i = 0; i < para->n_lines; i++)
                lines = zb_arena_printf(arena, "%s%s%.*s", lines, i ? "|" : "", (int)para->lines[i].text_len,
                                        para->text + para->lines[i].text_at);
        return lines;
}

/* Width in em of a text set as one line. */
static double width_of(struct zb_arena *arena, const char *text)
{
        return zb_text_width(arena, zb_fonts_face(fonts, ZB_REGULAR), EM, text) / EM;
}

static void test_breaks(void **state)
{
        struct zb_arena *arena = *state;
        if (zb_fonts_substitute(fonts))
                skip(); /* the widths of Latin differ */
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                const char *text = joined(arena, cases[i].text);
                struct zb_span span = {text, strlen(text), zb_fonts_face(fonts, ZB_REGULAR), 0};
                const struct zb_para *para =
                        set_spans(arena, &span, 1, fabs(cases[i].measure), ZB_LEFT, cases[i].measure < 0, NULL);
                const char *lines = lines_of(arena, para);
                if (strcmp(lines, cases[i].lines) != 0)
                        fail_msg("%s at %g em: %s, not %s", cases[i].text, cases[i].measure, lines, cases[i].lines);
        }
}

static void test_keywords_stay_whole(void **state)
{
        struct zb_arena *arena = *state;
        const struct zb_face *regular = zb_fonts_face(fonts, ZB_REGULAR), *bold = zb_fonts_face(fonts, ZB_BOLD);
        struct zb_span spans[] = {
                {"甲乙丙丁戊", 15, regular, 0},
                {"大数据", 9, bold, 0},
                {"己庚辛壬癸子丑寅卯辰", 30, regular, 0},
        };
        /* 7 | 8 | 3 and 8 | 7 | 3 characters cost the same but for the keyword */
        assert_string_equal(lines_of(arena, set_spans(arena, spans, 3, 8, ZB_LEFT, false, NULL)),
                            "甲乙丙丁戊大数|据己庚辛壬癸子丑|寅卯辰");
        spans[1].style = 1;
        const struct zb_para *para = set_spans(arena, spans, 3, 8, ZB_LEFT, false, NULL);
        assert_string_equal(lines_of(arena, para), "甲乙丙丁戊大数据|己庚辛壬癸子丑|寅卯辰");
        assert_int_equal(para->lines[0].glyphs[5].span, 1);
        assert_int_equal(para->lines[1].glyphs[0].span, 2);
}

static void test_widths(void **state)
{
        for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
                double width = width_of(*state, widths[i].text);
                if (fabs(width - widths[i].em) > .01)
                        fail_msg("\"%s\" is %.3f em wide, not %.3f", widths[i].text, width, widths[i].em);
        }
}

static void test_han_latin_gap(void **state)
{
        struct zb_arena *a = *state;
        double ai = width_of(a, "AI"), n36 = width_of(a, "36"), percent = width_of(a, "98%");
        assert_near(width_of(a, "甲AI"), 1 + .18 + ai);
        assert_near(width_of(a, "AI甲"), 1 + .18 + ai);
        assert_near(width_of(a, "甲AI乙"), 2 + .36 + ai);
        assert_near(width_of(a, "甲36个"), 2 + .36 + n36);
        assert_near(width_of(a, "达98%的"), 2 + .36 + percent);
        assert_near(width_of(a, "甲 AI 乙"), 2 + .36 + ai); /* the author's spaces are the gap, not more of it */
        assert_near(width_of(a, "，AI，"), 1 + .5 + ai);    /* none beside marks; the last one is trimmed */
        assert_near(width_of(a, "“AI”课"), 2.5 + ai);       /* full-width quotes, the first trimmed */
        assert_near(width_of(a, "甲+乙"), 2 + width_of(a, "+"));
        /* none at a line's edges */
        const struct zb_para *para = set(a, "甲乙丙AI", 3.5, ZB_LEFT);
        assert_string_equal(lines_of(a, para), "甲乙丙|AI");
        assert_near(para->lines[0].width_mm, 3 * EM);
        assert_near(para->lines[1].glyphs[0].x_mm, 0);
}

static const struct zb_glyph *glyph_at(const struct zb_para *para, const char *needle)
{
        size_t at = (size_t)(strstr(para->text, needle) - para->text);
        for (size_t i = 0; i < para->n_lines; i++)
                for (size_t g = 0; g < para->lines[i].n_glyphs; g++)
                        if (para->lines[i].glyphs[g].text_at == at && para->lines[i].glyphs[g].text_len)
                                return &para->lines[i].glyphs[g];
        return NULL;
}

/* Quotation marks are of the text that they stand in, and a pair is of one kind. */
static void test_quotes(void **state)
{
        struct zb_arena *a = *state;
        const struct zb_para *para = set(a, "说“很好”吗", INFINITY, ZB_LEFT);
        assert_near(glyph_at(para, "“")->advance_mm, EM);
        assert_near(glyph_at(para, "”")->advance_mm, EM);
        para = set(a, "用“AI”吗", INFINITY, ZB_LEFT);
        assert_near(glyph_at(para, "“")->advance_mm, EM);
        assert_near(glyph_at(para, "”")->advance_mm, EM);
        para = set(a, "“AI”赋能", INFINITY, ZB_LEFT);
        assert_near(glyph_at(para, "“")->x_mm, -EM / 2);
        para = set(a, "说“AI” or not", INFINITY, ZB_LEFT); /* ” touches nothing Chinese, its mate does */
        assert_near(glyph_at(para, "”")->advance_mm, EM);
        para = set(a, "it’s “very good” indeed", INFINITY, ZB_LEFT);
        assert_true(glyph_at(para, "’")->advance_mm < .4 * EM);
        assert_true(glyph_at(para, "“")->advance_mm < .6 * EM);
        assert_true(glyph_at(para, "”")->advance_mm < .6 * EM);
}

/* —— is one glyph two ems wide, so that it joins without a gap; its text is both characters. */
static void test_dash_joins(void **state)
{
        const struct zb_para *para = set(*state, "甲——乙", INFINITY, ZB_LEFT);
        const struct zb_glyph *dash = glyph_at(para, "——");
        assert_non_null(dash);
        assert_near(dash->advance_mm, 2 * EM);
        assert_int_equal(dash->text_len, 6);
        struct zb_rect ink;
        assert_true(zb_face_extents(para->spans[0].face, dash->gid, &ink));
        assert_true(ink.w > 1.8);
}

/* ---- what the paragraph says ---- */

static void test_text_of_glyphs(void **state)
{
        const char *text = joined(*state, "甲~乙ffi “丙”。");
        const struct zb_para *para = set(*state, text, INFINITY, ZB_LEFT);
        assert_string_equal(para->text, "甲乙ffi “丙”。");
        assert_int_equal(para->n_lines, 1);
        size_t at = 0;
        for (size_t g = 0; g < para->lines[0].n_glyphs; g++) {
                const struct zb_glyph *glyph = &para->lines[0].glyphs[g];
                if (glyph->text_len == 0)
                        continue;
                assert_int_equal(glyph->text_at, at);
                at += glyph->text_len;
        }
        assert_int_equal(at, strlen(para->text));
}

static void test_missing_glyphs(void **state)
{
        assert_int_equal(set(*state, "甲乙AI，", 9, ZB_LEFT)->missing, 0);
        assert_int_equal(set(*state, "甲\xF0\x9F\x91\x8D", 9, ZB_LEFT)->missing, 1);
        const struct zb_para *bad = set(*state, "甲\xFF乙", 9, ZB_LEFT);
        assert_string_equal(bad->text, "甲\xEF\xBF\xBD乙");
}

static void test_alignment(void **state)
{
        const struct zb_para *para = set(*state, "甲乙", 6, ZB_CENTER);
        assert_near(para->lines[0].x_mm, 2 * EM);
        para = set(*state, "甲乙", 6, ZB_RIGHT);
        assert_near(para->lines[0].x_mm, 4 * EM);
        para = set(*state, "甲乙丙丁\n戊己", INFINITY, ZB_CENTER);
        assert_near(para->lines[0].x_mm, 0);
        assert_near(para->lines[1].x_mm, EM);
        assert_near(para->last_em, 2);
}

static void test_justify(void **state)
{
        /* nine gaps of .1 em */
        const struct zb_para *para = set(*state, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰", 10.9, ZB_JUSTIFY);
        assert_string_equal(lines_of(*state, para), "甲乙丙丁戊己庚辛壬癸|子丑寅卯辰");
        assert_near(para->lines[0].width_mm, 10.9 * EM);
        assert_near(para->lines[0].slack, .9);
        for (int g = 0; g < 9; g++)
                assert_near(para->lines[0].glyphs[g].advance_mm, 1.1 * EM);
        assert_near(para->lines[1].width_mm, 5 * EM); /* the last line is left alone */
        para = set(*state, "甲乙\n丙", 9, ZB_JUSTIFY);
        assert_near(para->lines[0].width_mm, 2 * EM);
        para = set(*state, "甲乙Intelligence丙丁", 6, ZB_JUSTIFY);
        assert_near(para->lines[0].width_mm, 2 * EM); /* more than a gap may take: ragged */
}

static void test_squeezes(void **state)
{
        for (size_t i = 0; i < sizeof squeezes / sizeof *squeezes; i++) {
                const struct zb_para *para = set(*state, squeezes[i].text, squeezes[i].measure, ZB_LEFT);
                const struct zb_line *line = &para->lines[0];
                const char *first = zb_arena_strndup(*state, para->text + line->text_at, line->text_len);
                double advance = glyph_at(para, squeezes[i].mark)->advance_mm / EM;
                if (strcmp(first, squeezes[i].first) != 0 || fabs(line->slack - squeezes[i].slack) > 1e-6 ||
                    fabs(advance - squeezes[i].advance) > 1e-6)
                        fail_msg("%s at %g em: \"%s\" slack %.3f, %s %.3f em wide; not \"%s\" %.3f, %.3f",
                                 squeezes[i].text, squeezes[i].measure, first, line->slack, squeezes[i].mark, advance,
                                 squeezes[i].first, squeezes[i].slack, squeezes[i].advance);
        }
}

/* Large type takes the blank half of a lone mark back, and leaves marks that meet as they are. */
static void test_display(void **state)
{
        static const struct {
                const char *text;
                double em;
        } cases_of[] = {{"甲乙", 2},         {"“甲”乙", 3.5 - .38},       {"甲“乙”丙", 5 - 2 * .38},
                        {"甲，乙", 3 - .25}, {"甲《乙》丙", 5 - 2 * .38}, {"甲”。乙", 3.5 - .25},
                        {"甲。", 1.5}};
        for (size_t i = 0; i < sizeof cases_of / sizeof *cases_of; i++) {
                struct zb_span span = {cases_of[i].text, strlen(cases_of[i].text), zb_fonts_face(fonts, ZB_HEAVY), 0};
                struct zb_para_spec spec = {
                        .spans = &span, .n_spans = 1, .em_mm = EM, .measure_mm = INFINITY, .display = true};
                struct zb_para *para;
                assert_int_equal(zb_para_set(*state, &spec, &para, NULL, NULL), ZB_OK);
                if (fabs(para->last_em - cases_of[i].em) > 1e-6)
                        fail_msg("\"%s\" is %.3f em wide in large type, not %.3f", cases_of[i].text, para->last_em,
                                 cases_of[i].em);
        }
}

static void test_squeeze(void **state)
{
        const struct zb_para *para = set(*state, "甲，乙，丙，丁，戊己庚辛壬癸", 7, ZB_LEFT);
        assert_near(para->lines[0].slack, -.5);
        assert_near(para->lines[0].width_mm, 7 * EM);
        assert_near(para->lines[0].glyphs[1].advance_mm, EM - .5 / 3 * EM);
}

static void test_overfull(void **state)
{
        size_t overfull;
        struct zb_span span = {"。。。。", 12, zb_fonts_face(fonts, ZB_REGULAR), 0};
        const struct zb_para *para = set_spans(*state, &span, 1, 1, ZB_LEFT, false, &overfull);
        assert_int_equal(para->n_lines, 1);
        assert_int_equal(overfull, 1);
        span = (struct zb_span){"甲乙丙", 9, zb_fonts_face(fonts, ZB_REGULAR), 0};
        set_spans(*state, &span, 1, 1, ZB_LEFT, false, &overfull);
        assert_int_equal(overfull, 0);
        set_spans(*state, &span, 1, .5, ZB_LEFT, false, &overfull);
        assert_int_equal(overfull, 3);
        set_spans(*state, &span, 1, 0, ZB_LEFT, true, &overfull);
        assert_int_equal(overfull, 3);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup_teardown(test_breaks, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_keywords_stay_whole, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_widths, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_han_latin_gap, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_quotes, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_dash_joins, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_text_of_glyphs, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_missing_glyphs, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_alignment, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_justify, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_squeeze, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_squeezes, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_display, new_arena, free_arena),
                cmocka_unit_test_setup_teardown(test_overfull, new_arena, free_arena),
        };
        return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
