/* SPDX-License-Identifier: Apache-2.0 */
/* Text as lines show it: blank, Latin, Han; where a line begins and ends, how lines join to a paragraph, and half-width
 * marks where full-width ones belong (GB/T 15834-2011, 4.1: Chinese text takes full-width marks). */
#include <string.h>

#include "edges.h"

bool zb_is_blank(uint32_t c)
{
        return c <= ' ' || c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x2060 ||
               c == 0xFEFF || c == 0x2028 || c == 0x2029 || c == 0x7F;
}

bool zb_is_latin(uint32_t c)
{
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7);
}

bool zb_is_han(uint32_t c)
{
        return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
               (c >= 0x3040 && c <= 0x30FF);
}

bool zb_holds_han(const char *text)
{
        uint32_t c;
        for (size_t n, len = strlen(text); (n = zb_utf8_next(text, len, &c)) > 0; text += n, len -= n)
                if (zb_is_han(c))
                        return true;
        return false;
}

size_t zb_text_edges(const char *text, uint32_t *first, uint32_t *last)
{
        size_t len = strlen(text), at = 0, n, chars = 0;
        uint32_t c;
        *first = *last = 0;
        while ((n = zb_utf8_next(text + at, len - at, &c)) > 0) {
                at += n;
                if (zb_is_blank(c))
                        continue;
                chars++;
                if (*first == 0)
                        *first = c;
                *last = c;
        }
        return chars;
}

bool zb_is_figure(const char *text)
{
        size_t len = strlen(text), at = 0, n, digits = 0, han = 0, letters = 0;
        uint32_t c;
        for (; (n = zb_utf8_next(text + at, len - at, &c)) > 0; at += n) {
                digits += c >= '0' && c <= '9';
                han += zb_is_han(c);
                letters += zb_is_latin(c) && !(c >= '0' && c <= '9');
        }
        return digits > 0 && han <= 2 && han + letters <= 3;
}

/* The last character that is not blank; 0: none. */
static uint32_t last_of(const char *text, size_t len)
{
        uint32_t c;
        while (len > 0) {
                size_t n = 1;
                while (n < len && n < 4 && ((unsigned char)text[len - n] & 0xC0) == 0x80)
                        n++;
                len -= n;
                if (zb_utf8_next(text + len, n, &c) > 0 && !zb_is_blank(c))
                        return c;
        }
        return 0;
}

void zb_join_line(struct zb_buf *para, const char *line)
{
        uint32_t first, unused, last = para->len > 0 ? last_of(para->data, para->len) : 0;
        zb_text_edges(line, &first, &unused);
        bool inner = last == '.' || last == ',' || last == '%' || last == ':';
        if ((zb_is_latin(last) || inner) && zb_is_latin(first))
                zb_buf_putc(para, ' ');
        zb_buf_puts(para, line);
}

/* ---- mixed marks ---- */

/* A half-width mark that belongs to Chinese when a Han stands before it (or, opening, behind it). */
static bool half_mark(uint32_t before, uint32_t c, uint32_t after)
{
        switch (c) {
        case ',':
        case ';':
        case ':':
        case '?':
        case '!':
                return zb_is_han(before);
        case '.':
                return zb_is_han(before) && !zb_is_latin(after) && after != '.';
        case '(':
                return zb_is_han(before) || zb_is_han(after);
        case ')':
                return zb_is_han(before);
        default:
                return false;
        }
}

const char *zb_mixed_marks(struct zb_arena *arena, const char *text)
{
        size_t len = strlen(text), at = 0, n, before_at = 0;
        uint32_t before = 0, c, after, open = 0;
        for (; (n = zb_utf8_next(text + at, len - at, &c)) > 0; at += n) {
                if (zb_is_blank(c))
                        continue;
                size_t after_len = zb_utf8_next(text + at + n, len - at - n, &after);
                if (after_len == 0)
                        after = 0;
                bool crossed = (c == ')' && open == 0xFF08) || (c == 0xFF09 && open == '(');
                if (crossed || half_mark(before, c, after))
                        return zb_arena_strndup(arena, text + before_at, at + n + after_len - before_at);
                if (c == '(' || c == 0xFF08)
                        open = c;
                else if (c == ')' || c == 0xFF09)
                        open = 0;
                before = c;
                before_at = at;
        }
        return NULL;
}
