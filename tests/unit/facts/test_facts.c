/* SPDX-License-Identifier: Apache-2.0 */
/* Facts through JSON and back. A full set is made from the tables of fields, every value another one; and a
 * test of its own proves that the tables leave no field of a struct out. */
#include "test_facts.h"

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

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(full_facts_survive),
                cmocka_unit_test(what_is_unknown_stays_unknown),
                cmocka_unit_test(no_field_is_left_out),
                cmocka_unit_test(nonsense_is_refused),
                cmocka_unit_test(what_is_out_of_bounds_is_clamped),
                cmocka_unit_test(too_much_is_refused),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
