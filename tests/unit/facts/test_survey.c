/* SPDX-License-Identifier: Apache-2.0 */
/* inspect, the survey: sheets whose ink is known by arithmetic, in every way that rows may come. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sheet.h"

#define PROFILE ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc"

static struct zb_profile *press;

static int setup(void **state)
{
        struct zb_err err = {0};
        return zb_profile_open(PROFILE, &press, &err) ? -1 : 0;
}

static int teardown(void **state)
{
        zb_profile_free(press);
        return 0;
}

/* A sheet of 100 × 200 mm. */
struct sheet {
        struct zb_derivation to;
        struct zb_survey *survey;
        uint8_t *px;
        int w, h, channels;
};

static void set_page(struct zb_facts *f, double width_mm, double height_mm)
{
        f->width_mm = width_mm;
        f->height_mm = height_mm;
        f->bleed_mm = 0;
        f->trim = f->bleed = f->media = f->visible = (struct zb_rect){0, 0, width_mm, height_mm};
}

static void sheet_open(struct sheet *t, double ppi, enum zb_pixel_space space, int orientation, double view_ppi)
{
        struct zb_err err = {0};
        static const int channels[] = {[ZB_GRAY8] = 1, [ZB_RGB8] = 3, [ZB_CMYK8] = 4};
        *t = (struct sheet){.to = {.facts = zb_facts_new(), .profile = press, .view_ppi = view_ppi}};
        set_page(t->to.facts, 100, 200);
        int w = (int)lround(100 * ppi / 25.4), h = (int)lround(200 * ppi / 25.4);
        t->w = orientation >= 5 ? h : w;
        t->h = orientation >= 5 ? w : h;
        t->channels = channels[space];
        t->px = calloc((size_t)t->w * (size_t)t->channels, (size_t)t->h);
        struct zb_survey_source source = {
                .px_w = t->w, .px_h = t->h, .box = t->to.facts->media, .space = space, .orientation = orientation};
        assert_int_equal(zb_survey_open(&t->to, &source, &t->survey, &err), ZB_OK);
}

/* A box in mm of the stored sheet, from its top left. */
static void fill(struct sheet *t, double ppi, struct zb_rect box, const uint8_t *colour)
{
        for (int y = 0; y < t->h; y++)
                for (int x = 0; x < t->w; x++) {
                        double mx = (x + 0.5) * 25.4 / ppi, my = (y + 0.5) * 25.4 / ppi;
                        if (mx >= box.x && mx < box.x + box.w && my >= box.y && my < box.y + box.h)
                                memcpy(t->px + ((size_t)y * (size_t)t->w + (size_t)x) * (size_t)t->channels, colour,
                                       (size_t)t->channels);
                }
}

static const struct zb_facts *sheet_end(struct sheet *t, int rows_at_once)
{
        struct zb_err err = {0};
        size_t stride = (size_t)t->w * (size_t)t->channels;
        for (int y = 0; y < t->h; y += rows_at_once)
                zb_survey_rows(t->survey, t->px + (size_t)y * stride, stride,
                               t->h - y < rows_at_once ? t->h - y : rows_at_once);
        assert_int_equal(zb_survey_end(t->survey, &err), ZB_OK);
        assert_false(zb_arena_failed(t->to.facts->arena));
        return t->to.facts;
}

static void sheet_close(struct sheet *t)
{
        zb_survey_free(t->survey);
        zb_facts_free(t->to.facts);
        free(t->px);
}

static const uint8_t dark[4] = {204, 204, 204, 153}; /* 80 80 80 60: 300 % */
static const uint8_t pale[4] = {51, 0, 0, 0};        /* 20 % */

static void check_box(struct zb_rect box, double x, double y, double w, double h, double within)
{
        assert_float_equal(box.x, x, within);
        assert_float_equal(box.y, y, within);
        assert_float_equal(box.w, w, within);
        assert_float_equal(box.h, h, within);
}

/* A dark box of 20 × 30 mm on 40 × 80 mm of pale, at every resolution and rhythm of rows. */
static void test_figures(void **state)
{
        static const struct {
                double ppi;
                int rows;
        } cases[] = {{36, 1}, {72, 7}, {100, 1000}, {300, 1}, {300, 64}, {301, 3}, {600, 100}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct sheet t;
                sheet_open(&t, cases[i].ppi, ZB_CMYK8, 1, 0);
                fill(&t, cases[i].ppi, (struct zb_rect){30, 60, 40, 80}, pale);
                fill(&t, cases[i].ppi, (struct zb_rect){40, 100, 20, 30}, dark);
                const struct zb_facts *f = sheet_end(&t, cases[i].rows);
                const struct zb_fact_survey *s = &f->survey;
                assert_true(s->known);
                assert_float_equal(f->total_max, 300, 0.2);
                check_box(f->total_max_box, 40, 100, 20, 30, 5.01);
                assert_int_equal(s->cols, 20);
                assert_int_equal(s->rows, 40);
                assert_float_equal(s->cell_mm, 5, 1e-9);
                assert_int_equal(s->ink[22 * 20 + 10], 150);
                assert_int_equal(s->ink[14 * 20 + 8], 10);
                assert_int_equal(s->ink[2 * 20 + 2], 0);
                assert_float_equal(s->blank, 1 - 3200 / 20000.0, 0.01);
                assert_float_equal(s->plain, 1 - 3200 / 20000.0, 0.02);
                assert_float_equal(s->ink_cm2[150], 6, 0.35);
                assert_float_equal(s->ink_cm2[10], 26, 0.7);
                assert_float_equal(s->plate_mean[0], 80 * 0.03 + 20 * 0.13, 0.1);
                assert_float_equal(s->plate_mean[1], 80 * 0.03, 0.1);
                assert_float_equal(s->plate_mean[3], 60 * 0.03, 0.1);
                double sum = 0;
                for (int k = 0; k < 201; k++)
                        sum += s->ink_cm2[k];
                assert_float_equal(sum, 200, 0.01);
                assert_null(s->view);
                assert_int_equal(s->print_w, 128);
                assert_int_equal(s->print_h, 256);
                assert_true(s->print[0] >= 253); /* paper */
                const uint8_t *middle = s->print + 3 * (146 * 128 + 64);
                assert_true(middle[0] < 70 && middle[1] < 70 && middle[2] < 70);
                sheet_close(&t);
        }
}

/* What a patch of 2 mm does not carry does not count: a pixel, a hairline; a spot of its size does. */
static void test_patch(void **state)
{
        static const uint8_t full[4] = {255, 255, 255, 255};
        struct sheet t;
        sheet_open(&t, 300, ZB_CMYK8, 1, 0);
        fill(&t, 300, (struct zb_rect){0, 0, 100, 200}, pale);
        fill(&t, 300, (struct zb_rect){50, 50, 0.1, 0.1}, full);
        fill(&t, 300, (struct zb_rect){20, 0, 0.2, 200}, full);
        const struct zb_facts *f = sheet_end(&t, 32);
        assert_float_equal(f->total_max, 20 + 380 * 3 / 24.0, 1); /* three of its 24 pixels */
        sheet_close(&t);

        sheet_open(&t, 300, ZB_CMYK8, 1, 0);
        fill(&t, 300, (struct zb_rect){31, 57, 3, 3}, full);
        f = sheet_end(&t, 32);
        assert_float_equal(f->total_max, 400, 0.1);
        check_box(f->total_max_box, 30, 55, 5, 5, 0.01);
        sheet_close(&t);
}

/* Rows stored turned in each of the eight ways: a box at the top left of the board stays there. */
static void test_orientation(void **state)
{
        /* The board has a dark box at 10, 20 of 20 × 40; here is where it lies as stored. */
        static const struct zb_rect stored[9] = {
                [1] = {10, 20, 20, 40}, [2] = {70, 20, 20, 40}, [3] = {70, 140, 20, 40}, [4] = {10, 140, 20, 40},
                [5] = {20, 10, 40, 20}, [6] = {20, 70, 40, 20}, [7] = {140, 70, 40, 20}, [8] = {140, 10, 40, 20}};
        for (int o = 1; o <= 8; o++) {
                struct sheet t;
                sheet_open(&t, 100, ZB_CMYK8, o, 0);
                fill(&t, 100, stored[o], dark);
                const struct zb_facts *f = sheet_end(&t, 10);
                check_box(f->total_max_box, 10, 20, 20, 40, 0.5);
                assert_int_equal(f->survey.cols, 20);
                assert_int_equal(f->survey.rows, 40);
                double low, high;
                assert_true(zb_survey_light(t.survey, (struct zb_rect){12, 22, 16, 36}, &low, &high));
                assert_true(high < 0.1);
                assert_true(zb_survey_light(t.survey, (struct zb_rect){40, 70, 50, 120}, &low, &high));
                assert_true(low > 0.95);
                sheet_close(&t);
        }
}

/* Grey prints in black alone; RGB has no ink of its own, but can be looked at. */
static void test_spaces(void **state)
{
        static const uint8_t grey[1] = {51}, white[3] = {255, 255, 255}, black[3] = {0, 0, 0};
        struct sheet t;
        sheet_open(&t, 150, ZB_GRAY8, 1, 0);
        memset(t.px, 255, (size_t)t.w * (size_t)t.h);
        fill(&t, 150, (struct zb_rect){0, 0, 50, 200}, grey);
        const struct zb_facts *f = sheet_end(&t, 10);
        assert_float_equal(f->total_max, 80, 0.1);
        assert_float_equal(f->survey.plate_mean[3], 40, 0.3);
        assert_float_equal(f->survey.blank, 0.5, 0.011);
        sheet_close(&t);

        sheet_open(&t, 150, ZB_RGB8, 1, 40);
        fill(&t, 150, (struct zb_rect){0, 0, 100, 200}, white);
        fill(&t, 150, (struct zb_rect){0, 0, 100, 100}, black);
        f = sheet_end(&t, 10);
        assert_true(f->survey.known);
        assert_true(isnan(f->total_max));
        assert_int_equal(f->survey.cols, 0);
        assert_true(isnan(f->survey.plate_mean[0]));
        assert_float_equal(f->survey.blank, 0.5, 0.011);
        assert_true(f->survey.print[0] < 30);
        assert_true(f->survey.print[3 * (128 * 256 - 1)] > 250);
        assert_int_equal(f->survey.view_w, (t.w / 2 + 1) / 2);
        assert_memory_equal(f->survey.view, "\xff\xd8\xff", 3);
        assert_memory_equal(f->survey.view + f->survey.view_len - 2, "\xff\xd9", 2);
        sheet_close(&t);
}

static void test_light(void **state)
{
        static const uint8_t k[4] = {0, 0, 0, 255};
        struct sheet t;
        double low, high;
        sheet_open(&t, 72, ZB_CMYK8, 1, 72);
        fill(&t, 72, (struct zb_rect){0, 0, 50, 200}, k);
        sheet_end(&t, 1);
        assert_true(zb_survey_light(t.survey, (struct zb_rect){20, 50, 60, 60}, &low, &high));
        double contrast = zb_ink_contrast(press, (struct zb_ink){0}, (struct zb_ink){0, 0, 0, 1});
        assert_float_equal((high + 0.05) / (low + 0.05), contrast, 0.01);
        assert_false(zb_survey_light(t.survey, (struct zb_rect){100.5, 0, 10, 10}, &low, &high));
        assert_false(zb_survey_light(t.survey, (struct zb_rect){0, -20, 10, 10}, &low, &high));
        sheet_close(&t);
}

/* A sheet whose rows never all come, one pixel, a line, and one that is too large for its resolution. */
static void test_odd(void **state)
{
        static const int sizes[][2] = {{1, 1}, {30000, 1}, {1, 30000}, {3, 2}};
        struct zb_err err = {0};
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                struct zb_derivation to = {.facts = zb_facts_new(), .profile = press, .view_ppi = 40};
                set_page(to.facts, 785, 1780);
                struct zb_survey *s = NULL;
                struct zb_survey_source source = {
                        .px_w = sizes[i][0], .px_h = sizes[i][1], .box = to.facts->media, .space = ZB_CMYK8};
                assert_int_equal(zb_survey_open(&to, &source, &s, &err), ZB_OK);
                uint8_t *row = calloc((size_t)sizes[i][0], 4);
                memset(row, 255, (size_t)sizes[i][0] * 4);
                zb_survey_rows(s, row, 0, sizes[i][1] + 5);
                assert_int_equal(zb_survey_end(s, &err), ZB_OK);
                assert_float_equal(to.facts->total_max, 400, 0.01);
                free(row);
                zb_survey_free(s);
                zb_facts_free(to.facts);
        }
        struct sheet t;
        sheet_open(&t, 72, ZB_CMYK8, 1, 36);
        memset(t.px, 255, (size_t)t.w * (size_t)t.h * 4);
        t.h /= 2;
        const struct zb_facts *f = sheet_end(&t, 10);
        assert_float_equal(f->total_max, 400, 0.01);
        assert_float_equal(f->survey.blank, 0.5, 0.01);
        sheet_close(&t);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_figures), cmocka_unit_test(test_patch), cmocka_unit_test(test_orientation),
                cmocka_unit_test(test_spaces),  cmocka_unit_test(test_light), cmocka_unit_test(test_odd),
        };
        return cmocka_run_group_tests(tests, setup, teardown);
}
