/* SPDX-License-Identifier: Apache-2.0 */
/* The board's picture with every finding marked on it: one SVG in millimetres, so that a mark stands where
 * its box says whatever the zoom, and the page prints without its script. */
#include <math.h>
#include <string.h>

#include "html.h"

struct html_picture_sheet {
        struct zb_rect home; /* what the picture shows at first */
        double r;            /* of a pin, mm */
};

static bool box_known(struct zb_rect r)
{
        return r.w > 0 && r.h > 0 && isfinite(r.x) && isfinite(r.y) && isfinite(r.w) && isfinite(r.h);
}

static struct zb_rect html_picture_join(struct zb_rect a, struct zb_rect b)
{
        if (!box_known(b))
                return a;
        if (!box_known(a))
                return b;
        double x = fmin(a.x, b.x), y = fmin(a.y, b.y);
        return (struct zb_rect){x, y, fmax(a.x + a.w, b.x + b.w) - x, fmax(a.y + a.h, b.y + b.h) - y};
}

static struct zb_rect trim_of(const struct zb_facts *f)
{
        struct zb_rect page = {0, 0, f->width_mm, f->height_mm};
        return box_known(f->trim) ? f->trim : box_known(page) ? page : (struct zb_rect){0, 0, 785, 1780};
}

static void html_picture_num(struct zb_buf *out, const char *name, double v)
{
        zb_buf_printf(out, " %s=\"", name);
        zb_buf_num(out, v, 2);
        zb_buf_putc(out, '"');
}

static void rect(struct zb_buf *out, struct zb_rect r)
{
        html_picture_num(out, "x", r.x);
        html_picture_num(out, "y", r.y);
        html_picture_num(out, "width", r.w);
        html_picture_num(out, "height", r.h);
}

static void four(struct zb_buf *out, struct zb_rect r)
{
        const double v[] = {r.x, r.y, r.w, r.h};
        for (int i = 0; i < 4; i++) {
                zb_buf_puts(out, i ? " " : "");
                zb_buf_num(out, v[i], 2);
        }
}

/* ---- the picture and what lies over it ---- */

static void view(const struct zb_report *r, struct zb_rect trim, struct zb_buf *out)
{
        const struct zb_fact_survey *s = &r->facts->survey;
        const uint8_t *data = r->view ? r->view : s->view;
        size_t len = r->view ? r->view_len : s->view_len;
        struct zb_rect box = r->view ? r->view_box : s->box;
        bool png = len > 4 && memcmp(data, "\x89PNG", 4) == 0;
        zb_buf_puts(out, "<rect class=\"paper\"");
        rect(out, trim);
        zb_buf_puts(out, "/>");
        if (!data || len == 0)
                return;
        zb_buf_puts(out, "<image class=\"view\" preserveAspectRatio=\"none\"");
        rect(out, box_known(box) ? box : trim);
        zb_html(out, " href=\"data:image/%s;base64,", png ? "png" : "jpeg");
        zb_base64_put(out, data, len);
        zb_buf_puts(out, "\"/>");
}

/* The ink map travels as its bytes; the script draws it when it is asked for. */
static void html_picture_ink(const struct zb_report *r, struct zb_rect trim, struct zb_buf *out)
{
        const struct zb_fact_survey *s = &r->facts->survey;
        if (!s->known || !s->ink || s->cols <= 0 || s->rows <= 0)
                return;
        zb_buf_puts(out, "<image class=\"ink\" preserveAspectRatio=\"none\"");
        rect(out, box_known(s->box) ? s->box : trim);
        zb_html(out, " data-cols=\"%d\" data-rows=\"%d\" data-limit=\"%d\" data-ink=\"", s->cols, s->rows,
                (int)lround(r->process->total_ink_max));
        zb_base64_put(out, s->ink, (size_t)s->cols * (size_t)s->rows);
        zb_buf_puts(out, "\"/>");
}

static void path_of(struct zb_buf *out, struct zb_rect r)
{
        zb_buf_putc(out, 'M');
        zb_buf_num(out, r.x, 2);
        zb_buf_putc(out, ' ');
        zb_buf_num(out, r.y, 2);
        zb_buf_putc(out, 'h');
        zb_buf_num(out, r.w, 2);
        zb_buf_putc(out, 'v');
        zb_buf_num(out, r.h, 2);
        zb_buf_putc(out, 'h');
        zb_buf_num(out, -r.w, 2);
        zb_buf_putc(out, 'z');
}

/* What the stand's frame hides, veiled; the edge of the finished picture. */
static void frame(const struct zb_report *r, struct zb_rect trim, struct zb_buf *out)
{
        if (box_known(r->facts->visible)) {
                zb_buf_puts(out, "<path class=\"hides\" fill-rule=\"evenodd\" d=\"");
                path_of(out, trim);
                path_of(out, r->facts->visible);
                zb_buf_puts(out, "\"/>");
        }
        zb_buf_puts(out, "<rect class=\"trim\"");
        rect(out, trim);
        zb_buf_puts(out, "/>");
}

/* ---- marks ---- */

#define LARGE_SHARE 0.12
enum { MAX_MARKS = 400 };
struct pins {
        double x[MAX_MARKS], y[MAX_MARKS];
        size_t n;
};

static bool taken(const struct pins *p, double x, double y, double gap)
{
        for (size_t i = 0; i < p->n; i++)
                if (hypot(p->x[i] - x, p->y[i] - y) < gap)
                        return true;
        return false;
}

/* At the box's top left corner, or as near to the right of it (then below) as there is room. */
static void set_pin(const struct html_picture_sheet *s, struct pins *p, struct zb_rect box)
{
        double x0 = fmin(fmax(box.x, s->home.x + s->r), s->home.x + s->home.w - s->r), x = x0;
        double y = fmin(fmax(box.y, s->home.y + s->r), s->home.y + s->home.h - s->r);
        for (int tries = 0; tries < MAX_MARKS && taken(p, x, y, 2 * s->r); tries++) {
                x += 2.05 * s->r;
                if (x > s->home.x + s->home.w - s->r) {
                        x = x0;
                        y = fmin(y + 2.05 * s->r, s->home.y + s->home.h - s->r);
                }
        }
        p->x[p->n] = x;
        p->y[p->n++] = y;
}

/* A box as large as the board would tint what it is to show. */
static bool is_large(const struct html_picture_sheet *s, struct zb_rect box)
{
        return box.w * box.h > LARGE_SHARE * s->home.w * s->home.h;
}

/* The boxes' frames lie under all pins: a line through a number would strike it out. */
static void frames(const struct zb_html_list *list, const struct html_picture_sheet *s, struct zb_buf *out)
{
        zb_buf_puts(out, "<g class=\"frames\">");
        for (size_t i = 0; i < list->n && i < MAX_MARKS; i++) {
                struct zb_rect box = list->items[i]->box;
                if (!list->numbers[i] || !box_known(box))
                        continue;
                zb_html(out, "<rect class=\"%s%s\"", zb_severity_names[list->items[i]->severity],
                        is_large(s, box) ? " large" : "");
                rect(out, box);
                zb_buf_puts(out, "/>");
        }
        zb_buf_puts(out, "</g>\n");
}

static void mark(const struct zb_report *r, const struct zb_finding *f, int number,
                 const struct html_picture_sheet *s, struct pins *pins, struct zb_buf *out)
{
        const char *kind = zb_severity_names[f->severity];
        set_pin(s, pins, f->box);
        double x = pins->x[pins->n - 1], y = pins->y[pins->n - 1];
        zb_html(out, "<g class=\"mark %s\" data-n=\"%d\" role=\"button\" tabindex=\"0\" aria-label=\"%d: ", kind,
                number, number);
        zb_html_text(out, zb_msg_text(f->message, r->lang));
        zb_buf_puts(out, "\"><title>");
        zb_html_text(out, zb_msg_text(f->message, r->lang));
        zb_html(out, "</title><rect class=\"box%s\"", is_large(s, f->box) ? " large" : "");
        rect(out, f->box);
        zb_buf_puts(out, "/><g class=\"pin\" transform=\"translate(");
        zb_buf_num(out, x, 2);
        zb_buf_putc(out, ' ');
        zb_buf_num(out, y, 2);
        zb_buf_puts(out, ")\"");
        html_picture_num(out, "data-x", x);
        html_picture_num(out, "data-y", y);
        zb_buf_puts(out, "><circle");
        html_picture_num(out, "r", s->r);
        zb_buf_puts(out, "/><text text-anchor=\"middle\"");
        html_picture_num(out, "y", 0.36 * s->r);
        html_picture_num(out, "font-size", number > 99 ? 0.85 * s->r : 1.1 * s->r);
        zb_html(out, ">%d</text></g></g>", number);
}

static void html_picture_marks(const struct zb_report *r, const struct zb_html_list *list,
                               const struct html_picture_sheet *s, struct zb_buf *out)
{
        struct pins pins = {.n = 0};
        frames(list, s, out);
        zb_buf_puts(out, "<g class=\"marks\">\n");
        /* The worst are drawn last: they lie on top. */
        for (int severity = ZB_ADVISORY; severity <= ZB_ERROR; severity++)
                for (size_t i = 0; i < list->n && pins.n < MAX_MARKS; i++)
                        if (list->numbers[i] && (int)list->items[i]->severity == severity &&
                            box_known(list->items[i]->box)) {
                                mark(r, list->items[i], list->numbers[i], s, &pins, out);
                                zb_buf_putc(out, '\n');
                        }
        zb_buf_puts(out, "</g>");
}

/* ---- the viewer ---- */

static void button(const struct zb_report *r, struct zb_buf *out, const char *act, struct zb_msg label,
                   const char *face)
{
        const char *text = zb_msg_text(label, r->lang);
        zb_html(out, "<button type=\"button\" data-act=\"%s\" aria-label=\"%s\" title=\"%s\">%s</button>", act, text,
                text, face ? face : text);
}

static void toolbar(const struct zb_report *r, bool map, bool any_mark, struct zb_buf *out)
{
        zb_html(out, "<div class=\"tools\" role=\"toolbar\" aria-label=\"%s\">", zb_say(r, "Picture tools"));
        button(r, out, "out", ZB_MSG("Zoom out"), "−");
        zb_buf_puts(out, "<output aria-live=\"polite\">100%</output>");
        button(r, out, "in", ZB_MSG("Zoom in"), "+");
        button(r, out, "fit", ZB_MSG("Whole"), NULL);
        zb_buf_puts(out, "<span class=\"gap\"></span>");
        if (any_mark)
                zb_html(out, "<button type=\"button\" data-act=\"marks\" aria-pressed=\"true\">%s</button>",
                        zb_say(r, "Marks"));
        if (map)
                zb_html(out, "<button type=\"button\" data-act=\"ink\" aria-pressed=\"false\">%s</button>",
                        zb_say(r, "Ink map"));
        zb_buf_puts(out, "</div>");
}

static void legend(const struct zb_report *r, struct zb_buf *out)
{
        int limit = (int)lround(r->process->total_ink_max);
        const int steps[] = {0, limit / 3, limit * 2 / 3, limit * 5 / 6, limit};
        double over = zb_report_over_cm2(r);
        zb_html(out, "<div class=\"legend\" hidden><p>%s</p><ol>", zb_say(r, "Sum of the four inks"));
        for (int i = 0; i < 5; i++) {
                zb_html(out, "<li class=\"k%d\">", i);
                if (i < 4)
                        zb_html(out, "%d–%d%%", steps[i], steps[i + 1]);
                else
                        zb_html(out, zb_say(r, "above %d%%"), limit);
                zb_buf_puts(out, "</li>");
        }
        zb_buf_puts(out, "</ol>");
        if (isfinite(over)) {
                zb_buf_puts(out, zb_say(r, "<p>Area above the limit <b>"));
                zb_html_num(out, over, over < 10 ? 2 : 0);
                zb_buf_puts(out, zb_say(r, "</b> cm², at most <b>"));
                zb_html_num(out, r->facts->total_max, 0);
                zb_buf_puts(out, "%</b></p>");
        }
        zb_buf_puts(out, "</div>");
}

bool zb_html_is_wide(const struct zb_report *r)
{
        struct zb_rect trim = trim_of(r->facts);
        return trim.w > 1.2 * trim.h;
}

void zb_html_picture(const struct zb_report *r, const struct zb_html_list *list, struct zb_buf *out)
{
        if (!r->view && !r->facts->survey.view && !(r->facts->width_mm > 0)) {
                zb_html(out, "<figure class=\"viewer empty\"><p>%s</p></figure>\n",
                        zb_say(r, "The file cannot be read: there is no picture."));
                return;
        }
        const struct zb_fact_survey *survey = &r->facts->survey;
        bool map = survey->known && survey->ink && survey->cols > 0 && survey->rows > 0, any = false;
        struct zb_rect trim = trim_of(r->facts), home = html_picture_join(trim, r->view ? r->view_box : survey->box);
        double pad = 0.012 * fmax(home.w, home.h);
        struct html_picture_sheet s = {{home.x - pad, home.y - pad, home.w + 2 * pad, home.h + 2 * pad},
                                       0.0105 * hypot(home.w, home.h)};
        for (size_t i = 0; i < list->n; i++)
                any |= list->numbers[i] && box_known(list->items[i]->box);
        zb_html(out, "<figure class=\"viewer\">");
        toolbar(r, map, any, out);
        zb_buf_puts(out, "<svg class=\"sheet\" viewBox=\"");
        four(out, s.home);
        zb_html(out, "\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">",
                zb_say(r, "The board with its findings marked; plus and minus zoom, arrows move, 0 shows the "
                          "whole"));
        view(r, trim, out);
        html_picture_ink(r, trim, out);
        frame(r, trim, out);
        html_picture_marks(r, list, &s, out);
        zb_buf_puts(out, "</svg>\n");
        if (map)
                legend(r, out);
        zb_html(out, "<figcaption>%s</figcaption></figure>\n",
                any ? zb_say(r, "Numbers on the picture are those of the list; the veiled rim is hidden by the "
                                "stand's frame.")
                    : zb_say(r, "The veiled rim is hidden by the stand's frame."));
}
