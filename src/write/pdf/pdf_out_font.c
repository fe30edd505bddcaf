/* SPDX-License-Identifier: Apache-2.0 */
/* Fonts in the PDF: Type0, Identity-H, CIDFontType0C, codes are the original CIDs. Of all ways to embed a
 * CID-keyed OpenType font only this one draws right in every reader. hb-subset keeps the original CIDs in the
 * charset though it renumbers the glyphs, so the codes can be written before the subset exists.
 *
 * A first walk through the scene collects which glyphs are used and for which text; ToUnicode comes from
 * those texts and not from the font's cmap, which has several characters for one glyph. */
#include <hb-subset.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pdf_out_priv.h"

enum { N_CIDS = 65536, BFCHARS_A_BLOCK = 100 };

/* ---- which glyphs, and what they mean ---- */

/* Characters that steer the setting and are not part of the text that a reader would copy. */
static bool font_invisible(uint32_t c)
{
        return c == 0x2060 || c == 0x200B || c == 0xFEFF || c == 0x00AD || c < 0x20;
}

static void font_visible_text(struct pdf_out *pdf, const char *utf8, size_t len, struct pdf_meaning *ret)
{
        char *out = zb_arena_alloc(pdf->arena, len + 1);
        uint32_t c;
        size_t n, kept = 0;
        for (size_t at = 0; out && at < len && (n = zb_utf8_next(utf8 + at, len - at, &c)) > 0; at += n) {
                if (font_invisible(c))
                        continue;
                memcpy(out + kept, utf8 + at, n);
                kept += n;
        }
        *ret = (struct pdf_meaning){.text = out ? out : "", .len = kept};
}

size_t zb_pdf_cluster(struct pdf_out *pdf, const struct zb_text *text, size_t at, struct pdf_meaning *ret)
{
        size_t n = 1;
        while (at + n < text->n_glyphs && text->glyphs[at + n].text_len == 0 &&
               text->glyphs[at + n].span == text->glyphs[at].span)
                n++;
        font_visible_text(pdf, text->utf8 + text->glyphs[at].text_at, text->glyphs[at].text_len, ret);
        return n;
}

const struct pdf_font *zb_pdf_font(const struct pdf_out *pdf, const struct zb_face *face)
{
        for (size_t i = 0; i < pdf->n_fonts; i++)
                if (pdf->fonts[i].face == face)
                        return &pdf->fonts[i];
        return NULL;
}

static struct pdf_font *font_add(struct pdf_out *pdf, const struct zb_face *face)
{
        struct pdf_font *font = (struct pdf_font *)zb_pdf_font(pdf, face);
        if (font)
                return font;
        if (pdf->n_fonts == ZB_N_WEIGHTS)
                return NULL;
        font = &pdf->fonts[pdf->n_fonts++];
        font->face = face;
        font->by_cid = zb_arena_array(pdf->arena, N_CIDS, sizeof(struct pdf_glyph *));
        snprintf(font->name, sizeof(font->name), "F%zu", pdf->n_fonts);
        return font->by_cid ? font : NULL;
}

const struct pdf_glyph *zb_pdf_glyph(const struct pdf_font *font, uint32_t gid)
{
        uint32_t cid = zb_face_cid(font->face, gid);
        return cid < N_CIDS ? font->by_cid[cid] : NULL;
}

static struct pdf_glyph *font_glyph_add(struct pdf_out *pdf, struct pdf_font *font, uint32_t gid)
{
        uint32_t cid = zb_face_cid(font->face, gid);
        if (cid >= N_CIDS)
                return NULL;
        struct pdf_glyph **slot = &font->by_cid[cid];
        if (!*slot && (*slot = zb_arena_alloc(pdf->arena, sizeof(**slot)))) {
                (*slot)->gid = gid;
                (*slot)->cid = cid;
                (*slot)->width = round(zb_face_advance(font->face, gid) * 1e6) / 1e3;
                font->n_glyphs++;
        }
        return *slot;
}

static void font_meaning_add(struct pdf_out *pdf, struct pdf_glyph *glyph, const struct pdf_meaning *meaning)
{
        struct pdf_meaning **slot = &glyph->meant;
        for (; *slot; slot = &(*slot)->next)
                if ((*slot)->len == meaning->len && memcmp((*slot)->text, meaning->text, meaning->len) == 0)
                        break;
        if (!*slot)
                *slot = zb_arena_memdup(pdf->arena, meaning, sizeof(*meaning));
        if (*slot)
                (*slot)->count++;
}

static bool font_collect_text(struct pdf_out *pdf, const struct zb_text *text)
{
        size_t n;
        for (size_t i = 0; i < text->n_glyphs; i += n) {
                struct pdf_meaning meaning;
                n = zb_pdf_cluster(pdf, text, i, &meaning);
                struct pdf_font *font = font_add(pdf, text->styles[text->glyphs[i].span].face);
                if (!font)
                        return false;
                for (size_t j = i; j < i + n; j++) {
                        struct pdf_glyph *glyph = font_glyph_add(pdf, font, text->glyphs[j].gid);
                        if (!glyph)
                                return false;
                        if (n == 1 && meaning.len > 0)
                                font_meaning_add(pdf, glyph, &meaning);
                }
        }
        return true;
}

static void font_choose(struct pdf_font *font)
{
        for (size_t cid = 0; cid < N_CIDS; cid++) {
                struct pdf_glyph *glyph = font->by_cid[cid];
                for (struct pdf_meaning *m = glyph ? glyph->meant : NULL; m; m = m->next)
                        if (!glyph->chosen || m->count > glyph->chosen->count)
                                glyph->chosen = m;
        }
}

/* ---- the subset ---- */

/* The bare CFF of the font with only the glyphs in use; hb_blob_destroy it. NULL when HarfBuzz cannot. */
static hb_blob_t *font_subset(const struct pdf_font *font)
{
        /* Without the layout tables nothing is drawn in by substitution: exactly the glyphs asked for. */
        static const hb_tag_t dropped[] = {
                HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
                HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('v', 'h', 'e', 'a'),
                HB_TAG('v', 'm', 't', 'x'), HB_TAG('D', 'S', 'I', 'G'),
        };
        size_t len;
        unsigned index;
        const void *data = zb_face_data(font->face, &len, &index);
        hb_blob_t *file = hb_blob_create(data, (unsigned)len, HB_MEMORY_MODE_READONLY, NULL, NULL);
        hb_face_t *face = hb_face_create(file, index);
        hb_blob_destroy(file);
        hb_subset_input_t *input = hb_subset_input_create_or_fail();
        hb_face_t *subset = NULL;
        if (input) {
                hb_set_t *glyphs = hb_subset_input_glyph_set(input);
                for (size_t cid = 0; cid < N_CIDS; cid++)
                        if (font->by_cid[cid])
                                hb_set_add(glyphs, font->by_cid[cid]->gid);
                hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
                for (size_t i = 0; i < sizeof(dropped) / sizeof(dropped[0]); i++)
                        hb_set_add(drop, dropped[i]);
                subset = hb_subset_or_fail(face, input);
                hb_subset_input_destroy(input);
        }
        hb_face_destroy(face);
        if (!subset)
                return NULL;
        hb_blob_t *cff = hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
        hb_face_destroy(subset);
        if (hb_blob_get_length(cff) > 0)
                return cff;
        hb_blob_destroy(cff);
        return NULL;
}

/* Six letters that differ when the subset differs (ISO 32000-1, 9.6.4). */
static void font_tag(const char *cff, size_t len, char out[8])
{
        uint64_t h = 0xcbf29ce484222325ULL;
        for (size_t i = 0; i < len; i++)
                h = (h ^ (uint8_t)cff[i]) * 0x100000001b3ULL;
        h ^= h >> 29;
        for (int i = 0; i < 6; i++, h /= 26)
                out[i] = (char)('A' + h % 26);
        out[6] = '+';
        out[7] = '\0';
}

/* ---- the objects ---- */

/* The font's own box, from its head table (OpenType, "head": xMin at 36), in thousandths of an em. */
static void font_bbox(const struct zb_face *zbface, struct zb_buf *out)
{
        size_t len;
        unsigned index;
        const void *data = zb_face_data(zbface, &len, &index);
        hb_blob_t *file = hb_blob_create(data, (unsigned)len, HB_MEMORY_MODE_READONLY, NULL, NULL);
        hb_face_t *face = hb_face_create(file, index);
        hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
        unsigned head_len;
        const uint8_t *p = (const uint8_t *)hb_blob_get_data(head, &head_len);
        for (unsigned i = 0; i < 4; i++) {
                int16_t v = 0;
                if (head_len >= 44)
                        v = (int16_t)(p[36 + 2 * i] << 8 | p[37 + 2 * i]);
                zb_pdf_num(out, round(v * 1000.0 / zb_face_upem(zbface)), 0);
        }
        hb_blob_destroy(head);
        hb_face_destroy(face);
        hb_blob_destroy(file);
}

static qpdf_oh font_descriptor(struct pdf_out *pdf, const struct pdf_font *font, const char *name, qpdf_oh file)
{
        /* The stems of the upright strokes, measured in the fonts; readers use them only for a substitute. */
        static const int stem[ZB_N_WEIGHTS] = {80, 100, 150, 190};
        struct zb_buf text = ZB_BUF_INIT;
        zb_buf_printf(&text,
                      "<< /Type /FontDescriptor /FontName /%s /Flags 4 /ItalicAngle 0 /Ascent 880 /Descent -120 "
                      "/CapHeight 733 /StemV %d /FontBBox [ ",
                      name, stem[zb_face_weight(font->face)]);
        font_bbox(font->face, &text);
        zb_buf_puts(&text, "] >>");
        qpdf_oh dict = zb_pdf_parse(pdf, text.failed ? "<< >>" : text.data);
        zb_buf_fini(&text);
        zb_pdf_set(pdf, dict, "/FontFile3", file);
        return qpdf_make_indirect_object(pdf->qpdf, dict);
}

/* Neighbours share one array: "59003 [ 500 600 ]". DW is 1000, so full-width glyphs need no entry. */
static void font_widths(const struct pdf_font *font, struct zb_buf *out)
{
        bool open = false;
        for (size_t cid = 0; cid < N_CIDS; cid++) {
                const struct pdf_glyph *glyph = font->by_cid[cid];
                bool wanted = glyph && fabs(glyph->width - 1000.0) > 1e-6;
                if (!wanted && open)
                        zb_buf_puts(out, "] ");
                else if (wanted && !open)
                        zb_buf_printf(out, "%zu [ ", cid);
                if (wanted)
                        zb_pdf_num(out, glyph->width, 3);
                open = wanted;
        }
        if (open)
                zb_buf_puts(out, "] ");
}

/* ISO 32000-1, 9.10.3; at most a hundred entries a block (Adobe TN 5411). */
static qpdf_oh font_to_unicode(struct pdf_out *pdf, const struct pdf_font *font)
{
        struct zb_buf out = ZB_BUF_INIT, block = ZB_BUF_INIT;
        zb_buf_puts(&out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                          "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                          "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                          "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        int n = 0;
        for (size_t cid = 0; cid <= N_CIDS; cid++) {
                const struct pdf_glyph *glyph = cid < N_CIDS ? font->by_cid[cid] : NULL;
                if (glyph && glyph->chosen) {
                        zb_buf_printf(&block, "<%04zX> <", cid);
                        zb_pdf_utf16(&block, glyph->chosen->text, glyph->chosen->len);
                        zb_buf_puts(&block, ">\n");
                        n++;
                }
                if (n == BFCHARS_A_BLOCK || (cid == N_CIDS && n > 0)) {
                        zb_buf_printf(&out, "%d beginbfchar\n", n);
                        zb_buf_put(&out, block.data, block.len);
                        zb_buf_puts(&out, "endbfchar\n");
                        zb_buf_clear(&block);
                        n = 0;
                }
        }
        zb_buf_puts(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        qpdf_oh stream = zb_pdf_stream(pdf, "<< >>", out.data ? out.data : "", out.len, NULL, NULL);
        zb_buf_fini(&block);
        zb_buf_fini(&out);
        return stream;
}

static qpdf_oh font_descendant(struct pdf_out *pdf, const struct pdf_font *font, const char *name, qpdf_oh file)
{
        struct zb_buf text = ZB_BUF_INIT;
        zb_buf_printf(&text,
                      "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /%s /DW 1000 /CIDSystemInfo "
                      "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [ ",
                      name);
        font_widths(font, &text);
        zb_buf_puts(&text, "] >>");
        qpdf_oh dict = zb_pdf_parse(pdf, text.failed ? "<< >>" : text.data);
        zb_buf_fini(&text);
        zb_pdf_set(pdf, dict, "/FontDescriptor", font_descriptor(pdf, font, name, file));
        return qpdf_make_indirect_object(pdf->qpdf, dict);
}

static enum zb_code font_embed(struct pdf_out *pdf, const struct pdf_font *font, struct zb_err *err)
{
        const char *ps_name = zb_face_ps_name(font->face);
        hb_blob_t *cff = font_subset(font);
        if (!cff)
                return zb_err_say(err, ZB_WORK, NULL, "the font %s could not be subset for the PDF", ps_name);
        unsigned len;
        const char *data = hb_blob_get_data(cff, &len);
        char tag[8], *name, *type0, *key;
        font_tag(data, len, tag);
        name = zb_arena_printf(pdf->arena, "%s%s", tag, ps_name);
        type0 = zb_arena_printf(pdf->arena,
                                "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /BaseFont "
                                "/%s-Identity-H >>",
                                name ? name : "");
        key = zb_arena_printf(pdf->arena, "/%s", font->name);
        if (name && type0 && key) {
                qpdf_oh file = zb_pdf_stream(pdf, "<< /Subtype /CIDFontType0C >>", data, len, NULL, NULL);
                qpdf_oh dict = zb_pdf_parse(pdf, type0);
                qpdf_oh below = font_descendant(pdf, font, name, file);
                zb_pdf_set(pdf, dict, "/DescendantFonts", qpdf_oh_wrap_in_array(pdf->qpdf, below));
                zb_pdf_set(pdf, dict, "/ToUnicode", font_to_unicode(pdf, font));
                zb_pdf_set(pdf, pdf->font_dict, key, qpdf_make_indirect_object(pdf->qpdf, dict));
        }
        hb_blob_destroy(cff);
        return zb_pdf_check(pdf, err);
}

enum zb_code zb_pdf_fonts(struct pdf_out *pdf, struct zb_err *err)
{
        for (size_t i = 0; i < pdf->scene->n_items; i++) {
                const struct zb_item *item = &pdf->scene->items[i];
                if (item->kind == ZB_ITEM_TEXT && !font_collect_text(pdf, &item->text))
                        return zb_arena_failed(pdf->arena)
                                       ? zb_err_nomem(err)
                                       : zb_err_say(err, ZB_WORK, item->text.place,
                                                    "the font of this line cannot be embedded in a PDF");
        }
        for (size_t i = 0; i < pdf->n_fonts; i++) {
                font_choose(&pdf->fonts[i]);
                enum zb_code code = font_embed(pdf, &pdf->fonts[i], err);
                if (code)
                        return code;
        }
        return ZB_OK;
}
