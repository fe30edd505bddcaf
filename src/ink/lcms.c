/* SPDX-License-Identifier: Apache-2.0 */
/* lcms answers NULL to a profile that is no good and to memory that has run out. Its contexts get memory
 * functions that remember which of the two it was. */
#include <lcms2_plugin.h>
#include <stdlib.h>

#include "ink_priv.h"

/* lcms' own limit: what asks for more is a damaged profile. */
#define MOST_BYTES (512U << 20)

static void *remember(cmsContext context, void *got)
{
        bool *nomem = cmsGetContextUserData(context);
        if (!got && nomem)
                *nomem = true;
        return got;
}

static void *take(cmsContext context, cmsUInt32Number size)
{
        return size > MOST_BYTES ? NULL : remember(context, malloc(size ? size : 1));
}

static void *resize(cmsContext context, void *p, cmsUInt32Number size)
{
        return size > MOST_BYTES ? NULL : remember(context, realloc(p, size ? size : 1));
}

static void give_back(cmsContext context, void *p)
{
        free(p);
}

cmsContext zb_lcms_new(bool *nomem)
{
        cmsPluginMemHandler memory = {.base = {.Magic = cmsPluginMagicNumber,
                                               .ExpectedVersion = 2000,
                                               .Type = cmsPluginMemHandlerSig},
                                      .MallocPtr = take,
                                      .FreePtr = give_back,
                                      .ReallocPtr = resize};
        *nomem = false;
        cmsContext context = cmsCreateContext(&memory, nomem);
        *nomem |= !context;
        return context;
}
