/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef ZB_UTF8_H
#define ZB_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one character at text[0..len); returns its length in bytes (1–4), or 0 at the end or on a bad byte. */
size_t zb_utf8_next(const char *text, size_t len, uint32_t *ret_char);
bool zb_utf8_valid(const char *text, size_t len);
size_t zb_utf8_length(const char *text); /* characters, text must be valid */
/* Writes 1–4 bytes, returns how many. */
size_t zb_utf8_put(char out[4], uint32_t c);
/* Characters that a terminal obeys and that turn the reading direction: C0, DEL, C1, the separators of lines and
 * paragraphs, the bidirectional controls (UTR 36). Line ends and tabs are among them. */
bool zb_utf8_steers(uint32_t c);
/* Makes spaces of them, in place, and question marks of bytes that are no UTF-8: a stranger's word may be shown
 * then. `keep` holds the characters that stay, "\n"; "": none. */
void zb_utf8_plain(char *text, const char *keep);

#endif
