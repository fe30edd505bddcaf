/* SPDX-License-Identifier: Apache-2.0 */
/* rows (private to compose): the sections. Each stands in a cell of a grid: one cell a line in portrait,
 * several in landscape. In a cell the text has a column of its own with figures beside it, or the cell's
 * whole width; figures that are not beside stand in a strip below. Where figures are beside, the text sets
 * the height and the pictures fill it, from the heading's ink to the last line's ink; a strip fills what its
 * line of the grid leaves: so no hole can arise. */
#ifndef ZB_ROWS_H
#define ZB_ROWS_H

#include "figure_grid.h"
#include "template.h"
#include "voice.h"

#define ZB_MAX_SECTIONS   8
#define ZB_MAX_PARAGRAPHS 12
#define ZB_STRIP_GAP      0.6 /* of the row gap, between a row and its strip */

enum zb_heading_mark { ZB_MARK_CHIP, ZB_MARK_BAR, ZB_N_MARKS }; /* a numbered chip; a thin bar where room is short */

/* A section set in one way; leading and heights are still open. */
struct zb_row {
        struct zb_rich heading_text;
        const struct zb_para *headings[ZB_N_MARKS], *body[ZB_MAX_PARAGRAPHS];
        size_t n_body, body_lines;
        const struct zb_figure *figures[ZB_MAX_CELLS];
        size_t n_figures;               /* all but the one in the hero */
        size_t n_column;                /* the first of them stand beside the text, the others in a strip below */
        double x, w;                    /* its cell of the grid */
        double text_w;                  /* the text column's width; the cell's when nothing stands beside it */
        double figure_w;                /* of the column */
        double column_need, strip_need; /* least heights; 0: none */
        double column_most, strip_most; /* heights beyond which figures lose their shape or their resolution */
        double cost;                    /* of its breaks */
        size_t overfull;
};

struct zb_rows { /* the sections of a board, chosen */
        struct zb_row rows[ZB_MAX_SECTIONS];
        size_t n, n_lines;               /* sections, lines of the grid */
        size_t line_of[ZB_MAX_SECTIONS]; /* which line a section stands in */
        enum zb_heading_mark mark;
};

struct zb_row_way {                   /* a way of setting a section */
        double w;                     /* of its cell */
        double em_per_line;           /* of a text with figures beside it */
        size_t beside;                /* at most so many figures stand there */
        const struct zb_figure *hero; /* the figure that is not here, or NULL */
        double gap;                   /* the widest, for the needs of figures */
};

/* Sets section i; its x is the caller's. */
enum zb_code zb_row_plan(const struct zb_stage *stage, const struct zb_template *t, size_t i,
                         const struct zb_row_way *way, struct zb_row *ret, struct zb_err *err);

static inline bool zb_row_has_strip(const struct zb_row *row)
{
        return row->n_column < row->n_figures;
}
/* Height from the heading's ink to the last line's ink, and area of the text. */
double zb_row_text_h(const struct zb_stage *stage, const struct zb_template *t, const struct zb_row *row,
                     enum zb_heading_mark mark, double leading);
double zb_row_text_mm2(const struct zb_template *t, const struct zb_row *row, enum zb_heading_mark mark,
                       double leading);
/* Height of the figures beside a text in a row h high: all of it, unless they would lose their shape or
 * resolution, or limit (of a whole board whose text is too short for its pictures) is less; never less than
 * they need. */
double zb_row_column_h(const struct zb_row *row, double h, double limit);

struct zb_row_place {
        double y, h; /* of the row proper: heading ink top, height */
        double strip_y, strip_h;
        double heading_extra; /* added to the gap below the heading */
        bool mirrored;        /* figures at the left */
        double leading, gap, limit;
};
enum zb_code zb_row_draw(struct zb_stage *stage, const struct zb_template *t, const struct zb_rows *rows, size_t i,
                         const struct zb_row_place *place, struct zb_err *err);

/* (shared by the files of rows) */
double zb_row_mark_w(const struct zb_template *t, enum zb_heading_mark mark);
double zb_row_heading_ink(const struct zb_stage *stage, const struct zb_template *t, const struct zb_row *row,
                          enum zb_heading_mark mark);

#endif
