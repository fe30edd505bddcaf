/* SPDX-License-Identifier: Apache-2.0 */
/* The file itself: whether it can be read, how large it is, and what hides in it that does not belong into a
 * file for the press. */
#include <math.h>
#include <string.h>

#include "rules_priv.h"

static void readable(struct zb_check *c)
{
        static const struct {
                struct zb_msg message, fix;
        } troubles[] = {
                [ZB_READ_REPAIRED] =
                        {{"文件有损坏，修补以后才读得出来，别的软件打开可能不一样",
                          "the file is damaged and was read after repair: other programs may show it "
                          "differently"},
                         {"用原来的软件重新导出一次。",
                          "Export it once more from the program it comes from."}},
                [ZB_READ_DAMAGED] =
                        {{"文件损坏，读不完整", "the file is damaged and cannot be read to its end"},
                         {"重新导出，或重新拷贝、上传（多半是没传完）；确认用 Photoshop 或 Acrobat 打得开。",
                          "Export or copy it again (the transfer was probably cut short) and make sure "
                          "that Photoshop or Acrobat opens it."}},
                [ZB_READ_COMPLEX] =
                        {{"文件太复杂，在时间和内存的限度里读不完",
                          "the file is too complex to be read within the limits of time and memory"},
                         {"简化路径和效果，或把复杂的部分栅格化（Illustrator：对象 → 栅格化）再导出。",
                          "Simplify paths and effects, or rasterise the complex parts (Illustrator: "
                          "Object → Rasterize), then export again."}},
                [ZB_READ_ENCRYPTED] =
                        {{"文件有打开密码", "the file asks for a password"},
                         {"去掉密码再交：Acrobat 里“文件 → 属性 → 安全性”选“无安全性”。",
                          "Remove the password: Acrobat, File → Properties → Security, No Security."}},
                [ZB_READ_FOREIGN] =
                        {{"文件里没有可以读的内容", "there is nothing in the file that can be read"},
                         {"Illustrator 里“存储为”时勾选“创建 PDF 兼容文件”，再存一次。",
                          "Save it again in Illustrator with \"Create PDF Compatible File\" checked."}},
        };
        static const struct zb_msg readings[] = {[ZB_READ_WHOLE] = {"完整", "whole"},
                                                 [ZB_READ_REPAIRED] = {"修补过", "repaired"},
                                                 [ZB_READ_DAMAGED] = {"损坏", "damaged"},
                                                 [ZB_READ_COMPLEX] = {"太复杂", "too complex"},
                                                 [ZB_READ_ENCRYPTED] = {"加密", "encrypted"},
                                                 [ZB_READ_FOREIGN] = {"不是能读的格式", "foreign"}};
        const struct zb_fact_file *file = &c->facts->container;
        if (file->reading == ZB_READ_WHOLE)
                return;
        struct zb_finding *found = file->reading == ZB_READ_REPAIRED ? zb_check_note(c) : zb_check_fail(c);
        const char *zh = file->trouble.zh, *en = file->trouble.en;
        found->measured_text = readings[file->reading];
        found->wanted = readings[ZB_READ_WHOLE];
        found->message = troubles[file->reading].message;
        if (zh && en && *zh) /* the reader's own sentence knows more */
                found->message = zb_check_msg(c, "%1$s%2$.0s", "%1$.0s%2$s", zb_check_quote(c, zh, 160),
                                              zb_check_quote(c, en, 320));
        found->fix = troubles[file->reading].fix;
        bool of_pixels = c->facts->kind == ZB_KIND_TIFF || c->facts->kind == ZB_KIND_JPEG ||
                         c->facts->kind == ZB_KIND_PSD;
        if (file->reading == ZB_READ_FOREIGN && of_pixels)
                found->fix = (struct zb_msg){
                        "用 Photoshop 打开，转成 CMYK、8 位/通道，另存为 TIFF（LZW 压缩）或 JPG 再交。",
                        "Open it in Photoshop, convert it to CMYK with 8 bits/channel, and save "
                        "it as a TIFF (LZW) or a JPG."};
}

static void pages(struct zb_check *c)
{
        int n = c->facts->container.n_pages;
        if (n == 1 || n < 0)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = n;
        found->wanted = zb_check_same("1");
        found->unit = (struct zb_msg){"页", "pages"};
        found->message =
                zb_check_msg(c, "文件有 %d 页，一块展板一个文件一页；这里只检查第 1 页",
                             "the file has %d pages, a board is one page in a file of its own; only page 1 "
                             "is judged here",
                             n);
        found->fix = (struct zb_msg){
                "每块展板单独导出一个文件（Illustrator：存储时“范围”只选一个画板）。",
                "Export each board to a file of its own (Illustrator: choose one artboard under "
                "\"Range\" when saving)."};
}

/* "31.5 M", "84 K" */
static const char *amount(struct zb_check *c, double bytes, double unit)
{
        bool small = bytes < unit * unit;
        const char *number = zb_check_num(c, bytes / (small ? unit : unit * unit), small ? 0 : 2);
        const char *text = zb_arena_printf(c->findings->arena, "%s %s", number, small ? "K" : "M");
        c->failed |= !text;
        return text ? text : "";
}

/* M is 10^6 or 2^20 bytes, the notice does not say: between the two is a remark. A file that was only just
 * written of a spec is as large as its pictures make it: never more than a remark either, which says which
 * file it is. */
static void size(struct zb_check *c, double bytes, double least, const char *written, struct zb_msg fix)
{
        double m = bytes / 1e6, mi = bytes / 1048576;
        if (isnan(bytes) || mi >= least)
                return;
        bool grey = m >= least;
        const char *have = amount(c, bytes, 1000), *have2 = amount(c, bytes, 1024),
                   *want = zb_check_num(c, least, 0);
        const char *name = written ? zb_check_quote(c, written, 60) : "";
        struct zb_msg what =
                written ? zb_check_msg(c, "写出的 %s ", "%s", name) : (struct zb_msg){"文件", "the file"};
        struct zb_finding *found = grey || written ? zb_check_note(c) : zb_check_fail(c);
        found->measured = m;
        found->wanted = zb_check_msg(c, "≥ %s", "≥ %s", want);
        found->unit = zb_check_same("M");
        if (grey)
                found->message = zb_check_msg(
                        c, "%1$s%3$s（按 1024 算是 %4$s），规定不小于 %5$s M：两种算法一个够一个不够%2$.0s",
                        "%2$s is %3$s (%4$s in units of 1024), %5$s M is the least: enough by one reckoning "
                        "only%1$.0s",
                        what.zh, what.en, have, have2, want);
        else
                found->message =
                        zb_check_msg(c, "%1$s只有 %3$s（按 1024 算是 %4$s），规定不小于 %5$s M%2$.0s",
                                     "%2$s is only %3$s (%4$s in units of 1024), %5$s M is the "
                                     "least%1$.0s",
                                     what.zh, what.en, have, have2, want);
        found->fix = fix;
        found->path = written ? name : found->path;
}

/* The outputs of a spec that the standard means by its image, or by its source. */
static void written_sizes(struct zb_check *c, bool source, double least, struct zb_msg fix)
{
        for (size_t i = 0; i < c->facts->n_outputs; i++) {
                const struct zb_fact_output *out = &c->facts->outputs[i];
                bool image = out->kind == ZB_KIND_JPEG || out->kind == ZB_KIND_PDF;
                if (source ? out->kind == ZB_KIND_PSD : image)
                        size(c, out->bytes, least, out->path, fix);
        }
}

static void source_is_editable(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        bool text = false;
        for (size_t i = 0; i < f->n_layers; i++)
                text |= strcmp(f->layers[i].kind, "text") == 0;
        if (f->kind != ZB_KIND_PSD || text || f->container.reading != ZB_READ_WHOLE)
                return;
        bool flat = f->n_layers <= 1;
        struct zb_finding *found = flat ? zb_check_fail(c) : zb_check_note(c);
        found->measured_text = flat ? (struct zb_msg){"一个图层", "one layer"}
                                    : (struct zb_msg){"没有文字图层", "no text layer"};
        found->wanted = (struct zb_msg){"可编辑", "editable"};
        found->message = flat ? (struct zb_msg){"PSD 已经合并成一层，不是可编辑的源文件",
                                                "the PSD is flattened: not an editable source"}
                              : (struct zb_msg){"PSD 里没有文字图层，文字改不了",
                                                "the PSD has no text layer: its text cannot "
                                                "be edited"};
        found->fix = (struct zb_msg){
                "交合并、栅格化之前的那一份（保留图层和文字图层）。",
                "Hand in the copy from before flattening and rasterising, with its layers and "
                "text layers."};
}

static void source(struct zb_check *c)
{
        if (zb_check_is_spec(c))
                written_sizes(c, true, c->standard->source_file_mb,
                              (struct zb_msg){"提高 --dpi 再写一次；照片用原图，不要用缩小过的。",
                                              "Write it again at a higher --dpi, with the photographs as the "
                                              "camera made them."});
        if (c->facts->kind != ZB_KIND_PSD && c->facts->kind != ZB_KIND_AI)
                return;
        size(c, c->facts->container.bytes, c->standard->source_file_mb, NULL,
             (struct zb_msg){
                     "交最终的源文件：保留全部图层，图片用原图嵌入，300 dpi；不要拿导出的小样充当。",
                     "Hand in the final source: all layers, pictures embedded at full size, 300 dpi; not an "
                     "exported proof."});
        source_is_editable(c);
}

static void output(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (zb_check_is_spec(c))
                written_sizes(c, false, c->standard->output_file_mb,
                              (struct zb_msg){"提高 --dpi 再写一次（JPEG 也可提高 "
                                              "--quality）；照片用原图，不要用缩小过的。",
                                              "Write it again at a higher --dpi (of a JPEG also --quality), "
                                              "with the photographs as the camera made them."});
        if (f->kind == ZB_KIND_TIFF) {
                struct zb_finding *found = zb_check_note(c);
                found->measured_text = zb_check_same("TIFF");
                found->wanted = (struct zb_msg){"JPG 或 PDF", "JPG or PDF"};
                found->message =
                        (struct zb_msg){"TIFF 可以交给印刷厂，但通知要的是 JPG 或 PDF",
                                        "a TIFF is fine for the printer, but the notice asks for JPG or PDF"};
                found->fix =
                        (struct zb_msg){"报送时另存一份 JPG（品质 12，300 dpi）或 PDF。",
                                        "Save a JPG (quality 12, 300 dpi) or a PDF as well for handing in."};
        }
        if (f->kind == ZB_KIND_JPEG || f->kind == ZB_KIND_PDF)
                size(c, f->container.bytes, c->standard->output_file_mb, NULL,
                     (struct zb_msg){
                             "按成品尺寸、300 dpi 重新导出，JPG 品质选最高（12），PDF 选“高质量打印”。",
                             "Export again at the finished size and 300 dpi, JPG at quality 12, PDF with "
                             "\"High "
                             "Quality Print\"."});
}

static void restricted(struct zb_check *c)
{
        if (!c->facts->container.restricted)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = (struct zb_msg){"有限制", "restricted"};
        found->wanted = (struct zb_msg){"没有限制", "no restriction"};
        found->message =
                (struct zb_msg){"文件限制了打印或修改，印刷厂可能处理不了",
                                "the file forbids printing or changing: the printer may be unable to use it"};
        found->fix =
                (struct zb_msg){"Acrobat 里“文件 → 属性 → 安全性”改成“无安全性”，或重新导出时不设权限密码。",
                                "Acrobat: File → Properties → Security, No Security; or export without a "
                                "permissions password."};
}

/* In a source hidden layers are a habit; in a file for the press they are an accident waiting for a RIP. */
static void layers(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        const struct zb_fact_layer *first = NULL;
        struct zb_buf names = ZB_BUF_INIT;
        size_t n = 0;
        for (size_t i = 0; i < f->n_layers; i++) {
                const struct zb_fact_layer *layer = &f->layers[i];
                if (layer->visible && layer->printing)
                        continue;
                if (!first)
                        first = layer;
                if (n++ < 5)
                        zb_buf_printf(&names, "%s%s", n > 1 ? ", " : "", zb_check_quote(c, layer->name, 30));
        }
        if (n > 5)
                zb_buf_puts(&names, ", …");
        c->failed |= names.failed;
        if (first && !names.failed) {
                struct zb_finding *found = f->kind == ZB_KIND_PDF ? zb_check_fail(c) : zb_check_note(c);
                found->measured = (double)n;
                found->wanted = zb_check_same("0");
                found->unit = (struct zb_msg){"个图层", "layers"};
                found->box = first->box;
                found->message =
                        zb_check_msg(c, "隐藏着或不打印的图层有 %zu 个（%s）",
                                     "layers that are hidden or do not print: %zu (%s)", n, names.data);
                found->fix = (struct zb_msg){
                        "要印的显示出来，不要的删掉（图层面板里看眼睛图标），再导出。",
                        "Show what is to be printed and delete the rest (the eye in the Layers "
                        "panel), then export again."};
        }
        zb_buf_fini(&names);
}

static void active(struct zb_check *c)
{
        static const struct zb_banned kinds[] = {{"javascript", {"脚本（JavaScript）", "JavaScript"}},
                                                 {"attachment", {"附件", "an attachment"}},
                                                 {"form", {"表单", "a form"}},
                                                 {"media", {"音视频", "audio or video"}}};
        static const struct zb_banning words = {
                {"文件里有", "there is "},
                {"，印刷用不上，有的系统会拒收",
                 " in the file: useless in print, and some systems refuse it"},
                {"Acrobat 里用“清理文档 / 删除隐藏信息”去掉，或从设计软件重新导出。",
                 "Remove it in Acrobat (Sanitize Document), or export again from the design program."}};
        zb_check_banned(c, kinds, sizeof kinds / sizeof *kinds, &words);
}

/* Links and pop-ups leave no ink. */
static bool prints_nothing(const char *subtype)
{
        return strcmp(subtype, "Link") == 0 || strcmp(subtype, "Popup") == 0;
}

static void annotations(struct zb_check *c)
{
        size_t n = 0;
        const struct zb_fact_seen *seen;
        for (size_t i = 0; (seen = zb_check_seen(c, "annotation", &i));) {
                if (prints_nothing(seen->name) || n++ >= ZB_CHECK_MANY)
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = zb_check_same(zb_check_quote(c, seen->name, 40));
                found->wanted = (struct zb_msg){"没有", "none"};
                found->box = seen->box;
                found->message =
                        zb_check_msg(c, "画面上有批注（%s），可能被印出来，也可能印不出来",
                                     "there is an annotation (%s) on the picture: it may or may not print",
                                     zb_check_quote(c, seen->name, 40));
                found->fix =
                        (struct zb_msg){"Acrobat 里删掉批注；要印的内容放进设计文件里再导出。",
                                        "Delete it in Acrobat; put what is to be printed into the design and "
                                        "export again."};
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

const struct zb_rule zb_reader_rules[] = {
        {"file.readable", ZB_OF_FILE, readable},
        {NULL, 0, NULL},
};

const struct zb_rule zb_file_rules[] = {
        {"file.pages", ZB_OF_FILE, pages},
        {"file.source", ZB_OF_ALL, source},
        {"file.output", ZB_OF_ALL, output},
        {"file.restricted", ZB_OF_FILE, restricted},
        {"file.layers", ZB_OF_FILE, layers},
        {"file.active", ZB_OF_FILE, active},
        {"file.annotations", ZB_OF_FILE, annotations},
        {NULL, 0, NULL},
};
