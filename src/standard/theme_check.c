/* SPDX-License-Identifier: Apache-2.0 */
/* Which inks of a theme cannot be read on one another. The table says which role a board sets as text on
 * which: a designer who writes a theme of his own learns here, before any board is composed with it, which
 * key to change and to what. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "standard.h"

#define ROLE(name) #name, offsetof(struct zb_theme, name)
#define MARGIN     0.1 /* of contrast, so that a cure is not on the edge */
#define INK_MAX    300.0

static const struct pair {
        const char *text;
        size_t text_at;
        const char *ground;
        size_t ground_at;
        bool darken_ground; /* the cure: else the text is darkened */
} pairs[] = {
        {ROLE(paper), ROLE(deep), true},    {ROLE(paper), ROLE(deep2), true},    {ROLE(paper), ROLE(primary), true},
        {ROLE(accent), ROLE(deep), true},   {ROLE(accent), ROLE(deep2), true},   {ROLE(soft), ROLE(deep), true},
        {ROLE(soft), ROLE(deep2), true},    {ROLE(primary), ROLE(paper), false}, {ROLE(primary), ROLE(mist), false},
        {ROLE(primary), ROLE(pale), false}, {ROLE(text), ROLE(paper), false},    {ROLE(text), ROLE(mist), false},
        {ROLE(text), ROLE(pale), false},
};

static struct zb_ink ink_at(const struct zb_theme *theme, size_t at)
{
        struct zb_ink ink;
        memcpy(&ink, (const char *)theme + at, sizeof ink);
        return ink;
}

/* Adds K in steps of one percent until the contrast is reached; false when ink or K runs out before. */
static bool darken(const struct zb_profile *profile, struct zb_ink other, double wanted, struct zb_ink *ink)
{
        for (int step = 0; step <= 100; step++) {
                if (zb_ink_contrast(profile, *ink, other) >= wanted)
                        return true;
                ink->k += 0.01f;
                if (ink->k > 1 || zb_ink_total(*ink) > INK_MAX)
                        return false;
        }
        return false;
}

/* One entry for each role that must change: with its worst partner. */
static void theme_check_add(struct zb_theme_weakness *ret, size_t *n, const struct zb_theme_weakness *w)
{
        for (size_t i = 0; i < *n; i++)
                if (strcmp(ret[i].change, w->change) == 0) {
                        if (w->contrast < ret[i].contrast)
                                ret[i] = *w;
                        return;
                }
        if (*n < ZB_THEME_WEAKNESSES)
                ret[(*n)++] = *w;
}

size_t zb_theme_weaknesses(const struct zb_theme *theme, const struct zb_profile *profile, double contrast_min,
                           struct zb_theme_weakness ret[ZB_THEME_WEAKNESSES])
{
        size_t n = 0;
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
                const struct pair *p = &pairs[i];
                struct zb_ink text = ink_at(theme, p->text_at), ground = ink_at(theme, p->ground_at);
                struct zb_theme_weakness w = {.text = p->text,
                                              .ground = p->ground,
                                              .change = p->darken_ground ? p->ground : p->text,
                                              .contrast = zb_ink_contrast(profile, text, ground),
                                              .better = p->darken_ground ? ground : text};
                if (w.contrast >= contrast_min)
                        continue;
                w.curable = darken(profile, p->darken_ground ? text : ground, contrast_min + MARGIN, &w.better);
                theme_check_add(ret, &n, &w);
        }
        return n;
}
