/* SPDX-License-Identifier: Apache-2.0 */
/* Files that other programs made: what they are, and the way from zhanban-inspect's facts to findings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine_priv.h"

#define USUAL_STANDARD "liaoning-2025-main"
#define USUAL_PROCESS  "xiezhen"
#define USUAL_MEMORY   1024
#define USUAL_SECONDS  30

static bool ends_in(const char *path, const char *suffix)
{
        size_t n = strlen(path), m = strlen(suffix);
        return n >= m && strcasecmp(path + n - m, suffix) == 0;
}

static enum zb_code file_job_kind_of(const char *path, enum zb_kind *ret, double *ret_bytes, struct zb_err *err)
{
        uint8_t head[1024];
        size_t len;
        enum zb_code code = zb_file_head(path, head, sizeof head, &len, ret_bytes, err);
        if (code)
                return code;
        if (len == 0)
                return zb_err_say(err, ZB_INPUT, path, "the file is empty.");
        if (!zb_kind_of_bytes(head, len, ret))
                return zb_err_say(err, ZB_INPUT, path,
                                  "unknown kind of file: specs (JSON), PDF, TIFF, JPEG, PSD and AI can be checked.");
        return ZB_OK;
}

enum zb_code zb_file_is_spec(const char *path, bool *ret_spec, struct zb_err *err)
{
        enum zb_kind kind = ZB_KIND_SPEC;
        double bytes;
        enum zb_code code = ends_in(path, ".json") ? ZB_OK : file_job_kind_of(path, &kind, &bytes, err);
        if (!code)
                *ret_spec = kind == ZB_KIND_SPEC;
        return code;
}

enum zb_code zb_job_open_file(struct zb_engine *engine, const char *path, const struct zb_job_options *options,
                              struct zb_job **ret, struct zb_err *err)
{
        struct zb_inspect_run run = {.path = path,
                                     .memory_mb = options->memory_mb ? options->memory_mb : USUAL_MEMORY,
                                     .seconds = options->seconds ? options->seconds : USUAL_SECONDS,
                                     .threads = options->threads,
                                     .view_ppi = options->view_ppi,
                                     .progress = options->progress};
        enum zb_code code = file_job_kind_of(path, &run.kind, &run.bytes, err);
        if (code)
                return code;
        if (run.kind == ZB_KIND_SPEC)
                return zb_err_say(err, ZB_INPUT, path, "this is a spec, not a finished file.");
        struct zb_job *job = calloc(1, sizeof *job);
        if (!job)
                return zb_err_nomem(err);
        job->engine = engine;
        code = zb_standard_load(engine->layouts_dir, options->standard ? options->standard : USUAL_STANDARD,
                                &job->standard, err);
        if (!code)
                code = zb_process_load(engine->layouts_dir, options->process ? options->process : USUAL_PROCESS,
                                       &job->process, err);
        run.standard = job->standard;
        if (!code)
                code = zb_inspect_run(engine, &run, &job->facts, err);
        if (!code)
                code = zb_job_judge(job, options, err);
        if (code) {
                zb_job_close(job);
                return code;
        }
        *ret = job;
        return ZB_OK;
}

/* ---- waivers ---- */

static enum zb_code file_job_add(struct zb_arena *arena, const char *place, const char *rule, const char *why,
                                 struct zb_waive *list, size_t max, size_t *n, struct zb_err *err)
{
        bool known = false;
        const char *const *ids = zb_rule_ids(arena);
        if (!ids)
                return zb_err_nomem(err);
        for (size_t i = 0; ids[i]; i++)
                known |= strcmp(ids[i], rule) == 0;
        const char *near = zb_did_you_mean(rule, ids);
        if (!known && near)
                return zb_err_say(err, ZB_INPUT, place, "there is no rule \"%s\"; did you mean \"%s\"?", rule, near);
        if (!known)
                return zb_err_say(err, ZB_INPUT, place, "there is no rule \"%s\".", rule);
        if (why[strspn(why, " \t")] == '\0')
                return zb_err_say(err, ZB_INPUT, place, "say why \"%s\" is waived: %s=why", rule, rule);
        if (*n == max)
                return zb_err_say(err, ZB_INPUT, place, "too many waivers: at most %zu.", max);
        const struct zb_waive waive = {zb_arena_strdup(arena, rule), zb_arena_strdup(arena, why)};
        if (!waive.rule || !waive.why)
                return zb_err_nomem(err);
        list[(*n)++] = waive;
        return ZB_OK;
}

static enum zb_code add_file(const char *path, struct zb_arena *arena, struct zb_waive *list, size_t max, size_t *n,
                             struct zb_err *err)
{
        struct zb_json *doc;
        enum zb_code code = zb_json_load(path, (size_t)1 << 20, &doc, err);
        if (code)
                return code;
        struct zb_value items = zb_json_get(zb_json_root(doc), "waive");
        if (zb_json_type(items) != ZB_J_ARRAY)
                code = zb_err_say(err, ZB_INPUT, path,
                                  "{\"waive\": [{\"rule\": \"…\", \"why\": \"…\"}]} is expected");
        for (size_t i = 0; !code && i < zb_json_len(items); i++) {
                struct zb_value item = zb_json_at(items, i);
                const char *rule = zb_json_str(zb_json_get(item, "rule"));
                const char *why = zb_json_str(zb_json_get(item, "why"));
                char place[256];
                snprintf(place, sizeof place, "%.200s: %.40s", path, item.place);
                code = rule && why ? file_job_add(arena, place, rule, why, list, max, n, err)
                                   : zb_err_say(err, ZB_INPUT, place, "the texts \"rule\" and \"why\" are expected");
        }
        zb_json_free(doc);
        return code;
}

enum zb_code zb_waivers_add(const char *text, struct zb_arena *arena, struct zb_waive *list, size_t max, size_t *n,
                            struct zb_err *err)
{
        const char *is = strchr(text, '=');
        if (!is && ends_in(text, ".json"))
                return add_file(text, arena, list, max, n, err);
        const char *rule = zb_arena_strndup(arena, text, is ? (size_t)(is - text) : strlen(text));
        return rule ? file_job_add(arena, "--waive", rule, is ? is + 1 : "", list, max, n, err) : zb_err_nomem(err);
}
