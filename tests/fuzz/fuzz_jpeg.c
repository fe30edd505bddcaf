/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as a JPEG: our walk over the markers, EXIF, Photoshop's blocks, ICC parts, our
 * rows about libjpeg. */
#include "fuzz_inspect.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return zb_profile_open(FUZZ_PROFILE, &fuzz_profile, NULL) ? -1 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        enum zb_kind kind;
        if (!zb_kind_of_bytes(data, size < 1024 ? size : 1024, &kind) || kind != ZB_KIND_JPEG)
                return -1; /* of no use in the corpus */
        fuzz_inspect(data, size);
        return 0;
}
