/* SPDX-License-Identifier: Apache-2.0 */
/* The program's entry: finds the command and its data, and turns what it returns into an exit status. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

/* layouts/ and fonts/: $ZHANBAN_DATA, else ../share/zhanban beside an installed program, else where the build said:
 * the source tree. */
static const char *find_data(char *buf, size_t size)
{
        struct stat st;
        char exe[2048];
        const char *given = getenv("ZHANBAN_DATA");
        if (given && *given)
                return given;
        ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
        if (n > 0) {
                exe[n] = '\0';
                char *slash = strrchr(exe, '/');
                if (slash)
                        *slash = '\0';
                snprintf(buf, size, "%s/../share/zhanban", exe);
                char layouts[4200];
                snprintf(layouts, sizeof layouts, "%s/layouts", buf);
                if (stat(layouts, &st) == 0)
                        return buf;
        }
        return ZB_DATA_DIR;
}

static void put_program_help(FILE *to, enum zb_lang lang)
{
        struct zb_buf help = ZB_BUF_INIT;
        zb_help_program(&zb_zhanban, lang, &help);
        fputs(help.failed ? "" : help.data, to);
        zb_buf_fini(&help);
}

static int unknown_command(const char *name, enum zb_lang lang)
{
        const char *names[16] = {0};
        for (size_t i = 0; i < 15 && zb_zhanban.commands[i]; i++)
                names[i] = zb_zhanban.commands[i]->name;
        const char *near = zb_did_you_mean(name, names);
        char buf[ZB_SHOWN];
        if (near)
                fprintf(zb_voice(), zb_tr(lang, "zhanban: %s: no such command; did you mean %s?"),
                        zb_shown(buf, name), near);
        else
                fprintf(zb_voice(), zb_tr(lang, "zhanban: %s: no such command"), zb_shown(buf, name));
        fputs("\n\n", zb_voice());
        put_program_help(zb_voice(), lang);
        return ZB_INPUT;
}

static int wrong_word(const struct zb_command *command, enum zb_lang lang, const struct zb_err *err)
{
        char text[ZB_MSG_MAX];
        fprintf(zb_voice(), "zhanban %s: %s: %s\n", command->name, err->place,
                zb_err_render(err, lang, text, sizeof text));
        fprintf(zb_voice(), zb_tr(lang, "see zhanban %s --help\n"), command->name);
        return err->code;
}

/* What is asked about the program itself: true when that was all. */
static bool answer(int argc, char **argv)
{
        struct zb_buf text = ZB_BUF_INIT;
        enum zb_lang lang = zb_lang_of_words(argc, argv);
        if (strcmp(argv[1], "--version") == 0) {
                struct zb_libraries libraries = {0};
                zb_versions(&libraries);
                zb_tell_version(&zb_zhanban, &libraries, &text);
        } else if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
                zb_help_program(&zb_zhanban, lang, &text);
        } else if (strcmp(argv[1], "--describe") == 0) {
                char data[4096];
                zb_tell(stdout, &zb_zhanban, find_data(data, sizeof data), NULL, lang);
        } else {
                return false;
        }
        fputs(text.data && !text.failed ? text.data : "", stdout);
        zb_buf_fini(&text);
        return true;
}

static int main_run(const struct zb_command *command, int argc, char **argv)
{
        char data[4096];
        struct zb_err err = {0};
        struct zb_args args = {.program = argv[0], .data_dir = find_data(data, sizeof data), .of = &zb_zhanban};
        if (zb_args_parse(command, argc - 1, argv + 1, &args, &err))
                return wrong_word(command, args.lang, &err);
        if (args.help) {
                zb_tell(stdout, &zb_zhanban, args.data_dir, command, args.lang);
                return 0;
        }
        int status = zb_guard(args.lang);
        if (status >= 0)
                return status;
        zb_interrupt_watch(args.lang);
        return command->run(&args);
}

int main(int argc, char **argv)
{
        enum zb_lang lang = zb_lang_of_environment();
        signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, said as such */
        signal(SIGXFSZ, SIG_IGN); /* so is a file grown too large */
        if (argc < 2) {
                put_program_help(zb_voice(), lang);
                return ZB_INPUT;
        }
        if (answer(argc, argv))
                return 0;
        const struct zb_command *command = zb_command_find(&zb_zhanban, argv[1]);
        return command ? main_run(command, argc, argv) : unknown_command(argv[1], lang);
}
