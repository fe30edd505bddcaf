/* SPDX-License-Identifier: Apache-2.0 */
/* Contrast of each line with what lies under it, from the drawing without text; text that differs from its
 * ground by nothing is not seen by anybody. And whether black text is K alone, now that the tiers are known.
 */
#include <math.h>
#include <string.h>

#include "pdf_priv.h"

static void contrast(struct pdf *pdf, struct zb_fact_line *line)
{
        double dark, light, own;
        if (line->hidden || !pdf->ground || (line->space && strcmp(line->space, "Pattern") == 0))
                return;
        if (!zb_survey_light(pdf->ground, line->ink, &dark, &light))
                return;
        own = zb_ink_luminance(pdf->in->options->profile, line->colour);
        bool between = own > dark && own < light;
        line->contrast =
                between ? 1 : fmin(zb_luminance_contrast(own, dark), zb_luminance_contrast(own, light));
        line->reversed = own > (dark + light) / 2;
        /* White on white, and everything else that nobody has ever seen. */
        if (zb_luminance_contrast(own, dark) < 1.02 && zb_luminance_contrast(own, light) < 1.02)
                line->hidden = true;
}

/* A dark neutral made of several plates, as measure has it: a dark blue or green is a colour, not a black.
 * Under nearly full K everything is black, and RGB's black comes out of a profile like that. */
static bool composite_black(struct zb_ink i)
{
        float least = fminf(i.c, fminf(i.m, i.y)), most = fmaxf(i.c, fmaxf(i.m, i.y));
        return (i.k >= 0.85f && most > 0.1f) ||
               (most > 0.01f && most - least <= 0.25f && (i.k >= 0.5f || least >= 0.5f));
}

void zb_pdf_contrast(struct pdf *pdf)
{
        struct zb_facts *f = pdf->in->facts;
        struct zb_fact_line *lines = (struct zb_fact_line *)f->lines; /* made by lines.c for us to complete */
        f->k_only = strcmp(f->text_source, "live") == 0 ? 1 : -1;
        for (size_t i = 0; i < f->n_lines; i++) {
                contrast(pdf, &lines[i]);
                if (lines[i].hidden || lines[i].tier < ZB_TIER_BODY || f->k_only == 0 ||
                    !composite_black(lines[i].colour))
                        continue;
                f->k_only = 0;
                f->not_k_box = lines[i].box;
                f->not_k_place = lines[i].text;
        }
}
