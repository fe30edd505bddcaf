/* SPDX-License-Identifier: Apache-2.0 */
/* cli: argv → engine calls. Besides serve the only room that prints or exits. A command is one file that ends
 * in one struct and stands in the table of commands.c; its options are rows of the room `options`.
 *
 * Functions that return an int return the exit status, after having said what is wrong.
 *
 * ```c
 * static int with_bar(const struct zb_args *args, enum zb_code (*work)(const struct zb_progress *, struct zb_err *))
 * {
 *         struct zb_bar bar;
 *         struct zb_err err = {0};
 *         zb_bar_start(&bar, args);
 *         enum zb_code code = work(&bar.progress, &err);
 *         zb_bar_end(&bar);
 *         return code ? zb_complain(args, &err) : 0;
 * }
 * ```
 */
#ifndef ZB_CLI_H
#define ZB_CLI_H

#include <stdio.h>
#include "options.h"
#include "zhanban.h"

/* Table of the commands, NULL-terminated, and what else the help tells of the program. */
extern const struct zb_command zb_command_new, zb_command_plan, zb_command_render, zb_command_check;
extern const struct zb_program zb_zhanban;

/* A command's help, with the standards and processes of data_dir; command NULL: all of them, for scripts. */
void zb_tell(FILE *to, const struct zb_program *of, const char *data_dir, const struct zb_command *command,
             enum zb_lang lang);
/* The command's help on standard error; the exit status of a wrong call. */
int zb_wrong_call(const struct zb_args *args, const struct zb_command *command);

/* Parts in two: returns -1 in the process that is to do the work, and in the one that has stood by until its end the exit
 * status, after having said in one sentence, in `lang`, if it broke down. */
int zb_guard(enum zb_lang lang);
/* Standard error, which libraries do not get. */
FILE *zb_voice(void);
int zb_voice_fd(void);

/* "zhanban: place: sentence" on standard error; returns err->code as exit status. */
int zb_complain(const struct zb_args *args, const struct zb_err *err);
/* A word of the command line or the name of a file, without what a terminal would obey; long ones are cut. */
enum { ZB_SHOWN = 512 };
const char *zb_shown(char buf[ZB_SHOWN], const char *word);
/* Every fault of a spec, a line each: "place: sentence". */
void zb_complain_faults(const struct zb_args *args, const char *file, const struct zb_faults *faults);

/* A progress bar on standard error, only on a terminal, only for work of over a second. Between start and end an
 * interruption (Ctrl-C, SIGTERM, SIGHUP) asks the work to stop, so that it can clear up after itself; a second one ends
 * the program at once. */
struct zb_bar {
        const struct zb_args *args;
        double started, drawn;
        bool shown, visible;
        struct zb_progress progress;
};
void zb_bar_start(struct zb_bar *bar, const struct zb_args *args);
void zb_bar_end(struct zb_bar *bar); /* clears the line */

/* Says in one sentence that the program was interrupted, wherever that happens. */
void zb_interrupt_watch(enum zb_lang lang);
bool zb_interrupted(void);

/* Writes text to a file, or to standard output for "-". */
int zb_write_text(const struct zb_args *args, const char *path, const struct zb_buf *text);

#endif
