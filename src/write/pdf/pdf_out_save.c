/* SPDX-License-Identifier: Apache-2.0 */
/* The file. qpdf writes it into memory with a mark where each picture's pixels belong. From there it goes
 * into the outfile, which notices a full disk (qpdf would not), and each mark is replaced by the pixels that
 * lie in the spool. The cross-reference table is written anew. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pdf_out_priv.h"

/* The end of a picture's dictionary and its mark, as qpdf writes them, and what stands for them in the file.
 */
#define SAVE_MARKED "/Length %d >>\nstream\n" ZB_PDF_MARK
#define SAVE_PIXELS "/Length %" PRIu64 " >>\nstream\n"

static const struct zb_msg save_progress = ZB_VERBATIM("PDF");

struct save_gap {
        struct pdf_image *image;
        size_t at, len;  /* what is replaced, in qpdf's bytes */
        uint64_t longer; /* by how much all gaps up to this one have lengthened the file */
};

struct save {
        struct pdf_out *pdf;
        struct zb_outfile *out;
        const char *bytes; /* qpdf's */
        size_t len, done;  /* done: how many of them are written or replaced */
        struct save_gap *gaps;
        int n_gaps;
};

/* ---- qpdf's bytes ---- */

static int save_by_place(const void *a, const void *b)
{
        const struct save_gap *p = a, *q = b;
        return (p->at > q->at) - (p->at < q->at);
}

static enum zb_code save_fault(struct zb_err *err)
{
        return zb_err_say(err, ZB_WORK, NULL, "the PDF could not be made: its parts do not fit together");
}

static enum zb_code save_find_gaps(struct save *save, struct zb_err *err)
{
        save->n_gaps = (int)save->pdf->images->n;
        save->gaps = calloc((size_t)save->n_gaps + 1, sizeof *save->gaps);
        if (!save->gaps)
                return zb_err_nomem(err);
        for (int i = 0; i < save->n_gaps; i++) {
                char text[80];
                snprintf(text, sizeof text, SAVE_MARKED, ZB_PDF_MARK_LEN, i + 1);
                const char *found = memmem(save->bytes, save->len, text, strlen(text));
                if (!found)
                        return save_fault(err);
                save->gaps[i].image = &save->pdf->images->list[i];
                save->gaps[i].at = (size_t)(found - save->bytes);
                save->gaps[i].len = strlen(text);
        }
        qsort(save->gaps, (size_t)save->n_gaps, sizeof *save->gaps, save_by_place);
        return ZB_OK;
}

static enum zb_code save_up_to(struct save *save, size_t at, struct zb_err *err)
{
        enum zb_code code = zb_outfile_write(save->out, save->bytes + save->done, at - save->done, err);
        save->done = at;
        return code;
}

/* ---- pictures ---- */

static enum zb_code save_work(void *ctx, int job, int thread, struct zb_err *err)
{
        struct save *save = ctx;
        return zb_pdf_pack(save->pdf->images, save->gaps[job].image, err);
}

static enum zb_code save_done(void *ctx, int job, struct zb_err *err)
{
        struct save *save = ctx;
        struct save_gap *gap = &save->gaps[job];
        const struct pdf_packed *pixels = &gap->image->packed;
        char head[64];
        int n = snprintf(head, sizeof head, SAVE_PIXELS, pixels->bytes);
        enum zb_code code = save_up_to(save, gap->at, err);
        if (!code)
                code = zb_outfile_write(save->out, head, (size_t)n, err);
        for (size_t i = 0; i < pixels->n && !code; i++)
                code = spool_copy(save->pdf->images->spool, pixels->pieces[i], save->out, err);
        save->done += gap->len;
        gap->longer = (job ? gap[-1].longer : 0) + (uint64_t)n + pixels->bytes - gap->len;
        if (!code && zb_tick(save->pdf->options->progress, save_progress, (job + 1.0) / save->n_gaps))
                return zb_err_say(err, ZB_WORK, NULL, "stopped, no PDF was written");
        return code;
}

/* ---- the cross-reference table (ISO 32000-1, 7.5.4) ---- */

/* Where a byte of qpdf's stands in the file. */
static uint64_t save_moved(const struct save *save, uint64_t at)
{
        uint64_t longer = 0;
        for (int i = 0; i < save->n_gaps && save->gaps[i].at < at; i++)
                longer = save->gaps[i].longer;
        return at + longer;
}

/* The number after the first `word`; false when there is none. */
static bool save_number_after(const char *text, const char *word, uint64_t *ret)
{
        const char *at = strstr(text, word);
        return at && sscanf(at + strlen(word), "%" SCNu64, ret) == 1;
}

static enum zb_code save_tail(struct save *save, struct zb_err *err)
{
        enum { ENTRY = 20, END = 64 };
        uint64_t table = 0, n = 0;
        const char *end = save->bytes + (save->len < END ? 0 : save->len - END);
        if (!save_number_after(end, "startxref\n", &table) || table + 8 >= save->len ||
            !save_number_after(save->bytes + table, "xref\n0 ", &n))
                return save_fault(err);
        const char *entries = strchr(save->bytes + table + 7, '\n') + 1;
        const char *trailer = entries + n * ENTRY, *start = strstr(end, "startxref\n");
        if (trailer > start || memcmp(trailer, "trailer", 7) != 0)
                return save_fault(err);
        enum zb_code code = save_up_to(save, (size_t)(entries - save->bytes), err);
        struct zb_buf text = ZB_BUF_INIT;
        for (uint64_t i = 0; i < n; i++) {
                const char *entry = entries + i * ENTRY;
                uint64_t at = strtoull(entry, NULL, 10);
                zb_buf_printf(&text, "%010" PRIu64, entry[17] == 'n' ? save_moved(save, at) : at);
                zb_buf_put(&text, entry + 10, ENTRY - 10);
        }
        zb_buf_put(&text, trailer, (size_t)(start - trailer));
        zb_buf_printf(&text, "startxref\n%" PRIu64 "\n%%%%EOF\n", save_moved(save, table));
        if (!code)
                code = text.failed ? zb_err_nomem(err) : zb_outfile_write(save->out, text.data, text.len, err);
        zb_buf_fini(&text);
        return code;
}

/* qpdf's settings hold for one write and come after its init. */
enum zb_code zb_pdf_save(struct pdf_out *pdf, struct zb_outfile *out, struct zb_err *err)
{
        qpdf_init_write_memory(pdf->qpdf);
        qpdf_force_pdf_version(pdf->qpdf, "1.6");
        qpdf_set_deterministic_ID(pdf->qpdf, QPDF_TRUE);
        qpdf_set_object_stream_mode(pdf->qpdf, qpdf_o_disable);
        qpdf_write(pdf->qpdf);
        enum zb_code code = zb_pdf_check(pdf, err);
        if (code)
                return code;
        struct zb_buf whole = ZB_BUF_INIT; /* with a NUL behind it, for the searches */
        zb_buf_put(&whole, qpdf_get_buffer(pdf->qpdf), qpdf_get_buffer_length(pdf->qpdf));
        struct save save = {.pdf = pdf, .out = out, .bytes = whole.data, .len = whole.len};
        code = whole.failed ? zb_err_nomem(err) : save_find_gaps(&save, err);
        if (!code)
                code = zb_pool_ordered(pdf->options->threads, save.n_gaps, save.n_gaps, save_work, save_done, &save,
                                       err);
        if (!code)
                code = save_tail(&save, err);
        free(save.gaps);
        zb_buf_fini(&whole);
        return code;
}
