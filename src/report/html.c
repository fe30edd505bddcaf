/* SPDX-License-Identifier: Apache-2.0 */
/* The report as a page that needs nothing but itself: its frame, its head, and the order of its parts. The
 * policy in its head lets only the page's own style and script run, so that a stranger's word which slipped
 * through would still be only a word. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html.h"

/* ---- the head of a board: what it is, and the verdict ---- */

static void verdict(const struct zb_report *r, struct zb_buf *out)
{
        static const struct {
                const char *kind, *path;
                struct zb_msg text;
        } looks[] = {
                [ZB_PASS] = {"pass", "M7 12.5l3.5 3.5L17 8.5", ZB_N("Keeps the standard")},
                [ZB_PASS_ADVISORY] = {"pass", "M7 12.5l3.5 3.5L17 8.5", ZB_N("Keeps the standard, with remarks")},
                [ZB_FAIL] = {"fail", "M8 8l8 8M16 8l-8 8", ZB_N("Does not keep the standard")},
        };
        size_t n[3] = {zb_findings_count(r->findings, ZB_ADVISORY), zb_findings_count(r->findings, ZB_WARNING),
                       zb_findings_count(r->findings, ZB_ERROR)};
        enum zb_verdict v = zb_findings_verdict(r->findings, r->strict);
        zb_html(out,
                "<div class=\"verdict %s\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" "
                "cy=\"12\" "
                "r=\"12\"/><path d=\"%s\"/></svg><div><p class=\"says\">%s</p><p class=\"counts\">",
                looks[v].kind, looks[v].path, zb_msg_text(looks[v].text, r->lang));
        for (int k = ZB_ERROR; k >= ZB_ADVISORY; k--) {
                const struct zb_msg one[] = {ZB_N("advisory"), ZB_N("warning"), ZB_N("error")};
                const struct zb_msg many[] = {ZB_N("advisories"), ZB_N("warnings"), ZB_N("errors")};
                const char *word = zb_msg_text(n[k] == 1 ? one[k] : many[k], r->lang);
                zb_html(out, "<span class=\"%s\">", zb_severity_names[k]);
                if (r->lang == ZB_ZH)
                        zb_html(out, "%s %zu</span>", word, n[k]);
                else
                        zb_html(out, "%zu %s</span>", n[k], word);
        }
        zb_buf_puts(out, "</p></div></div>");
}

static const char *base_name(const char *path)
{
        const char *slash = strrchr(path, '/');
        return slash ? slash + 1 : path;
}

static void html_head(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_facts *f = r->facts;
        zb_html(out, "<header class=\"head\"><h2>");
        zb_html_text(out, *f->file ? base_name(f->file) : "—");
        zb_html(out, "</h2><p class=\"under\">");
        zb_html_text(out, f->container.format ? f->container.format : zb_msg_text(zb_kind_title(f), r->lang));
        if (isfinite(f->width_mm) && isfinite(f->height_mm)) {
                zb_buf_puts(out, " · ");
                zb_html_num(out, f->width_mm, 1);
                zb_buf_puts(out, " × ");
                zb_html_num(out, f->height_mm, 1);
                zb_buf_puts(out, zb_say(r, " mm"));
        }
        if (isfinite(f->container.bytes)) {
                zb_buf_puts(out, " · ");
                bool small = f->container.bytes < 1e6;
                zb_html_num(out, f->container.bytes / (small ? 1e3 : 1e6), small ? 0 : 1);
                zb_buf_puts(out, small ? " K" : " M");
        }
        zb_buf_puts(out, "</p>");
        verdict(r, out);
        zb_buf_puts(out, zb_say(r, "<p class=\"by\">Standard: "));
        zb_html_text(out, zb_msg_text(r->standard->title, r->lang));
        zb_buf_puts(out, zb_say(r, " · Process: "));
        zb_html_text(out, zb_msg_text(r->process->title, r->lang));
        zb_buf_puts(out, "</p></header>\n");
}

/* ---- a board ---- */

static bool order(const struct zb_findings *findings, struct zb_html_list *list)
{
        int number = 0;
        list->items = calloc(findings->n + 1, sizeof *list->items);
        list->numbers = calloc(findings->n + 1, sizeof *list->numbers);
        if (!list->items || !list->numbers)
                return false;
        list->n_groups = zb_subjects(findings, list->groups);
        for (size_t g = 0; g < list->n_groups; g++)
                for (size_t i = 0; i < findings->n; i++) {
                        const struct zb_finding *f = &findings->items[i];
                        if (zb_subject_of(f) != list->groups[g].subject)
                                continue;
                        list->numbers[list->n] = list->groups[g].subject < ZB_SUBJECT_UNKNOWN ? ++number : 0;
                        list->items[list->n++] = f;
                }
        return true;
}

enum zb_code zb_report_html_board(const struct zb_report *report, struct zb_buf *out, struct zb_err *err)
{
        struct zb_html_list list = {0};
        bool ordered = order(report->findings, &list);
        if (ordered) {
                zb_html(out, "<article class=\"board%s\" data-verdict=\"%s\" data-name=\"",
                        zb_html_is_wide(report) ? " wide" : "",
                        zb_verdict_names[zb_findings_verdict(report->findings, report->strict)]);
                zb_html_text(out, base_name(report->facts->file));
                zb_buf_puts(out, "\">\n");
                html_head(report, out);
                zb_html_picture(report, &list, out);
                zb_buf_puts(out, "<div class=\"body\">\n");
                zb_html_findings(report, &list, out);
                zb_html_facts(report, out);
                zb_buf_puts(out, "</div></article>\n");
        }
        free(list.items);
        free(list.numbers);
        return !ordered || out->failed ? zb_err_nomem(err) : ZB_OK;
}

/* ---- the page ---- */

/* FNV-1a over all boards: the policy's nonce. It depends on every word of the page, so that no word of it can
 * name it, and the same report is the same page. */
static uint64_t hash(const char *data, size_t len, uint64_t h)
{
        for (size_t i = 0; i < len; i++)
                h = (h ^ (uint8_t)data[i]) * 1099511628211U;
        return h;
}

static enum zb_code put_asset(struct zb_buf *out, const char *layouts_dir, const char *name, struct zb_err *err)
{
        struct zb_buf path = ZB_BUF_INIT, text = ZB_BUF_INIT;
        zb_buf_printf(&path, "%s/report/%s", layouts_dir, name);
        enum zb_code code = path.failed ? zb_err_nomem(err) : zb_file_read(path.data, (size_t)1 << 20, &text, err);
        if (code == ZB_OK)
                zb_buf_put(out, text.data, text.len);
        zb_buf_fini(&path);
        zb_buf_fini(&text);
        return code;
}

/* A paragraph a line. */
static void note(const char *text, struct zb_buf *out)
{
        bool any = false;
        for (size_t n; text && *text; text += n) {
                char line[2048];
                n = strcspn(text, "\n");
                snprintf(line, sizeof line, "%.*s", (int)n, text);
                if (n > 0) {
                        zb_buf_puts(out, any ? "<p>" : "<section class=\"note\"><p>");
                        zb_html_text(out, line);
                        zb_buf_puts(out, "</p>");
                        any = true;
                }
                n += text[n] == '\n';
        }
        if (any)
                zb_buf_puts(out, "</section>\n");
}

enum zb_code zb_report_html_page(const struct zb_report_page *page, struct zb_buf *out, struct zb_err *err)
{
        uint64_t a = hash(page->boards->data, page->boards->len, 14695981039346656037U), b = hash("zhanban", 7, a);
        b = hash(page->boards->data, page->boards->len, b);
        char nonce[33];
        snprintf(nonce, sizeof nonce, "%016llx%016llx", (unsigned long long)a, (unsigned long long)b);
        zb_html(out,
                "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                "style-src "
                "'nonce-%s'; script-src 'nonce-%s'; base-uri 'none'; form-action 'none'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"generator\" content=\"zhanban %s\">\n<title>%s</title>\n<style nonce=\"%s\">\n",
                zb_language(page->lang)->tag, nonce, nonce, page->version, zb_tr(page->lang, "Board report"), nonce);
        enum zb_code code = put_asset(out, page->layouts_dir, "report.css", err);
        if (code != ZB_OK)
                return code;
        zb_html(out,
                "</style>\n</head>\n<body>\n<header class=\"page\"><h1>%s</h1><nav aria-label=\"%s\" "
                "hidden></nav>"
                "<p>zhanban %s</p></header>\n<main>\n",
                zb_tr(page->lang, "Board report"), zb_tr(page->lang, "Files"), page->version);
        note(page->note, out);
        zb_buf_put(out, page->boards->data, page->boards->len);
        zb_html(out, "</main>\n<script nonce=\"%s\">\n", nonce);
        code = put_asset(out, page->layouts_dir, "report.js", err);
        zb_html(out, "</script>\n</body>\n</html>\n");
        if (code == ZB_OK && out->failed)
                code = zb_err_nomem(err);
        return code;
}

enum zb_code zb_report_html(const struct zb_report *report, const char *layouts_dir, struct zb_buf *out,
                            struct zb_err *err)
{
        struct zb_buf board = ZB_BUF_INIT;
        const struct zb_report_page page = {report->version, layouts_dir, report->lang, NULL, &board, 1};
        enum zb_code code = zb_report_html_board(report, &board, err);
        if (code == ZB_OK)
                code = zb_report_html_page(&page, out, err);
        zb_buf_fini(&board);
        return code;
}
