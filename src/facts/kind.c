/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is, by its first bytes, never by its name. */
#include <string.h>

#include "facts.h"

static bool holds(const uint8_t *head, size_t len, const char *mark)
{
        return memmem(head, len, mark, strlen(mark)) != NULL;
}

/* The first character behind a byte order mark and blanks. */
static char first_of(const uint8_t *head, size_t len)
{
        size_t at = len >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        while (at < len && strchr(" \t\r\n", head[at]) && head[at])
                at++;
        return at < len ? (char)head[at] : '\0';
}

bool zb_kind_of_bytes(const uint8_t *head, size_t len, enum zb_kind *ret)
{
        static const struct {
                const char *magic;
                size_t len;
                enum zb_kind kind;
        } marks[] = {
                {"II*\0", 4, ZB_KIND_TIFF}, {"MM\0*", 4, ZB_KIND_TIFF},        {"II+\0", 4, ZB_KIND_TIFF},
                {"MM\0+", 4, ZB_KIND_TIFF}, {"\xff\xd8\xff", 3, ZB_KIND_JPEG}, {"8BPS", 4, ZB_KIND_PSD},
        };
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
                if (len >= marks[i].len && memcmp(head, marks[i].magic, marks[i].len) == 0) {
                        *ret = marks[i].kind;
                        return true;
                }
        if (first_of(head, len) == '{') {
                *ret = ZB_KIND_SPEC;
                return true;
        }
        /* ISO 32000-1, annex H: readers take a header anywhere in the first 1024 bytes. */
        size_t some = len < 1024 ? len : 1024;
        if (!holds(head, some, "%PDF-") && !holds(head, some, "%!PS-Adobe"))
                return false;
        *ret = holds(head, some, "%PDF-") ? ZB_KIND_PDF : ZB_KIND_AI;
        return true;
}
