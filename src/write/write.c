/* SPDX-License-Identifier: Apache-2.0 */
/* Several files in one go: opened together, fed with the same bands, finished, and only when all of them are
 * whole and on the disk given their names. */
#include "write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "deflate.h"
#include "write_priv.h"

const struct zb_format *const zb_formats[] = {
        &zb_format_pdf, &zb_format_tiff, &zb_format_jpeg, &zb_format_psd, &zb_format_psb, &zb_format_png, NULL};

const struct zb_format *zb_format_of_name(const char *path)
{
        const char *dot = strrchr(path, '.');
        for (const struct zb_format *const *f = zb_formats; dot && *f; f++)
                for (const char *const *suffix = (*f)->suffixes; *suffix; suffix++)
                        if (strcasecmp(dot, *suffix) == 0)
                                return *f;
        return NULL;
}

struct file {
        struct zb_write_job job;
        struct zb_writer *writer;
        bool drawn;
};

/* What fails says which file it was. */
static enum zb_code of_file(const struct file *file, enum zb_code code, struct zb_err *err)
{
        if (code && err && !err->place[0])
                snprintf(err->place, sizeof err->place, "%s", file->job.path);
        return code;
}

static enum zb_code open_all(struct file *files, size_t n, struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        for (size_t i = 0; i < n && !code; i++) {
                for (size_t k = 0; k < i; k++)
                        if (strcmp(files[i].job.path, files[k].job.path) == 0)
                                return zb_err_say(err, ZB_INPUT, files[i].job.path,
                                                  "this output is named twice: name it once.");
                code = of_file(&files[i], files[i].job.format->open(&files[i].job, &files[i].writer, err), err);
        }
        return code;
}

/* ---- drawing ---- */

/* "writing TIFF, JPEG": what the bands go to, for the progress bar. */
static struct zb_msg add_what(struct zb_arena *arena, struct zb_msg what, const struct file *file)
{
        const char *name = file->job.format->name;
        return what.packed ? zb_arena_say(arena, "%s, %s", what.packed, name)
                           : zb_arena_say(arena, "writing %s", name);
}

/* All files of the first undrawn one's resolution; those too that want nothing but its pictures. */
static enum zb_code draw_group(struct file *files, size_t n, const struct file *first, struct zb_raster_sink *sinks,
                               struct zb_err *err)
{
        const struct zb_write_options *options = first->job.options;
        double ppi = first->job.ppi;
        struct zb_arena *arena = zb_arena_new();
        if (!arena)
                return zb_err_nomem(err);
        struct zb_msg what = {0};
        size_t n_sinks = 0;
        for (size_t i = 0; i < n; i++) {
                struct file *file = &files[i];
                const struct zb_raster_sink *sink = &file->writer->sink;
                if (file->drawn || !(sink->put || sink->picture) || file->job.ppi != ppi)
                        continue;
                file->drawn = true;
                sinks[n_sinks] = file->writer->sink;
                sinks[n_sinks++].name = file->job.path;
                what = add_what(arena, what, file);
        }
        const struct zb_raster_options raster = {.ppi = ppi,
                                                 .profile = options->profile,
                                                 .max_total = options->max_total,
                                                 .threads = options->threads,
                                                 .band_rows = ZB_WRITE_BAND_ROWS,
                                                 .progress = options->progress,
                                                 .what = what};
        enum zb_code code = zb_raster(first->job.scene, &raster, sinks, n_sinks, err);
        zb_arena_free(arena);
        return code;
}

static enum zb_code draw_all(struct file *files, size_t n, struct zb_err *err)
{
        struct zb_raster_sink *sinks = calloc(n, sizeof *sinks);
        enum zb_code code = sinks ? ZB_OK : zb_err_nomem(err);
        for (size_t i = 0; i < n && !code; i++)
                if (!files[i].drawn && files[i].writer->sink.put)
                        code = draw_group(files, n, &files[i], sinks, err);
        free(sinks);
        return code;
}

/* ---- all or none ---- */

/* A disk that is full says so before the first file has its name. */
static enum zb_code commit_all(struct file *files, size_t n, struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        for (size_t i = 0; i < n && !code; i++)
                code = of_file(&files[i], zb_outfile_flush(files[i].writer->out, err), err);
        for (size_t i = 0; i < n && !code; i++) {
                struct zb_outfile *out = files[i].writer->out;
                files[i].writer->out = NULL;
                code = of_file(&files[i], zb_outfile_commit(out, err), err);
        }
        return code;
}

static void close_all(struct file *files, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                struct zb_writer *writer = files[i].writer;
                if (!writer)
                        continue;
                struct zb_outfile *out = writer->out;
                writer->free(writer);
                zb_outfile_abandon(out);
        }
}

enum zb_code zb_write(const struct zb_scene *scene, const struct zb_output *outputs, size_t n,
                      const struct zb_write_options *options, struct zb_err *err)
{
        struct file *files = calloc(n + 1, sizeof *files);
        if (!files)
                return zb_err_nomem(err);
        for (size_t i = 0; i < n; i++)
                files[i].job = (struct zb_write_job){scene, options, outputs[i].format, outputs[i].path,
                                                     options->ppi > 0 ? options->ppi : outputs[i].format->ppi};
        enum zb_code code = open_all(files, n, err);
        if (!code)
                code = draw_all(files, n, err);
        for (size_t i = 0; i < n && !code; i++)
                code = of_file(&files[i], files[i].writer->finish(files[i].writer, err), err);
        if (!code)
                code = commit_all(files, n, err);
        close_all(files, n);
        free(files);
        return code;
}

void zb_write_versions(struct zb_libraries *list)
{
        zb_deflate_versions(list);
        for (const struct zb_format *const *f = zb_formats; *f; f++)
                if ((*f)->versions)
                        (*f)->versions(list);
}
