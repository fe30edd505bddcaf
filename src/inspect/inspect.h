/* SPDX-License-Identifier: Apache-2.0 */
/* inspect: a stranger's file → facts. Built into zhanban-inspect alone, the only program that parses an
 * untrusted byte and the only one that links MuPDF (AGPL-3+). It runs behind a kernel sandbox (sandbox.h), so
 * everything that it needs is opened before the first byte of the file is read.
 *
 * ```c
 * static enum zb_code pages_size(int fd, const struct zb_profile *profile, double *ret_w, double *ret_h, struct zb_err *err)
 * {
 *         struct zb_inspect_options options = {.profile = profile};
 *         struct zb_facts *facts;
 *         enum zb_code code = zb_inspect(fd, "board.pdf", &options, &facts, err);
 *         if (code)
 *                 return code;
 *         *ret_w = facts->width_mm;
 *         *ret_h = facts->height_mm;
 *         zb_facts_free(facts);
 *         return ZB_OK;
 * }
 * ```
 */
#ifndef ZB_INSPECT_H
#define ZB_INSPECT_H

#include "facts.h"
#include "ink.h"

struct zb_inspect_options {
        const struct zb_profile *profile; /* for pictures on the screen, contrast, RGB files: never NULL */
        double hidden_x_mm, hidden_y_mm;  /* what the stand's frame hides, portrait; 0: all is visible */
        double width_mm, height_mm; /* the finished size that the standard wants, portrait; 0: free. A raster file
                            * without a density is taken to be of this size where its proportions say so */
        double survey_ppi;          /* of the survey; 0: 72 */
        double view_ppi;            /* of the board's picture; 0: none is made */
        int threads;                /* 0: one a core */
        bool survey;                /* total ink, map, blank, codes: what needs the page drawn */
};

/* fd: the file, open for reading, seekable, at least 1 byte. A file that cannot be read (damaged, encrypted,
 * foreign) is an answer: ZB_OK, facts->container.reading says so. ZB_INPUT: of no kind that we read. ZB_WORK:
 * out of memory. */
enum zb_code zb_inspect(int fd, const char *name, const struct zb_inspect_options *options, struct zb_facts **ret,
                        struct zb_err *err);

/* The libraries of all readers (libraries.h). */
void zb_inspect_versions(struct zb_libraries *list);

#endif
