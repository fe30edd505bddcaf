/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics of a list of numbers. */
#include <math.h>
#include <stdlib.h>

#include "stats.h"

static int by_value(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;
        return (x > y) - (x < y);
}

double zb_median(double *values, size_t n)
{
        if (n == 0)
                return NAN;
        qsort(values, n, sizeof *values, by_value);
        return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}
