/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of measure share. */
#ifndef ZB_TEST_MEASURE_H
#define ZB_TEST_MEASURE_H

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

__attribute__((unused)) static struct zb_fonts *fonts;

__attribute__((unused)) static struct zb_profile *profile;

__attribute__((unused)) static struct zb_picture *picture;

__attribute__((unused)) static char picture_path[64];

static const struct zb_ink white = {0, 0, 0, 0}, k90 = {0, 0, 0, 0.9f}, blue = {0.92f, 0.62f, 0.04f, 0.04f};

/* 600 × 400 pixels of 90 % of each ink. */
static inline void make_picture(void)
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

static inline int open_all(void **state)
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

static inline int close_all(void **state)
{
        zb_picture_free(picture);
        zb_profile_free(profile);
        zb_fonts_free(fonts);
        zb_picture_fini();
        unlink(picture_path);
        return 0;
}

/* ---- building ---- */

static inline struct zb_scene *board(void)
{
        struct zb_scene *scene = zb_scene_new(785, 1780, 3);
        assert_non_null(scene);
        scene->visible = (struct zb_rect){20, 10, 745, 1760};
        scene->title = "智慧课堂";
        scene->path_used = "F";
        scene->fonts = fonts;
        return scene;
}

static inline void rect(struct zb_scene *scene, struct zb_rect r, struct zb_paint fill)
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

static inline size_t words(struct zb_scene *scene, const struct words *w)
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

static inline void figure(struct zb_scene *scene, const char *type, struct zb_rect box, struct zb_rect crop)
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

static inline struct zb_facts *measured(struct zb_scene *scene)
{
        struct zb_facts *f = NULL;
        struct zb_err err = {0};
        assert_false(zb_arena_failed(scene->arena));
        if (zb_measure(scene, NULL, &(struct zb_measure_options){.profile = profile, .max_total = 300}, &f, &err) !=
            ZB_OK)
                fail_msg("%s: %s", err.place, err.en);
        zb_scene_free(scene); /* facts live on their own */
        return f;
}

static inline bool about(double a, double b, double tolerance)
{
        return fabs(a - b) <= tolerance;
}

/* Text items by hand: lines of one block, with the glyphs' spans as given. */
static inline void line(struct zb_scene *scene, int block, const char *text, double y)
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

static inline void what_the_scene_says(void **state)
{
        struct zb_scene *s = board();
        struct zb_scene_remark *r = zb_scene_remark(s);
        *r = (struct zb_scene_remark){"type.body", "/sections/2", ZB_N("shortened"), ZB_N("cut")};
        const char *authors[] = {"甲", "乙"};
        struct zb_spec spec = {.file = "a.json", .authors = authors, .n_authors = 2, .n_sections = 4};
        struct zb_facts *f = NULL;
        struct zb_err err = {0};
        assert_int_equal(
                zb_measure(s, &spec, &(struct zb_measure_options){.profile = profile, .max_total = 300}, &f, &err),
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

#endif
