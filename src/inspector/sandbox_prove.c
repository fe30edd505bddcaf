/* SPDX-License-Identifier: Apache-2.0 */
/* The proof that the walls stand: everything that an exploit would do first is tried from inside. A machine
 * whose kernel filters nothing is found out by this and not by an exploit. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox.h"

/* Each returns what the system call did: -1 and errno when it was refused. */

static int read_a_file(void)
{
        return open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static int write_a_file(void)
{
        return open("/tmp/zhanban-inspect-prove", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

static int make_a_folder(void)
{
        return mkdir("/tmp/zhanban-inspect-prove.d", 0700);
}

static int remove_a_file(void)
{
        return unlink("/tmp/zhanban-inspect-prove");
}

static int use_the_network(void)
{
        return socket(AF_INET, SOCK_STREAM, 0);
}

static int start_a_process(void)
{
        pid_t child = fork();
        if (child == 0)
                _exit(0);
        if (child > 0)
                waitpid(child, NULL, 0);
        return child;
}

static int run_a_program(void)
{
        char *const argv[] = {"true", NULL};
        return execv("/bin/true", argv);
}

static int trace_the_parent(void)
{
        return (int)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static int signal_the_parent(void)
{
        return kill(getppid(), 0);
}

static int make_code(void)
{
        void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return p == MAP_FAILED ? -1 : 0;
}

static int raise_a_limit(void)
{
        const struct rlimit limit = {1000, 1000};
        return setrlimit(RLIMIT_CPU, &limit);
}

static const struct {
        const char *what;
        int (*attempt)(void);
} attempts[] = {
        {"open a file for reading", read_a_file},
        {"open a file for writing", write_a_file},
        {"make a folder", make_a_folder},
        {"remove a file", remove_a_file},
        {"use the network", use_the_network},
        {"start a process", start_a_process},
        {"run a program", run_a_program},
        {"trace another process", trace_the_parent},
        {"signal another process", signal_the_parent},
        {"make memory executable", make_code},
        {"raise a limit", raise_a_limit},
};

int zb_sandbox_prove(int fd)
{
        int status = 0;
        for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
                errno = 0;
                bool done = attempts[i].attempt() != -1;
                printf("%s: %s\n", attempts[i].what, done ? "DONE" : strerror(errno));
                if (done || errno == ENOENT)
                        status = ZB_WORK;
        }
#ifndef __SANITIZE_ADDRESS__
        struct rlimit limit;
        void *lots = getrlimit(RLIMIT_AS, &limit) == 0 ? malloc((size_t)limit.rlim_cur) : NULL;
        printf("take more memory than the limit: %s\n", lots ? "DONE" : strerror(errno));
        status = lots ? ZB_WORK : status;
        free(lots);
#endif
        char byte;
        bool reads = pread(fd, &byte, 1, 0) == 1;
        printf("read the file: %s\n", reads ? "allowed" : strerror(errno));
        return reads ? status : ZB_WORK;
}
