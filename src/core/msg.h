/* SPDX-License-Identifier: Apache-2.0 */
/* Messages: sentences for people, written in English in the source and translated by the catalogues po/xx.po, which the
 * build compiles into a table (gettext's file format and tools, none of its locale rules). A message is captured where
 * it is made (its id, which is the English text, and its typed arguments) and rendered where it is shown, in the
 * language that is asked for there.
 *
 *     found->message = zb_arena_say(arena, "%zu characters, %s wanted", n, range);
 *     zb_buf_puts(out, zb_msg_text(found->message, lang));
 *
 * The compiler checks the English formats; the build checks each translation against its id: it may reorder by
 * "%2$s", and must take the same arguments. A "%s" takes a text, or another message by its `packed`, which is then
 * rendered in the same language. A word that wants two translations is told apart by a context:
 * ZB_CTX("pages") "none". */
#ifndef ZB_MSG_H
#define ZB_MSG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Chinese and English are always there; the number of any other language is found by its code. */
enum zb_lang { ZB_ZH, ZB_EN };

/* One row a language: po/xx.po is all that adds one. */
struct zb_language {
        const char *code;                    /* "zh" */
        const char *tag;                     /* BCP 47, "zh-CN" */
        const char *name;                    /* in itself: "中文" */
        unsigned (*plural)(unsigned long n); /* which of the forms */
        const char *const *texts;            /* one for each id of the catalogue, NULL: as in English */
};
size_t zb_n_languages(void);
const struct zb_language *zb_language(enum zb_lang lang); /* never NULL: English for what is no language */
bool zb_language_find(const char *code, enum zb_lang *ret_lang);

/* A message, immutable. `packed` is a mark, the id and the arguments, each with its type and length: one text that can
 * be copied and compared as such. NULL: no message. It belongs to whoever made it (an arena, or static). */
struct zb_msg {
        const char *zh, *en;
        const char *packed;
        const char *const *more; /* the languages behind English, in their order; NULL: there are none */
};

#define ZB_MSG_MARK "\037"
/* A name that may be given (of a standard, a process, a compression), with what it stands for, if the name does not say it
 * all. Lists end with a NULL name. */
struct zb_choice {
        const char *name;
        struct zb_msg title;
};

#define ZB_CTX(context) context "\004"
/* A message without arguments: as an initialiser, and as a value. */
#define ZB_N(id)                                                                                                     \
        {                                                                                                            \
                id, id, ZB_MSG_MARK id, NULL                                                                         \
        }
#define ZB_MSG(id) ((struct zb_msg)ZB_N(id))

/* A text that is the same in every language (a name, a unit), as an initialiser and as a value; it must outlive the
 * message. */
#define ZB_VERBATIM(text)                                                                                            \
        {                                                                                                            \
                text, text, text, NULL                                                                               \
        }
static inline struct zb_msg zb_msg_verbatim(const char *text)
{
        return (struct zb_msg){text, text, text, NULL};
}

/* The translation of an id, the id itself (without its context) when there is none. Static. */
const char *zb_tr(enum zb_lang lang, const char *id) __attribute__((format_arg(2)));
/* The form for n of a counted phrase. */
const char *zb_tr_n(enum zb_lang lang, unsigned long n, const char *one, const char *many)
        __attribute__((format_arg(3), format_arg(4)));

/* Packs into out[0..size); what does not fit is cut between characters, in a text argument where possible. Returns the
 * length that all of it has, like snprintf. */
size_t zb_msg_pack(char *out, size_t size, const char *id, va_list args);
/* The same for a phrase that counts n things. */
size_t zb_msg_pack_n(char *out, size_t size, unsigned long n, const char *one, const char *many, va_list args);
/* A message whose texts are data (a standard's): the codes and texts of its languages by turns, ended by NULL. */
size_t zb_msg_pack_data(char *out, size_t size, const char *const *codes_and_texts);

/* Renders; returns out. Whatever the bytes of msg, out gets a text of whole characters: an id that the catalogue does
 * not have is shown as it is, and so is one whose arguments do not fit it. Nothing of msg reaches printf as a format. */
enum { ZB_MSG_MAX = 4096 };
const char *zb_msg_render(struct zb_msg msg, enum zb_lang lang, char *out, size_t size);

/* For what takes messages from a stranger: is it packed as we would, with an id that the catalogue has? */
bool zb_msg_known(const char *packed);

#define ZB_MSG_ARGS "\036" /* ends an id that is a format; an id without it is plain text, "%" and all */
/* The parts of a packed message, in order; *at starts at 0 (the id). kind: 'i' the id, 's' a text, 'm' a packed message,
 * 'd' 'u' 'f' numbers as text, 'n' the count of a phrase. False at the end and where the packing is broken. */
struct zb_msg_part {
        char kind;
        const char *text;
        size_t len;
};
bool zb_msg_next(const char *packed, size_t size, size_t *at, struct zb_msg_part *ret_part);
/* Appends one part at out[len…), as far as there is room; returns the length with it. ZB_MSG_ARGS stands between the id
 * and the arguments. */
size_t zb_msg_put_part(char *out, size_t size, size_t len, struct zb_msg_part part);

#endif
