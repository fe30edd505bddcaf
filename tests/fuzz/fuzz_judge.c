/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: any bytes as the facts that a zhanban-inspect in a stranger's hands may send, all the
 * way: read, judged by every rule, told as text, JSON and HTML, which hold no byte that a terminal or a
 * browser would obey. */
#include "fuzz.h"
#include "report.h"
#include "rules.h"

static struct zb_standard *standard;
static struct zb_process *process;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
        const char *dir = ZB_SOURCE_DIR "/layouts";
        return zb_standard_load(dir, "liaoning-2025-main", &standard, NULL) ||
                               zb_process_load(dir, "xiezhen", &process, NULL)
                       ? -1
                       : 0;
}

/* C0 and C1 but for line ends and tabs, and the characters that turn the reading direction (UTR 36). */
static void harmless(const struct zb_buf *text)
{
        uint32_t c;
        if (!zb_utf8_valid(text->data, text->len))
                abort();
        for (size_t at = 0, n; at < text->len; at += n) {
                n = zb_utf8_next(text->data + at, text->len - at, &c);
                if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
                    (c >= 0x2066 && c <= 0x2069))
                        abort();
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zb_facts *facts = NULL;
        struct zb_findings *findings = NULL;
        struct zb_err err = {0};
        char *copy = fuzz_copy(data, size);
        enum zb_code code = zb_facts_read(copy, size, &facts, &err);
        free(copy);
        if (code)
                return -1;
        if (zb_rules_run(facts, standard, process, NULL, 0, &findings, &err))
                abort();
        for (int lang = 0; lang < 2; lang++) {
                struct zb_report report = {.facts = facts,
                                           .findings = findings,
                                           .standard = standard,
                                           .process = process,
                                           .version = "0",
                                           .lang = lang ? ZB_EN : ZB_ZH};
                struct zb_buf text = ZB_BUF_INIT, json = ZB_BUF_INIT, html = ZB_BUF_INIT;
                if (zb_report_text(&report, &text, &err) || zb_report_json(&report, &json, &err) ||
                    zb_report_html_board(&report, &html, &err))
                        abort();
                harmless(&text);
                harmless(&html);
                if (memmem(html.data, html.len, "<script", 7))
                        abort();
                zb_buf_fini(&text);
                zb_buf_fini(&json);
                zb_buf_fini(&html);
        }
        zb_findings_free(findings);
        zb_facts_free(facts);
        return 0;
}
