/* SPDX-License-Identifier: Apache-2.0 */
/* inspect, private: bytes → marks. One room a format; a reader says what its file says of itself (container, claims,
 * layers), lists the marks that its page shows and passes the page's rows to the sheet. What the marks mean is derived
 * elsewhere (lines, sheet, codes, figures, derive), which know nothing of formats. */
#ifndef ZB_INSPECT_PRIV_H
#define ZB_INSPECT_PRIV_H

#include <sys/types.h>

#include "codes.h"
#include "derive.h"
#include "figures.h"
#include "inspect.h"
#include "lines.h"
#include "sheet.h"

/* ---- what a reader works with ---- */

struct inspecting {
        int fd;
        off_t size;
        const char *name;
        const struct zb_inspect_options *options;
        struct zb_facts *facts; /* facts->arena owns every string */
        struct zb_derivation derivation;
};

/* A reading about to begin: of an open file of `size` bytes into facts that exist. options is borrowed. */
struct inspecting zb_inspecting(int fd, off_t size, const char *name, const struct zb_inspect_options *options,
                                struct zb_facts *facts);

/* Readers: ZB_OK with the facts filled as far as the file goes (trouble: zb_inspect_trouble). */
enum zb_code zb_inspect_pdf(struct inspecting *in, struct zb_err *err);  /* pdf.c: PDF and PDF-compatible AI */
enum zb_code zb_inspect_tiff(struct inspecting *in, struct zb_err *err); /* tiff.c */
enum zb_code zb_inspect_jpeg(struct inspecting *in, struct zb_err *err); /* jpeg.c */
enum zb_code zb_inspect_psd(struct inspecting *in, struct zb_err *err);  /* psd.c */
/* The libraries that each reads with (libraries.h). */
void zb_inspect_pdf_versions(struct zb_libraries *list);
void zb_inspect_tiff_versions(struct zb_libraries *list);
void zb_inspect_jpeg_versions(struct zb_libraries *list);
void zb_inspect_psd_versions(struct zb_libraries *list);

/* Records how far the reading went; the worse of two stays. zh/en: a sentence for a teacher. */
void zb_inspect_trouble(struct inspecting *in, enum zb_reading reading, const char *id, ...)
        __attribute__((format(printf, 3, 4)));
/* A warning of the reading library, kept once, at most 50. */
void zb_inspect_warning(struct inspecting *in, const char *text);
/* The finished picture's size, from which facts->trim, bleed, media, visible follow (trim's top left is the
 * origin). */
void zb_inspect_page(struct inspecting *in, double trim_w_mm, double trim_h_mm, double bleed_mm);

/* ---- files of pixels (pixels.c) ---- */

/* The page of a file whose facts->raster has pixels and densities: sizes, boxes, ppi_min and what else holds
 * for every file of pixels. Pixels are whole, so a size that rounds to these pixels is taken for it. Where no
 * density is declared, the wanted size stands in if the proportions are its own (a warning says so), else
 * the size stays unknown. A size that is the wanted one and an even margin of 1–10 mm has that as bleed.
 * Orientation as above; raster.px_w and px_h are as stored before, as looked at after. Returns the box for
 * the survey (of an unknown size: as if at 300 ppi). */
struct zb_rect zb_inspect_sheet(struct inspecting *in, int orientation);
/* What follows from the rest, once the pixels were read (zb_derive); ppi_min is the sheet's own. */
enum zb_code zb_inspect_sheet_end(struct inspecting *in, struct zb_err *err);
/* The survey's end, and the codes on it. */
enum zb_code zb_inspect_survey_end(struct inspecting *in, struct zb_survey *survey, struct zb_err *err);
/* The one colour space of all pixels into facts->spaces. */
void zb_inspect_space(struct inspecting *in, enum zb_space space);

#endif
