/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as what --waive is given: "rule=why" itself, and a file of waivers. */
#include "fuzz.h"
#include "core.h"
#include "zhanban.h"

static char folder[] = "/tmp/zhanban-fuzz-XXXXXX", path[64];

static void clean(void)
{
        unlink(path);
        rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        if (!mkdtemp(folder))
                return -1;
        snprintf(path, sizeof path, "%s/waivers.json", folder); /* a file of waivers is known by its name */
        return atexit(clean);
}

static void add(const char *text)
{
        struct zb_arena *arena = zb_arena_new();
        struct zb_waive list[8];
        size_t n = 0;
        struct zb_err err = {0};
        if (!arena)
                abort();
        if (zb_waivers_add(text, arena, list, 8, &n, &err) && !*zb_err_text(&err, ZB_EN))
                abort();
        for (size_t i = 0; i < n; i++)
                if (!*list[i].rule || !*list[i].why)
                        abort();
        zb_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char *copy = fuzz_copy(data, size);
        if (strchr(copy, '=')) /* not a file's name: the machine's own files are none of ours */
                add(copy);
        FILE *file = fopen(path, "wb");
        if (!file || fwrite(data, 1, size, file) != size || fclose(file))
                abort();
        add(path);
        free(copy);
        return 0;
}
