/* SPDX-License-Identifier: Apache-2.0 */
/* base: every promise of its headers, once more under a decimal-comma locale. */
#include "test_core.h"

/* ---- errors ---- */

static void err_holds_both_languages(void **state)
{
        struct zb_err err;
        assert_int_equal(
                zb_err_say(&err, ZB_INPUT, "/title", "\"%s\" is not a folder: write to another place.", "甲"),
                ZB_INPUT);
        assert_string_equal(zb_err_text(&err, ZB_ZH), "“甲”不是文件夹：请换一个位置。");
        assert_string_equal(zb_err_text(&err, ZB_EN), "\"甲\" is not a folder: write to another place.");
        assert_string_equal(err.place, "/title");
        assert_int_equal(zb_err_say(NULL, ZB_WORK, NULL, "y"), ZB_WORK);
        assert_int_equal(zb_err_nomem(&err), ZB_WORK);
        assert_string_equal(err.place, "");
        assert_string_equal(zb_err_text(NULL, ZB_EN), "");
        assert_string_equal(zb_msg_text((struct zb_msg){0}, ZB_ZH), "");
}

static void err_cuts_between_characters(void **state)
{
        char text[3000];
        for (int shift = 0; shift < 3; shift++) {
                memset(text, 'a', (size_t)shift);
                for (int i = 0; i < 900; i++)
                        memcpy(text + shift + 3 * i, "展", 3);
                text[shift + 2700] = '\0';
                struct zb_err err;
                zb_err_say(&err, ZB_INPUT, text, "%s", text);
                assert_true(zb_utf8_valid(err.zh, strlen(err.zh)));
                assert_true(zb_utf8_valid(err.place, strlen(err.place)));
                assert_true(strlen(err.zh) > 760 && strlen(err.place) > 250);
                zb_err_set_msg(&err, ZB_INPUT, "", (struct zb_msg){text, text});
                assert_true(zb_utf8_valid(err.en, strlen(err.en)));
        }
}

/* ---- arena, buffer, UTF-8 ---- */

static void arena_keeps_what_it_gave(void **state)
{
        struct zb_arena *arena = zb_arena_new();
        char *kept[500];
        for (int i = 0; i < 500; i++) {
                kept[i] = zb_arena_printf(arena, "%d %s", i, i % 7 ? "" : "long text long text");
                unsigned char *big = zb_arena_alloc(arena, i % 50 == 0 ? 100000 : (size_t)i);
                assert_int_equal((uintptr_t)big % _Alignof(max_align_t), 0);
                for (int j = 0; j < i; j++)
                        assert_int_equal(big[j], 0);
                memset(big, 0xEE, (size_t)i);
        }
        for (int i = 0; i < 500; i++)
                assert_int_equal(atoi(kept[i]), i);
        assert_null(zb_arena_strdup(arena, NULL));
        assert_string_equal(zb_arena_strndup(arena, "abc", 2), "ab");
        assert_string_equal(zb_arena_strndup(arena, "abc", 9), "abc");
        struct zb_msg m = zb_arena_say(arena, "\"%s\" is not a folder: write to another place.", "甲");
        assert_string_equal(m.zh, "“甲”不是文件夹：请换一个位置。");
        assert_string_equal(m.en, "\"甲\" is not a folder: write to another place.");
        assert_memory_equal(zb_arena_memdup(arena, "x\0y", 3), "x\0y", 3);
        assert_false(zb_arena_failed(arena));
        assert_null(zb_arena_array(arena, SIZE_MAX / 2, 4));
        assert_true(zb_arena_failed(arena));
        zb_arena_free(arena);
        zb_arena_free(NULL);
}

static void buf_grows(void **state)
{
        struct zb_buf buf = ZB_BUF_INIT;
        zb_buf_put(&buf, "", 0);
        assert_non_null(buf.data);
        for (int i = 0; i < 1000; i++) {
                zb_buf_printf(&buf, "%d,", i);
                assert_int_equal(buf.data[buf.len], 0);
        }
        assert_int_equal(buf.len, 10 * 2 + 90 * 3 + 900 * 4);
        zb_buf_clear(&buf);
        zb_buf_u16be(&buf, 0x1234);
        zb_buf_u32be(&buf, 0xA1B2C3D4);
        zb_buf_putc(&buf, 'z');
        assert_memory_equal(buf.data, "\x12\x34\xA1\xB2\xC3\xD4z", 8);
        zb_buf_put(&buf, "", SIZE_MAX - 2);
        assert_true(buf.failed);
        zb_buf_puts(&buf, "more");
        assert_int_equal(buf.len, 7);
        zb_buf_fini(&buf);
        assert_null(buf.data);
}

static void utf8_is_strict(void **state)
{
        static const struct {
                const char *text;
                bool valid;
        } cases[] = {
                {"", true},
                {"abc", true},
                {"展板", true},
                {"\xF0\xA0\x80\x80", true},
                {"\xC0\x80", false},
                {"\xC1\xBF", false},
                {"\xE0\x9F\xBF", false},
                {"\xED\xA0\x80", false},
                {"\x80", false},
                {"\xE5\xB1", false},
                {"\xF4\x90\x80\x80", false},
                {"\xFF", false},
                {"\xF0\x8F\xBF\xBF", false},
                {"a\xE5"
                 "b",
                 false},
                {"\xF4\x8F\xBF\xBF", true},
                {"\xED\x9F\xBF", true},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
                assert_int_equal(zb_utf8_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid);
        for (uint32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
                char out[4];
                uint32_t back = 0;
                size_t n = zb_utf8_put(out, c);
                bool surrogate = c >= 0xD800 && c <= 0xDFFF;
                assert_int_equal(zb_utf8_next(out, n, &back), surrogate ? 0 : n);
                if (!surrogate)
                        assert_int_equal(back, c);
                assert_int_equal(zb_utf8_next(out, n - 1, &back), 0);
        }
        assert_int_equal(zb_utf8_length("展板 ab"), 5);
        char word[] = "展\033[2J\302\233\342\200\256\n\177板\377";
        zb_utf8_plain(word, "\n");
        assert_string_equal(word, "展 [2J     \n 板?");
        struct zb_err err;
        zb_err_say(&err, ZB_INPUT, "a\nb\033", "\033%s\n", "c\233");
        assert_string_equal(err.place, "a b ");
        assert_string_equal(err.zh, " c?\n");
        assert_string_equal(err.en, " c?\n");
        assert_true(zb_utf8_valid("a\0b", 3));
}

/* ---- numbers ---- */

static void numbers_are_written(void **state)
{
        static const struct {
                double value;
                int decimals;
                const char *text;
        } cases[] = {
                {0, 3, "0"},
                {-0.0, 3, "0"},
                {-0.0004, 3, "0"},
                {1.5, 0, "2"},
                {2.5, 0, "2"},
                {0.125, 2, "0.12"},
                {0.375, 2, "0.38"},
                {2.675, 2, "2.67"},
                {1.005, 2, "1"},
                {100, 0, "100"},
                {100, 4, "100"},
                {1234567.891, 3, "1234567.891"},
                {-785.25, 2, "-785.25"},
                {1e-9, 9, "0.000000001"},
                {0.1 + 0.2, 9, "0.3"},
                {1e22, 2, "10000000000000000000000"},
                {999.9999, 3, "1000"},
                {1e300, 9, "9999999999999999583119736832"},
                {-1e300, 9, "-9999999999999999583119736832"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                char out[40];
                assert_string_equal(zb_num(out, cases[i].value, cases[i].decimals), cases[i].text);
                struct zb_buf buf = ZB_BUF_INIT;
                zb_buf_num(&buf, cases[i].value, cases[i].decimals);
                assert_string_equal(buf.data, cases[i].text);
                zb_buf_fini(&buf);
        }
}

static void numbers_are_read(void **state)
{
        static const struct {
                const char *text;
                double value;
        } good[] = {{"0", 0},         {"-1.5", -1.5}, {"785.25", 785.25}, {"1e3", 1000},
                    {"2.5E-1", 0.25}, {"007", 7},     {"1e+2", 100}};
        static const char *const bad[] = {"",    " 1", "1 ",    "+1",    "1,5", ".5",    "1.", "0x10", "inf",
                                          "nan", "1e", "1e999", "1.2.3", "--1", "1e1.5", "-",  "1a"};
        for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
                double value = -99;
                assert_true(zb_parse_num(good[i].text, &value));
                assert_true(value == good[i].value);
        }
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                double value = -99;
                assert_false(zb_parse_num(bad[i], &value));
                assert_true(value == -99);
        }
        assert_false(zb_parse_num(NULL, &(double){0}));
}

/* A machine may have no decimal-comma locale installed: one is compiled for the test. */
static void numbers_ignore_the_locale(void **state)
{
        char locales[] = "/tmp/zb-test-locale-XXXXXX", command[300];
        const char *before = getenv("LOCPATH");
        char *old = before ? strdup(before) : NULL;
        assert_non_null(mkdtemp(locales));
        snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 '%s/de_DE.UTF-8' >/dev/null 2>&1", locales);
        bool made = system(command) == 0;
        setenv("LOCPATH", locales, 1);
        bool set = made && setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
        char comma[20] = "";
        if (set) {
                snprintf(comma, sizeof comma, "%.1f", 1.5);
                numbers_are_written(state);
                numbers_are_read(state);
        }
        setlocale(LC_ALL, "C");
        if (old)
                setenv("LOCPATH", old, 1);
        else
                unsetenv("LOCPATH");
        free(old);
        snprintf(command, sizeof command, "rm -rf '%s'", locales);
        assert_int_equal(system(command), 0);
        if (!set)
                skip();
        assert_string_equal(comma, "1,5");
}

/* ---- geometry ---- */

static void union_is_exact(void **state)
{
        assert_true(zb_rect_union_area(NULL, 0) == 0);
        struct zb_rect same[3] = {{0, 0, 10, 10}, {0, 0, 10, 10}, {2, 2, 3, 3}};
        assert_true(zb_rect_union_area(same, 3) == 100);
        struct zb_rect cross[2] = {{0, 4, 10, 2}, {4, 0, 2, 10}};
        assert_true(zb_rect_union_area(cross, 2) == 36);
        struct zb_rect empty[3] = {{0, 0, 0, 5}, {0, 0, -3, 5}, {1, 1, 2, NAN}};
        assert_true(zb_rect_union_area(empty, 3) == 0);

        /* Against counting cells, for many random sets on a grid. */
        unsigned seed = 7;
        for (int round = 0; round < 200; round++) {
                struct zb_rect r[12];
                char cell[40][40] = {{0}};
                for (int i = 0; i < 12; i++) {
                        int x = rand_r(&seed) % 30, y = rand_r(&seed) % 30, w = rand_r(&seed) % 11,
                            h = rand_r(&seed) % 11;
                        r[i] = (struct zb_rect){x, y, w, h};
                        for (int a = x; a < x + w; a++)
                                for (int b = y; b < y + h; b++)
                                        cell[a][b] = 1;
                }
                int count = 0;
                for (int a = 0; a < 1600; a++)
                        count += cell[a / 40][a % 40];
                assert_true(zb_rect_union_area(r, 12) == count);
        }
}

static void rects(void **state)
{
        struct zb_rect a = {0, 0, 10, 10}, b = {5, 5, 10, 10}, far = {20, 0, 5, 5};
        struct zb_rect i = zb_rect_intersect(a, b);
        assert_true(i.x == 5 && i.y == 5 && i.w == 5 && i.h == 5);
        i = zb_rect_intersect(a, far);
        assert_true(i.w == 0 && i.h == 0);
        i = zb_rect_inset(a, 1, 2);
        assert_true(i.x == 1 && i.y == 2 && i.w == 8 && i.h == 6);
        assert_true(zb_rect_contains(a, i, 0));
        assert_false(zb_rect_contains(a, b, 4.9));
        assert_true(zb_rect_contains(a, b, 5));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(err_holds_both_languages), cmocka_unit_test(err_cuts_between_characters),
                cmocka_unit_test(arena_keeps_what_it_gave), cmocka_unit_test(buf_grows),
                cmocka_unit_test(utf8_is_strict),           cmocka_unit_test(numbers_are_written),
                cmocka_unit_test(numbers_are_read),         cmocka_unit_test(numbers_ignore_the_locale),
                cmocka_unit_test(union_is_exact),           cmocka_unit_test(rects),
        };
        return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
