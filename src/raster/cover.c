/* SPDX-License-Identifier: Apache-2.0 */
/* Coverage of an outline inside a block of rows, one byte a pixel. cairo draws it; upright rectangles, which
 * are most of a board's area, are reckoned exactly. The surface reaches from side to side of what is drawn,
 * so that only the block's top and bottom cut anything. */
#include <cairo.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "raster_priv.h"

void cover_fini(struct cover *cover)
{
        free(cover->a8);
        *cover = (struct cover){0};
}

static enum zb_code cover_room(struct cover *cover, struct pixbox box, int rows, struct zb_err *err)
{
        cover->box = box;
        cover->stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, box.x1 - box.x0);
        if (cover->stride <= 0)
                return zb_err_say(err, ZB_INPUT, NULL, "the picture is too wide to be rasterised");
        size_t size = (size_t)cover->stride * (size_t)rows;
        if (size > cover->cap) {
                uint8_t *a8 = realloc(cover->a8, size);
                if (!a8)
                        return zb_err_nomem(err);
                cover->a8 = a8;
                cover->cap = size;
        }
        return ZB_OK;
}

/* ---- rectangles ---- */

/* The part of pixel i that lies between a and b. */
static double cover_overlap(int i, double a, double b)
{
        return fmax(0, fmin(i + 1, b) - fmax(i, a));
}

static void cover_rows(struct cover *cover, const double rect[4], int rows)
{
        struct pixbox box = cover->box;
        int n = box.x1 - box.x0;
        double made = -1; /* the vertical part of the row above */
        for (int y = box.y0; y < box.y0 + rows; y++) {
                uint8_t *row = cover->a8 + (size_t)(y - box.y0) * (size_t)cover->stride;
                double part = cover_overlap(y, rect[1], rect[3]);
                if (part == made) {
                        memcpy(row, row - cover->stride, (size_t)n);
                        continue;
                }
                made = part;
                int full0 = (int)fmax(box.x0, fmin(box.x1, ceil(rect[0])));
                int full1 = (int)fmax(full0, fmin(box.x1, floor(rect[2])));
                memset(row + (full0 - box.x0), (int)rint(255 * part), (size_t)(full1 - full0));
                for (int x = box.x0; x < full0; x++)
                        row[x - box.x0] = (uint8_t)rint(255 * part * cover_overlap(x, rect[0], rect[2]));
                for (int x = full1; x < box.x1; x++)
                        row[x - box.x0] = (uint8_t)rint(255 * part * cover_overlap(x, rect[0], rect[2]));
        }
}

/* Between the rectangle's top and foot all rows are alike: one stands for all. */
static enum zb_code cover_rect(struct cover *cover, const double rect[4], struct pixbox box, struct zb_err *err)
{
        bool alike = box.y0 >= rect[1] && box.y1 <= rect[3];
        int rows = alike ? 1 : box.y1 - box.y0;
        enum zb_code code = cover_room(cover, box, rows, err);
        if (code != ZB_OK)
                return code;
        cover_rows(cover, rect, rows);
        cover->stride = alike ? 0 : cover->stride;
        return ZB_OK;
}

/* ---- outlines ---- */

static void trace(cairo_t *cr, const struct plan *plan, const struct piece *piece, double dx, double dy)
{
        const double *p = plan->xy + piece->xy;
        for (size_t i = 0; i < piece->n_ops; i++) {
                switch ((enum zb_op)plan->ops[piece->op + i]) {
                case ZB_MOVE:
                        cairo_move_to(cr, p[0] - dx, p[1] - dy);
                        p += 2;
                        break;
                case ZB_LINE:
                        cairo_line_to(cr, p[0] - dx, p[1] - dy);
                        p += 2;
                        break;
                case ZB_CURVE:
                        cairo_curve_to(cr, p[0] - dx, p[1] - dy, p[2] - dx, p[3] - dy, p[4] - dx, p[5] - dy);
                        p += 6;
                        break;
                case ZB_CLOSE:
                        cairo_close_path(cr);
                        break;
                }
        }
}

static void paint(cairo_t *cr, const struct stroke *stroke)
{
        if (stroke->width <= 0) {
                cairo_fill(cr);
                return;
        }
        cairo_set_line_width(cr, stroke->width);
        cairo_set_line_cap(cr, stroke->round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
        cairo_set_line_join(cr, stroke->round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
        cairo_stroke(cr);
}

static enum zb_code cover_outline(struct cover *cover, const struct plan *plan, const struct draw *draw,
                                  struct zb_err *err)
{
        struct pixbox box = cover->box;
        int rows = box.y1 - box.y0;
        memset(cover->a8, 0, (size_t)cover->stride * (size_t)rows);
        errno = 0; /* cairo 1.16 draws on after some of its allocations have failed; malloc's word is left then */
        cairo_surface_t *surface =
                cairo_image_surface_create_for_data(cover->a8, CAIRO_FORMAT_A8, box.x1 - box.x0, rows, cover->stride);
        cairo_t *cr = cairo_create(surface);
        cairo_set_antialias(cr, CAIRO_ANTIALIAS_BEST);
        for (size_t i = draw->piece; i < draw->piece + draw->n_pieces; i++)
                if (!pixbox_empty(pixbox_meet(plan->pieces[i].bounds, box)))
                        trace(cr, plan, &plan->pieces[i], box.x0, box.y0);
        paint(cr, &draw->stroke);
        cairo_status_t status = cairo_status(cr);
        cairo_destroy(cr);
        cairo_surface_flush(surface);
        cairo_surface_destroy(surface);
        if (status == CAIRO_STATUS_NO_MEMORY || errno == ENOMEM)
                return zb_err_nomem(err);
        if (status != CAIRO_STATUS_SUCCESS)
                return zb_err_say(err, ZB_WORK, NULL, "a shape cannot be drawn: %s", cairo_status_to_string(status));
        return ZB_OK;
}

enum zb_code cover_draw(struct cover *cover, const struct plan *plan, const struct draw *draw, struct pixbox block,
                        struct zb_err *err)
{
        struct pixbox box = {0};
        for (size_t i = draw->piece; i < draw->piece + draw->n_pieces; i++) {
                struct pixbox meet = pixbox_meet(plan->pieces[i].bounds, block);
                if (pixbox_empty(meet))
                        continue;
                if (pixbox_empty(box))
                        box = meet;
                box = (struct pixbox){meet.x0 < box.x0 ? meet.x0 : box.x0, meet.y0 < box.y0 ? meet.y0 : box.y0,
                                      meet.x1 > box.x1 ? meet.x1 : box.x1, meet.y1 > box.y1 ? meet.y1 : box.y1};
        }
        box = pixbox_meet(box, draw->bounds);
        cover->box = box;
        if (pixbox_empty(box))
                return ZB_OK;
        if (draw->is_rect)
                return cover_rect(cover, draw->rect, box, err);
        enum zb_code code = cover_room(cover, box, box.y1 - box.y0, err);
        return code == ZB_OK ? cover_outline(cover, plan, draw, err) : code;
}

void zb_raster_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "cairo", cairo_version_string());
}
