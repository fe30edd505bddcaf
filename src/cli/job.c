/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, judging and reporting specs for the commands. */
#include <string.h>
#include <unistd.h>

#include "job.h"

int zb_session_open(const struct zb_args *args, struct zb_session *ret)
{
        struct zb_err err = {0};
        *ret = (struct zb_session){0};
        const struct zb_engine_options o = {
                .program = args->program, .data_dir = args->data_dir, .profile = args->profile};
        return zb_engine_open(&o, &ret->engine, &err) ? zb_complain(args, &err) : 0;
}

static void next_report(struct zb_session *s)
{
        if (s->n_reports++)
                zb_buf_puts(&s->json, ",\n");
}

int zb_session_job(const struct zb_args *args, struct zb_session *session, const char *spec,
                   struct zb_job **ret)
{
        struct zb_err err = {0};
        struct zb_faults faults;
        struct zb_arena *arena = zb_arena_new();
        const struct zb_job_options o = {.standard = args->standard, .process = args->process};
        *ret = NULL;
        zb_faults_init(&faults, arena);
        enum zb_code code = zb_job_open(session->engine, spec, &o, ret, &faults, &err);
        if (code) {
                if (faults.n)
                        zb_complain_faults(args, spec, &faults);
                else
                        zb_complain(args, &err);
                next_report(session);
                zb_fault_report_json(spec, &faults, &err, args->lang, &session->json, NULL);
        }
        zb_faults_fini(&faults);
        zb_arena_free(arena);
        return code;
}

/* The scene where it is wanted. */
static int write_scene(const struct zb_args *args, const struct zb_job *job)
{
        struct zb_err err = {0};
        struct zb_buf text = ZB_BUF_INIT;
        if (!args->scene)
                return 0;
        zb_job_print_scene(job, &text);
        int status = text.failed ? (zb_err_nomem(&err), zb_complain(args, &err))
                                 : zb_write_text(args, args->scene, &text);
        zb_buf_fini(&text);
        return status;
}

int zb_session_report(const struct zb_args *args, struct zb_session *session, const struct zb_job *job)
{
        struct zb_err err = {0};
        struct zb_buf text = ZB_BUF_INIT;
        bool json_there = args->json && strcmp(args->json, "-") == 0;
        int status = zb_job_fails(job, args->strict);
        next_report(session);
        if (zb_job_report_json(job, args->lang, args->strict, &session->json, &err) ||
            zb_job_report_text(job, args->lang, args->strict, isatty(STDOUT_FILENO), &text, &err))
                status = zb_complain(args, &err);
        else if (!args->quiet && !json_there)
                status = zb_worse(status, zb_write_text(args, "-", &text));
        zb_buf_fini(&text);
        return zb_worse(status, write_scene(args, job));
}

int zb_session_close(const struct zb_args *args, struct zb_session *session)
{
        int status = 0;
        if (args->json && session->n_reports) {
                struct zb_buf all = ZB_BUF_INIT;
                bool many = session->n_reports > 1;
                zb_buf_puts(&all, many ? "[\n" : "");
                zb_buf_put(&all, session->json.data, session->json.len);
                zb_buf_puts(&all, many ? "]\n" : "");
                struct zb_err err = {0};
                status = all.failed || session->json.failed ? (zb_err_nomem(&err), zb_complain(args, &err))
                                                            : zb_write_text(args, args->json, &all);
                zb_buf_fini(&all);
        }
        zb_buf_fini(&session->json);
        zb_engine_close(session->engine);
        return status;
}
