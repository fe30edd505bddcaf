/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes: a path, then one painting operator. Gradients are shading patterns, so that fill and stroke take
 * them alike and editors show a gradient instead of a clip; equal gradients and equal alphas share one
 * object. Everything is DeviceCMYK. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pdf_out_priv.h"

/* ---- paths ---- */

static const struct {
        int points;
        const char *op;
} path_ops[] = {
        [ZB_MOVE] = {1, "m\n"},
        [ZB_LINE] = {1, "l\n"},
        [ZB_CURVE] = {3, "c\n"},
        [ZB_CLOSE] = {0, "h\n"},
};

void zb_pdf_path(struct pdf_out *pdf, const struct zb_path *path)
{
        const double *xy = path->xy;
        for (size_t i = 0; i < path->n_ops; i++) {
                for (int n = path_ops[path->ops[i]].points; n > 0; n--, xy += 2) {
                        zb_pdf_num(&pdf->content, zb_pdf_x(pdf, xy[0]), 3);
                        zb_pdf_num(&pdf->content, zb_pdf_y(pdf, xy[1]), 3);
                }
                zb_buf_puts(&pdf->content, path_ops[path->ops[i]].op);
        }
}

/* ---- gradients ---- */

static bool paint_same_shading(const struct zb_paint *a, const struct zb_paint *b)
{
        return zb_ink_same(a->a, b->a) && zb_ink_same(a->b, b->b) && a->x0 == b->x0 && a->y0 == b->y0 &&
               a->x1 == b->x1 && a->y1 == b->y1;
}

/* ISO 32000-1, 8.7.4.5.3 (axial shading) in 8.7.4 (shading pattern); pattern space is the page's default
 * space. */
static void paint_shading_object(struct pdf_out *pdf, const struct zb_paint *paint, const char *key)
{
        struct zb_buf text = ZB_BUF_INIT;
        zb_buf_puts(&text,
                    "<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceCMYK /Extend [ true true ] "
                    "/Coords [ ");
        zb_pdf_num(&text, zb_pdf_x(pdf, paint->x0), 3);
        zb_pdf_num(&text, zb_pdf_y(pdf, paint->y0), 3);
        zb_pdf_num(&text, zb_pdf_x(pdf, paint->x1), 3);
        zb_pdf_num(&text, zb_pdf_y(pdf, paint->y1), 3);
        zb_buf_puts(&text, "] /Function << /FunctionType 2 /Domain [ 0 1 ] /N 1 /C0 [ ");
        zb_pdf_ink(&text, paint->a);
        zb_buf_puts(&text, "] /C1 [ ");
        zb_pdf_ink(&text, paint->b);
        zb_buf_puts(&text, "] >> >> >>");
        qpdf_oh dict = zb_pdf_parse(pdf, text.failed ? "<< >>" : text.data);
        if (!text.failed)
                zb_pdf_hash(pdf, text.data, text.len);
        zb_buf_fini(&text);
        zb_pdf_set(pdf, pdf->pattern_dict, key, qpdf_make_indirect_object(pdf->qpdf, dict));
}

static size_t paint_shading(struct pdf_out *pdf, const struct zb_paint *paint)
{
        for (size_t i = 0; i < pdf->n_shadings; i++)
                if (paint_same_shading(&pdf->shadings[i], paint))
                        return i + 1;
        pdf->shadings[pdf->n_shadings++] = *paint;
        char key[24];
        snprintf(key, sizeof(key), "/P%zu", pdf->n_shadings);
        paint_shading_object(pdf, paint, key);
        return pdf->n_shadings;
}

/* Sets the colour for filling (stroke = false) or stroking. A gradient between equal points is its first ink.
 */
static void paint_colour(struct pdf_out *pdf, const struct zb_paint *paint, bool stroke)
{
        bool linear = paint->kind == ZB_PAINT_LINEAR && (paint->x0 != paint->x1 || paint->y0 != paint->y1);
        if (linear) {
                size_t n = paint_shading(pdf, paint);
                zb_buf_printf(&pdf->content, stroke ? "/Pattern CS /P%zu SCN\n" : "/Pattern cs /P%zu scn\n", n);
                return;
        }
        zb_pdf_ink(&pdf->content, paint->a);
        zb_buf_puts(&pdf->content, stroke ? "K\n" : "k\n");
}

/* ---- alpha ---- */

static size_t paint_gstate(struct pdf_out *pdf, struct pdf_gstate want)
{
        for (size_t i = 0; i < pdf->n_gstates; i++)
                if (pdf->gstates[i].fill == want.fill && pdf->gstates[i].stroke == want.stroke &&
                    pdf->gstates[i].overprint == want.overprint)
                        return i + 1;
        pdf->gstates[pdf->n_gstates++] = want;
        struct zb_buf text = ZB_BUF_INIT;
        zb_buf_puts(&text, "<< /Type /ExtGState ");
        if (want.overprint != PDF_AS_IT_WAS) {
                bool on = want.overprint == PDF_OVERPRINT;
                zb_buf_puts(&text, on ? "/OP false /op true /OPM 1 >>" : "/OP false /op false >>");
        } else {
                zb_buf_puts(&text, "/ca ");
                zb_pdf_num(&text, want.fill, 3);
                zb_buf_puts(&text, "/CA ");
                zb_pdf_num(&text, want.stroke, 3);
                zb_buf_puts(&text, ">>");
        }
        char key[24];
        snprintf(key, sizeof(key), "/G%zu", pdf->n_gstates);
        zb_pdf_set(pdf, pdf->gstate_dict, key,
                   qpdf_make_indirect_object(pdf->qpdf, zb_pdf_parse(pdf, text.failed ? "<< >>" : text.data)));
        if (!text.failed)
                zb_pdf_hash(pdf, text.data, text.len);
        zb_buf_fini(&text);
        return pdf->n_gstates;
}

/* ---- overprint ---- */

void zb_pdf_overprint(struct pdf_out *pdf, bool on)
{
        struct pdf_gstate want = {1, 1, on ? PDF_OVERPRINT : PDF_KNOCK_OUT};
        zb_buf_printf(&pdf->content, "/G%zu gs\n", paint_gstate(pdf, want));
}

/* ---- shapes ---- */

/* One painting of the path; fill or stroke may be NULL, not both. */
static void paint_once(struct pdf_out *pdf, const struct zb_shape *shape, const struct zb_paint *fill,
                       const struct zb_paint *stroke)
{
        struct pdf_gstate alpha = {fill ? fill->alpha : 1.0, stroke ? stroke->alpha : 1.0, PDF_AS_IT_WAS};
        bool see_through = alpha.fill < 1.0 || alpha.stroke < 1.0;
        if (see_through)
                zb_buf_printf(&pdf->content, "q\n/G%zu gs\n", paint_gstate(pdf, alpha));
        if (fill)
                paint_colour(pdf, fill, false);
        if (stroke) {
                paint_colour(pdf, stroke, true);
                zb_pdf_num(&pdf->content, zb_pt_of_mm(shape->stroke_mm), 3);
                zb_buf_printf(&pdf->content, "w %d J %d j\n", shape->round, shape->round);
        }
        zb_pdf_path(pdf, &shape->path);
        zb_buf_puts(&pdf->content, fill && stroke ? "B\n" : fill ? "f\n" : "S\n");
        if (see_through)
                zb_buf_puts(&pdf->content, "Q\n");
}

void zb_pdf_shape(struct pdf_out *pdf, const struct zb_shape *shape)
{
        const struct zb_paint *fill = &shape->fill, *stroke = &shape->stroke;
        if (fill->kind == ZB_PAINT_NONE || fill->alpha <= 0.0)
                fill = NULL;
        if (stroke->kind == ZB_PAINT_NONE || stroke->alpha <= 0.0 || shape->stroke_mm <= 0.0)
                stroke = NULL;
        if (shape->path.n_ops == 0 || (!fill && !stroke))
                return;
        /* B would knock the fill out from under a translucent stroke; painted in turn they overlap as in the
         * raster. */
        if (fill && stroke && (fill->alpha < 1.0 || stroke->alpha < 1.0)) {
                paint_once(pdf, shape, fill, NULL);
                paint_once(pdf, shape, NULL, stroke);
        } else {
                paint_once(pdf, shape, fill, stroke);
        }
}
