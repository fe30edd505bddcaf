/* SPDX-License-Identifier: Apache-2.0 */
/* msg, private: printf's directives as messages use them, and the compiled catalogue. */
#ifndef ZB_MSG_PRIV_H
#define ZB_MSG_PRIV_H

#include "msg.h"

#define ZB_MSG_FORMS "\035" /* stands between the forms of a counted phrase */

enum { ZB_MSG_MAX_ARGS = 16, ZB_MSG_MAX_ID = 2048 };

/* %[n$][flags][width][.precision][length]conversion. */
struct zb_directive {
        size_t arg;           /* which argument, from 0 */
        char flags[6];        /* of "-+ #0" */
        int width, precision; /* precision −1: none */
        char length;          /* 0, 'l', 'L' (long long), 'z' */
        char conversion;
        char kind; /* 's' 'd' 'u' 'f' */
};

/* The next directive of a format. *s moves behind it; what stood before it is [*ret_text, +*ret_len). *next counts the
 * arguments. 1: one was found, 0: the end ("%%" is a piece of text that ends in '%'), −1: no directive that we know. */
int zb_directive_next(const char **s, size_t *next, const char **ret_text, size_t *ret_len, struct zb_directive *ret);

const char *zb_msg_without_context(const char *id);

/* The compiled catalogue: sorted ids (of a counted phrase, the first form) and the languages' rows. */
extern const char *const zb_catalogue_ids[];
extern const size_t zb_catalogue_n_ids;
extern const struct zb_language zb_catalogue_languages[];
extern const size_t zb_catalogue_n_languages;

#endif
