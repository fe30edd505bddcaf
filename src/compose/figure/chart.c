/* SPDX-License-Identifier: Apache-2.0 */
/* What the kinds of charts share beside their labels: shapes with exact bounds, the inks of series, numbers
 * as text, legends, remarks about data. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart.h"

static const struct zb_theme *theme_of(const struct zb_chart *c)
{
        return c->stage->o->theme;
}

/* ---- shapes ---- */

struct bounds {
        double x0, y0, x1, y1;
};

static void include(struct bounds *b, double x, double y)
{
        b->x0 = fmin(b->x0, x), b->x1 = fmax(b->x1, x);
        b->y0 = fmin(b->y0, y), b->y1 = fmax(b->y1, y);
}

static double cubic(const double *p, int axis, double t)
{
        double u = 1 - t;
        return u * u * u * p[axis] + 3 * u * u * t * p[2 + axis] + 3 * u * t * t * p[4 + axis] +
               t * t * t * p[6 + axis];
}

/* Where one coordinate of the curve turns; p holds its four points. */
static void include_curve(struct bounds *b, const double *p)
{
        for (int axis = 0; axis < 2; axis++) {
                double d0 = p[2 + axis] - p[axis], d1 = p[4 + axis] - p[2 + axis], d2 = p[6 + axis] - p[4 + axis];
                double qa = d0 - 2 * d1 + d2, qb = 2 * (d1 - d0), root = qb * qb - 4 * qa * d0;
                double t[2] = {-1, -1};
                if (fabs(qa) < 1e-12)
                        t[0] = fabs(qb) > 1e-12 ? -d0 / qb : -1;
                else if (root >= 0)
                        t[0] = (-qb + sqrt(root)) / (2 * qa), t[1] = (-qb - sqrt(root)) / (2 * qa);
                for (int i = 0; i < 2; i++)
                        if (t[i] > 0 && t[i] < 1)
                                include(b, cubic(p, 0, t[i]), cubic(p, 1, t[i]));
        }
        include(b, p[6], p[7]);
}

static struct zb_rect path_bounds(const struct zb_path *p, double grow)
{
        struct bounds b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
        const double *xy = p->xy;
        for (size_t i = 0; i < p->n_ops; i++) {
                if (p->ops[i] == ZB_CURVE) { /* a curve always follows a point */
                        include_curve(&b, xy - 2);
                        xy += 6;
                } else if (p->ops[i] != ZB_CLOSE) {
                        include(&b, xy[0], xy[1]);
                        xy += 2;
                }
        }
        if (b.x1 < b.x0)
                return (struct zb_rect){0, 0, 0, 0};
        return (struct zb_rect){b.x0 - grow, b.y0 - grow, b.x1 - b.x0 + 2 * grow, b.y1 - b.y0 + 2 * grow};
}

static struct zb_item *add_shape(struct zb_chart *c, const struct zb_path *path, double grow)
{
        struct zb_item *item = zb_scene_item(c->stage->scene, ZB_ITEM_SHAPE, ZB_LAYER_CHARTS);
        if (!item)
                return NULL;
        item->section = c->section;
        item->name = c->name;
        item->box = path_bounds(path, grow);
        item->shape.path = *path;
        return item;
}

void zb_shape_fill(struct zb_chart *c, const struct zb_path *path, struct zb_paint fill)
{
        struct zb_item *item = add_shape(c, path, 0);
        if (item)
                item->shape.fill = fill;
}

void zb_shape_stroke(struct zb_chart *c, const struct zb_path *path, struct zb_ink ink, double width, bool round)
{
        struct zb_item *item = add_shape(c, path, width / 2);
        if (!item)
                return;
        item->shape.stroke = zb_paint_solid(ink);
        item->shape.stroke_mm = width;
        item->shape.round = round;
}

void zb_shape_rule(struct zb_chart *c, double x0, double y0, double x1, double y1, struct zb_ink ink, double width)
{
        struct zb_path path = {0};
        zb_path_move(c->stage->arena, &path, x0, y0);
        zb_path_line(c->stage->arena, &path, x1, y1);
        zb_shape_stroke(c, &path, ink, width, false);
        struct zb_scene *scene = c->stage->scene;
        if (scene->n_items)
                scene->items[scene->n_items - 1].decoration = true;
}

void zb_shape_rect(struct zb_chart *c, struct zb_rect r, double radius, int corners, struct zb_paint fill)
{
        struct zb_path path = {0};
        zb_path_corner_rect(c->stage->arena, &path, r, radius, corners);
        zb_shape_fill(c, &path, fill);
}

void zb_shape_disc(struct zb_chart *c, double cx, double cy, double r, struct zb_ink fill)
{
        struct zb_path path = {0};
        zb_path_ellipse(c->stage->arena, &path, cx, cy, r, r);
        zb_shape_fill(c, &path, zb_paint_solid(fill));
}

/* ---- series, values, scales ---- */

/* Bars are areas, so the quiet series may be light; lines and outlines need the stronger ink. */
struct zb_ink zb_series_ink(const struct zb_chart *c, size_t i)
{
        const struct zb_theme *t = theme_of(c);
        const struct zb_ink areas[][ZB_CHART_MAX_SERIES] = {{t->mid},
                                                            {t->mid, t->accent},
                                                            {t->mid, t->primary, t->accent},
                                                            {t->soft, t->mid, t->primary, t->accent}};
        const struct zb_ink lines[][ZB_CHART_MAX_SERIES] = {{t->primary},
                                                            {t->primary, t->accent},
                                                            {t->mid, t->primary, t->accent},
                                                            {t->deep2, t->mid, t->primary, t->accent}};
        size_t n = zb_series_count(&c->figure->data);
        if (n == 0 || i >= n)
                return t->primary;
        return c->figure->type == ZB_FIG_BAR ? areas[n - 1][i] : lines[n - 1][i];
}

/* Writes the number with a real minus sign into out; returns out. */
static char *value_put(char out[64], double value, const char *unit)
{
        char num[40];
        zb_num(num, fabs(value), 2);
        bool minus = value < 0 && strcmp(num, "0") != 0;
        snprintf(out, 64, "%s%s%s", minus ? "\xE2\x88\x92" : "", num, unit);
        return out;
}

const char *zb_value_text(struct zb_arena *arena, double value, const char *unit)
{
        char out[64];
        const char *text = strlen(unit) < 20 ? zb_arena_strdup(arena, value_put(out, value, unit)) : NULL;
        return text ? text : "";
}

static bool unit_is_word(const struct zb_chart_data *d)
{
        uint32_t c = 0;
        zb_utf8_next(d->unit, strlen(d->unit), &c);
        return c >= 0x2E80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

const char *zb_unit_at(const struct zb_chart_data *d, bool first)
{
        return first || !unit_is_word(d) ? d->unit : "";
}

double zb_value_width(const struct zb_stage *stage, double value, const char *unit)
{
        char out[64];
        return zb_label_width(stage, ZB_BOLD, value_put(out, value, strlen(unit) < 20 ? unit : ""));
}

size_t zb_series_count(const struct zb_chart_data *d)
{
        return d->n_series < ZB_CHART_MAX_SERIES ? d->n_series : ZB_CHART_MAX_SERIES;
}

void zb_series_range(const struct zb_chart_data *d, double *ret_min, double *ret_max)
{
        double lo = 0, hi = 0;
        for (size_t s = 0; s < zb_series_count(d); s++)
                for (size_t i = 0; i < d->n_labels; i++) {
                        lo = fmin(lo, d->series[s].values[i]);
                        hi = fmax(hi, d->series[s].values[i]);
                }
        if (hi - lo <= 0)
                hi = 1; /* nothing but zeros: any scale will do */
        *ret_min = lo;
        *ret_max = hi;
}

double zb_nice_ceil(double value)
{
        static const double steps[] = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
        if (value <= 0)
                return 0;
        double power = pow(10, floor(log10(value)));
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
                if (value <= steps[i] * power * (1 + 1e-9))
                        return steps[i] * power;
        return 10 * power;
}

/* ---- legend ---- */

static double swatch_mm(double em)
{
        return 0.52 * em;
}

double zb_legend_entry_width(const struct zb_stage *stage, const struct zb_chart_data *d, size_t i)
{
        double em = stage->em[ZB_TIER_CAPTION];
        return swatch_mm(em) + 0.22 * em + zb_label_width(stage, ZB_MEDIUM, d->series[i].name);
}

double zb_legend_min_width(const struct zb_stage *stage, const struct zb_chart_data *d)
{
        double w = 0;
        for (size_t i = 0; d->n_series > 1 && i < zb_series_count(d); i++)
                w = fmax(w, zb_legend_entry_width(stage, d, i));
        return w;
}

/* First entry beyond the row that begins with `from`; *ret_w is the row's width. */
static size_t legend_row(const struct zb_stage *stage, const struct zb_chart_data *d, size_t from, double width,
                         double *ret_w)
{
        double gap = 0.6 * stage->em[ZB_TIER_CAPTION], w = zb_legend_entry_width(stage, d, from);
        size_t i = from + 1, n = zb_series_count(d);
        for (; i < n; i++) {
                double more = w + gap + zb_legend_entry_width(stage, d, i);
                if (more > width)
                        break;
                w = more;
        }
        *ret_w = w;
        return i;
}

size_t zb_legend_rows(const struct zb_stage *stage, const struct zb_chart_data *d, double width)
{
        size_t rows = 0, n = zb_series_count(d);
        double w;
        for (size_t i = 0; n > 1 && i < n; rows++)
                i = legend_row(stage, d, i, width, &w);
        return rows;
}

void zb_legend_entry(struct zb_chart *c, size_t i, double x, double cy, double max_w)
{
        const struct zb_chart_data *d = &c->figure->data;
        double s = swatch_mm(c->em), text_x = x + s + 0.22 * c->em;
        struct zb_ink ink = zb_series_ink(c, i);
        zb_shape_rect(c, (struct zb_rect){x, cy - s / 2, s, s}, 1.5, 15, zb_paint_solid(ink));
        struct zb_label label = zb_label_plain(c, d->series[i].name, "legend");
        zb_label_put(c, &label, text_x, cy, ZB_LEFT, x + max_w - text_x);
}

#define UNIT_NOTE "（%s）"

bool zb_legend_holds_unit(const struct zb_stage *stage, const struct zb_chart_data *d, double width)
{
        char note[64];
        double em = stage->em[ZB_TIER_CAPTION], w;
        if (zb_series_count(d) < 2 || !unit_is_word(d) || strlen(d->unit) >= 40)
                return false;
        snprintf(note, sizeof note, UNIT_NOTE, d->unit);
        legend_row(stage, d, 0, width, &w);
        return w + 0.8 * em + zb_label_width(stage, ZB_MEDIUM, note) <= width;
}

void zb_legend_draw(struct zb_chart *c, double top, bool with_unit)
{
        const struct zb_chart_data *d = &c->figure->data;
        double line = zb_label_line_mm(c->stage), w;
        size_t n = zb_series_count(d);
        if (with_unit) {
                struct zb_label note =
                        zb_label_plain(c, zb_arena_printf(c->stage->arena, UNIT_NOTE, d->unit), "legend");
                if (note.text)
                        zb_label_put(c, &note, c->body.x, top + line / 2, ZB_LEFT, c->body.w);
        }
        for (size_t i = 0; n > 1 && i < n; top += line) {
                size_t end = legend_row(c->stage, d, i, c->body.w, &w);
                double x = c->body.x + fmax(0, c->body.w - w);
                for (; i < end; i++) {
                        double entry = zb_legend_entry_width(c->stage, d, i);
                        zb_legend_entry(c, i, x, top + line / 2, fmin(entry, c->body.w));
                        x += entry + 0.6 * c->em;
                }
        }
}

/* ---- remarks ---- */

void zb_chart_remark(struct zb_chart *c, struct zb_msg text, struct zb_msg fix)
{
        struct zb_scene_remark *r = zb_scene_remark(c->stage->scene);
        if (r)
                *r = (struct zb_scene_remark){"figure.data", c->figure->place, text, fix};
}

void zb_chart_dropped(struct zb_chart *c, size_t drawn, size_t given, struct zb_msg what)
{
        struct zb_arena *a = c->stage->arena;
        struct zb_msg text = zb_arena_say(a, "the figure has %zu %s, only %zu fit", given, what.packed, drawn);
        struct zb_msg fix = zb_arena_say(a, "cut it to %zu %s or give the figure more room", drawn, what.packed);
        zb_chart_remark(c, text, fix);
}
