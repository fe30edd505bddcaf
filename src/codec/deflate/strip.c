/* SPDX-License-Identifier: Apache-2.0 */
/* Differencing and deflating of one strip. ISA-L deflates several times faster than zlib at about zlib's
 * size, and much of a TIFF's time is deflating; a row's differences halve the size of photographs. The pixels
 * are the same in every run and on every machine, the deflated bytes need not be: ISA-L has other code for
 * other processors. */
#include "strip.h"

#include <isa-l.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>

/* ISA-L's state with the tables that its level 1 wants behind it. */
struct strip_packer {
        struct isal_zstream z;
        uint8_t level_buf[ISAL_DEF_LVL1_DEFAULT];
        uint8_t *differences; /* of some rows */
        size_t cap;
};

struct strip_packer *strip_packer_new(void)
{
        return calloc(1, sizeof(struct strip_packer));
}

void strip_packer_free(struct strip_packer *packer)
{
        if (packer)
                free(packer->differences);
        free(packer);
}

ZB_CLONES static void difference(const uint8_t *restrict row, size_t n, uint8_t *restrict out)
{
        for (size_t i = 0; i < 4 && i < n; i++)
                out[i] = row[i];
        for (size_t i = 4; i < n; i++)
                out[i] = (uint8_t)(row[i] - row[i - 4]);
}

/* Takes all that z has been given, and at the end of the stream gives all that is left of it. */
static enum zb_code strip_run(struct strip_packer *packer, struct zb_buf *out, struct zb_err *err)
{
        struct isal_zstream *z = &packer->z;
        uint8_t piece[16 << 10];
        do {
                z->next_out = piece;
                z->avail_out = sizeof piece;
                int status = isal_deflate(z);
                if (status != COMP_OK)
                        return zb_err_say(err, ZB_WORK, NULL, "data cannot be deflated (%d)", status);
                zb_buf_put(out, piece, sizeof piece - z->avail_out);
        } while (z->avail_out == 0);
        return out->failed ? zb_err_nomem(err) : ZB_OK;
}

static void strip_begin(struct strip_packer *packer)
{
        struct isal_zstream *z = &packer->z;
        isal_deflate_init(z);
        z->level = 1;
        z->level_buf = packer->level_buf;
        z->level_buf_size = sizeof packer->level_buf;
        z->gzip_flag = IGZIP_ZLIB;
        z->flush = NO_FLUSH;
}

enum zb_code strip_deflate(struct strip_packer *packer, const uint8_t *cmyk, int width, int rows, struct zb_buf *out,
                           struct zb_err *err)
{
        enum { AT_ONCE = 8 }; /* rows: their differences are still in the cache when they are deflated */
        size_t size = 4 * (size_t)width;
        if (packer->cap < AT_ONCE * size) {
                free(packer->differences);
                packer->cap = 0;
                packer->differences = malloc(AT_ONCE * size);
                if (!packer->differences)
                        return zb_err_nomem(err);
                packer->cap = AT_ONCE * size;
        }
        strip_begin(packer);
        enum zb_code code = ZB_OK;
        for (int y = 0, n; y < rows && code == ZB_OK; y += n) {
                n = rows - y < AT_ONCE ? rows - y : AT_ONCE;
                for (int i = 0; i < n; i++)
                        difference(cmyk + (size_t)(y + i) * size, size, packer->differences + (size_t)i * size);
                packer->z.next_in = packer->differences;
                packer->z.avail_in = (uint32_t)((size_t)n * size);
                packer->z.end_of_stream = y + n == rows;
                code = strip_run(packer, out, err);
        }
        return code;
}
