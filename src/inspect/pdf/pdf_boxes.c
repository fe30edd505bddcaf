/* SPDX-License-Identifier: Apache-2.0 */
/* The first page's boxes (ISO 32000-1, 14.11.2), rotation and UserUnit, from the raw objects: MuPDF would put
 * 612 × 792 in the place of a MediaBox that cannot be read. Sizes are reckoned in double precision; places
 * pass through MuPDF's matrices of floats, which are good for 0.001 mm on a board. */
#include <math.h>

#include "pdf_priv.h"

struct zb_rect zb_pdf_box(fz_rect r)
{
        return (struct zb_rect){r.x0, r.y0, (double)r.x1 - r.x0, (double)r.y1 - r.y0};
}

struct zb_rect zb_pdf_user_box(const struct pdf *pdf, fz_rect user)
{
        return zb_pdf_box(fz_transform_rect(user, pdf->user_to_board));
}

struct box {
        double x0, y0, x1, y1;
        bool there;
};

static struct box pdf_boxes_box_of(struct pdf *pdf, pdf_obj *key, bool inherited)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *array =
                inherited ? pdf_dict_get_inheritable(ctx, pdf->page_obj, key) : pdf_dict_get(ctx, pdf->page_obj, key);
        double v[4];
        if (pdf_array_len(ctx, array) < 4)
                return (struct box){0};
        for (int i = 0; i < 4; i++) {
                pdf_obj *number = pdf_array_get(ctx, array, i);
                if (!pdf_is_number(ctx, number))
                        return (struct box){0};
                v[i] = pdf_to_real(ctx, number);
        }
        struct box b = {fmin(v[0], v[2]), fmin(v[1], v[3]), fmax(v[0], v[2]), fmax(v[1], v[3]), true};
        b.there = isfinite(b.x0) && isfinite(b.y0) && b.x1 > b.x0 && b.y1 > b.y0 && b.x1 - b.x0 < 1e7 &&
                  b.y1 - b.y0 < 1e7;
        return b;
}

static struct box within(struct box inner, struct box outer)
{
        struct box b = {fmax(inner.x0, outer.x0), fmax(inner.y0, outer.y0), fmin(inner.x1, outer.x1),
                        fmin(inner.y1, outer.y1), true};
        return b.x1 > b.x0 && b.y1 > b.y0 ? b : outer;
}

static bool reaches_out(struct box b, struct box media)
{
        const double pt = 0.03;
        return b.there &&
               (b.x0 < media.x0 - pt || b.y0 < media.y0 - pt || b.x1 > media.x1 + pt || b.y1 > media.y1 + pt);
}

static fz_rect rect_of(struct box b)
{
        return fz_make_rect((float)b.x0, (float)b.y0, (float)b.x1, (float)b.y1);
}

/* The least of the four margins between trim and bleed. */
static double margin(struct box trim, struct box bleed)
{
        double least =
                fmin(fmin(trim.x0 - bleed.x0, trim.y0 - bleed.y0), fmin(bleed.x1 - trim.x1, bleed.y1 - trim.y1));
        return fmax(least, 0);
}

/* From the page space that MuPDF hands to devices (pt, y downwards) to the board: trim's top left, mm. */
static void pdf_boxes_place(struct pdf *pdf, struct box trim)
{
        fz_matrix page;
        float mm = 25.4f / 72;
        pdf_page_obj_transform(pdf->ctx, pdf->page_obj, NULL, &page);
        fz_rect r = fz_transform_rect(rect_of(trim), page);
        pdf->to_board = fz_concat(fz_translate(-r.x0, -r.y0), fz_scale(mm, mm));
        pdf->user_to_board = fz_concat(page, pdf->to_board);
}

static void unsized(struct pdf *pdf)
{
        zb_inspect_trouble(pdf->in, ZB_READ_DAMAGED, "the first page has no readable size (MediaBox)");
        zb_inspect_page(pdf->in, 0, 0, 0);
        pdf->in->facts->width_mm = pdf->in->facts->height_mm = NAN;
}

void zb_pdf_boxes(struct pdf *pdf)
{
        fz_context *ctx = pdf->ctx;
        struct zb_facts *f = pdf->in->facts;
        struct box media = pdf_boxes_box_of(pdf, PDF_NAME(MediaBox), true),
                   crop = pdf_boxes_box_of(pdf, PDF_NAME(CropBox), true);
        struct box bleed = pdf_boxes_box_of(pdf, PDF_NAME(BleedBox), false),
                   trim = pdf_boxes_box_of(pdf, PDF_NAME(TrimBox), false);
        pdf_obj *unit = pdf_dict_get(ctx, pdf->page_obj, PDF_NAME(UserUnit));
        int turn = pdf_to_int(ctx, pdf_dict_get_inheritable(ctx, pdf->page_obj, PDF_NAME(Rotate)));
        if (pdf_is_number(ctx, unit) && pdf_to_real(ctx, unit) > 0)
                f->container.user_unit = pdf_to_real(ctx, unit);
        turn = ((turn % 360) + 360) % 360;
        f->container.rotation_deg = turn;
        f->container.boxes_declared = trim.there;
        if (!media.there) {
                unsized(pdf);
                return;
        }
        crop = crop.there ? within(crop, media) : media;
        pdf->boxes_beyond = reaches_out(trim, media) || reaches_out(bleed, media);
        /* What lies outside the MediaBox is no part of the page (ISO 32000-1, 14.11.2.1). */
        bleed = bleed.there ? within(bleed, media) : crop;
        trim = trim.there ? within(trim, media) : crop;
        double mm = f->container.user_unit * 25.4 / 72;
        double w = (trim.x1 - trim.x0) * mm, h = (trim.y1 - trim.y0) * mm;
        bool on_side = ((turn + 45) / 90) % 2 == 1;
        pdf_boxes_place(pdf, trim);
        zb_inspect_page(pdf->in, on_side ? h : w, on_side ? w : h, margin(trim, bleed) * mm);
        f->bleed = zb_pdf_user_box(pdf, rect_of(bleed));
        f->media = zb_pdf_user_box(pdf, rect_of(media));
        pdf->sized = true;
}
