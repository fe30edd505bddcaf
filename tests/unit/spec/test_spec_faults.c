/* SPDX-License-Identifier: Apache-2.0 */
/* Specs with faults, and the work that fails. */
#include "test_spec.h"

/* Faults do not hide one another, nothing is handed out, and pictures that did open are closed again. */
static void all_faults_at_once(void **state)
{
        struct loaded l =
                load("{\"titel\":\"甲\",\"theme\":\"tech-bleu\",\"sections\":[{\"heading\":\"乙\",\"figures\":["
                     "{\"type\":\"photo\",\"src\":\"a.jpg\"},{\"type\":\"photo\",\"src\":\"text.jpg\"},"
                     "{\"type\":\"photo\",\"src\":\"damaged.jpg\"},"
                     "{\"type\":\"photo\",\"src\":\"../board.json\"}]},{\"heading\":\"丙\"}]}");
        assert_int_equal(l.code, ZB_INPUT);
        assert_null(l.board);
        assert_string_equal(l.err.place, spec_path);
        assert_non_null(strstr(l.err.en, "7 fault"));
        static const char *const places[] = {"/titel",
                                             "/theme",
                                             "/title",
                                             "/sections/0/figures/1/src",
                                             "/sections/0/figures/3/src",
                                             "/sections/1",
                                             "/sections/0/figures/2/src" /* pixels are looked at last */};
        assert_int_equal(l.faults.n, 7);
        for (size_t i = 0; i < 7; i++)
                assert_string_equal(l.faults.items[i].place, places[i]);
        drop(&l);
}

/* A board whose photographs are proven later: it is there at once, and fails as it would have at once. */
static void photographs_are_proven_later(void **state)
{
        static const char *const photos[] = {"a.jpg", "damaged.jpg"};
        for (int i = 0; i < 3; i++) {
                char spec[200];
                snprintf(spec, sizeof spec,
                         "{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"text\":\"丙\",\"figures\":["
                         "{\"type\":\"photo\",\"src\":\"%s\"}]}]}",
                         photos[i % 2]);
                put("board.json", spec);
                struct loaded l = {.arena = zb_arena_new()};
                zb_faults_init(&l.faults, l.arena);
                assert_int_equal(zb_spec_load_early(spec_path, themes, &l.board, &l.faults, &l.err), ZB_OK);
                assert_int_equal(n_proofs, 1);
                if (i < 2) { /* else nobody asks for the verdict */
                        assert_int_equal(zb_spec_proven(l.board, &l.faults, &l.err), i == 1 ? ZB_INPUT : ZB_OK);
                        assert_int_equal(l.faults.n, i);
                        assert_int_equal(n_proofs, 0);
                }
                drop(&l);
        }
        put("board.json", "{\"titel\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"text\":\"丙\",\"figures\":["
                          "{\"type\":\"photo\",\"src\":\"damaged.jpg\"}]}]}");
        struct loaded l = {.arena = zb_arena_new()};
        zb_faults_init(&l.faults, l.arena);
        assert_int_equal(zb_spec_load_early(spec_path, themes, &l.board, &l.faults, &l.err), ZB_INPUT);
        assert_int_equal(l.faults.n, 3); /* titel, no title, the photograph */
        drop(&l);
}

static void failures_of_loading(void **state)
{
        struct loaded l =
                load("{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"figures\":["
                     "{\"type\":\"photo\",\"src\":\"a.jpg\"},{\"type\":\"photo\",\"src\":\"work.jpg\"}]}]}");
        assert_int_equal(l.code, ZB_WORK);
        assert_non_null(strstr(l.err.en, "out of memory"));
        assert_int_equal(l.faults.n, 0);
        drop(&l);
        l = load("{\"title\":");
        assert_int_equal(l.code, ZB_INPUT);
        assert_int_equal(l.faults.n, 0);
        assert_non_null(strstr(l.err.place, "board.json:1:"));
        drop(&l);
        struct zb_spec *board = NULL;
        struct zb_err err;
        assert_int_equal(zb_spec_load("/no/such/board.json", NULL, &board, NULL, &err), ZB_INPUT);
        assert_int_equal(zb_spec_load(top, NULL, &board, NULL, &err), ZB_INPUT);
}

/* A spec is found by a relative path too, and its pictures next to it, also through a link to the folder. */
static void folders(void **state)
{
        char link_path[200], path[300];
        snprintf(link_path, sizeof link_path, "%s/link", top);
        assert_int_equal(symlink("spec", link_path), 0);
        snprintf(path, sizeof path, "%s/board.json", link_path);
        struct loaded l = load("{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"figures\":[{\"type\":\"photo\","
                               "\"src\":\"sub/../a.jpg\"}]}]}");
        assert_int_equal(l.code, ZB_INPUT); /* ".." is refused even where it stays inside */
        drop(&l);
        l = load("{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"figures\":[{\"type\":\"photo\","
                 "\"src\":\"./a..b/../a.jpg\"}]}]}");
        assert_int_equal(l.code, ZB_INPUT);
        drop(&l);
        l = load("{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"figures\":[{\"type\":\"photo\","
                 "\"src\":\"./sub//b.jpg\"}]}]}");
        assert_int_equal(l.code, ZB_OK);
        zb_spec_free(l.board);
        assert_int_equal(zb_spec_load(path, NULL, &l.board, &l.faults, &l.err), ZB_OK);
        assert_string_equal(l.board->dir, link_path);
        zb_spec_free(l.board);
        char old[4096];
        assert_non_null(getcwd(old, sizeof old));
        assert_int_equal(chdir(link_path), 0);
        assert_int_equal(zb_spec_load("board.json", NULL, &l.board, &l.faults, &l.err), ZB_OK);
        assert_string_equal(l.board->dir, ".");
        assert_int_equal(chdir(old), 0);
        drop(&l);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(all_faults_at_once),  cmocka_unit_test(photographs_are_proven_later),
                cmocka_unit_test(failures_of_loading), cmocka_unit_test(folders),
                cmocka_unit_test(memory_runs_out),
        };
        return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
