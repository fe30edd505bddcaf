/* SPDX-License-Identifier: Apache-2.0 */
/* Differencing and deflating of one strip. ISA-L deflates several times faster than zlib at about zlib's
 * size, and the whole time of a TIFF is deflating; a row's differences halve the size of photographs. The
 * pixels are the same in every run, the deflated bytes need not be: ISA-L may take another of two matches of
 * equal length. */
#include "strip.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>

enum zb_code strip_predict(uint8_t *cmyk, int width, int rows, struct zb_err *err)
{
        size_t size = 4 * (size_t)width;
        uint8_t *plain = malloc(size);
        if (!plain)
                return zb_err_nomem(err);
        for (int y = 0; y < rows; y++) {
                uint8_t *row = cmyk + (size_t)y * size;
                memcpy(plain, row, size);
                for (size_t i = 4; i < size; i++)
                        row[i] = (uint8_t)(plain[i] - plain[i - 4]);
        }
        free(plain);
        return ZB_OK;
}

/* ISA-L's state with the tables that its level 1 wants behind it. */
struct deflater {
        struct isal_zstream z;
        uint8_t level_buf[ISAL_DEF_LVL1_DEFAULT];
};

/* Runs until the stream has ended; the output grows when the data cannot be packed. */
static enum zb_code deflate_all(struct deflater *d, struct strip *out, size_t cap, struct zb_err *err)
{
        while (d->z.internal_state.state != ZSTATE_END) {
                if (out->len == cap) {
                        uint8_t *grown = realloc(out->data, cap * 2);
                        if (!grown)
                                return zb_err_nomem(err);
                        out->data = grown;
                        cap *= 2;
                }
                d->z.next_out = out->data + out->len;
                d->z.avail_out = (uint32_t)(cap - out->len);
                int status = isal_deflate(&d->z);
                out->len = cap - d->z.avail_out;
                if (status != COMP_OK)
                        return zb_err_set(err, ZB_WORK, NULL, "数据无法压缩（%d）",
                                          "data cannot be deflated (%d)", status);
        }
        return ZB_OK;
}

enum zb_code strip_deflate(const uint8_t *data, size_t len, struct strip *ret, struct zb_err *err)
{
        size_t cap = len / 4 + 4096;
        struct strip out = {.data = malloc(cap)};
        struct deflater *d = malloc(sizeof *d);
        enum zb_code code = out.data && d ? ZB_OK : zb_err_nomem(err);
        if (code == ZB_OK) {
                isal_deflate_init(&d->z);
                d->z.level = 1;
                d->z.level_buf = d->level_buf;
                d->z.level_buf_size = sizeof d->level_buf;
                d->z.gzip_flag = IGZIP_ZLIB;
                d->z.end_of_stream = 1;
                d->z.flush = NO_FLUSH;
                d->z.next_in = (uint8_t *)data; /* ISA-L's type; it only reads */
                d->z.avail_in = (uint32_t)len;
                code = deflate_all(d, &out, cap, err);
        }
        free(d);
        if (code == ZB_OK) {
                uint8_t *fit = realloc(out.data, out.len);
                ret->data = fit ? fit : out.data;
                ret->len = out.len;
        } else {
                free(out.data);
        }
        return code;
}
