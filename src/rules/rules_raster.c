/* SPDX-License-Identifier: Apache-2.0 */
/* Files of pixels (TIFF, JPEG, PSD): what a printer needs to know besides the pixels. */
#include <math.h>

#include "rules_priv.h"

static void density(struct zb_check *c)
{
        const struct zb_fact_raster *r = &c->facts->raster;
        if (!r->known)
                return;
        bool none = isnan(r->ppi_x) || isnan(r->ppi_y);
        if (!none && fabs(r->ppi_x - r->ppi_y) <= 0.01 * r->ppi_x)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = none ? (struct zb_msg){"没有", "none"}
                                    : zb_check_msg(c, "%s × %s", "%s × %s", zb_check_num(c, r->ppi_x, 1),
                                                   zb_check_num(c, r->ppi_y, 1));
        found->wanted = zb_check_msg(c, "%s", "%s", zb_check_num(c, fmax(c->standard->ppi_min, 150), 0));
        found->unit = zb_check_same("dpi");
        found->message =
                none ? (struct zb_msg){"文件里没有写分辨率，印刷厂不知道该印多大",
                                       "the file declares no resolution: the printer cannot know how large "
                                       "to "
                                       "print it"}
                     : (struct zb_msg){"文件里横竖两个方向的分辨率不一样，印出来会变形",
                                       "the file declares two different resolutions: it prints distorted"};
        found->fix = (struct zb_msg){
                "Photoshop：图像 → 图像大小，取消“重新采样”，分辨率填到成品尺寸正好（例如 300），再存一次。",
                "Photoshop: Image → Image Size, switch Resample off, set the resolution so that the "
                "size is the finished one (300), save again."};
}

static void profile(struct zb_check *c)
{
        if (!c->facts->raster.known || c->facts->profile)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = (struct zb_msg){"没有", "none"};
        found->wanted = zb_check_same("ICC");
        found->message =
                (struct zb_msg){"文件没有嵌入颜色特性文件（ICC），颜色只能猜",
                                "no colour profile (ICC) is embedded: the colours have to be guessed"};
        found->fix = (struct zb_msg){"Photoshop：存储时勾选“ICC 配置文件 / 嵌入颜色配置文件”。",
                                     "Photoshop: check \"ICC Profile / Embed Color Profile\" when saving."};
}

static void channels(struct zb_check *c)
{
        const struct zb_fact_raster *r = &c->facts->raster;
        if (!r->known)
                return;
        if (r->extra_channels > 0) {
                struct zb_finding *found =
                        c->facts->kind == ZB_KIND_PSD ? zb_check_note(c) : zb_check_fail(c);
                found->measured = r->extra_channels;
                found->wanted = zb_check_same("0");
                found->unit = (struct zb_msg){"个通道", "channels"};
                found->message =
                        zb_check_msg(c, "多了 %d 个通道（Alpha 或专色），有的打印机会把它当成透明或专色",
                                     "channels beyond the plates (alpha or spot): %d; some printers take "
                                     "them for transparency or a spot plate",
                                     r->extra_channels);
                found->fix = (struct zb_msg){
                        "Photoshop：在通道面板里删掉多余的通道，拼合图像再存。",
                        "Photoshop: delete the extra channels in the Channels panel, flatten, save."};
        }
        if (r->bits > 0 && r->bits != 8) {
                struct zb_finding *found = zb_check_note(c);
                found->measured = r->bits;
                found->wanted = zb_check_same("8");
                found->unit = (struct zb_msg){"位", "bits"};
                found->message = zb_check_msg(c, "每个通道 %d 位，不是印刷通用的 8 位",
                                              "%d bits a channel, not the "
                                              "usual 8",
                                              r->bits);
                found->fix =
                        (struct zb_msg){"Photoshop：图像 → 模式 → 8 位/通道。", "Photoshop: Image → Mode → 8 "
                                                                                "Bits/Channel."};
        }
}

static void composite(struct zb_check *c)
{
        if (!c->facts->raster.known || c->facts->raster.composite != 0)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = (struct zb_msg){"没有", "none"};
        found->wanted = (struct zb_msg){"有", "there"};
        found->message =
                (struct zb_msg){"PSD 里没有合成图，Photoshop 以外的软件打开是空白，这里也只能看图层",
                                "the PSD holds no composite: programs other than Photoshop show nothing, and "
                                "only its layers can be judged here"};
        found->fix = (struct zb_msg){
                "Photoshop：首选项 → 文件处理 → “最大兼容 PSD 和 PSB 文件”选“总是”，再存一次。",
                "Photoshop: Preferences → File Handling → Maximize PSD and PSB File Compatibility: "
                "Always, then save again."};
}

const struct zb_rule zb_raster_rules[] = {
        {"raster.density", ZB_OF_PIXELS | ZB_OF_PSD, density},
        {"raster.profile", ZB_OF_PIXELS | ZB_OF_PSD, profile},
        {"raster.channels", ZB_OF_PIXELS | ZB_OF_PSD, channels},
        {"raster.composite", ZB_OF_PSD, composite},
        {NULL, 0, NULL},
};
