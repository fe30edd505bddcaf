/* SPDX-License-Identifier: Apache-2.0 */
/* A full set of facts, made from the tables of fields, every value another one: what a test sends through
 * JSON and what the fuzzers begin with. */
#ifndef ZB_FACTS_FULL_H
#define ZB_FACTS_FULL_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "facts_priv.h"

struct filling {
        struct zb_arena *arena;
        int next;          /* every value is another one */
        const char *words; /* of every text, its number behind them */
};

static inline double number(struct filling *f, double min, double max)
{
        double v = 1 + 0.125 * f->next++;
        return v < min ? min : v > max ? max : v;
}

static inline const char *text(struct filling *f)
{
        return zb_arena_printf(f->arena, "%s %d", f->words, f->next++);
}

static inline void fill(struct filling *f, const struct zb_record *record, char *to);

static inline void fill_many(struct filling *f, const struct zb_record *record, char *to, size_t n)
{
        for (size_t i = 0; i < n; i++)
                fill(f, record, to + i * record->size);
}

static inline void fill_value(struct filling *f, const struct zb_field *field, char *record)
{
        void *at = record + field->at;
        size_t n = 3;
        double v[4];
        for (int i = 0; i < 4; i++)
                v[i] = field->type == ZB_F_RECT ? number(f, 0, 1e6) : 0.25 * i;
        switch (field->type) {
        case ZB_F_BOOL:
                *(bool *)at = true;
                break;
        case ZB_F_INT:
                *(int *)at = (int)number(f, field->range.min, fmin(field->range.max, 9));
                break;
        case ZB_F_SIZE:
                *(size_t *)at = (size_t)f->next++;
                break;
        case ZB_F_HASH:
                *(uint64_t *)at = UINT64_MAX - (uint64_t)f->next++;
                break;
        case ZB_F_NUM:
                *(double *)at = number(f, field->range.min, field->range.max);
                break;
        case ZB_F_NUMS:
                for (size_t i = 0; i < field->n; i++)
                        ((double *)at)[i] = number(f, 0, field->range.max);
                break;
        case ZB_F_RECT:
                *(struct zb_rect *)at = (struct zb_rect){v[0], v[1], v[2], v[3]};
                break;
        case ZB_F_INK:
                *(struct zb_ink *)at = (struct zb_ink){0.25f, 0.5f, 0.75f, 1};
                break;
        case ZB_F_NAME:
                *(int *)at = (int)field->n - 1;
                break;
        case ZB_F_WORD:
                *(const char **)at = field->names[field->n - 1];
                break;
        case ZB_F_TEXT:
        case ZB_F_MAYBE:
                *(const char **)at = text(f);
                break;
        case ZB_F_MSG:
                *(struct zb_msg *)at = zb_arena_say(f->arena, "\"%s\"", text(f));
                break;
        case ZB_F_TEXTS: {
                const char **list = zb_arena_array(f->arena, n, sizeof *list);
                for (size_t i = 0; i < n; i++)
                        list[i] = text(f);
                *(const char ***)at = list;
                memcpy(record + field->at_n, &n, sizeof n);
                break;
        }
        case ZB_F_NAMES: {
                int *list = zb_arena_array(f->arena, n, sizeof *list);
                for (size_t i = 0; i < n; i++)
                        list[i] = (int)(field->n - 1 - i);
                *(int **)at = list;
                memcpy(record + field->at_n, &n, sizeof n);
                break;
        }
        case ZB_F_RECORD:
                fill(f, field->of, at);
                break;
        case ZB_F_RECORDS:
                fill_many(f, field->of, at, field->n);
                break;
        case ZB_F_LIST:
                *(void **)at = zb_arena_array(f->arena, n, field->of->size);
                fill_many(f, field->of, *(char **)at, n);
                memcpy(record + field->at_n, &n, sizeof n);
                break;
        case ZB_F_BYTES: {
                n = field->bytes ? field->bytes(record) : 1000;
                uint8_t *bytes = zb_arena_alloc(f->arena, n);
                for (size_t i = 0; i < n; i++)
                        bytes[i] = (uint8_t)(i * 7 + (size_t)f->next);
                *(const uint8_t **)at = bytes;
                if (!field->bytes)
                        memcpy(record + field->at_n, &n, sizeof n);
                break;
        }
        }
}

static inline void fill(struct filling *f, const struct zb_record *record, char *to)
{
        for (size_t i = 0; i < record->n_fields; i++)
                fill_value(f, &record->fields[i], to);
}

static inline struct zb_facts *full_facts(const char *words)
{
        struct zb_facts *facts = zb_facts_new();
        if (!facts)
                abort();
        struct filling f = {facts->arena, 1, words};
        fill(&f, &zb_facts_record, (char *)facts);
        return facts;
}

#endif
