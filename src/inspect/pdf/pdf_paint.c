/* SPDX-License-Identifier: Apache-2.0 */
/* What all painted objects have in common: the clip that they are seen through, their colour, overprint, transparency. */
#include "pdf_priv.h"

struct pdf_clip zb_pdf_clip(const struct pdf_device *dev)
{
        if (dev->n_clips == 0)
                return (struct pdf_clip){fz_infinite_rect, true, false};
        int top = dev->n_clips < PDF_MOST_CLIPS ? dev->n_clips : PDF_MOST_CLIPS;
        return dev->clips[top - 1];
}

/* What of a box is seen. Inside a pattern's cell places mean nothing: the painted area stands for them. */
struct zb_rect zb_pdf_clipped(const struct pdf_device *dev, fz_rect r)
{
        fz_rect clip = zb_pdf_clip(dev).box;
        r = dev->tiles > 0 ? clip : fz_intersect_rect(r, clip);
        if (!dev->board || fz_is_empty_rect(r) || fz_is_infinite_rect(r))
                return (struct zb_rect){0};
        return zb_pdf_box(r);
}

/* ---- what all objects have in common ---- */

static bool white(struct zb_ink i)
{
        return zb_ink_total(i) < 0.5;
}

void zb_pdf_note_paint(struct pdf_device *dev, fz_colorspace *space, const float *colour, float alpha,
                       fz_color_params params, struct zb_rect box)
{
        struct pdf *pdf = dev->pdf;
        if (++pdf->n_painted > PDF_MOST_PAINTED) /* forms that call forms that call forms … */
                fz_throw(pdf->ctx, FZ_ERROR_ABORT, "more than %d objects", PDF_MOST_PAINTED);
        if (dev->hidden)
                return;
        if (space)
                zb_pdf_note_space(pdf, space, colour, box);
        if (alpha < 1)
                pdf->in->facts->pdf.transparency = true;
        if (!params.op || dev->masks > 0)
                return;
        pdf->overprint = true;
        struct zb_ink ink = colour ? zb_pdf_ink(pdf->ctx, pdf, space, colour) : (struct zb_ink){1, 1, 1, 0};
        bool black = ink.k > 0 && ink.c + ink.m + ink.y == 0;
        zb_pdf_seen(pdf, ZB_SEEN_OVERPRINT, black ? "black" : "", box);
        if (white(ink))
                zb_pdf_seen(pdf, ZB_SEEN_WHITE_OVERPRINT, "", box);
}
