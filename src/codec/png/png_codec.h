/* SPDX-License-Identifier: Apache-2.0 */
/* png: PNG (ISO 15948) in and out; the only room that knows libpng.
 *
 * ```c
 * static enum zb_code one_white_row(const struct zb_png_image *image, uint8_t *rgb, struct zb_err *err)
 * {
 *         struct zb_png *png;
 *         enum zb_code code = zb_png_open(image, &png, err);
 *         if (!code)
 *                 code = zb_png_rows(png, rgb, 1, err);
 *         if (!code)
 *                 code = zb_png_end(png, err);
 *         zb_png_free(png);
 *         return code;
 * }
 * ```
 */
#ifndef ZB_PNG_CODEC_H
#define ZB_PNG_CODEC_H

#include "core.h"

struct zb_png_text {
        const char *key, *text;
        bool utf8; /* iTXt; else tEXt, which is Latin-1 */
};
struct zb_png_image { /* sRGB of eight bits */
        int width, height;
        double ppi;
        const struct zb_png_text *texts;
        size_t n_texts;
        /* Where the bytes go; its failure is the caller's to hear. */
        enum zb_code (*put)(void *ctx, const void *data, size_t len, struct zb_err *err);
        void *ctx;
        const char *place; /* of the file, for a complaint of libpng's */
};
struct zb_png;
/* Writes the head. image and what it points to stay until zb_png_free. After a failure *ret is to be freed too; NULL: out of
 * memory. */
enum zb_code zb_png_open(const struct zb_png_image *image, struct zb_png **ret, struct zb_err *err);
enum zb_code zb_png_rows(struct zb_png *png, const uint8_t *rgb, int n, struct zb_err *err);
enum zb_code zb_png_end(struct zb_png *png, struct zb_err *err);
void zb_png_free(struct zb_png *png);

/* An interlaced PNG as one that is not, pixel for pixel, uncompressed, written to fd. *ret_sound: whether it decoded without
 * a complaint, and only then is there a file. ZB_WORK when the work could not be done. */
enum zb_code zb_png_straighten(const char *path, int fd, bool *ret_sound, struct zb_err *err);

void zb_png_versions(struct zb_libraries *list);

#endif
