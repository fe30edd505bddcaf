/* SPDX-License-Identifier: Apache-2.0 */
/* text: what characters are, where lines begin, end and join. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "text.h"

static void edges_skip_what_is_blank(void **state)
{
        static const struct {
                const char *text;
                uint32_t first, last;
                size_t chars;
        } cases[] = {
                {"", 0, 0, 0},
                {"展", 0x5C55, 0x5C55, 1},
                {"　展 板　", 0x5C55, 0x677F, 2},
                /* a tab, thin spaces and a zero-width mark stand at no line's end */
                {"\t（展\xE2\x80\x89\xE2\x80\x8E", 0xFF08, 0x5C55, 2},
                {"\xEF\xBB\xBF,\xE2\x80\xA8", ',', ',', 1},
                {" \xC2\xA0 ", 0, 0, 0},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                uint32_t first, last;
                assert_int_equal(zb_text_edges(cases[i].text, &first, &last), cases[i].chars);
                assert_int_equal(first, cases[i].first);
                assert_int_equal(last, cases[i].last);
        }
}

static void lines_join_to_paragraphs(void **state)
{
        static const struct {
                const char *para, *line, *joined;
        } cases[] = {
                {"", "read", "read"},
                {"to read", "aloud", "to read aloud"},
                {"to read ", "aloud", "to read  aloud"},
                {"展板", "与海报", "展板与海报"},
                {"展板 PDF", "格式", "展板 PDF格式"},
                {"re-", "read", "re-read"},
                {"98.5%,", "3", "98.5%, 3"},
                {"caf\xC3\xA9\xE2\x80\x89", "Z\xC3\xBCrich", "caf\xC3\xA9\xE2\x80\x89 Z\xC3\xBCrich"},
                {"read", "，则", "read，则"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_buf para = ZB_BUF_INIT;
                zb_buf_puts(&para, cases[i].para);
                zb_join_line(&para, cases[i].line);
                assert_false(para.failed);
                assert_string_equal(para.data, cases[i].joined);
                zb_buf_fini(&para);
        }
}

static void figures_are_no_words(void **state)
{
        assert_true(zb_is_figure("98%"));
        assert_true(zb_is_figure("3.6万"));
        assert_true(zb_is_figure("12项"));
        assert_false(zb_is_figure("万"));
        assert_false(zb_is_figure("2025年度报告"));
        assert_false(zb_is_figure("Windows 11"));
}

static void mixed_marks_are_found(void **state)
{
        struct zb_arena *arena = zb_arena_new();
        assert_non_null(arena);
        assert_string_equal(zb_mixed_marks(arena, "展板,海报"), "板,海");
        assert_string_equal(zb_mixed_marks(arena, "见图(一）"), "图(一");
        assert_null(zb_mixed_marks(arena, "展板，海报（一）"));
        assert_null(zb_mixed_marks(arena, "PDF, TIFF (300 ppi)"));
        zb_arena_free(arena);
}

int main(void)
{
        static const struct CMUnitTest tests[] = {
                cmocka_unit_test(edges_skip_what_is_blank),
                cmocka_unit_test(lines_join_to_paragraphs),
                cmocka_unit_test(figures_are_no_words),
                cmocka_unit_test(mixed_marks_are_found),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
