/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics of a list of numbers. */
#ifndef ZB_STATS_H
#define ZB_STATS_H

#include <stddef.h>

/* The median: of an even number the mean of the two in the middle; NAN of none. Sorts values. */
double zb_median(double *values, size_t n);

#endif
