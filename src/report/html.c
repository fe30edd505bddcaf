/* SPDX-License-Identifier: Apache-2.0 */
/* The report as a page: its frame. */
#include "report_priv.h"

enum zb_code zb_report_html_board(const struct zb_report *report, struct zb_buf *out, struct zb_err *err)
{
        zb_buf_puts(out, "<article><pre>");
        struct zb_buf text = ZB_BUF_INIT;
        enum zb_code code = zb_report_text(report, &text, err);
        for (size_t i = 0; !code && i < text.len; i++)
                if (text.data[i] == '<')
                        zb_buf_puts(out, "&lt;");
                else if (text.data[i] == '&')
                        zb_buf_puts(out, "&amp;");
                else
                        zb_buf_putc(out, text.data[i]);
        zb_buf_fini(&text);
        zb_buf_puts(out, "</pre></article>\n");
        return code ? code : out->failed ? zb_err_nomem(err) : ZB_OK;
}

enum zb_code zb_report_html_page(const struct zb_report_page *page, struct zb_buf *out, struct zb_err *err)
{
        zb_buf_puts(out, "<!doctype html>\n<meta charset=\"utf-8\">\n<title>zhanban</title>\n");
        zb_buf_put(out, page->boards->data, page->boards->len);
        return out->failed ? zb_err_nomem(err) : ZB_OK;
}

enum zb_code zb_report_html(const struct zb_report *report, const char *layouts_dir, struct zb_buf *out,
                            struct zb_err *err)
{
        struct zb_buf board = ZB_BUF_INIT;
        const struct zb_report_page page = {report->version, layouts_dir, report->lang, &board, 1};
        enum zb_code code = zb_report_html_board(report, &board, err);
        if (!code)
                code = zb_report_html_page(&page, out, err);
        zb_buf_fini(&board);
        return code;
}
