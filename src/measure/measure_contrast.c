/* SPDX-License-Identifier: Apache-2.0 */
/* Contrast of every line: each ink it is set in against each ink that lies under it, through the profile. A
 * board has hundreds of lines and a dozen pairs of inks, so the pairs are remembered. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_priv.h"

struct ink_pair {
        struct zb_ink a, b;
        double contrast;
};

struct cache {
        const struct zb_profile *profile;
        struct ink_pair *pairs;
        size_t n, cap;
        bool failed;
};

struct looking {
        struct cache *cache;
        const struct zb_text *text;
        double least;
};

static double contrast(struct cache *cache, struct zb_ink a, struct zb_ink b)
{
        for (size_t i = 0; i < cache->n; i++)
                if (memcmp(&cache->pairs[i].a, &a, sizeof a) == 0 &&
                    memcmp(&cache->pairs[i].b, &b, sizeof b) == 0)
                        return cache->pairs[i].contrast;
        if (cache->n == cache->cap) {
                size_t cap = cache->cap ? 2 * cache->cap : 32;
                struct ink_pair *pairs = realloc(cache->pairs, cap * sizeof *pairs);
                if (!pairs) {
                        cache->failed = true;
                        return NAN;
                }
                cache->pairs = pairs;
                cache->cap = cap;
        }
        double c = zb_ink_contrast(cache->profile, a, b);
        cache->pairs[cache->n++] = (struct ink_pair){a, b, c};
        return c;
}

static void look(void *ctx, const struct zb_text_style *style, size_t n)
{
        struct looking *l = ctx;
        for (int i = 0; i < 2; i++)
                l->least = fmin(l->least, contrast(l->cache, style->ink, l->text->under[i]));
}

enum zb_code zb_measure_contrast(struct measuring *m, struct zb_err *err)
{
        struct zb_facts *f = m->facts;
        struct cache cache = {.profile = m->profile};
        for (size_t i = 0; i < f->n_lines; i++) {
                struct looking l = {&cache, &m->items[i]->text, NAN};
                zb_measure_styles(&m->items[i]->text, look, &l);
                m->lines[i].contrast = l.least;
                if (isnan(l.least) || l.least >= f->min_contrast)
                        continue;
                f->min_contrast = l.least;
                f->min_contrast_box = f->lines[i].box;
                f->min_contrast_text = f->lines[i].text;
                f->min_contrast_place = f->lines[i].place;
        }
        free(cache.pairs);
        return cache.failed ? zb_err_nomem(err) : ZB_OK;
}
