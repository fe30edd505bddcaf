/* SPDX-License-Identifier: Apache-2.0 */
/* Contrast of each line with what lies under it, from the drawing without text. */
#include "pdf_priv.h"

void zb_pdf_contrast(struct pdf *pdf)
{
        zb_lines_on_ground(pdf->in, pdf->ground, true);
        zb_lines_black(pdf->in->facts);
}
