/* SPDX-License-Identifier: Apache-2.0 */
/* Gradients in ink. MuPDF paints every gradient as a mesh of triangles, pixel by pixel through four layers,
 * and cuts off what is less than a level; without colour management RGB would be its complement. A board's
 * ground is one gradient over ten million pixels: so those along a line, nearly all there are, are reckoned
 * here, from a table of colours made once. One that runs straight down or across is painted as stripes of one
 * colour, one that runs aslant as a picture. Of all others only RGB's are drawn by MuPDF first and converted
 * afterwards.
 *
 * Without it (tests/bench/pdf_own.sh, 2026-12-01, 2 × AMD EPYC, MuPDF 1.21): 1.3–1.5 times the processor time of
 * reading our boards, whose ground is a gradient, and their plates 0.18–0.25 % off Ghostscript's instead of
 * 0.13–0.16; a sheet of one gradient in RGB has 129 % of total ink by MuPDF where it has 199, its plates 28 % off
 * instead of 10. MuPDF's mesh with our conversion (all but what is along a line): the same ink to half a per cent,
 * 2.2–2.6 times the time in RGB, 1.2–1.6 in ink. */
#include <math.h>
#include <string.h>

#include "pdf_priv.h"

enum { COLOURS = 1024, KNOTS = 256 /* MuPDF's */ };

/* ---- along a line ---- */

struct axis {
        double across, down, start; /* how far along the line a pixel is, 0–1: by column, by row */
        uint32_t colour[COLOURS];   /* four bytes of ink, as they lie in memory */
};

/* Both ends go on for ever: without, parts stay unpainted, and the mesh is needed. */
static bool is_axial(const fz_shade *shade)
{
        return shade->type == FZ_LINEAR && shade->use_function && !shade->use_background &&
               shade->u.l_or_r.extend[0] && shade->u.l_or_r.extend[1];
}

/* false: the line is a point, or the matrix flattens it. */
static bool pdf_shade_place(const fz_shade *shade, fz_matrix ctm, struct axis *axis)
{
        const float(*end)[3] = shade->u.l_or_r.coords;
        fz_matrix m = fz_concat(shade->matrix, ctm);
        double dx = end[1][0] - end[0][0], dy = end[1][1] - end[0][1], along = dx * dx + dy * dy;
        double det = (double)m.a * m.d - (double)m.b * m.c;
        if (!(along > 0) || !(fabs(det) > 0))
                return false;
        /* Device pixel → the gradient's own space → its share of the line. */
        axis->across = (dx * m.d - dy * m.b) / det / along;
        axis->down = (dy * m.a - dx * m.c) / det / along;
        axis->start = -(axis->across * m.e + axis->down * m.f) - (end[0][0] * dx + end[0][1] * dy) / along;
        return isfinite(axis->across) && isfinite(axis->down) && isfinite(axis->start);
}

static void colours(fz_context *ctx, struct pdf *pdf, const fz_shade *shade, struct axis *axis)
{
        struct zb_ink knot[KNOTS];
        for (int i = 0; i < KNOTS; i++)
                knot[i] = zb_pdf_ink(ctx, pdf, shade->colorspace, shade->function[i]);
        for (int i = 0; i < COLOURS; i++) {
                double at = i * (KNOTS - 1.0) / (COLOURS - 1);
                int k = at < KNOTS - 2 ? (int)at : KNOTS - 2;
                struct zb_ink ink = zb_ink_mix(knot[k], knot[k + 1], at - k);
                const uint8_t bytes[4] = {(uint8_t)(ink.c * 255 + 0.5F), (uint8_t)(ink.m * 255 + 0.5F),
                                          (uint8_t)(ink.y * 255 + 0.5F), (uint8_t)(ink.k * 255 + 0.5F)};
                memcpy(&axis->colour[i], bytes, 4);
        }
}

/* Beyond its ends the line has their colours. */
static inline int place_of(double t)
{
        t = t > 0 ? t : 0;
        return (int)(t < COLOURS - 1 ? t : COLOURS - 1);
}

static double at_pixel(const struct axis *axis, int x, int y)
{
        return (axis->across * (x + 0.5) + axis->down * (y + 0.5) + axis->start) * (COLOURS - 1) + 0.5;
}

static uint32_t colour_at(const struct axis *axis, int x, int y)
{
        return axis->colour[place_of(at_pixel(axis, x, y))];
}

static void paint_row(const struct axis *axis, uint8_t *row, int x, int y, int w)
{
        double at = at_pixel(axis, x, y), step = axis->across * (COLOURS - 1);
        for (int i = 0; i < w; i++)
                memcpy(row + 4 * (size_t)i, &axis->colour[place_of(at + step * i)], 4);
}

/* The picture on the pixels that it was made for. */
static void place_image(const struct zb_pdf_painting *p, fz_image *image)
{
        const fz_irect a = p->area;
        fz_matrix at = fz_make_matrix((float)(a.x1 - a.x0), 0, 0, (float)(a.y1 - a.y0), (float)a.x0, (float)a.y0);
        fz_try(p->ctx)
        {
                fz_fill_image(p->ctx, p->dest, image, at, p->alpha, p->params);
        }
        fz_always(p->ctx)
        {
                fz_drop_image(p->ctx, image);
        }
        fz_catch(p->ctx)
        {
                fz_rethrow(p->ctx);
        }
}

static fz_image *picture(fz_context *ctx, const struct axis *axis, fz_irect area)
{
        fz_pixmap *pix = fz_new_pixmap_with_bbox(ctx, fz_device_cmyk(ctx), area, NULL, 0);
        fz_image *out = NULL;
        fz_var(out);
        fz_try(ctx)
        {
                for (int y = 0; y < pix->h; y++)
                        paint_row(axis, pix->samples + (size_t)y * (size_t)pix->stride, pix->x, pix->y + y, pix->w);
                out = fz_new_image_from_pixmap(ctx, pix, NULL);
        }
        fz_always(ctx)
        {
                fz_drop_pixmap(ctx, pix);
        }
        fz_catch(ctx)
        {
                fz_rethrow(ctx);
        }
        return out;
}

/* The pixels of box in one colour. */
static void stripe(const struct zb_pdf_painting *p, fz_irect box, uint32_t colour)
{
        uint8_t bytes[4];
        float ink[4];
        memcpy(bytes, &colour, 4);
        for (int c = 0; c < 4; c++)
                ink[c] = (bytes[c] + 0.5F) / 255; /* MuPDF cuts off what is less than a level */
        fz_path *path = fz_new_path(p->ctx);
        fz_try(p->ctx)
        {
                fz_rectto(p->ctx, path, (float)box.x0, (float)box.y0, (float)box.x1, (float)box.y1);
                fz_fill_path(p->ctx, p->dest, path, 0, fz_identity, fz_device_cmyk(p->ctx), ink, p->alpha, p->params);
        }
        fz_always(p->ctx)
        {
                fz_drop_path(p->ctx, path);
        }
        fz_catch(p->ctx)
        {
                fz_rethrow(p->ctx);
        }
}

/* from, to: rows or columns; what is of one colour is painted at once. */
static void stripes(const struct zb_pdf_painting *p, const struct axis *axis, bool down, int from, int to)
{
        for (int begin = from, at = from; begin < to; begin = at) {
                uint32_t colour = colour_at(axis, down ? 0 : begin, down ? begin : 0);
                while (at < to && colour_at(axis, down ? 0 : at, down ? at : 0) == colour)
                        at++;
                fz_irect box = p->area;
                *(down ? &box.y0 : &box.x0) = begin;
                *(down ? &box.y1 : &box.x1) = at;
                stripe(p, box, colour);
        }
}

/* false: the line is a point. */
static bool paint_axial(const struct zb_pdf_painting *p, const fz_shade *shade, fz_matrix ctm)
{
        struct axis axis;
        fz_irect a = p->area;
        if (!pdf_shade_place(shade, ctm, &axis))
                return false;
        colours(p->ctx, p->pdf, shade, &axis);
        /* Straight is what differs by less than half a colour from edge to edge. */
        if (fabs(axis.across) * (a.x1 - a.x0) * COLOURS < 0.5)
                stripes(p, &axis, true, a.y0, a.y1);
        else if (fabs(axis.down) * (a.y1 - a.y0) * COLOURS < 0.5)
                stripes(p, &axis, false, a.x0, a.x1);
        else
                place_image(p, picture(p->ctx, &axis, a));
        return true;
}

/* ---- RGB of any other kind ---- */

/* Premultiplied RGB with alpha → premultiplied ink with alpha. */
static void ink_row(fz_context *ctx, struct pdf *pdf, const uint8_t *rgba, uint8_t *out, int n)
{
        for (int i = 0; i < n; i++, rgba += 4, out += 5) {
                int alpha = rgba[3];
                uint8_t plain[3] = {0}, ink[4] = {0};
                for (int c = 0; c < 3 && alpha; c++)
                        plain[c] = (uint8_t)fz_mini(255, (rgba[c] * 255 + alpha / 2) / alpha);
                if (alpha)
                        zb_pdf_rgb(ctx, pdf, plain, ink, 1);
                for (int c = 0; c < 4; c++)
                        out[c] = (uint8_t)((ink[c] * alpha + 127) / 255);
                out[4] = (uint8_t)alpha;
        }
}

static fz_image *rgb_picture(const struct zb_pdf_painting *p, fz_shade *shade, fz_matrix ctm)
{
        fz_context *ctx = p->ctx;
        fz_pixmap *rgb = NULL, *cmyk = NULL;
        fz_image *out = NULL;
        fz_var(rgb);
        fz_var(cmyk);
        fz_var(out);
        fz_try(ctx)
        {
                rgb = fz_new_pixmap_with_bbox(ctx, fz_device_rgb(ctx), p->area, NULL, 1);
                fz_clear_pixmap(ctx, rgb);
                fz_paint_shade(ctx, shade, NULL, ctm, rgb, p->params, p->area, NULL, NULL);
                cmyk = fz_new_pixmap_with_bbox(ctx, fz_device_cmyk(ctx), p->area, NULL, 1);
                for (int y = 0; y < rgb->h; y++)
                        ink_row(ctx, p->pdf, rgb->samples + (size_t)y * (size_t)rgb->stride,
                                cmyk->samples + (size_t)y * (size_t)cmyk->stride, rgb->w);
                out = fz_new_image_from_pixmap(ctx, cmyk, NULL);
        }
        fz_always(ctx)
        {
                fz_drop_pixmap(ctx, rgb);
                fz_drop_pixmap(ctx, cmyk);
        }
        fz_catch(ctx)
        {
                fz_rethrow(ctx);
        }
        return out;
}

bool zb_pdf_paint_shade(const struct zb_pdf_painting *p, fz_shade *shade, fz_matrix ctm, bool to_ink)
{
        if (is_axial(shade) && paint_axial(p, shade, ctm))
                return true;
        if (!to_ink || shade->use_background)
                return false;
        place_image(p, rgb_picture(p, shade, ctm));
        return true;
}
