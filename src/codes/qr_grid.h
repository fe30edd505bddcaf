/* SPDX-License-Identifier: Apache-2.0 */
/* The grid of a QR code whose corners are known: how many modules, how large, how much quiet around. */
#ifndef ZB_QR_GRID_H
#define ZB_QR_GRID_H

#include "codes.h"
#include "qr_seek.h"

struct qr_grey { /* a sheet, or a part of one */
        const uint8_t *px;
        int w, h;
};

struct qr_point {
        double x, y;
};

struct qr_corners { /* as the code's own grid has them, whatever way it is turned */
        struct qr_point top_left, top_right, bottom_left, bottom_right;
};

/* module_mm and quiet_mm (NAN where the timing pattern is not met) and the box, of a code on a sheet that
 * covers `sheet` (mm). The corners may be off by a module. */
void zb_qr_measure(const struct qr_grey *g, struct qr_corners corners, struct zb_rect sheet, struct zb_fact_qr *qr);
/* Whether there is a code where three finder patterns are, for they might be there by accident: then its
 * corners. Of modules too small for these pixels nothing is said. */
bool zb_qr_is_code(const struct qr_grey *g, const struct zb_code_place *place, struct qr_corners *ret);

#endif
