/* SPDX-License-Identifier: Apache-2.0 */
/* Line chart (折线图): up to 24 points and four series. One series carries the value of every point where
 * they fit beside each other, and then needs no grid; else its first and its last value, the story of the
 * line. Several carry the last value at the right, kept apart. The axis begins at zero unless every value is
 * printed and they all lie far above it: then the line may use the height, since nothing is read off the
 * axis. */
#include <math.h>

#include "chart.h"

#define GRID_LINES 3
#define THIN_FROM  7 /* more points than that may show every second or third name */
#define MAX_POINTS 24

enum names { NAMES_ROW, NAMES_STAGGERED, NAMES_THINNED };

struct lines { /* the plan, from the body's top left */
        size_t n, n_series;
        bool every; /* a value at every point */
        bool noted; /* the unit stands beside the legend */
        enum names names;
        size_t keep; /* thinned: every keep-th name is printed, counted from the last */
        double name_w[MAX_POINTS];
        double x0, x1;    /* first and last point */
        double top, base; /* of the field */
        double lo, hi;
};

static struct lines chart_line_begin(const struct zb_stage *s, const struct zb_chart_data *d)
{
        struct lines l = {.n = d->n_labels < MAX_POINTS ? d->n_labels : MAX_POINTS, .n_series = zb_series_count(d)};
        for (size_t i = 0; i < l.n; i++)
                l.name_w[i] = zb_label_width(s, ZB_MEDIUM, d->labels[i]);
        return l;
}

static double pitch_of(const struct lines *l)
{
        return l->n > 1 ? (l->x1 - l->x0) / (double)(l->n - 1) : 0;
}

/* Do names that stand `step` points apart keep a gap? */
static bool names_fit(const struct zb_stage *s, const struct lines *l, double pitch, size_t step)
{
        double gap = 0.25 * s->em[ZB_TIER_CAPTION];
        for (size_t i = 0; i + step < l->n; i++)
                if ((l->name_w[i] + l->name_w[i + step]) / 2 + gap > pitch * (double)step)
                        return false;
        return true;
}

static double widest_value(const struct zb_stage *s, const struct zb_chart_data *d, const struct lines *l,
                           bool last_only)
{
        double w = 0;
        for (size_t k = 0; k < l->n_series; k++)
                for (size_t i = last_only && l->n ? l->n - 1 : 0; i < l->n; i++)
                        w = fmax(w, zb_value_width(s, d->series[k].values[i],
                                                   zb_unit_at(d, !l->noted && (last_only || i == 0))));
        return w;
}

/* From the last point to its value: the dot that says whose value it is stands between. */
static double value_offset(double em, size_t n_series)
{
        return n_series > 1 ? 0.72 * em : 0.4 * em;
}

/* Where the first and the last point stand: their names and values must not leave the body. */
static void ends(const struct zb_stage *s, const struct zb_chart_data *d, struct lines *l, double width)
{
        double em = s->em[ZB_TIER_CAPTION], first = 0, last = 0;
        if (l->n) {
                first = l->name_w[0] / 2;
                last = l->name_w[l->n - 1] / 2;
        }
        double value = widest_value(s, d, l, !l->every);
        l->x0 = fmax(first, l->every ? value / 2 : 0.3 * em);
        l->x1 = width - fmax(last, l->every ? value / 2 : value + value_offset(em, l->n_series) + 0.02);
}

static void horizontal(const struct zb_stage *s, const struct zb_chart_data *d, struct lines *l, double width)
{
        double gap = 0.25 * s->em[ZB_TIER_CAPTION];
        l->every = l->n_series == 1;
        ends(s, d, l, width);
        if (l->every && pitch_of(l) < widest_value(s, d, l, false) + gap) {
                l->every = false;
                ends(s, d, l, width);
        }
        l->x1 = fmax(l->x1, l->x0 + 1);
        double pitch = pitch_of(l);
        l->keep = 1;
        l->names = names_fit(s, l, pitch, 1)   ? NAMES_ROW
                   : names_fit(s, l, pitch, 2) ? NAMES_STAGGERED
                                               : NAMES_THINNED;
        if (l->names == NAMES_THINNED)
                while (l->keep < l->n && !names_fit(s, l, pitch, l->keep))
                        l->keep++;
}

static double legend_height(const struct zb_stage *s, const struct zb_chart_data *d, double width)
{
        size_t rows = zb_legend_rows(s, d, width);
        return rows ? (double)rows * zb_label_line_mm(s) + 0.12 * s->em[ZB_TIER_CAPTION] : 0;
}

static double names_height(const struct zb_stage *s, const struct lines *l)
{
        return zb_label_line_mm(s) * (l->names == NAMES_STAGGERED ? 2 : 1) + 0.16 * s->em[ZB_TIER_CAPTION];
}

/* Above the highest point: a value, or half of the one beside it. */
static double headroom(const struct zb_stage *s, const struct lines *l)
{
        double line = zb_label_line_mm(s);
        return l->n_series == 1 ? line + 0.14 * s->em[ZB_TIER_CAPTION] : line / 2;
}

static void vertical_scale(const struct zb_chart_data *d, struct lines *l)
{
        zb_series_range(d, &l->lo, &l->hi);
        double least = INFINITY, most = l->hi;
        for (size_t i = 0; l->n_series && i < l->n; i++)
                least = fmin(least, d->series[0].values[i]);
        if (l->every && least > 0.6 * most && d->max <= 0)
                l->lo = fmax(0, least - fmax(most - least, 0.1 * most));
        l->hi = fmax(l->hi, d->max);
}

static struct lines chart_line_plan(const struct zb_stage *s, const struct zb_chart_data *d, double width,
                                    double height)
{
        struct lines l = chart_line_begin(s, d);
        l.noted = zb_legend_holds_unit(s, d, width);
        horizontal(s, d, &l, width);
        vertical_scale(d, &l);
        l.top = legend_height(s, d, width) + headroom(s, &l);
        if (l.names == NAMES_STAGGERED && height - names_height(s, &l) < l.top + s->em[ZB_TIER_CAPTION]) {
                l.names = NAMES_THINNED; /* no height for a second row */
                l.keep = 2;
        }
        l.base = height - names_height(s, &l);
        l.base = fmax(l.base, l.top + 1);
        return l;
}

static void chart_line_need(const struct zb_stage *s, const struct zb_chart_data *d, double width, double *ret_w,
                            double *ret_h)
{
        double em = s->em[ZB_TIER_CAPTION], gap = 0.25 * em;
        struct lines l = chart_line_begin(s, d);
        ends(s, d, &l, 0);
        /* Names staggered in two rows: those two points apart must clear each other. */
        double pitch = 0.9 * em;
        for (size_t i = 0; i + 2 < l.n; i++)
                pitch = fmax(pitch, ((l.name_w[i] + l.name_w[i + 2]) / 2 + gap) / 2);
        if (l.n > THIN_FROM) { /* every third name tells a reader where he is */
                pitch = 0.45 * em;
                for (size_t i = 0; i + 3 < l.n; i++)
                        pitch = fmax(pitch, ((l.name_w[i] + l.name_w[i + 3]) / 2 + gap) / 3);
        }
        if (l.n == 2)
                pitch = fmax(pitch, (l.name_w[0] + l.name_w[1]) / 2 + gap);
        /* Long names between the ends stay inside as well. */
        for (size_t i = 1; i + 1 < l.n; i++) {
                pitch = fmax(pitch, (l.name_w[i] / 2 - l.x0) / (double)i);
                pitch = fmax(pitch, (l.name_w[i] / 2 + l.x1) / (double)(l.n - 1 - i));
        }
        double w = l.x0 - l.x1 + pitch * (double)(l.n > 1 ? l.n - 1 : 1) + 0.01;
        w = fmax(w, zb_legend_min_width(s, d));
        horizontal(s, d, &l, fmax(w, width));
        double field = fmax(2 * em, ((double)l.n_series - 0.5) * zb_label_line_mm(s));
        *ret_w = w;
        *ret_h = legend_height(s, d, fmax(w, width)) + headroom(s, &l) + field + names_height(s, &l);
}

static double point_x(const struct zb_chart *c, const struct lines *l, size_t i)
{
        return c->body.x + (l->n > 1 ? l->x0 + (double)i * pitch_of(l) : (l->x0 + l->x1) / 2);
}

static double point_y(const struct zb_chart *c, const struct lines *l, double value)
{
        double t = (value - l->lo) / (l->hi - l->lo);
        return c->body.y + l->base - t * (l->base - l->top);
}

static void draw_grid(struct zb_chart *c, const struct lines *l)
{
        const struct zb_theme *t = c->stage->o->theme;
        double left = c->body.x + fmax(0, l->x0 - 0.5 * c->em), right = c->body.x + l->x1 + 0.2 * c->em;
        /* Behind one line with its values printed a grid has nothing to say. */
        for (int i = 1; l->n_series > 1 && i <= GRID_LINES; i++) {
                double y = c->body.y + l->base - (l->base - l->top) * i / GRID_LINES;
                zb_shape_rule(c, left, y, right, y, t->soft, 0.7);
        }
        double y = point_y(c, l, fmax(0, l->lo));
        zb_shape_rule(c, left, y, right, y, t->primary, 1.4);
}

static void draw_names(struct zb_chart *c, const struct lines *l)
{
        const struct zb_chart_data *d = &c->figure->data;
        double line = zb_label_line_mm(c->stage), top = c->body.y + l->base + 0.16 * c->em;
        size_t printed = 0;
        for (size_t i = 0; i < l->n; i++) {
                if ((l->n - 1 - i) % l->keep != 0)
                        continue;
                printed++;
                struct zb_label label = zb_label_plain(c, d->labels[i], "axis");
                double row = l->names == NAMES_STAGGERED && i % 2 == 1 ? 1 : 0;
                double half = fmin(l->name_w[i], c->body.w) / 2;
                double x = fmin(fmax(point_x(c, l, i), c->body.x + half), c->body.x + c->body.w - half);
                zb_label_put(c, &label, x, top + (row + 0.5) * line, ZB_CENTER, c->body.w);
        }
        /* Every second or third name of many is usual; fewer is a loss. */
        if ((l->keep > 3 || l->n <= THIN_FROM) && printed < l->n)
                zb_chart_dropped(c, printed, l->n, ZB_MSG("names"));
}

static void draw_area(struct zb_chart *c, const struct lines *l)
{
        const struct zb_theme *t = c->stage->o->theme;
        const double *v = c->figure->data.series[0].values;
        struct zb_path p = {0};
        double floor_y = point_y(c, l, fmax(0, l->lo));
        zb_path_move(c->stage->arena, &p, point_x(c, l, 0), floor_y);
        for (size_t i = 0; i < l->n; i++)
                zb_path_line(c->stage->arena, &p, point_x(c, l, i), point_y(c, l, v[i]));
        zb_path_line(c->stage->arena, &p, point_x(c, l, l->n - 1), floor_y);
        zb_path_close(c->stage->arena, &p);
        struct zb_paint fill = zb_paint_linear(t->soft, t->pale, 0, c->body.y + l->top, 0, c->body.y + l->base);
        fill.alpha = 0.8;
        zb_shape_fill(c, &p, fill);
}

static void draw_series(struct zb_chart *c, const struct lines *l, size_t s)
{
        const struct zb_theme *t = c->stage->o->theme;
        const double *v = c->figure->data.series[s].values;
        struct zb_ink ink = zb_series_ink(c, s);
        struct zb_path p = {0};
        for (size_t i = 0; i < l->n; i++)
                (i ? zb_path_line : zb_path_move)(c->stage->arena, &p, point_x(c, l, i), point_y(c, l, v[i]));
        if (l->n > 1)
                zb_shape_stroke(c, &p, ink, 3, true);
        for (size_t i = 0; i < l->n; i++) {
                double x = point_x(c, l, i), y = point_y(c, l, v[i]);
                bool last = i + 1 == l->n;
                zb_shape_disc(c, x, y, last ? 5.2 : 4.2, ink);
                zb_shape_disc(c, x, y, last ? 2.4 : 1.9, t->paper);
        }
}

/* How far above its point a value must stand so that the line to its neighbours stays out of it. */
static double lift(const struct zb_chart *c, const struct lines *l, const double *v, size_t i, double width)
{
        double reach = fmin(width / 2, pitch_of(l)) / fmax(pitch_of(l), 1), rise = 0, y = point_y(c, l, v[i]);
        if (i > 0)
                rise = fmax(rise, (y - point_y(c, l, v[i - 1])) * reach);
        if (i + 1 < l->n)
                rise = fmax(rise, (y - point_y(c, l, v[i + 1])) * reach);
        return rise;
}

static void draw_every_value(struct zb_chart *c, const struct lines *l)
{
        const struct zb_chart_data *d = &c->figure->data;
        double line = zb_label_line_mm(c->stage);
        for (size_t i = 0; i < l->n; i++) {
                const char *unit = zb_unit_at(d, i == 0);
                double value = d->series[0].values[i], w = zb_value_width(c->stage, value, unit);
                struct zb_label label = zb_label_value(c, zb_value_text(c->stage->arena, value, unit));
                double y = point_y(c, l, value) - lift(c, l, d->series[0].values, i, w) - 0.1 * c->em - line / 2;
                zb_label_put(c, &label, point_x(c, l, i), fmax(y, c->body.y + line / 2), ZB_CENTER, c->body.w);
        }
}

/* One line without room for every value: where it begins, above the point where the line leaves it free. */
static void draw_first_value(struct zb_chart *c, const struct lines *l)
{
        const struct zb_chart_data *d = &c->figure->data;
        double value = d->series[0].values[0], line = zb_label_line_mm(c->stage);
        const char *text = zb_value_text(c->stage->arena, value, zb_unit_at(d, false));
        double w = zb_value_width(c->stage, value, zb_unit_at(d, false)), left = c->body.x + l->x0 - 0.3 * c->em;
        double reach = left + w - point_x(c, l, 0), lowest = point_y(c, l, value);
        for (size_t i = 1; i < l->n && (double)(i - 1) * pitch_of(l) < reach; i++)
                lowest = fmin(lowest, point_y(c, l, d->series[0].values[i]));
        double y = lowest - 0.1 * c->em - 5 - line / 2;
        double zero = point_y(c, l, fmax(0, l->lo)); /* no value across the axis */
        if (fabs(y - zero) < line / 2 || y - line / 2 < c->body.y || left + w > point_x(c, l, l->n - 1))
                return;
        struct zb_label label = zb_label_value(c, text);
        zb_label_put(c, &label, left, y, ZB_LEFT, w + 0.01);
}

/* The last values at the right, in the order of their height, pushed apart to a line each. */
static void draw_last_values(struct zb_chart *c, const struct lines *l)
{
        const struct zb_chart_data *d = &c->figure->data;
        double y[ZB_CHART_MAX_SERIES], line = zb_label_line_mm(c->stage);
        size_t order[ZB_CHART_MAX_SERIES], n = l->n_series;
        for (size_t s = 0; s < n; s++) {
                double mine = point_y(c, l, d->series[s].values[l->n - 1]);
                size_t at = s;
                for (; at > 0 && y[at - 1] > mine; at--)
                        y[at] = y[at - 1], order[at] = order[at - 1];
                y[at] = mine, order[at] = s;
        }
        double floor_y = c->body.y + l->base - line / 2 + 0.1 * c->em, least = c->body.y + l->top;
        size_t room = (size_t)fmax(1, floor((floor_y - least) / line + 1e-6) + 1);
        if (room < n) {
                zb_chart_dropped(c, room, n, ZB_MSG("values"));
                n = room;
        }
        for (size_t i = 0; i < n; i++) {
                y[i] = fmax(y[i], least);
                least = y[i] + line;
        }
        for (size_t i = n; i > 0; i--) {
                y[i - 1] = fmin(y[i - 1], floor_y);
                floor_y = y[i - 1] - line;
        }
        for (size_t i = 0; i < n; i++) {
                double value = d->series[order[i]].values[l->n - 1];
                double x = point_x(c, l, l->n - 1) + value_offset(c->em, l->n_series);
                struct zb_label label =
                        zb_label_value(c, zb_value_text(c->stage->arena, value, zb_unit_at(d, !l->noted && i == 0)));
                if (l->n_series > 1)
                        zb_shape_disc(c, x - 0.26 * c->em, y[i], 0.13 * c->em, zb_series_ink(c, order[i]));
                zb_label_put(c, &label, x, y[i], ZB_LEFT, c->body.x + c->body.w - x);
        }
}

static void chart_line_draw(struct zb_chart *c)
{
        const struct zb_chart_data *d = &c->figure->data;
        if (d->n_labels == 0 || d->n_series == 0)
                return;
        struct lines l = chart_line_plan(c->stage, d, c->body.w, c->body.h);
        if (l.n < d->n_labels)
                zb_chart_dropped(c, l.n, d->n_labels, ZB_MSG("points"));
        zb_legend_draw(c, c->body.y, l.noted);
        if (l.n_series == 1 && l.n > 1)
                draw_area(c, &l);
        draw_grid(c, &l);
        for (size_t s = 0; s < l.n_series; s++)
                draw_series(c, &l, s);
        draw_names(c, &l);
        if (l.every)
                draw_every_value(c, &l);
        else
                draw_last_values(c, &l);
        if (!l.every && l.n_series == 1)
                draw_first_value(c, &l);
}

const struct zb_chart_kind zb_chart_line = {"折线图", false, chart_line_need, chart_line_draw, NULL};
