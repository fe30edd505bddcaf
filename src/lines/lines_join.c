/* SPDX-License-Identifier: Apache-2.0 */
/* Runs → lines. Runs come in any order, a word or a glyph each, squeezed, kerned, spaced out, some of them
 * painted twice. They are swept from left to right along their baselines; each joins the line whose end it
 * touches or begins a line of its own.
 *
 * What makes one line: angle within a degree, baseline within 0.12 em, sizes within a third of each other,
 * and a gap that is no column's: a third of an em (a sixth between two Han), or one em between single glyphs
 * that were set one after the other (tracking). Squeezed marks move back by up to half an em. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lines_priv.h"

#define BASELINE_EM 0.12
#define SIZE_RATIO  1.35
#define BACK_EM     0.6
#define GAP_EM      0.34 /* from run to run */
#define HAN_GAP_EM  0.18 /* between two Han, which know no space between words */
#define TRACK_EM    1.0  /* from glyph to glyph, set one after the other: tracking */
#define SPACE_EM    0.14 /* from here on a gap between letters parts words */
#define AGAIN_EM    0.12 /* the same character painted again: fake bold, shadow */
#define SHADOW_EM   0.25 /* the same words painted again */
#define MOST_OPEN   4096

/* ---- pieces ---- */

static double radians(int degrees)
{
        return degrees * (3.14159265358979323846 / 180);
}

static bool lines_join_sane(const struct zb_run *r)
{
        return r->utf8 && isfinite(r->x_mm) && isfinite(r->baseline_mm) && isfinite(r->width_mm) &&
               isfinite(r->em_mm) && isfinite(r->angle_deg) && r->em_mm > 0 && fabs(r->x_mm) < 1e6 &&
               fabs(r->baseline_mm) < 1e6 && fabs(r->width_mm) < 1e6;
}

static struct zb_piece piece_of(const struct zb_run *r)
{
        struct zb_piece p = {.run = r, .next = ZB_NONE};
        p.angle = ((int)lrint(fmod(r->angle_deg, 360)) + 360) % 360;
        double c = cos(radians(p.angle)), s = sin(radians(p.angle));
        p.u = r->x_mm * c - r->baseline_mm * s;
        p.v = r->x_mm * s + r->baseline_mm * c;
        p.right = p.u + fmax(r->width_mm, 0);
        p.chars = zb_text_edges(r->utf8, &p.first, &p.last);
        return p;
}

static int lines_join_compare(double a, double b)
{
        return (a > b) - (a < b);
}

static int group(const struct zb_piece *a, const struct zb_piece *b)
{
        if (a->run->hidden != b->run->hidden)
                return a->run->hidden ? 1 : -1;
        if (a->run->paragraph != b->run->paragraph)
                return a->run->paragraph < b->run->paragraph ? -1 : 1;
        return a->angle - b->angle;
}

static int from_left(const void *x, const void *y)
{
        const struct zb_piece *a = x, *b = y;
        int d = group(a, b);
        d = d ? d : lines_join_compare(a->u, b->u);
        return d ? d : (a->run->order > b->run->order) - (a->run->order < b->run->order);
}

/* ---- the sweep ---- */

struct open_line {
        size_t line, last; /* last piece */
        double right, v, em;
};

struct sweep {
        struct zb_setting *set;
        struct open_line *open;
        size_t n_open;
};

static bool painted_again(const struct zb_piece *a, const struct zb_piece *b)
{
        double em = fmin(a->run->em_mm, b->run->em_mm);
        double near = (a->chars > 1 ? SHADOW_EM : AGAIN_EM) * em;
        return fabs(a->u - b->u) < near && fabs(a->v - b->v) < near && a->chars > 0 &&
               fabs(a->run->em_mm - b->run->em_mm) < 0.05 * em && strcmp(a->run->utf8, b->run->utf8) == 0;
}

/* How well a piece continues a line: the smaller the better; INFINITY: not at all. */
static double misfit(const struct sweep *s, const struct open_line *o, const struct zb_piece *p)
{
        const struct zb_piece *last = &s->set->pieces[o->last];
        double small = fmin(o->em, p->run->em_mm), large = fmax(o->em, p->run->em_mm);
        double gap = p->u - o->right, off = fabs(p->v - o->v);
        bool han = zb_is_han(last->last) && zb_is_han(p->first);
        bool tracked = last->chars == 1 && p->chars == 1 && p->run->order - last->run->order == 1;
        if (large > SIZE_RATIO * small || off > BASELINE_EM * small || gap < -BACK_EM * large ||
            gap > (tracked ? TRACK_EM
                   : han   ? HAN_GAP_EM
                           : GAP_EM) *
                            large)
                return INFINITY;
        return fabs(gap) + 4 * off;
}

/* The open line that the piece continues, or ZB_NONE; *again: the piece is one more coat of a line's last
 * one. Lines that lie too far behind are closed on the way. */
static size_t find_line(struct sweep *s, const struct zb_piece *p, bool *again)
{
        size_t best = ZB_NONE;
        double least = INFINITY;
        *again = false;
        for (size_t i = 0; i < s->n_open;) {
                struct open_line *o = &s->open[i];
                if (o->right + TRACK_EM * SIZE_RATIO * o->em < p->u) {
                        *o = s->open[--s->n_open];
                        continue;
                }
                if (painted_again(&s->set->pieces[o->last], p)) {
                        *again = true;
                        return i;
                }
                double m = misfit(s, o, p);
                if (m < least) {
                        least = m;
                        best = i;
                }
                i++;
        }
        return best;
}

static void sweep_piece(struct sweep *s, size_t at)
{
        struct zb_piece *p = &s->set->pieces[at];
        bool again;
        size_t i = find_line(s, p, &again);
        if (again) { /* what was painted last is seen */
                struct zb_piece *last = &s->set->pieces[s->open[i].last];
                if (p->run->order > last->run->order)
                        last->run = p->run;
                return;
        }
        if (i != ZB_NONE) {
                struct open_line *o = &s->open[i];
                s->set->pieces[o->last].next = at;
                o->last = at;
                o->right = fmax(o->right, p->right);
                return;
        }
        if (p->chars == 0)
                return;
        if (s->n_open == MOST_OPEN)
                s->open[0] = s->open[--s->n_open];
        s->open[s->n_open++] = (struct open_line){s->set->n_lines, at, p->right, p->v, p->run->em_mm};
        s->set->lines[s->set->n_lines++] = (struct zb_laid){.head = at,
                                                            .v = p->v,
                                                            .angle = p->angle,
                                                            .hidden = p->run->hidden,
                                                            .paragraph = p->run->paragraph,
                                                            .order = p->run->order,
                                                            .below = ZB_NONE};
}

/* ---- what a line says ---- */

struct weighed {
        double value;
        size_t chars;
};

static int by_weighed(const void *x, const void *y)
{
        return lines_join_compare(((const struct weighed *)x)->value, ((const struct weighed *)y)->value);
}

/* That of the middle character, which is that of most; NAN of none. */
static double of_most(struct weighed *list, size_t n)
{
        size_t sum = 0, seen = 0;
        qsort(list, n, sizeof *list, by_weighed);
        for (size_t i = 0; i < n; i++)
                sum += list[i].chars;
        for (size_t i = 0; i < n; i++)
                if ((seen += list[i].chars) * 2 >= sum)
                        return list[i].value;
        return NAN;
}

/* From which gap on letters are parted, mm: words that were spaced out glyph by glyph set their own measure.
 */
static double word_gap(const struct zb_setting *set, const struct zb_laid *line, double *work)
{
        size_t n = 0;
        for (size_t i = line->head, next; (next = set->pieces[i].next) != ZB_NONE; i = next) {
                const struct zb_piece *a = &set->pieces[i], *b = &set->pieces[next];
                if (a->chars == 1 && b->chars == 1 && zb_is_latin(a->last) && zb_is_latin(b->first))
                        work[n++] = b->u - a->right;
        }
        double usual = n >= 4 ? zb_median(work, n) : 0;
        return fmax(SPACE_EM * line->em, usual + 0.12 * line->em);
}

static size_t blanks(const char *text, size_t len, bool at_end, double *ret_em)
{
        size_t at = 0, bytes = 0;
        uint32_t c;
        *ret_em = 0;
        for (size_t n; (n = zb_utf8_next(text + at, len - at, &c)) > 0; at += n) {
                if (zb_is_blank(c)) {
                        *ret_em += c == 0x3000 ? 1 : c == ' ' || c == 0xA0 ? 0.25 : 0;
                        bytes += n;
                } else if (at_end) {
                        *ret_em = 0;
                        bytes = 0;
                } else {
                        break;
                }
        }
        return bytes;
}

static void lines_join_put_text(struct zb_buf *out, const char *text)
{
        for (; *text; text++)
                zb_buf_putc(out, (unsigned char)*text < ' ' ? ' ' : *text);
}

/* Text with words parted, edges without blanks. */
static void lines_join_say(struct zb_setting *set, struct zb_laid *line, double gap, struct zb_buf *buf)
{
        const struct zb_piece *first = &set->pieces[line->head], *last = first;
        double before, after;
        uint32_t c, unused;
        zb_buf_clear(buf);
        line->right = -INFINITY;
        for (size_t i = line->head; i != ZB_NONE; i = set->pieces[i].next) {
                const struct zb_piece *p = &set->pieces[i];
                if (buf->len && zb_is_latin(last->last) && last->chars && zb_is_latin(p->first) &&
                    p->u - last->right > gap && zb_text_edges(buf->data + buf->len - 1, &c, &unused))
                        zb_buf_putc(buf, ' ');
                lines_join_put_text(buf, p->run->utf8);
                if (p->chars) {
                        blanks(p->run->utf8, strlen(p->run->utf8), true, &after);
                        line->right = fmax(line->right, p->right - after * p->run->em_mm);
                }
                last = p;
        }
        if (buf->failed || !buf->len) {
                line->text = "";
                return;
        }
        blanks(first->run->utf8, strlen(first->run->utf8), false, &before);
        line->u = fmin(first->u + before * first->run->em_mm, line->right);
        size_t lead = blanks(buf->data, buf->len, false, &before);
        size_t tail = blanks(buf->data + lead, buf->len - lead, true, &after);
        line->text = zb_arena_strndup(set->d->facts->arena, buf->data + lead, buf->len - lead - tail);
}

static double em_of(const struct zb_run *r)
{
        return r->em_mm;
}

static double lines_join_ink_of(const struct zb_run *r)
{
        return r->ink_mm / r->em_mm;
}

static double lines_join_leading_of(const struct zb_run *r)
{
        return r->leading > 0 ? r->leading : NAN;
}

/* What most characters of the line have, among the runs that know it. */
static double lines_join_most_of(const struct zb_setting *set, const struct zb_laid *line,
                                 double (*value)(const struct zb_run *), struct weighed *list)
{
        size_t n = 0;
        for (size_t i = line->head; i != ZB_NONE; i = set->pieces[i].next) {
                const struct zb_piece *p = &set->pieces[i];
                double v = value(p->run);
                if (p->chars && isfinite(v))
                        list[n++] = (struct weighed){v, p->chars};
        }
        return of_most(list, n);
}

static void lines_join_weigh(const struct zb_setting *set, struct zb_laid *line, struct weighed *list)
{
        struct zb_style_count styles = {.n = 0};
        for (size_t i = line->head; i != ZB_NONE; i = set->pieces[i].next) {
                const struct zb_piece *p = &set->pieces[i];
                line->chars += p->chars;
                if (p->chars)
                        zb_style_add(&styles, p);
        }
        line->style = zb_style_most(&styles);
        line->em = lines_join_most_of(set, line, em_of, list);
        line->ink_mm = line->em * lines_join_most_of(set, line, lines_join_ink_of, list);
        line->declared = lines_join_most_of(set, line, lines_join_leading_of, list);
}

/* ---- texts painted twice ---- */

static int by_text(const void *x, const void *y)
{
        const struct zb_laid *a = *(struct zb_laid *const *)x, *b = *(struct zb_laid *const *)y;
        int d = strcmp(a->text, b->text);
        d = d ? d : lines_join_compare(a->v, b->v);
        d = d ? d : lines_join_compare(a->u, b->u);
        return d ? d : (a > b) - (a < b);
}

/* Of two lines that say the same at nearly the same place, the one that was painted first goes. */
static enum zb_code drop_shadows(struct zb_setting *set, struct zb_err *err)
{
        enum { MOST = 64 };
        struct zb_laid **list = calloc(set->n_lines + 1, sizeof(struct zb_laid *));
        if (!list)
                return zb_err_nomem(err);
        for (size_t i = 0; i < set->n_lines; i++)
                list[i] = &set->lines[i];
        qsort(list, set->n_lines, sizeof(struct zb_laid *), by_text);
        for (size_t i = 0; i < set->n_lines; i++)
                for (size_t j = i + 1; j < set->n_lines && j - i < MOST; j++) {
                        struct zb_laid *a = list[i], *b = list[j];
                        double near = (a->chars > 1 ? SHADOW_EM : AGAIN_EM) * a->em;
                        if (b->v - a->v > near || strcmp(a->text, b->text) != 0)
                                break;
                        if (fabs(b->u - a->u) > near || a->angle != b->angle || a->hidden != b->hidden)
                                continue;
                        if (a->dropped || b->dropped)
                                continue;
                        *(a->order < b->order ? &a->dropped : &b->dropped) = true;
                }
        free(list);
        return ZB_OK;
}

static enum zb_code read_lines(struct zb_setting *set, struct zb_err *err)
{
        struct weighed *list = calloc(set->n_pieces + 1, sizeof *list);
        double *work = calloc(set->n_pieces + 1, sizeof *work);
        struct zb_buf buf = ZB_BUF_INIT;
        bool failed = !list || !work;
        for (size_t i = 0; i < set->n_lines && !failed; i++) {
                struct zb_laid *line = &set->lines[i];
                lines_join_weigh(set, line, list);
                lines_join_say(set, line, word_gap(set, line, work), &buf);
                failed = buf.failed || !line->text;
        }
        zb_buf_fini(&buf);
        free(work);
        free(list);
        return failed ? zb_err_nomem(err) : drop_shadows(set, err);
}

enum zb_code zb_lines_join(struct zb_setting *set, const struct zb_runs *runs, struct zb_err *err)
{
        set->pieces = calloc(runs->n + 1, sizeof *set->pieces);
        set->lines = calloc(runs->n + 1, sizeof *set->lines);
        struct sweep s = {.set = set, .open = calloc(MOST_OPEN, sizeof *s.open)};
        if (!set->pieces || !set->lines || !s.open) {
                free(s.open);
                return zb_err_nomem(err);
        }
        for (size_t i = 0; i < runs->n; i++)
                if (lines_join_sane(&runs->items[i]) && *runs->items[i].utf8)
                        set->pieces[set->n_pieces++] = piece_of(&runs->items[i]);
        qsort(set->pieces, set->n_pieces, sizeof *set->pieces, from_left);
        for (size_t i = 0; i < set->n_pieces; i++) {
                if (i && group(&set->pieces[i - 1], &set->pieces[i]) != 0)
                        s.n_open = 0;
                sweep_piece(&s, i);
        }
        free(s.open);
        return read_lines(set, err);
}
