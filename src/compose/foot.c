/* SPDX-License-Identifier: Apache-2.0 */
/* Notes run on in one paragraph, an ideographic space between them: at 55 pt every line of the foot is dear.
 */
#include <math.h>
#include <string.h>

#include "foot.h"
#include "hero.h"

/* All notes as one rich text. */
static enum zb_code join_notes(const struct zb_board *board, struct zb_arena *arena, struct zb_rich *ret,
                               struct zb_err *err)
{
        size_t n = 0;
        for (size_t i = 0; i < board->n_notes; i++)
                n += board->notes[i].n + 1;
        struct zb_rich_span *spans = zb_arena_array(arena, n + 1, sizeof *spans);
        if (!spans)
                return zb_err_nomem(err);
        size_t at = 0;
        for (size_t i = 0; i < board->n_notes; i++) {
                if (i)
                        spans[at++].text = "\u3000";
                memcpy(spans + at, board->notes[i].spans, board->notes[i].n * sizeof *spans);
                at += board->notes[i].n;
        }
        *ret = (struct zb_rich){.spans = spans, .n = at, .plain = "", .place = "/notes"};
        return ZB_OK;
}

static enum zb_code join_labels(const struct zb_board *board, struct zb_arena *arena, struct zb_rich *ret)
{
        const char *text = "";
        for (size_t i = 0; i < board->n_qr && text; i++)
                if (*board->qr[i].label)
                        text = zb_arena_printf(arena, "%s%s%s", text, *text ? "\u3000" : "",
                                               board->qr[i].label);
        *ret = zb_rich_plain(arena, text, board->n_qr ? "/qr/0/label" : "/qr");
        return ZB_OK;
}

enum zb_code zb_foot_plan(const struct zb_stage *stage, const struct zb_template *t, struct zb_arena *arena,
                          struct zb_foot *ret, struct zb_err *err)
{
        const struct zb_board *board = stage->board;
        struct zb_foot foot = {.n_qr = board->n_qr < ZB_MAX_QR ? board->n_qr : ZB_MAX_QR};
        double measure = zb_content_w(stage, t) - (double)foot.n_qr * (t->foot.qr + t->foot.qr_gap);
        if (join_notes(board, arena, &foot.notes_text, err))
                return err->code;
        join_labels(board, arena, &foot.label_text);
        double text_h = 0;
        if (foot.label_text.n) {
                if (zb_voice_set(stage, arena, ZB_VOICE_QR, 0, &foot.label_text, measure, &foot.label, NULL,
                                 err))
                        return err->code;
                text_h += zb_para_height(foot.label, t->foot.label_leading);
                foot.text_mm2 += zb_para_area(foot.label, t->foot.label_leading);
        }
        if (foot.notes_text.n) {
                if (zb_voice_set(stage, arena, ZB_VOICE_NOTE, 0, &foot.notes_text, measure, &foot.notes, NULL,
                                 err))
                        return err->code;
                text_h += zb_para_height(foot.notes, t->foot.note_leading);
                foot.text_mm2 += zb_para_area(foot.notes, t->foot.note_leading);
        }
        foot.content = fmax(text_h, foot.n_qr ? t->foot.qr : 0);
        foot.height = foot.content > 0 ? t->foot.top + foot.content + t->foot.bottom : t->foot.top;
        *ret = foot;
        return ZB_OK;
}

enum zb_code zb_foot_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_foot *foot,
                          double top, struct zb_err *err)
{
        double x = zb_content_x(stage, t), w = zb_content_w(stage, t), y = top + t->foot.top, text_h = 0;
        if (foot->label)
                text_h += zb_para_height(foot->label, t->foot.label_leading);
        if (foot->notes)
                text_h += zb_para_height(foot->notes, t->foot.note_leading);
        double text_y = y + (foot->content - text_h) / 2;
        if (foot->label) {
                zb_voice_put(stage, ZB_VOICE_QR, foot->label, &foot->label_text, t->foot.label_leading, -2, x,
                             text_y);
                text_y += zb_para_height(foot->label, t->foot.label_leading);
        }
        if (foot->notes)
                zb_voice_put(stage, ZB_VOICE_NOTE, foot->notes, &foot->notes_text, t->foot.note_leading, -2,
                             x, text_y);
        for (size_t i = 0; i < foot->n_qr; i++) {
                double left =
                        x + w - t->foot.qr - (double)(foot->n_qr - 1 - i) * (t->foot.qr + t->foot.qr_gap);
                if (zb_qr_draw(stage, &stage->board->qr[i], left, y + (foot->content - t->foot.qr) / 2,
                               t->foot.qr, err))
                        return err->code;
        }
        return ZB_OK;
}
