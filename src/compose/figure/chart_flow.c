/* SPDX-License-Identifier: Apache-2.0 */
/* Flow (流程图): steps as icon circles joined by arrows, each with its label below. One row where the box is
 * wide, two or three rows or a list (labels at the right, arrows downwards) where it is tall: every
 * arrangement that fits is scored by how well it fills the box, and the best one is drawn. */
#include <math.h>
#include <string.h>

#include "chart.h"

#define MAX_STEPS   12
#define MAX_ABREAST 5    /* more steps read as well in rows */
#define LEAST_EM    1.45 /* smallest circle */
#define MOST_EM     3.2
#define LABEL_GAP   0.20 /* em between neighbours' labels */
#define CIRCLE_GAP  0.10 /* em between a circle and its label */
#define ROW_GAP     0.34
#define PART        0.60 /* of its column that a circle takes at most: the rest is the arrow's */

struct flow { /* one arrangement */
        size_t n, rows, cols;
        bool list;
        int lines; /* of a label */
        double least_w, least_h;
        double label_w; /* widest label in that many lines */
        double d;       /* circle */
        double pitch_x, pitch_y, used_w, used_h;
};

static double labels_width(const struct zb_stage *s, const struct zb_chart_data *d, size_t n, int lines)
{
        double w = 0;
        for (size_t i = 0; i < n; i++)
                w = fmax(w, lines == 1 ? zb_label_width(s, ZB_MEDIUM, d->labels[i])
                                       : zb_label_width2(s, ZB_MEDIUM, d->labels[i]));
        return w;
}

/* Arrangement k (0 …) with its least size; false after the last. Lists come in one or two label lines, rows
 * in up to three rows. */
static bool arrangement(const struct zb_stage *s, const struct zb_chart_data *d, int k, struct flow *f)
{
        double em = s->em[ZB_TIER_CAPTION], line = zb_label_line_mm(s);
        size_t n = d->n_labels < MAX_STEPS ? d->n_labels : MAX_STEPS;
        if (k >= 8 || n == 0)
                return false;
        *f = (struct flow){.n = n, .lines = 1 + k % 2, .list = k >= 6, .rows = (size_t)k / 2 + 1};
        f->label_w = labels_width(s, d, n, f->lines) + 0.02;
        double lines_h = f->lines * line;
        if (f->list) {
                f->rows = n, f->cols = 1;
                f->least_w = LEAST_EM * em + 0.4 * em + f->label_w;
                f->least_h = (double)n * fmax((LEAST_EM + ROW_GAP) * em, lines_h + 0.05 * em);
                return true;
        }
        f->cols = (n + f->rows - 1) / f->rows;
        f->rows = (n + f->cols - 1) / f->cols;
        f->least_w = (double)f->cols * fmax(f->label_w + LABEL_GAP * em, LEAST_EM / PART * em) - LABEL_GAP * em;
        if (f->cols == 1 && n > 1)
                f->least_w = INFINITY; /* a list reads better */
        f->least_h =
                (double)f->rows * ((LEAST_EM + CIRCLE_GAP) * em + lines_h) + ((double)f->rows - 1) * ROW_GAP * em;
        return true;
}

static void chart_flow_need(const struct zb_stage *s, const struct zb_chart_data *d, double width, double *ret_w,
                            double *ret_h)
{
        struct flow f;
        double w = INFINITY, h = INFINITY;
        for (int k = 0; arrangement(s, d, k, &f); k++)
                w = fmin(w, f.least_w);
        for (int k = 0; arrangement(s, d, k, &f); k++)
                if (f.least_w <= fmax(w, width) + 1e-6)
                        h = fmin(h, f.least_h);
        *ret_w = isfinite(w) ? w : 0;
        *ret_h = isfinite(h) ? h : 0;
}

static double easy(const struct zb_stage *s, const struct zb_chart_data *d)
{
        struct flow f;
        return d->n_labels <= MAX_ABREAST && arrangement(s, d, 0, &f) ? f.least_w + 0.01 : 0;
}

/* Gives the arrangement the box's size: circles as large as they may be, then air. */
static void chart_flow_stretch(const struct zb_stage *s, struct flow *f, double width, double height)
{
        double em = s->em[ZB_TIER_CAPTION], line = zb_label_line_mm(s), lines_h = f->lines * line;
        double rows = (double)f->rows, cols = (double)f->cols;
        if (f->list) {
                f->pitch_y = fmin(height / rows, 4 * em);
                f->d = fmin(fmin(f->pitch_y - ROW_GAP * em, fmax(fmin(0.7 * f->pitch_y, 2.7 * em), LEAST_EM * em)),
                            width - 0.4 * em - f->label_w);
                f->used_h = rows * f->pitch_y;
                f->used_w = f->d + 0.4 * em + f->label_w;
        } else {
                f->pitch_x = fmin((width + LABEL_GAP * em) / cols, fmax(7 * em, f->label_w + LABEL_GAP * em));
                double room = (height - (rows - 1) * ROW_GAP * em) / rows - lines_h - CIRCLE_GAP * em;
                f->d = fmin(fmin(PART * f->pitch_x, MOST_EM * em), room);
                double unit = f->d + CIRCLE_GAP * em + lines_h;
                /* Spare height parts the rows, within reason. */
                double spare = rows > 1 ? fmin((height - rows * unit) / rows, 1.6 * em) : 0;
                f->pitch_y = unit + fmax(spare, ROW_GAP * em);
                f->used_h = unit + (rows - 1) * f->pitch_y;
                f->used_w = cols * f->pitch_x - LABEL_GAP * em;
        }
        f->d = fmax(f->d, 0.8 * em);
}

/* What fills the box and has large circles is best; a list is narrow by nature, a short last row (which
 * stands in the middle) a little less calm than a full one. */
static double score(const struct flow *f, double em, double width, double height)
{
        double high = fmin(1, f->used_h / height), wide = fmin(1, f->used_w / width);
        double empty = (double)(f->rows * f->cols - f->n) / (double)f->cols; /* of the last row */
        double size = 0.1 * fmin(f->d / (2.2 * em), 1);
        if (f->list)
                return high * (0.2 + 0.8 * wide) + size - 0.06;
        return high * wide + size - 2 * empty * empty - 0.05 * (double)(f->rows - 1);
}

static bool chart_flow_plan(const struct zb_stage *s, const struct zb_chart_data *d, double width, double height,
                            struct flow *ret)
{
        struct flow f, tightest = {0};
        double best = -INFINITY, lack = INFINITY, em = s->em[ZB_TIER_CAPTION];
        for (int k = 0; arrangement(s, d, k, &f); k++) {
                double missing = fmax(0, f.least_w - width) / width + fmax(0, f.least_h - height) / height;
                chart_flow_stretch(s, &f, width, height);
                if (missing < lack)
                        lack = missing, tightest = f;
                /* Two lines only where one does not do. */
                double one = f.lines > 1 ? labels_width(s, d, f.n, 1) : INFINITY;
                if (one <= (f.list ? width - f.d - 0.4 * em : f.pitch_x - LABEL_GAP * em))
                        continue;
                if (missing <= 1e-6 && score(&f, em, width, height) > best)
                        best = score(&f, em, width, height), *ret = f;
        }
        if (!isfinite(best))
                *ret = tightest;
        return isfinite(best);
}

/* A triangle of the given size that points along (dx, dy), centred at (x, y). */
static void arrow(struct zb_chart *c, double x, double y, double dx, double dy, double size)
{
        struct zb_path p = {0};
        double h = 0.5 * size, w = 0.56 * size;
        zb_path_polygon(c->stage->arena, &p,
                        (double[]){x + dx * h, y + dy * h, x - dx * h - dy * w, y - dy * h + dx * w,
                                   x - dx * h + dy * w, y - dy * h - dx * w},
                        3, true);
        zb_shape_fill(c, &p, zb_paint_solid(c->stage->o->theme->accent));
}

static const char *given_icon(const struct zb_chart_data *d, size_t i)
{
        return d->icons && d->icons[i] ? d->icons[i] : "";
}

/* Icons found by words are all or none: one number among icons would look like a mistake. */
static const struct zb_icon *step_icon(const struct zb_chart_data *d, size_t n, size_t i)
{
        bool all = true;
        for (size_t k = 0; k < n; k++)
                all &= zb_icon_find(given_icon(d, k), d->labels[k]) != NULL;
        return all || zb_icon_known(given_icon(d, i)) ? zb_icon_find(given_icon(d, i), d->labels[i]) : NULL;
}

static void draw_step(struct zb_chart *c, const struct flow *f, size_t i, double cx, double cy)
{
        const struct zb_chart_data *d = &c->figure->data;
        const struct zb_theme *t = c->stage->o->theme;
        const char *given = given_icon(d, i);
        const struct zb_icon *icon = step_icon(d, f->n, i);
        struct zb_path p = {0};
        double pen = fmax(2.4, 0.055 * f->d), r = (f->d - pen) / 2;
        bool last = i + 1 == f->n;
        zb_path_ellipse(c->stage->arena, &p, cx, cy, r, r);
        zb_shape_fill(c, &p, zb_paint_solid(icon ? t->paper : t->primary));
        zb_shape_stroke(c, &p, last ? t->accent : t->primary, pen, false);
        if (icon) {
                zb_icon_draw(c, icon, cx, cy, 0.56 * f->d, t->primary);
        } else {
                const char *number = zb_value_text(c->stage->arena, (double)(i + 1), "");
                struct zb_label label = zb_label_white(c, number, "value", t->primary);
                label.weight = ZB_BOLD;
                zb_label_put(c, &label, cx, cy, ZB_CENTER, f->d);
        }
        if (*given && !zb_icon_known(given)) {
                struct zb_arena *a = c->stage->arena;
                zb_chart_remark(c, zb_arena_say(a, "there is no icon “%s”", given),
                                zb_arena_say(a, "use another name, or leave it out: the step's words choose one"));
        }
}

/* Between two neighbours of a row or a list: a soft line with an arrow. */
static void chart_flow_join(struct zb_chart *c, const struct flow *f, double x0, double y0, double x1, double y1)
{
        double len = hypot(x1 - x0, y1 - y0), dx = (x1 - x0) / len, dy = (y1 - y0) / len;
        double edge = f->d / 2 + 0.06 * c->em, free_len = len - 2 * edge;
        if (free_len < 3)
                return;
        zb_shape_rule(c, x0 + dx * edge, y0 + dy * edge, x1 - dx * edge, y1 - dy * edge, c->stage->o->theme->soft,
                      fmin(4, 0.16 * c->em));
        arrow(c, (x0 + x1) / 2, (y0 + y1) / 2, dx, dy, fmin(0.5 * c->em, 0.75 * free_len));
}

static void draw_list(struct zb_chart *c, const struct flow *f)
{
        double x = c->body.x + (c->body.w - f->used_w) / 2 + f->d / 2;
        x = fmax(x, c->body.x + f->d / 2);
        double top = c->body.y + fmax(0, (c->body.h - f->used_h) / 2), line = zb_label_line_mm(c->stage);
        for (size_t i = 0; i < f->n; i++) {
                double cy = top + ((double)i + 0.5) * f->pitch_y, text_x = x + f->d / 2 + 0.4 * c->em;
                if (i > 0)
                        chart_flow_join(c, f, x, cy - f->pitch_y, x, cy);
                draw_step(c, f, i, x, cy);
                struct zb_label label = zb_label_plain(c, c->figure->data.labels[i], "label");
                double room = c->body.x + c->body.w - text_x;
                bool two = f->lines == 2 && zb_label_width(c->stage, ZB_MEDIUM, label.text) > room;
                zb_label_put2(c, &label, text_x, cy - (two ? 1 : 0.5) * line, ZB_LEFT, room);
        }
}

static void draw_rows(struct zb_chart *c, const struct flow *f)
{
        double left = c->body.x + (c->body.w - f->used_w) / 2 - LABEL_GAP * c->em / 2;
        double top = c->body.y + fmax(0, (c->body.h - f->used_h) / 2),
               size = fmin(0.5 * c->em, 0.3 * (f->pitch_x - f->d));
        double max_w = f->pitch_x - LABEL_GAP * c->em + 0.02;
        for (size_t i = 0; i < f->n; i++) {
                size_t row = i / f->cols, col = i % f->cols;
                size_t here = f->n - row * f->cols < f->cols ? f->n - row * f->cols : f->cols; /* in this row */
                double x = left + ((double)(f->cols - here) / 2 + (double)col + 0.5) * f->pitch_x,
                       y = top + (double)row * f->pitch_y + f->d / 2;
                if (col > 0)
                        chart_flow_join(c, f, x - f->pitch_x, y, x, y);
                else if (row > 0) /* the row goes on from the one above */
                        arrow(c, x - f->d / 2 - (f->pitch_x - f->d) / 4, y, 1, 0, size);
                if (col + 1 == f->cols && i + 1 < f->n)
                        arrow(c, x + f->d / 2 + (f->pitch_x - f->d) / 4, y, 1, 0, size);
                draw_step(c, f, i, x, y);
                struct zb_label label = zb_label_plain(c, c->figure->data.labels[i], "label");
                double label_top = y + f->d / 2 + CIRCLE_GAP * c->em;
                if (f->lines == 2)
                        zb_label_put2(c, &label, x, label_top, ZB_CENTER, fmin(max_w, fmax(f->label_w, 0)));
                else
                        zb_label_put(c, &label, x, label_top + zb_label_line_mm(c->stage) / 2, ZB_CENTER, max_w);
        }
}

static void chart_flow_draw(struct zb_chart *c)
{
        const struct zb_chart_data *d = &c->figure->data;
        struct flow f = {0};
        if (d->n_labels == 0)
                return;
        struct zb_arena *a = c->stage->arena;
        if (!chart_flow_plan(c->stage, d, fmax(1, c->body.w), fmax(1, c->body.h), &f))
                zb_chart_remark(c, zb_arena_say(a, "the flow's %zu steps do not fit this box", d->n_labels),
                                zb_arena_say(a, "fewer steps, shorter words, or more room for the figure"));
        if (f.n < d->n_labels)
                zb_chart_dropped(c, f.n, d->n_labels, ZB_MSG("steps"));
        if (f.list)
                draw_list(c, &f);
        else
                draw_rows(c, &f);
}

const struct zb_chart_kind zb_chart_flow = {"流程图", false, chart_flow_need, chart_flow_draw, easy};
