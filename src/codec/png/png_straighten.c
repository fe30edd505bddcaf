/* SPDX-License-Identifier: Apache-2.0 */
/* An interlaced PNG becomes one that is not, byte for byte the same pixels, uncompressed. Seven passes go
 * over the picture, each adds its pixels to the rows of a scratch file (ISO 15948, 8.2). */
#include <errno.h>
#include <png.h>
#include <stdlib.h>
#include <unistd.h>

#include "escape.h"
#include "png_codec.h"

struct unraveller {
        FILE *from;
        int rows_fd, fd;
        uint64_t at; /* bytes written to fd */
        png_structp in, out;
        png_infop in_info, out_info;
        png_bytep row;
        struct zb_escape escape;
        struct zb_err err; /* of the scratch files and of memory; without a code: the picture is no good */
};

static void png_straighten_on_error(png_structp png, png_const_charp text)
{
        struct unraveller *u = png_get_error_ptr(png);
        zb_escape(&u->escape);
}

static void png_straighten_on_warning(png_structp png, png_const_charp text)
{
}

static png_voidp png_straighten_take(png_structp png, png_alloc_size_t size)
{
        struct unraveller *u = png_get_mem_ptr(png);
        void *p = malloc(size);
        if (!p)
                zb_err_nomem(&u->err);
        return p;
}

static void give_back(png_structp png, png_voidp p)
{
        free(p);
}

static void must(struct unraveller *u, enum zb_code code)
{
        if (code)
                zb_escape(&u->escape);
}

static void png_straighten_on_write(png_structp png, png_bytep data, size_t len)
{
        struct unraveller *u = png_get_io_ptr(png);
        must(u, zb_scratch_put(u->fd, data, len, u->at, &u->err));
        u->at += len;
}

static void on_flush(png_structp png)
{
}

/* What tells how to read the pixels; everything else has been read from the original. */
static void copy_header(struct unraveller *u, png_uint_32 *ret_height)
{
        png_uint_32 width;
        int depth, colour, n;
        png_colorp palette;
        png_bytep alpha, icc;
        png_color_16p key;
        png_charp name;
        png_uint_32 icc_len;
        png_get_IHDR(u->in, u->in_info, &width, ret_height, &depth, &colour, NULL, NULL, NULL);
        png_set_IHDR(u->out, u->out_info, width, *ret_height, depth, colour, PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        if (png_get_PLTE(u->in, u->in_info, &palette, &n))
                png_set_PLTE(u->out, u->out_info, palette, n);
        if (png_get_tRNS(u->in, u->in_info, &alpha, &n, &key))
                png_set_tRNS(u->out, u->out_info, alpha, n, key);
        if (png_get_iCCP(u->in, u->in_info, &name, &n, &icc, &icc_len))
                png_set_iCCP(u->out, u->out_info, name, PNG_COMPRESSION_TYPE_BASE, icc, icc_len);
}

/* The rows that the pass has pixels of; the first pass finds nothing there. */
static void read_pass(struct unraveller *u, int pass, png_uint_32 height, size_t row_bytes)
{
        for (png_uint_32 y = 0; y < height; y++) {
                bool mine = PNG_ROW_IN_INTERLACE_PASS(y, pass);
                if (mine && pass > 0)
                        must(u, zb_scratch_get(u->rows_fd, u->row, row_bytes, y * (uint64_t)row_bytes, &u->err));
                png_read_row(u->in, u->row, NULL);
                if (mine)
                        must(u, zb_scratch_put(u->rows_fd, u->row, row_bytes, y * (uint64_t)row_bytes, &u->err));
        }
}

static void unravel_all(void *ctx)
{
        struct unraveller *u = ctx;
        u->in = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, u, png_straighten_on_error, png_straighten_on_warning,
                                         u, png_straighten_take, give_back);
        u->in_info = u->in ? png_create_info_struct(u->in) : NULL;
        u->out = png_create_write_struct_2(PNG_LIBPNG_VER_STRING, u, png_straighten_on_error,
                                           png_straighten_on_warning, u, png_straighten_take, give_back);
        u->out_info = u->out ? png_create_info_struct(u->out) : NULL;
        if (!u->in_info || !u->out_info)
                must(u, zb_err_nomem(&u->err));
        png_init_io(u->in, u->from);
        png_read_info(u->in, u->in_info);
        png_uint_32 height;
        copy_header(u, &height);
        int passes = png_set_interlace_handling(u->in);
        png_start_read_image(u->in);
        size_t row_bytes = png_get_rowbytes(u->in, u->in_info);
        u->row = calloc(1, row_bytes);
        if (!u->row)
                must(u, zb_err_nomem(&u->err));
        must(u, ftruncate(u->rows_fd, (off_t)(height * (uint64_t)row_bytes)) ? zb_scratch_failed(errno, &u->err)
                                                                             : ZB_OK);
        for (int pass = 0; pass < passes; pass++)
                read_pass(u, pass, height, row_bytes);
        png_read_end(u->in, NULL);

        png_set_write_fn(u->out, u, png_straighten_on_write, on_flush);
        png_set_compression_level(u->out, 0);
        png_set_filter(u->out, 0, PNG_FILTER_NONE);
        png_write_info(u->out, u->out_info);
        for (png_uint_32 y = 0; y < height; y++) {
                must(u, zb_scratch_get(u->rows_fd, u->row, row_bytes, y * (uint64_t)row_bytes, &u->err));
                png_write_row(u->out, u->row);
        }
        png_write_end(u->out, NULL);
}

static bool unravel(struct unraveller *u)
{
        bool good = zb_escape_try(&u->escape, unravel_all, u);
        png_destroy_read_struct(&u->in, &u->in_info, NULL);
        png_destroy_write_struct(&u->out, &u->out_info);
        free(u->row);
        return good;
}

enum zb_code zb_png_straighten(const char *path, int fd, bool *ret_sound, struct zb_err *err)
{
        struct unraveller u = {.from = fopen(path, "rbe"), .rows_fd = -1, .fd = fd};
        *ret_sound = false;
        if (!u.from)
                return ZB_OK;
        if (!zb_scratch_open(&u.rows_fd, &u.err))
                *ret_sound = unravel(&u);
        if (u.rows_fd >= 0)
                close(u.rows_fd);
        fclose(u.from);
        if (!*ret_sound && u.err.code && err)
                *err = u.err;
        return *ret_sound ? ZB_OK : u.err.code;
}
