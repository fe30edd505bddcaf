/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as a TIFF: our tags, planes and pixels about libtiff. */
#include "fuzz_inspect.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return zb_profile_open(FUZZ_PROFILE, &fuzz_profile, NULL) ? -1 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        enum zb_kind kind;
        if (!zb_kind_of_bytes(data, size < 1024 ? size : 1024, &kind) || kind != ZB_KIND_TIFF)
                return -1; /* of no use in the corpus */
        fuzz_inspect(data, size);
        return 0;
}
