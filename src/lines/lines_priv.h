/* SPDX-License-Identifier: Apache-2.0 */
/* Lines, private: runs as they lie in a frame turned by their angle (u along the baseline, v down from line
 * to line, mm), the lines they make, and the paragraphs those make. */
#ifndef ZB_LINES_PRIV_H
#define ZB_LINES_PRIV_H

#include "lines.h"
#include "stats.h"
#include "text.h"

#define ZB_NONE ((size_t)-1)

/* The inked part of an em box, from the baseline: Han reach from 0.83 em above to 0.07 em below it. */
#define ZB_INK_ABOVE 0.83
#define ZB_INK_HIGH  0.90

struct zb_piece { /* a run in its frame */
        const struct zb_run *run;
        double u, right, v;
        int angle; /* whole degrees, 0–359 */
        size_t chars;
        uint32_t first, last; /* characters; 0: nothing but spaces */
        size_t next;          /* in its line; ZB_NONE ends it */
};

struct zb_style { /* what most of a line or paragraph is set in */
        const char *font;
        enum zb_space space;
        struct zb_ink colour;
        bool bold;
};

struct zb_laid {     /* a line */
        size_t head; /* its first piece */
        double u, right, v, em;
        int angle;
        bool hidden, vertical; /* vertical: characters stand one below the other, v is the last one's */
        double top_v;          /* vertical: baseline of the first character */
        int paragraph, order;
        const char *text;
        size_t chars;
        struct zb_style style;
        double ink_mm, declared; /* declared: leading as the file says, NAN */
        double pitch;            /* to the next line of its paragraph; NAN for the last */
        size_t below;            /* next line of its paragraph; ZB_NONE */
        bool taken;              /* it is the next one of some line */
        bool dropped;            /* painted again elsewhere, or part of a vertical line */
        bool keyword, bad_start, bad_end;
        const char *marks;
        enum zb_tier tier;
        int block;
};

struct zb_setting {
        struct zb_derivation *d;
        struct zb_piece *pieces;
        size_t n_pieces;
        struct zb_laid *lines;
        size_t n_lines;
        int n_blocks;
        int keywords;
};

/* lines_join.c: pieces and lines. */
enum zb_code zb_lines_join(struct zb_setting *set, const struct zb_runs *runs, struct zb_err *err);
/* lines_para.c: links lines to paragraphs, sorts them so that a paragraph's lines are neighbours in reading
 * order, numbers blocks, looks for keywords and at line edges. */
enum zb_code zb_lines_paragraphs(struct zb_setting *set, struct zb_err *err);
/* lines_known.c: the facts of the marks' own lines. */
enum zb_code zb_lines_known(struct zb_derivation *d, const struct zb_marks *marks, struct zb_err *err);
/* lines_tier.c */
enum zb_code zb_lines_tiers(struct zb_setting *set, struct zb_err *err);

/* The style of most characters of some pieces: add each, then ask. */
struct zb_style_count {
        struct zb_style styles[16];
        size_t chars[16], n;
};
void zb_style_add(struct zb_style_count *count, const struct zb_piece *piece);
struct zb_style zb_style_most(const struct zb_style_count *count);
bool zb_same_colour(struct zb_ink a, struct zb_ink b);

#endif
