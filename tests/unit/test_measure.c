/* SPDX-License-Identifier: Apache-2.0 */
/* Scenes built by hand, whose figures are known beforehand, and what is measured on them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>
#include <unistd.h>

#include <cmocka.h>

#include "measure.h"

static struct zb_fonts *fonts;
static struct zb_profile *profile;
static struct zb_picture *picture;
static char picture_path[64];

static const struct zb_ink white = {0, 0, 0, 0}, k90 = {0, 0, 0, 0.9f}, blue = {0.92f, 0.62f, 0.04f, 0.04f};

/* 600 × 400 pixels of 90 % of each ink. */
static void make_picture(void)
{
        snprintf(picture_path, sizeof picture_path, "/tmp/zb-measure-XXXXXX");
        int fd = mkstemp(picture_path);
        assert_true(fd >= 0);
        close(fd);
        TIFF *tif = TIFFOpen(picture_path, "w");
        assert_non_null(tif);
        TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, (uint32_t)600);
        TIFFSetField(tif, TIFFTAG_IMAGELENGTH, (uint32_t)400);
        TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, 8);
        TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, 4);
        TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_SEPARATED);
        TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
        uint8_t row[4 * 600];
        memset(row, 230, sizeof row);
        for (uint32_t y = 0; y < 400; y++)
                assert_int_equal(TIFFWriteScanline(tif, row, y, 0), 1);
        TIFFClose(tif);
}

static int open_all(void **state)
{
        struct zb_err err = {0};
        make_picture();
        if (zb_picture_init("test_measure", &err) || zb_fonts_open(ZB_SOURCE_DIR "/fonts", &fonts, &err) ||
            zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &profile, &err) ||
            zb_picture_open(picture_path, &picture, &err)) {
                fprintf(stderr, "%s: %s\n", err.place, err.en);
                return -1;
        }
        return 0;
}

static int close_all(void **state)
{
        zb_picture_free(picture);
        zb_profile_free(profile);
        zb_fonts_free(fonts);
        zb_picture_fini();
        unlink(picture_path);
        return 0;
}

/* ---- building ---- */

static struct zb_scene *board(void)
{
        struct zb_scene *scene = zb_scene_new(785, 1780, 3);
        assert_non_null(scene);
        scene->visible = (struct zb_rect){20, 10, 745, 1760};
        scene->title = "智慧课堂";
        scene->path_used = "F";
        scene->fonts = fonts;
        return scene;
}

static void rect(struct zb_scene *scene, struct zb_rect r, struct zb_paint fill)
{
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_SHAPE, ZB_LAYER_BACKGROUND);
        item->box = r;
        item->shape.fill = fill;
        zb_path_rect(scene->arena, &item->shape.path, r);
}

struct words {
        enum zb_tier tier;
        enum zb_weight weight;
        double em_mm, leading, measure_mm, x, y;
        struct zb_ink ink, under;
        const char *parts[4]; /* every second one is a keyword */
        const char *place;
};

static size_t words(struct zb_scene *scene, const struct words *w)
{
        struct zb_span spans[4];
        struct zb_text_style styles[4];
        size_t n = 0;
        for (; n < 4 && w->parts[n]; n++) {
                bool keyword = n % 2;
                const struct zb_face *face = zb_fonts_face(fonts, keyword ? ZB_BOLD : w->weight);
                spans[n] = (struct zb_span){w->parts[n], strlen(w->parts[n]), face, keyword};
                styles[n] = (struct zb_text_style){face, keyword ? blue : w->ink, keyword};
        }
        struct zb_para *para = NULL;
        struct zb_err err = {0};
        const struct zb_para_spec spec = {.spans = spans,
                                          .n_spans = n,
                                          .em_mm = w->em_mm,
                                          .measure_mm = w->measure_mm > 0 ? w->measure_mm : INFINITY,
                                          .align = ZB_LEFT};
        assert_int_equal(zb_para_set(scene->arena, &spec, &para, NULL, &err), ZB_OK);
        const struct zb_text like = {.tier = w->tier,
                                     .role = "body",
                                     .leading = w->leading,
                                     .styles = styles,
                                     .n_styles = n,
                                     .under = {w->under, w->under},
                                     .place = w->place ? w->place : ""};
        return zb_scene_add_para(scene, ZB_LAYER_TEXT, 0, "文字", para, w->x, w->y, &like);
}

static void figure(struct zb_scene *scene, const char *type, struct zb_rect box, struct zb_rect crop)
{
        struct zb_scene_figure *f = zb_scene_add_figure(scene);
        f->type = type;
        f->box = box;
        f->caption = "图";
        f->place = "/sections/0/figures/0";
        if (crop.w <= 0)
                return;
        f->picture = picture;
        f->crop = crop;
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_PICTURE, ZB_LAYER_PICTURES);
        item->box = box;
        item->picture = (struct zb_placed){picture, crop, 7};
}

static struct zb_facts *measured(struct zb_scene *scene)
{
        struct zb_facts *f = NULL;
        struct zb_err err = {0};
        assert_false(zb_arena_failed(scene->arena));
        if (zb_measure(scene, NULL, &(struct zb_measure_options){.profile = profile, .max_total = 300}, &f,
                       &err) != ZB_OK)
                fail_msg("%s: %s", err.place, err.en);
        zb_scene_free(scene); /* facts live on their own */
        return f;
}

static bool about(double a, double b, double tolerance)
{
        return fabs(a - b) <= tolerance;
}

/* ---- text ---- */

static void sizes_by_tier(void **state)
{
        struct zb_scene *s = board();
        words(s, &(struct words){.tier = ZB_TIER_TITLE,
                                 .weight = ZB_HEAVY,
                                 .em_mm = 105.9,
                                 .leading = 1.1,
                                 .x = 60,
                                 .y = 60,
                                 .parts = {"智慧课堂"},
                                 .ink = k90});
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.22,
                                 .measure_mm = 350,
                                 .x = 60,
                                 .y = 300,
                                 .ink = k90,
                                 .parts = {"老师先在平台上备课，学生在家看微课，课堂上再分组讨论。"}});
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 33.5,
                                 .leading = 1.3,
                                 .x = 60,
                                 .y = 800,
                                 .parts = {"短句"},
                                 .ink = k90});
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.3,
                                 .x = 60,
                                 .y = 900,
                                 .parts = {"短句"},
                                 .ink = k90});
        struct zb_facts *f = measured(s);
        const struct zb_fact_tier *title = &f->tiers[ZB_TIER_TITLE], *body = &f->tiers[ZB_TIER_BODY];
        assert_int_equal(title->chars, 4);
        assert_int_equal(title->lines, 1);
        assert_true(about(title->em_cm, 10.59, 1e-9) && about(title->pt, 300.19, 0.01));
        assert_true(about(title->ink_cm, 10.59 * 0.950, 0.03));
        assert_true(isnan(title->leading_min));
        assert_true(about(title->leading, 1.1, 1e-9));
        assert_int_equal(body->chars,
                         zb_count_chars("老师先在平台上备课，学生在家看微课，课堂上再分组讨论。") + 4);
        assert_true(body->lines >= 5);
        assert_true(about(body->em_cm, 3.89, 1e-9));
        assert_true(about(body->pt_min, zb_pt_of_mm(33.5), 1e-9) &&
                    about(body->pt_max, zb_pt_of_mm(38.9), 1e-9));
        assert_true(about(body->leading, 1.22, 1e-6) && about(body->leading_max, 1.22, 1e-6));
        assert_true(isnan(f->tiers[ZB_TIER_NOTE].ink_cm));
        assert_int_equal(f->chars, title->chars + body->chars);
        assert_string_equal(f->text_source, "live");
        assert_int_equal(f->n_fonts, 2);
        assert_true(f->fonts[0].embedded);
        assert_int_equal(f->missing_glyphs, 0);
        zb_facts_free(f);
}

/* Text items by hand: lines of one block, with the glyphs' spans as given. */
static void line(struct zb_scene *scene, int block, const char *text, double y)
{
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_TEXT, ZB_LAYER_TEXT);
        struct zb_text_style *style = zb_arena_array(scene->arena, 1, sizeof *style);
        struct zb_glyph *glyph = zb_arena_array(scene->arena, 1, sizeof *glyph);
        assert_true(style && glyph);
        *style = (struct zb_text_style){zb_fonts_face(fonts, ZB_REGULAR), k90, false};
        *glyph = (struct zb_glyph){.gid = 500, .text_len = 1};
        item->box = (struct zb_rect){60, y, 300, 48};
        item->text = (struct zb_text){.tier = ZB_TIER_BODY,
                                      .role = "body",
                                      .em_mm = 40,
                                      .leading = 1.2,
                                      .x_mm = 60,
                                      .baseline_mm = y + 39.2,
                                      .utf8 = text,
                                      .glyphs = glyph,
                                      .n_glyphs = 1,
                                      .styles = style,
                                      .n_styles = 1,
                                      .block = block,
                                      .place = "/lead"};
}

static void counted_by_paragraph(void **state)
{
        static const struct {
                const char *lines[3];
                size_t chars;
        } cases[] = {
                {{"国家智慧", "教育平台"}, 8},
                {{"AI", "lesson"}, 2}, /* broken at a space */
                {{"see 50%,", "then"}, 3},
                {{"2024-", "2025学年"}, 3}, /* one run, broken behind its hyphen */
                {{"用AI", "备课"}, 4},
                {{"一，", "二"}, 3},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_scene *s = board();
                for (int k = 0; cases[i].lines[k]; k++)
                        line(s, 0, cases[i].lines[k], 100 + 48 * k);
                line(s, 1, "完", 500);
                struct zb_facts *f = measured(s);
                if (f->chars != cases[i].chars + 1)
                        fail_msg("%s|%s: %zu", cases[i].lines[0], cases[i].lines[1], f->chars);
                zb_facts_free(f);
        }
}

static void forbidden_line_edges(void **state)
{
        struct zb_scene *s = board();
        line(s, 0, "他说（", 100);
        line(s, 0, "，好的。", 148);
        line(s, 1, "，新的一段", 300); /* the first of a paragraph: not a break */
        line(s, 2, "“引文”", 400);
        struct zb_facts *f = measured(s);
        assert_true(f->lines[0].bad_end && !f->lines[0].bad_start);
        assert_true(f->lines[1].bad_start && !f->lines[1].bad_end);
        assert_false(f->lines[2].bad_start || f->lines[3].bad_start || f->lines[3].bad_end);
        assert_true(about(f->lines[0].leading, 1.2, 1e-9));
        zb_facts_free(f);
}

static void keywords_and_missing(void **state)
{
        struct zb_scene *s = board();
        /* broken inside the keyword or not: one run each */
        size_t lines =
                words(s, &(struct words){.tier = ZB_TIER_BODY,
                                         .em_mm = 38.9,
                                         .leading = 1.2,
                                         .measure_mm = 120,
                                         .x = 60,
                                         .y = 300,
                                         .ink = k90,
                                         .parts = {"我们用", "国家智慧教育平台", "备课，用", "人工智能"},
                                         .place = "/lead"});
        assert_true(lines > 4);
        words(s, &(struct words){.tier = ZB_TIER_NOTE,
                                 .em_mm = 20,
                                 .leading = 1.2,
                                 .x = 60,
                                 .y = 1200,
                                 .ink = k90,
                                 .parts = {"没有"}});
        struct zb_item *last = &s->items[s->n_items - 1];
        ((struct zb_glyph *)last->text.glyphs)[1].gid = 0;
        struct zb_facts *f = measured(s);
        assert_int_equal(f->keywords, 2);
        assert_int_equal(f->missing_glyphs, 1);
        assert_string_equal(f->missing_text, "有");
        assert_int_equal(f->chars, 3 + 8 + 4 + 4 + 2);
        zb_facts_free(f);
}

static void contrast_from_what_lies_under(void **state)
{
        struct zb_scene *s = board();
        rect(s, (struct zb_rect){50, 290, 300, 70}, zb_paint_solid((struct zb_ink){0, 0.38f, 0.92f, 0}));
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.2,
                                 .x = 60,
                                 .y = 100,
                                 .ink = k90,
                                 .under = white,
                                 .parts = {"黑字"}});
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.2,
                                 .x = 60,
                                 .y = 300,
                                 .ink = white,
                                 .under = {0, 0.38f, 0.92f, 0},
                                 .parts = {"白字"},
                                 .place = "/lead"});
        struct zb_facts *f = measured(s);
        assert_true(f->lines[0].contrast > 7);
        assert_true(f->lines[1].contrast < 3);
        assert_true(f->min_contrast == f->lines[1].contrast);
        assert_string_equal(f->min_contrast_text, "白字");
        assert_string_equal(f->min_contrast_place, "/lead");
        zb_facts_free(f);
}

/* ---- pictures ---- */

/* Body text 38.9 mm high in K90 over paper, with something under it. */
static double contrast_over(struct zb_rect r, struct zb_paint paint)
{
        struct zb_scene *s = board();
        rect(s, r, paint);
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.2,
                                 .x = 60,
                                 .y = 100,
                                 .ink = k90,
                                 .under = white, /* what it says must not matter */
                                 .parts = {"国家智慧教育平台"}});
        struct zb_facts *f = measured(s);
        double contrast = f->min_contrast;
        zb_facts_free(f);
        return contrast;
}

/* What counts is what is printed: a dark blob under one stroke is found although the composer declared paper,
 * a speck smaller than a stroke is not, and neither is what lies beside the glyphs. */
static void contrast_is_read_off_the_pixels(void **state)
{
        const struct zb_paint dark = zb_paint_solid((struct zb_ink){0, 0, 0, 0.7f});
        double paper = contrast_over((struct zb_rect){0, 0, 785, 1780}, zb_paint_solid(white));
        assert_true(paper > 7);
        assert_true(contrast_over((struct zb_rect){150, 110, 16, 16}, dark) < 3);
        assert_true(contrast_over((struct zb_rect){150, 118, 3, 3}, dark) > 7);
        assert_true(contrast_over((struct zb_rect){150, 160, 60, 60}, dark) > 7);
        assert_true(contrast_over((struct zb_rect){60, 60, 400, 38}, dark) > 7);
        /* a veil, and a gradient that is dark at the far end of the line alone */
        assert_true(contrast_over((struct zb_rect){0, 90, 785, 60}, zb_paint_alpha(dark.a, 0.5)) < 6);
        const struct zb_paint fade = zb_paint_linear(white, dark.a, 250, 0, 330, 0);
        assert_true(contrast_over((struct zb_rect){0, 90, 785, 60}, fade) < 3);
}

/* A photograph under the text is rendered as it is printed. */
static void contrast_over_a_photograph(void **state)
{
        struct zb_scene *s = board();
        figure(s, "photo", (struct zb_rect){40, 90, 600, 400}, (struct zb_rect){0, 0, 600, 400});
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.2,
                                 .x = 60,
                                 .y = 200,
                                 .ink = k90,
                                 .under = white,
                                 .parts = {"黑字压在照片上"}});
        struct zb_facts *f = measured(s);
        assert_true(f->min_contrast < 4.5);
        zb_facts_free(f);
}

static void image_to_text(void **state)
{
        struct zb_scene *s = board();
        figure(s, "bar", (struct zb_rect){400, 100, 300, 200}, (struct zb_rect){0});
        figure(s, "bar", (struct zb_rect){400, 200, 300, 200}, (struct zb_rect){0}); /* half over the first */
        figure(s, "bar", (struct zb_rect){700, 1700, 300, 300},
               (struct zb_rect){0}); /* 65 × 70 of it is visible */
        line(s, 0, "第一行", 500);   /* 300 × 48 */
        line(s, 0, "第二行", 548);
        struct zb_facts *f = measured(s);
        double image = 300 * 300 + 65 * 70, text = 2 * 300 * 48;
        assert_true(about(f->image_mm2, image, 1e-6));
        assert_true(about(f->text_mm2, text, 1e-6));
        assert_true(about(f->share, image / (image + text), 1e-9));
        assert_true(about(f->share_strict, f->share, 1e-9));
        assert_int_equal(f->n_images, 3);
        assert_int_equal(f->n_photos, 0);
        assert_true(isnan(f->ppi_min));
        zb_facts_free(f);

        s = board();
        figure(s, "bar", (struct zb_rect){50, 90, 400, 400}, (struct zb_rect){0});
        line(s, 0, "图上的字", 100);
        f = measured(s);
        assert_true(about(f->share, 160000.0 / (160000 + 14400), 1e-9));
        assert_true(about(f->share_strict, (160000.0 - 14400) / 160000, 1e-9));
        assert_int_equal(f->overlaps, 0); /* wholly on the picture */
        zb_facts_free(f);
}

static void effective_resolution(void **state)
{
        struct zb_scene *s = board();
        figure(s, "photo", (struct zb_rect){100, 100, 50.8, 25.4},
               (struct zb_rect){0, 0, 600, 300}); /* 300 × 300 */
        figure(s, "photo", (struct zb_rect){100, 300, 50.8, 25.4},
               (struct zb_rect){0, 0, 600, 200}); /* 300 × 200 */
        struct zb_facts *f = measured(s);
        assert_int_equal(f->n_photos, 2);
        assert_true(about(f->images[0].ppi_x, 300, 1e-9) && about(f->images[0].ppi_y, 300, 1e-9));
        assert_true(about(f->images[0].source_ppi, 300, 1e-9) && about(f->images[1].source_ppi, 200, 1e-9));
        assert_true(about(f->images[1].ppi_y, 200, 1e-9) && about(f->ppi_min, 200, 1e-9));
        assert_int_equal(f->images[1].px_h, 200);
        assert_string_equal(f->images[0].source, strrchr(picture_path, '/') + 1);
        zb_facts_free(f);
}

/* What is printed is what the outputs hold; what the picture would give is known beside it. */
static void resolution_of_outputs(void **state)
{
        static const struct {
                double output, printed;
        } cases[] = {{0, 300}, {72, 300}, {300, 300}, {400, 400}, {1200, 600}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_scene *s = board();
                figure(s, "photo", (struct zb_rect){100, 100, 25.4, 12.7}, (struct zb_rect){0, 0, 600, 300});
                struct zb_facts *f = NULL;
                struct zb_err err = {0};
                const struct zb_measure_options o = {profile, 300, cases[i].output};
                assert_int_equal(zb_measure(s, NULL, &o, &f, &err), ZB_OK);
                assert_true(about(f->images[0].source_ppi, 600, 1e-9));
                assert_true(about(f->ppi_min, cases[i].printed, 1e-9));
                zb_scene_free(s);
                zb_facts_free(f);
        }
}

static void ai_marks(void **state)
{
        struct zb_scene *s = board();
        figure(s, "photo", (struct zb_rect){100, 100, 400, 300}, (struct zb_rect){0, 0, 400, 300});
        figure(s, "photo", (struct zb_rect){100, 600, 400, 300}, (struct zb_rect){0, 0, 400, 300});
        s->figures[0].ai = s->figures[1].ai = true;
        words(s, &(struct words){.tier = ZB_TIER_CAPTION,
                                 .em_mm = 25,
                                 .leading = 1.2,
                                 .x = 110,
                                 .y = 360,
                                 .ink = white,
                                 .under = k90,
                                 .parts = {"AI生成"}});
        words(s, &(struct words){.tier = ZB_TIER_NOTE,
                                 .em_mm = 20,
                                 .leading = 1.2,
                                 .x = 110,
                                 .y = 1000,
                                 .ink = k90,
                                 .parts = {"图二由AI生成"}});
        struct zb_facts *f = measured(s);
        assert_true(f->images[0].ai && f->images[0].ai_marked);
        assert_true(about(f->images[0].ai_mark_mm, 25 * 0.912, 0.3));
        assert_true(f->images[1].ai && !f->images[1].ai_marked);
        zb_facts_free(f);
}

/* ---- ink ---- */

static double total_of(struct zb_scene *s, struct zb_rect *ret_where)
{
        struct zb_facts *f = measured(s);
        double total = f->total_max;
        *ret_where = f->total_max_box;
        assert_true(f->survey.known && f->survey.cols > 0 && f->survey.rows > 0);
        zb_facts_free(f);
        return total;
}

static void total_ink(void **state)
{
        const struct zb_ink i200 = {0.5f, 0.5f, 0.5f, 0.5f}, i300 = {0.75f, 0.75f, 0.75f, 0.75f},
                            full = {1, 1, 1, 1};
        const struct zb_rect box = {100, 100, 100, 100}, inside = {120, 120, 50, 50},
                             apart = {400, 400, 50, 50};
        const double near = 1; /* four plates of eight bits, dithered */
        struct zb_rect where;
        struct zb_scene *s = board();
        rect(s, box, zb_paint_solid(i200));
        assert_true(about(total_of(s, &where), 200, near));
        assert_true(about(where.x, 100, 5.1) && about(where.y, 100, 5.1) && about(where.w, 100, 10.1));
        /* half of 300 over 200, and half of 300 over paper */
        s = board();
        rect(s, box, zb_paint_solid(i200));
        rect(s, inside, zb_paint_alpha(i300, 0.5));
        assert_true(about(total_of(s, &where), 250, near));
        assert_true(zb_rect_contains(zb_rect_inset(inside, -5.1, -5.1), where, 0));
        s = board();
        rect(s, box, zb_paint_solid(i200));
        rect(s, apart, zb_paint_alpha(i300, 0.5));
        assert_true(about(total_of(s, &where), 200, near));
        /* what something opaque hides does not count */
        s = board();
        rect(s, box, zb_paint_solid(i200));
        rect(s, box, zb_paint_solid((struct zb_ink){0, 0, 0, 0.5f}));
        rect(s, inside, zb_paint_alpha(i300, 0.8));
        assert_true(about(total_of(s, &where), 250, near));
        /* a gradient counts where the item is */
        s = board();
        rect(s, box, zb_paint_linear(white, full, 100, 0, 300, 0));
        assert_true(about(total_of(s, &where), 200, 4));
        s = board();
        rect(s, box, zb_paint_linear(full, white, 150, 0, 300, 0));
        assert_true(about(total_of(s, &where), 400, near));
        /* strokes of text that are wider than a patch; a speck of half a millimetre is no place that dries
         * badly */
        s = board();
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 80,
                                 .leading = 1.2,
                                 .x = 60,
                                 .y = 100,
                                 .ink = i300,
                                 .parts = {"字"}});
        assert_true(about(total_of(s, &where), 300, near));
        s = board();
        rect(s, (struct zb_rect){100, 100, 0.5, 0.5}, zb_paint_solid(full));
        assert_true(total_of(s, &where) < 60);
        /* a picture of 360 % is held to the limit, and so is what a veil over it lets through */
        s = board();
        figure(s, "photo", (struct zb_rect){100, 100, 60, 40}, (struct zb_rect){0, 0, 600, 400});
        double picture_total = total_of(s, &where);
        assert_true(picture_total > 290 && picture_total <= 300.5);
        s = board();
        figure(s, "photo", (struct zb_rect){100, 100, 60, 40}, (struct zb_rect){0, 0, 600, 400});
        rect(s, (struct zb_rect){100, 120, 60, 20}, zb_paint_alpha(full, 0.5));
        assert_true(about(total_of(s, &where), 0.5 * 400 + 0.5 * picture_total, near));
}

static void black(void **state)
{
        struct zb_scene *s = board();
        rect(s, (struct zb_rect){100, 100, 200, 100}, zb_paint_solid((struct zb_ink){0, 0, 0, 1}));
        rect(s, (struct zb_rect){100, 400, 300, 300}, zb_paint_solid((struct zb_ink){0.5f, 0.5f, 0.5f, 1}));
        struct zb_item *hair = zb_scene_item(s, ZB_ITEM_SHAPE, ZB_LAYER_CHARTS);
        hair->box = (struct zb_rect){500, 500, 10, 0};
        hair->shape.stroke = zb_paint_solid(k90);
        hair->shape.stroke_mm = 0.04;
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.2,
                                 .x = 60,
                                 .y = 800,
                                 .ink = blue,
                                 .parts = {"蓝字"}});
        struct zb_facts *f = measured(s);
        assert_true(about(f->solid_k_cm2, 200, 1e-6));
        assert_true(f->solid_k_box.x == 100);
        assert_true(about(f->line_min_mm, 0.04, 1e-9));
        assert_int_equal(f->k_only, 1); /* blue is a colour, not a black */
        zb_facts_free(f);

        s = board();
        words(s, &(struct words){.tier = ZB_TIER_BODY,
                                 .em_mm = 38.9,
                                 .leading = 1.2,
                                 .x = 60,
                                 .y = 800,
                                 .ink = {0.75f, 0.68f, 0.65f, 0.9f},
                                 .parts = {"黑字"},
                                 .place = "/lead"});
        f = measured(s);
        assert_int_equal(f->k_only, 0);
        assert_string_equal(f->not_k_place, "/lead");
        assert_true(isinf(f->line_min_mm));
        zb_facts_free(f);
}

static void bleed(void **state)
{
        struct zb_scene *s = board();
        rect(s, (struct zb_rect){-3, -3, 791, 1786}, zb_paint_solid(k90));
        struct zb_facts *f = measured(s);
        assert_true(about(f->bleed_reach_mm, 3, 1e-9));
        zb_facts_free(f);
        s = board();
        rect(s, (struct zb_rect){-3, -3, 791, 1786}, zb_paint_solid(k90));
        rect(s, (struct zb_rect){0, 100, 785, 200}, zb_paint_solid(blue));
        f = measured(s);
        assert_true(f->bleed_reach_mm == 0);
        assert_true(f->bleed_mm == 3 && f->media.w == 791);
        zb_facts_free(f);
        s = board();
        rect(s, (struct zb_rect){100, 100, 200, 200}, zb_paint_solid(k90));
        f = measured(s);
        assert_true(isinf(f->bleed_reach_mm));
        zb_facts_free(f);
}

/* ---- places ---- */

static void nearest_to_the_edge(void **state)
{
        struct zb_scene *s = board();
        line(s, 0, "里面", 500); /* from 60 to 360: 40 from the left */
        struct zb_facts *f = measured(s);
        assert_true(about(f->safe_min_mm, 40, 1e-9));
        assert_string_equal(f->safe_what, "里面");
        zb_facts_free(f);
        s = board();
        line(s, 0, "里面", 500);
        figure(s, "bar", (struct zb_rect){600, 100, 170, 100}, (struct zb_rect){0}); /* 770: 5 beyond 765 */
        f = measured(s);
        assert_true(about(f->safe_min_mm, -5, 1e-9));
        assert_string_equal(f->safe_place, "/sections/0/figures/0");
        zb_facts_free(f);
        /* a picture that is decoration may bleed */
        s = board();
        figure(s, "photo", (struct zb_rect){600, 100, 185, 100}, (struct zb_rect){0, 0, 185, 100});
        s->items[0].decoration = true;
        line(s, 0, "里面", 500);
        f = measured(s);
        assert_true(about(f->safe_min_mm, 40, 1e-9));
        zb_facts_free(f);
}

static void overlaps(void **state)
{
        static const struct {
                double y;
                int block, n;
        } lines[] = {{148, 0, 0}, {148, 1, 0}, {130, 0, 0}, {130, 1, 1}, {100, 1, 1}};
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
                struct zb_scene *s = board();
                line(s, 0, "甲", 100);
                line(s, lines[i].block, "乙", lines[i].y);
                struct zb_facts *f = measured(s);
                if (f->overlaps != lines[i].n)
                        fail_msg("lines %zu: %d", i, f->overlaps);
                zb_facts_free(f);
        }
        static const struct {
                struct zb_rect box;
                int n;
        } figures[] = {{{360, 100, 100, 100}, 0}, /* beside the line */
                       {{340, 100, 100, 100}, 1}, /* over its end */
                       {{50, 90, 400, 100}, 0}};  /* the line lies on it */
        for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
                struct zb_scene *s = board();
                figure(s, "bar", figures[i].box, (struct zb_rect){0});
                line(s, 0, "甲", 100);
                struct zb_facts *f = measured(s);
                if (f->overlaps != figures[i].n)
                        fail_msg("figures %zu: %d", i, f->overlaps);
                zb_facts_free(f);
        }
        struct zb_scene *s = board();
        figure(s, "bar", (struct zb_rect){400, 100, 100, 100}, (struct zb_rect){0});
        figure(s, "bar", (struct zb_rect){450, 150, 100, 100}, (struct zb_rect){0});
        figure(s, "bar", (struct zb_rect){500, 100, 100, 50.2}, (struct zb_rect){0}); /* touches both */
        struct zb_scene_qr *qr = zb_scene_add_qr(s);
        *qr = (struct zb_scene_qr){.box = {100, 1000, 80, 80},
                                   .module_mm = 2.7,
                                   .quiet_mm = 10.8,
                                   .url = "https://a.cn",
                                   .place = "/qr/0"};
        line(s, 0, "贴着码", 1080); /* within the quiet zone */
        struct zb_facts *f = measured(s);
        assert_int_equal(f->overlaps, 2);
        assert_int_equal(f->n_qr, 1);
        assert_string_equal(f->qr[0].place, "/qr/0");
        zb_facts_free(f);
}

/* A code's dark modules on its light ones, read off the pixels. */
static void contrast_of_codes(void **state)
{
        static const struct {
                struct zb_ink dark, light;
        } cases[] = {{{0, 0, 0, 1}, {0, 0, 0, 0}}, {{0.92f, 0.62f, 0.04f, 0.04f}, {0.09f, 0.02f, 0.01f, 0}}};
        for (size_t i = 0; i < 2; i++) {
                struct zb_scene *s = board();
                struct zb_scene_qr *qr = zb_scene_add_qr(s);
                *qr = (struct zb_scene_qr){.box = {100, 1000, 75, 75},
                                           .url = "https://example.org",
                                           .module_mm = 3,
                                           .quiet_mm = 12,
                                           .place = "/qr/0"};
                rect(s, (struct zb_rect){88, 988, 99, 99}, zb_paint_solid(cases[i].light));
                for (int k = 0; k < 25 * 25; k += 2)
                        rect(s, (struct zb_rect){100 + 3 * (k % 25), 1000 + 3 * (k / 25), 3, 3},
                             zb_paint_solid(cases[i].dark));
                double wanted = zb_ink_contrast(profile, cases[i].dark, cases[i].light);
                struct zb_facts *f = measured(s);
                assert_true(about(f->qr[0].contrast, wanted, 0.04 * wanted));
                zb_facts_free(f);
        }
}

static void what_the_scene_says(void **state)
{
        struct zb_scene *s = board();
        struct zb_scene_remark *r = zb_scene_remark(s);
        *r = (struct zb_scene_remark){"type.body", "/sections/2", ZB_N("shortened"), ZB_N("cut")};
        const char *authors[] = {"甲", "乙"};
        struct zb_spec spec = {.file = "a.json", .authors = authors, .n_authors = 2, .n_sections = 4};
        struct zb_facts *f = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_measure(s, &spec,
                                    &(struct zb_measure_options){.profile = profile, .max_total = 300}, &f,
                                    &err),
                         ZB_OK);
        zb_scene_free(s);
        assert_int_equal(f->kind, ZB_KIND_SPEC);
        assert_string_equal(f->file, "a.json");
        assert_true(f->n_authors == 2 && f->n_sections == 4);
        assert_true(f->width_mm == 785 && f->visible.w == 745);
        assert_string_equal(f->title, "智慧课堂");
        assert_string_equal(f->path_used, "F");
        assert_int_equal(f->spaces[0], ZB_SPACE_CMYK);
        assert_true(f->profile && *f->profile);
        assert_int_equal(f->n_remarks, 1);
        assert_string_equal(zb_msg_text(f->remarks[0].text, ZB_EN), "shortened");
        assert_true(isnan(f->share) && isinf(f->safe_min_mm));
        zb_facts_free(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(sizes_by_tier),
                cmocka_unit_test(counted_by_paragraph),
                cmocka_unit_test(forbidden_line_edges),
                cmocka_unit_test(keywords_and_missing),
                cmocka_unit_test(contrast_from_what_lies_under),
                cmocka_unit_test(contrast_is_read_off_the_pixels),
                cmocka_unit_test(contrast_over_a_photograph),
                cmocka_unit_test(image_to_text),
                cmocka_unit_test(effective_resolution),
                cmocka_unit_test(resolution_of_outputs),
                cmocka_unit_test(contrast_of_codes),
                cmocka_unit_test(ai_marks),
                cmocka_unit_test(total_ink),
                cmocka_unit_test(black),
                cmocka_unit_test(bleed),
                cmocka_unit_test(nearest_to_the_edge),
                cmocka_unit_test(overlaps),
                cmocka_unit_test(what_the_scene_says),
        };
        return cmocka_run_group_tests(tests, open_all, close_all);
}
