/* SPDX-License-Identifier: Apache-2.0 */
/* Contrast of each line with what lies under it, from the drawing without text; text that differs from its
 * ground by nothing is not seen by anybody. And whether black text is K alone, now that the tiers are known.
 */
#include <math.h>
#include <string.h>

#include "pdf_priv.h"

/* sRGB → luminance, WCAG 2.1. */
static double linear(uint8_t v)
{
        double c = v / 255.0;
        return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static bool luminance(struct pdf *pdf, struct zb_ink ink, double *ret)
{
        uint8_t rgb[1][3];
        if (zb_proof_rgb(pdf->in->options->profile, &ink, rgb, 1, pdf->err))
                return false;
        *ret = 0.2126 * linear(rgb[0][0]) + 0.7152 * linear(rgb[0][1]) + 0.0722 * linear(rgb[0][2]);
        return true;
}

static double ratio(double a, double b)
{
        return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

static void contrast(struct pdf *pdf, struct zb_fact_line *line)
{
        double dark, light, own;
        if (line->hidden || !pdf->ground || (line->space && strcmp(line->space, "Pattern") == 0))
                return;
        if (!zb_survey_light(pdf->ground, line->ink, &dark, &light) || !luminance(pdf, line->colour, &own))
                return;
        bool between = own > dark && own < light;
        line->contrast = between ? 1 : fmin(ratio(own, dark), ratio(own, light));
        line->reversed = own > (dark + light) / 2;
        /* White on white, and everything else that nobody has ever seen. */
        if (ratio(own, dark) < 1.02 && ratio(own, light) < 1.02)
                line->hidden = true;
}

/* A dark neutral made of several plates, as measure has it: a dark blue or green is a colour, not a black. */
static bool composite_black(struct zb_ink i)
{
        float least = fminf(i.c, fminf(i.m, i.y)), most = fmaxf(i.c, fmaxf(i.m, i.y));
        return most > 0.01f && most - least <= 0.25f && (i.k >= 0.5f || least >= 0.5f);
}

void zb_pdf_contrast(struct pdf *pdf)
{
        struct zb_facts *f = pdf->in->facts;
        struct zb_fact_line *lines = (struct zb_fact_line *)f->lines; /* made by lines.c for us to complete */
        f->k_only = 1;
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
