/* SPDX-License-Identifier: Apache-2.0 */
/* board: what a spec becomes. Faults are tested as data (tests/specs); here stands what a caller gets:
 * values, defaults, places, ownership, and the ways in which loading itself can fail. Pictures are a
 * stand-in: a file that begins with "PICTURE" is one, "AI" is one that says it was generated, "WORK" fails
 * for want of memory. */
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

static int n_open;

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

static int n_proofs; /* begun and not ended */

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

enum zb_code zb_picture_prove_end(struct zb_proof *proof, zb_bad_picture_fn bad, void *ctx,
                                  struct zb_err *err)
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

static char top[] = "/tmp/zb-test-board-XXXXXX";
static char spec_path[100];

static void put(const char *name, const char *text)
{
        char path[200];
        snprintf(path, sizeof path, "%s/spec/%s", top, name);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(text, file);
        fclose(file);
}

static int make_folder(void **state)
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

static int remove_folder(void **state)
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

static struct loaded load(const char *spec)
{
        struct loaded l = {.arena = zb_arena_new()};
        zb_faults_init(&l.faults, l.arena);
        put("board.json", spec);
        l.code = zb_spec_load(spec_path, themes, &l.board, &l.faults, &l.err);
        return l;
}

static void drop(struct loaded *l)
{
        zb_spec_free(l->board);
        zb_faults_fini(&l->faults);
        zb_arena_free(l->arena);
        assert_int_equal(n_open, 0);
        assert_int_equal(n_proofs, 0);
}

/* ---- tests ---- */

static void the_least_gets_defaults(void **state)
{
        struct loaded l = load("{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"text\":\"丙\"}]}");
        assert_int_equal(l.code, ZB_OK);
        const struct zb_spec *b = l.board;
        assert_string_equal(b->file, spec_path);
        assert_string_equal(b->standard, "liaoning-2025-main");
        assert_string_equal(b->process, "xiezhen");
        assert_null(b->theme); /* the default one */
        assert_int_equal(b->orientation, ZB_PORTRAIT);
        assert_int_equal(b->path, ZB_PATH_AUTO);
        assert_string_equal(b->subtitle, "");
        assert_string_equal(b->organization, "");
        assert_string_equal(b->lead.plain, "");
        assert_int_equal(b->lead.n + b->n_authors + b->n_highlights + b->n_qr + b->n_notes + b->n_waivers, 0);
        assert_int_equal(b->n_sections, 1);
        assert_string_equal(b->sections[0].heading, "乙");
        assert_string_equal(b->sections[0].place, "/sections/0");
        assert_int_equal(b->sections[0].n_text, 1);
        assert_string_equal(b->sections[0].text[0].place, "/sections/0/text");
        assert_string_equal(b->sections[0].text[0].plain, "丙");
        drop(&l);
        zb_spec_free(NULL);
}

static void everything_arrives(void **state)
{
        struct loaded l = load("{\"$schema\":\"s\",\"standard\":\"feature-board\",\"process\":\"offset\","
                               "\"orientation\":\"landscape\","
                               "\"path\":\"Z\",\"theme\":\"theme.json\",\"title\":\"甲\\n乙\",\"subtitle\":"
                               "\"副\",\"organization\":\"校\","
                               "\"authors\":[\"一\",\"二\"],\"lead\":\"导\",\"highlights\":[{\"value\":\"92%"
                               "\",\"label\":\"率\"}],"
                               "\"sections\":[{\"heading\":\"h\",\"text\":[\"一段\",\"二段\"],\"figures\":["
                               "{\"type\":\"photo\",\"src\":\"a.jpg\",\"caption\":\"图\",\"focus\":[0.25,1]},"
                               "{\"type\":\"photo\",\"src\":\"sub/"
                               "b.jpg\"},{\"type\":\"photo\",\"src\":\"a.jpg\",\"ai\":true}]}],"
                               "\"qr\":[{\"url\":\"https://example.cn/\"}],\"notes\":\"注\","
                               "\"waive\":[{\"rule\":\"text.count\",\"why\":\"少\"}]}");
        assert_int_equal(l.code, ZB_OK);
        const struct zb_spec *b = l.board;
        assert_string_equal(b->standard, "feature-board");
        assert_string_equal(b->process, "offset");
        assert_string_equal(b->theme, "theme.json");
        assert_int_equal(b->orientation, ZB_LANDSCAPE);
        assert_int_equal(b->path, ZB_PATH_Z);
        assert_string_equal(b->title, "甲\n乙");
        assert_string_equal(b->subtitle, "副");
        assert_string_equal(b->authors[1], "二");
        assert_string_equal(b->lead.place, "/lead");
        assert_string_equal(b->highlights[0].value, "92%");
        assert_string_equal(b->highlights[0].place, "/highlights/0");
        assert_string_equal(b->sections[0].text[1].place, "/sections/0/text/1");
        const struct zb_figure *f = b->sections[0].figures;
        assert_int_equal(b->sections[0].n_figures, 3);
        assert_int_equal(n_open, 3);
        assert_string_equal(f[0].src, "a.jpg");
        assert_string_equal(f[0].caption, "图");
        assert_true(f[0].focus_x == 0.25 && f[0].focus_y == 1);
        assert_true(f[1].focus_x == 0.5 && f[1].focus_y == 0.5);
        assert_string_equal(f[1].place, "/sections/0/figures/1");
        assert_false(f[0].ai);
        assert_true(f[1].ai); /* the picture says so itself */
        assert_true(f[2].ai);
        assert_string_equal(b->qr[0].url, "https://example.cn/");
        assert_string_equal(b->qr[0].label, "");
        assert_string_equal(b->notes[0].place, "/notes");
        assert_string_equal(b->waivers[0].rule, "text.count");
        assert_string_equal(b->waivers[0].why, "少");
        drop(&l);
}

static void marks_become_spans(void **state)
{
        static const struct {
                const char *text, *plain;
                const char *spans; /* joined by "|", keywords in [ ] */
        } cases[] = {
                {"平铺", "平铺", "平铺|"},
                {"用**平台**备课", "用平台备课", "用|[平台]|备课|"},
                {"**开头**和**结尾**", "开头和结尾", "[开头]|和|[结尾]|"},
                {"**甲****乙**", "甲乙", "[甲]|[乙]|"},
                {"3*4=12", "3*4=12", "3*4=12|"},
                {"***星**", "*星", "[*星]|"},
                {"图~1",
                 "图\xE2\x81\xA0"
                 "1",
                 "图\xE2\x81\xA0"
                 "1|"},
                {"**图~1**",
                 "图\xE2\x81\xA0"
                 "1",
                 "[图\xE2\x81\xA0"
                 "1]|"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                char spec[400], got[400] = "";
                snprintf(spec, sizeof spec,
                         "{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"text\":[\"%s\"]}]}",
                         cases[i].text);
                struct loaded l = load(spec);
                assert_int_equal(l.code, ZB_OK);
                const struct zb_rich *r = &l.board->sections[0].text[0];
                assert_string_equal(r->plain, cases[i].plain);
                for (size_t j = 0, n = 0; j < r->n; j++)
                        n += (size_t)snprintf(got + n, sizeof got - n, r->spans[j].keyword ? "[%s]|" : "%s|",
                                              r->spans[j].text);
                assert_string_equal(got, cases[i].spans);
                drop(&l);
        }
}

static void chart_data_arrives(void **state)
{
        struct loaded l = load(
                "{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"figures\":["
                "{\"type\":\"bar\",\"data\":{\"labels\":[\"一\",\"二\"],\"series\":[{\"name\":\"前\","
                "\"values\":[1,-2.5]},"
                "{\"values\":[3,4]}],\"unit\":\"次\",\"max\":30}},"
                "{\"type\":\"donut\",\"data\":{\"labels\":[\"一\",\"二\"],\"values\":[0,5],\"unit\":\"%\"}},"
                "{\"type\":\"table\",\"data\":{\"columns\":[\"年\",\"数\"],\"rows\":[[\"去年\",12.5],[2025,"
                "\"\"]]}},"
                "{\"type\":\"flow\",\"data\":{\"steps\":[\"备\",{\"label\":\"上\",\"icon\":\"screen\"}]}},"
                "{\"type\":\"timeline\",\"data\":{\"events\":[{\"time\":\"3月\",\"label\":\"启\"},"
                "{\"time\":\"4月\",\"label\":\"结\"}]}}]}]}");
        assert_int_equal(l.code, ZB_OK);
        const struct zb_figure *f = l.board->sections[0].figures;
        const struct zb_chart_data *d = &f[0].data;
        assert_int_equal(f[0].type, ZB_FIG_BAR);
        assert_int_equal(d->n_labels, 2);
        assert_int_equal(d->n_series, 2);
        assert_string_equal(d->series[0].name, "前");
        assert_string_equal(d->series[1].name, "");
        assert_true(d->series[0].values[1] == -2.5 && d->max == 30);
        assert_string_equal(d->unit, "次");
        assert_null(d->icons);
        d = &f[1].data;
        assert_int_equal(d->n_series, 1);
        assert_true(d->series[0].values[1] == 5 && d->max == 0);
        d = &f[2].data;
        assert_int_equal(d->n_rows, 2);
        assert_string_equal(d->labels[1], "数");
        assert_string_equal(d->cells[0], "去年");
        assert_string_equal(d->cells[1], "12.5");
        assert_string_equal(d->cells[2], "2025");
        assert_string_equal(d->cells[3], "");
        assert_string_equal(d->unit, "");
        d = &f[3].data;
        assert_string_equal(d->labels[1], "上");
        assert_string_equal(d->icons[0], "");
        assert_string_equal(d->icons[1], "screen");
        d = &f[4].data;
        assert_string_equal(d->times[1], "4月");
        assert_string_equal(d->labels[1], "结");
        drop(&l);
}

/* Faults do not hide one another, nothing is handed out, and pictures that did open are closed again. */
static void all_faults_at_once(void **state)
{
        struct loaded l = load(
                "{\"titel\":\"甲\",\"theme\":\"tech-bleu\",\"sections\":[{\"heading\":\"乙\",\"figures\":["
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
                        assert_int_equal(zb_spec_proven(l.board, &l.faults, &l.err),
                                         i == 1 ? ZB_INPUT : ZB_OK);
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
        struct loaded l =
                load("{\"title\":\"甲\",\"sections\":[{\"heading\":\"乙\",\"figures\":[{\"type\":\"photo\","
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

/* From the k-th allocation on all fail, for every k: never a crash or a leak, and never a board with holes.
 */
static void memory_runs_out(void **state)
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
                                fail_msg("%ld: %s %s", k, l.err.en,
                                         l.faults.n ? l.faults.items[0].text.en : "");
                        if (code == ZB_OK)
                                assert_string_equal(l.board->sections[0].figures[1].data.cells[1], "x");
                        drop(&l);
                }
                assert_int_equal(code, faulty ? ZB_INPUT : ZB_OK);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(the_least_gets_defaults), cmocka_unit_test(everything_arrives),
                cmocka_unit_test(marks_become_spans),      cmocka_unit_test(chart_data_arrives),
                cmocka_unit_test(all_faults_at_once),      cmocka_unit_test(photographs_are_proven_later),
                cmocka_unit_test(failures_of_loading),     cmocka_unit_test(folders),
                cmocka_unit_test(memory_runs_out),
        };
        return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
