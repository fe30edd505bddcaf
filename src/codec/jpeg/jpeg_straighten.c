/* SPDX-License-Identifier: Apache-2.0 */
/* A JPEG in several scans (most often: progressive) becomes one in a single scan, coefficient for
 * coefficient, so that it decodes to the same pixels. It is the whole of its entropy-coded data that is read
 * here: damage is told by libjpeg's warnings. */
#include <string.h>
#include <unistd.h>

#include "jpeg_coefs.h"

#include <jerror.h>

enum { MOST_SCANS = 100 }; /* libvips' limit: more are a bomb */

struct transcoder {
        struct jpeg_voice voice; /* first: libjpeg hands it back */
        struct jpeg_progress_mgr progress;
        struct jpeg_decompress_struct in;
        struct jpeg_compress_struct out;
        FILE *from, *to;
        jvirt_barray_ptr *arrays;
        struct coefs coefs;
        bool complained;
};

/* Some cameras' files make libjpeg warn of nothing that shows. */
static void jpeg_straighten_on_warning(struct jpeg_voice *voice, int code, const char *text)
{
        static const int harmless[] = {JWRN_EXTRANEOUS_DATA, JWRN_NOT_SEQUENTIAL, JWRN_ADOBE_XFORM, JWRN_JFIF_MAJOR};
        for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
                if (code == harmless[i])
                        return;
        ((struct transcoder *)voice)->complained = true;
}

static void on_progress(j_common_ptr info)
{
        if (((j_decompress_ptr)info)->input_scan_number > MOST_SCANS)
                ERREXIT(info, JERR_BAD_PROGRESSION);
}

static void jpeg_straighten_read_all(void *ctx)
{
        struct transcoder *t = ctx;
        jpeg_create_decompress(&t->in);
        coefs_of_reader(&t->in, &t->coefs);
        t->in.progress = &t->progress;
        jpeg_stdio_src(&t->in, t->from);
        jpeg_save_markers(&t->in, JPEG_APP0 + 2, 0xFFFF); /* the profile; all else has been read from the original */
        jpeg_read_header(&t->in, TRUE);
        t->arrays = jpeg_read_coefficients(&t->in);
}

/* Huffman's standard tables: better ones would take one more walk over everything. */
static void write_all(void *ctx)
{
        struct transcoder *t = ctx;
        jpeg_create_compress(&t->out);
        coefs_of_writer(&t->out, &t->coefs);
        jpeg_stdio_dest(&t->out, t->to);
        jpeg_copy_critical_parameters(&t->in, &t->out);
        jpeg_write_coefficients(&t->out, t->arrays);
        for (jpeg_saved_marker_ptr m = t->in.marker_list; m; m = m->next)
                jpeg_write_marker(&t->out, m->marker, m->data, m->data_length);
        jpeg_finish_compress(&t->out);
}

/* What went wrong where. */
static enum zb_code gave_up(const struct transcoder *t, struct zb_err *err)
{
        if (t->coefs.failed) {
                if (err)
                        *err = t->coefs.err;
                return t->coefs.err.code;
        }
        switch (t->voice.code) {
        case JERR_OUT_OF_MEMORY:
                return zb_err_nomem(err);
        case JERR_FILE_WRITE:
                return zb_scratch_failed(t->voice.escape.number, err);
        default:
                return ZB_OK; /* the picture is no good */
        }
}

static enum zb_code transcode(struct transcoder *t, bool *ret_sound, struct zb_err *err)
{
        t->voice.warning = jpeg_straighten_on_warning;
        t->in.err = t->out.err = jpeg_voice_open(&t->voice);
        t->progress.progress_monitor = on_progress;
        enum zb_code code = ZB_OK;
        *ret_sound = false;
        if (zb_escape_try(&t->voice.escape, jpeg_straighten_read_all, t))
                *ret_sound = !t->complained;
        else
                code = gave_up(t, err);
        if (!code && *ret_sound && !zb_escape_try(&t->voice.escape, write_all, t)) {
                code = gave_up(t, err);
                *ret_sound = false;
        }
        jpeg_destroy_compress(&t->out);
        jpeg_destroy_decompress(&t->in);
        return code;
}

enum zb_code zb_jpeg_straighten(const char *path, int fd, bool *ret_sound, struct zb_err *err)
{
        int copy = dup(fd);
        struct transcoder t = {.coefs = {.fd = -1}};
        t.to = copy >= 0 ? fdopen(copy, "wb") : NULL;
        t.from = fopen(path, "rbe");
        enum zb_code code = t.to ? zb_scratch_open(&t.coefs.fd, err) : zb_err_nomem(err);
        *ret_sound = false;
        if (!code && t.from)
                code = transcode(&t, ret_sound, err);
        if (t.coefs.fd >= 0)
                close(t.coefs.fd);
        if (t.from)
                fclose(t.from);
        if (t.to)
                fclose(t.to);
        else if (copy >= 0)
                close(copy);
        return code;
}
