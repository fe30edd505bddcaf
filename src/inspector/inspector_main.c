/* SPDX-License-Identifier: Apache-2.0 */
/* zhanban-inspect FILE: reads one file and writes its facts as JSON on standard output. Everything that it
 * needs is opened first; then the sandbox closes, and only then is the first byte of the file parsed. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inspector.h"

#ifdef __SANITIZE_ADDRESS__
/* The search for leaks starts a thread and traces it, which the sandbox is there to refuse. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
        return "detect_leaks=0";
}
#endif

static int complain(const struct zb_err *err)
{
        fprintf(stderr, "zhanban-inspect: %s: %s\n", err->place, zb_err_text(err, ZB_EN));
        return err->code;
}

static enum zb_code open_file(const char *path, int *ret, struct zb_err *err)
{
        struct stat st;
        /* O_NONBLOCK: a pipe without a writer is refused, not waited for. */
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
        if (fd < 0)
                return zb_err_say(err, ZB_INPUT, path, "cannot be opened: %s", strerror(errno));
        if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
                close(fd);
                return zb_err_say(err, ZB_INPUT, path, "not a regular file");
        }
        *ret = fd;
        return ZB_OK;
}

static enum zb_code write_all(const struct zb_buf *text, struct zb_err *err)
{
        for (size_t at = 0; at < text->len;) {
                ssize_t n = write(STDOUT_FILENO, text->data + at, text->len - at);
                if (n < 0 && errno != EINTR)
                        return zb_err_say(err, ZB_WORK, "-", ZB_CTX("inspector") "cannot be written: %s",
                                          strerror(errno));
                at += n > 0 ? (size_t)n : 0;
        }
        return ZB_OK;
}

/* Returns the exit status. */
static int inspect(int fd, const struct zb_inspector_args *args, struct zb_err *err)
{
        struct zb_facts *facts = NULL;
        struct zb_buf out = ZB_BUF_INIT;
        int status = zb_inspect(fd, args->file, &args->options, &facts, err);
        if (!status)
                status = zb_facts_write(facts, &out, err);
        if (status == ZB_WORK) /* behind the walls only memory can run out */
                status = ZB_STATUS_MEMORY;
        if (!status)
                status = write_all(&out, err);
        zb_buf_fini(&out);
        zb_facts_free(facts);
        return status;
}

int main(int argc, char **argv)
{
        struct zb_err err = {0};
        struct zb_inspector_args args;
        struct zb_profile *profile = NULL;
        int fd = -1, status = zb_inspector_args(argc, argv, &args);
        if (status)
                return status;
        if (args.help) {
                zb_inspector_help();
                return 0;
        }
        if (open_file(args.file, &fd, &err) || zb_profile_open(args.profile, &profile, &err) ||
            zb_sandbox_limit(&args.limits, &err) || zb_sandbox_close(fd, &err)) {
                status = complain(&err);
        } else if (args.prove) {
                status = zb_sandbox_prove(fd);
        } else {
                args.options.profile = profile;
                status = inspect(fd, &args, &err);
                if (status)
                        complain(&err);
        }
        zb_profile_free(profile);
        return status;
}
