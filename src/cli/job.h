/* SPDX-License-Identifier: Apache-2.0 */
/* job (private to cli): what render and check share: opening a spec, saying what is wrong, reporting. */
#ifndef ZB_CLI_JOB_H
#define ZB_CLI_JOB_H

#include "cli.h"

struct zb_session {
        struct zb_engine *engine;
        struct zb_arena *arena;
        struct zb_job_options options;
        struct zb_buf *reports; /* as JSON, one a file, in order */
        size_t n_reports, cap;
        struct zb_buf html; /* the boards' parts of the page */
        struct zb_buf note; /* what the page says of all of them; empty: nothing */
        size_t n_boards;
};

/* 0 or an exit status, after having complained. */
int zb_session_open(const struct zb_args *args, struct zb_session *ret);
/* Opens one spec. On failure complains, adds the faults to the JSON, returns the exit status and *ret = NULL.
 */
int zb_session_job(const struct zb_args *args, struct zb_session *session, const char *spec, struct zb_job **ret);
/* Complains of a file that could not be opened and adds that to the JSON. Returns the exit status. */
int zb_session_refuse(const struct zb_args *args, struct zb_session *session, const char *file,
                      const struct zb_err *err);
/* The buffer for the next file's JSON; NULL when out of memory. Good until the next call. */
struct zb_buf *zb_session_next(struct zb_session *session);
/* Text on standard output (unless quiet, or the JSON goes there), JSON and HTML into the session. 0, 1 or 3.
 */
int zb_session_report(const struct zb_args *args, struct zb_session *session, const struct zb_job *job);
/* Writes the JSON where it is wanted (one report: as it is; several: an array) and the page, and closes. */
int zb_session_close(const struct zb_args *args, struct zb_session *session);

static inline int zb_worse(int a, int b)
{
        return a > b ? a : b;
}

#endif
