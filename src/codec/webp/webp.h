/* SPDX-License-Identifier: Apache-2.0 */
/* webp: WebP in; the only room that knows libwebp.
 *
 * ```c
 * static bool fits(const char *path, double most)
 * {
 *         return zb_webp_memory(path) <= most;
 * }
 * ```
 */
#ifndef ZB_WEBP_H
#define ZB_WEBP_H

#include "core.h"

double zb_webp_memory(const char *path); /* bytes that decoding it takes; 0: it cannot be read */
/* Its pixels as an uncompressed TIFF, written to fd, with that ICC profile (NULL: none). *ret_sound: whether it decoded
 * without a complaint, and only then is there a file. ZB_WORK when the work could not be done. */
enum zb_code zb_webp_straighten(const char *path, int fd, const void *icc, size_t icc_len, bool *ret_sound,
                                struct zb_err *err);
void zb_webp_versions(struct zb_libraries *list);

#endif
