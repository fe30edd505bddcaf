/* SPDX-License-Identifier: Apache-2.0 */
/* Paths: the shapes that they mark, with the thinnest line after every matrix, the largest area in K alone and what
 * reaches into the bleed noted on the way (figures.h), and what hides what lies under it. A line of outlined text
 * (文字转曲) that is one path is marked character by character. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf_priv.h"

/* ---- a path's corners and area ---- */

struct pdf_path_walk {
        fz_matrix ctm;
        struct zb_ring ring;
        int points, curves, parts;
        fz_point corners[6];
        fz_rect *boxes; /* of all parts; NULL: nobody asks */
        int n_boxes;
};

enum { MOST_PARTS = 4000 };

static void end_part(struct pdf_path_walk *w)
{
        struct zb_rect part = w->ring.part;
        if (w->boxes && w->n_boxes < MOST_PARTS && part.w > 0 && part.h > 0)
                w->boxes[w->n_boxes++] = fz_make_rect((float)part.x, (float)part.y, (float)(part.x + part.w),
                                                      (float)(part.y + part.h));
}

static void corner(struct pdf_path_walk *w, fz_point p)
{
        if (w->points < 6)
                w->corners[w->points] = p;
        w->points++;
}

static void walk_move(fz_context *ctx, void *arg, float x, float y)
{
        struct pdf_path_walk *w = arg;
        fz_point p = fz_transform_point_xy(x, y, w->ctm);
        zb_ring_move(&w->ring, p.x, p.y);
        end_part(w);
        w->parts++;
        corner(w, p);
}

static void walk_line(fz_context *ctx, void *arg, float x, float y)
{
        struct pdf_path_walk *w = arg;
        fz_point p = fz_transform_point_xy(x, y, w->ctm);
        zb_ring_line(&w->ring, p.x, p.y);
        corner(w, p);
}

static void walk_curve(fz_context *ctx, void *arg, float x1, float y1, float x2, float y2, float x3, float y3)
{
        struct pdf_path_walk *w = arg;
        fz_point a = fz_transform_point_xy(x1, y1, w->ctm), b = fz_transform_point_xy(x2, y2, w->ctm),
                 c = fz_transform_point_xy(x3, y3, w->ctm);
        zb_ring_curve(&w->ring, (const double[6]){a.x, a.y, b.x, b.y, c.x, c.y});
        w->curves++;
        w->points++;
}

static void walk_close(fz_context *ctx, void *arg)
{
        struct pdf_path_walk *w = arg;
        zb_ring_close(&w->ring);
        end_part(w);
}

static struct pdf_path_walk walk(fz_context *ctx, const fz_path *path, fz_matrix ctm, fz_rect *boxes)
{
        static const fz_path_walker walker = {
                .moveto = walk_move, .lineto = walk_line, .curveto = walk_curve, .closepath = walk_close};
        struct pdf_path_walk w = {.ctm = ctm, .ring = zb_ring_none, .boxes = boxes};
        fz_walk_path(ctx, path, &walker, &w);
        walk_close(ctx, &w);
        return w;
}

static bool near(float a, float b)
{
        return fabsf(a - b) < 0.02f;
}

static bool walk_is_rect(const struct pdf_path_walk *w)
{
        const fz_point *c = w->corners;
        bool closed = w->points == 5 && near(c[4].x, c[0].x) && near(c[4].y, c[0].y);
        if (w->curves || w->parts != 1 || (w->points != 4 && !closed))
                return false;
        bool across = near(c[0].y, c[1].y) && near(c[1].x, c[2].x) && near(c[2].y, c[3].y) && near(c[3].x, c[0].x);
        bool down = near(c[0].x, c[1].x) && near(c[1].y, c[2].y) && near(c[2].x, c[3].x) && near(c[3].y, c[0].y);
        return across || down;
}

bool zb_pdf_path_is_rect(fz_context *ctx, const fz_path *path, fz_matrix ctm)
{
        struct pdf_path_walk w = walk(ctx, path, ctm, NULL);
        return walk_is_rect(&w);
}

/* ---- fills ---- */

static void cover(struct pdf_device *dev, struct zb_rect box)
{
        struct pdf *pdf = dev->pdf;
        if (box.w * box.h > 4 &&
            zb_pdf_grow(pdf, &pdf->covers, pdf->n_covers, &pdf->cap_covers, sizeof *pdf->covers, PDF_MOST_COVERS))
                pdf->covers[pdf->n_covers++] = (struct pdf_cover){box, dev->order};
}

static void pdf_path_shape(struct pdf *pdf, struct zb_mark_shape s)
{
        if (zb_pdf_grow(pdf, &pdf->marks.shapes, pdf->marks.n_shapes, &pdf->marks.cap_shapes,
                        sizeof *pdf->marks.shapes, PDF_MOST_SHAPES))
                pdf->marks.shapes[pdf->marks.n_shapes++] = s;
}

static int by_left(const void *a, const void *b)
{
        const fz_rect *r = a, *s = b;
        return (r->x0 > s->x0) - (r->x0 < s->x0);
}

/* A whole line of outlined text as one path: parts that stand one above the other are one character. */
static void line_of_glyphs(struct pdf *pdf, const fz_path *path, fz_matrix ctm, struct zb_ink ink)
{
        fz_rect *boxes = zb_arena_array(pdf->arena, MOST_PARTS, sizeof *boxes);
        if (!boxes)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        struct pdf_path_walk w = walk(pdf->ctx, path, ctm, boxes);
        qsort(boxes, (size_t)w.n_boxes, sizeof *boxes, by_left);
        for (int i = 0, next; i < w.n_boxes; i = next) {
                fz_rect one = boxes[i];
                for (next = i + 1; next < w.n_boxes && boxes[next].x0 < one.x1; next++)
                        one = fz_union_rect(one, boxes[next]);
                struct zb_rect box = zb_pdf_box(one);
                if (box.h > 2 && box.w < 1.5 * box.h + 5)
                        pdf_path_shape(pdf,
                                       (struct zb_mark_shape){.box = box, .ink = ink, .glyph = true, .part = true});
        }
}

void zb_pdf_fill(struct pdf_device *dev, const fz_path *path, fz_matrix ctm, fz_colorspace *space,
                 const float *colour, float alpha, fz_color_params params)
{
        struct pdf *pdf = dev->pdf;
        struct pdf_clip clip = zb_pdf_clip(dev);
        struct zb_rect box = zb_pdf_clipped(dev, fz_bound_path(pdf->ctx, path, NULL, ctm));
        dev->order++;
        zb_pdf_note_paint(dev, space, colour, alpha, params, box);
        if (!dev->board || dev->masks > 0 || alpha <= 0 || clip.text || !(box.w > 0 || box.h > 0))
                return;
        struct pdf_path_walk w = walk(pdf->ctx, path, ctm, NULL);
        struct zb_ink ink = zb_pdf_ink(pdf->ctx, pdf, space, colour);
        bool rect = walk_is_rect(&w);
        if (zb_ink_total(ink) > 0)
                zb_note_bleed(pdf->in->facts, box);
        if (alpha >= 0.8f && dev->tiles == 0)
                zb_note_solid_k(pdf->in->facts, ink, w.ring.most, box);
        if (rect && clip.rect && alpha >= 1 && !params.op && dev->tiles == 0 && dev->veil == 0)
                cover(dev, box);
        bool high = box.h > 2 && box.h < 300, size = high && box.w < 1.5 * box.h + 5;
        if (high && !size && w.parts >= 4 && dev->tiles == 0)
                line_of_glyphs(pdf, path, ctm, ink);
        pdf_path_shape(pdf, (struct zb_mark_shape){.box = box,
                                                   .curved = w.curves > 0,
                                                   .rect = rect,
                                                   .points = w.points,
                                                   .ink = ink,
                                                   .glyph = size && !rect && dev->tiles == 0 && w.points >= 6});
}

/* ---- strokes ---- */

void zb_pdf_stroke(struct pdf_device *dev, const fz_path *path, const fz_stroke_state *stroke, fz_matrix ctm,
                   fz_colorspace *space, const float *colour, float alpha, fz_color_params params)
{
        struct pdf *pdf = dev->pdf;
        struct zb_facts *f = pdf->in->facts;
        /* Of a pen that the matrix makes an ellipse the narrow side counts: area ÷ the longer side. */
        double x = hypotf(ctm.a, ctm.b), y = hypotf(ctm.c, ctm.d), area = fabs((double)ctm.a * ctm.d - ctm.b * ctm.c);
        double mm = fmax(x, y) > 0 ? stroke->linewidth * area / fmax(x, y) : 0;
        /* MuPDF's own box of a stroke leaves room for the sharpest mitre. */
        struct zb_rect box =
                zb_pdf_clipped(dev, fz_expand_rect(fz_bound_path(pdf->ctx, path, NULL, ctm),
                                                   (float)fmax(stroke->linewidth * fmax(x, y) / 2, 0.01)));
        dev->order++;
        zb_pdf_note_paint(dev, space, colour, alpha, params, box);
        if (!dev->board || dev->masks > 0 || alpha <= 0 || zb_pdf_clip(dev).text || !(box.w > 0 || box.h > 0))
                return;
        struct zb_rect on_sheet = zb_rect_intersect(box, f->trim);
        bool seen = on_sheet.w > 0 && on_sheet.h > 0;
        if (seen)
                zb_note_line(f, mm, box);
        if (seen && mm <= 0)
                zb_pdf_seen(pdf, ZB_SEEN_HAIRLINE, "", box);
        struct pdf_path_walk w = walk(pdf->ctx, path, ctm, NULL);
        pdf_path_shape(pdf, (struct zb_mark_shape){.box = box,
                                                   .stroke = true,
                                                   .curved = w.curves > 0,
                                                   .points = w.points,
                                                   .ink = zb_pdf_ink(pdf->ctx, pdf, space, colour)});
}
