/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of one channel. Raw and PackBits rows can be taken in any order, so that a layer is judged by a few of
 * them; ZIP goes onwards only. Row lengths are read whole (four bytes a row at most), pixels through a
 * window. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "deflate.h"
#include "psd_file.h"

enum { RAW, PACKBITS, ZIP, ZIP_PREDICTED };
enum { WINDOW = 1 << 18 };

struct zb_plane {
        struct zb_plane_source s;
        int fd;
        size_t row_bytes; /* unpacked */
        uint64_t *starts; /* of PackBits rows, height + 1, from `data` */
        off_t data, end;
        uint8_t *window;
        off_t window_at;
        size_t window_n;
        uint8_t *row;
        struct zb_inflater *zip;
        int next; /* ZIP: the row that comes */
};

static bool read_table(struct zb_plane *p, const struct zb_psd *psd)
{
        struct zb_cursor c;
        size_t h = (size_t)p->s.height, wide = psd->big ? 4 : 2;
        off_t table = p->s.table_at ? p->s.table_at : p->s.at, end = table + (off_t)(wide * h);
        p->starts = calloc(h + 1, sizeof *p->starts);
        if (!p->starts || end > psd->in->size || (!p->s.table_at && end > p->end))
                return false;
        zb_cursor_open(&c, p->fd, table, end);
        for (size_t y = 0; y < h; y++)
                p->starts[y + 1] = p->starts[y] + (psd->big ? zb_cursor_u32(&c) : zb_cursor_u16(&c));
        if (!p->s.table_at)
                p->data = end;
        return !c.failed;
}

static bool start_zip(struct zb_plane *p)
{
        p->zip = zb_inflater_new();
        p->window_at = p->data;
        return p->zip != NULL;
}

struct zb_plane *zb_plane_open(const struct zb_psd *psd, const struct zb_plane_source *source)
{
        const struct zb_plane_source *s = source;
        if (s->width <= 0 || s->height <= 0 || s->compression < RAW || s->compression > ZIP_PREDICTED)
                return NULL;
        struct zb_plane *p = calloc(1, sizeof *p);
        if (!p)
                return NULL;
        p->s = *s;
        p->fd = psd->in->fd;
        p->data = s->at;
        p->end = s->len > (uint64_t)(psd->in->size - s->at) ? psd->in->size : s->at + (off_t)s->len;
        p->row_bytes = s->depth == 1 ? ((size_t)s->width + 7) / 8 : (size_t)s->width * (size_t)(s->depth / 8);
        p->window = malloc(WINDOW);
        p->row = malloc(2 * p->row_bytes + 256);
        bool ok = p->window && p->row && s->at <= psd->in->size;
        if (ok && s->compression == PACKBITS)
                ok = read_table(p, psd);
        else if (ok && s->compression >= ZIP)
                ok = start_zip(p);
        if (!ok) {
                zb_plane_free(p);
                return NULL;
        }
        return p;
}

void zb_plane_free(struct zb_plane *p)
{
        if (!p)
                return;
        zb_inflater_free(p->zip);
        free(p->starts);
        free(p->window);
        free(p->row);
        free(p);
}

uint64_t zb_plane_bytes(const struct zb_plane *p)
{
        return p->starts ? p->starts[p->s.height] : (uint64_t)p->row_bytes * (uint64_t)p->s.height;
}

/* n bytes at `at`, in the window or, when they are more than it holds, not at all. */
static const uint8_t *look(struct zb_plane *p, off_t at, size_t n)
{
        if (at < p->data || n > WINDOW || at > p->end || n > (uint64_t)(p->end - at))
                return NULL;
        if (at < p->window_at || at + (off_t)n > p->window_at + (off_t)p->window_n) {
                uint64_t left = (uint64_t)(p->end - at);
                size_t want = left < WINDOW ? (size_t)left : WINDOW;
                ssize_t got = pread(p->fd, p->window, want, at);
                p->window_at = at;
                p->window_n = got > 0 ? (size_t)got : 0;
        }
        return p->window_n < n ? NULL : p->window + (at - p->window_at);
}

/* PackBits (TIFF 6.0, section 9). What a row lacks is white of its kind: 0. */
static bool unpack(const uint8_t *in, size_t n, uint8_t *out, size_t room)
{
        size_t i = 0, o = 0;
        while (i < n && o < room) {
                int8_t code = (int8_t)in[i++];
                size_t count = code >= 0 ? (size_t)code + 1 : (size_t)(1 - code);
                if (code == -128)
                        continue;
                size_t take = count < room - o ? count : room - o;
                if (code >= 0) {
                        if (count > n - i)
                                return false;
                        memcpy(out + o, in + i, take);
                        i += count;
                } else {
                        if (i == n)
                                return false;
                        memset(out + o, in[i++], take);
                }
                o += take;
        }
        memset(out + o, 0, room - o);
        return o == room;
}

static bool inflate_row(struct zb_plane *p)
{
        uint8_t *to = p->row;
        size_t room = p->row_bytes;
        while (room > 0) {
                if (zb_inflater_is_hungry(p->zip)) {
                        uint64_t left = p->window_at < p->end ? (uint64_t)(p->end - p->window_at) : 0;
                        ssize_t got = pread(p->fd, p->window, left < WINDOW ? (size_t)left : WINDOW, p->window_at);
                        if (got <= 0)
                                return false;
                        p->window_at += got;
                        zb_inflater_give(p->zip, p->window, (size_t)got);
                }
                if (!zb_inflater_take(p->zip, &to, &room))
                        return false;
        }
        return true;
}

/* Prediction: each sample is the difference from the one before it; of 32 bits the bytes are parted by
 * weight, and each is the difference from the byte before it. */
static void undo_prediction(struct zb_plane *p)
{
        uint8_t *r = p->row;
        if (p->s.depth == 16)
                for (size_t i = 2; i + 1 < p->row_bytes; i += 2) {
                        unsigned v = (unsigned)(r[i] << 8 | r[i + 1]) + (unsigned)(r[i - 2] << 8 | r[i - 1]);
                        r[i] = (uint8_t)(v >> 8);
                        r[i + 1] = (uint8_t)v;
                }
        else
                for (size_t i = 1; i < p->row_bytes; i++)
                        r[i] = (uint8_t)(r[i] + r[i - 1]);
}

static uint8_t of_float(uint32_t bits)
{
        float v;
        memcpy(&v, &bits, sizeof v);
        return (uint8_t)(v >= 1 ? 255 : v > 0 ? v * 255 + 0.5f : 0);
}

static void to_eight_bits(const struct zb_plane *p, uint8_t *out)
{
        const uint8_t *r = p->row;
        size_t w = (size_t)p->s.width;
        bool planes = p->s.compression == ZIP_PREDICTED;
        switch (p->s.depth) {
        case 1: /* 1 is black */
                for (size_t x = 0; x < w; x++)
                        out[x] = r[x / 8] >> (7 - x % 8) & 1 ? 0 : 255;
                break;
        case 16:
                for (size_t x = 0; x < w; x++)
                        out[x] = r[2 * x];
                break;
        case 32:
                for (size_t x = 0; x < w; x++) {
                        size_t step = planes ? w : 1, at = planes ? x : 4 * x;
                        out[x] = of_float((uint32_t)r[at] << 24 | (uint32_t)r[at + step] << 16 |
                                          (uint32_t)r[at + 2 * step] << 8 | r[at + 3 * step]);
                }
                break;
        default:
                memcpy(out, r, w);
        }
}

static bool read_row(struct zb_plane *p, int y)
{
        const uint8_t *in;
        if (p->s.compression == PACKBITS) {
                uint64_t from = p->starts[y], n = p->starts[y + 1] - from;
                if (n > WINDOW || from > (uint64_t)(p->end - p->data))
                        return false;
                in = look(p, p->data + (off_t)from, (size_t)n);
                return in && unpack(in, (size_t)n, p->row, p->row_bytes);
        }
        if (p->s.compression == RAW) {
                off_t at = p->data + (off_t)((uint64_t)y * p->row_bytes);
                for (size_t done = 0, n; done < p->row_bytes; done += n) {
                        n = p->row_bytes - done < WINDOW ? p->row_bytes - done : WINDOW;
                        in = look(p, at + (off_t)done, n);
                        if (!in)
                                return false;
                        memcpy(p->row + done, in, n);
                }
                return true;
        }
        for (; p->next <= y; p->next++) {
                if (!inflate_row(p))
                        return false;
                if (p->s.compression == ZIP_PREDICTED)
                        undo_prediction(p);
        }
        return p->next == y + 1;
}

bool zb_plane_row(struct zb_plane *p, int y, uint8_t *out)
{
        if (y < 0 || y >= p->s.height || !read_row(p, y))
                return false;
        to_eight_bits(p, out);
        return true;
}

struct zb_plane *zb_plane_of_layer(const struct zb_psd *psd, const struct zb_psd_layer *layer, int id)
{
        for (int i = 0; i < layer->n_channels; i++) {
                const struct zb_psd_channel *ch = &layer->channels[i];
                struct zb_cursor c;
                if (ch->id != id || ch->len < 2)
                        continue;
                zb_cursor_open(&c, psd->in->fd, ch->at, psd->in->size);
                struct zb_plane_source s = {.at = ch->at + 2,
                                            .len = ch->len - 2,
                                            .compression = zb_cursor_u16(&c),
                                            .width = layer->px.right - layer->px.left,
                                            .height = layer->px.bottom - layer->px.top,
                                            .depth = psd->depth};
                return c.failed ? NULL : zb_plane_open(psd, &s);
        }
        return NULL;
}

void zb_inspect_psd_versions(struct zb_libraries *list)
{
        zb_deflate_versions(list);
}
