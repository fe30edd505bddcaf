/* SPDX-License-Identifier: Apache-2.0 */
/* zlib's streams and ISA-L's, behind one door. */
#include "deflate.h"

#include <isa-l.h>
#include <isa-l/crc64.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <zlib.h>

/* ---- out ---- */

struct zb_deflater {
        z_stream z;
};

struct zb_deflater *zb_deflater_new(void)
{
        struct zb_deflater *d = calloc(1, sizeof *d);
        if (d && deflateInit2(&d->z, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS, MAX_MEM_LEVEL, Z_RLE) != Z_OK) {
                free(d);
                return NULL;
        }
        return d;
}

void zb_deflater_free(struct zb_deflater *d)
{
        if (d)
                deflateEnd(&d->z);
        free(d);
}

void zb_deflater_give(struct zb_deflater *d, const uint8_t *in, size_t n)
{
        d->z.next_in = (Bytef *)in; /* zlib's type; it only reads */
        d->z.avail_in = (uInt)n;
}

enum zb_deflated zb_deflater_take(struct zb_deflater *d, bool last, uint8_t *out, size_t cap, size_t *len)
{
        d->z.next_out = out + *len;
        d->z.avail_out = (uInt)(cap - *len);
        int status = deflate(&d->z, last ? Z_FINISH : Z_NO_FLUSH);
        *len = cap - d->z.avail_out;
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
                return ZB_DEFLATE_FAILED;
        if (status == Z_STREAM_END)
                return ZB_DEFLATE_END;
        return d->z.avail_out == 0 ? ZB_DEFLATE_FULL : ZB_DEFLATE_HUNGRY;
}

/* ---- in, by zlib ---- */

struct zb_inflater {
        z_stream z;
};

struct zb_inflater *zb_inflater_new(void)
{
        struct zb_inflater *d = calloc(1, sizeof *d);
        if (d && inflateInit(&d->z) != Z_OK) {
                free(d);
                return NULL;
        }
        return d;
}

void zb_inflater_free(struct zb_inflater *d)
{
        if (d)
                inflateEnd(&d->z);
        free(d);
}

bool zb_inflater_is_hungry(const struct zb_inflater *d)
{
        return d->z.avail_in == 0;
}

void zb_inflater_give(struct zb_inflater *d, const uint8_t *in, size_t n)
{
        d->z.next_in = (Bytef *)in; /* zlib's type; it only reads */
        d->z.avail_in = (uInt)n;
}

bool zb_inflater_take(struct zb_inflater *d, uint8_t **out, size_t *room)
{
        d->z.next_out = *out;
        d->z.avail_out = (uInt)*room;
        int code = inflate(&d->z, Z_NO_FLUSH);
        *out = d->z.next_out;
        *room = d->z.avail_out;
        return code == Z_OK || (code == Z_STREAM_END && *room == 0);
}

/* ---- in, by ISA-L ---- */

struct zb_fast_inflater {
        struct inflate_state zip;
};

struct zb_fast_inflater *zb_fast_inflater_new(const uint8_t *in, size_t n)
{
        struct zb_fast_inflater *d = calloc(1, sizeof *d);
        if (!d)
                return NULL;
        isal_inflate_init(&d->zip);
        d->zip.next_in = (uint8_t *)in + 2; /* raw deflate behind zlib's two bytes; it only reads */
        d->zip.avail_in = (uint32_t)n - 2;
        return d;
}

void zb_fast_inflater_free(struct zb_fast_inflater *d)
{
        free(d);
}

bool zb_fast_inflater_take(struct zb_fast_inflater *d, uint8_t *out, size_t n)
{
        d->zip.next_out = out;
        d->zip.avail_out = (uint32_t)n;
        while (d->zip.avail_out > 0) {
                uint32_t in = d->zip.avail_in, left = d->zip.avail_out;
                if (isal_inflate(&d->zip) != ISAL_DECOMP_OK ||
                    (d->zip.avail_in == in && d->zip.avail_out == left)) /* it ends too soon */
                        return false;
        }
        return true;
}

/* ---- the rest ---- */

uint64_t zb_crc64(uint64_t before, const void *data, size_t n)
{
        return crc64_ecma_refl(before, data, n);
}

void zb_deflate_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "zlib", zlibVersion());
        /* It does not tell at run time. */
        zb_libraries_add_numbers(list, "ISA-L", (int[]){ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION, ISAL_PATCH_VERSION},
                                 3);
}
