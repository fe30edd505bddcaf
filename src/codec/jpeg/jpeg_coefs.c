/* SPDX-License-Identifier: Apache-2.0 */
/* libjpeg asks its memory manager for "virtual arrays" and reaches into them a few rows of blocks at a time,
 * scan after scan from the top. Debian's keeps them in memory whatever their size, for its system-dependent
 * part knows no backing store; but the manager's methods are there to be replaced (jpeglib.h, struct
 * jpeg_memory_mgr). Ours keep a window of each array in memory. */
#include "jpeg_coefs.h"

#include <string.h>
#include <jerror.h>

#define WINDOW_BYTES ((size_t)512 << 10)

/* What libjpeg has pointers to and never looks into. */
struct jvirt_barray_control {
        struct jvirt_barray_control *next;
        size_t row_bytes;
        JDIMENSION row_blocks, n_rows;
        JDIMENSION most;    /* rows that the window holds */
        JDIMENSION top, n;  /* the rows that are in it */
        JDIMENSION defined; /* rows from here on have never been in the window: they are zero */
        bool dirty;
        uint64_t at;      /* of row 0, in the scratch file */
        JBLOCK *blocks;   /* the window */
        JBLOCKARRAY rows; /* its rows */
};

static jvirt_barray_ptr request(j_common_ptr info, int pool, boolean pre_zero, JDIMENSION row_blocks,
                                JDIMENSION n_rows, JDIMENSION most)
{
        struct coefs *coefs = info->client_data;
        struct jvirt_barray_control *a = info->mem->alloc_small(info, pool, sizeof *a);
        const size_t row_bytes = row_blocks * sizeof(JBLOCK);
        size_t rows = WINDOW_BYTES / row_bytes;
        rows = rows > most ? rows : most;
        *a = (struct jvirt_barray_control){.next = coefs->first,
                                           .row_bytes = row_bytes,
                                           .row_blocks = row_blocks,
                                           .n_rows = n_rows,
                                           .most = rows < n_rows ? (JDIMENSION)rows : n_rows,
                                           .at = coefs->bytes};
        coefs->first = a;
        coefs->bytes += (uint64_t)n_rows * row_bytes;
        return a;
}

static void realize(j_common_ptr info)
{
        const struct coefs *coefs = info->client_data;
        for (struct jvirt_barray_control *a = coefs->first; a; a = a->next) {
                if (a->rows)
                        continue;
                a->blocks = info->mem->alloc_large(info, JPOOL_IMAGE, a->most * a->row_bytes);
                a->rows = info->mem->alloc_small(info, JPOOL_IMAGE, a->most * sizeof *a->rows);
                for (JDIMENSION i = 0; i < a->most; i++)
                        a->rows[i] = a->blocks + (size_t)i * a->row_blocks;
        }
}

static void must(j_common_ptr info, struct coefs *coefs, enum zb_code code)
{
        coefs->failed |= code != ZB_OK;
        if (code)
                ERREXIT(info, JERR_TFILE_WRITE);
}

/* The window moves to where rows [start, end) are in it. */
static void move(j_common_ptr info, struct coefs *coefs, struct jvirt_barray_control *a, JDIMENSION start,
                 JDIMENSION end)
{
        if (a->dirty)
                must(info, coefs,
                     zb_scratch_put(coefs->fd, a->blocks, a->n * a->row_bytes,
                                    a->at + a->top * (uint64_t)a->row_bytes, &coefs->err));
        a->dirty = false;
        a->top = start >= a->top ? start : end > a->most ? end - a->most : 0;
        a->n = a->n_rows - a->top < a->most ? a->n_rows - a->top : a->most;
        JDIMENSION known = a->defined <= a->top ? 0 : a->defined - a->top < a->n ? a->defined - a->top : a->n;
        if (known)
                must(info, coefs,
                     zb_scratch_get(coefs->fd, a->blocks, known * a->row_bytes,
                                    a->at + a->top * (uint64_t)a->row_bytes, &coefs->err));
        memset(a->blocks + (size_t)known * a->row_blocks, 0, (a->n - known) * a->row_bytes);
}

static JBLOCKARRAY reach(j_common_ptr info, jvirt_barray_ptr a, JDIMENSION start, JDIMENSION n, boolean writable)
{
        struct coefs *coefs = info->client_data;
        JDIMENSION end = start + n;
        if (end > a->n_rows || n > a->most || !a->rows)
                ERREXIT(info, JERR_BAD_VIRTUAL_ACCESS);
        if (start < a->top || end > a->top + a->n)
                move(info, coefs, a, start, end);
        if (writable) {
                a->dirty = true;
                if (a->defined < a->top + a->n)
                        a->defined = a->top + a->n;
        }
        return a->rows + (start - a->top);
}

void coefs_of_reader(j_decompress_ptr info, struct coefs *coefs)
{
        info->client_data = coefs;
        info->mem->request_virt_barray = request;
        info->mem->realize_virt_arrays = realize;
        info->mem->access_virt_barray = reach;
}

void coefs_of_writer(j_compress_ptr info, struct coefs *coefs)
{
        info->client_data = coefs;
        info->mem->access_virt_barray = reach;
}
