/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a JPEG into the survey, at a half, a quarter or an eighth where that is fine enough. */
#include "inspect_jpeg_priv.h"

enum { PROGRESSIVE = 0xC2 }; /* SOF2 */

struct jpeg_to_survey {
        struct inspecting *in;
        const struct zb_jpeg_head *head;
        struct zb_rect box;
        int components;
        struct zb_survey *survey;
};

/* A quarter of 300 ppi is what the survey looks at: the decoder does less work for it. */
static int smaller(void *ctx, int width, int height)
{
        const struct jpeg_to_survey *to = ctx;
        double wanted = to->in->options->survey_ppi > 0 ? to->in->options->survey_ppi : 72;
        bool turned = to->head->orientation >= 5;
        double ppi = width / ((turned ? to->box.h : to->box.w) / 25.4);
        double other = height / ((turned ? to->box.w : to->box.h) / 25.4);
        int scale = 8;
        while (scale > 1 && (ppi < other ? ppi : other) / scale < wanted)
                scale /= 2;
        return scale;
}

static enum zb_code open_survey(void *ctx, const struct zb_jpeg_frame *frame, struct zb_err *err)
{
        static const enum zb_pixel_space spaces[5] = {[1] = ZB_GRAY8, [3] = ZB_RGB8, [4] = ZB_CMYK8};
        struct jpeg_to_survey *to = ctx;
        const struct zb_buf *icc = &to->head->icc;
        struct zb_survey_source source = {.px_w = frame->width,
                                          .px_h = frame->height,
                                          .box = to->box,
                                          .space = spaces[frame->components],
                                          .icc = icc->len ? icc->data : NULL,
                                          .icc_len = icc->len,
                                          .reduced = frame->denominator,
                                          .orientation = to->head->orientation};
        to->components = frame->components;
        return zb_survey_open(&to->in->derivation, &source, &to->survey, err);
}

static void take_rows(void *ctx, uint8_t *rows, size_t stride, int n)
{
        const struct jpeg_to_survey *to = ctx;
        if (to->components == 4 && to->head->adobe) /* 255 is full ink from here on */
                for (size_t i = 0; i < stride * (size_t)n; i++)
                        rows[i] = (uint8_t)(255 - rows[i]);
        zb_survey_rows(to->survey, rows, stride, n);
}

static void warn(void *ctx, const char *text)
{
        zb_inspect_warning(((const struct jpeg_to_survey *)ctx)->in, text);
}

static void say_end(struct inspecting *in, const struct zb_jpeg_end *end)
{
        if (end->nomem)
                zb_inspect_trouble(in, ZB_READ_COMPLEX,
                                   "the JPEG is too large for its pixels to be looked at in this memory");
        else if (end->damaged)
                zb_inspect_trouble(in, ZB_READ_DAMAGED, "the JPEG is damaged or cut off about %.0f %% of the way: %s",
                                   100 * end->done, end->fault[0] ? end->fault : "premature end of file");
}

enum zb_code zb_inspect_jpeg_rows(struct inspecting *in, const struct zb_jpeg_head *head, struct zb_rect box,
                                  struct zb_err *err)
{
        struct jpeg_to_survey to = {.in = in, .head = head, .box = box};
        const struct zb_jpeg_reading reading = {.fd = in->fd,
                                                .progressive = head->sof == PROGRESSIVE,
                                                .samples = (double)head->w * head->h * head->components,
                                                .smaller = smaller,
                                                .open = open_survey,
                                                .rows = take_rows,
                                                .warning = warn,
                                                .ctx = &to};
        struct zb_jpeg_end end;
        enum zb_code code = zb_jpeg_decode(&reading, &end, err);
        if (!code)
                say_end(in, &end);
        if (!code && to.survey)
                code = zb_inspect_survey_end(in, to.survey, err);
        zb_survey_free(to.survey);
        return code;
}

void zb_inspect_jpeg_versions(struct zb_libraries *list)
{
        zb_jpeg_versions(list);
        zb_exif_versions(list);
}
