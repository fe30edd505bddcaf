/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures and charts as a reader of the board counts them. Where a file says what its figures are, those are they; of
 * the others, the pictures that are painted count once grounds, decorations and codes are left out and strips of one
 * picture are joined, and charts are found among the shapes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"

enum { MANY_OUTLINES = 100, MOST_FIGURES = 500 };

/* ---- which pictures count ---- */

static double area(struct zb_rect r)
{
        return r.w > 0 && r.h > 0 ? r.w * r.h : 0;
}

static double common(struct zb_rect a, struct zb_rect b)
{
        return area(zb_rect_intersect(a, b));
}

static struct zb_rect both(struct zb_rect a, struct zb_rect b)
{
        double x = fmin(a.x, b.x), y = fmin(a.y, b.y);
        return (struct zb_rect){x, y, fmax(a.x + a.w, b.x + b.w) - x, fmax(a.y + a.h, b.y + b.h) - y};
}

static bool same(double a, double b, double tolerance)
{
        return fabs(a - b) <= tolerance;
}

/* Strips and tiles of one picture: edge to edge, of one width or height, one scale, one space, painted in a
 * row. */
static bool tiles_of_one(const struct zb_mark_picture *a, const struct zb_mark_picture *b)
{
        enum { APART = 64 }; /* in painting order */
        const double mm = 0.3;
        if (b->order - a->order > APART || a->space != b->space ||
            (a->num && a->num == b->num && a->px_w > 8 && a->px_h > 8) || a->masked != b->masked)
                return false;
        double sx = a->mm_x / a->px_w, sy = a->mm_y / a->px_h;
        if (!same(sx, b->mm_x / b->px_w, 0.01 * sx) || !same(sy, b->mm_y / b->px_h, 0.01 * sy))
                return false;
        bool column = same(a->box.x, b->box.x, mm) && same(a->box.w, b->box.w, mm) &&
                      (same(a->box.y + a->box.h, b->box.y, mm) || same(b->box.y + b->box.h, a->box.y, mm));
        bool row = same(a->box.y, b->box.y, mm) && same(a->box.h, b->box.h, mm) &&
                   (same(a->box.x + a->box.w, b->box.x, mm) || same(b->box.x + b->box.w, a->box.x, mm));
        return column || row;
}

static void join_tiles(struct zb_marks *m)
{
        enum { BACK = 64 };
        for (bool more = true; more;) {
                more = false;
                for (size_t i = 0; i < m->n_pictures; i++) {
                        struct zb_mark_picture *a = &m->pictures[i];
                        for (size_t j = i + 1; !a->dropped && j < m->n_pictures && j < i + BACK; j++) {
                                struct zb_mark_picture *b = &m->pictures[j];
                                if (b->dropped || !tiles_of_one(a, b))
                                        continue;
                                bool column = same(a->box.x, b->box.x, 0.3) && same(a->box.w, b->box.w, 0.3);
                                a->px_w += column ? 0 : b->px_w;
                                a->px_h += column ? b->px_h : 0;
                                a->mm_x += column ? 0 : b->mm_x;
                                a->mm_y += column ? b->mm_y : 0;
                                a->box = both(a->box, b->box);
                                a->whole = both(a->whole, b->whole);
                                a->order = b->order;
                                a->same ^= b->same * 31;
                                b->dropped = more = true;
                        }
                }
        }
}

/* Share of the box that lines of text cover. */
static double text_on(const struct zb_facts *f, struct zb_rect box)
{
        double sum = 0;
        for (size_t i = 0; i < f->n_lines; i++)
                if (!f->lines[i].hidden)
                        sum += common(f->lines[i].ink, box);
        return area(box) > 0 ? sum / area(box) : 0;
}

static size_t pictures_on(const struct zb_marks *m, const struct zb_mark_picture *p)
{
        size_t n = 0;
        for (size_t i = 0; i < m->n_pictures && i < 2000; i++) {
                const struct zb_mark_picture *q = &m->pictures[i];
                n += q != p && !q->dropped && q->order > p->order && area(q->box) < 0.5 * area(p->box) &&
                     common(q->box, p->box) > 0.9 * area(q->box);
        }
        return n;
}

static bool is_sheet(const struct zb_facts *f, const struct zb_mark_picture *p)
{
        struct zb_rect seen = zb_rect_intersect(p->box, f->trim);
        return seen.w > 0.9 * f->visible.w && seen.h > 0.9 * f->visible.h;
}

static bool is_ground(const struct zb_facts *f, const struct zb_marks *m, const struct zb_mark_picture *p)
{
        struct zb_rect seen = zb_rect_intersect(p->box, f->trim);
        if (p->sheet)
                return true;
        return area(seen) > 0.3 * area(f->trim) && (text_on(f, p->box) > 0.2 || pictures_on(m, p) >= 2);
}

static bool is_decoration(const struct zb_facts *f, const struct zb_mark_picture *p)
{
        double side = fmin(p->box.w, p->box.h), longer = fmax(p->box.w, p->box.h);
        double sheet = fmin(f->trim.w, f->trim.h);
        return p->mask || p->tile || side < 0.02 * sheet || longer > 12 * side || p->alpha < 0.35 ||
               (double)p->px_w * p->px_h <= 64;
}

static bool is_code(const struct zb_facts *f, const struct zb_mark_picture *p)
{
        for (size_t i = 0; i < f->n_qr; i++)
                if (common(f->qr[i].box, p->box) > 0.8 * area(f->qr[i].box) &&
                    area(f->qr[i].box) > 0.35 * area(p->box))
                        return true;
        return false;
}

static void sift(const struct zb_facts *f, struct zb_marks *m)
{
        for (size_t i = 0; i < m->n_pictures; i++) {
                struct zb_mark_picture *p = &m->pictures[i];
                p->dropped |= p->mask || p->tile || common(p->box, f->trim) <= 0;
        }
        join_tiles(m);
        for (size_t i = 0; i < m->n_pictures; i++)
                m->pictures[i].dropped |= is_decoration(f, &m->pictures[i]) || is_code(f, &m->pictures[i]);
        for (size_t i = 0; i < m->n_pictures; i++) {
                struct zb_mark_picture *p = &m->pictures[i];
                p->sheet = !p->dropped && is_sheet(f, p);
                p->ground = !p->dropped && is_ground(f, m, p);
                p->dropped |= p->ground;
        }
}

/* Figures of a file that names none: charts found among the shapes. */
static enum zb_code charts(struct zb_facts *f, struct zb_marks *m, struct zb_err *err)
{
        struct zb_mark_shape *shapes = zb_arena_array(f->arena, m->n_shapes + 1, sizeof *shapes);
        struct zb_rect *pictures = zb_arena_array(f->arena, m->n_pictures + 1, sizeof *pictures), *found;
        size_t n = 0, n_found;
        if (!shapes || !pictures)
                return zb_err_nomem(err);
        for (size_t i = 0; i < m->n_shapes; i++) {
                shapes[i] = m->shapes[i];
                shapes[i].glyph &= f->pdf.outlines > MANY_OUTLINES;
        }
        for (size_t i = 0; i < m->n_pictures; i++)
                if (!m->pictures[i].dropped)
                        pictures[n++] = m->pictures[i].box;
        enum zb_code code = zb_find_charts(f, shapes, m->n_shapes, pictures, n, &found, &n_found, err);
        if (code)
                return code;
        n_found = n_found < MOST_FIGURES ? n_found : MOST_FIGURES;
        m->figures = zb_arena_array(f->arena, n_found + 1, sizeof *m->figures);
        if (!m->figures)
                return zb_err_nomem(err);
        for (size_t i = 0; i < n_found; i++)
                m->figures[m->n_figures++] = (struct zb_mark_figure){.box = found[i], .alt = ""};
        return ZB_OK;
}

/* Nothing is a picture but the ground: whoever looks at the sheet sees pictures in it, or none, and the file
 * does not tell which. The last one painted is the sheet. */
static bool is_flat(const struct zb_marks *m, size_t *ret)
{
        bool found = false;
        for (size_t i = 0; i < m->n_figures; i++)
                if (!m->figures[i].picture)
                        return false;
        for (size_t i = 0; i < m->n_pictures; i++) {
                if (!m->pictures[i].dropped)
                        return false;
                if (m->pictures[i].sheet) {
                        found = true;
                        *ret = i;
                }
        }
        return found;
}

/* A figure that a picture fills is that picture; pictures in any other figure are parts of it. */
static void match(struct zb_marks *m)
{
        for (size_t i = 0; i < m->n_figures; i++) {
                struct zb_mark_figure *figure = &m->figures[i];
                for (size_t j = 0; j < m->n_pictures; j++) {
                        struct zb_mark_picture *p = &m->pictures[j];
                        double shared = common(p->box, figure->box);
                        if (p->dropped || p->alt || shared < 0.8 * area(p->box))
                                continue;
                        if (shared > 0.5 * area(figure->box) && !figure->picture) {
                                figure->picture = true;
                                p->alt = figure->alt;
                        } else {
                                p->dropped = true;
                        }
                }
        }
}

/* ---- the facts ---- */

static struct zb_fact_image photo(struct zb_arena *arena, const struct zb_mark_picture *p)
{
        double stretch = (p->mm_x / p->px_w) / (p->mm_y / p->px_h);
        bool on_side = fabs(fabs(p->turned_deg) - 90) < 45;
        double used_x = fmin(1, (on_side ? p->box.h : p->box.w) / fmax(on_side ? p->whole.h : p->whole.w, 1e-6));
        double used_y = fmin(1, (on_side ? p->box.w : p->box.h) / fmax(on_side ? p->whole.w : p->whole.h, 1e-6));
        return (struct zb_fact_image){
                .box = p->box,
                .type = "photo",
                .place = p->num ? zb_arena_printf(arena, "object %d", p->num) : "inline",
                .caption = p->alt ? p->alt : "",
                .source = "",
                .ppi_x = p->px_w / (p->mm_x / 25.4),
                .ppi_y = p->px_h / (p->mm_y / 25.4),
                .px_w = (int)lround(p->px_w * used_x),
                .px_h = (int)lround(p->px_h * used_y),
                .ai = p->ai,
                .ai_mark_mm = NAN,
                .space = p->space,
                .filter = p->filter,
                .stretch = stretch,
                .turned_deg = p->turned_deg,
                .upsampled = p->upsampled,
                .quality = p->quality,
                .same = p->same,
        };
}

static struct zb_fact_image drawn(struct zb_rect box, const char *alt)
{
        return (struct zb_fact_image){.box = box,
                                      .type = "chart",
                                      .place = "",
                                      .caption = alt,
                                      .source = "",
                                      .ppi_x = NAN,
                                      .ppi_y = NAN,
                                      .ai_mark_mm = NAN,
                                      .space = ZB_SPACE_CMYK,
                                      .stretch = NAN};
}

const struct zb_mark_picture *zb_coarsest_ground(const struct zb_marks *m, double *ret_ppi)
{
        const struct zb_mark_picture *least = NULL;
        *ret_ppi = INFINITY;
        for (size_t i = 0; i < m->n_pictures; i++) {
                const struct zb_mark_picture *p = &m->pictures[i];
                double own = fmin(p->px_w / (p->mm_x / 25.4), p->px_h / (p->mm_y / 25.4));
                if (p->ground && own < *ret_ppi) {
                        *ret_ppi = own;
                        least = p;
                }
        }
        return least;
}

enum zb_code zb_figures_of_marks(struct zb_derivation *d, struct zb_marks *m, struct zb_err *err)
{
        struct zb_facts *f = d->facts;
        sift(f, m);
        enum zb_code code = m->n_figures == 0 ? charts(f, m, err) : ZB_OK;
        if (code)
                return code;
        match(m);
        struct zb_fact_image *images = zb_arena_array(f->arena, m->n_pictures + m->n_figures + 1, sizeof *images);
        if (!images)
                return zb_err_nomem(err);
        for (size_t i = 0; i < m->n_figures; i++)
                if (!m->figures[i].picture)
                        images[f->n_images++] = drawn(m->figures[i].box, m->figures[i].alt);
        for (size_t i = 0; i < m->n_pictures; i++)
                if (!m->pictures[i].dropped)
                        images[f->n_images++] = photo(f->arena, &m->pictures[i]);
        size_t sheet;
        if (is_flat(m, &sheet)) {
                f->flat = true;
                images[0] = photo(f->arena, &m->pictures[sheet]);
                images[0].decoration = true;
                f->n_images = 1;
        }
        f->images = images;
        return ZB_OK;
}
