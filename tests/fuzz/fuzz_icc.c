/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as an ICC profile: named as a file's, given by --profile, and as a picture's
 * own. */
#include "fuzz.h"
#include "ink.h"

static struct zb_profile *ours;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return zb_profile_open(FUZZ_PROFILE, &ours, NULL) ? -1 : 0;
}

static void as_picture(enum zb_pixel_space space, const uint8_t *data, size_t size)
{
        struct zb_transform *t = NULL;
        bool assumed = false;
        const uint8_t in[8] = {1, 200, 30, 250, 0, 255, 99, 7};
        uint8_t out[8];
        if (zb_transform_new(ours, space, data, size, &t, &assumed, NULL) != ZB_OK)
                abort(); /* a broken one is no error */
        zb_transform_run(t, in, out, 2, 300);
        zb_transform_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zb_arena *arena = zb_arena_new();
        struct zb_profile *profile = NULL;
        struct zb_err err = {0};
        char path[64];
        int components, fd = fuzz_file(data, size);
        if (!arena)
                abort();
        const char *name = zb_icc_name(arena, data, size, &components);
        if (name && !zb_utf8_valid(name, strlen(name)))
                abort();
        if (zb_profile_open(fuzz_path(fd, path), &profile, &err) && !*zb_err_text(&err, ZB_EN))
                abort();
        zb_profile_free(profile);
        as_picture((enum zb_pixel_space)(size % 3), data, size); /* one of the three: each takes its time */
        close(fd);
        zb_arena_free(arena);
        return 0;
}
