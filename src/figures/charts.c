/* SPDX-License-Identifier: Apache-2.0 */
/* Charts that nobody has called so: many small shapes that stand together, with short labels among them.
 * Grounds, cards that hold text, frames of pictures and bands across the board are no part of any. What is
 * found is a guess and only as good as that; a file that says what its figures are is never guessed at. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"

#define CELL_MM 4.0
enum { REACH = 2, MOST_CELLS = 4000000, LEAST_SHAPES = 6, LEAST_BARS = 3, LEAST_LABELS = 2 };

struct grid {
        int w, h;
        double x, y;
        uint8_t *inked; /* a shape, or no further than REACH cells from one */
        int *label;
};

struct charting {
        struct zb_facts *f;
        const struct zb_mark_shape *shapes;
        size_t n_shapes;
        const struct zb_rect *pictures;
        size_t n_pictures;
};

struct charts_cluster {
        struct zb_rect box;
        size_t shapes, bars;
        double inked_mm2, text_mm2;
        size_t labels, body_chars;
};

static double area(struct zb_rect r)
{
        return r.w > 0 && r.h > 0 ? r.w * r.h : 0;
}

static double common(struct zb_rect a, struct zb_rect b)
{
        return area(zb_rect_intersect(a, b));
}

static size_t chars_on(const struct zb_facts *f, struct zb_rect box)
{
        size_t n = 0;
        for (size_t i = 0; i < f->n_lines; i++)
                if (!f->lines[i].hidden && common(f->lines[i].ink, box) > 0.8 * area(f->lines[i].ink))
                        n += f->lines[i].chars;
        return n;
}

static bool frames_picture(const struct charting *c, struct zb_rect box)
{
        for (size_t i = 0; i < c->n_pictures && i < 2000; i++) {
                double shared = common(c->pictures[i], box);
                if (shared > 0.8 * area(c->pictures[i]) || (area(box) > 0 && shared > 0.8 * area(box)))
                        return true;
        }
        return false;
}

static bool is_part(const struct charting *c, const struct zb_mark_shape *s)
{
        struct zb_rect sheet = c->f->trim;
        if (s->box.w > 0.8 * sheet.w || s->box.h > 0.8 * sheet.h || area(s->box) > 0.06 * area(sheet))
                return false;
        if (s->glyph || s->part || common(s->box, sheet) < 0.5 * area(s->box))
                return false;
        if (area(s->box) > 0.01 * area(sheet) && chars_on(c->f, s->box) > 24)
                return false;
        return !frames_picture(c, s->box);
}

/* ---- the grid ---- */

static int cell(double v, int n)
{
        int i = (int)floor(v / CELL_MM);
        return i < 0 ? 0 : i >= n ? n - 1 : i;
}

static void charts_ink(struct grid *g, struct zb_rect box)
{
        int x0 = cell(box.x - g->x - REACH * CELL_MM, g->w), x1 = cell(box.x + box.w - g->x + REACH * CELL_MM, g->w);
        int y0 = cell(box.y - g->y - REACH * CELL_MM, g->h), y1 = cell(box.y + box.h - g->y + REACH * CELL_MM, g->h);
        for (int y = y0; y <= y1; y++)
                memset(g->inked + (size_t)y * (size_t)g->w + x0, 1, (size_t)(x1 - x0) + 1);
}

/* Numbers the connected parts from 1; returns how many. */
static int label_parts(struct grid *g, int *todo)
{
        int n = 0, cells = g->w * g->h;
        for (int i = 0; i < cells; i++) {
                int top = 0;
                if (!g->inked[i] || g->label[i])
                        continue;
                todo[top++] = i;
                g->label[i] = ++n;
                while (top > 0) {
                        int at = todo[--top], x = at % g->w, y = at / g->w;
                        const int beside[4] = {x > 0 ? at - 1 : -1, x + 1 < g->w ? at + 1 : -1,
                                               y > 0 ? at - g->w : -1, y + 1 < g->h ? at + g->w : -1};
                        for (int k = 0; k < 4; k++)
                                if (beside[k] >= 0 && g->inked[beside[k]] && !g->label[beside[k]]) {
                                        g->label[beside[k]] = n;
                                        todo[top++] = beside[k];
                                }
                }
        }
        return n;
}

static int part_at(const struct grid *g, struct zb_rect box)
{
        int x = cell(box.x + box.w / 2 - g->x, g->w), y = cell(box.y + box.h / 2 - g->y, g->h);
        return g->label[(size_t)y * (size_t)g->w + (size_t)x];
}

static struct zb_rect both(struct zb_rect a, struct zb_rect b)
{
        double x = fmin(a.x, b.x), y = fmin(a.y, b.y);
        return (struct zb_rect){x, y, fmax(a.x + a.w, b.x + b.w) - x, fmax(a.y + a.h, b.y + b.h) - y};
}

/* ---- judging ---- */

static void read_text(const struct zb_facts *f, struct charts_cluster *c)
{
        struct zb_rect box = c->box;
        for (size_t i = 0; i < f->n_lines; i++) {
                const struct zb_fact_line *line = &f->lines[i];
                /* Axis labels stand an em away from what they name. */
                struct zb_rect around = zb_rect_inset(c->box, -1.3 * line->em_mm, -1.3 * line->em_mm);
                if (line->hidden || common(line->ink, around) < 0.8 * area(line->ink))
                        continue;
                c->text_mm2 += area(line->ink);
                if (line->chars > 16 || line->tier <= ZB_TIER_HEADING) {
                        c->body_chars += line->chars;
                        continue;
                }
                c->labels++;
                box = both(box, line->ink);
        }
        c->box = box;
}

static bool is_chart(const struct zb_facts *f, const struct charts_cluster *c)
{
        struct zb_rect sheet = f->trim;
        double side = fmin(sheet.w, sheet.h);
        return (c->shapes >= LEAST_SHAPES || c->bars >= LEAST_BARS) && c->labels >= LEAST_LABELS &&
               c->body_chars <= 30 && c->box.w > 0.1 * side && c->box.h > 0.06 * side &&
               area(c->box) < 0.35 * area(sheet) && !(c->box.w > 0.85 * sheet.w && c->box.w > 6 * c->box.h) &&
               c->inked_mm2 > 0.02 * area(c->box) && c->text_mm2 < 0.6 * area(c->box);
}

/* Of one width on one line, of different heights; or lying on one upright. */
static bool bar_beside(struct zb_rect a, struct zb_rect b)
{
        const double mm = 1;
        bool upright = fabs(a.y + a.h - b.y - b.h) < mm && fabs(a.w - b.w) < mm && fabs(a.h - b.h) > mm;
        bool lying = fabs(a.x - b.x) < mm && fabs(a.h - b.h) < mm && fabs(a.w - b.w) > mm;
        return upright || lying;
}

/* The bars of a chart with few shapes: cards of one size are none. */
static size_t count_bars(const struct charting *c, const struct grid *g, const bool *part, int cluster)
{
        size_t list[LEAST_SHAPES], n = 0, bars = 0;
        for (size_t i = 0; i < c->n_shapes && n < LEAST_SHAPES; i++)
                if (part[i] && part_at(g, c->shapes[i].box) == cluster)
                        list[n++] = i;
        for (size_t i = 0; i < n; i++) {
                size_t beside = 1;
                for (size_t k = 0; k < n; k++)
                        beside += bar_beside(c->shapes[list[i]].box, c->shapes[list[k]].box);
                bars = beside > bars ? beside : bars;
        }
        return bars;
}

/* The card that a chart stands on belongs to it: the smallest shape around it, if it holds little else. */
static struct zb_rect with_card(const struct charting *c, struct zb_rect box)
{
        struct zb_rect best = box;
        double least = 3 * area(box);
        for (size_t i = 0; i < c->n_shapes; i++) {
                const struct zb_mark_shape *s = &c->shapes[i];
                if (!s->part && area(s->box) < least && zb_rect_contains(s->box, box, 3) &&
                    chars_on(c->f, s->box) <= 60 && !frames_picture(c, s->box)) {
                        best = both(s->box, box);
                        least = area(s->box);
                }
        }
        return best;
}

static enum zb_code charts_gather(const struct charting *c, struct grid *g, int n, const bool *part,
                                  struct zb_rect **ret, size_t *ret_n, struct zb_err *err)
{
        struct charts_cluster *clusters = zb_arena_array(c->f->arena, (size_t)n + 1, sizeof *clusters);
        *ret = zb_arena_array(c->f->arena, (size_t)n + 1, sizeof **ret);
        if (!clusters || !*ret)
                return zb_err_nomem(err);
        for (size_t i = 0; i < c->n_shapes; i++) {
                const struct zb_mark_shape *s = &c->shapes[i];
                if (!part[i])
                        continue;
                struct charts_cluster *in = &clusters[part_at(g, s->box)];
                in->box = in->shapes++ ? both(in->box, s->box) : s->box;
                in->inked_mm2 += s->stroke ? fmax(s->box.w, s->box.h) : area(s->box);
        }
        for (int i = 1; i <= n; i++) {
                if (clusters[i].shapes < LEAST_BARS)
                        continue;
                if (clusters[i].shapes < LEAST_SHAPES)
                        clusters[i].bars = count_bars(c, g, part, i);
                if (clusters[i].shapes < LEAST_SHAPES && clusters[i].bars < LEAST_BARS)
                        continue;
                read_text(c->f, &clusters[i]);
                if (is_chart(c->f, &clusters[i]))
                        (*ret)[(*ret_n)++] = with_card(c, clusters[i].box);
        }
        return ZB_OK;
}

enum zb_code zb_find_charts(struct zb_facts *f, const struct zb_mark_shape *shapes, size_t n_shapes,
                            const struct zb_rect *pictures, size_t n_pictures, struct zb_rect **ret, size_t *ret_n,
                            struct zb_err *err)
{
        const struct charting c = {f, shapes, n_shapes, pictures, n_pictures};
        struct grid g = {.w = (int)ceil(f->trim.w / CELL_MM), .h = (int)ceil(f->trim.h / CELL_MM)};
        *ret_n = 0;
        if (n_shapes < LEAST_BARS || g.w < 1 || g.h < 1 || (double)g.w * g.h > MOST_CELLS)
                return ZB_OK;
        size_t cells = (size_t)g.w * (size_t)g.h;
        bool *part = zb_arena_array(f->arena, n_shapes, sizeof *part);
        int *todo = zb_arena_array(f->arena, cells, sizeof *todo);
        g.inked = zb_arena_array(f->arena, cells, 1);
        g.label = zb_arena_array(f->arena, cells, sizeof *g.label);
        if (!part || !todo || !g.inked || !g.label)
                return zb_err_nomem(err);
        for (size_t i = 0; i < n_shapes; i++) {
                part[i] = is_part(&c, &shapes[i]);
                if (part[i])
                        charts_ink(&g, shapes[i].box);
        }
        return charts_gather(&c, &g, label_parts(&g, todo), part, ret, ret_n, err);
}
