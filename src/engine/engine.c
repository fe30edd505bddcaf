/* SPDX-License-Identifier: Apache-2.0 */
/* The whole way of a board: spec → board → scene → facts → findings, and scene → files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine_priv.h"
#include "plan_report.h"
#include "report.h"
#include "write.h"

#define OWN_PROFILE "layouts/profiles/zhanban-coated.icc"

enum zb_code zb_engine_open(const struct zb_engine_options *options, struct zb_engine **ret, struct zb_err *err)
{
        struct zb_arena *arena = zb_arena_new();
        struct zb_engine *z = arena ? zb_arena_alloc(arena, sizeof *z) : NULL;
        if (!z) {
                zb_arena_free(arena);
                return zb_err_nomem(err);
        }
        z->arena = arena;
        z->data_dir = zb_arena_strdup(arena, options->data_dir);
        z->layouts_dir = zb_arena_printf(arena, "%s/layouts", options->data_dir);
        z->profile_path = options->profile ? zb_arena_strdup(arena, options->profile)
                                           : zb_arena_printf(arena, "%s/%s", options->data_dir, OWN_PROFILE);
        z->inspector = zb_arena_strdup(arena, options->inspector);
        z->program = zb_arena_strdup(arena, options->program ? options->program : "zhanban");
        pthread_mutex_init(&z->opening, NULL);
        enum zb_code code = zb_arena_failed(arena) ? zb_err_nomem(err) : ZB_OK;
        if (code || (code = zb_profile_open(z->profile_path, &z->profile, err))) {
                zb_engine_close(z);
                return code;
        }
        *ret = z;
        return ZB_OK;
}

enum zb_code zb_engine_ready(struct zb_engine *z, struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        pthread_mutex_lock(&z->opening);
        if (!z->pictures) {
                code = zb_picture_init(z->program, err);
                z->pictures = !code;
        }
        if (!code && !z->fonts) {
                char *dir = zb_arena_printf(z->arena, "%s/fonts", z->data_dir);
                code = dir ? zb_fonts_open(dir, &z->fonts, err) : zb_err_nomem(err);
        }
        if (!code && !z->themes)
                code = zb_theme_names(z->layouts_dir, z->arena, &z->themes, err);
        pthread_mutex_unlock(&z->opening);
        return code;
}

enum zb_code zb_engine_names(const struct zb_engine *engine, const char *standard, const char *process,
                             struct zb_err *err)
{
        struct zb_standard *s = NULL;
        struct zb_process *p = NULL;
        enum zb_code code = standard ? zb_standard_load(engine->layouts_dir, standard, &s, err) : ZB_OK;
        if (code)
                snprintf(err->place, sizeof err->place, "--standard");
        else if (process && (code = zb_process_load(engine->layouts_dir, process, &p, err)))
                snprintf(err->place, sizeof err->place, "--process");
        zb_standard_free(s);
        zb_process_free(p);
        return code;
}

void zb_engine_close(struct zb_engine *engine)
{
        if (!engine)
                return;
        zb_fonts_free(engine->fonts);
        zb_profile_free(engine->profile);
        if (engine->pictures)
                zb_picture_fini();
        pthread_mutex_destroy(&engine->opening);
        zb_arena_free(engine->arena);
}

/* What the spec (or an option) names and layouts/ has not is a fault of that key, beside the spec's others.
 */
static enum zb_code name_fault(struct zb_faults *faults, const char *place, struct zb_err *err)
{
        if (err->code == ZB_WORK)
                return ZB_WORK; /* nobody's fault */
        zb_faults_say(faults, place, "%s", err->packed);
        snprintf(err->place, sizeof err->place, "%s", place);
        return err->code;
}

static enum zb_code load_layouts(struct zb_job *job, const struct zb_job_options *o, struct zb_faults *faults,
                                 struct zb_err *err)
{
        const char *layouts = job->engine->layouts_dir;
        const struct zb_spec *b = job->board;
        if (zb_standard_load(layouts, o->standard ? o->standard : b->standard, &job->standard, err))
                return name_fault(faults, o->standard ? "--standard" : "/standard", err);
        if (job->standard->width_mm > 0 && b->width_mm > 0) {
                zb_err_say(err, ZB_INPUT, "/size",
                           "this standard fixes the size: drop it; a free size goes with feature-board");
                return name_fault(faults, "/size", err);
        }
        if (zb_process_load(layouts, o->process ? o->process : b->process, &job->process, err))
                return name_fault(faults, o->process ? "--process" : "/process", err);
        if (zb_theme_load(layouts, b->dir, b->theme, &job->theme, err))
                return name_fault(faults, "/theme", err);
        return ZB_OK;
}

enum zb_code zb_job_judge(struct zb_job *job, const struct zb_job_options *options, struct zb_err *err)
{
        const struct zb_spec *b = job->board;
        size_t n_own = b ? b->n_waivers : 0, n = 0;
        struct zb_rule_waiver *waivers = calloc(n_own + options->n_waivers + 1, sizeof *waivers);
        if (!waivers)
                return zb_err_nomem(err);
        for (size_t i = 0; i < n_own; i++)
                waivers[n++] = (struct zb_rule_waiver){b->waivers[i].rule, b->waivers[i].why, false};
        for (size_t i = 0; i < options->n_waivers; i++)
                waivers[n++] = (struct zb_rule_waiver){options->waivers[i].rule, options->waivers[i].why, true};
        enum zb_code code = zb_rules_run(job->facts, job->standard, job->process, waivers, n, &job->findings, err);
        free(waivers);
        return code;
}

static struct zb_compose_options compose_options(const struct zb_job *job)
{
        return (struct zb_compose_options){.standard = job->standard,
                                           .process = job->process,
                                           .theme = &job->theme,
                                           .fonts = job->engine->fonts,
                                           .profile = job->engine->profile,
                                           .layouts_dir = job->engine->layouts_dir};
}

static enum zb_code engine_measure(struct zb_job *job, const struct zb_scene *scene,
                                   const struct zb_job_options *options, struct zb_err *err)
{
        const struct zb_measure_options o = {.profile = job->engine->profile,
                                             .max_total = job->process->total_ink_max,
                                             .ppi = options->render_ppi};
        return zb_measure(scene, job->board, &o, &job->facts, err);
}

static enum zb_code compose(struct zb_job *job, const struct zb_job_options *options, struct zb_faults *faults,
                            struct zb_err *err)
{
        enum zb_code code = load_layouts(job, options, faults, err);
        const struct zb_compose_options o = compose_options(job);
        return code ? code : zb_compose(job->board, &o, &job->scene, err);
}

enum zb_code zb_job_open(struct zb_engine *engine, const char *spec, const struct zb_job_options *options,
                         struct zb_job **ret, struct zb_faults *faults, struct zb_err *err)
{
        struct zb_job *job = calloc(1, sizeof *job);
        if (!job)
                return zb_err_nomem(err);
        job->engine = engine;
        enum zb_code code = zb_engine_ready(engine, err);
        if (!code)
                code = zb_spec_load_early(spec, engine->themes, &job->board, faults, err);
        if (!code) {
                code = compose(job, options, faults, err);
                struct zb_err why = {0};
                enum zb_code proven = zb_spec_proven(job->board, faults, &why);
                if (proven && (!code || code == ZB_INPUT)) {
                        code = proven;
                        *err = why;
                }
        }
        if (!code)
                code = engine_measure(job, job->scene, options, err);
        if (!code)
                code = zb_job_judge(job, options, err);
        if (code) {
                zb_job_close(job);
                return code;
        }
        job->facts->file = job->board->file;
        *ret = job;
        return ZB_OK;
}

void zb_job_close(struct zb_job *job)
{
        if (!job)
                return;
        zb_findings_free(job->findings);
        zb_facts_free(job->facts);
        zb_plan_free(job->plan);
        zb_scene_free(job->scene);
        zb_process_free(job->process);
        zb_standard_free(job->standard);
        zb_spec_free(job->board);
        free(job);
}

/* ---- plans ---- */

enum zb_code zb_job_plan(struct zb_engine *engine, const char *spec, const struct zb_job_options *options,
                         struct zb_job **ret, struct zb_faults *faults, struct zb_err *err)
{
        struct zb_job *job = calloc(1, sizeof *job);
        if (!job)
                return zb_err_nomem(err);
        job->engine = engine;
        enum zb_code code = zb_engine_ready(engine, err);
        if (!code)
                code = zb_spec_load_draft(spec, engine->themes, &job->board, faults, err);
        if (!code)
                code = load_layouts(job, options, faults, err);
        if (!code) {
                const struct zb_compose_options o = compose_options(job);
                code = zb_plan_board(job->board, &o, &job->plan, err);
        }
        if (!code)
                code = engine_measure(job, job->plan->scene, options, err);
        if (code) {
                zb_job_close(job);
                return code;
        }
        *ret = job;
        return ZB_OK;
}

static struct zb_plan_report plan_report(const struct zb_job *job, enum zb_lang lang, bool strict, bool colour)
{
        return (struct zb_plan_report){.version = ZB_VERSION,
                                       .file = job->board->file,
                                       .plan = job->plan,
                                       .facts = job->facts,
                                       .standard = job->standard,
                                       .lang = lang,
                                       .strict = strict,
                                       .colour = colour};
}

enum zb_code zb_job_plan_text(const struct zb_job *job, enum zb_lang lang, bool strict, bool colour,
                              struct zb_buf *out, struct zb_err *err)
{
        const struct zb_plan_report report = plan_report(job, lang, strict, colour);
        return zb_plan_text(&report, out, err);
}

enum zb_code zb_job_plan_json(const struct zb_job *job, enum zb_lang lang, bool strict, struct zb_buf *out,
                              struct zb_err *err)
{
        const struct zb_plan_report report = plan_report(job, lang, strict, false);
        return zb_plan_json(&report, out, err);
}

bool zb_job_plan_fails(const struct zb_job *job, bool strict)
{
        const struct zb_plan_report report = plan_report(job, ZB_EN, strict, false);
        return zb_plan_fails(&report);
}

/* ---- files ---- */

enum zb_code zb_job_render(const struct zb_job *job, const char *const *paths, size_t n,
                           const struct zb_render_options *options, struct zb_err *err)
{
        struct zb_output *outputs = calloc(n + 1, sizeof *outputs);
        enum zb_code code = outputs ? ZB_OK : zb_err_nomem(err);
        for (size_t i = 0; i < n && !code; i++) {
                outputs[i] = (struct zb_output){zb_format_of_name(paths[i]), paths[i]};
                code = zb_format_known(paths[i], err);
        }
        const struct zb_write_options o = {.profile = job->engine->profile,
                                           .ppi = options->ppi,
                                           .max_total = job->process->total_ink_max,
                                           .threads = options->threads,
                                           .quality = options->quality,
                                           .compression = options->compression,
                                           .progress = options->progress};
        if (!code)
                code = zb_write(job->scene, outputs, n, &o, err);
        free(outputs);
        return code;
}

static enum zb_kind engine_kind_of(const char *path)
{
        const struct zb_format *format = zb_format_of_name(path);
        enum zb_kind kind = 0;
        while (kind < ZB_N_KINDS && !(format && format->kind && strcmp(zb_kind_names[kind], format->kind) == 0))
                kind++;
        return kind;
}

enum zb_code zb_job_judge_written(struct zb_job *job, const struct zb_job_options *options, const char *const *paths,
                                  size_t n, struct zb_err *err)
{
        struct zb_facts *facts = job->facts;
        struct zb_fact_output *outputs = zb_arena_array(facts->arena, n + 1, sizeof *outputs);
        if (!outputs)
                return zb_err_nomem(err);
        facts->outputs = outputs;
        facts->n_outputs = 0;
        for (size_t i = 0; i < n; i++) {
                struct stat st;
                enum zb_kind kind = engine_kind_of(paths[i]);
                if (kind != ZB_N_KINDS && stat(paths[i], &st) == 0 && S_ISREG(st.st_mode)) /* not a pipe */
                        outputs[facts->n_outputs++] = (struct zb_fact_output){paths[i], kind, (double)st.st_size};
        }
        struct zb_findings *before = job->findings;
        enum zb_code code = zb_job_judge(job, options, err);
        if (!code)
                zb_findings_free(before);
        return code;
}

/* ---- reports ---- */

struct zb_report zb_job_report(const struct zb_job *job, enum zb_lang lang, bool strict, bool colour)
{
        return (struct zb_report){.facts = job->facts,
                                  .findings = job->findings,
                                  .standard = job->standard,
                                  .process = job->process,
                                  .version = ZB_VERSION,
                                  .strict = strict,
                                  .lang = lang,
                                  .colour = colour};
}

enum zb_code zb_job_report_text(const struct zb_job *job, enum zb_lang lang, bool strict, bool colour,
                                struct zb_buf *out, struct zb_err *err)
{
        const struct zb_report report = zb_job_report(job, lang, strict, colour);
        return zb_report_text(&report, out, err);
}

enum zb_code zb_job_report_json(const struct zb_job *job, enum zb_lang lang, bool strict, struct zb_buf *out,
                                struct zb_err *err)
{
        const struct zb_report report = zb_job_report(job, lang, strict, false);
        return zb_report_json(&report, out, err);
}

bool zb_job_fails(const struct zb_job *job, bool strict)
{
        return zb_findings_verdict(job->findings, strict) == ZB_FAIL;
}

void zb_job_print_scene(const struct zb_job *job, struct zb_buf *out)
{
        zb_scene_print(job->scene, out);
}

enum zb_code zb_fault_report_json(const char *file, const char *kind, const struct zb_faults *faults,
                                  const struct zb_err *cause, enum zb_lang lang, struct zb_buf *out,
                                  struct zb_err *err)
{
        char text[ZB_MSG_MAX];
        struct zb_jout *doc = zb_jout_new();
        if (!doc)
                return zb_err_nomem(err);
        struct zb_jnode *root = zb_jout_root(doc);
        zb_jout_str(root, "zhanban", ZB_VERSION);
        zb_jout_str(root, "file", file);
        zb_jout_str(root, "kind", kind);
        zb_jout_str(root, "verdict", "fail");
        struct zb_jnode *error = zb_jout_object(root, "error");
        zb_jout_str(error, "place", cause->place);
        zb_jout_str(error, "message", zb_err_render(cause, lang, text, sizeof text));
        struct zb_jnode *list = zb_jout_array(root, "faults");
        for (size_t i = 0; i < faults->n; i++) {
                struct zb_jnode *fault = zb_jout_object(list, NULL);
                zb_jout_str(fault, "place", faults->items[i].place);
                zb_jout_str(fault, "message", zb_msg_text(faults->items[i].text, lang));
        }
        enum zb_code code = zb_jout_dump(doc, out, err);
        zb_jout_free(doc);
        return code;
}
