/* SPDX-License-Identifier: Apache-2.0 */
/* Buffer: growable bytes. data is always NUL-terminated beyond len (never NULL after the first successful put).
 * A failed growth sets `failed` and every later put does nothing: check once at the end. */
#ifndef ZB_BUF_H
#define ZB_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zb_buf {
        char *data;
        size_t len, cap;
        bool failed;
};

#define ZB_BUF_INIT                                                                                                  \
        {                                                                                                            \
                0                                                                                                    \
        }

void zb_buf_fini(struct zb_buf *buf);
void zb_buf_clear(struct zb_buf *buf);
void zb_buf_put(struct zb_buf *buf, const void *data, size_t len);
void zb_buf_puts(struct zb_buf *buf, const char *text);
void zb_buf_putc(struct zb_buf *buf, char c);
/* Not for floating-point numbers: the process's locale must never reach a file. Use zb_buf_num. */
void zb_buf_printf(struct zb_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A decimal number with at most `decimals` (0–9) digits after a point '.', trailing zeros dropped, never an exponent,
 * "-0" never; beyond ±1e28 the nearer of the two is written; NaN and infinities are a bug (assert). */
void zb_buf_num(struct zb_buf *buf, double value, int decimals);
void zb_buf_u16be(struct zb_buf *buf, uint16_t v);
void zb_buf_u32be(struct zb_buf *buf, uint32_t v);

/* zb_buf_num into the caller's 40 bytes; returns out. */
char *zb_num(char out[40], double value, int decimals);
/* Reads a decimal number whatever the locale; returns false unless the whole text is one finite number. */
bool zb_parse_num(const char *text, double *ret);

#endif
