/* SPDX-License-Identifier: Apache-2.0 */
/* Optimal line breaks (Knuth and Plass's idea, with boxes that squeeze): the cheapest way through a paragraph
 * by dynamic programming over its break places. Full lines cost the square of their slack; a last line of one
 * character costs more than any slack, an overfull line more than everything else, so that they appear only
 * when nothing else exists. Costs are always finite. */
#include <math.h>
#include <stdlib.h>
#include "type_priv.h"

#define SLACK         3.4 /* weight of an em of slack, before squaring */
#define SQUEEZED      0.8 /* of that for a squeezed line: marks are squeezed before anything is pushed out (clreq) */
#define COST_OVERFULL 1e4
#define COST_OVER_EM  1e3   /* and for each em beyond the measure */
#define COST_WIDOW    400.0 /* a last line of one character */
#define COST_SHORT    60.0  /* a last line below 2.5 em */
#define COST_STUMP    5.0   /* a last line below 30 % of the measure */
#define COST_WORD     30.0  /* a Latin word broken anywhere */
#define COST_WORD_AT  8.0   /* behind one of its marks: / - . _ */
#define SHORT_EM      2.5
#define MAX_BALANCED  8 /* lines; longer texts are no titles */

struct breaker {
        const struct zb_work *work;
        size_t from, to;
        double measure;
        bool balance;
};

/* One character and its marks, or less: what no line may hold alone at the end of a paragraph. */
static bool is_widow(const struct zb_work *work, size_t from, size_t to)
{
        int letters = 0;
        for (size_t i = from; i < to && letters < 2; i++) {
                uint8_t class = work->cells[i].class;
                letters += class <= ZB_C_DIGIT || class == ZB_C_SYMBOL || class == ZB_C_SIGN;
        }
        return letters < 2;
}

static double last_line_cost(const struct breaker *b, const struct zb_stretch *line)
{
        if (is_widow(b->work, line->from, line->to))
                return COST_WIDOW;
        if (line->natural < fmin(SHORT_EM, .6 * b->measure))
                return COST_SHORT;
        return line->natural < .3 * b->measure ? COST_STUMP : 0;
}

static double line_cost(const struct breaker *b, size_t from, size_t to, bool *ret_over)
{
        struct zb_stretch line = zb_work_stretch(b->work, from, to);
        double slack = b->measure - line.natural;
        bool last = to == b->to;
        double cost = last ? 0 : b->work->cells[to - 1].break_cost;
        if (last && from > b->from)
                cost += last_line_cost(b, &line);
        *ret_over = slack < -line.squeeze - ZB_EPS;
        if (*ret_over)
                return cost + COST_OVERFULL + COST_OVER_EM * -slack;
        if (!last || slack < 0 || b->balance)
                cost += (slack < 0 ? SQUEEZED : 1) * SLACK * slack * SLACK * slack;
        return cost;
}

/* Relaxes every line that begins at from: best and prev of the row `next` from the cost so far. Stops where
 * no further cell can fit; the first possible line is always tried, however overfull. */
static void try_lines(const struct breaker *b, size_t from, double so_far, double *next, size_t *prev)
{
        bool tried = false;
        for (size_t to = from + 1; to <= b->to; to++) {
                if (to < b->to && !b->work->cells[to - 1].may_break)
                        continue;
                bool over;
                double cost = so_far + line_cost(b, from, to, &over);
                if (over && tried)
                        break;
                tried = true;
                if (cost < next[to - b->from]) {
                        next[to - b->from] = cost;
                        prev[to - b->from] = from;
                }
                if (over)
                        break;
        }
}

static size_t breaks_collect(const struct breaker *b, const size_t *prev, size_t *ends)
{
        size_t n = 0;
        for (size_t at = b->to; at > b->from; at = prev[at - b->from])
                ends[n++] = at;
        for (size_t i = 0; i < n / 2; i++) {
                size_t swap = ends[i];
                ends[i] = ends[n - 1 - i];
                ends[n - 1 - i] = swap;
        }
        return n;
}

/* The cheapest lines, as many as it takes. */
static size_t break_freely(const struct breaker *b, size_t *ends, double *cost)
{
        size_t n = b->to - b->from + 1;
        double *best = malloc(n * sizeof *best);
        size_t *prev = malloc(n * sizeof *prev), n_lines = SIZE_MAX;
        if (best && prev) {
                for (size_t i = 0; i < n; i++)
                        best[i] = INFINITY;
                best[0] = 0;
                for (size_t i = 0; i + 1 < n; i++)
                        if (best[i] < INFINITY)
                                try_lines(b, b->from + i, best[i], best, prev);
                *cost += best[n - 1];
                n_lines = breaks_collect(b, prev, ends);
        }
        free(best);
        free(prev);
        return n_lines;
}

/* The fewest lines that hold the text, and among those the ones of most equal width: with their number fixed
 * the sum of squared slacks, the last line's included, is least when all are alike. One row of the table for
 * each line count. Returns 0 when the text needs more than MAX_BALANCED lines or cannot do without an
 * overfull one. */
static size_t break_evenly(const struct breaker *b, size_t *ends, double *cost)
{
        size_t n = b->to - b->from + 1, n_lines = 0;
        double *best = malloc((MAX_BALANCED + 1) * n * sizeof *best);
        size_t *prev = malloc((MAX_BALANCED + 1) * n * sizeof *prev);
        if (!best || !prev) {
                free(best);
                free(prev);
                return SIZE_MAX;
        }
        for (size_t i = 0; i < (MAX_BALANCED + 1) * n; i++)
                best[i] = INFINITY;
        best[0] = 0;
        for (size_t row = 0; row < MAX_BALANCED && n_lines == 0; row++) {
                double *next = best + (row + 1) * n;
                for (size_t i = 0; i + 1 < n; i++)
                        if (best[row * n + i] < INFINITY)
                                try_lines(b, b->from + i, best[row * n + i], next, prev + (row + 1) * n);
                if (next[n - 1] < COST_OVERFULL)
                        n_lines = row + 1;
        }
        if (n_lines) {
                *cost += best[n_lines * n + n - 1];
                size_t at = b->to;
                for (size_t row = n_lines; row > 0; row--) {
                        ends[row - 1] = at;
                        at = prev[row * n + at - b->from];
                }
        }
        free(best);
        free(prev);
        return n_lines;
}

/* Even lines are good lines, however wide the measure: what counts is how far each is from their mean. */
static double uniform_slack(const struct breaker *b, const size_t *ends, size_t n_lines)
{
        double sum = 0;
        for (size_t i = 0; i < n_lines; i++)
                sum += b->measure - zb_work_stretch(b->work, i ? ends[i - 1] : b->from, ends[i]).natural;
        return SLACK * SLACK * sum * sum / (double)n_lines;
}

size_t zb_break_lines(const struct zb_work *work, size_t from, size_t to, double measure, bool balance, size_t *ends,
                      double *cost)
{
        struct breaker b = {work, from, to, measure, balance};
        if (!isfinite(measure)) {
                ends[0] = to;
                return 1;
        }
        if (balance) {
                size_t n_lines = break_evenly(&b, ends, cost);
                if (n_lines == SIZE_MAX)
                        return n_lines;
                if (n_lines) {
                        *cost = fmax(*cost - uniform_slack(&b, ends, n_lines), 0);
                        return n_lines;
                }
                b.balance = false;
        }
        return break_freely(&b, ends, cost);
}

/* ---- words that no line can hold ---- */

static bool may_split(const struct zb_cluster *a, const struct zb_cluster *b)
{
        return !a->joined &&
               (a->class == ZB_C_LATIN || a->class == ZB_C_DIGIT || a->class == ZB_C_AMARK ||
                a->class == ZB_C_ACLOSE) &&
               (b->class == ZB_C_LATIN || b->class == ZB_C_DIGIT) && !(a->flags & ZB_NO_END);
}

static void split_word(struct zb_work *work, size_t from, size_t to)
{
        for (size_t i = from; i + 1 < to; i++) {
                struct zb_cluster *a = &work->cells[i];
                if (!may_split(a, a + 1))
                        continue;
                a->may_break = true;
                a->break_cost = a->class == ZB_C_AMARK || a->class == ZB_C_ACLOSE ? COST_WORD_AT : COST_WORD;
        }
}

void zb_break_long_words(struct zb_work *work, double measure)
{
        for (size_t from = 0, to; from < work->n_cells; from = to) {
                to = from + 1;
                while (to < work->n_cells && !work->cells[to - 1].may_break &&
                       work->cells[to - 1].class != ZB_C_BREAK && work->cells[to].class != ZB_C_BREAK)
                        to++;
                struct zb_stretch piece = zb_work_stretch(work, from, to);
                if (piece.natural - piece.squeeze > measure + ZB_EPS)
                        split_word(work, from, to);
        }
}
