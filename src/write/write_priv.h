/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers share among themselves. */
#ifndef ZB_WRITE_PRIV_H
#define ZB_WRITE_PRIV_H

#include "raster.h"
#include "write.h"

/* What made the file: CreatorTool, Producer, TIFF Software. */
#define ZB_WRITE_TOOL "zhanban " ZB_VERSION

/* The implicit AIGC mark (GB 45438-2025) as JSON, for scenes with scene->ai. */
extern const char zb_write_aigc[];

/* PDF/X-4 and every catalogue want a title, whatever the scene has. */
static inline const char *zb_write_title(const struct zb_scene *scene)
{
        return scene->title && *scene->title ? scene->title : "展板";
}

/* ---- writers ---- */

/* Rows of the bands that all writers get: whole strips of a TIFF, and whole cycles of a JPEG's restart
 * markers. */
#define ZB_WRITE_BAND_ROWS 128

/* One file that is to be made. */
struct zb_write_job {
        const struct zb_scene *scene;
        const struct zb_write_options *options; /* ppi aside */
        const struct zb_format *format;
        const char *path;
        double ppi;
};

/* A file under way. Its bands come through the sink; then `finish` writes what follows them. A format
 * that has no `put` there is drawn with the others of its resolution, or else not at all: then `finish` does
 * all the work. */
struct zb_writer {
        struct zb_outfile *out; /* the writer's owner gives it its name, or throws it away */
        struct zb_raster_sink sink;
        enum zb_code (*finish)(struct zb_writer *writer, struct zb_err *err);
        void (*free)(struct zb_writer *writer); /* itself, but not the outfile */
};

/* The band's pixels in sRGB, rows × width × 3, in *kept (by malloc, made when it is NULL). */
enum zb_code zb_band_proof(const struct zb_profile *profile, const struct zb_band *band, void **kept,
                           struct zb_err *err);

#endif
