/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as an XMP packet, and as the comment of a picture, asked whether AI made it. */
#include "fuzz.h"
#include "aimark.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        uint8_t *exact = malloc(size ? size : 1);
        if (!exact)
                abort();
        memcpy(exact, data, size);
        zb_xmp_says_ai(exact, size);
        zb_comment_says_ai(exact, size);
        free(exact);
        return 0;
}
