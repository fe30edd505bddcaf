/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as a content spec. They are loaded from a file in memory, as from a disk;
 * nothing may crash, leak or run away, and whatever is refused must be refused with a sentence. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "spec.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        (void)argc;
        return zb_picture_init((*argv)[0], NULL) ? -1 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char path[64];
        int fd = memfd_create("spec", MFD_CLOEXEC);
        if (fd < 0 || write(fd, data, size) != (ssize_t)size)
                return 0;
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);

        struct zb_err err = {0};
        struct zb_faults faults;
        struct zb_arena *arena = zb_arena_new();
        struct zb_spec *board = NULL;
        zb_faults_init(&faults, arena);
        if (zb_spec_load(path, NULL, &board, &faults, &err) == ZB_OK)
                zb_spec_free(board);
        else
                assert(*zb_err_text(&err, ZB_ZH) && *zb_err_text(&err, ZB_EN));
        zb_faults_fini(&faults);
        zb_arena_free(arena);
        close(fd);
        return 0;
}
