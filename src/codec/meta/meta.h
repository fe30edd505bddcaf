/* SPDX-License-Identifier: Apache-2.0 */
/* meta: what programs write beside a picture's pixels: marks of generative AI in XMP and comments, Photoshop's image
 * resources (8BIM), the text of its layers (EngineData).
 *
 * ```c
 * static bool has_resolution(const uint8_t *blocks, size_t len)
 * {
 *         double x, y;
 *         return zb_photoshop_ppi(blocks, len, &x, &y);
 * }
 * ```
 */
#ifndef ZB_META_H
#define ZB_META_H

#include "aimark.h"
#include "engine_data.h"
#include "photoshop.h"

#endif
