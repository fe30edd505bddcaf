/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures as pixels: enough of them, of their own shape, once, and not crushed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rules_priv.h"

/* ---- resolution ---- */

static void low_resolution(struct zb_check *c, const struct zb_fact_image *image, double ppi)
{
        double min = c->standard->ppi_min;
        const char *have = zb_check_num(c, ppi, 0), *least = zb_check_num(c, min, 0);
        const char *w = zb_check_num(c, ceil(image->box.w / 25.4 * min), 0);
        const char *h = zb_check_num(c, ceil(image->box.h / 25.4 * min), 0);
        /* The size that its pixels allow, in the shape that it has. */
        const char *may_w = zb_check_num(c, floor(image->box.w * ppi / min), 0);
        const char *may_h = zb_check_num(c, floor(image->box.h * ppi / min), 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = ppi;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->unit = zb_msg_verbatim("ppi");
        found->box = image->box;
        found->path = image->place;
        found->message =
                zb_check_about(c, zb_check_picture(c, image), " prints at only %s ppi, below %s", have, least);
        found->fix = zb_check_msg(c,
                                  "Use a larger original: this place needs %s × %s px (upscaling adds no "
                                  "detail); this picture may be "
                                  "%s × %s mm at most.",
                                  w, h, may_w, may_h);
}

/* A file of pixels is one picture: the whole board must have the pixels, whatever density it declares. */
static void board_resolution(struct zb_check *c)
{
        const struct zb_standard *s = c->standard;
        const struct zb_fact_raster *r = &c->facts->raster;
        bool wide = r->px_w > r->px_h;
        double want_w = wide ? s->px_height : s->px_width, want_h = wide ? s->px_width : s->px_height;
        if (want_w <= 0 || want_h <= 0) {
                want_w = floor(c->facts->width_mm / 25.4 * s->ppi_min);
                want_h = floor(c->facts->height_mm / 25.4 * s->ppi_min);
        }
        double share = fmin(r->px_w / want_w, r->px_h / want_h);
        if (!isfinite(share)) {
                zb_check_unknown(c);
                return;
        }
        if (share * s->ppi_min >= s->ppi_min - s->ppi_tolerance)
                return;
        const char *w = zb_check_num(c, want_w, 0), *h = zb_check_num(c, want_h, 0);
        const char *ppi = zb_check_num(c, share * s->ppi_min, 0), *least = zb_check_num(c, s->ppi_min, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = zb_check_msg(c, "%d × %d", r->px_w, r->px_h);
        found->wanted = zb_check_msg(c, "≥ %s × %s", w, h);
        found->unit = ZB_MSG("px");
        found->message =
                zb_check_msg(c, "the board has %d × %d px: at the finished size %s dpi, below %s dpi (%s × %s px)",
                             r->px_w, r->px_h, ppi, least, w, h);
        found->fix =
                zb_check_msg(c,
                             "Go back to the source and export at the finished size and %s dpi; enlarging a small "
                             "file in Photoshop adds nothing.",
                             least);
}

/* A picture under all others says nothing, and may be soft; but the printer should know. */
static void ground_resolution(struct zb_check *c)
{
        size_t i = 0;
        const struct zb_fact_seen *seen = zb_check_seen(c, ZB_SEEN_GROUND, &i);
        double ppi = seen ? (double)strtol(seen->name, NULL, 10) : INFINITY;
        if (!(ppi < c->standard->ppi_min - c->standard->ppi_tolerance))
                return;
        const char *have = zb_check_num(c, ppi, 0), *least = zb_check_num(c, c->standard->ppi_min, 0);
        struct zb_finding *found = zb_check_note(c);
        found->measured = ppi;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        found->unit = zb_msg_verbatim("ppi");
        found->box = seen->box;
        found->message = zb_check_msg(c,
                                      "the background picture prints at only %s ppi, below %s: no matter for a "
                                      "gradient or a blur, but its details will be soft",
                                      have, least);
        found->fix = ZB_MSG("Where it holds words, lines or photographs, use an original of 300 ppi or "
                            "vector art.");
}

static void resolution(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t low = 0;
        bool unknown = isnan(f->image_mm2) && !f->raster.known;
        if (f->raster.known)
                board_resolution(c);
        for (size_t i = 0; i < f->n_images; i++) {
                const struct zb_fact_image *image = &f->images[i];
                double ppi = fmin(image->ppi_x, image->ppi_y);
                if (isnan(ppi)) {
                        unknown |= strcmp(image->type, "photo") == 0 && !f->raster.known;
                        continue;
                }
                if (ppi >= c->standard->ppi_min - c->standard->ppi_tolerance)
                        continue;
                if (low++ < ZB_CHECK_MANY)
                        low_resolution(c, image, ppi);
        }
        if (low > ZB_CHECK_MANY)
                zb_check_more(c, low - ZB_CHECK_MANY);
        ground_resolution(c);
        if (unknown)
                zb_check_unknown(c);
}

/* ---- shape, blowing up, compression ---- */

static void distorted(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0;
        for (size_t i = 0; i < f->n_images; i++) {
                const struct zb_fact_image *image = &f->images[i];
                double by = image->stretch;
                if (!(by > 0) || fabs(fmax(by, 1 / by) - 1) <= c->standard->stretch_max || n++ >= ZB_CHECK_MANY)
                        continue;
                const char *percent = zb_check_num(c, 100 * (fmax(by, 1 / by) - 1), 0);
                struct zb_finding *found = zb_check_fail(c);
                found->measured = by;
                found->wanted = zb_msg_verbatim("1");
                found->unit = ZB_MSG("(width ÷ height)");
                found->box = image->box;
                found->path = image->place;
                found->message = by > 1 ? zb_check_about(c, zb_check_picture(c, image),
                                                         " is stretched sideways by %s %%", percent)
                                        : zb_check_about(c, zb_check_picture(c, image),
                                                         " is stretched upwards by %s %%", percent);
                found->fix = ZB_MSG("Restore its proportions: hold Shift when scaling and crop (clipping mask) "
                                    "instead of stretching.");
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

static void blown_up(struct zb_check *c)
{
        const struct zb_fact_raster *r = &c->facts->raster;
        double ppi = r->px_w / (c->facts->width_mm / 25.4) / r->upsampled;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = r->upsampled;
        found->wanted = zb_msg_verbatim("1");
        found->unit = ZB_MSG(ZB_CTX("rules") "times");
        found->message = zb_check_msg(c, "the whole file was blown up %d times: its real detail is about %s dpi",
                                      r->upsampled, zb_check_num(c, ppi, 0));
        found->fix = ZB_MSG("Export again from the source at the finished size and 300 dpi; enlarging in "
                            "Photoshop adds no detail.");
}

static void upsampled(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0;
        if (f->raster.known && f->raster.upsampled > 1)
                blown_up(c);

        for (size_t i = 0; i < f->n_images; i++) {
                const struct zb_fact_image *image = &f->images[i];
                if (image->upsampled <= 1 || n++ >= ZB_CHECK_MANY)
                        continue;
                double ppi = fmin(image->ppi_x, image->ppi_y) / image->upsampled;
                struct zb_finding *found = zb_check_fail(c);
                found->measured = image->upsampled;
                found->wanted = zb_msg_verbatim("1");
                found->unit = ZB_MSG(ZB_CTX("rules") "times");
                found->box = image->box;
                found->path = image->place;
                found->message = zb_check_about(c, zb_check_picture(c, image),
                                                " was blown up %d times: its real detail is about %s ppi",
                                                image->upsampled, zb_check_num(c, ppi, 0));
                found->fix = ZB_MSG("Use the original; if there is no larger one, set it smaller.");
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

static void low_quality(struct zb_check *c, int quality, const struct zb_fact_image *image)
{
        const char *least = zb_check_num(c, c->standard->jpeg_quality_min, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = quality;
        found->wanted = zb_check_msg(c, "≥ %s", least);
        if (image) {
                found->box = image->box;
                found->path = image->place;
                found->message =
                        zb_check_about(c, zb_check_picture(c, image),
                                       " is a JPEG of quality %d of 100: its blocks show when large", quality);
        } else {
                found->message = zb_check_msg(
                        c, "the file is a JPEG of quality %d of 100: fringes show round the text", quality);
        }
        found->fix = ZB_MSG("Use the uncompressed original; export at JPEG quality 10–12. Every saving as JPEG "
                            "loses again.");
}

static void quality(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0;
        if (f->raster.quality > 0 && f->raster.quality < c->standard->jpeg_quality_min)
                low_quality(c, f->raster.quality, NULL);
        for (size_t i = 0; i < f->n_images; i++)
                if (f->images[i].quality > 0 && f->images[i].quality < c->standard->jpeg_quality_min &&
                    n++ < ZB_CHECK_MANY)
                        low_quality(c, f->images[i].quality, &f->images[i]);
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

/* ---- the same picture twice ---- */

static bool large(const struct zb_check *c, const struct zb_fact_image *image)
{
        return fmin(image->box.w, image->box.h) >= c->standard->duplicate_side_mm;
}

/* The first picture before i with the same pixels, or NULL. */
static const struct zb_fact_image *twin(const struct zb_check *c, size_t i)
{
        const struct zb_fact_image *images = c->facts->images;
        for (size_t k = 0; k < i; k++)
                if (images[k].same == images[i].same && large(c, &images[k]))
                        return &images[k];
        return NULL;
}

static void duplicate(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        size_t n = 0, most = f->n_images < 2000 ? f->n_images : 2000;
        for (size_t i = 0; i < most; i++) {
                const struct zb_fact_image *image = &f->images[i], *first;
                if (image->same == 0 || !large(c, image) || !(first = twin(c, i)) || n++ >= ZB_CHECK_MANY)
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                found->measured = 2;
                found->wanted = zb_msg_verbatim("1");
                found->unit = ZB_MSG("times");
                found->box = image->box;
                found->path = image->place;
                found->message = zb_check_msg(c, "the same picture appears twice: the other one is at %s, %s mm",
                                              zb_check_num(c, first->box.x, 0), zb_check_num(c, first->box.y, 0));
                found->fix = ZB_MSG("Use a different picture for one of them.");
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

const struct zb_rule zb_picture_rules[] = {
        {"image.resolution", ZB_OF_ALL, resolution},
        {"image.distorted", ZB_OF_PDF, distorted},
        {"image.upsampled", ZB_OF_PDF | ZB_OF_PIXELS, upsampled},
        {"image.duplicate", ZB_OF_PDF, duplicate},
        {"image.quality", ZB_OF_PDF | ZB_OF_PIXELS, quality},
        {NULL, 0, NULL},
};
