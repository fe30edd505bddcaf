/* SPDX-License-Identifier: Apache-2.0 */
/* Bar chart (柱形图): groups of horizontal bars, so that category names stand where they are read, at the
 * left. Bars always begin at zero: their length is the value. The value is printed on the last series of a
 * group (the one that the board wants to show), or on every bar where the bars are thick enough to tell them
 * apart; a unit that is a word stands beside the legend or on
 * the first of them only. A negative bar's value stands at its end,
 * or, where width is dear, on the free side of zero. */
#include <math.h>

#include "chart.h"

#define MAX_BARS       12   /* groups: more of them nobody reads off a board */
#define BAR_MAX_MM     18.0 /* of the reference boards; more only in tall boxes */
#define BAR_MIN_MM     6.0
#define FIELD_EM       3.0  /* the shortest field in which lengths still tell something */
#define FIELD_LEAST_EM 2.2  /* where names would have to be cut otherwise */
#define WHOLE_EM       5.0  /* a name up to here is not worth breaking */
#define VALUE_GAP      0.26 /* em between a bar and its value */

#define INWARD_GAIN 1.3 /* so much longer bars are worth a negative value on the far side of zero */

struct bars { /* the plan, from the body's top left */
        size_t n, n_series, drawn;
        bool every;          /* a value on every bar */
        bool noted;          /* the unit stands beside the legend */
        bool squeezed;       /* some name has less width than it needs */
        bool two;            /* names may take two lines */
        bool inward;         /* values of negative bars stand at the right of zero */
        bool longer_above;   /* in some group a bar above the last one reaches into its value */
        double top;          /* below the legend */
        double pitch, thick; /* of a group, of a bar */
        double label_w;      /* the column of names */
        double per_unit;     /* mm of a bar per 1 */
        double zero_x;
};

static bool printed(const struct bars *b, size_t s)
{
        return b->every || s + 1 == b->n_series;
}

static size_t most_bars(const struct zb_chart_data *d)
{
        return d->n_labels < MAX_BARS ? d->n_labels : MAX_BARS;
}

static double widest_label(const struct zb_stage *s, const struct zb_chart_data *d, bool two)
{
        double w = 0;
        for (size_t i = 0; i < most_bars(d); i++) {
                double whole = zb_label_width(s, ZB_MEDIUM, d->labels[i]);
                bool breaks = two && whole > WHOLE_EM * s->em[ZB_TIER_CAPTION];
                w = fmax(w, breaks ? zb_label_width2(s, ZB_MEDIUM, d->labels[i]) : whole);
        }
        return w;
}

static bool longer_above(const struct zb_chart_data *d, size_t n_series)
{
        for (size_t k = 0; k + 1 < n_series; k++)
                for (size_t i = 0; i < most_bars(d); i++)
                        if (fabs(d->series[k].values[i]) > fabs(d->series[n_series - 1].values[i]))
                                return true;
        return false;
}

/* A value beside a thin bar is taller than it: it moves down until its ink clears the longer bar above. */
static double chart_bar_drop(const struct zb_stage *s, const struct bars *b, double thick)
{
        return b->longer_above && !b->every ? fmax(0, 0.42 * s->em[ZB_TIER_CAPTION] - thick / 2) : 0;
}

/* A value stands beside the last bar of its group, so the last one may reach below the group's own height. */
static double overhang(const struct zb_stage *s, const struct bars *b, double pitch, double thick)
{
        return fmax(0, ((double)b->n_series - 1) * thick / 2 + chart_bar_drop(s, b, thick) + zb_label_line_mm(s) / 2 -
                               pitch / 2);
}

/* From the middle of a value to the next group, em: more where it was moved down towards it. */
static double value_clear(const struct bars *b)
{
        return b->longer_above && !b->every ? 0.57 : 0.45;
}

/* Names and values each need their line, and a group's value must clear the next group's first bar. */
static double pitch_min(const struct zb_stage *s, const struct bars *b)
{
        double em = s->em[ZB_TIER_CAPTION], n = (double)b->n_series;
        double value = n > 1 ? (n - 0.5) * BAR_MIN_MM + chart_bar_drop(s, b, BAR_MIN_MM) + value_clear(b) * em : 0;
        double name = b->two ? 2 * zb_label_line_mm(s) + 0.1 * em : zb_label_line_mm(s) + 0.02 * em;
        return fmax(fmax(name, n * BAR_MIN_MM + 0.2 * em), value);
}

static double bar_thickness(const struct zb_stage *s, const struct bars *b, double pitch)
{
        double em = s->em[ZB_TIER_CAPTION], n = (double)b->n_series;
        double most = fmax(n > 1 ? BAR_MAX_MM : 0.88 * em, 0.2 * pitch);
        double clear = n > 1 ? fmin((pitch - (0.42 + value_clear(b)) * em) / (n - 1), (pitch - 0.45 * em) / (n - 0.5))
                             : INFINITY;
        if (!b->longer_above && n > 1)
                clear = (pitch - 0.45 * em) / (n - 0.5);
        return fmax(BAR_MIN_MM, fmin(fmin(most, clear), 0.68 * pitch / n));
}

static double legend_height(const struct zb_stage *s, const struct zb_chart_data *d, double width)
{
        size_t rows = zb_legend_rows(s, d, width);
        return rows ? (double)rows * zb_label_line_mm(s) + 0.12 * s->em[ZB_TIER_CAPTION] : 0;
}

/* The unit that bar i of series k bears. */
static const char *unit_of(const struct zb_chart_data *d, const struct bars *b, size_t k, size_t i)
{
        return zb_unit_at(d, !b->noted && i == 0 && k == (b->every ? 0 : b->n_series - 1));
}

/* How far bars and their values reach to the left (side -1) or right (+1) of zero at this scale. */
static double reach(const struct zb_stage *s, const struct zb_chart_data *d, const struct bars *b, double per_unit,
                    int side)
{
        double far = side > 0 ? d->max * per_unit : 0;
        for (size_t k = 0; k < b->n_series; k++)
                for (size_t i = 0; i < most_bars(d); i++) {
                        double v = d->series[k].values[i];
                        int value_side = v < 0 && !b->inward ? -1 : 1;
                        double bar = (v < 0) == (side < 0) ? fabs(v) * per_unit : 0;
                        double value = printed(b, k) && value_side == side
                                               ? VALUE_GAP * s->em[ZB_TIER_CAPTION] +
                                                         zb_value_width(s, v, unit_of(d, b, k, i))
                                               : 0;
                        far = fmax(far, bar + value);
                }
        return far;
}

static double names_column(const struct zb_stage *s, const struct bars *b)
{
        return b->label_w + 0.3 * s->em[ZB_TIER_CAPTION];
}

/* Millimetres per unit at which the bars' field is field_em long. */
static double scale_of(const struct zb_stage *s, const struct zb_chart_data *d, double field_em)
{
        double lo, hi;
        zb_series_range(d, &lo, &hi);
        return field_em * s->em[ZB_TIER_CAPTION] / (fmax(hi, d->max) - lo);
}

/* The largest scale at which bars and values fit beside the names; never less than next to nothing. */
static void scale(const struct zb_stage *s, const struct zb_chart_data *d, struct bars *b, double width)
{
        double field = width - names_column(s, b), lo = 0,
               hi = scale_of(s, d, FIELD_EM) * width / s->em[ZB_TIER_CAPTION];
        for (int i = 0; i < 40; i++) {
                double mid = (lo + hi) / 2;
                if (reach(s, d, b, mid, -1) + reach(s, d, b, mid, 1) <= field)
                        lo = mid;
                else
                        hi = mid;
        }
        b->per_unit = lo;
        b->zero_x = names_column(s, b) + reach(s, d, b, lo, -1);
}

/* Width that names, values and a field of field_em want beyond what there is. */
static double lacking(const struct zb_stage *s, const struct zb_chart_data *d, const struct bars *b, double width,
                      double field_em)
{
        double unit = scale_of(s, d, field_em);
        return names_column(s, b) + reach(s, d, b, unit, -1) + reach(s, d, b, unit, 1) - width;
}

static struct bars chart_bar_plan_names(const struct zb_stage *s, const struct zb_chart_data *d, bool two,
                                        double width, double height)
{
        struct bars b = {.n = most_bars(d), .n_series = zb_series_count(d), .two = two};
        b.longer_above = longer_above(d, b.n_series);
        b.every = b.n_series == 1;
        b.noted = zb_legend_holds_unit(s, d, width);
        b.top = legend_height(s, d, width);
        double least = pitch_min(s, &b), rest = height - b.top - overhang(s, &b, least, BAR_MIN_MM);
        size_t fit = rest > least ? (size_t)floor(rest / least + 1e-6) : 1;
        b.drawn = b.n < fit ? b.n : fit;
        double n = (double)(b.drawn ? b.drawn : 1);
        /* A thicker bar pushes its value further down and so takes from the pitch: the thickest that pays for
         * it. */
        b.thick = fmax(BAR_MAX_MM, height);
        do {
                b.thick = fmax(BAR_MIN_MM, b.thick - 0.25);
                double below = ((double)b.n_series - 1) * b.thick / 2 + chart_bar_drop(s, &b, b.thick) +
                               zb_label_line_mm(s) / 2;
                b.pitch = fmin((height - b.top) / n, (height - b.top - below) / (n - 0.5));
        } while (b.thick > BAR_MIN_MM && (b.thick > bar_thickness(s, &b, b.pitch) || b.pitch < least));
        b.every |= b.thick >= zb_label_line_mm(s);
        b.label_w = widest_label(s, d, two);
        double lack = lacking(s, d, &b, width, FIELD_EM);
        if (lack > 1e-6 && b.n_series > 1 && b.every) { /* not for values that nobody asked for */
                b.every = false;
                lack = lacking(s, d, &b, width, FIELD_EM);
        }
        if (lack > 1e-6)
                b.inward = true;
        lack = lacking(s, d, &b, width, FIELD_LEAST_EM);
        if (lack > 1e-6) { /* names that leave no field to the bars give way */
                b.label_w = fmax(s->em[ZB_TIER_CAPTION], b.label_w - lack);
                b.squeezed = true;
        }
        scale(s, d, &b, width);
        struct bars in = b;
        in.inward = true;
        scale(s, d, &in, width);
        return in.per_unit > INWARD_GAIN * b.per_unit ? in : b;
}

static struct bars chart_bar_plan(const struct zb_stage *s, const struct zb_chart_data *d, double width,
                                  double height)
{
        struct bars one = chart_bar_plan_names(s, d, false, width, height);
        if (!one.squeezed)
                return one;
        struct bars two = chart_bar_plan_names(s, d, true, width, height);
        return two.drawn < one.drawn ? one : two;
}

static void need_names(const struct zb_stage *s, const struct zb_chart_data *d, bool two, double width, double *ret_w,
                       double *ret_h)
{
        struct bars b = {.n = most_bars(d),
                         .n_series = zb_series_count(d),
                         .every = d->n_series == 1,
                         .two = two,
                         .inward = true};
        b.longer_above = longer_above(d, b.n_series);
        b.label_w = widest_label(s, d, two);
        double w = lacking(s, d, &b, 0, FIELD_EM);
        *ret_w = fmax(w, zb_legend_min_width(s, d)) + 0.01;
        double pitch = pitch_min(s, &b);
        *ret_h = legend_height(s, d, fmax(*ret_w, width)) + (double)b.n * pitch + overhang(s, &b, pitch, BAR_MIN_MM) +
                 0.01;
}

static void chart_bar_need(const struct zb_stage *s, const struct zb_chart_data *d, double width, double *ret_w,
                           double *ret_h)
{
        double w, h;
        need_names(s, d, false, width, ret_w, ret_h);
        if (width >= *ret_w)
                return;
        need_names(s, d, true, width, &w, &h);
        if (w < *ret_w)
                *ret_w = w, *ret_h = h;
}

static void draw_bar(struct zb_chart *c, const struct bars *b, size_t s, size_t i, double cy)
{
        const struct zb_chart_data *d = &c->figure->data;
        double value = d->series[s].values[i];
        double zero = c->body.x + b->zero_x, len = fabs(value) * b->per_unit;
        struct zb_rect r = {value < 0 ? zero - len : zero, cy - b->thick / 2, len, b->thick};
        int corners = value < 0 ? ZB_TL | ZB_BL : ZB_TR | ZB_BR;
        if (len > 0)
                zb_shape_rect(c, r, fmin(2, len / 2), corners, zb_paint_solid(zb_series_ink(c, s)));
        if (!printed(b, s))
                return;
        struct zb_label label = zb_label_value(c, zb_value_text(c->stage->arena, value, unit_of(d, b, s, i)));
        double gap = VALUE_GAP * c->em, y = cy + chart_bar_drop(c->stage, b, b->thick);
        if (value < 0 && !b->inward)
                zb_label_put(c, &label, r.x - gap, y, ZB_RIGHT, r.x - gap - c->body.x);
        else
                zb_label_put(c, &label, r.x + r.w + gap, y, ZB_LEFT, c->body.x + c->body.w - r.x - r.w - gap);
}

static void chart_bar_draw(struct zb_chart *c)
{
        const struct zb_chart_data *d = &c->figure->data;
        struct bars b = chart_bar_plan(c->stage, d, c->body.w, c->body.h);
        zb_legend_draw(c, c->body.y, b.noted);

        double top = c->body.y + b.top, zero = c->body.x + b.zero_x;
        for (size_t i = 0; i < b.drawn; i++) {
                double mid = top + ((double)i + 0.5) * b.pitch;
                struct zb_label label = zb_label_plain(c, d->labels[i], "axis");
                bool two = b.two && zb_label_width(c->stage, ZB_MEDIUM, d->labels[i]) > b.label_w + 0.01;
                if (two)
                        zb_label_put2(c, &label, c->body.x + b.label_w, mid - zb_label_line_mm(c->stage), ZB_RIGHT,
                                      b.label_w);
                else
                        zb_label_put(c, &label, c->body.x + b.label_w, mid, ZB_RIGHT, b.label_w);
                for (size_t s = 0; s < b.n_series; s++) {
                        double off = ((double)s - ((double)b.n_series - 1) / 2) * b.thick;
                        draw_bar(c, &b, s, i, mid + off);
                }
        }
        double group = (double)b.n_series * b.thick, slack = fmin(4, (b.pitch - group) / 2);
        zb_shape_rule(c, zero, top + (b.pitch - group) / 2 - slack, zero,
                      top + (double)b.drawn * b.pitch - (b.pitch - group) / 2 + slack, c->stage->o->theme->primary,
                      1.4);
        if (b.drawn < d->n_labels)
                zb_chart_dropped(c, b.drawn, d->n_labels, ZB_MSG("categories"));
}

const struct zb_chart_kind zb_chart_bar = {"柱形图", false, chart_bar_need, chart_bar_draw, NULL};
