/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as a PSD or PSB: sections, layers, planes, texts. */
#include "fuzz_inspect.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return zb_profile_open(FUZZ_PROFILE, &fuzz_profile, NULL) ? -1 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        if (size < 22 || memcmp(data, "8BPS", 4) != 0)
                return -1; /* of no use in the corpus */
        /* A huge sheet costs time by right, also for its facts: the sandbox's clock is not at home here. */
        if (data[14] || data[15] > 0x01 || data[18] || data[19] > 0x01)
                return 0;
        fuzz_inspect(data, size);
        return 0;
}
