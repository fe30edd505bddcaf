/* SPDX-License-Identifier: Apache-2.0 */
/* write: scene → files for the press. One file per format. Owns qpdf, hb-subset, libtiff, libpng and libjpeg
 * (writing). Every output appears whole or not at all (base/outfile).
 *
 * ZB_WORK: the disk is full, the file cannot be made, or a format's limit is met; no output appears then, and old ones stay.
 *
 * ```c
 * static enum zb_code write_all(const struct zb_scene *scene, const struct zb_profile *profile,
 *                               const struct zb_output *outputs, size_t n, struct zb_err *err)
 * {
 *         struct zb_write_options options = {.profile = profile, .ppi = 300, .max_total = 300};
 *         return zb_write(scene, outputs, n, &options, err);
 * }
 * ```
 */
#ifndef ZB_WRITE_H
#define ZB_WRITE_H

#include "core.h"
#include "ink.h"
#include "scene.h"

struct zb_write_job;
struct zb_writer;

/* A format that is written: one struct at the end of its room's file, and its place in the table zb_formats. */
struct zb_format {
        const char *name;        /* "TIFF" */
        const char *suffixes[3]; /* ".tif", ".tiff"; the usual one first, NULL behind the last */
        const char *kind;        /* as facts name it; NULL: a file of this format is not judged */
        double ppi;              /* unless asked otherwise */
        /* The job outlives the writer. After a failure *ret may hold what there is so far, to be freed as usual. */
        enum zb_code (*open)(const struct zb_write_job *job, struct zb_writer **ret, struct zb_err *err);
        void (*versions)(struct zb_libraries *list); /* of the libraries that it is written with; NULL: of none */
};
extern const struct zb_format zb_format_pdf;  /* PDF/X-4 */
extern const struct zb_format zb_format_tiff; /* CMYK; BigTIFF where the pixels alone are more than 4 GB */
extern const struct zb_format zb_format_jpeg; /* CMYK, Adobe's marker, baseline; ZB_WORK beyond 65 500 rows */
/* Layered: a group for the head, every section and the foot, a named layer for every picture, chart, text block and
 * ground; text stays editable. ZB_WORK beyond 30 000 pixels a side or 2 GB. */
extern const struct zb_format zb_format_psd;
extern const struct zb_format zb_format_psb; /* the same without these limits (Photoshop's large document format) */
extern const struct zb_format
        zb_format_png; /* the sRGB soft proof through the profile, for screens; its ppi may be small */

extern const struct zb_format *const zb_formats[]; /* all of them, NULL-terminated */
/* By the suffix of a file's name, whatever its case; NULL: of no format. */
const struct zb_format *zb_format_of_name(const char *path);

struct zb_write_options {
        const struct zb_profile *profile; /* embedded, and the output intent of PDF/X-4 */
        double ppi;                       /* 0: 300, PNG 40. PDF: the greatest effective ppi of pictures */
        double max_total;                 /* total ink, percent */
        int threads;
        const char *compression; /* TIFF: "deflate" (default when NULL), "lzw", "none" */
        int quality;             /* JPEG: 1–100; 0: 92 */
        const struct zb_progress *progress;
};

struct zb_output {
        const struct zb_format *format;
        const char *path;
};

/* Draws the scene into n files. Files of one resolution share the decoded pictures and the raster: every
 * picture is decoded once (but one that is too coarse for the resolution twice, when a PDF is among them),
 * every band of the board drawn once, and they go to all of them. All files appear, or none; the bytes of
 * each are those that it would have had alone, whatever the threads. An error's place is the file that could
 * not be made, or the picture. */
enum zb_code zb_write(const struct zb_scene *scene, const struct zb_output *outputs, size_t n,
                      const struct zb_write_options *options, struct zb_err *err);

/* The date in files: SOURCE_DATE_EPOCH, else the date of this version, so that the same spec gives the same
 * bytes. Writes "2026-11-22T00:00:00+00:00" (25 characters and a NUL). */
void zb_write_date(char out[26]);

/* The XMP packet of a scene, uncompressed UTF-8 (ISO 16684-1); pdf: with the PDF/X-4 identification (ISO
 * 15930-7) and the ids; ai: with the TC260 AIGC mark when scene->ai. */
enum zb_code zb_write_xmp(const struct zb_scene *scene, const char *format_mime, bool pdf, const char *id,
                          struct zb_buf *out, struct zb_err *err);

/* The libraries of all formats (libraries.h). */
void zb_write_versions(struct zb_libraries *list);

#endif
