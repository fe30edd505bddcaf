/* SPDX-License-Identifier: Apache-2.0 */
/* Facts through JSON and back. A full set is made from the tables of fields, every value another one; and a
 * test of its own proves that the tables leave no field of a struct out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "derive.h"
#include "facts_full.h"

/* ---- there and back ---- */

static struct zb_facts *through_json(const struct zb_facts *facts, struct zb_buf *text_there)
{
        struct zb_err err = {0};
        struct zb_facts *back = NULL;
        struct zb_buf again = ZB_BUF_INIT;
        assert_int_equal(zb_facts_write(facts, text_there, &err), ZB_OK);
        if (zb_facts_read(text_there->data, text_there->len, &back, &err))
                fail_msg("%s: %s", err.place, err.en);
        assert_int_equal(zb_facts_write(back, &again, &err), ZB_OK);
        assert_string_equal(text_there->data, again.data);
        zb_buf_fini(&again);
        return back;
}

static void full_facts_survive(void **state)
{
        struct zb_facts *facts = full_facts("第“\\”");
        struct zb_buf buf = ZB_BUF_INIT;
        struct zb_facts *back = through_json(facts, &buf);
        /* The text is the same again; that it holds the values is seen on some of every type. */
        assert_string_equal(back->file, facts->file);
        assert_int_equal(back->kind, ZB_KIND_AI);
        assert_int_equal(back->n_lines, 3);
        for (size_t i = 0; i < 3; i++) {
                const struct zb_fact_line *a = &facts->lines[i], *b = &back->lines[i];
                assert_string_equal(a->text, b->text);
                assert_memory_equal(&a->box, &b->box, sizeof a->box);
                assert_memory_equal(&a->colour, &b->colour, sizeof a->colour);
                assert_true(a->em_mm == b->em_mm && a->tier == b->tier && a->block == b->block && b->hidden);
                assert_true(facts->images[i].same == back->images[i].same);
        }
        assert_string_equal(back->container.trouble.packed, facts->container.trouble.packed);
        assert_string_equal(back->container.warnings[2], facts->container.warnings[2]);
        assert_int_equal(back->survey.view_len, 1000);
        assert_memory_equal(back->survey.view, facts->survey.view, 1000);
        assert_memory_equal(back->survey.ink, facts->survey.ink,
                            (size_t)facts->survey.cols * (size_t)facts->survey.rows);
        assert_memory_equal(back->survey.ink_cm2, facts->survey.ink_cm2, sizeof facts->survey.ink_cm2);
        assert_memory_equal(back->tiers, facts->tiers, sizeof facts->tiers);
        zb_buf_fini(&buf);
        zb_facts_free(back);
        zb_facts_free(facts);
}

static void what_is_unknown_stays_unknown(void **state)
{
        struct zb_facts *facts = zb_facts_new();
        struct zb_buf buf = ZB_BUF_INIT;
        facts->line_min_mm = INFINITY;
        struct zb_facts *back = through_json(facts, &buf);
        assert_true(isnan(back->width_mm) && isnan(back->share) && isnan(back->tiers[2].leading));
        assert_true(isinf(back->line_min_mm) && isnan(back->container.bytes));
        assert_null(back->title);
        assert_null(back->profile);
        assert_null(back->container.trouble.packed);
        assert_null(back->survey.view);
        assert_int_equal(back->overlaps, -1);
        assert_int_equal(back->keywords, -1);
        assert_int_equal(back->raster.composite, -1);
        assert_string_equal(back->text_source, "none");
        assert_string_equal(back->safe_what, "");
        assert_int_equal(back->n_lines, 0);
        zb_buf_fini(&buf);
        zb_facts_free(back);
        zb_facts_free(facts);
}

/* ---- no field is left out ---- */

static size_t size_of(const struct zb_field *f)
{
        switch (f->type) {
        case ZB_F_BOOL:
                return sizeof(bool);
        case ZB_F_INT:
        case ZB_F_NAME:
                return sizeof(int);
        case ZB_F_NUMS:
                return f->n * sizeof(double);
        case ZB_F_RECT:
                return sizeof(struct zb_rect);
        case ZB_F_INK:
                return sizeof(struct zb_ink);
        case ZB_F_MSG:
                return sizeof(struct zb_msg);
        case ZB_F_RECORD:
                return f->of->size;
        case ZB_F_RECORDS:
                return f->n * f->of->size;
        default:
                return 8;
        }
}

static void all_covered(const struct zb_record *record, const char *name)
{
        char *covered = calloc(1, record->size);
        size_t gap = 0;
        for (size_t i = 0; i < record->n_fields; i++) {
                const struct zb_field *f = &record->fields[i];
                assert_true(f->at + size_of(f) <= record->size);
                memset(covered + f->at, 1, size_of(f));
                if (f->at_n)
                        memset(covered + f->at_n, 1, sizeof(size_t));
                if (f->of)
                        all_covered(f->of, f->key);
        }
        if (record == &zb_facts_record)
                memset(covered + offsetof(struct zb_facts, arena), 1, sizeof(void *));
        /* Four bytes of padding may follow an int, seven a bool. */
        for (size_t i = 0; i < record->size; i++) {
                gap = covered[i] ? 0 : gap + 1;
                if (gap > 7)
                        fail_msg("a field of %s at byte %zu stands in no table", name, i);
        }
        free(covered);
}

static void no_field_is_left_out(void **state)
{
        all_covered(&zb_facts_record, "zb_facts");
}

/* ---- what a stranger may send ---- */

/* The text of small facts with one piece replaced. */
static enum zb_code read_changed(const char *from, const char *to, struct zb_facts **ret, struct zb_err *err)
{
        struct zb_facts *facts = zb_facts_new();
        struct zb_fact_line line = {.contrast = 4.5, .text = "甲", .role = "", .font = "", .place = ""};
        struct zb_buf buf = ZB_BUF_INIT, changed = ZB_BUF_INIT;
        facts->lines = &line;
        facts->n_lines = 1;
        facts->width_mm = 785;
        facts->container.trouble = zb_arena_say(facts->arena, "\"%s\"", "here");
        assert_int_equal(zb_facts_write(facts, &buf, err), ZB_OK);
        const char *at = strstr(buf.data, from);
        assert_non_null(at);
        zb_buf_put(&changed, buf.data, (size_t)(at - buf.data));
        zb_buf_puts(&changed, to);
        zb_buf_puts(&changed, at + strlen(from));
        enum zb_code code = zb_facts_read(changed.data, changed.len, ret, err);
        zb_buf_fini(&buf);
        zb_buf_fini(&changed);
        zb_facts_free(facts);
        return code;
}

static void nonsense_is_refused(void **state)
{
        static const struct {
                const char *from, *to, *place;
        } cases[] = {
                {"\"width_mm\": 785.0", "\"width_mm\": \"wide\"", "width_mm"},
                {"\"kind\": \"spec\"", "\"kind\": \"exe\"", "kind"},
                {"\"text_source\": \"none\"", "\"text_source\": \"all\"", "text_source"},
                {"\"lines\": [", "\"lines\": [3, ", "lines"},
                {"\"lines\": [", "\"rows\": [", "lines"},
                {"\"text\": \"甲\"", "\"text\": null", "text"},
                {"\"text\": \"甲\"", "\"text\": \"\xff\"", "facts:"},
                {"\"chars\": 0", "\"chars\": true", "chars"},
                {"\"cols\": 0", "\"cols\": 3, \"cols\": 4", "facts:"},
                {"\"ink\": null", "\"ink\": \"AAAA\"", "ink"},
                {"\"view\": null", "\"view\": \"AAA\"", "view"},
                {"\"id\": \"\\\"%s\\\"\"", "\"id\": \"%n is no sentence of ours\"", "trouble"},
                {"\"s\": \"here\"", "\"q\": \"here\"", "trouble"},
                {"\"s\": \"here\"", "\"d\": \"here\"", "trouble"},
                {"\"keyword\": false", "\"keyword\": 0", "keyword"},
                {"\"space\": null", "\"space\": \"sRGB\"", "space"},
                {"\"spaces\": []", "\"spaces\": [\"sRGB\"]", "spaces"},
                {"\"spaces\": []", "\"spaces\": [\"DeviceCMYK\", null]", "spaces"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_facts *facts = NULL;
                struct zb_err err = {0};
                if (read_changed(cases[i].from, cases[i].to, &facts, &err) != ZB_INPUT)
                        fail_msg("%s was taken", cases[i].to);
                assert_null(facts);
                assert_true(*err.en && *err.zh);
                if (strncmp(err.place, cases[i].place, strlen(cases[i].place)) != 0)
                        fail_msg("%s: refused at %s: %s", cases[i].to, err.place, err.en);
        }
}

static void what_is_out_of_bounds_is_clamped(void **state)
{
        struct zb_facts *facts = NULL;
        struct zb_err err = {0};
        assert_int_equal(read_changed("\"width_mm\": 785.0", "\"width_mm\": -1e300", &facts, &err), ZB_OK);
        assert_true(facts->width_mm == 0);
        zb_facts_free(facts);
        assert_int_equal(read_changed("\"block\": 0", "\"block\": 1e99", &facts, &err), ZB_OK);
        assert_int_equal(facts->lines[0].block, INT32_MAX);
        zb_facts_free(facts);
        assert_int_equal(read_changed("\"contrast\": 4.5", "\"contrast\": \"inf\"", &facts, &err), ZB_OK);
        assert_true(facts->lines[0].contrast == 21);
        zb_facts_free(facts);
        assert_int_equal(read_changed("甲", "甲\\u001b[2J\\u202e乙", &facts, &err), ZB_OK);
        assert_string_equal(facts->lines[0].text, "甲 [2J 乙");
        zb_facts_free(facts);
}

static void too_much_is_refused(void **state)
{
        struct zb_buf buf = ZB_BUF_INIT;
        struct zb_facts *facts = NULL;
        struct zb_err err = {0};
        zb_buf_puts(&buf, "{\"lines\": [");
        for (int i = 0; i < 5000000; i++)
                zb_buf_puts(&buf, "1,");
        zb_buf_puts(&buf, "1]}");
        assert_int_equal(zb_facts_read(buf.data, buf.len, &facts, &err), ZB_INPUT);
        zb_buf_fini(&buf);
}

/* ---- what a file is ---- */

static void kinds_by_the_first_bytes(void **state)
{
        static const struct {
                const char *bytes;
                size_t len;
                int kind; /* -1: none */
        } cases[] = {
                {"%PDF-1.4\n", 9, ZB_KIND_PDF},
                {"junk before\n%PDF-1.7", 20, ZB_KIND_PDF},
                {"%!PS-Adobe-3.0 \n", 16, ZB_KIND_AI},
                {"II*\0\x08\0\0\0", 8, ZB_KIND_TIFF},
                {"MM\0+\0\x08\0\0", 8, ZB_KIND_TIFF},
                {"\xff\xd8\xff\xe0", 4, ZB_KIND_JPEG},
                {"8BPS\0\1", 6, ZB_KIND_PSD},
                {"{\"title\"", 8, ZB_KIND_SPEC},
                {"\xEF\xBB\xBF \r\n\t{", 8, ZB_KIND_SPEC},
                {"", 0, -1},
                {"\0\0\0\0{", 5, -1},
                {"II*", 3, -1},
                {"PK\3\4", 4, -1},
                {"\x89PNG", 4, -1},
                {"[{", 2, -1},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                enum zb_kind kind = ZB_N_KINDS;
                bool known = zb_kind_of_bytes((const uint8_t *)cases[i].bytes, cases[i].len, &kind);
                assert_int_equal(known ? (int)kind : -1, cases[i].kind);
        }
}

/* ---- what follows from other facts ---- */

static struct zb_fact_line line_at(double y, const char *text, int block)
{
        return (struct zb_fact_line){.box = {100, y, 200, 12},
                                     .ink = {100, y, 200, 9},
                                     .tier = ZB_TIER_BODY,
                                     .role = "",
                                     .text = text,
                                     .font = "",
                                     .place = "",
                                     .em_mm = 10,
                                     .ink_mm = NAN,
                                     .leading = NAN,
                                     .contrast = 7,
                                     .block = block};
}

static struct zb_facts *small_board(enum zb_kind kind, struct zb_fact_line *lines, size_t n)
{
        struct zb_facts *f = zb_facts_new();
        f->kind = kind;
        f->visible = (struct zb_rect){20, 10, 745, 1760};
        f->text_source = n ? "live" : "none";
        f->lines = lines;
        f->n_lines = n;
        return f;
}

static void hidden_lines_count_for_nothing(void **state)
{
        struct zb_fact_line lines[] = {line_at(100, "看得见的字", 0), line_at(100, "藏起来的字", 1),
                                       line_at(5, "出了边", 2)};
        lines[1].hidden = lines[2].hidden = true;
        lines[1].contrast = 1;
        struct zb_facts *f = small_board(ZB_KIND_PDF, lines, 3);
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        assert_int_equal(f->chars, 5);
        assert_int_equal(f->tiers[ZB_TIER_BODY].lines, 1);
        assert_int_equal(f->overlaps, 0);
        assert_true(f->min_contrast == 7 && f->safe_min_mm == 80 && f->text_mm2 == 200 * 12);
        lines[1].hidden = lines[2].hidden = false;
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        assert_int_equal(f->chars, 13);
        assert_int_equal(f->overlaps, 1);
        assert_string_equal(f->overlap_a, "看得见的字");
        assert_true(f->min_contrast == 1 && f->safe_min_mm == -5);
        zb_facts_free(f);
}

static void sizes_are_known_without_the_ink(void **state)
{
        struct zb_fact_line lines[] = {line_at(100, "甲", 0), line_at(200, "乙", 1)};
        lines[1].em_mm = 20;
        struct zb_facts *f = small_board(ZB_KIND_PDF, lines, 2);
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        assert_true(fabs(f->tiers[ZB_TIER_BODY].em_cm - 1.5) < 1e-9);
        assert_true(isnan(f->tiers[ZB_TIER_BODY].ink_cm) && isnan(f->tiers[ZB_TIER_BODY].leading));
        zb_facts_free(f);
}

static void line_edges_are_looked_at(void **state)
{
        struct zb_fact_line lines[] = {line_at(100, "他说（", 0), line_at(112, "，好）", 0),
                                       line_at(300, "，好", 1)};
        struct zb_facts *f = small_board(ZB_KIND_PSD, lines, 3);
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        assert_true(lines[0].bad_end && lines[1].bad_start);
        assert_false(lines[2].bad_start); /* its paragraph begins there */
        assert_int_equal(lines[1].chars, 3);
        zb_facts_free(f);
}

static void what_cannot_be_seen_is_unknown(void **state)
{
        /* Outlined words: the pictures are known, the words are not. */
        struct zb_fact_image image = {
                .box = {100, 100, 100, 100}, .place = "", .caption = "", .type = "photo"};
        struct zb_facts *f = small_board(ZB_KIND_PDF, NULL, 0);
        f->images = &image;
        f->n_images = 1;
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        assert_true(f->image_mm2 == 10000 && isnan(f->text_mm2) && isnan(f->share) && isnan(f->safe_min_mm));
        assert_int_equal(f->overlaps, -1);
        image.box.x = 10; /* but outside is outside */
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        assert_true(f->safe_min_mm == -10);
        /* One picture is all there is. */
        f->flat = true;
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        assert_true(isnan(f->image_mm2) && isnan(f->share));
        /* Of a spec all is known: no words are no words. */
        f->flat = false;
        f->kind = ZB_KIND_SPEC;
        image.box.x = 100;
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        assert_true(f->text_mm2 == 0 && f->share == 1 && f->safe_min_mm == 80);
        assert_int_equal(f->overlaps, 0);
        zb_facts_free(f);
}

static void the_mark_of_ai_is_found_on_its_picture(void **state)
{
        struct zb_fact_line lines[] = {line_at(100, "AI生成", 0), line_at(500, "图片由人工智能合成", 1)};
        struct zb_fact_image images[] = {
                {.box = {90, 90, 300, 300},
                 .px_w = 10,
                 .ppi_x = 320,
                 .ppi_y = 300,
                 .place = "",
                 .caption = ""},
                {.box = {90, 900, 300, 300}, .ppi_x = NAN, .ppi_y = NAN, .place = "", .caption = ""}};
        lines[0].ink_mm = 7;
        struct zb_facts *f = small_board(ZB_KIND_PDF, lines, 2);
        f->images = images;
        f->n_images = 2;
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        assert_true(images[0].ai_marked && images[0].ai_mark_mm == 7 && !images[1].ai_marked);
        assert_true(f->ppi_min == 300);
        assert_int_equal(f->n_photos, 1);
        zb_facts_free(f);
}

/* ---- the reading path ---- */

struct stand { /* a line of a tier at a place */
        double x, y;
        const char *text;
        enum zb_tier tier;
};

static const char *path_of(enum zb_kind kind, const struct stand *at, size_t n)
{
        struct zb_fact_line lines[10];
        for (size_t i = 0; i < n; i++) {
                double em = at[i].tier == ZB_TIER_HEADING ? 60 : 24,
                       w = at[i].tier == ZB_TIER_HEADING ? 240 : 30;
                lines[i] = line_at(at[i].y, at[i].text, (int)i);
                lines[i].tier = at[i].tier;
                lines[i].em_mm = em;
                lines[i].box = (struct zb_rect){at[i].x, at[i].y, w, 1.1 * em};
                lines[i].ink = (struct zb_rect){at[i].x, at[i].y + 0.1 * em, w, 0.9 * em};
        }
        struct zb_facts *f = small_board(kind, lines, n);
        f->width_mm = 785;
        assert_int_equal(zb_derive(&(struct zb_derivation){.facts = f}, NULL), ZB_OK);
        const char *path = f->path_used; /* a literal */
        zb_facts_free(f);
        return path;
}

static void the_reading_path_is_told_by_the_headings(void **state)
{
#define H ZB_TIER_HEADING
#define T ZB_TIER_TITLE
#define C ZB_TIER_CAPTION
        static const struct {
                const char *name, *path;
                size_t n;
                struct stand at[9];
        } cases[] = {
                {"a stem",
                 "F",
                 4,
                 {{40, 20, "题目", T}, {100, 400, "背景", H}, {102, 700, "做法", H}, {100, 1000, "成效", H}}},
                {"key figures are no sections",
                 "F",
                 6,
                 {{40, 20, "题目", T},
                  {40, 200, "98%", H},
                  {500, 200, "12 项", H},
                  {100, 400, "背景", H},
                  {100, 700, "做法", H},
                  {100, 1000, "成效", H}}},
                {"two say too little", NULL, 2, {{100, 400, "背景", H}, {100, 700, "做法", H}}},
                {"a stem at the right",
                 NULL,
                 3,
                 {{500, 400, "背景", H}, {500, 700, "做法", H}, {500, 1000, "成效", H}}},
                {"two by two",
                 "Z",
                 4,
                 {{40, 400, "背景", H}, {440, 402, "做法", H}, {40, 900, "成效", H}, {440, 900, "展望", H}}},
                {"two and one", "Z", 3, {{40, 400, "背景", H}, {440, 400, "做法", H}, {40, 900, "成效", H}}},
                {"left and right by turns",
                 "Z",
                 3,
                 {{40, 400, "背景", H}, {440, 700, "做法", H}, {40, 1000, "成效", H}}},
                {"one row", NULL, 3, {{40, 400, "背景", H}, {300, 400, "做法", H}, {560, 400, "成效", H}}},
                {"scattered",
                 NULL,
                 4,
                 {{40, 400, "背景", H}, {300, 550, "做法", H}, {560, 700, "成效", H}, {200, 900, "展望", H}}},
                {"numbered along the rows",
                 "Z",
                 4,
                 {{40, 400, "一、背景", H},
                  {440, 400, "二、做法", H},
                  {40, 900, "三、成效", H},
                  {440, 900, "四、展望", H}}},
                {"numbered down the columns",
                 NULL,
                 4,
                 {{40, 400, "一、背景", H},
                  {440, 400, "三、成效", H},
                  {40, 900, "二、做法", H},
                  {440, 900, "四、展望", H}}},
                {"numbers that stand apart",
                 NULL,
                 8,
                 {{40, 400, "背景", H},
                  {440, 400, "成效", H},
                  {40, 900, "做法", H},
                  {440, 900, "展望", H},
                  {5, 420, "01", C},
                  {405, 420, "03", C},
                  {5, 920, "02", C},
                  {405, 920, "04", C}}},
                {"a heading above the title",
                 NULL,
                 4,
                 {{40, 500, "题目", T},
                  {100, 400, "背景", H},
                  {100, 700, "做法", H},
                  {100, 1000, "成效", H}}},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                const char *path = path_of(ZB_KIND_PDF, cases[i].at, cases[i].n);
                if (strcmp(path ? path : "", cases[i].path ? cases[i].path : "") != 0)
                        fail_msg("%s: %s", cases[i].name, path ? path : "unknown");
        }
        assert_null(path_of(ZB_KIND_SPEC, cases[0].at, cases[0].n)); /* the composer says it */
#undef H
#undef T
#undef C
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(full_facts_survive),
                cmocka_unit_test(what_is_unknown_stays_unknown),
                cmocka_unit_test(no_field_is_left_out),
                cmocka_unit_test(nonsense_is_refused),
                cmocka_unit_test(what_is_out_of_bounds_is_clamped),
                cmocka_unit_test(too_much_is_refused),
                cmocka_unit_test(kinds_by_the_first_bytes),
                cmocka_unit_test(hidden_lines_count_for_nothing),
                cmocka_unit_test(sizes_are_known_without_the_ink),
                cmocka_unit_test(line_edges_are_looked_at),
                cmocka_unit_test(what_cannot_be_seen_is_unknown),
                cmocka_unit_test(the_mark_of_ai_is_found_on_its_picture),
                cmocka_unit_test(the_reading_path_is_told_by_the_headings),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
