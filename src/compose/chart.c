/* SPDX-License-Identifier: Apache-2.0 */
/* What the kinds of charts share. Labels are the heart of it: each one is set in caption tier, knows the inks
 * beneath it and never grows beyond the width it was given, so that no chart can push text into its
 * neighbour. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart.h"

static const struct zb_theme *theme_of(const struct zb_chart *c)
{
        return c->stage->o->theme;
}

static void fail(struct zb_chart *c, enum zb_code code)
{
        if (c->code == ZB_OK)
                c->code = code;
}

/* ---- labels ---- */

struct zb_label zb_label_plain(const struct zb_chart *c, const char *text, const char *role)
{
        const struct zb_theme *t = theme_of(c);
        return (struct zb_label){text, role, ZB_MEDIUM, t->text, {t->paper, t->pale}};
}

struct zb_label zb_label_value(const struct zb_chart *c, const char *text)
{
        const struct zb_theme *t = theme_of(c);
        return (struct zb_label){text, "value", ZB_BOLD, t->primary, {t->paper, t->pale}};
}

struct zb_label zb_label_white(const struct zb_chart *c, const char *text, const char *role,
                               struct zb_ink under)
{
        return (struct zb_label){text, role, ZB_MEDIUM, theme_of(c)->paper, {under, under}};
}

static bool is_han(uint32_t c)
{
        return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

/* Characters of a text of nothing but Han (each exactly one em wide), or 0. */
static size_t only_han(const char *text)
{
        size_t n = 0, len = strlen(text), step;
        uint32_t ch;
        for (; (step = zb_utf8_next(text, len, &ch)) > 0; text += step, len -= step, n++)
                if (!is_han(ch))
                        return 0;
        return n;
}

static double shaped_width(const struct zb_stage *stage, enum zb_weight weight, const char *text)
{
        struct zb_arena *scratch = zb_arena_new();
        if (!scratch)
                return 0;
        double w = zb_text_width(scratch, zb_fonts_face(stage->o->fonts, weight), stage->em[ZB_TIER_CAPTION],
                                 text);
        zb_arena_free(scratch);
        return w;
}

double zb_label_width(const struct zb_stage *stage, enum zb_weight weight, const char *text)
{
        size_t han = only_han(text);
        if (han || !*text)
                return (double)han * stage->em[ZB_TIER_CAPTION];
        return shaped_width(stage, weight, text);
}

double zb_label_width2(const struct zb_stage *stage, enum zb_weight weight, const char *text)
{
        double em = stage->em[ZB_TIER_CAPTION];
        size_t han = only_han(text);
        if (han || !*text)
                return (double)((han + 1) / 2) * em;
        /* A run of Latin or digits is not broken: half of the whole and a bit, or the longest run. */
        double whole = shaped_width(stage, weight, text), longest = 0;
        size_t run = 0, len = strlen(text), step;
        uint32_t ch;
        for (const char *p = text; (step = zb_utf8_next(p, len, &ch)) > 0; p += step, len -= step) {
                run = ch < 0x2E80 && ch != ' ' ? run + 1 : 0;
                longest = fmax(longest, 0.66 * em * (double)run);
        }
        return fmin(whole, fmax(whole / 2 + em, longest));
}

double zb_label_line_mm(const struct zb_stage *stage)
{
        return stage->em[ZB_TIER_CAPTION] * ZB_CHART_LEADING;
}

static struct zb_para *set_lines(struct zb_chart *c, const struct zb_label *l, const char *text, double em,
                                 double measure, enum zb_align at)
{
        struct zb_span *span = zb_arena_alloc(c->stage->arena, sizeof *span);
        struct zb_para *para = NULL;
        if (!span) {
                fail(c, zb_err_nomem(c->err));
                return NULL;
        }
        *span = (struct zb_span){text, strlen(text), zb_fonts_face(c->stage->o->fonts, l->weight), 0};
        struct zb_para_spec spec = {span, 1, em, measure, isfinite(measure) ? at : ZB_LEFT, true};
        if (c->code == ZB_OK)
                fail(c, zb_para_set(c->stage->arena, &spec, &para, NULL, c->err));
        return para;
}

static const char *role_zh(const char *role)
{
        static const struct {
                const char *role, *zh;
        } names[] = {{"caption", "说明"}, {"axis", "标签"},  {"label", "标签"},
                     {"legend", "图例"},  {"value", "数值"}, {"ai", "AI生成"}};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (strcmp(names[i].role, role) == 0)
                        return names[i].zh;
        return role;
}

static void add_para(struct zb_chart *c, const struct zb_label *l, enum zb_tier tier,
                     const struct zb_para *para, double x, double top)
{
        struct zb_stage *s = c->stage;
        struct zb_text_style style = {zb_fonts_face(s->o->fonts, l->weight), l->ink, false};
        struct zb_text like = {.tier = tier,
                               .role = l->role,
                               .leading = ZB_CHART_LEADING,
                               .styles = &style,
                               .n_styles = 1,
                               .under = {l->under[0], l->under[1]},
                               .place = c->figure->place};
        const char *name = zb_arena_printf(s->arena, "%s %s", c->name, role_zh(l->role));
        zb_scene_add_para(s->scene, ZB_LAYER_TEXT, c->section, name ? name : c->name, para, x, top, &like);
}

static double one_line_width(const struct zb_para *para)
{
        return para->n_lines ? para->lines[0].x_mm + para->lines[0].width_mm : 0;
}

/* The longest beginning of text that fits max_w with an ellipsis. */
static const char *shortened(struct zb_chart *c, const struct zb_label *l, double max_w)
{
        size_t len = strlen(l->text);
        if (!c->cut)
                c->cut = l->text;
        while (len > 0) {
                do
                        len--;
                while (len > 0 && ((unsigned char)l->text[len] & 0xC0) == 0x80);
                const char *text = zb_arena_printf(c->stage->arena, "%.*s…", (int)len, l->text);
                if (!text || zb_label_width(c->stage, l->weight, text) <= max_w)
                        return text;
        }
        return NULL;
}

void zb_label_put(struct zb_chart *c, const struct zb_label *l, double x, double cy, enum zb_align at,
                  double max_w)
{
        const char *text = l->text;
        if (!*text)
                return;
        struct zb_para *para = set_lines(c, l, text, c->em, INFINITY, ZB_LEFT);
        if (para && one_line_width(para) > max_w + 0.01) {
                text = shortened(c, l, max_w);
                para = text ? set_lines(c, l, text, c->em, INFINITY, ZB_LEFT) : NULL;
        }
        if (!para)
                return;
        double w = one_line_width(para);
        double left = at == ZB_RIGHT ? x - w : at == ZB_CENTER ? x - w / 2 : x;
        add_para(c, l, ZB_TIER_CAPTION, para, left, cy - zb_label_line_mm(c->stage) / 2);
}

void zb_label_put2(struct zb_chart *c, const struct zb_label *l, double x, double top, enum zb_align at,
                   double max_w)
{
        double line = zb_label_line_mm(c->stage);
        if (zb_label_width(c->stage, l->weight, l->text) > max_w + 0.01) {
                struct zb_para *para = set_lines(c, l, l->text, c->em, max_w + 0.01, at);
                bool fits = para && para->n_lines <= 2;
                for (size_t i = 0; fits && i < para->n_lines; i++)
                        fits = para->lines[i].width_mm <= max_w + 0.02;
                if (fits) {
                        double left = at == ZB_RIGHT ? x - max_w : at == ZB_CENTER ? x - max_w / 2 : x;
                        add_para(c, l, ZB_TIER_CAPTION, para, left, top);
                        return;
                }
        }
        zb_label_put(c, l, x, top + line / 2, at, max_w);
}

void zb_label_put_tier(struct zb_chart *c, const struct zb_label *l, enum zb_tier tier, double em, double x,
                       double cy, enum zb_align at)
{
        struct zb_para *para = set_lines(c, l, l->text, em, INFINITY, ZB_LEFT);
        if (!para)
                return;
        double w = one_line_width(para);
        double left = at == ZB_RIGHT ? x - w : at == ZB_CENTER ? x - w / 2 : x;
        add_para(c, l, tier, para, left, cy - em * ZB_CHART_LEADING / 2);
}

/* ---- shapes ---- */

static struct zb_rect path_bounds(const struct zb_path *p, double grow)
{
        double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
        for (size_t i = 0; i + 1 < p->n_xy; i += 2) {
                x0 = fmin(x0, p->xy[i]), x1 = fmax(x1, p->xy[i]);
                y0 = fmin(y0, p->xy[i + 1]), y1 = fmax(y1, p->xy[i + 1]);
        }
        if (x1 < x0)
                return (struct zb_rect){0, 0, 0, 0};
        return (struct zb_rect){x0 - grow, y0 - grow, x1 - x0 + 2 * grow, y1 - y0 + 2 * grow};
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

void zb_shape_stroke(struct zb_chart *c, const struct zb_path *path, struct zb_ink ink, double width,
                     bool round)
{
        struct zb_item *item = add_shape(c, path, width / 2);
        if (!item)
                return;
        item->shape.stroke = zb_paint_solid(ink);
        item->shape.stroke_mm = width;
        item->shape.round = round;
}

void zb_shape_rule(struct zb_chart *c, double x0, double y0, double x1, double y1, struct zb_ink ink,
                   double width)
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
static size_t legend_row(const struct zb_stage *stage, const struct zb_chart_data *d, size_t from,
                         double width, double *ret_w)
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

void zb_legend_draw(struct zb_chart *c, double top)
{
        const struct zb_chart_data *d = &c->figure->data;
        double line = zb_label_line_mm(c->stage), w;
        size_t n = zb_series_count(d);
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
        struct zb_msg text = {
                zb_arena_printf(a, "图里有%zu%s，只画得下%zu%s", given, what.zh, drawn, what.zh),
                zb_arena_printf(a, "the figure has %zu %s, only %zu fit", given, what.en, drawn)};
        struct zb_msg fix = {
                zb_arena_printf(a, "删到%zu%s，或让这张图占更大的地方", drawn, what.zh),
                zb_arena_printf(a, "cut it to %zu %s or give the figure more room", drawn, what.en)};
        zb_chart_remark(c, text, fix);
}
