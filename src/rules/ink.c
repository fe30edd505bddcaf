/* SPDX-License-Identifier: Apache-2.0 */
/* Ink: colour mode, total ink, black, thin lines, as the standard and the chosen print process ask. */
#include <math.h>
#include <string.h>

#include "rules_priv.h"

/* Four channels of eight bits each round by at most half a step: 4 × 50/255 %. */
#define EPS_TOTAL 0.8

/* What prints on the four plates without a conversion; spot colours are told apart by their own list. */
static const char *const press_spaces[] = {"DeviceCMYK", "DeviceGray", "ICCBased4", "Separation",
                                           "DeviceN",    "Indexed",    "Pattern",   NULL};

static bool on_plates(const char *space)
{
        for (size_t i = 0; press_spaces[i]; i++)
                if (strcmp(space, press_spaces[i]) == 0)
                        return true;
        return false;
}

static void mode(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (f->n_spaces == 0)
                zb_check_unknown(c);
        for (size_t i = 0; i < f->n_spaces; i++) {
                if (on_plates(f->spaces[i]))
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = zb_check_same(f->spaces[i]);
                found->wanted = zb_check_same("CMYK");
                found->message =
                        zb_check_msg(c, "文件里有 %s 颜色，规定是 CMYK",
                                     "there is %s colour in the file, CMYK is required", f->spaces[i]);
                found->fix = (struct zb_msg){"在设计软件里把文档颜色模式改成 CMYK，图片也转成 CMYK，再导出。",
                                             "Set the document and its pictures to CMYK in the design "
                                             "program, then export again."};
        }
        for (size_t i = 0; i < f->n_spots && i < ZB_CHECK_MANY; i++) {
                struct zb_finding *found = zb_check_note(c);
                found->measured_text = zb_check_same(f->spots[i]);
                found->wanted = zb_check_same("CMYK");
                found->message = zb_check_msg(
                        c, "用了专色“%s”，一般打印机会换算成四色，颜色可能变",
                        "spot colour \"%s\": most printers convert it, and its colour may change",
                        f->spots[i]);
                found->fix = (struct zb_msg){"把专色改成 CMYK 色。", "Turn the spot colour into CMYK."};
        }
}

static void total(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        double max = c->process->total_ink_max;
        if (isnan(f->total_max)) {
                zb_check_unknown(c);
                return;
        }
        if (f->total_max <= max + EPS_TOTAL)
                return;
        const char *have = zb_check_num(c, f->total_max, 0), *most = zb_check_num(c, max, 0);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = f->total_max;
        found->wanted = zb_check_msg(c, "≤ %s", "≤ %s", most);
        found->unit = zb_check_same("%");
        found->box = f->total_max_box;
        found->message = zb_check_msg(c, "四色墨量最多处 %s%%，超过 %s%%，印了不容易干，还会蹭脏",
                                      "the ink sums to %s %% at most, above %s %%: it dries badly and smears",
                                      have, most);
        found->fix =
                zb_check_msg(c, "把最深的颜色调浅到总和 %s%% 以内（先减 C、M、Y，不减 K）。",
                             "Lighten the darkest colours to a sum of %s %% (less C, M and Y, not K).", most);
}

static void text_black(struct zb_check *c)
{
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = (struct zb_msg){"四色黑字", "black text in several inks"};
        found->wanted = (struct zb_msg){"只用 K", "K alone"};
        found->box = c->facts->not_k_box;
        found->path = c->facts->not_k_place ? c->facts->not_k_place : "";
        found->message = (struct zb_msg){
                "黑字用了几种墨，套印稍有不准就会发虚",
                "black text is made of several inks: it blurs when the plates are not in register"};
        found->fix = (struct zb_msg){"黑字只用 K，例如 C0 M0 Y0 K90。",
                                     "Black text in K alone, for example C0 M0 Y0 K90."};
}

static void large_black(struct zb_check *c)
{
        const struct zb_process *p = c->process;
        const char *have = zb_check_num(c, c->facts->solid_k_cm2, 0),
                   *most = zb_check_num(c, p->solid_k_max_cm2, 0);
        const char *rich =
                zb_check_msg(c, "C%d M%d Y%d K%d", "C%d M%d Y%d K%d", (int)lround(100 * p->rich_black.c),
                             (int)lround(100 * p->rich_black.m), (int)lround(100 * p->rich_black.y),
                             (int)lround(100 * p->rich_black.k))
                        .zh;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = c->facts->solid_k_cm2;
        found->wanted = zb_check_msg(c, "≤ %s", "≤ %s", most);
        found->unit = zb_check_same("cm²");
        found->box = c->facts->solid_k_box;
        found->message = zb_check_msg(c, "有一块 %s 平方厘米的黑只用了 K，这种工艺超过 %s 平方厘米会印不黑",
                                      "%s cm² of black are K alone; above %s cm² this process prints it grey",
                                      have, most);
        found->fix = zb_check_msg(c, "大块黑底改成四色黑 %s。", "Make large black areas rich black, %s.",
                                  rich ? rich : "");
}

static void black(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        bool area_judged = isfinite(c->process->solid_k_max_cm2);
        if (f->k_only < 0 || (area_judged && isnan(f->solid_k_cm2)))
                zb_check_unknown(c);
        if (f->k_only == 0)
                text_black(c);
        if (area_judged && f->solid_k_cm2 > c->process->solid_k_max_cm2)
                large_black(c);
}

static void line(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        double min = c->process->line_min_mm;
        if (min <= 0)
                return;
        if (isnan(f->line_min_mm)) {
                zb_check_unknown(c);
                return;
        }
        if (f->line_min_mm >= min - 1e-6)
                return;
        const char *have = zb_check_num(c, f->line_min_mm, 3), *least = zb_check_num(c, min, 3);
        struct zb_finding *found = zb_check_fail(c);
        found->measured = f->line_min_mm;
        found->wanted = zb_check_msg(c, "≥ %s", "≥ %s", least);
        found->unit = zb_check_same("mm");
        found->box = f->line_min_box;
        found->message = zb_check_msg(c, "最细的线 %s 毫米，细于 %s 毫米，可能印断",
                                      "the thinnest line is %s mm, below %s mm: it may break", have, least);
        found->fix = zb_check_msg(c, "把线加粗到 %s 毫米以上。", "Make it %s mm or more.", least);
}

const struct zb_rule zb_ink_rules[] = {
        {"colour.mode", mode}, {"ink.total", total}, {"ink.black", black}, {"ink.line", line}, {NULL, NULL},
};
