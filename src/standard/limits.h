/* SPDX-License-Identifier: Apache-2.0 */
/* limits (private to standard): the limits that a clause carries. */
#ifndef ZB_STANDARD_LIMITS_H
#define ZB_STANDARD_LIMITS_H

#include "source.h"

/* Reads clause/limits of the clause `id` into std; what is missing, unknown or out of range is a fault. */
void zb_limits_read(struct source *s, struct zb_standard *std, const char *id, struct zb_value clause);

#endif
