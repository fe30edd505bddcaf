/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of spec share. */
#ifndef ZB_TEST_SPEC_H
#define ZB_TEST_SPEC_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "spec.h"
#include "failing_alloc.h"

/* ---- the stand-in ---- */

struct zb_picture {
        struct zb_picture_info info;
        char path[400];
};

__attribute__((unused)) static int n_open;

enum zb_code zb_picture_peek(const char *path, struct zb_picture **ret, struct zb_err *err)
{
        struct zb_buf buf = ZB_BUF_INIT;
        enum zb_code code = zb_file_read(path, 100, &buf, err);
        if (code)
                return code;
        bool ai = strncmp(buf.data, "AI", 2) == 0;
        if (strncmp(buf.data, "WORK", 4) == 0)
                code = zb_err_nomem(err);
        else if (!ai && strncmp(buf.data, "PICTURE", 7) != 0)
                code = zb_err_say(err, ZB_INPUT, NULL, "not a picture.");
        zb_buf_fini(&buf);
        if (code == ZB_OK) {
                struct zb_picture *made = calloc(1, sizeof *made);
                if (!made)
                        return zb_err_nomem(err);
                *ret = made;
                (*ret)->info.ai_generated = ai;
                snprintf((*ret)->path, sizeof(*ret)->path, "%s", path);
                n_open++;
        }
        return code;
}

struct zb_proof {
        size_t n;
        struct zb_picture *pictures[64];
};

__attribute__((unused)) static int n_proofs; /* begun and not ended */

enum zb_code zb_picture_prove_begin(struct zb_picture *const *pictures, size_t n, struct zb_proof **ret,
                                    struct zb_err *err)
{
        struct zb_proof *proof = calloc(1, sizeof *proof);
        if (!proof)
                return zb_err_nomem(err);
        proof->n = n;
        for (size_t i = 0; i < n; i++)
                proof->pictures[i] = pictures[i];
        *ret = proof;
        n_proofs++;
        return ZB_OK;
}

enum zb_code zb_picture_prove_end(struct zb_proof *proof, zb_bad_picture_fn bad, void *ctx, struct zb_err *err)
{
        for (size_t i = 0; bad && i < proof->n; i++) {
                struct zb_err why = {0};
                if (strstr(proof->pictures[i]->path, "damaged")) {
                        zb_err_say(&why, ZB_INPUT, NULL, "damaged.");
                        bad(ctx, i, &why);
                }
        }
        free(proof);
        n_proofs--;
        return ZB_OK;
}

void zb_picture_free(struct zb_picture *picture)
{
        n_open -= picture != NULL;
        free(picture);
}

const struct zb_picture_info *zb_picture_info(const struct zb_picture *picture)
{
        return &picture->info;
}

/* ---- a folder with a spec ---- */

__attribute__((unused)) static char top[] = "/tmp/zb-test-board-XXXXXX";

__attribute__((unused)) static char spec_path[100];

static inline void put(const char *name, const char *text)
{
        char path[200];
        snprintf(path, sizeof path, "%s/spec/%s", top, name);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
}

static inline int make_folder(void **state)
{
        char path[200];
        if (!mkdtemp(top))
                return -1;
        snprintf(path, sizeof path, "%s/spec", top);
        mkdir(path, 0700);
        snprintf(path, sizeof path, "%s/spec/sub", top);
        mkdir(path, 0700);
        snprintf(spec_path, sizeof spec_path, "%s/spec/board.json", top);
        put("a.jpg", "PICTURE");
        put("sub/b.jpg", "AI");
        put("text.jpg", "text");
        put("work.jpg", "WORK");
        put("damaged.jpg", "PICTURE");
        put("theme.json", "{}");
        return 0;
}

static inline int remove_folder(void **state)
{
        char command[200];
        snprintf(command, sizeof command, "rm -rf '%s'", top);
        return system(command);
}

struct loaded {
        struct zb_arena *arena;
        struct zb_faults faults;
        struct zb_spec *board;
        struct zb_err err;
        enum zb_code code;
};

static const char *const themes[] = {"tech-blue", "education-green", NULL};

static inline struct loaded load(const char *spec)
{
        struct loaded l = {.arena = zb_arena_new()};
        zb_faults_init(&l.faults, l.arena);
        put("board.json", spec);
        l.code = zb_spec_load(spec_path, themes, &l.board, &l.faults, &l.err);
        return l;
}

static inline void drop(struct loaded *l)
{
        zb_spec_free(l->board);
        zb_faults_fini(&l->faults);
        zb_arena_free(l->arena);
        assert_int_equal(n_open, 0);
        assert_int_equal(n_proofs, 0);
}

/* From the k-th allocation on all fail, for every k: never a crash or a leak, and never a board with holes.
 */
static inline void memory_runs_out(void **state)
{
        static const char spec[] =
                "{\"title\":\"甲\",\"lead\":\"用**平台**\",\"authors\":[\"王\"],\"sections\":[{\"heading\":"
                "\"乙\","
                "\"text\":[\"一\",\"二\"],\"figures\":[{\"type\":\"photo\",\"src\":\"a.jpg\"},{\"type\":"
                "\"table\","
                "\"data\":{\"columns\":[\"年\"],\"rows\":[[1],[\"x\"]]}},{\"type\":\"bar\",\"data\":{"
                "\"labels\":[\"一\"],"
                "\"series\":[{\"values\":[1]}]}}]}],\"waive\":[{\"rule\":\"text.count\",\"why\":\"少\"}]%s}";
        for (int faulty = 0; faulty < 2; faulty++) {
                char text[1000];
                snprintf(text, sizeof text, spec, faulty ? ",\"titel\":1,\"theme\":\"x\"" : "");
                put("board.json", text);
                enum zb_code code = ZB_WORK;
                bool met = true;
                for (long k = 0; met; k++) {
                        assert_true(k < 3000);
                        struct loaded l = {.arena = zb_arena_new()};
                        zb_faults_init(&l.faults, l.arena);
                        allocations_left = k;
                        l.code = code = zb_spec_load(spec_path, themes, &l.board, &l.faults, &l.err);
                        met = allocations_left < 0;
                        allocations_left = -1;
                        assert_int_equal(l.board != NULL, code == ZB_OK);
                        if (code == ZB_INPUT && !faulty) /* a fault is only told of what is really wrong */
                                fail_msg("%ld: %s %s", k, l.err.en, l.faults.n ? l.faults.items[0].text.en : "");
                        if (code == ZB_OK)
                                assert_string_equal(l.board->sections[0].figures[1].data.cells[1], "x");
                        drop(&l);
                }
                assert_int_equal(code, faulty ? ZB_INPUT : ZB_OK);
        }
}

#endif
