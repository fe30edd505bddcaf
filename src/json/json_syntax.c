/* SPDX-License-Identifier: Apache-2.0 */
/* Broken JSON in plain words. The bytes are looked at once before jansson sees them: encoding, control
 * characters and depth get an exact place and a cure, and jansson never meets a document that nests deeper
 * than we want. What jansson finds is translated by a table; the most frequent slips (Chinese punctuation, a
 * comma too many or too few, single quotes) are named. */
#include "json_priv.h"

#include <stdio.h>
#include <string.h>

enum { MAX_DEPTH = 64 };

/* "FILE:line:column", a long name cut at its front so that the numbers stay. */
static void place_at(char out[256], const char *name, int line, int column)
{
        char tail[32];
        snprintf(tail, sizeof tail, ":%d:%d", line, column > 0 ? column : 1);
        size_t room = 256 - sizeof tail - 4;
        size_t len = strlen(name);
        const char *from = name;
        if (len > room) {
                from = name + (len - room);
                while (((unsigned char)*from & 0xC0) == 0x80)
                        from++;
        }
        snprintf(out, 256, "%s%s%s", from == name ? "" : "…", from, tail);
}

/* ---- our own look at the bytes ---- */

struct scan {
        const char *name;
        int line, column, depth;
        bool in_string, escaped;
        struct zb_err *err;
};

static enum zb_code fault_here(const struct scan *s, struct zb_msg msg)
{
        char place[256];
        place_at(place, s->name, s->line, s->column);
        return zb_err_set_msg(s->err, ZB_INPUT, place, msg);
}

static enum zb_code json_syntax_step(struct scan *s, uint32_t c)
{
        static const struct zb_msg control =
                ZB_N("a control character (neither line break nor space): remove it; a line break in a text is "
                     "written \\n.");
        static const struct zb_msg newline =
                ZB_N("a text breaks off at the end of the line: the closing quote \" is missing; a line break in "
                     "a text is "
                     "written \\n.");
        static const struct zb_msg deep = ZB_N("nested too deep: at most 64 levels.");

        s->column++;
        if (c == '\n' && s->in_string)
                return fault_here(s, newline);
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || (c < 0x20 && s->in_string))
                return fault_here(s, control);
        if (c == '\n') {
                s->line++;
                s->column = 0;
        }
        if (s->in_string) {
                if (c == '"' && !s->escaped)
                        s->in_string = false;
                s->escaped = c == '\\' && !s->escaped;
                return ZB_OK;
        }
        if (c == '"')
                s->in_string = true;
        if ((c == '{' || c == '[') && ++s->depth > MAX_DEPTH)
                return fault_here(s, deep);
        if (c == '}' || c == ']')
                s->depth--;
        return ZB_OK;
}

enum zb_code zb_json_scan(const char *name, const char *text, size_t len, struct zb_err *err)
{
        static const struct zb_msg empty = ZB_N("the file is empty: a JSON object in { } is expected.");
        static const struct zb_msg utf8 = ZB_N("invalid UTF-8 (perhaps GBK): save the file as UTF-8 in your editor.");
        struct scan s = {.name = name, .line = 1, .err = err};
        if (strspn(text, " \t\r\n") >= len) {
                s.column = 1;
                return fault_here(&s, empty);
        }
        while (len > 0) {
                uint32_t c;
                size_t n = zb_utf8_next(text, len, &c);
                if (n == 0) {
                        s.column++;
                        return fault_here(&s, utf8);
                }
                enum zb_code code = json_syntax_step(&s, c);
                if (code != ZB_OK)
                        return code;
                text += n;
                len -= n;
        }
        return ZB_OK;
}

/* ---- what jansson found ---- */

/* The first row whose `text` begins jansson's message and whose `near` begins the piece it stopped at (NULL:
 * any) is it. %s is that piece. */
static const struct {
        const char *text, *near;
        struct zb_msg msg;
} slips[] = {
        {NULL, "“", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write \" here.")},
        {NULL, "”", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write \" here.")},
        {NULL, "‘", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write \" here.")},
        {NULL, "’", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write \" here.")},
        {NULL, "：", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write : here.")},
        {NULL, "，", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write , here.")},
        {NULL, "、", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write , here.")},
        {NULL, "【", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write [ here.")},
        {NULL, "】", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write ] here.")},
        {NULL, "｛", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write { here.")},
        {NULL, "｝", ZB_N("unexpected \"%s\": the marks of JSON are ASCII, write } here.")},
        {NULL, "'", ZB_N("unexpected %s: JSON writes texts in double quotes \"…\".")},
        {NULL, "/", ZB_N("unexpected \"%s\": JSON has no comments.")},
        {"string or '}' expected", "}", ZB_N("unexpected token near \"%s\": there is a comma too many before it.")},
        {"string or '}' expected", NULL,
         ZB_N("unexpected token near \"%s\": a key in double quotes is expected, such as \"title\".")},
        {"unexpected token", "]",
         ZB_N("unexpected token near \"%s\": there is a comma too many before it, or a value is missing.")},
        {"unexpected token", NULL, ZB_N("unexpected token near \"%s\": a value is missing here.")},
        {"':' expected", NULL, ZB_N("unexpected token near \"%s\": a colon : is missing before it.")},
        {"'}' expected", NULL, ZB_N("unexpected token near \"%s\": a comma or a brace } is missing before it.")},
        {"']' expected", NULL, ZB_N("unexpected token near \"%s\": a comma or a bracket ] is missing before it.")},
        {"'[' or '{' expected", NULL,
         ZB_N("unexpected token near \"%s\": the whole file must be one object in { }.")},
        {"end of file expected", NULL,
         ZB_N("unexpected token near \"%s\": the document has ended before it; a bracket too many?")},
        {"invalid escape", NULL, ZB_N("invalid escape near \"%s\": a backslash itself is written \\\\.")},
        {"invalid Unicode", NULL, ZB_N("invalid \\u escape near \"%s\".")},
        {"\\u0000 is not", NULL, ZB_N("the control character \\u0000 near \"%s\": remove it.")},
        {"NUL byte in object key", NULL, ZB_N("the control character \\u0000 near \"%s\": remove it.")},
        {"duplicate object key", NULL, ZB_N("duplicate key %s: keep one of the two.")},
        {"real number overflow", NULL, ZB_N(ZB_CTX("json") "number out of range: %s.")},
        {"real number", NULL, ZB_N("number out of range: %s.")},
        {"too big", NULL, ZB_N("number out of range: an integer too large.")},
        {"invalid token", NULL,
         ZB_N("unexpected token near \"%s\": texts need double quotes, numbers look like 12 or 0.5, the only "
              "words are "
              "true, false, null.")},
};

/* The file ended too early; what is missing follows from what jansson wanted. */
static const struct {
        const char *text;
        struct zb_msg msg;
} endings[] = {
        {"premature end of input", ZB_N("the file ends inside a text: the closing quote \" is missing.")},
        {"'}' expected", ZB_N("the file ends too early: a brace } is missing.")},
        {"']' expected", ZB_N("the file ends too early: a bracket ] is missing.")},
        {"", ZB_N("the file ends too early: a value and brackets are missing.")},
};

static bool json_syntax_begins(const char *text, const char *with)
{
        return strncmp(text, with, strlen(with)) == 0;
}

/* The piece between "near '" and the last quote, whole characters only, at most 40 bytes. */
static void near_of(const char *text, char *out, size_t size)
{
        const char *from = strstr(text, " near '");
        out[0] = '\0';
        if (!from)
                return;
        from += strlen(" near '");
        const char *end = strrchr(from, '\'');
        size_t len = end ? (size_t)(end - from) : strlen(from), n = 0;
        uint32_t c;
        for (size_t step_len; len > 0 && (step_len = zb_utf8_next(from, len, &c)) > 0;) {
                if (c < 0x20 || n + step_len + 4 > size) {
                        memcpy(out + n, "…", 4);
                        return;
                }
                memcpy(out + n, from, step_len);
                n += step_len;
                out[n] = '\0';
                from += step_len;
                len -= step_len;
        }
}

enum zb_code zb_json_syntax_error(const char *name, const json_error_t *error, struct zb_err *err)
{
        enum json_error_code kind = json_error_code(error);
        if (kind == json_error_out_of_memory)
                return zb_err_nomem(err);
        char place[256], near[44];
        place_at(place, name, error->line > 0 ? error->line : 1, error->column);
        near_of(error->text, near, sizeof near);

        if (kind == json_error_premature_end_of_input)
                for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
                        if (json_syntax_begins(error->text, endings[i].text))
                                return zb_err_set_msg(err, ZB_INPUT, place, endings[i].msg);
        for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
                if ((!slips[i].text || json_syntax_begins(error->text, slips[i].text)) &&
                    (!slips[i].near || json_syntax_begins(near, slips[i].near)))
                        return zb_err_say(err, ZB_INPUT, place, slips[i].msg.packed + 1, near);
        return zb_err_say(err, ZB_INPUT, place, "this is not JSON (%s).", error->text);
}
