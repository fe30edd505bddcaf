/* SPDX-License-Identifier: Apache-2.0 */
/* zhanban new: a folder to start from. */
#include "cli.h"

static int cmd_new_run(const struct zb_args *args)
{
        struct zb_err err = {0};
        if (args->n_operands != 1)
                return zb_wrong_call(args, &zb_command_new);
        const char *dir = args->operands[0];
        if (zb_start_folder(args->data_dir, dir, &err))
                return zb_complain(args, &err);
        if (!args->quiet)
                printf(zb_tr(args->lang, "made %s. In outline.json put your headings, pictures and figures, leave "
                                         "the texts empty, then\n"
                                         "  zhanban plan %s/outline.json\n"
                                         "says how much to write in each section. Write it there, and\n"
                                         "  zhanban render %s/outline.json -o board.pdf\n"
                                         "board.json is the same board with its texts, to look at.\n"),
                       dir, dir, dir);
        return 0;
}

const struct zb_command zb_command_new = {
        .name = "new",
        .usage = ZB_N("new DIR"),
        .summary = ZB_N("make a folder to start from: a spec and pictures to replace"),
        .examples = ZB_N("  zhanban new my-board\n"),
        .run = cmd_new_run,
};
