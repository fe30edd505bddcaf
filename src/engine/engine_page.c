/* SPDX-License-Identifier: Apache-2.0 */
/* The report as a page. A file brings its picture and its ink map with its facts; a spec's are drawn for it,
 * in memory. */
#include <math.h>
#include <string.h>

#include "engine_priv.h"
#include "measure.h"
#include "report.h"

enum zb_code zb_job_report_html(const struct zb_job *job, enum zb_lang lang, bool strict, double view_ppi,
                                struct zb_buf *out, struct zb_err *err)
{
        struct zb_report report = zb_job_report(job, lang, strict, false);
        const struct zb_measure_options o = {.profile = job->engine->profile,
                                             .max_total = job->scene ? job->process->total_ink_max : 0};
        if (job->scene && view_ppi > 0) {
                enum zb_code code = zb_measure_view(job->scene, job->facts, &o, view_ppi, err);
                if (code)
                        return code;
        }
        return zb_report_html_board(&report, out, err);
}

enum zb_code zb_html_page(const struct zb_engine *engine, enum zb_lang lang, const char *note,
                          const struct zb_buf *boards, size_t n_boards, struct zb_buf *out, struct zb_err *err)
{
        const struct zb_report_page page = {ZB_VERSION, engine->layouts_dir, lang, note, boards, n_boards};
        return zb_report_html_page(&page, out, err);
}
