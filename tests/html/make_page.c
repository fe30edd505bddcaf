/* SPDX-License-Identifier: Apache-2.0 */
/* Writes a report page of made-up boards, for the browser to be looked at in: make_page LANG VIEW OUT PART…
 * A PART is "pdf", "tiff" or "spec", which begins a board, or the id of a rule, which that board breaks. VIEW
 * is the board's picture (JPEG or PNG) or "-". The words of the boards are a stranger's: markup, quotes,
 * turned text. */
#include <stdio.h>

#include "report.h"
#include "rules_world.h"

#define LAYOUTS ZB_SOURCE_DIR "/layouts"

static const char *const hostile = "主板 <img src=x onerror=alert(1)> \"x\" '&amp;' \xe2\x80\xae.pdf";

enum { COLS = 157, ROWS = 356 };
static uint8_t map[COLS * ROWS];

/* Ink that grows from the top left, and one square above the limit: 10–20 cm from the left, 100–120 from the
 * top. */
static void survey(struct zb_facts *f)
{
        for (int y = 0; y < ROWS; y++)
                for (int x = 0; x < COLS; x++)
                        map[y * COLS + x] = x >= 20 && x < 40 && y >= 200 && y < 240 ? 165 : (uint8_t)((x + y) / 4);
        f->survey.cell_mm = 5;
        f->survey.cols = COLS;
        f->survey.rows = ROWS;
        f->survey.ink = map;
        f->survey.box = (struct zb_rect){0, 0, 785, 1780};
        f->survey.plate_mean[0] = 42;
        f->survey.plate_mean[1] = 31;
        f->survey.plate_mean[2] = 12;
        f->survey.plate_mean[3] = 9;
}

static void start(struct world *w, const char *kind)
{
        if (strcmp(kind, "spec") == 0)
                good(w);
        else if (strcmp(kind, "tiff") == 0)
                good_tiff(w);
        else
                good_pdf(w);
        if (w->f.kind != ZB_KIND_SPEC) {
                survey(&w->f);
                w->f.container.format = w->f.kind == ZB_KIND_TIFF ? "TIFF" : "PDF 1.6";
                w->f.container.creator = hostile;
                w->f.container.producer = "Draw 9.1";
        }
        w->f.file = w->f.kind == ZB_KIND_SPEC ? "board.json" : hostile;
        w->f.trim = (struct zb_rect){0, 0, 785, 1780};
}

static int break_it(struct world *w, const char *id)
{
        for (int k = 0; k < 2; k++)
                for (const struct broken *b = k ? board_cases : file_cases; b->id; b++)
                        if (strcmp(b->id, id) == 0) {
                                b->how(w);
                                return 0;
                        }
        fprintf(stderr, "make_page: no case of %s\n", id);
        return 1;
}

static int put(const struct world *w, enum zb_lang lang, const struct zb_buf *view, struct zb_buf *out)
{
        struct zb_standard *s = NULL;
        struct zb_process *p = NULL;
        struct zb_findings *found = NULL;
        struct zb_err err = {0};
        const struct zb_rule_waiver waiver = {"text.count", hostile, false};
        enum zb_code code = zb_standard_load(LAYOUTS, "liaoning-2025-main", &s, &err);
        code = code ? code : zb_process_load(LAYOUTS, "xiezhen", &p, &err);
        code = code ? code : zb_rules_run(&w->f, s, p, &waiver, w->f.chars < 400 && w->f.chars > 0, &found, &err);
        const struct zb_report report = {.version = "0.0",
                                         .facts = &w->f,
                                         .findings = found,
                                         .standard = s,
                                         .process = p,
                                         .lang = lang,
                                         .view = view->len ? (const uint8_t *)view->data : NULL,
                                         .view_len = view->len};
        code = code ? code : zb_report_html_board(&report, out, &err);
        zb_findings_free(found);
        zb_process_free(p);
        zb_standard_free(s);
        if (code)
                fprintf(stderr, "make_page: %s: %s\n", err.place, err.en);
        return code;
}

int main(int argc, char **argv)
{
        struct zb_buf view = ZB_BUF_INIT, boards = ZB_BUF_INIT, page = ZB_BUF_INIT;
        struct zb_err err = {0};
        static struct world w;
        size_t n = 0;
        if (argc < 5)
                return 2;
        enum zb_lang lang = strcmp(argv[1], "zh") == 0 ? ZB_ZH : ZB_EN;
        if (strcmp(argv[2], "-") != 0 && zb_file_read(argv[2], (size_t)64 << 20, &view, &err))
                return 2;
        for (int i = 4; i < argc; i++) {
                if (!strchr(argv[i], '.')) {
                        start(&w, argv[i]);
                        n++;
                } else if (n == 0 || break_it(&w, argv[i])) {
                        return 2;
                }
                if ((i + 1 == argc || !strchr(argv[i + 1], '.')) && put(&w, lang, &view, &boards))
                        return 3;
        }
        const struct zb_report_page all = {"0.0", LAYOUTS, lang, n > 1 ? hostile : NULL, &boards, n};
        FILE *file = zb_report_html_page(&all, &page, &err) == ZB_OK ? fopen(argv[3], "wb") : NULL;
        if (!file || fwrite(page.data, 1, page.len, file) != page.len || fclose(file) != 0) {
                fprintf(stderr, "make_page: %s: %s\n", argv[3], err.en);
                return 3;
        }
        zb_buf_fini(&view);
        zb_buf_fini(&boards);
        zb_buf_fini(&page);
        return 0;
}
