/* SPDX-License-Identifier: Apache-2.0 */
/* Plans: texts are made longer and shorter by exactly what is said, marks and keywords kept; and what a plan
 * says of a board is true of the board that zb_compose makes of it, counted on the scene. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "copyfit.h"
#include "plan.h"

struct world {
        struct zb_fonts *fonts;
        struct zb_theme theme;
        struct zb_standard *standard;
        struct zb_process *process;
        struct zb_spec *school;
        struct zb_arena *arena;
        struct zb_compose_options options;
};

static int set_up(void **state)
{
        static struct world w;
        const char *layouts = ZB_SOURCE_DIR "/layouts";
        struct zb_err err = {0};
        struct zb_faults faults;
        w.arena = zb_arena_new();
        zb_faults_init(&faults, w.arena);
        if (zb_picture_init("test_plan", &err) || zb_fonts_open(ZB_SOURCE_DIR "/fonts", &w.fonts, &err) ||
            zb_theme_load(layouts, NULL, "tech-blue", &w.theme, &err) ||
            zb_standard_load(layouts, "liaoning-2025-main", &w.standard, &err) ||
            zb_process_load(layouts, "xiezhen", &w.process, &err) ||
            zb_spec_load(ZB_SOURCE_DIR "/examples/school/board.json", NULL, &w.school, &faults, &err)) {
                fprintf(stderr, "%s\n", err.en);
                return 1;
        }
        zb_faults_fini(&faults);
        w.options = (struct zb_compose_options){.standard = w.standard,
                                                .process = w.process,
                                                .theme = &w.theme,
                                                .fonts = w.fonts,
                                                .layouts_dir = layouts};
        *state = &w;
        return 0;
}

static int tear_down(void **state)
{
        struct world *w = *state;
        zb_spec_free(w->school);
        zb_process_free(w->process);
        zb_standard_free(w->standard);
        zb_fonts_free(w->fonts);
        zb_picture_fini();
        zb_arena_free(w->arena);
        return 0;
}

/* ---- edits ---- */

static struct zb_rich marked(struct zb_rich_span spans[3])
{
        spans[0] = (struct zb_rich_span){"课堂、操场都", false};
        spans[1] = (struct zb_rich_span){"留下足迹", true};
        spans[2] = (struct zb_rich_span){"，汇成 AI 画像。”", false};
        return (struct zb_rich){spans, 3, "课堂、操场都留下足迹，汇成 AI 画像。”", "/sections/0/text/0"};
}

static void grows_before_its_last_mark(void **state)
{
        struct zb_rich_span spans[3];
        struct zb_rich text = marked(spans);
        size_t now = zb_count_chars(text.plain);
        struct zb_rich more = zb_copyfit_rich(((struct world *)*state)->arena, &text, now + 5, ZB_COPYFIT_INSIDE);
        assert_int_equal(zb_count_chars(more.plain), now + 5);
        assert_string_equal(more.plain + strlen(more.plain) - strlen("。”"), "。”");
        assert_int_equal(more.n, 3);
        assert_true(more.spans[1].keyword);
        assert_string_equal(more.spans[1].text, "留下足迹");
        more = zb_copyfit_rich(((struct world *)*state)->arena, &text, now + 5, ZB_COPYFIT_END);
        assert_int_equal(zb_count_chars(more.plain), now + 5);
        assert_memory_equal(more.plain, text.plain, strlen(text.plain));
}

static void shrinks_to_any_length(void **state)
{
        struct zb_rich_span spans[3];
        struct zb_rich text = marked(spans);
        size_t now = zb_count_chars(text.plain);
        for (size_t to = 3; to < now; to++)
                for (int way = 0; way < ZB_N_COPYFIT_WAYS; way++) {
                        struct zb_rich less =
                                zb_copyfit_rich(((struct world *)*state)->arena, &text, to, (enum zb_copyfit_way)way);
                        size_t n = zb_count_chars(less.plain);
                        assert_in_range(n, to - 2, to); /* a mark that would stand badly goes, too */
                        assert_null(strstr(less.plain, "，。"));
                        assert_null(strstr(less.plain, "、。"));
                        size_t all = 0;
                        for (size_t i = 0; i < less.n; i++)
                                all += strlen(less.spans[i].text);
                        assert_int_equal(all, strlen(less.plain));
                }
}

static void sections_lose_whole_paragraphs(void **state)
{
        struct zb_rich_span a[3], b[3];
        struct zb_rich both[2] = {marked(a), marked(b)};
        struct zb_section section = {.heading = "标题", .place = "/sections/0", .text = both, .n_text = 2};
        size_t one = zb_count_chars(both[0].plain);
        assert_int_equal(zb_copyfit_chars(&section), 2 * one);
        zb_copyfit_resize(((struct world *)*state)->arena, &section, one - 4, ZB_COPYFIT_INSIDE);
        assert_int_equal(section.n_text, 1);
        assert_in_range(zb_copyfit_chars(&section), one - 6, one - 4);
        section = (struct zb_section){.heading = "标题", .place = "/sections/0"};
        zb_copyfit_resize(((struct world *)*state)->arena, &section, 30, ZB_COPYFIT_INSIDE);
        assert_int_equal(zb_copyfit_chars(&section), 30);
}

static void filler_is_as_long_as_asked(void **state)
{
        for (size_t n = 1; n < 200; n++) {
                const char *prose = zb_copyfit_filler(((struct world *)*state)->arena, n, false);
                assert_int_equal(zb_count_chars(prose), n);
                assert_int_equal(zb_count_chars(zb_copyfit_filler(((struct world *)*state)->arena, n, true)), n);
                assert_null(strstr(prose, "，。"));
        }
}

/* ---- plans ---- */

static struct zb_plan *plan(const struct world *w, const struct zb_spec *board)
{
        struct zb_plan *p = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_plan_board(board, &w->options, &p, &err), ZB_OK);
        return p;
}

/* Lines of a section's body text on the scene of a board, composed afresh. */
static size_t lines_of(const struct world *w, const struct zb_spec *board, size_t section)
{
        struct zb_scene *scene = NULL;
        struct zb_err err = {0};
        size_t n = 0;
        assert_int_equal(zb_compose(board, &w->options, &scene, &err), ZB_OK);
        for (size_t i = 0; i < scene->n_items; i++)
                n += scene->items[i].kind == ZB_ITEM_TEXT && scene->items[i].section == (int)section &&
                     strcmp(scene->items[i].text.role, "body") == 0;
        zb_scene_free(scene);
        return n;
}

static bool relaxed(const struct world *w, const struct zb_spec *board)
{
        struct zb_scene *scene = NULL;
        struct zb_err err = {0};
        bool found = false;
        assert_int_equal(zb_compose(board, &w->options, &scene, &err), ZB_OK);
        for (size_t i = 0; i < scene->n_remarks; i++)
                found = found || strcmp(scene->remarks[i].rule, "compose.relaxed") == 0 ||
                        strcmp(scene->remarks[i].rule, "compose.overfull") == 0;
        zb_scene_free(scene);
        return found;
}

static const struct zb_spec *with(const struct world *w, const struct zb_spec *board, size_t section, size_t chars,
                                  enum zb_copyfit_way way)
{
        struct zb_section *sections;
        struct zb_spec *copy = zb_copyfit_copy(w->arena, board, &sections);
        zb_copyfit_resize(w->arena, &sections[section], chars, way);
        return copy;
}

static void room_is_what_it_says(void **state)
{
        const struct world *w = *state;
        struct zb_plan *p = plan(w, w->school);
        assert_int_equal(p->fit, ZB_FIT_BOTH);
        assert_int_equal(p->n_sections, 4);
        for (size_t i = 0; i < p->n_sections; i++) {
                const struct zb_plan_section *s = &p->sections[i];
                assert_int_equal(s->chars, zb_copyfit_chars(&w->school->sections[i]));
                assert_int_equal(s->lines, lines_of(w, w->school, i));
                assert_true(s->fill <= s->room);
                assert_in_range(lines_of(w, with(w, w->school, i, s->chars + s->room, ZB_COPYFIT_INSIDE), i), 1,
                                s->lines);
                const struct zb_spec *more = with(w, w->school, i, s->chars + s->room + 1, ZB_COPYFIT_INSIDE);
                assert_int_equal(lines_of(w, more, i), s->lines_after);
                assert_int_equal(relaxed(w, more), s->fit_after != ZB_FIT_BOTH);
                /* One more makes a line more, unless it is the sizes that give in. */
                assert_true(s->lines_after > s->lines || s->fit_after < p->fit);
                assert_true(s->more_mm >= 0 && s->less_mm >= 0);
        }
        zb_plan_free(p);
}

static void cures_cure(void **state)
{
        const struct world *w = *state;
        const struct zb_spec *full = w->school;
        for (size_t chars = 60; chars <= 200 && !relaxed(w, full); chars += 10)
                full = with(w, w->school, 1, chars, ZB_COPYFIT_INSIDE);
        assert_true(relaxed(w, full));
        struct zb_plan *p = plan(w, full);
        size_t cuts = 0;
        assert_int_equal(p->fit, ZB_FIT_CM);
        assert_true(p->n_clashes > 0);
        for (size_t i = 0; i < p->n_cures; i++) {
                const struct zb_plan_cure *cure = &p->cures[i];
                assert_int_equal(cure->gives, ZB_FIT_BOTH);
                assert_true(cure->text.zh && *cure->text.zh && cure->text.en && *cure->text.en);
                for (int way = 0; cure->kind == ZB_CURE_CUT && way < ZB_N_COPYFIT_WAYS; way++) {
                        const struct zb_spec *cured = full;
                        for (size_t k = 0; k < cure->n_lengths; k++) {
                                size_t section = (size_t)(cure->lengths[k].place[strlen("/sections/")] - '0');
                                assert_true(cure->lengths[k].to < cure->lengths[k].from);
                                cured = with(w, cured, section, cure->lengths[k].to, (enum zb_copyfit_way)way);
                        }
                        assert_false(relaxed(w, cured));
                        cuts++;
                }
        }
        assert_true(cuts > 0);
        zb_plan_free(p);
}

static void drafts_get_windows(void **state)
{
        const struct world *w = *state;
        struct zb_section *sections;
        struct zb_spec *draft = zb_copyfit_copy(w->arena, w->school, &sections);
        for (size_t i = 0; i < draft->n_sections; i++) {
                sections[i].text = NULL;
                sections[i].n_text = 0;
                sections[i].open = true;
        }
        struct zb_plan *p = plan(w, draft);
        assert_true(p->draft);
        assert_int_equal(p->fit, ZB_FIT_BOTH);
        for (int end = 0; end < 2; end++) {
                const struct zb_spec *filled = draft;
                for (size_t i = 0; i < p->n_sections; i++) {
                        const struct zb_plan_section *s = &p->sections[i];
                        assert_true(s->open && s->both_min > 0 && s->both_min <= s->both_max);
                        assert_true(s->cm_min <= s->both_min && s->cm_max >= s->both_max);
                        filled = with(w, filled, i, end ? s->both_max : s->both_min, ZB_COPYFIT_ANEW);
                }
                assert_false(relaxed(w, filled));
        }
        zb_plan_free(p);
}

static void plans_repeat_themselves(void **state)
{
        const struct world *w = *state;
        struct zb_plan *a = plan(w, w->school), *b = plan(w, w->school);
        assert_int_equal(a->trials, b->trials);
        for (size_t i = 0; i < a->n_sections; i++) {
                assert_int_equal(a->sections[i].room, b->sections[i].room);
                assert_int_equal(a->sections[i].fill, b->sections[i].fill);
        }
        zb_plan_free(a);
        zb_plan_free(b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(grows_before_its_last_mark),
                cmocka_unit_test(shrinks_to_any_length),
                cmocka_unit_test(sections_lose_whole_paragraphs),
                cmocka_unit_test(filler_is_as_long_as_asked),
                cmocka_unit_test(room_is_what_it_says),
                cmocka_unit_test(cures_cure),
                cmocka_unit_test(drafts_get_windows),
                cmocka_unit_test(plans_repeat_themselves),
        };
        return cmocka_run_group_tests(tests, set_up, tear_down);
}
