/* SPDX-License-Identifier: Apache-2.0 */
/* Setting, measuring and drawing the sections. */
#include <math.h>
#include <string.h>

#include "hero.h"
#include "rows.h"

#define BROKEN_CAPTION 16.0 /* cost of a caption in two lines */
#define WIDE_TEXT      60.0 /* cost of a text across the board where others have columns */
#define CHART_MOST     1.3  /* a chart is no taller than this times its width */

static double mark_width(const struct zb_template *t, enum zb_heading_mark mark)
{
        return mark == ZB_MARK_CHIP ? t->row.chip_w + t->row.chip_gap : t->row.bar_w + t->row.bar_gap;
}

static bool too_wide(const struct zb_stage *stage, const struct zb_figure *figure, double w)
{
        double need_w, need_h, caption;
        zb_figure_need(stage, figure, w, &need_w, &need_h, &caption);
        return need_w > w;
}

/* Which figures stand where; the hero's own is left out. With a strip, the first two that are narrow enough
 * stand beside the text. */
static void deal_figures(const struct zb_stage *stage, const struct zb_section *section,
                         const struct zb_rows_options *o, double figure_w, struct zb_row *row)
{
        const struct zb_figure *below[ZB_MAX_CELLS];
        size_t n_below = 0;
        for (size_t i = 0; i < section->n_figures && row->n_column + n_below < ZB_MAX_CELLS; i++) {
                const struct zb_figure *figure = &section->figures[i];
                if (figure == o->hero)
                        continue;
                /* Figures alone, without text: a strip under the heading. */
                bool beside = section->n_text &&
                              (!o->strip || (row->n_column < 2 && !too_wide(stage, figure, figure_w)));
                if (beside)
                        row->figures[row->n_column++] = figure;
                else
                        below[n_below++] = figure;
        }
        row->n_figures = row->n_column + n_below;
        for (size_t i = 0; i < n_below; i++)
                row->figures[row->n_column + i] = below[i];
}

static enum zb_code set_heading(const struct zb_stage *stage, const struct zb_template *t,
                                enum zb_heading_mark mark, struct zb_row *row, struct zb_err *err)
{
        double measure = row->text_w - mark_width(t, mark);
        const char *text = row->heading_text.plain;
        size_t overfull = 0;
        struct zb_rich whole =
                zb_rich_plain(stage->memo_arena, zb_words_join(&t->words, stage->memo_arena, text),
                              row->heading_text.place);
        enum zb_code code =
                zb_voice_set(stage, ZB_VOICE_HEADING, 0, &whole, measure, &row->heading, &overfull, err);
        if (code || !overfull)
                return code;
        return zb_voice_set(stage, ZB_VOICE_HEADING, 0, &row->heading_text, measure, &row->heading, NULL,
                            err);
}

static enum zb_code set_body(const struct zb_stage *stage, const struct zb_section *section,
                             struct zb_row *row, struct zb_err *err)
{
        for (size_t i = 0; i < section->n_text && i < ZB_MAX_PARAGRAPHS; i++) {
                size_t overfull = 0;
                if (zb_voice_set(stage, ZB_VOICE_BODY, 0, &section->text[i], row->text_w, &row->body[i],
                                 &overfull, err))
                        return err->code;
                row->n_body++;
                row->body_lines += row->body[i]->n_lines;
                row->cost += row->body[i]->cost;
                row->overfull += overfull;
        }
        return ZB_OK;
}

static void need_figures(const struct zb_stage *stage, const struct zb_rows_options *o, struct zb_row *row)
{
        if (row->n_column)
                row->column_need =
                        zb_cells_need(stage, row->figures, row->n_column, row->figure_w, o->gap / 2, 2);
        if (zb_row_has_strip(row))
                row->strip_need = zb_cells_need(stage, row->figures + row->n_column,
                                                row->n_figures - row->n_column, row->w, o->gap / 2, 0);
}

/* The grid: row by row in reading order; a last odd section takes the whole line. */
static void place_cells(const struct zb_stage *stage, const struct zb_template *t, struct zb_rows *rows)
{
        size_t columns = t->landscape ? 2 : 1;
        double cell = (stage->content_w - t->column_gap * (double)(columns - 1)) / (double)columns;
        rows->cell_w = cell;
        for (size_t i = 0; i < rows->n; i++) {
                size_t column = i % columns;
                bool whole = columns == 1 || (column == 0 && i + 1 == rows->n);
                rows->line_of[i] = i / columns;
                rows->rows[i].x = stage->content_x + (double)column * (cell + t->column_gap);
                rows->rows[i].w = whole ? stage->content_w : cell;
        }
        rows->n_lines = (rows->n + columns - 1) / columns;
}

enum zb_code zb_rows_plan(const struct zb_stage *stage, const struct zb_template *t,
                          const struct zb_rows_options *options, struct zb_rows *ret, struct zb_err *err)
{
        const struct zb_board *board = stage->board;
        bool chips = true;
        memset(ret, 0, sizeof *ret);
        ret->n = board->n_sections < ZB_MAX_SECTIONS ? board->n_sections : ZB_MAX_SECTIONS;
        place_cells(stage, t, ret);
        for (size_t i = 0; i < ret->n; i++) {
                const struct zb_section *section = &board->sections[i];
                struct zb_row *row = &ret->rows[i];
                /* In a cell that takes the whole line the figures keep their width and the text gets the
                 * rest. */
                row->figure_w = ret->cell_w - t->gutter - options->em_per_line * stage->em[ZB_TIER_BODY];
                deal_figures(stage, section, options, row->figure_w, row);
                row->text_w = row->n_column ? row->w - t->gutter - row->figure_w : row->w;
                ret->strips = ret->strips || zb_row_has_strip(row);
                for (size_t k = 0; k < row->n_column; k++)
                        row->cost += zb_figure_breaks_caption(stage, row->figures[k], row->figure_w)
                                             ? BROKEN_CAPTION
                                             : 0;
                if (row->n_body && row->n_figures && !row->n_column)
                        row->cost += WIDE_TEXT;
                row->heading_text = zb_rich_plain(stage->memo_arena, section->heading, section->place);
                if (set_heading(stage, t, ZB_MARK_CHIP, row, err) || set_body(stage, section, row, err))
                        return err->code;
                chips = chips && row->heading->n_lines == 1;
                need_figures(stage, options, row);
        }
        /* One heading too long for its chip, and all of them wear the thin bar. */
        ret->mark = chips ? ZB_MARK_CHIP : ZB_MARK_BAR;
        for (size_t i = 0; !chips && i < ret->n; i++)
                if (set_heading(stage, t, ZB_MARK_BAR, &ret->rows[i], err))
                        return err->code;
        return ZB_OK;
}

static double heading_ink(const struct zb_stage *stage, const struct zb_template *t, const struct zb_row *row)
{
        double em = stage->em[ZB_TIER_HEADING], pitch = t->row.heading_leading * em;
        return ((double)row->heading->n_lines - 1) * pitch +
               em * zb_face_ink_factor(zb_voice_face(stage, ZB_VOICE_HEADING));
}

static double body_ink(const struct zb_stage *stage, const struct zb_template *t, const struct zb_row *row,
                       double leading)
{
        double em = stage->em[ZB_TIER_BODY];
        if (!row->n_body)
                return 0;
        return ((double)row->body_lines - 1) * leading * em +
               ((double)row->n_body - 1) * t->row.paragraph_gap * em +
               em * zb_face_ink_factor(zb_voice_face(stage, ZB_VOICE_BODY));
}

struct zb_row_size zb_row_measure(const struct zb_stage *stage, const struct zb_template *t,
                                  const struct zb_row *row, double leading)
{
        struct zb_row_size size = {.text = heading_ink(stage, t, row)};
        if (row->n_body)
                size.text += t->row.heading_gap + body_ink(stage, t, row, leading);
        size.row = fmax(size.text, row->column_need);
        return size;
}

double zb_row_column_h(const struct zb_row *row, double h, double gap, double ppi_min, double limit)
{
        double cap = gap / 2 * (double)(row->n_column > 0 ? row->n_column - 1 : 0);
        for (size_t i = 0; i < row->n_column; i++) {
                const struct zb_figure *f = row->figures[i];
                cap += f->type == ZB_FIG_PHOTO && ppi_min > 0
                               ? 25.4 * zb_picture_info(f->picture)->height / ppi_min - 0.5
                               : CHART_MOST * row->figure_w;
        }
        return fmin(h, fmax(fmin(cap, limit), row->column_need));
}

double zb_row_text_mm2(const struct zb_stage *stage, const struct zb_template *t, const struct zb_row *row,
                       double leading)
{
        double area = zb_para_area(row->heading, t->row.heading_leading);
        for (size_t i = 0; i < row->n_body; i++)
                area += zb_para_area(row->body[i], leading);
        return area;
}

/* ---- drawing ---- */

/* The chip stands from the heading's ink top to its ink bottom; its numeral in the middle of what the foot
 * leaves. */
static enum zb_code draw_mark(struct zb_stage *stage, const struct zb_template *t, enum zb_heading_mark mark,
                              size_t i, double x, double y, double ink_h, struct zb_err *err)
{
        const struct zb_theme *theme = stage->o->theme;
        if (mark == ZB_MARK_BAR) {
                zb_add_rect(stage, (int)i, "标题条", (struct zb_rect){x, y, t->row.bar_w, ink_h}, 2,
                            ZB_TL | ZB_TR | ZB_BR | ZB_BL, zb_paint_solid(theme->accent));
                return ZB_OK;
        }
        double h = fmin(t->row.chip_h, ink_h), foot = t->row.chip_foot;
        zb_add_rect(stage, (int)i, "序号牌", (struct zb_rect){x, y, t->row.chip_w, h - foot}, 4,
                    ZB_TL | ZB_TR, zb_paint_solid(theme->primary));
        zb_add_rect(stage, (int)i, "序号牌脚", (struct zb_rect){x, y + h - foot, t->row.chip_w, foot}, 0, 0,
                    zb_paint_solid(theme->accent));
        struct zb_rich text =
                zb_rich_plain(stage->memo_arena, zb_arena_printf(stage->memo_arena, "%02zu", i + 1), "");
        const struct zb_para *number;
        if (zb_voice_set(stage, ZB_VOICE_NUMBER, 0, &text, INFINITY, &number, NULL, err))
                return err->code;
        text.place = stage->board->sections[i].place;
        zb_voice_put(stage, ZB_VOICE_NUMBER, number, &text, 1.2, (int)i,
                     x + (t->row.chip_w - zb_para_width(number)) / 2,
                     y + (h - foot - zb_para_height(number, 1.2)) / 2);
        return ZB_OK;
}

static enum zb_code draw_text(struct zb_stage *stage, const struct zb_template *t, const struct zb_rows *rows,
                              size_t i, const struct zb_row_place *p, double x, struct zb_err *err)
{
        const struct zb_row *row = &rows->rows[i];
        double heading_em = stage->em[ZB_TIER_HEADING], body_em = stage->em[ZB_TIER_BODY];
        double one_line = heading_em * zb_face_ink_factor(zb_voice_face(stage, ZB_VOICE_HEADING));
        double ink_h = rows->mark == ZB_MARK_CHIP ? one_line : heading_ink(stage, t, row);
        if (draw_mark(stage, t, rows->mark, i, x, p->y, ink_h, err))
                return err->code;
        zb_voice_put(stage, ZB_VOICE_HEADING, row->heading, &row->heading_text, t->row.heading_leading,
                     (int)i, x + mark_width(t, rows->mark),
                     p->y - zb_ink_inset(stage, ZB_VOICE_HEADING, heading_em, t->row.heading_leading));
        double y = p->y + heading_ink(stage, t, row) + t->row.heading_gap + p->heading_extra -
                   zb_ink_inset(stage, ZB_VOICE_BODY, body_em, p->leading);
        for (size_t k = 0; k < row->n_body; k++) {
                zb_voice_put(stage, ZB_VOICE_BODY, row->body[k], &stage->board->sections[i].text[k],
                             p->leading, (int)i, x, y);
                y += zb_para_height(row->body[k], p->leading) + t->row.paragraph_gap * body_em;
        }
        return ZB_OK;
}

static enum zb_code draw_figures(struct zb_stage *stage, const struct zb_figure *const *figures, size_t n,
                                 struct zb_rect r, double gap, size_t max_per_row, int section,
                                 struct zb_err *err)
{
        struct zb_rect boxes[ZB_MAX_CELLS];
        if (!n)
                return ZB_OK;
        zb_cells_place(stage, figures, n, r, gap, max_per_row, boxes);
        for (size_t i = 0; i < n; i++)
                if (zb_figure_draw(stage, figures[i], boxes[i], section, false, err))
                        return err->code;
        return ZB_OK;
}

enum zb_code zb_row_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_rows *rows,
                         size_t i, const struct zb_row_place *p, struct zb_err *err)
{
        const struct zb_row *row = &rows->rows[i];
        double x = row->x;
        double figure_x = p->mirrored ? x : x + row->text_w + t->gutter;
        double figures_h = zb_row_column_h(row, p->h, p->gap, p->ppi_min, p->limit);
        double text_x = p->mirrored && row->n_column ? x + row->figure_w + t->gutter : x;

        if (draw_text(stage, t, rows, i, p, text_x, err) ||
            draw_figures(stage, row->figures, row->n_column,
                         (struct zb_rect){figure_x, p->y, row->figure_w, figures_h}, p->gap / 2, 2, (int)i,
                         err) ||
            draw_figures(stage, row->figures + row->n_column, row->n_figures - row->n_column,
                         (struct zb_rect){x, p->strip_y, row->w, p->strip_h}, p->gap / 2, 0, (int)i, err))
                return err->code;
        return ZB_OK;
}
