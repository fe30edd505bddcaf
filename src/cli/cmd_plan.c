/* SPDX-License-Identifier: Apache-2.0 */
/* zhanban plan: the room that a board has, before anything is drawn. Takes specs whose text is still to be
 * written. */
#include <string.h>
#include <unistd.h>

#include "job.h"

static int report(const struct zb_args *args, const struct zb_job *job, struct zb_buf *json)
{
        struct zb_err err = {0};
        struct zb_buf text = ZB_BUF_INIT;
        bool json_there = args->json && strcmp(args->json, "-") == 0;
        int status = zb_job_plan_fails(job, args->strict);
        if (zb_job_plan_json(job, args->lang, args->strict, json, &err) ||
            zb_job_plan_text(job, args->lang, args->strict, isatty(STDOUT_FILENO), &text, &err))
                status = zb_complain(args, &err);
        else if (!args->quiet && !json_there)
                status = zb_worse(status, zb_write_text(args, "-", &text));
        zb_buf_fini(&text);
        return status;
}

/* Faults are said on standard error and, where a JSON is wanted, in it. */
static int plan_one(const struct zb_args *args, struct zb_session *session, const char *spec)
{
        struct zb_err err = {0};
        struct zb_faults faults;
        struct zb_arena *arena = zb_arena_new();
        struct zb_job *job = NULL;
        struct zb_buf *json = zb_session_next(session);
        if (!json) {
                zb_arena_free(arena);
                return zb_err_nomem(&err), zb_complain(args, &err);
        }
        zb_faults_init(&faults, arena);
        int status = zb_job_plan(session->engine, spec, &session->options, &job, &faults, &err);
        if (!status) {
                status = report(args, job, json);
        } else {
                if (faults.n)
                        zb_complain_faults(args, spec, &faults);
                else
                        zb_complain(args, &err);
                zb_fault_report_json(spec, "spec", &faults, &err, args->lang, json, NULL);
        }
        zb_job_close(job);
        zb_faults_fini(&faults);
        zb_arena_free(arena);
        return status;
}

static int cmd_plan_run(const struct zb_args *args)
{
        struct zb_session session;
        if (args->n_operands != 1)
                return zb_wrong_call(args, &zb_command_plan);
        int status = zb_session_open(args, &session);
        if (status)
                return status;
        status = plan_one(args, &session, args->operands[0]);
        return zb_worse(status, zb_session_close(args, &session));
}

const struct zb_command zb_command_plan = {
        .name = "plan",
        .usage = ZB_N("plan SPEC"),
        .summary = ZB_N("what fits: room per section, what collides, what helps"),
        .examples = ZB_N("  zhanban plan board.json\n"
                         "  zhanban plan outline.json         headings and figures with \"text\" still empty: how "
                         "much to write\n"
                         "  zhanban plan board.json --json -\n"),
        .run = cmd_plan_run,
};
