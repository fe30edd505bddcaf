/* SPDX-License-Identifier: Apache-2.0 */
/* Worker pool: n_jobs independent jobs on n_threads threads (0: one per online core).
 * zb_pool_ordered keeps memory bounded: `work` runs in parallel, `done` runs on the calling thread strictly in job
 * order, and at most `ahead` finished jobs wait for it: job j starts only after `done` of job j - ahead has returned,
 * so a ring of `ahead` slots, j % ahead, is enough for the results (ahead 0: twice the threads). done may be NULL;
 * then nothing is bounded. The first error (of several the lowest job's) stops the rest and is the one returned. */
#ifndef ZB_POOL_H
#define ZB_POOL_H

#include "err.h"

typedef enum zb_code (*zb_work_fn)(void *ctx, int job, int thread, struct zb_err *err);
typedef enum zb_code (*zb_done_fn)(void *ctx, int job, struct zb_err *err);

int zb_pool_threads(int wanted); /* wanted, or the number of online cores when 0; at least 1 */
enum zb_code zb_pool_ordered(int n_threads, int n_jobs, int ahead, zb_work_fn work, zb_done_fn done, void *ctx,
                             struct zb_err *err);

#endif
