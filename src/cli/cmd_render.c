/* SPDX-License-Identifier: Apache-2.0 */
/* zhanban render: a spec becomes files. A board with findings is rendered all the same, and the exit status
 * says so; a spec with faults is not. */
#include <sys/stat.h>

#include "job.h"

/* Outputs named with -o and after the spec; all names are looked at before any work begins. */
static int cmd_render_collect(struct zb_args *args)
{
        struct zb_err err = {0};
        if (args->n_operands < 1)
                return zb_wrong_call(args, &zb_command_render);
        for (int i = 1; i < args->n_operands && args->outputs.n < ZB_MAX_VALUES; i++)
                args->outputs.items[args->outputs.n++] = args->operands[i];
        if (!args->outputs.n) {
                zb_err_say(&err, ZB_INPUT, args->operands[0], "name an output with -o, for example -o board.pdf");
                return zb_complain(args, &err);
        }
        for (size_t i = 0; i < args->outputs.n; i++)
                if (zb_format_known(args->outputs.items[i], &err))
                        return zb_complain(args, &err);
        return 0;
}

/* "wrote board.tif (38.8 MB)": a million bytes, as disks and mail programs count. */
static void say_written(const struct zb_args *args, const char *path)
{
        struct stat st;
        char size[40] = "";
        bool file = stat(path, &st) == 0 && S_ISREG(st.st_mode);
        if (file)
                zb_num(size, (double)st.st_size / 1e6, st.st_size < 10000000 ? 2 : 1);
        fprintf(zb_voice(), zb_tr(args->lang, "wrote %s"), path);
        fprintf(zb_voice(), file ? " (%s MB)\n" : "%s\n", size);
}

static int render_all(const struct zb_args *args, const struct zb_session *session, struct zb_job *job)
{
        struct zb_err err = {0};
        struct zb_bar bar;
        zb_bar_start(&bar, args);
        const struct zb_render_options o = {.ppi = args->dpi,
                                            .threads = args->threads,
                                            .quality = args->quality,
                                            .compression = args->compression,
                                            .progress = &bar.progress};
        enum zb_code code = zb_job_render(job, args->outputs.items, args->outputs.n, &o, &err);
        zb_bar_end(&bar);
        if (code && zb_interrupted())
                zb_err_say(&err, code, NULL, "interrupted, no file was written.");
        if (code)
                return zb_complain(args, &err);
        for (size_t i = 0; i < args->outputs.n && !args->quiet; i++)
                say_written(args, args->outputs.items[i]);
        code = zb_job_judge_written(job, &session->options, args->outputs.items, args->outputs.n, &err);
        return code ? zb_complain(args, &err) : 0;
}

static int cmd_render_run(const struct zb_args *const_args)
{
        struct zb_args args = *const_args;
        struct zb_session session;
        struct zb_job *job;
        int status = cmd_render_collect(&args);
        if (status || (status = zb_session_open(&args, &session)))
                return status;
        status = zb_session_job(&args, &session, args.operands[0], &job);
        if (!status && !(status = render_all(&args, &session, job)))
                status = zb_session_report(&args, &session, job);
        zb_job_close(job);
        return zb_worse(status, zb_session_close(&args, &session));
}

const struct zb_command zb_command_render = {
        .name = "render",
        .usage = ZB_N("render SPEC -o FILE…"),
        .summary = ZB_N("compose a board, write print files, judge it"),
        .examples = ZB_N("  zhanban render board.json -o board.pdf\n"
                         "  zhanban render board.json -o board.pdf -o board.tif -o preview.png\n"),
        .run = cmd_render_run,
};
