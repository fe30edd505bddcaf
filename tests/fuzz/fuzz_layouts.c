/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as what an organiser may give by name: a standard, a process, a theme. */
#include "fuzz.h"
#include "standard.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return 0;
}

static void answered(enum zb_code code, const struct zb_err *err)
{
        if (code && (!*zb_err_text(err, ZB_ZH) || !*zb_err_text(err, ZB_EN)))
                abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        const char *dir = ZB_SOURCE_DIR "/layouts";
        char buf[64];
        int fd = fuzz_file(data, size);
        const char *path = fuzz_path(fd, buf);
        struct zb_standard *standard = NULL;
        struct zb_process *process = NULL;
        struct zb_theme theme;
        struct zb_err err = {0};
        answered(zb_standard_load(dir, path, &standard, &err), &err);
        if (standard) {
                zb_standard_visible(standard, 785, 1780);
                zb_standard_clause(standard, "text.count");
        }
        zb_standard_free(standard);
        answered(zb_process_load(dir, path, &process, &err), &err);
        zb_process_free(process);
        answered(zb_theme_load(dir, NULL, path, &theme, &err), &err);
        close(fd);
        return 0;
}
