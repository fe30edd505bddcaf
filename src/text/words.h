/* SPDX-License-Identifier: Apache-2.0 */
/* words: words that large type does not break: Chinese may be broken anywhere, but a jury that
 * reads 乡 | 村 in a title stumbles. The list is data, layouts/words.txt; where it has no match, a dictionary decides. */
#ifndef ZB_WORDS_H
#define ZB_WORDS_H

#include "core.h"

struct zb_words {
        char **list; /* sorted by bytes */
        size_t n;
        size_t longest; /* bytes */
};

/* A missing file is an empty list. Everything lives in arena. */
enum zb_code zb_words_load(const char *layouts_dir, struct zb_arena *arena, struct zb_words *ret, struct zb_err *err);
/* text with a word joiner between the characters of each word: the list's longest match first, else the dictionary's
 * word; in arena. words NULL: text as it is. */
const char *zb_words_join(const struct zb_words *words, struct zb_arena *arena, const char *text);

#endif
