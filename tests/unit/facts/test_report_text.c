/* SPDX-License-Identifier: Apache-2.0 */
/* The report for people, and of files. */
#include "test_report.h"

/* A stranger's file, of every kind at once, whose words would colour a terminal and break a page. */
static const char *const hostile = "Sketch\x1b[31m<script>alert(1)</script>&\"'";

static void as_file(struct zb_facts *f)
{
        static const struct zb_fact_seen seen[] = {{ZB_SEEN_ANNOTATION, "FreeText", {10, 20, 30, 40}, 1}};
        static const char *const broken[] = {"TrimBox"};
        static const char *warnings[1];
        static struct zb_fact_layer layers[2];
        warnings[0] = hostile;
        layers[0] = (struct zb_fact_layer){hostile, "pixels", {1, 2, 3, 4}, true, true, "Normal"};
        layers[1] = (struct zb_fact_layer){"标题", "text", {1, 2, 3, 4}, false, true, "Multiply"};
        f->file = hostile;
        f->kind = ZB_KIND_PSD;
        f->container.format = "PSD";
        f->container.bytes = 31.5e6;
        f->container.creator = f->container.producer = hostile;
        f->container.n_pages = 1;
        f->container.warnings = warnings;
        f->container.n_warnings = 1;
        f->pdf = (struct zb_fact_pdf){.known = true,
                                      .claims = "PDF/X-4",
                                      .broken = broken,
                                      .n_broken = 1,
                                      .n_intents = 1,
                                      .intent_components = 4,
                                      .objects = seen,
                                      .n_objects = 1,
                                      .outlines = 12};
        f->raster = (struct zb_fact_raster){.known = true,
                                            .px_w = 9272,
                                            .px_h = 21024,
                                            .bits = 8,
                                            .channels = 4,
                                            .ppi_x = 300,
                                            .ppi_y = 300,
                                            .ppi_source = "Photoshop",
                                            .mode = "CMYK",
                                            .compression = "PackBits",
                                            .composite = 1};
        f->layers = layers;
        f->n_layers = 2;
        f->survey.known = true;
        f->survey.ink_cm2[150] = 70;
        f->survey.ink_cm2[160] = 12.7;
        f->survey.blank = 0.21;
        f->survey.plain = 0.3;
        for (int i = 0; i < 4; i++)
                f->survey.plate_mean[i] = 10 + i;
}

static void json_of_a_file(void **state)
{
        static const struct {
                const char *path;
                enum zb_json_type type;
        } promises[] = {
                {"facts/container/reading", ZB_J_STRING},
                {"facts/container/bytes", ZB_J_NUMBER},
                {"facts/container/producer", ZB_J_STRING},
                {"facts/container/pages", ZB_J_NUMBER},
                {"facts/container/warnings/0", ZB_J_STRING},
                {"facts/pdf/claims", ZB_J_STRING},
                {"facts/pdf/x4_broken/0", ZB_J_STRING},
                {"facts/pdf/objects/0/box_mm/3", ZB_J_NUMBER},
                {"facts/pdf/intent", ZB_J_NULL},
                {"facts/raster/px_w", ZB_J_NUMBER},
                {"facts/raster/jpeg_quality", ZB_J_NULL},
                {"facts/raster/composite", ZB_J_BOOL},
                {"facts/layers/1/visible", ZB_J_BOOL},
                {"facts/survey/plate_mean/3", ZB_J_NUMBER},
                {"facts/page/rotation", ZB_J_NUMBER},
        };
        struct world *w = *state;
        as_file(w->facts);
        struct zb_json *doc = json_of(w, ZB_EN);
        for (size_t i = 0; i < sizeof promises / sizeof *promises; i++)
                if (zb_json_type(at(zb_json_root(doc), promises[i].path)) != promises[i].type)
                        fail_msg("%s is not of type %d", promises[i].path, promises[i].type);
        assert_true(zb_json_num(at(zb_json_root(doc), "facts/ink/over_cm2"), NAN) == 12.7);
        assert_string_equal(zb_json_str(at(zb_json_root(doc), "facts/layers/0/name")), hostile);
        zb_json_free(doc);
}

/* Each of the parts stands in the text, in this order. */
static void in_order(const char *text, const char *const *parts)
{
        const char *at = text;
        for (; *parts; parts++) {
                const char *next = strstr(at, *parts);
                if (!next)
                        fail_msg("\"%s\" is missing or out of order in:\n%s", *parts, text);
                at = next + strlen(*parts);
        }
}

static void text_in_chinese(void **state)
{
        static const char *const parts[] = {"板子.json",
                                            "标准：2025 辽宁·主展板",
                                            "写真",
                                            "✗ 不符合标准",
                                            "错误 1，警告 1，提示 0",
                                            "文字和字体",
                                            "✗ 错误  type.family",
                                            "用了宋体",
                                            "/sections/0/text/1",
                                            "左上角 42, 300 毫米，大小 350 × 48 毫米",
                                            "→ 换成思源黑体。",
                                            "图片和图表",
                                            "! 警告  image.count",
                                            "（附件2）",
                                            "→ 再加 4 张。",
                                            "已豁免",
                                            "board.size",
                                            "已豁免：主办方同意",
                                            "量得的数据",
                                            "785 × 1780 毫米",
                                            "389 字",
                                            "▕█████░░░░░▏ 400–800",
                                            "4.1 : 5.9",
                                            "0.410",
                                            "0.35–0.45",
                                            "301 ppi",
                                            "≥ 300",
                                            "287 %",
                                            "SourceHanSansCN-Regular",
                                            "https://例.cn",
                                            "墨高cm",
                                            "正文",
                                            "3.54",
                                            "3.88",
                                            "110.0",
                                            "1.20",
                                            "260",
                                            "3–5 cm，110–180 磅",
                                            NULL};
        char *text = text_of(*state, ZB_ZH, false);
        in_order(text, parts);
        assert_null(strchr(text, '\x1b'));
        free(text);
}

static void text_in_english(void **state)
{
        static const char *const parts[] = {"板子.json",
                                            "standard: Liaoning 2025, main board",
                                            "✗ does not keep the standard (errors: 1, warnings: 1, advisories: 0)",
                                            "Text and type",
                                            "✗ error  type.family",
                                            "SimSun is used",
                                            "→ Set it in Source Han Sans.",
                                            "Pictures and charts",
                                            "! warning  image.count",
                                            "(annex 2)",
                                            "→ Add 4.",
                                            "Waived",
                                            "Measured",
                                            "785 × 1780 mm",
                                            "389",
                                            "400–800",
                                            "images 0.41",
                                            "body",
                                            NULL};
        char *text = text_of(*state, ZB_EN, false);
        in_order(text, parts);
        free(text);
        text = text_of(*state, ZB_EN, true);
        assert_non_null(strstr(text, "\x1b[31m"));
        free(text);
}

static void text_of_a_file(void **state)
{
        static const char *const parts[] = {"PSD · 31.5 M · PDF/X-4",
                                            "9272 × 21024 · 300 dpi · CMYK 8 bit · PackBits",
                                            "2, not printing: 1",
                                            "13 cm² (above 300 %)",
                                            "C 10  M 11  Y 12  K 13 %",
                                            "21 %",
                                            NULL};
        struct world *w = *state;
        as_file(w->facts);
        char *text = text_of(w, ZB_EN, false);
        in_order(text, parts);
        assert_null(strchr(text, '\x1b'));
        free(text);
}

static void bars_stand_under_each_other(void **state)
{
        for (int lang = 0; lang < 2; lang++) {
                char *text = text_of(*state, (enum zb_lang)lang, false), *save = NULL;
                size_t column = 0, bars = 0;
                for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
                        char *bar = strstr(line, "▕");
                        if (!bar || strstr(line, "110"))
                                continue; /* the tiers' bars stand behind five columns */
                        *bar = '\0';
                        if (bars++ == 0)
                                column = zb_columns(line);
                        assert_int_equal(zb_columns(line), column);
                }
                assert_true(bars >= 5);
                free(text);
        }
}

static void columns(void **state)
{
        assert_int_equal(zb_columns("abc"), 3);
        assert_int_equal(zb_columns("展板，"), 6);
        assert_int_equal(zb_columns("≥ 3–5 ·"), 7);
        struct zb_buf out = ZB_BUF_INIT;
        zb_put_left(&out, "展", 4);
        zb_put_right(&out, "板", 4);
        assert_string_equal(out.data, "展    板");
        zb_buf_clear(&out);
        zb_put_wrapped(&out, "一二三，四五", 2, 8);
        /* the comma stays with its character */
        assert_string_equal(out.data, "一二\n  三，四\n  五");
        zb_buf_clear(&out);
        zb_put_wrapped(&out, "one two three", 0, 8);
        assert_string_equal(out.data, "one two \nthree");
        zb_buf_fini(&out);
}

/* A decimal comma of the reader's locale must not reach a report. */
static void the_locale_does_not_matter(void **state)
{
        char *text = text_of(*state, ZB_EN, false);
        if (!setlocale(LC_ALL, "fr_FR.UTF-8") && !setlocale(LC_ALL, "de_DE.UTF-8")) {
                free(text);
                skip();
        }
        char *again = text_of(*state, ZB_EN, false);
        struct zb_json *doc = json_of(*state, ZB_EN);
        setlocale(LC_ALL, "C");
        assert_string_equal(text, again);
        assert_true(number(doc, "findings/0/place/box_mm/0") == 42.13);
        zb_json_free(doc);
        free(again);
        free(text);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup_teardown(text_in_chinese, setup, teardown),
                cmocka_unit_test_setup_teardown(text_in_english, setup, teardown),
                cmocka_unit_test_setup_teardown(text_of_a_file, setup, teardown),
                cmocka_unit_test_setup_teardown(json_of_a_file, setup, teardown),
                cmocka_unit_test_setup_teardown(bars_stand_under_each_other, setup, teardown),
                cmocka_unit_test(columns),
                cmocka_unit_test_setup_teardown(the_locale_does_not_matter, setup, teardown),
                cmocka_unit_test_setup_teardown(the_unknown_is_said, setup, teardown),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
