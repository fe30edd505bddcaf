/* SPDX-License-Identifier: Apache-2.0 */
/* A stranger's word as a message shows it. */
#include <string.h>

#include "json_priv.h"

const char *zb_json_shown(struct zb_arena *arena, const char *text, size_t max)
{
        struct zb_buf buf = ZB_BUF_INIT;
        size_t len = strlen(text);
        uint32_t c;
        zb_buf_put(&buf, "", 0);
        for (size_t n; (n = zb_utf8_next(text, len, &c)) > 0; text += n, len -= n) {
                if (max-- == 0) {
                        zb_buf_puts(&buf, "…");
                        break;
                }
                if (zb_utf8_steers(c))
                        zb_buf_printf(&buf, "\\u%04x", (unsigned)c);
                else
                        zb_buf_put(&buf, text, n);
        }
        const char *made = buf.failed ? NULL : zb_arena_strdup(arena, buf.data);
        zb_buf_fini(&buf);
        return made ? made : "";
}
