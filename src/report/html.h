/* SPDX-License-Identifier: Apache-2.0 */
/* html (private to report): what the parts of the page share. Style and script are files in layouts/report/;
 * what C writes is plain HTML and SVG that also reads without them. A stranger's words go through
 * zb_html_text alone. */
#ifndef ZB_REPORT_HTML_H
#define ZB_REPORT_HTML_H

#include "report_priv.h"

/* Escaped for text and for attributes in double quotes; control characters and those that turn the reading
 * direction become spaces. NULL: nothing. */
void zb_html_text(struct zb_buf *out, const char *text);
/* printf for the page's own markup; no stranger's word may be an argument. */
#define zb_html zb_buf_printf
/* A number, "—" when it is not known. */
void zb_html_num(struct zb_buf *out, double value, int decimals);

/* Findings in the order of the page: subject by subject, worst first. Those that are waived or only say that
 * nothing is known carry no number. */
struct zb_html_list {
        const struct zb_finding **items;
        int *numbers; /* 1 …; 0: none */
        size_t n;
        struct zb_subject_group groups[ZB_N_SUBJECTS];
        size_t n_groups;
};

bool zb_html_is_wide(const struct zb_report *r); /* landscape: the picture gets the whole width */
void zb_html_picture(const struct zb_report *r, const struct zb_html_list *list, struct zb_buf *out);
void zb_html_findings(const struct zb_report *r, const struct zb_html_list *list, struct zb_buf *out);
void zb_html_facts(const struct zb_report *r, struct zb_buf *out);

#endif
