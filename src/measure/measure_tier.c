/* SPDX-License-Identifier: Apache-2.0 */
/* The five tiers of type: medians of what a ruler reads (ink), of the em, of the spacing, and their extremes.
 */
#include <math.h>
#include <stdlib.h>

#include "measure_priv.h"

static int by_value(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;
        return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
        if (n == 0)
                return NAN;
        qsort(values, n, sizeof *values, by_value);
        return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static bool goes_on(const struct measuring *m, size_t i)
{
        return i + 1 < m->facts->n_lines && m->lines[i + 1].block == m->lines[i].block;
}

/* Sizes of the tier's lines; returns how many. */
static size_t sizes(const struct measuring *m, enum zb_tier tier, double *ink_mm, double *em_mm)
{
        size_t n = 0;
        for (size_t i = 0; i < m->facts->n_lines; i++)
                if (m->lines[i].tier == tier && !isnan(m->lines[i].ink_mm)) {
                        ink_mm[n] = m->lines[i].ink_mm;
                        em_mm[n++] = m->lines[i].em_mm;
                }
        return n;
}

/* Spacings between lines of one paragraph where there are any (only these are seen by a reader), else as set.
 */
static size_t spacings(const struct measuring *m, enum zb_tier tier, bool between, double *leading)
{
        size_t n = 0;
        for (size_t i = 0; i < m->facts->n_lines; i++)
                if (m->lines[i].tier == tier && (!between || goes_on(m, i)))
                        leading[n++] = m->lines[i].leading;
        return n;
}

static void measure_tier(const struct measuring *m, enum zb_tier tier, double *a, double *b)
{
        struct zb_fact_tier *t = &m->facts->tiers[tier];
        t->lines = sizes(m, tier, a, b);
        if (t->lines == 0)
                return;
        t->ink_cm = median(a, t->lines) / 10;
        t->ink_cm_min = a[0] / 10; /* median sorts */
        t->ink_cm_max = a[t->lines - 1] / 10;
        t->em_cm = median(b, t->lines) / 10;
        t->pt = zb_pt_of_mm(t->em_cm * 10);
        t->pt_min = zb_pt_of_mm(b[0]);
        t->pt_max = zb_pt_of_mm(b[t->lines - 1]);
        size_t n = spacings(m, tier, true, a);
        if (n > 0) {
                t->leading = median(a, n);
                t->leading_min = a[0];
                t->leading_max = a[n - 1];
        } else {
                t->leading = median(a, spacings(m, tier, false, a));
        }
}

enum zb_code zb_measure_tiers(struct measuring *m, struct zb_err *err)
{
        double *work = calloc(2 * m->facts->n_lines + 2, sizeof *work);
        if (!work)
                return zb_err_nomem(err);
        for (int tier = 0; tier < ZB_N_TIERS; tier++)
                measure_tier(m, (enum zb_tier)tier, work, work + m->facts->n_lines + 1);
        free(work);
        return ZB_OK;
}
