/* SPDX-License-Identifier: Apache-2.0 */
/* The commands of zhanban, in the order of its help. */
#include "cli.h"

static const struct zb_command *const commands[] = {&zb_command_new, &zb_command_plan, &zb_command_render,
                                                    &zb_command_check, NULL};

const struct zb_program zb_zhanban = {
        .name = "zhanban",
        .summary = ZB_N(
                "turns a content spec into a print-ready exhibition board and proves that it keeps the standard"),
        .statuses = ZB_N(
                "exit status: 0 keeps the standard (advisories allowed); 1 findings; 2 usage or unreadable input; "
                "3 could not be done"),
        .commands = commands,
};
