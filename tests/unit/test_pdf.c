/* SPDX-License-Identifier: Apache-2.0 */
/* write/pdf: a scene built by hand, written, and read back object by object with qpdf; glyph places are
 * computed from the content stream as a reader would and compared with the scene. What other programs make of
 * a whole board is tests/cli/test_pdf.py's. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>
#include <qpdf/qpdf-c.h>

#include "write_priv.h"

#define PROFILE ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc"
#define FONTS   ZB_SOURCE_DIR "/fonts"

enum { PICTURE_W = 900, PICTURE_H = 600 };

static struct zb_profile *press;
static struct zb_fonts *fonts;
static char folder[256];

/* ---- the scene ---- */

static void put16(FILE *f, unsigned v)
{
        fputc((int)(v & 255), f);
        fputc((int)(v >> 8 & 255), f);
}

static void tiff_entry(FILE *f, unsigned tag, unsigned type, unsigned long count, unsigned long value)
{
        put16(f, tag);
        put16(f, type);
        put16(f, (unsigned)count);
        put16(f, (unsigned)(count >> 16));
        put16(f, (unsigned)value);
        put16(f, (unsigned)(value >> 16));
}

/* An RGB picture as the smallest TIFF that says so: a sky over a field, with an edge that shows its
 * orientation. */
static void make_picture(const char *path)
{
        static const unsigned long entries[][4] = {
                {256, 4, 1, PICTURE_W}, {257, 4, 1, PICTURE_H}, {258, 3, 3, 8 + 2 + 9 * 12 + 4},
                {259, 3, 1, 1},         {262, 3, 1, 2},         {273, 4, 1, 256},
                {277, 3, 1, 3},         {278, 4, 1, PICTURE_H}, {279, 4, 1, PICTURE_W * PICTURE_H * 3UL},
        };
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fwrite("II*\0\x08\0\0\0", 1, 8, f);
        put16(f, 9);
        for (int i = 0; i < 9; i++)
                tiff_entry(f, (unsigned)entries[i][0], (unsigned)entries[i][1], entries[i][2], entries[i][3]);
        put16(f, 0);
        put16(f, 0);
        for (int i = 0; i < 3; i++)
                put16(f, 8);
        while (ftell(f) < 256)
                fputc(0, f);
        for (int y = 0; y < PICTURE_H; y++)
                for (int x = 0; x < PICTURE_W; x++) {
                        bool sky = y < PICTURE_H / 2, sun = x < 180 && y < 120;
                        fputc(sun ? 250 : sky ? 120 : 60, f);
                        fputc(sun ? 200 : sky ? 170 + y / 8 : 130, f);
                        fputc(sun ? 40 : sky ? 230 : 50 + x / 16, f);
                }
        assert_int_equal(fclose(f), 0);
}

static const char *file_in_folder(const char *name)
{
        static char path[2][512];
        static int turn;
        turn = !turn;
        snprintf(path[turn], sizeof(path[turn]), "%s/%s", folder, name);
        return path[turn];
}

static const struct zb_ink K90 = {0, 0, 0, 0.9f}, BLUE = {0.92f, 0.62f, 0.04f, 0.04f},
                           PALE = {0.09f, 0.02f, 0.01f, 0}, DEEP = {1, 0.88f, 0.38f, 0.4f},
                           DEEP2 = {0.96f, 0.75f, 0.2f, 0.21f}, AMBER = {0, 0.38f, 0.92f, 0},
                           PAPER = {0, 0, 0, 0};

static struct zb_item *add_box(struct zb_scene *scene, enum zb_layer layer, struct zb_rect box, double radius)
{
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_SHAPE, layer);
        item->box = box;
        item->section = -3;
        zb_path_round_rect(scene->arena, &item->shape.path, box, radius);
        return item;
}

static size_t add_text(struct zb_scene *scene, const struct zb_span *spans, size_t n, double em, double x,
                       double top, double measure, const struct zb_text_style *styles)
{
        struct zb_para_spec spec = {
                .spans = spans, .n_spans = n, .em_mm = em, .measure_mm = measure, .align = ZB_JUSTIFY};
        struct zb_para *para;
        struct zb_err err = {0};
        assert_int_equal(zb_para_set(scene->arena, &spec, &para, NULL, &err), ZB_OK);
        struct zb_text like = {.tier = ZB_TIER_BODY,
                               .role = "body",
                               .leading = 1.25,
                               .styles = styles,
                               .n_styles = n,
                               .place = "/sections/0/text/0"};
        return zb_scene_add_para(scene, ZB_LAYER_TEXT, 0, "正文 1", para, x, top, &like);
}

static struct zb_span span(const char *text, enum zb_weight weight, int style)
{
        return (struct zb_span){text, strlen(text), zb_fonts_face(fonts, weight), style};
}

static struct zb_text_style style(enum zb_weight weight, struct zb_ink ink)
{
        return (struct zb_text_style){zb_fonts_face(fonts, weight), ink, weight == ZB_BOLD};
}

static void add_texts(struct zb_scene *scene)
{
        const struct zb_span title[] = {span("智慧课堂，“数”说成长", ZB_HEAVY, 0)};
        const struct zb_text_style title_styles[] = {style(ZB_HEAVY, AMBER)};
        add_text(scene, title, 1, 30, 22, 20, INFINITY, title_styles);
        const struct zb_span body[] = {
                span("教师把AI学伴请进课堂：“", ZB_REGULAR, 0), span("因材施教", ZB_BOLD, 1),
                span("”不再是口号，（office文件、effort）都能分析——每周2次……学生提问从12%升到92%。",
                     ZB_REGULAR, 0)};
        const struct zb_text_style body_styles[] = {style(ZB_REGULAR, K90), style(ZB_BOLD, BLUE),
                                                    style(ZB_REGULAR, K90)};
        add_text(scene, body, 3, 20, 22, 90, 360, body_styles);
}

static void add_picture(struct zb_scene *scene, struct zb_picture *picture, struct zb_rect box)
{
        struct zb_item *item = zb_scene_item(scene, ZB_ITEM_PICTURE, ZB_LAYER_PICTURES);
        item->box = box;
        item->picture.picture = picture;
        item->picture.crop = zb_picture_crop(picture, box.w, box.h, 0.5, 0.5);
        item->picture.radius_mm = 7;
}

/* 400 × 600 mm: ground with a gradient, head, text, the same picture twice and once smaller, bars, a veil. */
static struct zb_scene *make_scene(struct zb_picture *picture, double bleed)
{
        struct zb_scene *s = zb_scene_new(400, 600, bleed);
        s->title = "智慧课堂 <AI> & \"数\"";
        s->author = "示例实验学校";
        s->ai = true;
        s->fonts = fonts;
        struct zb_rect all = {-bleed, -bleed, 400 + 2 * bleed, 600 + 2 * bleed};
        add_box(s, ZB_LAYER_BACKGROUND, all, 0)->shape.fill = zb_paint_linear(PAPER, PALE, 0, 0, 0, 600);
        struct zb_rect head = {-bleed, -bleed, 400 + 2 * bleed, 70 + bleed};
        add_box(s, ZB_LAYER_BACKGROUND, head, 0)->shape.fill = zb_paint_linear(DEEP, DEEP2, 0, 0, 400, 70);
        add_picture(s, picture, (struct zb_rect){22, 330, 150, 100});
        add_picture(s, picture, (struct zb_rect){200, 330, 150, 100});
        add_picture(s, picture, (struct zb_rect){200, 450, 15, 10});
        struct zb_item *frame = add_box(s, ZB_LAYER_CHARTS, (struct zb_rect){22, 450, 150, 100}, 7);
        frame->shape.fill = zb_paint_linear(PAPER, PALE, 22, 450, 22, 550);
        frame->shape.stroke = zb_paint_solid(BLUE);
        frame->shape.stroke_mm = 1.2;
        add_box(s, ZB_LAYER_CHARTS, (struct zb_rect){40, 480, 20, 60}, 0)->shape.fill = zb_paint_solid(BLUE);
        struct zb_item *arc = zb_scene_item(s, ZB_ITEM_SHAPE, ZB_LAYER_CHARTS);
        zb_path_arc(s->arena, &arc->shape.path, 110, 500, 30, -1.5, 2.5);
        arc->shape.stroke = zb_paint_linear(BLUE, AMBER, 80, 500, 140, 500);
        arc->shape.stroke_mm = 6;
        arc->shape.round = true;
        add_box(s, ZB_LAYER_PICTURES, (struct zb_rect){22, 405, 150, 25}, 0)->shape.fill =
                zb_paint_alpha(DEEP, 0.9);
        struct zb_item *veil = add_box(s, ZB_LAYER_CHARTS, (struct zb_rect){240, 470, 100, 60}, 10);
        veil->shape.fill = zb_paint_alpha(AMBER, 0.5);
        veil->shape.stroke = zb_paint_alpha(BLUE, 0.5);
        veil->shape.stroke_mm = 8;
        add_texts(s);
        *zb_scene_add_figure(s) = (struct zb_scene_figure){.box = {22, 330, 150, 100},
                                                           .type = "photo",
                                                           .caption = "图 1 天空",
                                                           .place = "",
                                                           .picture = picture};
        *zb_scene_add_figure(s) = (struct zb_scene_figure){
                .box = {22, 450, 150, 100}, .type = "bar", .caption = "图 2 柱形图", .place = ""};
        assert_false(zb_arena_failed(s->arena));
        return s;
}

/* ---- the written file ---- */

static void write_scene(const struct zb_scene *scene, const char *path, int threads)
{
        struct zb_write_options options = {.profile = press, .max_total = 300, .threads = threads};
        struct zb_err err = {0};
        if (zb_write(scene, &(struct zb_output){&zb_format_pdf, path}, 1, &options, &err))
                fail_msg("%s", err.en);
}

struct pdf_file {
        qpdf_data q;
        qpdf_oh page, resources;
        unsigned char *content;
        size_t len;
};

static struct pdf_file pdf_open(const char *path)
{
        struct pdf_file f = {.q = qpdf_init()};
        qpdf_silence_errors(f.q);
        assert_int_equal(qpdf_read(f.q, path, NULL), QPDF_SUCCESS);
        assert_int_equal(qpdf_get_num_pages(f.q), 1);
        f.page = qpdf_get_page_n(f.q, 0);
        f.resources = qpdf_oh_get_key(f.q, f.page, "/Resources");
        assert_int_equal(qpdf_oh_get_page_content_data(f.q, f.page, &f.content, &f.len), QPDF_SUCCESS);
        f.content = realloc(f.content, f.len + 1);
        f.content[f.len] = 0;
        return f;
}

static void pdf_close(struct pdf_file *f)
{
        assert_false(qpdf_more_warnings(f->q));
        free(f->content);
        qpdf_cleanup(&f->q);
}

static qpdf_oh key(struct pdf_file *f, qpdf_oh dict, const char *name)
{
        return qpdf_oh_get_key(f->q, dict, name);
}

static double number_at(struct pdf_file *f, qpdf_oh array, int n)
{
        return qpdf_oh_get_numeric_value(f->q, qpdf_oh_get_array_item(f->q, array, n));
}

static char *stream_text(struct pdf_file *f, qpdf_oh stream, size_t *ret_len)
{
        QPDF_BOOL filtered;
        unsigned char *data;
        size_t len;
        assert_int_equal(qpdf_oh_get_stream_data(f->q, stream, qpdf_dl_all, &filtered, &data, &len),
                         QPDF_SUCCESS);
        char *text = malloc(len + 1);
        memcpy(text, data, len);
        text[len] = 0;
        free(data);
        if (ret_len)
                *ret_len = len;
        return text;
}

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

/* ---- tests ---- */

struct fixture {
        struct zb_picture *picture;
        struct zb_scene *scene;
        struct pdf_file file;
};

static int setup(void **state)
{
        static struct fixture x;
        struct zb_err err = {0};
        const char *kept = getenv("ZB_TEST_KEEP"); /* a folder, to look at the file by eye */
        snprintf(folder, sizeof(folder), "%s", kept ? kept : "/tmp/zhanban-pdf-XXXXXX");
        if (!kept && !mkdtemp(folder))
                return -1;
        if (zb_picture_init("test_pdf", &err) || zb_profile_open(PROFILE, &press, &err) ||
            zb_fonts_open(FONTS, &fonts, &err)) {
                fprintf(stderr, "%s\n", err.en);
                return -1;
        }
        make_picture(file_in_folder("sky.tif"));
        if (zb_picture_open(file_in_folder("sky.tif"), &x.picture, &err)) {
                fprintf(stderr, "%s\n", err.en);
                return -1;
        }
        x.scene = make_scene(x.picture, 3);
        write_scene(x.scene, file_in_folder("a.pdf"), 1);
        x.file = pdf_open(file_in_folder("a.pdf"));
        *state = &x;
        return 0;
}

static int teardown(void **state)
{
        struct fixture *x = *state;
        pdf_close(&x->file);
        zb_scene_free(x->scene);
        zb_picture_free(x->picture);
        zb_fonts_free(fonts);
        zb_profile_free(press);
        zb_picture_fini();
        if (!getenv("ZB_TEST_KEEP")) {
                unlink(file_in_folder("sky.tif"));
                unlink(file_in_folder("a.pdf"));
                unlink(file_in_folder("b.pdf"));
                rmdir(folder);
        }
        return 0;
}

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
                        assert_float_equal(number_at(f, key(f, f->page, want[i].name), j), want[i].edges[j],
                                           1e-3);
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
        qpdf_oh root = qpdf_get_root(f->q), tree = key(f, root, "/StructTreeRoot"),
                page = qpdf_get_page_n(f->q, 0);
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
                        int number =
                                qpdf_oh_get_int_value_as_int(f->q, qpdf_oh_get_array_item(f->q, list, k));
                        assert_int_equal(
                                qpdf_oh_get_object_id(f->q, qpdf_oh_get_array_item(f->q, parents, number)),
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
                                                        const struct zb_face *face =
                                                                t->styles[want->span].face;
                                                        assert_int_equal(cid, zb_face_cid(face, want->gid));
                                                        double at = (tx / 72 * 25.4 - 3 - t->x_mm + pen) /
                                                                    t->em_mm;
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
        } want[] = {{"/F1", "<667A>"},
                    {"/F1", "<201C>"},
                    {"/F2", "<6559>"},
                    {"/F2", "<0025>"},
                    {"/F3", "<56E0>"}};
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
        char *map =
                stream_text(&f, key(&f, key(&f, key(&f, f.resources, "/Font"), "/F1"), "/ToUnicode"), NULL);
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

static void assert_same_files(const char *a, const char *b)
{
        struct zb_buf x = ZB_BUF_INIT, y = ZB_BUF_INIT;
        assert_int_equal(zb_file_read(a, 1 << 28, &x, NULL), ZB_OK);
        assert_int_equal(zb_file_read(b, 1 << 28, &y, NULL), ZB_OK);
        assert_int_equal(x.len, y.len);
        assert_memory_equal(x.data, y.data, x.len);
        zb_buf_fini(&x);
        zb_buf_fini(&y);
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

static int stop(void *ctx, struct zb_msg what, double fraction)
{
        return fraction > 0.2;
}

/* A stopped or impossible write leaves the old file and no other. */
static void test_failures(void **state)
{
        struct fixture *x = *state;
        struct zb_err err = {0};
        struct zb_progress progress = {.tick = stop};
        struct zb_write_options options = {
                .profile = press, .max_total = 300, .threads = 1, .progress = &progress};
        write_scene(x->scene, file_in_folder("b.pdf"), 1);
        assert_int_equal(
                zb_write(x->scene, &(struct zb_output){&zb_format_pdf, file_in_folder("b.pdf")}, 1, &options, &err),
                ZB_WORK);
        assert_true(err.zh[0] && err.en[0]);
        assert_same_files(file_in_folder("a.pdf"), file_in_folder("b.pdf"));
        options.progress = NULL;
        /* A disk that fills up half way, as the kernel shows it: writes fail from a size on. */
        struct rlimit usual, small = {100000, 0};
        getrlimit(RLIMIT_FSIZE, &usual);
        small.rlim_max = usual.rlim_max;
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &small);
        err = (struct zb_err){0};
        enum zb_code code =
                zb_write(x->scene, &(struct zb_output){&zb_format_pdf, file_in_folder("b.pdf")}, 1, &options, &err);
        setrlimit(RLIMIT_FSIZE, &usual);
        assert_int_equal(code, ZB_WORK);
        assert_true(err.zh[0] && err.en[0]);
        assert_same_files(file_in_folder("a.pdf"), file_in_folder("b.pdf"));
        assert_int_equal(zb_write(x->scene, &(struct zb_output){&zb_format_pdf, "/nowhere/b.pdf"}, 1, &options, &err),
                         ZB_WORK);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_boxes),
                cmocka_unit_test(test_identity),
                cmocka_unit_test(test_xmp),
                cmocka_unit_test(test_xmp_plain),
                cmocka_unit_test(test_date),
                cmocka_unit_test(test_layers),
                cmocka_unit_test(test_tags),
                cmocka_unit_test(test_glyph_places),
                cmocka_unit_test(test_text_operators),
                cmocka_unit_test(test_to_unicode),
                cmocka_unit_test(test_ambiguous_glyph),
                cmocka_unit_test(test_pictures),
                cmocka_unit_test(test_paint),
                cmocka_unit_test(test_same_bytes),
                cmocka_unit_test(test_ids_differ),
                cmocka_unit_test(test_failures),
        };
        return cmocka_run_group_tests(tests, setup, teardown);
}
