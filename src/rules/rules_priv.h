/* SPDX-License-Identifier: Apache-2.0 */
/* rules, private: what one rule sees and how it speaks. Every rule is one function in its family's table. */
#ifndef ZB_RULES_PRIV_H
#define ZB_RULES_PRIV_H

#include "rules.h"

/* The kinds of board that a rule has anything to say about: what cannot affect the print of one is not asked.
 */
enum {
        ZB_OF_SPEC = 1,
        ZB_OF_PDF = 2,    /* and AI with a PDF inside */
        ZB_OF_PIXELS = 4, /* TIFF, JPEG */
        ZB_OF_PSD = 8,
        ZB_OF_FILE = ZB_OF_PDF | ZB_OF_PIXELS | ZB_OF_PSD,
        ZB_OF_ALL = ZB_OF_SPEC | ZB_OF_FILE
};

enum { ZB_CHECK_MAX_UNKNOWN = 64 };

struct zb_check {
        const struct zb_facts *facts;
        const struct zb_standard *standard;
        const struct zb_process *process;
        const struct zb_clause *clause;                        /* the rule's own */
        enum zb_force force;                                   /* the clause's, or what the process makes of it */
        const struct zb_clause *unknown[ZB_CHECK_MAX_UNKNOWN]; /* what could not be judged, in order */
        size_t n_unknown;
        struct zb_findings *findings;
        struct zb_finding spare; /* where findings go when memory is out */
        bool failed;
};

struct zb_rule {
        const char *id;
        unsigned of; /* ZB_OF_… */
        void (*check)(struct zb_check *c);
};

/* One table a family, ended by an id of NULL. */
extern const struct zb_rule zb_reader_rules[], zb_file_rules[], zb_page_rules[], zb_blank_rules[], zb_image_rules[],
        zb_picture_rules[], zb_text_rules[], zb_reading_rules[], zb_type_rules[], zb_font_rules[], zb_colour_rules[],
        zb_ink_rules[], zb_pdf_rules[], zb_raster_rules[], zb_qr_rules[];

/* At most this many findings of one rule; the rest become one more that says how many. */
enum { ZB_CHECK_MANY = 10 };

/* A broken rule: must → error, should → warning, fact → advisory. Never NULL. */
struct zb_finding *zb_check_fail(struct zb_check *c);
/* A grey zone. Never NULL. */
struct zb_finding *zb_check_note(struct zb_check *c);
/* The fact cannot be known from this file: said once for all rules of a subject (unknown.c), never a silent
 * pass. A spec knows everything: what it does not know is not on its board, and there is nothing to say. */
void zb_check_unknown(struct zb_check *c);
/* Live text whose fonts do not say which characters their glyphs are (U+FFFD, more than one in fifty): it has
 * sizes and places, but nobody knows its words. */
bool zb_check_wordless_glyphs(const struct zb_facts *f);
/* Turns what was gathered into findings, one a subject: "unknown.text", … */
void zb_check_say_unknown(struct zb_check *c);
extern const char *const zb_unknown_ids[]; /* NULL-terminated */
/* n more places of the same fault than are listed. */
void zb_check_more(struct zb_check *c, size_t n);

struct zb_msg zb_check_msg(struct zb_check *c, const char *id, ...) __attribute__((format(printf, 2, 3)));
/* A sentence that begins with its subject. */
struct zb_msg zb_check_about(struct zb_check *c, struct zb_msg subject, const char *id, ...)
        __attribute__((format(printf, 3, 4)));
/* 图片“a.jpg”, picture "a.jpg"; a figure that has no name is "a picture". */
struct zb_msg zb_check_picture(struct zb_check *c, const struct zb_fact_image *image);
/* “text”; what has no words is a picture. */
struct zb_msg zb_check_words(struct zb_check *c, const char *text);
/* A number for a sentence, whatever the locale. */
const char *zb_check_num(struct zb_check *c, double value, int decimals);
/* "400–800", "≥ 55", "≤ 5" */
const char *zb_check_range(struct zb_check *c, struct zb_range range, int decimals);
/* How to mend it: in a spec, or in the program that made the file. */
struct zb_msg zb_check_fix(const struct zb_check *c, struct zb_msg spec, struct zb_msg file);
/* A stranger's words for a sentence: at most `max` characters, no control characters, never NULL. */
const char *zb_check_quote(struct zb_check *c, const char *text, size_t max);
/* The next place of pdf.objects of that kind; *i starts at 0. NULL: no more. */
const struct zb_fact_seen *zb_check_seen(const struct zb_check *c, enum zb_seen what, size_t *i);
/* Things that have no place in a file for the press: one finding for each kind that pdf.objects holds, with
 * its first place. */
struct zb_banned {
        enum zb_seen what;
        struct zb_msg name;
};
struct zb_banning {
        struct zb_msg before, after, fix; /* the message's words before and after the name */
};
void zb_check_banned(struct zb_check *c, const struct zb_banned *kinds, size_t n, const struct zb_banning *words);
bool zb_check_is_spec(const struct zb_check *c);

#endif
