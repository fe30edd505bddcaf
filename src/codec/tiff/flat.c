/* SPDX-License-Identifier: Apache-2.0 */
/* The head of an uncompressed TIFF, in this machine's byte order. */
#include "flat.h"

enum { STRIP_ROWS = 64, PAGE = 1 << 16, MOST_ENTRIES = 14 }; /* PAGE: as large as pages get */
enum { SHORT = 3, LONG = 4, UNDEFINED = 7 };

struct head {
        struct zb_buf bytes; /* of the directory */
        struct zb_buf more;  /* what does not fit into its entries, from `more_at` on */
        uint32_t more_at;
        uint16_t n;
};

static void put16(struct zb_buf *buf, uint16_t v)
{
        zb_buf_put(buf, &v, sizeof v);
}

static void put32(struct zb_buf *buf, uint32_t v)
{
        zb_buf_put(buf, &v, sizeof v);
}

static void entry(struct head *h, uint16_t tag, uint16_t type, uint32_t count, uint32_t value)
{
        put16(&h->bytes, tag);
        put16(&h->bytes, type);
        put32(&h->bytes, count);
        if (type == SHORT && count == 1) {
                put16(&h->bytes, (uint16_t)value);
                put16(&h->bytes, 0);
        } else {
                put32(&h->bytes, value);
        }
        h->n++;
}

/* Where the next bytes of `more` will lie. */
static uint32_t later(const struct head *h)
{
        return h->more_at + (uint32_t)h->more.len;
}

/* One number for each strip: where it lies, or how long it is. */
static uint32_t put_strips(struct head *h, uint32_t n, uint64_t first, uint64_t step, uint64_t last)
{
        uint32_t at = later(h);
        for (uint32_t i = 0; i < n; i++)
                put32(&h->more, (uint32_t)(i + 1 == n && last ? last : first + i * step));
        return at;
}

static void put_directory(struct head *h, const struct zb_flat *flat, int width, int height, int bands, bool rgba,
                          const void *icc, size_t icc_len)
{
        uint32_t n_strips = (uint32_t)((height + STRIP_ROWS - 1) / STRIP_ROWS);
        uint64_t strip = STRIP_ROWS * (uint64_t)flat->row_bytes;
        uint64_t last = ((uint64_t)height - STRIP_ROWS * (uint64_t)(n_strips - 1)) * flat->row_bytes;
        uint32_t bits = later(h);
        for (int i = 0; i < bands; i++)
                put16(&h->more, 8);
        entry(h, 256, LONG, 1, (uint32_t)width);
        entry(h, 257, LONG, 1, (uint32_t)height);
        entry(h, 258, SHORT, (uint32_t)bands, bands == 1 ? 8 : bits);
        entry(h, 259, SHORT, 1, 1);                                           /* no compression */
        entry(h, 262, SHORT, 1, bands == 1 ? 1 : bands == 3 || rgba ? 2 : 5); /* black is zero, RGB, separated */
        /* A single value stands in the entry itself. */
        entry(h, 273, LONG, n_strips,
              n_strips == 1 ? (uint32_t)flat->at : put_strips(h, n_strips, flat->at, strip, 0));
        entry(h, 277, SHORT, 1, (uint32_t)bands);
        entry(h, 278, LONG, 1, STRIP_ROWS);
        entry(h, 279, LONG, n_strips, n_strips == 1 ? (uint32_t)last : put_strips(h, n_strips, strip, 0, last));
        if (rgba)
                entry(h, 338, SHORT, 1, 2); /* alpha, not multiplied into the colours */
        if (icc) {
                entry(h, 34675, UNDEFINED, (uint32_t)icc_len, later(h));
                zb_buf_put(&h->more, icc, icc_len);
        }
}

enum zb_code zb_flat_open(int fd, int width, int height, int bands, bool rgba, const void *icc, size_t icc_len,
                          struct zb_flat *ret, struct zb_err *err)
{
        static const uint16_t order = 0x4949; /* "II" */
        const bool little = *(const uint8_t *)&(uint16_t){1} == 1;
        enum { DIRECTORY_AT = 8, DIRECTORY_BYTES = 2 + 12 * MOST_ENTRIES + 4 };
        struct head h = {.more_at = DIRECTORY_AT + DIRECTORY_BYTES};
        uint64_t strips = 8 * (uint64_t)(height / STRIP_ROWS + 1), most = h.more_at + strips + icc_len + 64;
        *ret = (struct zb_flat){fd, (most + PAGE - 1) / PAGE * PAGE, (size_t)width * (size_t)bands};
        put_directory(&h, ret, width, height, bands, rgba, icc, icc_len);

        struct zb_buf head = ZB_BUF_INIT;
        put16(&head, little ? order : 0x4D4D);
        put16(&head, 42);
        put32(&head, DIRECTORY_AT);
        put16(&head, h.n);
        zb_buf_put(&head, h.bytes.data, h.bytes.len);
        put32(&head, 0); /* no other directory */
        bool failed = head.failed || h.bytes.failed || h.more.failed;
        enum zb_code code = failed ? zb_err_nomem(err) : zb_scratch_put(fd, head.data, head.len, 0, err);
        if (!code)
                code = zb_scratch_put(fd, h.more.data, h.more.len, h.more_at, err);
        zb_buf_fini(&head);
        zb_buf_fini(&h.bytes);
        zb_buf_fini(&h.more);
        return code;
}

enum zb_code zb_flat_put(const struct zb_flat *flat, int y, const uint8_t *rows, int n, struct zb_err *err)
{
        return zb_scratch_put(flat->fd, rows, (size_t)n * flat->row_bytes, flat->at + (uint64_t)y * flat->row_bytes,
                              err);
}
