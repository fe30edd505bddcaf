/* SPDX-License-Identifier: Apache-2.0 */
/* derive: marks → facts. The one derivation's conductor: what follows from lines, images, codes and the visible area, by
 * the definitions of the standard ("what the words mean when measured").
 *
 * ```c
 * static enum zb_code share_of_pictures(struct zb_derivation *d, double *ret, struct zb_err *err)
 * {
 *         enum zb_code code = zb_derive(d, err);
 *         if (!code)
 *                 *ret = d->facts->share;
 *         return code;
 * }
 * ```
 */
#ifndef ZB_DERIVE_H
#define ZB_DERIVE_H

#include "derivation.h"

/* Whoever has filled in lines (box, ink, tier, text, sizes, block, contrast, hidden), images (box, pixels, ppi,
 * decoration), codes, text_source, flat and the visible area calls it once, so that scenes and files are reckoned
 * alike. Sets the lines' chars, bad_start and bad_end, the images' ai_marked and ai_mark_mm; tiers, chars, image_mm2,
 * text_mm2, share, share_strict, ppi_min, n_photos, min_contrast and its place, safe_*, overlaps and, of a file,
 * path_used. Hidden lines count for nothing. What a file without live text or flat does not tell stays unknown; of a
 * spec all is known. ZB_WORK when out of memory. */
enum zb_code zb_derive(struct zb_derivation *d, struct zb_err *err);

#endif
