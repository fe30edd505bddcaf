/* SPDX-License-Identifier: Apache-2.0 */
/* The findings as a list: what is wrong, measured against what is wanted, how to mend it, and by which
 * clause. */
#include <math.h>

#include "html.h"

static const struct zb_msg severities[] = {[ZB_ADVISORY] = {"提示", "Advisory"},
                                           [ZB_WARNING] = {"警告", "Warning"},
                                           [ZB_ERROR] = {"错误", "Error"}};

static void measured(const struct zb_report *r, const struct zb_finding *f, struct zb_buf *out)
{
        const char *text = zb_msg_text(f->measured_text, r->lang), *unit = zb_msg_text(f->unit, r->lang);
        const char *wanted = zb_msg_text(f->wanted, r->lang);
        bool any = isfinite(f->measured) || *text;
        if (!any && !*wanted)
                return;
        zb_buf_puts(out, "<p class=\"vs\">");
        if (any) {
                zb_html(out, "<span>%s <b>", zb_say(r, "量得", "Measured"));
                if (isfinite(f->measured))
                        zb_html_num(out, f->measured, 2);
                else
                        zb_html_text(out, text);
                zb_buf_puts(out, "</b> ");
                zb_html_text(out, unit);
                zb_buf_puts(out, "</span>");
        }
        if (*wanted) {
                zb_html(out, "<span>%s <b>", zb_say(r, "要求", "Wanted"));
                zb_html_text(out, wanted);
                zb_buf_puts(out, "</b> ");
                zb_html_text(out, unit);
                zb_buf_puts(out, "</span>");
        }
        zb_buf_puts(out, "</p>");
}

static void place(const struct zb_report *r, const struct zb_finding *f, struct zb_buf *out)
{
        const char *clause = zb_msg_text(f->clause, r->lang);
        zb_buf_puts(out, "<p class=\"where\"><code>");
        zb_html_text(out, f->rule);
        zb_buf_puts(out, "</code>");
        if (*clause) {
                zb_buf_puts(out, "<span>");
                zb_html_text(out, clause);
                zb_buf_puts(out, "</span>");
        }
        if (f->box.w > 0) {
                zb_buf_puts(out, zb_say(r, "<span>左上角 ", "<span>top left "));
                zb_html_num(out, f->box.x, 0);
                zb_buf_puts(out, ", ");
                zb_html_num(out, f->box.y, 0);
                zb_buf_puts(out, zb_say(r, " 毫米，大小 ", " mm, size "));
                zb_html_num(out, f->box.w, 0);
                zb_buf_puts(out, " × ");
                zb_html_num(out, f->box.h, 0);
                zb_buf_puts(out, "</span>");
        }
        if (f->path && *f->path) {
                zb_buf_puts(out, "<span>");
                zb_html_text(out, f->path);
                zb_buf_puts(out, "</span>");
        }
        zb_buf_puts(out, "</p>");
}

/* Messages are made to stand behind a colon; here they begin. */
static void sentence(const char *text, struct zb_buf *out)
{
        if (*text >= 'a' && *text <= 'z')
                zb_buf_putc(out, (char)(*text++ - 'a' + 'A'));
        zb_html_text(out, text);
}

static void finding(const struct zb_report *r, const struct zb_finding *f, int number, struct zb_buf *out)
{
        bool placed = number && f->box.w > 0 && f->box.h > 0;
        const char *severity = zb_msg_text(severities[f->severity], r->lang);
        zb_html(out, "<li class=\"finding %s%s\"", zb_severity_names[f->severity],
                f->waived ? " waived" : "");
        if (number)
                zb_html(out, " data-n=\"%d\"", number);
        zb_buf_putc(out, '>');
        if (placed)
                zb_html(out, "<button type=\"button\" class=\"n\" aria-label=\"%s %d, %s\">%d</button>",
                        severity, number, zb_say(r, "在画面上看", "show on the picture"), number);
        else if (number)
                zb_html(out, "<span class=\"n\">%d</span>", number);
        else
                zb_buf_puts(out, "<span class=\"n dot\" aria-hidden=\"true\">·</span>");
        zb_html(out, "<div><p class=\"message\"><span class=\"tag\">%s</span>", severity);
        sentence(zb_msg_text(f->message, r->lang), out);
        zb_buf_puts(out, "</p>");
        if (number)
                measured(r, f, out);
        if (f->waived) {
                zb_html(out, "<p class=\"fix\"><b>%s</b>", zb_say(r, "已豁免：", "Waived: "));
                zb_html_text(out, f->waived);
                zb_buf_puts(out, "</p>");
        } else if (*zb_msg_text(f->fix, r->lang)) {
                zb_html(out, "<p class=\"fix\"><b>%s</b>", zb_say(r, "怎么改：", "Fix: "));
                zb_html_text(out, zb_msg_text(f->fix, r->lang));
                zb_buf_puts(out, "</p>");
        }
        place(r, f, out);
        zb_buf_puts(out, "</div></li>\n");
}

static void counts(const struct zb_subject_group *g, struct zb_buf *out)
{
        for (int s = ZB_ERROR; s >= ZB_ADVISORY; s--)
                if (g->counts[s] && g->subject < ZB_SUBJECT_UNKNOWN)
                        zb_html(out, "<i class=\"%s\">%zu</i>", zb_severity_names[s], g->counts[s]);
}

void zb_html_findings(const struct zb_report *r, const struct zb_html_list *list, struct zb_buf *out)
{
        size_t at = 0;
        if (list->n == 0)
                zb_html(out, "<p class=\"none\">%s</p>\n", zb_say(r, "没有发现问题。", "Nothing was found."));
        for (size_t g = 0; g < list->n_groups; g++) {
                const struct zb_subject_group *group = &list->groups[g];
                zb_html(out, "<section class=\"group%s\"><h3>%s",
                        group->subject >= ZB_SUBJECT_UNKNOWN ? " quiet" : "",
                        zb_msg_text(zb_subject_name(group->subject), r->lang));
                counts(group, out);
                zb_buf_puts(out, "</h3><ul>\n");
                for (; at < list->n && zb_subject_of(list->items[at]) == group->subject; at++)
                        finding(r, list->items[at], list->numbers[at], out);
                zb_buf_puts(out, "</ul></section>\n");
        }
}
