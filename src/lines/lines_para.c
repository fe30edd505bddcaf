/* SPDX-License-Identifier: Apache-2.0 */
/* Lines → paragraphs. Where the file says which lines belong together (a PSD's text layers), that holds. Else
 * a line goes on in the next one below it in its column when
 *   - both are of one size (2 %),
 *   - left edges, centres or right edges meet (0.15 em; a first line may be indented by two em, a mark that
 * opens a line may hang half an em out),
 *   - the baselines are 0.95 to 2.05 em apart, evenly (short lines, as labels are: up to 1.45 em),
 *   - they are not both figures (columns of numbers),
 *   - it is full: a line of a column eight em wide or wider that ends two em and a half before its neighbours
 *     ends the paragraph; so does a bold line before plain ones that does not fill its measure (a run-in
 *     heading).
 * Single characters one below the other are one vertical line. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lines_priv.h"

#define SAME_SIZE    0.02
#define EDGE_EM      0.15
#define PITCH_MIN_EM 0.95
#define PITCH_MAX_EM 2.05
#define LABEL_EM     6.0 /* lines shorter than this are labels … */
#define LABEL_PITCH  1.45
#define EVEN_EM      0.04
#define WIDE_EM      8.0 /* measures from which on lines must be full */
#define SLACK_EM     2.5
#define SENTENCE     8   /* characters; fewer are a label */
#define MOST_LOOKS   512 /* lines looked at below one */

static int lines_para_compare(double a, double b)
{
        return (a > b) - (a < b);
}

static int from_top(const void *x, const void *y)
{
        const struct zb_laid *a = x, *b = y;
        int d = a->hidden - b->hidden;
        d = d ? d : (a->paragraph > b->paragraph) - (a->paragraph < b->paragraph);
        d = d ? d : a->angle - b->angle;
        d = d ? d : lines_para_compare(a->v, b->v);
        d = d ? d : lines_para_compare(a->u, b->u);
        return d ? d : (a->order > b->order) - (a->order < b->order);
}

static bool same_frame(const struct zb_laid *a, const struct zb_laid *b)
{
        return a->hidden == b->hidden && a->paragraph == b->paragraph && a->angle == b->angle;
}

static double lines_para_overlap(const struct zb_laid *a, const struct zb_laid *b)
{
        return fmin(a->right, b->right) - fmax(a->u, b->u);
}

static double width(const struct zb_laid *a)
{
        return a->right - a->u;
}

/* ---- which edges meet ---- */

enum edge { NO_EDGE, LEFT_EDGE, CENTRE, RIGHT_EDGE };

static bool opens(const char *text)
{
        uint32_t first, last;
        zb_text_edges(text, &first, &last);
        return first > 0x2000 && !zb_may_end_line(first);
}

static enum edge edges(const struct zb_laid *a, const struct zb_laid *b, bool a_is_first)
{
        double em = a->em, near = EDGE_EM * em;
        double left = b->u - a->u, right = b->right - a->right;
        double hang = (opens(a->text) - opens(b->text)) * 0.5 * em;
        if (fabs(left) < near || fabs(left - hang) < near)
                return LEFT_EDGE;
        if (a_is_first && left < -1.5 * em && left > -2.5 * em) /* the first line is indented */
                return LEFT_EDGE;
        if (fabs(left + right) / 2 < near)
                return CENTRE;
        bool indent = left > 1.5 * em && left < 2.5 * em && width(a) > WIDE_EM * em; /* the next paragraph's */
        return fabs(right) < near && !indent ? RIGHT_EDGE : NO_EDGE;
}

/* ---- links ---- */

static bool single(const struct zb_laid *a)
{
        return a->chars == 1;
}

static bool lines_para_goes_on(const struct zb_laid *a, const struct zb_laid *b, double pitch_so_far)
{
        double em = a->em, pitch = b->v - a->v;
        if (zb_is_figure(a->text) && zb_is_figure(b->text) && !single(a))
                return false;
        bool label = fmax(width(a), width(b)) < LABEL_EM * em;
        double most = single(a) && single(b) ? PITCH_MAX_EM : label ? LABEL_PITCH : PITCH_MAX_EM;
        return fabs(a->em - b->em) <= SAME_SIZE * em && pitch >= PITCH_MIN_EM * em && pitch <= most * em &&
               (isnan(pitch_so_far) || fabs(pitch - pitch_so_far) <= EVEN_EM * em) && !b->taken;
}

/* The next line below, if it is of the same paragraph. */
static size_t next_below(const struct zb_setting *set, size_t at, bool is_first, double pitch)
{
        const struct zb_laid *a = &set->lines[at];
        for (size_t j = at + 1; j < set->n_lines && j - at < MOST_LOOKS; j++) {
                const struct zb_laid *b = &set->lines[j];
                if (!same_frame(a, b) || b->v - a->v > PITCH_MAX_EM * a->em)
                        break;
                if (b->dropped || b->v - a->v < 0.3 * fmin(a->em, b->em))
                        continue;
                if (lines_para_overlap(a, b) < 0.3 * fmin(width(a), width(b)))
                        continue;
                return lines_para_goes_on(a, b, pitch) && edges(a, b, is_first) != NO_EDGE ? j : ZB_NONE;
        }
        return ZB_NONE;
}

/* Links the lines of a frame that the file says to be one paragraph. */
static void link_known(struct zb_setting *set, size_t at)
{
        struct zb_laid *a = &set->lines[at];
        for (size_t j = at + 1; j < set->n_lines && same_frame(a, &set->lines[j]); j++)
                if (!set->lines[j].dropped) {
                        a->below = j;
                        set->lines[j].taken = true;
                        return;
                }
}

static void link_lines(struct zb_setting *set)
{
        for (size_t i = 0; i < set->n_lines; i++) {
                struct zb_laid *a = &set->lines[i];
                if (a->dropped)
                        continue;
                if (a->paragraph >= 0) {
                        link_known(set, i);
                        continue;
                }
                size_t j = next_below(set, i, !a->taken, a->pitch);
                if (j == ZB_NONE)
                        continue;
                a->below = j;
                set->lines[j].taken = true;
                set->lines[j].pitch = set->lines[j].v - a->v; /* for the next step's evenness */
        }
}

/* ---- where paragraphs end inside a column ---- */

/* Lines of a chain that do not fill the measure end their paragraph. */
static void split_chain(struct zb_setting *set, size_t head)
{
        double left = INFINITY, right = -INFINITY;
        bool centred = false;
        for (size_t i = head; i != ZB_NONE; i = set->lines[i].below) {
                const struct zb_laid *a = &set->lines[i];
                left = fmin(left, a->u);
                right = fmax(right, a->right);
                centred |= a->below != ZB_NONE && edges(a, &set->lines[a->below], i == head) != LEFT_EDGE;
        }
        for (size_t i = head, next; i != ZB_NONE; i = next) {
                struct zb_laid *a = &set->lines[i];
                next = a->below;
                if (next == ZB_NONE)
                        break;
                bool wide = right - left >= WIDE_EM * a->em && !centred;
                bool run_in = i == head && a->style.bold && !set->lines[next].style.bold;
                double slack = right - a->right;
                if ((wide && slack > SLACK_EM * a->em) || (run_in && !centred && slack > a->em)) {
                        a->below = ZB_NONE;
                        set->lines[next].taken = false;
                }
        }
}

/* Three single characters or more, one below the other: a vertical line. */
static enum zb_code stand_up(struct zb_setting *set, size_t head, struct zb_err *err)
{
        struct zb_buf text = ZB_BUF_INIT;
        struct zb_laid *a = &set->lines[head];
        size_t n = 0, tail = ZB_NONE, last = head;
        double left = a->u, right = a->right;
        for (size_t i = head; i != ZB_NONE; i = set->lines[i].below, n++)
                if (!single(&set->lines[i]))
                        return ZB_OK;
        if (n < 3)
                return ZB_OK;
        for (size_t i = head; i != ZB_NONE; i = set->lines[i].below) {
                zb_buf_puts(&text, set->lines[i].text);
                left = fmin(left, set->lines[i].u);
                right = fmax(right, set->lines[i].right);
                set->lines[i].dropped = i != head;
                for (tail = set->lines[i].head; set->pieces[tail].next != ZB_NONE;)
                        tail = set->pieces[tail].next;
                if (set->lines[i].below != ZB_NONE)
                        set->pieces[tail].next = set->lines[set->lines[i].below].head;
                last = i;
        }
        a->vertical = true;
        a->top_v = a->v;
        a->v = set->lines[last].v;
        a->u = left;
        a->right = right;
        a->chars = n;
        a->below = ZB_NONE;
        a->text = text.failed ? NULL : zb_arena_strdup(set->d->facts->arena, text.data);
        zb_buf_fini(&text);
        return a->text ? ZB_OK : zb_err_nomem(err);
}

/* ---- what a paragraph says ---- */

static void line_edges(struct zb_laid *a, struct zb_laid *b)
{
        uint32_t first, last, unused;
        zb_text_edges(a->text, &unused, &last);
        zb_text_edges(b->text, &first, &unused);
        a->bad_end = last && !zb_may_end_line(last);
        b->bad_start = first && !zb_may_start_line(first);
}

/* Runs set apart from what most of the paragraph is set in. One that goes on in the next line is one. A label
 * whose figure has a colour of its own ("德育 88分") stresses no word. */
static void keywords(struct zb_setting *set, size_t head)
{
        struct zb_style_count count = {.n = 0};
        bool inside = false;
        size_t chars = 0;
        for (size_t i = head; i != ZB_NONE; i = set->lines[i].below)
                chars += set->lines[i].chars;
        if (chars < SENTENCE)
                return;
        for (size_t i = head; i != ZB_NONE; i = set->lines[i].below)
                for (size_t p = set->lines[i].head; p != ZB_NONE; p = set->pieces[p].next)
                        if (set->pieces[p].chars)
                                zb_style_add(&count, &set->pieces[p]);
        const struct zb_style most = zb_style_most(&count);
        for (size_t i = head; i != ZB_NONE; i = set->lines[i].below)
                for (size_t p = set->lines[i].head; p != ZB_NONE; p = set->pieces[p].next) {
                        const struct zb_run *r = set->pieces[p].run;
                        if (set->pieces[p].chars == 0)
                                continue;
                        bool apart = (r->bold && !most.bold) || !zb_same_colour(r->colour, most.colour);
                        set->lines[i].keyword |= apart;
                        set->keywords += apart && !inside && !r->hidden;
                        inside = apart;
                }
}

static enum zb_code read_paragraph(struct zb_setting *set, size_t head, struct zb_err *err)
{
        struct zb_buf text = ZB_BUF_INIT;
        for (size_t i = head; i != ZB_NONE; i = set->lines[i].below) {
                struct zb_laid *a = &set->lines[i];
                a->block = set->n_blocks;
                a->pitch = a->below == ZB_NONE ? NAN : set->lines[a->below].v - a->v;
                zb_join_line(&text, a->text);
                if (a->below != ZB_NONE)
                        line_edges(a, &set->lines[a->below]);
        }
        set->n_blocks++;
        if (text.len)
                set->lines[head].marks = zb_mixed_marks(set->d->facts->arena, text.data);
        bool failed = text.failed;
        zb_buf_fini(&text);
        keywords(set, head);
        return failed ? zb_err_nomem(err) : ZB_OK;
}

/* A mark that opens a line and hangs out of its paragraph's left edge takes half an em less. */
static void trim_marks(struct zb_setting *set, size_t head)
{
        double left = -INFINITY;
        for (size_t i = head; i != ZB_NONE; i = set->lines[i].below)
                left = fmax(left, set->lines[i].u);
        for (size_t i = head; i != ZB_NONE; i = set->lines[i].below) {
                struct zb_laid *a = &set->lines[i];
                if (opens(a->text) && fabs(left - a->u - 0.5 * a->em) < EDGE_EM * a->em && left < a->right)
                        a->u = left;
        }
}

/* ---- reading order ---- */

/* Lines again, without the dropped ones, paragraph after paragraph. */
static enum zb_code sort_lines(struct zb_setting *set, struct zb_err *err)
{
        struct zb_laid *sorted = calloc(set->n_lines + 1, sizeof *sorted);
        size_t n = 0;
        if (!sorted)
                return zb_err_nomem(err);
        for (size_t i = 0; i < set->n_lines; i++) {
                if (set->lines[i].dropped || set->lines[i].taken)
                        continue;
                for (size_t j = i; j != ZB_NONE; j = set->lines[j].below) {
                        sorted[n] = set->lines[j];
                        sorted[n].below = sorted[n].below == ZB_NONE ? ZB_NONE : n + 1;
                        n++;
                }
        }
        free(set->lines);
        set->lines = sorted;
        set->n_lines = n;
        return ZB_OK;
}

enum zb_code zb_lines_paragraphs(struct zb_setting *set, struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        qsort(set->lines, set->n_lines, sizeof *set->lines, from_top);
        for (size_t i = 0; i < set->n_lines; i++)
                set->lines[i].pitch = NAN;
        link_lines(set);
        for (size_t i = 0; i < set->n_lines; i++)
                if (!set->lines[i].dropped && !set->lines[i].taken && set->lines[i].paragraph < 0) {
                        code = code ? code : stand_up(set, i, err);
                        split_chain(set, i);
                }
        code = code ? code : sort_lines(set, err);
        for (size_t i = 0; i < set->n_lines && !code; i++)
                if (!set->lines[i].taken) {
                        trim_marks(set, i);
                        code = read_paragraph(set, i, err);
                }
        return code;
}
