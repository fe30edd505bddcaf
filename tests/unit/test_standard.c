/* SPDX-License-Identifier: Apache-2.0 */
/* Standards, processes and themes as data: the ones that are shipped say what the notice says, and a faulty
 * file is refused with its place. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "standard.h"

#define LAYOUTS ZB_SOURCE_DIR "/layouts"

static struct zb_standard *load(const char *name)
{
        struct zb_err err = {0};
        struct zb_standard *s = NULL;
        if (zb_standard_load(LAYOUTS, name, &s, &err) != ZB_OK)
                fail_msg("%s: %s", err.place, err.en);
        return s;
}

/* The clauses of the notice, with the forces of docs/measures.md §1. */
static const struct {
        const char *id;
        enum zb_force force;
} clauses[] = {
        {"board.size", ZB_MUST},           {"board.visible", ZB_MUST},    {"board.stand", ZB_FACT},
        {"board.orientation", ZB_MUST},    {"image.resolution", ZB_MUST}, {"colour.mode", ZB_MUST},
        {"file.source", ZB_MUST},          {"file.output", ZB_MUST},      {"layout.path", ZB_MUST},
        {"layout.ratio", ZB_MUST},         {"text.count", ZB_SHOULD},     {"text.emphasis", ZB_SHOULD},
        {"image.count", ZB_SHOULD},        {"type.family", ZB_MUST},      {"type.title", ZB_SHOULD},
        {"type.heading", ZB_SHOULD},       {"type.body", ZB_SHOULD},      {"type.leading", ZB_SHOULD},
        {"type.caption", ZB_SHOULD},       {"type.note", ZB_SHOULD},      {"colour.scheme", ZB_SHOULD},
        {"figure.infographic", ZB_SHOULD}, {"qr.allowed", ZB_FACT},       {"title.marks", ZB_MUST},
        {"authors.count", ZB_MUST},        {"figure.ai", ZB_MUST},
};

static void every_clause_with_its_force(void **state)
{
        struct zb_standard *s = load("liaoning-2025-main");
        for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
                const struct zb_clause *c = zb_standard_clause(s, clauses[i].id);
                if (!c)
                        fail_msg("%s is missing", clauses[i].id);
                assert_int_equal(c->force, clauses[i].force);
                assert_false(c->technical);
                assert_true(*c->clause.zh && *c->clause.en && *c->title.zh && *c->title.en);
        }
        assert_null(zb_standard_clause(s, "text.colour"));
        assert_true(zb_standard_clause(s, "ink.total")->technical);
        zb_standard_free(s);
}

static void range_is(struct zb_range r, double min, double max)
{
        assert_true(r.min == min && r.max == max);
}

static void limits_of_the_main_board(void **state)
{
        struct zb_standard *s = load("liaoning-2025-main");
        assert_string_equal(s->name, "liaoning-2025-main");
        assert_true(s->width_mm == 785 && s->height_mm == 1780 && s->ppi_min == 300 && s->px_height == 21024);
        assert_true(s->stand_width_mm == 805 && s->source_file_mb == 30 && s->output_file_mb == 2);
        range_is(s->ratio, 0.35, 0.45);
        range_is(s->chars, 400, 800);
        range_is(s->images, 6, 8);
        range_is(s->authors, 0, 5);
        range_is(s->leading, 1.2, 1.5);
        range_is(s->tier_cm[ZB_TIER_TITLE], 8, 12);
        range_is(s->tier_pt[ZB_TIER_TITLE], 300, 450);
        range_is(s->tier_cm[ZB_TIER_HEADING], 5, 8);
        range_is(s->tier_pt[ZB_TIER_HEADING], 180, 300);
        range_is(s->tier_cm[ZB_TIER_BODY], 3, 5);
        range_is(s->tier_pt[ZB_TIER_BODY], 110, 180);
        range_is(s->tier_cm[ZB_TIER_CAPTION], 2, 3);
        range_is(s->tier_pt[ZB_TIER_CAPTION], 70, 110);
        range_is(s->tier_cm[ZB_TIER_NOTE], 1.5, INFINITY);
        range_is(s->tier_pt[ZB_TIER_NOTE], 55, INFINITY);
        assert_string_equal(s->paths[0], "F");
        assert_string_equal(s->paths[1], "Z");
        assert_null(s->paths[2]);
        assert_string_equal(s->families[0], "SourceHanSans");
        zb_standard_free(s);
}

static void visible_area_turns_with_the_board(void **state)
{
        struct zb_standard *s = load("liaoning-2025-main");
        struct zb_rect p = zb_standard_visible(s, 785, 1780), l = zb_standard_visible(s, 1780, 785);
        assert_true(p.x == 20 && p.y == 10 && p.w == 745 && p.h == 1760);
        assert_true(l.x == 10 && l.y == 20 && l.w == 1760 && l.h == 745);
        zb_standard_free(s);
}

static void feature_boards_are_free(void **state)
{
        struct zb_standard *s = load("feature-board");
        assert_true(s->width_mm == 0 && s->height_mm == 0);
        assert_null(zb_standard_clause(s, "text.count"));
        assert_false(zb_range_asked(s->chars) || zb_range_asked(s->tier_cm[ZB_TIER_BODY]));
        assert_non_null(zb_standard_clause(s, "title.marks"));
        assert_non_null(zb_standard_clause(s, "ink.total"));
        zb_standard_free(s);
}

static void processes(void **state)
{
        static const struct {
                const char *name;
                double bleed, solid_k, line;
        } want[] = {{"xiezhen", 0, INFINITY, 0}, {"penhui", 0, 100, 0}, {"offset", 3, INFINITY, 0.05}};
        for (size_t i = 0; i < 3; i++) {
                struct zb_process *p = NULL;
                struct zb_err err = {0};
                assert_int_equal(zb_process_load(LAYOUTS, want[i].name, &p, &err), ZB_OK);
                assert_string_equal(p->name, want[i].name);
                assert_true(p->bleed_mm == want[i].bleed && p->solid_k_max_cm2 == want[i].solid_k);
                assert_true(p->line_min_mm == want[i].line && p->total_ink_max == 300);
                assert_true(fabs(zb_ink_total(p->rich_black) - 250) < 0.01);
                zb_process_free(p);
        }
}

static void themes(void **state)
{
        static const struct {
                const char *name;
                double deep, primary;
        } want[] = {{"tech-blue", 266, 162}, {"education-green", 274, 230}};
        for (size_t i = 0; i < 2; i++) {
                struct zb_theme t;
                struct zb_err err = {0};
                assert_int_equal(zb_theme_load(LAYOUTS, NULL, want[i].name, &t, &err), ZB_OK);
                assert_string_equal(t.name, want[i].name);
                assert_true(fabs(zb_ink_total(t.deep) - want[i].deep) < 0.01);
                assert_true(fabs(zb_ink_total(t.primary) - want[i].primary) < 0.01);
                assert_true(t.text.c == 0 && t.text.m == 0 && t.text.y == 0 && fabs(t.text.k - 0.9) < 1e-6);
                assert_true(zb_ink_total(t.paper) == 0);
        }
}

/* Every pair that the composer sets text in can be read: 4.5 and more, as the standards ask. */
static void themes_can_be_read(void **state)
{
        static const char *const names[] = {"tech-blue", "education-green"};
        struct zb_profile *profile = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_profile_open(LAYOUTS "/profiles/zhanban-coated.icc", &profile, &err), ZB_OK);
        for (size_t i = 0; i < 2; i++) {
                struct zb_theme t;
                assert_int_equal(zb_theme_load(LAYOUTS, NULL, names[i], &t, &err), ZB_OK);
                const struct {
                        struct zb_ink text, ground;
                        const char *what;
                } pairs[] = {
                        {t.accent, t.deep, "accent on deep"},     {t.accent, t.deep2, "accent on deep2"},
                        {t.paper, t.deep, "paper on deep"},       {t.paper, t.deep2, "paper on deep2"},
                        {t.paper, t.primary, "paper on primary"}, {t.primary, t.paper, "primary on paper"},
                        {t.primary, t.pale, "primary on pale"},   {t.text, t.paper, "text on paper"},
                        {t.text, t.pale, "text on pale"},         {t.text, t.mist, "text on mist"},
                };
                for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
                        double contrast = zb_ink_contrast(profile, pairs[k].text, pairs[k].ground);
                        if (contrast < 4.5)
                                fail_msg("%s, %s: %.2f", names[i], pairs[k].what, contrast);
                }
        }
        zb_profile_free(profile);
}

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

/* ---- faulty files ---- */

static char folder[64];

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

#define HEAD  "{\"name\":\"x\",\"title\":{\"zh\":\"a\",\"en\":\"b\"},"
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
                {HEAD "\"clauses\":[{\"id\":\"text.count\",\"force\":\"shuold\"," WORDS "}]}",
                 "/clauses/0/force", "should"},
                {HEAD "\"clauses\":[{" COUNT "}]}", "/clauses/0", "limits"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{}}]}", "/clauses/0/limits", "no limit"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"char\":{\"min\":1}}}]}", "/clauses/0/limits",
                 "chars"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"chars\":400}}]}", "/clauses/0/limits/chars",
                 "min"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"chars\":{\"min\":9,\"max\":4}}}]}",
                 "/clauses/0/limits/chars", "greater"},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"chars\":{\"min\":-9}}}]}",
                 "/clauses/0/limits/chars", ""},
                {HEAD "\"clauses\":[{" COUNT ",\"limits\":{\"chars\":{\"min\":1}}},{" COUNT
                      ",\"limits\":{\"chars\":{\"min\":1}}}]}",
                 "/clauses/1", "twice"},
                {HEAD "\"clauses\":[{\"id\":\"layout.path\",\"force\":\"must\"," WORDS
                      ",\"limits\":{\"paths\":[1]}}]}",
                 "/clauses/0/limits/paths", ""},
                {HEAD "\"clauses\":[{\"id\":\"colour.mode\",\"force\":\"must\"," WORDS
                      ",\"limits\":{\"k\":1}}]}",
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

#define PROCESS                                                                                              \
        "{\"name\":\"p\",\"title\":{\"zh\":\"a\",\"en\":\"b\"},\"bleed_mm\":0,\"solid_k_max_cm2\":null,"     \
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
                {PROCESS
                 "\"total_ink_max\":300,\"rich_black\":[0,0,0,100],\"rules\":[{\"id\":\"pdf.x5\",\"force\":"
                 "\"must\"}]}",
                 "/rules/0/id"},
                {PROCESS
                 "\"total_ink_max\":300,\"rich_black\":[0,0,0,100],\"rules\":[{\"id\":\"pdf.x4\",\"force\":"
                 "\"maybe\"}]}",
                 "/rules/0/force"},
                {PROCESS "\"total_ink_max\":300,\"rich_black\":[0,0,0,100],\"rules\":[{\"id\":\"pdf.x4\"}]}",
                 "/rules/0"},
                {PROCESS "\"total_ink_max\":300,\"rich_black\":[0,0,0,100],\"rules\":7}", "/rules"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_process *p = NULL;
                struct zb_err err = {0};
                assert_int_equal(zb_process_load(LAYOUTS, put("faulty.json", cases[i].text), &p, &err),
                                 ZB_INPUT);
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

/* What an organiser reads names every clause and every limit that the program knows. */
static void the_guide_names_every_clause(void **state)
{
        struct zb_buf guide = ZB_BUF_INIT;
        struct zb_err err = {0};
        assert_int_equal(zb_file_read(LAYOUTS "/README.md", 1 << 20, &guide, &err), ZB_OK);
        for (const char *const *id = zb_clause_ids(); *id; id++) {
                char name[64];
                snprintf(name, sizeof name, "`%s`", *id);
                if (!strstr(guide.data, name))
                        fail_msg("layouts/README.md does not name %s", name);
        }
        zb_buf_fini(&guide);
}

static int make_folder(void **state)
{
        snprintf(folder, sizeof folder, "/tmp/zb-standard-XXXXXX");
        return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
        static const char *const names[] = {"faulty.json", "ink.json", "rgb.json", "good.json"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                char path[128];
                snprintf(path, sizeof path, "%s/%s", folder, names[i]);
                unlink(path);
        }
        rmdir(folder);
        return 0;
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(every_clause_with_its_force),
                cmocka_unit_test(limits_of_the_main_board),
                cmocka_unit_test(visible_area_turns_with_the_board),
                cmocka_unit_test(feature_boards_are_free),
                cmocka_unit_test(processes),
                cmocka_unit_test(themes),
                cmocka_unit_test(themes_can_be_read),
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
