/* SPDX-License-Identifier: Apache-2.0 */
/* report, private: what the parts of the text report share. */
#ifndef ZB_REPORT_PRIV_H
#define ZB_REPORT_PRIV_H

#include "report.h"

const char *zb_say(const struct zb_report *r, const char *zh, const char *en);
/* Begins an ANSI style ("31", "0" ends it) when colours are asked for. */
void zb_ansi(const struct zb_report *r, struct zb_buf *out, const char *code);
/* The table of facts (table.c). */
void zb_report_table(const struct zb_report *r, struct zb_buf *out);

#endif
