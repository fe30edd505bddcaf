/* SPDX-License-Identifier: Apache-2.0 */
/* 字数 as Chinese word processors count it and docs/measures.md §2 words it. One figure for every room, so
 * that the composer, the rules and the report never disagree about how long a text is. */
#include <string.h>
#include "text.h"

static bool in_run(uint8_t class)
{
        return class == ZB_C_LATIN || class == ZB_C_DIGIT || class == ZB_C_COMBINE;
}

/* What may stand inside a run of letters and digits without ending it; ’ as in "it’s". */
static bool is_inner(uint32_t c)
{
        return c == '.' || c == ',' || c == '%' || c == '-' || c == '/' || c == ':' || c == '\'' || c == 0x2019;
}

/* The bytes of inner marks at text after which the run of letters and digits goes on; 0 when it does not. */
static size_t inner_bytes(const char *text, size_t len)
{
        size_t at = 0;
        uint32_t c;
        for (size_t n; (n = zb_utf8_next(text + at, len - at, &c)) > 0; at += n) {
                uint8_t class = zb_char_kind(c).class;
                if (in_run(class))
                        return at;
                if (!is_inner(c) && class != ZB_C_JOINER && class != ZB_C_NOTHING)
                        return 0;
        }
        return 0;
}

/* Does a character outside any run count? Half-width marks and spaces do not. */
static bool counts(uint32_t c, uint8_t class)
{
        if (c < 0x80)
                return false;
        switch (class) {
        case ZB_C_SPACE:
        case ZB_C_WIDE_SPACE:
        case ZB_C_HARD_SPACE:
        case ZB_C_BREAK:
        case ZB_C_JOINER:
        case ZB_C_MAY_BREAK:
        case ZB_C_NOTHING:
        case ZB_C_COMBINE:
                return false;
        default:
                return true;
        }
}

size_t zb_count_chars(const char *utf8)
{
        size_t count = 0, len = strlen(utf8);
        bool run = false;
        uint32_t c;
        for (size_t n; len > 0; utf8 += n, len -= n) {
                n = zb_utf8_next(utf8, len, &c);
                if (n == 0) { /* a bad byte is not text */
                        n = 1;
                        continue;
                }
                uint8_t class = zb_char_kind(c).class;
                if (class == ZB_C_LATIN || class == ZB_C_DIGIT) {
                        count += !run;
                        run = true;
                        continue;
                }
                if (class == ZB_C_COMBINE || class == ZB_C_JOINER || class == ZB_C_NOTHING)
                        continue;
                if (run && is_inner(c)) {
                        size_t inner = inner_bytes(utf8, len);
                        if (inner) {
                                n = inner;
                                continue;
                        }
                }
                run = false;
                count += counts(c, class);
        }
        return count;
}
