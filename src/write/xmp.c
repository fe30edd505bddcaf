/* SPDX-License-Identifier: Apache-2.0 */
/* The XMP packet of a board (ISO 16684-1), the same for every format: whoever opens the file learns its
 * title, its school and, where some picture was made by generative AI, the implicit mark of GB 45438-2025.
 * The packet is plain UTF-8 with every text escaped, and holds nothing that differs from run to run. */
#include <string.h>

#include "write_priv.h"

/* The AIGC mark: 1 = it contains generated content. Who generated which picture is not known to the composer,
 * so the other keys stay empty, but all of them must be there. */
const char zb_write_aigc[] = "{\"Label\":\"1\",\"ContentProducer\":\"\",\"ProduceID\":\"\",\"ReservedCode1\":\"\","
                             "\"ContentPropagator\":\"\",\"PropagateID\":\"\",\"ReservedCode2\":\"\"}";

static void xmp_escaped(struct zb_buf *out, const char *text)
{
        for (const char *p = text; *p; p++) {
                /* U+FFFE and U+FFFF are not characters of XML 1.0, and neither are most controls, escaped or
                 * not. */
                if (strncmp(p, "\xEF\xBF", 2) == 0 && (uint8_t)p[2] >= 0xBE) {
                        p += 2;
                        continue;
                }
                switch (*p) {
                case '&':
                        zb_buf_puts(out, "&amp;");
                        break;
                case '<':
                        zb_buf_puts(out, "&lt;");
                        break;
                case '>':
                        zb_buf_puts(out, "&gt;");
                        break;
                case '"':
                        zb_buf_puts(out, "&quot;");
                        break;
                default:
                        if ((unsigned char)*p >= 0x20 || *p == '\t' || *p == '\n')
                                zb_buf_putc(out, *p);
                }
        }
}

static void xmp_plain(struct zb_buf *out, const char *name, const char *text)
{
        zb_buf_printf(out, "   <%s>", name);
        xmp_escaped(out, text);
        zb_buf_printf(out, "</%s>\n", name);
}

/* A language alternative: the text as it is, which is Chinese, first as the default and once under its
 * language. */
static void xmp_alt(struct zb_buf *out, const char *name, const char *text)
{
        static const char *const langs[] = {"x-default", "zh-CN"};
        zb_buf_printf(out, "   <%s><rdf:Alt>", name);
        for (size_t i = 0; i < sizeof(langs) / sizeof(langs[0]); i++) {
                zb_buf_printf(out, "<rdf:li xml:lang=\"%s\">", langs[i]);
                xmp_escaped(out, text);
                zb_buf_puts(out, "</rdf:li>");
        }
        zb_buf_printf(out, "</rdf:Alt></%s>\n", name);
}

static void xmp_dublin_core(struct zb_buf *out, const struct zb_scene *scene, const char *format_mime)
{
        xmp_plain(out, "dc:format", format_mime);
        xmp_alt(out, "dc:title", zb_write_title(scene));
        if (scene->subject && *scene->subject)
                xmp_alt(out, "dc:description", scene->subject);
        if (scene->author && *scene->author) {
                zb_buf_puts(out, "   <dc:creator><rdf:Seq><rdf:li>");
                xmp_escaped(out, scene->author);
                zb_buf_puts(out, "</rdf:li></rdf:Seq></dc:creator>\n");
        }
        zb_buf_puts(out, "   <dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\n");
}

/* ISO 15930-7, 6.2 and 6.3: how a PDF/X-4 file says what it is and which document it is. */
static void xmp_pdfx(struct zb_buf *out, const char *id)
{
        zb_buf_puts(out, "   <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n"
                         "   <pdf:Trapped>False</pdf:Trapped>\n");
        xmp_plain(out, "pdf:Producer", ZB_WRITE_TOOL);
        xmp_plain(out, "xmpMM:DocumentID", id ? id : "");
        xmp_plain(out, "xmpMM:InstanceID", id ? id : "");
        zb_buf_puts(out, "   <xmpMM:VersionID>1</xmpMM:VersionID>\n"
                         "   <xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n");
}

static void xmp_ai(struct zb_buf *out)
{
        xmp_plain(out, "TC260:AIGC", zb_write_aigc);
        /* IPTC's word for it: the board is a composite in which something was made by a trained model. */
        xmp_plain(out, "Iptc4xmpExt:DigitalSourceType",
                  "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia");
}

enum zb_code zb_write_xmp(const struct zb_scene *scene, const char *format_mime, bool pdf, const char *id,
                          struct zb_buf *out, struct zb_err *err)
{
        char date[26];
        zb_write_date(date);
        zb_buf_puts(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                         " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                         "  <rdf:Description rdf:about=\"\"\n"
                         "    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                         "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n");
        if (pdf)
                zb_buf_puts(out, "    xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n"
                                 "    xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                                 "    xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"\n");
        if (scene->ai)
                zb_buf_puts(out, "    xmlns:TC260=\"http://www.tc260.org.cn/ns/AIGC/1.0/\"\n"
                                 "    xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"\n");
        zb_buf_puts(out, "  >\n");
        xmp_dublin_core(out, scene, format_mime);
        xmp_plain(out, "xmp:CreateDate", date);
        xmp_plain(out, "xmp:ModifyDate", date);
        xmp_plain(out, "xmp:MetadataDate", date);
        xmp_plain(out, "xmp:CreatorTool", ZB_WRITE_TOOL);
        if (pdf)
                xmp_pdfx(out, id);
        if (scene->ai)
                xmp_ai(out);
        /* Not writable in place: a changed packet would no longer agree with the Info dictionary. */
        zb_buf_puts(out, "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
        return out->failed ? zb_err_nomem(err) : ZB_OK;
}
