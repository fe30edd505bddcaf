/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as the block TySh of a text layer: matrix, descriptor, EngineData, and the
 * setting of its words into lines. */
#include <math.h>

#include "fuzz.h"
#include "psd_file.h"

static struct zb_profile *profile;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return zb_profile_open(FUZZ_PROFILE, &profile, NULL) ? -1 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        const struct zb_inspect_options options = {.profile = profile, .width_mm = 785, .height_mm = 1780};
        struct zb_err err = {0};
        struct zb_facts *facts = zb_facts_new();
        if (!facts)
                abort();
        struct inspecting in = zb_inspecting(fuzz_file(data, size), (off_t)size, "tysh", &options, facts);
        zb_inspect_page(&in, 785, 1780, 0);
        struct zb_psd_layer layer = {.px = {100, 100, 900, 300},
                                     .name = "words",
                                     .kind = "text",
                                     .blend = "norm",
                                     .opacity = 255,
                                     .shown = true,
                                     .visible = true,
                                     .text_at = 0,
                                     .text_len = size};
        /* text_at 0 says that there is none: the block stands behind one byte, as it does behind many in a
         * file */
        struct zb_psd psd = {
                .in = &in, .mode = ZB_PSD_CMYK, .depth = 8, .channels = 4, .width = 3000, .height = 7000};
        psd.ppi_x = psd.ppi_y = 97;
        psd.sheet = facts->trim;
        psd.layers = &layer;
        psd.n_layers = 1;
        layer.text_at = 1;
        layer.text_len = size ? size - 1 : 0;
        if (zb_psd_texts(&psd, &err))
                abort();
        zb_facts_free(facts);
        close(in.fd);
        return 0;
}
