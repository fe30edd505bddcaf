/* SPDX-License-Identifier: Apache-2.0 */
/* Worker pool. A job may start only while it lies fewer than `ahead` places beyond the oldest job whose
 * `done` has not returned: so memory is bounded, and a caller may keep its results in a ring of `ahead`
 * slots. */
#include "pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct pool {
        pthread_mutex_t lock;
        pthread_cond_t changed;
        int n_jobs, ahead;
        int next;     /* the next job to start */
        int finished; /* jobs whose done has returned */
        bool *ready;  /* ring of `ahead`: work has returned, done not yet */
        bool stop;
        int failed_job; /* the lowest job that failed */
        enum zb_code code;
        struct zb_err *err;
        zb_work_fn work;
        void *ctx;
};

struct worker {
        struct pool *pool;
        int number;
        pthread_t thread;
};

int zb_pool_threads(int wanted)
{
        if (wanted > 0)
                return wanted;
        long n = sysconf(_SC_NPROCESSORS_ONLN);
        return n < 1 ? 1 : n > 1024 ? 1024 : (int)n;
}

/* With the lock held. Of several failures the lowest job's is kept, so that the message does not depend on
 * chance. */
static void pool_fail(struct pool *p, int job, enum zb_code code, const struct zb_err *err)
{
        if (p->code == ZB_OK || job < p->failed_job) {
                p->failed_job = job;
                p->code = code;
                if (p->err)
                        *p->err = *err;
        }
        p->stop = true;
}

static void *run_worker(void *arg)
{
        struct worker *w = arg;
        struct pool *p = w->pool;
        pthread_mutex_lock(&p->lock);
        for (;;) {
                while (!p->stop && p->next < p->n_jobs && p->next >= p->finished + p->ahead)
                        pthread_cond_wait(&p->changed, &p->lock);
                if (p->stop || p->next >= p->n_jobs)
                        break;
                int job = p->next++;
                pthread_mutex_unlock(&p->lock);
                struct zb_err err = {0};
                enum zb_code code = p->work(p->ctx, job, w->number, &err);
                pthread_mutex_lock(&p->lock);
                if (code == ZB_OK)
                        p->ready[job % p->ahead] = true;
                else
                        pool_fail(p, job, code, &err);
                pthread_cond_broadcast(&p->changed);
        }
        pthread_mutex_unlock(&p->lock);
        return NULL;
}

/* On the calling thread: hands the finished jobs over in their order. */
static void pool_collect(struct pool *p, zb_done_fn done)
{
        pthread_mutex_lock(&p->lock);
        while (p->finished < p->n_jobs) {
                int job = p->finished;
                while (!p->stop && !p->ready[job % p->ahead])
                        pthread_cond_wait(&p->changed, &p->lock);
                if (p->stop)
                        break;
                pthread_mutex_unlock(&p->lock);
                struct zb_err err = {0};
                enum zb_code code = done ? done(p->ctx, job, &err) : ZB_OK;
                pthread_mutex_lock(&p->lock);
                p->ready[job % p->ahead] = false;
                p->finished++;
                if (code != ZB_OK)
                        pool_fail(p, job, code, &err);
                pthread_cond_broadcast(&p->changed);
        }
        pthread_mutex_unlock(&p->lock);
}

static enum zb_code run_here(int n_jobs, zb_work_fn work, zb_done_fn done, void *ctx, struct zb_err *err)
{
        for (int job = 0; job < n_jobs; job++) {
                enum zb_code code = work(ctx, job, 0, err);
                if (code == ZB_OK && done)
                        code = done(ctx, job, err);
                if (code != ZB_OK)
                        return code;
        }
        return ZB_OK;
}

enum zb_code zb_pool_ordered(int n_threads, int n_jobs, int ahead, zb_work_fn work, zb_done_fn done, void *ctx,
                             struct zb_err *err)
{
        n_threads = zb_pool_threads(n_threads);
        if (n_threads > n_jobs)
                n_threads = n_jobs;
        if (ahead < 1)
                ahead = n_threads > 1 ? 2 * n_threads : 1;
        if (ahead > n_jobs || !done) /* nobody to wait for: nothing to bound */
                ahead = n_jobs;
        if (n_threads <= 1)
                return run_here(n_jobs, work, done, ctx, err);

        struct pool p = {.n_jobs = n_jobs, .ahead = ahead, .err = err, .work = work, .ctx = ctx};
        struct worker *workers = calloc((size_t)n_threads, sizeof *workers);
        p.ready = calloc((size_t)ahead, sizeof *p.ready);
        if (!workers || !p.ready) {
                free(workers);
                free(p.ready);
                return zb_err_nomem(err);
        }
        pthread_mutex_init(&p.lock, NULL);
        pthread_cond_init(&p.changed, NULL);
        int started = 0;
        for (; started < n_threads; started++) {
                workers[started] = (struct worker){.pool = &p, .number = started};
                if (pthread_create(&workers[started].thread, NULL, run_worker, &workers[started]) != 0)
                        break;
        }
        enum zb_code code;
        if (started > 0) { /* fewer threads than asked for do the same work */
                pool_collect(&p, done);
                for (int i = 0; i < started; i++)
                        pthread_join(workers[i].thread, NULL);
                code = p.code;
        } else {
                code = run_here(n_jobs, work, done, ctx, err);
        }
        pthread_cond_destroy(&p.changed);
        pthread_mutex_destroy(&p.lock);
        free(workers);
        free(p.ready);
        return code;
}
