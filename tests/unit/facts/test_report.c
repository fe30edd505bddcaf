/* SPDX-License-Identifier: Apache-2.0 */
/* Reports: the JSON is parsed back and holds every promised key, the text says the same in both languages and
 * its columns stand under each other. */
#include "test_report.h"

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

static const char *str(struct zb_json *doc, const char *path)
{
        const char *text = zb_json_str(at(zb_json_root(doc), path));
        return text ? text : "(no text)";
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

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup_teardown(json_holds_every_promise, setup, teardown),
                cmocka_unit_test_setup_teardown(json_says_what_was_found, setup, teardown),
                cmocka_unit_test_setup_teardown(verdict_follows_strict, setup, teardown),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
