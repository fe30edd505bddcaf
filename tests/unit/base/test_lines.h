/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of lines share. */
#ifndef ZB_TEST_LINES_H
#define ZB_TEST_LINES_H

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

#define EM 10.0 /* mm */

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-6)

__attribute__((unused)) static struct zb_fonts *fonts;

static inline int open_fonts(void **state)
{
        struct zb_err err;
        if (zb_fonts_open(ZB_SOURCE_DIR "/fonts", &fonts, &err) == ZB_OK)
                return 0;
        fprintf(stderr, "%s\n", err.en);
        return -1;
}

static inline int close_fonts(void **state)
{
        zb_fonts_free(fonts);
        return 0;
}

static inline int new_arena(void **state)
{
        return (*state = zb_arena_new()) ? 0 : -1;
}

static inline int free_arena(void **state)
{
        zb_arena_free(*state);
        return 0;
}

/* ---- setting ---- */

static inline const struct zb_para *set_spans(struct zb_arena *arena, const struct zb_span *spans, size_t n_spans,
                                              double measure, enum zb_align align, bool balance, size_t *ret_overfull)
{
        struct zb_para_spec spec = {spans, n_spans, EM, measure * EM, align, balance, false};
        struct zb_para *para = NULL;
        struct zb_err err;
        assert_int_equal(zb_para_set(arena, &spec, &para, ret_overfull, &err), ZB_OK);
        assert_true(isfinite(para->cost) && para->cost >= 0);
        return para;
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

/* ---- widths ---- */

static const struct {
        const char *text;
        double em;
} widths[] = {
        {"甲", 1},        {"甲乙。", 2.5},                                        /* trimmed at the end of the line */
        {"（甲", 1.5},                                                            /* and at its start */
        {"（甲）", 2},    {"“甲”", 2},       {"甲。乙", 3},     {"甲，“乙", 3.5}, /* two marks: one em and a
                                                                                     half */
        {"甲”。乙", 3.5}, {"甲）。乙", 3.5}, {"甲》、《乙", 4},                   /* three: two ems */
        {"甲：“（乙", 4}, {"甲）。”乙", 4},  {"甲？！乙", 3.5}, {"甲（）乙", 4},  /* nothing blank between
                                                                                     these two */
        {"甲——乙", 4},    {"甲……乙", 4},     {"甲　乙", 2.6},   {"　甲　", 1},    {"甲\xE2\x81\xA0乙", 2},
        {"甲‘乙’丙", 5},  {"37℃", 2.11},
};

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

/* The random paragraphs must bring up what they are to prove: lines, squeezes, trims; and a builder without
 * the table must fail on them. */
__attribute__((unused)) static struct {
        size_t lines, full, squeezed, trimmed, halved, overfull, careless;
} met;

/* A long text takes time in proportion, and a balanced one too. */
static inline void test_long_text(void **state)
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

#endif
