/* SPDX-License-Identifier: Apache-2.0 */
/* Boards that are not finished: nothing on them, or what a template left for the author to replace. */
#include <math.h>
#include <string.h>

#include "rules_priv.h"

static void blank(struct zb_check *c)
{
        const struct zb_fact_survey *s = &c->facts->survey;
        double share = fmax(s->blank, s->plain); /* one even colour says as little as none */
        if (!s->known || isnan(share)) {
                zb_check_unknown(c);
                return;
        }
        if (share <= c->standard->blank_share_max)
                return;
        bool white = s->blank > c->standard->blank_share_max;
        const char *have = zb_check_num(c, 100 * share, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = share;
        found->wanted = zb_check_msg(c, "≤ %s", zb_check_num(c, c->standard->blank_share_max, 2));
        found->message = white ? zb_check_msg(c, "%s %% of the picture is blank", have)
                               : zb_check_msg(c, "%s %% of the picture is one even colour", have);
        found->fix = ZB_MSG("Layers or linked pictures were probably lost, or the wrong artboard was exported: "
                            "open the source, show all layers, export again.");
}

/* ---- words ---- */

/* Lower case of ASCII; the phrases of the standard are written so. */
static void fold(const char *text, char *out, size_t size)
{
        size_t n = 0;
        for (; *text && n + 1 < size; text++)
                out[n++] = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;
        out[n] = '\0';
}

static bool leaves_place(const struct zb_standard *s, const char *text)
{
        char low[512];
        fold(text, low, sizeof low);
        for (size_t i = 0; s->placeholders && s->placeholders[i]; i++)
                if (strstr(low, s->placeholders[i]))
                        return true;
        return false;
}

static void rules_blank_words(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0;
        for (size_t i = 0; i < f->n_lines; i++) {
                const struct zb_fact_line *line = &f->lines[i];
                if (line->hidden || !leaves_place(c->standard, line->text) || n++ >= ZB_CHECK_MANY)
                        continue;
                const char *text = zb_check_quote(c, line->text, 40);
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = zb_msg_verbatim(text);
                found->wanted = ZB_MSG("real content");
                found->box = line->box;
                found->path = line->place;
                found->message = zb_check_msg(c, "placeholder text of a template is left: \"%s\"", text);
                found->fix = ZB_MSG("Replace it by your own words, or delete it.");
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

/* ---- grey boxes: on the survey's small picture, a rectangle of one neutral grey with nothing in it ---- */

enum { LIGHT = 235, DARK = 120, TINT = 6, NOISE = 2, MAX_CELLS = 1 << 20 };

static bool neutral(const uint8_t *p)
{
        int most = p[0] > p[1] ? p[0] : p[1], least = p[0] < p[1] ? p[0] : p[1];
        most = p[2] > most ? p[2] : most;
        least = p[2] < least ? p[2] : least;
        return most - least <= TINT && most <= LIGHT && least >= DARK;
}

static bool alike(const uint8_t *a, const uint8_t *b)
{
        for (int i = 0; i < 3; i++)
                if (a[i] > b[i] + NOISE || b[i] > a[i] + NOISE)
                        return false;
        return true;
}

struct picture {
        const uint8_t *rgb;
        uint8_t *done; /* w × h */
        int w, h;
};

static const uint8_t *rules_blank_at(const struct picture *p, int x, int y)
{
        return p->rgb + 3 * ((size_t)y * (size_t)p->w + (size_t)x);
}

/* The largest rectangle of cells like (x, y) that grows right along its row, then down. */
static void grow(const struct picture *p, int x, int y, int *ret_w, int *ret_h)
{
        const uint8_t *first = rules_blank_at(p, x, y);
        int w = 1, h = 1;
        while (x + w < p->w && alike(first, rules_blank_at(p, x + w, y)))
                w++;
        for (bool same = true; y + h < p->h && same; h += same)
                for (int i = 0; i < w && same; i++)
                        same = alike(first, rules_blank_at(p, x + i, y + h));
        *ret_w = w;
        *ret_h = h;
}

/* A panel is no placeholder when the same grey goes on to the left or to the right of it, or when it reaches
 * from edge to edge: then it is a ground. */
static bool stands_alone(const struct picture *p, int x, int y, int w, int h)
{
        const uint8_t *first = rules_blank_at(p, x, y);
        size_t round = 0, same = 0;
        if (w >= p->w - 2 || h >= p->h - 2)
                return false;
        for (int i = 0; i < h; i++) {
                int sides[2] = {x - 2, x + w + 1};
                for (int k = 0; k < 2; k++)
                        if (sides[k] >= 0 && sides[k] < p->w) {
                                round++;
                                same += alike(first, rules_blank_at(p, sides[k], y + i));
                        }
        }
        for (int i = 0; i < w; i++) {
                int ends[2] = {y - 2, y + h + 1};
                for (int k = 0; k < 2; k++)
                        if (ends[k] >= 0 && ends[k] < p->h) {
                                round++;
                                same += alike(first, rules_blank_at(p, x + i, ends[k]));
                        }
        }
        return same * 50 <= round;
}

static struct zb_rect rules_blank_box_of(const struct zb_facts *f, const struct picture *p, int x, int y, int w,
                                         int h)
{
        struct zb_rect all = f->survey.box;
        if (all.w <= 0)
                all = (struct zb_rect){0, 0, f->width_mm, f->height_mm};
        double mm_x = all.w / p->w, mm_y = all.h / p->h;
        return (struct zb_rect){all.x + x * mm_x, all.y + y * mm_y, w * mm_x, h * mm_y};
}

static bool has_content(const struct zb_facts *f, struct zb_rect box)
{
        for (size_t i = 0; i < f->n_lines; i++) {
                struct zb_rect in = zb_rect_intersect(box, f->lines[i].ink);
                if (in.w > 0 && in.h > 0)
                        return true;
        }
        return false;
}

static void grey_box(struct zb_check *c, struct zb_rect box)
{
        struct zb_finding *found = zb_check_note(c);
        found->measured_text = ZB_MSG("an empty grey box");
        found->wanted = ZB_MSG(ZB_CTX("rules") "a picture");
        found->box = box;
        found->message = zb_check_msg(c, "an empty grey box of %s × %s mm: a frame whose picture is missing?",
                                      zb_check_num(c, box.w, 0), zb_check_num(c, box.h, 0));
        found->fix = ZB_MSG("Place the picture or delete the frame; relink missing pictures in the Links "
                            "panel.");
}

static void grey_boxes(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        const struct zb_fact_survey *s = &f->survey;
        struct picture p = {.rgb = s->print, .w = s->print_w, .h = s->print_h};
        if (!s->known || !p.rgb || p.w <= 2 || p.h <= 2 || (long)p.w * p.h > MAX_CELLS || !(f->width_mm > 0) ||
            !(f->height_mm > 0))
                return;
        p.done = zb_arena_array(c->findings->arena, (size_t)p.w * (size_t)p.h, 1);
        c->failed |= !p.done;
        int found = 0;
        for (int y = 0; y < p.h && p.done; y++)
                for (int x = 0, w, h; x < p.w; x += w) {
                        w = 1;
                        if (p.done[y * p.w + x] || !neutral(rules_blank_at(&p, x, y)))
                                continue;
                        grow(&p, x, y, &w, &h);
                        for (int i = 0; i < h; i++)
                                memset(p.done + (size_t)(y + i) * (size_t)p.w + x, 1, (size_t)w);
                        struct zb_rect box = rules_blank_box_of(f, &p, x, y, w, h);
                        if (fmin(box.w, box.h) >= c->standard->placeholder_mm && stands_alone(&p, x, y, w, h) &&
                            !has_content(f, box) && found++ < ZB_CHECK_MANY)
                                grey_box(c, box);
                }
}

static void placeholder(struct zb_check *c)
{
        rules_blank_words(c);
        grey_boxes(c);
}

const struct zb_rule zb_blank_rules[] = {
        {"board.blank", ZB_OF_FILE, blank},
        {"board.placeholder", ZB_OF_ALL, placeholder},
        {NULL, 0, NULL},
};
