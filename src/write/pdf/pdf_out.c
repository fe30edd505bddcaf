/* SPDX-License-Identifier: Apache-2.0 */
/* Scene → PDF/X-4 (ISO 15930-7). One page, live text, DeviceCMYK throughout, layers that editors show. qpdf
 * keeps the objects; pdf_save.c writes the file, pictures straight from their decoders or from those of the
 * raster. The same scene gives the same bytes, whatever threads and locale. */
#include <stdlib.h>
#include <string.h>

#include "pdf_out_priv.h"

/* ---- the page ---- */

static void pdf_item(struct pdf_out *pdf, const struct zb_item *item)
{
        switch (item->kind) {
        case ZB_ITEM_SHAPE:
                zb_pdf_shape(pdf, &item->shape);
                break;
        case ZB_ITEM_TEXT:
                zb_pdf_text(pdf, &item->text);
                break;
        case ZB_ITEM_PICTURE:
                zb_pdf_picture(pdf, item);
                break;
        }
}

/* Items in painting order; neighbours of one layer share its marked content, with q … Q balanced inside, and
 * within it neighbours of one paragraph or figure share theirs. */
static void pdf_content(struct pdf_out *pdf)
{
        const struct zb_scene *scene = pdf->scene;
        struct pdf_tag *open = NULL;
        for (size_t i = 0; i < scene->n_items; i++) {
                const struct zb_item *item = &scene->items[i];
                bool first = i == 0 || item->layer != item[-1].layer;
                struct pdf_tag *tag = zb_pdf_tag(pdf, item);
                if (first)
                        zb_buf_printf(&pdf->content, "/OC /L%d BDC\nq\n", (int)item->layer + 1);
                else if (tag != open)
                        zb_buf_puts(&pdf->content, "EMC\n");
                if (first || tag != open)
                        zb_pdf_tag_begin(pdf, tag);
                open = tag;
                pdf_item(pdf, item);
                if (i + 1 == scene->n_items || item->layer != item[1].layer)
                        zb_buf_puts(&pdf->content, "EMC\nQ\nEMC\n");
        }
}

static void pdf_box(struct zb_buf *out, const char *key, double x, double y, double w, double h)
{
        zb_buf_printf(out, "/%s [ ", key);
        zb_pdf_num(out, zb_pt_of_mm(x), 4);
        zb_pdf_num(out, zb_pt_of_mm(y), 4);
        zb_pdf_num(out, zb_pt_of_mm(x + w), 4);
        zb_pdf_num(out, zb_pt_of_mm(y + h), 4);
        zb_buf_puts(out, "] ");
}

/* 1780 mm are 5046 pt, far below the 14 400 that would ask for UserUnit. */
static void pdf_page(struct pdf_out *pdf)
{
        const struct zb_scene *scene = pdf->scene;
        double bleed = scene->bleed_mm, w = scene->width_mm, h = scene->height_mm;
        struct zb_buf text = ZB_BUF_INIT;
        zb_buf_puts(&text, "<< /Type /Page /Group << /Type /Group /S /Transparency /CS /DeviceCMYK >> ");
        pdf_box(&text, "MediaBox", 0, 0, w + 2 * bleed, h + 2 * bleed);
        pdf_box(&text, "BleedBox", 0, 0, w + 2 * bleed, h + 2 * bleed);
        pdf_box(&text, "TrimBox", bleed, bleed, w, h);
        zb_buf_puts(&text, ">>");
        qpdf_oh page = zb_pdf_parse(pdf, text.failed ? "<< >>" : text.data);
        if (!text.failed)
                zb_pdf_hash(pdf, text.data, text.len);
        zb_buf_fini(&text);
        const struct {
                const char *key;
                qpdf_oh dict;
        } entries[] = {{"/Font", pdf->font_dict},
                       {"/Pattern", pdf->pattern_dict},
                       {"/ExtGState", pdf->gstate_dict},
                       {"/XObject", pdf->image_dict},
                       {"/Properties", pdf->property_dict}};
        qpdf_oh resources = qpdf_oh_new_dictionary(pdf->qpdf);
        for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++)
                zb_pdf_set(pdf, resources, entries[i].key, entries[i].dict);
        zb_pdf_set(pdf, page, "/Resources", resources);
        zb_pdf_set(pdf, page, "/Contents",
                   zb_pdf_stream(pdf, "<< >>", pdf->content.data ? pdf->content.data : "", pdf->content.len, NULL,
                                 NULL));
        page = qpdf_make_indirect_object(pdf->qpdf, page);
        zb_pdf_tags(pdf, page);
        qpdf_add_page(pdf->qpdf, pdf->qpdf, page, QPDF_FALSE);
}

/* ---- the file ---- */

struct pdf_file {
        struct zb_writer writer; /* first */
        const struct zb_write_job *job;
        struct zb_write_options options; /* the job's, with its ppi */
        struct pdf_images images;
};

static enum zb_code pdf_init(struct pdf_out *pdf, struct pdf_file *file, struct zb_err *err)
{
        const struct zb_scene *scene = file->job->scene;
        *pdf = (struct pdf_out){.scene = scene,
                                .options = &file->options,
                                .images = &file->images,
                                .hash = {0xcbf29ce484222325ULL, 0x84222325cbf29ce4ULL}};
        pdf->arena = zb_arena_new();
        pdf->qpdf = qpdf_init();
        if (!pdf->arena || !pdf->qpdf)
                return zb_err_nomem(err);
        pdf->shadings = zb_arena_array(pdf->arena, 2 * scene->n_items + 1, sizeof(*pdf->shadings));
        pdf->gstates = zb_arena_array(pdf->arena, 2 * scene->n_items + 3, sizeof(*pdf->gstates));
        pdf->tags = zb_arena_array(pdf->arena, scene->n_items + 1, sizeof(*pdf->tags));
        pdf->marked = zb_arena_array(pdf->arena, scene->n_items + 1, sizeof(*pdf->marked));
        if (zb_arena_failed(pdf->arena))
                return zb_err_nomem(err);
        qpdf_silence_errors(pdf->qpdf);
        qpdf_set_suppress_warnings(pdf->qpdf, QPDF_TRUE);
        qpdf_empty_pdf(pdf->qpdf);
        pdf->font_dict = qpdf_oh_new_dictionary(pdf->qpdf);
        pdf->pattern_dict = qpdf_oh_new_dictionary(pdf->qpdf);
        pdf->gstate_dict = qpdf_oh_new_dictionary(pdf->qpdf);
        pdf->image_dict = qpdf_oh_new_dictionary(pdf->qpdf);
        pdf->property_dict = qpdf_oh_new_dictionary(pdf->qpdf);
        return ZB_OK;
}

static void pdf_fini(struct pdf_out *pdf)
{
        zb_buf_fini(&pdf->content);
        if (pdf->qpdf)
                qpdf_cleanup(&pdf->qpdf);
        zb_arena_free(pdf->arena);
}

static enum zb_code pdf_build(struct pdf_out *pdf, struct zb_err *err)
{
        zb_pdf_layers(pdf);
        enum zb_code code = zb_pdf_fonts(pdf, err);
        if (!code)
                code = zb_pdf_images(pdf, err);
        if (!code) {
                pdf_content(pdf);
                code = zb_pdf_check(pdf, err);
        }
        if (!code) {
                pdf_page(pdf);
                zb_buf_fini(&pdf->content);
                code = zb_pdf_meta(pdf, err);
        }
        return code ? code : zb_pdf_check(pdf, err);
}

static enum zb_code pdf_finish(struct zb_writer *writer, struct zb_err *err)
{
        struct pdf_file *file = (struct pdf_file *)writer;
        struct pdf_out pdf = {0};
        enum zb_code code = pdf_init(&pdf, file, err);
        if (!code)
                code = pdf_build(&pdf, err);
        if (!code)
                code = zb_pdf_save(&pdf, writer->out, err);
        pdf_fini(&pdf);
        return code;
}

static void pdf_free(struct zb_writer *writer)
{
        zb_pdf_images_fini(&((struct pdf_file *)writer)->images);
        free(writer);
}

static enum zb_code pdf_open(const struct zb_write_job *job, struct zb_writer **ret, struct zb_err *err)
{
        struct pdf_file *file = malloc(sizeof *file);
        if (!file)
                return zb_err_nomem(err);
        *file = (struct pdf_file){
                .writer = {.finish = pdf_finish, .free = pdf_free}, .job = job, .options = *job->options};
        file->options.ppi = job->ppi;
        *ret = &file->writer;
        enum zb_code code = zb_outfile_open(job->path, &file->writer.out, err);
        if (!code)
                code = zb_pdf_images_find(&file->images, job->scene, &file->options, job->path, err);
        file->writer.sink = (struct zb_raster_sink){.picture = zb_pdf_take, .ctx = &file->images};
        return code;
}

static void pdf_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "qpdf", qpdf_get_qpdf_version());
}

const struct zb_format zb_format_pdf = {
        .name = "PDF", .suffixes = {".pdf"}, .kind = "pdf", .ppi = 300, .open = pdf_open, .versions = pdf_versions};
