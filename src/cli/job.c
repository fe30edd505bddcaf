/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, judging and reporting specs for the commands. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "job.h"

/* Pixels per inch of a page's picture: a caption's marks are still told apart. */
#define VIEW_PPI 60

static enum zb_code take_waivers(const struct zb_args *args, struct zb_session *s, struct zb_err *err)
{
        enum { MOST = 1000 };
        if (!args->waives.n)
                return ZB_OK;
        struct zb_waive *list = zb_arena_array(s->arena, MOST, sizeof *list);
        size_t n = 0;
        enum zb_code code = list ? ZB_OK : zb_err_nomem(err);
        for (size_t i = 0; !code && i < args->waives.n; i++)
                code = zb_waivers_add(args->waives.items[i], s->arena, list, MOST, &n, err);
        s->options.waivers = list;
        s->options.n_waivers = n;
        return code;
}

int zb_session_open(const struct zb_args *args, struct zb_session *ret)
{
        struct zb_err err = {0};
        *ret = (struct zb_session){.arena = zb_arena_new(),
                                   .options = {.standard = args->standard,
                                               .process = args->process,
                                               .render_ppi = args->dpi,
                                               .memory_mb = args->memory_mb,
                                               .seconds = args->seconds,
                                               .view_ppi = args->html ? VIEW_PPI : 0}};
        const struct zb_engine_options o = {
                .program = args->program, .data_dir = args->data_dir, .profile = args->profile};
        enum zb_code code = ret->arena ? take_waivers(args, ret, &err) : zb_err_nomem(&err);
        if (!code)
                code = zb_engine_open(&o, &ret->engine, &err);
        if (!code)
                code = zb_engine_names(ret->engine, args->standard, args->process, &err);
        if (code) {
                zb_engine_close(ret->engine);
                zb_arena_free(ret->arena);
                zb_complain(args, &err);
        }
        return code;
}

struct zb_buf *zb_session_next(struct zb_session *s)
{
        if (s->n_reports == s->cap) {
                size_t cap = s->cap ? 2 * s->cap : 8;
                struct zb_buf *reports = realloc(s->reports, cap * sizeof *reports);
                if (!reports)
                        return NULL;
                s->reports = reports;
                s->cap = cap;
        }
        s->reports[s->n_reports] = (struct zb_buf)ZB_BUF_INIT;
        return &s->reports[s->n_reports++];
}

int zb_session_job(const struct zb_args *args, struct zb_session *session, const char *spec, struct zb_job **ret)
{
        struct zb_err err = {0};
        struct zb_faults faults;
        struct zb_arena *arena = zb_arena_new();
        *ret = NULL;
        zb_faults_init(&faults, arena);
        enum zb_code code = zb_job_open(session->engine, spec, &session->options, ret, &faults, &err);
        if (code) {
                struct zb_buf *json = zb_session_next(session);
                if (faults.n)
                        zb_complain_faults(args, spec, &faults);
                else
                        zb_complain(args, &err);
                if (json)
                        zb_fault_report_json(spec, "spec", &faults, &err, args->lang, json, NULL);
        }
        zb_faults_fini(&faults);
        zb_arena_free(arena);
        return code;
}

int zb_session_refuse(const struct zb_args *args, struct zb_session *session, const char *file,
                      const struct zb_err *err)
{
        const struct zb_faults none = {0};
        struct zb_buf *json = zb_session_next(session);
        if (json)
                zb_fault_report_json(file, NULL, &none, err, args->lang, json, NULL);
        return zb_complain(args, err);
}

/* The scene where it is wanted. */
static int write_scene(const struct zb_args *args, const struct zb_job *job)
{
        struct zb_err err = {0};
        struct zb_buf text = ZB_BUF_INIT;
        if (!args->scene)
                return 0;
        zb_job_print_scene(job, &text);
        int status =
                text.failed ? (zb_err_nomem(&err), zb_complain(args, &err)) : zb_write_text(args, args->scene, &text);
        zb_buf_fini(&text);
        return status;
}

static enum zb_code report_all(const struct zb_args *args, struct zb_session *session, const struct zb_job *job,
                               struct zb_buf *text, struct zb_err *err)
{
        struct zb_buf *json = zb_session_next(session);
        if (!json)
                return zb_err_nomem(err);
        enum zb_code code = zb_job_report_json(job, args->lang, args->strict, json, err);
        if (!code)
                code = zb_job_report_text(job, args->lang, args->strict, isatty(STDOUT_FILENO), text, err);
        if (!code && args->html) {
                code = zb_job_report_html(job, args->lang, args->strict, VIEW_PPI, &session->html, err);
                session->n_boards++;
        }
        return code;
}

int zb_session_report(const struct zb_args *args, struct zb_session *session, const struct zb_job *job)
{
        struct zb_err err = {0};
        struct zb_buf text = ZB_BUF_INIT;
        bool json_there = args->json && strcmp(args->json, "-") == 0;
        int status = zb_job_fails(job, args->strict);
        if (report_all(args, session, job, &text, &err))
                status = zb_complain(args, &err);
        else if (!args->quiet && !json_there)
                status = zb_worse(status, zb_write_text(args, "-", &text));
        zb_buf_fini(&text);
        return zb_worse(status, write_scene(args, job));
}

/* The JSON of all files: one as it is, several as an array. */
static int write_json(const struct zb_args *args, const struct zb_session *session)
{
        struct zb_err err = {0};
        struct zb_buf all = ZB_BUF_INIT;
        bool many = session->n_reports > 1, failed = false;
        zb_buf_puts(&all, many ? "[\n" : "");
        for (size_t i = 0; i < session->n_reports; i++) {
                const struct zb_buf *report = &session->reports[i];
                failed |= report->failed;
                zb_buf_puts(&all, i ? ",\n" : "");
                zb_buf_put(&all, report->data, report->len);
        }
        zb_buf_puts(&all, many ? "]\n" : "");
        int status = failed || all.failed ? (zb_err_nomem(&err), zb_complain(args, &err))
                                          : zb_write_text(args, args->json, &all);
        zb_buf_fini(&all);
        return status;
}

static int write_html(const struct zb_args *args, const struct zb_session *session)
{
        struct zb_err err = {0};
        struct zb_buf page = ZB_BUF_INIT;
        enum zb_code code = zb_html_page(session->engine, args->lang, session->note.data, &session->html,
                                         session->n_boards, &page, &err);
        int status = code ? zb_complain(args, &err) : zb_write_text(args, args->html, &page);
        zb_buf_fini(&page);
        return status;
}

int zb_session_close(const struct zb_args *args, struct zb_session *session)
{
        int status = 0;
        if (args->json && session->n_reports)
                status = write_json(args, session);
        if (args->html && session->n_boards)
                status = zb_worse(status, write_html(args, session));
        for (size_t i = 0; i < session->n_reports; i++)
                zb_buf_fini(&session->reports[i]);
        free(session->reports);
        zb_buf_fini(&session->html);
        zb_buf_fini(&session->note);
        zb_engine_close(session->engine);
        zb_arena_free(session->arena);
        return status;
}
