/* SPDX-License-Identifier: Apache-2.0 */
/* Drawing the sections at the places that the solver found. */
#include <math.h>

#include "hero.h"
#include "ground.h"
#include "rows.h"

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
        zb_add_rect(stage, (int)i, "序号牌", (struct zb_rect){x, y, t->row.chip_w, h - foot}, 4, ZB_TL | ZB_TR,
                    zb_paint_solid(theme->primary));
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
        double ink_h = rows->mark == ZB_MARK_CHIP ? one_line : zb_row_heading_ink(stage, t, row, rows->mark);
        if (draw_mark(stage, t, rows->mark, i, x, p->y, ink_h, err))
                return err->code;
        zb_voice_put(stage, ZB_VOICE_HEADING, row->headings[rows->mark], &row->heading_text, t->row.heading_leading,
                     (int)i, x + zb_row_mark_w(t, rows->mark),
                     p->y - zb_ink_inset(stage, ZB_VOICE_HEADING, heading_em, t->row.heading_leading));
        double y = p->y + zb_row_heading_ink(stage, t, row, rows->mark) + t->row.heading_gap + p->heading_extra -
                   zb_ink_inset(stage, ZB_VOICE_BODY, body_em, p->leading);
        for (size_t k = 0; k < row->n_body; k++) {
                zb_voice_put(stage, ZB_VOICE_BODY, row->body[k], &stage->board->sections[i].text[k], p->leading,
                             (int)i, x, y);
                y += zb_para_height(row->body[k], p->leading) + t->row.paragraph_gap * body_em;
        }
        return ZB_OK;
}

static enum zb_code draw_figures(struct zb_stage *stage, const struct zb_figure *const *figures, size_t n,
                                 struct zb_rect r, double gap, size_t max_per_row, int section, struct zb_err *err)
{
        struct zb_rect boxes[ZB_MAX_CELLS];
        if (!n)
                return ZB_OK;
        zb_figure_grid_place(stage, figures, n, r, gap, max_per_row, boxes);
        for (size_t i = 0; i < n; i++)
                boxes[i] = zb_figure_within(stage, figures[i], boxes[i]);
        for (size_t i = 0; i < n; i++)
                if (zb_figure_draw(stage, figures[i], boxes[i], section, false, err))
                        return err->code;
        return ZB_OK;
}

enum zb_code zb_row_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_rows *rows, size_t i,
                         const struct zb_row_place *p, struct zb_err *err)
{
        const struct zb_row *row = &rows->rows[i];
        double x = row->x;
        double figure_x = p->mirrored ? x : x + row->text_w + t->gutter;
        double figures_h = zb_row_column_h(row, p->h, p->limit);
        double text_x = p->mirrored && row->n_column ? x + row->figure_w + t->gutter : x;

        if (draw_text(stage, t, rows, i, p, text_x, err) ||
            draw_figures(stage, row->figures, row->n_column,
                         (struct zb_rect){figure_x, p->y, row->figure_w, figures_h}, p->gap / 2, 2, (int)i, err) ||
            draw_figures(stage, row->figures + row->n_column, row->n_figures - row->n_column,
                         (struct zb_rect){x, p->strip_y, row->w, p->strip_h}, p->gap / 2, 0, (int)i, err))
                return err->code;
        return ZB_OK;
}
