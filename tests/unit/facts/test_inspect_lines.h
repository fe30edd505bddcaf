/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of inspect lines share. */
#ifndef ZB_TEST_INSPECT_LINES_H
#define ZB_TEST_INSPECT_LINES_H

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
#include "figures.h"
#include "lines.h"

/* ---- runs ---- */

struct test {
        struct zb_facts *facts;
        struct zb_derivation derivation;
        struct zb_marks marks;
};

static inline void start(struct test *t, double width_mm, double height_mm)
{
        *t = (struct test){.facts = zb_facts_new()};
        assert_non_null(t->facts);
        t->derivation.facts = t->facts;
        t->facts->width_mm = width_mm;
        t->facts->height_mm = height_mm;
        t->facts->trim = t->facts->bleed = t->facts->media = t->facts->visible =
                (struct zb_rect){0, 0, width_mm, height_mm};
}

static inline void stop(struct test *t)
{
        zb_runs_fini(&t->marks.runs);
        zb_facts_free(t->facts);
}

static inline void add(struct test *t, struct zb_run run)
{
        struct zb_err err = {0};
        run.utf8 = zb_arena_strdup(t->facts->arena, run.utf8);
        run.order = (int)t->marks.runs.n;
        assert_int_equal(zb_runs_add(&t->marks.runs, &run, &err), ZB_OK);
}

static inline struct zb_run at(double x, double base, double em, const char *text)
{
        return (struct zb_run){.utf8 = text,
                               .x_mm = x,
                               .baseline_mm = base,
                               .em_mm = em,
                               .ink_mm = NAN,
                               .leading = NAN,
                               .font = "Test-Regular",
                               .paragraph = -1,
                               .colour = {.k = 1}};
}

static inline double advance(uint32_t c)
{
        return c == ' ' ? 0.25 : c < 0x2000 ? 0.55 : 1;
}

static inline double width_of(const char *text)
{
        size_t len = strlen(text), i = 0, n;
        double em = 0;
        uint32_t c;
        for (; (n = zb_utf8_next(text + i, len - i, &c)) > 0; i += n)
                em += advance(c);
        return em;
}

static inline void word(struct test *t, double x, double base, double em, const char *text)
{
        struct zb_run run = at(x, base, em, text);
        run.width_mm = width_of(text) * em;
        add(t, run);
}

/* A glyph a run, `spacing` em between them; from the last to the first when backwards. */
static inline void glyphs(struct test *t, struct zb_run like, double spacing, bool backwards)
{
        size_t len = strlen(like.utf8), n_chars = 0, i = 0, n;
        double scale = like.width_mm > 0 ? like.width_mm / (width_of(like.utf8) * like.em_mm) : 1;
        double x = like.x_mm;
        uint32_t c;
        struct zb_run *list = calloc(len + 1, sizeof *list);
        char(*texts)[8] = calloc(len + 1, sizeof *texts);
        assert_true(list && texts);
        for (; (n = zb_utf8_next(like.utf8 + i, len - i, &c)) > 0; i += n) {
                memcpy(texts[n_chars], like.utf8 + i, n);
                list[n_chars] = like;
                list[n_chars].utf8 = texts[n_chars];
                list[n_chars].x_mm = x;
                list[n_chars].width_mm = advance(c) * like.em_mm * scale;
                x += list[n_chars].width_mm + spacing * like.em_mm;
                n_chars++;
        }
        for (size_t k = 0; k < n_chars; k++)
                add(t, list[backwards ? n_chars - 1 - k : k]);
        free(list);
        free(texts);
}

static inline void find_lines(struct test *t)
{
        struct zb_err err = {0};
        assert_int_equal(zb_lines_of_marks(&t->derivation, &t->marks, &err), ZB_OK);
}

static inline const struct zb_fact_line *find(const struct test *t, const char *text)
{
        for (size_t i = 0; i < t->facts->n_lines; i++)
                if (strcmp(t->facts->lines[i].text, text) == 0)
                        return &t->facts->lines[i];
        fprintf(stderr, "no line “%s” among:\n", text);
        for (size_t i = 0; i < t->facts->n_lines; i++)
                fprintf(stderr, "  %s “%s”\n", zb_tier_names[t->facts->lines[i].tier], t->facts->lines[i].text);
        fail();
        return NULL;
}

static inline void no_runs_no_lines(void **state)
{
        struct test t;
        start(&t, 785, 1780);
        find_lines(&t);
        assert_int_equal(t.facts->n_lines, 0);
        assert_string_equal(t.facts->text_source, "none");
        stop(&t);
}

#endif
