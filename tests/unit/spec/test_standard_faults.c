/* SPDX-License-Identifier: Apache-2.0 */
/* Standards, processes and themes that are wrong, and the guide to them. */
#include "test_standard.h"

static void unknown_names_list_what_there_is(void **state)
{
        struct zb_standard *s = NULL;
        struct zb_process *p = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_standard_load(LAYOUTS, "liaoning-2025-mian", &s, &err), ZB_INPUT);
        assert_non_null(strstr(err.en, "did you mean \"liaoning-2025-main\""));
        assert_non_null(strstr(err.en, "feature-board"));
        assert_non_null(strstr(err.zh, "是不是“liaoning-2025-main”"));
        assert_int_equal(zb_process_load(LAYOUTS, "risograph", &p, &err), ZB_INPUT);
        assert_non_null(strstr(err.en, "offset, penhui, xiezhen"));
        assert_int_equal(zb_process_load(LAYOUTS, "../processes/offset", &p, &err), ZB_INPUT);
        assert_int_equal(zb_process_load(LAYOUTS, "", &p, &err), ZB_INPUT);
        assert_null(s);
        assert_null(p);
}

static const char *put(const char *name, const char *text)
{
        static char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, name);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        assert_true(fputs(text, f) >= 0);
        fclose(f);
        return path;
}

#define HEAD "{\"name\":\"x\",\"title\":{\"zh\":\"a\",\"en\":\"b\"},"

#define WORDS "\"clause\":{\"zh\":\"a\",\"en\":\"b\"},\"title\":{\"zh\":\"a\",\"en\":\"b\"}"

#define COUNT "\"id\":\"text.count\",\"force\":\"should\"," WORDS

static void faulty_standards(void **state)
{
        static const struct {
                const char *text, *place, *says;
        } cases[] = {
                {"{", ":1:", ""},
                {"[]", "", ""},
                {HEAD "\"clause\":[]}", "", "clauses"},
                {HEAD "\"clauses\":{}}", "/clauses", ""},
                {"{\"name\":\"x\",\"title\":\"a\",\"clauses\":[]}", "/title", ""},
                {"{\"title\":{\"zh\":\"a\",\"en\":\"b\"},\"clauses\":[]}", "/name", ""},
                {HEAD "\"clauses\":[3]}", "/clauses/0", ""},
                {HEAD "\"clauses\":[{\"id\":\"text.count\"}]}", "/clauses/0", "force"},
                {HEAD "\"clauses\":[{\"id\":\"text.cuont\",\"force\":\"must\"," WORDS "}]}", "/clauses/0/id",
                 "text.count"},
                {HEAD "\"clauses\":[{\"id\":\"text.count\",\"force\":\"shuold\"," WORDS "}]}", "/clauses/0/force",
                 "should"},
                {HEAD "\"clauses\":[{" COUNT "}]}", "/clauses/0", "limits"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{}}]}", "/clauses/0/limits", "no limit"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"char\":{\"min\":1}}}]}", "/clauses/0/limits", "chars"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"chars\":400}}]}", "/clauses/0/limits/chars", "min"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"chars\":{\"min\":9,\"max\":4}}}]}",
                 "/clauses/0/limits/chars", "greater"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"chars\":{\"min\":-9}}}]}", "/clauses/0/limits/chars",
                 ""},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"chars\":{\"min\":1}}},{" COUNT
                      ",\"limits\":{\"chars\":{\"min\":1}}}]}",
                 "/clauses/1", "twice"},
                {HEAD "\"clauses\":[{\"id\":\"layout.path\",\"force\":\"must\"," WORDS
                      ",\"limits\":{\"paths\":[1]}}]}",
                 "/clauses/0/limits/paths", ""},
                {HEAD "\"clauses\":[{\"id\":\"colour.mode\",\"force\":\"must\"," WORDS ",\"limits\":{\"k\":1}}]}",
                 "/clauses/0/limits", ""},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_standard *s = NULL;
                struct zb_err err = {0};
                const char *path = put("faulty.json", cases[i].text);
                assert_int_equal(zb_standard_load(LAYOUTS, path, &s, &err), ZB_INPUT);
                assert_null(s);
                if (!strstr(err.place, "faulty.json") || !strstr(err.place, cases[i].place) ||
                    !strstr(err.en, cases[i].says) || !*err.zh)
                        fail_msg("case %zu: %s | %s | %s", i, err.place, err.en, err.zh);
        }
        struct zb_standard *s = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_standard_load(LAYOUTS, "nowhere/none.json", &s, &err), ZB_INPUT);
}

#define PROCESS                                                                                                      \
        "{\"name\":\"p\",\"title\":{\"zh\":\"a\",\"en\":\"b\"},\"bleed_mm\":0,\"solid_k_max_cm2\":null,"             \
        "\"line_min_mm\":0,"

/* A standard's own technical clause takes the place of the shared one, also to switch it off; a process
 * changes the force of technical rules and of no others. */
static void technical_rules_are_data(void **state)
{
        static const char own[] = "{\"name\":\"own\",\"title\":{\"zh\":\"a\",\"en\":\"b\"},\"clauses\":[{"
                                  "\"id\":\"colour.mode\",\"force\":"
                                  "\"must\",\"clause\":{\"zh\":\"a\",\"en\":\"b\"},\"title\":{\"zh\":\"a\","
                                  "\"en\":\"b\"}}],\"technical\":[{"
                                  "\"id\":\"file.pages\",\"force\":\"off\"},{\"id\":\"image.quality\","
                                  "\"force\":\"must\",\"clause\":{\"zh\":"
                                  "\"a\",\"en\":\"b\"},\"title\":{\"zh\":\"a\",\"en\":\"b\"},\"limits\":{"
                                  "\"jpeg_quality_min\":95}}]}";
        struct zb_standard *s = NULL;
        struct zb_process p = {.n_forces = 2};
        const struct zb_process_force forces[] = {{"pdf.x4", ZB_OFF}, {"colour.mode", ZB_FACT}};
        struct zb_err err = {0};
        p.forces = forces;
        if (zb_standard_load(LAYOUTS, put("own.json", own), &s, &err) != ZB_OK)
                fail_msg("%s: %s", err.place, err.en);
        assert_null(zb_standard_clause(s, "file.pages"));
        assert_int_equal(zb_standard_clause(s, "image.quality")->force, ZB_MUST);
        assert_true(s->jpeg_quality_min == 95 && s->qr_module_mm == 1.5);
        assert_true(zb_standard_clause(s, "ink.total")->technical);
        assert_int_equal(zb_process_force(&p, zb_standard_clause(s, "pdf.x4")), ZB_OFF);
        assert_int_equal(zb_process_force(&p, zb_standard_clause(s, "colour.mode")), ZB_MUST);
        assert_int_equal(zb_process_force(&p, zb_standard_clause(s, "ink.total")), ZB_MUST);
        zb_standard_free(s);
}

static void faulty_processes(void **state)
{
        static const struct {
                const char *text, *place;
        } cases[] = {
                {PROCESS "\"total_ink_max\":200,\"rich_black\":[50,50,50,100]}", "/rich_black"},
                {PROCESS "\"total_ink_max\":300,\"rich_black\":[50,50,50]}", "/rich_black"},
                {PROCESS "\"total_ink_max\":300,\"rich_black\":[50,50,50,101]}", "/rich_black"},
                {PROCESS "\"total_ink_max\":null,\"rich_black\":[0,0,0,100]}", "/total_ink_max"},
                {PROCESS "\"rich_black\":[0,0,0,100]}", ""},
                {PROCESS "\"total_ink_max\":900,\"rich_black\":[0,0,0,100]}", "/total_ink_max"},
                {PROCESS "\"total_ink_max\":300,\"rich_black\":[0,0,0,100],\"rules\":[{\"id\":\"pdf.x5\",\"force\":"
                         "\"must\"}]}",
                 "/rules/0/id"},
                {PROCESS "\"total_ink_max\":300,\"rich_black\":[0,0,0,100],\"rules\":[{\"id\":\"pdf.x4\",\"force\":"
                         "\"maybe\"}]}",
                 "/rules/0/force"},
                {PROCESS "\"total_ink_max\":300,\"rich_black\":[0,0,0,100],\"rules\":[{\"id\":\"pdf.x4\"}]}",
                 "/rules/0"},
                {PROCESS "\"total_ink_max\":300,\"rich_black\":[0,0,0,100],\"rules\":7}", "/rules"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_process *p = NULL;
                struct zb_err err = {0};
                assert_int_equal(zb_process_load(LAYOUTS, put("faulty.json", cases[i].text), &p, &err), ZB_INPUT);
                if (!strstr(err.place, cases[i].place))
                        fail_msg("case %zu: %s | %s", i, err.place, err.en);
        }
}

static const char *theme_text(const char *deep, const char *text)
{
        static char out[1024];
        snprintf(out, sizeof out,
                 "{\"name\":\"t\",\"title\":{\"zh\":\"a\",\"en\":\"b\"},\"inks\":{\"deep\":%s,\"deep2\":[0,0,"
                 "0,0],"
                 "\"primary\":[9,9,0,0],\"mid\":[0,0,0,0],\"soft\":[0,0,0,0],\"pale\":[0,0,0,0],\"mist\":[0,"
                 "0,0,0],"
                 "\"accent\":[0,0,0,0],\"text\":%s,\"paper\":[0,0,0,0]}}",
                 deep, text);
        return out;
}

static struct zb_theme shipped(const char *name)
{
        struct zb_theme t;
        struct zb_err err = {0};
        assert_int_equal(zb_theme_load(LAYOUTS, NULL, name, &t, &err), ZB_OK);
        return t;
}

/* Our own themes can be read; a pale one is told which ink to change, and the cure works. */
static void weak_themes_are_told(void **state)
{
        struct zb_theme_weakness weak[ZB_THEME_WEAKNESSES];
        struct zb_profile *press;
        struct zb_err err = {0};
        assert_int_equal(zb_profile_open(LAYOUTS "/profiles/zhanban-coated.icc", &press, &err), ZB_OK);
        static const char *const names[] = {"tech-blue", "education-green"};
        for (size_t i = 0; i < 2; i++) {
                struct zb_theme good = shipped(names[i]);
                assert_int_equal(zb_theme_weaknesses(&good, press, 4.5, weak), 0);
        }
        struct zb_theme t = shipped("tech-blue");
        t.primary = (struct zb_ink){.6f, .2f, 0, 0};
        t.deep2 = (struct zb_ink){.7f, .4f, .1f, 0};
        assert_int_equal(zb_theme_weaknesses(&t, press, 4.5, weak), 2);
        for (size_t i = 0; i < 2; i++)
                assert_true(weak[i].curable && weak[i].contrast < 4.5);
        assert_string_equal(weak[0].change, "deep2");
        assert_string_equal(weak[1].change, "primary");
        assert_string_equal(weak[1].ground, "pale"); /* its worst */
        t.deep2 = weak[0].better;
        t.primary = weak[1].better;
        assert_int_equal(zb_theme_weaknesses(&t, press, 4.5, weak), 0);
        /* ink runs out before it is dark enough */
        t = shipped("tech-blue");
        t.text = (struct zb_ink){0, 0, 0, .2f};
        assert_int_equal(zb_theme_weaknesses(&t, press, 21, weak), 4);
        for (size_t i = 0; i < 4; i++)
                assert_false(weak[i].curable);
        zb_profile_free(press);
}

static void themes_of_a_spec(void **state)
{
        struct zb_theme t = {.name = "untouched"};
        struct zb_err err = {0};
        put("ink.json", theme_text("[100,100,90,50]", "[0,0,0,90]"));
        assert_int_equal(zb_theme_load(LAYOUTS, folder, "ink.json", &t, &err), ZB_INPUT);
        assert_non_null(strstr(err.place, "/inks/deep"));
        put("rgb.json", theme_text("[90,0,0,0]", "[10,0,0,90]"));
        assert_int_equal(zb_theme_load(LAYOUTS, folder, "rgb.json", &t, &err), ZB_INPUT);
        assert_non_null(strstr(err.place, "/inks/text"));
        assert_string_equal(t.name, "untouched");
        put("good.json", theme_text("[100,60,90,50]", "[0,0,0,90]"));
        assert_int_equal(zb_theme_load(LAYOUTS, folder, "good.json", &t, &err), ZB_OK);
        assert_string_equal(t.name, "t");

        char sub[128];
        snprintf(sub, sizeof sub, "%s/sub", folder);
        assert_int_equal(mkdir(sub, 0700), 0);
        assert_int_equal(zb_theme_load(LAYOUTS, sub, "../good.json", &t, &err), ZB_INPUT);
        assert_non_null(strstr(err.en, "outside"));
        char absolute[160];
        snprintf(absolute, sizeof absolute, "%s/good.json", folder);
        assert_int_equal(zb_theme_load(LAYOUTS, sub, absolute, &t, &err), ZB_INPUT);
        assert_int_equal(zb_theme_load(LAYOUTS, sub, "none.json", &t, &err), ZB_INPUT);
        assert_int_equal(zb_theme_load(LAYOUTS, sub, "tech-bleu", &t, &err), ZB_INPUT);
        assert_non_null(strstr(err.en, "tech-blue"));
        rmdir(sub);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(unknown_names_list_what_there_is),
                cmocka_unit_test(faulty_standards),
                cmocka_unit_test(faulty_processes),
                cmocka_unit_test(technical_rules_are_data),
                cmocka_unit_test(weak_themes_are_told),
                cmocka_unit_test(themes_of_a_spec),
                cmocka_unit_test(the_guide_names_every_clause),
        };
        return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
