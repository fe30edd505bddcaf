/* SPDX-License-Identifier: Apache-2.0 */
/* libzhanban: the few public calls. Everything the program can do, a host can do with these. An installed library is found by
 * pkg-config: cc host.c $(pkg-config --cflags --libs --static zhanban); its data by pkg-config --variable=datadir zhanban.
 *
 * An engine holds what many boards share (profile, fonts); a job is one board, a spec or a finished file, composed or read,
 * measured and judged. Close jobs before their engine. Lengths are millimetres, resolutions pixels per inch, total ink
 * percent. Every call that can fail returns ZB_OK (0), ZB_INPUT (the input is at fault) or ZB_WORK (it could not be done)
 * and says in *err what and where; a fault of the *board* is a finding in the report, not an error. Nothing is printed
 * and nothing exits. One engine may serve several threads with zb_job_open_file; a job belongs to one thread at a time.
 *
 * ```c
 * #include <stdio.h>
 * #include "zhanban.h"
 *
 * int main(int argc, char **argv)
 * {
 *         const char *spec = argc > 1 ? argv[1] : "board.json", *data = argc > 2 ? argv[2] : "/usr/share/zhanban";
 *         const char *outputs[] = {argc > 3 ? argv[3] : "board.png"};
 *         struct zb_engine *engine = NULL;
 *         struct zb_job *job = NULL;
 *         struct zb_err err = {0};
 *         struct zb_faults faults;
 *         struct zb_buf report = ZB_BUF_INIT;
 *         struct zb_arena *arena = zb_arena_new();
 *         zb_faults_init(&faults, arena);
 *         enum zb_code code = zb_engine_open(&(struct zb_engine_options){.program = argv[0], .data_dir = data}, &engine, &err);
 *         if (!code)
 *                 code = zb_job_open(engine, spec, &(struct zb_job_options){0}, &job, &faults, &err);
 *         if (!code)
 *                 code = zb_job_render(job, outputs, 1, &(struct zb_render_options){.ppi = 40}, &err);
 *         if (!code)
 *                 code = zb_job_report_text(job, ZB_EN, false, false, &report, &err);
 *         if (!code)
 *                 fputs(report.data, stdout);
 *         else
 *                 fprintf(stderr, "%s: %s\n", err.place, zb_err_text(&err, ZB_EN));
 *         for (size_t i = 0; i < faults.n; i++)
 *                 fprintf(stderr, "%s: %s\n", faults.items[i].place, zb_msg_text(faults.items[i].text, ZB_EN));
 *         zb_buf_fini(&report);
 *         zb_job_close(job);
 *         zb_engine_close(engine);
 *         zb_faults_fini(&faults);
 *         zb_arena_free(arena);
 *         return code;
 * }
 * ```
 */
#ifndef ZB_ZHANBAN_H
#define ZB_ZHANBAN_H

#include <stdbool.h>
#include "core.h"
#include "json.h"

struct zb_engine;
struct zb_job;

/* The foreign libraries that this program is made of, with their versions; ZB_VERSION is its own. */
void zb_versions(struct zb_libraries *list);

struct zb_engine_options {
        const char *program;   /* argv[0] */
        const char *data_dir;  /* holds layouts/ and fonts/ */
        const char *profile;   /* a CMYK output profile (ICC); NULL: the project's own */
        const char *inspector; /* zhanban-inspect; NULL: $ZHANBAN_INSPECT, beside the program, or in ../libexec */
};

struct zb_waive {
        const char *rule, *why;
};

struct zb_job_options {
        const char *standard, *process; /* instead of the spec's; NULL: as it says, of a file the usual ones */
        const struct zb_waive *waivers; /* beside the spec's; one that finds nothing to waive is no finding */
        size_t n_waivers;
        double render_ppi; /* of a spec: of the outputs that will be made of it; 0: 300 */
        /* of files only */
        int memory_mb, seconds;             /* limits of zhanban-inspect; 0: 1024 and 30 */
        int threads;                        /* of zhanban-inspect; 0: one a core */
        double view_ppi;                    /* of the board's picture in an HTML report; 0: none */
        const struct zb_progress *progress; /* ticks on the calling thread */
};

struct zb_render_options {
        double ppi;              /* 0: the format's own: 300, PNG 40 */
        int threads;             /* 0: all cores */
        int quality;             /* JPEG: 1–100; 0: 92 */
        const char *compression; /* TIFF: "deflate", "lzw", "none"; NULL: deflate */
        const struct zb_progress *progress;
};

enum zb_code zb_engine_open(const struct zb_engine_options *options, struct zb_engine **ret, struct zb_err *err);
void zb_engine_close(struct zb_engine *engine);
/* Are there such a standard and such a process (names or files; NULL: not asked)? ZB_INPUT says which there
 * are. */
enum zb_code zb_engine_names(const struct zb_engine *engine, const char *standard, const char *process,
                             struct zb_err *err);

/* A folder to start from: a spec and pictures to replace. dir must not exist or be empty; it appears whole or
 * not at all. Needs no engine. */
enum zb_code zb_start_folder(const char *data_dir, const char *dir, struct zb_err *err);

/* Reads a spec, composes it, measures it and judges it. faults (initialised by the caller) receives every
 * fault of the spec itself, each with its place. */
enum zb_code zb_job_open(struct zb_engine *engine, const char *spec, const struct zb_job_options *options,
                         struct zb_job **ret, struct zb_faults *faults, struct zb_err *err);
void zb_job_close(struct zb_job *job);

/* What a file is, by its first bytes: *ret_spec, or a PDF, TIFF, JPEG, PSD or AI file. ZB_INPUT: it cannot be
 * read or is none of them. A name that ends in .json is a spec whatever it holds: its reader tells better
 * what is wrong. */
enum zb_code zb_file_is_spec(const char *path, bool *ret_spec, struct zb_err *err);
/* Reads anybody's file through zhanban-inspect and judges it. A damaged, encrypted or overwhelming file is a
 * finding. ZB_INPUT: not such a file, or an unknown standard or process. ZB_WORK: zhanban-inspect is missing
 * or cannot work here. Such a job has no scene: it is reported and closed, not rendered. Safe on several
 * threads at once. */
enum zb_code zb_job_open_file(struct zb_engine *engine, const char *path, const struct zb_job_options *options,
                              struct zb_job **ret, struct zb_err *err);

/* One waiver per call: "RULE=why", or the path of a JSON file {"waive": [{"rule": …, "why": …}]}, appended to
 * list (n of at most max), strings in arena. ZB_INPUT: an unknown rule, no reason, a faulty file. */
enum zb_code zb_waivers_add(const char *text, struct zb_arena *arena, struct zb_waive *list, size_t max, size_t *n,
                            struct zb_err *err);

/* The format follows the name's suffix. ZB_INPUT for a name of no known format. */
enum zb_code zb_format_known(const char *path, struct zb_err *err);
/* What may be named: suffixes of files that are written; standards and processes of data_dir, with their titles. Each list
 * ends with a NULL name and lives in arena; NULL when memory is out. */
const struct zb_choice *zb_suffix_choices(struct zb_arena *arena);
const struct zb_choice *zb_data_choices(const char *data_dir, bool processes, struct zb_arena *arena);
/* Writes n files, all or none. They share the decoded pictures and the raster, so that several cost much less
 * than their sum. */
enum zb_code zb_job_render(const struct zb_job *job, const char *const *paths, size_t n,
                           const struct zb_render_options *options, struct zb_err *err);

/* Judges the board once more, together with the files that were written of it: the standard asks for an image and a
 * source of some size. */
enum zb_code zb_job_judge_written(struct zb_job *job, const struct zb_job_options *options, const char *const *paths,
                                  size_t n, struct zb_err *err);

enum zb_code zb_job_report_text(const struct zb_job *job, enum zb_lang lang, bool strict, bool colour,
                                struct zb_buf *out, struct zb_err *err);
enum zb_code zb_job_report_json(const struct zb_job *job, enum zb_lang lang, bool strict, struct zb_buf *out,
                                struct zb_err *err);
/* One board's part of an HTML page, appended to out, and the page of n parts (report.h tells more). view_ppi:
 * of a spec's picture; a file's came with its facts. */
enum zb_code zb_job_report_html(const struct zb_job *job, enum zb_lang lang, bool strict, double view_ppi,
                                struct zb_buf *out, struct zb_err *err);
enum zb_code zb_html_page(const struct zb_engine *engine, enum zb_lang lang, const char *note,
                          const struct zb_buf *boards, size_t n_boards, struct zb_buf *out, struct zb_err *err);
/* The same JSON's head and, instead of findings, what made the file unreadable (kind NULL: it is none that is
 * known): {"error": {…}, "faults":
 * [{"place", "message"}]}. */
enum zb_code zb_fault_report_json(const char *file, const char *kind, const struct zb_faults *faults,
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
/* Several files: which of them show the same board, and where do those differ? By a small picture of each, so
 * that another profile, JPEG noise or half a pixel is no difference, but a picture or a line that was moved,
 * changed or is missing is one. Jobs are added in the order of their reports; a file without a picture (it
 * could not be drawn) is said to be unknown. Nothing is said of fewer than two. */
struct zb_same;
struct zb_same *zb_same_new(void); /* NULL when out of memory */
void zb_same_free(struct zb_same *same);
enum zb_code zb_same_add(struct zb_same *same, const struct zb_job *job, struct zb_err *err);
void zb_same_text(const struct zb_same *same, enum zb_lang lang, struct zb_buf *out);
/* Sets "same" in the report of the file added as number i (from 0): null when unknown, else a list of the
 * other files of its board: {"file", "verdict": "same"|"differs", "share": of the board that differs,
 * "differences": [{"box_mm", "on": "this"|"other"|"both"}], "more"}. The first file of a board is compared
 * with every other of it. */
void zb_same_json(const struct zb_same *same, size_t i, struct zb_jnode *report);

bool zb_job_fails(const struct zb_job *job, bool strict);
/* The scene as readable text, for golden files. */
void zb_job_print_scene(const struct zb_job *job, struct zb_buf *out);

#endif
