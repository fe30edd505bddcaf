/* SPDX-License-Identifier: Apache-2.0 */
/* A picture's colours → ink, sampled from lcms once and looked up ever after. */
#ifndef ZB_INK_TABLE_H
#define ZB_INK_TABLE_H

#include <stddef.h>
#include <stdint.h>

enum { ZB_GRID = 33 }; /* points a side; the step between two is the same in all three colours */

/* Nodes r, g, b with b running fastest; from -32768 to 32767 = full ink, as vectors multiply signed numbers.
 */
struct zb_table {
        int16_t node[ZB_GRID * ZB_GRID * ZB_GRID][4];
};

/* n pixels of RGB8 → CMYK8 by tetrahedra (the four nodes around a colour that share its order of r, g and b).
 */
void zb_table_run(const struct zb_table *table, const uint8_t *rgb, uint8_t *cmyk, size_t n);

#endif
