/* SPDX-License-Identifier: Apache-2.0 */
/* report: findings and facts → text for people, JSON for programs, HTML with the marked picture for both.
 *
 * Everything in the report is borrowed; text is UTF-8 and appended to out.
 *
 * ```c
 * #include <stdio.h>
 *
 * static enum zb_code print_report(const struct zb_report *report, struct zb_err *err)
 * {
 *         struct zb_buf text = ZB_BUF_INIT;
 *         enum zb_code code = zb_report_text(report, &text, err);
 *         if (!code)
 *                 fputs(text.data, stdout);
 *         zb_buf_fini(&text);
 *         return code;
 * }
 * ```
 */
#ifndef ZB_REPORT_H
#define ZB_REPORT_H

#include <stdbool.h>
#include "core.h"
#include "facts.h"
#include "finding.h"
#include "standard.h"

struct zb_report {
        const char *version; /* of the program, ZB_VERSION */
        const struct zb_facts *facts;
        const struct zb_findings *findings; /* sorted */
        const struct zb_standard *standard;
        const struct zb_process *process;
        bool strict;
        enum zb_lang lang;
        bool colour; /* ANSI colours, for terminals */
        /* of HTML only */
        const uint8_t *view; /* the board's picture, a JPEG or PNG file; NULL: facts->survey.view, or none */
        size_t view_len;
        struct zb_rect view_box; /* what `view` shows, mm on the board; w = 0: the trim */
};

/* Verdict, findings worst first, then the measured facts as a table with bars; aligned for double-width Han.
 */
enum zb_code zb_report_text(const struct zb_report *report, struct zb_buf *out, struct zb_err *err);
/* The report for programs; messages in report->lang. Keys are promises; unknown facts are null. */
enum zb_code zb_report_json(const struct zb_report *report, struct zb_buf *out, struct zb_err *err);

/* HTML, in report->lang: one self-contained page (no address is fetched) with the picture of each board,
 * every finding marked on it, the ink map, the facts. zb_report_html_board appends one board's part, so that
 * a run over many files need keep none of them; zb_report_html_page makes a page of the parts. ZB_INPUT:
 * layouts/report/ cannot be read. */
struct zb_report_page {
        const char *version;
        const char *layouts_dir; /* its report/ holds the page's frame, style and script */
        enum zb_lang lang;
        const char *note;            /* of all boards, "they show the same board": lines of text; NULL or "": none */
        const struct zb_buf *boards; /* parts, one after the other */
        size_t n_boards;
};
enum zb_code zb_report_html_board(const struct zb_report *report, struct zb_buf *out, struct zb_err *err);
enum zb_code zb_report_html_page(const struct zb_report_page *page, struct zb_buf *out, struct zb_err *err);
/* Both for a single board. */
enum zb_code zb_report_html(const struct zb_report *report, const char *layouts_dir, struct zb_buf *out,
                            struct zb_err *err);

#endif
