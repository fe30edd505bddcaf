/* SPDX-License-Identifier: Apache-2.0 */
/* Boards that keep every rule. */
#include "rules_world.h"

#define LAYOUTS ZB_SOURCE_DIR "/layouts"

static const struct {
        double pt, factor;
        const char *text, *place;
} tiers[ZB_N_TIERS] = {{310, 0.950, "智慧课堂", "/title"},
                       {190, 0.933, "课前导学", "/sections/0/heading"},
                       {112, 0.912, "老师用平台备课", "/sections/0/text/0"},
                       {75, 0.92, "课堂实录", "/sections/0/figures/0"},
                       {56, 0.912, "数据来自学校", "/notes/0"}};

void set_size(struct world *w, enum zb_tier t, double pt)
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

void good(struct world *w)
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
        w->spaces[0] = ZB_SPACE_CMYK;
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
                                                      .space = ZB_SPACE_CMYK};
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

/* The same board as a PDF made elsewhere. */
void good_pdf(struct world *w)
{
        good(w);
        w->f.kind = ZB_KIND_PDF;
        w->f.container.bytes = 12e6;
        w->f.container.n_pages = 1;
        w->f.container.boxes_declared = true;
        w->f.trim = (struct zb_rect){0, 0, 785, 1780};
        w->f.pdf = (struct zb_fact_pdf){.known = true,
                                        .claims = "PDF/X-4",
                                        .n_intents = 1,
                                        .intent = "FOGRA39",
                                        .intent_profile = "FOGRA39",
                                        .intent_components = 4,
                                        .objects = w->objects};
        for (int i = 0; i < N_IMAGES; i++)
                w->images[i].stretch = w->images[i].upsampled = 1, w->images[i].quality = 92,
                w->images[i].same = (uint64_t)(i + 1), w->images[i].source = i < 5 ? "Im1" : "";
        w->f.survey.known = true;
        w->f.survey.blank = 0.2;
        w->f.survey.ink_cm2[100] = 13112;
        w->f.survey.print_w = PRINT_W;
        w->f.survey.print_h = PRINT_H;
        for (size_t i = 0; i < sizeof w->print; i++)
                w->print[i] = (uint8_t)(i % 3 ? 255 : 200); /* a light blue ground */
        w->f.survey.print = w->print;
        w->qr[0].contrast = 18;
}

/* A file of pixels: nothing is known about words and pictures. */
void good_tiff(struct world *w)
{
        good_pdf(w);
        w->f.kind = ZB_KIND_TIFF;
        w->f.pdf = (struct zb_fact_pdf){0};
        w->f.raster = (struct zb_fact_raster){.known = true,
                                              .px_w = 9272,
                                              .px_h = 21024,
                                              .bits = 8,
                                              .channels = 4,
                                              .ppi_x = 300,
                                              .ppi_y = 300,
                                              .mode = "CMYK",
                                              .compression = "LZW",
                                              .composite = -1};
        w->f.text_source = "none";
        w->f.chars = w->f.n_lines = w->f.n_fonts = w->f.n_images = w->f.n_photos = 0;
        w->f.keywords = w->f.k_only = w->f.overlaps = w->f.n_authors = w->f.n_sections = -1;
        w->f.title = w->f.path_used = NULL;
        w->f.min_contrast = w->f.safe_min_mm = w->f.solid_k_cm2 = w->f.line_min_mm = NAN;
        w->f.image_mm2 = w->f.text_mm2 = w->f.share = w->f.share_strict = w->f.ppi_min = NAN;
        for (int t = 0; t < ZB_N_TIERS; t++)
                w->f.tiers[t] = (struct zb_fact_tier){.ink_cm = NAN,
                                                      .em_cm = NAN,
                                                      .pt = NAN,
                                                      .leading = NAN,
                                                      .ink_cm_min = NAN,
                                                      .ink_cm_max = NAN,
                                                      .pt_min = NAN,
                                                      .pt_max = NAN,
                                                      .leading_min = NAN,
                                                      .leading_max = NAN};
}

void good_psd(struct world *w)
{
        good_pdf(w);
        w->f.kind = ZB_KIND_PSD;
        w->f.container.bytes = 90e6;
        w->f.pdf = (struct zb_fact_pdf){0};
        w->f.raster = (struct zb_fact_raster){.known = true,
                                              .px_w = 9272,
                                              .px_h = 21024,
                                              .bits = 8,
                                              .channels = 4,
                                              .ppi_x = 300,
                                              .ppi_y = 300,
                                              .mode = "CMYK",
                                              .composite = 1};
        for (int i = 0; i < 3; i++)
                w->layers[i] = (struct zb_fact_layer){.name = i ? "标题" : "底图",
                                                      .kind = i ? "text" : "pixels",
                                                      .box = {30 + i, 40, 100, 100},
                                                      .visible = true,
                                                      .printing = true,
                                                      .blend = "Normal"};
        w->f.layers = w->layers;
        w->f.n_layers = 3;
}

struct zb_findings *judge(const struct zb_facts *f, const char *standard, const char *process,
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

const struct zb_finding *find(const struct zb_findings *found, const char *id)
{
        for (size_t i = 0; i < found->n; i++)
                if (strcmp(found->items[i].rule, id) == 0)
                        return &found->items[i];
        return NULL;
}
