/* SPDX-License-Identifier: Apache-2.0 */
/* Standards, processes and themes as data: the ones that are shipped say what the notice says, and a faulty
 * file is refused with its place. */
#include "test_standard.h"

static struct zb_standard *load(const char *name)
{
        struct zb_err err = {0};
        struct zb_standard *s = NULL;
        if (zb_standard_load(LAYOUTS, name, &s, &err) != ZB_OK)
                fail_msg("%s: %s", err.place, err.en);
        return s;
}

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
        };
        return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
