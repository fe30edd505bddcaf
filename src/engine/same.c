/* SPDX-License-Identifier: Apache-2.0 */
/* Which of several files show the same board? Files that do are one group; each is compared with the group's
 * first, and where the two differ is said in millimetres. A group is never guessed from names. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine_priv.h"
#include "same.h"

enum { MOST_FILES = 1000 }; /* beyond these files are not compared; the report says so */

struct member {
        char *file;
        char *shown;           /* its name as a terminal may see it */
        struct zb_print print; /* its own copy; w = 0: there is none */
        uint8_t *rgb;
        size_t first;              /* of its group */
        struct zb_difference from; /* its first */
};

struct zb_same {
        struct member *items;
        size_t n, cap;
};

struct zb_same *zb_same_new(void)
{
        return calloc(1, sizeof(struct zb_same));
}

void zb_same_free(struct zb_same *same)
{
        if (!same)
                return;
        for (size_t i = 0; i < same->n; i++) {
                free(same->items[i].file);
                free(same->items[i].shown);
                free(same->items[i].rgb);
        }
        free(same->items);
        free(same);
}

/* The group whose first file shows the same board as m; m itself when none does. Files are many and boards
 * mostly different: a comparison is some milliseconds at most. */
static enum zb_code find_group(struct zb_same *same, struct member *m, size_t self, struct zb_err *err)
{
        m->first = self;
        m->from = (struct zb_difference){.likeness = ZB_SAME};
        for (size_t i = 0; i < self && m->print.w > 0; i++) {
                const struct member *other = &same->items[i];
                struct zb_difference d;
                if (other->first != i || other->print.w == 0)
                        continue;
                enum zb_code code = zb_prints_compare(&other->print, &m->print, &d, err);
                if (code)
                        return code;
                if (d.likeness == ZB_OTHER)
                        continue;
                m->first = i;
                m->from = d;
                return ZB_OK;
        }
        return ZB_OK;
}

enum zb_code zb_same_add(struct zb_same *same, const struct zb_job *job, struct zb_err *err)
{
        const struct zb_facts *f = job->facts;
        const struct zb_fact_survey *s = &f->survey;
        if (same->n == same->cap) {
                size_t cap = same->cap ? 2 * same->cap : 16;
                struct member *items = realloc(same->items, cap * sizeof *items);
                if (!items)
                        return zb_err_nomem(err);
                same->items = items;
                same->cap = cap;
        }
        struct member m = {.file = strdup(f->file), .shown = strdup(f->file)};
        if (m.shown)
                zb_utf8_plain(m.shown, "");
        size_t bytes = (size_t)s->print_w * (size_t)s->print_h * 3;
        if (s->print && bytes > 0 && same->n < MOST_FILES && f->trim.w > 0 && f->trim.h > 0) {
                m.rgb = malloc(bytes);
                if (m.rgb)
                        memcpy(m.rgb, s->print, bytes);
                m.print = (struct zb_print){s->print_w, s->print_h, m.rgb, s->box.w > 0 ? s->box : f->trim, f->trim};
        }
        enum zb_code code = m.file && m.shown && (m.rgb || m.print.w == 0) ? find_group(same, &m, same->n, err)
                                                                           : zb_err_nomem(err);
        if (code) {
                free(m.file);
                free(m.shown);
                free(m.rgb);
                return code;
        }
        same->items[same->n++] = m;
        return ZB_OK;
}

/* ---- saying it ---- */

static struct zb_msg on_which(const struct zb_spot *spot)
{
        static const struct zb_msg words[] = {
                [BOTH] = ZB_N("not alike"),
                [FIRST] = ZB_N("only on the first"),
                [SECOND] = ZB_N("only on the second"),
        };
        return words[spot->on];
}

static void say_spots(const struct member *m, const char *first, enum zb_lang lang, struct zb_buf *out)
{
        size_t n = m->from.n_spots + m->from.n_more;
        zb_buf_printf(out,
                      zb_tr_n(lang, n, "  %s and %s differ in %zu place:\n", "  %s and %s differ in %zu places:\n"),
                      first, m->shown, n);
        for (size_t i = 0; i < m->from.n_spots; i++) {
                const struct zb_spot *s = &m->from.spots[i];
                zb_buf_printf(out, zb_tr(lang, "    %ld mm from the left, %ld mm from the top, %ld × %ld mm (%s)\n"),
                              lround(s->box.x), lround(s->box.y), lround(s->box.w), lround(s->box.h),
                              zb_msg_text(on_which(s), lang));
        }
        if (m->from.n_more)
                zb_buf_printf(out, zb_tr(lang, "    and %zu more\n"), m->from.n_more);
}

static void say_group(const struct zb_same *same, size_t first, enum zb_lang lang, struct zb_buf *out)
{
        const char *name = same->items[first].shown;
        zb_buf_printf(out, zb_tr(lang, "the same board: %s"), name);
        for (size_t i = first + 1; i < same->n; i++)
                if (same->items[i].first == first)
                        zb_buf_printf(out, zb_tr(lang, ", %s"), same->items[i].shown);
        zb_buf_puts(out, "\n");
        for (size_t i = first + 1; i < same->n; i++)
                if (same->items[i].first == first && same->items[i].from.likeness == ZB_DIFFERS)
                        say_spots(&same->items[i], name, lang, out);
}

static size_t members(const struct zb_same *same, size_t first)
{
        size_t n = 0;
        for (size_t i = first; i < same->n; i++)
                n += same->items[i].first == first && same->items[i].print.w > 0;
        return n;
}

static bool same_known(const struct zb_same *same, size_t i)
{
        return same->items[i].print.w > 0;
}

void zb_same_text(const struct zb_same *same, enum zb_lang lang, struct zb_buf *out)
{
        size_t n_known = 0, boards = 0;
        for (size_t i = 0; i < same->n; i++) {
                n_known += same_known(same, i);
                boards += same_known(same, i) && same->items[i].first == i;
        }
        if (same->n < 2)
                return;
        for (size_t i = 0; i < same->n; i++)
                if (members(same, i) > 1)
                        say_group(same, i, lang, out);
        if (boards == n_known && n_known > 1)
                zb_buf_printf(out, zb_tr(lang, "these %zu files are %zu different boards\n"), n_known, boards);
        else if (boards > 1)
                zb_buf_printf(out, zb_tr(lang, "%zu different boards in all\n"), boards);
        for (size_t i = 0; i < same->n; i++)
                if (!same_known(same, i))
                        zb_buf_printf(out,
                                      zb_tr(lang, "no picture to compare, so whether it is the same board is not "
                                                  "known: %s\n"),
                                      same->items[i].shown);
}

/* What file `other` is to file i of the same group: one of them is the first, or both are compared with it.
 */
static void put_other(const struct zb_same *same, size_t i, size_t other, struct zb_jnode *list)
{
        static const char *const names[] = {[ZB_SAME] = "same", [ZB_DIFFERS] = "differs"};
        size_t first = same->items[i].first;
        if (i != first && other != first)
                return;
        const struct zb_difference *d = &same->items[i == first ? other : i].from;
        struct zb_jnode *node = zb_jout_object(list, NULL);
        zb_jout_str(node, "file", same->items[other].file);
        zb_jout_str(node, "verdict", names[d->likeness]);
        zb_jout_num(node, "share", d->share, 4);
        struct zb_jnode *spots = zb_jout_array(node, "differences");
        for (size_t s = 0; s < d->n_spots; s++) {
                const struct zb_spot *spot = &d->spots[s];
                struct zb_jnode *object = zb_jout_object(spots, NULL), *box = zb_jout_array(object, "box_mm");
                const double numbers[4] = {spot->box.x, spot->box.y, spot->box.w, spot->box.h};
                for (int k = 0; k < 4; k++)
                        zb_jout_num(box, NULL, numbers[k], 1);
                /* As seen from file i. */
                bool mine = spot->on == (i == first ? FIRST : SECOND);
                zb_jout_str(object, "on", spot->on == BOTH ? "both" : mine ? "this" : "other");
        }
        if (d->n_more)
                zb_jout_int(node, "more", (long long)d->n_more);
}

void zb_same_json(const struct zb_same *same, size_t i, struct zb_jnode *report)
{
        if (same->n < 2)
                return;
        if (!same_known(same, i)) {
                zb_jout_null(report, "same");
                return;
        }
        struct zb_jnode *list = zb_jout_array(report, "same");
        for (size_t other = 0; other < same->n; other++)
                if (other != i && same_known(same, other) && same->items[other].first == same->items[i].first)
                        put_other(same, i, other, list);
}
