/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of facts share. */
#ifndef ZB_TEST_FACTS_H
#define ZB_TEST_FACTS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "derive.h"
#include "facts_full.h"

/* ---- what follows from other facts ---- */

static inline struct zb_fact_line line_at(double y, const char *text, int block)
{
        return (struct zb_fact_line){.box = {100, y, 200, 12},
                                     .ink = {100, y, 200, 9},
                                     .tier = ZB_TIER_BODY,
                                     .role = "",
                                     .text = text,
                                     .font = "",
                                     .place = "",
                                     .em_mm = 10,
                                     .ink_mm = NAN,
                                     .leading = NAN,
                                     .contrast = 7,
                                     .block = block};
}

static inline struct zb_facts *small_board(enum zb_kind kind, struct zb_fact_line *lines, size_t n)
{
        struct zb_facts *f = zb_facts_new();
        f->kind = kind;
        f->visible = (struct zb_rect){20, 10, 745, 1760};
        f->text_source = n ? "live" : "none";
        f->lines = lines;
        f->n_lines = n;
        return f;
}

/* ---- the reading path ---- */

struct stand { /* a line of a tier at a place */
        double x, y;
        const char *text;
        enum zb_tier tier;
};

static inline const char *path_of(enum zb_kind kind, const struct stand *at, size_t n)
{
        struct zb_fact_line lines[10];
        for (size_t i = 0; i < n; i++) {
                double em = at[i].tier == ZB_TIER_HEADING ? 60 : 24, w = at[i].tier == ZB_TIER_HEADING ? 240 : 30;
                lines[i] = line_at(at[i].y, at[i].text, (int)i);
                lines[i].tier = at[i].tier;
                lines[i].em_mm = em;
                lines[i].box = (struct zb_rect){at[i].x, at[i].y, w, 1.1 * em};
                lines[i].ink = (struct zb_rect){at[i].x, at[i].y + 0.1 * em, w, 0.9 * em};
        }
        struct zb_facts *f = small_board(kind, lines, n);
        f->width_mm = 785;
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        const char *path = f->path_used; /* a literal */
        zb_facts_free(f);
        return path;
}

static inline void the_reading_path_is_told_by_the_headings(void **state)
{
#define H ZB_TIER_HEADING
#define T ZB_TIER_TITLE
#define C ZB_TIER_CAPTION
        static const struct {
                const char *name, *path;
                size_t n;
                struct stand at[9];
        } cases[] = {
                {"a stem",
                 "F",
                 4,
                 {{40, 20, "题目", T}, {100, 400, "背景", H}, {102, 700, "做法", H}, {100, 1000, "成效", H}}},
                {"key figures are no sections",
                 "F",
                 6,
                 {{40, 20, "题目", T},
                  {40, 200, "98%", H},
                  {500, 200, "12 项", H},
                  {100, 400, "背景", H},
                  {100, 700, "做法", H},
                  {100, 1000, "成效", H}}},
                {"two say too little", NULL, 2, {{100, 400, "背景", H}, {100, 700, "做法", H}}},
                {"a stem at the right",
                 NULL,
                 3,
                 {{500, 400, "背景", H}, {500, 700, "做法", H}, {500, 1000, "成效", H}}},
                {"two by two",
                 "Z",
                 4,
                 {{40, 400, "背景", H}, {440, 402, "做法", H}, {40, 900, "成效", H}, {440, 900, "展望", H}}},
                {"two and one", "Z", 3, {{40, 400, "背景", H}, {440, 400, "做法", H}, {40, 900, "成效", H}}},
                {"left and right by turns",
                 "Z",
                 3,
                 {{40, 400, "背景", H}, {440, 700, "做法", H}, {40, 1000, "成效", H}}},
                {"one row", NULL, 3, {{40, 400, "背景", H}, {300, 400, "做法", H}, {560, 400, "成效", H}}},
                {"scattered",
                 NULL,
                 4,
                 {{40, 400, "背景", H}, {300, 550, "做法", H}, {560, 700, "成效", H}, {200, 900, "展望", H}}},
                {"numbered along the rows",
                 "Z",
                 4,
                 {{40, 400, "一、背景", H},
                  {440, 400, "二、做法", H},
                  {40, 900, "三、成效", H},
                  {440, 900, "四、展望", H}}},
                {"numbered down the columns",
                 NULL,
                 4,
                 {{40, 400, "一、背景", H},
                  {440, 400, "三、成效", H},
                  {40, 900, "二、做法", H},
                  {440, 900, "四、展望", H}}},
                {"numbers that stand apart",
                 NULL,
                 8,
                 {{40, 400, "背景", H},
                  {440, 400, "成效", H},
                  {40, 900, "做法", H},
                  {440, 900, "展望", H},
                  {5, 420, "01", C},
                  {405, 420, "03", C},
                  {5, 920, "02", C},
                  {405, 920, "04", C}}},
                {"a heading above the title",
                 NULL,
                 4,
                 {{40, 500, "题目", T}, {100, 400, "背景", H}, {100, 700, "做法", H}, {100, 1000, "成效", H}}},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                const char *path = path_of(ZB_KIND_PDF, cases[i].at, cases[i].n);
                if (strcmp(path ? path : "", cases[i].path ? cases[i].path : "") != 0)
                        fail_msg("%s: %s", cases[i].name, path ? path : "unknown");
        }
        assert_null(path_of(ZB_KIND_SPEC, cases[0].at, cases[0].n)); /* the composer says it */
#undef H
#undef T
#undef C
}

#endif
