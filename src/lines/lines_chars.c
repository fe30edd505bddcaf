/* SPDX-License-Identifier: Apache-2.0 */
/* Styles of lines: what most of a line is set in. */
#include <math.h>
#include <string.h>

#include "lines_priv.h"

bool zb_same_colour(struct zb_ink a, struct zb_ink b)
{
        const float nearly = 0.08f;
        return fabsf(a.c - b.c) < nearly && fabsf(a.m - b.m) < nearly && fabsf(a.y - b.y) < nearly &&
               fabsf(a.k - b.k) < nearly;
}

static bool same_text(const char *a, const char *b)
{
        return a == b || (a && b && strcmp(a, b) == 0);
}

void zb_style_add(struct zb_style_count *count, const struct zb_piece *piece)
{
        enum { MOST = sizeof count->chars / sizeof *count->chars };
        const struct zb_run *r = piece->run;
        const struct zb_style style = {r->font ? r->font : "", r->space, r->colour, r->bold};
        size_t i = 0;
        for (; i < count->n; i++)
                if (count->styles[i].bold == style.bold && zb_same_colour(count->styles[i].colour, style.colour) &&
                    same_text(count->styles[i].font, style.font) && count->styles[i].space == style.space)
                        break;
        if (i == MOST)
                return;
        if (i == count->n)
                count->styles[count->n++] = style;
        count->chars[i] += piece->chars;
}

struct zb_style zb_style_most(const struct zb_style_count *count)
{
        size_t best = 0;
        for (size_t i = 1; i < count->n; i++)
                if (count->chars[i] > count->chars[best])
                        best = i;
        return count->n ? count->styles[best] : (struct zb_style){.font = ""};
}
