/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of the PDF that is written hold: text, pictures, paint. */
#include "test_pdf.h"

/* The width of a CID by the W array. */
static double width_of(struct pdf_file *f, const char *font, unsigned long cid)
{
        char name[16];
        snprintf(name, sizeof(name), "/%s", font);
        qpdf_oh below = qpdf_oh_get_array_item(
                f->q, key(f, key(f, key(f, f->resources, "/Font"), name), "/DescendantFonts"), 0);
        qpdf_oh w = key(f, below, "/W");
        double width = qpdf_oh_get_numeric_value(f->q, key(f, below, "/DW"));
        for (int i = 0; i + 1 < qpdf_oh_get_array_n_items(f->q, w); i += 2) {
                unsigned long first = (unsigned long)number_at(f, w, i);
                qpdf_oh list = qpdf_oh_get_array_item(f->q, w, i + 1);
                unsigned long n = (unsigned long)qpdf_oh_get_array_n_items(f->q, list);
                if (cid >= first && cid < first + n)
                        width = number_at(f, list, (int)(cid - first));
        }
        return width;
}

/* Reads every glyph's place back from the text operators and compares it with the scene. */
static void test_glyph_places(void **state)
{
        struct fixture *x = *state;
        struct pdf_file *f = &x->file;
        const struct zb_scene *s = x->scene;
        const char *p = (const char *)f->content;
        size_t compared = 0;
        for (size_t i = 0; i < s->n_items; i++) {
                if (s->items[i].kind != ZB_ITEM_TEXT)
                        continue;
                const struct zb_text *t = &s->items[i].text;
                const char *block = strstr(p, "BT\n"), *end = strstr(p, "\nET");
                assert_non_null(block);
                assert_non_null(end);
                char font[8] = "";
                double size = 0, tx = 0, ty = 0, pen = 0;
                size_t g = 0;
                for (const char *c = block + 3; c < end;) {
                        const char *eol = strchr(c, '\n');
                        if (sscanf(c, "/%7[F0-9] %lf Tf", font, &size) == 2) {
                                assert_float_equal(size, zb_pt_of_mm(t->em_mm), 1e-3);
                        } else if (sscanf(c, "1 0 0 1 %lf %lf Tm", &tx, &ty) == 2) {
                                pen = 0;
                        } else if (*c == '[') {
                                for (c++; *c != ']';) {
                                        if (*c == '<') {
                                                for (c++; *c != '>'; c += 4, g++) {
                                                        char hex[5] = {c[0], c[1], c[2], c[3], 0};
                                                        unsigned long cid = strtoul(hex, NULL, 16);
                                                        const struct zb_glyph *want = &t->glyphs[g];
                                                        assert_true(g < t->n_glyphs);
                                                        const struct zb_face *face = t->styles[want->span].face;
                                                        assert_int_equal(cid, zb_face_cid(face, want->gid));
                                                        double at = (tx / 72 * 25.4 - 3 - t->x_mm + pen) / t->em_mm;
                                                        assert_float_equal(at, want->x_mm / t->em_mm, 0.001);
                                                        pen += width_of(f, font, cid) / 1000 * t->em_mm;
                                                        compared++;
                                                }
                                                c++;
                                        } else {
                                                char *after;
                                                pen -= strtod(c, &after) / 1000 * t->em_mm;
                                                c = after;
                                        }
                                }
                        }
                        c = eol + 1;
                }
                assert_int_equal(g, t->n_glyphs);
                assert_float_equal(ty / 72 * 25.4, 600 + 3 - t->baseline_mm, 0.001);
                p = end + 3;
        }
        assert_true(compared > 60);
        assert_null(strstr(p, "BT\n"));
}

/* Faces and inks change inside the line; body text is K alone. */
static void test_text_operators(void **state)
{
        struct pdf_file *f = &((struct fixture *)*state)->file;
        const char *bold = strstr((const char *)f->content, "0.92 0.62 0.04 0.04 k\n[<");
        assert_non_null(bold);
        assert_non_null(strstr(bold, "0 0 0 0.9 k\n[<"));
}

static void test_to_unicode(void **state)
{
        struct pdf_file *f = &((struct fixture *)*state)->file;
        qpdf_oh all = key(f, f->resources, "/Font");
        static const struct {
                const char *font, *chars; /* in the order of first use: Heavy, Regular, Bold */
        } want[] = {{"/F1", "<667A>"}, {"/F1", "<201C>"}, {"/F2", "<6559>"}, {"/F2", "<0025>"}, {"/F3", "<56E0>"}};
        for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
                char *map = stream_text(f, key(f, key(f, all, want[i].font), "/ToUnicode"), NULL);
                assert_non_null(strstr(map, "begincodespacerange\n<0000> <FFFF>"));
                assert_non_null(strstr(map, want[i].chars));
                free(map);
        }
}

/* One glyph for two characters (一 U+4E00 and ⼀ U+2F00): the commoner is in ToUnicode, the other said on the
 * spot; a text of two glyphs likewise. */
static void test_ambiguous_glyph(void **state)
{
        struct zb_scene *s = zb_scene_new(200, 100, 0);
        struct zb_item *item = zb_scene_item(s, ZB_ITEM_TEXT, ZB_LAYER_TEXT);
        struct zb_arena *arena = s->arena;
        const struct zb_span one[] = {span("一二三", ZB_REGULAR, 0)};
        const struct zb_para_spec spec = {.spans = one, .n_spans = 1, .em_mm = 20, .measure_mm = INFINITY};
        struct zb_para *para;
        assert_int_equal(zb_para_set(arena, &spec, &para, NULL, NULL), ZB_OK);
        const uint32_t yi = para->lines[0].glyphs[0].gid, er = para->lines[0].glyphs[1].gid,
                       san = para->lines[0].glyphs[2].gid;
        const struct zb_glyph glyphs[] = {
                {yi, 0, 20, 0, 3, 0},  {yi, 20, 20, 3, 3, 0},  {yi, 40, 20, 6, 3, 0},
                {er, 60, 20, 9, 3, 0}, {yi, 80, 20, 12, 0, 0}, {san, 100, 20, 12, 3, 0},
        };
        const struct zb_text_style plain[] = {style(ZB_REGULAR, K90)};
        item->text = (struct zb_text){.em_mm = 20,
                                      .x_mm = 10,
                                      .baseline_mm = 50,
                                      .leading = 1.2,
                                      .utf8 = "一⼀一十ffi",
                                      .glyphs = glyphs,
                                      .n_glyphs = 6,
                                      .styles = plain,
                                      .n_styles = 1};
        write_scene(s, file_in_folder("b.pdf"), 1);
        struct pdf_file f = pdf_open(file_in_folder("b.pdf"));
        const char *content = (const char *)f.content;
        const char *first = strstr(content, "/Span << /ActualText <FEFF2F00> >> BDC\n[<");
        assert_non_null(first);
        assert_non_null(strstr(first, "/Span << /ActualText <FEFF5341> >> BDC\n[<"));
        assert_null(strstr(content, "ActualText <FEFF4E00>"));
        char *map = stream_text(&f, key(&f, key(&f, key(&f, f.resources, "/Font"), "/F1"), "/ToUnicode"), NULL);
        assert_non_null(strstr(map, "<4E00>"));
        assert_null(strstr(map, "<2F00>"));
        assert_non_null(strstr(map, "<006600660069>")); /* a ligature */
        free(map);
        pdf_close(&f);
        zb_scene_free(s);
}

static void test_pictures(void **state)
{
        struct fixture *x = *state;
        struct pdf_file *f = &x->file;
        qpdf_oh images = key(f, f->resources, "/XObject");
        int n = 0;
        qpdf_oh_begin_dict_key_iter(f->q, images);
        for (; qpdf_oh_dict_more_keys(f->q); n++)
                qpdf_oh_dict_next_key(f->q);
        assert_int_equal(n, 2); /* two of the same size share one */
        qpdf_oh large = key(f, images, "/I1"), dict = qpdf_oh_get_dict(f->q, large);
        /* The source is coarser than 300 ppi at 150 mm: its own pixels, in several deflated pieces. */
        assert_int_equal(qpdf_oh_get_int_value_as_int(f->q, key(f, dict, "/Width")), PICTURE_W);
        assert_int_equal(qpdf_oh_get_int_value_as_int(f->q, key(f, dict, "/Height")), PICTURE_H);
        assert_string_equal(qpdf_oh_get_name(f->q, key(f, dict, "/ColorSpace")), "/DeviceCMYK");
        uint8_t *want;
        assert_int_equal(zb_picture_cmyk(x->picture, (struct zb_rect){0, 0, PICTURE_W, PICTURE_H}, PICTURE_W,
                                         PICTURE_H, press, 300, &want, NULL),
                         ZB_OK);
        size_t len;
        char *pixels = stream_text(f, large, &len);
        assert_int_equal(len, PICTURE_W * PICTURE_H * 4);
        assert_memory_equal(pixels, want, len);
        free(pixels);
        free(want);
        /* 15 × 10 mm at 300 ppi: rounded up, so that it is no less than 300. */
        qpdf_oh small = qpdf_oh_get_dict(f->q, key(f, images, "/I2"));
        assert_int_equal(qpdf_oh_get_int_value_as_int(f->q, key(f, small, "/Width")), 178);
        assert_int_equal(qpdf_oh_get_int_value_as_int(f->q, key(f, small, "/Height")), 119);
}

static void test_paint(void **state)
{
        struct pdf_file *f = &((struct fixture *)*state)->file;
        qpdf_oh patterns = key(f, f->resources, "/Pattern"), states = key(f, f->resources, "/ExtGState");
        qpdf_oh shading = key(f, key(f, patterns, "/P1"), "/Shading");
        assert_string_equal(qpdf_oh_get_name(f->q, key(f, shading, "/ColorSpace")), "/DeviceCMYK");
        assert_float_equal(number_at(f, key(f, shading, "/Coords"), 1), zb_pt_of_mm(603), 1e-3);
        assert_float_equal(number_at(f, key(f, key(f, shading, "/Function"), "/C1"), 0), 0.09, 1e-6);
        assert_false(qpdf_oh_has_key(f->q, patterns, "/P5"));
        assert_float_equal(qpdf_oh_get_numeric_value(f->q, key(f, key(f, states, "/G1"), "/ca")), 0.9, 1e-6);
        const char *c = (const char *)f->content;
        assert_non_null(strstr(c, "/Pattern cs /P1 scn\n"));
        assert_non_null(strstr(c, "/Pattern CS /P4 SCN\n"));
        assert_non_null(strstr(c, "w 1 J 1 j\n"));
        assert_non_null(strstr(c, "\nB\n"));
}

static void test_same_bytes(void **state)
{
        struct fixture *x = *state;
        static const char *const locales[] = {"C", "fr_FR.UTF-8", "de_DE.UTF-8", "zh_CN.UTF-8"};
        for (int threads = 1; threads <= 3; threads += 2) {
                for (size_t i = 0; i < sizeof(locales) / sizeof(locales[0]); i++) {
                        if (!setlocale(LC_ALL, locales[i]))
                                continue; /* not on this machine; C always is */
                        write_scene(x->scene, file_in_folder("b.pdf"), threads);
                        setlocale(LC_ALL, "C");
                        assert_same_files(file_in_folder("a.pdf"), file_in_folder("b.pdf"));
                }
        }
}

/* Another board has another id. */
static void test_ids_differ(void **state)
{
        struct fixture *x = *state;
        struct zb_scene *other = make_scene(x->picture, 3);
        other->items[1].shape.fill.a.c = 0.99f;
        write_scene(other, file_in_folder("b.pdf"), 1);
        struct pdf_file f = pdf_open(file_in_folder("b.pdf"));
        char *a = stream_text(&x->file, key(&x->file, qpdf_get_root(x->file.q), "/Metadata"), NULL);
        char *b = stream_text(&f, key(&f, qpdf_get_root(f.q), "/Metadata"), NULL);
        assert_int_not_equal(strncmp(strstr(a, "DocumentID>"), strstr(b, "DocumentID>"), 50), 0);
        free(a);
        free(b);
        pdf_close(&f);
        zb_scene_free(other);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_glyph_places), cmocka_unit_test(test_text_operators),
                cmocka_unit_test(test_to_unicode),   cmocka_unit_test(test_ambiguous_glyph),
                cmocka_unit_test(test_pictures),     cmocka_unit_test(test_paint),
                cmocka_unit_test(test_same_bytes),   cmocka_unit_test(test_ids_differ),
                cmocka_unit_test(test_failures),
        };
        return cmocka_run_group_tests(tests, setup, teardown);
}
