/* SPDX-License-Identifier: Apache-2.0 */
/* text: what characters are and how they are counted. The only room that knows ICU.
 *
 * Texts are UTF-8; bytes that are none count as U+FFFD. Nothing here fails or keeps anything.
 *
 * ```c
 * static bool is_short(const char *utf8)
 * {
 *         return zb_count_chars(utf8) < 400;
 * }
 * ```
 */
#ifndef ZB_TEXT_H
#define ZB_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "chars.h"
#include "columns.h"
#include "edges.h"
#include "words.h"

/* 字数 as docs/measures.md §2 counts: each Han character and full-width mark one, each run of Latin letters or
 * digits (with inner . , % - / :) one, spaces none. */
size_t zb_count_chars(const char *utf8);

/* ends[i] (0 … len): a word may end before byte i, by the dictionary of ICU (UAX 29 with Chinese words). Where the
 * dictionary is not to be had every byte may end one. */
void zb_word_ends(const char *utf8, size_t len, bool *ends);

/* ICU (libraries.h). */
void zb_text_versions(struct zb_libraries *list);

#endif
