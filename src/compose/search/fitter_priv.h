/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the fitter share: grids and ways (fitter_ways.c), one combination weighed
 * (fitter_weigh.c), and the search over combinations (fitter.c). */
#ifndef ZB_FITTER_PRIV_H
#define ZB_FITTER_PRIV_H

#include "fitter.h"

enum { ZB_MAX_WAYS = 64, ZB_MAX_GRIDS = 6 };

struct zb_way { /* one of a section, with what the arithmetic needs */
        struct zb_row row;
        double em_per_line;
        double text_h[ZB_N_MARKS], text_h_leading; /* height of the text at leading 0; what leading adds */
        double mm2[ZB_N_MARKS], mm2_leading;
        bool chip; /* its heading fits beside a chip */
};

struct zb_grid {
        size_t n_lines, in_line[ZB_MAX_SECTIONS];
        bool by_text; /* cells as wide as their texts are long, not alike */
};

/* The sections in one grid, each in its ways, and what they were made for. */
struct zb_fit_table {
        struct zb_made_for {
                const struct zb_spec *board;
                const struct zb_template *t;
                const struct zb_figure *hero;
                double em[ZB_N_TIERS], x, w;
        } made_for;
        struct zb_way ways[ZB_MAX_SECTIONS][ZB_MAX_WAYS];
        size_t n_ways[ZB_MAX_SECTIONS];
        size_t n, line_of[ZB_MAX_SECTIONS], n_lines;
};

struct zb_fitter {
        struct zb_fit_table tables[ZB_MAX_GRIDS], *g; /* the present one */
        const struct zb_fitter_job *job;
        struct zb_stage *stage;
        const struct zb_template *t;
        struct zb_solution *s, *best;
        bool *found;
};

/* What the arithmetic works on: a combination at a leading. */
struct zb_fit_trial {
        const struct zb_way *ways[ZB_MAX_SECTIONS];
        enum zb_heading_mark mark;
        struct zb_layout l;
        double strip_h[ZB_MAX_SECTIONS], column_h[ZB_MAX_SECTIONS];
        double image, share, hole, shape; /* mm²; of image in all; mm; a cost */
        bool met, must;
};

/* Grids to try for n sections; thorough: also those that are a last resort. */
size_t zb_fitter_grids(bool landscape, size_t n, bool thorough, struct zb_grid *grids);
/* Fills the present table with the sections' ways in a grid, unless it has them. */
enum zb_code zb_fitter_make(struct zb_fitter *f, const struct zb_grid *g, struct zb_err *err);

/* Least heights of the lines, without the gaps above strips, into q->l.line_h; their sum. *ret_strips: how
 * many such gaps count. */
double zb_fitter_least(const struct zb_fitter *f, struct zb_fit_trial *q, double *ret_strips);
/* A combination at a leading and gap, its lines at their least and `left` mm over: gives them away, weighs
 * and judges. Lower is better. */
double zb_fitter_weigh(const struct zb_fitter *f, struct zb_fit_trial *q, double left);

#endif
