/* SPDX-License-Identifier: Apache-2.0 */
/* What a PDF promises and whether it keeps it: PDF/X-4 (ISO 15930-7), the output intent, settings of one
 * device that have no place in a file for another. */
#include <string.h>

#include "rules_priv.h"

/* The reader's keywords in words. */
static struct zb_msg demand(const char *keyword)
{
        static const struct {
                const char *keyword;
                struct zb_msg text;
        } words[] = {
                {"version", {"PDF 版本太新", "PDF version too new"}},
                {"id", {"没有文件 ID", "no file ID"}},
                {"encryption", {"有加密", "encrypted"}},
                {"xmp", {"没有 XMP 元数据", "no XMP metadata"}},
                {"xmp-compressed", {"XMP 被压缩", "compressed XMP"}},
                {"xmp-version", {"XMP 里没有写 PDF/X-4", "XMP does not name PDF/X-4"}},
                {"xmp-title", {"XMP 里没有标题", "no title in XMP"}},
                {"xmp-dates", {"XMP 里没有日期", "no dates in XMP"}},
                {"xmp-ids", {"XMP 里没有文档 ID", "no document ids in XMP"}},
                {"trapped", {"没有写明是否陷印", "trapping not stated"}},
                {"trapped-differs", {"陷印说明前后不一", "trapping stated in two ways"}},
                {"intent", {"没有（唯一的）输出意图", "not exactly one output intent"}},
                {"intent-profile", {"输出意图没有特性文件", "no profile in the output intent"}},
                {"intent-class",
                 {"输出意图的特性文件不是印刷设备的", "the intent's profile is not of a press"}},
                {"intent-cmyk", {"输出意图不是 CMYK", "the intent is not CMYK"}},
                {"trimbox", {"没有成品框 TrimBox", "no TrimBox"}},
                {"artbox", {"多了 ArtBox", "an ArtBox besides the TrimBox"}},
                {"boxes", {"页面框互相不套", "page boxes do not nest"}},
                {"fonts", {"字体没有嵌入", "fonts not embedded"}},
                {"rgb", {"有 RGB 颜色", "RGB colour"}},
                {"blend-space", {"透明混合空间不是 CMYK", "transparency blends in RGB"}},
                {"lzw", {"用了 LZW 压缩", "LZW compression"}},
                {"external", {"引用了外部文件", "external files"}},
                {"javascript", {"有脚本", "scripts"}},
                {"form", {"有表单", "forms"}},
                {"annotation", {"画面上有批注", "annotations on the picture"}},
                {"media", {"有音视频", "media"}},
                {"transfer", {"有传递函数", "transfer functions"}},
                {"halftone", {"有挂网设置", "halftones"}},
                {"postscript", {"有 PostScript 片段", "PostScript fragments"}},
        };
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (strcmp(words[i].keyword, keyword) == 0)
                        return words[i].text;
        return zb_check_same(keyword);
}

/* The first eight in a row. */
static struct zb_msg broken_list(struct zb_check *c)
{
        const struct zb_fact_pdf *pdf = &c->facts->pdf;
        struct zb_msg list = zb_check_same("");
        for (size_t i = 0; i < pdf->n_broken && i < 8; i++) {
                struct zb_msg one = demand(zb_check_quote(c, pdf->broken[i], 60));
                list = zb_check_msg(c, "%1$s%3$s%5$s%2$.0s%4$.0s%6$.0s", "%2$s%4$s%6$s%1$.0s%3$.0s%5$.0s",
                                    list.zh, list.en, i ? "、" : "", i ? ", " : "", one.zh, one.en);
                if (!list.zh || !list.en)
                        return zb_check_same("");
        }
        if (pdf->n_broken > 8)
                list = zb_check_msg(c, "%1$s……%2$.0s", "%2$s …%1$.0s", list.zh, list.en);
        return list;
}

static const struct zb_msg how_x4 = {
        "Illustrator / InDesign：导出 PDF 时预设选“PDF/X-4:2008”，颜色转换到目标 CMYK，字体全部嵌入。",
        "Illustrator / InDesign: choose the preset \"PDF/X-4:2008\" when exporting, convert colours to the "
        "CMYK "
        "destination, embed all fonts."};

/* Who claims a thing must keep it; to claim it is asked only where the process asks for it. */
static void x4(struct zb_check *c)
{
        const struct zb_fact_pdf *pdf = &c->facts->pdf;
        bool x = pdf->claims && strncmp(pdf->claims, "PDF/X", 5) == 0;
        bool is_x4 = x && strncmp(pdf->claims, "PDF/X-4", 7) == 0;
        if (!pdf->known || c->facts->kind == ZB_KIND_AI || (is_x4 && pdf->n_broken == 0) ||
            (!is_x4 && c->force == ZB_FACT))
                return;
        struct zb_finding *found = x && !is_x4 ? zb_check_note(c) : zb_check_fail(c);
        const char *claims = pdf->claims ? zb_check_quote(c, pdf->claims, 40) : "PDF";
        found->measured_text = zb_check_same(claims);
        found->wanted = zb_check_same("PDF/X-4");
        found->fix = how_x4;
        struct zb_msg lacks = broken_list(c);
        if (is_x4)
                found->message = zb_check_msg(c, "文件自称 %1$s，但没有做到：%2$s%3$.0s",
                                              "the file claims %1$s and does not keep it: %3$s%2$.0s", claims,
                                              lacks.zh, lacks.en);
        else if (x)
                found->message = zb_check_msg(
                        c, "文件是 %s，不是 PDF/X-4，先问印刷厂收不收",
                        "the file is %s, not PDF/X-4: ask the printer whether it is taken", claims);
        else if (pdf->n_broken)
                found->message = zb_check_msg(c, "文件不是 PDF/X-4：%1$s%2$.0s",
                                              "the file is no PDF/X-4: %2$s%1$.0s", lacks.zh, lacks.en);
        else
                found->message = (struct zb_msg){"文件不是 PDF/X-4", "the file is no PDF/X-4"};
}

static void intent(struct zb_check *c)
{
        const struct zb_fact_pdf *pdf = &c->facts->pdf;
        bool good = pdf->n_intents == 1 && pdf->intent_components == 4;
        if (!pdf->known || c->facts->kind == ZB_KIND_AI || good ||
            (pdf->n_intents == 0 && c->force == ZB_FACT))
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->wanted = (struct zb_msg){"1 个，CMYK", "one, CMYK"};
        found->measured_text = zb_check_msg(c, "%d 个", "%d", pdf->n_intents);
        if (pdf->n_intents == 1)
                found->measured_text = zb_check_msg(c, "%d 色", "%d components", pdf->intent_components);
        if (pdf->n_intents == 0)
                found->message =
                        (struct zb_msg){"没有输出意图，印刷厂不知道颜色是按什么条件做的",
                                        "there is no output intent: the printer cannot know what the colours "
                                        "were made for"};
        else if (pdf->n_intents == 1)
                found->message =
                        zb_check_msg(c, "输出意图不是 CMYK（%s）", "the output intent is not CMYK (%s)",
                                     zb_check_quote(c, pdf->intent_profile ? pdf->intent_profile : "?", 60));
        else
                found->message = zb_check_msg(c, "有 %d 个输出意图，只该有一个",
                                              "there are %d output intents, one is wanted", pdf->n_intents);
        found->fix = (struct zb_msg){
                "导出 PDF 时在“输出”里指定 CMYK 的输出方法配置文件（如 Japan Color 2001 Coated、FOGRA39）。",
                "Name a CMYK output intent profile under \"Output\" when exporting (Japan Color "
                "2001 Coated, FOGRA39, …)."};
}

static void device(struct zb_check *c)
{
        static const struct zb_banned kinds[] = {
                {"transfer", {"传递函数", "a transfer function"}},
                {"halftone", {"挂网设置", "a halftone"}},
                {"postscript", {"PostScript 片段", "a PostScript fragment"}}};
        static const struct zb_banning words = {
                {"文件带着", "the file holds "},
                {"，那是给另一台设备的，会改变颜色", ": it belongs to another device and changes colours"},
                {"导出 PDF 时去掉“保留半调信息 / 传递函数”，或从设计软件直接导出，不要经过 PostScript。",
                 "Do not preserve halftone or transfer information when exporting; export directly, not by "
                 "way "
                 "of PostScript."}};
        zb_check_banned(c, kinds, sizeof kinds / sizeof *kinds, &words);
}

const struct zb_rule zb_pdf_rules[] = {
        {"pdf.x4", ZB_OF_PDF, x4},
        {"pdf.intent", ZB_OF_PDF, intent},
        {"pdf.device", ZB_OF_PDF, device},
        {NULL, 0, NULL},
};
