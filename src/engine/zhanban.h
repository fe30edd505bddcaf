/* SPDX-License-Identifier: Apache-2.0 */
/* libzhanban: the few public calls. Everything the program can do, a host can do with these.
 *
 *     struct zb_engine *z;
 *     zb_engine_open(&(struct zb_engine_options){.data_dir = "/usr/share/zhanban"}, &z, &err);
 *     zb_job_open(z, "board.json", &(struct zb_job_options){0}, &job, &faults, &err);
 *     zb_job_render(job, "board.pdf", &(struct zb_render_options){0}, &err);
 */
#ifndef ZB_ZHANBAN_H
#define ZB_ZHANBAN_H

#include <stdbool.h>
#include "base.h"
#include "json.h"

#define ZB_VERSION "0.1.0"

struct zb_engine;
struct zb_job;

struct zb_engine_options {
        const char *program;  /* argv[0] */
        const char *data_dir; /* holds layouts/ and fonts/ */
        const char *profile;  /* a CMYK output profile (ICC); NULL: the project's own */
};

struct zb_job_options {
        const char *standard, *process; /* instead of the spec's; NULL: as it says */
};

struct zb_render_options {
        double ppi;              /* 0: the format's own: 300, PNG 40 */
        int threads;             /* 0: all cores */
        int quality;             /* JPEG: 1–100; 0: 92 */
        const char *compression; /* TIFF: "deflate", "lzw", "none"; NULL: deflate */
        const struct zb_progress *progress;
};

enum zb_code zb_engine_open(const struct zb_engine_options *options, struct zb_engine **ret,
                            struct zb_err *err);
void zb_engine_close(struct zb_engine *engine);

/* A folder to start from: a spec and pictures to replace. dir must not exist or be empty; it appears whole or
 * not at all. Needs no engine. */
enum zb_code zb_start_folder(const char *data_dir, const char *dir, struct zb_err *err);

/* Reads a spec, composes it, measures it and judges it. faults (initialised by the caller) receives every
 * fault of the spec itself, each with its place. */
enum zb_code zb_job_open(struct zb_engine *engine, const char *spec, const struct zb_job_options *options,
                         struct zb_job **ret, struct zb_faults *faults, struct zb_err *err);
void zb_job_close(struct zb_job *job);

/* The format follows the name: .pdf .tif .tiff .jpg .jpeg .psd .psb .png. ZB_INPUT for a name of no known
 * format. */
enum zb_code zb_format_known(const char *path, struct zb_err *err);
/* Writes n files, all or none. They share the decoded pictures and the raster, so that several cost much less
 * than their sum. */
enum zb_code zb_job_render(const struct zb_job *job, const char *const *paths, size_t n,
                           const struct zb_render_options *options, struct zb_err *err);

enum zb_code zb_job_report_text(const struct zb_job *job, enum zb_lang lang, bool strict, bool colour,
                                struct zb_buf *out, struct zb_err *err);
enum zb_code zb_job_report_json(const struct zb_job *job, enum zb_lang lang, bool strict, struct zb_buf *out,
                                struct zb_err *err);
/* The same JSON's head and, instead of findings, what made the file unreadable: {"error": {…}, "faults":
 * [{"place", "message"}]}. */
enum zb_code zb_fault_report_json(const char *file, const struct zb_faults *faults,
                                  const struct zb_err *cause, enum zb_lang lang, struct zb_buf *out,
                                  struct zb_err *err);
/* Reads a spec, also one whose text is still to be written, and plans it: how much fits, what collides, what
 * would help. Such a job is for the three calls below and for zb_job_close, no others. */
enum zb_code zb_job_plan(struct zb_engine *engine, const char *spec, const struct zb_job_options *options,
                         struct zb_job **ret, struct zb_faults *faults, struct zb_err *err);
enum zb_code zb_job_plan_text(const struct zb_job *job, enum zb_lang lang, bool strict, bool colour,
                              struct zb_buf *out, struct zb_err *err);
enum zb_code zb_job_plan_json(const struct zb_job *job, enum zb_lang lang, bool strict, struct zb_buf *out,
                              struct zb_err *err);
bool zb_job_plan_fails(const struct zb_job *job, bool strict);
bool zb_job_fails(const struct zb_job *job, bool strict);
/* The scene as readable text, for golden files. */
void zb_job_print_scene(const struct zb_job *job, struct zb_buf *out);

#endif
