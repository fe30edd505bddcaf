/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is, by its first bytes, never by its name. A kind is known by one row or several of the table. */
#include <string.h>

#include "facts.h"

/* ISO 32000-1, annex H: readers take a header anywhere in the first 1024 bytes. */
#define SOMEWHERE 1024

static const struct kind_mark {
        enum zb_kind kind;
        const char *magic;
        size_t len;
        size_t within;     /* it may stand anywhere in so many bytes; 0: at the beginning */
        bool after_blanks; /* at the beginning of a text: a byte order mark and blanks may come before it */
} marks[] = {
        {ZB_KIND_TIFF, "II*\0", 4, 0, false},
        {ZB_KIND_TIFF, "MM\0*", 4, 0, false},
        {ZB_KIND_TIFF, "II+\0", 4, 0, false},
        {ZB_KIND_TIFF, "MM\0+", 4, 0, false},
        {ZB_KIND_JPEG, "\xff\xd8\xff", 3, 0, false},
        {ZB_KIND_PSD, "8BPS", 4, 0, false},
        {ZB_KIND_SPEC, "{", 1, 0, true},
        {ZB_KIND_PDF, "%PDF-", 5, SOMEWHERE, false},
        {ZB_KIND_AI, "%!PS-Adobe", 10, SOMEWHERE, false},
};

static size_t blanks_before(const uint8_t *head, size_t len)
{
        size_t at = len >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        while (at < len && strchr(" \t\r\n", head[at]) && head[at])
                at++;
        return at;
}

static bool bears(const struct kind_mark *mark, const uint8_t *head, size_t len)
{
        size_t at = mark->after_blanks ? blanks_before(head, len) : 0;
        if (mark->within)
                return memmem(head, len < mark->within ? len : mark->within, mark->magic, mark->len) != NULL;
        return len - at >= mark->len && memcmp(head + at, mark->magic, mark->len) == 0;
}

bool zb_kind_of_bytes(const uint8_t *head, size_t len, enum zb_kind *ret)
{
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
                if (bears(&marks[i], head, len)) {
                        *ret = marks[i].kind;
                        return true;
                }
        return false;
}
