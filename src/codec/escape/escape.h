/* SPDX-License-Identifier: Apache-2.0 */
/* escape: the one bridge over which libraries that fail by longjmp (libjpeg, libpng) leave. Work that may fail so is a
 * function of its own, whose state lies in what `ctx` points to and not in its variables; whoever is called back by the
 * library escapes, and zb_escape_try says that it did not end.
 *
 * ```c
 * static void work(void *ctx)
 * {
 *         zb_escape(ctx);
 * }
 *
 * static bool never(struct zb_escape *escape)
 * {
 *         return zb_escape_try(escape, work, escape);
 * }
 * ```
 */
#ifndef ZB_ESCAPE_H
#define ZB_ESCAPE_H

#include <setjmp.h>
#include <stdbool.h>

struct zb_escape {
        jmp_buf to;
        int number; /* errno when somebody escaped */
};

/* Runs work(ctx); false: it left by zb_escape. Tries may follow each other, not stand in each other. */
bool zb_escape_try(struct zb_escape *escape, void (*work)(void *ctx), void *ctx);
/* Leaves the work that is tried. */
_Noreturn void zb_escape(struct zb_escape *escape);

#endif
