/* SPDX-License-Identifier: Apache-2.0 */
/* lines: runs of text → lines, paragraphs, tiers, count, sizes, reading path; of a scene and of a file by the same rules.
 * What a scene knows (its lines, paragraphs and tiers) is taken as it is; of a file all is derived from where the runs
 * stand and how large they are.
 *
 * ```c
 * static enum zb_code words_of(struct zb_derivation *d, const struct zb_marks *marks, struct zb_err *err)
 * {
 *         enum zb_code code = zb_lines_of_marks(d, marks, err);
 *         return code ? code : zb_lines_count(d, err);
 * }
 * ```
 */
#ifndef ZB_LINES_H
#define ZB_LINES_H

#include "derivation.h"

/* The ink factor of a face that everybody knows by name (Source Han Sans, Noto Sans CJK and their weights, by the
 * standard's definition); NAN for all others. For readers that cannot see the outlines. */
double zb_known_ink_factor(const char *font);
/* Joins runs into lines (same baseline, same size, near, in whatever order they were painted; a text painted
 * twice at one place is one), lines into paragraphs (same size and left edge or centre or right edge, even
 * pitch), and gives each paragraph its tier by height and place among the board's (lines_tier.c tells how); or takes
 * the marks' own lines, if they have some. Sets facts->lines, keywords (runs bolder or of another colour within a
 * paragraph) and text_source, d->line_inks; fonts are the reader's. facts->visible or trim must be known. */
enum zb_code zb_lines_of_marks(struct zb_derivation *d, const struct zb_marks *marks, struct zb_err *err);

/* What follows from lines: steps of zb_derive. The count (字数) and forbidden line edges (禁则); medians and extremes of
 * the tiers; the reading path of a file. ZB_WORK: out of memory. */
enum zb_code zb_lines_count(struct zb_derivation *d, struct zb_err *err);
enum zb_code zb_lines_sizes(struct zb_derivation *d, struct zb_err *err);
enum zb_code zb_lines_path(struct zb_derivation *d, struct zb_err *err);

#endif
