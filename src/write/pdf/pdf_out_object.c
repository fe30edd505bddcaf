/* SPDX-License-Identifier: Apache-2.0 */
/* The few things that every part of the PDF writer needs: coordinates, numbers, objects, the hash. Numbers go
 * through zb_buf_num alone, so that no locale reaches the file. */
#include <math.h>
#include <string.h>

#include "pdf_out_priv.h"

double zb_pdf_x(const struct pdf_out *pdf, double x_mm)
{
        return zb_pt_of_mm(x_mm + pdf->scene->bleed_mm);
}

double zb_pdf_y(const struct pdf_out *pdf, double y_mm)
{
        return zb_pt_of_mm(pdf->scene->height_mm + pdf->scene->bleed_mm - y_mm);
}

void zb_pdf_num(struct zb_buf *out, double value, int decimals)
{
        zb_buf_num(out, value, decimals);
        zb_buf_putc(out, ' ');
}

void zb_pdf_ink(struct zb_buf *out, struct zb_ink ink)
{
        const float inks[4] = {ink.c, ink.m, ink.y, ink.k};
        for (int i = 0; i < 4; i++)
                zb_pdf_num(out, fmin(fmax((double)inks[i], 0.0), 1.0), 4);
}

void zb_pdf_utf16(struct zb_buf *out, const char *text, size_t len)
{
        uint32_t c;
        size_t n;
        for (size_t at = 0; at < len && (n = zb_utf8_next(text + at, len - at, &c)) > 0; at += n) {
                if (c >= 0x10000)
                        zb_buf_printf(out, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + (c & 0x3FF));
                else
                        zb_buf_printf(out, "%04X", c);
        }
}

/* Two lanes of FNV-1a that differ in start and in a turn of the word: enough to tell boards apart; nobody
 * attacks a document id. */
void zb_pdf_hash(struct pdf_out *pdf, const void *data, size_t len)
{
        const uint8_t *p = data;
        uint64_t a = pdf->hash[0], b = pdf->hash[1];
        for (size_t i = 0; i < len; i++) {
                a = (a ^ p[i]) * 0x100000001b3ULL;
                b = ((b << 7 | b >> 57) ^ p[i]) * 0x9e3779b97f4a7c15ULL;
        }
        pdf->hash[0] = a;
        pdf->hash[1] = b ^ len;
}

qpdf_oh zb_pdf_parse(struct pdf_out *pdf, const char *text)
{
        return qpdf_oh_parse(pdf->qpdf, text);
}

void zb_pdf_set(struct pdf_out *pdf, qpdf_oh dict, const char *key, qpdf_oh value)
{
        qpdf_oh_replace_key(pdf->qpdf, dict, key, value);
}

/* Copies the keys of a parsed dictionary into the one that the new stream already has. */
static void object_fill(struct pdf_out *pdf, qpdf_oh dict, const char *text)
{
        qpdf_oh from = zb_pdf_parse(pdf, text);
        qpdf_oh_begin_dict_key_iter(pdf->qpdf, from);
        while (qpdf_oh_dict_more_keys(pdf->qpdf)) {
                const char *key = qpdf_oh_dict_next_key(pdf->qpdf);
                zb_pdf_set(pdf, dict, key, qpdf_oh_get_key(pdf->qpdf, from, key));
        }
}

qpdf_oh zb_pdf_stream(struct pdf_out *pdf, const char *dict, const void *data, size_t len, const char *filter,
                      const char *parms)
{
        qpdf_oh stream = qpdf_oh_new_stream(pdf->qpdf);
        object_fill(pdf, qpdf_oh_get_dict(pdf->qpdf, stream), dict);
        qpdf_oh none = qpdf_oh_new_null(pdf->qpdf);
        qpdf_oh_replace_stream_data(pdf->qpdf, stream, data, len, filter ? zb_pdf_parse(pdf, filter) : none,
                                    parms ? zb_pdf_parse(pdf, parms) : none);
        zb_pdf_hash(pdf, dict, strlen(dict));
        zb_pdf_hash(pdf, data, len);
        return stream;
}

enum zb_code zb_pdf_check(struct pdf_out *pdf, struct zb_err *err)
{
        if (zb_arena_failed(pdf->arena) || pdf->content.failed)
                return zb_err_nomem(err);
        if (!qpdf_has_error(pdf->qpdf))
                return ZB_OK;
        const char *why = qpdf_get_error_full_text(pdf->qpdf, qpdf_get_error(pdf->qpdf));
        return zb_err_say(err, ZB_WORK, NULL, "the PDF could not be made: %s", why);
}
