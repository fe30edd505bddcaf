/* SPDX-License-Identifier: Apache-2.0 */
/* Contrast of every line and code, from pixels: each ink it is set in against what is printed under the
 * glyphs of that ink (WCAG 2.1, through the profile). A stray pixel hides nothing, a dark blob hides a
 * stroke: the contrast that counts is the one that the worst pixels keep whose area together is that of a
 * blob a quarter of an em wide. A line of which nothing stands on the page is judged by the ground that the
 * composer declared. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_priv.h"

#define BLOB_EM 0.25
#define MOST    0.25 /* of the pixels under a line of a few small glyphs */

enum { BINS = 1024 }; /* of the root of luminance: finest where the eye is */

/* The pixels under one ink of one line, by luminance. */
struct tally {
        uint32_t bins[BINS];
        size_t n;
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

static void count_window(const struct zb_ground *g, const float *luminance, struct zb_window w,
                         struct tally *t)
{
        for (int y = w.y0; y < w.y1; y++)
                for (int x = w.x0; x < w.x1; x++)
                        t->bins[bin_of(luminance[(size_t)y * (size_t)g->width + (size_t)x])]++;
        if (w.x1 > w.x0 && w.y1 > w.y0)
                t->n += (size_t)(w.x1 - w.x0) * (size_t)(w.y1 - w.y0);
}

/* What lies under the glyphs of style s. */
static void count_glyphs(const struct zb_ground *g, const float *luminance, const struct zb_text *text,
                         size_t s, struct tally *t)
{
        for (size_t i = 0; i < text->n_glyphs; i++) {
                const struct zb_glyph *glyph = &text->glyphs[i];
                struct zb_rect ink;
                if (glyph->span != s || !zb_face_extents(text->styles[s].face, glyph->gid, &ink))
                        continue;
                double em = text->em_mm;
                struct zb_rect box = {text->x_mm + glyph->x_mm + ink.x * em,
                                      text->baseline_mm - (ink.y + ink.h) * em, ink.w * em, ink.h * em};
                count_window(g, luminance, zb_ground_window(g, box), t);
        }
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

struct looking {
        const struct measuring *m;
        const float *luminance;
        const struct zb_text *text;
        struct tally *tally;
        double least;
};

static void look(void *ctx, const struct zb_text_style *style, size_t n)
{
        struct looking *l = ctx;
        const struct zb_ground *g = &l->m->ground;
        double ink = zb_ink_luminance(l->m->profile, style->ink);
        memset(l->tally, 0, sizeof *l->tally);
        count_glyphs(g, l->luminance, l->text, (size_t)(style - l->text->styles), l->tally);
        if (l->tally->n == 0) {
                for (int i = 0; i < 2; i++)
                        l->least =
                                fmin(l->least, zb_ink_contrast(l->m->profile, style->ink, l->text->under[i]));
                return;
        }
        double blob = zb_px_of_mm(BLOB_EM * l->text->em_mm, g->ppi), most = MOST * (double)l->tally->n;
        l->least = fmin(l->least, nth_worst(l->tally, ink, (size_t)fmax(1, ceil(fmin(blob * blob, most)))));
}

/* Of a code's modules: the middle of its darkest tenth against that of its lightest. */
static void contrast_of_code(const struct zb_ground *g, const float *luminance, struct zb_fact_qr *qr,
                             struct tally *t)
{
        memset(t, 0, sizeof *t);
        count_window(g, luminance, zb_ground_window(g, qr->box), t);
        size_t dark = 0, light = BINS - 1;
        for (size_t seen = t->bins[0]; seen * 20 <= t->n && dark + 1 < BINS; seen += t->bins[++dark])
                ;
        for (size_t seen = t->bins[light]; seen * 20 <= t->n && light > 0; seen += t->bins[--light])
                ;
        qr->contrast = t->n ? zb_luminance_contrast(luminance_of(dark), luminance_of(light)) : NAN;
}

enum zb_code zb_measure_contrast(struct measuring *m, struct zb_err *err)
{
        struct zb_facts *f = m->facts;
        size_t n = (size_t)m->ground.width * (size_t)m->ground.height;
        float *luminance = malloc((n + 1) * sizeof *luminance);
        struct tally *tally = malloc(sizeof *tally);
        if (!luminance || !tally) {
                free(luminance);
                free(tally);
                return zb_err_nomem(err);
        }
        zb_proof_luminance(m->profile, m->ground.cmyk, n, luminance);
        for (size_t i = 0; i < f->n_lines; i++) {
                struct looking l = {m, luminance, &m->items[i]->text, tally, NAN};
                zb_measure_styles(&m->items[i]->text, look, &l);
                m->lines[i].contrast = l.least;
        }
        for (size_t i = 0; i < f->n_qr; i++)
                contrast_of_code(&m->ground, luminance, (struct zb_fact_qr *)&f->qr[i], tally);
        free(luminance);
        free(tally);
        return ZB_OK;
}
