/* SPDX-License-Identifier: Apache-2.0 */
/* Whether metadata says that generative AI made a picture: the implicit marks of GB 45438-2025 (property AIGC
 * of the TC260 namespace, a JSON text under the key AIGC) and IPTC's DigitalSourceType. A missing mark proves
 * nothing. */
#ifndef ZB_AIMARK_H
#define ZB_AIMARK_H

#include <stdbool.h>
#include <stddef.h>

bool zb_xmp_says_ai(const void *xmp, size_t len); /* an XMP packet */
/* An EXIF UserComment or a text chunk, in ASCII, UTF-8 or UTF-16. */
bool zb_comment_says_ai(const void *text, size_t len);

#endif
