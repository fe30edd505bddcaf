/* SPDX-License-Identifier: Apache-2.0 */
/* inspector: the program zhanban-inspect: its command line, its sandbox, its answer.
 *
 * Everything that is needed is opened before zb_sandbox_close; only after it a byte of the file is parsed.
 *
 * ```c
 * #include "sandbox.h"
 *
 * static enum zb_code shut(int fd, struct zb_err *err)
 * {
 *         struct zb_sandbox_limits limits = {.memory_mb = 1024, .seconds = 30};
 *         enum zb_code code = zb_sandbox_limit(&limits, err);
 *         return code ? code : zb_sandbox_close(fd, err);
 * }
 * ```
 */
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
