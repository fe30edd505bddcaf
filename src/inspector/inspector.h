/* SPDX-License-Identifier: Apache-2.0 */
/* What zhanban-inspect is told on its command line. */
#ifndef ZB_INSPECTOR_H
#define ZB_INSPECTOR_H

#include "inspect.h"
#include "sandbox.h"

/* Exit status when the memory limit was met; the others are enum zb_code. */
#define ZB_STATUS_MEMORY 4

struct zb_inspector_args {
        const char *file, *profile;
        struct zb_inspect_options options;
        struct zb_sandbox_limits limits;
        bool prove, help;
};

/* 0, or ZB_INPUT after having said what is wrong. */
int zb_inspector_args(int argc, char **argv, struct zb_inspector_args *ret);
void zb_inspector_help(void);

#endif
