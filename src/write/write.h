/* write: scene → files for the press. One file per format. Owns qpdf, hb-subset, libtiff and libjpeg (writing). Every
 * output appears whole or not at all (base/outfile). */
#ifndef ZB_WRITE_H
#define ZB_WRITE_H

#include "base.h"
#include "ink.h"
#include "scene.h"

struct zb_write_options {
        const struct zb_profile *profile; /* embedded, and the output intent of PDF/X-4 */
        double ppi;                       /* raster formats: 300. PDF: greatest effective ppi of pictures; 0: 300 */
        double max_total;                 /* total ink, percent */
        int threads;
        const char *compression;          /* TIFF: "deflate" (default when NULL), "lzw", "none" */
        int quality;                      /* JPEG: 1–100; 0: 92 */
        const struct zb_progress *progress;
};

/* PNG is the sRGB soft proof of the scene through the profile, for screens; its ppi may be small. */
enum zb_code zb_write_pdf(const struct zb_scene *scene, const char *path, const struct zb_write_options *options,
                          struct zb_err *err);
enum zb_code zb_write_tiff(const struct zb_scene *scene, const char *path, const struct zb_write_options *options,
                           struct zb_err *err);
enum zb_code zb_write_png(const struct zb_scene *scene, const char *path, const struct zb_write_options *options,
                          struct zb_err *err);
/* CMYK, Adobe's marker, baseline; the same bytes whatever the threads. ZB_WORK beyond 65 500 rows. */
enum zb_code zb_write_jpeg(const struct zb_scene *scene, const char *path, const struct zb_write_options *options,
                           struct zb_err *err);
/* Layered: a group for the head, every section and the foot, a named layer for every picture, chart, text block and
 * ground; text stays editable. ZB_WORK beyond 30 000 pixels a side or 2 GB. */
enum zb_code zb_write_psd(const struct zb_scene *scene, const char *path, const struct zb_write_options *options,
                          struct zb_err *err);

/* The date in files: SOURCE_DATE_EPOCH, else the date of this version, so that the same spec gives the same bytes.
 * Writes "2026-11-22T00:00:00+00:00" (25 characters and a NUL). */
void zb_write_date(char out[26]);

/* The XMP packet of a scene, uncompressed UTF-8 (ISO 16684-1); pdf: with the PDF/X-4 identification (ISO 15930-7) and
 * the ids; ai: with the TC260 AIGC mark when scene->ai. */
enum zb_code zb_write_xmp(const struct zb_scene *scene, const char *format_mime, bool pdf, const char *id,
                          struct zb_buf *out, struct zb_err *err);

#endif
