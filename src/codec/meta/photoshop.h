/* SPDX-License-Identifier: Apache-2.0 */
/* Photoshop's image resources, as TIFF (tag 34377) and JPEG (APP13) carry them: blocks "8BIM", number, name,
 * length, data. Source: Adobe Photoshop File Formats Specification, "Image Resources Section". */
#ifndef ZB_PHOTOSHOP_H
#define ZB_PHOTOSHOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The data of the first resource of that number; NULL when there is none or the blocks are damaged before it.
 */
const uint8_t *zb_photoshop_find(const uint8_t *blocks, size_t len, unsigned id, size_t *ret_len);
/* ResolutionInfo (1005), in pixels per inch; false when there is none. */
bool zb_photoshop_ppi(const uint8_t *blocks, size_t len, double *ret_x, double *ret_y);
/* Whether extra channel n is a spot colour (DisplayInfo 1077 or 1007), and its name (1045 or 1006; "" none),
 * as UTF-8 into name. */
bool zb_photoshop_spot(const uint8_t *blocks, size_t len, size_t n, char *name, size_t size);

#endif
