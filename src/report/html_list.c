/* SPDX-License-Identifier: Apache-2.0 */
/* The findings as a list: what is wrong, measured against what is wanted, how to mend it, and by which
 * clause. */
#include <math.h>
#include <string.h>

#include "html.h"

static const struct zb_msg severities[] = {
        [ZB_ADVISORY] = ZB_N("Advisory"), [ZB_WARNING] = ZB_N("Warning"), [ZB_ERROR] = ZB_N("Error")};

/* "1 layer", "3 layers": units are told in the plural. */
static void unit_of(const struct zb_report *r, struct zb_msg unit, bool one, struct zb_buf *out)
{
        char text[40];
        const char *word = zb_msg_text(unit, r->lang);
        size_t len = strlen(word);
        if (r->lang == ZB_EN && one && len > 2 && len < sizeof text && word[len - 1] == 's') {
                memcpy(text, word, len - 1);
                text[len - 1] = '\0';
                word = text;
        }
        zb_html_text(out, word);
}

/* "1", "≥ 1"; not "0.1" or "21". */
static bool ends_in_one(const char *text)
{
        size_t len = strlen(text);
        return len > 0 && text[len - 1] == '1' && (len == 1 || text[len - 2] == ' ');
}

static void measured(const struct zb_report *r, const struct zb_finding *f, struct zb_buf *out)
{
        const char *text = zb_msg_text(f->measured_text, r->lang);
        const char *wanted = zb_msg_text(f->wanted, r->lang);
        bool any = isfinite(f->measured) || *text;
        if (!any && !*wanted)
                return;
        zb_buf_puts(out, "<p class=\"vs\">");
        if (any) {
                zb_html(out, "<span>%s <b>", zb_say(r, ZB_CTX("report") "Measured"));
                if (isfinite(f->measured))
                        zb_html_num(out, f->measured, 2);
                else
                        zb_html_text(out, text);
                zb_buf_puts(out, "</b> ");
                unit_of(r, f->unit, f->measured == 1, out);
                zb_buf_puts(out, "</span>");
        }
        if (*wanted) {
                zb_html(out, "<span>%s <b>", zb_say(r, "Wanted"));
                zb_html_text(out, wanted);
                zb_buf_puts(out, "</b> ");
                unit_of(r, f->unit, ends_in_one(wanted), out);
                zb_buf_puts(out, "</span>");
        }
        zb_buf_puts(out, "</p>");
}

static void html_list_place(const struct zb_report *r, const struct zb_finding *f, struct zb_buf *out)
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
                zb_buf_puts(out, zb_say(r, "<span>top left "));
                zb_html_num(out, f->box.x, 0);
                zb_buf_puts(out, ", ");
                zb_html_num(out, f->box.y, 0);
                zb_buf_puts(out, zb_say(r, " mm, size "));
                zb_html_num(out, f->box.w, 0);
                zb_buf_puts(out, " × ");
                zb_html_num(out, f->box.h, 0);
                zb_buf_puts(out, "</span>");
        }
        if (f->path && *f->path) {
                const char *path = f->path;
                zb_buf_puts(out, "<span>");
                zb_html_text(out, zb_msg_text(zb_place_title(r->facts, &path), r->lang));
                zb_html_text(out, path);
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

/* like: the number of the finding above it that is mended just so; 0: it says how itself. */
static void finding(const struct zb_report *r, const struct zb_finding *f, int number, int like, struct zb_buf *out)
{
        bool placed = number && f->box.w > 0 && f->box.h > 0;
        const char *severity = zb_msg_text(severities[f->severity], r->lang);
        zb_html(out, "<li class=\"finding %s%s\"", zb_severity_names[f->severity], f->waived ? " waived" : "");
        if (number)
                zb_html(out, " data-n=\"%d\"", number);
        zb_buf_putc(out, '>');
        if (placed)
                zb_html(out, "<button type=\"button\" class=\"n\" aria-label=\"%s %d, %s\">%d</button>", severity,
                        number, zb_say(r, "show on the picture"), number);
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
                zb_html(out, "<p class=\"fix\"><b>%s</b>", zb_say(r, "Waived: "));
                zb_html_text(out, f->waived);
                zb_buf_puts(out, "</p>");
        } else if (like) {
                zb_html(out, zb_say(r, "<p class=\"fix\"><b>Fix: </b>as for %d</p>"), like);
        } else if (*zb_msg_text(f->fix, r->lang)) {
                zb_html(out, "<p class=\"fix\"><b>%s</b>", zb_say(r, "Fix: "));
                zb_html_text(out, zb_msg_text(f->fix, r->lang));
                zb_buf_puts(out, "</p>");
        }
        html_list_place(r, f, out);
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
        size_t at = 0, first = 0; /* first: of a row that is mended in one way */
        if (list->n == 0)
                zb_html(out, "<p class=\"none\">%s</p>\n", zb_say(r, "Nothing was found."));
        for (size_t g = 0; g < list->n_groups; g++) {
                const struct zb_subject_group *group = &list->groups[g];
                zb_html(out, "<section class=\"group%s\"><h3>%s",
                        group->subject >= ZB_SUBJECT_UNKNOWN ? " quiet" : "",
                        zb_msg_text(zb_subject_name(group->subject), r->lang));
                counts(group, out);
                zb_buf_puts(out, "</h3><ul>\n");
                for (; at < list->n && zb_subject_of(list->items[at]) == group->subject; at++) {
                        if (!zb_same_fix(list->items[first], list->items[at]))
                                first = at;
                        finding(r, list->items[at], list->numbers[at], first < at ? list->numbers[first] : 0, out);
                }
                zb_buf_puts(out, "</ul></section>\n");
        }
}
