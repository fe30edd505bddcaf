/* SPDX-License-Identifier: Apache-2.0 */
/* write/pdf: a scene built by hand, written, and read back object by object with qpdf; glyph places are
 * computed from the content stream as a reader would and compared with the scene. What other programs make of
 * a whole board is tests/cli/test_pdf.py's. */
#include "test_pdf.h"

static void test_boxes(void **state)
{
        struct pdf_file *f = &((struct fixture *)*state)->file;
        const double w = zb_pt_of_mm(406), h = zb_pt_of_mm(606), bleed = zb_pt_of_mm(3);
        const struct {
                const char *name;
                double edges[4];
        } want[] = {{"/MediaBox", {0, 0, w, h}},
                    {"/BleedBox", {0, 0, w, h}},
                    {"/TrimBox", {bleed, bleed, w - bleed, h - bleed}}};
        for (size_t i = 0; i < 3; i++)
                for (int j = 0; j < 4; j++)
                        assert_float_equal(number_at(f, key(f, f->page, want[i].name), j), want[i].edges[j], 1e-3);
        assert_false(qpdf_oh_has_key(f->q, f->page, "/UserUnit"));
        assert_string_equal(qpdf_oh_get_name(f->q, key(f, key(f, f->page, "/Group"), "/CS")), "/DeviceCMYK");
}

static void test_identity(void **state)
{
        struct pdf_file *f = &((struct fixture *)*state)->file;
        qpdf_oh root = qpdf_get_root(f->q), info = key(f, qpdf_get_trailer(f->q), "/Info");
        assert_string_equal(qpdf_get_pdf_version(f->q), "1.6");
        assert_true(qpdf_oh_has_key(f->q, qpdf_get_trailer(f->q), "/ID"));
        assert_string_equal(qpdf_oh_get_utf8_value(f->q, key(f, info, "/Title")), "智慧课堂 <AI> & \"数\"");
        assert_string_equal(qpdf_oh_get_name(f->q, key(f, info, "/Trapped")), "/False");
        assert_string_equal(qpdf_oh_get_utf8_value(f->q, key(f, info, "/AIGC")), zb_write_aigc);
        qpdf_oh intents = key(f, root, "/OutputIntents");
        assert_int_equal(qpdf_oh_get_array_n_items(f->q, intents), 1);
        qpdf_oh intent = qpdf_oh_get_array_item(f->q, intents, 0);
        assert_string_equal(qpdf_oh_get_name(f->q, key(f, intent, "/S")), "/GTS_PDFX");
        assert_string_equal(qpdf_oh_get_utf8_value(f->q, key(f, intent, "/Info")), zb_profile_name(press));
        assert_false(qpdf_oh_has_key(f->q, intent, "/RegistryName"));
        size_t len, want_len;
        char *icc = stream_text(f, key(f, intent, "/DestOutputProfile"), &len);
        const void *want = zb_profile_data(press, &want_len);
        assert_int_equal(len, want_len);
        assert_memory_equal(icc, want, len);
        free(icc);
}

static void test_xmp(void **state)
{
        struct pdf_file *f = &((struct fixture *)*state)->file;
        static const char *const wanted[] = {
                "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
                "xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"",
                "<rdf:li xml:lang=\"x-default\">智慧课堂 &lt;AI&gt; &amp; &quot;数&quot;</rdf:li>",
                "<rdf:li xml:lang=\"zh-CN\">智慧课堂 &lt;AI&gt; &amp; &quot;数&quot;</rdf:li>",
                "<xmp:MetadataDate>20",
                "<xmpMM:VersionID>1<",
                "<xmpMM:RenditionClass>default<",
                "<pdf:Trapped>False<",
                "<TC260:AIGC>{&quot;Label&quot;:&quot;1&quot;",
                "xmlns:TC260=\"http://www.tc260.org.cn/ns/AIGC/1.0/\"",
        };
        qpdf_oh metadata = key(f, qpdf_get_root(f->q), "/Metadata");
        assert_false(qpdf_oh_has_key(f->q, qpdf_oh_get_dict(f->q, metadata), "/Filter"));
        char *xmp = stream_text(f, metadata, NULL);
        for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
                if (!strstr(xmp, wanted[i]))
                        fail_msg("not in the XMP: %s", wanted[i]);
        const char *id = strstr(xmp, "<xmpMM:DocumentID>uuid:");
        assert_non_null(id);
        assert_int_equal(strcspn(id + strlen("<xmpMM:DocumentID>uuid:"), "<"), 36);
        free(xmp);
}

/* Without AI pictures nothing claims there are; other formats carry no PDF identification. */
static void test_xmp_plain(void **state)
{
        struct zb_scene *scene = zb_scene_new(10, 10, 0);
        struct zb_buf out = ZB_BUF_INIT;
        scene->title = "a\x01\xEF\xBF\xBF"
                       "b";
        assert_int_equal(zb_write_xmp(scene, "image/tiff", false, NULL, &out, NULL), ZB_OK);
        assert_null(strstr(out.data, "TC260"));
        assert_null(strstr(out.data, "pdfx"));
        assert_non_null(strstr(out.data, "<dc:format>image/tiff</dc:format>"));
        assert_non_null(strstr(out.data, ">ab</rdf:li>"));
        zb_buf_fini(&out);
        zb_scene_free(scene);
}

static void test_date(void **state)
{
        static const struct {
                const char *epoch, *want;
        } cases[] = {{"0", "1970-01-01T00:00:00+00:00"},
                     {"1709210096", "2024-02-29T12:34:56+00:00"},
                     {"253402300799", "9999-12-31T23:59:59+00:00"},
                     {"253402300800", NULL},
                     {"-1", NULL},
                     {"", NULL},
                     {"12x", NULL},
                     {"99999999999999999999", NULL}};
        char usual[26], got[26];
        unsetenv("SOURCE_DATE_EPOCH");
        zb_write_date(usual);
        for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
                setenv("SOURCE_DATE_EPOCH", cases[i].epoch, 1);
                zb_write_date(got);
                assert_string_equal(got, cases[i].want ? cases[i].want : usual);
        }
        unsetenv("SOURCE_DATE_EPOCH");
}

static void test_layers(void **state)
{
        struct pdf_file *f = &((struct fixture *)*state)->file;
        qpdf_oh properties = key(f, qpdf_get_root(f->q), "/OCProperties"), config = key(f, properties, "/D");
        qpdf_oh order = key(f, config, "/Order");
        assert_int_equal(qpdf_oh_get_array_n_items(f->q, key(f, properties, "/OCGs")), ZB_N_LAYERS);
        assert_int_equal(qpdf_oh_get_array_n_items(f->q, order), ZB_N_LAYERS);
        assert_false(qpdf_oh_has_key(f->q, config, "/AS"));
        for (int i = 0; i < ZB_N_LAYERS; i++)
                assert_string_equal(
                        qpdf_oh_get_utf8_value(f->q, key(f, qpdf_oh_get_array_item(f->q, order, i), "/Name")),
                        zb_layer_names[i]);
        /* Balanced, q … Q inside each layer's marked content, tags and artifacts inside that. */
        char *copy = strdup((const char *)f->content), *save = NULL;
        int saved = 0, marked = 0, runs = 0, text = 0;
        for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
                size_t n = strlen(line);
                if (strncmp(line, "/OC /L", 6) == 0) {
                        assert_int_equal(saved, 0);
                        assert_int_equal(marked++, 0);
                        runs++;
                } else if (strcmp(line, "/Artifact BMC") == 0 || strstr(line, "/MCID")) {
                        assert_int_equal(saved, 1);
                        assert_int_equal(marked++, 1);
                } else if (strcmp(line, "EMC") == 0 && !text) {
                        assert_int_equal(saved, --marked);
                }
                saved += strcmp(line, "q") == 0;
                saved -= strcmp(line, "Q") == 0;
                text += strcmp(line, "BT") == 0;
                text -= strcmp(line, "ET") == 0;
                assert_in_range(text, 0, 1);
                assert_true(saved >= 0);
                /* No colour but four inks, nowhere. */
                static const char *const banned[] = {" rg", " RG", " g", " G"};
                for (size_t i = 0; i < 4; i++)
                        assert_false(n > 3 && strcmp(line + n - strlen(banned[i]), banned[i]) == 0);
        }
        free(copy);
        assert_int_equal(marked, 0);
        assert_int_equal(runs, 6); /* ground, pictures, charts, pictures, charts, text */
}

/* Each figure has its caption and its box; each stretch of marked content belongs to one element. */
static void test_tags(void **state)
{
        struct fixture *x = *state;
        struct pdf_file *f = &x->file;
        qpdf_oh root = qpdf_get_root(f->q), tree = key(f, root, "/StructTreeRoot"), page = qpdf_get_page_n(f->q, 0);
        qpdf_oh document = qpdf_oh_get_array_item(f->q, key(f, tree, "/K"), 0), kids = key(f, document, "/K");
        qpdf_oh numbers = key(f, key(f, tree, "/ParentTree"), "/Nums");
        qpdf_oh parents = qpdf_oh_get_array_item(f->q, numbers, 1);
        int marked = 0, figures = 0, n = qpdf_oh_get_array_n_items(f->q, kids);
        assert_true(qpdf_oh_get_bool_value(f->q, key(f, key(f, root, "/MarkInfo"), "/Marked")));
        assert_int_equal(qpdf_oh_get_int_value_as_int(f->q, key(f, page, "/StructParents")), 0);
        for (int i = 0; i < n; i++) {
                qpdf_oh element = qpdf_oh_get_array_item(f->q, kids, i), list = key(f, element, "/K");
                int me = qpdf_oh_get_object_id(f->q, element);
                for (int k = 0; k < qpdf_oh_get_array_n_items(f->q, list); k++, marked++) {
                        int number = qpdf_oh_get_int_value_as_int(f->q, qpdf_oh_get_array_item(f->q, list, k));
                        assert_int_equal(qpdf_oh_get_object_id(f->q, qpdf_oh_get_array_item(f->q, parents, number)),
                                         me);
                }
                if (strcmp(qpdf_oh_get_name(f->q, key(f, element, "/S")), "/Figure") != 0)
                        continue;
                const struct zb_scene_figure *figure = NULL;
                const char *alt = qpdf_oh_get_utf8_value(f->q, key(f, element, "/Alt"));
                for (size_t s = 0; s < x->scene->n_figures; s++)
                        if (strcmp(x->scene->figures[s].caption, alt) == 0)
                                figure = &x->scene->figures[s];
                assert_non_null(figure);
                qpdf_oh box = key(f, key(f, element, "/A"), "/BBox");
                double w = qpdf_oh_get_numeric_value(f->q, qpdf_oh_get_array_item(f->q, box, 2)) -
                           qpdf_oh_get_numeric_value(f->q, qpdf_oh_get_array_item(f->q, box, 0));
                assert_float_equal(w, zb_pt_of_mm(figure->box.w), 0.01);
                figures++;
        }
        assert_int_equal(marked, qpdf_oh_get_array_n_items(f->q, parents));
        assert_int_equal(figures, x->scene->n_figures);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_boxes),     cmocka_unit_test(test_identity), cmocka_unit_test(test_xmp),
                cmocka_unit_test(test_xmp_plain), cmocka_unit_test(test_date),     cmocka_unit_test(test_layers),
                cmocka_unit_test(test_tags),
        };
        return cmocka_run_group_tests(tests, setup, teardown);
}
