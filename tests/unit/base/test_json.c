/* SPDX-License-Identifier: Apache-2.0 */
/* json: broken documents with their place and both sentences; places, checked reading, writing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json.h"

static enum zb_code parse(const char *text, struct zb_json **doc, struct zb_err *err)
{
        return zb_json_parse("a.json", text, strlen(text), doc, err);
}

static void broken_documents(void **state)
{
        static const struct {
                const char *text, *place, *zh, *en;
        } cases[] = {
                {"", "a.json:1:1", "文件是空的", "empty"},
                {"  \n ", "a.json:1:1", "文件是空的", "empty"},
                {"5", "a.json:1:1", "花括号", "one object"},
                {"{\"a\":1,}", "a.json:1:8", "多了一个逗号", "comma too many"},
                {"[1,]", "a.json:1:4", "多了一个逗号", "unexpected token near \"]\""},
                {"{\"a\":}", "a.json:1:6", "少了一个值", "value is missing"},
                {"{\"a\":1\n\"b\":2}", "a.json:2:3", "少了逗号", "a comma or a brace"},
                {"[1 2]", "a.json:1:4", "右方括号", "a comma or a bracket"},
                {"{\"a\" 1}", "a.json:1:6", "少了冒号", "a colon"},
                {"{\"a\":\"abc", "a.json:1:9", "少了结尾的引号", "closing quote"},
                {"{\"a\":\"abc\n\"}", "a.json:1:10", "少了引号", "closing quote"},
                {"{\"a\":1", "a.json:1:6", "少了右花括号", "a brace } is missing"},
                {"{\"a\":[1", "a.json:1:7", "少了右方括号", "a bracket ] is missing"},
                {"{\"a\":", "a.json:1:5", "少了内容", "a value and brackets"},
                {"{\"a\":1}}", "a.json:1:8", "多了一个括号", "bracket too many"},
                {"{\"a\":1e999}", "a.json:1:10", "超出范围", "number out of range: 1e999"},
                {"{\"a\":123456789012345678901234567890}", "a.json:1:35", "超出范围", "number out of range"},
                {"{\"a\":1,\"a\":2}", "a.json:1:10", "写了两次", "duplicate key \"a\""},
                {"{“a”:1}", "a.json:1:2", "中文标点““”", "write \" here"},
                {"{\"a\"：1}", "a.json:1:5", "中文标点“：”", "write : here"},
                {"{\"a\":1，\"b\":2}", "a.json:1:7", "中文标点“，”", "write , here"},
                {"{'a':1}", "a.json:1:2", "单引号", "double quotes"},
                {"{\"a\":1} // x", "a.json:1:9", "注释", "no comments"},
                {"{a:1}", "a.json:1:2", "双引号的键", "key in double quotes"},
                {"{\"a\":tru}", "a.json:1:8", "看不懂“tru”", "near \"tru\""},
                {"{\"a\":01}", "a.json:1:6", "看不懂", "unexpected token"},
                {"{\"a\":NaN}", "a.json:1:8", "看不懂“NaN”", "near \"NaN\""},
                {"{\"a\":\"\\q\"}", "a.json:1:8", "反斜杠", "invalid escape"},
                {"{\"a\":\"\\ud800\"}", "a.json:1:13", "\\u 写法", "invalid \\u"},
                {"{\"a\":\"\\u0000\"}", "a.json:1:13", "控制字符", "control character"},
                {"{\"a\":\"\x01\"}", "a.json:1:7", "控制字符", "control character"},
                {"{\"a\":\"\t\"}", "a.json:1:7", "控制字符", "control character"},
                {"{\"a\":\n\"好\xB0\xA1\"}", "a.json:2:3", "UTF-8", "invalid UTF-8"},
                {"\xFF\xFE{", "a.json:1:1", "UTF-8", "invalid UTF-8"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_json *doc = NULL;
                struct zb_err err = {0};
                if (parse(cases[i].text, &doc, &err) != ZB_INPUT || strcmp(err.place, cases[i].place) ||
                    !strstr(err.zh, cases[i].zh) || !strstr(err.en, cases[i].en))
                        fail_msg("%s\n%s: %s | %s", cases[i].text, err.place, err.zh, err.en);
                assert_null(doc);
        }
}

static void depth_and_size_are_bounded(void **state)
{
        for (int depth = 63; depth <= 100000; depth = depth < 66 ? depth + 1 : depth * 10) {
                char *text = calloc(2, (size_t)depth + 1);
                memset(text, '[', (size_t)depth);
                memset(text + depth, ']', (size_t)depth);
                struct zb_json *doc = NULL;
                struct zb_err err = {0};
                enum zb_code code = parse(text, &doc, &err);
                assert_int_equal(code, depth <= 64 ? ZB_OK : ZB_INPUT);
                if (code != ZB_OK) {
                        assert_string_equal(err.place, "a.json:1:65");
                        assert_non_null(strstr(err.en, "64 levels"));
                }
                zb_json_free(doc);
                free(text);
        }
        struct zb_json *doc = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_json_load("/work/no/such.json", 100, &doc, &err), ZB_INPUT);
        assert_string_equal(err.place, "/work/no/such.json");
        assert_int_equal(zb_json_load(ZB_SOURCE_DIR "/tests/unit/base/test_json.c", 100, &doc, &err), ZB_INPUT);
        assert_non_null(strstr(err.en, "too large"));

        /* Whatever the name's length, line and column stay. */
        char name[1000];
        memset(name, 'x', sizeof name);
        for (size_t at = 0; at + 3 < sizeof name; at += 3)
                memcpy(name + at, "展", 3);
        name[999] = '\0';
        assert_int_equal(zb_json_parse(name, "{\n]", 3, &doc, &err), ZB_INPUT);
        assert_non_null(strstr(err.place, ":2:1"));
        assert_true(zb_utf8_valid(err.place, strlen(err.place)));
}

static void values_know_their_place(void **state)
{
        struct zb_json *doc;
        assert_int_equal(
                parse("\xEF\xBB\xBF{\"z\":[1,{\"b/c~d\":\"x\"}],\"a\":null,\"t\":true,\"r\":2.5}", &doc, NULL),
                ZB_OK);
        struct zb_value root = zb_json_root(doc);
        assert_int_equal(zb_json_len(root), 4);
        assert_string_equal(zb_json_key(root, 0), "z");
        assert_string_equal(zb_json_key(root, 3), "r");
        assert_string_equal(zb_json_key(root, 1), "a");
        assert_null(zb_json_key(root, 4));
        struct zb_value z = zb_json_get(root, "z");
        assert_int_equal(zb_json_len(z), 2);
        assert_null(zb_json_key(z, 0));
        struct zb_value x = zb_json_get(zb_json_at(z, 1), "b/c~d");
        assert_string_equal(x.place, "/z/1/b~1c~0d");
        assert_string_equal(zb_json_str(x), "x");
        assert_int_equal(zb_json_type(zb_json_at(z, 2)), ZB_J_ABSENT);
        assert_int_equal(zb_json_type(zb_json_get(x, "y")), ZB_J_ABSENT);
        assert_int_equal(zb_json_type(zb_json_get(root, "a")), ZB_J_NULL);
        assert_true(zb_json_num(zb_json_get(root, "r"), 0) == 2.5);
        assert_true(zb_json_num(zb_json_get(root, "t"), 7) == 7);
        assert_true(zb_json_bool(zb_json_get(root, "t"), false));
        assert_true(zb_json_bool(zb_json_get(root, "z"), true));
        assert_null(zb_json_str(z));
        struct zb_value nothing = {0};
        assert_int_equal(zb_json_type(zb_json_get(nothing, "x")), ZB_J_ABSENT);
        assert_int_equal(zb_json_len(nothing), 0);
        zb_json_free(doc);
        zb_json_free(NULL);
}

/* One document, one fault. */
struct want_case {
        const char *text, *place, *zh, *en;
};

static void check_case(const struct want_case *c, void (*read)(struct zb_value, struct zb_faults *))
{
        struct zb_json *doc;
        assert_int_equal(parse(c->text, &doc, NULL), ZB_OK);
        struct zb_arena *arena = zb_arena_new();
        struct zb_faults faults;
        zb_faults_init(&faults, arena);
        read(zb_json_root(doc), &faults);
        zb_json_free(doc); /* faults outlive the document */
        if (!c->place)
                assert_int_equal(faults.n, 0);
        else if (faults.n != 1 || strcmp(faults.items[0].place, c->place) ||
                 !strstr(faults.items[0].text.zh, c->zh) || !strstr(faults.items[0].text.en, c->en))
                fail_msg("%s: %zu faults; %s: %s | %s", c->text, faults.n, faults.n ? faults.items[0].place : "",
                         faults.n ? faults.items[0].text.zh : "", faults.n ? faults.items[0].text.en : "");
        zb_faults_fini(&faults);
        zb_arena_free(arena);
}

static void read_everything(struct zb_value v, struct zb_faults *faults)
{
        static const char *const keys[] = {"title", "count", "flag", "kind", NULL};
        static const char *const kinds[] = {"photo", "radar", "timeline", NULL};
        if (!zb_json_is(v, ZB_J_OBJECT, faults))
                return;
        zb_json_only(v, keys, faults);
        zb_json_want_str(v, "title", true, 2, 5, faults);
        assert_true(isfinite(zb_json_want_num(v, "count", 0.5, 0, 1, faults)));
        zb_json_want_bool(v, "flag", false, faults);
        assert_in_range(zb_json_want_name(v, "kind", kinds, 2, faults) + 1, 0, 3);
}

static void checked_reading(void **state)
{
        static const struct want_case cases[] = {
                {"{\"title\":\"展板\",\"count\":1,\"flag\":true,\"kind\":\"radar\"}", NULL, NULL, NULL},
                {"[]", "", "要写对象 { }，现在是列表 [ ]", "expected an object { }, found a list [ ]"},
                {"{}", "/title", "缺少“title”：这里要写 2 到 5 个字的文本",
                 "\"title\" is missing: expected a text of 2–5 characters."},
                {"{\"title\":5}", "/title", "现在是数 5", "found the number 5"},
                {"{\"title\":null}", "/title", "现在是null", "found null"},
                {"{\"title\":\"甲\"}", "/title", "太短", "found 1"},
                {"{\"title\":\"甲乙丙丁戊己\"}", "/title", "现在有 6 个", "expected 2–5 characters, found 6"},
                {"{\"title\":\" \xE3\x80\x80 \"}", "/title", "不能空着", "is empty"},
                {"{\"title\":\"a\\u0007b\"}", "/title", "第 2 个字是看不见的控制字符（U+0007）",
                 "character 2 is a control character (U+0007)"},
                {"{\"title\":\"a\\nb\"}", "/title", "U+000A", "U+000A"},
                {"{\"title\":\"ab\\u202e\"}", "/title", "U+202E", "U+202E"},
                {"{\"title\":\"abc\",\"tilte\":1}", "/tilte", "是不是想写“title”", "did you mean \"title\"?"},
                {"{\"title\":\"abc\",\"a/b\\u001b[31m\":1}", "/a~1b\\u001b[31m", "没有“a/b\\u001b[31m”这个键",
                 "unknown key"},
                {"{\"title\":\"abc\",\"count\":1.5}", "/count", "0 到 1 之间，现在是 1.5",
                 "expected 0 to 1, found 1.5"},
                {"{\"title\":\"abc\",\"count\":-1e300}", "/count", "超出范围", "found < -1000000000"},
                {"{\"title\":\"abc\",\"count\":\"1\"}", "/count", "0 到 1 的数，现在是文本“1”",
                 "a number from 0 to 1, found the text \"1\""},
                {"{\"title\":\"abc\",\"flag\":1}", "/flag", "true 或 false", "true or false"},
                {"{\"title\":\"abc\",\"kind\":\"rader\"}", "/kind",
                 "是不是想写“radar”？可以写：photo, radar, timeline", "did you mean \"radar\"?"},
                {"{\"title\":\"abc\",\"kind\":\"zzz\"}", "/kind", "“zzz”不认识",
                 "Expected one of photo, radar, timeline"},
                {"{\"title\":\"abc\",\"kind\":[]}", "/kind", "其中一个", "one of photo"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
                check_case(&cases[i], read_everything);
}

static void faults_are_bounded(void **state)
{
        struct zb_buf buf = ZB_BUF_INIT;
        zb_buf_puts(&buf, "{\"title\":\"abc\"");
        for (int i = 0; i < 50000; i++)
                zb_buf_printf(&buf, ",\"x%d\":0", i);
        zb_buf_puts(&buf, "}");
        struct zb_json *doc;
        assert_int_equal(parse(buf.data, &doc, NULL), ZB_OK);
        struct zb_arena *arena = zb_arena_new();
        struct zb_faults faults;
        zb_faults_init(&faults, arena);
        read_everything(zb_json_root(doc), &faults);
        assert_int_equal(faults.n, 200);
        assert_true(faults.dropped > 0);
        assert_string_equal(faults.items[199].place, "/x199");
        zb_faults_fini(&faults);
        zb_arena_free(arena);
        zb_json_free(doc);
        zb_buf_fini(&buf);
}

static void did_you_mean(void **state)
{
        static const char *const names[] = {"title", "subtitle", "sections", "qr", "bar", "tech-blue", NULL};
        assert_string_equal(zb_did_you_mean("tilte", names), "title");
        assert_string_equal(zb_did_you_mean("Title", names), "title");
        assert_string_equal(zb_did_you_mean("section", names), "sections");
        assert_string_equal(zb_did_you_mean("tech_blue", names), "tech-blue");
        assert_string_equal(zb_did_you_mean("bat", names), "bar");
        assert_null(zb_did_you_mean("photograph", names));
        assert_null(zb_did_you_mean("tqt", names));
        assert_string_equal(zb_did_you_mean("subtitel", names), "subtitle");
        assert_null(zb_did_you_mean("", names));
        assert_null(zb_did_you_mean("展板", names));
        char word[5000];
        memset(word, 'a', sizeof word);
        word[4999] = '\0';
        assert_null(zb_did_you_mean(word, names));
}

static void writing(void **state)
{
        struct zb_jout *out = zb_jout_new();
        struct zb_jnode *root = zb_jout_root(out);
        zb_jout_str(root, "z", "展板 \"x\"\n");
        zb_jout_num(root, "share", 0.41, 3);
        zb_jout_num(root, "third", 1.0 / 3, 2);
        zb_jout_num(root, "mm", 785, 1);
        zb_jout_num(root, "n", 12.6, 0);
        zb_jout_num(root, "nan", NAN, 2);
        zb_jout_num(root, "huge", 1e300, 2);
        zb_jout_int(root, "i", -5);
        zb_jout_str(root, "none", NULL);
        struct zb_jnode *list = zb_jout_array(root, "list");
        zb_jout_bool(list, NULL, true);
        zb_jout_null(list, NULL);
        zb_jout_str(zb_jout_object(list, NULL), "bad", "a\xFFz");
        struct zb_buf buf = ZB_BUF_INIT;
        zb_buf_puts(&buf, "> ");
        assert_int_equal(zb_jout_dump(out, &buf, NULL), ZB_OK);
        assert_string_equal(buf.data, "> {\n  \"z\": \"展板 \\\"x\\\"\\n\",\n  \"share\": 0.41,\n  \"third\": 0.33,\n"
                                      "  \"mm\": 785.0,\n  \"n\": 13,\n  \"nan\": null,\n  \"huge\": 1e300,\n"
                                      "  \"i\": -5,\n  \"none\": null,\n  \"list\": [\n    true,\n    null,\n"
                                      "    {\n      \"bad\": \"a\xEF\xBF\xBDz\"\n    }\n  ]\n}\n");
        struct zb_json *doc;
        assert_int_equal(zb_json_parse("x", buf.data + 2, buf.len - 2, &doc, NULL), ZB_OK);
        zb_json_free(doc);
        /* A failure is remembered until the end: an array has no keys. */
        zb_jout_str(zb_jout_object(zb_jout_array(root, "l"), "key"), "x", "y");
        struct zb_err err = {0};
        assert_int_equal(zb_jout_dump(out, &buf, &err), ZB_WORK);
        zb_buf_fini(&buf);
        zb_jout_free(out);
        zb_jout_free(NULL);
}

/* ---- base64 ---- */

static void base64_goes_both_ways(void **state)
{
        static const struct { /* RFC 4648, section 10 */
                const char *bytes, *text;
        } cases[] = {{"", ""},
                     {"f", "Zg=="},
                     {"fo", "Zm8="},
                     {"foo", "Zm9v"},
                     {"foob", "Zm9vYg=="},
                     {"fooba", "Zm9vYmE="},
                     {"foobar", "Zm9vYmFy"},
                     {"\xff\xfe\xfd", "//79"},
                     {"\xfb\xef\xbe", "++++"}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_buf text = ZB_BUF_INIT, bytes = ZB_BUF_INIT;
                zb_buf_puts(&text, "");
                zb_buf_puts(&bytes, "");
                zb_base64_put(&text, cases[i].bytes, strlen(cases[i].bytes));
                assert_string_equal(text.data, cases[i].text);
                assert_true(zb_base64_get(cases[i].text, &bytes));
                assert_string_equal(bytes.data, cases[i].bytes);
                zb_buf_fini(&text);
                zb_buf_fini(&bytes);
        }
        static const char *const wrong[] = {"Z",    "Zg",     "Zg=",      "Zh==",     "Zm9=", "Z===",
                                            "====", "Zm9v\n", "Zm=vZm9v", "Zg==Zm9v", "Zm-_", "Zm9v Zg="};
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
                struct zb_buf bytes = ZB_BUF_INIT;
                if (zb_base64_get(wrong[i], &bytes))
                        fail_msg("\"%s\" was taken", wrong[i]);
                zb_buf_fini(&bytes);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(base64_goes_both_ways),
                cmocka_unit_test(broken_documents),
                cmocka_unit_test(depth_and_size_are_bounded),
                cmocka_unit_test(values_know_their_place),
                cmocka_unit_test(checked_reading),
                cmocka_unit_test(faults_are_bounded),
                cmocka_unit_test(did_you_mean),
                cmocka_unit_test(writing),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
