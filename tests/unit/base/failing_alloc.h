/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator that fails on demand, for the test programs that the linker gives --wrap=malloc, calloc and
 * realloc (see the units files): one include in one .c file of the program. */
#ifndef ZB_FAILING_ALLOC_H
#define ZB_FAILING_ALLOC_H

#include <stdbool.h>
#include <stdlib.h>

/* So many allocations still succeed, then one fails and all that follow succeed; negative: none will fail. */
static _Atomic long allocations_left = -1;

static bool allocation_fails(void)
{
        return allocations_left >= 0 && allocations_left-- == 0;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size)
{
        return allocation_fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
        return allocation_fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t size)
{
        return allocation_fails() ? NULL : __real_realloc(old, size);
}

#endif
