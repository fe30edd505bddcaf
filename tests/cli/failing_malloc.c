/* SPDX-License-Identifier: Apache-2.0 */
/* Loaded before the program: of all allocations made by the code of FAIL_IN (a shared object's or the program's name, or
 * how it begins) the one numbered FAIL_AT fails. Says at the end on standard error how many there were, when FAIL_COUNT
 * is set. See test_memory_fails.py. */
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static atomic_long count;
static long fail_at;
static const char *fail_in;
static __thread bool looking; /* dladdr may allocate */

__attribute__((constructor)) static void begin(void)
{
        const char *at = getenv("FAIL_AT");
        fail_at = at ? strtol(at, NULL, 10) : 0;
        fail_in = getenv("FAIL_IN");
}

__attribute__((destructor)) static void end(void)
{
        char text[40];
        int n = snprintf(text, sizeof text, "allocations: %ld\n", (long)count);
        if (getenv("FAIL_COUNT") && write(STDERR_FILENO, text, (size_t)n) != n)
                abort();
}

static bool refused(const void *caller)
{
        Dl_info info;
        bool mine = false;
        if (!fail_in || looking)
                return false;
        looking = true;
        if (dladdr(caller, &info) && info.dli_fname) {
                const char *slash = strrchr(info.dli_fname, '/'), *name = slash ? slash + 1 : info.dli_fname;
                mine = strncmp(name, fail_in, strlen(fail_in)) == 0;
        }
        looking = false;
        if (!mine || atomic_fetch_add(&count, 1) + 1 != fail_at)
                return false;
        errno = ENOMEM;
        return true;
}

void *malloc(size_t n)
{
        return refused(__builtin_return_address(0)) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
        return refused(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
        return refused(__builtin_return_address(0)) ? NULL : __libc_realloc(p, n);
}
