/* SPDX-License-Identifier: Apache-2.0 */
/* What the fuzz targets share: bytes that lie in memory as a file, and a copy of them whose end is watched.
 */
#ifndef ZB_FUZZ_H
#define ZB_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_PROFILE ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc"

/* The bytes as an open file; the caller closes it. */
static inline int fuzz_file(const uint8_t *data, size_t size)
{
        int fd = memfd_create("fuzz", MFD_CLOEXEC);
        if (fd < 0 || write(fd, data, size) != (ssize_t)size)
                abort();
        return fd;
}

/* Its path, for what opens by name. */
static inline const char *fuzz_path(int fd, char buf[64])
{
        snprintf(buf, 64, "/proc/self/fd/%d", fd);
        return buf;
}

/* The bytes and a NUL in memory of just that size; the caller frees it. */
static inline char *fuzz_copy(const uint8_t *data, size_t size)
{
        char *copy = malloc(size + 1);
        if (!copy)
                abort();
        memcpy(copy, data, size);
        copy[size] = '\0';
        return copy;
}

#endif
