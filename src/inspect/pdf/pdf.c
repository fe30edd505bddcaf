/* SPDX-License-Identifier: Apache-2.0 */
/* PDF and PDF-compatible AI, through MuPDF: opens the file, takes the steps one by one, closes. A step that
 * MuPDF cannot finish costs what it would have found and nothing else, and the facts say so. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pdf_priv.h"

enum { STORE_BYTES = 192 << 20, BLOCK = 64 << 10 };

/* ---- the file as a stream ---- */

struct pdf_source {
        int fd;
        off_t at;
        unsigned char block[BLOCK];
};

static int source_next(fz_context *ctx, fz_stream *stm, size_t max)
{
        struct pdf_source *source = stm->state;
        ssize_t got;
        do
                got = pread(source->fd, source->block, sizeof source->block, source->at);
        while (got < 0 && errno == EINTR);
        if (got < 0)
                fz_throw(ctx, FZ_ERROR_GENERIC, "read error");
        stm->rp = stm->wp = source->block;
        if (got == 0)
                return EOF;
        source->at += got;
        stm->pos = source->at;
        stm->wp = source->block + got;
        return *stm->rp++;
}

static void source_seek(fz_context *ctx, fz_stream *stm, int64_t offset, int whence)
{
        struct pdf_source *source = stm->state;
        off_t end = whence == SEEK_END ? lseek(source->fd, 0, SEEK_END) : 0;
        int64_t to = whence == SEEK_END ? end + offset : whence == SEEK_CUR ? stm->pos + offset : offset;
        source->at = stm->pos = to < 0 ? 0 : to;
        stm->rp = stm->wp = source->block;
}

static void source_drop(fz_context *ctx, void *state)
{
        fz_free(ctx, state);
}

static fz_stream *open_source(struct pdf *pdf)
{
        struct pdf_source *source = fz_malloc(pdf->ctx, sizeof *source);
        source->fd = pdf->in->fd;
        source->at = 0;
        fz_stream *stm = fz_new_stream(pdf->ctx, source, source_next, source_drop); /* frees it on failure */
        stm->seek = source_seek;
        return stm;
}

/* Two spot colours are two names of one space. */
static bool seen_before(const struct pdf *pdf, size_t i)
{
        for (size_t k = 0; k < i; k++)
                if (pdf->seen[k].what == pdf->seen[i].what)
                        return true;
        return false;
}

static void hear_warning(void *user, const char *message)
{
        struct pdf *pdf = user;
        if (!pdf->muted && !strstr(message, "ICC support") && !strstr(message, "... repeated"))
                zb_inspect_warning(pdf->in, message);
}

/* ---- the steps ---- */

static void open_document(struct pdf *pdf)
{
        fz_stream *stm = open_source(pdf);
        fz_try(pdf->ctx)
        {
                pdf->doc = pdf_open_document_with_stream(pdf->ctx, stm);
        }
        fz_always(pdf->ctx)
        {
                fz_drop_stream(pdf->ctx, stm);
        }
        fz_catch(pdf->ctx)
        {
                fz_rethrow(pdf->ctx);
        }
}

static void open_page(struct pdf *pdf)
{
        struct zb_fact_file *file = &pdf->in->facts->container;
        file->n_pages = pdf_count_pages(pdf->ctx, pdf->doc);
        if (file->n_pages <= 0)
                fz_throw(pdf->ctx, FZ_ERROR_GENERIC, "no pages");
        pdf->page_obj = pdf_keep_obj(pdf->ctx, pdf_lookup_page_obj(pdf->ctx, pdf->doc, 0));
        if (!pdf_is_dict(pdf->ctx, pdf->page_obj))
                fz_throw(pdf->ctx, FZ_ERROR_GENERIC, "the first page is missing");
}

static void load_page(struct pdf *pdf)
{
        pdf->page = pdf_load_page(pdf->ctx, pdf->doc, 0);
}

/* A password is asked for, or the owner forbids printing or changing. */
static bool locked(struct pdf *pdf)
{
        struct zb_fact_file *file = &pdf->in->facts->container;
        if (pdf_needs_password(pdf->ctx, pdf->doc)) {
                zb_inspect_trouble(pdf->in, ZB_READ_ENCRYPTED,
                                   "the file asks for a password: export it without encryption");
                return true;
        }
        file->restricted = !pdf_has_permission(pdf->ctx, pdf->doc, FZ_PERMISSION_PRINT) ||
                           !pdf_has_permission(pdf->ctx, pdf->doc, FZ_PERMISSION_EDIT);
        return false;
}

static bool ai_without_pdf(const struct pdf *pdf)
{
        for (size_t i = 0; i < pdf->marks.runs.n; i++)
                if (strstr(pdf->marks.runs.items[i].utf8, "saved without PDF Content") ||
                    strstr(pdf->marks.runs.items[i].utf8, "was saved without PDF"))
                        return true;
        return false;
}

/* Two pages of Illustrator's own say that the drawing is not in the PDF part of the file. */
static void foreign(struct pdf *pdf)
{
        struct zb_facts *f = pdf->in->facts;
        zb_inspect_trouble(pdf->in, ZB_READ_FOREIGN,
                           "this AI file was saved without PDF content, only Illustrator can read its drawing: "
                           "save it again with \"Create PDF Compatible File\", or export a PDF");
        f->kind = ZB_KIND_AI;
        pdf->marks.runs.n = 0;
}

static void judge_reading(struct pdf *pdf)
{
        if (pdf->cookie.errors > 0)
                zb_inspect_trouble(pdf->in, ZB_READ_DAMAGED,
                                   "%d parts of the PDF's content cannot be read: the picture may be incomplete",
                                   pdf->cookie.errors);
        if (pdf_was_repaired(pdf->ctx, pdf->doc))
                zb_inspect_trouble(pdf->in, ZB_READ_REPAIRED,
                                   "the PDF's structure is broken and was repaired: other programs may show "
                                   "something else");
}

static void lines(struct pdf *pdf)
{
        zb_pdf_check(pdf, zb_lines_of_marks(&pdf->in->derivation, &pdf->marks, pdf->err));
}

/* With what lies under the text, from the drawing without it. */
static void pdf_contrast(struct pdf *pdf)
{
        zb_pdf_check(pdf, zb_lines_on_ground(&pdf->in->derivation, pdf->ground, true, pdf->err));
        zb_lines_black(&pdf->in->derivation);
}

static void shapes(struct pdf *pdf)
{
        zb_figures_thin_fills(pdf->in->facts, &pdf->marks);
        zb_pdf_check(pdf, zb_figures_outlines(pdf->in->facts, &pdf->marks, pdf->err));
}

static void figures(struct pdf *pdf)
{
        double ppi;
        if (!pdf->sized)
                return;
        zb_pdf_check(pdf, zb_figures_of_marks(&pdf->in->derivation, &pdf->marks, pdf->err));
        const struct zb_mark_picture *ground = zb_coarsest_ground(&pdf->marks, &ppi);
        if (ground && !pdf->in->facts->flat)
                zb_pdf_seen(pdf, ZB_SEEN_GROUND, zb_arena_printf(pdf->arena, "%ld", lround(fmin(ppi, 1e6))),
                            zb_rect_intersect(ground->box, pdf->in->facts->trim));
}

static void derive(struct pdf *pdf)
{
        zb_pdf_check(pdf, zb_derive(&pdf->in->derivation, pdf->err));
}

static void give(struct pdf *pdf)
{
        struct zb_facts *f = pdf->in->facts;
        f->pdf.objects = pdf->seen;
        f->pdf.n_objects = pdf->n_seen_kinds;
        f->pdf.blends = pdf->blends;
        f->pdf.n_blends = pdf->n_blends;
        f->spots = pdf->spots;
        f->n_spots = pdf->n_spots;
        f->n_spaces = 0;
        enum zb_space *spaces = zb_arena_array(pdf->arena, pdf->n_seen_kinds + 1, sizeof *spaces);
        for (size_t i = 0; spaces && i < pdf->n_seen_kinds; i++)
                if (pdf->seen[i].what < ZB_SEEN_SPACE + ZB_N_SPACES && !seen_before(pdf, i))
                        spaces[f->n_spaces++] = (enum zb_space)(pdf->seen[i].what - ZB_SEEN_SPACE);
        f->spaces = spaces;
        struct zb_fact_font *fonts = zb_arena_array(pdf->arena, pdf->n_fonts + 1, sizeof *fonts);
        size_t n = 0;
        for (size_t i = 0; fonts && i < pdf->n_fonts; i++) {
                const struct pdf_font_use *use = &pdf->fonts[i];
                if (use->used)
                        fonts[n++] = (struct zb_fact_font){.name = use->name,
                                                           .embedded = use->embedded,
                                                           .subset = use->subset,
                                                           .type3 = use->type3,
                                                           .format = use->format};
        }
        f->fonts = fonts;
        f->n_fonts = n;
}

static void read_document(struct pdf *pdf)
{
        if (!zb_pdf_try(pdf, open_document) || locked(pdf))
                return;
        pdf->in->facts->pdf.known = true;
        zb_pdf_try(pdf, zb_pdf_catalogue);
        if (!zb_pdf_try(pdf, open_page))
                return;
        zb_pdf_try(pdf, zb_pdf_boxes);
        zb_pdf_try(pdf, zb_pdf_objects);
        if (zb_pdf_try(pdf, load_page))
                zb_pdf_try(pdf, zb_pdf_contents);
        if (pdf->illustrator)
                pdf->in->facts->kind = ZB_KIND_AI;
        if (ai_without_pdf(pdf)) {
                foreign(pdf);
                return;
        }
        zb_pdf_try(pdf, zb_pdf_tags);
        zb_pdf_try(pdf, zb_pdf_hide);
        if (pdf->in->options->survey && pdf->page && pdf->sized && pdf->n_painted <= PDF_MOST_PAINTED)
                zb_pdf_try(pdf, zb_pdf_survey);
        zb_pdf_try(pdf, lines);
        zb_pdf_try(pdf, pdf_contrast);
        zb_pdf_try(pdf, shapes);
        zb_pdf_try(pdf, figures);
        zb_pdf_try(pdf, zb_pdf_x4);
        zb_pdf_try(pdf, derive);
        judge_reading(pdf);
}

static void close_document(struct pdf *pdf)
{
        fz_context *ctx = pdf->ctx;
        for (size_t i = 0; i < pdf->n_fonts; i++)
                pdf_drop_font(ctx, pdf->fonts[i].desc);
        for (size_t i = 0; i < pdf->n_images; i++)
                pdf_drop_obj(ctx, pdf->images[i].obj);
        for (size_t i = 0; i < sizeof pdf->named / sizeof *pdf->named; i++)
                fz_drop_colorspace(ctx, pdf->named[i]);
        fz_drop_display_list(ctx, pdf->list);
        zb_pdf_drop_small(pdf);
        zb_survey_free(pdf->ground);
        zb_runs_fini(&pdf->marks.runs);
        if (pdf->page)
                fz_drop_page(ctx, &pdf->page->super);
        pdf_drop_obj(ctx, pdf->page_obj);
        pdf_drop_document(ctx, pdf->doc);
        zb_transform_free(pdf->rgb);
        pthread_mutex_destroy(&pdf->colours);
        fz_drop_context(ctx);
}

/* PostScript: an AI of the years before 2000, an EPS. */
static bool is_postscript(const struct inspecting *in)
{
        char head[1024];
        ssize_t got = pread(in->fd, head, sizeof head, 0);
        return got > 0 && !memmem(head, (size_t)got, "%PDF-", 5);
}

enum zb_code zb_inspect_pdf(struct inspecting *in, struct zb_err *err)
{
        if (is_postscript(in)) {
                in->facts->container.format = "PostScript";
                zb_inspect_trouble(in, ZB_READ_FOREIGN,
                                   "this is a PostScript AI or EPS file without a PDF inside: export a PDF from "
                                   "Illustrator, or save the AI with \"Create PDF Compatible File\"");
                return ZB_OK;
        }
        struct pdf *pdf = zb_arena_alloc(in->facts->arena, sizeof *pdf);
        fz_context *ctx = pdf ? fz_new_context(NULL, NULL, STORE_BYTES) : NULL;
        if (!ctx)
                return zb_err_nomem(err);
        *pdf = (struct pdf){.in = in, .arena = in->facts->arena, .ctx = ctx, .err = err};
        pthread_mutex_init(&pdf->colours, NULL);
        fz_set_warning_callback(ctx, hear_warning, pdf);
        fz_set_error_callback(ctx, hear_warning, pdf);
        read_document(pdf);
        give(pdf);
        enum zb_code code = pdf->code;
        close_document(pdf);
        return code;
}
