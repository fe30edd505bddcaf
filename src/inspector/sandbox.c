/* SPDX-License-Identifier: Apache-2.0 */
/* An allow-list: what is not named here is refused. Refused, not killed, so that a library that would rather
 * have a configuration file does without; an exploit gains nothing from the difference. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "sandbox.h"

#define MB ((rlim_t)1 << 20)

static enum zb_code cannot(struct zb_err *err, const char *what, int error)
{
        return zb_err_say(err, ZB_WORK, what, "the sandbox cannot be built: %s", strerror(error));
}

static bool is_file(int fd)
{
        struct stat st;
        return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

/* A file that standard output or the error sentence was sent to may grow; with no file to open, no other can.
 */
static rlim_t file_limit(void)
{
        return is_file(STDOUT_FILENO) || is_file(STDERR_FILENO) ? 256 * MB : 0;
}

enum zb_code zb_sandbox_limit(const struct zb_sandbox_limits *limits, struct zb_err *err)
{
        const rlim_t seconds = (rlim_t)limits->seconds;
        const struct {
                __rlimit_resource_t resource;
                rlim_t soft, hard;
                const char *name;
        } wanted[] = {
#ifndef __SANITIZE_ADDRESS__ /* which reserves terabytes of address space */
                {RLIMIT_AS, (rlim_t)limits->memory_mb * MB, (rlim_t)limits->memory_mb * MB, "RLIMIT_AS"},
#endif
                {RLIMIT_CPU, seconds, seconds + 1, "RLIMIT_CPU"},
                {RLIMIT_FSIZE, file_limit(), file_limit(), "RLIMIT_FSIZE"},
                {RLIMIT_NOFILE, 16, 16, "RLIMIT_NOFILE"},
                {RLIMIT_CORE, 0, 0, "RLIMIT_CORE"},
        };
        const struct itimerval clock = {.it_value = {.tv_sec = ZB_CLOCK_PER_CPU * limits->seconds}};
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
                const struct rlimit limit = {wanted[i].soft, wanted[i].hard};
                if (setrlimit(wanted[i].resource, &limit))
                        return cannot(err, wanted[i].name, errno);
        }
        return setitimer(ITIMER_REAL, &clock, NULL) ? cannot(err, "ITIMER_REAL", errno) : ZB_OK;
}

/* ---- system calls ---- */

/* Allowed as they are: memory, time, reading and writing what is open, and the end. */
static const int allowed[] = {
        SCMP_SYS(read),
        SCMP_SYS(readv),
        SCMP_SYS(pread64),
        SCMP_SYS(write),
        SCMP_SYS(writev),
        SCMP_SYS(lseek),
        SCMP_SYS(fstat),
        SCMP_SYS(close),
        SCMP_SYS(dup),
        SCMP_SYS(brk),
        SCMP_SYS(munmap),
        SCMP_SYS(mremap),
        SCMP_SYS(madvise),
        SCMP_SYS(futex),
        SCMP_SYS(clock_gettime),
        SCMP_SYS(gettimeofday),
        SCMP_SYS(time),
        SCMP_SYS(times),
        SCMP_SYS(getrusage),
        SCMP_SYS(sysinfo),
        SCMP_SYS(getpid),
        SCMP_SYS(gettid),
        SCMP_SYS(getrandom),
        SCMP_SYS(sched_yield),
        SCMP_SYS(rt_sigaction),
        SCMP_SYS(rt_sigreturn),
        SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(sigaltstack),
        SCMP_SYS(sched_getaffinity),
        SCMP_SYS(restart_syscall),
        SCMP_SYS(set_robust_list), /* what a thread does first */
        SCMP_SYS(rseq),
        SCMP_SYS(exit),
        SCMP_SYS(exit_group),
};

static const struct { /* refused with another error than EPERM, that which programs expect */
        int call, error;
} refused[] = {
        {SCMP_SYS(open), EACCES},   {SCMP_SYS(openat), EACCES},    {SCMP_SYS(openat2), EACCES},
        {SCMP_SYS(creat), EACCES},  {SCMP_SYS(stat), EACCES},      {SCMP_SYS(lstat), EACCES},
        {SCMP_SYS(access), EACCES}, {SCMP_SYS(faccessat), EACCES}, {SCMP_SYS(readlink), EACCES},
        {SCMP_SYS(clone3), ENOSYS}, /* its arguments lie in memory; the C library then tries clone */
        {SCMP_SYS(ioctl), ENOTTY},
};

/* Allowed for some arguments only. */
static int add_narrow(scmp_filter_ctx filter)
{
        const struct scmp_arg_cmp not_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
        const struct scmp_arg_cmp of_open_file = SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH);
        const struct scmp_arg_cmp only_asking = SCMP_A2(SCMP_CMP_EQ, 0);
        const struct scmp_arg_cmp to_itself = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid());
        const scmp_datum_t threads = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD;
        const struct scmp_arg_cmp only_threads = SCMP_A0(SCMP_CMP_MASKED_EQ, threads, threads);
        const struct {
                int call;
                struct scmp_arg_cmp arg;
        } narrow[] = {
                {SCMP_SYS(clone), only_threads},
                {SCMP_SYS(mmap), not_code},
                {SCMP_SYS(mprotect), not_code},
                {SCMP_SYS(newfstatat), of_open_file},
                {SCMP_SYS(prlimit64), only_asking},
                {SCMP_SYS(tgkill), to_itself}, /* abort() */
                {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFL)},
                {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFD)},
                {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_SETFD)},
                {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_DUPFD_CLOEXEC)},
        };
        for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++) {
                int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, narrow[i].call, 1, narrow[i].arg);
                if (failed)
                        return failed;
        }
        return 0;
}

static int add_rules(scmp_filter_ctx filter)
{
        for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
                int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
                if (failed)
                        return failed;
        }
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
                int failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(refused[i].error), refused[i].call, 0);
                if (failed)
                        return failed;
        }
        return add_narrow(filter);
}

enum zb_code zb_sandbox_close(int keep_fd, struct zb_err *err)
{
        if (keep_fd > 3)
                close_range(3, (unsigned)keep_fd - 1, 0);
        close_range(keep_fd < 3 ? 3 : (unsigned)keep_fd + 1, ~0U, 0);
        if (prctl(PR_SET_DUMPABLE, 0) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
                return cannot(err, "prctl", errno);
        scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
        if (!filter)
                return zb_err_nomem(err);
        int failed = add_rules(filter);
        if (!failed)
                failed = seccomp_load(filter);
        seccomp_release(filter);
        return failed ? cannot(err, "seccomp", -failed) : ZB_OK;
}

void zb_sandbox_versions(struct zb_libraries *list)
{
        const struct scmp_version *v = seccomp_version();
        zb_libraries_add_numbers(list, "libseccomp", (int[]){(int)v->major, (int)v->minor, (int)v->micro}, 3);
}
