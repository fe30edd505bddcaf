/* SPDX-License-Identifier: Apache-2.0 */
/* options: the command lines of zhanban and zhanban-inspect as data. An option is one row of the table in option_rows.c, a
 * command one struct; parser, --help, manual pages and completions all follow from them. Nothing here prints or exits.
 *
 * Strings of zb_args are argv's own. ZB_INPUT: the word that is wrong is the error's place.
 *
 * ```c
 * static enum zb_code read_words(const struct zb_program *program, int argc, char **argv, struct zb_buf *help,
 *                                struct zb_err *err)
 * {
 *         struct zb_args args = {0};
 *         const struct zb_command *command = zb_command_find(program, argv[1]);
 *         if (!command)
 *                 return zb_err_say(err, ZB_INPUT, argv[1], "no such command");
 *         enum zb_code code = zb_args_parse(command, argc - 1, argv + 1, &args, err);
 *         if (!code && args.help)
 *                 zb_help_command(program, command, args.lang, help);
 *         return code;
 * }
 * ```
 */
#ifndef ZB_OPTIONS_H
#define ZB_OPTIONS_H

#include <stdbool.h>
#include "core.h"

/* ---- what a command line says ---- */

/* The values of an option that may be repeated. */
enum { ZB_MAX_VALUES = 64 };
struct zb_values {
        const char *items[ZB_MAX_VALUES];
        size_t n;
};

/* One member an option, of both programs; 0 or NULL: not given. */
struct zb_args {
        enum zb_lang lang; /* the environment's when not given */
        bool quiet, strict, help;
        const char *standard, *process, *profile, *json, *html, *scene;
        struct zb_values waives; /* "RULE=why" or a file */
        struct zb_values outputs;
        int memory_mb, seconds; /* limits of zhanban-inspect */
        int threads;
        double dpi;
        int quality;
        const char *compression;
        /* of zhanban-inspect alone */
        bool facts_only, prove;
        double view_ppi;
        double trim_mm[2], hidden_mm[2];
        /* not options */
        char **operands; /* what is left of argv */
        int n_operands;
        const char *program, *data_dir;
        const struct zb_program *of; /* whose command line it is */
};

/* ---- an option ---- */

/* With the type of its member of zb_args. */
enum zb_option_type {
        ZB_OPTION_FLAG,    /* bool; takes no value */
        ZB_OPTION_INT,     /* int, within min and max */
        ZB_OPTION_REAL,    /* double, within min and max */
        ZB_OPTION_PAIR,    /* double[2]: "785x1780", each within min and max */
        ZB_OPTION_NAME,    /* const char *; one of the choices, if the row has any */
        ZB_OPTION_FILE,    /* const char *, a file's name */
        ZB_OPTION_NAMES,   /* struct zb_values */
        ZB_OPTION_OUTPUTS, /* struct zb_values, names of files with the program's suffixes */
        ZB_OPTION_LANG     /* enum zb_lang, by its code */
};

/* What is found when the program runs, and is listed, not enforced. */
enum zb_list { ZB_NO_LIST, ZB_LIST_SUFFIXES, ZB_LIST_STANDARDS, ZB_LIST_PROCESSES, ZB_N_LISTS };

struct zb_option {
        const char *name;     /* without its dashes */
        char letter;          /* '\0': none */
        const char *argument; /* what the help calls the value; NULL: a flag, or the choices themselves */
        enum zb_option_type type;
        double min, max;
        const struct zb_choice *choices;
        enum zb_list list;
        struct zb_msg usual;  /* "default 92" */
        size_t place;         /* offset of its member in zb_args */
        const char *commands; /* names, a blank between two */
        struct zb_msg help;   /* a phrase; range, choices and default follow it of themselves */
};
extern const struct zb_option zb_options[];
extern const size_t zb_n_options;

/* ---- a command, a program ---- */

struct zb_command {
        const char *name;                       /* of a program that is its only command: the program's */
        struct zb_msg usage;                    /* "render SPEC -o FILE…" */
        struct zb_msg summary;                  /* one line */
        struct zb_msg examples;                 /* lines of the help's end */
        int (*run)(const struct zb_args *args); /* exit status */
};

struct zb_program {
        const char *name;
        struct zb_msg summary;
        struct zb_msg statuses;                    /* what its exit statuses mean */
        const struct zb_command *const *commands;  /* NULL-terminated */
        const struct zb_choice *lists[ZB_N_LISTS]; /* NULL: not known, not told */
};

/* NULL when there is none. */
const struct zb_command *zb_command_find(const struct zb_program *program, const char *name);
bool zb_option_is_of(const struct zb_option *option, const struct zb_command *command);

/* ---- reading ---- */

/* Chinese or English, or any other language that has a catalogue, by LC_ALL, LC_MESSAGES, LANG; and by --lang if argv has
 * it anywhere: complaints about the other options want a language too. */
enum zb_lang zb_lang_of_environment(void);
enum zb_lang zb_lang_of_words(int argc, char **argv);

/* argv[0] is passed over. */
enum zb_code zb_args_parse(const struct zb_command *command, int argc, char **argv, struct zb_args *ret,
                           struct zb_err *err);

/* ---- telling ---- */

/* Name and version, and the libraries, a line each. */
void zb_tell_version(const struct zb_program *program, const struct zb_libraries *libraries, struct zb_buf *out);

void zb_help_program(const struct zb_program *program, enum zb_lang lang, struct zb_buf *out);
void zb_help_command(const struct zb_program *program, const struct zb_command *command, enum zb_lang lang,
                     struct zb_buf *out);

/* All of it for scripts, which make the manual pages and the completions: a line a thing, its fields parted by tabs.
 *   program  NAME
 *   statuses SENTENCE
 *   command  NAME USAGE SUMMARY                             the summary's first line
 *   option  COMMAND NAME LETTER ARGUMENT KIND HELP CHOICES    KIND: flag number pair name file output; choices parted by
 *                                                             blanks, of an output its suffixes */
void zb_describe(const struct zb_program *program, enum zb_lang lang, struct zb_buf *out);

#endif
