/* SPDX-License-Identifier: Apache-2.0 */
/* What the program tells of itself: help with what is found where it runs. */
#include "cli.h"

/* Appends to out; the lists live as long as the arena. */
static void tell(const struct zb_program *of, const char *data_dir, const struct zb_command *command,
                 enum zb_lang lang, struct zb_buf *out)
{
        struct zb_program program = *of;
        struct zb_arena *arena = zb_arena_new();
        if (arena) {
                program.lists[ZB_LIST_SUFFIXES] = zb_suffix_choices(arena);
                program.lists[ZB_LIST_STANDARDS] = zb_data_choices(data_dir, false, arena);
                program.lists[ZB_LIST_PROCESSES] = zb_data_choices(data_dir, true, arena);
        }
        if (command)
                zb_help_command(&program, command, lang, out);
        else
                zb_describe(&program, lang, out);
        zb_arena_free(arena);
}

void zb_tell(FILE *to, const struct zb_program *of, const char *data_dir, const struct zb_command *command,
             enum zb_lang lang)
{
        struct zb_buf text = ZB_BUF_INIT;
        tell(of, data_dir, command, lang, &text);
        fputs(text.failed ? "" : text.data, to);
        zb_buf_fini(&text);
}
