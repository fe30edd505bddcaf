/* SPDX-License-Identifier: Apache-2.0 */
/* One board's facts while they are derived from its marks: what the rooms lines, sheet, codes, figures and derive hand to
 * each other. */
#ifndef ZB_DERIVATION_H
#define ZB_DERIVATION_H

#include "facts.h"
#include "marks.h"

enum { ZB_LINE_INKS = 8 };
struct zb_line_inks { /* the different inks that a line is set in, and where, if that is known */
        struct zb_ink inks[ZB_LINE_INKS];
        const struct zb_rect *glyphs[ZB_LINE_INKS]; /* boxes of the ink of its glyphs; NULL: somewhere in the line */
        size_t n_glyphs[ZB_LINE_INKS];
        size_t n;
        struct zb_ink under[2]; /* the ground that a scene declares under it */
        bool declared;
};

struct zb_derivation {
        struct zb_facts *facts; /* facts->arena owns what is derived */
        const struct zb_profile *profile;
        double survey_ppi, view_ppi;          /* 0: 72; 0: no picture of the board is made */
        const struct zb_line_inks *line_inks; /* of each of facts->lines, by room lines; NULL: none yet */
        /* The facts' own lines and images, which are still being made; and whether it is known which words, which
         * pictures are on the board. Set by zb_derive. */
        struct zb_fact_line *lines;
        struct zb_fact_image *images;
        bool words, pictures;
};

#endif
