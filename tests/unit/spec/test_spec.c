/* SPDX-License-Identifier: Apache-2.0 */
/* board: what a spec becomes. Faults are tested as data (tests/specs); here stands what a caller gets:
 * values, defaults, places, ownership, and the ways in which loading itself can fail. Pictures are a
 * stand-in: a file that begins with "PICTURE" is one, "AI" is one that says it was generated, "WORK" fails
 * for want of memory. */
#include "test_spec.h"

/* ---- tests ---- */

static void the_least_gets_defaults(void **state)
{
        struct loaded l = load("{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"text\":\"丙\"}]}");
        assert_int_equal(l.code, ZB_OK);
        const struct zb_spec *b = l.board;
        assert_string_equal(b->file, spec_path);
        assert_string_equal(b->standard, "liaoning-2025-main");
        assert_string_equal(b->process, "xiezhen");
        assert_null(b->theme); /* the default one */
        assert_int_equal(b->orientation, ZB_PORTRAIT);
        assert_int_equal(b->path, ZB_PATH_AUTO);
        assert_string_equal(b->subtitle, "");
        assert_string_equal(b->organization, "");
        assert_string_equal(b->lead.plain, "");
        assert_int_equal(b->lead.n + b->n_authors + b->n_highlights + b->n_qr + b->n_notes + b->n_waivers, 0);
        assert_int_equal(b->n_sections, 1);
        assert_string_equal(b->sections[0].heading, "乙");
        assert_string_equal(b->sections[0].place, "/sections/0");
        assert_int_equal(b->sections[0].n_text, 1);
        assert_string_equal(b->sections[0].text[0].place, "/sections/0/text");
        assert_string_equal(b->sections[0].text[0].plain, "丙");
        drop(&l);
        zb_spec_free(NULL);
}

static void everything_arrives(void **state)
{
        struct loaded l = load("{\"$schema\":\"s\",\"standard\":\"feature-board\",\"process\":\"offset\","
                               "\"orientation\":\"landscape\","
                               "\"path\":\"Z\",\"theme\":\"theme.json\",\"title\":\"甲\\n乙\",\"subtitle\":"
                               "\"副\",\"organization\":\"校\","
                               "\"authors\":[\"一\",\"二\"],\"lead\":\"导\",\"highlights\":[{\"value\":\"92%"
                               "\",\"label\":\"率\"}],"
                               "\"sections\":[{\"heading\":\"h\",\"text\":[\"一段\",\"二段\"],\"figures\":["
                               "{\"type\":\"photo\",\"src\":\"a.jpg\",\"caption\":\"图\",\"focus\":[0.25,1]},"
                               "{\"type\":\"photo\",\"src\":\"sub/"
                               "b.jpg\"},{\"type\":\"photo\",\"src\":\"a.jpg\",\"ai\":true}]}],"
                               "\"qr\":[{\"url\":\"https://example.cn/\"}],\"notes\":\"注\","
                               "\"waive\":[{\"rule\":\"text.count\",\"why\":\"少\"}]}");
        assert_int_equal(l.code, ZB_OK);
        const struct zb_spec *b = l.board;
        assert_string_equal(b->standard, "feature-board");
        assert_string_equal(b->process, "offset");
        assert_string_equal(b->theme, "theme.json");
        assert_int_equal(b->orientation, ZB_LANDSCAPE);
        assert_int_equal(b->path, ZB_PATH_Z);
        assert_string_equal(b->title, "甲\n乙");
        assert_string_equal(b->subtitle, "副");
        assert_string_equal(b->authors[1], "二");
        assert_string_equal(b->lead.place, "/lead");
        assert_string_equal(b->highlights[0].value, "92%");
        assert_string_equal(b->highlights[0].place, "/highlights/0");
        assert_string_equal(b->sections[0].text[1].place, "/sections/0/text/1");
        const struct zb_figure *f = b->sections[0].figures;
        assert_int_equal(b->sections[0].n_figures, 3);
        assert_int_equal(n_open, 3);
        assert_string_equal(f[0].src, "a.jpg");
        assert_string_equal(f[0].caption, "图");
        assert_true(f[0].focus_x == 0.25 && f[0].focus_y == 1);
        assert_true(f[1].focus_x == 0.5 && f[1].focus_y == 0.5);
        assert_string_equal(f[1].place, "/sections/0/figures/1");
        assert_false(f[0].ai);
        assert_true(f[1].ai); /* the picture says so itself */
        assert_true(f[2].ai);
        assert_string_equal(b->qr[0].url, "https://example.cn/");
        assert_string_equal(b->qr[0].label, "");
        assert_string_equal(b->notes[0].place, "/notes");
        assert_string_equal(b->waivers[0].rule, "text.count");
        assert_string_equal(b->waivers[0].why, "少");
        drop(&l);
}

static void marks_become_spans(void **state)
{
        static const struct {
                const char *text, *plain;
                const char *spans; /* joined by "|", keywords in [ ] */
        } cases[] = {
                {"平铺", "平铺", "平铺|"},
                {"用**平台**备课", "用平台备课", "用|[平台]|备课|"},
                {"**开头**和**结尾**", "开头和结尾", "[开头]|和|[结尾]|"},
                {"**甲****乙**", "甲乙", "[甲]|[乙]|"},
                {"3*4=12", "3*4=12", "3*4=12|"},
                {"***星**", "*星", "[*星]|"},
                {"图~1",
                 "图\xE2\x81\xA0"
                 "1",
                 "图\xE2\x81\xA0"
                 "1|"},
                {"**图~1**",
                 "图\xE2\x81\xA0"
                 "1",
                 "[图\xE2\x81\xA0"
                 "1]|"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                char spec[400], got[400] = "";
                snprintf(spec, sizeof spec,
                         "{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"text\":[\"%s\"]}]}", cases[i].text);
                struct loaded l = load(spec);
                assert_int_equal(l.code, ZB_OK);
                const struct zb_rich *r = &l.board->sections[0].text[0];
                assert_string_equal(r->plain, cases[i].plain);
                for (size_t j = 0, n = 0; j < r->n; j++)
                        n += (size_t)snprintf(got + n, sizeof got - n, r->spans[j].keyword ? "[%s]|" : "%s|",
                                              r->spans[j].text);
                assert_string_equal(got, cases[i].spans);
                drop(&l);
        }
}

static void chart_data_arrives(void **state)
{
        struct loaded l =
                load("{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"figures\":["
                     "{\"type\":\"bar\",\"data\":{\"labels\":[\"一\",\"二\"],\"series\":[{\"name\":\"前\","
                     "\"values\":[1,-2.5]},"
                     "{\"values\":[3,4]}],\"unit\":\"次\",\"max\":30}},"
                     "{\"type\":\"donut\",\"data\":{\"labels\":[\"一\",\"二\"],\"values\":[0,5],\"unit\":\"%\"}},"
                     "{\"type\":\"table\",\"data\":{\"columns\":[\"年\",\"数\"],\"rows\":[[\"去年\",12.5],[2025,"
                     "\"\"]]}},"
                     "{\"type\":\"flow\",\"data\":{\"steps\":[\"备\",{\"label\":\"上\",\"icon\":\"screen\"}]}},"
                     "{\"type\":\"timeline\",\"data\":{\"events\":[{\"time\":\"3月\",\"label\":\"启\"},"
                     "{\"time\":\"4月\",\"label\":\"结\"}]}}]}]}");
        assert_int_equal(l.code, ZB_OK);
        const struct zb_figure *f = l.board->sections[0].figures;
        const struct zb_chart_data *d = &f[0].data;
        assert_int_equal(f[0].type, ZB_FIG_BAR);
        assert_int_equal(d->n_labels, 2);
        assert_int_equal(d->n_series, 2);
        assert_string_equal(d->series[0].name, "前");
        assert_string_equal(d->series[1].name, "");
        assert_true(d->series[0].values[1] == -2.5 && d->max == 30);
        assert_string_equal(d->unit, "次");
        assert_null(d->icons);
        d = &f[1].data;
        assert_int_equal(d->n_series, 1);
        assert_true(d->series[0].values[1] == 5 && d->max == 0);
        d = &f[2].data;
        assert_int_equal(d->n_rows, 2);
        assert_string_equal(d->labels[1], "数");
        assert_string_equal(d->cells[0], "去年");
        assert_string_equal(d->cells[1], "12.5");
        assert_string_equal(d->cells[2], "2025");
        assert_string_equal(d->cells[3], "");
        assert_string_equal(d->unit, "");
        d = &f[3].data;
        assert_string_equal(d->labels[1], "上");
        assert_string_equal(d->icons[0], "");
        assert_string_equal(d->icons[1], "screen");
        d = &f[4].data;
        assert_string_equal(d->times[1], "4月");
        assert_string_equal(d->labels[1], "结");
        drop(&l);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(the_least_gets_defaults),
                cmocka_unit_test(everything_arrives),
                cmocka_unit_test(marks_become_spans),
                cmocka_unit_test(chart_data_arrives),
        };
        return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
