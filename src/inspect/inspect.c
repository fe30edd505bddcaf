/* SPDX-License-Identifier: Apache-2.0 */
/* Which reader a file goes to, by its first bytes alone, and what all readers share: the page's boxes,
 * troubles and warnings. A reader adds one line to the table. */
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inspect_priv.h"

static const struct inspect_reader {
        enum zb_kind kind;
        enum zb_code (*read)(struct inspecting *in, struct zb_err *err);
        void (*versions)(struct zb_libraries *list);
} readers[] = {
        {ZB_KIND_TIFF, zb_inspect_tiff, zb_inspect_tiff_versions},
        {ZB_KIND_JPEG, zb_inspect_jpeg, zb_inspect_jpeg_versions},
        {ZB_KIND_PDF, zb_inspect_pdf, zb_inspect_pdf_versions},
        {ZB_KIND_AI, zb_inspect_pdf, zb_inspect_pdf_versions},
        {ZB_KIND_PSD, zb_inspect_psd, zb_inspect_psd_versions},
        {ZB_N_KINDS, NULL, NULL}, /* ends the table */
};

void zb_inspect_trouble(struct inspecting *in, enum zb_reading reading, const char *id, ...)
{
        struct zb_fact_file *file = &in->facts->container;
        if (reading <= file->reading)
                return;
        va_list args;
        va_start(args, id);
        file->trouble = zb_arena_vsay(in->facts->arena, id, args);
        va_end(args);
        file->reading = reading;
}

void zb_inspect_warning(struct inspecting *in, const char *text)
{
        enum { MOST = 50 };
        struct zb_fact_file *file = &in->facts->container;
        for (size_t i = 0; i < file->n_warnings; i++)
                if (strcmp(file->warnings[i], text) == 0)
                        return;
        if (file->n_warnings == MOST)
                return;
        if (!file->warnings)
                file->warnings = zb_arena_array(in->facts->arena, MOST, sizeof *file->warnings);
        const char *copy = zb_arena_strdup(in->facts->arena, text);
        if (file->warnings && copy)
                ((const char **)file->warnings)[file->n_warnings++] = copy;
}

void zb_inspect_page(struct inspecting *in, double trim_w_mm, double trim_h_mm, double bleed_mm)
{
        struct zb_facts *f = in->facts;
        double hide_x = in->options->hidden_x_mm, hide_y = in->options->hidden_y_mm;
        f->width_mm = trim_w_mm;
        f->height_mm = trim_h_mm;
        f->bleed_mm = bleed_mm;
        f->trim = (struct zb_rect){0, 0, trim_w_mm, trim_h_mm};
        f->bleed = f->media = zb_rect_inset(f->trim, -bleed_mm, -bleed_mm);
        f->visible = trim_w_mm > trim_h_mm ? zb_rect_inset(f->trim, hide_y, hide_x)
                                           : zb_rect_inset(f->trim, hide_x, hide_y);
}

enum zb_code zb_inspect_survey_end(struct inspecting *in, struct zb_survey *survey, struct zb_err *err)
{
        int w, h;
        size_t first = in->facts->n_qr;
        enum zb_code code = zb_survey_end(survey, err);
        const uint8_t *grey = zb_survey_grey(survey, &w, &h);
        if (code || !grey)
                return code;
        code = zb_find_codes(&in->derivation, grey, w, h, zb_survey_box(survey), err);
        zb_codes_on_sheet(&in->derivation, survey, first);
        return code;
}

struct inspecting zb_inspecting(int fd, off_t size, const char *name, const struct zb_inspect_options *options,
                                struct zb_facts *facts)
{
        return (struct inspecting){.fd = fd,
                                   .size = size,
                                   .name = name,
                                   .options = options,
                                   .facts = facts,
                                   .derivation = {.facts = facts,
                                                  .profile = options->profile,
                                                  .survey_ppi = options->survey_ppi,
                                                  .view_ppi = options->view_ppi}};
}

enum zb_code zb_inspect(int fd, const char *name, const struct zb_inspect_options *options, struct zb_facts **ret,
                        struct zb_err *err)
{
        uint8_t head[1024];
        struct stat st;
        enum zb_kind kind;
        ssize_t got = pread(fd, head, sizeof head, 0);
        if (got < 0 || fstat(fd, &st) != 0)
                return zb_err_say(err, ZB_INPUT, name, "this file cannot be read");
        if (!zb_kind_of_bytes(head, (size_t)got, &kind) || kind == ZB_KIND_SPEC)
                return zb_err_say(err, ZB_INPUT, name,
                                  got == 0 ? "the file is empty" : "this is no PDF, TIFF, JPEG, PSD or AI file");
        struct zb_facts *facts = zb_facts_new();
        if (!facts)
                return zb_err_nomem(err);
        struct inspecting in = zb_inspecting(fd, st.st_size, name, options, facts);
        facts->file = zb_arena_strdup(facts->arena, name);
        facts->kind = kind;
        facts->container.bytes = (double)st.st_size;
        enum zb_code code = ZB_OK;
        for (const struct inspect_reader *r = readers; r->read; r++)
                if (r->kind == kind)
                        code = r->read(&in, err);
        if (!code && zb_arena_failed(facts->arena))
                code = zb_err_nomem(err);
        if (code) {
                zb_facts_free(facts);
                return code;
        }
        *ret = facts;
        return ZB_OK;
}

void zb_inspect_versions(struct zb_libraries *list)
{
        zb_codes_versions(list);
        for (const struct inspect_reader *r = readers; r->read; r++)
                r->versions(list);
}
