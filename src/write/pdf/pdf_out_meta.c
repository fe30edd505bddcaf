/* SPDX-License-Identifier: Apache-2.0 */
/* What the file says about itself: the layers in the catalogue, Info and XMP that agree, the output intent
 * with the profile inside it. Strings that people read are Unicode strings; the document's id is made from
 * the hash of all that is printed, so the same board has the same id. */
#include <stdio.h>
#include <string.h>

#include "pdf_out_priv.h"

/* ---- layers (ISO 32000-1, 8.11) ---- */

void zb_pdf_layers(struct pdf_out *pdf)
{
        qpdf_oh all = qpdf_oh_new_array(pdf->qpdf), order = qpdf_oh_new_array(pdf->qpdf);
        for (int i = 0; i < ZB_N_LAYERS; i++) {
                qpdf_oh group = zb_pdf_parse(pdf, "<< /Type /OCG >>");
                zb_pdf_set(pdf, group, "/Name", qpdf_oh_new_unicode_string(pdf->qpdf, zb_layer_names[i]));
                pdf->layers[i] = qpdf_make_indirect_object(pdf->qpdf, group);
                qpdf_oh_append_item(pdf->qpdf, all, pdf->layers[i]);
                qpdf_oh_append_item(pdf->qpdf, order, pdf->layers[i]);
                char key[16];
                snprintf(key, sizeof(key), "/L%d", i + 1);
                zb_pdf_set(pdf, pdf->property_dict, key, pdf->layers[i]);
        }
        /* No AS: PDF/X-4 wants a file whose layers do not change by themselves. */
        qpdf_oh config = zb_pdf_parse(pdf, "<< /BaseState /ON >>");
        zb_pdf_set(pdf, config, "/Name", qpdf_oh_new_unicode_string(pdf->qpdf, "展板"));
        zb_pdf_set(pdf, config, "/Order", order);
        qpdf_oh properties = qpdf_oh_new_dictionary(pdf->qpdf);
        zb_pdf_set(pdf, properties, "/OCGs", all);
        zb_pdf_set(pdf, properties, "/D", config);
        zb_pdf_set(pdf, qpdf_get_root(pdf->qpdf), "/OCProperties", properties);
}

/* ---- Info (ISO 32000-1, 14.3.3) ---- */

/* "2026-11-22T00:00:00+00:00" → "D:20261122000000+00'00'". */
static void meta_date(char out[24])
{
        char iso[26];
        zb_write_date(iso);
        snprintf(out, 24, "D:%.4s%.2s%.2s%.2s%.2s%.2s+00'00'", iso, iso + 5, iso + 8, iso + 11, iso + 14, iso + 17);
}

static void meta_info(struct pdf_out *pdf)
{
        const struct zb_scene *scene = pdf->scene;
        char date[24];
        meta_date(date);
        const struct {
                const char *key, *text;
        } unicode[] = {{"/Title", zb_write_title(scene)},
                       {"/Author", scene->author},
                       {"/Subject", scene->subject},
                       {"/Creator", ZB_WRITE_TOOL},
                       {"/Producer", ZB_WRITE_TOOL}},
          plain[] = {{"/CreationDate", date},
                     {"/ModDate", date},
                     {"/GTS_PDFXVersion", "PDF/X-4"},
                     {"/AIGC", scene->ai ? zb_write_aigc : NULL}};
        qpdf_oh info = zb_pdf_parse(pdf, "<< /Trapped /False >>");
        for (size_t i = 0; i < sizeof(unicode) / sizeof(unicode[0]); i++)
                if (unicode[i].text && *unicode[i].text)
                        zb_pdf_set(pdf, info, unicode[i].key, qpdf_oh_new_unicode_string(pdf->qpdf, unicode[i].text));
        for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
                if (plain[i].text)
                        zb_pdf_set(pdf, info, plain[i].key, qpdf_oh_new_string(pdf->qpdf, plain[i].text));
        zb_pdf_set(pdf, qpdf_get_trailer(pdf->qpdf), "/Info", qpdf_make_indirect_object(pdf->qpdf, info));
}

/* ---- XMP ---- */

static uint64_t meta_stir(uint64_t h)
{
        h = (h ^ h >> 33) * 0xff51afd7ed558ccdULL;
        h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53ULL;
        return h ^ h >> 33;
}

/* A UUID of version 8, "by the maker's own rule" (RFC 9562, 5.8). */
static void meta_id(const struct pdf_out *pdf, char out[48])
{
        uint64_t a = meta_stir(pdf->hash[0]), b = meta_stir(pdf->hash[1] ^ pdf->hash[0] << 1);
        snprintf(out, 48, "uuid:%08x-%04x-8%03x-%04x-%04x%08x", (unsigned)(a >> 32), (unsigned)(a >> 16 & 0xFFFF),
                 (unsigned)(a & 0xFFF), (unsigned)(0x8000 | (b >> 48 & 0x3FFF)), (unsigned)(b >> 32 & 0xFFFF),
                 (unsigned)b);
}

static enum zb_code meta_xmp(struct pdf_out *pdf, struct zb_err *err)
{
        const struct zb_scene *scene = pdf->scene;
        const char *said[] = {zb_write_title(scene), scene->author, scene->subject};
        for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
                if (said[i])
                        zb_pdf_hash(pdf, said[i], strlen(said[i]));
        char id[48];
        meta_id(pdf, id);
        struct zb_buf xmp = ZB_BUF_INIT;
        enum zb_code code = zb_write_xmp(scene, "application/pdf", true, id, &xmp, err);
        if (code == ZB_OK) {
                /* qpdf leaves streams of this type uncompressed, so that any program finds the packet. */
                qpdf_oh stream =
                        zb_pdf_stream(pdf, "<< /Type /Metadata /Subtype /XML >>", xmp.data, xmp.len, NULL, NULL);
                zb_pdf_set(pdf, qpdf_get_root(pdf->qpdf), "/Metadata", stream);
        }
        zb_buf_fini(&xmp);
        return code;
}

/* ---- output intent (ISO 15930-7, 6.2.2) ---- */

/* Our profile is in no registry: no RegistryName, "Custom" for the identifier, and its own name in Info. */
static void meta_output_intent(struct pdf_out *pdf)
{
        size_t len;
        const void *data = zb_profile_data(pdf->options->profile, &len);
        const char *name = zb_profile_name(pdf->options->profile);
        qpdf_oh intent = zb_pdf_parse(pdf, "<< /Type /OutputIntent /S /GTS_PDFX "
                                           "/OutputConditionIdentifier (Custom) >>");
        qpdf_oh text = qpdf_oh_new_unicode_string(pdf->qpdf, name && *name ? name : "CMYK");
        zb_pdf_set(pdf, intent, "/OutputCondition", text);
        zb_pdf_set(pdf, intent, "/Info", text);
        zb_pdf_set(pdf, intent, "/DestOutputProfile", zb_pdf_stream(pdf, "<< /N 4 >>", data, len, NULL, NULL));
        qpdf_oh list = qpdf_oh_wrap_in_array(pdf->qpdf, qpdf_make_indirect_object(pdf->qpdf, intent));
        zb_pdf_set(pdf, qpdf_get_root(pdf->qpdf), "/OutputIntents", list);
}

enum zb_code zb_pdf_meta(struct pdf_out *pdf, struct zb_err *err)
{
        qpdf_oh root = qpdf_get_root(pdf->qpdf);
        zb_pdf_set(pdf, root, "/Lang", qpdf_oh_new_string(pdf->qpdf, "zh-CN"));
        zb_pdf_set(pdf, root, "/ViewerPreferences", zb_pdf_parse(pdf, "<< /DisplayDocTitle true >>"));
        meta_output_intent(pdf);
        meta_info(pdf);
        return meta_xmp(pdf, err);
}
