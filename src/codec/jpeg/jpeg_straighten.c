/* SPDX-License-Identifier: Apache-2.0 */
/* A JPEG in several scans (most often: progressive) becomes one in a single scan, coefficient for
 * coefficient, so that it decodes to the same pixels. It is the whole of its entropy-coded data that is read
 * here: damage is told by libjpeg's warnings. Its longjmp ends inside each of the two steps. */
#include "transcode.h"

#include <errno.h>
#include <setjmp.h>
#include <string.h>
#include <unistd.h>
#include <jerror.h>

#include "coefs.h"

enum { MOST_SCANS = 100 }; /* libvips' limit: more are a bomb */

struct transcoder {
        struct jpeg_error_mgr errors; /* first: libjpeg hands it back */
        struct jpeg_progress_mgr progress;
        jmp_buf escape;
        struct coefs coefs;
        bool complained;
        int number; /* errno when a file could not be written */
};

static void on_error(j_common_ptr info)
{
        struct transcoder *t = (struct transcoder *)info->err;
        t->number = errno;
        longjmp(t->escape, 1);
}

/* Some cameras' files make libjpeg warn of nothing that shows. */
static void on_message(j_common_ptr info, int level)
{
        static const int harmless[] = {JWRN_EXTRANEOUS_DATA, JWRN_NOT_SEQUENTIAL, JWRN_ADOBE_XFORM,
                                       JWRN_JFIF_MAJOR};
        struct transcoder *t = (struct transcoder *)info->err;
        if (level >= 0) /* traces */
                return;
        for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
                if (info->err->msg_code == harmless[i])
                        return;
        t->complained = true;
}

static void on_progress(j_common_ptr info)
{
        if (((j_decompress_ptr)info)->input_scan_number > MOST_SCANS)
                ERREXIT(info, JERR_BAD_PROGRESSION);
}

/* Everything that may longjmp while the file is read. */
static jvirt_barray_ptr *read_all(j_decompress_ptr in, struct transcoder *t, FILE *file)
{
        jpeg_create_decompress(in);
        coefs_of_reader(in, &t->coefs);
        in->progress = &t->progress;
        jpeg_stdio_src(in, file);
        jpeg_save_markers(in, JPEG_APP0 + 2,
                          0xFFFF); /* the profile; all else has been read from the original */
        jpeg_read_header(in, TRUE);
        return jpeg_read_coefficients(in);
}

/* And while the other is written. Huffman's standard tables: better ones would take one more walk over
 * everything. */
static void write_all(j_decompress_ptr in, j_compress_ptr out, struct transcoder *t, jvirt_barray_ptr *arrays,
                      FILE *file)
{
        jpeg_create_compress(out);
        coefs_of_writer(out, &t->coefs);
        jpeg_stdio_dest(out, file);
        jpeg_copy_critical_parameters(in, out);
        jpeg_write_coefficients(out, arrays);
        for (jpeg_saved_marker_ptr m = in->marker_list; m; m = m->next)
                jpeg_write_marker(out, m->marker, m->data, m->data_length);
        jpeg_finish_compress(out);
}

/* What went wrong where. */
static enum zb_code gave_up(const struct transcoder *t, j_common_ptr info, struct zb_err *err)
{
        if (t->coefs.failed) {
                if (err)
                        *err = t->coefs.err;
                return t->coefs.err.code;
        }
        switch (info->err->msg_code) {
        case JERR_OUT_OF_MEMORY:
                return zb_err_nomem(err);
        case JERR_FILE_WRITE:
                return zb_scratch_failed(t->number, err);
        default:
                return ZB_OK; /* the picture is no good */
        }
}

static enum zb_code transcode(struct transcoder *t, FILE *from, FILE *to, bool *ret_sound, struct zb_err *err)
{
        struct jpeg_decompress_struct in;
        struct jpeg_compress_struct out;
        memset(&in, 0, sizeof in);
        memset(&out, 0, sizeof out);
        in.err = out.err = jpeg_std_error(&t->errors);
        t->errors.error_exit = on_error;
        t->errors.emit_message = on_message;
        t->progress.progress_monitor = on_progress;
        enum zb_code code = ZB_OK;
        jvirt_barray_ptr *volatile arrays = NULL;
        *ret_sound = false;
        if (setjmp(t->escape) == 0) {
                arrays = read_all(&in, t, from);
                *ret_sound = !t->complained;
        } else {
                code = gave_up(t, (j_common_ptr)&in, err);
        }
        if (!code && *ret_sound) {
                if (setjmp(t->escape) == 0) {
                        write_all(&in, &out, t, arrays, to);
                } else {
                        code = gave_up(t, (j_common_ptr)&out, err);
                        *ret_sound = false;
                }
        }
        jpeg_destroy_compress(&out);
        jpeg_destroy_decompress(&in);
        return code;
}

enum zb_code zb_transcode_jpeg(const char *path, int fd, bool *ret_sound, struct zb_err *err)
{
        struct transcoder t = {.coefs = {.fd = -1}};
        int copy = dup(fd);
        FILE *to = copy >= 0 ? fdopen(copy, "wb") : NULL;
        FILE *from = fopen(path, "rbe");
        enum zb_code code = to ? zb_scratch_open(&t.coefs.fd, err) : zb_err_nomem(err);
        *ret_sound = false;
        if (!code && from)
                code = transcode(&t, from, to, ret_sound, err);
        if (t.coefs.fd >= 0)
                close(t.coefs.fd);
        if (from)
                fclose(from);
        if (to)
                fclose(to);
        else if (copy >= 0)
                close(copy);
        return code;
}
