/* SPDX-License-Identifier: Apache-2.0 */
/* The sheet drawn in ink, for total ink, map, codes and the board's picture: trim with bleed, in bands, of
 * which one is drawn while the one before it is surveyed. Where something overprints or a spot colour is used
 * the band has separations (MuPDF simulates overprint on no other), which are flattened to the four plates
 * afterwards. A second, small drawing without the text tells what lies under each line. */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "pdf_priv.h"

enum { BAND_BYTES = 6 << 20, BANDS_AHEAD = 3, MOST_SIDE = 30000, MOST_PIXELS = 60000000, GROUND_PPI = 24 };

struct pdf_survey_sheet {
        struct zb_rect box; /* on the board */
        double px_per_mm;
        int w, h;
        bool text;
};

static struct pdf_survey_sheet sheet_of(const struct pdf *pdf, double ppi, bool text)
{
        const struct zb_facts *f = pdf->in->facts;
        struct pdf_survey_sheet s = {
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

/* ---- what is drawn ---- */

/* The page as a list, made once: every band of both drawings is drawn from it, in millimetres. */
static void list_page(struct pdf *pdf)
{
        fz_context *ctx = pdf->ctx;
        fz_device *dev = NULL;
        fz_var(dev);
        pdf->list = fz_new_display_list(ctx, fz_infinite_rect);
        fz_try(ctx)
        {
                dev = fz_new_list_device(ctx, pdf->list);
                pdf_run_page_contents_with_usage(ctx, pdf->page, dev, pdf->to_board, "Print", NULL);
                pdf_run_page_annots_with_usage(ctx, pdf->page, dev, pdf->to_board, "Print", NULL);
                pdf_run_page_widgets_with_usage(ctx, pdf->page, dev, pdf->to_board, "Print", NULL);
                fz_close_device(ctx, dev);
        }
        fz_always(ctx)
        {
                fz_drop_device(ctx, dev);
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

/* ---- bands ---- */

struct bands {
        struct pdf *pdf;
        const struct pdf_survey_sheet *sheet;
        struct zb_survey *survey;
        fz_separations *seps;
        int rows; /* of a band; the last has fewer */
        fz_pixmap *ring[BANDS_AHEAD];
        pthread_mutex_t drawing; /* MuPDF's context serves one thread at a time */
        char fault[256];
        int why;
};

static int rows_of(const struct bands *b, int job)
{
        int left = b->sheet->h - job * b->rows;
        return left < b->rows ? left : b->rows;
}

static void pdf_survey_draw(struct bands *b, const fz_irect *area, fz_pixmap *pix)
{
        const struct pdf_survey_sheet *s = b->sheet;
        fz_context *ctx = b->pdf->ctx;
        fz_device *dest = NULL, *dev = NULL;
        /* Pixels are a hair off square: the sheet's size in pixels is a whole number. */
        fz_matrix to_px = fz_concat(fz_translate((float)-s->box.x, (float)-s->box.y),
                                    fz_scale((float)(s->w / s->box.w), (float)(s->h / s->box.h)));
        fz_var(dest);
        fz_var(dev);
        fz_try(ctx)
        {
                dest = fz_new_draw_device(ctx, fz_identity, pix);
                dev = zb_pdf_new_ink_device(ctx, b->pdf, dest, s->text, b->seps != NULL, *area);
                fz_run_display_list(ctx, b->pdf->list, dev, to_px, fz_rect_from_irect(*area), NULL);
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

/* CMYK, no more channels than that. */
static fz_pixmap *band(struct bands *b, int job)
{
        fz_context *ctx = b->pdf->ctx;
        int y = job * b->rows;
        fz_irect area = {0, y, b->sheet->w, y + rows_of(b, job)};
        fz_pixmap *pix = fz_new_pixmap_with_bbox(ctx, fz_device_cmyk(ctx), area, b->seps, 0), *flat = NULL;
        fz_var(flat);
        fz_try(ctx)
        {
                fz_clear_pixmap_with_value(ctx, pix, 255);
                pdf_survey_draw(b, &area, pix);
                flat = pix->n == 4 ? fz_keep_pixmap(ctx, pix)
                                   : fz_clone_pixmap_area_with_different_seps(ctx, pix, &area, fz_device_cmyk(ctx),
                                                                              NULL, fz_default_color_params, NULL);
        }
        fz_always(ctx)
        {
                fz_drop_pixmap(ctx, pix);
        }
        fz_catch(ctx)
        {
                fz_rethrow(ctx);
        }
        return flat;
}

/* On a worker: draws one band while the calling thread surveys the one before it. */
static enum zb_code draw_band(void *arg, int job, int thread, struct zb_err *err)
{
        struct bands *b = arg;
        fz_context *ctx = b->pdf->ctx;
        fz_pixmap **slot = &b->ring[job % BANDS_AHEAD];
        enum zb_code code = ZB_OK;
        pthread_mutex_lock(&b->drawing);
        fz_drop_pixmap(ctx, *slot);
        *slot = NULL;
        fz_var(code);
        fz_try(ctx)
        {
                *slot = band(b, job);
        }
        fz_catch(ctx)
        {
                if (!*b->fault)
                        snprintf(b->fault, sizeof b->fault, "%s", fz_caught_message(ctx));
                b->why = fz_caught(ctx);
                code = ZB_WORK;
        }
        pthread_mutex_unlock(&b->drawing);
        return code;
}

static enum zb_code take_band(void *arg, int job, struct zb_err *err)
{
        struct bands *b = arg;
        const fz_pixmap *pix = b->ring[job % BANDS_AHEAD];
        zb_survey_rows(b->survey, pix->samples, (size_t)pix->stride, rows_of(b, job));
        return ZB_OK;
}

/* One that draws and one that surveys, where there may be two. */
static int two_threads(const struct pdf *pdf)
{
        return pdf->in->options->threads == 1 ? 1 : 2;
}

static void all_bands(struct bands *b)
{
        struct pdf *pdf = b->pdf;
        int channels = 4 + (b->seps ? fz_count_active_separations(pdf->ctx, b->seps) : 0);
        b->rows = BAND_BYTES / (b->sheet->w * channels);
        b->rows = b->rows < 1 ? 1 : b->rows;
        int n = (b->sheet->h + b->rows - 1) / b->rows;
        struct zb_err unused = {0};
        pthread_mutex_init(&b->drawing, NULL);
        enum zb_code code = zb_pool_ordered(two_threads(pdf), n, BANDS_AHEAD, draw_band, take_band, b, &unused);
        pthread_mutex_destroy(&b->drawing);
        for (int i = 0; i < BANDS_AHEAD; i++) {
                fz_drop_pixmap(pdf->ctx, b->ring[i]);
                b->ring[i] = NULL;
        }
        if (*b->fault)
                fz_throw(pdf->ctx, b->why, "%s", b->fault);
        if (code)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
}

/* All rows of the sheet; the caller ends the survey. */
static void survey_sheet(struct pdf *pdf, const struct pdf_survey_sheet *s, struct zb_survey **ret)
{
        const struct zb_survey_source source = {.px_w = s->w,
                                                .px_h = s->h,
                                                .box = s->box,
                                                .space = ZB_CMYK8,
                                                .kind = s->text ? ZB_SURVEY_SHEET : ZB_SURVEY_GROUND};
        fz_context *ctx = pdf->ctx;
        struct bands b = {.pdf = pdf, .sheet = s};
        fz_var(b);
        fz_try(ctx)
        {
                zb_pdf_check(pdf, zb_survey_open(&pdf->in->derivation, &source, ret, pdf->err));
                b.survey = *ret;
                b.seps = separations(pdf);
                all_bands(&b);
        }
        fz_always(ctx)
        {
                fz_drop_separations(ctx, b.seps);
        }
        fz_catch(ctx)
        {
                zb_survey_free(*ret);
                *ret = NULL;
                fz_rethrow(ctx);
        }
}

/* ---- the two drawings ---- */

struct last_part {
        struct pdf *pdf;
        struct zb_survey *survey;
        enum zb_code code, ground_code;
        struct zb_err err, ground_err;
};

static void draw_ground(struct last_part *p)
{
        struct pdf *pdf = p->pdf;
        struct pdf_survey_sheet s = sheet_of(pdf, GROUND_PPI, false);
        fz_try(pdf->ctx)
        {
                survey_sheet(pdf, &s, &pdf->ground);
                p->ground_code = zb_survey_end(pdf->ground, &p->ground_err);
        }
        fz_catch(pdf->ctx)
        {
                pdf->ground = NULL; /* contrast stays unknown; the first drawing had the same to complain of */
        }
}

/* While one thread reads the facts off the drawn sheet (codes take their time), the other draws the sheet
 * without text. MuPDF's warnings, all of them heard once, would meet the other thread in the facts: they are
 * not kept. */
static enum zb_code last_part(void *arg, int job, int thread, struct zb_err *err)
{
        struct last_part *p = arg;
        if (job == 0)
                p->code = zb_inspect_survey_end(p->pdf->in, p->survey, &p->err);
        else
                draw_ground(p);
        return ZB_OK;
}

void zb_pdf_survey(struct pdf *pdf)
{
        double ppi = pdf->in->options->survey_ppi > 0 ? pdf->in->options->survey_ppi : 72;
        struct pdf_survey_sheet s = sheet_of(pdf, ppi, true);
        struct last_part last = {.pdf = pdf};
        struct zb_err unused = {0};
        list_page(pdf);
        zb_pdf_shrink_images(pdf, s.px_per_mm);
        survey_sheet(pdf, &s, &last.survey);
        pdf->muted = true;
        enum zb_code code = zb_pool_ordered(two_threads(pdf), 2, 2, last_part, NULL, &last, &unused);
        pdf->muted = false;
        zb_survey_free(last.survey);
        if (code || last.code || last.ground_code) {
                *pdf->err = code ? unused : last.code ? last.err : last.ground_err;
                zb_pdf_check(pdf, pdf->err->code);
        }
}
