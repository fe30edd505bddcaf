/* SPDX-License-Identifier: Apache-2.0 */
/* What things are called in reports for people: kinds of file, places inside a file, the reading path. */
#include <stdlib.h>
#include <string.h>

#include "report_priv.h"

struct zb_msg zb_kind_title(const struct zb_facts *f)
{
        static const struct zb_msg titles[ZB_N_KINDS] = {
                [ZB_KIND_SPEC] = ZB_N("content spec"), [ZB_KIND_PDF] = ZB_VERBATIM("PDF"),
                [ZB_KIND_TIFF] = ZB_VERBATIM("TIFF"),  [ZB_KIND_JPEG] = ZB_VERBATIM("JPEG"),
                [ZB_KIND_PSD] = ZB_VERBATIM("PSD"),    [ZB_KIND_AI] = ZB_VERBATIM("AI")};
        return titles[f->kind];
}

struct zb_msg zb_place_title(const struct zb_facts *f, const char **path)
{
        static const char object[] = "object ";
        switch (f->kind) {
        case ZB_KIND_PDF:
        case ZB_KIND_AI:
                if (strcmp(*path, "inline") == 0) {
                        *path = "";
                        return ZB_MSG("an inline image");
                }
                if (strncmp(*path, object, sizeof object - 1) != 0)
                        break;
                *path += sizeof object - 1;
                return ZB_MSG("PDF object ");
        case ZB_KIND_PSD:
                return ZB_MSG("layer: ");
        default:
                break;
        }
        return zb_msg_verbatim("");
}

struct zb_msg zb_path_title(const struct zb_facts *f)
{
        if (!f->path_used)
                return ZB_MSG("unknown");
        if (strcmp(f->path_used, "F") == 0)
                return ZB_MSG("F");
        return strcmp(f->path_used, "Z") == 0 ? ZB_MSG("Z") : zb_msg_verbatim(f->path_used);
}

bool zb_same_fix(const struct zb_finding *a, const struct zb_finding *b)
{
        return strcmp(a->rule, b->rule) == 0 && !a->waived && !b->waived && a->fix.packed && b->fix.packed &&
               *a->fix.packed && strcmp(a->fix.packed, b->fix.packed) == 0;
}
