/* SPDX-License-Identifier: Apache-2.0 */
/* The ways in which the sections may be set: dear, as type is set for each, and made once for each width of
 * cell. */
#include <math.h>
#include <string.h>

#include "fitter_priv.h"

#define LEAST_FIGURE 120.0 /* mm; a picture narrower than that says nothing */

enum { ALL = ZB_MAX_CELLS, EVEN_CHARS = 25 };

/* Grids as the number of sections in each line. Upright boards have one section a line; pairs save many
 * headings' height and are a last resort. Wide boards have pairs, or as many columns as sections. */
static const char *const upright[ZB_MAX_SECTIONS + 1][ZB_MAX_GRIDS] = {
        {""},
        {"1"},
        {"11"},
        {"111", "12", "21"},
        {"1111", "22", "211", "112", "121"},
        {"11111", "221", "212", "122", "2111", "1112"},
        {"111111", "222", "2211", "1122"},
        {"1111111", "2221", "1222"},
        {"11111111", "2222"},
};
static const char *const wide[ZB_MAX_SECTIONS + 1][ZB_MAX_GRIDS] = {
        {""}, {"1"}, {"2"}, {"3"}, {"22", "4"}, {"32", "23", "5"}, {"33", "222"}, {"43"}, {"44"},
};

size_t zb_fitter_grids(bool landscape, size_t n, bool thorough, struct zb_grid *grids)
{
        const char *const *patterns = landscape ? wide[n] : upright[n];
        size_t count = 0, all = landscape || thorough ? ZB_MAX_GRIDS : 1;
        for (; count < all && patterns[count]; count++) {
                struct zb_grid *g = &grids[count];
                *g = (struct zb_grid){.n_lines = strlen(patterns[count])};
                for (size_t i = 0; i < g->n_lines; i++)
                        g->in_line[i] = (size_t)(patterns[count][i] - '0');
        }
        all = count;
        for (size_t i = 0; i < all && count < ZB_MAX_GRIDS; i++)
                if (grids[i].n_lines == 1 && n > 1) {
                        grids[count] = grids[i];
                        grids[count++].by_text = true;
                }
        return count;
}

/* Widths of the n cells of a line, sections first … first + n − 1; what is between them is left out. */
static void cell_widths(const struct zb_fitter *f, const struct zb_grid *g, size_t first, size_t n, double *widths)
{
        double room = f->stage->content_w - f->t->column_gap * (double)(n - 1), sum = 0,
               em = f->stage->em[ZB_TIER_BODY];
        for (size_t i = 0; i < n; i++) {
                const struct zb_section *section = &f->stage->board->sections[first + i];
                double chars = 0;
                for (size_t k = 0; k < section->n_text; k++)
                        chars += (double)zb_count_chars(section->text[k].plain);
                widths[i] = g->by_text ? chars + EVEN_CHARS : 1;
                sum += widths[i];
        }
        double fixed = 0, free_sum = 0, least = f->t->em_per_line.from * em;
        for (size_t i = 0; i < n; i++) {
                bool narrow = room * widths[i] / sum < least;
                fixed += narrow ? least : 0;
                free_sum += narrow ? 0 : widths[i];
        }
        for (size_t i = 0; i < n; i++)
                widths[i] = room * widths[i] / sum < least && free_sum > 0
                                    ? least
                                    : (room - fixed) * widths[i] / (free_sum > 0 ? free_sum : sum);
}

static enum zb_code add_way(struct zb_fitter *f, size_t i, const struct zb_row_way *how, struct zb_err *err)
{
        if (f->g->n_ways[i] == ZB_MAX_WAYS)
                return ZB_OK;
        struct zb_way *w = &f->g->ways[i][f->g->n_ways[i]];
        if (zb_row_plan(f->stage, f->t, i, how, &w->row, err))
                return err->code;
        /* Unlike the usual dealing it may come out as one that is there already. */
        for (size_t k = 0; k < f->g->n_ways[i]; k++) {
                const struct zb_row *same = &f->g->ways[i][k].row;
                if (same->n_column == w->row.n_column && same->text_w == w->row.text_w)
                        return ZB_OK;
        }
        w->em_per_line = w->row.n_column ? how->em_per_line : 0;
        w->chip = w->row.headings[ZB_MARK_CHIP]->n_lines == 1;
        for (int m = 0; m < ZB_N_MARKS; m++) {
                enum zb_heading_mark mark = (enum zb_heading_mark)m;
                w->text_h[m] = zb_row_text_h(f->stage, f->t, &w->row, mark, 0);
                w->mm2[m] = zb_row_text_mm2(f->t, &w->row, mark, 0);
        }
        w->text_h_leading = zb_row_text_h(f->stage, f->t, &w->row, ZB_MARK_BAR, 1) - w->text_h[ZB_MARK_BAR];
        w->mm2_leading = zb_row_text_mm2(f->t, &w->row, ZB_MARK_BAR, 1) - w->mm2[ZB_MARK_BAR];
        f->g->n_ways[i]++;
        return ZB_OK;
}

static enum zb_code make_ways(struct zb_fitter *f, size_t i, double cell, struct zb_err *err)
{
        const struct zb_section *section = &f->stage->board->sections[i];
        struct zb_row_way how = {.w = cell, .hero = f->s->hero.figure, .gap = f->t->gap.to};
        const struct zb_span_of *k = &f->t->em_per_line;
        size_t n = section->n_figures;
        double most = cell - f->t->gutter - LEAST_FIGURE * f->t->scale;
        f->g->n_ways[i] = 0;
        for (how.em_per_line = k->from; section->n_text && n && how.em_per_line <= k->to + 1e-9;
             how.em_per_line += k->step) {
                if (how.em_per_line * f->stage->em[ZB_TIER_BODY] > most)
                        break;
                static const size_t besides[] = {ALL, 2, 1};
                for (size_t b = 0; b < 3; b++) {
                        how.beside = besides[b];
                        if (b && how.beside >= n)
                                continue;
                        if (add_way(f, i, &how, err))
                                return err->code;
                }
        }
        how.beside = 0;
        how.em_per_line = k->from;
        return add_way(f, i, &how, err);
}

enum zb_code zb_fitter_make(struct zb_fitter *f, const struct zb_grid *g, struct zb_err *err)
{
        struct zb_made_for now;
        size_t i = 0;
        memset(&now, 0, sizeof now);
        now.board = f->stage->board;
        now.t = f->t;
        now.hero = f->s->hero.figure;
        memcpy(now.em, f->stage->em, sizeof now.em);
        now.em[ZB_TIER_TITLE] = 0;
        now.x = f->stage->content_x;
        now.w = f->stage->content_w;
        if (memcmp(&f->g->made_for, &now, sizeof now) == 0)
                return ZB_OK;
        memset(&f->g->made_for, 0, sizeof now);
        f->g->n = 0;
        f->g->n_lines = g->n_lines;
        for (size_t line = 0; line < g->n_lines; line++) {
                double widths[ZB_MAX_SECTIONS], x = f->stage->content_x;
                cell_widths(f, g, i, g->in_line[line], widths);
                for (size_t k = 0; k < g->in_line[line]; k++, i++) {
                        f->g->line_of[i] = line;
                        if (make_ways(f, i, widths[k], err))
                                return err->code;
                        for (size_t w = 0; w < f->g->n_ways[i]; w++)
                                f->g->ways[i][w].row.x = x;
                        x += widths[k] + f->t->column_gap;
                }
        }
        f->g->n = i;
        f->g->made_for = now;
        return ZB_OK;
}
