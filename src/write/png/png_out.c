/* SPDX-License-Identifier: Apache-2.0 */
/* PNG: the soft proof of the board for screens, sRGB as the profile says the press will print it (paper
 * white, relative colorimetric). The workers proof the bands; rows are packed and written on the calling thread. */
#include <stdlib.h>

#include "png_codec.h"
#include "write_priv.h"

struct png_out {
        struct zb_writer writer; /* first */
        const struct zb_write_job *job;
        struct zb_png_image image;
        struct zb_png_text texts[4];
        struct zb_buf xmp;
        struct zb_png *png;
};

static enum zb_code png_out_put_bytes(void *ctx, const void *data, size_t len, struct zb_err *err)
{
        return zb_outfile_write(((struct png_out *)ctx)->writer.out, data, len, err);
}

/* ---- bands ---- */

static enum zb_code png_out_pack(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        const struct png_out *p = ctx;
        return zb_band_proof(p->job->options->profile, band, kept, err);
}

static enum zb_code png_out_put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        return zb_png_rows(((struct png_out *)ctx)->png, *kept, band->rows, err);
}

static void png_out_drop(void *ctx, void *kept)
{
        free(kept);
}

/* ---- the file ---- */

static enum zb_code open_image(struct png_out *p, struct zb_err *err)
{
        const struct zb_scene *scene = p->job->scene;
        p->texts[0] = (struct zb_png_text){"Software", ZB_WRITE_TOOL, false};
        p->texts[1] = (struct zb_png_text){"Title", zb_write_title(scene), true};
        p->texts[2] = (struct zb_png_text){"XML:com.adobe.xmp", p->xmp.data, true};
        p->texts[3] = (struct zb_png_text){"AIGC", zb_write_aigc, false};
        p->image = (struct zb_png_image){.ppi = p->job->ppi,
                                         .texts = p->texts,
                                         .n_texts = scene->ai ? 4 : 3,
                                         .put = png_out_put_bytes,
                                         .ctx = p,
                                         .place = p->job->path};
        zb_raster_size(scene, p->job->ppi, &p->image.width, &p->image.height);
        return zb_png_open(&p->image, &p->png, err);
}

static enum zb_code png_out_finish(struct zb_writer *writer, struct zb_err *err)
{
        return zb_png_end(((struct png_out *)writer)->png, err);
}

static void free_png(struct zb_writer *writer)
{
        struct png_out *p = (struct png_out *)writer;
        zb_png_free(p->png);
        zb_buf_fini(&p->xmp);
        free(p);
}

static enum zb_code png_open(const struct zb_write_job *job, struct zb_writer **ret, struct zb_err *err)
{
        struct png_out *p = calloc(1, sizeof *p);
        if (!p)
                return zb_err_nomem(err);
        p->writer =
                (struct zb_writer){.sink = {.pack = png_out_pack, .put = png_out_put, .drop = png_out_drop, .ctx = p},
                                   .finish = png_out_finish,
                                   .free = free_png};
        p->job = job;
        *ret = &p->writer;
        enum zb_code code = zb_outfile_open(job->path, &p->writer.out, err);
        if (code == ZB_OK)
                code = zb_write_xmp(job->scene, "image/png", false, NULL, &p->xmp, err);
        return code == ZB_OK ? open_image(p, err) : code;
}

const struct zb_format zb_format_png = {.name = "PNG", .suffixes = {".png"}, .ppi = 40, .open = png_open};
