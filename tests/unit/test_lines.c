/* SPDX-License-Identifier: Apache-2.0 */
/* The Chinese line builder: a table of texts with the lines that clreq and GB/T 15834 ask for, the squeezes,
 * and ten thousand random paragraphs that must keep every prohibition. `~` in a text stands for the
 * word-joiner. */
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "type.h"

#define EM                10.0 /* mm */
#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-6)

static struct zb_fonts *fonts;

static int open_fonts(void **state)
{
        struct zb_err err;
        if (zb_fonts_open(ZB_SOURCE_DIR "/fonts", &fonts, &err) == ZB_OK)
                return 0;
        fprintf(stderr, "%s\n", err.en);
        return -1;
}

static int close_fonts(void **state)
{
        zb_fonts_free(fonts);
        return 0;
}

static int new_arena(void **state)
{
        return (*state = zb_arena_new()) ? 0 : -1;
}

static int free_arena(void **state)
{
        zb_arena_free(*state);
        return 0;
}

/* ---- setting ---- */

static const struct zb_para *set_spans(struct zb_arena *arena, const struct zb_span *spans, size_t n_spans,
                                       double measure, enum zb_align align, bool balance,
                                       size_t *ret_overfull)
{
        struct zb_para_spec spec = {spans, n_spans, EM, measure * EM, align, balance, false};
        struct zb_para *para = NULL;
        struct zb_err err;
        assert_int_equal(zb_para_set(arena, &spec, &para, ret_overfull, &err), ZB_OK);
        assert_true(isfinite(para->cost) && para->cost >= 0);
        return para;
}

static const struct zb_para *set(struct zb_arena *arena, const char *text, double measure,
                                 enum zb_align align)
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

/* ---- where lines break ---- */

static const struct {
        const char *text;
        double measure; /* em; negative: balanced */
        const char *lines;
} cases[] = {
        {"", 5, ""},
        {"甲乙丙丁戊", 5, "甲乙丙丁戊"},
        {"甲乙丙丁戊己庚辛", 4, "甲乙丙丁|戊己庚辛"},
        /* no mark that closes, stops or links opens a line (clreq 3.1.4, GB/T 15834 5.1) */
        {"甲乙丙丁戊，己庚辛壬", 5, "甲乙丙|丁戊，己|庚辛壬"},
        {"甲乙丙丁戊。己庚辛壬", 5, "甲乙丙|丁戊。己|庚辛壬"},
        {"甲乙丙丁戊、己庚辛壬", 5, "甲乙丙|丁戊、己|庚辛壬"},
        {"甲乙丙丁戊；己庚辛壬", 5, "甲乙丙|丁戊；己|庚辛壬"},
        {"甲乙丙丁戊：己庚辛壬", 5, "甲乙丙|丁戊：己|庚辛壬"},
        {"甲乙丙丁戊？己庚辛壬", 5, "甲乙丙|丁戊？己|庚辛壬"},
        {"甲乙丙丁戊！己庚辛壬", 5, "甲乙丙|丁戊！己|庚辛壬"},
        {"甲（乙丙丁）戊己庚辛", 5, "甲（乙|丙丁）戊|己庚辛"},
        {"甲《乙丙丁》戊己庚辛", 5, "甲《乙|丙丁》戊|己庚辛"},
        {"甲〈乙丙丁〉戊己庚辛", 5, "甲〈乙|丙丁〉戊|己庚辛"},
        {"甲「乙丙丁」戊己庚辛", 5, "甲「乙|丙丁」戊|己庚辛"},
        {"甲『乙丙丁』戊己庚辛", 5, "甲『乙|丙丁』戊|己庚辛"},
        {"甲【乙丙丁】戊己庚辛", 5, "甲【乙|丙丁】戊|己庚辛"},
        {"甲〔乙丙丁〕戊己庚辛", 5, "甲〔乙|丙丁〕戊|己庚辛"},
        {"甲“乙丙丁”戊己庚辛", 5, "甲“乙|丙丁”戊|己庚辛"},
        {"甲‘乙丙丁’戊己庚辛", 5, "甲‘乙|丙丁’戊|己庚辛"},
        {"甲乙丙丁戊％己庚辛壬", 5, "甲乙丙|丁戊％己|庚辛壬"},
        {"甲乙丙丁戊℃己庚辛壬", 5, "甲乙丙|丁戊℃己|庚辛壬"},
        {"甲乙丙丁戊·己庚辛壬", 5, "甲乙丙|丁戊·己|庚辛壬"},
        {"甲乙丙丁戊／己庚辛壬", 5, "甲乙丙|丁戊／己|庚辛壬"},
        {"甲乙丙丁戊～己庚辛壬", 5, "甲乙丙|丁戊～己|庚辛壬"},
        {"甲乙丙丁戊–己庚辛壬", 5, "甲乙丙|丁戊–己|庚辛壬"},
        {"甲乙丙丁戊-己庚辛壬", 5, "甲乙丙|丁戊-己|庚辛壬"},
        {"甲乙丙丁戊,己庚辛壬", 5, "甲乙丙|丁戊,己|庚辛壬"},
        {"甲乙丙丁戊)己庚辛壬", 5, "甲乙丙|丁戊)己|庚辛壬"},
        {"甲乙丙丁戊/己庚辛壬", 5, "甲乙丙|丁戊/己|庚辛壬"},
        {"甲乙丙丁ラー己庚辛壬", 5, "甲乙丙|丁ラー己|庚辛壬"},
        {"甲乙丙丁戊々己庚辛壬", 5, "甲乙丙|丁戊々己|庚辛壬"},
        {"甲乙丙丁戊 ，己庚辛壬", 5, "甲乙丙丁|戊 ，己|庚辛壬"},
        /* no mark that opens ends a line */
        {"甲乙丙丁（戊己庚辛）", 5, "甲乙丙丁|（戊己庚辛）"},
        {"甲乙丙丁《戊己庚辛》", 5, "甲乙丙丁|《戊己庚辛》"},
        {"甲乙丙丁〈戊己庚辛〉", 5, "甲乙丙丁|〈戊己庚辛〉"},
        {"甲乙丙丁「戊己庚辛」", 5, "甲乙丙丁|「戊己庚辛」"},
        {"甲乙丙丁『戊己庚辛』", 5, "甲乙丙丁|『戊己庚辛』"},
        {"甲乙丙丁【戊己庚辛】", 5, "甲乙丙丁|【戊己庚辛】"},
        {"甲乙丙丁〔戊己庚辛〕", 5, "甲乙丙丁|〔戊己庚辛〕"},
        {"甲乙丙丁“戊己庚辛”", 5, "甲乙丙丁|“戊己庚辛”"},
        {"甲乙丙丁‘戊己庚辛’", 5, "甲乙丙丁|‘戊己庚辛’"},
        {"甲乙丙丁(戊己)庚辛壬壬", 5, "甲乙丙丁|(戊己)庚|辛壬壬"},
        {"甲乙丙丁￥戊己庚辛", 5, "甲乙丙丁|￥戊己庚辛"},
        {"甲乙丙丁\"戊己\"庚辛壬癸子", 5.5, "甲乙丙丁|\"戊己\"庚辛|壬癸子"},
        /* —— and …… stay whole and open no line */
        {"甲乙丙丁戊——己庚辛壬", 5, "甲乙丙丁|戊——己|庚辛壬"},
        {"甲乙丙丁——己庚辛壬癸", 5, "甲乙丙|丁——己庚|辛壬癸"},
        {"甲乙丙丁戊……己庚辛壬", 5, "甲乙丙丁|戊……己|庚辛壬"},
        /* a mark at the end of a line takes half an em */
        {"甲乙丙丁，戊己庚辛", 4.5, "甲乙丙丁，|戊己庚辛"},
        {"甲乙丙丁，戊己庚辛", 4.4, "甲乙丙|丁，戊|己庚辛"},
        {"甲乙丙，丁戊，己庚辛壬", 6, "甲乙丙，丁|戊，己庚辛壬"},
        /* marks give way: a line one character too long by half an em is squeezed */
        {"甲，乙，丙，丁，戊己庚辛壬癸", 7, "甲，乙，丙，丁，|戊己庚辛壬癸"},
        {"他说：“（好）。”甲乙丙丁戊己", 8, "他说：“（好）。”甲|乙丙丁戊己"},
        /* figures stay with their signs; a unit may go, at a price */
        {"甲乙丙丁戊36个己庚", 6, "甲乙丙丁戊|36个己庚"},
        {"甲乙丙丁戊98%己庚辛", 6, "甲乙丙丁戊|98%己庚辛"},
        {"甲乙丙丁戊98％己庚辛", 6, "甲乙丙丁戊|98％己庚辛"},
        {"甲乙丙丁戊98 %己庚辛", 6, "甲乙丙丁戊|98 %己庚辛"},
        {"甲乙丙丁戊己37℃庚辛", 6, "甲乙丙丁戊己|37℃庚辛"},
        {"甲乙丙丁戊3.14己庚辛", 6, "甲乙丙丁戊|3.14己庚辛"},
        {"甲乙丙丁10,000己庚辛", 6, "甲乙丙|丁10,000|己庚辛"},
        {"甲乙丙丁戊3×4己庚辛", 6, "甲乙丙丁戊|3×4己庚辛"},
        {"甲乙丙丁戊12～15己庚", 6, "甲乙丙丁戊|12～15己庚"},
        {"甲乙丙丁约±5己庚辛", 6, "甲乙丙丁约|±5己庚辛"},
        {"甲乙丙丁￥30戊己庚辛", 5, "甲乙丙丁|￥30戊|己庚辛"},
        {"2024-2025学年甲乙丙", 6, "2024-2025学|年甲乙丙"},
        {"甲乙丙丁戊①己庚辛", 6, "甲乙丙丁戊|①己庚辛"},
        /* Latin words are whole unless no line can hold them */
        {"甲乙丙丁戊AI己庚辛", 6, "甲乙丙丁戊|AI己庚辛"},
        {"甲乙丙丁Python己庚辛", 6, "甲乙丙丁|Python|己庚辛"},
        {"use AI tools in class", 6, "use AI tools|in class"},
        {"学习 Python 编程语言", 6, "学习 Python|编程语言"},
        {"甲乙丙internationalization丁戊", 5, "甲乙丙inte|rnationaliz|ation丁戊"},
        {"小学-初中-高中贯通培养", 6, "小学-初中-高|中贯通培养"},
        /* spaces are dropped at the edges, an ideographic one is .6 em inside */
        {"甲乙丙丁 戊己庚辛", 4, "甲乙丙丁|戊己庚辛"},
        {"甲乙丙丁戊　己庚辛壬", 5, "甲乙丙丁戊|己庚辛壬"},
        {"甲乙　丙丁戊己庚辛壬", 5, "甲乙　丙丁|戊己庚辛壬"},
        {"　　甲乙丙丁戊己庚辛　", 4, "甲乙丙丁|戊己庚辛"},
        /* what the author says: newlines and joiners */
        {"甲乙\n丙丁戊己庚辛", 5, "甲乙|丙丁戊|己庚辛"},
        {"甲乙丙\n\n丁戊\n", 5, "甲乙丙||丁戊"},
        {"甲乙丙丁戊~己庚辛壬癸", 5, "甲乙丙|丁戊己庚|辛壬癸"},
        {"甲乙丙丁戊 ~己庚辛壬", 5, "甲乙丙|丁戊 己|庚辛壬"},
        /* no last line of one character, and no short one where it is cheap */
        {"甲乙丙丁戊己", 5, "甲乙丙|丁戊己"},
        {"甲乙丙丁戊己庚", 6, "甲乙丙丁|戊己庚"},
        {"甲乙丙丁戊己庚辛", 6, "甲乙丙丁戊|己庚辛"},
        {"甲乙丙丁戊己庚辛壬癸。", 9, "甲乙丙丁戊己庚辛|壬癸。"},
        /* balanced */
        {"甲乙丙丁戊己庚辛", -9, "甲乙丙丁戊己庚辛"},
        {"甲乙丙丁戊己庚辛壬癸子丑", -9, "甲乙丙丁戊己|庚辛壬癸子丑"},
        {"人工智能赋能乡村小学课堂教学的实践与探索", -12, "人工智能赋能乡村小学|课堂教学的实践与探索"},
        {"“双师课堂”让山区孩子共享优质教育资源", -12, "“双师课堂”让山区孩|子共享优质教育资源"},
};

static void test_breaks(void **state)
{
        struct zb_arena *arena = *state;
        if (zb_fonts_substitute(fonts))
                skip(); /* the widths of Latin differ */
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                const char *text = joined(arena, cases[i].text);
                struct zb_span span = {text, strlen(text), zb_fonts_face(fonts, ZB_REGULAR), 0};
                const struct zb_para *para = set_spans(arena, &span, 1, fabs(cases[i].measure), ZB_LEFT,
                                                       cases[i].measure < 0, NULL);
                const char *lines = lines_of(arena, para);
                if (strcmp(lines, cases[i].lines) != 0)
                        fail_msg("%s at %g em: %s, not %s", cases[i].text, cases[i].measure, lines,
                                 cases[i].lines);
        }
}

static void test_keywords_stay_whole(void **state)
{
        struct zb_arena *arena = *state;
        const struct zb_face *regular = zb_fonts_face(fonts, ZB_REGULAR),
                             *bold = zb_fonts_face(fonts, ZB_BOLD);
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

/* ---- widths ---- */

static const struct {
        const char *text;
        double em;
} widths[] = {
        {"甲", 1},        {"甲乙。", 2.5}, /* trimmed at the end of the line */
        {"（甲", 1.5},                     /* and at its start */
        {"（甲）", 2},    {"“甲”", 2},       {"甲。乙", 3},     {"甲，“乙", 3.5}, /* two marks: one em and a
                                                                                     half */
        {"甲”。乙", 3.5}, {"甲）。乙", 3.5}, {"甲》、《乙", 4},                   /* three: two ems */
        {"甲：“（乙", 4}, {"甲）。”乙", 4},  {"甲？！乙", 3.5}, {"甲（）乙", 4},  /* nothing blank between
                                                                                     these two */
        {"甲——乙", 4},    {"甲……乙", 4},     {"甲　乙", 2.6},   {"　甲　", 1},    {"甲\xE2\x81\xA0乙", 2},
        {"甲‘乙’丙", 5},  {"37℃", 2.11},
};

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
        assert_near(width_of(a, "甲 AI 乙"),
                    2 + .36 + ai);                       /* the author's spaces are the gap, not more of it */
        assert_near(width_of(a, "，AI，"), 1 + .5 + ai); /* none beside marks; the last one is trimmed */
        assert_near(width_of(a, "“AI”课"), 2.5 + ai);    /* full-width quotes, the first trimmed */
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

/* What a line does with its marks, in clreq's order: squeeze first, then push in, then push out; how much is
 * told by the line's slack and by the advance of the mark named. */
static const struct {
        const char *text;
        double measure;    /* em */
        const char *first; /* the first line */
        double slack;
        const char *mark;
        double advance; /* em */
} squeezes[] = {
        /* room enough: nothing is touched */
        {"甲，乙丙丁戊己庚", 9, "甲，乙丙丁戊己庚", 1, "，", 1},
        {"甲（乙）丙丁戊己", 9, "甲（乙）丙丁戊己", 1, "（", 1},
        /* a character pushed in by what one, two, three marks give, each alike */
        {"甲乙，丙丁戊己庚辛壬癸", 5.75, "甲乙，丙丁戊", -.25, "，", .75},
        {"甲，乙，丙丁戊己庚辛壬", 5.5, "甲，乙，丙丁", -.5, "，", .75},
        {"甲，乙，丙，丁，戊己庚辛壬癸", 7, "甲，乙，丙，丁，", -.5, "，", 1 - .5 / 3},
        {"甲。乙、丙丁戊己庚辛壬", 5.5, "甲。乙、丙丁", -.5, "、", .75},
        {"甲；乙：丙丁戊己庚辛壬", 5.5, "甲；乙：丙丁", -.5, "：", .75},
        {"甲！乙？丙丁戊己庚辛壬", 5.5, "甲！乙？丙丁", -.5, "？", .75},
        /* the left half of an opening mark gives as well: the glyph before it moves up */
        {"甲（乙丙）丁戊己庚辛壬", 6.5, "甲（乙丙）丁戊", -.5, "甲", .75},
        {"甲《乙丙》丁戊己庚辛壬", 6.5, "甲《乙丙》丁戊", -.5, "》", .75},
        {"甲“乙丙”丁戊己庚辛壬", 6.5, "甲“乙丙”丁戊", -.5, "”", .75},
        /* no mark gives more than .35 em: pushed out instead */
        {"甲，乙丙丁戊己庚辛壬", 5.6, "甲，乙丙丁", .6, "，", 1},
        /* two marks that meet have given their half and give no more */
        {"甲”。乙丙丁戊己庚", 4.5, "甲”。乙丙", 0, "”", .5},
        {"甲：“乙丙丁戊己庚辛", 5.5, "甲：“乙丙丁", 0, "：", .5},
        /* a mark at the line's end has already given its half */
        {"甲乙丙丁，戊己庚辛", 4.5, "甲乙丙丁，", 0, "，", .5},
        {"甲乙丙丁戊”己庚辛", 5.5, "甲乙丙丁戊”", 0, "”", .5},
};

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
                                 squeezes[i].text, squeezes[i].measure, first, line->slack, squeezes[i].mark,
                                 advance, squeezes[i].first, squeezes[i].slack, squeezes[i].advance);
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
                struct zb_span span = {cases_of[i].text, strlen(cases_of[i].text),
                                       zb_fonts_face(fonts, ZB_HEAVY), 0};
                struct zb_para_spec spec = {
                        .spans = &span, .n_spans = 1, .em_mm = EM, .measure_mm = INFINITY, .display = true};
                struct zb_para *para;
                assert_int_equal(zb_para_set(*state, &spec, &para, NULL, NULL), ZB_OK);
                if (fabs(para->last_em - cases_of[i].em) > 1e-6)
                        fail_msg("\"%s\" is %.3f em wide in large type, not %.3f", cases_of[i].text,
                                 para->last_em, cases_of[i].em);
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

static void test_table_of_prohibitions(void **state)
{
        static const uint32_t no_start[] =
                U"，。、；：？！）》」』】〕〉〗”’…—·・％‰℃／～ー々ぁゃッ,.:;?!)]}%｡､｣﹐";
        static const uint32_t no_end[] = U"（《「『【〔〈〖“‘￥＄([{$｢";
        for (const uint32_t *c = no_start; *c; c++)
                assert_true(!zb_may_start_line(*c) && zb_may_end_line(*c));
        for (const uint32_t *c = no_end; *c; c++)
                assert_true(!zb_may_end_line(*c) && zb_may_start_line(*c));
        static const uint32_t both[] = U"甲かA1①→";
        for (const uint32_t *c = both; *c; c++)
                assert_true(zb_may_start_line(*c) && zb_may_end_line(*c));
}

/* ---- random paragraphs ---- */

enum { PARAGRAPHS = 10000 };

static uint32_t next_random(uint64_t *seed) /* xorshift: the same paragraphs on every machine */
{
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        return (uint32_t)(*seed >> 32);
}

static const char *const alphabet[] = {
        "甲",
        "教",
        "育",
        "展",
        "示",
        "课",
        "堂",
        "的",
        "第",
        "个",
        "，",
        "。",
        "、",
        "；",
        "：",
        "？",
        "！",
        "（",
        "）",
        "《",
        "》",
        "「",
        "」",
        "“",
        "”",
        "‘",
        "’",
        "【",
        "】",
        "〔",
        "〕",
        "—",
        "——",
        "…",
        "……",
        "·",
        "％",
        "‰",
        "℃",
        "～",
        "／",
        "ー",
        "AI",
        "a",
        "Word",
        "36",
        "7",
        "98%",
        "3.5",
        "K-12",
        "(",
        ")",
        ",",
        ".",
        "!",
        "%",
        "+",
        "-",
        "/",
        "$",
        "￥",
        "①",
        "×",
        "±",
        " ",
        "  ",
        "　",
        "々",
        "ッ",
        "が",
        "e\xCC\x81",
        "é",
        "㎡",
        "Ω",
        "→",
        "★",
        "｡",
        "｢",
        "\xC2\xA0",
        "\xF0\x9F\x91\x8D",
        "Methodologisch",
};

static uint32_t char_before(const char *text, size_t end)
{
        size_t at = end - 1;
        uint32_t c = 0;
        while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
                at--;
        zb_utf8_next(text + at, end - at, &c);
        return c;
}

static bool is_han(uint32_t c)
{
        return c >= 0x4E00 && c <= 0x9FFF && c != U'第';
}

/* A place at which any builder could have broken: between two plain Han. */
static bool has_easy_break(const char *text, size_t len)
{
        uint32_t before = 0, c;
        for (size_t n; (n = zb_utf8_next(text, len, &c)) > 0; text += n, len -= n) {
                if (is_han(before) && is_han(c))
                        return true;
                before = c;
        }
        return false;
}

/* What is wrong with the edges of a line that runs from text_at over text_len bytes, or NULL. */
static const char *edge_fault(const char *text, size_t at, size_t len, bool is_first, bool is_last)
{
        uint32_t first = 0, last = char_before(text, at + len);
        zb_utf8_next(text + at, len, &first);
        if (!is_first && !zb_may_start_line(first))
                return "starts with what may start no line";
        if (!is_last && !zb_may_end_line(last))
                return "ends with what may end no line";
        if (first == ' ' || first == 0x3000 || last == ' ' || last == 0x3000)
                return "keeps a space at its edge";
        return NULL;
}

static void check_edges(const struct zb_para *para, size_t i)
{
        const struct zb_line *line = &para->lines[i];
        const char *fault =
                edge_fault(para->text, line->text_at, line->text_len, i == 0, i + 1 == para->n_lines);
        if (fault)
                fail_msg("line %zu of \"%s\" %s", i, para->text, fault);
}

/* The random paragraphs must bring up what they are to prove: lines, squeezes, trims; and a builder without
 * the table must fail on them. */
static struct {
        size_t lines, full, squeezed, trimmed, halved, overfull, careless;
} met;

/* What breaking every few characters, as no table would forbid it, does to the same text. */
static bool careless_breaks_fail(const char *text, size_t chars_a_line)
{
        size_t len = strlen(text), at = 0, line = 0, n = 0, step;
        uint32_t c;
        for (; (step = zb_utf8_next(text + at, len - at, &c)) > 0; at += step)
                if (++n % chars_a_line == 0 && at + step < len) {
                        if (edge_fault(text, line, at + step - line, line == 0, false) ||
                            edge_fault(text, at + step, len - at - step, false, true))
                                return true;
                        line = at + step;
                }
        return false;
}

static void count_line(const struct zb_para *para, size_t i, double measure)
{
        const struct zb_line *line = &para->lines[i];
        met.lines++;
        met.full += fabs(line->slack) < .5;
        met.squeezed += line->slack < -1e-6 && line->width_mm <= measure * EM + 1e-4;
        met.trimmed += line->glyphs[0].x_mm < -.4 * EM;
        met.halved += line->glyphs[line->n_glyphs - 1].advance_mm < .6 * EM &&
                      char_before(para->text, line->text_at + line->text_len) >= 0x3001;
}

/* Glyphs in order; two marks never take more than half an em from each other; nothing but spaces is left out.
 */
static size_t check_glyphs(const struct zb_para *para, size_t i, size_t at)
{
        const struct zb_line *line = &para->lines[i];
        for (; at < line->text_at; at++)
                assert_true(strchr(" \xE3\x80", para->text[at]) != NULL);
        for (size_t g = 0; g < line->n_glyphs; g++) {
                const struct zb_glyph *glyph = &line->glyphs[g];
                assert_true(isfinite(glyph->x_mm) && glyph->x_mm >= -EM / 2 - 1e-6);
                assert_true(glyph->advance_mm > -EM / 4 && glyph->span == 0);
                if (glyph->text_len == 0)
                        continue;
                assert_int_equal(glyph->text_at, at);
                at += glyph->text_len;
        }
        assert_int_equal(at, line->text_at + line->text_len);
        return at;
}

static void check_para(const struct zb_para *para, double measure, size_t overfull)
{
        size_t at = 0, wide = 0;
        for (size_t i = 0; i < para->n_lines; i++) {
                const struct zb_line *line = &para->lines[i];
                if (line->n_glyphs == 0) /* nothing but spaces */
                        continue;
                check_edges(para, i);
                count_line(para, i, measure);
                at = check_glyphs(para, i, at);
                if (line->width_mm <= measure * EM + 1e-4)
                        continue;
                wide++;
                if (has_easy_break(para->text + line->text_at, line->text_len))
                        fail_msg("line %zu of \"%s\" is overfull at %g em but could break", i, para->text,
                                 measure);
        }
        assert_int_equal(wide, overfull);
        met.overfull += wide;
        met.careless += careless_breaks_fail(para->text, (size_t)measure);
        for (; para->text[at]; at++)
                assert_true(strchr(" \xE3\x80", para->text[at]) != NULL);
}

static void test_random_paragraphs(void **state)
{
        uint64_t seed = 20250929;
        for (int i = 0; i < PARAGRAPHS; i++) {
                struct zb_arena *arena = zb_arena_new();
                char text[2048];
                size_t len = 0, overfull;
                for (uint32_t n = next_random(&seed) % 60; n > 0; n--) {
                        /* half of it Han: else nothing but prohibitions meet */
                        size_t pick = next_random(&seed) % 2
                                              ? next_random(&seed) % 8
                                              : next_random(&seed) % (sizeof alphabet / sizeof *alphabet);
                        len += (size_t)snprintf(text + len, sizeof text - len, "%s", alphabet[pick]);
                }
                double measure = 3 + next_random(&seed) % 24 * .5;
                struct zb_span span = {
                        text, len, zb_fonts_face(fonts, next_random(&seed) % 2 ? ZB_REGULAR : ZB_HEAVY), 0};
                const struct zb_para *para =
                        set_spans(arena, &span, 1, measure, (enum zb_align)(next_random(&seed) % 4),
                                  next_random(&seed) % 4 == 0, &overfull);
                check_para(para, measure, overfull);
                zb_arena_free(arena);
        }
        if (met.lines < 3 * PARAGRAPHS || met.full < PARAGRAPHS || met.squeezed < 1000 ||
            met.trimmed < 1000 || met.halved < 1000 || met.overfull > met.lines / 50 ||
            met.careless < PARAGRAPHS / 3)
                fail_msg("%zu lines, %zu full, %zu squeezed, %zu trimmed, %zu halved, %zu overfull; %zu "
                         "paragraphs "
                         "that careless breaks would spoil",
                         met.lines, met.full, met.squeezed, met.trimmed, met.halved, met.overfull,
                         met.careless);
}

/* Justified lines are the ragged ones spread: the same breaks, each gap wider by .13 em at most, and the
 * whole measure or nothing. */
static void test_random_justified(void **state)
{
        uint64_t seed = 20251125;
        size_t spread = 0, ragged = 0;
        for (int i = 0; i < PARAGRAPHS / 4; i++) {
                struct zb_arena *arena = zb_arena_new();
                char text[2048];
                size_t len = 0;
                for (uint32_t n = 20 + next_random(&seed) % 60; n > 0; n--)
                        len += (size_t)snprintf(
                                text + len, sizeof text - len, "%s",
                                alphabet[next_random(&seed) % (next_random(&seed) % 4 ? 12 : 50)]);
                double measure = 6 + next_random(&seed) % 16 * .5;
                struct zb_span span = {text, len, zb_fonts_face(fonts, ZB_REGULAR), 0};
                size_t overfull;
                const struct zb_para *left = set_spans(arena, &span, 1, measure, ZB_LEFT, false, &overfull);
                const struct zb_para *full =
                        set_spans(arena, &span, 1, measure, ZB_JUSTIFY, false, &overfull);
                assert_int_equal(left->n_lines, full->n_lines);
                for (size_t k = 0; k < left->n_lines; k++) {
                        const struct zb_line *a = &left->lines[k], *b = &full->lines[k];
                        assert_int_equal(a->text_at, b->text_at);
                        assert_int_equal(a->n_glyphs, b->n_glyphs);
                        bool wide = b->width_mm > a->width_mm + 1e-6;
                        spread += wide;
                        ragged += !wide && a->slack > 1e-6 && k + 1 < left->n_lines;
                        if (wide)
                                assert_near(b->width_mm, measure * EM);
                        for (size_t g = 0; g < a->n_glyphs; g++) {
                                double more = b->glyphs[g].advance_mm - a->glyphs[g].advance_mm;
                                assert_true(more > -1e-6 && more < .13 * EM + 1e-6);
                        }
                }
                assert_near(left->lines[left->n_lines - 1].width_mm, full->lines[full->n_lines - 1].width_mm);
                zb_arena_free(arena);
        }
        if (spread < PARAGRAPHS / 4 || ragged < 20)
                fail_msg("%zu lines spread, %zu ragged", spread, ragged);
}

/* Solvers set from several threads with one set of fonts: the same lines to the bit. */
static void *set_many(void *ret_sum)
{
        double sum = 0;
        for (int i = 0; i < 400; i++) {
                struct zb_arena *arena = zb_arena_new();
                const char *text = "依托“智慧教育平台”，AI课堂参与率达98%——惠及36个班级。";
                struct zb_span span = {text, strlen(text), zb_fonts_face(fonts, ZB_REGULAR), 0};
                struct zb_para_spec spec = {&span, 1, EM, (6 + i % 9 * .5) * EM, ZB_JUSTIFY, i % 2, false};
                struct zb_para *para;
                if (zb_para_set(arena, &spec, &para, NULL, NULL) == ZB_OK)
                        for (size_t l = 0; l < para->n_lines; l++)
                                sum += para->cost + para->lines[l].width_mm;
                zb_arena_free(arena);
        }
        *(double *)ret_sum = sum;
        return NULL;
}

static void test_threads(void **state)
{
        double sums[3] = {0};
        pthread_t threads[3];
        for (int i = 0; i < 3; i++)
                assert_int_equal(pthread_create(&threads[i], NULL, set_many, &sums[i]), 0);
        for (int i = 0; i < 3; i++)
                pthread_join(threads[i], NULL);
        double alone = 0;
        set_many(&alone);
        for (int i = 0; i < 3; i++)
                assert_true(sums[i] == alone && alone > 0);
}

/* A long text takes time in proportion, and a balanced one too. */
static void test_long_text(void **state)
{
        enum { N = 20000 };
        char *text = malloc(3 * N + 1);
        assert_non_null(text);
        for (size_t i = 0; i < N; i++)
                memcpy(text + 3 * i, i % 7 == 6 ? "，" : "课", 3);
        text[3 * N] = '\0';
        struct zb_span span = {text, 3 * N, zb_fonts_face(fonts, ZB_REGULAR), 0};
        size_t overfull;
        const struct zb_para *para = set_spans(*state, &span, 1, 20, ZB_JUSTIFY, true, &overfull);
        assert_int_equal(overfull, 0);
        assert_in_range(para->n_lines, N / 22, N / 18);
        free(text);
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
                cmocka_unit_test(test_table_of_prohibitions),
                cmocka_unit_test(test_random_paragraphs),
                cmocka_unit_test(test_random_justified),
                cmocka_unit_test(test_threads),
                cmocka_unit_test_setup_teardown(test_long_text, new_arena, free_arena),
        };
        return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
