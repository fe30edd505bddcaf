/* SPDX-License-Identifier: Apache-2.0 */
/* zhanban check: judges specs and finished files by the standard. Files are read by several zhanban-inspect
 * at once; reports come in the order in which the files were named. Specs, which take the whole machine
 * anyway, are composed one after the other. */
#include <stdlib.h>
#include <string.h>

#include "job.h"

/* One named file while it is on its way. */
struct item {
        bool spec;
        struct zb_job *job;
        enum zb_code code;
        struct zb_err err;
};

struct check {
        const struct zb_args *args;
        struct zb_session *session;
        struct item *items;
        struct zb_same *same;
        size_t *report_of; /* of the file that was added to `same` as number i */
        size_t n_same;
        struct zb_bar bar;
        int status;
};

/* On a worker: everything that files need, and of specs nothing. */
static enum zb_code cmd_check_work(void *ctx, int i, int thread, struct zb_err *err)
{
        struct check *c = ctx;
        struct item *item = &c->items[i];
        const char *path = c->args->operands[i];
        item->code = zb_file_is_spec(path, &item->spec, &item->err);
        if (!item->code && !item->spec)
                item->code = zb_job_open_file(c->session->engine, path, &c->session->options, &item->job, &item->err);
        return ZB_OK; /* a file's fault is no reason to leave the others */
}

static int cmd_check_compare(struct check *c, const struct zb_job *job)
{
        struct zb_err err = {0};
        if (zb_same_add(c->same, job, &err))
                return zb_complain(c->args, &err);
        c->report_of[c->n_same++] = c->session->n_reports - 1;
        return 0;
}

/* On the calling thread, in the order of the files. */
static enum zb_code done(void *ctx, int i, struct zb_err *err)
{
        struct check *c = ctx;
        struct item *item = &c->items[i];
        int status = 0;
        zb_bar_end(&c->bar);
        if (item->code)
                status = zb_session_refuse(c->args, c->session, c->args->operands[i], &item->err);
        else if (item->spec)
                status = zb_session_job(c->args, c->session, c->args->operands[i], &item->job);
        if (item->job) {
                status = zb_session_report(c->args, c->session, item->job);
                if (!item->spec)
                        status = zb_worse(status, cmd_check_compare(c, item->job));
        }
        zb_job_close(item->job);
        item->job = NULL;
        c->status = zb_worse(c->status, status);
        zb_tick(&c->bar.progress, ZB_MSG("checking"), (i + 1.0) / c->args->n_operands);
        return ZB_OK;
}

/* Sets the key "same" in a report that is text already: both are objects as the same writer lays them out. */
static bool add_same(struct check *c, size_t i)
{
        static const char end[] = "\n}\n";
        struct zb_buf *report = &c->session->reports[c->report_of[i]], more = ZB_BUF_INIT;
        struct zb_jout *doc = zb_jout_new();
        if (!doc)
                return false;
        zb_same_json(c->same, i, zb_jout_root(doc));
        bool ok = zb_jout_dump(doc, &more, NULL) == ZB_OK;
        size_t tail = sizeof end - 1;
        if (ok && more.len > 3 && report->len > tail && strcmp(report->data + report->len - tail, end) == 0) {
                report->len -= tail;
                zb_buf_puts(report, ",");
                zb_buf_puts(report, more.data + 1); /* without its brace */
        }
        zb_buf_fini(&more);
        zb_jout_free(doc);
        return ok;
}

static int say_same(struct check *c)
{
        struct zb_err err = {0};
        struct zb_buf text = ZB_BUF_INIT;
        bool json_there = c->args->json && strcmp(c->args->json, "-") == 0, ok = true;
        int status = 0;
        if (c->n_same < 2)
                return 0;
        for (size_t i = 0; i < c->n_same && ok; i++)
                ok = add_same(c, i);
        zb_buf_puts(&text, "\n");
        zb_same_text(c->same, c->args->lang, &text);
        if (c->args->html)
                zb_same_text(c->same, c->args->lang, &c->session->note);
        if (!ok || text.failed || c->session->note.failed)
                status = (zb_err_nomem(&err), zb_complain(c->args, &err));
        else if (!c->args->quiet && !json_there)
                status = zb_write_text(c->args, "-", &text);
        zb_buf_fini(&text);
        return status;
}

/* Finished files wait for their turn to be reported, so that a slow one before them keeps no worker idle. */
enum { AHEAD = 64 };

static int check_all(const struct zb_args *args, struct zb_session *session)
{
        struct zb_err err = {0};
        size_t n = (size_t)args->n_operands;
        struct check c = {.args = args,
                          .session = session,
                          .items = calloc(n, sizeof *c.items),
                          .report_of = calloc(n, sizeof *c.report_of),
                          .same = zb_same_new()};
        zb_bar_start(&c.bar, args);
        session->options.progress = n == 1 ? &c.bar.progress : NULL;
        session->options.threads = n == 1 ? args->threads : 1; /* many files have a thread each */
        enum zb_code code = c.items && c.report_of && c.same ? zb_pool_ordered(args->threads, args->n_operands, AHEAD,
                                                                               cmd_check_work, done, &c, &err)
                                                             : zb_err_nomem(&err);
        zb_bar_end(&c.bar);
        c.status = zb_worse(c.status, code ? zb_complain(args, &err) : say_same(&c));
        for (size_t i = 0; c.items && i < n; i++)
                zb_job_close(c.items[i].job);
        zb_same_free(c.same);
        free(c.items);
        free(c.report_of);
        return c.status;
}

/* A scene is a single spec's. */
static bool may_have_scene(const struct zb_args *args)
{
        struct zb_err err = {0};
        bool spec = true;
        if (args->n_operands > 1)
                zb_err_say(&err, ZB_INPUT, "--scene", "one scene at a time: name a single spec");
        else if (!zb_file_is_spec(args->operands[0], &spec, &err) && !spec)
                zb_err_say(&err, ZB_INPUT, "--scene", "only a spec has a scene to write");
        return err.code ? (zb_complain(args, &err), false) : true;
}

static int cmd_check_run(const struct zb_args *args)
{
        struct zb_session session;
        if (!args->n_operands)
                return zb_wrong_call(args, &zb_command_check);
        if (args->scene && !may_have_scene(args))
                return ZB_INPUT;
        int status = zb_session_open(args, &session);
        if (status)
                return status;
        status = check_all(args, &session);
        return zb_worse(status, zb_session_close(args, &session));
}

const struct zb_command zb_command_check = {
        .name = "check",
        .usage = ZB_N("check FILE…"),
        .summary = ZB_N("judge specs, or anybody's PDF, TIFF, JPEG, PSD, AI, by the standard"),
        .examples =
                ZB_N("  zhanban check board.json\n"
                     "  zhanban check board.pdf --html report.html\n"
                     "  zhanban check board.pdf board.tif board.psd    also says whether they show the same board\n"
                     "  zhanban check *.pdf --json report.json --waive \"text.count=agreed with the organiser\"\n"),
        .run = cmd_check_run,
};
