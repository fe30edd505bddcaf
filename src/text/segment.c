/* SPDX-License-Identifier: Apache-2.0 */
/* Where Chinese words end, by ICU's dictionary: any list of our own knows only the words that somebody thought of. */
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>

#include "text.h"

void zb_word_ends(const char *utf8, size_t len, bool *ends)
{
        UErrorCode status = U_ZERO_ERROR;
        UText text = UTEXT_INITIALIZER;
        memset(ends, 1, len + 1);
        utext_openUTF8(&text, utf8, (int64_t)len, &status);
        UBreakIterator *words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
        if (words)
                ubrk_setUText(words, &text, &status);
        if (U_SUCCESS(status)) {
                memset(ends, 0, len + 1);
                for (int32_t at = ubrk_first(words); at != UBRK_DONE; at = ubrk_next(words))
                        ends[at] = true;
        }
        if (words)
                ubrk_close(words);
        utext_close(&text);
}

void zb_text_versions(struct zb_libraries *list)
{
        UVersionInfo version;
        char text[U_MAX_VERSION_STRING_LENGTH];
        u_getVersion(version);
        u_versionToString(version, text);
        zb_libraries_add(list, "ICU", text);
}
