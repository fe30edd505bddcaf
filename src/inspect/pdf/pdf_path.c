/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes: the thinnest line after every matrix, the largest area in K alone, what reaches into the bleed,
 * what hides what lies under it, and the small filled paths that are outlined text (文字转曲): no words can
 * be read from those, but that they are there can be said. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf_priv.h"

/* ---- a path's corners and area ---- */

struct walk {
        fz_matrix ctm;
        fz_point at, from;
        double area2, most; /* twice the area of the part; of the largest part */
        int points, curves, parts;
        fz_point corners[6];
        fz_rect part;   /* box of the part that is walked */
        fz_rect *boxes; /* of all parts; NULL: nobody asks */
        int n_boxes;
};

enum { MOST_PARTS = 4000 };

static const fz_rect no_box = {1e9f, 1e9f, -1e9f, -1e9f};

static void go(struct walk *w, fz_point p)
{
        w->part = fz_include_point_in_rect(w->part, p);
        w->area2 += (double)w->at.x * p.y - (double)p.x * w->at.y;
        w->at = p;
}

static void end_part(struct walk *w)
{
        go(w, w->from);
        w->most = fmax(w->most, fabs(w->area2) / 2);
        w->area2 = 0;
        if (w->boxes && w->n_boxes < MOST_PARTS && !fz_is_empty_rect(w->part))
                w->boxes[w->n_boxes++] = w->part;
        w->part = no_box;
}

static void walk_move(fz_context *ctx, void *arg, float x, float y)
{
        struct walk *w = arg;
        end_part(w);
        w->parts++;
        w->at = w->from = fz_transform_point_xy(x, y, w->ctm);
        w->part = fz_include_point_in_rect(no_box, w->at);
        if (w->points < 6)
                w->corners[w->points] = w->at;
        w->points++;
}

static void walk_line(fz_context *ctx, void *arg, float x, float y)
{
        struct walk *w = arg;
        go(w, fz_transform_point_xy(x, y, w->ctm));
        if (w->points < 6)
                w->corners[w->points] = w->at;
        w->points++;
}

static void walk_curve(fz_context *ctx, void *arg, float x1, float y1, float x2, float y2, float x3, float y3)
{
        struct walk *w = arg;
        fz_point a = w->at, b = fz_transform_point_xy(x1, y1, w->ctm),
                 c = fz_transform_point_xy(x2, y2, w->ctm), d = fz_transform_point_xy(x3, y3, w->ctm);
        for (int i = 1; i <= 8; i++) {
                float t = i / 8.0f, u = 1 - t;
                go(w, fz_make_point(
                              u * u * u * a.x + 3 * u * u * t * b.x + 3 * u * t * t * c.x + t * t * t * d.x,
                              u * u * u * a.y + 3 * u * u * t * b.y + 3 * u * t * t * c.y + t * t * t * d.y));
        }
        w->curves++;
        w->points++;
}

static void walk_close(fz_context *ctx, void *arg)
{
        end_part(arg);
}

static struct walk walk(fz_context *ctx, const fz_path *path, fz_matrix ctm, fz_rect *boxes)
{
        static const fz_path_walker walker = {
                .moveto = walk_move, .lineto = walk_line, .curveto = walk_curve, .closepath = walk_close};
        struct walk w = {.ctm = ctm, .part = no_box, .boxes = boxes};
        fz_walk_path(ctx, path, &walker, &w);
        end_part(&w);
        return w;
}

static bool near(float a, float b)
{
        return fabsf(a - b) < 0.02f;
}

static bool walk_is_rect(const struct walk *w)
{
        const fz_point *c = w->corners;
        bool closed = w->points == 5 && near(c[4].x, c[0].x) && near(c[4].y, c[0].y);
        if (w->curves || w->parts != 1 || (w->points != 4 && !closed))
                return false;
        bool across =
                near(c[0].y, c[1].y) && near(c[1].x, c[2].x) && near(c[2].y, c[3].y) && near(c[3].x, c[0].x);
        bool down =
                near(c[0].x, c[1].x) && near(c[1].y, c[2].y) && near(c[2].x, c[3].x) && near(c[3].y, c[0].y);
        return across || down;
}

bool zb_pdf_path_is_rect(fz_context *ctx, const fz_path *path, fz_matrix ctm)
{
        struct walk w = walk(ctx, path, ctm, NULL);
        return walk_is_rect(&w);
}

/* ---- the bleed ---- */

/* What ends on the trim or crosses it is cut there; how far the least of it goes on. Crop marks and notes
 * that stand wholly outside are not cut. */
void zb_pdf_bleeds(struct pdf *pdf, struct zb_rect box)
{
        struct zb_facts *f = pdf->in->facts;
        struct zb_rect inside = zb_rect_intersect(box, f->trim);
        if (!(inside.w > 0.05 && inside.h > 0.05))
                return;
        double beyond[4] = {-box.x, -box.y, box.x + box.w - f->width_mm, box.y + box.h - f->height_mm};
        for (int side = 0; side < 4; side++)
                if (beyond[side] > -0.05)
                        f->bleed_reach_mm = fmin(f->bleed_reach_mm, fmax(beyond[side], 0));
}

/* ---- fills ---- */

static bool k_alone(struct zb_ink i)
{
        return i.c <= 0.001f && i.m <= 0.001f && i.y <= 0.001f && i.k >= 0.8f;
}

static void solid(struct pdf *pdf, const struct walk *w, struct zb_rect box)
{
        struct zb_facts *f = pdf->in->facts;
        struct zb_rect on_sheet = zb_rect_intersect(box, f->bleed);
        double cm2 = fmin(w->most, on_sheet.w * on_sheet.h) / 100;
        if (cm2 > f->solid_k_cm2) {
                f->solid_k_cm2 = cm2;
                f->solid_k_box = box;
        }
}

static void cover(struct pdf_device *dev, struct zb_rect box)
{
        struct pdf *pdf = dev->pdf;
        if (box.w * box.h > 4 && zb_pdf_grow(pdf, &pdf->covers, pdf->n_covers, &pdf->cap_covers,
                                             sizeof *pdf->covers, PDF_MOST_COVERS))
                pdf->covers[pdf->n_covers++] = (struct pdf_cover){box, dev->order};
}

static void shape(struct pdf *pdf, struct pdf_shape s)
{
        if (zb_pdf_grow(pdf, &pdf->shapes, pdf->n_shapes, &pdf->cap_shapes, sizeof *pdf->shapes,
                        PDF_MOST_SHAPES))
                pdf->shapes[pdf->n_shapes++] = s;
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
        struct walk w = walk(pdf->ctx, path, ctm, boxes);
        qsort(boxes, (size_t)w.n_boxes, sizeof *boxes, by_left);
        for (int i = 0, next; i < w.n_boxes; i = next) {
                fz_rect one = boxes[i];
                for (next = i + 1; next < w.n_boxes && boxes[next].x0 < one.x1; next++)
                        one = fz_union_rect(one, boxes[next]);
                struct zb_rect box = zb_pdf_box(one);
                if (box.h > 2 && box.w < 1.5 * box.h + 5)
                        shape(pdf, (struct pdf_shape){.box = box, .ink = ink, .glyph = true, .part = true});
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
        struct walk w = walk(pdf->ctx, path, ctm, NULL);
        struct zb_ink ink = zb_pdf_ink(pdf->ctx, pdf, space, colour);
        bool rect = walk_is_rect(&w);
        if (zb_ink_total(ink) > 0)
                zb_pdf_bleeds(pdf, box);
        if (alpha >= 0.8f && k_alone(ink) && dev->tiles == 0)
                solid(pdf, &w, box);
        if (rect && clip.rect && alpha >= 1 && !params.op && dev->tiles == 0 && dev->veil == 0)
                cover(dev, box);
        bool high = box.h > 2 && box.h < 300, size = high && box.w < 1.5 * box.h + 5;
        if (high && !size && w.parts >= 4 && dev->tiles == 0)
                line_of_glyphs(pdf, path, ctm, ink);
        shape(pdf, (struct pdf_shape){.box = box,
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
        double x = hypotf(ctm.a, ctm.b), y = hypotf(ctm.c, ctm.d),
               area = fabs((double)ctm.a * ctm.d - ctm.b * ctm.c);
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
        if (seen && mm < f->line_min_mm) {
                f->line_min_mm = mm;
                f->line_min_box = box;
        }
        if (seen && mm <= 0)
                zb_pdf_seen(pdf, "hairline", "", box);
        struct walk w = walk(pdf->ctx, path, ctm, NULL);
        shape(pdf, (struct pdf_shape){.box = box,
                                      .stroke = true,
                                      .curved = w.curves > 0,
                                      .points = w.points,
                                      .ink = zb_pdf_ink(pdf->ctx, pdf, space, colour)});
}

/* ---- lines that are filled ---- */

enum { MOST_THIN = 2000 };

/* Office programs draw a line as a filled rectangle. */
static bool is_thin(const struct pdf_shape *s)
{
        const double thin = 0.5, longest = fmax(s->box.w, s->box.h), least = fmin(s->box.w, s->box.h);
        return s->rect && !s->stroke && !s->part && least > 0 && least < thin && longest >= 5 &&
               longest >= 20 * least && zb_ink_total(s->ink) > 0;
}

/* Strips laid edge to edge are a gradient that a flattener cut up, no lines. */
static bool side_by_side(struct zb_rect a, struct zb_rect b)
{
        const double edge = 0.03;
        bool lying = a.w > a.h;
        double gap = lying ? fmax(a.y, b.y) - fmin(a.y + a.h, b.y + b.h)
                           : fmax(a.x, b.x) - fmin(a.x + a.w, b.x + b.w);
        double along = lying ? fmin(a.x + a.w, b.x + b.w) - fmax(a.x, b.x)
                             : fmin(a.y + a.h, b.y + b.h) - fmax(a.y, b.y);
        return (b.w > b.h) == lying && gap < edge && along > 0.5 * fmax(a.w, a.h);
}

void zb_pdf_thin_fills(struct pdf *pdf)
{
        struct zb_facts *f = pdf->in->facts;
        const struct pdf_shape *thin[MOST_THIN];
        size_t n = 0;
        for (size_t i = 0; i < pdf->n_shapes; i++) {
                if (!is_thin(&pdf->shapes[i]))
                        continue;
                if (n == MOST_THIN)
                        return;
                thin[n++] = &pdf->shapes[i];
        }
        for (size_t i = 0; i < n; i++) {
                struct zb_rect box = thin[i]->box, seen = zb_rect_intersect(box, f->trim);
                bool alone = seen.w > 0 && seen.h > 0 && fmin(box.w, box.h) < f->line_min_mm;
                for (size_t j = 0; j < n && alone; j++)
                        alone = j == i || !side_by_side(box, thin[j]->box);
                if (alone) {
                        f->line_min_mm = fmin(box.w, box.h);
                        f->line_min_box = box;
                }
        }
}

/* ---- outlined text ---- */

static int by_row(const void *a, const void *b)
{
        const struct pdf_shape *s = *(struct pdf_shape *const *)a, *t = *(struct pdf_shape *const *)b;
        double y = s->box.y + s->box.h / 2, z = t->box.y + t->box.h / 2;
        if (y != z)
                return y < z ? -1 : 1;
        return (s->box.x > t->box.x) - (s->box.x < t->box.x);
}

static bool neighbours(const struct pdf_shape *a, const struct pdf_shape *b)
{
        double h = fmax(a->box.h, b->box.h),
               gap = fmax(a->box.x, b->box.x) - fmin(a->box.x + a->box.w, b->box.x + b->box.w);
        return fmin(a->box.h, b->box.h) > 0.55 * h && gap < 1.0 * h && gap > -0.6 * h &&
               fabs(a->box.y + a->box.h / 2 - b->box.y - b->box.h / 2) < 0.3 * h &&
               fabs(a->ink.c - b->ink.c) + fabs(a->ink.m - b->ink.m) + fabs(a->ink.y - b->ink.y) +
                               fabs(a->ink.k - b->ink.k) <
                       0.05;
}

/* Characters stand in rows: a small filled path counts when two others of its height and colour stand beside
 * it. What is left over are icons, leaves and logos. */
void zb_pdf_outlines(struct pdf *pdf)
{
        enum { NEAR = 200 };
        size_t n = 0;
        struct pdf_shape **list = zb_arena_array(pdf->arena, pdf->n_shapes + 1, sizeof *list);
        if (!list)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        for (size_t i = 0; i < pdf->n_shapes; i++)
                if (pdf->shapes[i].glyph)
                        list[n++] = &pdf->shapes[i];
        if (n)
                qsort(list, n, sizeof *list, by_row);
        for (size_t i = 0; i < n; i++) {
                int beside = 0;
                for (size_t j = i > NEAR ? i - NEAR : 0; j < n && j < i + NEAR && beside < 2; j++)
                        beside += j != i && neighbours(list[i], list[j]);
                pdf->in->facts->pdf.outlines += beside >= 2;
        }
}
