/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes: the thinnest line, the largest area in K alone, what reaches into the bleed, and the small filled paths that are
 * outlined text (文字转曲): no words can be read from those, but that they are there can be said. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"

/* ---- noted shape by shape ---- */

void zb_note_bleed(struct zb_facts *f, struct zb_rect box)
{
        struct zb_rect inside = zb_rect_intersect(box, f->trim);
        if (!(inside.w > 0.05 && inside.h > 0.05))
                return;
        double beyond[4] = {-box.x, -box.y, box.x + box.w - f->width_mm, box.y + box.h - f->height_mm};
        for (int side = 0; side < 4; side++)
                if (beyond[side] > -0.05)
                        f->bleed_reach_mm = fmin(f->bleed_reach_mm, fmax(beyond[side], 0));
}

static bool k_alone(struct zb_ink i)
{
        return i.c <= 0.001f && i.m <= 0.001f && i.y <= 0.001f && i.k >= 0.8f;
}

void zb_note_solid_k(struct zb_facts *f, struct zb_ink ink, double mm2, struct zb_rect box)
{
        struct zb_rect on_sheet = zb_rect_intersect(box, f->bleed);
        double cm2 = fmin(mm2, on_sheet.w * on_sheet.h) / 100;
        if (k_alone(ink) && cm2 > f->solid_k_cm2) {
                f->solid_k_cm2 = cm2;
                f->solid_k_box = box;
        }
}

void zb_note_line(struct zb_facts *f, double mm, struct zb_rect box)
{
        if (mm < f->line_min_mm) {
                f->line_min_mm = mm;
                f->line_min_box = box;
        }
}

/* ---- lines that are filled ---- */

enum { MOST_THIN = 2000 };

/* Office programs draw a line as a filled rectangle. */
static bool is_thin(const struct zb_mark_shape *s)
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
        double gap =
                lying ? fmax(a.y, b.y) - fmin(a.y + a.h, b.y + b.h) : fmax(a.x, b.x) - fmin(a.x + a.w, b.x + b.w);
        double along =
                lying ? fmin(a.x + a.w, b.x + b.w) - fmax(a.x, b.x) : fmin(a.y + a.h, b.y + b.h) - fmax(a.y, b.y);
        return (b.w > b.h) == lying && gap < edge && along > 0.5 * fmax(a.w, a.h);
}

void zb_figures_thin_fills(struct zb_facts *f, const struct zb_marks *m)
{
        const struct zb_mark_shape *thin[MOST_THIN];
        size_t n = 0;
        for (size_t i = 0; i < m->n_shapes; i++) {
                if (!is_thin(&m->shapes[i]))
                        continue;
                if (n == MOST_THIN)
                        return;
                thin[n++] = &m->shapes[i];
        }
        for (size_t i = 0; i < n; i++) {
                struct zb_rect box = thin[i]->box, seen = zb_rect_intersect(box, f->trim);
                bool alone = seen.w > 0 && seen.h > 0 && fmin(box.w, box.h) < f->line_min_mm;
                for (size_t j = 0; j < n && alone; j++)
                        alone = j == i || !side_by_side(box, thin[j]->box);
                if (alone)
                        zb_note_line(f, fmin(box.w, box.h), box);
        }
}

/* ---- outlined text ---- */

static int by_row(const void *a, const void *b)
{
        const struct zb_mark_shape *s = *(struct zb_mark_shape *const *)a, *t = *(struct zb_mark_shape *const *)b;
        double y = s->box.y + s->box.h / 2, z = t->box.y + t->box.h / 2;
        if (y != z)
                return y < z ? -1 : 1;
        return (s->box.x > t->box.x) - (s->box.x < t->box.x);
}

static bool neighbours(const struct zb_mark_shape *a, const struct zb_mark_shape *b)
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
enum zb_code zb_figures_outlines(struct zb_facts *f, const struct zb_marks *m, struct zb_err *err)
{
        enum { NEAR = 200 };
        size_t n = 0;
        struct zb_mark_shape **list = zb_arena_array(f->arena, m->n_shapes + 1, sizeof *list);
        if (!list)
                return zb_err_nomem(err);
        for (size_t i = 0; i < m->n_shapes; i++)
                if (m->shapes[i].glyph)
                        list[n++] = &m->shapes[i];
        if (n)
                qsort(list, n, sizeof *list, by_row);
        for (size_t i = 0; i < n; i++) {
                int beside = 0;
                for (size_t j = i > NEAR ? i - NEAR : 0; j < n && j < i + NEAR && beside < 2; j++)
                        beside += j != i && neighbours(list[i], list[j]);
                f->pdf.outlines += beside >= 2;
        }
        return ZB_OK;
}
