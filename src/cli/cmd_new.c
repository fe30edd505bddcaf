/* SPDX-License-Identifier: Apache-2.0 */
/* zhanban new: a folder to start from. */
#include "cli.h"

static int run(const struct zb_args *args)
{
        struct zb_err err = {0};
        if (args->n_operands != 1) {
                zb_help_command(zb_voice(), &zb_command_new, args->lang);
                return ZB_INPUT;
        }
        const char *dir = args->operands[0];
        if (zb_start_folder(args->data_dir, dir, &err))
                return zb_complain(args, &err);
        if (!args->quiet)
                printf(args->lang == ZB_ZH ? "已建好 %s：改 board.json 里的文字，换 pictures "
                                             "里的图片，然后\n  zhanban render %s/board.json -o 展板.pdf\n"
                                           : "made %s: change the words in board.json and the pictures in "
                                             "pictures/, then\n  zhanban render %s/board.json -o board.pdf\n",
                       dir, dir);
        return 0;
}

const struct zb_command zb_command_new = {
        .name = "new",
        .usage = {"new 文件夹", "new DIR"},
        .summary = {"建一个起步文件夹：内容文件和可替换的图片",
                    "make a folder to start from: a spec and pictures to replace"},
        .examples = {"  zhanban new 我的展板\n", "  zhanban new my-board\n"},
        .options = "lqh",
        .run = run,
};
