/* SPDX-License-Identifier: Apache-2.0 */
/* Tags (ISO 32000-1, 14.7 and 14.8): what each part of the content is. Pictures and charts are /Figure with
 * their caption as Alt and their box, paragraphs are /P, titles /H1 and /H2, everything else is an artifact.
 * So any reader can tell a chart drawn of paths from decoration, and a screen reader can read the board.
 * Marked content wraps whole items only: q … Q and BT … ET stay balanced inside. */
#include <stdio.h>
#include <string.h>

#include "pdf_out_priv.h"

/* ---- whose part is an item? ---- */

static double tag_area(struct zb_rect r)
{
        return r.w * r.h;
}

/* What stands on a photograph is its part only when it is small type: a title may be set over a picture. */
static bool tag_belongs(const struct zb_scene_figure *figure, const struct zb_item *item)
{
        if (item->kind == ZB_ITEM_PICTURE)
                return item->picture.picture == figure->picture;
        if (item->kind == ZB_ITEM_TEXT)
                return item->text.tier >= (figure->picture ? ZB_TIER_CAPTION : ZB_TIER_BODY);
        return item->layer != ZB_LAYER_BACKGROUND;
}

/* The smallest figure that holds the item; NULL: none. */
static const struct zb_scene_figure *tag_figure(const struct zb_scene *scene, const struct zb_item *item)
{
        const struct zb_scene_figure *best = NULL;
        for (size_t i = 0; i < scene->n_figures; i++) {
                const struct zb_scene_figure *figure = &scene->figures[i];
                if (zb_rect_contains(figure->box, item->box, 0.5) && tag_belongs(figure, item) &&
                    (!best || tag_area(figure->box) < tag_area(best->box)))
                        best = figure;
        }
        return best;
}

struct pdf_tag *zb_pdf_tag(struct pdf_out *pdf, const struct zb_item *item)
{
        const struct zb_scene_figure *figure = tag_figure(pdf->scene, item);
        if (!figure && (item->kind != ZB_ITEM_TEXT || item->decoration))
                return NULL;
        for (size_t i = pdf->n_tags; i-- > 0;)
                if (figure ? pdf->tags[i].figure == figure
                           : !pdf->tags[i].figure && pdf->tags[i].block == item->text.block)
                        return &pdf->tags[i];
        struct pdf_tag *tag = &pdf->tags[pdf->n_tags++];
        *tag = (struct pdf_tag){.figure = figure, .content = qpdf_oh_new_array(pdf->qpdf)};
        if (!figure) {
                tag->block = item->text.block;
                tag->tier = item->text.tier;
        }
        return tag;
}

/* ---- in the content ---- */

static const char *tag_kind(const struct pdf_tag *tag)
{
        static const char *const kinds[ZB_N_TIERS] = {"H1", "H2", "P", "P", "P"};
        return tag->figure ? "Figure" : kinds[tag->tier];
}

void zb_pdf_tag_begin(struct pdf_out *pdf, struct pdf_tag *tag)
{
        if (!tag) {
                zb_buf_puts(&pdf->content, "/Artifact BMC\n");
                return;
        }
        int number = (int)pdf->n_marked;
        zb_buf_printf(&pdf->content, "/%s << /MCID %d >> BDC\n", tag_kind(tag), number);
        qpdf_oh_append_item(pdf->qpdf, tag->content, qpdf_oh_new_integer(pdf->qpdf, number));
        pdf->marked[pdf->n_marked++] = (size_t)(tag - pdf->tags);
}

/* ---- the structure tree ---- */

static qpdf_oh tag_layout(struct pdf_out *pdf, struct zb_rect box)
{
        struct zb_buf text = ZB_BUF_INIT;
        zb_buf_puts(&text, "<< /O /Layout /Placement /Block /BBox [ ");
        zb_pdf_num(&text, zb_pdf_x(pdf, box.x), 4);
        zb_pdf_num(&text, zb_pdf_y(pdf, box.y + box.h), 4);
        zb_pdf_num(&text, zb_pdf_x(pdf, box.x + box.w), 4);
        zb_pdf_num(&text, zb_pdf_y(pdf, box.y), 4);
        zb_buf_puts(&text, "] >>");
        qpdf_oh layout = zb_pdf_parse(pdf, text.failed ? "<< >>" : text.data);
        if (!text.failed)
                zb_pdf_hash(pdf, text.data, text.len);
        zb_buf_fini(&text);
        return layout;
}

static qpdf_oh tag_element(struct pdf_out *pdf, const struct pdf_tag *tag, qpdf_oh parent, qpdf_oh page)
{
        char kind[32];
        snprintf(kind, sizeof kind, "<< /S /%s >>", tag_kind(tag));
        qpdf_oh element = zb_pdf_parse(pdf, kind);
        zb_pdf_set(pdf, element, "/P", parent);
        zb_pdf_set(pdf, element, "/Pg", page);
        zb_pdf_set(pdf, element, "/K", tag->content);
        if (tag->figure) {
                const char *alt =
                        tag->figure->caption && *tag->figure->caption ? tag->figure->caption : tag->figure->type;
                zb_pdf_hash(pdf, alt, strlen(alt));
                zb_pdf_set(pdf, element, "/Alt", qpdf_oh_new_unicode_string(pdf->qpdf, alt));
                zb_pdf_set(pdf, element, "/A", tag_layout(pdf, tag->figure->box));
        }
        return qpdf_make_indirect_object(pdf->qpdf, element);
}

void zb_pdf_tags(struct pdf_out *pdf, qpdf_oh page)
{
        qpdf_oh root = qpdf_get_root(pdf->qpdf);
        qpdf_oh tree = qpdf_make_indirect_object(pdf->qpdf, zb_pdf_parse(pdf, "<< /Type /StructTreeRoot >>"));
        qpdf_oh document = qpdf_make_indirect_object(pdf->qpdf, zb_pdf_parse(pdf, "<< /S /Document >>"));
        qpdf_oh kids = qpdf_oh_new_array(pdf->qpdf), parents = qpdf_oh_new_array(pdf->qpdf);
        qpdf_oh *elements = zb_arena_array(pdf->arena, pdf->n_tags + 1, sizeof *elements);
        if (!elements)
                return; /* zb_pdf_check tells */
        for (size_t i = 0; i < pdf->n_tags; i++) {
                elements[i] = tag_element(pdf, &pdf->tags[i], document, page);
                qpdf_oh_append_item(pdf->qpdf, kids, elements[i]);
        }
        for (size_t i = 0; i < pdf->n_marked; i++)
                qpdf_oh_append_item(pdf->qpdf, parents, elements[pdf->marked[i]]);
        /* The number tree: what the page's marked content belongs to. */
        qpdf_oh numbers = qpdf_oh_new_array(pdf->qpdf), by_number = qpdf_oh_new_dictionary(pdf->qpdf);
        qpdf_oh_append_item(pdf->qpdf, numbers, qpdf_oh_new_integer(pdf->qpdf, 0));
        qpdf_oh_append_item(pdf->qpdf, numbers, qpdf_make_indirect_object(pdf->qpdf, parents));
        zb_pdf_set(pdf, by_number, "/Nums", numbers);
        zb_pdf_set(pdf, document, "/P", tree);
        zb_pdf_set(pdf, document, "/K", kids);
        zb_pdf_set(pdf, tree, "/K", qpdf_oh_wrap_in_array(pdf->qpdf, document));
        zb_pdf_set(pdf, tree, "/ParentTree", by_number);
        zb_pdf_set(pdf, tree, "/ParentTreeNextKey", qpdf_oh_new_integer(pdf->qpdf, 1));
        zb_pdf_set(pdf, page, "/StructParents", qpdf_oh_new_integer(pdf->qpdf, 0));
        zb_pdf_set(pdf, page, "/Tabs", qpdf_oh_new_name(pdf->qpdf, "/S"));
        zb_pdf_set(pdf, root, "/StructTreeRoot", tree);
        zb_pdf_set(pdf, root, "/MarkInfo", zb_pdf_parse(pdf, "<< /Marked true >>"));
}
