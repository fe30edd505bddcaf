/* SPDX-License-Identifier: Apache-2.0 */
/* The sheet: its size, how it stands, what the frame hides, what the trim cuts. */
#include <math.h>

#include "rules_priv.h"

/* Lengths are computed in mm; a hundredth is rounding, not a fault. */
#define EPS_MM 0.01

static bool rules_page_fits(const struct zb_standard *s, double w, double h)
{
        return fabs(w - s->width_mm) <= s->size_tolerance_mm + EPS_MM &&
               fabs(h - s->height_mm) <= s->size_tolerance_mm + EPS_MM;
}

/* The usual ways in which a size is wrong, each with its own cure. */
static struct zb_msg size_fix(struct zb_check *c, const char *want_w, const char *want_h)
{
        const struct zb_facts *f = c->facts;
        const struct zb_standard *s = c->standard;
        const struct zb_fact_raster *r = &f->raster;
        bool wide = f->width_mm > f->height_mm;
        double w = wide ? s->height_mm : s->width_mm, h = wide ? s->width_mm : s->height_mm;
        double extra_x = (f->width_mm - w) / 2, extra_y = (f->height_mm - h) / 2;
        bool shape = fabs(f->width_mm / f->height_mm - w / h) < 0.005 * w / h;
        if (r->known && shape)
                return zb_check_msg(
                        c,
                        "The shape is right, the declared resolution is not: Photoshop, Image → Image Size, "
                        "Resample off, %s × %s mm.",
                        want_w, want_h);
        if (extra_x > 0.5 && extra_x < 30 && fabs(extra_x - extra_y) < 0.6 && !f->container.boxes_declared &&
            !zb_check_is_spec(c))
                return zb_check_msg(c,
                                    "It looks like %s mm of bleed without a trim box: keep the artboard at "
                                    "%s × %s mm and "
                                    "set the bleed under \"Marks and Bleeds\".",
                                    zb_check_num(c, extra_x, 1), want_w, want_h);
        if (shape && !zb_check_is_spec(c))
                return zb_check_msg(
                        c,
                        "The shape is right, the size is %s %% of what is asked: set the artboard to %s × %s "
                        "mm and scale everything with it (mind the pictures' resolution).",
                        zb_check_num(c, 100 * f->width_mm / w, 1), want_w, want_h);
        return zb_check_msg(c, "Set the page (finished size, without bleed) to %s × %s mm and lay it out again.",
                            want_w, want_h);
}

static void size(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        const struct zb_standard *s = c->standard;
        if (isnan(f->width_mm) || isnan(f->height_mm)) {
                zb_check_unknown(c);
                return;
        }
        if (rules_page_fits(s, f->width_mm, f->height_mm) || rules_page_fits(s, f->height_mm, f->width_mm))
                return;
        const char *w = zb_check_num(c, f->width_mm, 1), *h = zb_check_num(c, f->height_mm, 1);
        const char *want_w = zb_check_num(c, s->width_mm, 1), *want_h = zb_check_num(c, s->height_mm, 1);
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = zb_check_msg(c, "%s × %s", w, h);
        found->wanted = zb_check_msg(c, "%s × %s", want_w, want_h);
        found->unit = zb_msg_verbatim("mm");
        found->message = zb_check_msg(c, "the picture is %s × %s mm, %s × %s mm is required", w, h, want_w, want_h);
        found->fix = size_fix(c, want_w, want_h);
}

static void orientation(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (isnan(f->width_mm) || isnan(f->height_mm)) {
                zb_check_unknown(c);
                return;
        }
        if (f->width_mm <= f->height_mm)
                return;
        struct zb_finding *found = zb_check_note(c);
        found->measured_text = ZB_MSG("landscape");
        found->wanted = ZB_MSG("portrait");
        found->message =
                ZB_MSG("this is landscape; the sizes of picture, window and stand make a main board portrait");
        found->fix = zb_check_fix(
                c, ZB_MSG("Ask the organiser whether landscape is taken, else set orientation to portrait."),
                ZB_MSG("Ask the organiser whether landscape is taken, else turn the artboard and lay it out "
                       "again."));
}

static void visible(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        double safe = c->standard->safe_mm;
        if (isnan(f->safe_min_mm)) {
                zb_check_unknown(c);
                return;
        }
        if (f->safe_min_mm >= safe - EPS_MM)
                return;
        bool hidden = f->safe_min_mm < -EPS_MM;
        struct zb_msg what = zb_check_words(c, f->safe_what);
        const char *by = zb_check_num(c, fabs(f->safe_min_mm), 1), *least = zb_check_num(c, safe, 1);
        struct zb_finding *found = hidden ? zb_check_fail(c) : zb_check_note(c);
        found->measured = f->safe_min_mm;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->unit = zb_msg_verbatim("mm");
        found->box = f->safe_box;
        found->path = f->safe_place;
        found->message =
                hidden ? zb_check_about(c, what, " reaches %s mm out of the visible area, the frame hides it", by)
                       : zb_check_about(c, what,
                                        " is only %s mm from the visible edge, less than %s mm: a slightly "
                                        "crooked frame hides it",
                                        by, least);
        found->fix = zb_check_msg(c, "Move it inwards, at least %s mm from the visible edge.", least);
}

static void bleed(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        double want = c->process->bleed_mm;
        if (want <= 0)
                return;
        if (isnan(f->bleed_mm) || isnan(f->bleed_reach_mm)) {
                zb_check_unknown(c);
                return;
        }
        double have = fmin(f->bleed_mm, f->bleed_reach_mm);
        if (have >= want - EPS_MM)
                return;
        const char *mm = zb_check_num(c, have, 1), *least = zb_check_num(c, want, 1);
        bool empty = f->bleed_mm >= want - EPS_MM;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = have;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->unit = zb_msg_verbatim("mm");
        found->message = empty ? zb_check_msg(c,
                                              "there is a bleed box, but ground or pictures reach only %s mm "
                                              "into it, %s mm is wanted",
                                              mm, least)
                               : zb_check_msg(c, "the bleed is %s mm, %s mm is wanted", mm, least);
        found->fix = zb_check_msg(c,
                                  "Give the page %s mm of bleed on every side (Illustrator: File → Document "
                                  "Setup → Bleed) and draw "
                                  "ground and edge pictures out to it.",
                                  least);
}

const struct zb_rule zb_page_rules[] = {
        {"board.size", ZB_OF_ALL, size},
        {"board.orientation", ZB_OF_ALL, orientation},
        {"board.visible", ZB_OF_ALL, visible},
        {"board.bleed", ZB_OF_ALL, bleed},
        {NULL, 0, NULL},
};
