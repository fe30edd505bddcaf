/* SPDX-License-Identifier: Apache-2.0 */
/* Scripts that a catalogue, a page or an annotation starts (ISO 32000-1, 12.6). */
#include <string.h>

#include "pdf_priv.h"

static const struct zb_rect nowhere;

/* An action, or one of those that follow it (ISO 32000-1, 12.6.2); *left: how many are still looked at, for
 * they may be a ring or a tree without end. */
static bool is_script(struct pdf *pdf, pdf_obj *action, int depth, int *left)
{
        fz_context *ctx = pdf->ctx;
        if (depth == 0 || --*left < 0)
                return false;
        if (strcmp(pdf_to_name(ctx, pdf_dict_get(ctx, action, PDF_NAME(S))), "JavaScript") == 0)
                return true;
        pdf_obj *next = pdf_dict_get(ctx, action, PDF_NAME(Next));
        for (int i = 0; i < pdf_array_len(ctx, next) && *left > 0; i++)
                if (is_script(pdf, pdf_array_get(ctx, next, i), depth - 1, left))
                        return true;
        return pdf_is_dict(ctx, next) && is_script(pdf, next, depth - 1, left);
}

static bool starts_script(struct pdf *pdf, pdf_obj *action)
{
        int left = 200;
        return is_script(pdf, action, 8, &left);
}

void zb_pdf_scripts(struct pdf *pdf, pdf_obj *holder)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *more = pdf_dict_get(ctx, holder, PDF_NAME(AA));
        if (starts_script(pdf, pdf_dict_gets(ctx, holder, "OpenAction")))
                zb_pdf_seen(pdf, ZB_SEEN_JAVASCRIPT, "OpenAction", nowhere);
        if (starts_script(pdf, pdf_dict_get(ctx, holder, PDF_NAME(A))))
                zb_pdf_seen(pdf, ZB_SEEN_JAVASCRIPT, "A", nowhere);
        for (int i = 0; i < pdf_dict_len(ctx, more) && i < 64; i++)
                if (starts_script(pdf, pdf_dict_get_val(ctx, more, i)))
                        zb_pdf_seen(pdf, ZB_SEEN_JAVASCRIPT, "AA", nowhere);
}
