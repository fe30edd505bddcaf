/* SPDX-License-Identifier: Apache-2.0 */
/* memo (private to compose): paragraphs already set. A search asks for the same text at the same size and
 * width again and again; breaking it once is enough. */
#ifndef ZB_MEMO_H
#define ZB_MEMO_H

#include <stdbool.h>
#include <stdint.h>
#include "type.h"

struct zb_memo;

struct zb_memo_key {    /* compared byte by byte: clear it before filling in */
        uint64_t text;  /* zb_memo_text of the spans */
        const void *of; /* whose: a figure's data; NULL: text says all */
        double em_mm, measure_mm;
        uint32_t voice, note_nm; /* the size of the notes that it sets, millionths of mm; 0: none */
};

struct zb_memo *zb_memo_new(void); /* NULL: out of memory */
void zb_memo_free(struct zb_memo *memo);
/* A number for a text in a style behind the text whose number is `before` (0: none): the same for the same, another one for
 * any other. memo NULL: 0. Out of memory: a number that comes but once, so that nothing is found. */
uint64_t zb_memo_text(struct zb_memo *memo, uint64_t before, const char *text, int style);
/* The paragraph of a key, or NULL. */
const struct zb_para *zb_memo_find(const struct zb_memo *memo, const struct zb_memo_key *key, size_t *ret_overfull);
/* Remembers it; forgetting (out of memory) costs time only. */
void zb_memo_keep(struct zb_memo *memo, const struct zb_memo_key *key, const struct zb_para *para, size_t overfull);

/* The same for what is only measured: the width of a label, the needs of a figure. No voice has these
 * numbers. */
enum { ZB_MEMO_WIDTH = 1000, ZB_MEMO_NEED, ZB_MEMO_JOINED, ZB_MEMO_TITLE };
#define ZB_MEMO_VALUES 3
bool zb_memo_find_values(const struct zb_memo *memo, const struct zb_memo_key *key, double ret[ZB_MEMO_VALUES]);
void zb_memo_keep_values(struct zb_memo *memo, const struct zb_memo_key *key, const double values[ZB_MEMO_VALUES]);

/* And for a text made ready to be set: its words joined, a title in lines. It lives as long as the memo; it
 * may be NULL. */
bool zb_memo_find_text(const struct zb_memo *memo, const struct zb_memo_key *key, const char **ret);
void zb_memo_keep_text(struct zb_memo *memo, const struct zb_memo_key *key, const char *text);

#endif
