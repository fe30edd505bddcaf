/* SPDX-License-Identifier: Apache-2.0 */
/* Foreign libraries and their versions, for --version: each room that owns some adds them, with the version that is linked
 * where the library tells, else the one that was compiled against. */
#ifndef ZB_LIBRARIES_H
#define ZB_LIBRARIES_H

#include <stddef.h>

struct zb_library {
        const char *name; /* static */
        char version[32];
};

struct zb_libraries {
        struct zb_library items[32];
        size_t n;
};

/* The version as its digits and points, whatever stands around them ("LIBTIFF, Version 4.5.0"). A library that is there
 * already stays as it is. */
void zb_libraries_add(struct zb_libraries *list, const char *name, const char *version);
/* The same from numbers: 8, 14, 1. */
void zb_libraries_add_numbers(struct zb_libraries *list, const char *name, const int *numbers, size_t n);

#endif
