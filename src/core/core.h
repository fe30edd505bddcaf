/* SPDX-License-Identifier: Apache-2.0 */
/* core: what every room stands on: errors and messages, arenas, buffers, geometry, UTF-8, files, the worker pool. The one door;
 * each header below has one subject.
 *
 * Whoever owns storage frees it: init/fini for the caller's, new/free and open/close for the heap; free takes NULL. An
 * error is the caller's, last parameter, set once; outputs stay untouched then.
 *
 * ```c
 * static enum zb_code greet(const char *path, struct zb_err *err)
 * {
 *         struct zb_buf text = ZB_BUF_INIT;
 *         struct zb_outfile *file = NULL;
 *         enum zb_code code = zb_outfile_open(path, &file, err);
 *         if (code)
 *                 return code;
 *         zb_buf_puts(&text, "area: ");
 *         zb_buf_num(&text, zb_rect_union_area(&(struct zb_rect){0, 0, 785, 1780}, 1), 1);
 *         code = text.failed ? zb_err_nomem(err) : zb_outfile_write(file, text.data, text.len, err);
 *         if (!code)
 *                 code = zb_outfile_commit(file, err);
 *         else
 *                 zb_outfile_abandon(file);
 *         zb_buf_fini(&text);
 *         return code;
 * }
 * ```
 */
#ifndef ZB_CORE_H
#define ZB_CORE_H
#include "arena.h"
#include "buf.h"
#include "clones.h"
#include "err.h"
#include "geom.h"
#include "libraries.h"
#include "msg.h"
#include "outfile.h"
#include "pool.h"
#include "progress.h"
#include "scratch.h"
#include "utf8.h"
#include "version.h"
#endif
