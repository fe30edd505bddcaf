/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as EngineData, the language of Photoshop's text engine. */
#include "fuzz.h"
#include "engine_data.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zb_arena *arena = zb_arena_new();
        char *copy = fuzz_copy(data, size);
        char *exact = realloc(copy, size ? size : 1); /* no NUL behind it */
        if (!arena || !exact)
                abort();
        const struct zb_node *root = zb_engine_read(arena, (const uint8_t *)exact, size);
        zb_node_number(root, "EngineDict/StyleRun/RunArray/0/StyleSheet/StyleSheetData/FontSize", 0);
        zb_node_find(root, "ResourceDict/FontSet/0");
        free(exact);
        zb_arena_free(arena);
        return 0;
}
