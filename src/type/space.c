/* SPDX-License-Identifier: Apache-2.0 */
/* What lies between two cells of a line: the half em that goes where two marks meet, the Han–Latin gap, how
 * much a gap may give (squeeze) or take (stretch), and whether a line may end there (clreq 3.1.4–3.1.7, GB/T
 * 15834). */
#include <stdlib.h>
#include "type_priv.h"

#define MARK_SQUEEZE  0.35  /* em that the blank half of a lone mark may lose */
#define GAP_SQUEEZE   0.055 /* the Han–Latin gap narrows to an eighth of an em */
#define GAP_STRETCH   0.07  /* and widens to a quarter */
#define SPACE_SQUEEZE 0.06
#define HAN_STRETCH   0.13
#define WIDE_SPACE    0.6
#define DISPLAY_QUOTE 0.38 /* em that a lone quotation mark or bracket gives up in large type */
#define DISPLAY_STOP  0.25 /* and a comma or full stop, behind which a breath remains */

/* What a break costs where it is allowed but not welcome, in the breaker's badness. */
#define COST_KEYWORD    3.0
#define COST_UNIT       150.0 /* 36|个 */
#define COST_ORDINAL    4.0   /* 第|3 */
#define COST_ENUMERATOR 40.0  /* ①|建 */

static bool is_figure_or_letter(const struct zb_cluster *c)
{
        return c->class == ZB_C_LATIN || c->class == ZB_C_DIGIT || c->class == ZB_C_COMBINE;
}

/* Part of a Latin word: never broken from its neighbour of the same kind. */
static bool is_word(const struct zb_cluster *c)
{
        switch (c->class) {
        case ZB_C_LATIN:
        case ZB_C_DIGIT:
        case ZB_C_COMBINE:
        case ZB_C_AMARK:
        case ZB_C_AOPEN:
        case ZB_C_ACLOSE:
        case ZB_C_HARD_SPACE:
                return true;
        case ZB_C_PERCENT:
        case ZB_C_MONEY:
                return !(c->flags & ZB_WIDE);
        default:
                return false;
        }
}

static bool is_blank(const struct zb_cluster *c)
{
        return zb_cluster_is_space(c) || c->class == ZB_C_HARD_SPACE;
}

static bool is_full_mark(const struct zb_cluster *c, uint8_t class)
{
        return c->class == class && c->advance > ZB_LETTER;
}

/* ---- where a line may end ---- */

/* May a line end between two neighbours, neither of which is a space? */
static bool may_part(const struct zb_cluster *a, const struct zb_cluster *b)
{
        if ((a->flags & ZB_NO_END) || (b->flags & ZB_NO_START) || b->class == ZB_C_COMBINE)
                return false;
        if (a->class == ZB_C_HARD_SPACE || b->class == ZB_C_HARD_SPACE || (is_word(a) && is_word(b)))
                return false;
        /* ×, ±, ＋ and ￥ hold on to the figures beside them, — to — and … to … (those are NO_START already).
         */
        if (a->class == ZB_C_SIGN && is_figure_or_letter(b))
                return false;
        if (b->class == ZB_C_SIGN && is_figure_or_letter(a))
                return false;
        /* 小学-初中: a half-width hyphen or slash does not open a line after Han. */
        return !(b->class == ZB_C_AMARK && (b->code == '-' || b->code == '+' || b->code == '&') &&
                 a->class == ZB_C_HAN);
}

static double part_cost(const struct zb_cluster *a, const struct zb_cluster *b, const struct zb_span *spans)
{
        double cost = 0;
        if (a->span == b->span && spans[a->span].style != 0)
                cost += COST_KEYWORD;
        if (a->class == ZB_C_DIGIT && zb_char_is_unit(b->code))
                cost += COST_UNIT;
        if (a->code == U'第' && b->class == ZB_C_DIGIT)
                cost += COST_ORDINAL;
        if (zb_char_is_enumerator(a->code))
                cost += COST_ENUMERATOR;
        return cost;
}

/* Breaks stand behind spaces, never before: a line's trailing spaces are dropped. */
static void find_breaks(struct zb_work *work, const struct zb_span *spans)
{
        const struct zb_cluster *printed = NULL; /* the last cell that is not a space */
        bool joined = false;
        for (size_t i = 0; i + 1 < work->n_cells; i++) {
                struct zb_cluster *a = &work->cells[i];
                const struct zb_cluster *b = a + 1;
                bool asked = a->may_break;
                if (a->class == ZB_C_BREAK) {
                        printed = NULL;
                        joined = false;
                        continue;
                }
                if (!zb_cluster_is_space(a)) {
                        printed = a;
                        joined = false;
                }
                joined = joined || a->joined;
                a->may_break = false;
                if (joined || zb_cluster_is_space(b) || b->class == ZB_C_BREAK || !printed)
                        continue;
                bool edges = !(printed->flags & ZB_NO_END) && !(b->flags & ZB_NO_START);
                if (zb_cluster_is_space(a) || asked)
                        a->may_break = edges && b->class != ZB_C_COMBINE && b->class != ZB_C_HARD_SPACE;
                else
                        a->may_break = may_part(a, b);
                a->break_cost = part_cost(printed, b, spans);
        }
        if (work->n_cells)
                work->cells[work->n_cells - 1].may_break = false;
}

/* ---- gaps ---- */

static bool is_han_latin(const struct zb_cluster *a, const struct zb_cluster *b)
{
        bool percent = a->class == ZB_C_PERCENT && !(a->flags & ZB_WIDE); /* 98%的 */
        bool money = b->class == ZB_C_MONEY && !(b->flags & ZB_WIDE);
        return (a->class == ZB_C_HAN && (is_figure_or_letter(b) || money)) ||
               ((is_figure_or_letter(a) || percent) && b->class == ZB_C_HAN);
}

/* The author's own space between Han and Latin is the gap; beside a full-width mark it is too much. */
static void narrow_space(struct zb_work *work, size_t i)
{
        struct zb_cluster *c = &work->cells[i];
        const struct zb_cluster *a = i ? c - 1 : NULL, *b = i + 1 < work->n_cells ? c + 1 : NULL;
        if (c->class == ZB_C_WIDE_SPACE) {
                c->advance = c->advance > WIDE_SPACE ? WIDE_SPACE : c->advance;
                return;
        }
        if ((a && is_full_mark(a, ZB_C_CLOSE)) || (b && is_full_mark(b, ZB_C_OPEN)))
                c->advance = 0;
        else if (a && b && is_han_latin(a, b))
                c->advance = ZB_HAN_GAP;
        if (c->advance > SPACE_SQUEEZE)
                c->squeeze = SPACE_SQUEEZE;
        if (c->advance > 0)
                c->stretch = GAP_STRETCH;
}

/* Neighbours on one line. One half em goes where two marks meet: the right half of the first or the left half
 * of the second, never both (readers of PDF take a whole em back for the start of a line). */
static void set_gap(struct zb_cluster *a, const struct zb_cluster *b)
{
        bool blank_right = is_full_mark(a, ZB_C_CLOSE), blank_left = is_full_mark(b, ZB_C_OPEN);
        bool meet = (blank_right && (b->class == ZB_C_OPEN || b->class == ZB_C_CLOSE)) ||
                    (a->class == ZB_C_OPEN && blank_left);
        if (meet) {
                a->gap = -ZB_HALF;
        } else if (blank_right || blank_left) {
                a->squeeze = MARK_SQUEEZE;
                a->stretch = HAN_STRETCH;
        } else if (is_han_latin(a, b)) {
                a->gap = ZB_HAN_GAP;
                a->squeeze = GAP_SQUEEZE;
                a->stretch = GAP_STRETCH;
        } else if (a->may_break || (a->class == ZB_C_HAN && b->class == ZB_C_HAN)) {
                a->stretch = HAN_STRETCH;
        }
        if (a->joined || is_blank(b))
                a->stretch = 0;
        if (is_blank(b))
                a->squeeze = 0;
}

static bool is_stop(uint32_t c)
{
        return c == U'，' || c == U'。' || c == U'、' || c == U'；' || c == U'：' || c == U'？' || c == U'！';
}

/* Large type: where only one mark stands, its blank half shrinks, and cannot be squeezed or stretched any more. */
static void set_display_gap(struct zb_cluster *a, const struct zb_cluster *b)
{
        bool blank_right = is_full_mark(a, ZB_C_CLOSE), blank_left = is_full_mark(b, ZB_C_OPEN);
        if (blank_right == blank_left || a->gap < 0 || is_blank(b))
                return;
        a->gap = -(is_stop(blank_right ? a->code : b->code) ? DISPLAY_STOP : DISPLAY_QUOTE);
        a->squeeze = a->stretch = 0;
}

static void find_gaps(struct zb_work *work, bool display)
{
        for (size_t i = 0; i < work->n_cells; i++) {
                struct zb_cluster *a = &work->cells[i];
                a->trim_start = is_full_mark(a, ZB_C_OPEN) ? ZB_HALF : 0;
                a->trim_end = is_full_mark(a, ZB_C_CLOSE) ? ZB_HALF : 0;
                if (zb_cluster_is_space(a)) {
                        narrow_space(work, i);
                } else if (i + 1 < work->n_cells && a[1].class != ZB_C_BREAK && a->class != ZB_C_BREAK) {
                        set_gap(a, a + 1);
                        if (display)
                                set_display_gap(a, a + 1);
                }
        }
}

bool zb_work_space(struct zb_work *work, const struct zb_para_spec *spec)
{
        size_t n = work->n_cells;
        work->sum = malloc((n + 1) * sizeof *work->sum);
        work->squeeze = malloc((n + 1) * sizeof *work->squeeze);
        work->stretch = malloc((n + 1) * sizeof *work->stretch);
        if (!work->sum || !work->squeeze || !work->stretch)
                return false;
        find_breaks(work, spec->spans);
        find_gaps(work, spec->display);
        work->sum[0] = work->squeeze[0] = work->stretch[0] = 0;
        for (size_t i = 0; i < n; i++) {
                const struct zb_cluster *c = &work->cells[i];
                work->sum[i + 1] = work->sum[i] + c->advance + c->gap;
                work->squeeze[i + 1] = work->squeeze[i] + c->squeeze;
                work->stretch[i + 1] = work->stretch[i] + c->stretch;
        }
        return true;
}

struct zb_stretch zb_work_stretch(const struct zb_work *work, size_t from, size_t to)
{
        while (from < to && zb_cluster_is_space(&work->cells[from]))
                from++;
        while (to > from && zb_cluster_is_space(&work->cells[to - 1]))
                to--;
        if (from == to)
                return (struct zb_stretch){from, to, 0, 0, 0};
        const struct zb_cluster *first = &work->cells[from], *last = &work->cells[to - 1];
        return (struct zb_stretch){
                .from = from,
                .to = to,
                .natural = work->sum[to] - work->sum[from] - last->gap - first->trim_start - last->trim_end,
                .squeeze = work->squeeze[to - 1] - work->squeeze[from],
                .stretch = work->stretch[to - 1] - work->stretch[from],
        };
}
