/* SPDX-License-Identifier: Apache-2.0 */
/* What a designer would see at once on a finished board, asserted of the composed scenes of the examples and
 * the reference boards: nothing that says nothing lies under text, large type stands optically flush with the
 * column, headings and pictures share their ink edges, columns share one gutter, figures stand in columns of
 * their own, and nothing comes near the frame. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "compose.h"

#define LAYOUTS ZB_SOURCE_DIR "/layouts"
#define EDGE_MM 8.0

static const char *const names[] = {"school", "region", "reference/a", "reference/b", "reference/c", "reference/d"};
enum { N_BOARDS = sizeof names / sizeof *names };

static struct world {
        struct zb_fonts *fonts;
        struct zb_standard *standard;
        struct zb_process *process;
        struct zb_arena *arena;
        struct zb_spec *boards[N_BOARDS];
        struct zb_scene *scenes[N_BOARDS];
} w;

static int compose_all(void **state)
{
        struct zb_err err = {0};
        struct zb_faults faults;
        w.arena = zb_arena_new();
        zb_faults_init(&faults, w.arena);
        bool ok = !zb_picture_init("test_details", &err) && !zb_fonts_open(ZB_SOURCE_DIR "/fonts", &w.fonts, &err) &&
                  !zb_standard_load(LAYOUTS, "liaoning-2025-main", &w.standard, &err) &&
                  !zb_process_load(LAYOUTS, "xiezhen", &w.process, &err);
        for (size_t i = 0; ok && i < N_BOARDS; i++) {
                struct zb_theme theme;
                const char *path = zb_arena_printf(w.arena, "%s/examples/%s/board.json", ZB_SOURCE_DIR, names[i]);
                ok = !zb_spec_load(path, NULL, &w.boards[i], &faults, &err) &&
                     !zb_theme_load(LAYOUTS, NULL, w.boards[i]->theme, &theme, &err);
                const struct zb_compose_options o = {.standard = w.standard,
                                                     .process = w.process,
                                                     .theme = &theme,
                                                     .fonts = w.fonts,
                                                     .layouts_dir = LAYOUTS};
                ok = ok && !zb_compose(w.boards[i], &o, &w.scenes[i], &err);
        }
        if (!ok)
                fprintf(stderr, "%s\n", err.en);
        zb_faults_fini(&faults);
        return ok ? 0 : 1;
}

static int free_all(void **state)
{
        for (size_t i = 0; i < N_BOARDS; i++) {
                zb_scene_free(w.scenes[i]);
                zb_spec_free(w.boards[i]);
        }
        zb_process_free(w.process);
        zb_standard_free(w.standard);
        zb_fonts_free(w.fonts);
        zb_picture_fini();
        zb_arena_free(w.arena);
        return 0;
}

/* ---- ink ---- */

static struct zb_rect glyph_ink(const struct zb_text *t, size_t g)
{
        struct zb_rect e;
        if (!zb_face_extents(t->styles[t->glyphs[g].span].face, t->glyphs[g].gid, &e))
                return (struct zb_rect){0, 0, 0, 0};
        return (struct zb_rect){t->x_mm + t->glyphs[g].x_mm + e.x * t->em_mm, t->baseline_mm - (e.y + e.h) * t->em_mm,
                                e.w * t->em_mm, e.h * t->em_mm};
}

static struct zb_rect line_ink(const struct zb_text *t)
{
        double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
        for (size_t g = 0; g < t->n_glyphs; g++) {
                struct zb_rect r = glyph_ink(t, g);
                if (r.w <= 0)
                        continue;
                x0 = fmin(x0, r.x), y0 = fmin(y0, r.y);
                x1 = fmax(x1, r.x + r.w), y1 = fmax(y1, r.y + r.h);
        }
        return (struct zb_rect){x0, y0, x1 - x0, y1 - y0};
}

static bool is_role(const struct zb_item *item, const char *role)
{
        return item->kind == ZB_ITEM_TEXT && strcmp(item->text.role, role) == 0;
}

/* ---- decoration ---- */

/* Does the line that is stroked pass through r? Curves by their points at every hundredth. */
static bool passes(const struct zb_path *p, struct zb_rect r)
{
        const double *xy = p->xy;
        double x = 0, y = 0;
        for (size_t i = 0; i < p->n_ops; i++) {
                double to[8] = {x, y};
                size_t n = p->ops[i] == ZB_CURVE ? 3 : p->ops[i] == ZB_CLOSE ? 0 : 1;
                memcpy(to + 2, xy, 2 * n * sizeof *xy);
                xy += 2 * n;
                for (int k = 0; p->ops[i] != ZB_MOVE && n && k <= 100; k++) {
                        double t = k / 100.0, u = 1 - t;
                        double px = n == 1 ? u * x + t * to[2]
                                           : u * u * u * x + 3 * u * u * t * to[2] + 3 * u * t * t * to[4] +
                                                     t * t * t * to[6];
                        double py = n == 1 ? u * y + t * to[3]
                                           : u * u * u * y + 3 * u * u * t * to[3] + 3 * u * t * t * to[5] +
                                                     t * t * t * to[7];
                        if (px > r.x && px < r.x + r.w && py > r.y && py < r.y + r.h)
                                return true;
                }
                if (n)
                        x = to[2 * n], y = to[2 * n + 1];
        }
        return false;
}

/* Lines that say nothing: the hero's rings, grids, rules, frames. Bands of colour are grounds. */
static void decoration_never_lies_under_text(void **state)
{
        size_t lines = 0;
        for (size_t b = 0; b < N_BOARDS; b++) {
                const struct zb_scene *s = w.scenes[b];
                for (size_t i = 0; i < s->n_items; i++) {
                        const struct zb_item *line = &s->items[i];
                        if (line->kind != ZB_ITEM_SHAPE || !line->decoration ||
                            line->shape.stroke.kind == ZB_PAINT_NONE)
                                continue;
                        lines++;
                        for (size_t k = 0; k < s->n_items; k++) {
                                const struct zb_item *text = &s->items[k];
                                if (text->kind != ZB_ITEM_TEXT)
                                        continue;
                                for (size_t g = 0; g < text->text.n_glyphs; g++)
                                        if (passes(&line->shape.path, glyph_ink(&text->text, g)))
                                                fail_msg("%s: %s passes under “%s”", names[b], line->name,
                                                         text->text.utf8);
                        }
                }
        }
        assert_true(lines > 30); /* there is something that could */
}

/* ---- edges ---- */

static double content_left(const struct zb_scene *s)
{
        double left = INFINITY;
        for (size_t i = 0; i < s->n_items; i++)
                if (is_role(&s->items[i], "body"))
                        left = fmin(left, s->items[i].text.x_mm);
        return left;
}

/* The title's ink begins where the column begins, within what nobody sees: half a hundredth of its size. */
static void large_type_is_optically_flush(void **state)
{
        for (size_t b = 0; b < N_BOARDS; b++) {
                const struct zb_scene *s = w.scenes[b];
                double left = content_left(s), least = INFINITY, em = 0;
                for (size_t i = 0; i < s->n_items; i++)
                        if (is_role(&s->items[i], "title")) {
                                least = fmin(least, line_ink(&s->items[i].text).x);
                                em = s->items[i].text.em_mm;
                        }
                for (size_t i = 0; i < s->n_items && s->width_mm < s->height_mm; i++)
                        if (is_role(&s->items[i], "value") && s->items[i].section == -1 &&
                            line_ink(&s->items[i].text).x < left + em &&
                            fabs(line_ink(&s->items[i].text).x - left) > 0.3)
                                fail_msg("%s: “%s” begins at %.2f, the column at %.2f", names[b],
                                         s->items[i].text.utf8, line_ink(&s->items[i].text).x, left);
                if (em <= 0 || fabs(least - left) > 0.005 * em)
                        fail_msg("%s: the title's ink begins at %.2f, the column at %.2f", names[b], least, left);
        }
}

/* A section's first figure beside its text begins at the heading's ink. */
static void headings_and_pictures_share_their_ink_edge(void **state)
{
        size_t seen = 0;
        for (size_t b = 0; b < N_BOARDS; b++) {
                const struct zb_scene *s = w.scenes[b];
                for (size_t i = 0; i < s->n_items; i++) {
                        const struct zb_item *h = &s->items[i];
                        if (!is_role(h, "heading"))
                                continue;
                        struct zb_rect ink = line_ink(&h->text);
                        double best = INFINITY;
                        for (size_t f = 0; f < s->n_figures; f++)
                                if (s->figures[f].section == h->section)
                                        best = fmin(best, fabs(s->figures[f].box.y - ink.y));
                        if (!isfinite(best))
                                continue;
                        seen++;
                        if (best > 0.04 * h->text.em_mm)
                                fail_msg("%s: “%s”: its picture begins %.2f mm off its ink", names[b], h->text.utf8,
                                         best);
                }
        }
        assert_true(seen >= 20);
}

/* Text and figure columns of a board stand the same distance apart everywhere. */
static void there_is_one_gutter(void **state)
{
        for (size_t b = 0; b < N_BOARDS; b++) {
                const struct zb_scene *s = w.scenes[b];
                double widths[64];
                size_t n = 0;
                for (size_t f = 0; f < s->n_figures && n < 64; f++) {
                        struct zb_rect box = s->figures[f].box;
                        for (size_t i = 0; i < s->n_items; i++) {
                                const struct zb_item *t = &s->items[i];
                                if (!is_role(t, "body") || t->section != s->figures[f].section || t->box.y < box.y ||
                                    t->box.y > box.y + box.h || box.x > t->text.x_mm)
                                        continue;
                                widths[n++] = t->text.x_mm - box.x - box.w; /* the figure stands at the left */
                                break;
                        }
                }
                for (size_t i = 1; i < n; i++)
                        if (fabs(widths[i] - widths[0]) > 0.5)
                                fail_msg("%s: gutters of %.2f and %.2f mm", names[b], widths[0], widths[i]);
        }
}

/* Figures beside texts stand in few columns: left and right edges repeat to a tenth of a millimetre. */
static void figures_stand_in_columns(void **state)
{
        for (size_t b = 0; b < N_BOARDS; b++) {
                const struct zb_scene *s = w.scenes[b];
                double edges[64];
                size_t n = 0;
                for (size_t f = 0; f < s->n_figures; f++)
                        for (int side = 0; side < 2 && s->figures[f].section >= 0; side++) {
                                double x = s->figures[f].box.x + side * s->figures[f].box.w;
                                size_t k = 0;
                                while (k < n && fabs(edges[k] - x) > 0.1)
                                        k++;
                                if (k == n)
                                        edges[n++] = x;
                        }
                if (n > 8)
                        fail_msg("%s: figures end at %zu different places", names[b], n);
        }
}

static void nothing_comes_near_the_frame(void **state)
{
        for (size_t b = 0; b < N_BOARDS; b++) {
                const struct zb_scene *s = w.scenes[b];
                struct zb_rect safe = zb_rect_inset(s->visible, EDGE_MM, EDGE_MM);
                for (size_t i = 0; i < s->n_items; i++)
                        if (s->items[i].kind == ZB_ITEM_TEXT &&
                            !zb_rect_contains(safe, line_ink(&s->items[i].text), 0))
                                fail_msg("%s: “%s” comes near the frame", names[b], s->items[i].text.utf8);
                for (size_t i = 0; i < s->n_figures; i++)
                        assert_true(zb_rect_contains(safe, s->figures[i].box, 0));
                for (size_t i = 0; i < s->n_qr; i++)
                        assert_true(zb_rect_contains(safe, s->qr[i].box, -s->qr[i].quiet_mm));
        }
}

/* ---- figures ---- */

/* All ten digits are equally wide in every weight, so that columns of numbers stand under each other. */
static void digits_are_tabular(void **state)
{
        for (int weight = 0; weight < ZB_N_WEIGHTS; weight++) {
                const struct zb_face *face = zb_fonts_face(w.fonts, (enum zb_weight)weight);
                double one = zb_text_width(w.arena, face, 100, "1");
                for (char d = '0'; d <= '9'; d++)
                        assert_true(fabs(zb_text_width(w.arena, face, 100, (char[]){d, '\0'}) - one) < 1e-9);
                /* and no kerning moves them */
                assert_true(fabs(zb_text_width(w.arena, face, 100, "1147") -
                                 zb_text_width(w.arena, face, 100, "0888")) < 1e-9);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(decoration_never_lies_under_text),
                cmocka_unit_test(large_type_is_optically_flush),
                cmocka_unit_test(headings_and_pictures_share_their_ink_edge),
                cmocka_unit_test(there_is_one_gutter),
                cmocka_unit_test(figures_stand_in_columns),
                cmocka_unit_test(nothing_comes_near_the_frame),
                cmocka_unit_test(digits_are_tabular),
        };
        return cmocka_run_group_tests(tests, compose_all, free_all);
}
