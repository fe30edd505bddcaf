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
/* What of a stranger's words reaches no terminal, page or JSON: characters that a terminal obeys, that turn the reading
 * direction (UTR 36) or that nobody sees: C0, DEL, C1, zero-width marks, separators of lines and paragraphs, directional
 * and other format controls, noncharacters, tags and private planes. Line ends and tabs are among them. */
bool zb_utf8_steers(uint32_t c);
/* Makes spaces of them, in place, and question marks of bytes that are no UTF-8: a stranger's word may be shown
 * then. `keep` holds the characters that stay, "\n"; "": none. */
void zb_utf8_plain(char *text, const char *keep);

#endif
