/* SPDX-License-Identifier: Apache-2.0 */
/* An open-addressing table that doubles at half full; keys are compared whole, so a hash may collide.
 * Paragraphs are borrowed: they live in the composition's arena, as long as the memo does. */
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

struct zb_memo {
        struct entry *entries;
        size_t cap, n; /* cap is a power of two */
};

struct zb_memo *zb_memo_new(void)
{
        return calloc(1, sizeof(struct zb_memo));
}

void zb_memo_free(struct zb_memo *memo)
{
        if (memo)
                free(memo->entries);
        free(memo);
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        return hash ^ hash >> 29;
}

uint64_t zb_memo_hash(uint64_t seed, const char *text, int style)
{
        uint64_t hash = mix(seed, 14695981039346656037u + (uint64_t)style), word;
        size_t len = strlen(text);
        for (; len >= sizeof word; text += sizeof word, len -= sizeof word) {
                memcpy(&word, text, sizeof word);
                hash = mix(hash, word);
        }
        word = len;
        memcpy(&word, text, len); /* at most seven bytes; the eighth says how many */
        return mix(hash, word ^ (uint64_t)len << 56);
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

const struct zb_para *zb_memo_find(const struct zb_memo *memo, const struct zb_memo_key *key,
                                   size_t *ret_overfull)
{
        const struct entry *entry = memo->cap ? slot(memo, key) : NULL;
        if (!entry || !entry->para)
                return NULL;
        *ret_overfull = entry->overfull;
        return entry->para;
}

static void keep(struct zb_memo *memo, const struct entry *entry)
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
                *memo = wide;
        }
        *slot(memo, &entry->key) = *entry;
        memo->n++;
}

void zb_memo_keep(struct zb_memo *memo, const struct zb_memo_key *key, const struct zb_para *para,
                  size_t overfull)
{
        const struct entry entry = {.key = *key, .para = para, .overfull = overfull};
        keep(memo, &entry);
}

bool zb_memo_find_values(const struct zb_memo *memo, const struct zb_memo_key *key,
                         double ret[ZB_MEMO_VALUES])
{
        const struct entry *entry = memo->cap ? slot(memo, key) : NULL;
        if (!entry || !entry->para)
                return false;
        memcpy(ret, entry->values, sizeof entry->values);
        return true;
}

void zb_memo_keep_values(struct zb_memo *memo, const struct zb_memo_key *key,
                         const double values[ZB_MEMO_VALUES])
{
        struct entry entry = {.key = *key, .para = &measured};
        memcpy(entry.values, values, sizeof entry.values);
        keep(memo, &entry);
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
        keep(memo, &entry);
}
