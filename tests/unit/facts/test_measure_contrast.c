/* SPDX-License-Identifier: Apache-2.0 */
/* Contrast of text and codes with what lies under them. */
#include "test_measure.h"

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

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(contrast_from_what_lies_under),
                cmocka_unit_test(contrast_is_read_off_the_pixels),
                cmocka_unit_test(contrast_over_a_photograph),
        };
        return cmocka_run_group_tests(tests, open_all, close_all);
}
