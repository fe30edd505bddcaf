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

static void rules_image_count(struct zb_check *c)
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
        found->wanted = zb_msg_verbatim(range);
        found->unit = ZB_MSG(ZB_CTX("rules") "images");
        found->message = zb_check_msg(c, "pictures and charts: %zu, %s are suggested", f->n_images, range);
        found->fix = few ? zb_check_msg(c, "Add %s photographs or charts.", diff)
                         : zb_check_msg(c, "Take away %s, or join some into one.", diff);
}

static void ratio_fix(struct zb_check *c, struct zb_finding *found, bool few)
{
        const struct zb_facts *f = c->facts;
        double aim = c->standard->ratio_aim, cm2 = fabs(f->text_mm2 * aim / (1 - aim) - f->image_mm2) / 100;
        const char *area = zb_check_num(c, cm2, 0);
        found->fix =
                few ? zb_check_msg(c,
                                   "About %s cm² more of pictures (one more, or larger ones), or less text, "
                                   "or a smaller body size.",
                                   area)
                    : zb_check_msg(c, "About %s cm² less of pictures, or more text, or a larger body size.", area);
}

static void ratio(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        struct zb_range want = c->standard->ratio;
        if (isnan(f->share)) {
                if (f->kind == ZB_KIND_SPEC) {
                        struct zb_finding *found = zb_check_fail(c);
                        found->message = ZB_MSG("there is neither picture nor text on the board");
                        found->fix = ZB_MSG("Write the content first.");
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
        found->wanted = zb_msg_verbatim(range);
        found->message = zb_check_msg(c, "image : text is %s : %s (images %s), 4 : 6 is required, %s allowed", image,
                                      text, share, range);
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
        found->measured_text = f->path_used ? zb_msg_verbatim(f->path_used) : ZB_MSG("none");
        found->wanted = ZB_MSG("F or Z");
        found->message = ZB_MSG("the layout follows neither an F nor a Z path");
        found->fix = zb_check_fix(
                c, ZB_MSG("Set path to auto, F or Z."),
                ZB_MSG("Title at the top left, content in rows from left to right and from top to bottom, "
                       "pictures and text aligned in columns."));
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
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->unit = ZB_MSG(ZB_CTX("rules") "charts");
        found->message = ZB_MSG("no chart: data and flows are better drawn");
        found->fix = ZB_MSG("Turn key data into a bar or radar chart, or a process into a flow chart.");
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
        found->unit = zb_msg_verbatim("mm");
        found->wanted = zb_check_msg(c, "≥ %s", least);
        if (image->ai_marked) {
                found->measured = image->ai_mark_mm;
                found->message = zb_check_about(
                        c, zb_check_picture(c, image),
                        ": its AI mark is %s mm high, less than 5 %% of the shorter side (%s mm)", have, least);
        } else {
                found->measured_text = ZB_MSG("not marked");
                found->message = zb_check_about(c, zb_check_picture(c, image),
                                                " was made by generative AI and does not say so");
        }
        found->fix = zb_check_msg(c, "Mark it \"AI生成\" at an edge or corner, %s mm high or more.", least);
}

/* Whether a mark can be seen among the pixels nobody can tell, so it is a remark. */
static void ai_file(struct zb_check *c)
{
        struct zb_finding *found = zb_check_note(c);
        found->measured_text = ZB_MSG("its metadata says so");
        found->wanted = ZB_MSG("a mark on it");
        found->message = ZB_MSG("the file's metadata says that generative AI made it: see that the picture "
                                "says so");
        found->fix = ZB_MSG("Mark it \"AI生成\" at an edge or corner, 5 % of the shorter side high or more.");
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
        {"image.count", ZB_OF_ALL, rules_image_count},
        {"layout.ratio", ZB_OF_ALL, ratio},
        {"layout.path", ZB_OF_ALL, path},
        {"figure.infographic", ZB_OF_ALL, infographic},
        {"figure.ai", ZB_OF_ALL, ai},
        {NULL, 0, NULL},
};
