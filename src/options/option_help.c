/* SPDX-License-Identifier: Apache-2.0 */
/* What the table of options tells: --help for people, a list for scripts. */
#include "options.h"

#include <stdio.h>
#include <string.h>

#include "columns.h"

enum { LEFT_COLUMNS = 26 };

/* The nth that the value may be; its name is NULL at the end. */
static struct zb_choice choice(const struct zb_program *program, const struct zb_option *o, size_t n)
{
        const struct zb_choice *list = o->choices ? o->choices : program->lists[o->list];
        if (o->type == ZB_OPTION_LANG)
                return (struct zb_choice){n < zb_n_languages() ? zb_language((enum zb_lang)n)->code : NULL, {0}};
        return list ? list[n] : (struct zb_choice){0};
}

static void put_names(const struct zb_program *program, const struct zb_option *o, const char *between,
                      struct zb_buf *out)
{
        const char *name;
        for (size_t i = 0; (name = choice(program, o, i).name); i++) {
                zb_buf_puts(out, i ? between : "");
                zb_buf_puts(out, name);
        }
}

/* "offset, xiezhen (indoor inkjet)"; suffixes stand closer. */
static void put_choices(const struct zb_program *program, const struct zb_option *o, enum zb_lang lang,
                        struct zb_buf *out)
{
        struct zb_choice c;
        if (o->type == ZB_OPTION_OUTPUTS) {
                put_names(program, o, " ", out);
                return;
        }
        for (size_t i = 0; (c = choice(program, o, i)).name; i++) {
                const char *title = zb_msg_text(c.title, lang);
                zb_buf_puts(out, i ? zb_tr(lang, ZB_CTX("choices") ", ") : "");
                if (*title && strcmp(title, c.name) != 0)
                        zb_buf_printf(out, zb_tr(lang, ZB_CTX("choice") "%s (%s)"), c.name, title);
                else
                        zb_buf_puts(out, c.name);
        }
}

/* "FILE", "zh|en"; nothing for a flag. */
static void put_argument(const struct zb_program *program, const struct zb_option *o, struct zb_buf *out)
{
        if (o->argument)
                zb_buf_puts(out, o->argument);
        else
                put_names(program, o, "|", out);
}

/* "resolution, 10–600 (default 300; PNG 40)" */
static void put_help(const struct zb_program *program, const struct zb_option *o, enum zb_lang lang,
                     struct zb_buf *out)
{
        zb_buf_puts(out, zb_msg_text(o->help, lang));
        if (o->type == ZB_OPTION_INT || o->type == ZB_OPTION_REAL) {
                char min[40], max[40];
                zb_buf_printf(out, zb_tr(lang, ZB_CTX("range") ", %s–%s"), zb_num(min, o->min, 1),
                              zb_num(max, o->max, 1));
        }
        if (o->argument && choice(program, o, 0).name) {
                zb_buf_puts(out, zb_tr(lang, ZB_CTX("choices") ": "));
                put_choices(program, o, lang, out);
        }
        if (o->usual.packed)
                zb_buf_printf(out, zb_tr(lang, ZB_CTX("default") " (%s)"), zb_msg_text(o->usual, lang));
}

/* Two columns on a terminal. */
static void put_row(const char *indent, const char *left, const char *right, struct zb_buf *out)
{
        zb_buf_puts(out, indent);
        zb_put_left(out, left, LEFT_COLUMNS);
        zb_buf_printf(out, "  %s\n", right);
}

static void put_option(const struct zb_program *program, const struct zb_option *o, enum zb_lang lang,
                       struct zb_buf *out)
{
        struct zb_buf left = ZB_BUF_INIT, right = ZB_BUF_INIT;
        if (o->letter)
                zb_buf_printf(&left, "-%c, ", o->letter);
        else
                zb_buf_puts(&left, "    ");
        zb_buf_printf(&left, "--%s%s", o->name, o->type == ZB_OPTION_FLAG ? "" : " ");
        put_argument(program, o, &left);
        put_help(program, o, lang, &right);
        if (left.failed || right.failed)
                out->failed = true;
        else
                put_row("  ", left.data, right.data, out);
        zb_buf_fini(&left);
        zb_buf_fini(&right);
}

void zb_help_command(const struct zb_program *program, const struct zb_command *command, enum zb_lang lang,
                     struct zb_buf *out)
{
        zb_buf_printf(out, "%s  %s %s\n\n%s\n\n", zb_tr(lang, "usage:"), program->name,
                      zb_msg_text(command->usage, lang), zb_msg_text(command->summary, lang));
        for (size_t i = 0; i < zb_n_options; i++)
                if (zb_option_is_of(&zb_options[i], command))
                        put_option(program, &zb_options[i], lang, out);
        zb_buf_printf(out, "\n%s\n%s\n%s\n", zb_tr(lang, "examples:"), zb_msg_text(command->examples, lang),
                      zb_msg_text(program->statuses, lang));
}

void zb_tell_version(const struct zb_program *program, const struct zb_libraries *libraries, struct zb_buf *out)
{
        zb_buf_printf(out, "%s %s\n", program->name, ZB_VERSION);
        for (size_t i = 0; i < libraries->n; i++)
                zb_buf_printf(out, "  %s %s\n", libraries->items[i].name, libraries->items[i].version);
}

void zb_help_program(const struct zb_program *program, enum zb_lang lang, struct zb_buf *out)
{
        zb_buf_printf(out, zb_tr(lang, ZB_CTX("program") "%s %s: %s"), program->name, ZB_VERSION,
                      zb_msg_text(program->summary, lang));
        zb_buf_printf(out, "\n\n%s\n", zb_tr(lang, "usage:"));
        for (const struct zb_command *const *c = program->commands; *c; c++) {
                char indent[40];
                snprintf(indent, sizeof indent, "  %s ", program->name);
                put_row(indent, zb_msg_text((*c)->usage, lang), zb_msg_text((*c)->summary, lang), out);
        }
        zb_buf_printf(out, "\n%s\n", zb_tr(lang, "more: zhanban COMMAND --help"));
}

/* ---- for scripts ---- */

static const char *option_help_kind_of(const struct zb_option *o)
{
        static const char *const kinds[] = {
                [ZB_OPTION_FLAG] = "flag",  [ZB_OPTION_INT] = "number",     [ZB_OPTION_REAL] = "number",
                [ZB_OPTION_PAIR] = "pair",  [ZB_OPTION_NAME] = "name",      [ZB_OPTION_FILE] = "file",
                [ZB_OPTION_NAMES] = "name", [ZB_OPTION_OUTPUTS] = "output", [ZB_OPTION_LANG] = "name",
        };
        return kinds[o->type];
}

static void describe_option(const struct zb_program *program, const struct zb_option *o, enum zb_lang lang,
                            struct zb_buf *out)
{
        zb_buf_printf(out, "\t%s\t%.1s\t", o->name, &o->letter);
        put_argument(program, o, out);
        zb_buf_printf(out, "\t%s\t", option_help_kind_of(o));
        put_help(program, o, lang, out);
        zb_buf_puts(out, "\t");
        put_names(program, o, " ", out);
        zb_buf_puts(out, "\n");
}

void zb_describe(const struct zb_program *program, enum zb_lang lang, struct zb_buf *out)
{
        zb_buf_printf(out, "program\t%s\nstatuses\t%s\n", program->name, zb_msg_text(program->statuses, lang));
        for (const struct zb_command *const *c = program->commands; *c; c++) {
                const char *summary = zb_msg_text((*c)->summary, lang);
                zb_buf_printf(out, "command\t%s\t%s\t%.*s\n", (*c)->name, zb_msg_text((*c)->usage, lang),
                              (int)strcspn(summary, "\n"), summary);
                for (size_t i = 0; i < zb_n_options; i++)
                        if (zb_option_is_of(&zb_options[i], *c)) {
                                zb_buf_printf(out, "option\t%s", (*c)->name);
                                describe_option(program, &zb_options[i], lang, out);
                        }
        }
}
