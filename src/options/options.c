/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a command line by the table of options; getopt_long does the splitting. */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 64, FIRST_VALUE = 256 /* of getopt_long, above every letter */ };

const struct zb_command *zb_command_find(const struct zb_program *program, const char *name)
{
        for (const struct zb_command *const *c = program->commands; *c; c++)
                if (strcmp((*c)->name, name) == 0)
                        return *c;
        return NULL;
}

bool zb_option_is_of(const struct zb_option *option, const struct zb_command *command)
{
        size_t len = strlen(command->name);
        for (const char *at = option->commands; (at = strstr(at, command->name)); at += len)
                if ((at == option->commands || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
                        return true;
        return false;
}

/* ---- the language ---- */

enum zb_lang zb_lang_of_environment(void)
{
        static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
        for (size_t i = 0; i < 3; i++) {
                enum zb_lang lang = ZB_EN;
                const char *value = getenv(names[i]);
                if (!value || !*value)
                        continue;
                for (size_t k = 0; k < zb_n_languages(); k++) {
                        const char *code = zb_language((enum zb_lang)k)->code;
                        if (strncmp(value, code, strlen(code)) == 0)
                                lang = (enum zb_lang)k;
                }
                return lang;
        }
        return ZB_EN;
}

enum zb_lang zb_lang_of_words(int argc, char **argv)
{
        for (int i = 1; i < argc; i++) {
                enum zb_lang lang;
                const char *value = NULL;
                if (strncmp(argv[i], "--lang=", 7) == 0)
                        value = argv[i] + 7;
                else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
                        value = argv[i + 1];
                if (value && zb_language_find(value, &lang))
                        return lang;
        }
        return zb_lang_of_environment();
}

/* ---- values ---- */

static enum zb_code wrong_number(const struct zb_option *o, const char *value, struct zb_err *err)
{
        char min[40], max[40];
        zb_num(min, o->min, 1);
        zb_num(max, o->max, 1);
        if (o->type == ZB_OPTION_PAIR)
                return zb_err_say(err, ZB_INPUT, value, "--%s wants two numbers with an x between them, %s to %s",
                                  o->name, min, max);
        if (o->type == ZB_OPTION_INT)
                return zb_err_say(err, ZB_INPUT, value, "--%s wants a whole number from %s to %s", o->name, min, max);
        return zb_err_say(err, ZB_INPUT, value, "--%s wants a number from %s to %s", o->name, min, max);
}

static bool options_number(const struct zb_option *o, const char *text, double *ret)
{
        return zb_parse_num(text, ret) && *ret >= o->min && *ret <= o->max;
}

/* "785x1780" */
static bool pair(const struct zb_option *o, const char *text, double *ret)
{
        char word[64];
        char *cross;
        if (strlen(text) >= sizeof word || !(cross = strchr(strcpy(word, text), 'x')))
                return false;
        *cross = '\0';
        return options_number(o, word, &ret[0]) && options_number(o, cross + 1, &ret[1]);
}

/* "deflate, lzw" and "none": what the sentence about a wrong choice is made of. */
static enum zb_code wrong_choice(const struct zb_option *o, const struct zb_choice *choices, const char *value,
                                 struct zb_err *err)
{
        char most[256] = "";
        size_t n = 0, len = 0;
        while (choices[n].name)
                n++;
        for (size_t i = 0; i + 1 < n && len < sizeof most; i++)
                len += (size_t)snprintf(most + len, sizeof most - len, "%s%s", i ? ", " : "", choices[i].name);
        return zb_err_say(err, ZB_INPUT, value, "--%s is %s or %s", o->name, most, choices[n - 1].name);
}

static bool is_among(const struct zb_choice *choices, const char *value)
{
        while (choices->name && strcmp(choices->name, value) != 0)
                choices++;
        return choices->name != NULL;
}

static enum zb_code take_lang(const struct zb_option *o, const char *value, enum zb_lang *ret, struct zb_err *err)
{
        struct zb_choice codes[MOST_OPTIONS] = {0};
        if (zb_language_find(value, ret))
                return ZB_OK;
        for (size_t i = 0; i < zb_n_languages() && i + 1 < MOST_OPTIONS; i++)
                codes[i].name = zb_language((enum zb_lang)i)->code;
        return wrong_choice(o, codes, value, err);
}

static enum zb_code add_word(const struct zb_option *o, const char *value, struct zb_values *words,
                             struct zb_err *err)
{
        if (words->n == ZB_MAX_VALUES)
                return zb_err_say(err, ZB_INPUT, value, "--%s may stand there at most %d times", o->name,
                                  ZB_MAX_VALUES);
        words->items[words->n++] = value;
        return ZB_OK;
}

static enum zb_code options_take(const struct zb_option *o, const char *value, struct zb_args *args,
                                 struct zb_err *err)
{
        void *place = (char *)args + o->place;
        double n;
        switch (o->type) {
        case ZB_OPTION_FLAG:
                *(bool *)place = true;
                return ZB_OK;
        case ZB_OPTION_INT:
                if (!options_number(o, value, &n) || n != (int)n)
                        return wrong_number(o, value, err);
                *(int *)place = (int)n;
                return ZB_OK;
        case ZB_OPTION_REAL:
                return options_number(o, value, place) ? ZB_OK : wrong_number(o, value, err);
        case ZB_OPTION_PAIR:
                return pair(o, value, place) ? ZB_OK : wrong_number(o, value, err);
        case ZB_OPTION_NAME:
                if (o->choices && !is_among(o->choices, value))
                        return wrong_choice(o, o->choices, value, err);
                *(const char **)place = value;
                return ZB_OK;
        case ZB_OPTION_FILE:
                *(const char **)place = value;
                return ZB_OK;
        case ZB_OPTION_NAMES:
        case ZB_OPTION_OUTPUTS:
                return add_word(o, value, place, err);
        case ZB_OPTION_LANG:
                return take_lang(o, value, place, err);
        }
        return ZB_OK;
}

/* ---- words ---- */

struct getopt_tables {
        const struct zb_option *rows[MOST_OPTIONS]; /* of longs[i] */
        struct option longs[MOST_OPTIONS + 1];
        char shorts[2 * MOST_OPTIONS + 2];
};

static void make_tables(const struct zb_command *command, struct getopt_tables *t)
{
        size_t n = 0;
        char *letter = t->shorts;
        *letter++ = ':';
        for (size_t i = 0; i < zb_n_options && n < MOST_OPTIONS; i++) {
                const struct zb_option *o = &zb_options[i];
                int wants = o->type == ZB_OPTION_FLAG ? no_argument : required_argument;
                if (!zb_option_is_of(o, command))
                        continue;
                if (o->letter) {
                        *letter++ = o->letter;
                        if (wants == required_argument)
                                *letter++ = ':';
                }
                t->rows[n] = o;
                t->longs[n] = (struct option){o->name, wants, NULL, FIRST_VALUE + (int)n};
                n++;
        }
        *letter = '\0';
        t->longs[n] = (struct option){0};
}

static const struct zb_option *row_of(const struct getopt_tables *t, int value)
{
        if (value >= FIRST_VALUE)
                return t->rows[value - FIRST_VALUE];
        size_t i = 0;
        while (t->rows[i]->letter != value)
                i++;
        return t->rows[i];
}

enum zb_code zb_args_parse(const struct zb_command *command, int argc, char **argv, struct zb_args *ret,
                           struct zb_err *err)
{
        struct getopt_tables tables;
        make_tables(command, &tables);
        ret->lang = zb_lang_of_words(argc, argv);
        optind = 0; /* glibc: begin anew */
        opterr = 0;
        for (int value; (value = getopt_long(argc, argv, tables.shorts, tables.longs, NULL)) != -1;) {
                const char *word = argv[optind - 1];
                if (value == '?')
                        return zb_err_say(err, ZB_INPUT, word, "no such option");
                if (value == ':')
                        return zb_err_say(err, ZB_INPUT, word, "this option wants a value");
                enum zb_code code = options_take(row_of(&tables, value), optarg, ret, err);
                if (code)
                        return code;
        }
        ret->operands = argv + optind;
        ret->n_operands = argc - optind;
        return ZB_OK;
}
