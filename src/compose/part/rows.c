/* SPDX-License-Identifier: Apache-2.0 */
/* Setting and measuring a section. A board is searched over thousands of combinations of a few dozen ways to
 * set each of its sections: everything dear is done here, once per way. */
#include <math.h>
#include <string.h>

#include "rows.h"

#define CHART_MOST 1.3 /* a chart is no taller than this times its width */
#define STRIP_MOST 1.2 /* a strip's figures, one above the other, are no taller than this times its width */

double zb_row_mark_w(const struct zb_template *t, enum zb_heading_mark mark)
{
        return mark == ZB_MARK_CHIP ? t->row.chip_w + t->row.chip_gap : t->row.bar_w + t->row.bar_gap;
}

static bool too_wide(const struct zb_stage *stage, const struct zb_figure *figure, double w)
{
        double need_w, need_h, caption;
        zb_figure_need(stage, figure, w, &need_w, &need_h, &caption);
        return need_w > w;
}

/* Which figures stand where; the hero's own is left out. Those too wide for the column go below. */
static void deal_figures(const struct zb_stage *stage, const struct zb_section *section, const struct zb_row_way *way,
                         struct zb_row *row)
{
        const struct zb_figure *below[ZB_MAX_CELLS];
        size_t n_below = 0;
        for (size_t i = 0; i < section->n_figures && row->n_column + n_below < ZB_MAX_CELLS; i++) {
                const struct zb_figure *figure = &section->figures[i];
                if (figure == way->hero)
                        continue;
                if (section->n_text && row->n_column < way->beside && !too_wide(stage, figure, row->figure_w))
                        row->figures[row->n_column++] = figure;
                else
                        below[n_below++] = figure;
        }
        row->n_figures = row->n_column + n_below;
        for (size_t i = 0; i < n_below; i++)
                row->figures[row->n_column + i] = below[i];
}

static enum zb_code set_heading(const struct zb_stage *stage, const struct zb_template *t, enum zb_heading_mark mark,
                                struct zb_row *row, struct zb_err *err)
{
        double measure = row->text_w - zb_row_mark_w(t, mark);
        const char *text = row->heading_text.plain;
        const struct zb_para **heading = &row->headings[mark];
        size_t overfull = 0;
        struct zb_rich whole =
                zb_rich_plain(stage->memo_arena, zb_joined(stage, &t->words, text), row->heading_text.place);
        enum zb_code code = zb_voice_set(stage, ZB_VOICE_HEADING, 0, &whole, measure, heading, &overfull, err);
        if (code || !overfull)
                return code;
        return zb_voice_set(stage, ZB_VOICE_HEADING, 0, &row->heading_text, measure, heading, NULL, err);
}

static enum zb_code set_body(const struct zb_stage *stage, const struct zb_template *t,
                             const struct zb_section *section, struct zb_row *row, struct zb_err *err)
{
        for (size_t i = 0; i < section->n_text && i < ZB_MAX_PARAGRAPHS; i++) {
                size_t overfull = 0;
                if (zb_voice_set(stage, ZB_VOICE_BODY, 0, &section->text[i], row->text_w, &row->body[i], &overfull,
                                 err))
                        return err->code;
                row->n_body++;
                row->body_lines += row->body[i]->n_lines;
                row->cost += row->body[i]->cost;
                row->overfull += overfull;
        }
        if (row->body_lines > 1)
                row->cost +=
                        t->weight.long_line * fmax(0, row->text_w / stage->em[ZB_TIER_BODY] - t->weight.long_line_em);
        return ZB_OK;
}

/* The greatest height at which a figure w wide keeps its resolution and its shape. */
static double rows_most_of(const struct zb_stage *stage, const struct zb_figure *f, double w, double chart)
{
        double most = 25.4 * (f->picture ? zb_picture_info(f->picture)->height : 0) / stage->o->standard->ppi_min;
        return f->type != ZB_FIG_PHOTO ? chart * w : stage->o->standard->ppi_min > 0 ? most : INFINITY;
}

static void need_figures(const struct zb_stage *stage, const struct zb_row_way *way, struct zb_row *row)
{
        size_t n_below = row->n_figures - row->n_column;
        const struct zb_figure **below = row->figures + row->n_column;
        if (row->n_column) {
                row->column_need =
                        zb_figure_grid_need(stage, row->figures, row->n_column, row->figure_w, way->gap / 2, 2);
                row->column_most = way->gap / 2 * (double)(row->n_column - 1);
        }
        for (size_t i = 0; i < row->n_column; i++)
                row->column_most += rows_most_of(stage, row->figures[i], row->figure_w, CHART_MOST);
        if (n_below)
                row->strip_need = zb_figure_grid_need(stage, below, n_below, row->w, way->gap / 2, 0);
        for (size_t i = 0; i < n_below; i++)
                row->strip_most += fmin(STRIP_MOST * row->w, rows_most_of(stage, below[i], row->w, STRIP_MOST));
}

enum zb_code zb_row_plan(const struct zb_stage *stage, const struct zb_template *t, size_t i,
                         const struct zb_row_way *way, struct zb_row *ret, struct zb_err *err)
{
        const struct zb_section *section = &stage->board->sections[i];
        struct zb_row row = {.w = way->w};
        row.figure_w = way->w - t->gutter - way->em_per_line * stage->em[ZB_TIER_BODY];
        deal_figures(stage, section, way, &row);
        row.text_w = row.n_column ? way->w - t->gutter - row.figure_w : way->w;
        for (size_t k = 0; k < row.n_column; k++)
                row.cost += zb_figure_breaks_caption(stage, row.figures[k], row.figure_w) ? t->weight.caption : 0;
        row.heading_text = zb_rich_plain(stage->memo_arena, section->heading, section->place);
        if (set_body(stage, t, section, &row, err) || set_heading(stage, t, ZB_MARK_CHIP, &row, err) ||
            set_heading(stage, t, ZB_MARK_BAR, &row, err))
                return err->code;
        need_figures(stage, way, &row);
        *ret = row;
        return ZB_OK;
}

double zb_row_heading_ink(const struct zb_stage *stage, const struct zb_template *t, const struct zb_row *row,
                          enum zb_heading_mark mark)
{
        double em = stage->em[ZB_TIER_HEADING], pitch = t->row.heading_leading * em;
        return ((double)row->headings[mark]->n_lines - 1) * pitch +
               em * zb_face_ink_factor(zb_voice_face(stage, ZB_VOICE_HEADING));
}

double zb_row_text_h(const struct zb_stage *stage, const struct zb_template *t, const struct zb_row *row,
                     enum zb_heading_mark mark, double leading)
{
        double em = stage->em[ZB_TIER_BODY], h = zb_row_heading_ink(stage, t, row, mark);
        if (!row->n_body)
                return h;
        return h + t->row.heading_gap + ((double)row->body_lines - 1) * leading * em +
               ((double)row->n_body - 1) * t->row.paragraph_gap * em +
               em * zb_face_ink_factor(zb_voice_face(stage, ZB_VOICE_BODY));
}

double zb_row_column_h(const struct zb_row *row, double h, double limit)
{
        return fmin(h, fmax(fmin(row->column_most, limit), row->column_need));
}

double zb_row_text_mm2(const struct zb_template *t, const struct zb_row *row, enum zb_heading_mark mark,
                       double leading)
{
        double area = zb_para_area(row->headings[mark], t->row.heading_leading);
        for (size_t i = 0; i < row->n_body; i++)
                area += zb_para_area(row->body[i], leading);
        return area;
}
