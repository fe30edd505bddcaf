/* SPDX-License-Identifier: Apache-2.0 */
/* Heights of a board whose sections are chosen: where each stands, and what would be left with less air. */
#include <math.h>
#include <string.h>

#include "solver.h"

static double row_least(const struct zb_stage *stage, const struct zb_solution *s, const struct zb_row *row,
                        double leading, double gap)
{
        double h = fmax(zb_row_text_h(stage, s->t, row, s->rows.mark, leading), row->column_need);
        return h + (zb_row_has_strip(row) ? gap * ZB_STRIP_GAP + fmax(row->strip_need, s->t->strip_min) : 0);
}

double zb_layout_line_h(const struct zb_stage *stage, const struct zb_solution *s, size_t line, double leading,
                        double gap, size_t i, const struct zb_row *other)
{
        double h = 0;
        for (size_t k = 0; k < s->rows.n; k++)
                if (s->rows.line_of[k] == line)
                        h = fmax(h, row_least(stage, s, other && k == i ? other : &s->rows.rows[k], leading, gap));
        return h;
}

double zb_layout_room(const struct zb_stage *stage, const struct zb_solution *s)
{
        struct zb_rect visible = stage->scene->visible;
        return visible.y + visible.h - s->foot.height - (s->hero.bottom + s->t->hero.stripe) - s->t->row.first_gap -
               s->t->row.last_gap;
}

double zb_layout_left(const struct zb_stage *stage, const struct zb_solution *s, double leading, double gap)
{
        double left = zb_layout_room(stage, s) - gap * (double)(s->rows.n_lines - 1);
        for (size_t line = 0; line < s->rows.n_lines; line++)
                left -= zb_layout_line_h(stage, s, line, leading, gap, 0, NULL);
        return left;
}

struct zb_row_place zb_layout_place(const struct zb_stage *stage, const struct zb_solution *s, size_t i, double y)
{
        const struct zb_row *row = &s->rows.rows[i];
        const struct zb_layout *l = &s->layout;
        struct zb_row_place place = {.y = y,
                                     .h = l->line_h[s->rows.line_of[i]],
                                     .heading_extra = row->n_body ? l->heading_extra : 0,
                                     .leading = l->leading,
                                     .gap = l->gap,
                                     .limit = l->limit};
        if (!zb_row_has_strip(row))
                return place;
        double text = zb_row_text_h(stage, s->t, row, s->rows.mark, l->leading) + place.heading_extra;
        double proper = fmax(text, row->column_need), gap = l->gap * ZB_STRIP_GAP;
        double least = fmax(row->strip_need, s->t->strip_min);
        place.strip_h = fmax(least, fmin(place.h - proper - gap, fmin(fmax(row->strip_most, least), l->limit)));
        place.h -= place.strip_h + gap;
        /* Nothing beside the text: the strip follows it, and what is left stays below. */
        if (!row->n_column)
                place.h = fmin(place.h, proper);
        place.strip_y = y + place.h + gap;
        return place;
}
