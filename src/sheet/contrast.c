/* SPDX-License-Identifier: Apache-2.0 */
/* What lines are on their ground, once the sheet has been drawn without its text: their contrast, whether they are
 * lighter than it, whether anybody can see them at all. And whether black text is K alone.
 *
 * Contrast is read off pixels: each ink of a line against what is printed under the glyphs of that ink or, where nobody
 * knows where those are, under the line. A stray pixel hides nothing, a dark blob hides a stroke: the contrast that
 * counts is the one that the worst pixels keep whose area together is that of a blob a quarter of an em wide. A scene's
 * line of which nothing stands on the page is judged by the ground that its composer declared. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"

#define BLOB_EM 0.25
#define MOST    0.25 /* of the pixels under a line of a few small glyphs */

enum { BINS = 1024 }; /* of the root of luminance: finest where the eye is */

/* The pixels under one ink of one line, by luminance. */
struct tally {
        uint32_t bins[BINS];
        size_t n;
};

struct looking { /* serves line after line */
        const struct zb_derivation *d;
        const struct zb_survey *ground;
        struct zb_buf cmyk;
        float *luminance;
        size_t room;
        struct tally tally;
        bool failed;
};

static size_t bin_of(double luminance)
{
        return (size_t)lrint(sqrt(fmin(fmax(luminance, 0), 1)) * (BINS - 1));
}

static double luminance_of(size_t bin)
{
        double root = (double)bin / (BINS - 1);
        return root * root;
}

/* The luminance of all of the ground would take longer than composing: only what was looked at is reckoned. */
static void contrast_count(struct looking *l, size_t n)
{
        if (n > l->room) {
                float *more = realloc(l->luminance, 2 * n * sizeof *more);
                l->luminance = more ? more : l->luminance;
                l->room = more ? 2 * n : l->room;
        }
        l->failed |= l->cmyk.failed || n > l->room;
        memset(&l->tally, 0, sizeof l->tally);
        if (l->failed || n == 0)
                return;
        zb_proof_luminance(l->d->profile, (const uint8_t *)l->cmyk.data, n, l->luminance);
        for (size_t i = 0; i < n; i++)
                l->tally.bins[bin_of(l->luminance[i])]++;
        l->tally.n = n;
}

/* The contrast of the n-th worst pixel: from the bin of the ink itself outwards. */
static double nth_worst(const struct tally *t, double ink, size_t n)
{
        size_t above = bin_of(ink) + 1, below = above, seen = 0; /* looked at: bins below … above - 1 */
        double contrast = 1;
        while (seen < n && (below > 0 || above < BINS)) {
                double down = below > 0 ? zb_luminance_contrast(ink, luminance_of(below - 1)) : INFINITY;
                double up = above < BINS ? zb_luminance_contrast(ink, luminance_of(above)) : INFINITY;
                size_t bin = down <= up ? --below : above++;
                contrast = fmin(down, up);
                seen += t->bins[bin];
        }
        return contrast;
}

/* Of ink k of line i; NAN: nothing of it lies on the ground, and none is declared. */
static double of_ink(struct looking *l, const struct zb_fact_line *line, const struct zb_line_inks *inks, size_t k)
{
        const struct zb_profile *profile = l->d->profile;
        size_t n = 0;
        zb_buf_clear(&l->cmyk);
        if (inks->glyphs[k])
                for (size_t g = 0; g < inks->n_glyphs[k]; g++)
                        n += zb_survey_under(l->ground, inks->glyphs[k][g], &l->cmyk);
        else
                n = zb_survey_under(l->ground, line->ink, &l->cmyk);
        contrast_count(l, n);
        if (l->tally.n == 0)
                return inks->declared ? fmin(zb_ink_contrast(profile, inks->inks[k], inks->under[0]),
                                             zb_ink_contrast(profile, inks->inks[k], inks->under[1]))
                                      : NAN;
        double blob = zb_survey_px_per_mm(l->ground) * BLOB_EM * line->em_mm, most = MOST * (double)l->tally.n;
        return nth_worst(&l->tally, zb_ink_luminance(profile, inks->inks[k]),
                         (size_t)fmax(1, ceil(fmin(blob * blob, most))));
}

static bool invisible(double own, double dark, double light)
{
        return zb_luminance_contrast(own, dark) < 1.02 && zb_luminance_contrast(own, light) < 1.02;
}

/* Of a file: lighter than its ground? White on white, and everything else that nobody has ever seen, is hidden. */
static void look_of(const struct looking *l, bool may_hide, struct zb_fact_line *line)
{
        double dark, light, own = zb_ink_luminance(l->d->profile, line->colour);
        if (!zb_survey_light(l->ground, line->ink, &dark, &light))
                return;
        line->reversed = own > (dark + light) / 2;
        line->hidden |= may_hide && invisible(own, dark, light);
}

/* A dark neutral made of several plates: black or grey that prints coloured edges when the plates are not in register. A
 * dark blue or green is a colour, not a black.
 * Under nearly full K everything is black, and RGB's black comes out of a profile like that. */
static bool composite_black(struct zb_ink i)
{
        float least_ink = fminf(i.c, fminf(i.m, i.y)), most = fmaxf(i.c, fmaxf(i.m, i.y));
        return (i.k >= 0.85f && most > 0.1f) ||
               (most > 0.01f && most - least_ink <= 0.25f && (i.k >= 0.5f || least_ink >= 0.5f));
}

enum zb_code zb_lines_on_ground(struct zb_derivation *d, const struct zb_survey *ground, bool may_hide,
                                struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        struct zb_fact_line *lines = (struct zb_fact_line *)f->lines; /* made by room lines for us to complete */
        struct looking *l = calloc(1, sizeof *l);
        if (!l)
                return zb_err_nomem(err);
        l->d = d;
        l->ground = ground;
        for (size_t i = 0; i < f->n_lines && ground && d->line_inks && !l->failed; i++) {
                const struct zb_line_inks *inks = &d->line_inks[i];
                if (lines[i].hidden || lines[i].space == ZB_SPACE_PATTERN)
                        continue;
                for (size_t k = 0; k < inks->n; k++)
                        lines[i].contrast = fmin(lines[i].contrast, of_ink(l, &lines[i], inks, k));
                if (!inks->declared)
                        look_of(l, may_hide, &lines[i]);
        }
        bool failed = l->failed;
        zb_buf_fini(&l->cmyk);
        free(l->luminance);
        free(l);
        return failed ? zb_err_nomem(err) : ZB_OK;
}

/* In any of its inks. */
static bool has_composite_black(const struct zb_derivation *d, size_t i)
{
        const struct zb_line_inks *inks = &d->line_inks[i];
        bool found = false;
        for (size_t k = 0; k < inks->n; k++)
                found |= composite_black(inks->inks[k]);
        return found;
}

void zb_lines_black(struct zb_derivation *d)
{
        struct zb_facts *f = d->facts;
        f->k_only = strcmp(f->text_source, "live") == 0 ? 1 : -1;
        for (size_t i = 0; i < f->n_lines && f->k_only > 0; i++) {
                const struct zb_fact_line *l = &f->lines[i];
                if (l->hidden || l->tier < ZB_TIER_BODY || !has_composite_black(d, i))
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
