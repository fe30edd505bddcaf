/* SPDX-License-Identifier: Apache-2.0 */
/* What all steps of reading a PDF lean on: a step's end, well or ill; lists that grow; strangers' words; what was seen. */
#include <string.h>

#include "pdf_priv.h"

/* ---- steps, troubles ---- */

void zb_pdf_check(struct pdf *pdf, enum zb_code code)
{
        if (!code)
                return;
        pdf->code = code;
        fz_throw(pdf->ctx, FZ_ERROR_ABORT, "stopped");
}

static void trouble(struct pdf *pdf)
{
        int why = fz_caught(pdf->ctx);
        const char *text = fz_caught_message(pdf->ctx);
        if (pdf->code)
                return;
        if (why == FZ_ERROR_MEMORY)
                zb_inspect_trouble(pdf->in, ZB_READ_COMPLEX,
                                   "the file is too complex: memory ran out before it was read");
        else if (why == FZ_ERROR_ABORT)
                zb_inspect_trouble(pdf->in, ZB_READ_COMPLEX,
                                   "the file is too complex: it paints more than %d objects and was not read "
                                   "to its end",
                                   PDF_MOST_PAINTED);
        else
                zb_inspect_trouble(pdf->in, ZB_READ_DAMAGED, "the PDF is damaged and was not read to its end (%s)",
                                   text);
        zb_inspect_warning(pdf->in, text);
}

bool zb_pdf_try(struct pdf *pdf, pdf_step *step)
{
        bool ok = false;
        if (pdf->code)
                return false;
        fz_var(ok);
        fz_try(pdf->ctx)
        {
                step(pdf);
                ok = true;
        }
        fz_catch(pdf->ctx)
        {
                trouble(pdf);
        }
        return ok;
}

bool zb_pdf_grow(struct pdf *pdf, void *items, size_t n, size_t *cap, size_t size, size_t most)
{
        void **list = items;
        if (n < *cap)
                return true;
        if (n >= most)
                return false;
        size_t more = *cap ? 2 * *cap : 16;
        void *wider = zb_arena_array(pdf->arena, more, size);
        if (!wider)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        if (n)
                memcpy(wider, *list, n * size);
        *list = wider;
        *cap = more;
        return true;
}

const char *zb_pdf_strdup(struct pdf *pdf, const char *text)
{
        size_t len = strlen(text), at = 0, n;
        uint32_t c;
        while ((n = zb_utf8_next(text + at, len - at, &c)) > 0)
                at += n;
        char *copy = zb_arena_alloc(pdf->arena, (at == len ? len : 3 * len) + 1);
        if (!copy)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        if (at == len)
                return memcpy(copy, text, len);
        char *out = copy;
        for (at = 0; at < len; at += n ? n : 1) {
                n = zb_utf8_next(text + at, len - at, &c);
                out += zb_utf8_put(out, n ? c : 0xFFFD);
        }
        return copy;
}

static bool empty(struct zb_rect r)
{
        return !(r.w > 0 || r.h > 0);
}

void zb_pdf_seen(struct pdf *pdf, enum zb_seen what, const char *name, struct zb_rect box)
{
        for (size_t i = 0; i < pdf->n_seen_kinds; i++) {
                struct zb_fact_seen *seen = &pdf->seen[i];
                if (seen->what == what && strcmp(seen->name, name) == 0) {
                        seen->n++;
                        if (empty(seen->box))
                                seen->box = box;
                        return;
                }
        }
        if (zb_pdf_grow(pdf, &pdf->seen, pdf->n_seen_kinds, &pdf->cap_seen, sizeof *pdf->seen, PDF_MOST_SEEN)) {
                struct zb_fact_seen seen = {what, zb_pdf_strdup(pdf, name), box, 1};
                pdf->seen[pdf->n_seen_kinds++] = seen;
        }
}

bool zb_pdf_has_seen(const struct pdf *pdf, enum zb_seen what)
{
        for (size_t i = 0; i < pdf->n_seen_kinds; i++)
                if (pdf->seen[i].what == what)
                        return true;
        return false;
}
