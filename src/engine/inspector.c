/* SPDX-License-Identifier: Apache-2.0 */
/* The other side of zhanban-inspect: it is started once per file and pass, what it says is read up to a limit
 * of bytes and of time, and nothing that it may do can hurt: a crash, a hang, a flood and nonsense are all
 * answers about the file. A file on which the whole inspection fails is inspected once more without drawing
 * the page, so that its size, words and fonts are known all the same. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine_priv.h"

/* A view of 150 ppi is some 10 MB, half as much again in base64. */
#define MAX_ANSWER ((size_t)64 << 20)
/* Exit status of zhanban-inspect when it met its memory limit. */
#define STATUS_MEMORY 4

static enum zb_code no_inspector(const char *path, struct zb_err *err)
{
        return zb_err_say(err, ZB_WORK, path,
                          "zhanban-inspect is missing, without it finished files cannot be read; put it beside "
                          "zhanban or name it in ZHANBAN_INSPECT");
}

/* $ZHANBAN_INSPECT, else beside the program, else in ../libexec. */
static enum zb_code find_inspector(const struct zb_engine *engine, char *buf, size_t size, struct zb_err *err)
{
        static const char *const places[] = {"zhanban-inspect", "../libexec/zhanban-inspect",
                                             "../libexec/zhanban/zhanban-inspect"};
        char exe[2048];
        const char *named = engine->inspector ? engine->inspector : getenv("ZHANBAN_INSPECT");
        if (named && *named) {
                snprintf(buf, size, "%s", named);
                return access(buf, X_OK) ? no_inspector(named, err) : ZB_OK;
        }
        ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
        exe[n > 0 ? n : 0] = '\0';
        char *slash = strrchr(exe, '/');
        if (slash)
                slash[1] = '\0';
        for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
                snprintf(buf, size, "%s%s", exe, places[i]);
                if (access(buf, X_OK) == 0)
                        return ZB_OK;
        }
        return no_inspector("zhanban-inspect", err);
}

/* ---- one pass ---- */

struct pass {
        pid_t pid;
        int out; /* the reading end of its standard output */
        bool too_slow, too_long;
        int status; /* as waitpid says */
};

struct command {
        char program[4200], trim[96], hidden[96], memory[16], seconds[16], threads[16], view[48];
};

static enum zb_code start(const struct zb_engine *engine, const struct zb_inspect_run *run, bool facts_only,
                          struct pass *pass, struct zb_err *err)
{
        struct command c;
        char x[40], y[40];
        enum zb_code code = find_inspector(engine, c.program, sizeof c.program, err);
        if (code)
                return code;
        const struct zb_standard *s = run->standard;
        snprintf(c.trim, sizeof c.trim, "%sx%s", zb_num(x, s->width_mm, 2), zb_num(y, s->height_mm, 2));
        snprintf(c.hidden, sizeof c.hidden, "%sx%s", zb_num(x, s->hidden_x_mm, 2), zb_num(y, s->hidden_y_mm, 2));
        snprintf(c.memory, sizeof c.memory, "%d", run->memory_mb);
        snprintf(c.seconds, sizeof c.seconds, "%d", run->seconds);
        snprintf(c.threads, sizeof c.threads, "%d", run->threads);
        zb_num(c.view, run->view_ppi, 2);
        const char *argv[] = {c.program,   "--profile", engine->profile_path,
                              "--trim",    c.trim,      "--hidden",
                              c.hidden,    "--memory",  c.memory,
                              "--seconds", c.seconds,   NULL,
                              NULL,        NULL,        NULL,
                              NULL,        NULL,        NULL,
                              NULL};
        size_t n = 11;
        if (run->threads > 0) {
                argv[n++] = "--threads";
                argv[n++] = c.threads;
        }
        if (facts_only)
                argv[n++] = "--facts-only";
        if (run->view_ppi > 0 && !facts_only) {
                argv[n++] = "--view";
                argv[n++] = c.view;
        }
        argv[n++] = "--"; /* a file may be called --help */
        argv[n++] = run->path;

        int ends[2];
        if (pipe2(ends, O_CLOEXEC))
                return zb_err_say(err, ZB_WORK, run->path, "zhanban-inspect cannot be started: %s", strerror(errno));
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        sigset_t defaults;
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        sigfillset(&defaults); /* what this process ignores, the other may not */
        sigdelset(&defaults, SIGKILL);
        sigdelset(&defaults, SIGSTOP);
        posix_spawnattr_setsigdefault(&attributes, &defaults);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        int failed = posix_spawn(&pass->pid, c.program, &actions, &attributes, (char *const *)argv, environ);
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        close(ends[1]);
        if (failed) {
                close(ends[0]);
                return zb_err_say(err, ZB_WORK, c.program, "cannot be started: %s", strerror(failed));
        }
        pass->out = ends[0];
        return ZB_OK;
}

static long long now_ms(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads until the other end closes; then it has ended, or it is made to. */
static void listen_to(struct pass *pass, const struct zb_inspect_run *run, struct zb_buf *answer)
{
        enum { TICK_MS = 100 };
        char block[65536];
        /* Its own timer, of four times the seconds, comes first; this one is for a process that undid it. */
        long long began = now_ms(), until = began + 4000LL * run->seconds + 2000;
        for (;;) {
                long long left = until - now_ms();
                struct pollfd wait = {.fd = pass->out, .events = POLLIN};
                int ready = left > 0 ? poll(&wait, 1, (int)(left < TICK_MS ? left : TICK_MS)) : 0;
                zb_tick(run->progress, ZB_MSG("of the time limit used"),
                        (double)(now_ms() - began) / (double)(until - began));
                pass->too_slow = left <= 0;
                if (pass->too_slow || (ready < 0 && errno != EINTR))
                        break;
                if (ready <= 0)
                        continue;
                ssize_t n = read(pass->out, block, sizeof block);
                if (n == 0)
                        break;
                if (n > 0)
                        zb_buf_put(answer, block, (size_t)n);
                pass->too_long = answer->len > MAX_ANSWER;
                if (pass->too_long || answer->failed || (n < 0 && errno != EINTR))
                        break;
        }
        close(pass->out);
        /* One that closed its output and stays is of no use either. */
        for (int i = 0; i < 250 && !pass->too_slow && !pass->too_long; i++) {
                if (waitpid(pass->pid, &pass->status, WNOHANG) == pass->pid)
                        return;
                nanosleep(&(struct timespec){.tv_nsec = 1000000L * (i < 20 ? 1 : 20)}, NULL);
        }
        kill(pass->pid, SIGKILL);
        while (waitpid(pass->pid, &pass->status, 0) < 0 && errno == EINTR)
                ;
}

/* ---- what came of it ---- */

enum outcome { READ, DAMAGED, TOO_SLOW, TOO_BIG, CANNOT_WORK };

static enum outcome outcome_of(const struct pass *pass)
{
        int signal = WIFSIGNALED(pass->status) ? WTERMSIG(pass->status) : 0;
        int status = WIFEXITED(pass->status) ? WEXITSTATUS(pass->status) : -1;
        if (pass->too_slow || signal == SIGXCPU || signal == SIGALRM)
                return TOO_SLOW;
        if (pass->too_long || status == STATUS_MEMORY)
                return TOO_BIG;
        /* Killed by nobody of ours: the machine ran out of memory. */
        if (signal == SIGKILL)
                return TOO_BIG;
        return status == 0 ? READ : status == ZB_WORK || status == 127 ? CANNOT_WORK : DAMAGED;
}

static enum zb_code run_once(const struct zb_engine *engine, const struct zb_inspect_run *run, bool facts_only,
                             enum outcome *ret_outcome, struct zb_facts **ret, struct zb_err *err)
{
        struct pass pass = {0};
        struct zb_buf answer = ZB_BUF_INIT;
        enum zb_code code = start(engine, run, facts_only, &pass, err);
        if (code)
                return code;
        listen_to(&pass, run, &answer);
        *ret_outcome = outcome_of(&pass);
        if (*ret_outcome == CANNOT_WORK)
                code = zb_err_say(err, ZB_WORK, run->path,
                                  "zhanban-inspect cannot work on this machine; zhanban-inspect FILE --profile ICC "
                                  "--prove says why");
        else if (answer.failed)
                code = zb_err_nomem(err);
        else if (*ret_outcome == READ) {
                code = zb_facts_read(answer.data ? answer.data : "", answer.len, ret, err);
                if (code == ZB_INPUT) { /* nonsense: whatever wrote it was not whole any more */
                        *ret_outcome = DAMAGED;
                        code = ZB_OK;
                }
        }
        zb_buf_fini(&answer);
        return code;
}

/* Says in the facts what happened, unless they tell of something worse. */
static void tell(struct zb_facts *facts, enum outcome outcome, const struct zb_inspect_run *run)
{
        struct zb_fact_file *file = &facts->container;
        enum zb_reading reading = outcome == DAMAGED ? ZB_READ_DAMAGED : ZB_READ_COMPLEX;
        if (outcome == READ || file->reading >= reading)
                return;
        file->reading = reading;
        if (outcome == TOO_SLOW)
                file->trouble = zb_arena_say(facts->arena,
                                             "the check was stopped after %d s: the file is too complex, or "
                                             "faulty; --limit-seconds gives it more time",
                                             run->seconds);
        else if (outcome == TOO_BIG)
                file->trouble = zb_arena_say(facts->arena,
                                             "the check was stopped at %d MB of memory: the file is too complex, or "
                                             "faulty; --limit-memory gives it more",
                                             run->memory_mb);
        else
                file->trouble = ZB_MSG("the file is damaged: the program that read it broke down; "
                                       "export it again from its source");
}

enum zb_code zb_inspect_run(const struct zb_engine *engine, const struct zb_inspect_run *run, struct zb_facts **ret,
                            struct zb_err *err)
{
        struct zb_facts *facts = NULL;
        enum outcome outcome = READ, again = READ;
        enum zb_code code = run_once(engine, run, false, &outcome, &facts, err);
        if (!code && outcome != READ)
                code = run_once(engine, run, true, &again, &facts, err);
        if (code)
                return code;
        if (!facts) {
                facts = zb_facts_new();
                if (!facts)
                        return zb_err_nomem(err);
                facts->kind = run->kind;
        }
        facts->file = zb_arena_strdup(facts->arena, run->path);
        facts->container.bytes = run->bytes;
        tell(facts, outcome, run);
        if (zb_arena_failed(facts->arena)) {
                zb_facts_free(facts);
                return zb_err_nomem(err);
        }
        *ret = facts;
        return ZB_OK;
}
