/* SPDX-License-Identifier: Apache-2.0 */
/* rows (private to compose): the sections in a grid of one column (portrait) or two (landscape). Each has its
 * text in one column, its figures in the other, and a picture strip below when there are many. The text sets
 * a row's height and the pictures fill it, from the heading's ink to the last line's ink: so no hole can
 * arise. */
#ifndef ZB_ROWS_H
#define ZB_ROWS_H

#include "cells.h"
#include "template.h"
#include "text.h"

#define ZB_MAX_SECTIONS   8
#define ZB_MAX_PARAGRAPHS 12
#define ZB_STRIP_GAP      0.6 /* of the row gap, between a row and its strip */

enum zb_heading_mark { ZB_MARK_CHIP, ZB_MARK_BAR }; /* a numbered chip, or a thin bar where room is short */

/* A section set at one width; leading is still open. */
struct zb_row {
        struct zb_rich heading_text;
        const struct zb_para *heading, *body[ZB_MAX_PARAGRAPHS];
        size_t n_body, body_lines;
        const struct zb_figure *figures[ZB_MAX_CELLS];
        size_t n_figures; /* all but the one in the hero */
        size_t n_column;  /* the first of them stand beside the text, the others in a strip below */
        double x, w;      /* its cell of the grid */
        double text_w;    /* the text column's width; the cell's when nothing stands beside it */
        double figure_w;  /* of the column */
        double column_need, strip_need; /* least heights; 0: none */
        double cost;                    /* of its line breaks */
        size_t overfull;
};

struct zb_rows {
        struct zb_row rows[ZB_MAX_SECTIONS];
        size_t n, n_lines;               /* sections, lines of the grid */
        size_t line_of[ZB_MAX_SECTIONS]; /* which line a section stands in */
        enum zb_heading_mark mark;
        double cell_w;                   /* width of a usual cell */
        bool strips;                     /* some section has one */
};

struct zb_rows_options {
        double em_per_line;
        bool strip;                   /* figures beyond two beside a text, or too wide there, go into a strip */
        const struct zb_figure *hero; /* the figure that is not here, or NULL */
        double gap;                   /* the widest, for the needs of figures in a column */
};

enum zb_code zb_rows_plan(const struct zb_stage *stage, const struct zb_template *t,
                          const struct zb_rows_options *options, struct zb_rows *ret, struct zb_err *err);

/* Vertical measures of a section at a leading. */
struct zb_row_size {
        double text; /* heading ink top to last ink */
        double row;  /* text or column, whichever is higher, without strip */
};
struct zb_row_size zb_row_measure(const struct zb_stage *stage, const struct zb_template *t,
                                  const struct zb_row *row, double leading);
static inline bool zb_row_has_strip(const struct zb_row *row)
{
        return row->n_column < row->n_figures;
}
/* Height of the figures beside a text in a row h high: all of it, unless a photograph would be drawn below ppi_min, or
 * limit (of a whole board whose text is too short for its pictures) is less; never less than they need. */
double zb_row_column_h(const struct zb_row *row, double h, double gap, double ppi_min, double limit);
double zb_row_text_mm2(const struct zb_stage *stage, const struct zb_template *t, const struct zb_row *row,
                       double leading);

struct zb_row_place {
        double y, h; /* of the row proper: heading ink top, height */
        double strip_y, strip_h;
        double heading_extra; /* added to the gap below the heading */
        bool mirrored;        /* figures at the left */
        double leading, gap;
        double ppi_min, limit; /* see zb_row_column_h */
};
enum zb_code zb_row_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_rows *rows,
                         size_t i, const struct zb_row_place *place, struct zb_err *err);

#endif
