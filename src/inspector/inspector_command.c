/* SPDX-License-Identifier: Apache-2.0 */
/* The command line of zhanban-inspect: one command, the program itself. */
#include "inspector.h"

static const struct zb_command command = {
        .name = "zhanban-inspect",
        .usage = ZB_N("FILE --profile ICC"),
        .summary = ZB_N("Reads one PDF, TIFF, JPEG, PSD or AI file inside a sandbox and writes its facts as JSON.\n"
                        "zhanban check starts it for every file."),
        .examples = ZB_N("  zhanban-inspect board.pdf --profile press.icc > facts.json\n"),
};

static const struct zb_command *const commands[] = {&command, NULL};

const struct zb_program zb_inspector = {
        .name = "zhanban-inspect",
        .statuses = ZB_N("exit status: 0 read (how far: container.reading); 2 usage, or no file that it reads; "
                         "3 could not be done; 4 the memory limit was met"),
        .commands = commands,
};
