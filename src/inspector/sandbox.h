/* SPDX-License-Identifier: Apache-2.0 */
/* The walls around zhanban-inspect (docs/ARCHITECTURE.md, "Processes"): limits first, then a filter of system calls
 * that lets a process compute, read what is open and write to its standard output, and nothing else. */
#ifndef ZB_SANDBOX_H
#define ZB_SANDBOX_H

#include "core.h"

/* A machine that is busy with other files gives a process no more than a share of its time. */
#define ZB_CLOCK_PER_CPU 4

struct zb_sandbox_limits {
        int memory_mb; /* of address space */
        int seconds;   /* of processor time; ZB_CLOCK_PER_CPU times as many of the clock */
};

/* Limits of memory, time, file size, descriptors and core dumps. */
enum zb_code zb_sandbox_limit(const struct zb_sandbox_limits *limits, struct zb_err *err);
/* Closes every descriptor but the standard ones and keep_fd, gives up all privileges to come, and loads the
 * filter: from here on no file is opened, no process started (threads of its own are), no socket made. Opening fails with
 * EACCES, anything else that is forbidden with EPERM: a library that tries goes on without. ZB_WORK when the
 * kernel cannot do it. */
enum zb_code zb_sandbox_close(int keep_fd, struct zb_err *err);

/* Tries what is forbidden and says on standard output what was refused; 0 when all was. */
int zb_sandbox_prove(int fd);

/* libseccomp (libraries.h). */
void zb_sandbox_versions(struct zb_libraries *list);

#endif
