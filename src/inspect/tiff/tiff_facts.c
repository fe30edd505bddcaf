/* SPDX-License-Identifier: Apache-2.0 */
/* TIFF: what its tags say, then its pixels. */
#include <math.h>
#include <string.h>

#include "aimark.h"
#include "inspect_priv.h"
#include "photoshop.h"
#include "tiff.h"

enum { MOST_SIDE = 300000 };

static const struct {
        const char *name;
        enum zb_space space;
} modes[] = {
        [ZB_TIFF_BITMAP] = {"Bitmap", ZB_SPACE_GRAY},  [ZB_TIFF_GRAY] = {"Gray", ZB_SPACE_GRAY},
        [ZB_TIFF_RGB] = {"RGB", ZB_SPACE_RGB},         [ZB_TIFF_INDEXED] = {"Indexed", ZB_SPACE_RGB},
        [ZB_TIFF_CMYK] = {"CMYK", ZB_SPACE_CMYK},      [ZB_TIFF_DEVICEN] = {"DeviceN", ZB_SPACE_DEVICEN},
        [ZB_TIFF_YCBCR] = {"YCbCr", ZB_SPACE_RGB},     [ZB_TIFF_LAB] = {"Lab", ZB_SPACE_LAB},
        [ZB_TIFF_OTHER] = {"other", ZB_SPACE_UNKNOWN},
};

/* ---- facts ---- */

static void say_resolution(const struct zb_tiff_head *head, struct zb_fact_raster *r)
{
        if (isfinite(head->ppi_x)) {
                r->ppi_x = head->ppi_x;
                r->ppi_y = head->ppi_y;
                r->ppi_source = "TIFF";
        } else if (zb_photoshop_ppi(head->photoshop, head->photoshop_len, &r->ppi_x, &r->ppi_y)) {
                r->ppi_source = "Photoshop";
        }
}

static void add_spot(struct zb_facts *f, const char *name)
{
        enum { MOST = 64 };
        if (f->n_spots == MOST)
                return;
        if (!f->spots)
                f->spots = zb_arena_array(f->arena, MOST, sizeof *f->spots);
        const char *copy = zb_arena_strdup(f->arena, name);
        if (f->spots && copy)
                ((const char **)f->spots)[f->n_spots++] = copy;
}

/* Extra channels that Photoshop calls spot colours, and inks of a set that is not CMYK. */
static void say_spots(struct inspecting *in, const struct zb_tiff_head *head)
{
        char name[256];
        bool inks = head->mode == ZB_TIFF_DEVICEN;
        for (int i = 0; !inks && i < head->samples - head->colours; i++)
                if (zb_photoshop_spot(head->photoshop, head->photoshop_len, (size_t)i, name, sizeof name))
                        add_spot(in->facts, name);
        int first = inks ? 0 : 4;
        const char *names = inks || (head->mode == ZB_TIFF_CMYK && !in->facts->n_spots) ? head->inks : NULL;
        for (int i = 0; names && i < head->n_inks && *names; i++, names += strlen(names) + 1)
                if (i >= first && zb_utf8_valid(names, strlen(names)))
                        add_spot(in->facts, names);
}

static void say_metadata(struct inspecting *in, const struct zb_tiff_head *head)
{
        struct zb_facts *f = in->facts;
        int components;
        if (head->icc)
                f->profile = zb_icc_name(f->arena, head->icc, head->icc_len, &components);
        if (head->xmp)
                f->raster.ai = zb_xmp_says_ai(head->xmp, head->xmp_len);
        if (head->software && zb_utf8_valid(head->software, strlen(head->software)))
                f->container.producer = zb_arena_strdup(f->arena, head->software);
}

static void say_all(struct inspecting *in, const struct zb_tiff_head *head)
{
        struct zb_facts *f = in->facts;
        struct zb_fact_raster *r = &f->raster;
        r->px_w = (int)head->width;
        r->px_h = (int)head->height;
        r->bits = head->bits;
        r->channels = head->samples;
        r->extra_channels = head->colours && head->samples > head->colours ? head->samples - head->colours : 0;
        r->mode = modes[head->mode].name;
        r->compression = head->compression;
        say_resolution(head, r);
        say_spots(in, head);
        say_metadata(in, head);
        if (modes[head->mode].space)
                zb_inspect_space(in, modes[head->mode].space);
        f->container.format = zb_arena_printf(f->arena, "%s%s", head->big ? "BigTIFF" : "TIFF",
                                              head->layered ? ", Photoshop layers" : "");
}

/* ---- reading ---- */

static void warn(void *ctx, const char *text, bool cut)
{
        struct inspecting *in = ctx;
        zb_inspect_warning(in, text);
        if (cut)
                zb_inspect_trouble(in, ZB_READ_DAMAGED,
                                   "the TIFF is cut off, some of what it says cannot be read: %s", text);
}

static void tiff_facts_refuse(struct inspecting *in, const char *fault)
{
        zb_inspect_trouble(in, ZB_READ_DAMAGED, "the TIFF is damaged, no picture can be read: %s",
                           fault[0] ? fault : "no directory");
}

/* Whether its pixels can be read at all; says why not. */
static bool tiff_facts_readable(struct inspecting *in, const struct zb_tiff_head *head)
{
        if (!head->readable)
                zb_inspect_trouble(in, ZB_READ_FOREIGN,
                                   "the TIFF's compression (%s) opens in few programs: save it with LZW or none",
                                   head->compression);
        return head->readable;
}

static void say_end(struct inspecting *in, const struct zb_tiff_head *head, const struct zb_tiff_end *end)
{
        switch (end->how) {
        case ZB_TIFF_WHOLE:
                break;
        case ZB_TIFF_DAMAGED:
                zb_inspect_trouble(in, ZB_READ_DAMAGED, "the TIFF is damaged from row %u on (of %u): %s",
                                   (unsigned)end->row, (unsigned)head->height,
                                   end->fault[0] ? end->fault : "unexpected end of the data");
                break;
        case ZB_TIFF_COMPLEX:
                zb_inspect_trouble(
                        in, ZB_READ_COMPLEX,
                        "the TIFF's blocks are too large, its pixels were not looked at: save it with smaller "
                        "strips or uncompressed");
                break;
        case ZB_TIFF_FOREIGN:
                zb_inspect_trouble(in, ZB_READ_FOREIGN,
                                   "the TIFF's kind of pixels cannot be read, save it as CMYK of 8 bits: %s",
                                   end->fault);
        }
}

static void take_rows(void *ctx, const uint8_t *rows, size_t stride, int n)
{
        zb_survey_rows(ctx, rows, stride, n);
}

static enum zb_code survey(struct inspecting *in, struct zb_tiff *tiff, struct zb_rect box, struct zb_err *err)
{
        const struct zb_tiff_head *head = zb_tiff_head(tiff);
        struct zb_survey *survey = NULL;
        struct zb_survey_source source = {.px_w = (int)head->width,
                                          .px_h = (int)head->height,
                                          .box = box,
                                          .space = head->space,
                                          .icc = head->icc,
                                          .icc_len = head->icc_len,
                                          .orientation = head->orientation};
        struct zb_tiff_end end;
        enum zb_code code = zb_survey_open(&in->derivation, &source, &survey, err);
        if (!code)
                code = zb_tiff_rows(tiff, take_rows, survey, &end, err);
        if (!code)
                say_end(in, head, &end);
        /* Of rows that were never seen nothing is told, least of all that they are blank. */
        if (!code && in->facts->container.reading != ZB_READ_FOREIGN)
                code = zb_inspect_survey_end(in, survey, err);
        zb_survey_free(survey);
        return code;
}

static enum zb_code read_picture(struct inspecting *in, struct zb_tiff *tiff, struct zb_err *err)
{
        const struct zb_tiff_head *head = zb_tiff_head(tiff);
        in->facts->container.n_pages = head->pages;
        if (!head->sound) {
                tiff_facts_refuse(in, "");
                return ZB_OK;
        }
        if (head->width > MOST_SIDE || head->height > MOST_SIDE) {
                zb_inspect_trouble(in, ZB_READ_COMPLEX, "the TIFF has %u × %u pixels, too many for a board",
                                   head->width, head->height);
                return ZB_OK;
        }
        say_all(in, head);
        struct zb_rect box = zb_inspect_sheet(in, head->orientation);
        if (!tiff_facts_readable(in, head) || !in->options->survey || !head->rows)
                return ZB_OK;
        return survey(in, tiff, box, err);
}

enum zb_code zb_inspect_tiff(struct inspecting *in, struct zb_err *err)
{
        const struct zb_tiff_voice voice = {warn, in};
        struct zb_tiff *tiff;
        char fault[256];
        enum zb_code code = zb_tiff_open(in->fd, in->size, &voice, &tiff, fault, err);
        if (!code && !tiff)
                tiff_facts_refuse(in, fault);
        else if (!code)
                code = read_picture(in, tiff, err);
        zb_tiff_close(tiff);
        if (!code)
                code = zb_inspect_sheet_end(in, err);
        return code;
}

void zb_inspect_tiff_versions(struct zb_libraries *list)
{
        zb_tiff_versions(list);
}
