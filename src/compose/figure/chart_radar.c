/* SPDX-License-Identifier: Apache-2.0 */
/* Radar chart (雷达图): 3–10 axes with short names, each with the value of the last series beside it, or
 * under it at the sides, where that hardly takes from the web; legend in the top corners, where the round
 * figure leaves room. The names around the web decide its size: the radius is the greatest at which every
 * name stays inside the body and clear of the legend, so none can run into the strip. */
#include <math.h>
#include <string.h>

#include "chart.h"

#define MAX_AXES 10
#define LEAST_EM 2.3 /* smallest radius that still shows a shape */
#define RINGS    4
#define VALUE_EM 0.22 /* between a name and its value */
#define SIDE     0.60 /* sine of an axis that points sideways */
#define WORTH    0.90 /* of the web's radius: values may take the rest */

struct web { /* the plan, from the body's top left */
        size_t n;
        double cx, cy, r;
        double corner_w[2]; /* legend columns at the left and right, 0: none */
        double corner_h[2];
        double top; /* where the web's own part begins: below a legend that found no corner */
        bool corners, values;
        double name_w[MAX_AXES]; /* with its value */
        bool two[MAX_AXES];      /* the value stands under the name */
        double least_r;          /* where names and shape have room at all */
};

static double angle(size_t i, size_t n)
{
        return -M_PI / 2 + 2 * M_PI * (double)i / (double)n;
}

/* Box of axis i's name around a web of radius r at (cx, cy). */
static struct zb_rect name_box(const struct zb_stage *s, const struct web *web, size_t i, double cx, double cy,
                               double r)
{
        double em = s->em[ZB_TIER_CAPTION], h = zb_label_line_mm(s) * (web->two[i] ? 2 : 1), w = web->name_w[i];
        double a = angle(i, web->n), co = cos(a), si = sin(a), gap = 0.18 * em;
        double x = cx + (r + gap) * co, y = cy + (r + gap) * si;
        if (fabs(co) < 0.15)
                x -= w / 2;
        else if (co < 0)
                x -= w;
        /* The ink is a tenth of an em inside the line's box. */
        return (struct zb_rect){x, y + si * (h / 2 - 0.1 * em) - h / 2, w, h};
}

static bool apart(struct zb_rect a, struct zb_rect b)
{
        struct zb_rect x = zb_rect_intersect(a, b);
        return x.w * x.h <= 1e-9;
}

/* Bounds of web and names with the centre at the origin. */
static struct zb_rect extent(const struct zb_stage *s, const struct web *w, double r)
{
        double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
        for (size_t i = 0; i < w->n; i++) {
                struct zb_rect b = name_box(s, w, i, 0, 0, r);
                x0 = fmin(x0, b.x), x1 = fmax(x1, b.x + b.w);
                y0 = fmin(y0, b.y), y1 = fmax(y1, b.y + b.h);
        }
        return (struct zb_rect){x0, y0, x1 - x0, y1 - y0};
}

static bool names_apart(const struct zb_stage *s, const struct web *w, double r)
{
        for (size_t i = 0; i < w->n; i++)
                for (size_t k = i + 1; k < w->n; k++)
                        if (!apart(name_box(s, w, i, 0, 0, r), name_box(s, w, k, 0, 0, r)))
                                return false;
        return true;
}

static double chart_radar_value_at(const struct zb_chart_data *d, size_t i)
{
        return d->series[zb_series_count(d) - 1].values[i];
}

static struct web chart_radar_begin(const struct zb_stage *s, const struct zb_chart_data *d, bool values)
{
        struct web w = {.n = d->n_labels < MAX_AXES ? d->n_labels : MAX_AXES, .values = values};
        double em = s->em[ZB_TIER_CAPTION];
        for (size_t i = 0; i < w.n; i++) {
                double value = values ? zb_value_width(s, chart_radar_value_at(d, i), zb_unit_at(d, i == 0)) : 0;
                w.name_w[i] = zb_label_width(s, ZB_MEDIUM, d->labels[i]);
                w.two[i] = values && fabs(sin(angle(i, w.n))) < SIDE;
                if (values)
                        w.name_w[i] = w.two[i] ? fmax(w.name_w[i], value) : w.name_w[i] + VALUE_EM * em + value;
        }
        w.least_r = LEAST_EM * em;
        while (w.least_r < 20 * em && !names_apart(s, &w, w.least_r))
                w.least_r += 0.05 * em;
        return w;
}

static void legend_corners(const struct zb_stage *s, const struct zb_chart_data *d, struct web *w)
{
        size_t n = zb_series_count(d);
        for (size_t i = 0; n > 1 && i < n; i++) {
                size_t side = i % 2;
                w->corner_w[side] = fmax(w->corner_w[side], zb_legend_entry_width(s, d, i));
                w->corner_h[side] += zb_label_line_mm(s);
        }
}

/* Tries radius r in a body of width × height: centres what there is, as high as the legend allows. */
static bool try_radius(const struct zb_stage *s, const struct zb_chart_data *d, struct web *w, double width,
                       double height, double r)
{
        struct zb_rect e = extent(s, w, r);
        if (e.w > width + 1e-6 || e.h > height - w->top + 1e-6)
                return false;
        /* Names need not be as wide at the left as at the right: centre the web where it can be. */
        double cx = fmin(fmax(width / 2, -e.x), width - e.x - e.w);
        double gap = 0.12 * s->em[ZB_TIER_CAPTION];
        struct zb_rect left = {0, 0, w->corner_w[0] + gap, w->corner_h[0]};
        struct zb_rect right = {width - w->corner_w[1] - gap, 0, w->corner_w[1] + gap, w->corner_h[1]};
        if (left.x + left.w > right.x)
                return false;
        /* In the middle if the corners are clear there, else lower. */
        double lowest = height - e.y - e.h, middle = w->top - e.y + (height - w->top - e.h) / 2;
        for (int step = 0; step <= 8; step++) {
                double cy = middle + (lowest - middle) * step / 8;
                bool clear = true;
                for (size_t i = 0; clear && w->corners && i < w->n; i++) {
                        struct zb_rect b = name_box(s, w, i, cx, cy, r);
                        clear = apart(b, left) && apart(b, right);
                }
                /* The web itself: no corner of its rim inside the legend. */
                for (size_t i = 0; clear && w->corners && i < w->n; i++) {
                        struct zb_rect p = {cx + r * cos(angle(i, w->n)) - 3, cy + r * sin(angle(i, w->n)) - 3, 6, 6};
                        clear = apart(p, left) && apart(p, right);
                }
                if (clear) {
                        w->cx = cx, w->cy = cy, w->r = r;
                        return true;
                }
        }
        return false;
}

static bool largest(const struct zb_stage *s, const struct zb_chart_data *d, struct web *w, double width,
                    double height)
{
        double lo = w->least_r, hi = fmax(width, height);
        if (!try_radius(s, d, w, width, height, lo))
                return false;
        for (int i = 0; i < 24; i++) {
                double mid = (lo + hi) / 2;
                if (try_radius(s, d, w, width, height, mid))
                        lo = mid;
                else
                        hi = mid;
        }
        return try_radius(s, d, w, width, height, lo);
}

/* The legend in the corners, or in rows of its own when that lets the web be larger. */
static bool chart_radar_plan_names(const struct zb_stage *s, const struct zb_chart_data *d, bool values, double width,
                                   double height, struct web *ret)
{
        struct web in = chart_radar_begin(s, d, values), above = in;
        in.corners = true;
        legend_corners(s, d, &in);
        above.top = (double)zb_legend_rows(s, d, width) * zb_label_line_mm(s);
        bool a = largest(s, d, &in, width, height), b = largest(s, d, &above, width, height);
        *ret = a && (!b || in.r * 1.08 >= above.r) ? in : above;
        return a || b;
}

static bool chart_radar_plan(const struct zb_stage *s, const struct zb_chart_data *d, double width, double height,
                             struct web *ret)
{
        struct web with;
        bool ok = chart_radar_plan_names(s, d, false, width, height, ret);
        if (ok && d->n_series > 0 && chart_radar_plan_names(s, d, true, width, height, &with) &&
            with.r >= WORTH * ret->r)
                *ret = with;
        return ok;
}

static void chart_radar_need(const struct zb_stage *s, const struct zb_chart_data *d, double width, double *ret_w,
                             double *ret_h)
{
        struct web in = chart_radar_begin(s, d, false);
        double r = in.least_r;
        struct zb_rect e = extent(s, &in, r);
        /* The web stands in the middle only where both sides have room: the widths count as they are. */
        *ret_w = fmax(e.w, zb_legend_min_width(s, d));
        double wide = fmax(width, *ret_w), rows = (double)zb_legend_rows(s, d, wide) * zb_label_line_mm(s);
        in.corners = true;
        legend_corners(s, d, &in);
        *ret_h = e.h + rows;
        if (rows > 0 && try_radius(s, d, &in, wide, e.h, r))
                *ret_h = e.h;
        *ret_h += 0.01;
}

static void ring(struct zb_chart *c, const struct web *w, double r, struct zb_path *p)
{
        for (size_t i = 0; i < w->n; i++) {
                double x = c->body.x + w->cx + r * cos(angle(i, w->n)),
                       y = c->body.y + w->cy + r * sin(angle(i, w->n));
                (i ? zb_path_line : zb_path_move)(c->stage->arena, p, x, y);
        }
        zb_path_close(c->stage->arena, p);
}

static void draw_web(struct zb_chart *c, const struct web *w)
{
        const struct zb_theme *t = c->stage->o->theme;
        for (int k = RINGS; k >= 1; k--) {
                struct zb_path p = {0};
                ring(c, w, w->r * k / RINGS, &p);
                if (k == RINGS)
                        zb_shape_fill(c, &p, zb_paint_alpha(t->soft, 0.5));
                zb_shape_stroke(c, &p, k == RINGS ? t->mid : t->paper, k == RINGS ? 1.2 : 1.0, false);
        }
        for (size_t i = 0; i < w->n; i++)
                zb_shape_rule(c, c->body.x + w->cx, c->body.y + w->cy, c->body.x + w->cx + w->r * cos(angle(i, w->n)),
                              c->body.y + w->cy + w->r * sin(angle(i, w->n)), t->mid, 0.6);
}

static double axis_end(const struct zb_chart *c)
{
        const struct zb_chart_data *d = &c->figure->data;
        double lo, hi;
        zb_series_range(d, &lo, &hi);
        if (d->max > 0)
                return fmax(d->max, hi);
        if (strcmp(d->unit, "%") == 0 && hi <= 100)
                return 100;
        return zb_nice_ceil(hi);
}

static void draw_series(struct zb_chart *c, const struct web *w, size_t s, double end)
{
        const struct zb_chart_data *d = &c->figure->data;
        struct zb_ink ink = zb_series_ink(c, s);
        struct zb_path p = {0};
        for (size_t i = 0; i < w->n; i++) {
                double r = w->r * fmax(0, d->series[s].values[i]) / end;
                double x = c->body.x + w->cx + r * cos(angle(i, w->n)),
                       y = c->body.y + w->cy + r * sin(angle(i, w->n));
                (i ? zb_path_line : zb_path_move)(c->stage->arena, &p, x, y);
        }
        zb_path_close(c->stage->arena, &p);
        zb_shape_fill(c, &p, zb_paint_alpha(ink, 0.28));
        zb_shape_stroke(c, &p, ink, 3, true);
        for (size_t i = 0; i < w->n; i++) {
                double r = w->r * fmax(0, d->series[s].values[i]) / end;
                zb_shape_disc(c, c->body.x + w->cx + r * cos(angle(i, w->n)),
                              c->body.y + w->cy + r * sin(angle(i, w->n)), 3.6, ink);
        }
}

static void draw_legend(struct zb_chart *c, const struct web *w)
{
        const struct zb_chart_data *d = &c->figure->data;
        double line = zb_label_line_mm(c->stage), y[2] = {0, 0};
        if (!w->corners) {
                zb_legend_draw(c, c->body.y, false);
                return;
        }
        for (size_t i = 0; zb_series_count(d) > 1 && i < zb_series_count(d); i++) {
                size_t side = i % 2;
                double x = side ? c->body.x + c->body.w - w->corner_w[1] : c->body.x;
                zb_legend_entry(c, i, x, c->body.y + y[side] + line / 2, w->corner_w[side]);
                y[side] += line;
        }
}

static void check_data(struct zb_chart *c, const struct web *w)
{
        const struct zb_chart_data *d = &c->figure->data;
        struct zb_arena *a = c->stage->arena;
        double lo, hi;
        zb_series_range(d, &lo, &hi);
        if (lo < 0)
                zb_chart_remark(c, zb_arena_say(a, "a radar chart cannot show negative values; they are drawn as 0"),
                                zb_arena_say(a, "use a bar chart"));
        if (w->n < d->n_labels)
                zb_chart_dropped(c, w->n, d->n_labels, ZB_MSG("axes"));
        if (w->n < 3)
                zb_chart_remark(c, zb_arena_say(a, "a radar chart of %zu axes has no shape", w->n),
                                zb_arena_say(a, "give at least 3 axes or use a bar chart"));
}

static void draw_name(struct zb_chart *c, const struct web *w, size_t i)
{
        const struct zb_chart_data *d = &c->figure->data;
        struct zb_rect b = name_box(c->stage, w, i, c->body.x + w->cx, c->body.y + w->cy, w->r);
        struct zb_label label = zb_label_plain(c, d->labels[i], "axis");
        double left = fmax(b.x, c->body.x), right = fmin(b.x + b.w, c->body.x + c->body.w);
        double line = zb_label_line_mm(c->stage);
        if (!w->values) {
                zb_label_put(c, &label, left, b.y + b.h / 2, ZB_LEFT, right - left);
                return;
        }
        const char *unit = zb_unit_at(d, i == 0);
        double value_w = zb_value_width(c->stage, chart_radar_value_at(d, i), unit) + 0.01;
        struct zb_label value = zb_label_value(c, zb_value_text(c->stage->arena, chart_radar_value_at(d, i), unit));
        if (w->two[i]) {
                enum zb_align at = cos(angle(i, w->n)) < 0 ? ZB_RIGHT : ZB_LEFT;
                double x = at == ZB_RIGHT ? right : left;
                zb_label_put(c, &label, x, b.y + line / 2, at, right - left + 0.01);
                zb_label_put(c, &value, x, b.y + 1.5 * line, at, right - left + 0.01);
        } else {
                zb_label_put(c, &value, right, b.y + line / 2, ZB_RIGHT, value_w);
                zb_label_put(c, &label, left, b.y + line / 2, ZB_LEFT, right - value_w - left);
        }
}

/* In a wide box the legend's corners are those of a frame around the web, not the far ends of the card. */
static void narrow(struct zb_chart *c)
{
        struct web whole, framed;
        double width = fmin(c->body.w, 1.7 * c->body.h);
        if (!chart_radar_plan(c->stage, &c->figure->data, c->body.w, c->body.h, &whole) ||
            !chart_radar_plan(c->stage, &c->figure->data, width, c->body.h, &framed) || framed.r < 0.98 * whole.r)
                return;
        c->body.x += (c->body.w - width) / 2;
        c->body.w = width;
}

static void chart_radar_draw(struct zb_chart *c)
{
        const struct zb_chart_data *d = &c->figure->data;
        struct web w;
        if (d->n_labels == 0)
                return;
        narrow(c);
        if (!chart_radar_plan(c->stage, d, c->body.w, c->body.h, &w)) {
                w.cx = c->body.w / 2;
                w.cy = w.top + (c->body.h - w.top) / 2;
                w.r = fmax(1, fmin(c->body.w, c->body.h - w.top) / 2 - 1.4 * c->em);
        }
        check_data(c, &w);
        draw_legend(c, &w);
        draw_web(c, &w);
        for (size_t s = 0; s < zb_series_count(d); s++)
                draw_series(c, &w, zb_series_count(d) - 1 - s, axis_end(c));
        for (size_t i = 0; i < w.n; i++)
                draw_name(c, &w, i);
}

const struct zb_chart_kind zb_chart_radar = {"雷达图", false, chart_radar_need, chart_radar_draw, NULL};
