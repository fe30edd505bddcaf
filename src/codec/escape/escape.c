/* SPDX-License-Identifier: Apache-2.0 */
#include "escape.h"

#include <errno.h>

bool zb_escape_try(struct zb_escape *escape, void (*work)(void *ctx), void *ctx)
{
        if (setjmp(escape->to))
                return false;
        work(ctx);
        return true;
}

void zb_escape(struct zb_escape *escape)
{
        escape->number = errno;
        longjmp(escape->to, 1);
}
