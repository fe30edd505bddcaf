/* SPDX-License-Identifier: Apache-2.0 */
/* Which pictures have to be laid down, and what they may cost. While that is done nothing else is in memory
 * yet, for it is part of the proof; whoever asks for pixels later reads the scratch file. */
#include "transcode.h"

#include <string.h>
#include <unistd.h>

#include "flat.h"
#include "jpeg.h"
#include "png_codec.h"
#include "webp.h"

/* A decoder may hold so much for as long as the page is drawn: many stand side by side. */
#define LITTLE (2.0 * 1024 * 1024)
/* And for as long as it lays a picture down, beside others that do the same; and alone. */
#define HEAVY (8.0 * 1024 * 1024)
#define MOST  (160.0 * 1024 * 1024)

static bool is_set(VipsImage *header, const char *field)
{
        int value = 0;
        return vips_image_get_typeof(header, field) && !vips_image_get_int(header, field, &value) && value;
}

static double samples(const struct zb_picture *p, const VipsImage *header)
{
        return (double)p->stored_w * p->stored_h * vips_image_get_bands(header);
}

static enum zb_code too_large(const struct zb_picture *p, struct zb_err *err)
{
        return strcmp(p->info.format, "webp") == 0
                       ? zb_err_say(err, ZB_INPUT, NULL,
                                    "this WebP picture (%d × %d pixels, lossless or animated) can only be "
                                    "decoded as "
                                    "a whole and is too large for that: save it as a JPG or PNG.",
                                    p->info.width, p->info.height)
                       : zb_err_say(err, ZB_INPUT, NULL,
                                    "this TIFF picture (%d × %d pixels) is compressed in one piece, or in "
                                    "pieces that "
                                    "are too large: save it as a TIFF without compression, or as a JPG or PNG.",
                                    p->info.width, p->info.height);
}

enum zb_code zb_transcode_look(struct zb_picture *p, VipsImage *header, struct zb_err *err)
{
        struct zb_transcode *s = &p->straight;
        bool scans = is_set(header, "jpeg-multiscan"), interlaced = is_set(header, "interlaced");
        double held = 0; /* by a decoder that goes over the file as it is */
        if (strcmp(p->info.format, "jpeg") == 0 && scans) {
                s->crooked = ZB_BY_JPEG;
                held = 2 * samples(p, header);
        } else if (strcmp(p->info.format, "png") == 0 && interlaced) {
                s->crooked = ZB_BY_PNG;
                held = samples(p, header) * (double)VIPS_IMAGE_SIZEOF_ELEMENT(header);
        } else if (strcmp(p->info.format, "webp") == 0) {
                bool moves = vips_image_get_typeof(header, VIPS_META_N_PAGES) != 0;
                s->crooked = moves ? ZB_BY_VIPS : ZB_BY_WEBP;
                held = 12 * (double)p->stored_w * p->stored_h;
                s->memory = moves ? held : zb_webp_memory(p->path);
        } else if (strcmp(p->info.format, "tiff") == 0) {
                s->crooked = ZB_BY_VIPS;
                s->memory = held = zb_picture_tiff_memory(p->path);
        }
        if (held <= LITTLE)
                s->crooked = ZB_IN_ORDER;
        return s->crooked != ZB_IN_ORDER && s->memory > MOST ? too_large(p, err) : ZB_OK;
}

bool zb_transcode_is_heavy(const struct zb_picture *p)
{
        return p->straight.crooked != ZB_IN_ORDER && p->straight.memory > HEAVY;
}

/* ---- laying down ---- */

static enum zb_code put_rows(VipsImage *plain, const struct zb_flat *flat, bool *ret_sound, struct zb_err *err)
{
        enum { STRIP = 16 };
        VipsRegion *region = vips_region_new(plain);
        int width = vips_image_get_width(plain), height = vips_image_get_height(plain);
        enum zb_code code = region ? ZB_OK : zb_err_nomem(err);
        bool good = !code;
        for (int y = 0; good && y < height && !code; y += STRIP) {
                VipsRect rect = {0, y, width, height - y < STRIP ? height - y : STRIP};
                good = vips_region_prepare(region, &rect) == 0;
                for (int i = y; good && i < y + rect.height && !code; i++)
                        code = zb_flat_put(flat, i, VIPS_REGION_ADDR(region, 0, i), 1, err);
        }
        if (region)
                g_object_unref(region);
        *ret_sound = good && !code;
        return code;
}

/* Whatever libvips decodes, as the plain pixels that are wanted in the end. */
static enum zb_code lay_by_vips(const struct zb_picture *p, bool *ret_sound, struct zb_err *err)
{
        struct zb_flat flat;
        size_t icc_len = 0;
        VipsImage *image = zb_image_load(p->path, p->loader, 1, VIPS_FAIL_ON_ERROR);
        if (image)
                image = zb_image_plain(image);
        if (!image)
                return ZB_OK;
        const void *icc = zb_image_icc(image, &icc_len);
        enum zb_code code = zb_flat_open(p->straight.fd, p->stored_w, p->stored_h, vips_image_get_bands(image), false,
                                         icc, icc_len, &flat, err);
        if (!code)
                code = put_rows(image, &flat, ret_sound, err);
        g_object_unref(image);
        return code;
}

static enum zb_code lay_by_webp(const struct zb_picture *p, bool *ret_sound, struct zb_err *err)
{
        size_t icc_len = 0;
        VipsImage *header = zb_image_load(p->path, p->loader, 1, VIPS_FAIL_ON_ERROR);
        if (!header)
                return ZB_OK;
        const void *icc = zb_image_icc(header, &icc_len);
        enum zb_code code = zb_webp_straighten(p->path, p->straight.fd, icc, icc_len, ret_sound, err);
        g_object_unref(header);
        return code;
}

enum zb_code zb_transcode_lay(struct zb_picture *p, bool *ret_sound, struct zb_err *err)
{
        struct zb_transcode *s = &p->straight;
        if (s->crooked == ZB_IN_ORDER || s->laid) {
                *ret_sound = true;
                return ZB_OK;
        }
        *ret_sound = false;
        enum zb_code code = zb_scratch_open(&s->fd, err);
        if (code)
                return code;
        s->laid = true; /* there is a file to close */
        if (s->crooked == ZB_BY_JPEG)
                code = zb_jpeg_straighten(p->path, s->fd, ret_sound, err);
        else if (s->crooked == ZB_BY_PNG)
                code = zb_png_straighten(p->path, s->fd, ret_sound, err);
        else if (s->crooked == ZB_BY_WEBP)
                code = lay_by_webp(p, ret_sound, err);
        else
                code = lay_by_vips(p, ret_sound, err);
        if (code || !*ret_sound)
                zb_transcode_fini(p);
        snprintf(s->path, sizeof s->path, "/proc/self/fd/%d", s->fd);
        return code;
}

void zb_transcode_fini(struct zb_picture *p)
{
        if (p->straight.laid)
                close(p->straight.fd);
        p->straight.laid = false;
}

const char *zb_transcode_path(const struct zb_picture *p)
{
        return p->straight.laid ? p->straight.path : p->path;
}

const char *zb_transcode_loader(const struct zb_picture *p)
{
        bool flat = p->straight.crooked == ZB_BY_WEBP || p->straight.crooked == ZB_BY_VIPS;
        return p->straight.laid && flat ? "tiffload" : p->loader;
}
