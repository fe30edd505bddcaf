/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of text: one BT … ET each, so that an editor imports a line as one text object; a change of face or
 * ink happens inside. Glyphs stand where the scene has them, to a tenth of a thousandth of an em and without
 * a growing error: the pen below is moved by what was written, rounding included. */
#include <math.h>

#include "pdf_out_priv.h"

struct text_run { /* what the open BT has so far */
        struct pdf_out *pdf;
        const struct zb_text *text;
        const struct pdf_font *font;
        struct zb_ink ink;
        double pen; /* em from the line's left edge, as the reader will have it */
        bool open;  /* inside [ < … of a TJ */
        bool overprint;
};

static void text_close(struct text_run *run)
{
        if (run->open)
                zb_buf_puts(&run->pdf->content, ">] TJ\n");
        run->open = false;
}

static void text_glyph(struct text_run *run, const struct zb_glyph *glyph, const struct pdf_glyph *known)
{
        struct zb_buf *out = &run->pdf->content;
        double want = glyph->x_mm / run->text->em_mm;
        double back = round((run->pen - want) * 1e4) / 10.0; /* thousandths of an em, one decimal */
        bool move = fabs(back) > 0.05;
        if (!run->open)
                zb_buf_puts(out, "[");
        else if (move)
                zb_buf_puts(out, ">");
        if (move) {
                zb_buf_num(out, back, 1);
                run->pen -= back / 1000.0;
        }
        if (move || !run->open)
                zb_buf_puts(out, "<");
        zb_buf_printf(out, "%04X", known->cid);
        run->pen += known->width / 1000.0;
        run->open = true;
}

static void text_style(struct text_run *run, const struct zb_text_style *style, bool first)
{
        struct zb_buf *out = &run->pdf->content;
        const struct pdf_font *font = zb_pdf_font(run->pdf, style->face);
        if (first || font != run->font) {
                text_close(run);
                zb_buf_printf(out, "/%s ", font->name);
                zb_pdf_num(out, zb_pt_of_mm(run->text->em_mm), 4);
                zb_buf_puts(out, "Tf\n");
                run->font = font;
        }
        if (first || !zb_ink_same(style->ink, run->ink)) {
                text_close(run);
                bool overprint = zb_scene_overprints(run->pdf->scene, style->ink);
                if (overprint != run->overprint)
                        zb_pdf_overprint(run->pdf, overprint);
                run->overprint = overprint;
                zb_pdf_ink(out, style->ink);
                zb_buf_puts(out, "k\n");
                run->ink = style->ink;
        }
}

/* The reader would copy something else than was meant: the glyph has another text elsewhere, or several
 * glyphs stand for one text. */
static bool text_needs_actual(const struct pdf_glyph *glyph, size_t n, const struct pdf_meaning *meaning)
{
        if (meaning->len == 0)
                return false;
        if (n > 1 || !glyph->chosen || glyph->chosen->len != meaning->len)
                return true;
        for (size_t i = 0; i < meaning->len; i++)
                if (glyph->chosen->text[i] != meaning->text[i])
                        return true;
        return false;
}

static void text_actual_begin(struct text_run *run, const struct pdf_meaning *meaning)
{
        struct zb_buf *out = &run->pdf->content;
        text_close(run);
        zb_buf_puts(out, "/Span << /ActualText <FEFF");
        zb_pdf_utf16(out, meaning->text, meaning->len);
        zb_buf_puts(out, "> >> BDC\n");
}

static void text_begin(struct text_run *run)
{
        struct pdf_out *pdf = run->pdf;
        const struct zb_text *text = run->text;
        zb_buf_puts(&pdf->content, "BT\n");
        text_style(run, &text->styles[text->glyphs[0].span], true);
        /* The line begins at its first glyph, not at its edge: a trimmed opening mark hangs out by half an
         * em. */
        zb_buf_puts(&pdf->content, "1 0 0 1 ");
        zb_pdf_num(&pdf->content, zb_pdf_x(pdf, text->x_mm + text->glyphs[0].x_mm), 3);
        zb_pdf_num(&pdf->content, zb_pdf_y(pdf, text->baseline_mm), 3);
        zb_buf_puts(&pdf->content, "Tm\n");
        run->pen = text->glyphs[0].x_mm / text->em_mm;
}

void zb_pdf_text(struct pdf_out *pdf, const struct zb_text *text)
{
        if (text->n_glyphs == 0)
                return;
        struct text_run run = {.pdf = pdf, .text = text};
        text_begin(&run);
        size_t n;
        for (size_t i = 0; i < text->n_glyphs; i += n) {
                struct pdf_meaning meaning;
                n = zb_pdf_cluster(pdf, text, i, &meaning);
                const struct zb_text_style *style = &text->styles[text->glyphs[i].span];
                const struct pdf_glyph *first = zb_pdf_glyph(zb_pdf_font(pdf, style->face), text->glyphs[i].gid);
                /* A joiner set as an empty glyph prints nothing and would only come back as a space. */
                struct zb_rect ink;
                if (n == 1 && meaning.len == 0 && !zb_face_extents(style->face, first->gid, &ink))
                        continue;
                text_style(&run, style, false);
                bool actual = text_needs_actual(first, n, &meaning);
                if (actual)
                        text_actual_begin(&run, &meaning);
                for (size_t j = i; j < i + n; j++)
                        text_glyph(&run, &text->glyphs[j], zb_pdf_glyph(run.font, text->glyphs[j].gid));
                if (actual) {
                        text_close(&run);
                        zb_buf_puts(&pdf->content, "EMC\n");
                }
        }
        text_close(&run);
        if (run.overprint)
                zb_pdf_overprint(pdf, false);
        zb_buf_puts(&pdf->content, "ET\n");
}
