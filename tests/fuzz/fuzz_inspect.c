/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as a finished file (TIFF, JPEG, PSD, PDF by their first bytes), read as
 * zhanban-inspect reads it but without its walls: so that a fault of our parsers is seen at once. What comes
 * out can be written and read again. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "inspect.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct zb_profile *profile;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        return zb_profile_open(ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc", &profile, NULL) ? -1 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        const struct zb_inspect_options options = {.profile = profile,
                                                   .hidden_x_mm = 20,
                                                   .hidden_y_mm = 10,
                                                   .width_mm = 785,
                                                   .height_mm = 1780,
                                                   .survey_ppi = 20,
                                                   .view_ppi = 10,
                                                   .survey = true};
        struct zb_err err = {0};
        struct zb_facts *facts = NULL, *again = NULL;
        struct zb_buf text = ZB_BUF_INIT;
        int fd = memfd_create("file", MFD_CLOEXEC);
        if (fd < 0 || write(fd, data, size) != (ssize_t)size) {
                close(fd);
                return 0;
        }
        enum zb_code code = zb_inspect(fd, "file", &options, &facts, &err);
        if (code) {
                assert(*zb_err_text(&err, ZB_ZH) && *zb_err_text(&err, ZB_EN));
        } else {
                code = zb_facts_write(facts, &text, &err);
                assert(!code);
                code = zb_facts_read(text.data, text.len, &again, &err);
                assert(!code);
        }
        zb_facts_free(facts);
        zb_facts_free(again);
        zb_buf_fini(&text);
        close(fd);
        return 0;
}
