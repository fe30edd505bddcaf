/* SPDX-License-Identifier: Apache-2.0 */
/* The report as a page. A file brings its picture with its facts; a spec's is drawn for it, at screen
 * resolution, in a folder of its own that is gone again at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine_priv.h"
#include "report.h"
#include "write.h"

#define MAX_VIEW ((size_t)64 << 20)

static enum zb_code draw_view(const struct zb_job *job, double ppi, struct zb_buf *png, struct zb_err *err)
{
        char folder[512], path[544];
        const char *temp = getenv("TMPDIR");
        snprintf(folder, sizeof folder, "%.480s/zhanban-XXXXXX", temp && *temp ? temp : "/tmp");
        if (!mkdtemp(folder))
                return zb_err_set(err, ZB_WORK, folder, "建不了临时文件夹", "cannot make a temporary folder");
        snprintf(path, sizeof path, "%s/view.png", folder);
        const struct zb_output output = {ZB_PNG, path};
        const struct zb_write_options o = {
                .profile = job->engine->profile, .ppi = ppi, .max_total = job->process->total_ink_max};
        enum zb_code code = zb_write(job->scene, &output, 1, &o, err);
        if (!code)
                code = zb_file_read(path, MAX_VIEW, png, err);
        unlink(path);
        rmdir(folder);
        return code;
}

enum zb_code zb_job_report_html(const struct zb_job *job, enum zb_lang lang, bool strict, double view_ppi,
                                struct zb_buf *out, struct zb_err *err)
{
        struct zb_report report = zb_job_report(job, lang, strict, false);
        struct zb_buf png = ZB_BUF_INIT;
        enum zb_code code = job->scene && view_ppi > 0 ? draw_view(job, view_ppi, &png, err) : ZB_OK;
        report.view = (const uint8_t *)png.data;
        report.view_len = png.len;
        if (!code)
                code = zb_report_html_board(&report, out, err);
        zb_buf_fini(&png);
        return code;
}

enum zb_code zb_html_page(const struct zb_engine *engine, enum zb_lang lang, const struct zb_buf *boards,
                          size_t n_boards, struct zb_buf *out, struct zb_err *err)
{
        const struct zb_report_page page = {ZB_VERSION, engine->layouts_dir, lang, boards, n_boards};
        return zb_report_html_page(&page, out, err);
}
