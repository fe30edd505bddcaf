/* SPDX-License-Identifier: Apache-2.0 */
/* JPEG for the press: CMYK as Adobe writes it, that is inverted, untransformed (APP14 transform 0) and
 * sampled 1 × 1 (docs/formats.md §10–11). Every worker encodes whole bands as small JPEGs of their own; since
 * each row of blocks ends with a restart marker and the huffman tables are the standard ones, their scans
 * laid end to end are one scan, byte for byte what one encoder would have made of the whole board. The first
 * band lends its headers. */
#include <stdlib.h>

#include "clones.h"
#include "jpeg.h"
#include "write_priv.h"

#define QUALITY  92
#define MAX_SIDE 65500 /* libjpeg's, and that of most readers */
#define MCU_ROWS 8     /* of pixels; 1 × 1 sampling */
/* Restart markers are numbered 0–7, so a band is a multiple of eight rows of blocks, and between two bands
 * stands the last of the markers. */
#define RST_LAST   0xD7
#define MARKER_MAX 65533 /* bytes of a marker segment's payload */

_Static_assert(ZB_WRITE_BAND_ROWS % (8 * MCU_ROWS) == 0, "a band ends where the restart markers begin anew");

static const char xmp_head[] = "http://ns.adobe.com/xap/1.0/"; /* with its NUL */
static const char icc_head[] = "ICC_PROFILE";                  /* likewise; number and count follow */

struct jpeg {
        struct zb_writer writer; /* first */
        const struct zb_write_job *job;
        int height, quality;
};

/* ---- one band, in a worker ---- */

/* As Adobe wants it: 0 is full ink. */
ZB_CLONES static void invert(const uint8_t *restrict cmyk, size_t n, uint8_t *restrict out)
{
        for (size_t i = 0; i < n; i++)
                out[i] = (uint8_t)~cmyk[i];
}

struct jpeg_out_packed {
        struct zb_buf jpeg; /* SOI … EOI */
        size_t sof, scan;   /* where the frame header and the entropy-coded bytes begin */
        uint8_t *line;
};

struct band_rows {
        const struct zb_band *band;
        uint8_t *line; /* a row as Adobe wants it */
};

static const uint8_t *band_row(void *ctx, int y)
{
        const struct band_rows *rows = ctx;
        size_t n = 4 * (size_t)rows->band->width;
        invert(rows->band->cmyk + n * (size_t)y, n, rows->line);
        return rows->line;
}

/* Walks over the marker segments of our own encoder's output up to the scan's bytes. */
static bool find_scan(struct jpeg_out_packed *p)
{
        const uint8_t *b = (const uint8_t *)p->jpeg.data;
        for (size_t at = 2; at + 4 <= p->jpeg.len && b[at] == 0xFF;) {
                uint8_t marker = b[at + 1];
                size_t next = at + 2 + ((size_t)b[at + 2] << 8 | b[at + 3]);
                if (marker == 0xC0)
                        p->sof = at;
                if (marker == 0xDA) {
                        p->scan = next;
                        return p->sof && next + 2 <= p->jpeg.len;
                }
                at = next;
        }
        return false;
}

static void jpeg_out_drop(void *ctx, void *kept)
{
        struct jpeg_out_packed *packed = kept;
        zb_buf_fini(&packed->jpeg);
        free(packed->line);
        free(packed);
}

static enum zb_code jpeg_out_pack(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        const struct jpeg *jpeg = ctx;
        struct jpeg_out_packed *packed = *kept;
        if (!packed)
                *kept = packed = calloc(1, sizeof *packed);
        if (packed && !packed->line)
                packed->line = malloc(4 * (size_t)band->width);
        if (!packed || !packed->line)
                return zb_err_nomem(err);
        const struct zb_jpeg_image image = {.width = band->width,
                                            .height = band->rows,
                                            .components = 4,
                                            .quality = jpeg->quality,
                                            .restart = true};
        struct band_rows rows = {band, packed->line};
        zb_buf_clear(&packed->jpeg);
        enum zb_code code = zb_jpeg_encode(&image, band_row, &rows, &packed->jpeg, err);
        packed->sof = 0;
        if (code == ZB_OK && !find_scan(packed))
                code = zb_err_say(err, ZB_WORK, NULL, "the JPEG cannot be written: libjpeg's output is incomplete");
        return code;
}

/* ---- the head ---- */

static void put_marker(struct zb_buf *out, uint8_t marker, size_t payload)
{
        zb_buf_putc(out, (char)0xFF);
        zb_buf_putc(out, (char)marker);
        zb_buf_u16be(out, (uint16_t)(payload + 2));
}

/* The resolution: libjpeg leaves JFIF out for CMYK, but readers take the density from it and the colours from
 * APP14. */
static void put_jfif(struct zb_buf *out, double ppi)
{
        uint16_t density = (uint16_t)(ppi + 0.5);
        put_marker(out, 0xE0, 14);
        zb_buf_put(out, "JFIF\0\1\1\1", 8);
        zb_buf_u16be(out, density);
        zb_buf_u16be(out, density);
        zb_buf_u16be(out, 0); /* no thumbnail */
}

static enum zb_code put_xmp(struct zb_buf *out, const struct zb_scene *scene, struct zb_err *err)
{
        struct zb_buf xmp = ZB_BUF_INIT;
        enum zb_code code = zb_write_xmp(scene, "image/jpeg", false, NULL, &xmp, err);
        size_t payload = sizeof xmp_head + xmp.len;
        if (code == ZB_OK && payload > MARKER_MAX)
                code = zb_err_say(err, ZB_WORK, NULL, "title and description are too long for the XMP of a JPEG");
        if (code == ZB_OK) {
                put_marker(out, 0xE1, payload);
                zb_buf_put(out, xmp_head, sizeof xmp_head);
                zb_buf_put(out, xmp.data, xmp.len);
        }
        zb_buf_fini(&xmp);
        return code;
}

/* ICC.1:2010 annex B.4: chunks numbered from 1. */
static enum zb_code put_icc(struct zb_buf *out, const struct zb_profile *profile, struct zb_err *err)
{
        size_t len = 0;
        const char *data = profile ? zb_profile_data(profile, &len) : NULL;
        const size_t most = MARKER_MAX - sizeof icc_head - 2;
        size_t n = (len + most - 1) / most;
        if (n > 255)
                return zb_err_say(err, ZB_INPUT, NULL, "the profile is too large for a JPEG");
        for (size_t i = 0; i < n; i++) {
                size_t chunk = len - i * most < most ? len - i * most : most;
                put_marker(out, 0xE2, sizeof icc_head + 2 + chunk);
                zb_buf_put(out, icc_head, sizeof icc_head);
                zb_buf_putc(out, (char)(i + 1));
                zb_buf_putc(out, (char)n);
                zb_buf_put(out, data + i * most, chunk);
        }
        return ZB_OK;
}

/* Our own segments, then the first band's headers with the height of the whole. */
static enum zb_code put_head(const struct jpeg *jpeg, const struct jpeg_out_packed *first, struct zb_err *err)
{
        struct zb_buf head = ZB_BUF_INIT;
        zb_buf_put(&head, "\xFF\xD8", 2);
        put_jfif(&head, jpeg->job->ppi);
        enum zb_code code = put_xmp(&head, jpeg->job->scene, err);
        if (code == ZB_OK)
                code = put_icc(&head, jpeg->job->options->profile, err);
        size_t at = head.len + first->sof - 2 + 5; /* SOF0: marker 2, length 2, precision 1, height 2 */
        zb_buf_put(&head, first->jpeg.data + 2, first->scan - 2);
        if (code == ZB_OK && head.failed)
                code = zb_err_nomem(err);
        if (code == ZB_OK) {
                head.data[at] = (char)(jpeg->height >> 8);
                head.data[at + 1] = (char)jpeg->height;
                code = zb_outfile_write(jpeg->writer.out, head.data, head.len, err);
        }
        zb_buf_fini(&head);
        return code;
}

static enum zb_code jpeg_out_put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        static const uint8_t restart[2] = {0xFF, RST_LAST}, end[2] = {0xFF, 0xD9};
        const struct jpeg *jpeg = ctx;
        const struct jpeg_out_packed *packed = *kept;
        enum zb_code code = band->index == 0 ? put_head(jpeg, packed, err)
                                             : zb_outfile_write(jpeg->writer.out, restart, sizeof restart, err);
        if (code == ZB_OK)
                code = zb_outfile_write(jpeg->writer.out, packed->jpeg.data + packed->scan,
                                        packed->jpeg.len - packed->scan - sizeof end, err);
        if (code == ZB_OK && band->y + band->rows == jpeg->height)
                code = zb_outfile_write(jpeg->writer.out, end, sizeof end, err);
        return code;
}

/* ---- the file ---- */

static enum zb_code jpeg_out_finish(struct zb_writer *writer, struct zb_err *err)
{
        return ZB_OK; /* the last band brought the end */
}

static void free_jpeg(struct zb_writer *writer)
{
        free(writer);
}

static enum zb_code jpeg_open(const struct zb_write_job *job, struct zb_writer **ret, struct zb_err *err)
{
        int width, height;
        zb_raster_size(job->scene, job->ppi, &width, &height);
        if (height > MAX_SIDE)
                return zb_err_say(err, ZB_WORK, job->path,
                                  "a JPEG is at most %d pixels high, this board %d: lower the resolution.", MAX_SIDE,
                                  height);
        struct jpeg *jpeg = malloc(sizeof *jpeg);
        if (!jpeg)
                return zb_err_nomem(err);
        *jpeg = (struct jpeg){.writer = {.finish = jpeg_out_finish, .free = free_jpeg},
                              .job = job,
                              .height = height,
                              .quality = job->options->quality > 0 ? job->options->quality : QUALITY};
        jpeg->writer.sink = (struct zb_raster_sink){
                .pack = jpeg_out_pack, .put = jpeg_out_put, .drop = jpeg_out_drop, .ctx = jpeg};
        *ret = &jpeg->writer;
        return zb_outfile_open(job->path, &jpeg->writer.out, err);
}

const struct zb_format zb_format_jpeg = {
        .name = "JPEG", .suffixes = {".jpg", ".jpeg"}, .kind = "jpeg", .ppi = 300, .open = jpeg_open};
