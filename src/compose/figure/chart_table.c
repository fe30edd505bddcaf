/* SPDX-License-Identifier: Apache-2.0 */
/* Table (表格): it fills its card from edge to edge: a primary header with white text, rows in turn white and
 * pale. The first column names the row and stands left; numbers in the last column are what the board wants
 * to show and are set as values. */
#include <math.h>
#include <string.h>

#include "chart.h"

#define MAX_COLUMNS 12
#define ROW_EM      1.26 /* least row height */

#define PAD_EM       0.30
#define LEAST_PAD_EM 0.20

struct table { /* the plan */
        size_t cols, rows, drawn;
        double row_h, pad;             /* pad: em */
        double col_x[MAX_COLUMNS + 1]; /* from the body's left */
};

static const char *cell(const struct zb_chart_data *d, size_t row, size_t col)
{
        return d->cells[row * d->n_labels + col];
}

/* Numbers, percentages, "12次": begins with a digit or a sign before one. */
static bool numeric(const char *text)
{
        if (strncmp(text, "\xE2\x88\x92", 3) == 0)
                text += 3;
        else if (*text == '-' || *text == '+')
                text++;
        return *text >= '0' && *text <= '9';
}

static bool is_value(const struct zb_chart_data *d, const struct table *t, size_t row, size_t col)
{
        return t->cols > 1 && col + 1 == t->cols && numeric(cell(d, row, col));
}

/* What column i needs, padding of pad_em at both sides included. */
static double column_width(const struct zb_stage *s, const struct zb_chart_data *d, const struct table *t, size_t i,
                           double pad_em)
{
        double w = zb_label_width(s, ZB_MEDIUM, d->labels[i]);
        for (size_t r = 0; r < d->n_rows; r++)
                w = fmax(w, zb_label_width(s, is_value(d, t, r, i) ? ZB_BOLD : ZB_MEDIUM, cell(d, r, i)));
        /* The outer columns keep clear of the card's edge. */
        double outer = i == 0 || i + 1 == t->cols ? 0.15 * s->em[ZB_TIER_CAPTION] : 0;
        return w + 2 * pad_em * s->em[ZB_TIER_CAPTION] + outer + 0.01;
}

static struct table chart_table_count(const struct zb_chart_data *d)
{
        return (struct table){.cols = d->n_labels < MAX_COLUMNS ? d->n_labels : MAX_COLUMNS, .rows = d->n_rows};
}

/* Columns that are too wide together give way from the widest down. */
static void shrink(double *w, size_t n, double width, double least)
{
        double sum = 0, cap = 0;
        for (size_t i = 0; i < n; i++) {
                sum += w[i];
                cap = fmax(cap, w[i]);
        }
        while (sum > width + 1e-6 && cap > least) {
                cap *= 0.98;
                sum = 0;
                for (size_t i = 0; i < n; i++)
                        sum += w[i] = fmin(w[i], cap);
        }
}

static struct table chart_table_plan(const struct zb_stage *s, const struct zb_chart_data *d, double width,
                                     double height)
{
        struct table t = chart_table_count(d);
        double w[MAX_COLUMNS], sum = 0, em = s->em[ZB_TIER_CAPTION];
        for (size_t i = 0; i < t.cols; i++)
                sum += column_width(s, d, &t, i, PAD_EM);
        /* Padding gives way before any word does. */
        double lack = fmax(0, sum - width) / (2 * em * (double)(t.cols ? t.cols : 1));
        t.pad = fmax(LEAST_PAD_EM, PAD_EM - lack);
        for (size_t i = 0; i < t.cols; i++)
                w[i] = column_width(s, d, &t, i, t.pad);
        shrink(w, t.cols, width, em);
        sum = 0;
        for (size_t i = 0; i < t.cols; i++)
                sum += w[i];
        /* Spare width goes to all alike. */
        for (size_t i = 0; i < t.cols; i++)
                t.col_x[i + 1] = t.col_x[i] + w[i] + (width - sum) / (double)t.cols;
        size_t fit = (size_t)fmax(1, floor(height / (ROW_EM * em) + 1e-6));
        t.drawn = t.rows + 1 > fit ? fit - 1 : t.rows;
        t.row_h = height / (double)(t.drawn + 1);
        return t;
}

static void chart_table_need(const struct zb_stage *s, const struct zb_chart_data *d, double width, double *ret_w,
                             double *ret_h)
{
        struct table t = chart_table_count(d);
        double w = 0;
        for (size_t i = 0; i < t.cols; i++)
                w += column_width(s, d, &t, i, LEAST_PAD_EM);
        *ret_w = w;
        *ret_h = (double)(t.rows + 1) * ROW_EM * s->em[ZB_TIER_CAPTION];
}

static void draw_cell(struct zb_chart *c, const struct table *t, size_t col, double cy, struct zb_label *label)
{
        double pad = t->pad * c->em, x0 = c->body.x + t->col_x[col] + pad, x1 = c->body.x + t->col_x[col + 1] - pad;
        if (col == 0) {
                x0 += 0.15 * c->em;
                zb_label_put(c, label, x0, cy, ZB_LEFT, x1 - x0);
                return;
        }
        if (col + 1 == t->cols)
                x1 -= 0.15 * c->em;
        zb_label_put(c, label, (x0 + x1) / 2, cy, ZB_CENTER, x1 - x0);
}

static void chart_table_draw(struct zb_chart *c)
{
        const struct zb_chart_data *d = &c->figure->data;
        const struct zb_theme *th = c->stage->o->theme;
        if (d->n_labels == 0)
                return;
        struct table t = chart_table_plan(c->stage, d, c->body.w, c->body.h);
        bool strip = c->body.h < c->box.h - 1;
        for (size_t r = 0; r <= t.drawn; r++) {
                struct zb_rect row = {c->body.x, c->body.y + (double)r * t.row_h, c->body.w, t.row_h};
                struct zb_ink ink = r == 0 ? th->primary : r % 2 ? th->paper : th->pale;
                int corners = (r == 0 ? ZB_TL | ZB_TR : 0) | (r == t.drawn && !strip ? ZB_BL | ZB_BR : 0);
                zb_shape_rect(c, row, ZB_FIGURE_RADIUS_MM, corners, zb_paint_solid(ink));
                for (size_t i = 0; i < t.cols; i++) {
                        struct zb_label label = r == 0 ? zb_label_white(c, d->labels[i], "axis", ink)
                                                : is_value(d, &t, r - 1, i)
                                                        ? zb_label_value(c, cell(d, r - 1, i))
                                                        : zb_label_plain(c, cell(d, r - 1, i), "label");
                        label.under[0] = label.under[1] = ink;
                        draw_cell(c, &t, i, row.y + row.h / 2, &label);
                }
        }
        for (size_t i = 1; i < t.cols; i++)
                zb_shape_rule(c, c->body.x + t.col_x[i], c->body.y + t.row_h, c->body.x + t.col_x[i],
                              c->body.y + c->body.h, th->soft, 0.7);
        if (t.drawn < t.rows)
                zb_chart_dropped(c, t.drawn, t.rows, ZB_MSG("rows"));
        if (t.cols < d->n_labels)
                zb_chart_dropped(c, t.cols, d->n_labels, ZB_MSG("columns"));
}

const struct zb_chart_kind zb_chart_table = {"表格", true, chart_table_need, chart_table_draw, NULL};
