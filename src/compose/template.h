/* SPDX-License-Identifier: Apache-2.0 */
/* template (private to compose): the metrics of a layout and the weights of beauty, read from a file of
 * layouts/templates/. All mm unless said; layouts/README.md tells what each is. */
#ifndef ZB_TEMPLATE_H
#define ZB_TEMPLATE_H

#include "compose.h"
#include "words.h"

#define ZB_MAX_STEPS 16

struct zb_span_of { /* a search range: from, to, step */
        double from, to, step;
};

struct zb_template {
        bool landscape;
        int tight; /* 0 as the file says, 1 less air, 2 also lead and subtitle in the caption tier, 3 narrow margins */
        double scale; /* of every length and size: 1 for the main board */
        double margin, gutter;
        double column_gap; /* landscape: between the grid's two columns */
        double panel_w[3]; /* landscape: widths to try for the panel, within its margins */
        struct {
                double top, bottom, stripe, title_leading /* em */, gap, picture_gap, picture_min, bar, bar_gap,
                        value_gap, cell_gap;
        } hero;
        struct {
                double chip_w, chip_h, chip_foot, chip_gap, bar_w, bar_gap, heading_leading /* em */, heading_gap,
                        paragraph_gap /* em */, first_gap, last_gap;
        } row;
        struct {
                double top, bottom, qr, qr_gap, label_leading /* em */, note_leading /* em */;
        } foot;
        struct zb_span_of em_per_line, leading, gap;
        struct zb_weights {                          /* costs: the arrangement with the least sum is taken */
                double share, share_far, share_near; /* a unit of share off the aim; beyond share_near more */
                double rows;                         /* of what the rows cost themselves */
                double leading;                      /* gained by a unit above the least */
                double gap, gap_em;                  /* a mm off gap_em em of body between rows */
                double hole, heading_extra;          /* a mm that stays empty; that a heading's gap has grown */
                double heading_most;                 /* mm that a heading's gap may grow */
                double shape, flat, tall; /* a picture flatter than `flat` or taller than `tall` (width ÷ height) */
                double body, body_from;   /* gained by a mm of body above body_from */
                double bar, pair;         /* headings with a bar; two sections side by side on an upright board */
                double title_cm, tight;   /* a title below its point range; a step of tightness */
                double unlike, unlike_em; /* neighbours set unlike each other; an em of their line lengths */
                double caption, caption_hero;   /* a caption that breaks in two lines; beside the title */
                double long_line, long_line_em; /* an em of line beyond long_line_em */
                double picture, tower,
                        widest; /* the head's picture: gained; higher than wide; its greatest width ÷ height */
                double title_lines, title_small; /* a title's line beyond the second; a mm of em below the largest */
        } weight;
        double strip_min, strip_max; /* a picture strip's height */
        double hole;                 /* what may be left over per row */
        double title_em[ZB_MAX_STEPS], title_em_cm[ZB_MAX_STEPS];
        size_t n_title, n_title_cm;
        struct zb_size_step { /* em of each tier, from generous to tight */
                double em[ZB_N_TIERS];
                const char *relaxed; /* what was given up to get here, or NULL */
        } steps[ZB_MAX_STEPS];
        size_t n_steps;
        struct zb_words words; /* that titles and headings keep whole */
};

/* The first template of layouts_dir/templates, by name, that is for boards of this orientation; every length times scale.
 * What a file lacks it takes from the one that its "like" names. The template's strings live in arena. ZB_WORK, with file
 * and key, when our own data is broken. */
enum zb_code zb_template_load(const char *layouts_dir, bool landscape, double scale, struct zb_arena *arena,
                              struct zb_template *ret, struct zb_err *err);

#endif
