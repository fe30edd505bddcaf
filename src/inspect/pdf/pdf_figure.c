/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures and charts as a reader of the board counts them. A tagged file says what is a figure (ISO 32000-1,
 * 14.8: /Figure with a BBox and Alt); of the others, the pictures that are painted count once grounds,
 * decorations and codes are left out and strips of one picture are joined. */
#include <math.h>
#include <string.h>

#include "pdf_priv.h"

/* ---- the structure tree ---- */

struct tree {
        struct pdf *pdf;
        pdf_obj *roles;
        int left; /* nodes that may still be visited */
};

static bool is_figure(struct tree *t, pdf_obj *node)
{
        fz_context *ctx = t->pdf->ctx;
        pdf_obj *kind = pdf_dict_get(ctx, node, PDF_NAME(S));
        if (strcmp(pdf_to_name(ctx, kind), "Figure") == 0)
                return true;
        return pdf_is_name(ctx, kind) &&
               strcmp(pdf_to_name(ctx, pdf_dict_get(ctx, t->roles, kind)), "Figure") == 0;
}

static bool bbox_of(struct pdf *pdf, pdf_obj *attributes, int depth, fz_rect *ret)
{
        fz_context *ctx = pdf->ctx;
        if (pdf_is_array(ctx, attributes) && depth == 0) {
                for (int i = 0; i < pdf_array_len(ctx, attributes) && i < 32; i++)
                        if (bbox_of(pdf, pdf_array_get(ctx, attributes, i), 1, ret))
                                return true;
                return false;
        }
        pdf_obj *box = pdf_dict_get(ctx, attributes, PDF_NAME(BBox));
        *ret = pdf_to_rect(ctx, box);
        return pdf_array_len(ctx, box) == 4 && !fz_is_empty_rect(*ret);
}

static void figure(struct tree *t, pdf_obj *node, pdf_obj *page)
{
        struct pdf *pdf = t->pdf;
        fz_context *ctx = pdf->ctx;
        fz_rect user;
        if ((page && pdf_objcmp_resolve(ctx, page, pdf->page_obj) != 0) ||
            !bbox_of(pdf, pdf_dict_get(ctx, node, PDF_NAME(A)), 0, &user) ||
            !zb_pdf_grow(pdf, &pdf->figures, pdf->n_figures, &pdf->cap_figures, sizeof *pdf->figures,
                         PDF_MOST_FIGURES))
                return;
        const char *alt = pdf_dict_get_text_string(ctx, node, PDF_NAME(Alt));
        pdf->figures[pdf->n_figures++] =
                (struct pdf_figure){.box = zb_pdf_user_box(pdf, user), .alt = zb_pdf_strdup(pdf, alt)};
}

static void tree_node(struct tree *t, pdf_obj *node, pdf_obj *page, int depth)
{
        fz_context *ctx = t->pdf->ctx;
        if (depth > 40 || t->left-- <= 0)
                return;
        if (pdf_is_array(ctx, node)) {
                for (int i = 0; i < pdf_array_len(ctx, node) && t->left > 0; i++)
                        tree_node(t, pdf_array_get(ctx, node, i), page, depth + 1);
                return;
        }
        if (!pdf_is_dict(ctx, node))
                return;
        pdf_obj *own = pdf_dict_gets(ctx, node, "Pg");
        page = own ? own : page;
        if (is_figure(t, node))
                figure(t, node, page);
        else
                tree_node(t, pdf_dict_get(ctx, node, PDF_NAME(K)), page, depth + 1);
}

void zb_pdf_tags(struct pdf *pdf)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *root = pdf_dict_get(ctx, pdf_trailer(ctx, pdf->doc), PDF_NAME(Root));
        pdf_obj *top = pdf_dict_gets(ctx, root, "StructTreeRoot");
        struct tree t = {.pdf = pdf, .roles = pdf_dict_gets(ctx, top, "RoleMap"), .left = 50000};
        if (pdf->sized)
                tree_node(&t, pdf_dict_get(ctx, top, PDF_NAME(K)), NULL, 0);
}

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
static bool tiles_of_one(const struct pdf_picture *a, const struct pdf_picture *b)
{
        enum { APART = 64 }; /* in painting order */
        const double mm = 0.3;
        if (b->order - a->order > APART || strcmp(a->space, b->space) != 0 ||
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

static void join_tiles(struct pdf *pdf)
{
        enum { BACK = 64 };
        for (bool more = true; more;) {
                more = false;
                for (size_t i = 0; i < pdf->n_pictures; i++) {
                        struct pdf_picture *a = &pdf->pictures[i];
                        for (size_t j = i + 1; !a->dropped && j < pdf->n_pictures && j < i + BACK; j++) {
                                struct pdf_picture *b = &pdf->pictures[j];
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

static size_t pictures_on(const struct pdf *pdf, const struct pdf_picture *p)
{
        size_t n = 0;
        for (size_t i = 0; i < pdf->n_pictures && i < 2000; i++) {
                const struct pdf_picture *q = &pdf->pictures[i];
                n += q != p && !q->dropped && q->order > p->order && area(q->box) < 0.5 * area(p->box) &&
                     common(q->box, p->box) > 0.9 * area(q->box);
        }
        return n;
}

static bool is_sheet(const struct zb_facts *f, const struct pdf_picture *p)
{
        struct zb_rect seen = zb_rect_intersect(p->box, f->trim);
        return seen.w > 0.9 * f->visible.w && seen.h > 0.9 * f->visible.h;
}

static bool is_ground(const struct pdf *pdf, const struct pdf_picture *p)
{
        const struct zb_facts *f = pdf->in->facts;
        struct zb_rect seen = zb_rect_intersect(p->box, f->trim);
        if (p->sheet)
                return true;
        return area(seen) > 0.3 * area(f->trim) && (text_on(f, p->box) > 0.2 || pictures_on(pdf, p) >= 2);
}

static bool is_decoration(const struct pdf *pdf, const struct pdf_picture *p)
{
        const struct zb_facts *f = pdf->in->facts;
        double side = fmin(p->box.w, p->box.h), longer = fmax(p->box.w, p->box.h);
        double sheet = fmin(f->trim.w, f->trim.h);
        return p->mask || p->tile || side < 0.02 * sheet || longer > 12 * side || p->alpha < 0.35 ||
               (double)p->px_w * p->px_h <= 64;
}

static bool is_code(const struct zb_facts *f, const struct pdf_picture *p)
{
        for (size_t i = 0; i < f->n_qr; i++)
                if (common(f->qr[i].box, p->box) > 0.8 * area(f->qr[i].box) &&
                    area(f->qr[i].box) > 0.35 * area(p->box))
                        return true;
        return false;
}

static void sift(struct pdf *pdf)
{
        const struct zb_facts *f = pdf->in->facts;
        for (size_t i = 0; i < pdf->n_pictures; i++) {
                struct pdf_picture *p = &pdf->pictures[i];
                p->dropped |= p->mask || p->tile || common(p->box, f->trim) <= 0;
        }
        join_tiles(pdf);
        for (size_t i = 0; i < pdf->n_pictures; i++)
                pdf->pictures[i].dropped |=
                        is_decoration(pdf, &pdf->pictures[i]) || is_code(f, &pdf->pictures[i]);
        for (size_t i = 0; i < pdf->n_pictures; i++) {
                struct pdf_picture *p = &pdf->pictures[i];
                p->sheet = !p->dropped && is_sheet(f, p);
                p->ground = !p->dropped && is_ground(pdf, p);
                p->dropped |= p->ground;
        }
}

/* Figures of a file without tags. */
static void charts(struct pdf *pdf)
{
        struct zb_facts *f = pdf->in->facts;
        struct zb_shape *shapes = zb_arena_array(pdf->arena, pdf->n_shapes + 1, sizeof *shapes);
        struct zb_rect *pictures = zb_arena_array(pdf->arena, pdf->n_pictures + 1, sizeof *pictures), *found;
        size_t n = 0, n_found;
        if (!shapes || !pictures)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        for (size_t i = 0; i < pdf->n_shapes; i++) {
                const struct pdf_shape *s = &pdf->shapes[i];
                shapes[i] = (struct zb_shape){s->box, s->stroke, s->part, s->glyph && f->pdf.outlines > 100};
        }
        for (size_t i = 0; i < pdf->n_pictures; i++)
                if (!pdf->pictures[i].dropped)
                        pictures[n++] = pdf->pictures[i].box;
        zb_pdf_check(pdf, zb_find_charts(f, shapes, pdf->n_shapes, pictures, n, &found, &n_found, pdf->err));
        for (size_t i = 0; i < n_found; i++)
                if (zb_pdf_grow(pdf, &pdf->figures, pdf->n_figures, &pdf->cap_figures, sizeof *pdf->figures,
                                PDF_MOST_FIGURES))
                        pdf->figures[pdf->n_figures++] = (struct pdf_figure){.box = found[i], .alt = ""};
}

/* Nothing is a picture but the ground: whoever looks at the sheet sees pictures in it, or none, and the file
 * does not tell which. The last one painted is the sheet. */
static bool is_flat(const struct pdf *pdf, size_t *ret)
{
        bool found = false;
        for (size_t i = 0; i < pdf->n_figures; i++)
                if (!pdf->figures[i].picture)
                        return false;
        for (size_t i = 0; i < pdf->n_pictures; i++) {
                if (!pdf->pictures[i].dropped)
                        return false;
                if (pdf->pictures[i].sheet) {
                        found = true;
                        *ret = i;
                }
        }
        return found;
}

/* A figure that a picture fills is that picture; pictures in any other figure are parts of it. */
static void match(struct pdf *pdf)
{
        for (size_t i = 0; i < pdf->n_figures; i++) {
                struct pdf_figure *figure = &pdf->figures[i];
                for (size_t j = 0; j < pdf->n_pictures; j++) {
                        struct pdf_picture *p = &pdf->pictures[j];
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

static struct zb_fact_image photo(struct pdf *pdf, const struct pdf_picture *p)
{
        double stretch = (p->mm_x / p->px_w) / (p->mm_y / p->px_h);
        bool on_side = fabs(fabs(p->turned_deg) - 90) < 45;
        double used_x =
                fmin(1, (on_side ? p->box.h : p->box.w) / fmax(on_side ? p->whole.h : p->whole.w, 1e-6));
        double used_y =
                fmin(1, (on_side ? p->box.w : p->box.h) / fmax(on_side ? p->whole.w : p->whole.h, 1e-6));
        return (struct zb_fact_image){
                .box = p->box,
                .type = "photo",
                .place = p->num ? zb_arena_printf(pdf->arena, "object %d", p->num) : "inline",
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
                                      .space = "DeviceCMYK",
                                      .stretch = NAN};
}

static bool says_ai(const char *text)
{
        return (strstr(text, "AI") || strstr(text, "人工智能")) &&
               (strstr(text, "生成") || strstr(text, "合成"));
}

/* The visible mark (标识办法): a text on the picture that says so. */
static void marks(const struct zb_facts *f, struct zb_fact_image *image)
{
        for (size_t i = 0; i < f->n_lines; i++)
                if (!f->lines[i].hidden && zb_rect_contains(image->box, f->lines[i].ink, 0.5) &&
                    says_ai(f->lines[i].text))
                        image->ai_mark_mm = fmax(image->ai_mark_mm, f->lines[i].ink_mm);
        image->ai_marked = !isnan(image->ai_mark_mm);
}

/* A ground is no picture on the board, but it prints: how sharp the least of them is. */
static void coarsest_ground(struct pdf *pdf)
{
        const struct pdf_picture *least = NULL;
        double ppi = INFINITY;
        for (size_t i = 0; i < pdf->n_pictures; i++) {
                const struct pdf_picture *p = &pdf->pictures[i];
                double own = fmin(p->px_w / (p->mm_x / 25.4), p->px_h / (p->mm_y / 25.4));
                if (p->ground && own < ppi) {
                        ppi = own;
                        least = p;
                }
        }
        if (least)
                zb_pdf_seen(pdf, "ground", zb_arena_printf(pdf->arena, "%ld", lround(fmin(ppi, 1e6))),
                            zb_rect_intersect(least->box, pdf->in->facts->trim));
}

void zb_pdf_figures(struct pdf *pdf)
{
        struct zb_facts *f = pdf->in->facts;
        if (!pdf->sized)
                return;
        sift(pdf);
        if (pdf->n_figures == 0)
                charts(pdf);
        match(pdf);
        struct zb_fact_image *images =
                zb_arena_array(pdf->arena, pdf->n_pictures + pdf->n_figures + 1, sizeof *images);
        if (!images)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        for (size_t i = 0; i < pdf->n_figures; i++)
                if (!pdf->figures[i].picture)
                        images[f->n_images++] = drawn(pdf->figures[i].box, pdf->figures[i].alt);
        for (size_t i = 0; i < pdf->n_pictures; i++)
                if (!pdf->pictures[i].dropped)
                        images[f->n_images++] = photo(pdf, &pdf->pictures[i]);
        size_t sheet;
        if (is_flat(pdf, &sheet)) {
                f->flat = true;
                images[0] = photo(pdf, &pdf->pictures[sheet]);
                images[0].decoration = true;
                f->n_images = 1;
        } else {
                coarsest_ground(pdf);
        }
        for (size_t i = 0; i < f->n_images; i++)
                marks(f, &images[i]);
        f->images = images;
}
