/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is, and what follows from other facts. */
#include "test_facts.h"

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
        struct zb_fact_line lines[] = {line_at(100, "他说（", 0), line_at(112, "，好）", 0), line_at(300, "，好", 1)};
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
        struct zb_fact_image image = {.box = {100, 100, 100, 100}, .place = "", .caption = "", .type = "photo"};
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
                {.box = {90, 90, 300, 300}, .px_w = 10, .ppi_x = 320, .ppi_y = 300, .place = "", .caption = ""},
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

int main(void)
{
        const struct CMUnitTest tests[] = {
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
