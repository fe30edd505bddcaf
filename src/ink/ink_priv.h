/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share. Everything of lcms lives on a context of its own, whose error handler is
 * the library's silent default: nothing is global, nothing is printed, and a NULL is the only bad news. */
#ifndef ZB_INK_PRIV_H
#define ZB_INK_PRIV_H

#include <lcms2.h>

#include "ink.h"

struct zb_profile {
        uint8_t *data;
        size_t len;
        char *name;
        cmsContext context;
        cmsHTRANSFORM proof; /* CMYK16 → sRGB8, no cache inside: any number of threads may run it */
};

#endif
