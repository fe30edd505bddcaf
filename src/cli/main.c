/* SPDX-License-Identifier: Apache-2.0 */
/* The program's entry: finds the command and its data, and turns what it returns into an exit status. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

const struct zb_command *const zb_commands[] = {&zb_command_new, &zb_command_plan, &zb_command_render, &zb_command_check, NULL};

/* layouts/ and fonts/: $ZHANBAN_DATA, else ../share/zhanban beside an installed program, else the source tree
 * that the program was built from. */
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
        return ZB_SOURCE_DATA_DIR;
}

static const struct zb_command *find_command(const char *name)
{
        for (const struct zb_command *const *c = zb_commands; *c; c++)
                if (strcmp((*c)->name, name) == 0)
                        return *c;
        return NULL;
}

static int unknown_command(const char *name, enum zb_lang lang)
{
        const char *names[16] = {0};
        for (size_t i = 0; zb_commands[i] && i < 15; i++)
                names[i] = zb_commands[i]->name;
        const char *near = zb_did_you_mean(name, names);
        char buf[ZB_SHOWN];
        fprintf(zb_voice(), lang == ZB_ZH ? "zhanban: %s: 没有这个命令" : "zhanban: %s: no such command", zb_shown(buf, name));
        if (near)
                fprintf(zb_voice(), lang == ZB_ZH ? "；是不是 %s？" : "; did you mean %s?", near);
        fprintf(zb_voice(), "\n\n");
        zb_help_program(zb_voice(), lang);
        return ZB_INPUT;
}

int main(int argc, char **argv)
{
        char data[4096];
        enum zb_lang lang = zb_lang_of_environment();
        signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, said as such */
        signal(SIGXFSZ, SIG_IGN); /* so is a file grown too large */
        if (argc < 2) {
                zb_help_program(zb_voice(), lang);
                return ZB_INPUT;
        }
        if (strcmp(argv[1], "--version") == 0) {
                printf("zhanban %s\n", ZB_VERSION);
                return 0;
        }
        if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
                for (int i = 2; i + 1 < argc; i++)
                        if (strcmp(argv[i], "--lang") == 0)
                                lang = strcmp(argv[i + 1], "zh") == 0 ? ZB_ZH : ZB_EN;
                zb_help_program(stdout, lang);
                return 0;
        }
        const struct zb_command *command = find_command(argv[1]);
        if (!command)
                return unknown_command(argv[1], lang);
        struct zb_args args = {.program = argv[0], .data_dir = find_data(data, sizeof data)};
        int status = zb_args_parse(argc - 1, argv + 1, command, &args);
        if (status)
                return status;
        if (args.help) {
                zb_help_command(stdout, command, args.lang);
                return 0;
        }
        status = zb_guard(args.lang);
        if (status >= 0)
                return status;
        zb_interrupt_watch(args.lang);
        return command->run(&args);
}
