/* SPDX-License-Identifier: Apache-2.0 */
/* Fonts and the count of characters. The line builder has a file of its own, test_lines.c. */
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "type.h"

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

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

/* ---- counting ---- */

static const struct {
        const char *text;
        size_t count;
} counts[] = {
        {"", 0},
        {"   \t\n　", 0},
        {"展板", 2},
        {"展 板", 2},
        {"展板。", 3},
        {"《展板》", 4},
        {"“展板”", 4},
        {"你好，世界！", 6},
        {"AI", 1},
        {"AI教育", 3},
        {"AI 教育", 3},
        {"artificial intelligence", 2},
        {"98%", 1},
        {"达98%的", 3},
        {"3.14", 1},
        {"10,000人", 2},
        {"2024-2025学年", 3},
        {"a, b", 2},
        {"https://www.example.cn/a", 1},
        {"it’s", 1},
        {"K-12", 1},
        {"A、B", 3},
        {"——", 2},
        {"……", 2},
        {"第3章", 3},
        {"12:30", 1},
        {"8/10", 1},
        {"ＡＢ", 2},
        {"①②", 2},
        {"37℃", 2},
        {"かなハングル한", 7},
        {"👍", 1},
        {"A+B", 2},
        {"Zoë", 1},
        {"人\xE2\x81\xA0工", 2}, /* a word-joiner is no character */
        {"A\xE2\x81\xA0I", 1},
        {"e\xCC\x81t\xC3\xA9", 1}, /* combining acute */
        {"中(国)", 2},
        {"a....", 1},
        {"\xFF\xFE坏", 1}, /* bad bytes are not text */
};

static void test_count(void **state)
{
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
                size_t count = zb_count_chars(counts[i].text);
                if (count != counts[i].count)
                        fail_msg("\"%s\" counts %zu, not %zu", counts[i].text, count, counts[i].count);
        }
}

/* A letter and a million inner marks: linear, or this test does not end. */
static void test_count_is_linear(void **state)
{
        enum { N = 1000000 };
        char *text = malloc(N + 1);
        assert_non_null(text);
        memset(text, '.', N);
        text[0] = 'a';
        text[N] = '\0';
        assert_int_equal(zb_count_chars(text), 1);
        for (size_t i = 1; i < N; i += 2)
                text[i] = 'b';
        assert_int_equal(zb_count_chars(text), 1);
        free(text);
}

/* ---- faces ---- */

static void test_family(void **state)
{
        if (zb_fonts_substitute(fonts)) { /* fonts/fetch.sh was not run: the stand-in, and that is said */
                assert_string_equal(zb_fonts_family(fonts), "Noto Sans CJK SC");
                return;
        }
        assert_string_equal(zb_fonts_family(fonts), "Source Han Sans CN");
        static const char *const names[ZB_N_WEIGHTS] = {"SourceHanSansCN-Regular", "SourceHanSansCN-Medium",
                                                        "SourceHanSansCN-Bold", "SourceHanSansCN-Heavy"};
        for (int w = 0; w < ZB_N_WEIGHTS; w++) {
                const struct zb_face *face = zb_fonts_face(fonts, (enum zb_weight)w);
                assert_string_equal(zb_face_ps_name(face), names[w]);
                assert_int_equal(zb_face_weight(face), w);
                assert_int_equal(zb_face_upem(face), 1000);
                size_t len;
                unsigned index;
                const char *data = zb_face_data(face, &len, &index);
                assert_true(len > 8000000);
                assert_int_equal(index, 0);
                assert_memory_equal(data, "OTTO", 4);
        }
}

/* docs/measures.md §3 names the figures. */
static void test_ink_factor(void **state)
{
        if (zb_fonts_substitute(fonts))
                skip();
        static const double factors[ZB_N_WEIGHTS] = {
                [ZB_REGULAR] = .912, [ZB_MEDIUM] = .917, [ZB_BOLD] = .933, [ZB_HEAVY] = .950};
        for (int w = 0; w < ZB_N_WEIGHTS; w++) {
                double factor = zb_face_ink_factor(zb_fonts_face(fonts, (enum zb_weight)w));
                assert_near(factor, factors[w], .004);
        }
}

static void *ask_ink_factor(void *face)
{
        static const double wrong = 0;
        return zb_face_ink_factor(face) > .8 ? NULL : (void *)&wrong;
}

static void test_threads_share_a_face(void **state)
{
        struct zb_fonts *own;
        struct zb_err err;
        assert_int_equal(zb_fonts_open(ZB_SOURCE_DIR "/fonts", &own, &err), ZB_OK);
        pthread_t threads[4];
        for (int i = 0; i < 4; i++)
                assert_int_equal(
                        pthread_create(&threads[i], NULL, ask_ink_factor, (void *)zb_fonts_face(own, ZB_BOLD)), 0);
        for (int i = 0; i < 4; i++) {
                void *wrong;
                pthread_join(threads[i], &wrong);
                assert_null(wrong);
        }
        zb_fonts_free(own);
}

static uint32_t glyph_of(const struct zb_face *face, const char *utf8)
{
        struct zb_arena *arena = zb_arena_new();
        struct zb_span span = {utf8, strlen(utf8), face, 0};
        struct zb_para_spec spec = {.spans = &span, .n_spans = 1, .em_mm = 1, .measure_mm = INFINITY};
        struct zb_para *para;
        struct zb_err err;
        assert_int_equal(zb_para_set(arena, &spec, &para, NULL, &err), ZB_OK);
        uint32_t gid = para->lines[0].glyphs[0].gid;
        zb_arena_free(arena);
        return gid;
}

/* docs/formats.md §2: 中 is glyph 8748, CID 9893; ， is 29744, 59003. */
static void test_cid_is_not_gid(void **state)
{
        if (zb_fonts_substitute(fonts))
                skip();
        const struct zb_face *face = zb_fonts_face(fonts, ZB_REGULAR);
        assert_int_equal(glyph_of(face, "中"), 8748);
        assert_int_equal(zb_face_cid(face, 8748), 9893);
        assert_int_equal(glyph_of(face, "，"), 29744);
        assert_int_equal(zb_face_cid(face, 29744), 59003);
}

struct bounds {
        double x0, y0, x1, y1;
        int moves, closes;
};

static void reach(void *ctx, double x, double y)
{
        struct bounds *b = ctx;
        b->x0 = fmin(b->x0, x), b->x1 = fmax(b->x1, x);
        b->y0 = fmin(b->y0, y), b->y1 = fmax(b->y1, y);
}
static void reach_move(void *ctx, double x, double y)
{
        reach(ctx, x, y);
        ((struct bounds *)ctx)->moves++;
}
static void reach_curve(void *ctx, double x1, double y1, double x2, double y2, double x, double y)
{
        reach(ctx, x1, y1);
        reach(ctx, x2, y2);
        reach(ctx, x, y);
}
static void reach_close(void *ctx)
{
        ((struct bounds *)ctx)->closes++;
}

static void test_outline_fills_its_extents(void **state)
{
        static const struct zb_outline_sink sink = {reach_move, reach, reach_curve, reach_close};
        static const char *const texts[] = {"永", "展", "。", "A", "8"};
        const struct zb_face *face = zb_fonts_face(fonts, ZB_BOLD);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                uint32_t gid = glyph_of(face, texts[i]);
                struct bounds b = {9, 9, -9, -9, 0, 0};
                struct zb_rect ink;
                zb_face_outline(face, gid, &sink, &b);
                assert_true(zb_face_extents(face, gid, &ink));
                assert_true(b.moves > 0 && b.moves == b.closes);
                assert_near(ink.x, b.x0, .003);
                assert_near(ink.y, b.y0, .003);
                assert_near(ink.x + ink.w, b.x1, .003);
                assert_near(ink.y + ink.h, b.y1, .003);
                assert_true(b.y0 > -ZB_EM_DESCENT && b.y1 < ZB_EM_ASCENT + .05);
        }
        struct zb_rect none;
        assert_false(zb_face_extents(face, glyph_of(face, "\xC2\xA0"), &none)); /* a space has no ink */
        assert_near(zb_face_advance(face, glyph_of(face, "永")), 1.0, 0);
}

/* ---- where no font is ---- */

static void test_no_fonts_is_an_error(void **state)
{
        char dir[] = "/tmp/zb-type-XXXXXX";
        assert_non_null(mkdtemp(dir));
        struct zb_fonts *none = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_fonts_open(dir, &none, &err), ZB_WORK);
        assert_null(none);
        assert_non_null(strstr(err.zh, "fonts/fetch.sh"));
        assert_non_null(strstr(err.en, "fonts-noto-cjk"));
        rmdir(dir);
}

/* A folder with the private configuration alone: the stand-in, if this machine has it, and it says that it is
 * one. */
static void test_substitute(void **state)
{
        char dir[] = "/tmp/zb-type-XXXXXX", conf[64];
        assert_non_null(mkdtemp(dir));
        snprintf(conf, sizeof conf, "%s/fonts.conf", dir);
        assert_int_equal(symlink(ZB_SOURCE_DIR "/fonts/fonts.conf", conf), 0);
        struct zb_fonts *stand_in = NULL;
        struct zb_err err = {0};
        enum zb_code code = zb_fonts_open(dir, &stand_in, &err);
        unlink(conf);
        rmdir(dir);
        if (code != ZB_OK)
                skip();
        assert_true(zb_fonts_substitute(stand_in));
        assert_string_equal(zb_fonts_family(stand_in), "Noto Sans CJK SC");
        for (int w = 0; w < ZB_N_WEIGHTS; w++) {
                const struct zb_face *face = zb_fonts_face(stand_in, (enum zb_weight)w);
                assert_non_null(face);
                assert_true(zb_face_ink_factor(face) > .85 && zb_face_ink_factor(face) < 1);
        }
        zb_fonts_free(stand_in);
}

static void test_damaged_font(void **state)
{
        char dir[] = "/tmp/zb-type-XXXXXX", path[64];
        assert_non_null(mkdtemp(dir));
        snprintf(path, sizeof path, "%s/SourceHanSansCN-Bold.otf", dir);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fputs("OTTO, but no more than that", file);
        fclose(file);
        struct zb_fonts *none = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_fonts_open(dir, &none, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "SourceHanSansCN-Bold.otf")); /* not: there is none, take another */
        unlink(path);
        rmdir(dir);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_count),
                cmocka_unit_test(test_count_is_linear),
                cmocka_unit_test(test_family),
                cmocka_unit_test(test_ink_factor),
                cmocka_unit_test(test_threads_share_a_face),
                cmocka_unit_test(test_cid_is_not_gid),
                cmocka_unit_test(test_outline_fills_its_extents),
                cmocka_unit_test(test_no_fonts_is_an_error),
                cmocka_unit_test(test_substitute),
                cmocka_unit_test(test_damaged_font),
        };
        return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
