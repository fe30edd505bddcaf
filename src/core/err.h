/* SPDX-License-Identifier: Apache-2.0 */
/* Errors: caller-owned, always the last parameter, set once where the fault is found and passed up as they are.
 * A fault of the *work* or of the input is an error; a fault of the *board* is a finding (room finding).
 * A sentence is a message (msg.h), rendered in Chinese and English where it is set; only cli chooses one. */
#ifndef ZB_ERR_H
#define ZB_ERR_H

#include <stddef.h>

#include "msg.h"

/* The numbers are the program's exit statuses. */
enum zb_code {
        ZB_OK = 0,
        ZB_INPUT = 2, /* usage, or input that cannot be read or understood */
        ZB_WORK = 3   /* the work could not be done: disk, memory, a missing font */
};

struct zb_err {
        enum zb_code code;
        char place[256]; /* "/sections/2/figures/0", "board.json:12:5", or "" */
        char zh[768];
        char en[768];
        char packed[4096]; /* the message, msg.h */
};

/* Sets *err (which may be NULL) to a message and returns code, so that `return zb_err_say(...)` reads well. place may be
 * NULL. id is the English text and printf format (msg.h). Over-long texts are cut between characters. */
enum zb_code zb_err_say(struct zb_err *err, enum zb_code code, const char *place, const char *id, ...)
        __attribute__((format(printf, 4, 5)));

/* The same for a ready sentence, for example one from a table. */
enum zb_code zb_err_set_msg(struct zb_err *err, enum zb_code code, const char *place, struct zb_msg msg);

/* "out of memory", the one sentence for it; returns ZB_WORK. */
enum zb_code zb_err_nomem(struct zb_err *err);

/* The text in Chinese or English. Never NULL. */
const char *zb_err_text(const struct zb_err *err, enum zb_lang lang);
/* In any language, into the caller's ZB_MSG_MAX bytes; returns out. */
const char *zb_err_render(const struct zb_err *err, enum zb_lang lang, char *out, size_t size);
/* In any language. Never NULL. */
const char *zb_msg_text(struct zb_msg msg, enum zb_lang lang);

#endif
