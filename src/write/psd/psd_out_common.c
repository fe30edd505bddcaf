/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share: strings of UTF-16, and the refusal of a file beyond 2 GB. */
#include "psd_out_priv.h"

size_t psd_utf16(struct zb_buf *out, const char *utf8, size_t len)
{
        size_t units = 0, n;
        uint32_t c;
        for (; len > 0 && (n = zb_utf8_next(utf8, len, &c)) > 0; utf8 += n, len -= n) {
                if (c >= 0x10000) {
                        zb_buf_u16be(out, (uint16_t)(0xD800 + ((c - 0x10000) >> 10)));
                        c = 0xDC00 + ((c - 0x10000) & 0x3FF);
                        units++;
                }
                zb_buf_u16be(out, (uint16_t)c);
                units++;
        }
        return units;
}

enum zb_code psd_too_large(const char *path, struct zb_err *err)
{
        return zb_err_say(err, ZB_WORK, path,
                          "the PSD would exceed 2 GB: write a .psb (Photoshop's large document format), or "
                          "lower the resolution with --dpi.");
}
