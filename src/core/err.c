/* SPDX-License-Identifier: Apache-2.0 */
/* Errors. A text that does not fit is cut between characters, because half a Chinese character would garble a terminal or
 * a JSON report. */
#include "err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "msg_priv.h"
#include "utf8.h"

/* Names of files and words of options are a stranger's: what a terminal would obey goes out of them here,
 * once. A place is one line. */
static void make_plain(struct zb_err *e)
{
        zb_utf8_plain(e->place, "");
        zb_utf8_plain(e->zh, "\n");
        zb_utf8_plain(e->en, "\n");
}

/* Drops the bytes of a character that the end of the array cut in two. */
static void cut_at_character(char *text, size_t size)
{
        size_t len = strlen(text);
        if (len + 1 < size)
                return;
        size_t start = len;
        while (start > 0 && len - start < 4) {
                start--;
                if (((unsigned char)text[start] & 0xC0) == 0x80)
                        continue;
                uint32_t c;
                if (zb_utf8_next(text + start, len - start, &c) == 0)
                        text[start] = '\0';
                return;
        }
}

static void render_both(struct zb_err *e)
{
        struct zb_msg msg = {.packed = e->packed};
        zb_msg_render(msg, ZB_ZH, e->zh, sizeof e->zh);
        zb_msg_render(msg, ZB_EN, e->en, sizeof e->en);
        make_plain(e);
}

enum zb_code zb_err_say(struct zb_err *err, enum zb_code code, const char *place, const char *id, ...)
{
        if (!err)
                return code;
        /* Into a new one first: the arguments may point into *err itself. */
        struct zb_err e = {.code = code};
        snprintf(e.place, sizeof e.place, "%s", place ? place : "");
        cut_at_character(e.place, sizeof e.place);
        va_list args;
        va_start(args, id);
        zb_msg_pack(e.packed, sizeof e.packed, id, args);
        va_end(args);
        render_both(&e);
        *err = e;
        return code;
}

enum zb_code zb_err_set_msg(struct zb_err *err, enum zb_code code, const char *place, struct zb_msg msg)
{
        if (!err)
                return code;
        struct zb_err e = {.code = code};
        snprintf(e.place, sizeof e.place, "%s", place ? place : "");
        if (msg.packed) {
                snprintf(e.packed, sizeof e.packed, "%s", msg.packed);
                cut_at_character(e.packed, sizeof e.packed);
                render_both(&e);
                *err = e;
                return code;
        }
        snprintf(e.zh, sizeof e.zh, "%s", zb_msg_text(msg, ZB_ZH));
        snprintf(e.en, sizeof e.en, "%s", zb_msg_text(msg, ZB_EN));
        cut_at_character(e.place, sizeof e.place);
        cut_at_character(e.zh, sizeof e.zh);
        cut_at_character(e.en, sizeof e.en);
        make_plain(&e);
        *err = e;
        return code;
}

enum zb_code zb_err_nomem(struct zb_err *err)
{
        return zb_err_say(err, ZB_WORK, NULL,
                          "out of memory: close other programs, or use fewer threads (--threads 1).");
}

const char *zb_err_text(const struct zb_err *err, enum zb_lang lang)
{
        if (!err)
                return "";
        return lang == ZB_ZH ? err->zh : err->en;
}

const char *zb_err_render(const struct zb_err *err, enum zb_lang lang, char *out, size_t size)
{
        if (lang <= ZB_EN || !err->packed[0]) {
                snprintf(out, size, "%s", zb_err_text(err, lang));
                return out;
        }
        zb_msg_render((struct zb_msg){.packed = err->packed}, lang, out, size);
        zb_utf8_plain(out, "\n");
        return out;
}

const char *zb_msg_text(struct zb_msg msg, enum zb_lang lang)
{
        if (msg.packed && *msg.packed == *ZB_MSG_MARK && !strchr(msg.packed, *ZB_MSG_ARGS))
                return zb_tr(lang, msg.packed + 1);
        const char *text = lang == ZB_ZH ? msg.zh : msg.en;
        if (lang > ZB_EN && msg.more && (size_t)lang < zb_n_languages())
                text = msg.more[lang - ZB_EN - 1];
        return text ? text : "";
}
