/* SPDX-License-Identifier: Apache-2.0 */
/* The structure tree of a tagged file: what it says is a figure (ISO 32000-1, 14.8: /Figure with a BBox and Alt). */
#include <string.h>

#include "pdf_priv.h"

/* ---- the structure tree ---- */

struct tree {
        struct pdf *pdf;
        pdf_obj *roles;
        int left; /* nodes that may still be visited */
};

static bool is_figure(struct tree *t, pdf_obj *node)
{
        fz_context *ctx = t->pdf->ctx;
        pdf_obj *kind = pdf_dict_get(ctx, node, PDF_NAME(S));
        if (strcmp(pdf_to_name(ctx, kind), "Figure") == 0)
                return true;
        return pdf_is_name(ctx, kind) && strcmp(pdf_to_name(ctx, pdf_dict_get(ctx, t->roles, kind)), "Figure") == 0;
}

static bool bbox_of(struct pdf *pdf, pdf_obj *attributes, int depth, fz_rect *ret)
{
        fz_context *ctx = pdf->ctx;
        if (pdf_is_array(ctx, attributes) && depth == 0) {
                for (int i = 0; i < pdf_array_len(ctx, attributes) && i < 32; i++)
                        if (bbox_of(pdf, pdf_array_get(ctx, attributes, i), 1, ret))
                                return true;
                return false;
        }
        pdf_obj *box = pdf_dict_get(ctx, attributes, PDF_NAME(BBox));
        *ret = pdf_to_rect(ctx, box);
        return pdf_array_len(ctx, box) == 4 && !fz_is_empty_rect(*ret);
}

static void figure(struct tree *t, pdf_obj *node, pdf_obj *page)
{
        struct pdf *pdf = t->pdf;
        fz_context *ctx = pdf->ctx;
        fz_rect user;
        if ((page && pdf_objcmp_resolve(ctx, page, pdf->page_obj) != 0) ||
            !bbox_of(pdf, pdf_dict_get(ctx, node, PDF_NAME(A)), 0, &user) ||
            !zb_pdf_grow(pdf, &pdf->marks.figures, pdf->marks.n_figures, &pdf->marks.cap_figures,
                         sizeof *pdf->marks.figures, PDF_MOST_FIGURES))
                return;
        const char *alt = pdf_dict_get_text_string(ctx, node, PDF_NAME(Alt));
        pdf->marks.figures[pdf->marks.n_figures++] =
                (struct zb_mark_figure){.box = zb_pdf_user_box(pdf, user), .alt = zb_pdf_strdup(pdf, alt)};
}

static void tree_node(struct tree *t, pdf_obj *node, pdf_obj *page, int depth)
{
        fz_context *ctx = t->pdf->ctx;
        if (depth > 40 || t->left-- <= 0)
                return;
        if (pdf_is_array(ctx, node)) {
                for (int i = 0; i < pdf_array_len(ctx, node) && t->left > 0; i++)
                        tree_node(t, pdf_array_get(ctx, node, i), page, depth + 1);
                return;
        }
        if (!pdf_is_dict(ctx, node))
                return;
        pdf_obj *own = pdf_dict_gets(ctx, node, "Pg");
        page = own ? own : page;
        if (is_figure(t, node))
                figure(t, node, page);
        else
                tree_node(t, pdf_dict_get(ctx, node, PDF_NAME(K)), page, depth + 1);
}

void zb_pdf_tags(struct pdf *pdf)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *root = pdf_dict_get(ctx, pdf_trailer(ctx, pdf->doc), PDF_NAME(Root));
        pdf_obj *top = pdf_dict_gets(ctx, root, "StructTreeRoot");
        struct tree t = {.pdf = pdf, .roles = pdf_dict_gets(ctx, top, "RoleMap"), .left = 50000};
        if (pdf->sized)
                tree_node(&t, pdf_dict_get(ctx, top, PDF_NAME(K)), NULL, 0);
}
