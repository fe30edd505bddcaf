/* SPDX-License-Identifier: Apache-2.0 */
/* What things are called in reports for people: kinds of file, places inside a file, the reading path. */
#include <stdlib.h>
#include <string.h>

#include "report_priv.h"

struct zb_msg zb_kind_title(const struct zb_facts *f)
{
        static const struct zb_msg titles[ZB_N_KINDS] = {[ZB_KIND_SPEC] = {"内容文件", "content spec"},
                                                         [ZB_KIND_PDF] = {"PDF", "PDF"},
                                                         [ZB_KIND_TIFF] = {"TIFF", "TIFF"},
                                                         [ZB_KIND_JPEG] = {"JPEG", "JPEG"},
                                                         [ZB_KIND_PSD] = {"PSD", "PSD"},
                                                         [ZB_KIND_AI] = {"AI", "AI"}};
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
                        return (struct zb_msg){"写在页面里的图（没有对象号）", "an inline image"};
                }
                if (strncmp(*path, object, sizeof object - 1) != 0)
                        break;
                *path += sizeof object - 1;
                return (struct zb_msg){"PDF 对象 ", "PDF object "};
        case ZB_KIND_PSD:
                return (struct zb_msg){"图层：", "layer: "};
        default:
                break;
        }
        return (struct zb_msg){"", ""};
}

struct zb_msg zb_path_title(const struct zb_facts *f)
{
        if (!f->path_used)
                return (struct zb_msg){"未知", "unknown"};
        if (strcmp(f->path_used, "F") == 0)
                return (struct zb_msg){"F 形", "F"};
        return strcmp(f->path_used, "Z") == 0 ? (struct zb_msg){"Z 形", "Z"}
                                              : (struct zb_msg){f->path_used, f->path_used};
}

bool zb_same_fix(const struct zb_finding *a, const struct zb_finding *b)
{
        return strcmp(a->rule, b->rule) == 0 && !a->waived && !b->waived && a->fix.zh && b->fix.zh &&
               *a->fix.zh && strcmp(a->fix.zh, b->fix.zh) == 0;
}
