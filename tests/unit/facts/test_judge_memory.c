/* SPDX-License-Identifier: Apache-2.0 */
/* Standard, measuring, rules and report with each allocation failing in turn: an error every time, never a
 * crash, a leak or half a result. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "measure.h"
#include "report.h"
#include "rules_world.h"
#include "rules.h"

#define LAYOUTS ZB_SOURCE_DIR "/layouts"

/* Runs fn with the 1st, 2nd, … allocation failing until none is left to fail. */
static void sweep(const char *what, enum zb_code (*fn)(void *ctx, struct zb_err *err), void *ctx)
{
        for (long n = 0; n < 20000; n++) {
                struct zb_err err = {0};
                allocations_left = n;
                enum zb_code code = fn(ctx, &err);
                bool all_served = allocations_left >= 0;
                allocations_left = -1;
                if (all_served) {
                        if (code != ZB_OK)
                                fail_msg("%s: %s", what, err.en);
                        assert_true(n > 0);
                        return;
                }
                if (code != ZB_OK && !*err.en)
                        fail_msg("%s: allocation %ld fails without a word", what, n);
        }
        fail_msg("%s never ends", what);
}

static enum zb_code load_data(void *ctx, struct zb_err *err)
{
        struct zb_standard *s = NULL;
        struct zb_process *p = NULL;
        struct zb_theme t;
        enum zb_code code = zb_standard_load(LAYOUTS, "liaoning-2025-main", &s, err);
        if (!code)
                code = zb_process_load(LAYOUTS, "offset", &p, err);
        if (!code)
                code = zb_theme_load(LAYOUTS, NULL, "tech-blue", &t, err);
        zb_standard_free(s);
        zb_process_free(p);
        return code;
}

static enum zb_code load_unknown(void *ctx, struct zb_err *err)
{
        struct zb_standard *s = NULL;
        enum zb_code code = zb_standard_load(LAYOUTS, "liaoning", &s, err);
        return code == ZB_INPUT && !s ? ZB_OK : code;
}

static void loading(void **state)
{
        sweep("loading", load_data, NULL);
        sweep("an unknown name", load_unknown, NULL);
}

struct judging {
        struct zb_standard *standard;
        struct zb_process *process;
        struct zb_facts *facts;
        struct zb_findings *findings;
};

static void open_judging(struct judging *j)
{
        struct zb_err err = {0};
        assert_int_equal(zb_standard_load(LAYOUTS, "liaoning-2025-main", &j->standard, &err), ZB_OK);
        assert_int_equal(zb_process_load(LAYOUTS, "offset", &j->process, &err), ZB_OK);
        j->facts = zb_facts_new();
        assert_non_null(j->facts);
        j->facts->kind = ZB_KIND_PDF; /* everything unknown: every rule speaks */
}

static void close_judging(struct judging *j)
{
        zb_findings_free(j->findings);
        zb_facts_free(j->facts);
        zb_process_free(j->process);
        zb_standard_free(j->standard);
}

static enum zb_code judge_all(void *ctx, struct zb_err *err)
{
        struct judging *j = ctx;
        struct zb_findings *found = NULL;
        const struct zb_rule_waiver waivers[] = {{"text.count", "why", false}, {"text.cuont", "why", false}};
        enum zb_code code = zb_rules_run(j->facts, j->standard, j->process, waivers, 2, &found, err);
        zb_findings_free(found);
        return code;
}

static enum zb_code report(void *ctx, struct zb_err *err)
{
        struct judging *j = ctx;
        struct zb_buf text = ZB_BUF_INIT, json = ZB_BUF_INIT, html = ZB_BUF_INIT;
        const struct zb_report r = {.version = "0",
                                    .facts = j->facts,
                                    .findings = j->findings,
                                    .standard = j->standard,
                                    .process = j->process};
        enum zb_code code = zb_report_text(&r, &text, err);
        if (!code)
                code = zb_report_json(&r, &json, err);
        if (!code)
                code = zb_report_html(&r, LAYOUTS, &html, err);
        zb_buf_fini(&text);
        zb_buf_fini(&json);
        zb_buf_fini(&html);
        return code;
}

static void judging(void **state)
{
        struct judging j = {0};
        struct zb_err err = {0};
        open_judging(&j);
        sweep("rules", judge_all, &j);
        assert_int_equal(zb_rules_run(j.facts, j.standard, j.process, NULL, 0, &j.findings, &err), ZB_OK);
        sweep("report", report, &j);
        close_judging(&j);
}

/* Every rule while it speaks. */
static void judging_files(void **state)
{
        static struct world w;
        struct judging j = {0};
        open_judging(&j);
        struct zb_facts *own = j.facts;
        for (int k = 0; k < 2; k++)
                for (const struct broken *b = k ? board_cases : file_cases; b->id; b++) {
                        b->start(&w);
                        b->how(&w);
                        j.facts = &w.f;
                        sweep(b->id, judge_all, &j);
                }
        j.facts = own;
        close_judging(&j);
}

struct measuring_of {
        struct zb_scene *scene;
        struct zb_profile *profile;
};

static enum zb_code measure(void *ctx, struct zb_err *err)
{
        struct measuring_of *m = ctx;
        struct zb_facts *f = NULL;
        enum zb_code code = zb_measure(
                m->scene, NULL, &(struct zb_measure_options){.profile = m->profile, .max_total = 300}, &f, err);
        zb_facts_free(f);
        return code;
}

static void add_line(struct zb_scene *scene, const struct zb_face *face, double y)
{
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_TEXT, ZB_LAYER_TEXT);
        struct zb_text_style *style = zb_arena_array(scene->arena, 1, sizeof *style);
        struct zb_glyph *glyph = zb_arena_array(scene->arena, 1, sizeof *glyph);
        assert_true(style && glyph);
        *style = (struct zb_text_style){face, {0, 0, 0, 0.9f}, false};
        *glyph = (struct zb_glyph){.gid = 0, .text_len = 3};
        item->box = (struct zb_rect){60, y, 300, 48};
        item->text = (struct zb_text){.tier = ZB_TIER_BODY,
                                      .role = "body",
                                      .em_mm = 40,
                                      .leading = 1.2,
                                      .baseline_mm = y + 39,
                                      .utf8 = "字",
                                      .glyphs = glyph,
                                      .n_glyphs = 1,
                                      .styles = style,
                                      .n_styles = 1,
                                      .place = "/lead"};
}

static void measuring(void **state)
{
        struct zb_fonts *fonts = NULL;
        struct zb_err err = {0};
        struct measuring_of m = {zb_scene_new(785, 1780, 0), NULL};
        assert_int_equal(zb_fonts_open(ZB_SOURCE_DIR "/fonts", &fonts, &err), ZB_OK);
        assert_int_equal(zb_profile_open(LAYOUTS "/profiles/zhanban-coated.icc", &m.profile, &err), ZB_OK);
        assert_non_null(m.scene);
        add_line(m.scene, zb_fonts_face(fonts, ZB_REGULAR), 100);
        add_line(m.scene, zb_fonts_face(fonts, ZB_REGULAR), 148);
        zb_scene_add_figure(m.scene)->box = (struct zb_rect){400, 100, 200, 200};
        zb_scene_add_qr(m.scene)->url = "https://a.cn";
        zb_scene_remark(m.scene)->rule = "type.body";
        struct zb_item *shape = zb_scene_item(m.scene, ZB_ITEM_SHAPE, ZB_LAYER_CHARTS);
        shape->box = (struct zb_rect){400, 100, 200, 200};
        shape->shape.fill = zb_paint_alpha((struct zb_ink){0, 0, 0, 1}, 0.5);
        zb_path_round_rect(m.scene->arena, &shape->shape.path, shape->box, 7);
        sweep("measure", measure, &m);
        zb_scene_free(m.scene);
        zb_profile_free(m.profile);
        zb_fonts_free(fonts);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(loading),
                cmocka_unit_test(judging),
                cmocka_unit_test(judging_files),
                cmocka_unit_test(measuring),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
