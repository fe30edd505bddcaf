/* SPDX-License-Identifier: Apache-2.0 */
/* The project's own list first, longest match from the left: it knows the words of schools. Between its matches the
 * dictionary says where words end. */
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define JOINER "\u2060"

/* A compound of more than four Han may be broken between its parts: large type has lines of six. */
enum { MAX_FILE = 1 << 20, MAX_WORDS = 20000, LONGEST = 4 * 3 };

static int words_compare(const void *a, const void *b)
{
        return strcmp(*(char *const *)a, *(char *const *)b);
}

static void words_split(char *text, struct zb_arena *arena, struct zb_words *words)
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
        qsort(list, words->n, sizeof *list, words_compare);
        words->list = list;
}

enum zb_code zb_words_load(const char *layouts_dir, struct zb_arena *arena, struct zb_words *ret, struct zb_err *err)
{
        struct zb_buf file = ZB_BUF_INIT;
        char *path = zb_arena_printf(arena, "%s/words.txt", layouts_dir);
        *ret = (struct zb_words){0};
        if (path && zb_file_read(path, MAX_FILE, &file, NULL) == ZB_OK && zb_utf8_valid(file.data, file.len)) {
                char *text = zb_arena_strndup(arena, file.data, file.len);
                if (text)
                        words_split(text, arena, ret);
        }
        zb_buf_fini(&file);
        return zb_arena_failed(arena) ? zb_err_nomem(err) : ZB_OK;
}

/* Bytes of the longest word at text, 0: none. */
static size_t match(const struct zb_words *words, const char *text, size_t len)
{
        char word[64];
        if (!words->n)
                return 0;
        size_t most = words->longest < LONGEST ? words->longest : LONGEST;
        most = len < most ? len : most;
        for (size_t n = most < sizeof word ? most : sizeof word - 1; n > 3; n--) {
                const char *key = word;
                memcpy(word, text, n);
                word[n] = '\0';
                if (bsearch(&key, words->list, words->n, sizeof *words->list, words_compare))
                        return n;
        }
        return 0;
}

/* Bytes of the dictionary's word at `at`, 0: none that large type must keep whole. */
static size_t dictionary_word(const bool *ends, size_t at, size_t len)
{
        size_t end = at + 1;
        while (end < len && !ends[end])
                end++;
        return end - at <= LONGEST ? end - at : 0;
}

static bool han(uint32_t c)
{
        return c >= 0x3400 && c < 0xA000;
}

/* Copies the word with a joiner between its Han characters. */
static void put_word(struct zb_buf *out, const char *text, size_t len)
{
        uint32_t before = 0, c;
        for (size_t at = 0, n; at < len; at += n ? n : 1) {
                n = zb_utf8_next(text + at, len - at, &c);
                if (at > 0 && han(before) && han(c))
                        zb_buf_puts(out, JOINER);
                zb_buf_put(out, text + at, n ? n : 1);
                before = c;
        }
}

const char *zb_words_join(const struct zb_words *words, struct zb_arena *arena, const char *text)
{
        if (!words)
                return text;
        struct zb_buf out = ZB_BUF_INIT;
        size_t len = strlen(text);
        bool *ends = zb_arena_array(arena, len + 1, sizeof *ends);
        if (!ends)
                return text;
        zb_word_ends(text, len, ends);
        for (size_t at = 0, word; at < len; at += word) {
                uint32_t c;
                word = match(words, text + at, len - at);
                if (!word)
                        word = dictionary_word(ends, at, len);
                if (!word)
                        word = zb_utf8_next(text + at, len - at, &c);
                word = word ? word : 1;
                put_word(&out, text + at, word);
        }
        const char *joined = out.failed ? NULL : zb_arena_strdup(arena, out.data ? out.data : "");
        zb_buf_fini(&out);
        return joined ? joined : text;
}
