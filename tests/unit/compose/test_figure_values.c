/* SPDX-License-Identifier: Apache-2.0 */
/* What figures say: values, shares, marks, codes. */
#include "test_figure.h"

static bool has_text(const struct zb_scene *scene, const char *text, const char *role)
{
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                if (item->kind == ZB_ITEM_TEXT && strcmp(item->text.utf8, text) == 0 &&
                    (!role || strcmp(item->text.role, role) == 0))
                        return true;
        }
        return false;
}

/* ---- what is printed ---- */

static struct zb_stage drawn(struct world *w, const struct zb_figure *f, double width, double height)
{
        struct zb_stage stage = new_stage(w, 24.8);
        struct zb_err err = {0};
        assert_int_equal(zb_figure_draw(&stage, f, (struct zb_rect){0, 0, width, height}, 0, false, &err), ZB_OK);
        return stage;
}

static void values_are_printed(void **state)
{
        static const struct {
                const char *name, *texts[6];
        } cases[] = {
                {"bar2", {"提问应答", "21", "15", "12", "11", "应用前"}},
                {"bar1", {"88.5%", "100%", "信息科技", "92%", "76%", "81%"}},
                {"bar_neg", {"12.5分", "−3.5", "8", "−7", "口算", "体能"}},
                {"line1", {"42%", "51%", "58%", "69%", "87%", "9月"}},
                {"line2", {"44", "16", "实验班", "对照班", "第一周", "第六周"}},
                {"radar5", {"德育", "智育", "88", "84", "90", "现在"}},
                {"donut3", {"62%", "21%", "17%", "国家平台", "自建", "共享"}},
                {"table", {"应用后", "48小时", "15次", "每日", "项目", "家校沟通"}},
                {"flow4", {"课堂采集", "智能诊断", "精准推送", "教学改进", "图2 数据驱动的教学改进闭环", "课堂采集"}},
                {"time6", {"7:50", "20:00", "15:30", "晨读打卡", "智能答疑", "亲子阅读"}},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_stage stage = drawn(*state, sample(cases[i].name), 420, 420);
                for (size_t k = 0; k < 6; k++)
                        if (!has_text(stage.scene, cases[i].texts[k], NULL))
                                fail_msg("%s: “%s” is not printed", cases[i].name, cases[i].texts[k]);
                zb_scene_free(stage.scene);
        }
}

/* Bars begin at zero: their lengths are to each other as the values. */
static void bars_are_honest(void **state)
{
        struct zb_stage stage = drawn(*state, sample("bar2"), 331, 305);
        const double *values[2] = {sample("bar2")->data.series[0].values, sample("bar2")->data.series[1].values};
        struct zb_ink inks[2] = {((struct world *)*state)->theme.mid, ((struct world *)*state)->theme.accent};
        size_t found[2] = {0, 0};
        double per_unit = 0, left = 0;
        for (size_t i = 0; i < stage.scene->n_items; i++) {
                const struct zb_item *item = &stage.scene->items[i];
                for (size_t s = 0; s < 2 && item->kind == ZB_ITEM_SHAPE; s++) {
                        if (memcmp(&item->shape.fill.a, &inks[s], sizeof inks[s]) != 0 ||
                            fabs(item->box.w - item->box.h) < 1e-6)
                                continue;
                        assert_true(found[s] < 4);
                        double unit = item->box.w / values[s][found[s]++];
                        if (per_unit > 0) {
                                assert_true(fabs(unit - per_unit) < 1e-6);
                                assert_true(fabs(item->box.x - left) < 1e-6);
                        }
                        per_unit = unit;
                        left = item->box.x;
                }
        }
        assert_int_equal(found[0], 4);
        assert_int_equal(found[1], 4);
        zb_scene_free(stage.scene);
}

/* Printed shares sum to 100 whatever the values. */
static void shares_sum_to_100(void **state)
{
        struct zb_series thirds = {"", V(1, 1, 1)};
        struct zb_figure f = *sample("donut3");
        f.data.series = &thirds;
        struct zb_stage stage = drawn(*state, &f, 331, 305);
        int sum = 0;
        for (size_t i = 0; i < stage.scene->n_items; i++) {
                const struct zb_item *item = &stage.scene->items[i];
                if (item->kind == ZB_ITEM_TEXT && strcmp(item->text.role, "value") == 0)
                        sum += atoi(item->text.utf8);
        }
        assert_int_equal(sum, 100 + 34); /* the list, and the biggest once more in the middle */
        zb_scene_free(stage.scene);
}

static void wrong_data_is_remarked(void **state)
{
        struct zb_series sum = {"", V(50, 20, 10)}, minus = {"", V(5, -3, 4, 2, 1)};
        struct zb_figure donut = *sample("donut3"), radar = *sample("radar5"), flow = *sample("flow4");
        donut.data.series = &sum;
        donut.data.unit = "%";
        radar.data.series = &minus;
        radar.data.n_series = 1;
        flow.data.icons = L("spaceship", "", "", "");
        struct zb_figure forty = *sample("bar1");
        static const char *names[40];
        static double values[40];
        for (size_t i = 0; i < 40; i++)
                names[i] = "学校", values[i] = (double)i;
        struct zb_series many = {"", values};
        forty.data.labels = names;
        forty.data.n_labels = 40;
        forty.data.series = &many;
        const struct {
                const struct zb_figure *figure;
                double w, h;
        } cases[] = {{&donut, 331, 305},          {&radar, 331, 305},          {&flow, 400, 305},
                     {sample("bar8"), 331, 200},  {sample("table"), 331, 120}, {sample("line8"), 130, 200},
                     {sample("time6"), 331, 120}, {&forty, 700, 1700},         {sample("radar5"), 200, 100}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                struct zb_stage stage = drawn(*state, cases[i].figure, cases[i].w, cases[i].h);
                if (remarks_of(stage.scene, "figure.data") == 0)
                        fail_msg("case %zu: no remark", i);
                for (size_t k = 0; k < stage.scene->n_remarks; k++) {
                        const struct zb_scene_remark *r = &stage.scene->remarks[k];
                        assert_string_equal(r->place, cases[i].figure->place);
                        assert_true(r->text.zh && *r->text.zh && r->text.en && *r->text.en);
                        assert_true(r->fix.zh && *r->fix.zh && r->fix.en && *r->fix.en);
                }
                zb_scene_free(stage.scene);
        }
}

/* ---- the mark of AI pictures ---- */

static void charts_by_ai_are_marked(void **state)
{
        struct zb_figure f = *sample("radar5");
        f.ai = true;
        struct zb_stage stage = new_stage(*state, 24.8);
        double w, h, caption, plain;
        zb_figure_need(&stage, sample("radar5"), 400, &w, &h, &plain);
        zb_figure_need(&stage, &f, 400, &w, &h, &caption);
        assert_true(caption > plain);
        zb_scene_free(stage.scene);
        stage = drawn(*state, &f, caption, 305);
        assert_true(has_text(stage.scene, "AI生成", "ai"));
        assert_true(stage.scene->ai && stage.scene->figures[0].ai);
        check_text("radar5 ai", (struct zb_rect){0, 0, caption, 305}, stage.scene,
                   305 - zb_figure_strip_mm(&stage, &f, caption));
        assert_int_equal(stage.scene->n_remarks, 0);
        zb_scene_free(stage.scene);
}

/* ---- photographs ---- */

static struct zb_picture *a_picture(void)
{
        char path[] = "/tmp/zb-figure-XXXXXX";
        int fd = mkstemp(path);
        FILE *out = fd >= 0 ? fdopen(fd, "wb") : NULL;
        struct zb_picture *picture = NULL;
        struct zb_err err = {0};
        if (out) {
                /* 8 × 8 grey pixels, baseline TIFF: nine tags, then the strip. */
                static const unsigned char tiff[] = {
                        'I', 'I', 42, 0,   8, 0, 0,  0,  9, 0, 0, 1, 3, 0, 1,  0, 0, 0, 8, 0,  0,  0, 1, 1, 3,
                        0,   1,   0,  0,   0, 8, 0,  0,  0, 2, 1, 3, 0, 1, 0,  0, 0, 8, 0, 0,  0,  3, 1, 3, 0,
                        1,   0,   0,  0,   1, 0, 0,  0,  6, 1, 3, 0, 1, 0, 0,  0, 1, 0, 0, 0,  17, 1, 4, 0, 1,
                        0,   0,   0,  122, 0, 0, 0,  21, 1, 3, 0, 1, 0, 0, 0,  1, 0, 0, 0, 22, 1,  3, 0, 1, 0,
                        0,   0,   8,  0,   0, 0, 23, 1,  4, 0, 1, 0, 0, 0, 64, 0, 0, 0, 0, 0,  0,  0};
                unsigned char pixels[64];
                memset(pixels, 0x80, sizeof pixels);
                fwrite(tiff, 1, sizeof tiff, out);
                fwrite(pixels, 1, sizeof pixels, out);
                fclose(out);
                if (zb_picture_open(path, &picture, &err) != ZB_OK)
                        fail_msg("%s", err.en);
        }
        remove(path);
        return picture;
}

static void photographs_are_cropped_and_marked(void **state)
{
        struct zb_picture *picture = a_picture();
        assert_non_null(picture);
        struct zb_figure f = {.type = ZB_FIG_PHOTO,
                              .place = "/sections/0/figures/0",
                              .caption = "人机协同的数学课堂",
                              .picture = picture,
                              .src = "a.tif",
                              .focus_x = 0.5,
                              .focus_y = 0.5,
                              .ai = true};
        static const double sizes[][2] = {{331, 124}, {331, 305}, {260, 214}, {700, 500}};
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                struct zb_rect box = {0, 0, sizes[i][0], sizes[i][1]};
                struct zb_stage stage = drawn(*state, &f, box.w, box.h);
                const struct zb_item *photo = &stage.scene->items[0], *mark = NULL;
                assert_int_equal(photo->kind, ZB_ITEM_PICTURE);
                assert_ptr_equal(photo->picture.picture, picture);
                assert_true(fabs(photo->picture.crop.w / photo->picture.crop.h - box.w / box.h) < 0.5);
                check_text("photo", box, stage.scene, box.h - zb_figure_strip_mm(&stage, &f, box.w));
                check_shapes("photo", box, stage.scene);
                for (size_t k = 0; k < stage.scene->n_items; k++)
                        if (stage.scene->items[k].kind == ZB_ITEM_TEXT &&
                            strcmp(stage.scene->items[k].text.role, "ai") == 0)
                                mark = &stage.scene->items[k];
                assert_non_null(mark);
                double ink = mark->text.em_mm *
                             zb_face_ink_factor(zb_fonts_face(((struct world *)*state)->fonts, ZB_MEDIUM));
                assert_true(ink >= 0.05 * fmin(box.w, box.h) - 1e-9);
                assert_true(zb_pt_of_mm(mark->text.em_mm) >= 55 - 1e-9);
                zb_scene_free(stage.scene);
        }
        zb_picture_free(picture);
}

/* ---- QR ---- */

/* Is (x, y) inside one of the rectangles that the path is made of? */
static bool dark_at(const struct zb_path *p, double x, double y)
{
        for (size_t i = 0; i + 8 <= p->n_xy; i += 8)
                if (x > p->xy[i] && x < p->xy[i + 2] && y > p->xy[i + 1] && y < p->xy[i + 5])
                        return true;
        return false;
}

static void qr_is_what_libqrencode_says(void **state)
{
        struct zb_qr_link link = {"https://example.edu.cn/xinghe/ai?班级=三年二班", "扫码", "/qr/0"};
        struct zb_stage stage = new_stage(*state, 24.8);
        struct zb_err err = {0};
        assert_int_equal(zb_qr_draw(&stage, &link, 600, 1600, 110, &err), ZB_OK);
        QRcode *code = QRcode_encodeString8bit(link.url, 0, QR_ECLEVEL_M);
        assert_non_null(code);
        assert_int_equal(stage.scene->n_qr, 1);
        const struct zb_scene_qr *qr = &stage.scene->qr[0];
        assert_true(fabs(qr->module_mm * (code->width + 8) - 110) < 1e-9);
        assert_true(fabs(qr->quiet_mm - 4 * qr->module_mm) < 1e-9);
        assert_true(fabs(qr->box.x - 600 - qr->quiet_mm) < 1e-9 &&
                    fabs(qr->box.w - code->width * qr->module_mm) < 1e-9);
        assert_string_equal(qr->url, link.url);
        assert_int_equal(stage.scene->n_items, 2);
        const struct zb_item *modules = &stage.scene->items[1];
        assert_true(modules->shape.fill.a.c == 0 && modules->shape.fill.a.m == 0 && modules->shape.fill.a.y == 0 &&
                    modules->shape.fill.a.k == 1);
        for (int row = 0; row < code->width; row++)
                for (int col = 0; col < code->width; col++)
                        assert_int_equal(dark_at(&modules->shape.path, qr->box.x + (col + 0.5) * qr->module_mm,
                                                 qr->box.y + (row + 0.5) * qr->module_mm),
                                         code->data[row * code->width + col] & 1);
        QRcode_free(code);
        zb_scene_free(stage.scene);
}

/* The tile grows with the URL so that modules stay readable from ZB_QR_READING_MM; versions as libqrencode
 * has them. */
static void tiles_follow_the_reading_distance(void **state)
{
        static char url[501];
        struct zb_qr_link link = {url, "", "/qr/0"};
        const struct zb_spec board = {.qr = &link, .n_qr = 1};
        double before = 0;
        for (size_t len = 1; len <= 500; len++) {
                memset(url, 'a', len);
                QRcode *code = QRcode_encodeString8bit(url, 0, QR_ECLEVEL_M);
                assert_non_null(code);
                double tile = zb_qr_tile_mm(&board, 0);
                if (fabs(tile / (code->width + 8) - ZB_QR_READING_MM / 500) > 1e-9)
                        fail_msg("%zu bytes: %d modules on a tile of %g mm", len, code->width, tile);
                QRcode_free(code);
                assert_true(tile >= before);
                before = tile;
        }
        assert_true(zb_qr_tile_mm(&board, 200) == 200);
        struct zb_stage stage = new_stage(*state, 24.8);
        struct zb_err err = {0};
        assert_int_equal(zb_qr_draw(&stage, &link, 0, 0, before, &err), ZB_OK);
        assert_int_equal(remarks_of(stage.scene, "qr.allowed"), 0);
        assert_int_equal(zb_qr_draw(&stage, &link, 0, 0, 0.9 * before, &err), ZB_OK);
        assert_int_equal(remarks_of(stage.scene, "qr.allowed"), 1);
        zb_scene_free(stage.scene);
}

int main(void)
{
        struct zb_err err = {0};
        if (zb_picture_init("test_figure", &err) != ZB_OK)
                return 1;
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(values_are_printed),          cmocka_unit_test(bars_are_honest),
                cmocka_unit_test(shares_sum_to_100),           cmocka_unit_test(wrong_data_is_remarked),
                cmocka_unit_test(charts_by_ai_are_marked),     cmocka_unit_test(photographs_are_cropped_and_marked),
                cmocka_unit_test(qr_is_what_libqrencode_says), cmocka_unit_test(tiles_follow_the_reading_distance),
                cmocka_unit_test(long_urls_are_remarked),
        };
        int failed = cmocka_run_group_tests(tests, set_up, tear_down);
        zb_picture_fini();
        return failed;
}
