/* SPDX-License-Identifier: Apache-2.0 */
/* marks: what a page shows, before anyone interprets it: runs of text, shapes, pictures, codes. The third waist of the
 * house: a scene and every reader of files make marks, and one derivation (rooms lines, sheet, codes, figures, derive)
 * makes facts of them. What a scene knows about its marks (tiers, paragraphs, captions) it says; a file leaves it
 * unknown, and only that is derived. The page's pixels are no list: they pass as rows through the sheet (sheet.h).
 *
 * Millimetres on the board, from the trim's top left, y downwards. Strings and lists are those of the facts' arena that
 * the marks were made for; marks live no longer than the derivation.
 *
 * ```c
 * #include <math.h>
 *
 * static enum zb_code one_word(struct zb_runs *runs, struct zb_err *err)
 * {
 *         struct zb_run run = {.utf8 = "展板", .x_mm = 40, .baseline_mm = 120, .width_mm = 200, .em_mm = 100,
 *                              .ink_mm = NAN, .leading = NAN, .font = "SourceHanSansCN-Heavy", .space = ZB_SPACE_CMYK,
 *                              .paragraph = -1};
 *         return zb_runs_add(runs, &run, err);
 * }
 * ```
 */
#ifndef ZB_MARKS_H
#define ZB_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core.h"
#include "ink.h"
#include "type.h"

/* ---- text ---- */

struct zb_run { /* characters that one operator or style set, on one baseline */
        const char *utf8;
        double x_mm, baseline_mm; /* where its baseline begins */
        double width_mm, em_mm;   /* advance along the baseline; em after every matrix */
        double ink_mm;            /* what a ruler reads: em × the ink factor of its face, or the median ink height
                           * of Han in it; NAN unknown (zb_known_ink_factor may help) */
        double angle_deg;         /* 0: upright; counterclockwise as seen */
        double leading;           /* as the file declares it, baseline ÷ em; NAN: unknown */
        const char *font;         /* PostScript name without subset tag */
        struct zb_ink colour;
        enum zb_space space;
        const char *place; /* where the file keeps it: a layer's name; NULL: nowhere in particular */
        bool bold, hidden;
        int order;     /* of painting; runs that follow each other were set side by side */
        int paragraph; /* lines known to belong together (a paragraph of a PSD's text layer); -1 unknown */
};
struct zb_runs {
        struct zb_run *items;
        size_t n, cap;
};
/* Appends; ZB_WORK out of memory. Runs with nothing but spaces are kept: they part words. */
enum zb_code zb_runs_add(struct zb_runs *runs, const struct zb_run *run, struct zb_err *err);
void zb_runs_fini(struct zb_runs *runs);

struct zb_mark_style { /* the glyphs of a known line that one style sets */
        struct zb_ink ink;
        const char *font;
        double ink_mm; /* em × the ink factor of its face */
        size_t n_glyphs;
        const struct zb_rect *glyphs; /* the boxes of their ink, n_boxes of them */
        size_t n_boxes;
};
struct zb_mark_line {       /* a line of a scene: everything about it is known */
        struct zb_rect box; /* advance × em·leading, em centred in it */
        enum zb_tier tier;
        const char *role, *text, *place;
        double baseline_mm, em_mm, leading;
        int block;    /* lines of one paragraph share a number and follow each other */
        int keywords; /* runs of keywords that begin in it; one that goes on from the line before is counted there */
        bool keyword; /* a keyword stands in it */
        struct zb_ink under[2]; /* the ground that its composer declares: the two ends of a gradient */
        const struct zb_mark_style *styles;
        size_t n_styles;
        const char *missing; /* the first text that the font has no glyph for; NULL none */
        size_t n_missing;
};

/* ---- shapes ---- */

struct zb_mark_shape { /* something drawn */
        struct zb_rect box;
        struct zb_ink ink; /* of its fill or, of a stroke, of that */
        bool stroke, part; /* part: of a path of many; no shape of its own */
        bool curved, rect; /* its outline holds curves; is a rectangle */
        bool glyph;        /* looks like an outlined character */
        int points;        /* of its outline */
};

/* The largest closed part of an outline, by the shoelace formula over its points; curves in eight chords. Feed it the
 * path's operators; `most` is in the square of their unit. */
struct zb_ring {
        double x0, y0, x, y, area2;
        double left, top, right, bottom; /* of the part under way; left > right: no point yet */
        double most;
        struct zb_rect part; /* box of the part that was closed last */
};
extern const struct zb_ring zb_ring_none; /* to begin with */
void zb_ring_move(struct zb_ring *ring, double x, double y);
void zb_ring_line(struct zb_ring *ring, double x, double y);
void zb_ring_curve(struct zb_ring *ring, const double p[6]);
void zb_ring_close(struct zb_ring *ring); /* also after the last operator */

/* ---- pictures ---- */

struct zb_mark_picture {
        struct zb_rect box;   /* clipped */
        struct zb_rect whole; /* of all its pixels */
        int px_w, px_h;       /* all */
        double mm_x, mm_y;    /* printed length of its sides */
        double turned_deg, alpha;
        int num, order, quality; /* object number, 0 inline; of painting; of a JPEG, 0 unknown */
        enum zb_space space;
        const char *filter;
        uint64_t same; /* hash of its pixels as stored */
        bool ai, mask, masked, tile;
        int upsampled; /* times its pixels were blown up before; 1 not, 0 unknown */
        const char *alt;
        bool dropped; /* ground, decoration, or joined to another */
        bool ground;
        bool sheet; /* a ground that covers all that is visible */
};

struct zb_mark_figure { /* what the file itself calls a figure */
        struct zb_rect box;
        const char *alt;
        bool picture; /* a picture fills it */
};

/* ---- layers ---- */

struct zb_mark_layer {      /* a visible layer of pixels */
        struct zb_rect box; /* of what its mask and the layer that it is clipped to let through */
        const char *name;
        double opacity; /* 0–1 */
        int px_w, px_h; /* of that box */
        double ppi_x, ppi_y;
};
enum { ZB_MARK_POINTS = 96 };
struct zb_mark_points { /* a layer looked at in a grid of points, row by row: up to four plates as stored, opacity */
        uint8_t px[ZB_MARK_POINTS][ZB_MARK_POINTS][5];
};

/* All that a page shows, of a reader that can tell things apart. */
struct zb_marks {
        struct zb_runs runs;
        const struct zb_mark_line *lines; /* of a scene; NULL: runs are all that is known */
        size_t n_lines;
        struct zb_mark_shape *shapes;
        size_t n_shapes, cap_shapes;
        struct zb_mark_picture *pictures;
        size_t n_pictures, cap_pictures;
        struct zb_mark_figure *figures;
        size_t n_figures, cap_figures;
        /* of a file of layers */
        const struct zb_mark_layer *layers; /* bottom first */
        size_t n_layers;
        struct zb_rect sheet; /* of all its pixels */
        /* Looks at a layer: decoding costs, so only whoever wants to know asks. false: its pixels cannot be read. */
        bool (*points)(void *reader, size_t layer, struct zb_mark_points *ret);
        void *reader;
};

#endif
