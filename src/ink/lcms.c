/* SPDX-License-Identifier: Apache-2.0 */
/* lcms answers NULL to a profile that is no good and to memory that has run out. Its contexts get memory
 * functions that remember which of the two it was, and mutexes that can be wanting: lcms 2.14 sets its own up
 * in the very memory that it did not get. */
#include <lcms2_plugin.h>
#include <pthread.h>
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

static void *lcms_take(cmsContext context, cmsUInt32Number size)
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

/* What a mutex guards is given up when *nomem is set, so one that is wanting need not lock. */
static void *new_mutex(cmsContext context)
{
        pthread_mutex_t *mutex = remember(context, malloc(sizeof *mutex));
        if (mutex)
                pthread_mutex_init(mutex, NULL);
        return mutex;
}

static void free_mutex(cmsContext context, void *mutex)
{
        if (mutex)
                pthread_mutex_destroy(mutex);
        free(mutex);
}

static cmsBool lock(cmsContext context, void *mutex)
{
        return !mutex || pthread_mutex_lock(mutex) == 0;
}

static void unlock(cmsContext context, void *mutex)
{
        if (mutex)
                pthread_mutex_unlock(mutex);
}

cmsContext zb_lcms_new(bool *nomem)
{
        cmsPluginMutex mutexes = {
                .base = {.Magic = cmsPluginMagicNumber, .ExpectedVersion = 2060, .Type = cmsPluginMutexSig},
                .CreateMutexPtr = new_mutex,
                .DestroyMutexPtr = free_mutex,
                .LockMutexPtr = lock,
                .UnlockMutexPtr = unlock};
        cmsPluginMemHandler memory = {.base = {.Magic = cmsPluginMagicNumber,
                                               .ExpectedVersion = 2000,
                                               .Type = cmsPluginMemHandlerSig,
                                               .Next = &mutexes.base},
                                      .MallocPtr = lcms_take,
                                      .FreePtr = give_back,
                                      .ReallocPtr = resize};
        *nomem = false;
        cmsContext context = cmsCreateContext(&memory, nomem);
        *nomem |= !context;
        return context;
}

void zb_ink_versions(struct zb_libraries *list)
{
        int version = cmsGetEncodedCMMversion(); /* 2140: 2.14 */
        zb_libraries_add_numbers(list, "Little CMS", (int[]){version / 1000, version % 1000 / 10}, 2);
}
