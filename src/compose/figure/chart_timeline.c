/* SPDX-License-Identifier: Apache-2.0 */
/* Timeline (时间轴): dots on a line, the time above and what happened below; alternately above and below the
 * line where labels are long; downwards, times at the left, where the box is tall. As with flows, all
 * arrangements that fit are scored by how well they fill the box. */
#include <math.h>

#include "chart.h"

#define MAX_EVENTS 12
#define NEIGHBOUR  0.25 /* em between labels */
#define DOT_ZONE   0.62 /* em of height for the line itself */
#define SIDE_ZONE  1.1  /* em of width for the line when it goes down */

enum way { ACROSS, ALTERNATE, DOWN };

struct timeline { /* one arrangement */
        enum way way;
        int lines;
        size_t n;
        double least_w, least_h;
        double time_w, label_w; /* widest */
        double zone, pitch, used_w, used_h;
};

static double widest(const struct zb_stage *s, const char *const *texts, size_t n, enum zb_weight weight, int lines)
{
        double w = 0;
        for (size_t i = 0; texts && i < n; i++)
                w = fmax(w, lines == 1 ? zb_label_width(s, weight, texts[i]) : zb_label_width2(s, weight, texts[i]));
        return w + 0.02;
}

struct widths {
        size_t n;              /* of events */
        double time, label[2]; /* widest; labels in one line and in two */
};

static size_t most_events(const struct zb_chart_data *d)
{
        return d->n_labels < MAX_EVENTS ? d->n_labels : MAX_EVENTS;
}

static struct widths chart_timeline_measure(const struct zb_stage *s, const struct zb_chart_data *d, size_t n)
{
        return (struct widths){n,
                               widest(s, d->times, n, ZB_BOLD, 1),
                               {widest(s, d->labels, n, ZB_MEDIUM, 1), widest(s, d->labels, n, ZB_MEDIUM, 2)}};
}

static bool arrangement(const struct zb_stage *s, const struct zb_chart_data *d, const struct widths *w, int k,
                        struct timeline *t)
{
        size_t n = w->n;
        double em = s->em[ZB_TIER_CAPTION], line = zb_label_line_mm(s), gap = NEIGHBOUR * em;
        if (k >= 6 || n == 0)
                return false;
        *t = (struct timeline){.way = (enum way)(k / 2), .lines = 1 + k % 2, .n = n};
        t->time_w = w->time;
        t->label_w = w->label[t->lines - 1];
        double block = fmax(t->time_w, t->label_w), lines_h = t->lines * line;
        if (t->way == ACROSS) {
                t->least_w = (double)n * (block + gap) - gap;
                t->least_h = line + DOT_ZONE * em + lines_h;
        } else if (t->way == ALTERNATE) { /* blocks of one side stand two events apart */
                t->least_w = block + (double)(n - 1) * fmax((block + gap) / 2, 0.9 * em);
                t->least_h = 2 * (line + lines_h) + DOT_ZONE * em;
        } else {
                t->least_w = t->time_w + SIDE_ZONE * em + t->label_w;
                t->least_h = (double)n * (lines_h + 0.04 * em);
        }
        return true;
}

static void chart_timeline_need(const struct zb_stage *s, const struct zb_chart_data *d, double width, double *ret_w,
                                double *ret_h)
{
        struct timeline t;
        struct widths widths = chart_timeline_measure(s, d, most_events(d));
        double w = INFINITY, h = INFINITY;
        for (int k = 0; arrangement(s, d, &widths, k, &t); k++)
                w = fmin(w, t.least_w);
        for (int k = 0; arrangement(s, d, &widths, k, &t); k++)
                if (t.least_w <= fmax(w, width) + 1e-6)
                        h = fmin(h, t.least_h);
        *ret_w = isfinite(w) ? w : 0;
        *ret_h = isfinite(h) ? h : 0;
}

static void chart_timeline_stretch(const struct zb_stage *s, struct timeline *t, double width, double height)
{
        double em = s->em[ZB_TIER_CAPTION], spare = fmax(0, height - t->least_h), n = (double)t->n;
        double block = fmax(t->time_w, t->label_w);
        if (t->way == DOWN) {
                t->pitch = fmin(height / n, (t->lines * ZB_CHART_LEADING + 1.3) * em);
                t->used_h = n * t->pitch;
                t->used_w = fmin(t->least_w, width);
                return;
        }
        t->zone = DOT_ZONE * em + fmin(spare, (t->way == ACROSS ? 0.8 : 1.2) * em);
        t->used_h = t->least_h - DOT_ZONE * em + t->zone;
        t->used_w = width;
        if (t->way == ACROSS)
                t->pitch = (width + NEIGHBOUR * em) / n;
        else
                t->pitch = t->n > 1 ? fmax(1, (width - block) / (n - 1)) : 0;
}

static double score(const struct timeline *t, double width, double height)
{
        static const double liking[] = {[ACROSS] = 0.12, [ALTERNATE] = 0, [DOWN] = 0.02};
        double high = fmin(1, t->used_h / height), wide = fmin(1, t->used_w / width);
        return high * (t->way == DOWN ? 0.35 + 0.65 * wide : wide) + liking[t->way];
}

/* The same way with labels of one line is wide enough as well: two lines would only break words apart. */
static bool one_line_does(const struct zb_stage *s, const struct zb_chart_data *d, const struct widths *w,
                          const struct timeline *t, double width)
{
        struct timeline one;
        return arrangement(s, d, w, (int)t->way * 2, &one) && one.least_w <= width;
}

/* The best way to set the first n events; false when they do not fit: then the one that lacks least. */
static bool plan_events(const struct zb_stage *s, const struct zb_chart_data *d, size_t n, double width,
                        double height, struct timeline *ret)
{
        struct timeline t, tightest = {0};
        struct widths widths = chart_timeline_measure(s, d, n);
        double best = -INFINITY, lack = INFINITY;
        for (int k = 0; arrangement(s, d, &widths, k, &t); k++) {
                double missing = fmax(0, t.least_w - width) / width + fmax(0, t.least_h - height) / height;
                chart_timeline_stretch(s, &t, width, height);
                if (missing < lack)
                        lack = missing, tightest = t;
                if (t.lines > 1 && one_line_does(s, d, &widths, &t, width))
                        continue;
                if (missing <= 1e-6 && score(&t, width, height) > best)
                        best = score(&t, width, height), *ret = t;
        }
        if (!isfinite(best))
                *ret = tightest;
        return isfinite(best);
}

/* As many events as can be read. */
static bool chart_timeline_plan(const struct zb_stage *s, const struct zb_chart_data *d, double width, double height,
                                struct timeline *ret)
{
        size_t n = most_events(d);
        for (size_t fewer = n; fewer >= 2; fewer--)
                if (plan_events(s, d, fewer, width, height, ret))
                        return true;
        return plan_events(s, d, n, width, height, ret);
}

static void dot(struct zb_chart *c, double x, double y, bool last)
{
        const struct zb_theme *t = c->stage->o->theme;
        double r = 0.22 * c->em;
        zb_shape_disc(c, x, y, r, last ? t->accent : t->primary);
        zb_shape_disc(c, x, y, r * 0.48, t->paper);
}

static const char *time_of(const struct zb_chart *c, size_t i)
{
        return c->figure->data.times ? c->figure->data.times[i] : "";
}

/* Time and label of one event, each in its place; `two` lines are centred in their own height. */
static void put_time(struct zb_chart *c, size_t i, double x, double cy, enum zb_align at, double max_w)
{
        struct zb_label label = zb_label_value(c, time_of(c, i));
        zb_label_put(c, &label, x, cy, at, max_w);
}

static double label_lines(const struct zb_chart *c, const struct timeline *t, size_t i, double max_w)
{
        return t->lines == 2 && zb_label_width(c->stage, ZB_MEDIUM, c->figure->data.labels[i]) > max_w ? 2 : 1;
}

static void put_label(struct zb_chart *c, size_t i, double x, double top, enum zb_align at, double max_w,
                      double lines)
{
        struct zb_label label = zb_label_plain(c, c->figure->data.labels[i], "label");
        if (lines > 1)
                zb_label_put2(c, &label, x, top, at, max_w);
        else
                zb_label_put(c, &label, x, top + zb_label_line_mm(c->stage) / 2, at, max_w);
}

static void draw_down(struct zb_chart *c, const struct timeline *t)
{
        double line = zb_label_line_mm(c->stage), top = c->body.y + fmax(0, (c->body.h - t->used_h) / 2);
        double left = c->body.x + fmax(0, (c->body.w - t->used_w) / 2),
               axis = left + t->time_w + SIDE_ZONE / 2 * c->em;
        double text_x = axis + SIDE_ZONE / 2 * c->em, room = c->body.x + c->body.w - text_x;
        zb_shape_rule(c, axis, top + t->pitch / 2, axis, top + ((double)t->n - 0.5) * t->pitch,
                      c->stage->o->theme->soft, 4);
        for (size_t i = 0; i < t->n; i++) {
                double cy = top + ((double)i + 0.5) * t->pitch, lines = label_lines(c, t, i, fmin(room, t->label_w));
                dot(c, axis, cy, i + 1 == t->n);
                put_time(c, i, left + t->time_w, cy, ZB_RIGHT, t->time_w);
                put_label(c, i, text_x, cy - lines * line / 2, ZB_LEFT, lines > 1 ? t->label_w : room, lines);
        }
}

static void draw_across(struct zb_chart *c, const struct timeline *t)
{
        double line = zb_label_line_mm(c->stage), gap = NEIGHBOUR * c->em, block = fmax(t->time_w, t->label_w);
        double top = c->body.y + fmax(0, (c->body.h - t->used_h) / 2);
        bool across = t->way == ACROSS;
        double above = across ? line : line + t->lines * line, axis = top + above + t->zone / 2;
        double first = c->body.x + (across ? (t->pitch - gap) / 2 : t->n > 1 ? block / 2 : c->body.w / 2);
        double max_w = fmin(across     ? t->pitch - gap + 0.02
                            : t->n > 1 ? 2 * t->pitch - gap + 0.02
                                       : c->body.w,
                            c->body.w);
        zb_shape_rule(c, c->body.x, axis, c->body.x + c->body.w, axis, c->stage->o->theme->soft, 4);
        for (size_t i = 0; i < t->n; i++) {
                double x = first + (double)i * t->pitch, lines = label_lines(c, t, i, fmin(max_w, t->label_w));
                double label_w = lines > 1 ? fmin(max_w, t->label_w) : max_w, below = axis + t->zone / 2;
                bool up = !across && i % 2 == 0;
                if (!across)
                        zb_shape_rule(c, x, up ? axis - t->zone / 2 : axis, x, up ? axis : below,
                                      c->stage->o->theme->mid, 1.2);
                dot(c, x, axis, i + 1 == t->n);
                if (across) {
                        put_time(c, i, x, top + line / 2, ZB_CENTER, max_w);
                        put_label(c, i, x, below, ZB_CENTER, label_w, lines);
                } else if (up) {
                        put_time(c, i, x, axis - t->zone / 2 - lines * line - line / 2, ZB_CENTER, max_w);
                        put_label(c, i, x, axis - t->zone / 2 - lines * line, ZB_CENTER, label_w, lines);
                } else {
                        put_time(c, i, x, below + line / 2, ZB_CENTER, max_w);
                        put_label(c, i, x, below + line, ZB_CENTER, label_w, lines);
                }
        }
}

static void chart_timeline_draw(struct zb_chart *c)
{
        const struct zb_chart_data *d = &c->figure->data;
        struct timeline t = {0};
        if (d->n_labels == 0)
                return;
        struct zb_arena *a = c->stage->arena;
        if (!chart_timeline_plan(c->stage, d, fmax(1, c->body.w), fmax(1, c->body.h), &t))
                zb_chart_remark(c, zb_arena_say(a, "the timeline's %zu events do not fit this box", d->n_labels),
                                zb_arena_say(a, "fewer events, shorter words, or more room for the figure"));
        if (t.n < d->n_labels)
                zb_chart_dropped(c, t.n, d->n_labels, ZB_MSG("events"));
        if (t.way == DOWN)
                draw_down(c, &t);
        else
                draw_across(c, &t);
}

const struct zb_chart_kind zb_chart_timeline = {"时间轴", false, chart_timeline_need, chart_timeline_draw, NULL};
