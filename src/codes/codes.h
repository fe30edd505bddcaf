/* SPDX-License-Identifier: Apache-2.0 */
/* codes: QR codes in a grey picture. The only room that knows zbar.
 *
 * ```c
 * static enum zb_code codes_of(struct zb_derivation *d, const uint8_t *grey, int w, int h, struct zb_err *err)
 * {
 *         return zb_find_codes(d, grey, w, h, d->facts->trim, err);
 * }
 * ```
 */
#ifndef ZB_CODES_H
#define ZB_CODES_H

#include "derivation.h"

/* QR codes in a grey picture of box (qr.c): appended to facts->qr, contrast left unknown. */
enum zb_code zb_find_codes(struct zb_derivation *d, const uint8_t *grey, int w, int h, struct zb_rect box,
                           struct zb_err *err);

/* zbar (libraries.h). */
void zb_codes_versions(struct zb_libraries *list);

#endif
