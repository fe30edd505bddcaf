/* SPDX-License-Identifier: Apache-2.0 */
/* Runs of text → lines, paragraphs and tiers: our own boards' scenes, fed as runs in every way a producer
 * might have painted them, must give measure's lines back; strangers' boards, set up by hand, their tiers.
 * With names of scene files as arguments those are tried instead. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "inspect_priv.h"

/* ---- runs ---- */

struct test {
        struct zb_facts *facts;
        struct inspecting in;
        struct zb_inspect_options options;
        struct zb_runs runs;
};

static void start(struct test *t, double width_mm, double height_mm)
{
        *t = (struct test){.facts = zb_facts_new()};
        assert_non_null(t->facts);
        t->in = (struct inspecting){.name = "test", .options = &t->options, .facts = t->facts};
        zb_inspect_page(&t->in, width_mm, height_mm, 0);
}

static void stop(struct test *t)
{
        zb_runs_fini(&t->runs);
        zb_facts_free(t->facts);
}

static void add(struct test *t, struct zb_run run)
{
        struct zb_err err = {0};
        run.utf8 = zb_arena_strdup(t->facts->arena, run.utf8);
        run.order = (int)t->runs.n;
        assert_int_equal(zb_runs_add(&t->runs, t->facts->arena, &run, &err), ZB_OK);
}

static struct zb_run at(double x, double base, double em, const char *text)
{
        return (struct zb_run){.utf8 = text,
                               .x_mm = x,
                               .baseline_mm = base,
                               .em_mm = em,
                               .ink_mm = NAN,
                               .leading = NAN,
                               .font = "Test-Regular",
                               .paragraph = -1,
                               .colour = {.k = 1}};
}

static double advance(uint32_t c)
{
        return c == ' ' ? 0.25 : c < 0x2000 ? 0.55 : 1;
}

static double width_of(const char *text)
{
        size_t len = strlen(text), i = 0, n;
        double em = 0;
        uint32_t c;
        for (; (n = zb_utf8_next(text + i, len - i, &c)) > 0; i += n)
                em += advance(c);
        return em;
}

static void word(struct test *t, double x, double base, double em, const char *text)
{
        struct zb_run run = at(x, base, em, text);
        run.width_mm = width_of(text) * em;
        add(t, run);
}

/* A glyph a run, `spacing` em between them; from the last to the first when backwards. */
static void glyphs(struct test *t, struct zb_run like, double spacing, bool backwards)
{
        size_t len = strlen(like.utf8), n_chars = 0, i = 0, n;
        double scale = like.width_mm > 0 ? like.width_mm / (width_of(like.utf8) * like.em_mm) : 1;
        double x = like.x_mm;
        uint32_t c;
        struct zb_run *list = calloc(len + 1, sizeof *list);
        char(*texts)[8] = calloc(len + 1, sizeof *texts);
        assert_true(list && texts);
        for (; (n = zb_utf8_next(like.utf8 + i, len - i, &c)) > 0; i += n) {
                memcpy(texts[n_chars], like.utf8 + i, n);
                list[n_chars] = like;
                list[n_chars].utf8 = texts[n_chars];
                list[n_chars].x_mm = x;
                list[n_chars].width_mm = advance(c) * like.em_mm * scale;
                x += list[n_chars].width_mm + spacing * like.em_mm;
                n_chars++;
        }
        for (size_t k = 0; k < n_chars; k++)
                add(t, list[backwards ? n_chars - 1 - k : k]);
        free(list);
        free(texts);
}

static void find_lines(struct test *t)
{
        struct zb_err err = {0};
        assert_int_equal(zb_lines_of_runs(&t->in, &t->runs, &err), ZB_OK);
}

static const struct zb_fact_line *find(const struct test *t, const char *text)
{
        for (size_t i = 0; i < t->facts->n_lines; i++)
                if (strcmp(t->facts->lines[i].text, text) == 0)
                        return &t->facts->lines[i];
        fprintf(stderr, "no line “%s” among:\n", text);
        for (size_t i = 0; i < t->facts->n_lines; i++)
                fprintf(stderr, "  %s “%s”\n", zb_tier_names[t->facts->lines[i].tier],
                        t->facts->lines[i].text);
        fail();
        return NULL;
}

/* ---- boards of our own ---- */

struct scene_line {
        struct zb_rect box;
        char tier[16], text[1024];
        double em, leading, base;
        int block;
};

struct scene {
        double width, height;
        struct scene_line *lines;
        size_t n;
};

static bool read_line(const char *row, struct scene_line *ret)
{
        const char *box = strchr(row, '[');
        for (; box; box = strchr(box + 1, '['))
                if (sscanf(box, "[%lf %lf %lf %lf] %15[a-z]/%*s em %lf leading %lf base %lf block %d",
                           &ret->box.x, &ret->box.y, &ret->box.w, &ret->box.h, ret->tier, &ret->em,
                           &ret->leading, &ret->base, &ret->block) == 9)
                        break;
        const char *from = box ? strchr(box, '"') : NULL, *to = from;
        for (const char *end = from; end && (end = strstr(end + 1, "\" S"));)
                to = end; /* the last quote before a face's name */
        if (!to || to <= from || (size_t)(to - from) >= sizeof ret->text)
                return false;
        memcpy(ret->text, from + 1, (size_t)(to - from - 1));
        ret->text[to - from - 1] = '\0';
        return true;
}

static struct scene read_scene(const char *path)
{
        struct scene s = {0};
        char row[8192];
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        s.lines = calloc(4096, sizeof *s.lines);
        assert_non_null(s.lines);
        while (fgets(row, sizeof row, file) && s.n < 4096) {
                sscanf(row, "scene [%*f %*f %lf %lf]", &s.width, &s.height);
                if (strncmp(row, "text ", 5) == 0)
                        s.n += read_line(row, &s.lines[s.n]);
        }
        fclose(file);
        assert_true(s.width > 0 && s.n > 0);
        return s;
}

static enum zb_tier tier_named(const char *name)
{
        for (int i = 0; i < ZB_N_TIERS; i++)
                if (strcmp(zb_tier_names[i], name) == 0)
                        return (enum zb_tier)i;
        fail();
        return ZB_TIER_BODY;
}

enum painting { IN_ORDER, BACKWARDS, BY_GLYPH, TWICE, N_PAINTINGS };

static void paint(struct test *t, const struct scene *s, enum painting how)
{
        for (size_t k = 0; k < s->n; k++) {
                const struct scene_line *l = &s->lines[how == BACKWARDS ? s->n - 1 - k : k];
                struct zb_run run = at(l->box.x, l->base, l->em, l->text);
                run.width_mm = l->box.w;
                if (how == BY_GLYPH)
                        glyphs(t, run, 0, k % 2);
                else
                        add(t, run);
                if (how == TWICE) { /* a shadow's shape: a little off */
                        run.x_mm += 0.05 * l->em;
                        add(t, run);
                }
        }
}

struct sums {
        size_t chars[ZB_N_TIERS], lines[ZB_N_TIERS];
        double area;
};

static struct sums sums_of_scene(const struct scene *s)
{
        struct sums sums = {0};
        for (size_t i = 0; i < s->n; i++) {
                enum zb_tier tier = tier_named(s->lines[i].tier);
                sums.lines[tier]++;
                sums.area += s->lines[i].box.w * s->lines[i].box.h;
                sums.chars[tier] += zb_count_chars(s->lines[i].text);
        }
        return sums;
}

static struct sums sums_of_facts(const struct zb_facts *f)
{
        struct sums sums = {0};
        for (size_t i = 0; i < f->n_lines; i++) {
                sums.lines[f->lines[i].tier]++;
                sums.chars[f->lines[i].tier] += f->lines[i].chars;
                sums.area += f->lines[i].box.w * f->lines[i].box.h;
        }
        return sums;
}

static int differ(const char *path, enum painting how, const struct sums *a, const struct sums *b)
{
        static const char *const ways[] = {"in order", "backwards", "by glyph", "twice"};
        int faults = fabs(a->area - b->area) > 0.02 * a->area;
        if (faults)
                fprintf(stderr, "%s, %s: text area %.0f, found %.0f mm²\n", path, ways[how], a->area,
                        b->area);
        for (int i = 0; i < ZB_N_TIERS; i++)
                if (a->chars[i] != b->chars[i]) {
                        faults++;
                        fprintf(stderr, "%s, %s: %s has %zu characters on %zu lines, found %zu on %zu\n",
                                path, ways[how], zb_tier_names[i], a->chars[i], a->lines[i], b->chars[i],
                                b->lines[i]);
                }
        return faults;
}

/* Running text keeps its lines and its paragraphs. Labels may be joined: a name and its value side by side
 * are one line to a reader. */
static int blocks_differ(const char *path, const struct scene *s, const struct test *t)
{
        int faults = 0, last_scene = -1, last_found = -1;
        for (size_t i = 0; i < s->n; i++) {
                const struct zb_fact_line *best = NULL;
                if (strcmp(s->lines[i].tier, "caption") == 0)
                        continue;
                for (size_t k = 0; k < t->facts->n_lines; k++) {
                        const struct zb_fact_line *l = &t->facts->lines[k];
                        if (strcmp(l->text, s->lines[i].text) == 0 &&
                            fabs(l->box.x - s->lines[i].box.x) < 1 &&
                            fabs(l->ink.y - (s->lines[i].base - 0.83 * l->em_mm)) < 1)
                                best = l;
                }
                if (!best) {
                        fprintf(stderr, "%s: the line “%s” is lost\n", path, s->lines[i].text);
                        faults++;
                        continue;
                }
                bool same_scene = s->lines[i].block == last_scene, same = best->block == last_found;
                if (same_scene != same) {
                        fprintf(stderr, "%s: “%s” %s the block before it\n", path, s->lines[i].text,
                                same ? "was put into" : "was torn from");
                        faults++;
                }
                last_scene = s->lines[i].block;
                last_found = best->block;
        }
        return faults;
}

static int try_scene(const char *path)
{
        struct scene s = read_scene(path);
        const struct sums wanted = sums_of_scene(&s);
        int faults = 0;
        for (int how = 0; how < N_PAINTINGS; how++) {
                struct test t;
                start(&t, s.width, s.height);
                paint(&t, &s, (enum painting)how);
                find_lines(&t);
                const struct sums found = sums_of_facts(t.facts);
                faults += differ(path, (enum painting)how, &wanted, &found);
                if (how == IN_ORDER)
                        faults += blocks_differ(path, &s, &t);
                stop(&t);
        }
        free(s.lines);
        return faults;
}

static void own_boards(void **state)
{
        static const char *const names[] = {"school", "region", "refa", "refb", "refc", "refd"};
        int faults = 0;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                char path[512];
                snprintf(path, sizeof path, "%s/tests/golden/%s.scene", ZB_SOURCE_DIR, names[i]);
                faults += try_scene(path);
        }
        assert_int_equal(faults, 0);
}

/* ---- boards of strangers ---- */

static void no_size_is_right_by_being_wrong(void **state)
{
        struct test t; /* a body of 80 pt is a body */
        start(&t, 785, 1780);
        word(&t, 60, 150, 90, "智慧校园");
        word(&t, 60, 300, 45, "一、背景");
        for (int i = 0; i < 6; i++)
                word(&t, 60, 360 + 36 * i, 28.2, "学校依托平台开展因材施教的实践");
        word(&t, 60, 700, 20, "图 1 课堂");
        find_lines(&t);
        assert_int_equal(find(&t, "智慧校园")->tier, ZB_TIER_TITLE);
        assert_int_equal(find(&t, "一、背景")->tier, ZB_TIER_HEADING);
        assert_int_equal(find(&t, "学校依托平台开展因材施教的实践")->tier, ZB_TIER_BODY);
        assert_int_equal(find(&t, "图 1 课堂")->tier, ZB_TIER_CAPTION);
        stop(&t);
}

int main(int argc, char **argv)
{
        int faults = 0;
        for (int i = 1; i < argc; i++)
                faults += try_scene(argv[i]);
        if (argc > 1)
                return faults != 0;
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(own_boards),
                cmocka_unit_test(no_size_is_right_by_being_wrong),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
