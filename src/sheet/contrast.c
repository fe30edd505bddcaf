/* SPDX-License-Identifier: Apache-2.0 */
/* What lines are on their ground, once a reader has drawn the sheet without its text: their contrast, whether
 * they are lighter than it, whether anybody can see them at all. And whether black text is K alone, now that
 * the tiers are known. */
#include <math.h>
#include <string.h>

#include "sheet.h"

/* The lower of an ink's contrasts with the darkest and the lightest of a ground. */
static double least(double own, double dark, double light)
{
        bool between = own > dark && own < light;
        return between ? 1 : fmin(zb_luminance_contrast(own, dark), zb_luminance_contrast(own, light));
}

static bool invisible(double own, double dark, double light)
{
        return zb_luminance_contrast(own, dark) < 1.02 && zb_luminance_contrast(own, light) < 1.02;
}

static void contrast(const struct zb_derivation *d, const struct zb_survey *ground, bool may_hide, size_t i,
                     struct zb_fact_line *line)
{
        const struct zb_profile *profile = d->profile;
        double dark, light, own = zb_ink_luminance(profile, line->colour);
        if (line->hidden || !ground || (line->space && strcmp(line->space, "Pattern") == 0))
                return;
        if (!zb_survey_light(ground, line->ink, &dark, &light))
                return;
        line->contrast = least(own, dark, light);
        for (size_t k = 0; d->line_inks && k < d->line_inks[i].n; k++) {
                double other = zb_ink_luminance(profile, d->line_inks[i].inks[k]);
                line->contrast = fmin(line->contrast, least(other, dark, light));
        }
        line->reversed = own > (dark + light) / 2;
        /* White on white, and everything else that nobody has ever seen. */
        if (may_hide && invisible(own, dark, light))
                line->hidden = true;
}

/* A dark neutral made of several plates, as measure has it: a dark blue or green is a colour, not a black.
 * Under nearly full K everything is black, and RGB's black comes out of a profile like that. */
static bool composite_black(struct zb_ink i)
{
        float least_ink = fminf(i.c, fminf(i.m, i.y)), most = fmaxf(i.c, fmaxf(i.m, i.y));
        return (i.k >= 0.85f && most > 0.1f) ||
               (most > 0.01f && most - least_ink <= 0.25f && (i.k >= 0.5f || least_ink >= 0.5f));
}

void zb_lines_on_ground(struct zb_derivation *d, const struct zb_survey *ground, bool may_hide)
{
        struct zb_facts *f = d->facts;
        struct zb_fact_line *lines = (struct zb_fact_line *)f->lines; /* made by lines.c for us to complete */
        for (size_t i = 0; i < f->n_lines; i++)
                contrast(d, ground, may_hide, i, &lines[i]);
}

void zb_lines_black(struct zb_facts *f)
{
        f->k_only = strcmp(f->text_source, "live") == 0 ? 1 : -1;
        for (size_t i = 0; i < f->n_lines && f->k_only > 0; i++) {
                const struct zb_fact_line *l = &f->lines[i];
                if (l->hidden || l->tier < ZB_TIER_BODY || !composite_black(l->colour))
                        continue;
                f->k_only = 0;
                f->not_k_box = l->box;
                f->not_k_place = *l->place ? l->place : l->text;
        }
}

enum zb_code zb_sheet_contrast(struct zb_derivation *d, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        f->min_contrast = NAN;
        for (size_t i = 0; i < f->n_lines; i++) {
                const struct zb_fact_line *line = &d->lines[i];
                if (line->hidden || isnan(line->contrast) || line->contrast >= f->min_contrast)
                        continue;
                f->min_contrast = line->contrast;
                f->min_contrast_box = line->box;
                f->min_contrast_text = line->text;
                f->min_contrast_place = line->place;
        }
        return ZB_OK;
}
