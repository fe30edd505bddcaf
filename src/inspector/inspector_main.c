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
#include "json.h"
#include "text.h"
#include "type.h"

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
static int inspect(int fd, const struct zb_args *args, const struct zb_profile *profile, struct zb_err *err)
{
        const struct zb_inspect_options options = {.profile = profile,
                                                   .hidden_x_mm = args->hidden_mm[0],
                                                   .hidden_y_mm = args->hidden_mm[1],
                                                   .width_mm = args->trim_mm[0],
                                                   .height_mm = args->trim_mm[1],
                                                   .view_ppi = args->view_ppi,
                                                   .threads = args->threads,
                                                   .survey = !args->facts_only};
        struct zb_facts *facts = NULL;
        struct zb_buf out = ZB_BUF_INIT;
        int status = zb_inspect(fd, args->operands[0], &options, &facts, err);
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

static int inspector_main_say(const struct zb_buf *text)
{
        if (text->failed)
                return ZB_WORK;
        fputs(text->data, stdout);
        return 0;
}

static int tell_help(enum zb_lang lang)
{
        struct zb_buf text = ZB_BUF_INIT;
        zb_help_command(&zb_inspector, zb_inspector.commands[0], lang, &text);
        int status = inspector_main_say(&text);
        zb_buf_fini(&text);
        return status;
}

/* What is asked about the program itself: true when that was all. */
static bool answer(const char *word, int *ret_status)
{
        struct zb_buf text = ZB_BUF_INIT;
        struct zb_libraries libraries = {0};
        if (strcmp(word, "--version") == 0) {
                zb_json_versions(&libraries);
                zb_ink_versions(&libraries);
                zb_text_versions(&libraries);
                zb_type_versions(&libraries);
                zb_inspect_versions(&libraries);
                zb_sandbox_versions(&libraries);
                zb_tell_version(&zb_inspector, &libraries, &text);
        } else if (strcmp(word, "--describe") == 0) {
                zb_describe(&zb_inspector, zb_lang_of_environment(), &text);
        } else {
                return false;
        }
        *ret_status = inspector_main_say(&text);
        zb_buf_fini(&text);
        return true;
}

static enum zb_code read_words(int argc, char **argv, struct zb_args *ret, struct zb_err *err)
{
        *ret = (struct zb_args){.memory_mb = 1024, .seconds = 30};
        enum zb_code code = zb_args_parse(zb_inspector.commands[0], argc, argv, ret, err);
        if (!code && !ret->help && ret->n_operands != 1)
                code = zb_err_say(err, ZB_INPUT, "FILE", "name one file, see --help");
        if (!code && !ret->help && !ret->profile)
                code = zb_err_say(err, ZB_INPUT, "--profile", "name a CMYK profile");
        return code;
}

int main(int argc, char **argv)
{
        struct zb_err err = {0};
        struct zb_args args;
        struct zb_profile *profile = NULL;
        int fd = -1, status;
        if (argc == 2 && answer(argv[1], &status))
                return status;
        if (read_words(argc, argv, &args, &err)) {
                char text[ZB_MSG_MAX];
                fprintf(stderr, "zhanban-inspect: %s: %s\n", err.place,
                        zb_err_render(&err, args.lang, text, sizeof text));
                return err.code;
        }
        if (args.help)
                return tell_help(args.lang);
        const struct zb_sandbox_limits limits = {.memory_mb = args.memory_mb, .seconds = args.seconds};
        if (open_file(args.operands[0], &fd, &err) || zb_profile_open(args.profile, &profile, &err) ||
            zb_sandbox_limit(&limits, &err) || zb_sandbox_close(fd, &err)) {
                status = complain(&err);
        } else if (args.prove) {
                status = zb_sandbox_prove(fd);
        } else {
                status = inspect(fd, &args, profile, &err);
                if (status)
                        complain(&err);
        }
        zb_profile_free(profile);
        return status;
}
