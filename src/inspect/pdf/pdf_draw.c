/* SPDX-License-Identifier: Apache-2.0 */
/* A device in front of MuPDF's drawing one. RGB and Lab become ink through the profile before they are drawn
 * (MuPDF without colour management would make RGB black 100 % K and every colour its complement), pictures
 * too, at the size in which they are drawn. Inside soft masks nothing is converted: their colours are no ink.
 * The text can be left out, so that what lies under it can be measured. */
#include <math.h>
#include <string.h>

#include "pdf_priv.h"

enum { MOST_CLIPS = 64 };

struct ink_device {
        fz_device super;
        struct pdf *pdf;
        fz_device *dest;
        bool text;
        int masks, tiles, skipped;  /* patterns that are not drawn, one in the other */
        bool separations;           /* what is drawn on has more than the four plates */
        fz_irect area;              /* pixels that are drawn */
        fz_irect clips[MOST_CLIPS]; /* what the clips leave of it; of the deepest kept */
        int n_clips;                /* may exceed the room */
};

#define INK(name) struct ink_device *name = (struct ink_device *)super

static bool to_convert(const struct ink_device *dev, const fz_colorspace *space)
{
        return dev->masks == 0 && space &&
               (space->type == FZ_COLORSPACE_RGB || space->type == FZ_COLORSPACE_BGR ||
                space->type == FZ_COLORSPACE_LAB);
}

/* The colour as it is to be drawn: ink[4] holds a converted one. */
static fz_colorspace *convert(fz_context *ctx, const struct ink_device *dev, fz_colorspace *space,
                              const float **colour, float ink[4])
{
        if (!to_convert(dev, space))
                return space;
        struct zb_ink i = zb_pdf_ink(ctx, dev->pdf, space, *colour);
        ink[0] = i.c;
        ink[1] = i.m;
        ink[2] = i.y;
        ink[3] = i.k;
        *colour = ink;
        return fz_device_cmyk(ctx);
}

/* ---- paths, text ---- */

static void fill_path(fz_context *ctx, fz_device *super, const fz_path *path, int even_odd, fz_matrix ctm,
                      fz_colorspace *space, const float *colour, float alpha, fz_color_params params)
{
        INK(dev);
        float ink[4];
        space = convert(ctx, dev, space, &colour, ink);
        fz_fill_path(ctx, dev->dest, path, even_odd, ctm, space, colour, alpha, params);
}

static void stroke_path(fz_context *ctx, fz_device *super, const fz_path *path, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *colour, float alpha, fz_color_params params)
{
        INK(dev);
        float ink[4];
        space = convert(ctx, dev, space, &colour, ink);
        fz_stroke_path(ctx, dev->dest, path, stroke, ctm, space, colour, alpha, params);
}

static void fill_text(fz_context *ctx, fz_device *super, const fz_text *text, fz_matrix ctm, fz_colorspace *space,
                      const float *colour, float alpha, fz_color_params params)
{
        INK(dev);
        float ink[4];
        if (!dev->text && dev->masks == 0)
                return;
        space = convert(ctx, dev, space, &colour, ink);
        fz_fill_text(ctx, dev->dest, text, ctm, space, colour, alpha, params);
}

static void stroke_text(fz_context *ctx, fz_device *super, const fz_text *text, const fz_stroke_state *stroke,
                        fz_matrix ctm, fz_colorspace *space, const float *colour, float alpha, fz_color_params params)
{
        INK(dev);
        float ink[4];
        if (!dev->text && dev->masks == 0)
                return;
        space = convert(ctx, dev, space, &colour, ink);
        fz_stroke_text(ctx, dev->dest, text, stroke, ctm, space, colour, alpha, params);
}

static void ignore_text(fz_context *ctx, fz_device *super, const fz_text *text, fz_matrix ctm)
{
        INK(dev);
        fz_ignore_text(ctx, dev->dest, text, ctm);
}

/* ---- clips ---- */

static fz_irect scissor_of(const struct ink_device *dev)
{
        int n = dev->n_clips < MOST_CLIPS ? dev->n_clips : MOST_CLIPS;
        return n > 0 ? dev->clips[n - 1] : dev->area;
}

static void push_clip(struct ink_device *dev, fz_rect box)
{
        fz_irect clip = fz_intersect_irect(scissor_of(dev), fz_irect_from_rect(box));
        if (dev->n_clips < MOST_CLIPS)
                dev->clips[dev->n_clips] = clip;
        dev->n_clips++;
}

/* A pattern's cell is drawn on pixels of its own. */
static void push_cell(struct ink_device *dev, fz_rect box)
{
        if (dev->n_clips < MOST_CLIPS)
                dev->clips[dev->n_clips] = fz_irect_from_rect(box);
        dev->n_clips++;
}

static void clip_path(fz_context *ctx, fz_device *super, const fz_path *path, int even_odd, fz_matrix ctm,
                      fz_rect scissor)
{
        INK(dev);
        push_clip(dev, fz_bound_path(ctx, path, NULL, ctm));
        fz_clip_path(ctx, dev->dest, path, even_odd, ctm, scissor);
}

static void clip_stroke_path(fz_context *ctx, fz_device *super, const fz_path *path, const fz_stroke_state *stroke,
                             fz_matrix ctm, fz_rect scissor)
{
        INK(dev);
        push_clip(dev, fz_infinite_rect);
        fz_clip_stroke_path(ctx, dev->dest, path, stroke, ctm, scissor);
}

static void clip_text(fz_context *ctx, fz_device *super, const fz_text *text, fz_matrix ctm, fz_rect scissor)
{
        INK(dev);
        push_clip(dev, fz_infinite_rect);
        fz_clip_text(ctx, dev->dest, text, ctm, scissor);
}

static void clip_stroke_text(fz_context *ctx, fz_device *super, const fz_text *text, const fz_stroke_state *stroke,
                             fz_matrix ctm, fz_rect scissor)
{
        INK(dev);
        push_clip(dev, fz_infinite_rect);
        fz_clip_stroke_text(ctx, dev->dest, text, stroke, ctm, scissor);
}

static void clip_image_mask(fz_context *ctx, fz_device *super, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
        INK(dev);
        push_clip(dev, fz_transform_rect(fz_unit_rect, ctm));
        fz_clip_image_mask(ctx, dev->dest, image, ctm, scissor);
}

static void pop_clip(fz_context *ctx, fz_device *super)
{
        INK(dev);
        if (dev->n_clips > 0)
                dev->n_clips--;
        fz_pop_clip(ctx, dev->dest);
}

/* ---- pictures ---- */

/* The picture's pixels in ink, no more of them than the drawing needs; NULL: it is drawn as it is. */
static fz_image *ink_image(fz_context *ctx, struct ink_device *dev, fz_image *image, fz_matrix ctm)
{
        fz_pixmap *rgb = fz_get_pixmap_from_image(ctx, image, NULL, &ctm, NULL, NULL), *cmyk = NULL, *plain = NULL;
        fz_image *out = NULL;
        fz_var(cmyk);
        fz_var(plain);
        fz_var(out);
        fz_try(ctx)
        {
                fz_pixmap *from = rgb;
                if (rgb->colorspace && rgb->colorspace->type != FZ_COLORSPACE_RGB && !rgb->alpha)
                        from = plain = fz_convert_pixmap(ctx, rgb, fz_device_rgb(ctx), NULL, NULL,
                                                         fz_default_color_params, 0);
                if (from->colorspace && from->colorspace->type == FZ_COLORSPACE_RGB && from->n == 3) {
                        cmyk = fz_new_pixmap(ctx, fz_device_cmyk(ctx), from->w, from->h, NULL, 0);
                        for (int y = 0; y < from->h; y++)
                                zb_pdf_rgb(ctx, dev->pdf, from->samples + (size_t)y * (size_t)from->stride,
                                           cmyk->samples + (size_t)y * (size_t)cmyk->stride, (size_t)from->w);
                        out = fz_new_image_from_pixmap(ctx, cmyk, NULL);
                }
        }
        fz_always(ctx)
        {
                fz_drop_pixmap(ctx, rgb);
                fz_drop_pixmap(ctx, cmyk);
                fz_drop_pixmap(ctx, plain);
        }
        fz_catch(ctx)
        {
                fz_rethrow(ctx);
        }
        return out;
}

static const fz_colorspace *base_of(const fz_colorspace *space)
{
        return space && space->type == FZ_COLORSPACE_INDEXED ? space->u.indexed.base : space;
}

static void fill_image(fz_context *ctx, fz_device *super, fz_image *image, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
        INK(dev);
        fz_image *small = zb_pdf_small_image(dev->pdf, image);
        fz_image *ink = to_convert(dev, base_of(small->colorspace)) ? ink_image(ctx, dev, small, ctm) : NULL;
        fz_image *drawn = ink ? ink : small;
        fz_try(ctx)
        {
                fz_fill_image(ctx, dev->dest, drawn, ctm, alpha, params);
        }
        fz_always(ctx)
        {
                fz_drop_image(ctx, ink);
        }
        fz_catch(ctx)
        {
                fz_rethrow(ctx);
        }
}

static void fill_image_mask(fz_context *ctx, fz_device *super, fz_image *image, fz_matrix ctm, fz_colorspace *space,
                            const float *colour, float alpha, fz_color_params params)
{
        INK(dev);
        float ink[4];
        space = convert(ctx, dev, space, &colour, ink);
        fz_fill_image_mask(ctx, dev->dest, image, ctm, space, colour, alpha, params);
}

/* Inside a pattern's cell nothing is known of the pixels, and where there are more plates than four MuPDF
 * alone knows what becomes of the others. */
static bool ours(const struct ink_device *dev, const fz_colorspace *space)
{
        return dev->masks == 0 && dev->tiles == 0 && !dev->separations && space &&
               (space->type == FZ_COLORSPACE_CMYK || space->type == FZ_COLORSPACE_GRAY);
}

static void fill_shade(fz_context *ctx, fz_device *super, fz_shade *shade, fz_matrix ctm, float alpha,
                       fz_color_params params)
{
        INK(dev);
        struct zb_pdf_painting p = {
                ctx,       dev->pdf,
                dev->dest, fz_intersect_irect(fz_irect_from_rect(fz_bound_shade(ctx, shade, ctm)), scissor_of(dev)),
                alpha,     params};
        bool rgb = to_convert(dev, shade->colorspace);
        if (fz_is_empty_irect(p.area))
                return;
        if ((!rgb && !ours(dev, shade->colorspace)) || !zb_pdf_paint_shade(&p, shade, ctm, rgb))
                fz_fill_shade(ctx, dev->dest, shade, ctm, alpha, params);
}

/* ---- masks, groups, tiles: passed on ---- */

static void begin_mask(fz_context *ctx, fz_device *super, fz_rect area, int luminosity, fz_colorspace *space,
                       const float *backdrop, fz_color_params params)
{
        INK(dev);
        dev->masks++;
        fz_begin_mask(ctx, dev->dest, area, luminosity, space, backdrop, params);
}

static void end_mask(fz_context *ctx, fz_device *super)
{
        INK(dev);
        dev->masks--;
        push_clip(dev, fz_infinite_rect); /* it is a clip from here on */
        fz_end_mask(ctx, dev->dest);
}

/* A group that blends in RGB blends in ink instead: its colours have become ink on their way. */
static void begin_group(fz_context *ctx, fz_device *super, fz_rect area, fz_colorspace *space, int isolated,
                        int knockout, int blend, float alpha)
{
        INK(dev);
        fz_begin_group(ctx, dev->dest, area, to_convert(dev, space) ? NULL : space, isolated, knockout, blend, alpha);
}

static void end_group(fz_context *ctx, fz_device *super)
{
        INK(dev);
        fz_end_group(ctx, dev->dest);
}

/* MuPDF draws a pattern's cell at each of its places, and nothing stops it: cells beyond any counting are
 * left out. They are far smaller than a pixel. */
static bool countless(fz_rect area, float xstep, float ystep)
{
        enum { MOST_CELLS = 2000000 };
        double cells = (double)(area.x1 - area.x0) * (area.y1 - area.y0) / fabs((double)xstep * ystep);
        return !(cells < MOST_CELLS);
}

static int begin_tile(fz_context *ctx, fz_device *super, fz_rect area, fz_rect view, float xstep, float ystep,
                      fz_matrix ctm, int id)
{
        INK(dev);
        if (dev->skipped > 0 || countless(area, xstep, ystep)) {
                dev->skipped++;
                return 1;
        }
        dev->tiles++;
        push_cell(dev, fz_transform_rect(view, ctm));
        return fz_begin_tile_id(ctx, dev->dest, area, view, xstep, ystep, ctm, id);
}

static void end_tile(fz_context *ctx, fz_device *super)
{
        INK(dev);
        if (dev->skipped > 0) {
                dev->skipped--;
                return;
        }
        dev->tiles--;
        dev->n_clips--;
        fz_end_tile(ctx, dev->dest);
}

static void render_flags(fz_context *ctx, fz_device *super, int set, int clear)
{
        INK(dev);
        fz_render_flags(ctx, dev->dest, set, clear);
}

static void set_default_colorspaces(fz_context *ctx, fz_device *super, fz_default_colorspaces *spaces)
{
        INK(dev);
        fz_set_default_colorspaces(ctx, dev->dest, spaces);
}

static void close_device(fz_context *ctx, fz_device *super)
{
        INK(dev);
        fz_close_device(ctx, dev->dest);
}

static void drop_device(fz_context *ctx, fz_device *super)
{
        INK(dev);
        fz_drop_device(ctx, dev->dest);
}

fz_device *zb_pdf_new_ink_device(fz_context *ctx, struct pdf *pdf, fz_device *dest, bool text, bool separations,
                                 fz_irect area)
{
        struct ink_device *dev = fz_new_derived_device(ctx, struct ink_device);
        dev->pdf = pdf;
        dev->dest = fz_keep_device(ctx, dest);
        dev->text = text;
        dev->separations = separations;
        dev->area = area;
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
        dev->super.render_flags = render_flags;
        dev->super.set_default_colorspaces = set_default_colorspaces;
        dev->super.close_device = close_device;
        dev->super.drop_device = drop_device;
        return &dev->super;
}
