/* SPDX-License-Identifier: Apache-2.0 */
/* Progress: long work calls tick now and then, from one thread; a NULL struct or tick means nobody is watching.
 * tick may ask the work to stop by returning non-zero. */
#ifndef ZB_PROGRESS_H
#define ZB_PROGRESS_H

#include "err.h"

struct zb_progress {
        int (*tick)(void *ctx, struct zb_msg what, double fraction); /* fraction 0–1 of this `what` */
        void *ctx;
};

static inline int zb_tick(const struct zb_progress *p, struct zb_msg what, double fraction)
{
        return p && p->tick ? p->tick(p->ctx, what, fraction) : 0;
}

#endif
