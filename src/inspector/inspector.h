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
#include "options.h"
#include "sandbox.h"

/* Exit status when the memory limit was met; the others are enum zb_code. */
#define ZB_STATUS_MEMORY 4

/* Its command line, for the room `options`. */
extern const struct zb_program zb_inspector;

#endif
