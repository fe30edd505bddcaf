/* SPDX-License-Identifier: Apache-2.0 */
/* PSD, the editable source that the notice asks for: 8-bit CMYK, a group for the head, each section and the
 * foot, a layer for each picture, chart, text and ground, and the merged image (docs/formats.md §6–7). Lengths
 * come before what they measure, so the pixels are drawn and spooled first; then the file is written once
 * from its head to its end. The text layers carry TySh, not the document-wide Txt2. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "psd_out_priv.h"

enum { RLE = 1 }; /* compression of plates */
enum { PROTECTED = 0x01, PIXELS_IRRELEVANT = 0x10, FLAGS_VALID = 0x08 };
enum divider { NOT_A_GROUP = 0, GROUP_CLOSED = 2, GROUP_END = 3 };

struct psd_out {
        struct zb_writer writer; /* first */
        const struct zb_write_job *job;
        bool big; /* PSB */
        int width, height;
        struct psd_layers layers;
        struct psd_pixels pixels;
};

/* A record of the layer section: a layer, or one of the two ends of a group. */
struct record {
        enum divider divider;
        const char *name;
        const struct psd_layer *layer; /* NULL: an end of a group */
        const struct psd_image *image;
        int group; /* 1 …, 0 outside */
        bool background;
};

/* Calls once for each record, bottom first; group ends come round the layers of their group. */
static void each_record(const struct psd_out *psd, void (*call)(void *ctx, const struct record *record), void *ctx)
{
        const struct psd_layers *layers = &psd->layers;
        for (size_t l = 0; l < layers->n; l++) {
                const struct psd_layer *layer = &layers->list[l];
                const struct psd_image *image = &psd->pixels.images[l];
                const char *name = layer->group < 0 ? "" : layers->groups[layer->group].name;
                if (layer->group >= 0 && (l == 0 || layer[-1].group != layer->group))
                        call(ctx, &(struct record){
                                          .divider = GROUP_END, .name = "</Layer group>", .group = layer->group + 1});
                call(ctx, &(struct record){.name = layer->name,
                                           .layer = layer,
                                           .image = image,
                                           .group = layer->group + 1,
                                           .background = image->ground});
                if (layer->group >= 0 && (l + 1 == layers->n || layer[1].group != layer->group))
                        call(ctx, &(struct record){.divider = GROUP_CLOSED, .name = name, .group = layer->group + 1});
        }
}

/* ---- image resources ---- */

static void put_resource(struct zb_buf *out, uint16_t id, const void *data, size_t len)
{
        zb_buf_puts(out, "8BIM");
        zb_buf_u16be(out, id);
        zb_buf_u16be(out, 0); /* no name */
        zb_buf_u32be(out, (uint32_t)len);
        zb_buf_put(out, data, len);
        if (len % 2)
                zb_buf_putc(out, 0);
}

static void put_resolution(struct zb_buf *out, double ppi)
{
        enum { PER_INCH = 1, IN_CM = 2 };
        struct zb_buf data = ZB_BUF_INIT;
        for (int axis = 0; axis < 2; axis++) {
                zb_buf_u32be(&data, (uint32_t)lrint(ppi * 65536));
                zb_buf_u16be(&data, PER_INCH);
                zb_buf_u16be(&data, IN_CM);
        }
        put_resource(out, 1005, data.data, data.len);
        out->failed |= data.failed;
        zb_buf_fini(&data);
}

static void put_version(struct zb_buf *out)
{
        struct zb_buf data = ZB_BUF_INIT;
        zb_buf_u32be(&data, 1);
        zb_buf_putc(&data, 1);        /* the merged image is a real one */
        for (int i = 0; i < 2; i++) { /* writer and reader */
                zb_buf_u32be(&data, (uint32_t)strlen(ZB_WRITE_TOOL));
                psd_utf16(&data, ZB_WRITE_TOOL, strlen(ZB_WRITE_TOOL));
        }
        zb_buf_u32be(&data, 1);
        put_resource(out, 1057, data.data, data.len);
        out->failed |= data.failed;
        zb_buf_fini(&data);
}

struct group_lists {
        struct zb_buf ids, on;
};

static void list_group(void *ctx, const struct record *record)
{
        struct group_lists *lists = ctx;
        zb_buf_u16be(&lists->ids, 0); /* linked to no other layer */
        zb_buf_putc(&lists->on, record->group ? 1 : 0);
}

static void put_groups(struct zb_buf *out, const struct psd_out *psd)
{
        struct group_lists lists = {ZB_BUF_INIT, ZB_BUF_INIT};
        each_record(psd, list_group, &lists);
        put_resource(out, 1026, lists.ids.data, lists.ids.len);
        put_resource(out, 1072, lists.on.data, lists.on.len);
        out->failed |= lists.ids.failed || lists.on.failed;
        zb_buf_fini(&lists.ids);
        zb_buf_fini(&lists.on);
}

static enum zb_code put_head(const struct psd_out *psd, struct zb_buf *out, struct zb_err *err)
{
        enum { CMYK = 4 };
        static const uint8_t zero[6];
        struct zb_buf resources = ZB_BUF_INIT, xmp = ZB_BUF_INIT;
        enum zb_code code = zb_write_xmp(psd->job->scene, "image/vnd.adobe.photoshop", false, NULL, &xmp, err);
        if (code == ZB_OK) {
                size_t icc_len = 0;
                const void *icc =
                        psd->job->options->profile ? zb_profile_data(psd->job->options->profile, &icc_len) : NULL;
                put_resolution(&resources, psd->job->ppi);
                put_groups(&resources, psd);
                if (icc)
                        put_resource(&resources, 1039, icc, icc_len);
                put_version(&resources);
                put_resource(&resources, 1060, xmp.data, xmp.len);
                zb_buf_puts(out, "8BPS");
                zb_buf_u16be(out, psd->big ? 2 : 1);
                zb_buf_put(out, zero, sizeof zero);
                zb_buf_u16be(out, PSD_PLATES);
                zb_buf_u32be(out, (uint32_t)psd->height);
                zb_buf_u32be(out, (uint32_t)psd->width);
                zb_buf_u16be(out, 8);
                zb_buf_u16be(out, CMYK);
                zb_buf_u32be(out, 0); /* no palette */
                zb_buf_u32be(out, (uint32_t)resources.len);
                zb_buf_put(out, resources.data, resources.len);
                if (out->failed || resources.failed)
                        code = zb_err_nomem(err);
        }
        zb_buf_fini(&resources);
        zb_buf_fini(&xmp);
        return code;
}

/* ---- layer records ---- */

/* Order of the plates in the file, alpha first; the background has no alpha. */
static const int plate_order[] = {PSD_ALPHA, 0, 1, 2, 3};

static int n_plates(const struct record *record)
{
        return record->background ? PSD_PLATES : PSD_PLATES + 1;
}

static int plate_at(const struct record *record, int i)
{
        return plate_order[record->background ? i + 1 : i];
}

static bool has_pixels(const struct record *record)
{
        return record->image && record->image->height > 0;
}

/* PSB: what measures pixels has 64 bits instead of 32 … */
static void put_length(const struct psd_out *psd, struct zb_buf *out, uint64_t length)
{
        if (psd->big)
                zb_buf_u32be(out, (uint32_t)(length >> 32));
        zb_buf_u32be(out, (uint32_t)length);
}

/* … and what measures a packed row 32 instead of 16. */
static uint64_t row_length_bytes(const struct psd_out *psd)
{
        return psd->big ? 4 : 2;
}

/* Bytes of a plate with its compression and row lengths; what has no pixels has the compression alone. */
static uint64_t plate_bytes(const struct psd_out *psd, const struct record *record, int i)
{
        if (!has_pixels(record))
                return 2;
        return 2 + row_length_bytes(psd) * (uint64_t)record->image->height +
               record->image->plates[plate_at(record, i)].bytes;
}

struct sums {
        const struct psd_out *psd;
        struct zb_buf records;
        int n, n_texts;
        uint64_t plates; /* bytes of all layers' pixels */
};

/* A block of a record's end: its length is a multiple of four, padding inside (docs/formats.md §7). */
static void put_block(struct zb_buf *out, const char *key, const struct zb_buf *data)
{
        static const char pad[4];
        size_t padding = (4 - data->len % 4) % 4;
        zb_buf_puts(out, "8BIM");
        zb_buf_puts(out, key);
        zb_buf_u32be(out, (uint32_t)(data->len + padding));
        zb_buf_put(out, data->data, data->len);
        zb_buf_put(out, pad, padding);
        out->failed |= data->failed;
}

static void put_blocks(struct sums *sums, const struct record *record, struct zb_buf *out)
{
        struct zb_buf data = ZB_BUF_INIT, name = ZB_BUF_INIT;
        if (record->layer && record->layer->kind == PSD_TEXT && has_pixels(record)) {
                psd_text_block(sums->psd->job->scene, record->layer, record->image, sums->psd->job->ppi,
                               sums->n_texts++, &data);
                put_block(out, "TySh", &data);
                zb_buf_clear(&data);
        }
        size_t units = psd_utf16(&name, record->name, strlen(record->name));
        zb_buf_u32be(&data, (uint32_t)units);
        zb_buf_put(&data, name.data, name.len);
        put_block(out, "luni", &data);
        zb_buf_clear(&data);
        zb_buf_u32be(&data, (uint32_t)sums->n + 1);
        put_block(out, "lyid", &data);
        if (record->divider != NOT_A_GROUP) {
                zb_buf_clear(&data);
                zb_buf_u32be(&data, (uint32_t)record->divider);
                if (record->divider != GROUP_END)
                        zb_buf_puts(&data, "8BIMpass");
                put_block(out, "lsct", &data);
        }
        out->failed |= name.failed;
        zb_buf_fini(&name);
        zb_buf_fini(&data);
}

/* The old name, for readers that know no 'luni': ASCII, padded to a multiple of four with its length. */
static void put_pascal_name(struct zb_buf *out, const struct record *record, int n)
{
        struct zb_buf name = ZB_BUF_INIT;
        if (record->divider == GROUP_END)
                zb_buf_puts(&name, record->name);
        else
                zb_buf_printf(&name, "%s %d", record->layer ? "Layer" : "Group", n + 1);
        zb_buf_putc(out, (char)name.len);
        zb_buf_put(out, name.data, name.len);
        for (size_t i = name.len + 1; i % 4; i++)
                zb_buf_putc(out, 0);
        out->failed |= name.failed;
        zb_buf_fini(&name);
}

static void put_record(void *ctx, const struct record *record)
{
        struct sums *sums = ctx;
        struct zb_buf *out = &sums->records, extra = ZB_BUF_INIT;
        const struct psd_image none = {0}, *image = has_pixels(record) ? record->image : &none;
        int flags = FLAGS_VALID | (record->background ? PROTECTED : 0) | (record->layer ? 0 : PIXELS_IRRELEVANT);
        zb_buf_u32be(out, (uint32_t)image->y);
        zb_buf_u32be(out, (uint32_t)image->x);
        zb_buf_u32be(out, (uint32_t)(image->y + image->height));
        zb_buf_u32be(out, (uint32_t)(image->x + image->width));
        zb_buf_u16be(out, (uint16_t)n_plates(record));
        for (int i = 0; i < n_plates(record); i++) {
                int plate = plate_at(record, i);
                zb_buf_u16be(out, (uint16_t)(plate == PSD_ALPHA ? -1 : plate));
                put_length(sums->psd, out, plate_bytes(sums->psd, record, i));
                sums->plates += plate_bytes(sums->psd, record, i);
        }
        zb_buf_puts(out, record->layer && record->layer->overprint ? "8BIMdark" : "8BIMnorm");
        zb_buf_putc(out, (char)255); /* opaque */
        zb_buf_putc(out, 0);         /* not clipped */
        zb_buf_putc(out, (char)flags);
        zb_buf_putc(out, 0);
        zb_buf_u32be(&extra, 0); /* no mask */
        zb_buf_u32be(&extra, 0); /* no blending ranges */
        put_pascal_name(&extra, record, sums->n);
        put_blocks(sums, record, &extra);
        zb_buf_u32be(out, (uint32_t)extra.len);
        zb_buf_put(out, extra.data, extra.len);
        out->failed |= extra.failed;
        zb_buf_fini(&extra);
        sums->n++;
}

/* ---- pixels ---- */

/* Row lengths of plates, big-endian. */
static void put_row_bytes(const struct psd_out *psd, struct zb_buf *out, const struct psd_plate *plate, int rows)
{
        for (int y = 0; y < rows; y++) {
                if (psd->big)
                        zb_buf_u16be(out, 0);
                zb_buf_u16be(out, plate->row_bytes[y]);
        }
}

struct psd_out_writing {
        const struct psd_out *psd;
        enum zb_code code;
        struct zb_err *err;
        uint64_t written; /* bytes of pixels */
};

static void copy_plate(struct psd_out_writing *w, const struct psd_plate *plate)
{
        static const struct zb_msg what = ZB_N("assembling the PSD");
        const struct psd_pixels *pixels = &w->psd->pixels;
        w->code = psd_pixels_copy(pixels, plate, w->psd->writer.out, w->err);
        w->written += plate->bytes;
        if (w->code == ZB_OK && zb_tick(w->psd->job->options->progress, what,
                                        (double)w->written / (double)(spool_bytes(pixels->spool) + 1)))
                w->code = zb_err_say(w->err, ZB_WORK, NULL, "stopped");
}

static void write_buf(struct psd_out_writing *w, const struct zb_buf *buf)
{
        if (w->code == ZB_OK && buf->failed)
                w->code = zb_err_nomem(w->err);
        if (w->code == ZB_OK)
                w->code = zb_outfile_write(w->psd->writer.out, buf->data, buf->len, w->err);
}

static void write_plates(void *ctx, const struct record *record)
{
        struct psd_out_writing *w = ctx;
        for (int i = 0; i < n_plates(record) && w->code == ZB_OK; i++) {
                struct zb_buf head = ZB_BUF_INIT;
                const struct psd_plate *plate =
                        has_pixels(record) ? &record->image->plates[plate_at(record, i)] : NULL;
                zb_buf_u16be(&head, plate ? RLE : 0);
                if (plate)
                        put_row_bytes(w->psd, &head, plate, record->image->height);
                write_buf(w, &head);
                zb_buf_fini(&head);
                if (plate && w->code == ZB_OK)
                        copy_plate(w, plate);
        }
}

/* The merged image: one compression, all row lengths, then all rows. */
static void write_merged(struct psd_out_writing *w)
{
        const struct psd_image *image = &w->psd->pixels.images[w->psd->layers.n];
        struct zb_buf head = ZB_BUF_INIT;
        zb_buf_u16be(&head, RLE);
        for (int p = 0; p < PSD_PLATES; p++)
                put_row_bytes(w->psd, &head, &image->plates[p], image->height);
        write_buf(w, &head);
        zb_buf_fini(&head);
        for (int p = 0; p < PSD_PLATES && w->code == ZB_OK; p++)
                copy_plate(w, &image->plates[p]);
}

/* ---- the file ---- */

static enum zb_code write_file(const struct psd_out *psd, struct zb_err *err)
{
        static const char pad[4];
        struct psd_out_writing w = {.psd = psd, .err = err};
        struct sums sums = {.psd = psd};
        struct zb_buf head = ZB_BUF_INIT, tail = ZB_BUF_INIT;
        w.code = put_head(psd, &head, err);
        each_record(psd, put_record, &sums);
        uint64_t info = 2 + sums.records.len + sums.plates, padding = (4 - info % 4) % 4;
        uint64_t merged = 2 + row_length_bytes(psd) * PSD_PLATES * (uint64_t)psd->height;
        for (int p = 0; p < PSD_PLATES; p++)
                merged += psd->pixels.images[psd->layers.n].plates[p].bytes;
        if (w.code == ZB_OK && !psd->big && head.len + info + merged + 16 > PSD_MAX_SIZE)
                w.code = psd_too_large(NULL, err);
        put_length(psd, &head, info + padding + (psd->big ? 12 : 8)); /* the layers and an empty mask */
        put_length(psd, &head, info + padding);
        zb_buf_u16be(&head, (uint16_t)sums.n);
        write_buf(&w, &head);
        write_buf(&w, &sums.records);
        if (w.code == ZB_OK)
                each_record(psd, write_plates, &w);
        zb_buf_put(&tail, pad, padding);
        zb_buf_u32be(&tail, 0); /* no global mask; of 32 bits in a PSB too */
        write_buf(&w, &tail);
        if (w.code == ZB_OK)
                write_merged(&w);
        zb_buf_fini(&head);
        zb_buf_fini(&tail);
        zb_buf_fini(&sums.records);
        return w.code;
}

static enum zb_code psd_out_finish(struct zb_writer *writer, struct zb_err *err)
{
        return write_file((const struct psd_out *)writer, err);
}

static void free_psd(struct zb_writer *writer)
{
        struct psd_out *psd = (struct psd_out *)writer;
        psd_pixels_fini(&psd->pixels);
        psd_layers_fini(&psd->layers);
        free(psd);
}

static enum zb_code check_sides(const struct psd_out *psd, struct zb_err *err)
{
        if (psd->big || (psd->width <= PSD_MAX_SIDE && psd->height <= PSD_MAX_SIDE))
                return ZB_OK;
        return zb_err_say(err, ZB_WORK, NULL,
                          "a PSD has at most %d pixels a side, this board %d × %d: write a .psb (Photoshop's large "
                          "document format), or lower the resolution with --dpi.",
                          PSD_MAX_SIDE, psd->width, psd->height);
}

static enum zb_code psd_open(const struct zb_write_job *job, struct zb_writer **ret, struct zb_err *err)
{
        struct psd_out *psd = calloc(1, sizeof *psd);
        if (!psd)
                return zb_err_nomem(err);
        psd->writer.finish = psd_out_finish;
        psd->writer.free = free_psd;
        psd->job = job;
        psd->big = job->format == &zb_format_psb;
        *ret = &psd->writer;
        zb_raster_size(job->scene, job->ppi, &psd->width, &psd->height);
        enum zb_code code = check_sides(psd, err);
        if (code == ZB_OK)
                code = zb_outfile_open(job->path, &psd->writer.out, err);
        if (code == ZB_OK)
                code = psd_layers_make(job->scene, &psd->layers, err);
        psd->pixels.most = psd->big ? UINT64_MAX : PSD_MAX_SIZE;
        if (code == ZB_OK)
                code = psd_pixels_open(&psd->pixels, &psd->layers, job, &psd->writer.sink, err);
        return code;
}

const struct zb_format zb_format_psd = {"PSD", {".psd"}, "psd", 300, psd_open, NULL};
const struct zb_format zb_format_psb = {"PSB", {".psb"}, "psd", 300, psd_open, NULL};
