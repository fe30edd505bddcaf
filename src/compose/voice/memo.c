/* SPDX-License-Identifier: Apache-2.0 */
/* Two open-addressing tables that double at half full; what is looked up is compared whole, so a hash may collide. Texts
 * are kept once and have a number, of which keys are made. Paragraphs are borrowed: they live in the composition's arena, as
 * long as the memo does. */
#include <stdlib.h>
#include <string.h>

#include "memo.h"

struct entry {
        struct zb_memo_key key;
        const struct zb_para *para; /* NULL: free */
        size_t overfull;
        double values[ZB_MEMO_VALUES]; /* of what is only measured */
        const char *text;              /* of what is only prepared */
};

static const struct zb_para measured; /* stands for a paragraph that nobody set */

struct kept_text { /* its number is its place in the list, from 1 */
        uint64_t before;
        int style;
        size_t at, len; /* in the bytes */
};

struct zb_memo {
        struct entry *entries;
        size_t cap, n; /* cap is a power of two */
        struct kept_text *texts;
        size_t n_texts, cap_texts;
        uint32_t *places; /* hash table of numbers, 0 free */
        size_t cap_places;
        struct zb_buf bytes;
        uint64_t lost; /* texts that found no memory */
};

struct zb_memo *zb_memo_new(void)
{
        return calloc(1, sizeof(struct zb_memo));
}

void zb_memo_free(struct zb_memo *memo)
{
        if (memo) {
                free(memo->entries);
                free(memo->texts);
                free(memo->places);
                zb_buf_fini(&memo->bytes);
        }
        free(memo);
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        return hash ^ hash >> 29;
}

static uint64_t hash_text(uint64_t before, const char *text, size_t len, int style)
{
        uint64_t hash = mix(before, 14695981039346656037u + (uint64_t)style), word;
        for (; len >= sizeof word; text += sizeof word, len -= sizeof word) {
                memcpy(&word, text, sizeof word);
                hash = mix(hash, word);
        }
        word = 0;
        memcpy(&word, text, len);
        hash = mix(hash, word ^ (uint64_t)len << 56);
        return hash ^ hash >> 32;
}

static uint32_t *text_place(const struct zb_memo *memo, uint64_t before, const char *text, size_t len, int style)
{
        size_t at = (size_t)hash_text(before, text, len, style) & (memo->cap_places - 1);
        for (; memo->places[at]; at = (at + 1) & (memo->cap_places - 1)) {
                const struct kept_text *t = &memo->texts[memo->places[at] - 1];
                if (t->before == before && t->style == style && t->len == len &&
                    memcmp(memo->bytes.data + t->at, text, len) == 0)
                        break;
        }
        return &memo->places[at];
}

static bool more_texts(struct zb_memo *memo)
{
        struct zb_memo wide = *memo;
        size_t cap = memo->cap_texts ? 2 * memo->cap_texts : 256;
        struct kept_text *texts = realloc(memo->texts, cap * sizeof *texts);
        if (!texts)
                return false;
        memo->texts = wide.texts = texts;
        wide.cap_places = 2 * cap;
        wide.places = calloc(wide.cap_places, sizeof *wide.places);
        if (!wide.places)
                return false;
        for (size_t i = 0; i < memo->n_texts; i++) {
                const struct kept_text *t = &texts[i];
                *text_place(&wide, t->before, memo->bytes.data + t->at, t->len, t->style) = (uint32_t)i + 1;
        }
        free(memo->places);
        memo->places = wide.places;
        memo->cap_places = wide.cap_places;
        memo->cap_texts = cap;
        return true;
}

uint64_t zb_memo_text(struct zb_memo *memo, uint64_t before, const char *text, int style)
{
        if (!memo)
                return 0;
        size_t len = strlen(text);
        if (memo->n_texts < memo->cap_texts || more_texts(memo)) {
                uint32_t *place = text_place(memo, before, text, len, style);
                if (*place)
                        return *place;
                size_t at = memo->bytes.len;
                zb_buf_put(&memo->bytes, text, len);
                if (!memo->bytes.failed) {
                        memo->texts[memo->n_texts++] = (struct kept_text){before, style, at, len};
                        *place = (uint32_t)memo->n_texts;
                        return *place;
                }
        }
        return UINT64_MAX - memo->lost++;
}

static uint64_t hash_key(const struct zb_memo_key *key)
{
        uint64_t words[sizeof *key / sizeof(uint64_t)], hash = 0;
        memcpy(words, key, sizeof words);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                hash = mix(hash, words[i]);
        return hash ^ hash >> 32;
}

static struct entry *slot(const struct zb_memo *memo, const struct zb_memo_key *key)
{
        size_t at = (size_t)hash_key(key) & (memo->cap - 1);
        while (memo->entries[at].para && memcmp(&memo->entries[at].key, key, sizeof *key) != 0)
                at = (at + 1) & (memo->cap - 1);
        return &memo->entries[at];
}

const struct zb_para *zb_memo_find(const struct zb_memo *memo, const struct zb_memo_key *key, size_t *ret_overfull)
{
        const struct entry *entry = memo->cap ? slot(memo, key) : NULL;
        if (!entry || !entry->para)
                return NULL;
        *ret_overfull = entry->overfull;
        return entry->para;
}

static void memo_keep(struct zb_memo *memo, const struct entry *entry)
{
        if (memo->n * 2 >= memo->cap) {
                struct zb_memo wide = {.cap = memo->cap ? memo->cap * 2 : 256, .n = memo->n};
                wide.entries = calloc(wide.cap, sizeof *wide.entries);
                if (!wide.entries)
                        return;
                for (size_t i = 0; i < memo->cap; i++)
                        if (memo->entries[i].para)
                                *slot(&wide, &memo->entries[i].key) = memo->entries[i];
                free(memo->entries);
                memo->entries = wide.entries;
                memo->cap = wide.cap;
        }
        *slot(memo, &entry->key) = *entry;
        memo->n++;
}

void zb_memo_keep(struct zb_memo *memo, const struct zb_memo_key *key, const struct zb_para *para, size_t overfull)
{
        const struct entry entry = {.key = *key, .para = para, .overfull = overfull};
        memo_keep(memo, &entry);
}

bool zb_memo_find_values(const struct zb_memo *memo, const struct zb_memo_key *key, double ret[ZB_MEMO_VALUES])
{
        const struct entry *entry = memo->cap ? slot(memo, key) : NULL;
        if (!entry || !entry->para)
                return false;
        memcpy(ret, entry->values, sizeof entry->values);
        return true;
}

void zb_memo_keep_values(struct zb_memo *memo, const struct zb_memo_key *key, const double values[ZB_MEMO_VALUES])
{
        struct entry entry = {.key = *key, .para = &measured};
        memcpy(entry.values, values, sizeof entry.values);
        memo_keep(memo, &entry);
}

bool zb_memo_find_text(const struct zb_memo *memo, const struct zb_memo_key *key, const char **ret)
{
        const struct entry *entry = memo->cap ? slot(memo, key) : NULL;
        if (!entry || !entry->para)
                return false;
        *ret = entry->text;
        return true;
}

void zb_memo_keep_text(struct zb_memo *memo, const struct zb_memo_key *key, const char *text)
{
        struct entry entry = {.key = *key, .para = &measured, .text = text};
        memo_keep(memo, &entry);
}
