/* SPDX-License-Identifier: Apache-2.0 */
/* picture: photographs in. The only room that knows libvips. Opening reads the header and proves that every byte of
 * the picture decodes; pixels are made when somebody asks for them, at the size asked for.
 *
 * Lengths are pixels after EXIF orientation; rows out are CMYK, 255 = full ink. ZB_INPUT: the picture's own fault, with its
 * path as place; ZB_WORK: memory or disk.
 *
 * ```c
 * static enum zb_code width_of(const char *path, int *ret, struct zb_err *err)
 * {
 *         struct zb_picture *picture;
 *         enum zb_code code = zb_picture_open(path, &picture, err);
 *         if (code)
 *                 return code;
 *         *ret = zb_picture_info(picture)->width;
 *         zb_picture_free(picture);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_PICTURE_H
#define ZB_PICTURE_H

#include <stdbool.h>
#include <stdint.h>
#include "core.h"
#include "ink.h"

struct zb_picture; /* immutable, shared between threads */

struct zb_picture_info {
        int width, height; /* pixels, after EXIF orientation */
        enum zb_pixel_space space;
        bool has_profile, has_alpha;
        char format[8];    /* "jpeg", "png", "tiff", "webp" */
        bool ai_generated; /* its own metadata says so (XMP TC260:AIGC, IPTC DigitalSourceType) */
};

/* Once per process before any other call here; program is argv[0]. */
enum zb_code zb_picture_init(const char *program, struct zb_err *err);
void zb_picture_fini(void);

/* JPEG, PNG, TIFF or WebP by content, never by name; at most 30000 pixels a side and 200 million in all. place in err
 * is left empty: the caller knows it. Errors are ZB_INPUT: missing, not a picture, damaged or cut off, too large. */
enum zb_code zb_picture_open(const char *path, struct zb_picture **ret, struct zb_err *err);
/* The same in two steps, for whoever has several pictures to open: peek reads the header; prove decodes all the rest on
 * all cores, and has to succeed before pixels are asked for. `bad` hears of each picture that is no good, in order. Any
 * other failure (ZB_WORK) is returned. */
enum zb_code zb_picture_peek(const char *path, struct zb_picture **ret, struct zb_err *err);
typedef void (*zb_bad_picture_fn)(void *ctx, size_t i, const struct zb_err *err);
enum zb_code zb_picture_prove(struct zb_picture *const *pictures, size_t n, zb_bad_picture_fn bad, void *ctx,
                              struct zb_err *err);
/* The same while the caller goes on with something else that does not touch the pictures' pixels. `pictures` is copied.
 * Every beginning needs its end; without `bad` the verdict is dropped. */
struct zb_proof;
enum zb_code zb_picture_prove_begin(struct zb_picture *const *pictures, size_t n, struct zb_proof **ret,
                                    struct zb_err *err);
enum zb_code zb_picture_prove_end(struct zb_proof *proof, zb_bad_picture_fn bad, void *ctx, struct zb_err *err);
void zb_picture_free(struct zb_picture *picture);
const struct zb_picture_info *zb_picture_info(const struct zb_picture *picture);
const char *zb_picture_path(const struct zb_picture *picture);

/* The largest crop (source pixels, x y w h) of the box's aspect around focus (0–1, 0–1 of the picture), inside the
 * picture, undistorted. */
struct zb_rect zb_picture_crop(const struct zb_picture *picture, double box_w, double box_h, double focus_x,
                               double focus_y);

/* crop (source pixels) → width × height CMYK8 pixels, contiguous rows, 255 = full ink, alpha flattened on white,
 * Lanczos when shrinking. Through `to`, total ink held to max_total percent. The caller frees *ret with free(). */
enum zb_code zb_picture_cmyk(const struct zb_picture *picture, struct zb_rect crop, int width, int height,
                             const struct zb_profile *to, double max_total, uint8_t **ret, struct zb_err *err);

/* The same from the top down, a stretch of rows at a time, so that it never lies in memory as a whole. A stream is
 * used by one thread at a time, not always by the same one. A picture that lies turned in its file (EXIF) is kept and
 * decoded anew for every turned_bytes of the result. */
struct zb_picture_stream;
enum zb_code zb_picture_stream_open(const struct zb_picture *picture, struct zb_rect crop, int width, int height,
                                    const struct zb_profile *to, double max_total, size_t turned_bytes,
                                    struct zb_picture_stream **ret, struct zb_err *err);
/* The next `rows` rows, contiguous; no more than are left. After a failure the stream is only good for free. */
enum zb_code zb_picture_stream_read(struct zb_picture_stream *stream, uint8_t *cmyk, int rows, struct zb_err *err);
void zb_picture_stream_free(struct zb_picture_stream *stream); /* takes NULL */

/* libvips, libjpeg, libpng, libwebp (libraries.h). */
void zb_picture_versions(struct zb_libraries *list);

#endif
