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
        found->measured_text =
                none ? ZB_MSG(ZB_CTX("rules") "none")
                     : zb_check_msg(c, "%s × %s", zb_check_num(c, r->ppi_x, 1), zb_check_num(c, r->ppi_y, 1));
        found->wanted = zb_check_msg(c, "%s", zb_check_num(c, fmax(c->standard->ppi_min, 150), 0));
        found->unit = zb_msg_verbatim("dpi");
        found->message = none ? ZB_MSG("the file declares no resolution: the printer cannot know how large "
                                       "to "
                                       "print it")
                              : ZB_MSG("the file declares two different resolutions: it prints distorted");
        found->fix = ZB_MSG("Photoshop: Image → Image Size, switch Resample off, set the resolution so that the "
                            "size is the finished one (300), save again.");
}

static void profile(struct zb_check *c)
{
        if (!c->facts->raster.known || c->facts->profile)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = ZB_MSG(ZB_CTX("rules") "none");
        found->wanted = zb_msg_verbatim("ICC");
        found->message = ZB_MSG("no colour profile (ICC) is embedded: the colours have to be guessed");
        found->fix = ZB_MSG("Photoshop: check \"ICC Profile / Embed Color Profile\" when saving.");
}

static void channels(struct zb_check *c)
{
        const struct zb_fact_raster *r = &c->facts->raster;
        if (!r->known)
                return;
        if (r->extra_channels > 0) {
                struct zb_finding *found = c->facts->kind == ZB_KIND_PSD ? zb_check_note(c) : zb_check_fail(c);
                found->measured = r->extra_channels;
                found->wanted = zb_msg_verbatim("0");
                found->unit = ZB_MSG("channels");
                found->message = zb_check_msg(c,
                                              "channels beyond the plates (alpha or spot): %d; some printers take "
                                              "them for transparency or a spot plate",
                                              r->extra_channels);
                found->fix = ZB_MSG("Photoshop: delete the extra channels in the Channels panel, flatten, save.");
        }
        if (r->bits > 0 && r->bits != 8) {
                struct zb_finding *found = zb_check_note(c);
                found->measured = r->bits;
                found->wanted = zb_msg_verbatim("8");
                found->unit = ZB_MSG("bits");
                found->message = zb_check_msg(c,
                                              "%d bits a channel, not the "
                                              "usual 8",
                                              r->bits);
                found->fix = ZB_MSG("Photoshop: Image → Mode → 8 "
                                    "Bits/Channel.");
        }
}

static void composite(struct zb_check *c)
{
        if (!c->facts->raster.known || c->facts->raster.composite != 0)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = ZB_MSG(ZB_CTX("rules") "none");
        found->wanted = ZB_MSG("there");
        found->message = ZB_MSG("the PSD holds no composite: programs other than Photoshop show nothing, and "
                                "only its layers can be judged here");
        found->fix = ZB_MSG("Photoshop: Preferences → File Handling → Maximize PSD and PSB File Compatibility: "
                            "Always, then save again.");
}

const struct zb_rule zb_raster_rules[] = {
        {"raster.density", ZB_OF_PIXELS | ZB_OF_PSD, density},
        {"raster.profile", ZB_OF_PIXELS | ZB_OF_PSD, profile},
        {"raster.channels", ZB_OF_PIXELS | ZB_OF_PSD, channels},
        {"raster.composite", ZB_OF_PSD, composite},
        {NULL, 0, NULL},
};
