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

/* The ground that counts, window after window: the luminance of all of it would take longer than composing.
 */
struct under {
        uint8_t *cmyk;
        float *luminance;
        size_t n, cap;
        bool failed;
};

static bool under_room(struct under *u, size_t more)
{
        if (u->n + more <= u->cap)
                return true;
        size_t cap = 2 * (u->n + more);
        uint8_t *cmyk = realloc(u->cmyk, 4 * cap);
        u->cmyk = cmyk ? cmyk : u->cmyk;
        float *luminance = realloc(u->luminance, cap * sizeof *luminance);
        u->luminance = luminance ? luminance : u->luminance;
        u->failed |= !cmyk || !luminance;
        u->cap = u->failed ? u->cap : cap;
        return !u->failed;
}

static void take_window(const struct zb_ground *g, struct zb_window w, struct under *u)
{
        if (w.x1 <= w.x0 || w.y1 <= w.y0 || !under_room(u, (size_t)(w.x1 - w.x0) * (size_t)(w.y1 - w.y0)))
                return;
        size_t row = (size_t)(w.x1 - w.x0);
        for (int y = w.y0; y < w.y1; y++, u->n += row)
                memcpy(u->cmyk + 4 * u->n, g->cmyk + 4 * ((size_t)y * (size_t)g->width + (size_t)w.x0),
                       4 * row);
}

/* What lies under the glyphs of style s. */
static void take_glyphs(const struct zb_ground *g, const struct zb_text *text, size_t s, struct under *u)
{
        for (size_t i = 0; i < text->n_glyphs; i++) {
                const struct zb_glyph *glyph = &text->glyphs[i];
                struct zb_rect ink;
                if (glyph->span != s || !zb_face_extents(text->styles[s].face, glyph->gid, &ink))
                        continue;
                double em = text->em_mm;
                struct zb_rect box = {text->x_mm + glyph->x_mm + ink.x * em,
                                      text->baseline_mm - (ink.y + ink.h) * em, ink.w * em, ink.h * em};
                take_window(g, zb_ground_window(g, box), u);
        }
}

static void count(const struct zb_profile *profile, const struct under *u, struct tally *t)
{
        memset(t, 0, sizeof *t);
        zb_proof_luminance(profile, u->cmyk, u->n, u->luminance);
        for (size_t i = 0; i < u->n; i++)
                t->bins[bin_of(u->luminance[i])]++;
        t->n = u->n;
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
        const struct zb_text *text;
        struct under *under; /* serves line after line */
        struct tally *tally;
        double least;
};

static void look(void *ctx, const struct zb_text_style *style, size_t n)
{
        struct looking *l = ctx;
        const struct zb_ground *g = &l->m->ground;
        double ink = zb_ink_luminance(l->m->profile, style->ink);
        l->under->n = 0;
        take_glyphs(g, l->text, (size_t)(style - l->text->styles), l->under);
        count(l->m->profile, l->under, l->tally);
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
static void contrast_of_code(const struct measuring *m, struct zb_fact_qr *qr, struct under *under,
                             struct tally *t)
{
        under->n = 0;
        take_window(&m->ground, zb_ground_window(&m->ground, qr->box), under);
        count(m->profile, under, t);
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
        struct under under = {0};
        struct tally *tally = malloc(sizeof *tally);
        for (size_t i = 0; tally && i < f->n_lines && !under.failed; i++) {
                struct looking l = {m, &m->items[i]->text, &under, tally, NAN};
                zb_measure_styles(&m->items[i]->text, look, &l);
                m->lines[i].contrast = l.least;
        }
        for (size_t i = 0; tally && i < f->n_qr && !under.failed; i++)
                contrast_of_code(m, (struct zb_fact_qr *)&f->qr[i], &under, tally);
        bool whole = tally && !under.failed;
        free(under.cmyk);
        free(under.luminance);
        free(tally);
        return whole ? ZB_OK : zb_err_nomem(err);
}
