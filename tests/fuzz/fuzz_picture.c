/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as a picture file. Opened, and when it opens, drawn small. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "picture.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct zb_profile *profile;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        (void)argc;
        return zb_picture_init((*argv)[0], NULL) ||
                               zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &profile, NULL)
                       ? -1
                       : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char path[64];
        int fd = memfd_create("picture", MFD_CLOEXEC);
        if (fd < 0 || write(fd, data, size) != (ssize_t)size)
                return 0;
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        struct zb_picture *picture = NULL;
        if (zb_picture_open(path, &picture, NULL) == ZB_OK) {
                uint8_t *pixels = NULL;
                struct zb_rect crop = zb_picture_crop(picture, 2, 1, 0.5, 0.5);
                if (zb_picture_cmyk(picture, crop, 16, 8, profile, 300, &pixels, NULL) == ZB_OK)
                        free(pixels);
                zb_picture_free(picture);
        }
        close(fd);
        return 0;
}
