/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as a finished file (TIFF, JPEG, PSD, PDF by their first bytes). */
#include "fuzz_inspect.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return zb_profile_open(FUZZ_PROFILE, &fuzz_profile, NULL) ? -1 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        fuzz_inspect(data, size);
        return 0;
}
