/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers to text and back, whatever the locale. The C library rounds correctly (to the nearest decimal of
 * the exact binary value) but writes and reads the locale's decimal mark, which may be several bytes; so the
 * mark is the one thing that is replaced here. */
#include "buf.h"

#include <assert.h>
#include <ctype.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 29 digits, a sign, a point and nine decimals fill the caller's 40 bytes. */
static const double LARGEST = 1e28;

char *zb_num(char out[40], double value, int decimals)
{
        assert(isfinite(value) && decimals >= 0 && decimals <= 9);
        if (!isfinite(value))
                value = 0;
        value = fmin(fmax(value, -LARGEST), LARGEST);
        char text[64];
        snprintf(text, sizeof text, "%.*f", decimals, value);

        size_t n = 0;
        bool point = false;
        for (const char *s = text; *s && n < 39; s++) {
                if ((*s >= '0' && *s <= '9') || (*s == '-' && n == 0)) {
                        out[n++] = *s;
                } else if (!point) {
                        out[n++] = '.';
                        point = true;
                }
        }
        while (point && n > 0 && out[n - 1] == '0')
                n--;
        if (point && n > 0 && out[n - 1] == '.')
                n--;
        out[n] = '\0';
        if (strcmp(out, "-0") == 0)
                snprintf(out, 40, "0");
        return out;
}

static const char *digits(const char *s)
{
        while (*s >= '0' && *s <= '9')
                s++;
        return s;
}

/* -?digits(.digits)?([eE][+-]?digits)?, the whole text. point receives where the '.' stands, or NULL. */
static bool is_number(const char *s, const char **point)
{
        *point = NULL;
        s += *s == '-';
        const char *end = digits(s);
        if (end == s)
                return false;
        if (*end == '.') {
                *point = end;
                s = end + 1;
                end = digits(s);
                if (end == s)
                        return false;
        }
        if (*end == 'e' || *end == 'E') {
                s = end + 1;
                s += *s == '+' || *s == '-';
                end = digits(s);
                if (end == s)
                        return false;
        }
        return *end == '\0';
}

bool zb_parse_num(const char *text, double *ret)
{
        const char *point;
        char local[512];
        if (!text || !is_number(text, &point) || strlen(text) >= sizeof local - 16)
                return false;
        const char *mark = localeconv()->decimal_point;
        if (point)
                snprintf(local, sizeof local, "%.*s%s%s", (int)(point - text), text, mark, point + 1);
        else
                snprintf(local, sizeof local, "%s", text);
        char *end;
        double value = strtod(local, &end);
        if (*end != '\0' || !isfinite(value))
                return false;
        *ret = value;
        return true;
}
