/* SPDX-License-Identifier: Apache-2.0 */
/* The five tiers of type: medians of what a ruler reads (ink), of the em, of the spacing, and their extremes.
 */
#include <math.h>
#include <stdlib.h>

#include "lines.h"
#include "stats.h"

static bool of_tier(const struct zb_derivation *d, size_t i, enum zb_tier tier)
{
        return d->lines[i].tier == tier && !d->lines[i].hidden;
}

static bool lines_sizes_goes_on(const struct zb_derivation *d, size_t i)
{
        return i + 1 < d->facts->n_lines && d->lines[i + 1].block == d->lines[i].block;
}

/* Em sizes of the tier's lines, and what a ruler reads where that is known. */
static void sizes(const struct zb_derivation *d, enum zb_tier tier, double *ink_mm, size_t *n_ink, double *em_mm,
                  size_t *n_em)
{
        *n_ink = *n_em = 0;
        for (size_t i = 0; i < d->facts->n_lines; i++) {
                if (!of_tier(d, i, tier))
                        continue;
                if (!isnan(d->lines[i].ink_mm))
                        ink_mm[(*n_ink)++] = d->lines[i].ink_mm;
                if (!isnan(d->lines[i].em_mm))
                        em_mm[(*n_em)++] = d->lines[i].em_mm;
        }
}

/* Spacings between lines of one paragraph where there are any (only these are seen by a reader), else as set.
 */
static size_t spacings(const struct zb_derivation *d, enum zb_tier tier, bool between, double *leading)
{
        size_t n = 0;
        for (size_t i = 0; i < d->facts->n_lines; i++)
                if (of_tier(d, i, tier) && !isnan(d->lines[i].leading) && (!between || lines_sizes_goes_on(d, i)))
                        leading[n++] = d->lines[i].leading;
        return n;
}

static void derive_tier(const struct zb_derivation *d, enum zb_tier tier, double *a, double *b)
{
        struct zb_fact_tier *t = &d->facts->tiers[tier];
        size_t n_ink, n;
        sizes(d, tier, a, &n_ink, b, &n);
        t->lines = n;
        if (n == 0)
                return;
        t->em_cm = zb_median(b, n) / 10;
        t->pt = zb_pt_of_mm(t->em_cm * 10);
        t->pt_min = zb_pt_of_mm(b[0]); /* median sorts */
        t->pt_max = zb_pt_of_mm(b[n - 1]);
        if (n_ink > 0) {
                t->ink_cm = zb_median(a, n_ink) / 10;
                t->ink_cm_min = a[0] / 10;
                t->ink_cm_max = a[n_ink - 1] / 10;
        }
        n = spacings(d, tier, true, a);
        if (n > 0) {
                t->leading = zb_median(a, n);
                t->leading_min = a[0];
                t->leading_max = a[n - 1];
        } else {
                t->leading = zb_median(a, spacings(d, tier, false, a));
        }
}

enum zb_code zb_lines_sizes(struct zb_derivation *d, struct zb_err *err)
{
        double *work = calloc(2 * d->facts->n_lines + 2, sizeof *work);
        if (!work)
                return zb_err_nomem(err);
        for (int tier = 0; tier < ZB_N_TIERS; tier++)
                derive_tier(d, (enum zb_tier)tier, work, work + d->facts->n_lines + 1);
        free(work);
        return ZB_OK;
}
