/* SPDX-License-Identifier: Apache-2.0 */
/* The sheet drawn in ink, for total ink, map, codes and the board's picture: trim with bleed, in bands whose
 * pixels fit in memory. Where something overprints or a spot colour is used the band has separations (MuPDF
 * simulates overprint on no other), which are flattened to the four plates afterwards. A second, small
 * drawing without the text tells what lies under each line. */
#include <math.h>
#include <string.h>

#include "pdf_priv.h"

enum { BAND_BYTES = 64 << 20, MOST_SIDE = 30000, MOST_PIXELS = 150000000, GROUND_PPI = 24 };

struct sheet {
        struct zb_rect box; /* on the board */
        double px_per_mm;
        int w, h;
        bool text;
};

static struct sheet sheet_of(const struct pdf *pdf, double ppi, bool text)
{
        const struct zb_facts *f = pdf->in->facts;
        struct sheet s = {
                .box = zb_rect_intersect(f->bleed, f->media), .px_per_mm = ppi / 25.4, .text = text};
        if (!(s.box.w > 0 && s.box.h > 0))
                s.box = f->trim;
        double side = fmax(s.box.w, s.box.h);
        s.px_per_mm = fmin(s.px_per_mm, MOST_SIDE / side);
        s.px_per_mm = fmin(s.px_per_mm, sqrt(MOST_PIXELS / (s.box.w * s.box.h)));
        s.w = (int)fmax(1, round(s.box.w * s.px_per_mm));
        s.h = (int)fmax(1, round(s.box.h * s.px_per_mm));
        return s;
}

/* ---- one band ---- */

static void draw(struct pdf *pdf, const struct sheet *s, fz_pixmap *pix)
{
        fz_context *ctx = pdf->ctx;
        fz_device *dest = NULL, *dev = NULL;
        /* Pixels are a hair off square: the sheet's size in pixels is a whole number. */
        fz_matrix to_px = fz_concat(fz_translate((float)-s->box.x, (float)-s->box.y),
                                    fz_scale((float)(s->w / s->box.w), (float)(s->h / s->box.h)));
        fz_var(dest);
        fz_var(dev);
        fz_try(ctx)
        {
                dest = fz_new_draw_device(ctx, to_px, pix);
                dev = zb_pdf_new_ink_device(pdf, dest, s->text, (float)s->px_per_mm);
                pdf_run_page_contents_with_usage(ctx, pdf->page, dev, pdf->to_board, "Print", NULL);
                pdf_run_page_annots_with_usage(ctx, pdf->page, dev, pdf->to_board, "Print", NULL);
                pdf_run_page_widgets_with_usage(ctx, pdf->page, dev, pdf->to_board, "Print", NULL);
                fz_close_device(ctx, dev);
        }
        fz_always(ctx)
        {
                fz_drop_device(ctx, dev);
                fz_drop_device(ctx, dest);
        }
        fz_catch(ctx)
        {
                fz_rethrow(ctx);
        }
}

static fz_separations *separations(struct pdf *pdf)
{
        fz_separations *seps = NULL;
        if (pdf->n_spots > 0)
                seps = pdf_page_separations(pdf->ctx, pdf->page);
        if (!seps && pdf->overprint)
                seps = fz_new_separations(pdf->ctx, 0);
        return seps;
}

/* CMYK, no more channels than that. */
static fz_pixmap *band(struct pdf *pdf, const struct sheet *s, int y, int rows, fz_separations *seps)
{
        fz_context *ctx = pdf->ctx;
        fz_irect area = {0, y, s->w, y + rows};
        fz_pixmap *pix = fz_new_pixmap_with_bbox(ctx, fz_device_cmyk(ctx), area, seps, 0), *flat = NULL;
        fz_var(pix);
        fz_var(flat);
        fz_try(ctx)
        {
                fz_clear_pixmap_with_value(ctx, pix, 255);
                draw(pdf, s, pix);
                if (pix->n != 4) {
                        flat = fz_clone_pixmap_area_with_different_seps(ctx, pix, &area, fz_device_cmyk(ctx),
                                                                        NULL, fz_default_color_params, NULL);
                        fz_drop_pixmap(ctx, pix);
                        pix = NULL;
                }
        }
        fz_catch(ctx)
        {
                fz_drop_pixmap(ctx, pix);
                fz_rethrow(ctx);
        }
        return flat ? flat : pix;
}

/* ---- all bands ---- */

static void survey_sheet(struct pdf *pdf, struct inspecting *in, const struct sheet *s,
                         struct zb_survey **ret)
{
        fz_context *ctx = pdf->ctx;
        fz_separations *seps = NULL;
        fz_pixmap *pix = NULL;
        fz_var(seps);
        fz_var(pix);
        fz_try(ctx)
        {
                zb_pdf_check(pdf, zb_survey_new(in, s->w, s->h, s->box, ret, pdf->err));
                seps = separations(pdf);
                int channels = 4 + (seps ? fz_count_active_separations(ctx, seps) : 0);
                int most = BAND_BYTES / (s->w * channels), rows;
                for (int y = 0; y < s->h; y += rows) {
                        rows = s->h - y < most ? s->h - y : most;
                        pix = band(pdf, s, y, rows, seps);
                        zb_survey_rows(*ret, pix->samples, (size_t)pix->stride, rows);
                        fz_drop_pixmap(ctx, pix);
                        pix = NULL;
                }
                zb_pdf_check(pdf, zb_survey_end(*ret, pdf->err));
        }
        fz_always(ctx)
        {
                fz_drop_separations(ctx, seps);
                fz_drop_pixmap(ctx, pix);
        }
        fz_catch(ctx)
        {
                zb_survey_free(*ret);
                *ret = NULL;
                fz_rethrow(ctx);
        }
}

void zb_pdf_survey(struct pdf *pdf)
{
        double ppi = pdf->in->options->survey_ppi > 0 ? pdf->in->options->survey_ppi : 72;
        struct sheet s = sheet_of(pdf, ppi, true);
        struct zb_survey *survey = NULL;
        survey_sheet(pdf, pdf->in, &s, &survey);
        zb_survey_free(survey);
}

/* The facts of this one are nobody's: only how light it is, is asked. */
void zb_pdf_ground(struct pdf *pdf)
{
        struct sheet s = sheet_of(pdf, GROUND_PPI, false);
        struct zb_facts *facts = zb_facts_new();
        if (!facts)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        pdf->ground_options = *pdf->in->options;
        pdf->ground_options.view_ppi = 0;
        pdf->ground_in = *pdf->in;
        pdf->ground_in.facts = facts;
        pdf->ground_in.options = &pdf->ground_options;
        facts->visible = pdf->in->facts->visible;
        facts->width_mm = pdf->in->facts->width_mm;
        facts->height_mm = pdf->in->facts->height_mm;
        survey_sheet(pdf, &pdf->ground_in, &s, &pdf->ground);
}
