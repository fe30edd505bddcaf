/* SPDX-License-Identifier: Apache-2.0 */
/* What the file says about itself: programs, title, PDF/X claim, output intents, layers, scripts,
 * attachments, forms; and which demands of PDF/X-4 (ISO 15930-7:2010) it breaks. No open validator of X-4
 * exists: the list below is what a printer's preflight asks first, each demand with a keyword of its own. */
#include <math.h>
#include <string.h>

#include "aimark.h"
#include "pdf_priv.h"

static const struct zb_rect nowhere;

/* ---- Info ---- */

static const char *text_of(struct pdf *pdf, pdf_obj *dict, const char *key)
{
        pdf_obj *value = pdf_dict_gets(pdf->ctx, dict, key);
        if (pdf_is_name(pdf->ctx, value))
                return zb_pdf_strdup(pdf, pdf_to_name(pdf->ctx, value));
        const char *text = pdf_is_string(pdf->ctx, value) ? pdf_to_text_string(pdf->ctx, value) : "";
        return *text ? zb_pdf_strdup(pdf, text) : NULL;
}

/* ---- XMP ---- */

/* The packet as it lies in the file; NULL none. */
static fz_buffer *packet(struct pdf *pdf, pdf_obj *root)
{
        pdf_obj *stream = pdf_dict_get(pdf->ctx, root, PDF_NAME(Metadata));
        return pdf_is_stream(pdf->ctx, stream) ? pdf_load_stream(pdf->ctx, stream) : NULL;
}

/* The text of an element or attribute by its qualified name, cut to the room; false: not there. */
static bool xmp_value(const char *xmp, const char *name, char *out, size_t room)
{
        size_t len = strlen(name);
        *out = 0;
        for (const char *at = strstr(xmp, name); at; at = strstr(at + len, name)) {
                const char *p = at + len, *end;
                if (at == xmp || (at[-1] != '<' && at[-1] != ' ' && at[-1] != '\n' && at[-1] != '\t'))
                        continue;
                if (*p == '>')
                        end = strchr(++p, '<');
                else if (*p == '=' && (p[1] == '"' || p[1] == '\''))
                        end = strchr(p + 2, p[1]), p += 2;
                else
                        continue;
                if (!end)
                        return false;
                while (p < end && strchr(" \n\r\t", *p))
                        p++;
                size_t n = (size_t)(end - p) < room - 1 ? (size_t)(end - p) : room - 1;
                memcpy(out, p, n);
                out[n] = 0;
                return true;
        }
        return false;
}

/* ---- claims ---- */

static void claims(struct pdf *pdf, pdf_obj *info, const char *xmp)
{
        struct zb_fact_pdf *f = &pdf->in->facts->pdf;
        char value[64];
        const char *version = text_of(pdf, info, "GTS_PDFXVersion");
        const char *conformance = text_of(pdf, info, "GTS_PDFXConformance");
        if (xmp &&
            (xmp_value(xmp, "pdfxid:GTS_PDFXVersion", value, sizeof value) ||
             xmp_value(xmp, "pdfx:GTS_PDFXVersion", value, sizeof value)) &&
            *value)
                f->claims = zb_pdf_strdup(pdf, value);
        else if (conformance && strncmp(conformance, "PDF/X", 5) == 0)
                f->claims = conformance;
        else
                f->claims = version;
}

/* ---- output intents ---- */

static void intents(struct pdf *pdf, pdf_obj *root)
{
        fz_context *ctx = pdf->ctx;
        struct zb_fact_pdf *f = &pdf->in->facts->pdf;
        pdf_obj *list = pdf_dict_get(ctx, root, PDF_NAME(OutputIntents));
        for (int i = 0; i < pdf_array_len(ctx, list) && i < 64; i++) {
                pdf_obj *intent = pdf_array_get(ctx, list, i);
                pdf_obj *profile = pdf_dict_get(ctx, intent, PDF_NAME(DestOutputProfile));
                if (strcmp(pdf_to_name(ctx, pdf_dict_get(ctx, intent, PDF_NAME(S))), "GTS_PDFX") != 0)
                        continue;
                if (f->n_intents++ > 0)
                        continue;
                f->intent = text_of(pdf, intent, "OutputConditionIdentifier");
                if (!pdf_is_stream(ctx, profile))
                        continue;
                fz_buffer *icc = pdf_load_stream(ctx, profile);
                unsigned char *data;
                size_t len = fz_buffer_storage(ctx, icc, &data);
                f->intent_profile = zb_icc_name(pdf->arena, data, len, &f->intent_components);
                pdf->intent_is_press = len >= 16 && memcmp(data + 12, "prtr", 4) == 0;
                fz_drop_buffer(ctx, icc);
                if (f->intent_profile)
                        pdf->in->facts->profile = f->intent_profile;
        }
}

/* ---- layers ---- */

static bool listed(struct pdf *pdf, pdf_obj *list, pdf_obj *group)
{
        for (int i = 0; i < pdf_array_len(pdf->ctx, list) && i < 4096; i++)
                if (pdf_objcmp(pdf->ctx, pdf_array_get(pdf->ctx, list, i), group) == 0)
                        return true;
        return false;
}

static bool off(struct pdf *pdf, pdf_obj *usage, const char *kind, const char *state)
{
        pdf_obj *value = pdf_dict_gets(pdf->ctx, pdf_dict_gets(pdf->ctx, usage, kind), state);
        return strcmp(pdf_to_name(pdf->ctx, value), "OFF") == 0;
}

static void pdf_x_layers(struct pdf *pdf, pdf_obj *root)
{
        enum { MOST = 1000 };
        fz_context *ctx = pdf->ctx;
        struct zb_facts *f = pdf->in->facts;
        pdf_obj *properties = pdf_dict_get(ctx, root, PDF_NAME(OCProperties));
        pdf_obj *groups = pdf_dict_get(ctx, properties, PDF_NAME(OCGs));
        pdf_obj *config = pdf_dict_get(ctx, properties, PDF_NAME(D));
        bool base_off = strcmp(pdf_to_name(ctx, pdf_dict_get(ctx, config, PDF_NAME(BaseState))), "OFF") == 0;
        int n = pdf_array_len(ctx, groups) < MOST ? pdf_array_len(ctx, groups) : MOST;
        struct zb_fact_layer *list = zb_arena_array(pdf->arena, (size_t)n + 1, sizeof *list);
        for (int i = 0; list && i < n; i++) {
                pdf_obj *group = pdf_array_get(ctx, groups, i), *usage = pdf_dict_get(ctx, group, PDF_NAME(Usage));
                struct zb_fact_layer *layer = &list[f->n_layers];
                if (!pdf_is_dict(ctx, group))
                        continue;
                const char *name = text_of(pdf, group, "Name");
                layer->name = name ? name : "";
                layer->kind = "ocg";
                layer->visible = base_off ? listed(pdf, pdf_dict_get(ctx, config, PDF_NAME(ON)), group)
                                          : !listed(pdf, pdf_dict_get(ctx, config, PDF_NAME(OFF)), group);
                layer->printing = layer->visible && !off(pdf, usage, "Print", "PrintState");
                pdf->hidden_layers |= !layer->printing;
                f->n_layers++;
        }
        f->layers = list;
}

/* ---- what may do something ---- */

/* The entries of a name tree (ISO 32000-1, 7.9.6); *left: how many nodes are still looked at. */
static size_t names_below(struct pdf *pdf, pdf_obj *node, int depth, int *left)
{
        fz_context *ctx = pdf->ctx;
        if (depth == 0 || --*left < 0)
                return 0;
        pdf_obj *kids = pdf_dict_get(ctx, node, PDF_NAME(Kids));
        size_t n = (size_t)pdf_array_len(ctx, pdf_dict_get(ctx, node, PDF_NAME(Names))) / 2;
        for (int i = 0; i < pdf_array_len(ctx, kids) && *left > 0; i++)
                n += names_below(pdf, pdf_array_get(ctx, kids, i), depth - 1, left);
        return n;
}

static size_t tree_size(struct pdf *pdf, pdf_obj *root)
{
        int left = 5000;
        return names_below(pdf, root, 16, &left);
}

static void active(struct pdf *pdf, pdf_obj *root)
{
        fz_context *ctx = pdf->ctx;
        pdf_obj *names = pdf_dict_get(ctx, root, PDF_NAME(Names));
        pdf_obj *form = pdf_dict_get(ctx, root, PDF_NAME(AcroForm));
        size_t files = tree_size(pdf, pdf_dict_get(ctx, names, PDF_NAME(EmbeddedFiles)));
        zb_pdf_scripts(pdf, root);
        if (tree_size(pdf, pdf_dict_get(ctx, names, PDF_NAME(JavaScript))) > 0)
                zb_pdf_seen(pdf, ZB_SEEN_JAVASCRIPT, "Names", nowhere);
        for (size_t i = 0; i < files; i++)
                zb_pdf_seen(pdf, ZB_SEEN_ATTACHMENT, "", nowhere);
        if (pdf_dict_gets(ctx, form, "XFA"))
                zb_pdf_seen(pdf, ZB_SEEN_FORM, "XFA", nowhere);
        else if (pdf_array_len(ctx, pdf_dict_get(ctx, form, PDF_NAME(Fields))) > 0)
                zb_pdf_seen(pdf, ZB_SEEN_FORM, "AcroForm", nowhere);
}

static void take_xmp(struct pdf *pdf, const char *xmp)
{
        static const char *const dates[] = {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", NULL};
        static const char *const ids[] = {"xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass", NULL};
        char value[64];
        pdf->xmp.there = true;
        pdf->xmp.version =
                xmp_value(xmp, "pdfxid:GTS_PDFXVersion", value, sizeof value) && strncmp(value, "PDF/X-4", 7) == 0;
        pdf->xmp.title = strstr(xmp, "dc:title") != NULL;
        pdf->xmp.dates = pdf->xmp.ids = true;
        for (size_t i = 0; dates[i]; i++)
                pdf->xmp.dates &= xmp_value(xmp, dates[i], value, sizeof value) && *value;
        for (size_t i = 0; ids[i]; i++)
                pdf->xmp.ids &= xmp_value(xmp, ids[i], value, sizeof value) && *value;
        pdf->xmp.trapped = xmp_value(xmp, "pdf:Trapped", value, sizeof value) ? value[0] : 0;
        if (zb_xmp_says_ai(xmp, strlen(xmp)))
                zb_pdf_seen(pdf, ZB_SEEN_AI, "XMP", nowhere);
}

void zb_pdf_catalogue(struct pdf *pdf)
{
        fz_context *ctx = pdf->ctx;
        struct zb_facts *f = pdf->in->facts;
        pdf_obj *trailer = pdf_trailer(ctx, pdf->doc), *root = pdf_dict_get(ctx, trailer, PDF_NAME(Root));
        pdf_obj *info = pdf_dict_get(ctx, trailer, PDF_NAME(Info));
        int version = pdf_version(ctx, pdf->doc);
        f->container.format = zb_arena_printf(pdf->arena, "PDF %d.%d", version / 10, version % 10);
        f->container.creator = text_of(pdf, info, "Creator");
        f->container.producer = text_of(pdf, info, "Producer");
        f->title = text_of(pdf, info, "Title");
        if (pdf_dict_gets(ctx, info, "AIGC"))
                zb_pdf_seen(pdf, ZB_SEEN_AI, "Info", nowhere);
        const char *trapped = text_of(pdf, info, "Trapped");
        pdf->trapped = trapped ? trapped[0] : 0;
        fz_buffer *xmp = packet(pdf, root);
        const char *text = xmp ? fz_string_from_buffer(ctx, xmp) : NULL;
        claims(pdf, info, text);
        if (text)
                take_xmp(pdf, text);
        fz_drop_buffer(ctx, xmp);
        active(pdf, root);
        pdf_x_layers(pdf, root);
        intents(pdf, root);
}

/* ---- PDF/X-4 ---- */

static bool has_id(struct pdf *pdf)
{
        pdf_obj *id = pdf_dict_get(pdf->ctx, pdf_trailer(pdf->ctx, pdf->doc), PDF_NAME(ID));
        return pdf_array_len(pdf->ctx, id) == 2;
}

static bool boxes_nest(const struct pdf *pdf)
{
        const struct zb_facts *f = pdf->in->facts;
        return zb_rect_contains(f->media, f->bleed, 0.01) && zb_rect_contains(f->bleed, f->trim, 0.01);
}

/* Colours of a device that is not the intent's (ISO 15930-7, 6.2.4): RGB without a profile for CMYK print. */
static bool stray_rgb(const struct pdf *pdf)
{
        return pdf->in->facts->pdf.intent_components != 3 && zb_pdf_has_seen(pdf, ZB_SEEN_SPACE + ZB_SPACE_RGB);
}

static bool fonts_missing(const struct pdf *pdf)
{
        for (size_t i = 0; i < pdf->n_fonts; i++)
                if (pdf->fonts[i].used && !pdf->fonts[i].embedded)
                        return true;
        return false;
}

void zb_pdf_x4(struct pdf *pdf)
{
        fz_context *ctx = pdf->ctx;
        struct zb_facts *f = pdf->in->facts;
        pdf_obj *trailer = pdf_trailer(ctx, pdf->doc), *root = pdf_dict_get(ctx, trailer, PDF_NAME(Root));
        pdf_obj *metadata = pdf_dict_get(ctx, root, PDF_NAME(Metadata));
        bool trapped = pdf->trapped == 'T' || pdf->trapped == 'F';
        bool xmp = pdf->xmp.there;
        bool art = pdf_dict_get(ctx, pdf->page_obj, PDF_NAME(ArtBox)) != NULL;
        const struct {
                const char *keyword;
                bool broken;
        } demands[] = {
                {"version", pdf_version(ctx, pdf->doc) >= 20},
                {"id", !has_id(pdf)},
                {"encryption", pdf_dict_get(ctx, trailer, PDF_NAME(Encrypt)) != NULL},
                {"xmp", !xmp},
                {"xmp-compressed", xmp && pdf_dict_get(ctx, metadata, PDF_NAME(Filter)) != NULL},
                {"xmp-version", xmp && !pdf->xmp.version},
                {"xmp-title", xmp && !pdf->xmp.title},
                {"xmp-dates", xmp && !pdf->xmp.dates},
                {"xmp-ids", xmp && !pdf->xmp.ids},
                {"trapped", !trapped && pdf->xmp.trapped != 'T' && pdf->xmp.trapped != 'F'},
                {"trapped-differs", trapped && pdf->xmp.trapped && pdf->xmp.trapped != pdf->trapped},
                {"intent", f->pdf.n_intents != 1},
                {"intent-profile", f->pdf.n_intents > 0 && f->pdf.intent_components == 0},
                {"intent-class", f->pdf.intent_components > 0 && !pdf->intent_is_press},
                {"intent-cmyk", f->pdf.intent_components > 0 && f->pdf.intent_components != 4},
                {"trimbox", !f->container.boxes_declared && !art},
                {"artbox", f->container.boxes_declared && art},
                {"boxes", pdf->boxes_beyond || !boxes_nest(pdf)},
                {"fonts", fonts_missing(pdf)},
                {"rgb", stray_rgb(pdf)},
                {"blend-space", pdf->rgb_group && f->pdf.transparency && f->pdf.intent_components != 3},
                {"lzw", pdf->lzw},
                {"external", pdf->external},
                {"javascript", zb_pdf_has_seen(pdf, ZB_SEEN_JAVASCRIPT)},
                {"form", zb_pdf_has_seen(pdf, ZB_SEEN_FORM)},
                {"annotation", zb_pdf_has_seen(pdf, ZB_SEEN_ANNOTATION)},
                {"media", zb_pdf_has_seen(pdf, ZB_SEEN_MEDIA)},
                {"transfer", zb_pdf_has_seen(pdf, ZB_SEEN_TRANSFER)},
                {"halftone", zb_pdf_has_seen(pdf, ZB_SEEN_HALFTONE)},
                {"postscript", zb_pdf_has_seen(pdf, ZB_SEEN_POSTSCRIPT)},
        };
        size_t n = sizeof demands / sizeof *demands;
        const char **broken = zb_arena_array(pdf->arena, n, sizeof *broken);
        for (size_t i = 0; broken && i < n; i++)
                if (demands[i].broken)
                        broken[f->pdf.n_broken++] = demands[i].keyword;
        f->pdf.broken = broken;
}
