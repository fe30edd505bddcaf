/* SPDX-License-Identifier: Apache-2.0 */
/* The one date that files carry. A board's bytes must not depend on the hour at which it was rendered, so the
 * clock is never asked: the date is what SOURCE_DATE_EPOCH says (reproducible-builds.org), else the date of
 * this version. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "write.h"

#define VERSION_DATE "2026-11-22T00:00:00+00:00"

/* Seconds since 1970 up to the end of the year 9999: all that the four digits of a date can say. */
static bool date_epoch(const char *text, time_t *ret)
{
        const long long last = 253402300799LL;
        if (!text || text[0] < '0' || text[0] > '9')
                return false;
        char *end;
        errno = 0;
        long long seconds = strtoll(text, &end, 10);
        if (errno || *end || seconds > last)
                return false;
        *ret = (time_t)seconds;
        return true;
}

void zb_write_date(char out[26])
{
        time_t seconds;
        struct tm tm;
        if (!date_epoch(getenv("SOURCE_DATE_EPOCH"), &seconds) || !gmtime_r(&seconds, &tm)) {
                snprintf(out, 26, "%s", VERSION_DATE);
                return;
        }
        strftime(out, 26, "%Y-%m-%dT%H:%M:%S+00:00", &tm);
}
