/* SPDX-License-Identifier: Apache-2.0 */
/* The classes of characters, as one sorted table. It keeps the prohibitions of clreq 3.1.4 and GB/T
 * 15834-2011 section 5 (which marks may not open or end a line), and says which characters are full-width
 * letters, which stick to figures, and which are not printed at all. */
#include <stdlib.h>
#include "text.h"

#define S  ZB_NO_START
#define E  ZB_NO_END
#define W  ZB_WIDE
#define SW (ZB_NO_START | ZB_WIDE)
#define EW (ZB_NO_END | ZB_WIDE)

struct range {
        uint32_t first, last;
        uint8_t class, flags;
};

/* Sorted; what lies between two ranges is a letter of some alphabet below U+2E80, a full-width letter above.
 */
static const struct range ranges[] = {
        {0x00, 0x08, ZB_C_NOTHING, 0},
        {0x09, 0x09, ZB_C_SPACE, 0},
        {0x0A, 0x0A, ZB_C_BREAK, 0},
        {0x0B, 0x1F, ZB_C_NOTHING, 0},
        {' ', ' ', ZB_C_SPACE, 0},
        {'!', '!', ZB_C_ACLOSE, S},
        {'"', '"', ZB_C_AMARK, 0},
        {'#', '#', ZB_C_AMARK, E},
        {'$', '$', ZB_C_MONEY, E},
        {'%', '%', ZB_C_PERCENT, S},
        {'&', '\'', ZB_C_AMARK, 0},
        {'(', '(', ZB_C_AOPEN, E},
        {')', ')', ZB_C_ACLOSE, S},
        {'*', '+', ZB_C_AMARK, 0},
        {',', ',', ZB_C_ACLOSE, S},
        {'-', '-', ZB_C_AMARK, 0},
        {'.', '.', ZB_C_ACLOSE, S},
        {'/', '/', ZB_C_AMARK, S},
        {'0', '9', ZB_C_DIGIT, 0},
        {':', ';', ZB_C_ACLOSE, S},
        {'<', '>', ZB_C_AMARK, 0},
        {'?', '?', ZB_C_ACLOSE, S},
        {'@', '@', ZB_C_AMARK, E},
        {'[', '[', ZB_C_AOPEN, E},
        {'\\', '\\', ZB_C_AMARK, 0},
        {']', ']', ZB_C_ACLOSE, S},
        {'^', '`', ZB_C_AMARK, 0},
        {'{', '{', ZB_C_AOPEN, E},
        {'|', '|', ZB_C_AMARK, S},
        {'}', '}', ZB_C_ACLOSE, S},
        {'~', '~', ZB_C_AMARK, S},
        {0x7F, 0x9F, ZB_C_NOTHING, 0},
        {0xA0, 0xA0, ZB_C_HARD_SPACE, 0},
        {0xA1, 0xA1, ZB_C_AOPEN, E},
        {0xA2, 0xA2, ZB_C_PERCENT, S},
        {0xA3, 0xA5, ZB_C_MONEY, E},
        {0xA6, 0xA6, ZB_C_AMARK, S},
        {0xA7, 0xA7, ZB_C_SIGN, E},
        {0xA8, 0xA9, ZB_C_AMARK, 0},
        {0xAB, 0xAB, ZB_C_AOPEN, E},
        {0xAC, 0xAC, ZB_C_AMARK, 0},
        {0xAD, 0xAD, ZB_C_NOTHING, 0},
        {0xAE, 0xAF, ZB_C_AMARK, 0},
        {0xB0, 0xB0, ZB_C_PERCENT, S},
        {0xB1, 0xB1, ZB_C_SIGN, W},
        {0xB2, 0xB3, ZB_C_PERCENT, S},
        {0xB4, 0xB4, ZB_C_AMARK, 0},
        {0xB6, 0xB6, ZB_C_AMARK, 0},
        {0xB7, 0xB7, ZB_C_LINK, SW},
        {0xB8, 0xB8, ZB_C_AMARK, 0},
        {0xB9, 0xB9, ZB_C_PERCENT, S},
        {0xBB, 0xBB, ZB_C_ACLOSE, S},
        {0xBF, 0xBF, ZB_C_AOPEN, E},
        {0xD7, 0xD7, ZB_C_SIGN, W},
        {0xF7, 0xF7, ZB_C_SIGN, W},
        {0x0300, 0x036F, ZB_C_COMBINE, 0},
        {0x061C, 0x061C, ZB_C_NOTHING, 0},
        {0x180B, 0x180F, ZB_C_NOTHING, 0},
        {0x1AB0, 0x1AFF, ZB_C_COMBINE, 0},
        {0x1DC0, 0x1DFF, ZB_C_COMBINE, 0},
        {0x2000, 0x200A, ZB_C_SPACE, 0},
        {0x200B, 0x200B, ZB_C_MAY_BREAK, 0},
        {0x200C, 0x200F, ZB_C_NOTHING, 0},
        {0x2010, 0x2013, ZB_C_AMARK, S},
        {0x2014, 0x2015, ZB_C_DASH, SW},
        {0x2016, 0x2016, ZB_C_SYMBOL, SW},
        {0x2018, 0x2018, ZB_C_QUOTE, E},
        {0x2019, 0x2019, ZB_C_QUOTE, S},
        {0x201A, 0x201B, ZB_C_AOPEN, E},
        {0x201C, 0x201C, ZB_C_QUOTE, E},
        {0x201D, 0x201D, ZB_C_QUOTE, S},
        {0x201E, 0x201F, ZB_C_AOPEN, E},
        {0x2020, 0x2021, ZB_C_AMARK, S},
        {0x2022, 0x2022, ZB_C_SYMBOL, W},
        {0x2024, 0x2024, ZB_C_LINK, S},
        {0x2025, 0x2026, ZB_C_DOTS, SW},
        {0x2027, 0x2027, ZB_C_LINK, SW},
        {0x2028, 0x2029, ZB_C_BREAK, 0},
        {0x202A, 0x202E, ZB_C_NOTHING, 0},
        {0x202F, 0x202F, ZB_C_HARD_SPACE, 0},
        {0x2030, 0x2031, ZB_C_PERCENT, SW},
        {0x2032, 0x2034, ZB_C_PERCENT, S},
        {0x2039, 0x2039, ZB_C_AOPEN, E},
        {0x203A, 0x203A, ZB_C_ACLOSE, S},
        {0x203B, 0x203B, ZB_C_SYMBOL, W},
        {0x203C, 0x203C, ZB_C_SYMBOL, SW},
        {0x2044, 0x2044, ZB_C_AMARK, S},
        {0x2047, 0x2049, ZB_C_SYMBOL, SW},
        {0x205F, 0x205F, ZB_C_SPACE, 0},
        {0x2060, 0x2060, ZB_C_JOINER, 0},
        {0x2061, 0x206F, ZB_C_NOTHING, 0},
        {0x20A0, 0x20CF, ZB_C_MONEY, E},
        {0x20D0, 0x20FF, ZB_C_COMBINE, 0},
        {0x2103, 0x2103, ZB_C_PERCENT, SW},
        {0x2109, 0x2109, ZB_C_PERCENT, SW},
        {0x2116, 0x2116, ZB_C_MONEY, EW},
        {0x2150, 0x218F, ZB_C_HAN, W},
        {0x2190, 0x2211, ZB_C_SYMBOL, W},
        {0x2212, 0x2213, ZB_C_SIGN, W},
        {0x2214, 0x2235, ZB_C_SYMBOL, W},
        {0x2236, 0x2237, ZB_C_LINK, SW},
        {0x2238, 0x2247, ZB_C_SYMBOL, W},
        {0x2248, 0x2248, ZB_C_SIGN, W},
        {0x2249, 0x225F, ZB_C_SYMBOL, W},
        {0x2260, 0x2267, ZB_C_SIGN, W},
        {0x2268, 0x245F, ZB_C_SYMBOL, W},
        {0x2460, 0x24FF, ZB_C_HAN, W},
        {0x2500, 0x2775, ZB_C_SYMBOL, W},
        {0x2776, 0x2793, ZB_C_HAN, W},
        {0x2794, 0x2BFF, ZB_C_SYMBOL, W},
        {0x3000, 0x3000, ZB_C_WIDE_SPACE, W},
        {0x3001, 0x3002, ZB_C_CLOSE, SW},
        {0x3003, 0x3003, ZB_C_HAN, SW},
        {0x3005, 0x3005, ZB_C_HAN, SW},
        {0x3008, 0x3008, ZB_C_OPEN, EW},
        {0x3009, 0x3009, ZB_C_CLOSE, SW},
        {0x300A, 0x300A, ZB_C_OPEN, EW},
        {0x300B, 0x300B, ZB_C_CLOSE, SW},
        {0x300C, 0x300C, ZB_C_OPEN, EW},
        {0x300D, 0x300D, ZB_C_CLOSE, SW},
        {0x300E, 0x300E, ZB_C_OPEN, EW},
        {0x300F, 0x300F, ZB_C_CLOSE, SW},
        {0x3010, 0x3010, ZB_C_OPEN, EW},
        {0x3011, 0x3011, ZB_C_CLOSE, SW},
        {0x3012, 0x3013, ZB_C_SYMBOL, W},
        {0x3014, 0x3014, ZB_C_OPEN, EW},
        {0x3015, 0x3015, ZB_C_CLOSE, SW},
        {0x3016, 0x3016, ZB_C_OPEN, EW},
        {0x3017, 0x3017, ZB_C_CLOSE, SW},
        {0x3018, 0x3018, ZB_C_OPEN, EW},
        {0x3019, 0x3019, ZB_C_CLOSE, SW},
        {0x301A, 0x301A, ZB_C_OPEN, EW},
        {0x301B, 0x301B, ZB_C_CLOSE, SW},
        {0x301C, 0x301C, ZB_C_LINK, SW},
        {0x301D, 0x301D, ZB_C_OPEN, EW},
        {0x301E, 0x301F, ZB_C_CLOSE, SW},
        {0x302A, 0x302F, ZB_C_COMBINE, 0},
        {0x3030, 0x3030, ZB_C_LINK, SW},
        {0x303B, 0x303B, ZB_C_HAN, SW},
        {0x3041, 0x3041, ZB_C_HAN, SW},
        {0x3043, 0x3043, ZB_C_HAN, SW},
        {0x3045, 0x3045, ZB_C_HAN, SW},
        {0x3047, 0x3047, ZB_C_HAN, SW},
        {0x3049, 0x3049, ZB_C_HAN, SW},
        {0x3063, 0x3063, ZB_C_HAN, SW},
        {0x3083, 0x3083, ZB_C_HAN, SW},
        {0x3085, 0x3085, ZB_C_HAN, SW},
        {0x3087, 0x3087, ZB_C_HAN, SW},
        {0x308E, 0x308E, ZB_C_HAN, SW},
        {0x3095, 0x3096, ZB_C_HAN, SW},
        {0x3099, 0x309A, ZB_C_COMBINE, 0},
        {0x309B, 0x309E, ZB_C_HAN, SW},
        {0x30A0, 0x30A1, ZB_C_HAN, SW},
        {0x30A3, 0x30A3, ZB_C_HAN, SW},
        {0x30A5, 0x30A5, ZB_C_HAN, SW},
        {0x30A7, 0x30A7, ZB_C_HAN, SW},
        {0x30A9, 0x30A9, ZB_C_HAN, SW},
        {0x30C3, 0x30C3, ZB_C_HAN, SW},
        {0x30E3, 0x30E3, ZB_C_HAN, SW},
        {0x30E5, 0x30E5, ZB_C_HAN, SW},
        {0x30E7, 0x30E7, ZB_C_HAN, SW},
        {0x30EE, 0x30EE, ZB_C_HAN, SW},
        {0x30F5, 0x30F6, ZB_C_HAN, SW},
        {0x30FB, 0x30FB, ZB_C_LINK, SW},
        {0x30FC, 0x30FE, ZB_C_HAN, SW},
        {0x31F0, 0x31FF, ZB_C_HAN, SW},
        {0xD800, 0xDFFF, ZB_C_NOTHING, 0},
        {0xE000, 0xF8FF, ZB_C_SYMBOL, W},
        {0xFB00, 0xFDFF, ZB_C_LATIN, 0},
        {0xFE00, 0xFE0F, ZB_C_COMBINE, 0},
        {0xFE10, 0xFE1F, ZB_C_SYMBOL, SW},
        {0xFE20, 0xFE2F, ZB_C_COMBINE, 0},
        {0xFE30, 0xFE4F, ZB_C_SYMBOL, W},
        {0xFE50, 0xFE58, ZB_C_SYMBOL, SW},
        {0xFE59, 0xFE59, ZB_C_SYMBOL, EW},
        {0xFE5A, 0xFE5A, ZB_C_SYMBOL, SW},
        {0xFE5B, 0xFE5B, ZB_C_SYMBOL, EW},
        {0xFE5C, 0xFE5C, ZB_C_SYMBOL, SW},
        {0xFE5D, 0xFE5D, ZB_C_SYMBOL, EW},
        {0xFE5E, 0xFE5E, ZB_C_SYMBOL, SW},
        {0xFE5F, 0xFE69, ZB_C_SYMBOL, W},
        {0xFE6A, 0xFE6A, ZB_C_PERCENT, SW},
        {0xFE6B, 0xFE6F, ZB_C_SYMBOL, W},
        {0xFE70, 0xFEFE, ZB_C_LATIN, 0},
        {0xFEFF, 0xFEFF, ZB_C_NOTHING, 0},
        {0xFF01, 0xFF01, ZB_C_CLOSE, SW},
        {0xFF02, 0xFF02, ZB_C_SYMBOL, W},
        {0xFF03, 0xFF03, ZB_C_SYMBOL, EW},
        {0xFF04, 0xFF04, ZB_C_MONEY, EW},
        {0xFF05, 0xFF05, ZB_C_PERCENT, SW},
        {0xFF06, 0xFF07, ZB_C_SYMBOL, W},
        {0xFF08, 0xFF08, ZB_C_OPEN, EW},
        {0xFF09, 0xFF09, ZB_C_CLOSE, SW},
        {0xFF0A, 0xFF0A, ZB_C_SYMBOL, W},
        {0xFF0B, 0xFF0B, ZB_C_SIGN, W},
        {0xFF0C, 0xFF0C, ZB_C_CLOSE, SW},
        {0xFF0D, 0xFF0D, ZB_C_SIGN, W},
        {0xFF0E, 0xFF0E, ZB_C_CLOSE, SW},
        {0xFF0F, 0xFF0F, ZB_C_LINK, SW},
        {0xFF10, 0xFF19, ZB_C_HAN, W},
        {0xFF1A, 0xFF1B, ZB_C_CLOSE, SW},
        {0xFF1C, 0xFF1E, ZB_C_SIGN, W},
        {0xFF1F, 0xFF1F, ZB_C_CLOSE, SW},
        {0xFF20, 0xFF20, ZB_C_SYMBOL, EW},
        {0xFF21, 0xFF3A, ZB_C_HAN, W},
        {0xFF3B, 0xFF3B, ZB_C_OPEN, EW},
        {0xFF3C, 0xFF3C, ZB_C_LINK, SW},
        {0xFF3D, 0xFF3D, ZB_C_CLOSE, SW},
        {0xFF3E, 0xFF40, ZB_C_SYMBOL, W},
        {0xFF41, 0xFF5A, ZB_C_HAN, W},
        {0xFF5B, 0xFF5B, ZB_C_OPEN, EW},
        {0xFF5C, 0xFF5C, ZB_C_LINK, SW},
        {0xFF5D, 0xFF5D, ZB_C_CLOSE, SW},
        {0xFF5E, 0xFF5E, ZB_C_LINK, SW},
        {0xFF5F, 0xFF5F, ZB_C_OPEN, EW},
        {0xFF60, 0xFF60, ZB_C_CLOSE, SW},
        {0xFF61, 0xFF61, ZB_C_CLOSE, SW},
        {0xFF62, 0xFF62, ZB_C_OPEN, EW},
        {0xFF63, 0xFF64, ZB_C_CLOSE, SW},
        {0xFF65, 0xFF65, ZB_C_LINK, SW},
        {0xFF67, 0xFF70, ZB_C_HAN, SW},
        {0xFF9E, 0xFF9F, ZB_C_HAN, SW},
        {0xFFE0, 0xFFE0, ZB_C_PERCENT, SW},
        {0xFFE1, 0xFFE1, ZB_C_MONEY, EW},
        {0xFFE2, 0xFFE4, ZB_C_SYMBOL, W},
        {0xFFE5, 0xFFE6, ZB_C_MONEY, EW},
        {0xFFE8, 0xFFEF, ZB_C_SYMBOL, W},
        {0xFFF0, 0xFFFB, ZB_C_NOTHING, 0},
        {0xFFFC, 0xFFFD, ZB_C_SYMBOL, W},
        {0xFFFE, 0xFFFF, ZB_C_NOTHING, 0},
        {0x1F000, 0x1FAFF, ZB_C_SYMBOL, W},
        {0xE0000, 0xE007F, ZB_C_NOTHING, 0},
        {0xE0100, 0xE01EF, ZB_C_COMBINE, 0},
        {0xF0000, 0x10FFFF, ZB_C_SYMBOL, W},
};

static int chars_compare(const void *key, const void *member)
{
        uint32_t c = *(const uint32_t *)key;
        const struct range *r = member;
        return c < r->first ? -1 : c > r->last;
}

struct zb_char_kind zb_char_kind(uint32_t c)
{
        if (c >= 0x3400 && c <= 0x9FFF) /* most of what is ever asked */
                return (struct zb_char_kind){ZB_C_HAN, W};
        const struct range *r = bsearch(&c, ranges, sizeof ranges / sizeof *ranges, sizeof *ranges, chars_compare);
        if (r)
                return (struct zb_char_kind){r->class, r->flags};
        if (c >= 0x1100 && c <= 0x11FF)
                return (struct zb_char_kind){ZB_C_HAN, W};
        return c < 0x2E80 ? (struct zb_char_kind){ZB_C_LATIN, 0} : (struct zb_char_kind){ZB_C_HAN, W};
}

static bool chars_among(const uint32_t *list, uint32_t c)
{
        while (*list && *list != c)
                list++;
        return *list != 0;
}

bool zb_char_is_unit(uint32_t c)
{
        static const uint32_t units[] = {U'个', U'名', U'人', U'位', U'年', U'月', U'日', U'号', U'节', U'项', U'次',
                                         U'所', U'台', U'间', U'套', U'万', U'亿', U'千', U'百', U'元', U'米', U'分',
                                         U'秒', U'小', U'课', U'班', U'岁', U'周', U'天', U'倍', U'类', U'种', U'门',
                                         U'篇', U'册', U'件', U'份', U'组', U'级', U'届', U'章', U'条', U'页', U'字',
                                         U'期', U'轮', U'场', U'校', U'师', U'生', U'家', U'度', U'时', U'款', U'部',
                                         U'本', U'堂', U'阶', U'步', U'点', U'多', U'余', U'世', 0};
        return chars_among(units, c);
}

bool zb_char_is_enumerator(uint32_t c)
{
        return (c >= 0x2460 && c <= 0x249B) || (c >= 0x24EB && c <= 0x24FF) || (c >= 0x2776 && c <= 0x2793) ||
               (c >= 0x3220 && c <= 0x3229);
}

bool zb_may_start_line(uint32_t c)
{
        return !(zb_char_kind(c).flags & ZB_NO_START);
}

bool zb_may_end_line(uint32_t c)
{
        return !(zb_char_kind(c).flags & ZB_NO_END);
}
