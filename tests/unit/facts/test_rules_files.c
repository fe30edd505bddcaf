/* SPDX-License-Identifier: Apache-2.0 */
/* Rules case by case: processes, files, waivers, limits. */
#include "test_rules.h"

/* Offset asks for PDF/X-4, inkjet does not care; the notice's own clauses are beyond a process. */
static void a_process_changes_the_force(void **state)
{
        struct world w;
        good_pdf(&w);
        w.f.pdf.claims = NULL;
        struct zb_findings *offset = judge(&w.f, "liaoning-2025-main", "offset", NULL, 0);
        struct zb_findings *inkjet = judge(&w.f, "liaoning-2025-main", "xiezhen", NULL, 0);
        assert_int_equal(find(offset, "pdf.x4")->severity, ZB_ERROR);
        assert_null(find(inkjet, "pdf.x4"));
        zb_findings_free(offset);
        zb_findings_free(inkjet);
}

static void every_finding_can_be_waived(void **state)
{
        for (int k = 0; k < 2; k++)
                for (const struct broken *b = k ? file_cases : board_cases; b->id; b++) {
                        struct world w;
                        const struct zb_rule_waiver waiver = {b->id, "历史照片", false};
                        if (strcmp(b->id, "waiver.unused") == 0)
                                continue;
                        b->start(&w);
                        b->how(&w);
                        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", b->process, &waiver, 1);
                        for (size_t i = 0; i < found->n; i++)
                                if (strcmp(found->items[i].rule, b->id) == 0)
                                        assert_string_equal(found->items[i].waived, "历史照片");
                        assert_null(find(found, "waiver.unused"));
                        zb_findings_free(found);
                }
}

/* A picture of 331 mm at 212 ppi may be 233 mm wide. */
static void a_poor_picture_is_told_its_size(void **state)
{
        struct world w;
        good(&w);
        w.images[2].ppi_x = w.images[2].ppi_y = 212;
        w.images[2].box.w = 331;
        w.images[2].box.h = 124;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "xiezhen", NULL, 0);
        const struct zb_finding *f = find(found, "image.resolution");
        assert_non_null(f);
        assert_non_null(strstr(f->fix.en, "needs 3910 × 1465 px"));
        assert_non_null(strstr(f->fix.en, "may be 233 × 87 mm at most"));
        assert_non_null(strstr(f->fix.zh, "233 × 87 毫米"));
        zb_findings_free(found);
}

static const struct zb_finding *judged_pdf(struct world *w, const char *rule, struct zb_findings **ret)
{
        *ret = judge(&w->f, "liaoning-2025-main", "xiezhen", NULL, 0);
        return find(*ret, rule);
}

/* Programs spell one family in many ways; a Type 3 font without a name is of no family that could be told. */
static void one_family_has_many_spellings(void **state)
{
        static const char *const good_names[] = {"Source-Han-Sans-CN-Heavy", "Source Han Sans SC", "sourcehansans_cn",
                                                 "思源黑体 CN Bold"};
        struct zb_findings *found;
        struct world w;
        for (size_t i = 0; i < sizeof good_names / sizeof *good_names; i++) {
                good_pdf(&w);
                w.fonts[0].name = good_names[i];
                assert_null(judged_pdf(&w, "type.family", &found));
                zb_findings_free(found);
        }
        good_pdf(&w);
        w.fonts[0].name = "SourceHanSerifCN-Bold";
        assert_non_null(judged_pdf(&w, "type.family", &found));
        zb_findings_free(found);
        w.fonts[0] = (struct zb_fact_font){.name = "", .embedded = true, .type3 = true};
        assert_null(judged_pdf(&w, "type.family", &found));
        assert_non_null(find(found, "unknown.text"));
        zb_findings_free(found);
}

/* A PDF that is one picture has no words and no pictures that anybody could count, but it has pixels. */
static void a_page_that_is_a_picture(void **state)
{
        struct zb_findings *found;
        struct world w;
        good_pdf(&w);
        w.f.flat = true;
        w.f.text_source = "none";
        w.f.n_images = w.f.n_photos = 1;
        w.f.image_mm2 = w.f.text_mm2 = w.f.share = w.f.share_strict = NAN;
        w.images[0].box = w.f.trim;
        w.images[0].ppi_x = w.images[0].ppi_y = 72;
        assert_int_equal(judged_pdf(&w, "image.resolution", &found)->severity, ZB_ERROR);
        assert_null(find(found, "image.count"));
        assert_null(find(found, "figure.infographic"));
        assert_non_null(strstr(find(found, "unknown.images")->message.en, "one picture"));
        assert_non_null(strstr(find(found, "unknown.text")->message.en, "pixels"));
        zb_findings_free(found);
}

/* A picture under all others is no picture of the board; that it is coarse is a remark. */
static void a_coarse_ground_is_remarked(void **state)
{
        struct zb_findings *found;
        struct world w;
        good_pdf(&w);
        w.objects[0] = (struct zb_fact_seen){ZB_SEEN_GROUND, "72", {0, 0, 785, 1780}, 1};
        w.f.pdf.n_objects = 1;
        assert_int_equal(judged_pdf(&w, "image.resolution", &found)->severity, ZB_ADVISORY);
        assert_non_null(strstr(find(found, "image.resolution")->message.en, "only 72 ppi"));
        zb_findings_free(found);
        w.objects[0].name = "300";
        assert_null(judged_pdf(&w, "image.resolution", &found));
        zb_findings_free(found);
}

/* Five pictures and outlined words: what else is drawn may be a chart, but its labels cannot be read. */
static void charts_among_outlines(void **state)
{
        struct zb_findings *found;
        struct world w;
        good_pdf(&w);
        w.f.n_images = w.f.n_photos = 5;
        assert_non_null(judged_pdf(&w, "image.count", &found));
        zb_findings_free(found);
        w.f.text_source = "none";
        w.f.pdf.outlines = 400;
        assert_null(judged_pdf(&w, "image.count", &found));
        assert_null(find(found, "figure.infographic"));
        zb_findings_free(found);
}

/* A font without ToUnicode: glyphs can be seen and measured, what they say is unknown. */
static void glyphs_without_characters(void **state)
{
        struct zb_findings *found;
        struct world w;
        good_pdf(&w);
        w.f.chars = 30;
        assert_non_null(judged_pdf(&w, "text.count", &found));
        zb_findings_free(found);
        w.lines[0].text = "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD";
        assert_null(judged_pdf(&w, "text.count", &found));
        assert_non_null(strstr(find(found, "unknown.text")->message.en, "ToUnicode"));
        assert_non_null(strstr(find(found, "unknown.text")->message.en, "number of characters"));
        zb_findings_free(found);
}

static void waivers(void **state)
{
        struct world w;
        good(&w);
        w.images[2].ppi_y = 212;
        w.f.chars = 389;
        const struct zb_rule_waiver some[] = {{"image.resolution", "历史照片", false}, {"board.size", "?", false}};
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "xiezhen", some, 2);
        assert_int_equal(found->n, 3);
        assert_int_equal(zb_findings_count(found, ZB_ERROR), 0);
        assert_int_equal(zb_findings_count(found, ZB_WARNING), 1);
        assert_int_equal(zb_findings_count(found, ZB_ADVISORY), 1);
        assert_int_equal(zb_findings_verdict(found, false), ZB_PASS_ADVISORY);
        assert_int_equal(zb_findings_verdict(found, true), ZB_FAIL);
        /* worst first, the waived last */
        assert_string_equal(found->items[0].rule, "text.count");
        assert_string_equal(found->items[1].rule, "waiver.unused");
        assert_string_equal(found->items[2].rule, "image.resolution");
        assert_string_equal(found->items[2].waived, "历史照片");
        zb_findings_free(found);
}

static void remarks_are_advisories(void **state)
{
        struct world w;
        good(&w);
        w.remarks[0] = (struct zb_fact_remark){
                "type.body", "/sections/2", {"正文缩小了", "the body was reduced"}, {"删字", "cut"}};
        w.f.remarks = w.remarks;
        w.f.n_remarks = 1;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "xiezhen", NULL, 0);
        assert_int_equal(found->n, 1);
        assert_string_equal(found->items[0].rule, "type.body");
        assert_int_equal(found->items[0].severity, ZB_ADVISORY);
        assert_string_equal(found->items[0].path, "/sections/2");
        zb_findings_free(found);
}

static void many_of_a_kind_are_summed_up(void **state)
{
        struct world w;
        static struct zb_fact_line lines[40];
        good(&w);
        for (int i = 0; i < 40; i++) {
                lines[i] = w.lines[ZB_TIER_CAPTION];
                lines[i].contrast = 1.5;
                lines[i].block = i;
        }
        w.f.lines = lines;
        w.f.n_lines = 40;
        struct zb_findings *found = judge(&w.f, "liaoning-2025-main", "xiezhen", NULL, 0);
        assert_int_equal(found->n, 11);
        zb_findings_free(found);
}

static void a_feature_board_is_asked_for_less(void **state)
{
        struct world w;
        good(&w);
        w.f.width_mm = 800;
        w.f.chars = 389;
        w.f.share = 0.31;
        w.f.title = "《智慧课堂》案例";
        struct zb_findings *found = judge(&w.f, "feature-board", "xiezhen", NULL, 0);
        assert_int_equal(found->n, 1);
        assert_string_equal(found->items[0].rule, "title.marks");
        zb_findings_free(found);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_process_changes_the_force),   cmocka_unit_test(a_poor_picture_is_told_its_size),
                cmocka_unit_test(one_family_has_many_spellings), cmocka_unit_test(a_page_that_is_a_picture),
                cmocka_unit_test(a_coarse_ground_is_remarked),   cmocka_unit_test(charts_among_outlines),
                cmocka_unit_test(glyphs_without_characters),     cmocka_unit_test(waivers),
                cmocka_unit_test(every_finding_can_be_waived),   cmocka_unit_test(remarks_are_advisories),
                cmocka_unit_test(many_of_a_kind_are_summed_up),  cmocka_unit_test(a_feature_board_is_asked_for_less),
                cmocka_unit_test(limits_themselves_pass),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
