/* chart (private to compose's figures): what the kinds of charts share: labels that know what lies beneath
 * them, shapes, legends, scales. A kind gives two functions that stand on one plan of its own: the least size
 * it needs and the drawing, so that what `need` promises `draw` keeps. */
#ifndef ZB_CHART_H
#define ZB_CHART_H

#include "figure.h"

#define ZB_CHART_LEADING    1.2 /* of every label, one line or two */
#define ZB_CHART_MAX_SERIES 4

/* One figure while it is drawn. Failures stick: the kinds need not look, zb_figure_draw does at the end. */
struct zb_chart {
        struct zb_stage *stage;
        const struct zb_figure *figure;
        struct zb_rect box;  /* all of it */
        struct zb_rect body; /* where the kind may draw: above the strip, inside the padding */
        double em;           /* of the caption tier, mm */
        int section;
        const char *name; /* for layers: "柱形图 图2 …" */
        const char *cut;  /* the first label that had to be shortened */
        enum zb_code code;
        struct zb_err *err;
};

struct zb_chart_kind {
        const char *zh; /* 柱形图 */
        bool full;      /* its body is the whole card, without padding */
        /* Least body: *ret_h for a body that is width mm wide, or *ret_w when that is more. */
        void (*need)(const struct zb_stage *stage, const struct zb_chart_data *data, double width, double *ret_w,
                     double *ret_h);
        void (*draw)(struct zb_chart *chart);
        /* Width of a body in which it reads at ease, however flat; NULL: any. */
        double (*easy)(const struct zb_stage *stage, const struct zb_chart_data *data);
};
extern const struct zb_chart_kind zb_chart_bar, zb_chart_line, zb_chart_radar, zb_chart_donut, zb_chart_table,
        zb_chart_flow, zb_chart_timeline;

/* ---- labels ---- */

struct zb_label {
        const char *text, *role;
        enum zb_weight weight;
        struct zb_ink ink, under[2];
};
/* Ink text on the card; a figure to remember on the card; white on something dark. */
struct zb_label zb_label_plain(const struct zb_chart *c, const char *text, const char *role);
struct zb_label zb_label_value(const struct zb_chart *c, const char *text);
struct zb_label zb_label_white(const struct zb_chart *c, const char *text, const char *role, struct zb_ink under);

/* Width of a one-line label at the stage's caption em. Quick for Han alone. */
double zb_label_width(const struct zb_stage *stage, enum zb_weight weight, const char *text);
/* Width that a label needs when it may take two lines. */
double zb_label_width2(const struct zb_stage *stage, enum zb_weight weight, const char *text);
double zb_label_line_mm(const struct zb_stage *stage); /* height of one line's box: em × leading */

/* One line, its box's centre at cy and its left, centre or right at x. A text wider than max_w is shortened
 * with an ellipsis, and the chart remembers it. */
void zb_label_put(struct zb_chart *c, const struct zb_label *label, double x, double cy, enum zb_align at,
                  double max_w);
/* Up to two lines of at most max_w, the first line's box beginning at top. */
void zb_label_put2(struct zb_chart *c, const struct zb_label *label, double x, double top, enum zb_align at,
                   double max_w);
/* As zb_label_put, in another tier and size (the mark of AI pictures). */
void zb_label_put_tier(struct zb_chart *c, const struct zb_label *label, enum zb_tier tier, double em, double x,
                       double cy, enum zb_align at);

/* ---- shapes: appended to the charts' layer ---- */

void zb_shape_fill(struct zb_chart *c, const struct zb_path *path, struct zb_paint fill);
void zb_shape_stroke(struct zb_chart *c, const struct zb_path *path, struct zb_ink ink, double width, bool round);
/* A straight line that only helps the eye. */
void zb_shape_rule(struct zb_chart *c, double x0, double y0, double x1, double y1, struct zb_ink ink, double width);
void zb_shape_rect(struct zb_chart *c, struct zb_rect r, double radius, int corners, struct zb_paint fill);
void zb_shape_disc(struct zb_chart *c, double cx, double cy, double r, struct zb_ink fill);

/* ---- series, values, scales ---- */

/* Ink of a series: the last of several is the accent, those before it are quieter. */
struct zb_ink zb_series_ink(const struct zb_chart *c, size_t i);
/* "−3.5次": at most two decimals, with the unit. Lives in arena. */
const char *zb_value_text(struct zb_arena *arena, double value, const char *unit);
/* The unit that a value bears: a sign (%, ℃) every time, a word (次, 小时) on the first value alone, where it says what
 * all of them are. */
const char *zb_unit_at(const struct zb_chart_data *d, bool first);
/* Width of that text in Bold; no arena needed. */
double zb_value_width(const struct zb_stage *stage, double value, const char *unit);
void zb_series_range(const struct zb_chart_data *d, double *ret_min, double *ret_max); /* of drawn series, with 0 */
size_t zb_series_count(const struct zb_chart_data *d); /* at most ZB_CHART_MAX_SERIES */
double zb_nice_ceil(double value);                     /* the next of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 × 10ⁿ */

/* ---- legend ---- */

/* Width of entry i: swatch and name. */
double zb_legend_entry_width(const struct zb_stage *stage, const struct zb_chart_data *d, size_t i);
/* How many rows the legend takes in this width (0: nothing to explain), right-aligned. */
size_t zb_legend_rows(const struct zb_stage *stage, const struct zb_chart_data *d, double width);
double zb_legend_min_width(const struct zb_stage *stage, const struct zb_chart_data *d); /* the widest entry */
void zb_legend_entry(struct zb_chart *c, size_t i, double x, double cy, double max_w);
/* Does its first row leave room at the left for a unit that is a word ("（次）")? Then no value needs it. */
bool zb_legend_holds_unit(const struct zb_stage *stage, const struct zb_chart_data *d, double width);
/* Over the body's whole width; with_unit: as above. */
void zb_legend_draw(struct zb_chart *c, double top, bool with_unit);

/* ---- remarks ---- */

/* "figure.data" at the figure's place. */
void zb_chart_remark(struct zb_chart *c, struct zb_msg text, struct zb_msg fix);
/* Only `drawn` of `given` things found room. what: "类" / "categories". */
void zb_chart_dropped(struct zb_chart *c, size_t drawn, size_t given, struct zb_msg what);

/* ---- icons ---- */

/* The icon of a step: by its name, else by a word in its label; NULL when neither is known. */
struct zb_icon;
const struct zb_icon *zb_icon_find(const char *name, const char *label);
bool zb_icon_known(const char *name);
/* Drawn centred, in a square of the given side. */
void zb_icon_draw(struct zb_chart *c, const struct zb_icon *icon, double cx, double cy, double side,
                  struct zb_ink ink);

#endif
