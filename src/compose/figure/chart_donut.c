/* SPDX-License-Identifier: Apache-2.0 */
/* Donut (环形图): shares of a whole, the biggest one's figure in the middle, a list with all of them beside
 * the ring, or below it in a tall box. Printed shares always sum to 100 %: whole numbers by largest
 * remainder. Values whose unit is % are printed as the author wrote them. */
#include <math.h>
#include <string.h>

#include "chart.h"

#define MAX_SLICES 6
#define HOLE       0.60
#define LEAST_EM   4.0 /* smallest diameter */

struct donut { /* the plan, from the body's top left */
        size_t n, given, biggest;
        double total;
        bool below; /* the list stands below the ring */
        double ring_d, cx, cy;
        double list_x, list_y, list_w, pitch;
        bool centre; /* room for a figure in the hole */
};

static double chart_donut_value_at(const struct zb_chart_data *d, size_t i)
{
        return d->n_series ? fmax(0, d->series[0].values[i]) : 0;
}

static bool is_percent(const struct zb_chart_data *d)
{
        return strcmp(d->unit, "%") == 0;
}

/* Share of slice i in percent, as printed. */
static double share(const struct zb_chart_data *d, const struct donut *p, size_t i)
{
        if (is_percent(d))
                return chart_donut_value_at(d, i);
        if (p->total <= 0)
                return 0;
        double exact[MAX_SLICES] = {0}, sum = 0, all = 0;
        for (size_t k = 0; k < p->n; k++) {
                exact[k] = 100 * chart_donut_value_at(d, k) / p->total;
                all += exact[k];
                sum += floor(exact[k] + 1e-9);
        }
        /* Largest remainder: slice i gets one more when fewer than `left` slices have a larger remainder. */
        double left = floor(all - sum + 0.5), mine = exact[i] - floor(exact[i] + 1e-9);
        size_t before = 0;
        for (size_t k = 0; k < p->n; k++) {
                double other = exact[k] - floor(exact[k] + 1e-9);
                before += k != i && (other > mine + 1e-12 || (fabs(other - mine) <= 1e-12 && k < i));
        }
        return floor(exact[i] + 1e-9) + ((double)before < left ? 1 : 0);
}

static struct donut chart_donut_count(const struct zb_chart_data *d)
{
        struct donut p = {.n = d->n_labels < MAX_SLICES ? d->n_labels : MAX_SLICES, .given = d->n_labels};
        for (size_t i = 0; i < p.given; i++) { /* shares are of all, also of what is not drawn */
                p.total += chart_donut_value_at(d, i);
                if (i < p.n && chart_donut_value_at(d, i) > chart_donut_value_at(d, p.biggest))
                        p.biggest = i;
        }
        return p;
}

static double list_width(const struct zb_stage *s, const struct zb_chart_data *d, const struct donut *p)
{
        double em = s->em[ZB_TIER_CAPTION], label = 0, value = 0;
        for (size_t i = 0; i < p->n; i++) {
                label = fmax(label, zb_label_width(s, ZB_MEDIUM, d->labels[i]));
                value = fmax(value, zb_value_width(s, share(d, p, i), "%"));
        }
        return 0.52 * em + 0.22 * em + label + 0.35 * em + value;
}

static double centre_width(const struct zb_stage *s, const struct zb_chart_data *d, const struct donut *p)
{
        return p->n ? zb_value_width(s, share(d, p, p->biggest), "%") : 0;
}

static void arrange(const struct zb_stage *s, const struct zb_chart_data *d, struct donut *p, double width,
                    double height)
{
        double em = s->em[ZB_TIER_CAPTION], line = zb_label_line_mm(s), gap = 0.55 * em;
        double list_w = fmin(list_width(s, d, p), width), n = (double)(p->n ? p->n : 1);
        double beside = fmin(height, width - list_w - gap), below = fmin(width, height - n * line - gap / 2);
        p->below = below > beside;
        p->ring_d = fmax(p->below ? below : beside, 1);
        if (p->below) {
                p->list_w = fmin(width, fmax(list_w, fmin(1.3 * list_w, p->ring_d)));
                p->list_x = (width - p->list_w) / 2;
                double rest = height - p->ring_d - gap / 2;
                p->pitch = fmin(rest / n, 1.7 * em);
                double used = p->ring_d + gap / 2 + n * p->pitch, top = fmax(0, (height - used) / 2);
                p->cx = width / 2;
                p->cy = top + p->ring_d / 2;
                p->list_y = top + p->ring_d + gap / 2;
        } else {
                p->ring_d = fmin(p->ring_d, 0.94 * height);
                p->pitch = fmin(height / n, 1.9 * em);
                double spare = width - p->ring_d - gap - list_w; /* in three parts around ring and list */
                p->list_w = list_w + spare * 0.3;
                p->cx = spare * 0.2 + p->ring_d / 2;
                p->list_x = spare * 0.4 + p->ring_d + gap;
                p->cy = height / 2;
                p->list_y = (height - n * p->pitch) / 2;
        }
        p->centre = HOLE * p->ring_d * 0.94 >= centre_width(s, d, p);
}

static void chart_donut_need(const struct zb_stage *s, const struct zb_chart_data *d, double width, double *ret_w,
                             double *ret_h)
{
        struct donut p = chart_donut_count(d);
        double em = s->em[ZB_TIER_CAPTION], gap = 0.55 * em, n = (double)p.n;
        double ring = fmax(LEAST_EM * em, centre_width(s, d, &p) / (HOLE * 0.94) + 0.01);
        double list_w = list_width(s, d, &p), list_h = n * zb_label_line_mm(s);
        *ret_w = fmax(list_w, ring);
        double wide = fmax(width, *ret_w);
        *ret_h = wide >= list_w + gap + ring ? fmax(ring / 0.94, list_h) : ring + gap / 2 + list_h;
}

static struct zb_ink slice_ink(const struct zb_theme *t, size_t i)
{
        const struct zb_ink inks[MAX_SLICES] = {t->primary, t->accent, t->mid,
                                                t->soft,    t->deep2,  zb_ink_mix(t->accent, t->paper, 0.5)};
        return inks[i % MAX_SLICES];
}

static void draw_slice(struct zb_chart *c, const struct donut *p, double from, double to, struct zb_ink ink)
{
        double cx = c->body.x + p->cx, cy = c->body.y + p->cy, r = p->ring_d / 2;
        struct zb_path path = {0};
        struct zb_arena *a = c->stage->arena;
        if (to - from < 1e-9)
                return;
        zb_path_arc(a, &path, cx, cy, r, from, to);
        zb_path_arc(a, &path, cx, cy, r * HOLE, to, from);
        zb_path_close(a, &path);
        zb_shape_fill(c, &path, zb_paint_solid(ink));
}

static void draw_ring(struct zb_chart *c, const struct donut *p)
{
        const struct zb_theme *t = c->stage->o->theme;
        double cx = c->body.x + p->cx, cy = c->body.y + p->cy, r = p->ring_d / 2, at = -M_PI / 2;
        for (size_t i = 0; i < p->n && p->total > 0; i++) {
                double turn = 2 * M_PI * chart_donut_value_at(&c->figure->data, i) / p->total;
                draw_slice(c, p, at, at + turn, slice_ink(t, i));
                at += turn;
        }
        draw_slice(c, p, at, 1.5 * M_PI, t->pale); /* of parts that are too many */
        at = -M_PI / 2;
        for (size_t i = 0; p->n > 1 && i < p->n && p->total > 0; i++) { /* seams */
                at += 2 * M_PI * chart_donut_value_at(&c->figure->data, i) / p->total;
                if (chart_donut_value_at(&c->figure->data, i) > 0)
                        zb_shape_rule(c, cx + r * (HOLE - 0.01) * cos(at), cy + r * (HOLE - 0.01) * sin(at),
                                      cx + r * 1.01 * cos(at), cy + r * 1.01 * sin(at), t->paper, 2);
        }
}

static void draw_list(struct zb_chart *c, const struct donut *p, size_t shown)
{
        const struct zb_chart_data *d = &c->figure->data;
        double swatch = 0.52 * c->em, x = c->body.x + p->list_x, right = x + p->list_w;
        for (size_t i = 0; i < shown; i++) {
                double cy = c->body.y + p->list_y + ((double)i + 0.5) * p->pitch;
                double text_x = x + swatch + 0.22 * c->em, value_w = zb_value_width(c->stage, share(d, p, i), "%");
                zb_shape_rect(c, (struct zb_rect){x, cy - swatch / 2, swatch, swatch}, 1.5, 15,
                              zb_paint_solid(slice_ink(c->stage->o->theme, i)));
                struct zb_label name = zb_label_plain(c, d->labels[i], "legend");
                zb_label_put(c, &name, text_x, cy, ZB_LEFT, right - value_w - 0.2 * c->em - text_x);
                struct zb_label value = zb_label_value(c, zb_value_text(c->stage->arena, share(d, p, i), "%"));
                zb_label_put(c, &value, right, cy, ZB_RIGHT, value_w + 0.01);
        }
}

static void check_data(struct zb_chart *c, const struct donut *p)
{
        const struct zb_chart_data *d = &c->figure->data;
        struct zb_arena *a = c->stage->arena;
        bool negative = false;
        for (size_t i = 0; d->n_series && i < d->n_labels; i++)
                negative |= d->series[0].values[i] < 0;
        if (negative)
                zb_chart_remark(c, zb_arena_say(a, "a donut cannot show negative values; they are drawn as 0"),
                                zb_arena_say(a, "use a bar chart"));
        if (p->total <= 0)
                zb_chart_remark(c, zb_arena_say(a, "all parts of the donut are 0"),
                                zb_arena_say(a, "give the parts their values"));
        else if (is_percent(d) && p->n == p->given && fabs(p->total - 100) > 0.6) {
                char sum[40];
                zb_chart_remark(c, zb_arena_say(a, "the parts sum to %s %%, not 100 %%", zb_num(sum, p->total, 1)),
                                zb_arena_say(a, "correct the values or add a part “other”"));
        }
        if (p->n < p->given)
                zb_chart_dropped(c, p->n, p->given, ZB_MSG("parts"));
}

static void chart_donut_draw(struct zb_chart *c)
{
        const struct zb_chart_data *d = &c->figure->data;
        struct donut p = chart_donut_count(d);
        if (p.n == 0)
                return;
        size_t shown = p.n, fit = (size_t)fmax(1, floor(c->body.h / zb_label_line_mm(c->stage) + 1e-6));
        check_data(c, &p);
        arrange(c->stage, d, &p, c->body.w, c->body.h);
        draw_ring(c, &p);
        if (p.centre && p.total > 0) {
                struct zb_label label =
                        zb_label_value(c, zb_value_text(c->stage->arena, share(d, &p, p.biggest), "%"));
                zb_label_put(c, &label, c->body.x + p.cx, c->body.y + p.cy, ZB_CENTER, HOLE * p.ring_d);
        }
        if (shown > fit) { /* the ring shows all, the list what it can */
                zb_chart_dropped(c, fit, shown, ZB_MSG("parts"));
                shown = fit;
                p.pitch = c->body.h / (double)fit;
                p.list_y = 0;
        }
        draw_list(c, &p, shown);
}

const struct zb_chart_kind zb_chart_donut = {"环形图", false, chart_donut_need, chart_donut_draw, NULL};
