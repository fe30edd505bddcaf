/* SPDX-License-Identifier: Apache-2.0 */
/* Ink: total ink, black, thin lines, as the chosen print process asks. */
#include <math.h>

#include "rules_priv.h"

/* Four channels of eight bits each round by at most half a step: 4 × 50/255 %. */
#define EPS_TOTAL 0.8

/* Area above the limit, cm²; NAN when the sheet was not surveyed. Class i goes from 2i - 1 to 2i + 1 percent;
 * the one that holds the limit itself is not above it. */
static double area_above(const struct zb_facts *f, double max)
{
        double cm2 = 0;
        for (int i = 0; i <= 200; i++)
                if (2.0 * i - 1 >= max)
                        cm2 += f->survey.ink_cm2[i];
        return f->survey.known ? cm2 : NAN;
}

/* A few specks above the limit (sharpened edges, JPEG's rounding) do no harm: where the area is known, it
 * decides. */
static void total(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        double max = c->process->total_ink_max, area = area_above(f, max);
        if (isnan(f->total_max)) {
                zb_check_unknown(c);
                return;
        }
        if (f->total_max <= max + EPS_TOTAL)
                return;
        const char *have = zb_check_num(c, f->total_max, 0), *most = zb_check_num(c, max, 0);
        const char *cm2 = zb_check_num(c, area, area < 10 ? 2 : 0);
        struct zb_finding *found = area < c->standard->ink_area_cm2 ? zb_check_note(c) : zb_check_fail(c);
        found->measured = f->total_max;
        found->wanted = zb_check_msg(c, "≤ %s", most);
        found->unit = zb_msg_verbatim("%");
        found->box = f->total_max_box;
        if (isnan(area))
                found->message = zb_check_msg(
                        c, "the ink sums to %s %% at most, above %s %%: it dries badly and smears", have, most);
        else
                found->message = zb_check_msg(
                        c,
                        "the ink sums to %1$s %% at most, %3$s cm² are above %2$s %%: it dries badly and "
                        "smears",
                        have, most, cm2);
        found->fix = zb_check_fix(
                c, zb_check_msg(c, "Lighten the darkest colours to a sum of %s %% (less C, M and Y, not K).", most),
                zb_check_msg(c,
                             "Lighten the darkest colours to a sum of %s %% (less C, M and Y, not K); pictures: "
                             "Photoshop, Edit → Convert to Profile, a CMYK profile with a total of %s %%.",
                             most, most));
}

static void text_black(struct zb_check *c)
{
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = ZB_MSG("black text in several inks");
        found->wanted = ZB_MSG("K alone");
        found->box = c->facts->not_k_box;
        found->path = c->facts->not_k_place ? c->facts->not_k_place : "";
        found->message = ZB_MSG("black text is made of several inks: it blurs when the plates are not in register");
        found->fix = zb_check_fix(c, ZB_MSG("Black text in K alone, for example C0 M0 Y0 K90."),
                                  ZB_MSG("Set black text to C0 M0 Y0 K100 (look again after converting "
                                         "from RGB: its black becomes "
                                         "a four-colour black)."));
}

static void large_black(struct zb_check *c)
{
        const struct zb_process *p = c->process;
        const char *have = zb_check_num(c, c->facts->solid_k_cm2, 0), *most = zb_check_num(c, p->solid_k_max_cm2, 0);
        const char *rich = zb_arena_printf(c->findings->arena, "C%d M%d Y%d K%d", (int)lround(100 * p->rich_black.c),
                                           (int)lround(100 * p->rich_black.m), (int)lround(100 * p->rich_black.y),
                                           (int)lround(100 * p->rich_black.k));
        struct zb_finding *found = zb_check_fail(c);
        found->measured = c->facts->solid_k_cm2;
        found->wanted = zb_check_msg(c, "≤ %s", most);
        found->unit = zb_msg_verbatim("cm²");
        found->box = c->facts->solid_k_box;
        found->message =
                zb_check_msg(c, "%s cm² of black are K alone; above %s cm² this process prints it grey", have, most);
        found->fix = zb_check_msg(c, "Make large black areas rich black, %s.", rich ? rich : "");
}

static void black(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        bool area_judged = isfinite(c->process->solid_k_max_cm2);
        if (f->k_only < 0 || (area_judged && isnan(f->solid_k_cm2)))
                zb_check_unknown(c);
        if (f->k_only == 0)
                text_black(c);
        if (area_judged && f->solid_k_cm2 > c->process->solid_k_max_cm2)
                large_black(c);
}

static void line(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        double min = c->process->line_min_mm;
        if (min <= 0)
                return;
        if (isnan(f->line_min_mm)) {
                zb_check_unknown(c);
                return;
        }
        if (f->line_min_mm >= min - 1e-6)
                return;
        const char *have = zb_check_num(c, f->line_min_mm, 3), *least = zb_check_num(c, min, 3);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = f->line_min_mm;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->unit = zb_msg_verbatim("mm");
        found->box = f->line_min_box;
        found->message = zb_check_msg(c, "the thinnest line is %s mm, below %s mm: it may break", have, least);
        found->fix = zb_check_msg(c, "Make it %s mm or more (Illustrator: Stroke panel; no \"hairline\").", least);
}

const struct zb_rule zb_ink_rules[] = {
        {"ink.total", ZB_OF_ALL, total},
        {"ink.black", ZB_OF_ALL, black},
        {"ink.line", ZB_OF_SPEC | ZB_OF_PDF, line},
        {NULL, 0, NULL},
};
