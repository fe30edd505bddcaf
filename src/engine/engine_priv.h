/* SPDX-License-Identifier: Apache-2.0 */
/* engine, private: what its files share. */
#ifndef ZB_ENGINE_PRIV_H
#define ZB_ENGINE_PRIV_H

#include <pthread.h>

#include "spec.h"
#include "compose.h"
#include "measure.h"
#include "report.h"
#include "rules.h"
#include "standard.h"
#include "zhanban.h"

struct zb_engine {
        struct zb_arena *arena;
        const char *data_dir, *layouts_dir, *profile_path;
        const char *inspector; /* NULL: to be looked for */
        const char *program;
        pthread_mutex_t opening; /* of what follows; of no use to files */
        bool pictures;           /* libvips has been started */
        struct zb_fonts *fonts;
        const char *const *themes; /* names, the default one first */
        struct zb_profile *profile;
};

/* Opens what composing needs and judging a file does not, once: starting libvips and reading the fonts takes longer
 * than many a file. */
enum zb_code zb_engine_ready(struct zb_engine *engine, struct zb_err *err);

struct zb_job {
        struct zb_engine *engine; /* borrowed */
        struct zb_spec *board;    /* NULL: of a file */
        struct zb_standard *standard;
        struct zb_process *process;
        struct zb_theme theme;
        struct zb_scene *scene; /* NULL: of a file */
        struct zb_plan *plan;   /* of zb_job_plan; it owns the scene then */
        struct zb_facts *facts;
        struct zb_findings *findings;
};

/* Facts → findings, with the spec's waivers and the options'. */
enum zb_code zb_job_judge(struct zb_job *job, const struct zb_job_options *options, struct zb_err *err);

/* What the reports are made from. */
struct zb_report zb_job_report(const struct zb_job *job, enum zb_lang lang, bool strict, bool colour);

/* ---- zhanban-inspect (inspector.c) ---- */

struct zb_inspect_run {
        const char *path;
        enum zb_kind kind; /* by its first bytes */
        double bytes;
        const struct zb_standard *standard;
        int memory_mb, seconds;
        int threads;     /* 0: one a core */
        double view_ppi; /* 0: no picture */
        const struct zb_progress *progress;
};

/* Has the file read. Whatever happens to zhanban-inspect over it is an answer: facts whose container tells of
 * a limit that was met, or of damage. ZB_WORK: there is no zhanban-inspect, it cannot work here, or memory
 * ran out. */
enum zb_code zb_inspect_run(const struct zb_engine *engine, const struct zb_inspect_run *run, struct zb_facts **ret,
                            struct zb_err *err);

#endif
