/* SPDX-License-Identifier: Apache-2.0 */
/* The work is done in a process of its own, and this one stands by: a library that ends the program when
 * memory runs out (glib by design; cairo 1.16 because it jumps to a place that it has not marked yet, with
 * whatever signals blocked), and a kernel that kills it for the same reason, are answered like every other
 * failure, by one sentence and exit status 3. There is nothing to clear up: unfinished outputs have no names.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"

/* Libraries talk on their way out ("stack smashing detected", a failed assertion). What they write to
 * standard error goes nowhere; this room keeps the real one. Not under sanitizers, whose reports come that
 * way. */
static struct {
        FILE *file;
        int fd;
} voice = {NULL, STDERR_FILENO};

FILE *zb_voice(void)
{
        return voice.file ? voice.file : stderr;
}

int zb_voice_fd(void)
{
        return voice.fd;
}

static void take_voice(void)
{
#ifndef __SANITIZE_ADDRESS__
        int fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
        int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
        FILE *file = fd >= 0 && nothing >= 0 ? fdopen(fd, "w") : NULL;
        if (file && dup2(nothing, STDERR_FILENO) >= 0) {
                setvbuf(file, NULL, _IONBF, 0);
                voice.file = file;
                voice.fd = fd;
        }
        if (nothing >= 0)
                close(nothing);
#endif
}

/* ---- standing by ---- */

static const int passed_on[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { N_PASSED_ON = sizeof passed_on / sizeof *passed_on };

/* What ends the other, as if this process had been it. */
static int end_like(int status, enum zb_lang lang)
{
        if (WIFEXITED(status))
                return WEXITSTATUS(status);
        int number = WTERMSIG(status);
        for (int i = 0; i < N_PASSED_ON; i++) {
                if (passed_on[i] != number)
                        continue;
                sigset_t one;
                sigemptyset(&one);
                sigaddset(&one, number);
                signal(number, SIG_DFL);
                raise(number);
                sigprocmask(SIG_UNBLOCK, &one, NULL);
        }
        fprintf(stderr,
                zb_tr(lang, "zhanban: the work broke down (signal %d), most likely for want of memory; no half file "
                            "is left: "
                            "close other programs, or use fewer threads (--threads 1).\n"),
                number);
        return ZB_WORK;
}

/* Passes on what another process sends; what the terminal sends (Ctrl-C) reaches both by itself. */
static int stand_by(pid_t worker, const sigset_t *watched, enum zb_lang lang)
{
        for (;;) {
                siginfo_t info;
                int number = sigwaitinfo(watched, &info), status;
                if (number > 0 && number != SIGCHLD && info.si_code <= 0)
                        kill(worker, number);
                pid_t ended = waitpid(worker, &status, number < 0 && errno != EINTR ? 0 : WNOHANG);
                if (ended == worker)
                        return end_like(status, lang);
        }
}

int zb_guard(enum zb_lang lang)
{
        sigset_t watched, before;
        sigemptyset(&watched);
        sigaddset(&watched, SIGCHLD);
        for (int i = 0; i < N_PASSED_ON; i++)
                sigaddset(&watched, passed_on[i]);
        signal(SIGCHLD, SIG_DFL); /* whoever started us may have it ignored */
        sigprocmask(SIG_BLOCK, &watched, &before);
        pid_t us = getpid(), worker = fork();
        if (worker > 0)
                return stand_by(worker, &watched, lang);
        if (worker == 0) {
                prctl(PR_SET_PDEATHSIG, SIGKILL); /* killed together */
                if (getppid() != us)
                        _exit(ZB_WORK);
                take_voice();
        }
        sigprocmask(SIG_SETMASK, &before, NULL); /* also where there cannot be two: then without a guard */
        return -1;
}
