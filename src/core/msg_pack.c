/* SPDX-License-Identifier: Apache-2.0 */
/* Packing messages: the id and each argument with its type and length in one text. The types come from the id's own
 * directives, which the compiler has checked against the arguments. */
#include "msg_priv.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

enum { RESERVE = 128 }; /* bytes kept for the arguments behind one that has to be cut */

static int small_number(const char **s)
{
        int n = 0;
        while (**s >= '0' && **s <= '9' && n < 1000)
                n = 10 * n + (*(*s)++ - '0');
        return n;
}

static bool read_conversion(const char **s, struct zb_directive *d)
{
        if (**s == 'l' || **s == 'z') {
                d->length = *(*s)++;
                if (d->length == 'l' && **s == 'l') {
                        d->length = 'L';
                        ++*s;
                }
        }
        d->conversion = **s;
        switch (d->conversion) {
        case 's':
                d->kind = 's';
                break;
        case 'd':
        case 'i':
        case 'c':
                d->kind = 'd';
                break;
        case 'u':
        case 'x':
        case 'X':
        case 'o':
                d->kind = 'u';
                break;
        case 'f':
        case 'g':
        case 'e':
                d->kind = 'f';
                break;
        default:
                return false;
        }
        ++*s;
        return true;
}

int zb_directive_next(const char **s, size_t *next, const char **ret_text, size_t *ret_len, struct zb_directive *ret)
{
        *ret_text = *s;
        const char *percent = strchr(*s, '%');
        *ret_len = percent ? (size_t)(percent - *s) : strlen(*s);
        if (!percent) {
                *s += *ret_len;
                return 0;
        }
        *s = percent + 1;
        *ret = (struct zb_directive){.precision = -1};
        if (**s == '%') {
                ++*s;
                ++*ret_len;
                return 0;
        }
        const char *digits = *s;
        int n = small_number(s);
        if (n > 0 && **s == '$') {
                ++*s;
                ret->arg = (size_t)n - 1;
        } else {
                *s = digits;
                ret->arg = (*next)++;
        }
        for (size_t i = 0; **s && strchr("-+ #0", **s) && i + 1 < sizeof ret->flags; i++)
                ret->flags[i] = *(*s)++;
        ret->width = small_number(s);
        if (**s == '.') {
                ++*s;
                ret->precision = small_number(s);
        }
        return ret->arg < ZB_MSG_MAX_ARGS && ret->width < 100 && ret->precision < 100 && read_conversion(s, ret) ? 1
                                                                                                                 : -1;
}

static size_t msg_pack_put(char *out, size_t size, size_t len, const char *data, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (len + i + 1 < size)
                        out[len + i] = data[i];
        if (size)
                out[len + n < size ? len + n : size - 1] = '\0';
        return len + n;
}

size_t zb_msg_put_part(char *out, size_t size, size_t len, struct zb_msg_part part)
{
        if (part.kind == 'i') {
                len = msg_pack_put(out, size, len, ZB_MSG_MARK, 1);
                return msg_pack_put(out, size, len, part.text, part.len);
        }
        char head[32];
        int n = snprintf(head, sizeof head, "%c%zu:", part.kind, part.len);
        len = msg_pack_put(out, size, len, head, (size_t)n);
        return msg_pack_put(out, size, len, part.text, part.len);
}

/* Where whole parts are wanted and not all fit: a long text is cut, a long message says "…". */
static void shorten(struct zb_msg_part *part, size_t size, size_t len)
{
        size_t room = size > len + RESERVE ? size - len - RESERVE : 0;
        if (part->len <= room || (part->kind != 's' && part->kind != 'm'))
                return;
        if (part->kind == 'm') {
                *part = (struct zb_msg_part){'s', "…", strlen("…")};
                return;
        }
        uint32_t c;
        size_t at = 0;
        for (size_t step; (step = zb_utf8_next(part->text + at, part->len - at, &c)) > 0 && at + step <= room;
             at += step)
                ;
        part->len = at;
}

static void number_part(struct zb_directive d, va_list *args, char text[40], struct zb_msg_part *part)
{
        if (d.kind == 'f') {
                double value = va_arg(*args, double);
                uint64_t bits;
                memcpy(&bits, &value, sizeof bits);
                snprintf(text, 40, "%016llx", (unsigned long long)bits);
        } else if (d.kind == 'd') {
                long long v = d.length == 'L'   ? va_arg(*args, long long)
                              : d.length == 'l' ? va_arg(*args, long)
                              : d.length == 'z' ? (long long)va_arg(*args, size_t)
                                                : va_arg(*args, int);
                snprintf(text, 40, "%lld", v);
        } else {
                unsigned long long v = d.length == 'L'   ? va_arg(*args, unsigned long long)
                                       : d.length == 'l' ? va_arg(*args, unsigned long)
                                       : d.length == 'z' ? va_arg(*args, size_t)
                                                         : va_arg(*args, unsigned);
                snprintf(text, 40, "%llu", v);
        }
        *part = (struct zb_msg_part){d.kind, text, strlen(text)};
}

/* The directives by argument; how many, or −1 when the format is not one of ours or has a gap. */
static int directives(const char *format, struct zb_directive of[ZB_MSG_MAX_ARGS])
{
        size_t next = 0, len, n = 0;
        const char *text;
        struct zb_directive d;
        for (int got; *format;) {
                got = zb_directive_next(&format, &next, &text, &len, &d);
                if (got < 0)
                        return -1;
                if (got == 0)
                        continue;
                of[d.arg] = d;
                n = d.arg + 1 > n ? d.arg + 1 : n;
        }
        for (size_t i = 0; i < n; i++)
                if (!of[i].kind)
                        return -1;
        return (int)n;
}

/* `count`, the 'n' of a counted phrase, may be NULL. */
static size_t pack_args(char *out, size_t size, size_t len, const char *count, const char *format, va_list *args,
                        bool whole)
{
        struct zb_directive of[ZB_MSG_MAX_ARGS] = {0};
        int n = directives(format, of);
        len = msg_pack_put(out, size, len, ZB_MSG_ARGS, 1);
        if (count)
                len = zb_msg_put_part(out, size, len, (struct zb_msg_part){'n', count, strlen(count)});
        for (int i = 0; i < n; i++) {
                char number[40];
                struct zb_msg_part part;
                if (of[i].kind == 's') {
                        const char *text = va_arg(*args, const char *);
                        text = text ? text : "";
                        part = (struct zb_msg_part){*text == *ZB_MSG_MARK ? 'm' : 's', text, strlen(text)};
                } else {
                        number_part(of[i], args, number, &part);
                }
                if (!whole)
                        shorten(&part, size, len);
                len = zb_msg_put_part(out, size, len, part);
        }
        return len;
}

const char *zb_msg_without_context(const char *id)
{
        const char *end = strchr(id, *ZB_CTX(""));
        return end ? end + 1 : id;
}

static size_t msg_pack_pack(char *out, size_t size, const char *id, va_list *args, bool whole)
{
        size_t len = zb_msg_put_part(out, size, 0, (struct zb_msg_part){'i', id, strlen(id)});
        return pack_args(out, size, len, NULL, zb_msg_without_context(id), args, whole);
}

size_t zb_msg_pack(char *out, size_t size, const char *id, va_list args)
{
        va_list again;
        va_copy(again, args);
        size_t need = msg_pack_pack(NULL, 0, id, &again, true);
        va_end(again);
        va_copy(again, args);
        msg_pack_pack(out, size, id, &again, need < size);
        va_end(again);
        return need;
}

static size_t pack_n(char *out, size_t size, unsigned long n, const char *one, const char *many, va_list *args,
                     bool whole)
{
        char number[40];
        snprintf(number, sizeof number, "%lu", n);
        size_t len = zb_msg_put_part(out, size, 0, (struct zb_msg_part){'i', one, strlen(one)});
        len = msg_pack_put(out, size, len, ZB_MSG_FORMS, 1);
        len = msg_pack_put(out, size, len, many, strlen(many));
        return pack_args(out, size, len, number, many, args, whole);
}

size_t zb_msg_pack_n(char *out, size_t size, unsigned long n, const char *one, const char *many, va_list args)
{
        va_list again;
        va_copy(again, args);
        size_t need = pack_n(NULL, 0, n, one, many, &again, true);
        va_end(again);
        va_copy(again, args);
        pack_n(out, size, n, one, many, &again, need < size);
        va_end(again);
        return need;
}

size_t zb_msg_pack_data(char *out, size_t size, const char *const *codes_and_texts)
{
        size_t len = zb_msg_put_part(out, size, 0, (struct zb_msg_part){'i', "", 0});
        len = msg_pack_put(out, size, len, ZB_MSG_ARGS, 1);
        for (; *codes_and_texts; codes_and_texts++)
                len = zb_msg_put_part(out, size, len,
                                      (struct zb_msg_part){'s', *codes_and_texts, strlen(*codes_and_texts)});
        return len;
}

bool zb_msg_next(const char *packed, size_t size, size_t *at, struct zb_msg_part *ret_part)
{
        if (size == 0 || *at >= size || (*at == 0 && *packed != *ZB_MSG_MARK))
                return false;
        const char *s = packed + *at, *end = packed + size;
        if (*at == 0) {
                const char *args = memchr(s, *ZB_MSG_ARGS, size);
                *ret_part = (struct zb_msg_part){'i', s + 1, (size_t)((args ? args : end) - s) - 1};
                *at = args ? (size_t)(args + 1 - packed) : size;
                return true;
        }
        char kind = *s++;
        if (!strchr("smdufn", kind))
                return false;
        size_t len = 0, digits = 0;
        for (; s < end && *s >= '0' && *s <= '9' && digits < 7; s++, digits++)
                len = 10 * len + (size_t)(*s - '0');
        if (digits == 0 || s == end || *s != ':' || (size_t)(end - s - 1) < len)
                return false;
        *ret_part = (struct zb_msg_part){kind, s + 1, len};
        *at = (size_t)(s + 1 + len - packed);
        return true;
}
