/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a file that is nothing but pixels (TIFF, JPEG, PSD): how large it prints, which follows from
 * its density alone, and what no such file can tell: words, pictures and lines are pixels here, and stay
 * unknown. */
#include <math.h>

#include "inspect_priv.h"

enum { PPI_UNKNOWN = 300 }; /* the scale of a survey of unknown size */
#define BLEED_LEAST_MM 1.0
#define BLEED_MOST_MM  10.0

/* Whether a length in mm rounds to these pixels (a pixel more or less is rounding in other programs). */
static bool rounds_to(double mm, double ppi, int px)
{
        return fabs(zb_px_of_mm(mm, ppi) - px) < 1;
}

struct pixels_size {
        double w, h;
};

/* The standard's size as the file stands; NAN when it asks for none. */
static struct pixels_size wanted(const struct inspecting *in, int px_w, int px_h)
{
        double w = in->options->width_mm, h = in->options->height_mm;
        if (!(w > 0) || !(h > 0))
                return (struct pixels_size){NAN, NAN};
        return (px_w > px_h) == (w > h) ? (struct pixels_size){w, h} : (struct pixels_size){h, w};
}

static void declared(struct inspecting *in, double ppi_x, double ppi_y)
{
        const struct zb_fact_raster *r = &in->facts->raster;
        double w = r->px_w / ppi_x * 25.4, h = r->px_h / ppi_y * 25.4;
        struct pixels_size want = wanted(in, r->px_w, r->px_h);
        double margin = round((w - want.w) / 2 * 10) / 10; /* in tenths, as people set it */
        if (rounds_to(want.w, ppi_x, r->px_w) && rounds_to(want.h, ppi_y, r->px_h))
                zb_inspect_page(in, want.w, want.h, 0);
        else if (margin >= BLEED_LEAST_MM && margin <= BLEED_MOST_MM &&
                 rounds_to(want.w + 2 * margin, ppi_x, r->px_w) && rounds_to(want.h + 2 * margin, ppi_y, r->px_h))
                zb_inspect_page(in, want.w, want.h, margin);
        else
                zb_inspect_page(in, w, h, 0);
        in->facts->ppi_min = fmin(ppi_x, ppi_y);
}

static void by_proportion(struct inspecting *in)
{
        const struct zb_fact_raster *r = &in->facts->raster;
        struct pixels_size want = wanted(in, r->px_w, r->px_h);
        double have = (double)r->px_w / r->px_h, should = want.w / want.h;
        if (!(fabs(have / should - 1) <= 0.01))
                return;
        zb_inspect_page(in, want.w, want.h, 0);
        in->facts->ppi_min = fmin(r->px_w / (want.w / 25.4), r->px_h / (want.h / 25.4));
        zb_inspect_warning(in, "no resolution is declared; the size is taken from the proportions");
}

void zb_inspect_space(struct inspecting *in, enum zb_space space)
{
        enum zb_space *spaces = zb_arena_array(in->facts->arena, 1, sizeof *spaces);
        if (!spaces)
                return; /* the arena remembers */
        spaces[0] = space;
        in->facts->spaces = spaces;
        in->facts->n_spaces = 1;
}

struct zb_rect zb_inspect_sheet(struct inspecting *in, int orientation)
{
        static const double turns[9] = {[3] = 180, [4] = 180, [5] = 90, [6] = 90, [7] = 270, [8] = 270};
        struct zb_facts *f = in->facts;
        struct zb_fact_raster *r = &f->raster;
        if (orientation >= 5 && orientation <= 8) {
                int px = r->px_w;
                double ppi = r->ppi_x;
                r->px_w = r->px_h;
                r->px_h = px;
                r->ppi_x = r->ppi_y;
                r->ppi_y = ppi;
        }
        if (orientation >= 1 && orientation <= 8)
                f->container.rotation_deg = turns[orientation];
        r->known = true;
        if (r->ppi_x > 0 && r->ppi_y > 0)
                declared(in, r->ppi_x, r->ppi_y);
        else
                by_proportion(in);
        if (isnan(f->width_mm))
                return (struct zb_rect){0, 0, r->px_w * 25.4 / PPI_UNKNOWN, r->px_h * 25.4 / PPI_UNKNOWN};
        return f->media;
}

enum zb_code zb_inspect_sheet_end(struct inspecting *in, struct zb_err *err)
{
        struct zb_facts *f = in->facts;
        double ppi = f->ppi_min;
        f->flat = true;
        if (!f->raster.known)
                return ZB_OK;
        /* On a sheet of unknown size a code is there, but nowhere and of no size. */
        for (size_t i = 0; i < f->n_qr && isnan(f->width_mm); i++) {
                struct zb_fact_qr *qr = (struct zb_fact_qr *)&f->qr[i];
                qr->box = (struct zb_rect){0};
                qr->module_mm = qr->quiet_mm = NAN;
        }
        enum zb_code code = isnan(f->width_mm) ? ZB_OK : zb_derive(&in->derivation, err);
        f->ppi_min = ppi;
        return code;
}
