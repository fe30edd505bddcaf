/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as EXIF, from its TIFF header on, as a JPEG's APP1 carries it. */
#include "fuzz.h"
#include "exif.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zb_exif exif = {.orientation = 0};
        uint8_t *exact = malloc(size ? size : 1);
        if (!exact)
                abort();
        memcpy(exact, data, size);
        if (size < 65536) /* no segment is longer */
                zb_exif_read(exact, size, &exif);
        if (exif.orientation < 0 || exif.orientation > 8 || !memchr(exif.software, 0, sizeof exif.software))
                abort();
        free(exact);
        return 0;
}
