/* SPDX-License-Identifier: Apache-2.0 */
/* Pixels of a PSD. Plates lie one after the other in the file, each with the lengths of its packed rows
 * before it, while the raster comes in bands with all plates side by side: so the workers pack (PackBits,
 * docs/formats.md §7), the pieces go to an unnamed file, the spool, and are put in order when all lengths are
 * known. In memory there are only the bands under way and two bytes a row. */
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "psd_out_priv.h"

/* What a band has packed: pieces of plates, one after the other. */
struct psd_out_pixels_chunk {
        size_t image;
        int plate, y, rows; /* y: in the image */
        size_t bytes;
};

struct parcel {
        uint8_t *data;
        size_t len, cap;
        uint16_t *row_bytes; /* of all chunks in turn */
        size_t n_rows, cap_rows;
        struct psd_out_pixels_chunk *chunks;
        size_t n_chunks, cap_chunks;
        struct seen {
                struct zb_layer_rows at;
                bool ground;
        } * seen; /* one a layer of the band */
        size_t n_seen, cap_seen;
        int band; /* whose it is: 1 + its index */
        uint8_t *row;
};

/* ---- PackBits (TIFF 6.0, section 9) ---- */

static size_t equal_bytes(const uint8_t *p, size_t n)
{
        size_t i = 1;
        if (n > 1 && p[0] != p[1])
                return 1;
#ifdef __SSE2__
        for (const __m128i like16 = _mm_set1_epi8((char)p[0]); i + 16 <= n; i += 16) {
                int same = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(p + i)), like16));
                if (same != 0xFFFF)
                        return i + (size_t)__builtin_ctz(~(unsigned)same);
        }
#endif
        uint64_t like = 0x0101010101010101ULL * p[0], eight;
        while (i + 8 <= n) {
                memcpy(&eight, p + i, 8);
                if (eight != like)
                        break;
                i += 8;
        }
        while (i < n && p[i] == p[0])
                i++;
        return i;
}

/* How many bytes come before the next run of three, which is the shortest that pays. */
static size_t unlike_bytes(const uint8_t *p, size_t n)
{
        size_t i = 0;
#ifdef __SSE2__
        for (; i + 18 <= n; i += 16) {
                __m128i a = _mm_loadu_si128((const __m128i *)(p + i)),
                        b = _mm_loadu_si128((const __m128i *)(p + i + 1));
                __m128i c = _mm_loadu_si128((const __m128i *)(p + i + 2));
                int runs = _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, b), _mm_cmpeq_epi8(b, c)));
                if (runs)
                        return i + (size_t)__builtin_ctz((unsigned)runs);
        }
#endif
        for (; i + 2 < n; i++)
                if (p[i] == p[i + 1] && p[i] == p[i + 2])
                        return i;
        return n;
}

/* A few bytes, for which memcpy takes too long to begin. */
static inline void copy_few(uint8_t *restrict out, const uint8_t *restrict p, size_t n)
{
        size_t i = 0;
        for (; i + 8 <= n; i += 8)
                memcpy(out + i, p + i, 8);
        if (n >= 8)
                memcpy(out + n - 8, p + n - 8, 8);
        else
                for (; i < n; i++)
                        out[i] = p[i];
}

static size_t packed_most(size_t n)
{
        return n + (n + 127) / 128;
}

/* At most packed_most(n) bytes; returns how many. */
static size_t pack_row(const uint8_t *p, size_t n, uint8_t *out)
{
        uint8_t *start = out;
        while (n > 0) {
                size_t run = equal_bytes(p, n), all = run < 3 ? unlike_bytes(p, n) : run;
                for (size_t left = all, step; left > 0; left -= step) {
                        step = left < 128 ? left : 128;
                        *out++ = (uint8_t)(run < 3 ? step - 1 : 257 - step);
                        if (run < 3)
                                copy_few(out, p + (all - left), step);
                        else
                                *out = p[0];
                        out += run < 3 ? step : 1;
                }
                p += all;
                n -= all;
        }
        return (size_t)(out - start);
}

/* ---- parcels, in the workers ---- */

/* Room for `extra` entries behind n; NULL when memory is out, and then the list is as it was. */
static void *more(void *list, size_t n, size_t *cap, size_t extra, size_t size)
{
        if (n + extra <= *cap)
                return list;
        size_t wanted = (n + extra) + (n + extra) / 2;
        void *data = realloc(list, wanted * size);
        if (data)
                *cap = wanted;
        return data;
}

/* grown: a void pointer of the caller's. */
#define MORE(grown, list, n, cap, extra)                                                                             \
        ((grown = more(list, n, &(cap), extra, sizeof *(list))) != NULL && ((list) = (grown), true))

static void psd_out_pixels_drop(void *ctx, void *kept)
{
        struct parcel *parcel = kept;
        free(parcel->data);
        free(parcel->row_bytes);
        free(parcel->chunks);
        free(parcel->seen);
        free(parcel->row);
        free(parcel);
}

/* The place's own; a new band empties it. */
static struct parcel *parcel_of(void **kept, const struct zb_band *band)
{
        struct parcel *parcel = *kept;
        if (!parcel)
                *kept = parcel = calloc(1, sizeof *parcel);
        if (parcel && !parcel->row)
                parcel->row = malloc((size_t)band->width);
        if (!parcel || !parcel->row)
                return NULL;
        if (parcel->band != band->index + 1) {
                parcel->band = band->index + 1;
                parcel->len = parcel->n_rows = parcel->n_chunks = parcel->n_seen = 0;
        }
        return parcel;
}

/* Plate `plate` of a row, as PSD wants it: 255 is no ink, but alpha stays. */
static void take_row(const uint8_t *cmyk, int plate, size_t n, uint8_t *out)
{
        for (size_t i = 0; i < n; i++)
                out[i] = (uint8_t)~cmyk[4 * i + (size_t)plate];
}

/* The same of what has no alpha in the file: where it is not covered, paper shows. */
static void take_row_on_paper(const uint8_t *cmyk, const uint8_t *alpha, int plate, size_t n, uint8_t *out)
{
        for (size_t i = 0; i < n; i++)
                out[i] = (uint8_t)(255 - (cmyk[4 * i + (size_t)plate] * alpha[i] + 127) / 255);
}

/* One plate of the rows: of `cmyk` where alpha is NULL, of what alpha lets through where it is the ground's;
 * or the alpha itself. */
static bool pack_plate(struct parcel *parcel, struct psd_out_pixels_chunk chunk, size_t width, const uint8_t *cmyk,
                       const uint8_t *alpha, bool on_paper)
{
        void *grown;
        if (!MORE(grown, parcel->chunks, parcel->n_chunks, parcel->cap_chunks, 1) ||
            !MORE(grown, parcel->row_bytes, parcel->n_rows, parcel->cap_rows, (size_t)chunk.rows) ||
            !MORE(grown, parcel->data, parcel->len, parcel->cap, (size_t)chunk.rows * packed_most(width)))
                return false;
        size_t begin = parcel->len;
        for (size_t y = 0; y < (size_t)chunk.rows; y++) {
                const uint8_t *from = parcel->row;
                if (chunk.plate == PSD_ALPHA)
                        from = alpha + y * width;
                else if (on_paper)
                        take_row_on_paper(cmyk + 4 * y * width, alpha + y * width, chunk.plate, width, parcel->row);
                else
                        take_row(cmyk + 4 * y * width, chunk.plate, width, parcel->row);
                size_t n = pack_row(from, width, parcel->data + parcel->len);
                parcel->row_bytes[parcel->n_rows++] = (uint16_t)n;
                parcel->len += n;
        }
        chunk.bytes = parcel->len - begin;
        parcel->chunks[parcel->n_chunks++] = chunk;
        return true;
}

static enum zb_code pack_layer(void *ctx, void **kept, const struct zb_band *band, const struct zb_layer_rows *rows,
                               struct zb_err *err)
{
        const struct psd_pixels *pixels = ctx;
        bool ground = pixels->ground && rows->layer == 0 && rows->width == pixels->width &&
                      rows->layer_height == pixels->height;
        struct parcel *parcel = parcel_of(kept, band);
        void *grown;
        bool ok = parcel && MORE(grown, parcel->seen, parcel->n_seen, parcel->cap_seen, 1);
        if (ok)
                parcel->seen[parcel->n_seen++] = (struct seen){*rows, ground};
        for (int plate = 0; plate <= (ground ? PSD_ALPHA - 1 : PSD_ALPHA) && ok; plate++)
                ok = pack_plate(
                        parcel,
                        (struct psd_out_pixels_chunk){rows->layer, plate, rows->y - rows->layer_y, rows->rows, 0},
                        (size_t)rows->width, rows->cmyk, rows->alpha, ground);
        return ok ? ZB_OK : zb_err_nomem(err);
}

static enum zb_code psd_out_pixels_pack(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        const struct psd_pixels *pixels = ctx;
        struct parcel *parcel = parcel_of(kept, band);
        bool ok = parcel != NULL;
        for (int plate = 0; plate < PSD_PLATES && ok; plate++)
                ok = pack_plate(parcel, (struct psd_out_pixels_chunk){pixels->n - 1, plate, band->y, band->rows, 0},
                                (size_t)band->width, band->cmyk, NULL, false);
        return ok ? ZB_OK : zb_err_nomem(err);
}

/* ---- the spool, on the calling thread ---- */

/* Room for a layer's rows when its first band comes. */
static bool open_image(struct psd_image *image, int x, int y, int width, int height)
{
        if (image->height)
                return true;
        *image = (struct psd_image){.x = x, .y = y, .width = width, .height = height};
        for (int p = 0; p <= PSD_ALPHA; p++) {
                image->plates[p].row_bytes = calloc((size_t)height, sizeof *image->plates[p].row_bytes);
                if (!image->plates[p].row_bytes)
                        return false;
        }
        return true;
}

static bool keep_chunk(struct psd_pixels *pixels, const struct psd_out_pixels_chunk *chunk, const uint16_t *row_bytes,
                       uint64_t at)
{
        struct psd_plate *plate = &pixels->images[chunk->image].plates[chunk->plate];
        void *grown;
        if (!MORE(grown, plate->pieces, plate->n_pieces, plate->cap_pieces, 1))
                return false;
        plate->pieces[plate->n_pieces++] = (struct spool_piece){at, chunk->bytes};
        plate->bytes += chunk->bytes;
        memcpy(plate->row_bytes + chunk->y, row_bytes, (size_t)chunk->rows * sizeof *row_bytes);
        return true;
}

static enum zb_code psd_out_pixels_put(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct psd_pixels *pixels = ctx;
        const struct parcel *parcel = *kept;
        bool ok = open_image(&pixels->images[pixels->n - 1], 0, 0, pixels->width, pixels->height);
        for (size_t i = 0; i < parcel->n_seen && ok; i++) {
                const struct zb_layer_rows *at = &parcel->seen[i].at;
                struct psd_image *image = &pixels->images[at->layer];
                ok = open_image(image, at->x, at->layer_y, at->width, at->layer_height);
                image->ground = parcel->seen[i].ground;
        }
        struct spool_piece all = {0};
        enum zb_code code = ok ? spool_put(pixels->spool, parcel->data, parcel->len, &all, err) : ZB_OK;
        if (code)
                return code;
        const uint16_t *row_bytes = parcel->row_bytes;
        for (size_t i = 0; i < parcel->n_chunks && ok; i++) {
                ok = keep_chunk(pixels, &parcel->chunks[i], row_bytes, all.at);
                all.at += parcel->chunks[i].bytes;
                row_bytes += parcel->chunks[i].rows;
        }
        if (!ok)
                return zb_err_nomem(err);
        return spool_bytes(pixels->spool) > pixels->most ? psd_too_large(NULL, err) : ZB_OK;
}

enum zb_code psd_pixels_open(struct psd_pixels *pixels, const struct psd_layers *layers,
                             const struct zb_write_job *job, struct zb_raster_sink *ret, struct zb_err *err)
{
        *pixels = (struct psd_pixels){
                .n = layers->n + 1, .most = pixels->most, .ground = layers->n && layers->list[0].group < 0};
        zb_raster_size(job->scene, job->ppi, &pixels->width, &pixels->height);
        pixels->images = calloc(pixels->n, sizeof *pixels->images);
        pixels->drawing = calloc(pixels->n, sizeof *pixels->drawing);
        if (!pixels->images || !pixels->drawing)
                return zb_err_nomem(err);
        for (size_t l = 0; l < layers->n; l++)
                pixels->drawing[l] = (struct zb_raster_layer){layers->list[l].items, layers->list[l].n_items};
        *ret = (struct zb_raster_sink){.layers = pixels->drawing,
                                       .n_layers = layers->n,
                                       .layer = pack_layer,
                                       .pack = psd_out_pixels_pack,
                                       .put = psd_out_pixels_put,
                                       .drop = psd_out_pixels_drop,
                                       .ctx = pixels};
        return spool_open(job->path, &pixels->spool, err);
}

void psd_pixels_fini(struct psd_pixels *pixels)
{
        for (size_t i = 0; pixels->images && i < pixels->n; i++)
                for (int p = 0; p <= PSD_ALPHA; p++) {
                        free(pixels->images[i].plates[p].row_bytes);
                        free(pixels->images[i].plates[p].pieces);
                }
        free(pixels->images);
        free(pixels->drawing);
        spool_free(pixels->spool);
        *pixels = (struct psd_pixels){0};
}

enum zb_code psd_pixels_copy(const struct psd_pixels *pixels, const struct psd_plate *plate, struct zb_outfile *out,
                             struct zb_err *err)
{
        enum zb_code code = ZB_OK;
        for (size_t i = 0; i < plate->n_pieces && code == ZB_OK; i++)
                code = spool_copy(pixels->spool, plate->pieces[i], out, err);
        return code;
}
