/* SPDX-License-Identifier: Apache-2.0 */
/* edit (private to compose): a board with a text made shorter or longer, to see what would happen. The board
 * itself is immutable: a copy shares everything that is not changed and lives in the arena given. Memory that
 * runs out is remembered by the arena; what comes back is then the unchanged text. */
#ifndef ZB_COPYFIT_H
#define ZB_COPYFIT_H

#include "spec.h"

/* The ways in which an author may bring a text to a length. A cure is promised only when all of them work. */
enum zb_copyfit_way {
        ZB_COPYFIT_INSIDE, /* before the mark that ends it */
        ZB_COPYFIT_END,    /* at the very end, the mark included */
        ZB_COPYFIT_ANEW,   /* other words altogether */
        ZB_COPYFIT_PLAIN,  /* the same without a mark inside: nothing that a line could squeeze */
        ZB_N_COPYFIT_WAYS
};

/* A copy whose sections may be changed through *ret_sections; NULL when out of memory. */
struct zb_spec *zb_copyfit_copy(struct zb_arena *arena, const struct zb_spec *board,
                                struct zb_section **ret_sections);
/* 字数 of a section's text. */
size_t zb_copyfit_chars(const struct zb_section *section);
/* Makes a section's text `chars` long (never less than one). A cut may come out a little shorter: no mark is
 * left behind that would end a sentence badly. */
void zb_copyfit_resize(struct zb_arena *arena, struct zb_section *section, size_t chars, enum zb_copyfit_way way);
/* The same for one text. */
struct zb_rich zb_copyfit_rich(struct zb_arena *arena, const struct zb_rich *text, size_t chars,
                               enum zb_copyfit_way way);
/* `chars` characters of plain prose that end in a full stop (words: without any mark). */
const char *zb_copyfit_filler(struct zb_arena *arena, size_t chars, bool words);

#endif
