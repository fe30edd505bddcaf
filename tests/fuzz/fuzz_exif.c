/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as EXIF, from its TIFF header on, as a JPEG's APP1 carries it. */
#include "fuzz.h"
#include "jpeg_priv.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct jpeg_marks marks = {.sof = 0};
        uint8_t *exact = malloc(size ? size : 1);
        if (!exact)
                abort();
        memcpy(exact, data, size);
        if (size < 65536) /* no segment is longer */
                zb_jpeg_exif(exact, size, &marks);
        if (marks.orientation < 0 || marks.orientation > 8 ||
            !memchr(marks.software, 0, sizeof marks.software))
                abort();
        free(exact);
        return 0;
}
