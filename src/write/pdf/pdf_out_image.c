/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures: DeviceCMYK image XObjects at no more than the wanted resolution, lossless. Their objects are made
 * here; their pixels are only read when the file is written. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "deflate.h"
#include "pdf_out_priv.h"

enum { MOST_IMAGES = 9999 }; /* four digits of the mark */

/* Of a picture that lies turned in its file and is stored with its own pixels, so much is kept. */
#define TURNED_BYTES (48UL << 20)

/* ---- which pixels ---- */

/* A picture that is fine enough is stored as it stands on the page's pixels: neither a reader nor the raster
 * samples it anew, and one decoding serves both. One that is too coarse keeps the pixels that it has. */
static bool fine_enough(const struct zb_raster_picture *what)
{
        return round(what->crop.w) >= what->width && round(what->crop.h) >= what->height;
}

/* Pixels for a length: as many as the source has, but no more than the wanted resolution takes. Rounded up,
 * because a pixel too few would make 300 ppi into 299.9, which a checker counts as too low. */
static int image_pixels(double mm, double source, double ppi)
{
        double wanted = ceil(zb_px_of_mm(mm, ppi) - 1e-6), has = round(source);
        double n = fmin(wanted, has);
        return n < 1 ? 1 : (int)n;
}

static struct pdf_image image_of(const struct zb_scene *scene, double ppi, const struct zb_item *item)
{
        const struct zb_placed *placed = &item->picture;
        struct pdf_image image = {.placed = placed};
        image.on_page = zb_raster_place(scene, ppi, item, &image.what) && fine_enough(&image.what);
        if (!image.on_page)
                image.what = (struct zb_raster_picture){.picture = placed->picture,
                                                        .crop = placed->crop,
                                                        .width = image_pixels(item->box.w, placed->crop.w, ppi),
                                                        .height = image_pixels(item->box.h, placed->crop.h, ppi),
                                                        .turned_bytes = TURNED_BYTES};
        return image;
}

static bool image_same(const struct pdf_image *a, const struct pdf_image *b)
{
        const struct zb_raster_picture *p = &a->what, *q = &b->what;
        return p->width == q->width && p->height == q->height && p->crop.x == q->crop.x && p->crop.y == q->crop.y &&
               p->crop.w == q->crop.w && p->crop.h == q->crop.h &&
               (p->picture == q->picture || strcmp(zb_picture_path(p->picture), zb_picture_path(q->picture)) == 0);
}

/* The number of the picture's XObject, from 1; 0: not there. */
static size_t image_number(const struct pdf_images *images, const struct pdf_image *image)
{
        for (size_t i = 0; i < images->n; i++)
                if (image_same(&images->list[i], image))
                        return i + 1;
        return 0;
}

/* The workers take the pictures in about this order: the longest work must not come last. */
static int image_by_size(const void *a, const void *b)
{
        const struct pdf_image *p = a, *q = b;
        int64_t m = (int64_t)p->what.width * p->what.height, n = (int64_t)q->what.width * q->what.height;
        if (m != n)
                return m < n ? 1 : -1;
        return p->order < q->order ? -1 : 1;
}

enum zb_code zb_pdf_images_find(struct pdf_images *images, const struct zb_scene *scene,
                                const struct zb_write_options *options, const char *path, struct zb_err *err)
{
        *images = (struct pdf_images){.options = options};
        images->list = calloc(scene->n_items + 1, sizeof *images->list);
        if (!images->list)
                return zb_err_nomem(err);
        for (size_t i = 0; i < scene->n_items; i++) {
                struct pdf_image image;
                if (scene->items[i].kind != ZB_ITEM_PICTURE)
                        continue;
                image = image_of(scene, options->ppi, &scene->items[i]);
                image.order = images->n;
                if (!image_number(images, &image))
                        images->list[images->n++] = image;
        }
        if (images->n > MOST_IMAGES)
                return zb_err_say(err, ZB_INPUT, NULL, "too many pictures: a board takes at most %d", MOST_IMAGES);
        if (!images->n)
                return ZB_OK;
        qsort(images->list, images->n, sizeof *images->list, image_by_size);
        return spool_open(path, &images->spool, err);
}

void zb_pdf_images_fini(struct pdf_images *images)
{
        for (size_t i = 0; i < images->n; i++) {
                zb_pdf_packer_free(images->list[i].packer);
                free(images->list[i].packed.pieces);
        }
        free(images->list);
        spool_free(images->spool);
}

/* ---- the objects ---- */

/* What is printed for the hash: the source's bytes stand for the pixels made of them, which are not there
 * yet. A file that cannot be read is found out when its pixels are. */
static void image_hash(struct pdf_out *pdf, const struct pdf_image *image)
{
        uint8_t block[1 << 14];
        uint64_t sum = 0;
        FILE *in = fopen(zb_picture_path(image->what.picture), "rb");
        for (size_t n; in && (n = fread(block, 1, sizeof block, in)) > 0;)
                sum = zb_crc64(sum, block, n);
        if (in)
                fclose(in);
        zb_pdf_hash(pdf, &sum, sizeof sum);
        zb_pdf_hash(pdf, &image->what.crop, sizeof image->what.crop);
        zb_pdf_hash(pdf, &pdf->options->max_total, sizeof pdf->options->max_total);
}

static void image_object(struct pdf_out *pdf, const struct pdf_image *image, int number)
{
        char dict[160], parms[96], mark[ZB_PDF_MARK_LEN + 8], key[24];
        snprintf(dict, sizeof(dict),
                 "<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceCMYK "
                 "/BitsPerComponent 8 >>",
                 image->what.width, image->what.height);
        snprintf(parms, sizeof(parms), "<< /Predictor 15 /Colors 4 /BitsPerComponent 8 /Columns %d >>",
                 image->what.width);
        snprintf(mark, sizeof(mark), ZB_PDF_MARK, number);
        snprintf(key, sizeof(key), "/I%d", number);
        zb_pdf_set(pdf, pdf->image_dict, key, zb_pdf_stream(pdf, dict, mark, ZB_PDF_MARK_LEN, "/FlateDecode", parms));
        image_hash(pdf, image);
}

enum zb_code zb_pdf_images(struct pdf_out *pdf, struct zb_err *err)
{
        for (size_t i = 0; i < pdf->images->n; i++)
                image_object(pdf, &pdf->images->list[i], (int)i + 1);
        return zb_pdf_check(pdf, err);
}

/* ---- content ---- */

/* Where the pixels stand: the picture's box, or whole pixels of the page. These are drawn a sixty-fourth of a
 * pixel within their lines: some readers widen a picture to every pixel that it touches, if only by a
 * rounding, and would stretch it by one. */
static struct zb_rect image_box(const struct pdf_out *pdf, const struct pdf_image *image, struct zb_rect box)
{
        const struct zb_raster_picture *what = &image->what;
        double mm = 25.4 / pdf->options->ppi, bleed = pdf->scene->bleed_mm, in = 1 / 64.0;
        return image->on_page ? (struct zb_rect){(what->x + in) * mm - bleed, (what->y + in) * mm - bleed,
                                                 (what->width - 2 * in) * mm, (what->height - 2 * in) * mm}
                              : box;
}

void zb_pdf_picture(struct pdf_out *pdf, const struct zb_item *item)
{
        const struct pdf_image image = image_of(pdf->scene, pdf->options->ppi, item);
        const struct zb_rect box = image_box(pdf, &image, item->box);
        size_t number = image_number(pdf->images, &image);
        zb_buf_puts(&pdf->content, "q\n");
        if (image.on_page || item->picture.radius_mm > 0) {
                struct zb_path path = {0};
                zb_path_round_rect(pdf->arena, &path, item->box, item->picture.radius_mm);
                zb_pdf_path(pdf, &path);
                zb_buf_puts(&pdf->content, "W n\n");
        }
        zb_pdf_num(&pdf->content, zb_pt_of_mm(box.w), 3);
        zb_buf_puts(&pdf->content, "0 0 ");
        zb_pdf_num(&pdf->content, zb_pt_of_mm(box.h), 3);
        zb_pdf_num(&pdf->content, zb_pdf_x(pdf, box.x), 3);
        zb_pdf_num(&pdf->content, zb_pdf_y(pdf, box.y + box.h), 3);
        zb_buf_printf(&pdf->content, "cm\n/I%zu Do\nQ\n", number);
}
