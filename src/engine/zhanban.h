/* libzhanban: the few public calls. Everything the program can do, a host can do with these.
 *
 *     struct zb_engine *z;
 *     zb_engine_open(&(struct zb_engine_options){.data_dir = "/usr/share/zhanban"}, &z, &err);
 *     zb_engine_compose(z, "board.json", &job, &faults, &err);
 *     zb_engine_render(job, "board.pdf", &opts, &err);
 */
#ifndef ZB_ZHANBAN_H
#define ZB_ZHANBAN_H

#include <stdbool.h>
#include "base.h"
#include "json.h"

#define ZB_VERSION      "0.1.0"
#define ZB_VERSION_DATE "2026-11-22"

struct zb_engine;
struct zb_job;

struct zb_engine_options {
        const char *program;  /* argv[0] */
        const char *data_dir; /* holds layouts/ and fonts/ */
        const char *profile;  /* ICC file, NULL: the one of the project */
};

struct zb_job_options {
        const char *standard, *process; /* override the spec's; NULL: as it says */
};

struct zb_render_options {
        double ppi;   /* 0: the format's own: 300, PNG 40 */
        int threads;  /* 0: all cores */
        const char *compression;
        const struct zb_progress *progress;
};

enum zb_code zb_engine_open(const struct zb_engine_options *options, struct zb_engine **ret, struct zb_err *err);
void zb_engine_close(struct zb_engine *engine);

/* Reads a spec, composes it, measures it and judges it. faults (initialised by the caller) receives what is wrong
 * with the spec itself. */
enum zb_code zb_job_open(struct zb_engine *engine, const char *spec, const struct zb_job_options *options,
                         struct zb_job **ret, struct zb_faults *faults, struct zb_err *err);
void zb_job_close(struct zb_job *job);

/* The format follows the name: .pdf .tif .tiff .png. ZB_INPUT for a name of no known format. */
enum zb_code zb_format_known(const char *path, struct zb_err *err);
enum zb_code zb_job_render(const struct zb_job *job, const char *path, const struct zb_render_options *options,
                           struct zb_err *err);

enum zb_code zb_job_report_text(const struct zb_job *job, enum zb_lang lang, bool strict, bool colour,
                                struct zb_buf *out, struct zb_err *err);
enum zb_code zb_job_report_json(const struct zb_job *job, enum zb_lang lang, bool strict, struct zb_buf *out,
                                struct zb_err *err);
bool zb_job_fails(const struct zb_job *job, bool strict);
/* The scene as readable text, for golden files. */
void zb_job_print_scene(const struct zb_job *job, struct zb_buf *out);

#endif
