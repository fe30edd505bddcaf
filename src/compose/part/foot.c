/* SPDX-License-Identifier: Apache-2.0 */
/* Notes run on in one paragraph, an ideographic space between them: at 55 pt every line of the foot is dear.
 */
#include <math.h>
#include <string.h>

#include "ground.h"
#include "foot.h"

#define LEAD_IN_CHARS 6 /* "学生说：", "来源：" */

/* A short word before the first colon, unless the author marked one: *ret_len bytes of it, colon included. */
static bool lead_in(const struct zb_rich *note, size_t *ret_len)
{
        const char *colon = note->n == 1 && !note->spans[0].keyword ? strstr(note->spans[0].text, "：") : NULL;
        if (!colon)
                return false;
        *ret_len = (size_t)(colon - note->spans[0].text) + strlen("：");
        size_t chars = 0;
        for (const char *c = note->spans[0].text; c < colon; c++)
                chars += (*c & 0xC0) != 0x80;
        return chars > 0 && chars <= LEAD_IN_CHARS && note->spans[0].text[*ret_len];
}

/* All notes as one rich text, their lead-ins as keywords. */
static enum zb_code join_notes(const struct zb_stage *stage, struct zb_rich *ret, struct zb_err *err)
{
        const struct zb_spec *board = stage->board;
        size_t n = 0, at = 0;
        for (size_t i = 0; i < board->n_notes; i++)
                n += board->notes[i].n + 2;
        struct zb_rich_span *spans = zb_arena_array(stage->memo_arena, n + 1, sizeof *spans);
        if (!spans)
                return zb_err_nomem(err);
        for (size_t i = 0; i < board->n_notes; i++) {
                if (i)
                        spans[at++].text = "\u3000";
                size_t len;
                if (lead_in(&board->notes[i], &len)) {
                        const char *text = board->notes[i].spans[0].text;
                        spans[at++] = (struct zb_rich_span){zb_arena_strndup(stage->memo_arena, text, len), true};
                        spans[at++] = (struct zb_rich_span){text + len, false};
                        continue;
                }
                memcpy(spans + at, board->notes[i].spans, board->notes[i].n * sizeof *spans);
                at += board->notes[i].n;
        }
        *ret = (struct zb_rich){.spans = spans, .n = at, .plain = "", .place = "/notes"};
        return ZB_OK;
}

static struct zb_rich join_labels(const struct zb_stage *stage)
{
        const struct zb_spec *board = stage->board;
        const char *text = "";
        for (size_t i = 0; i < board->n_qr && text; i++)
                if (*board->qr[i].label)
                        text = zb_arena_printf(stage->memo_arena, "%s%s%s", text, *text ? "\u3000" : "",
                                               board->qr[i].label);
        return zb_rich_plain(stage->memo_arena, text, "/qr/0/label");
}

static enum zb_code set_block(const struct zb_stage *stage, enum zb_voice_name voice, const struct zb_rich *text,
                              double measure, double leading, struct zb_block *block, struct zb_foot *foot,
                              double *ret_h, struct zb_err *err)
{
        size_t overfull = 0;
        *ret_h = 0;
        block->text = *text;
        if (!text->n)
                return ZB_OK;
        if (zb_voice_set(stage, voice, 0, text, measure, &block->para, &overfull, err))
                return err->code;
        foot->text_mm2 += zb_para_area(block->para, leading);
        foot->fits = foot->fits && !overfull;
        *ret_h = zb_para_height(block->para, leading);
        return ZB_OK;
}

enum zb_code zb_foot_plan(const struct zb_stage *stage, const struct zb_template *t, struct zb_foot *ret,
                          struct zb_err *err)
{
        struct zb_foot foot = {.n_qr = stage->board->n_qr < ZB_MAX_QR ? stage->board->n_qr : ZB_MAX_QR,
                               .qr_mm = zb_qr_tile_mm(stage->board, t->foot.qr),
                               .fits = true};
        double x = zb_head_x(stage, t), w = zb_head_w(stage, t), label_h, notes_h;
        double measure = w - (double)foot.n_qr * (foot.qr_mm + t->foot.qr_gap);
        double bottom = stage->scene->visible.y + stage->scene->visible.h;
        struct zb_rich notes, label = join_labels(stage);
        if (join_notes(stage, &notes, err) ||
            set_block(stage, ZB_VOICE_QR, &label, measure, t->foot.label_leading, &foot.label, &foot, &label_h,
                      err) ||
            set_block(stage, ZB_VOICE_NOTE, &notes, measure, t->foot.note_leading, &foot.notes, &foot, &notes_h, err))
                return err->code;
        double content = fmax(label_h + notes_h, foot.n_qr ? foot.qr_mm : 0);
        foot.height = content > 0 ? t->foot.top + content + t->foot.bottom : t->foot.top;
        double top = bottom - foot.height + t->foot.top;
        foot.label.x = foot.notes.x = x;
        foot.label.top = top + (content - label_h - notes_h) / 2;
        foot.notes.top = foot.label.top + label_h;
        for (size_t i = 0; i < foot.n_qr; i++) {
                foot.qr_x[i] = x + w - foot.qr_mm - (double)(foot.n_qr - 1 - i) * (foot.qr_mm + t->foot.qr_gap);
                foot.qr_y[i] = top + (content - foot.qr_mm) / 2;
        }
        *ret = foot;
        return ZB_OK;
}

/* Codes side by side, two a row, the label beside a single one; returns the height through *ret_h. */
static enum zb_code plan_codes(const struct zb_stage *stage, const struct zb_template *t, double x, double y,
                               double w, struct zb_foot *foot, double *ret_h, struct zb_err *err)
{
        struct zb_rich label = join_labels(stage);
        double gap = t->foot.qr_gap, label_h, rows = ceil((double)foot->n_qr / 2);
        bool beside = foot->n_qr == 1 && w - foot->qr_mm - gap > stage->em[ZB_TIER_CAPTION] * 3.9;
        for (size_t i = 0; i < foot->n_qr; i++) {
                foot->qr_x[i] = x + (double)(i % 2) * (foot->qr_mm + gap);
                foot->qr_y[i] = y + (double)(i / 2) * (foot->qr_mm + gap);
        }
        double codes_h = foot->n_qr ? rows * (foot->qr_mm + gap) - gap : 0;
        double measure = beside ? w - foot->qr_mm - gap : w;
        if (set_block(stage, ZB_VOICE_QR, &label, measure, t->foot.label_leading, &foot->label, foot, &label_h, err))
                return err->code;
        foot->label.x = beside ? x + foot->qr_mm + gap : x;
        foot->label.top = beside ? y + (codes_h - label_h) / 2 : y + codes_h + (codes_h > 0 ? gap / 2 : 0);
        *ret_h = beside ? fmax(codes_h, label_h) : codes_h + (label_h > 0 ? label_h + gap / 2 : 0);
        return ZB_OK;
}

/* ---- the panel ---- */

/* The panel's parts from top to bottom; each is planned at y = 0 and moved when all heights are known. */
enum part { PART_LEAD, PART_VALUES, PART_CODES, PART_AUTHORS, PART_NOTES, N_PARTS };

static void move_part(struct zb_foot *foot, enum part part, double y, double stretch)
{
        struct zb_block *blocks[N_PARTS] = {[PART_LEAD] = &foot->lead,
                                            [PART_CODES] = &foot->label,
                                            [PART_AUTHORS] = &foot->authors,
                                            [PART_NOTES] = &foot->notes};
        if (blocks[part])
                blocks[part]->top += y;
        for (size_t i = 0; part == PART_CODES && i < foot->n_qr; i++)
                foot->qr_y[i] += y;
        for (size_t i = 0; part == PART_VALUES && i < foot->values.n; i++) {
                double down = y + stretch * (double)i;
                foot->values.value[i].top += down;
                foot->values.label[i].top += down;
                foot->values.mid[i] += down;
        }
}

/* Stacks the parts from top down to bottom: what is left over goes between them and between the key figures,
 * alike, so that no hole opens in one place; the notes stand on the bottom. */
static void stack(const struct zb_template *t, struct zb_foot *foot, const double *heights, double top, double bottom)
{
        double gap = t->foot.top, used = 0, n = 0, between = fmax(0, (double)foot->values.n - 1);
        for (int part = 0; part < N_PARTS; part++) {
                used += heights[part];
                n += heights[part] > 0;
        }
        double left = bottom - top - used - gap * fmax(0, n - 1);
        foot->fits = foot->fits && left >= -0.01;
        double step = fmax(0, left) / fmax(1, n - 1 + between), y = top;
        if (n < 3 && !foot->values.n) /* little to say: it stays together */
                step = fmin(step, 2 * gap);
        for (int part = 0; part < N_PARTS; part++) {
                bool values = part == PART_VALUES;
                if (!(heights[part] > 0))
                        continue;
                move_part(foot, (enum part)part, y, values ? step : 0);
                y += heights[part] + (values ? step * between : 0);
                if (values && n > 1 && (heights[PART_CODES] > 0 || heights[PART_NOTES] > 0))
                        foot->rule_y = y + (gap + step) / 2;
                y += gap + step;
        }
}

/* With so many key figures side by side. */
static enum zb_code plan_panel(const struct zb_stage *stage, const struct zb_template *t, const struct zb_hero *hero,
                               double w, size_t per_row, struct zb_foot *ret, struct zb_err *err)
{
        struct zb_rect visible = stage->scene->visible;
        const struct zb_spec *board = stage->board;
        struct zb_foot foot = {.n_qr = board->n_qr < ZB_MAX_QR ? board->n_qr : ZB_MAX_QR,
                               .qr_mm = zb_qr_tile_mm(stage->board, t->foot.qr),
                               .fits = true};
        struct zb_rich notes, authors = zb_authors_text(stage);
        double x = visible.x + visible.w - t->margin - w, y = hero->bottom + t->hero.stripe, heights[N_PARTS] = {0};
        foot.panel = (struct zb_rect){x - t->margin, y, w + 2 * t->margin, visible.y + visible.h - y};
        if (join_notes(stage, &notes, err) ||
            zb_values_plan(stage, t, x, 0, w, per_row, &foot.values, &heights[PART_VALUES], err) ||
            plan_codes(stage, t, x, 0, w, &foot, &heights[PART_CODES], err) ||
            set_block(stage, ZB_VOICE_NOTE, &notes, w, t->foot.note_leading, &foot.notes, &foot, &heights[PART_NOTES],
                      err))
                return err->code;
        if (hero->bare && (set_block(stage, ZB_VOICE_LEAD_SMALL, &board->lead, w, ZB_LEAD_LEADING, &foot.lead, &foot,
                                     &heights[PART_LEAD], err) ||
                           set_block(stage, ZB_VOICE_AUTHORS, &authors, w, t->foot.label_leading, &foot.authors,
                                     &foot, &heights[PART_AUTHORS], err)))
                return err->code;
        foot.text_mm2 += foot.values.text_mm2;
        foot.notes.x = foot.lead.x = foot.authors.x = x;
        foot.fits = foot.fits && foot.values.fits;
        stack(t, &foot, heights, y + t->foot.top, visible.y + visible.h - t->foot.bottom);
        *ret = foot;
        return ZB_OK;
}

enum zb_code zb_panel_plan(const struct zb_stage *stage, const struct zb_template *t, const struct zb_hero *hero,
                           double w, struct zb_foot *ret, struct zb_err *err)
{
        const struct zb_spec *board = stage->board;
        if (!board->n_highlights && !board->n_qr && !board->n_notes &&
            !(hero->bare && (board->lead.n || board->n_authors))) {
                *ret = (struct zb_foot){.fits = true};
                return ZB_OK;
        }
        if (plan_panel(stage, t, hero, w, 1, ret, err))
                return err->code;
        return ret->fits || board->n_highlights < 2 ? ZB_OK : plan_panel(stage, t, hero, w, 2, ret, err);
}

enum zb_code zb_foot_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_foot *foot,
                          struct zb_err *err)
{
        zb_values_draw(stage, &foot->values);
        if (foot->rule_y > 0)
                zb_add_rect(stage, -2, "细线",
                            (struct zb_rect){foot->panel.x + t->margin, foot->rule_y - .4,
                                             foot->panel.w - 2 * t->margin, .8},
                            0, 0, zb_paint_alpha(stage->o->theme->mid, .6));
        if (foot->lead.para)
                zb_voice_put(stage, ZB_VOICE_LEAD_SMALL, foot->lead.para, &foot->lead.text, ZB_LEAD_LEADING, -2,
                             foot->lead.x, foot->lead.top);
        if (foot->authors.para)
                zb_voice_put(stage, ZB_VOICE_AUTHORS, foot->authors.para, &foot->authors.text, t->foot.label_leading,
                             -2, foot->authors.x, foot->authors.top);
        if (foot->label.para)
                zb_voice_put(stage, ZB_VOICE_QR, foot->label.para, &foot->label.text, t->foot.label_leading, -2,
                             foot->label.x, foot->label.top);
        if (foot->notes.para)
                zb_voice_put(stage, ZB_VOICE_NOTE, foot->notes.para, &foot->notes.text, t->foot.note_leading, -2,
                             foot->notes.x, foot->notes.top);
        for (size_t i = 0; i < foot->n_qr; i++)
                if (zb_qr_draw(stage, &stage->board->qr[i], foot->qr_x[i], foot->qr_y[i], foot->qr_mm, err))
                        return err->code;
        return ZB_OK;
}
