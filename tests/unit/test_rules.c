/* SPDX-License-Identifier: Apache-2.0 */
/* Every rule with facts that keep it and with facts that break it: the finding must be there, of the right
 * severity, at the right place, and say the figure. A last test holds the table against the list of rules. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rules.h"

#define LAYOUTS ZB_SOURCE_DIR "/layouts"

enum { N_LINES = 6, N_IMAGES = 7 };

/* A board that keeps everything, in every process. */
struct world {
        struct zb_facts f;
        struct zb_fact_line lines[N_LINES];
        struct zb_fact_image images[N_IMAGES];
        struct zb_fact_font fonts[2];
        struct zb_fact_qr qr[1];
        struct zb_fact_remark remarks[1];
        const char *spaces[2], *spots[1];
};

static const struct {
        double pt, factor;
        const char *text, *place;
} tiers[ZB_N_TIERS] = {{310, 0.950, "智慧课堂", "/title"},
                       {190, 0.933, "课前导学", "/sections/0/heading"},
                       {112, 0.912, "老师用平台备课", "/sections/0/text/0"},
                       {75, 0.92, "课堂实录", "/sections/0/figures/0"},
                       {56, 0.912, "数据来自学校", "/notes/0"}};

static void set_size(struct world *w, enum zb_tier t, double pt)
{
        double em = zb_mm_of_pt(pt), ink = em * tiers[t].factor;
        struct zb_fact_tier *tier = &w->f.tiers[t];
        *tier = (struct zb_fact_tier){.chars = 90,
                                      .lines = 1,
                                      .ink_cm = ink / 10,
                                      .em_cm = em / 10,
                                      .pt = pt,
                                      .leading = 1.25,
                                      .ink_cm_min = ink / 10,
                                      .ink_cm_max = ink / 10,
                                      .pt_min = pt,
                                      .pt_max = pt,
                                      .leading_min = 1.25,
                                      .leading_max = 1.25};
        w->lines[t] = (struct zb_fact_line){.box = {50, 100 + 100 * t, 300, em * 1.25},
                                            .ink = {50, 100 + 100 * t, 300, em},
                                            .tier = t,
                                            .role = "body",
                                            .text = tiers[t].text,
                                            .font = "SourceHanSansCN-Regular",
                                            .place = tiers[t].place,
                                            .em_mm = em,
                                            .ink_mm = ink,
                                            .leading = 1.25,
                                            .chars = 6,
                                            .contrast = 12,
                                            .block = t};
}

static void good(struct world *w)
{
        struct zb_facts *blank = zb_facts_new();
        assert_non_null(blank);
        memset(w, 0, sizeof *w);
        w->f = *blank;
        zb_facts_free(blank);
        w->f.arena = NULL;
        w->f.kind = ZB_KIND_SPEC;
        w->f.width_mm = 785;
        w->f.height_mm = 1780;
        w->f.bleed_mm = w->f.bleed_reach_mm = 3;
        w->f.visible = (struct zb_rect){20, 10, 745, 1760};
        w->f.title = "智慧课堂";
        w->f.path_used = "F";
        w->f.n_authors = 5;
        w->f.n_sections = 4;
        w->spaces[0] = "DeviceCMYK";
        w->f.spaces = w->spaces;
        w->f.n_spaces = 1;
        w->f.spots = w->spots;
        w->f.total_max = 300;
        w->f.profile = "test";
        w->f.solid_k_cm2 = 90;
        w->f.line_min_mm = 0.2;
        w->f.k_only = 1;
        w->f.text_source = "live";
        w->f.chars = 419;
        w->f.keywords = 8;
        w->fonts[0] = (struct zb_fact_font){.name = "SourceHanSansCN-Regular", .embedded = true};
        w->f.fonts = w->fonts;
        w->f.n_fonts = 1;
        for (int t = 0; t < ZB_N_TIERS; t++)
                set_size(w, (enum zb_tier)t, tiers[t].pt);
        w->lines[5] = w->lines[ZB_TIER_BODY];
        w->lines[5].box.y += 50;
        w->f.lines = w->lines;
        w->f.n_lines = N_LINES;
        w->f.min_contrast = 12;
        for (int i = 0; i < N_IMAGES; i++)
                w->images[i] = (struct zb_fact_image){.box = {400, 100 + 200 * i, 300, 180},
                                                      .type = i < 5 ? "photo" : "bar",
                                                      .place = "/sections/1/figures/0",
                                                      .caption = "图注",
                                                      .source = i < 5 ? "a.jpg" : "",
                                                      .ppi_x = i < 5 ? 301 : NAN,
                                                      .ppi_y = i < 5 ? 300 : NAN,
                                                      .ai_mark_mm = NAN,
                                                      .space = "DeviceCMYK"};
        w->f.images = w->images;
        w->f.n_images = N_IMAGES;
        w->f.n_photos = 5;
        w->f.image_mm2 = 400000;
        w->f.text_mm2 = 600000;
        w->f.share = w->f.share_strict = 0.4;
        w->f.ppi_min = 300;
        w->qr[0] = (struct zb_fact_qr){.box = {600, 1600, 80, 80},
                                       .url = "https://a.cn",
                                       .place = "/qr/0",
                                       .module_mm = 2.7,
                                       .quiet_mm = 10.8};
        w->f.qr = w->qr;
        w->f.n_qr = 1;
        w->f.safe_min_mm = 22;
        w->f.overlaps = 0;
}

/* ---- ways to break it ---- */

static void size(struct world *w)
{
        w->f.width_mm = 800;
}
static void turn(struct world *w)
{
        w->f.width_mm = 1780;
        w->f.height_mm = 785;
}
static void hide(struct world *w)
{
        w->f.safe_min_mm = -4;
        w->f.safe_box = (struct zb_rect){16, 300, 60, 40};
        w->f.safe_what = "智慧";
        w->f.safe_place = "/lead";
}
static void near_edge(struct world *w)
{
        hide(w);
        w->f.safe_min_mm = 3;
}
static void no_bleed(struct world *w)
{
        w->f.bleed_mm = w->f.bleed_reach_mm = 0;
}
static void empty_bleed(struct world *w)
{
        w->f.bleed_reach_mm = 1;
}
static void low_ppi(struct world *w)
{
        w->images[2].ppi_y = 212;
}
static void few_images(struct world *w)
{
        w->f.n_images = 5;
}
static void no_images(struct world *w)
{
        w->f.images = NULL;
        w->f.n_images = w->f.n_photos = 0;
        w->f.ppi_min = NAN;
}
static void low_share(struct world *w)
{
        w->f.share = 0.31;
}
static void high_share(struct world *w)
{
        w->f.share = 0.52;
}
static void no_path(struct world *w)
{
        w->f.path_used = NULL;
}
static void photos_only(struct world *w)
{
        w->f.n_photos = N_IMAGES;
}
static void ai_unmarked(struct world *w)
{
        w->images[3].ai = true;
}
static void ai_small(struct world *w)
{
        w->images[3].ai = w->images[3].ai_marked = true;
        w->images[3].ai_mark_mm = 8;
}
static void few_words(struct world *w)
{
        w->f.chars = 389;
}
static void many_words(struct world *w)
{
        w->f.chars = 801;
}
static void no_keywords(struct world *w)
{
        w->f.keywords = 0;
}
static void lacking(struct world *w)
{
        w->f.missing_glyphs = 2;
        w->f.missing_text = "😀";
        w->f.missing_box = (struct zb_rect){77, 1, 2, 2};
        w->f.missing_place = "/lead";
}
static void faint(struct world *w)
{
        w->lines[ZB_TIER_CAPTION].contrast = 2.1;
}
static void piled(struct world *w)
{
        w->f.overlaps = 3;
        w->f.overlap_box = (struct zb_rect){33, 1, 2, 2};
        w->f.overlap_a = "甲";
        w->f.overlap_b = "乙";
        w->f.overlap_place = "/lead";
}
static void marked_title(struct world *w)
{
        w->f.title = "《智慧课堂》案例";
}
static void six_authors(struct world *w)
{
        w->f.n_authors = 6;
}
static void other_font(struct world *w)
{
        w->fonts[1].name = "MicrosoftYaHei";
        w->f.n_fonts = 2;
}
static void cousin(struct world *w)
{
        w->fonts[0].name = "NotoSansCJKsc-Regular";
}
/* Sizes: 8 cm by ink of Heavy is 239 pt, so 280 pt is right in cm and wrong in pt; 460 pt is 15.4 cm, wrong
 * in both; 360 pt is right in pt and 12.06 cm. */
static void title_cm_only(struct world *w)
{
        set_size(w, ZB_TIER_TITLE, 280);
}
static void title_pt_only(struct world *w)
{
        set_size(w, ZB_TIER_TITLE, 365);
}
static void title_small(struct world *w)
{
        set_size(w, ZB_TIER_TITLE, 200);
}
static void title_large(struct world *w)
{
        set_size(w, ZB_TIER_TITLE, 460);
}
static void heading_small(struct world *w)
{
        set_size(w, ZB_TIER_HEADING, 140);
}
static void body_small(struct world *w)
{
        set_size(w, ZB_TIER_BODY, 80);
}
static void body_cm_only(struct world *w)
{
        set_size(w, ZB_TIER_BODY, 95);
}
static void caption_large(struct world *w)
{
        set_size(w, ZB_TIER_CAPTION, 130);
}
static void note_small(struct world *w)
{
        set_size(w, ZB_TIER_NOTE, 40);
}
static void note_cm_only(struct world *w)
{
        set_size(w, ZB_TIER_NOTE, 50);
}
static void tight(struct world *w)
{
        w->f.tiers[ZB_TIER_BODY].leading_min = w->lines[ZB_TIER_BODY].leading = 1.1;
}
static void loose(struct world *w)
{
        w->f.tiers[ZB_TIER_BODY].leading_max = w->lines[5].leading = 1.74;
}
static void bad_start(struct world *w)
{
        w->lines[5].bad_start = true;
}
static void bad_end(struct world *w)
{
        w->lines[5].bad_end = true;
}
static void rgb(struct world *w)
{
        w->spaces[1] = "DeviceRGB";
        w->f.n_spaces = 2;
}
static void spot(struct world *w)
{
        w->spots[0] = "PANTONE 300 C";
        w->f.n_spots = 1;
}
static void wet(struct world *w)
{
        w->f.total_max = 340;
        w->f.total_max_box = (struct zb_rect){5, 6, 7, 8};
}
static void four_ink_black(struct world *w)
{
        w->f.k_only = 0;
        w->f.not_k_box = (struct zb_rect){44, 1, 2, 2};
        w->f.not_k_place = "/lead";
}
static void grey_black(struct world *w)
{
        w->f.solid_k_cm2 = 400;
        w->f.solid_k_box = (struct zb_rect){9, 1, 2, 2};
}
static void hairline(struct world *w)
{
        w->f.line_min_mm = 0.02;
        w->f.line_min_box = (struct zb_rect){8, 1, 2, 2};
}
static void small_code(struct world *w)
{
        w->qr[0].module_mm = 1.1;
}
static void cramped_code(struct world *w)
{
        w->qr[0].quiet_mm = 5;
}
static void nothing(struct world *w)
{
}

static const struct broken {
        const char *id;
        void (*how)(struct world *w);
        const char *process;
        enum zb_severity severity;
        double x;         /* of the place's box, 0: the whole board */
        const char *path; /* in the spec */
        const char *says; /* in the English sentence */
} cases[] = {
        {"board.size", size, "xiezhen", ZB_ERROR, 0, "", "800 × 1780"},
        {"board.orientation", turn, "xiezhen", ZB_ADVISORY, 0, "", "landscape"},
        {"board.visible", hide, "xiezhen", ZB_ERROR, 16, "/lead", "4 mm"},
        {"board.visible", near_edge, "xiezhen", ZB_ADVISORY, 16, "/lead", "3 mm"},
        {"board.bleed", no_bleed, "offset", ZB_ERROR, 0, "", "3 mm"},
        {"board.bleed", empty_bleed, "offset", ZB_ERROR, 0, "", "only 1 mm"},
        {"image.resolution", low_ppi, "xiezhen", ZB_ERROR, 400, "/sections/1/figures/0", "212"},
        {"image.count", few_images, "xiezhen", ZB_WARNING, 0, "", "5 pictures"},
        {"image.count", no_images, "xiezhen", ZB_WARNING, 0, "", "6–8"},
        {"layout.ratio", low_share, "xiezhen", ZB_ERROR, 0, "", "0.31"},
        {"layout.ratio", high_share, "xiezhen", ZB_ERROR, 0, "", "0.52"},
        {"layout.path", no_path, "xiezhen", ZB_ERROR, 0, "", "path"},
        {"figure.infographic", photos_only, "xiezhen", ZB_WARNING, 0, "", "chart"},
        {"figure.ai", ai_unmarked, "xiezhen", ZB_ERROR, 400, "/sections/1/figures/0", "AI"},
        {"figure.ai", ai_small, "xiezhen", ZB_ADVISORY, 400, "/sections/1/figures/0", "8 mm"},
        {"text.count", few_words, "xiezhen", ZB_WARNING, 0, "", "389"},
        {"text.count", many_words, "xiezhen", ZB_WARNING, 0, "", "801"},
        {"text.emphasis", no_keywords, "xiezhen", ZB_WARNING, 0, "", "0 keywords"},
        {"text.glyphs", lacking, "xiezhen", ZB_ERROR, 77, "/lead", "😀"},
        {"text.contrast", faint, "xiezhen", ZB_WARNING, 50, "/sections/0/figures/0", "2.1"},
        {"text.overlap", piled, "xiezhen", ZB_ERROR, 33, "/lead", "3 overlaps"},
        {"title.marks", marked_title, "xiezhen", ZB_ERROR, 0, "/title", "《智慧课堂》"},
        {"authors.count", six_authors, "xiezhen", ZB_ERROR, 0, "/authors", "6 authors"},
        {"type.family", other_font, "xiezhen", ZB_ERROR, 0, "", "MicrosoftYaHei"},
        {"type.family", cousin, "xiezhen", ZB_ADVISORY, 0, "", "NotoSansCJKsc"},
        {"type.title", title_cm_only, "xiezhen", ZB_ADVISORY, 50, "/title", "280 pt"},
        {"type.title", title_pt_only, "xiezhen", ZB_ADVISORY, 50, "/title", "12.23 cm"},
        {"type.title", title_small, "xiezhen", ZB_WARNING, 50, "/title", "200 pt"},
        {"type.title", title_large, "xiezhen", ZB_WARNING, 50, "/title", "460 pt"},
        {"type.heading", heading_small, "xiezhen", ZB_WARNING, 50, "/sections/0/heading", "140 pt"},
        {"type.body", body_small, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "80 pt"},
        {"type.body", body_cm_only, "xiezhen", ZB_ADVISORY, 50, "/sections/0/text/0",
         "within the cm range only"},
        {"type.caption", caption_large, "xiezhen", ZB_WARNING, 50, "/sections/0/figures/0", "130 pt"},
        {"type.note", note_small, "xiezhen", ZB_WARNING, 50, "/notes/0", "40 pt"},
        {"type.note", note_cm_only, "xiezhen", ZB_ADVISORY, 50, "/notes/0", "50 pt"},
        {"type.leading", tight, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "1.1 em"},
        {"type.leading", loose, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "1.74 em"},
        {"type.kinsoku", bad_start, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "begins"},
        {"type.kinsoku", bad_end, "xiezhen", ZB_WARNING, 50, "/sections/0/text/0", "ends"},
        {"colour.mode", rgb, "xiezhen", ZB_ERROR, 0, "", "DeviceRGB"},
        {"colour.mode", spot, "xiezhen", ZB_ADVISORY, 0, "", "PANTONE 300 C"},
        {"ink.total", wet, "xiezhen", ZB_ERROR, 5, "", "340"},
        {"ink.black", four_ink_black, "xiezhen", ZB_WARNING, 44, "/lead", "several inks"},
        {"ink.black", grey_black, "penhui", ZB_WARNING, 9, "", "400 cm²"},
        {"ink.line", hairline, "offset", ZB_WARNING, 8, "", "0.02 mm"},
        {"qr.module", small_code, "xiezhen", ZB_WARNING, 600, "/qr/0", "1.1 mm"},
        {"qr.module", cramped_code, "xiezhen", ZB_WARNING, 600, "/qr/0", "1.9 modules"},
        {"waiver.unused", nothing, "xiezhen", ZB_ADVISORY, 0, "/waive/0", "text.cuont"},
};
enum { N_CASES = sizeof cases / sizeof *cases };

static struct zb_findings *judge(const struct zb_facts *f, const char *standard, const char *process,
                                 const struct zb_rule_waiver *waivers, size_t n)
{
        struct zb_standard *s = NULL;
        struct zb_process *p = NULL;
        struct zb_findings *found = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_standard_load(LAYOUTS, standard, &s, &err), ZB_OK);
        assert_int_equal(zb_process_load(LAYOUTS, process, &p, &err), ZB_OK);
        assert_int_equal(zb_rules_run(f, s, p, waivers, n, &found, &err), ZB_OK);
        /* The findings borrow the clauses' words: keep only what the tests look at. */
        for (size_t i = 0; i < found->n; i++)
                found->items[i].rule = zb_arena_strdup(found->arena, found->items[i].rule);
        zb_standard_free(s);
        zb_process_free(p);
        return found;
}

static const struct zb_finding *find(const struct zb_findings *found, const char *id)
{
        for (size_t i = 0; i < found->n; i++)
                if (strcmp(found->items[i].rule, id) == 0)
                        return &found->items[i];
        return NULL;
}

static void a_good_board_keeps_every_rule(void **state)
{
        static const char *const processes[] = {"xiezhen", "penhui", "offset"};
        for (size_t i = 0; i < 3; i++) {
                struct world w;
                good(&w);
                struct zb_findings *found = judge(&w.f, "liaoning-2025-main", processes[i], NULL, 0);
                if (found->n > 0)
                        fail_msg("%s: %s: %s", processes[i], found->items[0].rule,
                                 found->items[0].message.en);
                assert_int_equal(zb_findings_verdict(found, true), ZB_PASS);
                zb_findings_free(found);
        }
}

static void check_case(const struct broken *b)
{
        struct world w;
        good(&w);
        b->how(&w);
        const struct zb_rule_waiver waiver = {"text.cuont", "because"};
        bool waiving = strcmp(b->id, "waiver.unused") == 0;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", b->process, &waiver, waiving);
        const struct zb_finding *f = find(found, b->id);
        if (!f)
                fail_msg("%s (%s): nothing found", b->id, b->says);
        if (f->severity != b->severity || f->box.x != b->x || strcmp(f->path, b->path) != 0 ||
            !strstr(f->message.en, b->says))
                fail_msg("%s (%s): %s at %g %s: %s", b->id, b->says, zb_severity_names[f->severity], f->box.x,
                         f->path, f->message.en);
        if (!*f->message.zh || !*f->fix.zh || !*f->fix.en)
                fail_msg("%s: a sentence is missing", b->id);
        if (isnan(f->measured) && !*f->measured_text.en)
                fail_msg("%s: nothing measured", b->id);
        zb_findings_free(found);
}

static void every_rule_finds_its_fault(void **state)
{
        for (size_t i = 0; i < N_CASES; i++)
                check_case(&cases[i]);
}

static void every_rule_is_in_the_table(void **state)
{
        size_t n = 0;
        for (const char *const *id = zb_rule_ids(); *id; id++, n++) {
                bool here = false;
                for (size_t i = 0; i < N_CASES; i++)
                        here |= strcmp(cases[i].id, *id) == 0;
                if (!here)
                        fail_msg("%s has no case", *id);
        }
        assert_true(n > 25);
        for (size_t i = 0; i < N_CASES; i++) {
                bool known = false;
                for (const char *const *id = zb_rule_ids(); *id; id++)
                        known |= strcmp(cases[i].id, *id) == 0;
                if (!known)
                        fail_msg("%s is not in zb_rule_ids", cases[i].id);
        }
}

/* Each rule is a clause that a standard can hold, so that no rule is out of an organiser's reach. */
static void every_rule_is_a_clause(void **state)
{
        for (const char *const *id = zb_rule_ids(); *id; id++) {
                bool clause = strcmp(*id, "waiver.unused") == 0;
                for (const char *const *c = zb_clause_ids(); *c; c++)
                        clause |= strcmp(*c, *id) == 0;
                if (!clause)
                        fail_msg("%s is no clause", *id);
        }
}

static void the_unknown_never_passes_silently(void **state)
{
        static const char *const knowable[] = {"qr.module", "waiver.unused"};
        struct zb_facts *f = zb_facts_new();
        assert_non_null(f);
        f->kind = ZB_KIND_TIFF;
        struct zb_findings *found = judge(f, "liaoning-2025-main", "offset", NULL, 0);
        for (const char *const *id = zb_rule_ids(); *id; id++) {
                const struct zb_finding *one = find(found, *id);
                bool skip = strcmp(*id, knowable[0]) == 0 || strcmp(*id, knowable[1]) == 0;
                if (!one && !skip)
                        fail_msg("%s passed silently", *id);
                if (one && (one->severity != ZB_ADVISORY || !strstr(one->message.en, "cannot be known")))
                        fail_msg("%s: %s", *id, one->message.en);
        }
        zb_findings_free(found);
        zb_facts_free(f);
}

static void a_spec_is_never_unknown(void **state)
{
        struct zb_facts *f = zb_facts_new();
        assert_non_null(f);
        struct zb_findings *found = judge(f, "liaoning-2025-main", "offset", NULL, 0);
        for (size_t i = 0; i < found->n; i++)
                assert_null(strstr(found->items[i].message.en, "cannot be known"));
        zb_findings_free(found);
        zb_facts_free(f);
}

static void waivers(void **state)
{
        struct world w;
        good(&w);
        low_ppi(&w);
        few_words(&w);
        const struct zb_rule_waiver some[] = {{"image.resolution", "历史照片"}, {"board.size", "?"}};
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "xiezhen", some, 2);
        assert_int_equal(found->n, 3);
        assert_int_equal(zb_findings_count(found, ZB_ERROR), 0);
        assert_int_equal(zb_findings_count(found, ZB_WARNING), 1);
        assert_int_equal(zb_findings_count(found, ZB_ADVISORY), 1);
        assert_int_equal(zb_findings_verdict(found, false), ZB_PASS_ADVISORY);
        assert_int_equal(zb_findings_verdict(found, true), ZB_FAIL);
        /* worst first, the waived last */
        assert_string_equal(found->items[0].rule, "text.count");
        assert_string_equal(found->items[1].rule, "waiver.unused");
        assert_string_equal(found->items[2].rule, "image.resolution");
        assert_string_equal(found->items[2].waived, "历史照片");
        zb_findings_free(found);
}

static void remarks_are_advisories(void **state)
{
        struct world w;
        good(&w);
        w.remarks[0] = (struct zb_fact_remark){
                "type.body", "/sections/2", {"正文缩小了", "the body was reduced"}, {"删字", "cut"}};
        w.f.remarks = w.remarks;
        w.f.n_remarks = 1;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "xiezhen", NULL, 0);
        assert_int_equal(found->n, 1);
        assert_string_equal(found->items[0].rule, "type.body");
        assert_int_equal(found->items[0].severity, ZB_ADVISORY);
        assert_string_equal(found->items[0].path, "/sections/2");
        zb_findings_free(found);
}

static void many_of_a_kind_are_summed_up(void **state)
{
        struct world w;
        static struct zb_fact_line lines[40];
        good(&w);
        for (int i = 0; i < 40; i++) {
                lines[i] = w.lines[ZB_TIER_CAPTION];
                lines[i].contrast = 1.5;
                lines[i].block = i;
        }
        w.f.lines = lines;
        w.f.n_lines = 40;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "xiezhen", NULL, 0);
        assert_int_equal(found->n, 11);
        zb_findings_free(found);
}

static void a_feature_board_is_asked_for_less(void **state)
{
        struct world w;
        good(&w);
        size(&w);
        few_words(&w);
        low_share(&w);
        marked_title(&w);
        struct zb_findings *found = judge(&w.f, "feature-board", "xiezhen", NULL, 0);
        assert_int_equal(found->n, 1);
        assert_string_equal(found->items[0].rule, "title.marks");
        zb_findings_free(found);
}

static void limits_themselves_pass(void **state)
{
        struct world w;
        good(&w);
        set_size(&w, ZB_TIER_BODY, 110);
        set_size(&w, ZB_TIER_NOTE, 55);
        set_size(&w, ZB_TIER_TITLE, 300);
        w.f.chars = 800;
        w.f.share = 0.35;
        w.f.width_mm = 786;
        w.f.tiers[ZB_TIER_BODY].leading_min = 1.2;
        w.f.tiers[ZB_TIER_BODY].leading_max = 1.5;
        w.images[0].ppi_x = 299.6;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "xiezhen", NULL, 0);
        if (found->n > 0)
                fail_msg("%s: %s", found->items[0].rule, found->items[0].message.en);
        zb_findings_free(found);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_good_board_keeps_every_rule),
                cmocka_unit_test(every_rule_finds_its_fault),
                cmocka_unit_test(every_rule_is_in_the_table),
                cmocka_unit_test(every_rule_is_a_clause),
                cmocka_unit_test(the_unknown_never_passes_silently),
                cmocka_unit_test(a_spec_is_never_unknown),
                cmocka_unit_test(waivers),
                cmocka_unit_test(remarks_are_advisories),
                cmocka_unit_test(many_of_a_kind_are_summed_up),
                cmocka_unit_test(a_feature_board_is_asked_for_less),
                cmocka_unit_test(limits_themselves_pass),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
