/* SPDX-License-Identifier: Apache-2.0 */
/* Figures, ink and edges of a scene as they are measured. */
#include "test_measure.h"

static void image_to_text(void **state)
{
        struct zb_scene *s = board();
        figure(s, "bar", (struct zb_rect){400, 100, 300, 200}, (struct zb_rect){0});
        figure(s, "bar", (struct zb_rect){400, 200, 300, 200}, (struct zb_rect){0});  /* half over the first */
        figure(s, "bar", (struct zb_rect){700, 1700, 300, 300}, (struct zb_rect){0}); /* 65 × 70 of it is visible */
        line(s, 0, "第一行", 500);                                                    /* 300 × 48 */
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
        figure(s, "photo", (struct zb_rect){100, 100, 50.8, 25.4}, (struct zb_rect){0, 0, 600, 300}); /* 300 × 300 */
        figure(s, "photo", (struct zb_rect){100, 300, 50.8, 25.4}, (struct zb_rect){0, 0, 600, 200}); /* 300 × 200 */
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
        const struct zb_ink i200 = {0.5f, 0.5f, 0.5f, 0.5f}, i300 = {0.75f, 0.75f, 0.75f, 0.75f}, full = {1, 1, 1, 1};
        const struct zb_rect box = {100, 100, 100, 100}, inside = {120, 120, 50, 50}, apart = {400, 400, 50, 50};
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

int main(void)
{
        const struct CMUnitTest tests[] = {
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
