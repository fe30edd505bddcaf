/* SPDX-License-Identifier: Apache-2.0 */
/* Reports: the JSON is parsed back and holds every promised key, the text says the same in both languages and
 * its columns stand under each other. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "wrap.h"
#include "report.h"

#define LAYOUTS ZB_SOURCE_DIR "/layouts"

struct world {
        struct zb_facts *facts;
        struct zb_findings *findings;
        struct zb_standard *standard;
        struct zb_process *process;
        struct zb_report report;
};

static const struct zb_fact_image images[] = {
        {.box = {400, 100, 300, 180},
         .type = "photo",
         .place = "/sections/0/figures/0",
         .caption = "课堂",
         .source = "a.jpg",
         .ppi_x = 301.2,
         .ppi_y = 302,
         .space = ZB_SPACE_CMYK},
        {.box = {400, 300, 300, 180},
         .type = "bar",
         .place = "/sections/1/figures/0",
         .caption = "次数",
         .source = "",
         .ppi_x = NAN,
         .ppi_y = NAN,
         .space = ZB_SPACE_CMYK},
};
static const struct zb_fact_font fonts[] = {{.name = "SourceHanSansCN-Regular", .embedded = true}};
static const enum zb_space spaces[] = {ZB_SPACE_CMYK};
static const struct zb_fact_qr codes[] = {{.box = {1, 2, 3, 4},
                                           .url = "https://例.cn/\"a\"",
                                           .place = "/qr/0",
                                           .module_mm = 2.7,
                                           .quiet_mm = 11}};

static void measured(struct zb_facts *f)
{
        f->file = "板子.json";
        f->kind = ZB_KIND_SPEC;
        f->width_mm = 785;
        f->height_mm = 1780;
        f->bleed_mm = 0;
        f->trim = f->bleed = f->media = (struct zb_rect){0, 0, 785, 1780};
        f->visible = (struct zb_rect){20, 10, 745, 1760};
        f->path_used = "F";
        f->spaces = spaces;
        f->n_spaces = 1;
        f->total_max = 287.04;
        f->text_source = "live";
        f->chars = 389;
        f->keywords = 7;
        f->fonts = fonts;
        f->n_fonts = 1;
        f->tiers[ZB_TIER_BODY] = (struct zb_fact_tier){.chars = 260,
                                                       .lines = 40,
                                                       .ink_cm = 3.54,
                                                       .em_cm = 3.881,
                                                       .pt = 110,
                                                       .leading = 1.2,
                                                       .ink_cm_min = 3.54,
                                                       .ink_cm_max = 3.54,
                                                       .pt_min = 110,
                                                       .pt_max = 110,
                                                       .leading_min = 1.2,
                                                       .leading_max = 1.2};
        f->images = images;
        f->n_images = 2;
        f->n_photos = 1;
        f->image_mm2 = 41;
        f->text_mm2 = 59;
        f->share = 0.41;
        f->share_strict = 0.38;
        f->ppi_min = 301.2;
        f->qr = codes;
        f->n_qr = 1;
        f->min_contrast = 5.04;
}

static void found(struct zb_findings *findings)
{
        struct zb_finding *f = zb_findings_add(findings, "image.count", ZB_WARNING);
        assert_non_null(f);
        f->measured = 2;
        f->wanted = (struct zb_msg){"6–8", "6–8"};
        f->unit = (struct zb_msg){"张", "images"};
        f->clause = (struct zb_msg){"附件2", "annex 2"};
        f->message = (struct zb_msg){"只有 2 张图", "only 2 images"};
        f->fix = (struct zb_msg){"再加 4 张。", "Add 4."};
        f = zb_findings_add(findings, "type.family", ZB_ERROR);
        assert_non_null(f);
        f->measured_text = (struct zb_msg){"宋体", "SimSun"};
        f->path = "/sections/0/text/1";
        f->box = (struct zb_rect){42.126, 300, 350, 47.5};
        f->message = (struct zb_msg){"用了宋体", "SimSun is used"};
        f->fix = (struct zb_msg){"换成思源黑体。", "Set it in Source Han Sans."};
        f = zb_findings_add(findings, "board.size", ZB_ERROR);
        assert_non_null(f);
        f->message = (struct zb_msg){"尺寸不对", "wrong size"};
        f->waived = "主办方同意";
        zb_findings_sort(findings);
}

static int setup(void **state)
{
        struct world *w = calloc(1, sizeof *w);
        struct zb_err err = {0};
        assert_non_null(w);
        w->facts = zb_facts_new();
        w->findings = zb_findings_new();
        assert_true(w->facts && w->findings);
        assert_int_equal(zb_standard_load(LAYOUTS, "liaoning-2025-main", &w->standard, &err), ZB_OK);
        assert_int_equal(zb_process_load(LAYOUTS, "xiezhen", &w->process, &err), ZB_OK);
        measured(w->facts);
        found(w->findings);
        w->report = (struct zb_report){.version = "4.5.6",
                                       .facts = w->facts,
                                       .findings = w->findings,
                                       .standard = w->standard,
                                       .process = w->process,
                                       .lang = ZB_ZH};
        *state = w;
        return 0;
}

static int teardown(void **state)
{
        struct world *w = *state;
        zb_findings_free(w->findings);
        zb_facts_free(w->facts);
        zb_standard_free(w->standard);
        zb_process_free(w->process);
        free(w);
        return 0;
}

static struct zb_value at(struct zb_value v, const char *path)
{
        char copy[128], *save = NULL;
        snprintf(copy, sizeof copy, "%s", path);
        for (char *key = strtok_r(copy, "/", &save); key; key = strtok_r(NULL, "/", &save))
                v = zb_json_type(v) == ZB_J_ARRAY ? zb_json_at(v, strtoul(key, NULL, 10))
                                                  : zb_json_get(v, key);
        return v;
}

static struct zb_json *json_of(struct world *w, enum zb_lang lang)
{
        struct zb_buf out = ZB_BUF_INIT;
        struct zb_err err = {0};
        struct zb_json *doc = NULL;
        w->report.lang = lang;
        assert_int_equal(zb_report_json(&w->report, &out, &err), ZB_OK);
        if (zb_json_parse("report", out.data, out.len, &doc, &err) != ZB_OK)
                fail_msg("%s: %s", err.place, err.en);
        zb_buf_fini(&out);
        return doc;
}

static void json_holds_every_promise(void **state)
{
        static const struct {
                const char *path;
                enum zb_json_type type;
        } promises[] = {
                {"zhanban", ZB_J_STRING},
                {"file", ZB_J_STRING},
                {"kind", ZB_J_STRING},
                {"standard", ZB_J_STRING},
                {"process", ZB_J_STRING},
                {"verdict", ZB_J_STRING},
                {"findings", ZB_J_ARRAY},
                {"findings/0/rule", ZB_J_STRING},
                {"findings/0/severity", ZB_J_STRING},
                {"findings/0/measured", ZB_J_STRING},
                {"findings/1/measured", ZB_J_NUMBER},
                {"findings/0/wanted", ZB_J_STRING},
                {"findings/0/unit", ZB_J_STRING},
                {"findings/0/place/page", ZB_J_NUMBER},
                {"findings/0/place/box_mm/3", ZB_J_NUMBER},
                {"findings/1/place/box_mm", ZB_J_NULL},
                {"findings/0/place/path", ZB_J_STRING},
                {"findings/1/clause", ZB_J_STRING},
                {"findings/0/message", ZB_J_STRING},
                {"findings/0/fix", ZB_J_STRING},
                {"findings/2/waived", ZB_J_STRING},
                {"findings/0/waived", ZB_J_ABSENT},
                {"facts/page/width_mm", ZB_J_NUMBER},
                {"facts/page/height_mm", ZB_J_NUMBER},
                {"facts/page/boxes_mm/trim", ZB_J_ARRAY},
                {"facts/page/boxes_mm/bleed", ZB_J_ARRAY},
                {"facts/page/boxes_mm/media", ZB_J_ARRAY},
                {"facts/page/boxes_mm/visible", ZB_J_ARRAY},
                {"facts/ink/spaces/0", ZB_J_STRING},
                {"facts/ink/total_max", ZB_J_NUMBER},
                {"facts/ink/profile", ZB_J_NULL},
                {"facts/ink/spots", ZB_J_ARRAY},
                {"facts/text/count", ZB_J_NUMBER},
                {"facts/text/source", ZB_J_STRING},
                {"facts/text/fonts/0/name", ZB_J_STRING},
                {"facts/text/fonts/0/embedded", ZB_J_BOOL},
                {"facts/text/tiers/0/tier", ZB_J_STRING},
                {"facts/text/tiers/0/ink_cm", ZB_J_NUMBER},
                {"facts/text/tiers/0/em_cm", ZB_J_NUMBER},
                {"facts/text/tiers/0/pt", ZB_J_NUMBER},
                {"facts/text/tiers/0/leading", ZB_J_NUMBER},
                {"facts/text/tiers/0/chars", ZB_J_NUMBER},
                {"facts/text/tiers/1", ZB_J_ABSENT},
                {"facts/images/count", ZB_J_NUMBER},
                {"facts/images/share", ZB_J_NUMBER},
                {"facts/images/share_strict", ZB_J_NUMBER},
                {"facts/images/ppi_min", ZB_J_NUMBER},
                {"facts/images/list/1/type", ZB_J_STRING},
                {"facts/images/list/1/ppi", ZB_J_NULL},
                {"facts/qr/0", ZB_J_STRING},
                {"facts/page/rotation", ZB_J_NULL},
                {"facts/ink/over_cm2", ZB_J_NULL},
                {"facts/ink/limit", ZB_J_NUMBER},
                {"facts/text/fonts/0/format", ZB_J_NULL},
                {"facts/text/lines", ZB_J_ARRAY},
                {"facts/images/list/0/filter", ZB_J_NULL},
                {"facts/images/list/0/jpeg_quality", ZB_J_NULL},
                {"facts/qr_list/0/module_mm", ZB_J_NUMBER},
                {"facts/container", ZB_J_NULL},
                {"facts/pdf", ZB_J_NULL},
                {"facts/raster", ZB_J_NULL},
                {"facts/layers", ZB_J_NULL},
                {"facts/survey", ZB_J_NULL},
        };
        struct zb_json *doc = json_of(*state, ZB_ZH);
        for (size_t i = 0; i < sizeof promises / sizeof *promises; i++)
                if (zb_json_type(at(zb_json_root(doc), promises[i].path)) != promises[i].type)
                        fail_msg("%s is not of type %d", promises[i].path, promises[i].type);
        zb_json_free(doc);
}

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

static const char *str(struct zb_json *doc, const char *path)
{
        const char *text = zb_json_str(at(zb_json_root(doc), path));
        return text ? text : "(no text)";
}

static double number(struct zb_json *doc, const char *path)
{
        return zb_json_num(at(zb_json_root(doc), path), NAN);
}

static void json_says_what_was_found(void **state)
{
        struct zb_json *doc = json_of(*state, ZB_ZH);
        assert_string_equal(str(doc, "zhanban"), "4.5.6");
        assert_string_equal(str(doc, "file"), "板子.json");
        assert_string_equal(str(doc, "kind"), "spec");
        assert_string_equal(str(doc, "verdict"), "fail");
        assert_int_equal(zb_json_len(at(zb_json_root(doc), "findings")), 3);
        assert_string_equal(str(doc, "findings/0/rule"), "type.family");
        assert_string_equal(str(doc, "findings/0/severity"), "error");
        assert_string_equal(str(doc, "findings/0/measured"), "宋体");
        assert_true(number(doc, "findings/0/place/box_mm/0") == 42.13);
        assert_string_equal(str(doc, "findings/1/unit"), "张");
        assert_string_equal(str(doc, "findings/2/waived"), "主办方同意");
        assert_true(number(doc, "facts/text/count") == 389);
        assert_true(number(doc, "facts/ink/total_max") == 287);
        assert_true(number(doc, "facts/images/share") == 0.41);
        assert_string_equal(str(doc, "facts/qr/0"), "https://例.cn/\"a\"");
        assert_string_equal(str(doc, "facts/text/tiers/0/tier"), "body");
        zb_json_free(doc);
        doc = json_of(*state, ZB_EN);
        assert_string_equal(str(doc, "findings/0/measured"), "SimSun");
        assert_string_equal(str(doc, "findings/0/message"), "SimSun is used");
        assert_string_equal(str(doc, "findings/1/clause"), "annex 2");
        zb_json_free(doc);
}

static void verdict_follows_strict(void **state)
{
        struct world *w = *state;
        w->findings->items[0].waived = "x";
        struct zb_json *doc = json_of(w, ZB_EN);
        assert_string_equal(str(doc, "verdict"), "advisory");
        zb_json_free(doc);
        w->report.strict = true;
        doc = json_of(w, ZB_EN);
        assert_string_equal(str(doc, "verdict"), "fail");
        zb_json_free(doc);
}

static char *text_of(struct world *w, enum zb_lang lang, bool colour)
{
        struct zb_buf out = ZB_BUF_INIT;
        struct zb_err err = {0};
        w->report.lang = lang;
        w->report.colour = colour;
        assert_int_equal(zb_report_text(&w->report, &out, &err), ZB_OK);
        return out.data; /* the caller frees it */
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
        static const char *const parts[] = {
                "板子.json",
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

static void the_unknown_is_said(void **state)
{
        struct world *w = *state;
        struct zb_facts *f = zb_facts_new();
        assert_non_null(f);
        f->kind = ZB_KIND_TIFF;
        w->report.facts = f;
        struct zb_json *doc = json_of(w, ZB_EN);
        static const char *const nulls[] = {"facts/page/width_mm", "facts/text/count",
                                            "facts/images/count",  "facts/images/share",
                                            "facts/ink/total_max", "facts/images/ppi_min"};
        for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
                assert_int_equal(zb_json_type(at(zb_json_root(doc), nulls[i])), ZB_J_NULL);
        zb_json_free(doc);
        char *text = text_of(w, ZB_ZH, false);
        assert_non_null(strstr(text, "字数              未知"));
        free(text);
        w->report.facts = w->facts;
        zb_facts_free(f);
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
                cmocka_unit_test_setup_teardown(json_holds_every_promise, setup, teardown),
                cmocka_unit_test_setup_teardown(json_says_what_was_found, setup, teardown),
                cmocka_unit_test_setup_teardown(verdict_follows_strict, setup, teardown),
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
