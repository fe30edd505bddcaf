/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a PSD. Its reader must answer whatever comes: facts, or an error with a sentence. Bytes that do not
 * begin like a PSD are taken as EngineData, the text engine's language inside one. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "psd_file.h"

static struct zb_profile *profile;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        struct zb_err err = {0};
        return zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &profile, &err) != ZB_OK;
}

static void as_engine_data(const uint8_t *data, size_t size)
{
        struct zb_arena *arena = zb_arena_new();
        if (!arena)
                abort();
        const struct zb_node *root = zb_engine_read(arena, data, size);
        zb_node_number(root, "EngineDict/StyleRun/RunArray/0/StyleSheet/StyleSheetData/FontSize", 0);
        zb_arena_free(arena);
}

static void as_file(const uint8_t *data, size_t size)
{
        const struct zb_inspect_options options = {.profile = profile,
                                                   .hidden_x_mm = 20,
                                                   .hidden_y_mm = 10,
                                                   .width_mm = 785,
                                                   .height_mm = 1780,
                                                   .survey = size % 4 == 0};
        struct zb_facts *facts = NULL;
        struct zb_err err = {0};
        int fd = memfd_create("psd", 0);
        if (fd < 0 || write(fd, data, size) != (ssize_t)size)
                abort();
        enum zb_code code = zb_inspect(fd, "fuzz.psd", &options, &facts, &err);
        if (code ? !*err.en : !facts)
                abort();
        zb_facts_free(facts);
        close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        /* a huge sheet costs time by right: the sandbox's clock is not at home here */
        if (size >= 22 && memcmp(data, "8BPS", 4) == 0 && (data[14] || data[15] > 0x01 || data[18] || data[19] > 0x01))
                return 0;
        if (size >= 4 && memcmp(data, "8BPS", 4) == 0)
                as_file(data, size);
        else
                as_engine_data(data, size);
        return 0;
}
