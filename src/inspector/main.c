/* SPDX-License-Identifier: Apache-2.0 */
/* zhanban-inspect FILE: reads one file and writes its facts as JSON on standard output. Everything that it
 * needs is opened first; then the sandbox closes, and only then is the first byte of the file parsed. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "inspect.h"

static int complain(const struct zb_err *err)
{
        fprintf(stderr, "zhanban-inspect: %s: %s\n", err->place, zb_err_text(err, ZB_EN));
        return err->code;
}

int main(int argc, char **argv)
{
        struct zb_err err = {0};
        struct zb_profile *profile = NULL;
        struct zb_facts *facts = NULL;
        struct zb_buf out = ZB_BUF_INIT;
        if (argc != 3) {
                fprintf(stderr, "usage: zhanban-inspect FILE PROFILE.icc\n");
                return ZB_INPUT;
        }
        int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
        if (fd < 0)
                return complain(
                        (zb_err_set(&err, ZB_INPUT, argv[1], "打不开文件", "cannot open the file"), &err));
        if (zb_profile_open(argv[2], &profile, &err))
                return complain(&err);
        struct zb_inspect_options options = {.profile = profile,
                                             .hidden_x_mm = 20,
                                             .hidden_y_mm = 10,
                                             .width_mm = 785,
                                             .height_mm = 1780,
                                             .survey = true,
                                             .view_ppi = 40};
        if (zb_inspect(fd, argv[1], &options, &facts, &err) || zb_facts_write(facts, &out, &err))
                return complain(&err);
        if (write(STDOUT_FILENO, out.data, out.len) != (ssize_t)out.len)
                return ZB_WORK;
        zb_buf_fini(&out);
        zb_facts_free(facts);
        zb_profile_free(profile);
        return 0;
}
