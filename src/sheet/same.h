/* SPDX-License-Identifier: Apache-2.0 */
/* Do two fingerprints show the same board, and where do they differ? */
#ifndef ZB_SAME_H
#define ZB_SAME_H

#include "core.h"

struct zb_print { /* a small picture of a board */
        int w, h;
        const uint8_t *rgb;  /* w × h × 3, sRGB */
        struct zb_rect box;  /* what it shows, mm on the board */
        struct zb_rect trim; /* the board */
};

enum zb_likeness { ZB_SAME, ZB_DIFFERS, ZB_OTHER };

enum { ZB_MOST_SPOTS = 20 };
struct zb_spot {
        struct zb_rect box;              /* mm on the first board */
        enum { BOTH, FIRST, SECOND } on; /* where something stands: on both (changed), or on one alone */
        double area;                     /* mm² that differ */
};

struct zb_difference {
        enum zb_likeness likeness;
        double share;                        /* of the board that differs, 0–1 */
        struct zb_spot spots[ZB_MOST_SPOTS]; /* largest first */
        size_t n_spots, n_more;
};

enum zb_code zb_prints_compare(const struct zb_print *a, const struct zb_print *b, struct zb_difference *ret,
                               struct zb_err *err);

#endif
