/* SPDX-License-Identifier: Apache-2.0 */
/* Loaded before the program: of all allocations made by the code of FAIL_IN (a shared object's or the program's name, or
 * how it begins) the one numbered FAIL_AT fails, in the program FAIL_PROGRAM and no other. Adds at the end how many there
 * were to the file FAIL_COUNT, if one is named. See test_memory_fails.py. */
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static atomic_long count;
static long fail_at;
static const char *fail_in;   /* NULL: in this program nothing fails */
static __thread bool looking; /* dladdr may allocate */

__attribute__((constructor)) static void begin(void)
{
        const char *at = getenv("FAIL_AT");
        fail_at = at ? strtol(at, NULL, 10) : 0;
        const char *program = getenv("FAIL_PROGRAM");
        if (program && strcmp(program, program_invocation_short_name) == 0)
                fail_in = getenv("FAIL_IN");
}

__attribute__((destructor)) static void end(void)
{
        const char *path = getenv("FAIL_COUNT");
        FILE *out = path && fail_in ? (fail_at = 0, fopen(path, "a")) : NULL;
        if (out) {
                fprintf(out, "%ld\n", (long)count);
                fclose(out);
        }
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
