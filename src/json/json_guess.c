/* SPDX-License-Identifier: Apache-2.0 */
/* "Did you mean …?": the nearest name by edit distance in which two exchanged letters count once, as typing
 * slips do. */
#include "json.h"

#include <ctype.h>
#include <string.h>

enum { MAX_WORD = 48 };

static size_t least(size_t a, size_t b)
{
        return a < b ? a : b;
}

/* Insertions, deletions, substitutions and exchanges of neighbours (optimal string alignment), letter case
 * ignored. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
        size_t rows[3][MAX_WORD + 1];
        for (size_t j = 0; j <= m; j++)
                rows[0][j] = j;
        for (size_t i = 1; i <= n; i++) {
                size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
                row[0] = i;
                for (size_t j = 1; j <= m; j++) {
                        int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
                        row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
                        if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
                            y == tolower((unsigned char)a[i - 2]))
                                row[j] = least(row[j], above2[j - 2] + 1);
                }
        }
        return rows[n % 3][m];
}

const char *zb_did_you_mean(const char *word, const char *const *names)
{
        size_t len = strlen(word);
        if (len == 0 || len > MAX_WORD)
                return NULL;
        const char *nearest = NULL;
        size_t best = 0;
        for (; *names; names++) {
                size_t name_len = strlen(*names);
                if (name_len > MAX_WORD)
                        continue;
                size_t d = distance(word, len, *names, name_len);
                /* One slip in a short name, one for every three letters of a longer one, never more than
                 * three. */
                size_t slips = name_len < 6 ? 1 + (name_len == 5) : least(name_len / 3, 3);
                if (d <= slips && d < name_len && (!nearest || d < best)) {
                        nearest = *names;
                        best = d;
                }
        }
        return nearest;
}
