/* SPDX-License-Identifier: Apache-2.0 */
/* Writing. Always yields a valid document: bytes that are not UTF-8 (a file's name may hold such) become
 * U+FFFD, a number that is none becomes null. Numbers are rounded first and then written with 15 digits, so
 * that 0.41 is "0.41" and not its nearest double. */
#include "json_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct zb_jnode {
        struct zb_jout *out;
        json_t *json;
};

struct zb_jout {
        struct zb_arena *arena; /* the nodes */
        struct zb_jnode root;
        bool failed;
};

struct zb_jout *zb_jout_new(void)
{
        struct zb_jout *out = calloc(1, sizeof *out);
        if (!out)
                return NULL;
        out->arena = zb_arena_new();
        out->root = (struct zb_jnode){out, json_object()};
        if (out->arena && out->root.json)
                return out;
        zb_jout_free(out);
        return NULL;
}

void zb_jout_free(struct zb_jout *out)
{
        if (!out)
                return;
        json_decref(out->root.json);
        zb_arena_free(out->arena);
        free(out);
}

struct zb_jnode *zb_jout_root(struct zb_jout *out)
{
        return &out->root;
}

/* Takes json over, which may be NULL when memory ran out. parent NULL: an earlier failure. */
static bool json_write_add(struct zb_jnode *parent, const char *key, json_t *json)
{
        if (!parent) {
                json_decref(json);
                return false;
        }
        bool ok = json && (key ? json_object_set_new(parent->json, key, json)
                               : json_array_append_new(parent->json, json)) == 0;
        if (!ok)
                parent->out->failed = true;
        return ok;
}

static struct zb_jnode *add_node(struct zb_jnode *parent, const char *key, json_t *json)
{
        if (!json_write_add(parent, key, json))
                return NULL;
        struct zb_jnode *node = zb_arena_alloc(parent->out->arena, sizeof *node);
        if (node)
                *node = (struct zb_jnode){parent->out, json};
        else
                parent->out->failed = true;
        return node;
}

struct zb_jnode *zb_jout_object(struct zb_jnode *parent, const char *key)
{
        return add_node(parent, key, json_object());
}

struct zb_jnode *zb_jout_array(struct zb_jnode *parent, const char *key)
{
        return add_node(parent, key, json_array());
}

static json_t *repaired(const char *text)
{
        struct zb_buf buf = ZB_BUF_INIT;
        size_t len = strlen(text);
        zb_buf_put(&buf, "", 0);
        while (len > 0) {
                uint32_t c;
                size_t n = zb_utf8_next(text, len, &c);
                if (n == 0)
                        zb_buf_puts(&buf, "\xEF\xBF\xBD");
                else
                        zb_buf_put(&buf, text, n);
                n = n ? n : 1;
                text += n;
                len -= n;
        }
        json_t *json = buf.failed ? NULL : json_string(buf.data);
        zb_buf_fini(&buf);
        return json;
}

void zb_jout_str(struct zb_jnode *parent, const char *key, const char *value)
{
        if (!value)
                json_write_add(parent, key, json_null());
        else
                json_write_add(parent, key,
                               zb_utf8_valid(value, strlen(value)) ? json_string(value) : repaired(value));
}

void zb_jout_num(struct zb_jnode *parent, const char *key, double value, int decimals)
{
        char text[40];
        double rounded = value;
        if (!isfinite(value)) {
                json_write_add(parent, key, json_null());
                return;
        }
        if (fabs(value) < 1e15)
                zb_parse_num(zb_num(text, value, decimals), &rounded);
        if (decimals == 0 && fabs(rounded) < 1e15)
                json_write_add(parent, key, json_integer((json_int_t)rounded));
        else
                json_write_add(parent, key, json_real(rounded));
}

void zb_jout_int(struct zb_jnode *parent, const char *key, long long value)
{
        json_write_add(parent, key, json_integer(value));
}

void zb_jout_bool(struct zb_jnode *parent, const char *key, bool value)
{
        json_write_add(parent, key, json_boolean(value));
}

void zb_jout_null(struct zb_jnode *parent, const char *key)
{
        json_write_add(parent, key, json_null());
}

static int json_write_put(const char *data, size_t len, void *buf)
{
        zb_buf_put(buf, data, len);
        return 0;
}

enum zb_code zb_jout_dump(struct zb_jout *out, struct zb_buf *buf, struct zb_err *err)
{
        size_t before = buf->len;
        if (!out->failed &&
            json_dump_callback(out->root.json, json_write_put, buf, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) == 0) {
                zb_buf_putc(buf, '\n');
                if (!buf->failed)
                        return ZB_OK;
        }
        if (buf->data)
                buf->data[buf->len = before] = '\0';
        return zb_err_nomem(err);
}

void zb_json_versions(struct zb_libraries *list)
{
        zb_libraries_add(list, "jansson", jansson_version_str());
}
