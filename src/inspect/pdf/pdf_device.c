/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages paint, as MuPDF's interpreter tells a device: forms, patterns, glyphs of Type 3 fonts and
 * soft masks are all followed by it. The device paints nothing; it keeps the stack of clips and hands every
 * object to the file whose subject it is. Clips are kept as boxes: a picture in a round frame has the frame's
 * box. */
#include <math.h>
#include <string.h>

#include "pdf_priv.h"

/* ---- clips ---- */

static void push(struct pdf_device *dev, fz_rect box, bool rect, bool text)
{
        struct pdf_clip under = zb_pdf_clip(dev);
        if (dev->n_clips++ < PDF_MOST_CLIPS)
                dev->clips[dev->n_clips - 1] =
                        (struct pdf_clip){fz_intersect_rect(box, under.box), rect && under.rect, text || under.text};
}

/* ---- the device's calls ---- */

#define DEVICE(name) struct pdf_device *name = (struct pdf_device *)super

static void fill_path(fz_context *ctx, fz_device *super, const fz_path *path, int even_odd, fz_matrix ctm,
                      fz_colorspace *space, const float *colour, float alpha, fz_color_params params)
{
        DEVICE(dev);
        if (!dev->hidden)
                zb_pdf_fill(dev, path, ctm, space, colour, alpha, params);
}

static void stroke_path(fz_context *ctx, fz_device *super, const fz_path *path, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *colour, float alpha, fz_color_params params)
{
        DEVICE(dev);
        if (!dev->hidden)
                zb_pdf_stroke(dev, path, stroke, ctm, space, colour, alpha, params);
}

static void clip_path(fz_context *ctx, fz_device *super, const fz_path *path, int even_odd, fz_matrix ctm,
                      fz_rect scissor)
{
        DEVICE(dev);
        push(dev, fz_bound_path(ctx, path, NULL, ctm), zb_pdf_path_is_rect(ctx, path, ctm), false);
}

static void clip_stroke_path(fz_context *ctx, fz_device *super, const fz_path *path, const fz_stroke_state *stroke,
                             fz_matrix ctm, fz_rect scissor)
{
        DEVICE(dev);
        push(dev, fz_bound_path(ctx, path, stroke, ctm), false, false);
}

/* One text may come twice: filled and stroked, filled and made a clip. */
static bool first_time(struct pdf_device *dev, const fz_text *text)
{
        if (dev->last_text == text)
                return false;
        fz_drop_text(dev->pdf->ctx, dev->last_text);
        dev->last_text = fz_keep_text(dev->pdf->ctx, text);
        return true;
}

/* Glyphs of a Type 3 font are drawings: each is followed where it first appears. */
static void glyphs(struct pdf_device *dev, const fz_text *text, fz_matrix ctm)
{
        fz_context *ctx = dev->pdf->ctx;
        push(dev, fz_bound_text(ctx, text, NULL, ctm), false, true);
        dev->tiles++;
        for (const fz_text_span *span = text->head; span; span = span->next) {
                struct pdf_font_use *use = zb_pdf_font(dev->pdf, span->font);
                if (!use || !fz_font_t3_procs(ctx, span->font) || dev->type3 > 4)
                        continue;
                dev->type3++;
                for (int i = 0; i < span->len; i++) {
                        int gid = span->items[i].gid;
                        if (gid < 0 || gid > 255 || use->drawn[gid])
                                continue;
                        use->drawn[gid] = true;
                        fz_render_t3_glyph_direct(ctx, &dev->super, span->font, gid, fz_concat(span->trm, ctm), NULL,
                                                  NULL);
                }
                dev->type3--;
        }
        dev->tiles--;
        dev->n_clips -= dev->n_clips > 0;
}

static void fill_text(fz_context *ctx, fz_device *super, const fz_text *text, fz_matrix ctm, fz_colorspace *space,
                      const float *colour, float alpha, fz_color_params params)
{
        DEVICE(dev);
        first_time(dev, text);
        zb_pdf_note_paint(dev, space, colour, alpha, params,
                          zb_pdf_clipped(dev, fz_bound_text(ctx, text, NULL, ctm)));
        if (!dev->hidden && text->head && fz_font_t3_procs(ctx, text->head->font))
                glyphs(dev, text, ctm);
        zb_pdf_text(dev, text, ctm, space, colour, alpha, PDF_TEXT_PAINTED);
}

static void stroke_text(fz_context *ctx, fz_device *super, const fz_text *text, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *colour, float alpha, fz_color_params params)
{
        DEVICE(dev);
        zb_pdf_note_paint(dev, space, colour, alpha, params,
                          zb_pdf_clipped(dev, fz_bound_text(ctx, text, NULL, ctm)));
        if (first_time(dev, text))
                zb_pdf_text(dev, text, ctm, space, colour, alpha, PDF_TEXT_PAINTED);
}

static void clip_text(fz_context *ctx, fz_device *super, const fz_text *text, fz_matrix ctm, fz_rect scissor)
{
        DEVICE(dev);
        if (first_time(dev, text))
                zb_pdf_text(dev, text, ctm, NULL, NULL, 1, PDF_TEXT_PATTERN);
        push(dev, fz_bound_text(ctx, text, NULL, ctm), false, true);
}

static void clip_stroke_text(fz_context *ctx, fz_device *super, const fz_text *text, const fz_stroke_state *stroke,
                             fz_matrix ctm, fz_rect scissor)
{
        clip_text(ctx, super, text, ctm, scissor);
}

/* Glyphs of a Type 3 font that cannot be cached are painted first and then told again as invisible text. */
static void ignore_text(fz_context *ctx, fz_device *super, const fz_text *text, fz_matrix ctm)
{
        DEVICE(dev);
        bool type3 = text->head && fz_font_t3_procs(ctx, text->head->font);
        if (first_time(dev, text))
                zb_pdf_text(dev, text, ctm, NULL, NULL, 1, type3 ? PDF_TEXT_PATTERN : PDF_TEXT_INVISIBLE);
}

static void fill_shade(fz_context *ctx, fz_device *super, fz_shade *shade, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
        DEVICE(dev);
        struct pdf *pdf = dev->pdf;
        struct pdf_clip clip = zb_pdf_clip(dev);
        struct zb_rect box = zb_pdf_clipped(dev, fz_bound_shade(ctx, shade, ctm));
        if (dev->hidden)
                return;
        dev->order++;
        zb_pdf_note_paint(dev, shade->colorspace, NULL, alpha, params, box);
        if (!dev->board || dev->masks > 0 || clip.text || alpha <= 0)
                return;
        zb_note_bleed(pdf->in->facts, box);
        if (zb_pdf_grow(pdf, &pdf->marks.shapes, pdf->marks.n_shapes, &pdf->marks.cap_shapes,
                        sizeof *pdf->marks.shapes, PDF_MOST_SHAPES))
                pdf->marks.shapes[pdf->marks.n_shapes++] =
                        (struct zb_mark_shape){.box = box, .curved = !clip.rect, .rect = clip.rect, .points = 4};
}

static void fill_image(fz_context *ctx, fz_device *super, fz_image *image, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
        DEVICE(dev);
        struct zb_rect box = zb_pdf_clipped(dev, fz_transform_rect(fz_unit_rect, ctm));
        if (dev->hidden)
                return;
        dev->order++;
        zb_pdf_note_paint(dev, image->colorspace, NULL, alpha, params, box);
        zb_pdf_image(dev, image, ctm, alpha, false, zb_pdf_space(dev->pdf, image->colorspace));
}

static void fill_image_mask(fz_context *ctx, fz_device *super, fz_image *image, fz_matrix ctm, fz_colorspace *space,
                            const float *colour, float alpha, fz_color_params params)
{
        DEVICE(dev);
        struct zb_rect box = zb_pdf_clipped(dev, fz_transform_rect(fz_unit_rect, ctm));
        if (dev->hidden)
                return;
        dev->order++;
        zb_pdf_note_paint(dev, space, colour, alpha, params, box);
        zb_pdf_image(dev, image, ctm, alpha, true, zb_pdf_space(dev->pdf, space));
}

/* The mask of a picture, soft or hard; the picture itself follows. */
static void clip_image_mask(fz_context *ctx, fz_device *super, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
        DEVICE(dev);
        if (!image->imagemask && !dev->hidden) {
                dev->pdf->in->facts->pdf.soft_masks = true;
                dev->pdf->in->facts->pdf.transparency = true;
        }
        push(dev, fz_transform_rect(fz_unit_rect, ctm), false, false);
        dev->image_mask = true;
}

static void pop_clip(fz_context *ctx, fz_device *super)
{
        DEVICE(dev);
        dev->n_clips -= dev->n_clips > 0;
        dev->image_mask = false;
}

static void begin_mask(fz_context *ctx, fz_device *super, fz_rect area, int luminosity, fz_colorspace *space,
                       const float *backdrop, fz_color_params params)
{
        DEVICE(dev);
        dev->masks++;
        if (dev->hidden)
                return;
        dev->pdf->in->facts->pdf.soft_masks = true;
        dev->pdf->in->facts->pdf.transparency = true;
}

static void end_mask(fz_context *ctx, fz_device *super)
{
        DEVICE(dev);
        dev->masks -= dev->masks > 0;
        push(dev, zb_pdf_clip(dev).box, false, false);
}

static void begin_group(fz_context *ctx, fz_device *super, fz_rect area, fz_colorspace *space, int isolated,
                        int knockout, int blend, float alpha)
{
        enum { MOST = 16 };
        DEVICE(dev);
        struct pdf *pdf = dev->pdf;
        const char *name = fz_blendmode_name(blend);
        dev->groups++;
        if (dev->veil == 0 && (alpha < 1 || blend != FZ_BLEND_NORMAL))
                dev->veil = dev->groups;
        if (dev->hidden)
                return;
        pdf->in->facts->pdf.transparency |= alpha < 1 || blend != FZ_BLEND_NORMAL;
        if (blend == FZ_BLEND_NORMAL)
                return;
        zb_pdf_seen(pdf, ZB_SEEN_BLEND, name, zb_pdf_clipped(dev, area));
        for (size_t i = 0; i < pdf->n_blends; i++)
                if (strcmp(pdf->blends[i], name) == 0)
                        return;
        if (!pdf->blends)
                pdf->blends = zb_arena_array(pdf->arena, MOST, sizeof *pdf->blends);
        if (pdf->blends && pdf->n_blends < MOST)
                pdf->blends[pdf->n_blends++] = zb_pdf_strdup(pdf, name);
}

static void end_group(fz_context *ctx, fz_device *super)
{
        DEVICE(dev);
        if (dev->veil == dev->groups)
                dev->veil = 0;
        dev->groups -= dev->groups > 0;
}

/* A pattern's cell is looked at once, not once for each of its thousands of places. */
static int begin_tile(fz_context *ctx, fz_device *super, fz_rect area, fz_rect view, float xstep, float ystep,
                      fz_matrix ctm, int id)
{
        DEVICE(dev);
        bool known = id != 0 && id == dev->last_tile;
        struct zb_rect box = zb_pdf_clipped(dev, fz_transform_rect(area, ctm));
        if (dev->board && !dev->hidden && dev->masks == 0)
                zb_note_bleed(dev->pdf->in->facts, box);
        dev->last_tile = id;
        dev->tiles++;
        return known;
}

static void end_tile(fz_context *ctx, fz_device *super)
{
        DEVICE(dev);
        dev->tiles -= dev->tiles > 0;
}

static void drop_device(fz_context *ctx, fz_device *super)
{
        DEVICE(dev);
        fz_drop_text(ctx, dev->last_text);
}

static struct pdf_device *new_device(struct pdf *pdf)
{
        fz_context *ctx = pdf->ctx;
        struct pdf_device *dev = fz_new_derived_device(ctx, struct pdf_device);
        dev->pdf = pdf;
        dev->super.drop_device = drop_device;
        dev->super.fill_path = fill_path;
        dev->super.stroke_path = stroke_path;
        dev->super.clip_path = clip_path;
        dev->super.clip_stroke_path = clip_stroke_path;
        dev->super.fill_text = fill_text;
        dev->super.stroke_text = stroke_text;
        dev->super.clip_text = clip_text;
        dev->super.clip_stroke_text = clip_stroke_text;
        dev->super.ignore_text = ignore_text;
        dev->super.fill_shade = fill_shade;
        dev->super.fill_image = fill_image;
        dev->super.fill_image_mask = fill_image_mask;
        dev->super.clip_image_mask = clip_image_mask;
        dev->super.pop_clip = pop_clip;
        dev->super.begin_mask = begin_mask;
        dev->super.end_mask = end_mask;
        dev->super.begin_group = begin_group;
        dev->super.end_group = end_group;
        dev->super.begin_tile = begin_tile;
        dev->super.end_tile = end_tile;
        return dev;
}

/* ---- the runs ---- */

/* usage NULL: every layer is on. */
static void pdf_device_run(struct pdf *pdf, pdf_page *page, struct pdf_device *dev, const char *usage)
{
        fz_context *ctx = pdf->ctx;
        fz_try(ctx)
        {
                fz_matrix ctm = dev->board ? pdf->to_board : fz_identity;
                pdf_run_page_contents_with_usage(ctx, page, &dev->super, ctm, usage, &pdf->cookie);
                if (usage) {
                        pdf_run_page_annots_with_usage(ctx, page, &dev->super, ctm, usage, &pdf->cookie);
                        pdf_run_page_widgets_with_usage(ctx, page, &dev->super, ctm, usage, &pdf->cookie);
                }
                fz_close_device(ctx, &dev->super);
        }
        fz_always(ctx)
        {
                fz_drop_device(ctx, &dev->super);
        }
        fz_catch(ctx)
        {
                fz_rethrow(ctx);
        }
}

static void other_page(struct pdf *pdf, int number)
{
        fz_context *ctx = pdf->ctx;
        pdf_page *page = pdf_load_page(ctx, pdf->doc, number);
        fz_try(ctx)
        {
                pdf_device_run(pdf, page, new_device(pdf), "Print");
        }
        fz_always(ctx)
        {
                fz_drop_page(ctx, &page->super);
        }
        fz_catch(ctx)
        {
                fz_rethrow(ctx);
        }
}

void zb_pdf_contents(struct pdf *pdf)
{
        struct zb_facts *f = pdf->in->facts;
        struct pdf_device *dev = new_device(pdf);
        f->solid_k_cm2 = 0;
        f->line_min_mm = f->bleed_reach_mm = INFINITY;
        dev->board = pdf->sized;
        pdf_device_run(pdf, pdf->page, dev, "Print");
        pdf->n_shown = pdf->marks.runs.n;
        if (pdf->hidden_layers && pdf->sized) {
                dev = new_device(pdf);
                dev->board = dev->hidden = true;
                pdf_device_run(pdf, pdf->page, dev, NULL);
        }
        for (int i = 1; i < f->container.n_pages && i < PDF_MOST_PAGES; i++)
                other_page(pdf, i);
}
