/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures and charts as a part of the board: number, share, the reading path they make with the text, the
 * mark of what generative AI made. (As pixels: picture.c.) */
#include <math.h>
#include <string.h>

#include "rules_priv.h"

/* Shares are printed with three digits; the judgement agrees with what is printed. */
#define EPS_SHARE 0.0005

/* A PSD whose text is pixels has its pictures among them. Of a chart whose labels are outlines nobody can
 * tell that it is one. */
static bool not_told_apart(const struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        bool wordless = strcmp(f->text_source, "none") == 0;
        return isnan(f->image_mm2) || (f->kind == ZB_KIND_PSD && wordless) ||
               (f->pdf.known && wordless && (double)f->pdf.outlines >= c->standard->outlines_min &&
                (double)f->n_images < c->standard->images.min);
}

static void count(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        struct zb_range want = c->standard->images;
        double n = (double)f->n_images;
        if (not_told_apart(c)) {
                zb_check_unknown(c);
                return;
        }
        if (n >= want.min && n <= want.max)
                return;
        bool few = n < want.min;
        const char *range = zb_check_range(c, want, 0);
        const char *diff = zb_check_num(c, few ? want.min - n : n - want.max, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = n;
        found->wanted = zb_check_same(range);
        found->unit = (struct zb_msg){"张", "images"};
        found->message = zb_check_msg(c, "图片和图表一共 %zu 张，建议 %s 张",
                                      "pictures and charts: %zu, %s are suggested", f->n_images, range);
        found->fix = few ? zb_check_msg(c, "再加 %s 张照片或图表。", "Add %s photographs or charts.", diff)
                         : zb_check_msg(c, "去掉 %s 张，或把几张合成一张。",
                                        "Take away %s, or join some into one.", diff);
}

static void ratio_fix(struct zb_check *c, struct zb_finding *found, bool few)
{
        const struct zb_facts *f = c->facts;
        double aim = c->standard->ratio_aim, cm2 = fabs(f->text_mm2 * aim / (1 - aim) - f->image_mm2) / 100;
        const char *area = zb_check_num(c, cm2, 0);
        found->fix =
                few ? zb_check_msg(c, "图再大约 %s 平方厘米（加一张图或把图放大），或者删些文字、调小正文。",
                                   "About %s cm² more of pictures (one more, or larger ones), or less text, "
                                   "or a smaller body size.",
                                   area)
                    : zb_check_msg(c, "图再小约 %s 平方厘米，或者多写些文字、调大正文。",
                                   "About %s cm² less of pictures, or more text, or a larger body size.",
                                   area);
}

static void ratio(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        struct zb_range want = c->standard->ratio;
        if (isnan(f->share)) {
                if (f->kind == ZB_KIND_SPEC) {
                        struct zb_finding *found = zb_check_fail(c);
                        found->message = (struct zb_msg){"板上没有图也没有字",
                                                         "there is neither picture nor text on the board"};
                        found->fix = (struct zb_msg){"先写内容。", "Write the content first."};
                        return;
                }
                zb_check_unknown(c);
                return;
        }
        if (f->share >= want.min - EPS_SHARE && f->share <= want.max + EPS_SHARE)
                return;
        bool few = f->share < want.min;
        const char *share = zb_check_num(c, f->share, 3), *range = zb_check_range(c, want, 2);
        const char *image = zb_check_num(c, f->share * 10, 1), *text = zb_check_num(c, 10 - f->share * 10, 1);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = f->share;
        found->wanted = zb_check_same(range);
        found->message = zb_check_msg(c, "图文比是 %s : %s（图占 %s），规定 4:6，容许 %s",
                                      "image : text is %s : %s (images %s), 4 : 6 is required, %s allowed",
                                      image, text, share, range);
        ratio_fix(c, found, few);
}

static bool allowed_path(const struct zb_standard *s, const char *used)
{
        for (size_t i = 0; s->paths && s->paths[i]; i++)
                if (strcmp(s->paths[i], used) == 0)
                        return true;
        return false;
}

static void path(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (!f->path_used && f->kind != ZB_KIND_SPEC) {
                zb_check_unknown(c);
                return;
        }
        if (f->path_used && allowed_path(c->standard, f->path_used))
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = f->path_used ? zb_check_same(f->path_used) : (struct zb_msg){"无", "none"};
        found->wanted = (struct zb_msg){"F 或 Z", "F or Z"};
        found->message = (struct zb_msg){"版面没有按 F 形或 Z 形的路线排",
                                         "the layout follows neither an F nor a Z path"};
        found->fix = zb_check_fix(
                c, (struct zb_msg){"把 path 写成 auto、F 或 Z。", "Set path to auto, F or Z."},
                (struct zb_msg){
                        "标题在左上，内容一行行从左到右、从上到下排，图和字对齐成列。",
                        "Title at the top left, content in rows from left to right and from top to bottom, "
                        "pictures and text aligned in columns."});
}

static void infographic(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        double charts = (double)(f->n_images - f->n_photos);
        if (not_told_apart(c)) {
                zb_check_unknown(c);
                return;
        }
        if (charts >= c->standard->charts_min)
                return;
        const char *least = zb_check_num(c, c->standard->charts_min, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = charts;
        found->wanted = zb_check_msg(c, "≥ %s", "≥ %s", least);
        found->unit = (struct zb_msg){"张", "charts"};
        found->message = (struct zb_msg){"没有图表：数据和流程最好画成图",
                                         "no chart: data and flows are better drawn"};
        found->fix =
                (struct zb_msg){"把一组关键数据改成柱形图或雷达图，或把一个流程改成流程图。",
                                "Turn key data into a bar or radar chart, or a process into a flow chart."};
}

static void ai_mark(struct zb_check *c, const struct zb_fact_image *image)
{
        double side = fmin(image->box.w, image->box.h), want = c->standard->ai_mark_share * side;
        if (image->ai_marked && !(image->ai_mark_mm < want - 0.05))
                return;
        const char *least = zb_check_num(c, want, 1), *have = zb_check_num(c, image->ai_mark_mm, 1);
        struct zb_finding *found = image->ai_marked ? zb_check_note(c) : zb_check_fail(c);
        found->box = image->box;
        found->path = image->place;
        found->unit = zb_check_same("mm");
        found->wanted = zb_check_msg(c, "≥ %s", "≥ %s", least);
        if (image->ai_marked) {
                found->measured = image->ai_mark_mm;
                found->message = zb_check_about(
                        c, zb_check_picture(c, image), "上的“AI生成”字高 %s 毫米，不到短边的 5%%（%s 毫米）",
                        ": its AI mark is %s mm high, less than 5 %% of the shorter side (%s mm)", have,
                        least);
        } else {
                found->measured_text = (struct zb_msg){"没有标", "not marked"};
                found->message =
                        zb_check_about(c, zb_check_picture(c, image), "是人工智能生成的，图上没有标明",
                                       " was made by generative AI and does not say so");
        }
        found->fix = zb_check_msg(c, "在图的边角标上“AI生成”，字高不小于 %s 毫米。",
                                  "Mark it \"AI生成\" at an edge or corner, %s mm high or more.", least);
}

/* Whether a mark can be seen among the pixels nobody can tell, so it is a remark. */
static void ai_file(struct zb_check *c)
{
        struct zb_finding *found = zb_check_note(c);
        found->measured_text = (struct zb_msg){"元数据说是 AI 生成", "its metadata says so"};
        found->wanted = (struct zb_msg){"图上标明", "a mark on it"};
        found->message =
                (struct zb_msg){"文件的元数据说它是人工智能生成的，请确认画面上标明了“AI生成”",
                                "the file's metadata says that generative AI made it: see that the picture "
                                "says so"};
        found->fix = (struct zb_msg){
                "在图的边角标上“AI生成”，字高不小于图短边的 5%。",
                "Mark it \"AI生成\" at an edge or corner, 5 % of the shorter side high or more."};
}

static void ai(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (f->raster.known && f->raster.ai)
                ai_file(c);

        if (isnan(f->image_mm2))
                zb_check_unknown(c);
        for (size_t i = 0; i < f->n_images; i++)
                if (f->images[i].ai)
                        ai_mark(c, &f->images[i]);
}

const struct zb_rule zb_image_rules[] = {
        {"image.count", ZB_OF_ALL, count}, {"layout.ratio", ZB_OF_ALL, ratio},
        {"layout.path", ZB_OF_ALL, path},  {"figure.infographic", ZB_OF_ALL, infographic},
        {"figure.ai", ZB_OF_ALL, ai},      {NULL, 0, NULL},
};
