/* SPDX-License-Identifier: Apache-2.0 */
/* The report as a page. A file brings its picture and its ink map with its facts; a spec's are drawn for it,
 * in memory. */
#include <math.h>
#include <string.h>

#include "engine_priv.h"
#include "report.h"
#include "write.h"

static enum zb_code drawn_board(struct zb_report *report, const struct zb_job *job, double view_ppi,
                                struct zb_buf *out, struct zb_err *err)
{
        const struct zb_scene *scene = job->scene;
        const struct zb_write_options o = {
                .profile = job->engine->profile, .ppi = view_ppi, .max_total = job->process->total_ink_max};
        struct zb_view view;
        enum zb_code code = zb_write_view(scene, &o, &view, err);
        if (code)
                return code;
        struct zb_facts facts = *job->facts; /* borrows everything; only the survey is added */
        facts.survey = (struct zb_fact_survey){.known = true,
                                               .box = {-scene->bleed_mm, -scene->bleed_mm,
                                                       view.cols * view.cell_mm, view.rows * view.cell_mm},
                                               .cell_mm = view.cell_mm,
                                               .cols = view.cols,
                                               .rows = view.rows,
                                               .ink = view.ink,
                                               .blank = NAN,
                                               .plain = NAN};
        memcpy(facts.survey.ink_cm2, view.ink_cm2, sizeof view.ink_cm2);
        memcpy(facts.survey.plate_mean, view.plate_mean, sizeof view.plate_mean);
        report->facts = &facts;
        report->view = view.jpeg;
        report->view_len = view.len;
        report->view_box =
                (struct zb_rect){-scene->bleed_mm, -scene->bleed_mm, scene->width_mm + 2 * scene->bleed_mm,
                                 scene->height_mm + 2 * scene->bleed_mm};
        code = zb_report_html_board(report, out, err);
        zb_view_fini(&view);
        return code;
}

enum zb_code zb_job_report_html(const struct zb_job *job, enum zb_lang lang, bool strict, double view_ppi,
                                struct zb_buf *out, struct zb_err *err)
{
        struct zb_report report = zb_job_report(job, lang, strict, false);
        if (job->scene && view_ppi > 0)
                return drawn_board(&report, job, view_ppi, out, err);
        return zb_report_html_board(&report, out, err);
}

enum zb_code zb_html_page(const struct zb_engine *engine, enum zb_lang lang, const char *note,
                          const struct zb_buf *boards, size_t n_boards, struct zb_buf *out,
                          struct zb_err *err)
{
        const struct zb_report_page page = {ZB_VERSION, engine->layouts_dir, lang, note, boards, n_boards};
        return zb_report_html_page(&page, out, err);
}
