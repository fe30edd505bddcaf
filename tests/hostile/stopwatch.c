/* SPDX-License-Identifier: Apache-2.0 */
/* Stands where zhanban-inspect is looked for, runs the real one ($STOPWATCH_PROGRAM) and adds a line on it to
 * $STOPWATCH_LOG: seconds of the clock, of the processor, most memory in kB, exit status or minus the signal,
 * the file. What it complains of (a sanitizer's report) goes to $STOPWATCH_LOG.stderr: zhanban itself throws
 * it away. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
        return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* Whole lines from many processes at once: O_APPEND and one write. */
static void append(const char *path, const char *text, size_t n)
{
        int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (fd < 0 || write(fd, text, n) != (ssize_t)n)
                abort();
        close(fd);
}

int main(int argc, char **argv)
{
        const char *program = getenv("STOPWATCH_PROGRAM"), *log = getenv("STOPWATCH_LOG");
        int ends[2], status = 0;
        if (argc < 2 || !program || !log || pipe2(ends, O_CLOEXEC))
                abort();
        struct timespec began, ended;
        clock_gettime(CLOCK_MONOTONIC, &began);
        pid_t child = fork();
        if (child == 0) {
                prctl(PR_SET_PDEATHSIG, SIGKILL); /* zhanban's kill timer hits this process, and means that one */
                dup2(ends[1], STDERR_FILENO);
                execv(program, argv);
                _exit(127);
        }
        close(ends[1]);
        char complaint[4097];
        size_t n = 0;
        for (char block[4096]; child > 0;) { /* all of it is read, so that nobody waits for us; the first is kept */
                ssize_t got = read(ends[0], block, sizeof block);
                if (got <= 0)
                        break;
                for (ssize_t i = 0; i < got && n < sizeof complaint; i++)
                        complaint[n++] = block[i];
        }
        struct rusage used;
        if (child < 0 || wait4(child, &status, 0, &used) != child)
                abort();
        clock_gettime(CLOCK_MONOTONIC, &ended);
        char path[4096], line[1024];
        snprintf(path, sizeof path, "%s.stderr", log);
        if (n)
                append(path, complaint, n);
        int len = snprintf(line, sizeof line, "%.3f %.3f %ld %d %.800s\n",
                           (double)(ended.tv_sec - began.tv_sec) + (double)(ended.tv_nsec - began.tv_nsec) / 1e9,
                           seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss,
                           WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status), argv[argc - 1]);
        append(log, line, (size_t)len);
        if (WIFSIGNALED(status)) {
                signal(WTERMSIG(status), SIG_DFL);
                raise(WTERMSIG(status));
        }
        return WEXITSTATUS(status);
}
