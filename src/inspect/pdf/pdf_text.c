/* SPDX-License-Identifier: Apache-2.0 */
/* Live text: glyphs become runs (one font, size and colour, one baseline, set side by side), with the size
 * after every matrix and the ink height from the glyphs' own outlines. Text that puts no ink on the sheet is
 * kept and marked: invisible, outside the trim, painted over, on a hidden layer. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf_priv.h"

/* ---- ink height ---- */

/* Level 1 of GB 2312 is not at hand here; any Han of a paragraph has about the same ink as those. */
static bool han(int c)
{
        return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

static int pdf_text_by_number(const void *a, const void *b)
{
        float x = *(const float *)a, y = *(const float *)b;
        return (x > y) - (x < y);
}

/* Ink heights (em) of a text's Han, from which the face's factor is the median. */
enum { SAMPLE = 512 };
struct sample {
        const fz_font *font;
        float heights[SAMPLE];
        int n;
};

static double factor_of_span(struct pdf *pdf, const fz_text_span *span)
{
        struct sample s = {.font = span->font};
        for (int i = 0; i < span->len && s.n < SAMPLE; i++) {
                if (!han(span->items[i].ucs) || span->items[i].gid < 0)
                        continue;
                fz_rect box = fz_bound_glyph(pdf->ctx, span->font, span->items[i].gid, fz_identity);
                if (box.y1 - box.y0 > 0.4f && box.y1 - box.y0 < 1.4f) /* 一 is no measure */
                        s.heights[s.n++] = box.y1 - box.y0;
        }
        if (s.n == 0)
                return NAN;
        qsort(s.heights, (size_t)s.n, sizeof *s.heights, pdf_text_by_number);
        return s.heights[s.n / 2];
}

/* The font's factor: known by name (by the standard's own definition), else from the first long text in it.
 */
static double ink_factor(struct pdf *pdf, struct pdf_font_use *use, const fz_text_span *span)
{
        if (!use)
                return factor_of_span(pdf, span);
        if (isnan(use->ink_factor))
                use->ink_factor = zb_known_ink_factor(use->name);
        if (isnan(use->ink_factor))
                use->ink_factor = factor_of_span(pdf, span);
        return use->ink_factor;
}

/* ---- runs ---- */

struct pdf_text_writing {
        struct pdf_device *dev;
        const fz_text_span *span;
        struct pdf_font_use *use;
        fz_matrix ctm;
        struct zb_run run; /* what all runs of the span share */
        struct zb_buf text;
        fz_point start, end; /* of the run's baseline */
        float ux, uy;        /* direction of writing on the board */
        float em;
        bool open;
};

static struct zb_rect run_box(const struct zb_run *run);

/* Of a run that a clip leaves less than a tenth of, nobody reads anything. */
static bool clipped_away(const struct pdf_text_writing *w, const struct zb_run *run)
{
        struct zb_rect box = run_box(run), clip = zb_pdf_box(zb_pdf_clip(w->dev).box);
        struct zb_rect left = zb_rect_intersect(box, clip);
        return w->dev->tiles == 0 && (left.w < 0.1 * box.w || left.h < 0.1 * box.h);
}

static void pdf_text_finish(struct pdf_text_writing *w)
{
        struct pdf *pdf = w->dev->pdf;
        if (!w->open || w->text.failed) {
                w->open = false;
                return;
        }
        struct zb_run run = w->run;
        run.utf8 = zb_arena_strndup(pdf->arena, w->text.data ? w->text.data : "", w->text.len);
        run.x_mm = w->start.x;
        run.baseline_mm = w->start.y;
        run.width_mm = hypotf(w->end.x - w->start.x, w->end.y - w->start.y);
        run.hidden |= clipped_away(w, &run);
        w->open = false;
        zb_buf_clear(&w->text);
        if (pdf->marks.runs.n < PDF_MOST_RUNS && run.utf8)
                zb_pdf_check(pdf, zb_runs_add(&pdf->marks.runs, &run, pdf->err));
}

static bool combining(int c)
{
        return (c >= 0x300 && c < 0x370) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) ||
               (c >= 0x3099 && c <= 0x309A) || c == 0x2060 || c == 0xFEFF || c == 0xAD;
}

/* Advance to the next glyph, em: of the font's own widths, which a valid PDF repeats. Subsets of some
 * programs have lost them: then Han take an em, what else there is the ink it has. */
static float advance(struct pdf *pdf, const fz_text_span *span, int i)
{
        int gid = span->items[i].gid;
        if (gid < 0)
                return 0;
        float a = fz_advance_glyph(pdf->ctx, span->font, gid, (int)span->wmode);
        int c = span->items[i].ucs;
        if (a == 0 && !span->wmode && c > ' ' && !combining(c))
                a = c >= 0x2E80 ? 1 : fmaxf(fz_bound_glyph(pdf->ctx, span->font, gid, fz_identity).x1, 0.3f);
        return span->wmode ? fabsf(a) : a;
}

static void pdf_text_put(struct pdf_text_writing *w, int c)
{
        char utf8[4];
        if (c < ' ')
                c = c == '\t' || c == '\n' || c == '\r' ? ' ' : 0xFFFD;
        zb_buf_put(&w->text, utf8, zb_utf8_put(utf8, (uint32_t)c));
}

/* A glyph that does not stand where the last one ended, on the same baseline, begins another run. */
static bool follows(const struct pdf_text_writing *w, fz_point p)
{
        float dx = p.x - w->end.x, dy = p.y - w->end.y;
        float along = dx * w->ux + dy * w->uy, across = dy * w->ux - dx * w->uy;
        return fabsf(across) < 0.1f * w->em && along > -0.75f * w->em && along < 0.3f * w->em;
}

static void glyph(struct pdf_text_writing *w, int i)
{
        struct pdf *pdf = w->dev->pdf;
        const fz_text_item *item = &w->span->items[i];
        const fz_matrix trm = w->span->trm;
        fz_point p = fz_transform_point_xy(item->x, item->y, w->ctm);
        if (item->gid < 0) { /* the rest of a ligature */
                if (w->open)
                        pdf_text_put(w, item->ucs);
                return;
        }
        if (w->open && !follows(w, p))
                pdf_text_finish(w);
        if (!w->open) {
                w->open = true;
                w->start = p;
        }
        pdf_text_put(w, item->ucs > 0 ? item->ucs : 0xFFFD);
        if (w->use && (item->ucs <= 0 || item->ucs == 0xFFFD))
                w->use->unmapped++;
        if (item->gid == 0 && item->ucs > ' ' && item->ucs != 0xA0 && item->ucs != 0x3000 && w->use &&
            w->use->embedded && !w->use->type3 && w->dev->board && !w->run.hidden) {
                struct zb_facts *f = pdf->in->facts;
                if (f->missing_glyphs++ == 0) {
                        char utf8[4];
                        f->missing_text = zb_arena_strndup(pdf->arena, utf8, zb_utf8_put(utf8, (uint32_t)item->ucs));
                        f->missing_box = (struct zb_rect){p.x, p.y - w->em, w->em, w->em};
                }
        }
        float a = advance(pdf, w->span, i);
        fz_point d = w->span->wmode ? fz_transform_vector(fz_make_point(-trm.c * a, -trm.d * a), w->ctm)
                                    : fz_transform_vector(fz_make_point(trm.a * a, trm.b * a), w->ctm);
        w->end = fz_make_point(p.x + d.x, p.y + d.y);
}

static bool is_bold(const fz_font *font, const char *name)
{
        static const char *const words[] = {"Bold", "Heavy", "Black", "bold", NULL};
        for (size_t i = 0; words[i]; i++)
                if (name && strstr(name, words[i]))
                        return true;
        return font->flags.fake_bold || font->flags.is_bold;
}

static void write_span(struct pdf_text_writing *w, const fz_text_span *span)
{
        struct pdf *pdf = w->dev->pdf;
        fz_matrix m = fz_concat(span->trm, w->ctm);
        w->span = span;
        w->use = zb_pdf_font(pdf, span->font);
        float along = hypotf(m.a, m.b), length = span->wmode ? hypotf(m.c, m.d) : along;
        /* Across the baseline: type that a matrix slants is no taller for it. */
        w->em = span->wmode || !(along > 0) ? hypotf(m.c, m.d) : fabsf(m.a * m.d - m.b * m.c) / along;
        if (w->use)
                w->use->used = true;
        if (!(w->em > 1e-4f) || !(length > 1e-4f) || !isfinite(w->em) || !w->dev->board)
                return;
        w->ux = span->wmode ? -m.c / w->em : m.a / along;
        w->uy = span->wmode ? -m.d / w->em : m.b / along;
        w->run.em_mm = w->em;
        w->run.ink_mm = w->em * ink_factor(pdf, w->use, span);
        w->run.angle_deg = -atan2(w->uy, w->ux) * 180 / M_PI;
        if (fabs(w->run.angle_deg) < 0.01)
                w->run.angle_deg = 0;
        w->run.font = w->use ? w->use->name : zb_pdf_strdup(pdf, fz_font_name(pdf->ctx, span->font));
        w->run.bold = is_bold(span->font, w->run.font);
        w->run.order = w->dev->order++;
        for (int i = 0; i < span->len; i++)
                glyph(w, i);
        pdf_text_finish(w);
}

void zb_pdf_text(struct pdf_device *dev, const fz_text *text, fz_matrix ctm, fz_colorspace *space,
                 const float *colour, float alpha, enum pdf_text_kind kind)
{
        struct pdf *pdf = dev->pdf;
        struct pdf_text_writing w = {.dev = dev, .ctm = ctm, .text = ZB_BUF_INIT};
        if (dev->masks > 0 || (dev->tiles > 0 && dev->hidden))
                return;
        w.run = (struct zb_run){.leading = NAN,
                                .paragraph = -1,
                                .hidden = dev->hidden || kind == PDF_TEXT_INVISIBLE || alpha <= 0.01f,
                                .space = kind == PDF_TEXT_PAINTED ? zb_pdf_space(pdf, space) : ZB_SPACE_PATTERN,
                                .colour = kind == PDF_TEXT_PAINTED ? zb_pdf_ink(pdf->ctx, pdf, space, colour)
                                                                   : (struct zb_ink){0, 0, 0, 1}};
        fz_context *ctx = pdf->ctx;
        fz_var(w);
        fz_try(ctx)
        {
                for (const fz_text_span *span = text->head; span; span = span->next)
                        write_span(&w, span);
        }
        fz_always(ctx)
        {
                zb_buf_fini(&w.text);
        }
        fz_catch(ctx)
        {
                fz_rethrow(ctx);
        }
}

/* ---- what nobody sees ---- */

static struct zb_rect run_box(const struct zb_run *run)
{
        double a = run->angle_deg * M_PI / 180, dx = run->width_mm * cos(a), dy = -run->width_mm * sin(a);
        double up_x = -run->em_mm * sin(a) * ZB_EM_ASCENT, up_y = -run->em_mm * cos(a) * ZB_EM_ASCENT;
        double x[4] = {run->x_mm, run->x_mm + dx, run->x_mm + up_x, run->x_mm + dx + up_x};
        double y[4] = {run->baseline_mm, run->baseline_mm + dy, run->baseline_mm + up_y,
                       run->baseline_mm + dy + up_y};
        double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
        for (int i = 0; i < 4; i++) {
                x0 = fmin(x0, x[i]);
                y0 = fmin(y0, y[i]);
                x1 = fmax(x1, x[i]);
                y1 = fmax(y1, y[i]);
        }
        return (struct zb_rect){x0, y0, x1 - x0, y1 - y0};
}

static bool pdf_text_covered(const struct pdf *pdf, const struct zb_run *run, struct zb_rect box)
{
        for (size_t i = pdf->n_covers; i-- > 0;)
                if (pdf->covers[i].order <= run->order)
                        return false;
                else if (zb_rect_contains(pdf->covers[i].box, box, 0.01))
                        return true;
        return false;
}

/* A full-width mark that ends a line stands in half of its em; the other half is no part of the line (clreq
 * 3.1.6.4), whatever advance the file has for it. */
static bool ends_with_mark(const struct zb_run *run)
{
        static const char *const marks[] = {"，", "。", "、", "；", "：", "！", "？", "）", "》", "」",
                                            "』", "】", "〕", "〉", "］", "｝", "”",  "’",  NULL};
        size_t len = strlen(run->utf8);
        for (size_t i = 0; marks[i]; i++)
                if (len >= 3 && strcmp(run->utf8 + len - 3, marks[i]) == 0)
                        /* Curved quotes of a Latin text are narrow. */
                        return i < 16 || (len >= 6 && (uint8_t)run->utf8[len - 6] >= 0xE3);
        return false;
}

static bool pdf_text_goes_on(const struct pdf *pdf, size_t i)
{
        const struct zb_run *run = &pdf->marks.runs.items[i];
        for (size_t j = i + 1; j < pdf->marks.runs.n && j < i + 4; j++) {
                const struct zb_run *next = &pdf->marks.runs.items[j];
                double dx = next->x_mm - run->x_mm - run->width_mm;
                if (fabs(next->baseline_mm - run->baseline_mm) < 0.2 * run->em_mm && dx > -0.75 * run->em_mm &&
                    dx < 1.5 * run->em_mm)
                        return true;
        }
        return false;
}

static void halve_last_marks(struct pdf *pdf)
{
        for (size_t i = 0; i < pdf->marks.runs.n; i++) {
                struct zb_run *run = &pdf->marks.runs.items[i];
                if (run->angle_deg == 0 && run->width_mm > 0.9 * run->em_mm && ends_with_mark(run) &&
                    !pdf_text_goes_on(pdf, i))
                        run->width_mm -= run->em_mm / 2;
        }
}

/* The run with every layer on told visible text again; what it told before is not hidden. */
static uint64_t key(const struct zb_run *run)
{
        uint64_t h = 0xcbf29ce484222325ULL;
        for (const char *p = run->utf8; *p; p++)
                h = (h ^ (uint8_t)*p) * 0x100000001b3ULL;
        h = (h ^ (uint64_t)llrint(run->x_mm * 100)) * 0x100000001b3ULL;
        h = (h ^ (uint64_t)llrint(run->baseline_mm * 100)) * 0x100000001b3ULL;
        return h ? h : 1;
}

static void drop_twins(struct pdf *pdf, size_t n_shown)
{
        size_t room = 64, kept = n_shown;
        while (room < 2 * n_shown)
                room *= 2;
        uint64_t *keys = zb_arena_array(pdf->arena, room, sizeof *keys);
        if (!keys)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        for (size_t i = 0; i < pdf->marks.runs.n; i++) {
                uint64_t k = key(&pdf->marks.runs.items[i]);
                size_t at = k & (room - 1);
                while (keys[at] && keys[at] != k)
                        at = (at + 1) & (room - 1);
                if (i < n_shown)
                        keys[at] = k;
                else if (!keys[at])
                        pdf->marks.runs.items[kept++] = pdf->marks.runs.items[i];
        }
        pdf->marks.runs.n = kept;
}

void zb_pdf_hide(struct pdf *pdf)
{
        struct zb_rect trim = pdf->in->facts->trim;
        if (pdf->n_shown < pdf->marks.runs.n)
                drop_twins(pdf, pdf->n_shown);
        halve_last_marks(pdf);
        for (size_t i = 0; i < pdf->marks.runs.n; i++) {
                struct zb_run *run = &pdf->marks.runs.items[i];
                struct zb_rect box = run_box(run), seen = zb_rect_intersect(box, trim);
                run->hidden |= !(seen.w > 0 && seen.h > 0) || pdf_text_covered(pdf, run, box);
        }
        for (size_t i = 0; i < pdf->n_fonts; i++)
                if (pdf->fonts[i].used && pdf->fonts[i].unmapped > 0) {
                        zb_pdf_seen(pdf, ZB_SEEN_NO_UNICODE, pdf->fonts[i].name, (struct zb_rect){0});
                        for (size_t s = 0; s < pdf->n_seen_kinds; s++)
                                if (pdf->seen[s].what == ZB_SEEN_NO_UNICODE &&
                                    strcmp(pdf->seen[s].name, pdf->fonts[i].name) == 0)
                                        pdf->seen[s].n = pdf->fonts[i].unmapped;
                }
}
