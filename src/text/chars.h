/* SPDX-License-Identifier: Apache-2.0 */
/* Characters: the class of each, and which marks may open or end a line (clreq 3.1.4, GB/T 15834-2011 section 5). */
#ifndef ZB_CHARS_H
#define ZB_CHARS_H

#include <stdbool.h>
#include <stdint.h>

enum zb_class {
        ZB_C_HAN,   /* a full-width letter: Han, kana, bopomofo, Hangul, circled numbers */
        ZB_C_LATIN, /* a letter of an alphabet */
        ZB_C_DIGIT,
        ZB_C_OPEN,    /* full-width, ink in the right half: （《“ */
        ZB_C_CLOSE,   /* full-width, ink in the left half: ，。）》” */
        ZB_C_DASH,    /* — */
        ZB_C_DOTS,    /* … */
        ZB_C_LINK,    /* · ～ ／: joins what stands before it to what follows */
        ZB_C_SIGN,    /* × ± ＋: holds on to figures beside it */
        ZB_C_SYMBOL,  /* → ★: free on both sides */
        ZB_C_AMARK,   /* half-width mark: , . + & /, part of the Latin word it touches */
        ZB_C_AOPEN,   /* half-width ( [ */
        ZB_C_ACLOSE,  /* half-width ) ] */
        ZB_C_PERCENT, /* % ‰ ℃ °: behind a figure */
        ZB_C_MONEY,   /* ¥ $: before a figure */
        ZB_C_QUOTE,   /* “ ” ‘ ’ before it is known whether Chinese or Latin; never in a cell */
        ZB_C_COMBINE, /* combining mark, variation selector */
        ZB_C_SPACE,
        ZB_C_WIDE_SPACE, /* U+3000 */
        ZB_C_HARD_SPACE, /* U+00A0 */
        ZB_C_BREAK,      /* newline */
        ZB_C_JOINER,     /* U+2060: no break here */
        ZB_C_MAY_BREAK,  /* U+200B: may break here */
        ZB_C_NOTHING,    /* control and format characters: not printed */
        ZB_N_CLASSES
};

enum { ZB_NO_START = 1, ZB_NO_END = 2, ZB_WIDE = 4 /* set as full-width: HarfBuzz script Hani */ };

struct zb_char_kind {
        uint8_t class, flags;
};
struct zb_char_kind zb_char_kind(uint32_t c);
bool zb_char_is_unit(uint32_t c);       /* 个 年 月 %: what follows a figure */
bool zb_char_is_enumerator(uint32_t c); /* ①: stays with what follows */

/* May a line end after `before` / start with `after`? The table of prohibitions, for measuring lines that somebody
 * else set. */
bool zb_may_start_line(uint32_t c);
bool zb_may_end_line(uint32_t c);

#endif
