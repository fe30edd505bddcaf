/* SPDX-License-Identifier: Apache-2.0 */
/* Marked text: `**…**` is a keyword, `~` forbids a break. Marks never nest, so they simply alternate. */
#include "spec_priv.h"

#include <string.h>

static size_t count_marks(const char *text)
{
        size_t n = 0;
        for (const char *at = text; (at = strstr(at, "**")); at += 2)
                n++;
        return n;
}

/* Of balanced text. A mark that closes may well touch one that opens. */
static bool has_empty_keyword(const char *text)
{
        for (const char *open; (open = strstr(text, "**"));) {
                const char *close = strstr(open + 2, "**");
                if (!close || close == open + 2)
                        return true;
                text = close + 2;
        }
        return false;
}

/* text[0..len) with every `~` as U+2060, appended. */
static void put_joined(struct zb_buf *buf, const char *text, size_t len)
{
        for (size_t i = 0; i < len; i++) {
                if (text[i] == '~')
                        zb_buf_puts(buf, "\xE2\x81\xA0");
                else
                        zb_buf_putc(buf, text[i]);
        }
}

/* The n-th stretch between marks is a keyword when n is odd. */
static bool spec_rich_split(struct loader *l, const char *text, size_t marks, struct zb_rich *rich)
{
        struct zb_rich_span *spans = zb_arena_array(l->arena, marks + 1, sizeof *spans);
        struct zb_buf plain = ZB_BUF_INIT, span = ZB_BUF_INIT;
        zb_buf_put(&plain, "", 0);
        for (size_t n = 0; spans && n <= marks; n++) {
                const char *mark = strstr(text, "**");
                size_t len = mark ? (size_t)(mark - text) : strlen(text);
                if (len > 0) {
                        zb_buf_clear(&span);
                        put_joined(&span, text, len);
                        put_joined(&plain, text, len);
                        spans[rich->n++] = (struct zb_rich_span){
                                span.failed ? NULL : zb_arena_strdup(l->arena, span.data), n % 2 == 1};
                }
                text += len + 2;
                if (!mark)
                        break;
        }
        rich->spans = spans;
        rich->plain = plain.failed ? NULL : zb_arena_strdup(l->arena, plain.data);
        bool ok = spans && !plain.failed && !span.failed;
        zb_buf_fini(&plain);
        zb_buf_fini(&span);
        if (!ok)
                l->code = zb_err_nomem(&l->err);
        return ok;
}

bool zb_spec_rich(struct loader *l, struct zb_value v, size_t min, size_t max, struct zb_rich *ret)
{
        *ret = (struct zb_rich){.plain = "", .place = zb_arena_strdup(l->arena, v.place)};
        const char *text = zb_json_text(v, min, max, false, l->faults);
        if (!text)
                return false;
        size_t marks = count_marks(text);
        if (marks % 2 == 1) {
                const char *last = text;
                for (const char *at = text; (at = strstr(at, "**")); at += 2)
                        last = at;
                const char *shown = zb_json_shown(l->faults->arena, last, 12);
                zb_faults_say(l->faults, v.place,
                              "the keyword mark ** is unbalanced: no second ** belongs to the one at \"%s\".", shown);
                return false;
        }
        if (has_empty_keyword(text)) {
                zb_faults_say(l->faults, v.place, "\"****\" marks nothing: a keyword stands between two **.");
                return false;
        }
        return spec_rich_split(l, text, marks, ret);
}

const struct zb_rich *zb_spec_riches(struct loader *l, struct zb_value v, size_t max_items, size_t max_len,
                                     size_t *ret_n)
{
        *ret_n = 0;
        bool one = zb_json_type(v) == ZB_J_STRING;
        if (!v.node)
                return NULL;
        if (!one && zb_json_type(v) != ZB_J_ARRAY) {
                zb_faults_say(l->faults, v.place, "expected a text or a list [ ] of texts.");
                return NULL;
        }
        size_t n = one ? 1 : zb_spec_list(l, v, 0, max_items);
        struct zb_rich *items = zb_arena_array(l->arena, n, sizeof *items);
        for (size_t i = 0; items && i < n; i++)
                zb_spec_rich(l, one ? v : zb_json_at(v, i), 1, max_len, &items[i]);
        *ret_n = items ? n : 0;
        return items;
}
