/* SPDX-License-Identifier: Apache-2.0 */
/* A picture from its file: recognised, measured, and proven to decode to the last row, so that nothing can go
 * wrong later than here. Its pixels are not kept: they are read again, at the size asked for, when somebody
 * asks.
 *
 * libvips runs without its cache and on the caller's thread alone: memory stays at a few lines per picture,
 * and the program's own workers are the only threads. Whatever it or glib has to say goes into its error
 * buffer or nowhere. */
#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "transcode.h"

static void be_silent(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data)
{
}

enum zb_code zb_picture_init(const char *program, struct zb_err *err)
{
        static const char *const domains[] = {"VIPS", "GLib", "GLib-GObject", "GModule"};
        for (size_t i = 0; i < G_N_ELEMENTS(domains); i++)
                g_log_set_handler(domains[i],
                                  G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_MESSAGE |
                                          G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG,
                                  be_silent, NULL);
        if (vips_init(program)) {
                vips_error_clear();
                return zb_err_say(err, ZB_WORK, NULL, "the picture library libvips does not start.");
        }
        vips_concurrency_set(1);
        vips_cache_set_max(0);
        vips_block_untrusted_set(TRUE);
        return ZB_OK;
}

void zb_picture_fini(void)
{
        vips_shutdown();
}

static enum zb_code picture_damaged(struct zb_err *err)
{
        bool nomem = zb_vips_nomem(vips_error_buffer());
        vips_error_clear();
        if (nomem)
                return zb_err_nomem(err);
        return zb_err_say(err, ZB_INPUT, NULL, "the picture file is damaged or cut off: export or copy it again.");
}

/* Decodes every row; into `keep` or to nothing. */
static bool pull(VipsImage *image, uint8_t *keep)
{
        enum { STRIP = 64 };
        VipsRegion *region = vips_region_new(image);
        int width = vips_image_get_width(image), height = vips_image_get_height(image);
        size_t row = (size_t)width * VIPS_IMAGE_SIZEOF_PEL(image);
        bool good = region != NULL;
        for (int y = 0; good && y < height; y += STRIP) {
                VipsRect rect = {0, y, width, height - y < STRIP ? height - y : STRIP};
                good = vips_region_prepare(region, &rect) == 0;
                for (int i = y; keep && good && i < y + rect.height; i++)
                        memcpy(keep + (size_t)i * row, VIPS_REGION_ADDR(region, 0, i), row);
        }
        if (region)
                g_object_unref(region);
        return good;
}

static bool decodes(const struct zb_picture *p, VipsFailOn fail_on)
{
        VipsImage *image = zb_image_load(zb_transcode_path(p), zb_transcode_loader(p), 1, fail_on);
        if (image)
                image = zb_image_plain(image);
        bool good = image && pull(image, NULL);
        if (image)
                g_object_unref(image);
        return good;
}

/* Room for the eighth and a copy of its profile, when both are small. */
static void keep_eighth(struct zb_picture *p, VipsImage *plain)
{
        enum { MOST = 2 << 20 };
        size_t icc_len = 0, row = (size_t)vips_image_get_width(plain) * VIPS_IMAGE_SIZEOF_PEL(plain);
        const void *icc = zb_image_icc(plain, &icc_len);
        free(p->eighth);
        free(p->icc);
        p->eighth = p->icc = NULL;
        if (row * (size_t)vips_image_get_height(plain) > MOST || icc_len > MOST)
                return;
        p->eighth = malloc(row * (size_t)vips_image_get_height(plain));
        p->eighth_w = vips_image_get_width(plain);
        p->eighth_h = vips_image_get_height(plain);
        p->eighth_bands = vips_image_get_bands(plain);
        p->icc = icc ? malloc(icc_len + 1) : NULL;
        p->icc_len = icc_len;
        if (p->icc)
                memcpy(p->icc, icc, icc_len);
        if (icc && !p->icc) {
                free(p->eighth);
                p->eighth = NULL;
        }
}

/* An eighth of a JPEG is enough: its entropy-coded data are read to the end all the same. */
static bool eighth_decodes(struct zb_picture *p, VipsFailOn fail_on)
{
        VipsImage *image = zb_image_load(zb_transcode_path(p), zb_transcode_loader(p), ZB_EIGHTH, fail_on);
        if (image)
                image = zb_image_plain(image);
        if (!image)
                return false;
        keep_eighth(p, image);
        bool good = pull(image, p->eighth);
        g_object_unref(image);
        return good;
}

/* libjpeg only warns of broken data and paints it grey; some cameras' files make it warn of nothing that
 * shows. */
static bool is_harmless(const char *warning)
{
        static const char *const known[] = {"extraneous bytes before marker", "Invalid SOS parameters",
                                            "Unknown Adobe color transform", "unknown JFIF revision"};
        for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
                if (strstr(warning, known[i]))
                        return true;
        return false;
}

static bool is_jpeg(const struct zb_picture *p)
{
        return strcmp(p->info.format, "jpeg") == 0;
}

/* Decodes without a complaint. */
static enum zb_code is_sound(struct zb_picture *p, bool *ret, struct zb_err *err)
{
        enum zb_code code = zb_transcode_lay(p, ret, err);
        if (!code && *ret)
                *ret = is_jpeg(p) ? eighth_decodes(p, VIPS_FAIL_ON_WARNING)
                                  : p->straight.laid || decodes(p, VIPS_FAIL_ON_ERROR);
        return code;
}

/* One picture at a time: libvips has one buffer for what it has to say. */
static enum zb_code picture_prove(struct zb_picture *p, struct zb_err *err)
{
        bool sound;
        vips_error_clear();
        enum zb_code code = is_sound(p, &sound, err);
        if (code || sound)
                return code;
        char *words = vips_error_buffer_copy(); /* empties the buffer */
        bool laid = p->straight.crooked == ZB_IN_ORDER || p->straight.laid;
        bool harmless = is_jpeg(p) && laid && words && is_harmless(words);
        bool nomem = words && zb_vips_nomem(words);
        g_free(words);
        if (nomem)
                return zb_err_nomem(err);
        if (!harmless || !eighth_decodes(p, VIPS_FAIL_ON_ERROR))
                return picture_damaged(err);
        vips_error_clear();
        return ZB_OK;
}

static enum zb_code unsupported(struct zb_err *err)
{
        bool nomem = zb_vips_nomem(vips_error_buffer());
        vips_error_clear();
        if (nomem)
                return zb_err_nomem(err);
        return zb_err_say(err, ZB_INPUT, NULL,
                          "the picture's kind of pixels is not supported: save it as a plain JPG or PNG.");
}

static enum zb_code check_size(int w, int h, struct zb_err *err)
{
        if (w <= ZB_MAX_SIDE && h <= ZB_MAX_SIDE && (int64_t)w * h <= ZB_MAX_PIXELS)
                return ZB_OK;
        return zb_err_say(err, ZB_INPUT, NULL,
                          "the picture is too large (%d × %d pixels): at most %d pixels a side and %d0 000 in all.",
                          w, h, ZB_MAX_SIDE, ZB_MAX_PIXELS / 10000);
}

/* What the header says. Nothing is decoded yet. */
static enum zb_code describe(struct zb_picture *p, const struct zb_picture_format *format, struct zb_err *err)
{
        if (strcmp(format->name, "tiff") == 0 && !zb_picture_tiff_is_plain(p->path))
                return unsupported(err);
        VipsImage *image = zb_image_load(p->path, format->loader, 1, VIPS_FAIL_ON_ERROR);
        if (!image)
                return picture_damaged(err);
        p->loader = format->loader;
        p->stored_w = vips_image_get_width(image);
        p->stored_h = vips_image_get_height(image);
        p->orientation = vips_image_get_orientation(image);
        if (p->orientation < 1 || p->orientation > 8)
                p->orientation = 1;
        bool turned = p->orientation >= 5;
        p->info.width = turned ? p->stored_h : p->stored_w;
        p->info.height = turned ? p->stored_w : p->stored_h;
        p->info.has_alpha = vips_image_get_coding(image) == VIPS_CODING_NONE && vips_image_hasalpha(image);
        p->info.ai_generated = zb_image_is_ai(image);
        snprintf(p->info.format, sizeof(p->info.format), "%s", format->name);
        enum zb_code code = check_size(p->info.width, p->info.height, err);
        if (!code)
                code = zb_transcode_look(p, image, err);
        if (code) {
                g_object_unref(image);
                return code;
        }
        VipsImage *plain = zb_image_plain(image);
        if (!plain)
                return unsupported(err);
        p->info.space = zb_image_space(plain);
        p->info.has_profile = vips_image_get_typeof(plain, VIPS_META_ICC_NAME) != 0;
        g_object_unref(plain);
        return ZB_OK;
}

enum zb_code zb_picture_peek(const char *path, struct zb_picture **ret, struct zb_err *err)
{
        const struct zb_picture_format *format;
        enum zb_code code = zb_format_sniff(path, &format, err);
        if (code)
                return code;
        struct zb_picture *p = calloc(1, sizeof(*p));
        if (!p || !(p->path = strdup(path))) {
                free(p);
                return zb_err_nomem(err);
        }
        code = describe(p, format, err);
        if (code) {
                zb_picture_free(p);
                return code;
        }
        *ret = p;
        return ZB_OK;
}

struct zb_proof {
        struct zb_picture **pictures;
        size_t n;
        bool *sound;
        pthread_mutex_t heavy; /* held by who takes much memory */
        pthread_t thread;
        bool running;
        enum zb_code code;
        struct zb_err err;
};

static enum zb_code prove_one(void *ctx, int job, int thread, struct zb_err *err)
{
        struct zb_proof *proof = ctx;
        struct zb_picture *p = proof->pictures[job];
        bool heavy = zb_transcode_is_heavy(p);
        if (heavy)
                pthread_mutex_lock(&proof->heavy);
        enum zb_code code = is_sound(p, &proof->sound[job], err);
        vips_thread_shutdown(); /* what libvips keeps for a thread that is about to end */
        if (heavy)
                pthread_mutex_unlock(&proof->heavy);
        return code;
}

static void *prove_all(void *arg)
{
        struct zb_proof *proof = arg;
        proof->code = zb_pool_ordered(0, (int)proof->n, 0, prove_one, NULL, proof, &proof->err);
        return NULL;
}

static void proof_free(struct zb_proof *proof)
{
        pthread_mutex_destroy(&proof->heavy);
        free(proof->pictures);
        free(proof->sound);
        free(proof);
}

enum zb_code zb_picture_prove_begin(struct zb_picture *const *pictures, size_t n, struct zb_proof **ret,
                                    struct zb_err *err)
{
        struct zb_proof *proof = calloc(1, sizeof *proof);
        if (!proof)
                return zb_err_nomem(err);
        pthread_mutex_init(&proof->heavy, NULL);
        proof->n = n;
        proof->pictures = calloc(n + 1, sizeof *proof->pictures);
        proof->sound = calloc(n + 1, sizeof *proof->sound);
        if (!proof->pictures || !proof->sound) {
                proof_free(proof);
                return zb_err_nomem(err);
        }
        for (size_t i = 0; i < n; i++)
                proof->pictures[i] = pictures[i];
        proof->running = n > 0 && pthread_create(&proof->thread, NULL, prove_all, proof) == 0;
        if (!proof->running)
                prove_all(proof); /* without a thread to spare it is done at once */
        *ret = proof;
        return ZB_OK;
}

/* What failed is looked at once more by itself, for its words. */
static enum zb_code tell_bad(const struct zb_proof *proof, zb_bad_picture_fn bad, void *ctx, struct zb_err *err)
{
        vips_error_clear();
        for (size_t i = 0; i < proof->n; i++) {
                struct zb_err why = {0};
                if (proof->sound[i] || !picture_prove(proof->pictures[i], &why))
                        continue;
                if (why.code != ZB_INPUT) {
                        if (err)
                                *err = why;
                        return why.code;
                }
                bad(ctx, i, &why);
        }
        return ZB_OK;
}

enum zb_code zb_picture_prove_end(struct zb_proof *proof, zb_bad_picture_fn bad, void *ctx, struct zb_err *err)
{
        if (proof->running)
                pthread_join(proof->thread, NULL);
        enum zb_code code = proof->code;
        if (code && err)
                *err = proof->err;
        if (!code && bad)
                code = tell_bad(proof, bad, ctx, err);
        proof_free(proof);
        return code;
}

enum zb_code zb_picture_prove(struct zb_picture *const *pictures, size_t n, zb_bad_picture_fn bad, void *ctx,
                              struct zb_err *err)
{
        struct zb_proof *proof = NULL;
        enum zb_code code = zb_picture_prove_begin(pictures, n, &proof, err);
        return code ? code : zb_picture_prove_end(proof, bad, ctx, err);
}

enum zb_code zb_picture_open(const char *path, struct zb_picture **ret, struct zb_err *err)
{
        struct zb_picture *p;
        enum zb_code code = zb_picture_peek(path, &p, err);
        if (code)
                return code;
        code = picture_prove(p, err);
        if (code)
                zb_picture_free(p);
        else
                *ret = p;
        return code;
}

void zb_picture_free(struct zb_picture *picture)
{
        if (!picture)
                return;
        zb_transcode_fini(picture);
        free(picture->eighth);
        free(picture->icc);
        free(picture->path);
        free(picture);
}

const struct zb_picture_info *zb_picture_info(const struct zb_picture *picture)
{
        return &picture->info;
}

const char *zb_picture_path(const struct zb_picture *picture)
{
        return picture->path;
}

static double clamp(double v, double least, double most)
{
        return v < least ? least : v > most ? most : v;
}

struct zb_rect zb_picture_crop(const struct zb_picture *picture, double box_w, double box_h, double focus_x,
                               double focus_y)
{
        assert(box_w > 0 && box_h > 0);
        double w = picture->info.width, h = picture->info.height;
        struct zb_rect crop = {0, 0, w, h};
        if (w * box_h > h * box_w)
                crop.w = fmin(w, h * box_w / box_h);
        else
                crop.h = fmin(h, w * box_h / box_w);
        crop.x = clamp(focus_x * w - crop.w / 2, 0, w - crop.w);
        crop.y = clamp(focus_y * h - crop.h / 2, 0, h - crop.h);
        return crop;
}
