/* SPDX-License-Identifier: Apache-2.0 */
/* The table of options keeps its promises, and command lines become the right values or the right complaint. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "options.h"

static const struct zb_command render = {.name = "render", .usage = ZB_N("render SPEC -o FILE…")};
static const struct zb_command check = {.name = "check"};
static const struct zb_command inspect = {.name = "zhanban-inspect"};
static const struct zb_command new_folder = {.name = "new"};
static const struct zb_command *const commands[] = {&render, &check, &inspect, &new_folder, NULL};

static const struct zb_choice suffixes[] = {{".pdf", {0}}, {".tif", {0}}, {NULL, {0}}};
static const struct zb_choice processes[] = {
        {"offset", ZB_VERBATIM("offset")}, {"solvent", ZB_VERBATIM("by rain")}, {NULL, {0}}};

static const struct zb_program program = {.name = "zhanban",
                                          .commands = commands,
                                          .lists = {[ZB_LIST_SUFFIXES] = suffixes, [ZB_LIST_PROCESSES] = processes}};

static enum zb_code parse(const struct zb_command *command, struct zb_args *args, struct zb_err *err, int argc,
                          char **argv)
{
        *args = (struct zb_args){0};
        *err = (struct zb_err){0};
        return zb_args_parse(command, argc, argv, args, err);
}

#define WORDS(...)                                                                                                   \
        (int)(sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)), (char *[])                                          \
        {                                                                                                            \
                __VA_ARGS__, NULL                                                                                    \
        }

static size_t size_of(enum zb_option_type type)
{
        switch (type) {
        case ZB_OPTION_FLAG:
                return sizeof(bool);
        case ZB_OPTION_INT:
        case ZB_OPTION_LANG:
                return sizeof(int);
        case ZB_OPTION_REAL:
                return sizeof(double);
        case ZB_OPTION_PAIR:
                return 2 * sizeof(double);
        case ZB_OPTION_NAME:
        case ZB_OPTION_FILE:
                return sizeof(const char *);
        case ZB_OPTION_NAMES:
        case ZB_OPTION_OUTPUTS:
                return sizeof(struct zb_values);
        }
        return 0;
}

static void rows_are_whole(void **state)
{
        for (size_t i = 0; i < zb_n_options; i++) {
                const struct zb_option *o = &zb_options[i];
                bool numbers = o->type == ZB_OPTION_INT || o->type == ZB_OPTION_REAL || o->type == ZB_OPTION_PAIR;
                assert_true(zb_msg_known(o->help.packed));
                assert_true(!o->usual.packed || zb_msg_known(o->usual.packed));
                assert_true(numbers == (o->min < o->max));
                assert_true(o->place + size_of(o->type) <= sizeof(struct zb_args));
                assert_true(*o->commands);
                for (size_t k = 0; k < i; k++) {
                        const struct zb_option *other = &zb_options[k];
                        for (const struct zb_command *const *c = commands; *c; c++) {
                                if (!zb_option_is_of(o, *c) || !zb_option_is_of(other, *c))
                                        continue;
                                assert_string_not_equal(o->name, other->name);
                                assert_true(!o->letter || o->letter != other->letter);
                                assert_true(o->place + size_of(o->type) <= other->place ||
                                            other->place + size_of(other->type) <= o->place);
                        }
                }
        }
        assert_true(zb_option_is_of(&zb_options[0], &render));
        assert_false(zb_option_is_of(&zb_options[0], &check));
        assert_ptr_equal(zb_command_find(&program, "check"), &check);
        assert_null(zb_command_find(&program, "chec"));
}

static void values_reach_their_members(void **state)
{
        struct zb_args a;
        struct zb_err err;
        assert_int_equal(
                parse(&render, &a, &err,
                      WORDS("render", "board.json", "-o", "a.pdf", "--dpi", "72.5", "--output=b.tif", "--threads=3",
                            "--strict", "--compression", "lzw", "-q", "--lang", "zh", "--", "--odd")),
                ZB_OK);
        assert_int_equal(a.outputs.n, 2);
        assert_string_equal(a.outputs.items[0], "a.pdf");
        assert_string_equal(a.outputs.items[1], "b.tif");
        assert_true(a.dpi == 72.5 && a.threads == 3 && a.strict && a.quiet && !a.help && a.lang == ZB_ZH);
        assert_string_equal(a.compression, "lzw");
        assert_int_equal(a.n_operands, 2);
        assert_string_equal(a.operands[0], "board.json");
        assert_string_equal(a.operands[1], "--odd");
        assert_int_equal(
                parse(&inspect, &a, &err,
                      WORDS("x", "--trim", "785x1780.5", "--hidden=20x0", "--facts-only", "--memory", "256", "f")),
                ZB_OK);
        assert_true(a.trim_mm[0] == 785 && a.trim_mm[1] == 1780.5 && a.hidden_mm[0] == 20 && a.hidden_mm[1] == 0);
        assert_true(a.facts_only && a.memory_mb == 256);
}

static void wrong_words_are_refused(void **state)
{
        static const struct {
                const struct zb_command *command;
                const char *option, *value, *place, *says;
        } cases[] = {
                {&render, "--dpi", "9.9", "9.9", "--dpi wants a number from 10 to 600"},
                {&render, "--dpi", "1e999", "1e999", "--dpi wants a number from 10 to 600"},
                {&render, "--threads", "2.5", "2.5", "--threads wants a whole number from 1 to 256"},
                {&render, "--threads", "0", "0", "--threads wants a whole number from 1 to 256"},
                {&render, "--quality", "101", "101", "--quality wants a whole number from 1 to 100"},
                {&render, "--compression", "zip", "zip", "--compression is deflate, lzw or none"},
                {&render, "--lang", "fr", "fr", "--lang is zh or en"},
                {&render, "--bogus", "x", "--bogus", "no such option"},
                {&render, "--html", "x", "--html", "no such option"},
                {&new_folder, "-o", "x", "-o", "no such option"},
                {&check, "--json", NULL, "--json", "this option wants a value"},
                {&inspect, "--trim", "785", "785", "--trim wants two numbers with an x between them, 0 to 100000"},
                {&inspect, "--trim", "x5", "x5", "--trim wants two numbers with an x between them, 0 to 100000"},
                {&inspect, "--memory", "255", "255", "--memory wants a whole number from 256 to 65536"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_args a;
                struct zb_err err;
                char *argv[] = {"x", (char *)cases[i].option, (char *)cases[i].value, NULL};
                assert_int_equal(parse(cases[i].command, &a, &err, cases[i].value ? 3 : 2, argv), ZB_INPUT);
                assert_string_equal(err.place, cases[i].place);
                assert_string_equal(err.en, cases[i].says);
        }
        char *many[2 * ZB_MAX_VALUES + 4] = {"render"};
        struct zb_args a;
        struct zb_err err;
        for (int i = 1; i < 2 * ZB_MAX_VALUES + 3; i++)
                many[i] = i % 2 ? "-o" : "x.pdf";
        assert_int_equal(parse(&render, &a, &err, 2 * ZB_MAX_VALUES + 1, many), ZB_OK);
        assert_int_equal(parse(&render, &a, &err, 2 * ZB_MAX_VALUES + 3, many), ZB_INPUT);
        assert_string_equal(err.zh, "--output 最多写 64 次");
}

static void language_is_found_early(void **state)
{
        struct zb_args a;
        struct zb_err err;
        setenv("LC_ALL", "zh_CN.UTF-8", 1);
        assert_int_equal(zb_lang_of_environment(), ZB_ZH);
        setenv("LC_ALL", "de_DE.UTF-8", 1);
        assert_int_equal(zb_lang_of_environment(), ZB_EN);
        assert_int_equal(parse(&render, &a, &err, WORDS("render", "--dpi", "1", "--lang=zh")), ZB_INPUT);
        assert_int_equal(a.lang, ZB_ZH);
        unsetenv("LC_ALL");
        unsetenv("LC_MESSAGES");
        setenv("LANG", "zh_CN", 1);
        assert_int_equal(parse(&render, &a, &err, WORDS("render")), ZB_OK);
        assert_int_equal(a.lang, ZB_ZH);
}

static bool has(const struct zb_buf *text, const char *line)
{
        return strstr(text->data, line) != NULL;
}

static void help_tells_ranges_and_choices(void **state)
{
        struct zb_buf out = ZB_BUF_INIT;
        zb_help_command(&program, &render, ZB_EN, &out);
        assert_true(has(&out, "usage:  zhanban render SPEC -o FILE…\n"));
        assert_true(has(&out, "      --dpi N                 resolution, 10–600 (default 300; PNG 40)\n"));
        assert_true(has(
                &out,
                "  -o, --output FILE           output, may be repeated; the format follows the name: .pdf .tif\n"));
        assert_true(has(&out,
                        "      --compression NAME      compression of TIFF: deflate, lzw, none (default deflate)\n"));
        assert_true(has(&out, "      --lang zh|en            language of messages (default: the locale)\n"));
        assert_true(has(&out, "      --process NAME|FILE     print process: offset, solvent (by rain)\n"));
        assert_true(has(&out, "      --standard NAME|FILE    the standard to judge by (default: the spec's;"));
        assert_false(has(&out, "--html"));
        zb_buf_clear(&out);
        zb_help_command(&program, &render, ZB_ZH, &out);
        assert_true(has(&out, "用法：  zhanban render 内容文件 -o 文件…\n"));
        assert_true(has(&out, "      --dpi N                 分辨率，10–600（默认 300；PNG 为 40）\n"));
        zb_buf_clear(&out);
        zb_describe(&program, ZB_EN, &out);
        assert_true(has(&out, "option\trender\toutput\to\tFILE\toutput\toutput, may be repeated"));
        assert_true(has(&out, ": .pdf .tif\t.pdf .tif\n"));
        assert_true(has(&out, "option\tcheck\tquiet\tq\t\tflag\tsay nothing but errors\t\n"));
        zb_buf_fini(&out);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(rows_are_whole),
                cmocka_unit_test(values_reach_their_members),
                cmocka_unit_test(wrong_words_are_refused),
                cmocka_unit_test(language_is_found_early),
                cmocka_unit_test(help_tells_ranges_and_choices),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
