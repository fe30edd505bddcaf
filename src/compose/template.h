/* SPDX-License-Identifier: Apache-2.0 */
/* template (private to compose): the metrics of a layout, read from layouts/templates/NAME.json. All mm
 * unless said. */
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
        int tight;         /* 0 as the file says, 1 less air, 2 also lead and subtitle in the caption tier, 3 narrow margins */
        double scale; /* of every length and size: 1 for the main board */
        double margin, gutter;
        double column_gap; /* landscape: between the grid's two columns */
        double panel_w[3]; /* landscape: widths to try for the panel, within its margins */
        struct {
                double top, bottom, stripe, title_leading /* em */, gap, picture_gap, picture_min, bar,
                        bar_gap, value_gap, cell_gap;
        } hero;
        struct {
                double chip_w, chip_h, chip_foot, chip_gap, bar_w, bar_gap, heading_leading /* em */,
                        heading_gap, paragraph_gap /* em */, first_gap, last_gap;
        } row;
        struct {
                double top, bottom, qr, qr_gap, label_leading /* em */, note_leading /* em */;
        } foot;
        struct zb_span_of em_per_line, leading, gap;
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

/* layouts_dir/templates/name.json, every length times scale. The template's strings live in arena. ZB_WORK
 * when our own data is broken. */
enum zb_code zb_template_load(const char *layouts_dir, const char *name, double scale, struct zb_arena *arena,
                              struct zb_template *ret, struct zb_err *err);

#endif
