/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of report share. */
#ifndef ZB_TEST_REPORT_H
#define ZB_TEST_REPORT_H

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

static const struct zb_fact_qr codes[] = {
        {.box = {1, 2, 3, 4}, .url = "https://例.cn/\"a\"", .place = "/qr/0", .module_mm = 2.7, .quiet_mm = 11}};

static inline void measured(struct zb_facts *f)
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

static inline void found(struct zb_findings *findings)
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

static inline int setup(void **state)
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

static inline int teardown(void **state)
{
        struct world *w = *state;
        zb_findings_free(w->findings);
        zb_facts_free(w->facts);
        zb_standard_free(w->standard);
        zb_process_free(w->process);
        free(w);
        return 0;
}

static inline struct zb_value at(struct zb_value v, const char *path)
{
        char copy[128], *save = NULL;
        snprintf(copy, sizeof copy, "%s", path);
        for (char *key = strtok_r(copy, "/", &save); key; key = strtok_r(NULL, "/", &save))
                v = zb_json_type(v) == ZB_J_ARRAY ? zb_json_at(v, strtoul(key, NULL, 10)) : zb_json_get(v, key);
        return v;
}

static inline struct zb_json *json_of(struct world *w, enum zb_lang lang)
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

static inline double number(struct zb_json *doc, const char *path)
{
        return zb_json_num(at(zb_json_root(doc), path), NAN);
}

static inline char *text_of(struct world *w, enum zb_lang lang, bool colour)
{
        struct zb_buf out = ZB_BUF_INIT;
        struct zb_err err = {0};
        w->report.lang = lang;
        w->report.colour = colour;
        assert_int_equal(zb_report_text(&w->report, &out, &err), ZB_OK);
        return out.data; /* the caller frees it */
}

static inline void the_unknown_is_said(void **state)
{
        struct world *w = *state;
        struct zb_facts *f = zb_facts_new();
        assert_non_null(f);
        f->kind = ZB_KIND_TIFF;
        w->report.facts = f;
        struct zb_json *doc = json_of(w, ZB_EN);
        static const char *const nulls[] = {"facts/page/width_mm", "facts/text/count",    "facts/images/count",
                                            "facts/images/share",  "facts/ink/total_max", "facts/images/ppi_min"};
        for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
                assert_int_equal(zb_json_type(at(zb_json_root(doc), nulls[i])), ZB_J_NULL);
        zb_json_free(doc);
        char *text = text_of(w, ZB_ZH, false);
        assert_non_null(strstr(text, "字数              未知"));
        free(text);
        w->report.facts = w->facts;
        zb_facts_free(f);
}

#endif
