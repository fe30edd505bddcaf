/* SPDX-License-Identifier: Apache-2.0 */
/* First coefficients only. libjpeg's memory manager hands out its coefficient arrays through two functions,
 * which may be replaced; ours keep one number for each block and spread it out again in a work space when
 * rows are asked for. Scans of a progressive picture that begin behind the first coefficient would find
 * nothing to refine, so they are left out of what libjpeg sees: the file is walked for its markers once
 * (ITU-T T.81, B.1.1). */
#include <stdlib.h>
#include <string.h>

#include "jpeg_first.h"

enum { MOST_RANGES = 4096 };

/* ---- the file's parts ---- */

/* Of a scan whose marker was just read: whether it holds first coefficients (Ss is 0). */
static bool holds_first(struct jpeg_walk *w)
{
        int high = jpeg_walk_byte(w), low = jpeg_walk_byte(w), components = jpeg_walk_byte(w);
        if (high < 0 || low < 0 || components < 0 || high * 256 + low != 6 + 2 * components)
                return true; /* libjpeg will complain */
        for (int i = 0; i < components; i++) {
                jpeg_walk_byte(w);
                jpeg_walk_byte(w);
        }
        return jpeg_walk_byte(w) <= 0;
}

static bool jpeg_first_keep(struct jpeg_ranges *ranges, off_t at, off_t end)
{
        if (end <= at)
                return true;
        if (ranges->n == MOST_RANGES)
                return false;
        ranges->items[ranges->n++] = (struct jpeg_range){at, end};
        return true;
}

/* false: more parts than any picture has. */
static bool walk_all(struct jpeg_walk *w, struct jpeg_ranges *ranges)
{
        off_t from = 0; /* of what is being kept; -1: nothing is */
        for (;;) {
                off_t at = 0;
                int marker = jpeg_walk_marker(w, &at);
                if (from < 0 && marker >= 0)
                        from = at;
                if (marker < 0 || marker == JPEG_MARK_EOI) {
                        ranges->cut = marker < 0;
                        return from < 0 || jpeg_first_keep(ranges, from, w->at);
                }
                if (marker != JPEG_MARK_SOS) { /* its segment may hold anything */
                        int high = jpeg_walk_byte(w), low = jpeg_walk_byte(w);
                        if (high >= 0 && low >= 0 && high * 256 + low > 2)
                                w->at += high * 256 + low - 2;
                        continue;
                }
                if (!holds_first(w)) {
                        if (!jpeg_first_keep(ranges, from, at))
                                return false;
                        from = -1;
                }
        }
}

enum zb_code jpeg_ranges_find(int fd, struct jpeg_ranges *ret, struct zb_err *err)
{
        *ret = (struct jpeg_ranges){.items = calloc(MOST_RANGES, sizeof *ret->items)};
        struct jpeg_walk *w = calloc(1, sizeof *w);
        enum zb_code code = ret->items && w ? ZB_OK : zb_err_nomem(err);
        if (!code) {
                w->fd = fd;
                if (!walk_all(w, ret))
                        ret->cut = true;
        }
        free(w);
        return code;
}

/* ---- coefficients ---- */

struct jpeg_first_first {
        JDIMENSION width, height; /* blocks */
        JDIMENSION row, rows;     /* those in the work space */
        JDIMENSION most;          /* rows that are asked for at once */
        boolean dirty;
        JCOEF *all;         /* width × height: the first of each */
        JBLOCKROW *pointer; /* most: into the work space */
};

static jvirt_barray_ptr request(j_common_ptr info, int pool, boolean zero, JDIMENSION width, JDIMENSION height,
                                JDIMENSION most)
{
        struct jpeg_memory_mgr *mem = info->mem;
        struct jpeg_first_first *f = mem->alloc_small(info, pool, sizeof *f);
        *f = (struct jpeg_first_first){.width = width, .height = height, .most = most};
        f->all = mem->alloc_large(info, pool, (size_t)width * height * sizeof *f->all);
        memset(f->all, 0, (size_t)width * height * sizeof *f->all);
        f->pointer = mem->alloc_barray(info, pool, width, most);
        return (jvirt_barray_ptr)(void *)f;
}

static void put_back(struct jpeg_first_first *f)
{
        for (JDIMENSION y = 0; y < f->rows; y++)
                for (JDIMENSION x = 0; x < f->width; x++)
                        f->all[(size_t)(f->row + y) * f->width + x] = f->pointer[y][x][0];
        f->dirty = FALSE;
}

static JBLOCKARRAY access_rows(j_common_ptr info, jvirt_barray_ptr array, JDIMENSION row, JDIMENSION rows,
                               boolean writable)
{
        struct jpeg_first_first *f = (struct jpeg_first_first *)(void *)array;
        if (f->dirty)
                put_back(f);
        f->row = row;
        f->rows = rows <= f->most ? rows : f->most;
        if (row >= f->height)
                f->rows = 0;
        else if (f->rows > f->height - row)
                f->rows = f->height - row;
        for (JDIMENSION y = 0; y < f->rows; y++) {
                memset(f->pointer[y], 0, (size_t)f->width * sizeof(JBLOCK));
                for (JDIMENSION x = 0; x < f->width; x++)
                        f->pointer[y][x][0] = f->all[(size_t)(row + y) * f->width + x];
        }
        f->dirty = writable;
        return f->pointer;
}

void jpeg_keep_first(j_decompress_ptr info)
{
        info->mem->request_virt_barray = request;
        info->mem->access_virt_barray = access_rows;
        info->do_block_smoothing = FALSE; /* it would ask for more rows than there are */
}
