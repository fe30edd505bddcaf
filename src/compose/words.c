/* SPDX-License-Identifier: Apache-2.0 */
/* Longest match from the left: no grammar, but right for the few hundred words that titles are made of. */
#include <stdlib.h>
#include <string.h>

#include "words.h"

#define JOINER "\u2060"

/* A compound of more than four Han may be broken between its parts: large type has lines of six. */
enum { MAX_FILE = 1 << 20, MAX_WORDS = 20000, LONGEST = 4 * 3 };

static int compare(const void *a, const void *b)
{
        return strcmp(*(char *const *)a, *(char *const *)b);
}

static void split(char *text, struct zb_arena *arena, struct zb_words *words)
{
        char **list = zb_arena_array(arena, MAX_WORDS, sizeof *list), *line_save = NULL;
        if (!list)
                return;
        for (char *line = strtok_r(text, "\n", &line_save); line; line = strtok_r(NULL, "\n", &line_save)) {
                char *save = NULL;
                if (line[0] == '#')
                        continue;
                for (char *w = strtok_r(line, " \t\r", &save); w && words->n < MAX_WORDS;
                     w = strtok_r(NULL, " \t\r", &save)) {
                        list[words->n++] = w;
                        words->longest = strlen(w) > words->longest ? strlen(w) : words->longest;
                }
        }
        qsort(list, words->n, sizeof *list, compare);
        words->list = list;
}

enum zb_code zb_words_load(const char *layouts_dir, struct zb_arena *arena, struct zb_words *ret,
                           struct zb_err *err)
{
        struct zb_buf file = ZB_BUF_INIT;
        char *path = zb_arena_printf(arena, "%s/words.txt", layouts_dir);
        *ret = (struct zb_words){0};
        if (path && zb_file_read(path, MAX_FILE, &file, NULL) == ZB_OK &&
            zb_utf8_valid(file.data, file.len)) {
                char *text = zb_arena_strndup(arena, file.data, file.len);
                if (text)
                        split(text, arena, ret);
        }
        zb_buf_fini(&file);
        return zb_arena_failed(arena) ? zb_err_nomem(err) : ZB_OK;
}

/* Bytes of the longest word at text, 0: none. */
static size_t match(const struct zb_words *words, const char *text, size_t len)
{
        char word[64];
        size_t most = words->longest < LONGEST ? words->longest : LONGEST;
        most = len < most ? len : most;
        for (size_t n = most < sizeof word ? most : sizeof word - 1; n > 3; n--) {
                const char *key = word;
                memcpy(word, text, n);
                word[n] = '\0';
                if (bsearch(&key, words->list, words->n, sizeof *words->list, compare))
                        return n;
        }
        return 0;
}

const char *zb_words_join(const struct zb_words *words, struct zb_arena *arena, const char *text)
{
        if (!words || !words->n)
                return text;
        struct zb_buf out = ZB_BUF_INIT;
        size_t len = strlen(text);
        for (size_t at = 0; at < len;) {
                uint32_t c;
                size_t word = match(words, text + at, len - at), end = at + word;
                do {
                        size_t n = zb_utf8_next(text + at, len - at, &c);
                        zb_buf_put(&out, text + at, n ? n : 1);
                        at += n ? n : 1;
                        if (at < end)
                                zb_buf_puts(&out, JOINER);
                } while (at < end);
        }
        const char *joined = out.failed ? NULL : zb_arena_strdup(arena, out.data);
        zb_buf_fini(&out);
        return joined ? joined : text;
}
