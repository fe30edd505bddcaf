/* SPDX-License-Identifier: Apache-2.0 */
/* The raw objects that the pages reach: fonts, pictures, spaces, graphics states, forms, patterns, masks, and
 * the glyphs of Type 3 fonts, each looked at once. What MuPDF's interpreter hides (filters, embedding,
 * transfer functions, halftones, PostScript) is seen here, and fonts and pictures get the names by which the
 * device knows them again. */
#include <math.h>
#include <string.h>

#include "pdf_priv.h"

static const struct zb_rect nowhere;

/* Has this object been visited? Direct objects cannot be known again; depth bounds them. */
static bool visited(struct pdf *pdf, pdf_obj *obj)
{
        int num = pdf_to_num(pdf->ctx, obj);
        if (++pdf->n_seen > PDF_MOST_OBJECTS)
                return true;
        if (!pdf_is_indirect(pdf->ctx, obj) || num <= 0)
                return false;
        if (num >= pdf->n_object_bits) /* repaired meanwhile, and longer */
                return false;
        uint8_t bit = (uint8_t)(1 << (num & 7)), *byte = &pdf->seen_objects[num >> 3];
        bool seen = *byte & bit;
        *byte |= bit;
        return seen;
}

/* ---- streams ---- */

static bool filter_is(struct pdf *pdf, pdf_obj *filter, pdf_obj *name)
{
        fz_context *ctx = pdf->ctx;
        if (pdf_name_eq(ctx, filter, name))
                return true;
        for (int i = 0; i < pdf_array_len(ctx, filter) && i < 16; i++)
                if (pdf_name_eq(ctx, pdf_array_get(ctx, filter, i), name))
                        return true;
        return false;
}

static void stream(struct pdf *pdf, pdf_obj *obj)
{
        fz_context *ctx = pdf->ctx;
        if (!pdf_is_stream(ctx, obj))
                return;
        pdf->lzw |= filter_is(pdf, pdf_dict_get(ctx, obj, PDF_NAME(Filter)), PDF_NAME(LZWDecode));
        pdf->external |= pdf_dict_get(ctx, obj, PDF_NAME(F)) != NULL;
}

/* ---- fonts ---- */

static bool subset_tag(const char *name)
{
        for (int i = 0; i < 6; i++)
                if (name[i] < 'A' || name[i] > 'Z')
                        return false;
        return name[6] == '+';
}

/* As pdffonts names them: by the font file's key and subtype, else by the dictionary's. */
static const char *font_format(struct pdf *pdf, pdf_obj *dict, pdf_obj *descriptor, bool *ret_embedded)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *file3 = pdf_dict_get(ctx, descriptor, PDF_NAME(FontFile3));
        *ret_embedded = true;
        stream(pdf, file3);
        stream(pdf, pdf_dict_get(ctx, descriptor, PDF_NAME(FontFile2)));
        stream(pdf, pdf_dict_get(ctx, descriptor, PDF_NAME(FontFile)));
        if (pdf_is_stream(ctx, file3))
                return zb_pdf_strdup(pdf, pdf_to_name(ctx, pdf_dict_get(ctx, file3, PDF_NAME(Subtype))));
        if (pdf_is_stream(ctx, pdf_dict_get(ctx, descriptor, PDF_NAME(FontFile2))))
                return pdf_name_eq(ctx, pdf_dict_get(ctx, dict, PDF_NAME(Subtype)), PDF_NAME(CIDFontType2))
                               ? "CIDFontType2"
                               : "TrueType";
        if (pdf_is_stream(ctx, pdf_dict_get(ctx, descriptor, PDF_NAME(FontFile))))
                return "Type1";
        *ret_embedded = false;
        return zb_pdf_strdup(pdf, pdf_to_name(ctx, pdf_dict_get(ctx, dict, PDF_NAME(Subtype))));
}

static const char *font_name(struct pdf *pdf, const char *name, bool type0)
{
        static const char *const maps[] = {"-Identity-H", "-Identity-V", NULL};
        size_t len = strlen(name);
        for (size_t i = 0; type0 && maps[i]; i++)
                if (len > strlen(maps[i]) && strcmp(name + len - strlen(maps[i]), maps[i]) == 0)
                        len -= strlen(maps[i]);
        char *copy = zb_arena_strndup(pdf->arena, name, len);
        return copy ? zb_pdf_strdup(pdf, copy) : "";
}

static void font_use(struct pdf *pdf, pdf_obj *obj, struct pdf_font_use *use)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *dict = pdf_array_get(ctx, pdf_dict_get(ctx, obj, PDF_NAME(DescendantFonts)), 0);
        bool type0 = pdf_is_dict(ctx, dict);
        const char *name = pdf_to_name(ctx, pdf_dict_get(ctx, obj, PDF_NAME(BaseFont)));
        dict = type0 ? dict : obj;
        if (type0 && pdf_dict_get(ctx, dict, PDF_NAME(BaseFont)))
                name = pdf_to_name(ctx, pdf_dict_get(ctx, dict, PDF_NAME(BaseFont)));
        use->type3 = pdf_name_eq(ctx, pdf_dict_get(ctx, obj, PDF_NAME(Subtype)), PDF_NAME(Type3));
        use->ink_factor = NAN;
        if (use->type3) {
                /* Its /Name is that of a resource, "F1". */
                pdf_obj *descriptor = pdf_dict_get(ctx, obj, PDF_NAME(FontDescriptor));
                name = *name ? name : pdf_to_name(ctx, pdf_dict_get(ctx, descriptor, PDF_NAME(FontName)));
                use->embedded = true;
                use->format = "Type3";
                use->subset = subset_tag(name);
                use->name = zb_pdf_strdup(pdf, use->subset ? name + 7 : name);
                return;
        }
        use->subset = subset_tag(name);
        use->name = font_name(pdf, use->subset ? name + 7 : name, type0);
        use->format = font_format(pdf, dict, pdf_dict_get(ctx, dict, PDF_NAME(FontDescriptor)), &use->embedded);
}

/* A font that cannot be loaded is painted with another: MuPDF's warnings tell. */
static pdf_font_desc *load_font(struct pdf *pdf, pdf_obj *resources, pdf_obj *obj)
{
        fz_context *ctx = pdf->ctx;
        pdf_font_desc *desc = NULL;
        fz_var(desc);
        fz_try(ctx)
        {
                desc = pdf_load_font(ctx, pdf->doc, resources, obj);
        }
        fz_catch(ctx)
        {
                zb_inspect_warning(pdf->in, fz_caught_message(ctx));
        }
        return desc;
}

struct pdf_font_use *zb_pdf_font(struct pdf *pdf, const fz_font *font)
{
        for (size_t i = 0; i < pdf->n_fonts; i++)
                if (pdf->fonts[i].desc && pdf->fonts[i].desc->font == font)
                        return &pdf->fonts[i];
        return NULL;
}

static void resources(struct pdf *pdf, pdf_obj *dict, int depth);

static void font(struct pdf *pdf, pdf_obj *dict, pdf_obj *obj, int depth)
{
        fz_context *ctx = pdf->ctx;
        if (!pdf_is_dict(ctx, obj) || visited(pdf, obj) ||
            !zb_pdf_grow(pdf, &pdf->fonts, pdf->n_fonts, &pdf->cap_fonts, sizeof *pdf->fonts, 2000))
                return;
        struct pdf_font_use *use = &pdf->fonts[pdf->n_fonts];
        *use = (struct pdf_font_use){0};
        font_use(pdf, obj, use);
        pdf->n_fonts++;
        if (use->type3) { /* its glyphs are interpreted when it is loaded; *use may move */
                size_t at = pdf->n_fonts - 1;
                resources(pdf, pdf_dict_get(ctx, obj, PDF_NAME(Resources)), depth + 1);
                use = &pdf->fonts[at];
        }
        use->desc = load_font(pdf, dict, obj);
}

/* ---- pictures ---- */

static void image(struct pdf *pdf, pdf_obj *obj)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *mask = pdf_dict_get(ctx, obj, PDF_NAME(SMask));
        zb_pdf_space_walk(pdf, pdf_dict_get(ctx, obj, PDF_NAME(ColorSpace)), 0);
        stream(pdf, obj);
        if (pdf_is_stream(ctx, mask))
                stream(pdf, mask);
        if (pdf_dict_gets(ctx, obj, "OPI"))
                pdf->external = true;
        if (!zb_pdf_grow(pdf, &pdf->images, pdf->n_images, &pdf->cap_images, sizeof *pdf->images, PDF_MOST_PICTURES))
                return;
        struct pdf_raw_image raw = {pdf_keep_obj(ctx, obj), pdf_dict_get_int(ctx, obj, PDF_NAME(Width)),
                                    pdf_dict_get_int(ctx, obj, PDF_NAME(Height))};
        pdf->images[pdf->n_images++] = raw;
}

pdf_obj *zb_pdf_raw_image(struct pdf *pdf, fz_image *wanted)
{
        fz_context *ctx = pdf->ctx;
        int tries = 0;
        for (size_t i = 0; i < pdf->n_images; i++) {
                const struct pdf_raw_image *raw = &pdf->images[i];
                if (raw->w != wanted->w || raw->h != wanted->h)
                        continue;
                fz_image *found = pdf_find_item(ctx, fz_drop_image_imp, raw->obj);
                fz_drop_image(ctx, found);
                if (found == wanted)
                        return raw->obj;
                if (++tries == 256)
                        break;
        }
        return NULL;
}

/* ---- graphics states ---- */

/* Identity and Default change nothing. */
static bool changes(struct pdf *pdf, pdf_obj *obj)
{
        fz_context *ctx = pdf->ctx;
        if (!obj || pdf_is_null(ctx, obj))
                return false;
        return !pdf_name_eq(ctx, obj, PDF_NAME(Identity)) && !pdf_name_eq(ctx, obj, PDF_NAME(Default));
}

static void form(struct pdf *pdf, pdf_obj *obj, int depth);

static void gstate(struct pdf *pdf, pdf_obj *obj, int depth)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *mask = pdf_dict_get(ctx, obj, PDF_NAME(SMask));
        pdf_obj *font_array = pdf_dict_get(ctx, obj, PDF_NAME(Font));
        if (!pdf_is_dict(ctx, obj) || visited(pdf, obj))
                return;
        if (changes(pdf, pdf_dict_get(ctx, obj, PDF_NAME(TR))) || changes(pdf, pdf_dict_get(ctx, obj, PDF_NAME(TR2))))
                zb_pdf_seen(pdf, ZB_SEEN_TRANSFER, "", nowhere);
        if (changes(pdf, pdf_dict_gets(ctx, obj, "HT")))
                zb_pdf_seen(pdf, ZB_SEEN_HALFTONE, "", nowhere);
        if (pdf_is_dict(ctx, mask))
                form(pdf, pdf_dict_get(ctx, mask, PDF_NAME(G)), depth + 1);
        if (pdf_is_array(ctx, font_array))
                font(pdf, NULL, pdf_array_get(ctx, font_array, 0), depth);
}

/* ---- forms, patterns, shadings ---- */

static void form(struct pdf *pdf, pdf_obj *obj, int depth)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *group = pdf_dict_get(ctx, obj, PDF_NAME(Group));
        if (depth > PDF_MOST_DEPTH || !pdf_is_dict(ctx, obj) || visited(pdf, obj))
                return;
        stream(pdf, obj);
        zb_pdf_space_walk(pdf, pdf_dict_get(ctx, group, PDF_NAME(CS)), 0);
        if (pdf_dict_gets(ctx, obj, "Ref"))
                pdf->external = true;
        resources(pdf, pdf_dict_get(ctx, obj, PDF_NAME(Resources)), depth + 1);
}

static void xobject(struct pdf *pdf, pdf_obj *obj, int depth)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *kind = pdf_dict_get(ctx, obj, PDF_NAME(Subtype));
        if (pdf_name_eq(ctx, kind, PDF_NAME(Image))) {
                if (!visited(pdf, obj))
                        image(pdf, obj);
        } else if (strcmp(pdf_to_name(ctx, kind), "PS") == 0 ||
                   strcmp(pdf_to_name(ctx, pdf_dict_gets(ctx, obj, "Subtype2")), "PS") == 0) {
                zb_pdf_seen(pdf, ZB_SEEN_POSTSCRIPT, "", nowhere);
        } else {
                form(pdf, obj, depth);
        }
}

static void shading(struct pdf *pdf, pdf_obj *obj)
{
        fz_context *ctx = pdf->ctx;
        if (pdf_is_dict(ctx, obj) && !visited(pdf, obj))
                zb_pdf_space_walk(pdf, pdf_dict_get(ctx, obj, PDF_NAME(ColorSpace)), 0);
}

static void pattern(struct pdf *pdf, pdf_obj *obj, int depth)
{
        fz_context *ctx = pdf->ctx;
        if (pdf_dict_get_int(ctx, obj, PDF_NAME(PatternType)) == 1) {
                form(pdf, obj, depth);
                return;
        }
        shading(pdf, pdf_dict_get(ctx, obj, PDF_NAME(Shading)));
        gstate(pdf, pdf_dict_get(ctx, obj, PDF_NAME(ExtGState)), depth);
}

static void space_entry(struct pdf *pdf, pdf_obj *obj, int depth)
{
        zb_pdf_space_walk(pdf, obj, 0);
}

static void shading_entry(struct pdf *pdf, pdf_obj *obj, int depth)
{
        shading(pdf, obj);
}

static void resources(struct pdf *pdf, pdf_obj *dict, int depth)
{
        static const struct {
                const char *key;
                void (*visit)(struct pdf *pdf, pdf_obj *obj, int depth);
        } kinds[] = {
                /* spaces first: pictures and fonts are loaded with them */
                {"ColorSpace", space_entry}, {"Shading", shading_entry}, {"Pattern", pattern},
                {"XObject", xobject},        {"ExtGState", gstate},
        };
        fz_context *ctx = pdf->ctx;
        if (depth > PDF_MOST_DEPTH || !pdf_is_dict(ctx, dict) || visited(pdf, dict))
                return;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
                pdf_obj *list = pdf_dict_gets(ctx, dict, kinds[k].key);
                int n = pdf_dict_len(ctx, list);
                for (int i = 0; i < n && pdf->n_seen <= PDF_MOST_OBJECTS; i++)
                        kinds[k].visit(pdf, pdf_dict_get_val(ctx, list, i), depth);
        }
        pdf_obj *fonts = pdf_dict_get(ctx, dict, PDF_NAME(Font));
        int n = pdf_dict_len(ctx, fonts);
        for (int i = 0; i < n && pdf->n_seen <= PDF_MOST_OBJECTS; i++)
                font(pdf, dict, pdf_dict_get_val(ctx, fonts, i), depth);
}

/* ---- annotations ---- */

static bool over_trim(const struct pdf *pdf, struct zb_rect box)
{
        struct zb_rect area = zb_rect_intersect(box, pdf->in->facts->bleed);
        return area.w > 0 && area.h > 0;
}

static void appearance(struct pdf *pdf, pdf_obj *ap)
{
        fz_context *ctx = pdf->ctx;
        if (pdf_is_stream(ctx, ap)) {
                form(pdf, ap, 1);
                return;
        }
        for (int i = 0; i < pdf_dict_len(ctx, ap) && i < 64; i++)
                if (pdf_is_stream(ctx, pdf_dict_get_val(ctx, ap, i)))
                        form(pdf, pdf_dict_get_val(ctx, ap, i), 1);
}

/* Only what the sheet would show or what a printer must not get: a link draws nothing. */
static void annotation(struct pdf *pdf, pdf_obj *annot, bool board)
{
        static const char *const media[] = {"Movie", "Screen", "Sound", "RichMedia", "3D", NULL};
        enum { HIDDEN = 2, PRINT = 4 };
        fz_context *ctx = pdf->ctx;
        const char *kind = pdf_to_name(ctx, pdf_dict_get(ctx, annot, PDF_NAME(Subtype)));
        int flags = pdf_dict_get_int(ctx, annot, PDF_NAME(F));
        fz_rect rect = pdf_dict_get_rect(ctx, annot, PDF_NAME(Rect));
        struct zb_rect box = board ? zb_pdf_user_box(pdf, rect) : nowhere;
        if (!pdf_is_dict(ctx, annot) || visited(pdf, annot))
                return;
        zb_pdf_scripts(pdf, annot);
        for (size_t i = 0; media[i]; i++)
                if (strcmp(kind, media[i]) == 0)
                        zb_pdf_seen(pdf, ZB_SEEN_MEDIA, kind, box);
        if (strcmp(kind, "FileAttachment") == 0)
                zb_pdf_seen(pdf, ZB_SEEN_ATTACHMENT, "", box);
        bool marks = strcmp(kind, "PrinterMark") == 0 || strcmp(kind, "TrapNet") == 0;
        bool silent = strcmp(kind, "Popup") == 0 || strcmp(kind, "Link") == 0;
        if (!marks && board && over_trim(pdf, box))
                zb_pdf_seen(pdf, ZB_SEEN_ANNOTATION, kind, box);
        if (!marks && !silent && (flags & PRINT) && !(flags & HIDDEN) && (!board || over_trim(pdf, box)))
                zb_pdf_seen(pdf, ZB_SEEN_PRINTING_ANNOTATION, kind, box);
        appearance(pdf, pdf_dict_get(ctx, pdf_dict_get(ctx, annot, PDF_NAME(AP)), PDF_NAME(N)));
}

/* ---- pages ---- */

static void pdf_objects_page(struct pdf *pdf, pdf_obj *obj, bool board)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *contents = pdf_dict_get(ctx, obj, PDF_NAME(Contents));
        pdf_obj *annots = pdf_dict_get(ctx, obj, PDF_NAME(Annots));
        pdf_obj *group = pdf_dict_get(ctx, obj, PDF_NAME(Group));
        pdf_obj *blend_space = pdf_dict_get(ctx, group, PDF_NAME(CS));
        zb_pdf_scripts(pdf, obj);
        zb_pdf_space_walk(pdf, blend_space, 0);
        pdf->rgb_group |= pdf_name_eq(ctx, blend_space, PDF_NAME(DeviceRGB));
        stream(pdf, contents);
        for (int i = 0; i < pdf_array_len(ctx, contents) && i < 10000; i++)
                stream(pdf, pdf_array_get(ctx, contents, i));
        resources(pdf, pdf_dict_get_inheritable(ctx, obj, PDF_NAME(Resources)), 0);
        for (int i = 0; i < pdf_array_len(ctx, annots) && i < 10000; i++)
                annotation(pdf, pdf_array_get(ctx, annots, i), board);
        if (board && pdf_is_dict(ctx, pdf_dict_gets(ctx, pdf_dict_gets(ctx, obj, "PieceInfo"), "Illustrator")))
                pdf->illustrator = true;
}

void zb_pdf_objects(struct pdf *pdf)
{
        fz_context *ctx = pdf->ctx;
        int n = pdf->in->facts->container.n_pages, len = pdf_xref_len(ctx, pdf->doc);
        pdf->seen_objects = zb_arena_alloc(pdf->arena, (size_t)len / 8 + 1);
        pdf->n_object_bits = len;
        if (!pdf->seen_objects)
                zb_pdf_check(pdf, zb_err_nomem(pdf->err));
        for (int i = 0; i < n && i < PDF_MOST_PAGES; i++)
                pdf_objects_page(pdf, pdf_lookup_page_obj(ctx, pdf->doc, i), i == 0);
}
