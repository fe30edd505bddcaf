/* SPDX-License-Identifier: Apache-2.0 */
/* Every rule with facts that keep it and with facts that break it: the finding must be there, of the right
 * severity, at the right place, and say the figure. A last test holds the table against the list of rules. */
#include "test_rules.h"

static void a_good_board_keeps_every_rule(void **state)
{
        static const char *const processes[] = {"xiezhen", "penhui", "offset"};
        for (size_t i = 0; i < 3; i++) {
                struct world w;
                good(&w);
                struct zb_findings *found = judge(&w.f, "liaoning-2025-main", processes[i], NULL, 0);
                if (found->n > 0)
                        fail_msg("%s: %s: %s", processes[i], found->items[0].rule, found->items[0].message.en);
                assert_int_equal(zb_findings_verdict(found, true), ZB_PASS);
                zb_findings_free(found);
        }
}

static void check_case(const struct broken *b)
{
        struct world w;
        b->start(&w);
        b->how(&w);
        const struct zb_rule_waiver waiver = {"text.cuont", "because", false};
        bool waiving = strcmp(b->id, "waiver.unused") == 0;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", b->process, &waiver, waiving);
        const struct zb_finding *f = find(found, b->id);
        if (!f)
                fail_msg("%s (%s): nothing found", b->id, b->says);
        if (f->severity != b->severity || f->box.x != b->x || (b->path && strcmp(f->path, b->path) != 0) ||
            !strstr(f->message.en, b->says))
                fail_msg("%s (%s): %s at %g %s: %s", b->id, b->says, zb_severity_names[f->severity], f->box.x,
                         f->path, f->message.en);
        if (!*f->message.zh || !*f->fix.zh || !*f->fix.en)
                fail_msg("%s: a sentence is missing", b->id);
        if (isnan(f->measured) && !*f->measured_text.en)
                fail_msg("%s: nothing measured", b->id);
        zb_findings_free(found);
}

static void every_rule_finds_its_fault(void **state)
{
        for (int k = 0; k < 2; k++)
                for (const struct broken *b = k ? file_cases : board_cases; b->id; b++)
                        check_case(b);
}

/* The unknowns of a file are not its faults. */
static void good_files_keep_every_rule(void **state)
{
        static void (*const starts[])(struct world *) = {good_pdf, good_tiff, good_psd};
        static const char *const processes[] = {"xiezhen", "penhui", "offset"};
        for (size_t k = 0; k < 3; k++)
                for (size_t i = 0; i < 3; i++) {
                        struct world w;
                        starts[k](&w);
                        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", processes[i], NULL, 0);
                        for (size_t n = 0; n < found->n; n++)
                                if (found->items[n].n_covers == 0 && strcmp(found->items[n].rule, "file.output") != 0)
                                        fail_msg("%s as %s: %s: %s", processes[i], zb_kind_names[w.f.kind],
                                                 found->items[n].rule, found->items[n].message.en);
                        assert_int_not_equal(zb_findings_verdict(found, true), ZB_FAIL);
                        zb_findings_free(found);
                }
}

/* Half of a board has half of its words: of a damaged file nothing but the damage is judged. */
static void half_a_file_is_not_judged(void **state)
{
        struct world w;
        good_tiff(&w);
        w.f.container.reading = ZB_READ_DAMAGED;
        w.f.raster.px_w = 10;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "offset", NULL, 0);
        for (size_t i = 0; i < found->n; i++)
                assert_string_equal(found->items[i].rule, "file.readable");
        assert_int_equal(find(found, "file.readable")->severity, ZB_ERROR);
        zb_findings_free(found);
}

static bool has_case(const struct broken *b, const char *id)
{
        for (; b->id; b++)
                if (strcmp(b->id, id) == 0)
                        return true;
        return false;
}

static bool among(const char *id, const char *const *list)
{
        for (; *list; list++)
                if (strcmp(*list, id) == 0)
                        return true;
        return false;
}

static void every_rule_is_in_the_table(void **state)
{
        struct zb_arena *arena = zb_arena_new();
        const char *const *ids = zb_rule_ids(arena);
        size_t n = 0;
        for (const char *const *id = ids; *id; id++, n++) {
                if (among(*id, id + 1))
                        fail_msg("%s has two rules", *id);
                if (!has_case(board_cases, *id) && !has_case(file_cases, *id))
                        fail_msg("%s has no case", *id);
        }
        assert_true(n > 60);
        for (int k = 0; k < 2; k++)
                for (const struct broken *b = k ? file_cases : board_cases; b->id; b++)
                        if (!among(b->id, ids))
                                fail_msg("%s is not in zb_rule_ids", b->id);
        zb_arena_free(arena);
}

/* Each rule is a clause that a standard can hold, so that no rule is out of an organiser's reach; and each
 * clause is a rule, or a fact that nothing can break. */
static void rules_and_clauses_are_one_list(void **state)
{
        static const char *const facts[] = {"board.stand", "colour.scheme", "qr.allowed", NULL};
        struct zb_arena *arena = zb_arena_new();
        const char *const *ids = zb_rule_ids(arena);
        for (const char *const *id = ids; *id; id++) {
                bool own = strcmp(*id, "waiver.unused") == 0 || strncmp(*id, "unknown.", 8) == 0;
                if (own == among(*id, zb_clause_ids()))
                        fail_msg("%s is no clause", *id);
        }
        for (const char *const *id = zb_clause_ids(); *id; id++)
                if (among(*id, facts) == among(*id, ids))
                        fail_msg("%s has no rule", *id);
        zb_arena_free(arena);
}

/* Every rule is asked of the main board by default, and its sentences stand in the data. */
static void every_clause_is_in_the_data(void **state)
{
        struct zb_standard *s = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_standard_load(ZB_SOURCE_DIR "/layouts", "liaoning-2025-main", &s, &err), ZB_OK);
        for (const char *const *id = zb_clause_ids(); *id; id++)
                if (!zb_standard_clause(s, *id))
                        fail_msg("%s is in no file of layouts/", *id);
        zb_standard_free(s);
}

/* What a file does not tell is told once a subject, and nothing else is made of it. */
static void the_unknown_never_passes_silently(void **state)
{
        static const char *const asked[] = {
                "text.count", "text.emphasis", "text.glyphs", "text.contrast", "text.overlap",       "title.marks",
                "type.title", "type.note",     "type.family", "type.leading",  "type.kinsoku",       "image.count",
                "figure.ai",  "layout.ratio",  "layout.path", "board.visible", "figure.infographic", "board.size",
                "ink.total",  "ink.black",     "colour.mode", "board.blank",   "board.bleed",        NULL};
        struct zb_facts *f = zb_facts_new();
        assert_non_null(f);
        f->kind = ZB_KIND_TIFF;
        f->raster.known = true;
        f->raster.ppi_x = f->raster.ppi_y = 300;
        f->raster.px_w = 9272;
        f->raster.px_h = 21024;
        f->profile = "?";
        f->container.bytes = 5e6;
        struct zb_findings *found = judge(f, "liaoning-2025-main", "offset", NULL, 0);
        const char *covered[64] = {NULL};
        size_t n = 0;
        for (size_t i = 0; i < found->n; i++) {
                const struct zb_finding *one = &found->items[i];
                assert_int_equal(one->severity, ZB_ADVISORY);
                for (size_t k = 0; k < one->n_covers; k++)
                        covered[n++] = one->covers[k];
                assert_true(one->n_covers == 0 || strstr(one->message.en, "not judged") != NULL);
        }
        for (const char *const *id = asked; *id; id++)
                if (!among(*id, covered))
                        fail_msg("%s passed silently", *id);
        assert_true(found->n <= 5); /* four subjects, and that a TIFF is no JPG */
        assert_string_equal(find(found, "unknown.text")->message.zh,
                            "文字是像素，读不出来，没有判定：字数、关键词、缺字、文字与底色的对比、互相压盖、"
                            "作品名称、字体、"
                            "各级字高、行距、标点位置");
        zb_findings_free(found);
        zb_facts_free(f);
}

static void a_spec_is_never_unknown(void **state)
{
        struct zb_facts *f = zb_facts_new();
        assert_non_null(f);
        struct zb_findings *found = judge(f, "liaoning-2025-main", "offset", NULL, 0);
        for (size_t i = 0; i < found->n; i++)
                assert_int_equal(found->items[i].n_covers, 0);
        zb_findings_free(found);
        zb_facts_free(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_good_board_keeps_every_rule),     cmocka_unit_test(good_files_keep_every_rule),
                cmocka_unit_test(every_rule_finds_its_fault),        cmocka_unit_test(every_rule_is_in_the_table),
                cmocka_unit_test(rules_and_clauses_are_one_list),    cmocka_unit_test(every_clause_is_in_the_data),
                cmocka_unit_test(the_unknown_never_passes_silently), cmocka_unit_test(a_spec_is_never_unknown),
                cmocka_unit_test(half_a_file_is_not_judged),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
