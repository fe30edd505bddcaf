/* SPDX-License-Identifier: Apache-2.0 */
/* base: every promise of its headers, once more under a decimal-comma locale. */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <dirent.h>
#include <signal.h>

#include <cmocka.h>

#include "core.h"
#include "outfile_priv.h"

/* ---- errors ---- */

static void err_holds_both_languages(void **state)
{
        struct zb_err err;
        assert_int_equal(
                zb_err_say(&err, ZB_INPUT, "/title", "\"%s\" is not a folder: write to another place.", "甲"),
                ZB_INPUT);
        assert_string_equal(zb_err_text(&err, ZB_ZH), "“甲”不是文件夹：请换一个位置。");
        assert_string_equal(zb_err_text(&err, ZB_EN), "\"甲\" is not a folder: write to another place.");
        assert_string_equal(err.place, "/title");
        assert_int_equal(zb_err_say(NULL, ZB_WORK, NULL, "y"), ZB_WORK);
        assert_int_equal(zb_err_nomem(&err), ZB_WORK);
        assert_string_equal(err.place, "");
        assert_string_equal(zb_err_text(NULL, ZB_EN), "");
        assert_string_equal(zb_msg_text((struct zb_msg){0}, ZB_ZH), "");
}

static void err_cuts_between_characters(void **state)
{
        char text[3000];
        for (int shift = 0; shift < 3; shift++) {
                memset(text, 'a', (size_t)shift);
                for (int i = 0; i < 900; i++)
                        memcpy(text + shift + 3 * i, "展", 3);
                text[shift + 2700] = '\0';
                struct zb_err err;
                zb_err_say(&err, ZB_INPUT, text, "%s", text);
                assert_true(zb_utf8_valid(err.zh, strlen(err.zh)));
                assert_true(zb_utf8_valid(err.place, strlen(err.place)));
                assert_true(strlen(err.zh) > 760 && strlen(err.place) > 250);
                zb_err_set_msg(&err, ZB_INPUT, "", (struct zb_msg){text, text});
                assert_true(zb_utf8_valid(err.en, strlen(err.en)));
        }
}

/* ---- arena, buffer, UTF-8 ---- */

static void arena_keeps_what_it_gave(void **state)
{
        struct zb_arena *arena = zb_arena_new();
        char *kept[500];
        for (int i = 0; i < 500; i++) {
                kept[i] = zb_arena_printf(arena, "%d %s", i, i % 7 ? "" : "long text long text");
                unsigned char *big = zb_arena_alloc(arena, i % 50 == 0 ? 100000 : (size_t)i);
                assert_int_equal((uintptr_t)big % _Alignof(max_align_t), 0);
                for (int j = 0; j < i; j++)
                        assert_int_equal(big[j], 0);
                memset(big, 0xEE, (size_t)i);
        }
        for (int i = 0; i < 500; i++)
                assert_int_equal(atoi(kept[i]), i);
        assert_null(zb_arena_strdup(arena, NULL));
        assert_string_equal(zb_arena_strndup(arena, "abc", 2), "ab");
        assert_string_equal(zb_arena_strndup(arena, "abc", 9), "abc");
        struct zb_msg m = zb_arena_say(arena, "\"%s\" is not a folder: write to another place.", "甲");
        assert_string_equal(m.zh, "“甲”不是文件夹：请换一个位置。");
        assert_string_equal(m.en, "\"甲\" is not a folder: write to another place.");
        assert_memory_equal(zb_arena_memdup(arena, "x\0y", 3), "x\0y", 3);
        assert_false(zb_arena_failed(arena));
        assert_null(zb_arena_array(arena, SIZE_MAX / 2, 4));
        assert_true(zb_arena_failed(arena));
        zb_arena_free(arena);
        zb_arena_free(NULL);
}

static void buf_grows(void **state)
{
        struct zb_buf buf = ZB_BUF_INIT;
        zb_buf_put(&buf, "", 0);
        assert_non_null(buf.data);
        for (int i = 0; i < 1000; i++) {
                zb_buf_printf(&buf, "%d,", i);
                assert_int_equal(buf.data[buf.len], 0);
        }
        assert_int_equal(buf.len, 10 * 2 + 90 * 3 + 900 * 4);
        zb_buf_clear(&buf);
        zb_buf_u16be(&buf, 0x1234);
        zb_buf_u32be(&buf, 0xA1B2C3D4);
        zb_buf_putc(&buf, 'z');
        assert_memory_equal(buf.data, "\x12\x34\xA1\xB2\xC3\xD4z", 8);
        zb_buf_put(&buf, "", SIZE_MAX - 2);
        assert_true(buf.failed);
        zb_buf_puts(&buf, "more");
        assert_int_equal(buf.len, 7);
        zb_buf_fini(&buf);
        assert_null(buf.data);
}

static void utf8_is_strict(void **state)
{
        static const struct {
                const char *text;
                bool valid;
        } cases[] = {
                {"", true},
                {"abc", true},
                {"展板", true},
                {"\xF0\xA0\x80\x80", true},
                {"\xC0\x80", false},
                {"\xC1\xBF", false},
                {"\xE0\x9F\xBF", false},
                {"\xED\xA0\x80", false},
                {"\x80", false},
                {"\xE5\xB1", false},
                {"\xF4\x90\x80\x80", false},
                {"\xFF", false},
                {"\xF0\x8F\xBF\xBF", false},
                {"a\xE5"
                 "b",
                 false},
                {"\xF4\x8F\xBF\xBF", true},
                {"\xED\x9F\xBF", true},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
                assert_int_equal(zb_utf8_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid);
        for (uint32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
                char out[4];
                uint32_t back = 0;
                size_t n = zb_utf8_put(out, c);
                bool surrogate = c >= 0xD800 && c <= 0xDFFF;
                assert_int_equal(zb_utf8_next(out, n, &back), surrogate ? 0 : n);
                if (!surrogate)
                        assert_int_equal(back, c);
                assert_int_equal(zb_utf8_next(out, n - 1, &back), 0);
        }
        assert_int_equal(zb_utf8_length("展板 ab"), 5);
        char word[] = "展\033[2J\302\233\342\200\256\n\177板\377";
        zb_utf8_plain(word, "\n");
        assert_string_equal(word, "展 [2J     \n 板?");
        struct zb_err err;
        zb_err_say(&err, ZB_INPUT, "a\nb\033", "\033%s\n", "c\233");
        assert_string_equal(err.place, "a b ");
        assert_string_equal(err.zh, " c?\n");
        assert_string_equal(err.en, " c?\n");
        assert_true(zb_utf8_valid("a\0b", 3));
}

/* ---- numbers ---- */

static void numbers_are_written(void **state)
{
        static const struct {
                double value;
                int decimals;
                const char *text;
        } cases[] = {
                {0, 3, "0"},
                {-0.0, 3, "0"},
                {-0.0004, 3, "0"},
                {1.5, 0, "2"},
                {2.5, 0, "2"},
                {0.125, 2, "0.12"},
                {0.375, 2, "0.38"},
                {2.675, 2, "2.67"},
                {1.005, 2, "1"},
                {100, 0, "100"},
                {100, 4, "100"},
                {1234567.891, 3, "1234567.891"},
                {-785.25, 2, "-785.25"},
                {1e-9, 9, "0.000000001"},
                {0.1 + 0.2, 9, "0.3"},
                {1e22, 2, "10000000000000000000000"},
                {999.9999, 3, "1000"},
                {1e300, 9, "9999999999999999583119736832"},
                {-1e300, 9, "-9999999999999999583119736832"},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                char out[40];
                assert_string_equal(zb_num(out, cases[i].value, cases[i].decimals), cases[i].text);
                struct zb_buf buf = ZB_BUF_INIT;
                zb_buf_num(&buf, cases[i].value, cases[i].decimals);
                assert_string_equal(buf.data, cases[i].text);
                zb_buf_fini(&buf);
        }
}

static void numbers_are_read(void **state)
{
        static const struct {
                const char *text;
                double value;
        } good[] = {{"0", 0},         {"-1.5", -1.5}, {"785.25", 785.25}, {"1e3", 1000},
                    {"2.5E-1", 0.25}, {"007", 7},     {"1e+2", 100}};
        static const char *const bad[] = {"",    " 1", "1 ",    "+1",    "1,5", ".5",    "1.", "0x10", "inf",
                                          "nan", "1e", "1e999", "1.2.3", "--1", "1e1.5", "-",  "1a"};
        for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
                double value = -99;
                assert_true(zb_parse_num(good[i].text, &value));
                assert_true(value == good[i].value);
        }
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                double value = -99;
                assert_false(zb_parse_num(bad[i], &value));
                assert_true(value == -99);
        }
        assert_false(zb_parse_num(NULL, &(double){0}));
}

/* A machine may have no decimal-comma locale installed: one is compiled for the test. */
static void numbers_ignore_the_locale(void **state)
{
        char locales[] = "/tmp/zb-test-locale-XXXXXX", command[300];
        const char *before = getenv("LOCPATH");
        char *old = before ? strdup(before) : NULL;
        assert_non_null(mkdtemp(locales));
        snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 '%s/de_DE.UTF-8' >/dev/null 2>&1",
                 locales);
        bool made = system(command) == 0;
        setenv("LOCPATH", locales, 1);
        bool set = made && setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
        char comma[20] = "";
        if (set) {
                snprintf(comma, sizeof comma, "%.1f", 1.5);
                numbers_are_written(state);
                numbers_are_read(state);
        }
        setlocale(LC_ALL, "C");
        if (old)
                setenv("LOCPATH", old, 1);
        else
                unsetenv("LOCPATH");
        free(old);
        snprintf(command, sizeof command, "rm -rf '%s'", locales);
        assert_int_equal(system(command), 0);
        if (!set)
                skip();
        assert_string_equal(comma, "1,5");
}

/* ---- geometry ---- */

static void union_is_exact(void **state)
{
        assert_true(zb_rect_union_area(NULL, 0) == 0);
        struct zb_rect same[3] = {{0, 0, 10, 10}, {0, 0, 10, 10}, {2, 2, 3, 3}};
        assert_true(zb_rect_union_area(same, 3) == 100);
        struct zb_rect cross[2] = {{0, 4, 10, 2}, {4, 0, 2, 10}};
        assert_true(zb_rect_union_area(cross, 2) == 36);
        struct zb_rect empty[3] = {{0, 0, 0, 5}, {0, 0, -3, 5}, {1, 1, 2, NAN}};
        assert_true(zb_rect_union_area(empty, 3) == 0);

        /* Against counting cells, for many random sets on a grid. */
        unsigned seed = 7;
        for (int round = 0; round < 200; round++) {
                struct zb_rect r[12];
                char cell[40][40] = {{0}};
                for (int i = 0; i < 12; i++) {
                        int x = rand_r(&seed) % 30, y = rand_r(&seed) % 30, w = rand_r(&seed) % 11,
                            h = rand_r(&seed) % 11;
                        r[i] = (struct zb_rect){x, y, w, h};
                        for (int a = x; a < x + w; a++)
                                for (int b = y; b < y + h; b++)
                                        cell[a][b] = 1;
                }
                int count = 0;
                for (int a = 0; a < 1600; a++)
                        count += cell[a / 40][a % 40];
                assert_true(zb_rect_union_area(r, 12) == count);
        }
}

static void rects(void **state)
{
        struct zb_rect a = {0, 0, 10, 10}, b = {5, 5, 10, 10}, far = {20, 0, 5, 5};
        struct zb_rect i = zb_rect_intersect(a, b);
        assert_true(i.x == 5 && i.y == 5 && i.w == 5 && i.h == 5);
        i = zb_rect_intersect(a, far);
        assert_true(i.w == 0 && i.h == 0);
        i = zb_rect_inset(a, 1, 2);
        assert_true(i.x == 1 && i.y == 2 && i.w == 8 && i.h == 6);
        assert_true(zb_rect_contains(a, i, 0));
        assert_false(zb_rect_contains(a, b, 4.9));
        assert_true(zb_rect_contains(a, b, 5));
}

/* ---- pool ---- */

struct pool_test {
        int n, ahead, done, fail_work, fail_done;
        _Atomic int started;
        int order_broken, ahead_broken;
        int ring[8];
};

static enum zb_code pool_work(void *ctx, int job, int thread, struct zb_err *err)
{
        struct pool_test *t = ctx;
        t->started++;
        if (job % 5 == 0)
                usleep(500);
        if (job == t->fail_work)
                return zb_err_say(err, ZB_WORK, NULL, "bad %d", job);
        if (t->ahead > 0) /* without `done` nothing bounds the jobs, so there is no ring */
                t->ring[job % t->ahead] = job;
        return ZB_OK;
}

static enum zb_code pool_done(void *ctx, int job, struct zb_err *err)
{
        struct pool_test *t = ctx;
        t->order_broken |= job != t->done++;
        t->ahead_broken |= t->ring[job % t->ahead] != job || t->started > job + t->ahead;
        if (job == t->fail_done)
                return zb_err_say(err, ZB_INPUT, NULL, "done %d", job);
        return ZB_OK;
}

static void pool_keeps_order(void **state)
{
        for (int threads = 1; threads <= 6; threads++)
                for (int ahead = 1; ahead <= 8; ahead += 3) {
                        struct pool_test t = {.n = 200, .ahead = ahead, .fail_work = -1, .fail_done = -1};
                        struct zb_err err;
                        assert_int_equal(zb_pool_ordered(threads, t.n, ahead, pool_work, pool_done, &t, &err),
                                         ZB_OK);
                        assert_int_equal(t.done, t.n);
                        assert_int_equal(t.order_broken + t.ahead_broken, 0);
                }
        assert_int_equal(zb_pool_ordered(4, 0, 2, pool_work, pool_done, NULL, NULL), ZB_OK);
        assert_int_equal(zb_pool_threads(3), 3);
        assert_true(zb_pool_threads(0) >= 1);
}

static void pool_stops_at_an_error(void **state)
{
        for (int threads = 1; threads <= 4; threads++) {
                struct zb_err err = {0};
                struct pool_test t = {.n = 200, .ahead = 4, .fail_work = 17, .fail_done = -1};
                assert_int_equal(zb_pool_ordered(threads, t.n, 4, pool_work, pool_done, &t, &err), ZB_WORK);
                assert_string_equal(err.en, "bad 17");
                assert_true(t.done <= 17 && t.started < 40);
                t = (struct pool_test){.n = 200, .ahead = 4, .fail_work = -1, .fail_done = 30};
                assert_int_equal(zb_pool_ordered(threads, t.n, 4, pool_work, pool_done, &t, &err), ZB_INPUT);
                assert_string_equal(err.en, "done 30");
                assert_int_equal(t.done, 31);
                t = (struct pool_test){.n = 50, .fail_work = -1, .fail_done = -1};
                assert_int_equal(zb_pool_ordered(threads, t.n, 4, pool_work, NULL, &t, &err), ZB_OK);
                assert_int_equal(t.started, 50);
        }
}

/* ---- files ---- */

static char folder[] = "/tmp/zb-test-base-XXXXXX";

static int make_folder(void **state)
{
        return mkdtemp(folder) ? 0 : -1;
}

static const char *in_folder(const char *name)
{
        static char path[4][512];
        static int turn;
        char *p = path[turn++ % 4];
        snprintf(p, sizeof path[0], "%s/%s", folder, name);
        return p;
}

static int count_files(void)
{
        DIR *dir = opendir(folder);
        int n = 0;
        for (struct dirent *e; (e = readdir(dir));)
                n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
        closedir(dir);
        return n;
}

static int remove_folder(void **state)
{
        char command[600];
        snprintf(command, sizeof command, "rm -rf '%s'", folder);
        return system(command);
}

static void assert_holds(const char *path, const char *text)
{
        struct zb_buf buf = ZB_BUF_INIT;
        struct zb_err err;
        assert_int_equal(zb_file_read(path, 1000000, &buf, &err), ZB_OK);
        assert_string_equal(buf.data, text);
        zb_buf_fini(&buf);
}

typedef enum zb_code (*open_fn)(const char *, struct zb_outfile **, struct zb_err *);
static const open_fn ways[] = {zb_outfile_open, zb_outfile_open_named};

static void outfile_appears_whole(void **state)
{
        for (size_t i = 0; i < 2; i++) {
                const char *path = in_folder(i ? "named.tif" : "unnamed.tif");
                for (int round = 0; round < 2; round++) {
                        char text[32];
                        snprintf(text, sizeof text, "round %d", round);
                        struct zb_outfile *out;
                        struct zb_err err;
                        int before = count_files();
                        mode_t old = umask(027);
                        assert_int_equal(ways[i](path, &out, &err), ZB_OK);
                        umask(old);
                        assert_string_equal(zb_outfile_path(out), path);
                        assert_int_equal(zb_outfile_write(out, text, strlen(text), &err), ZB_OK);
                        assert_int_equal(lseek(zb_outfile_fd(out), 0, SEEK_CUR), 7);
                        if (round == 0)
                                assert_int_not_equal(access(path, F_OK), 0);
                        else
                                assert_holds(path, "round 0");
                        assert_int_equal(zb_outfile_commit(out, &err), ZB_OK);
                        assert_holds(path, text);
                        struct stat st;
                        stat(path, &st);
                        assert_int_equal(st.st_mode & 0777, 0640);
                        assert_int_equal(count_files(), before + (round == 0));
                }
                struct zb_outfile *out;
                assert_int_equal(ways[i](path, &out, NULL), ZB_OK);
                assert_int_equal(zb_outfile_write(out, "half", 4, NULL), ZB_OK);
                int before = count_files();
                zb_outfile_abandon(out);
                assert_int_equal(count_files(), before - (int)i);
                assert_holds(path, "round 1");
        }
        zb_outfile_abandon(NULL);
}

/* A run that is killed leaves the old file; the next run removes what the killed one left. */
static void outfile_survives_kill(void **state)
{
        for (size_t i = 0; i < 2; i++) {
                const char *path = in_folder("killed.tif");
                struct zb_outfile *out;
                assert_int_equal(zb_outfile_open(path, &out, NULL), ZB_OK);
                zb_outfile_write(out, "old", 3, NULL);
                zb_outfile_commit(out, NULL);
                int before = count_files();
                pid_t child = fork();
                if (child == 0) {
                        if (ways[i](path, &out, NULL) == ZB_OK)
                                zb_outfile_write(out, "new, half", 9, NULL);
                        kill(getpid(), SIGKILL);
                }
                int status;
                waitpid(child, &status, 0);
                assert_true(WIFSIGNALED(status));
                assert_holds(path, "old");
                assert_int_equal(count_files(), before + (int)i);
                assert_int_equal(zb_outfile_open(path, &out, NULL), ZB_OK);
                assert_int_equal(count_files(), before);
                zb_outfile_abandon(out);
        }
}

/* Two runs for one target at once: neither takes the other's file for a stale one; the last commit wins,
 * whole. */
static void outfile_two_at_once(void **state)
{
        const char *path = in_folder("both.tif");
        for (size_t i = 0; i < 2; i++) {
                struct zb_outfile *a, *b;
                assert_int_equal(ways[i](path, &a, NULL), ZB_OK);
                assert_int_equal(ways[i](path, &b, NULL), ZB_OK);
                zb_outfile_write(a, "first", 5, NULL);
                zb_outfile_write(b, "second", 6, NULL);
                assert_int_equal(zb_outfile_commit(b, NULL), ZB_OK);
                assert_holds(path, "second");
                assert_int_equal(zb_outfile_commit(a, NULL), ZB_OK);
                assert_holds(path, "first");
        }
}

static void outfile_follows_a_link(void **state)
{
        const char *real = in_folder("real.tif"), *link_name = in_folder("link.tif");
        struct zb_outfile *out;
        assert_int_equal(zb_outfile_open(real, &out, NULL), ZB_OK);
        zb_outfile_commit(out, NULL);
        assert_int_equal(symlink("real.tif", link_name), 0);
        assert_int_equal(zb_outfile_open(link_name, &out, NULL), ZB_OK);
        zb_outfile_write(out, "x", 1, NULL);
        zb_outfile_commit(out, NULL);
        assert_holds(real, "x");
        struct stat st;
        lstat(link_name, &st);
        assert_true(S_ISLNK(st.st_mode));
}

static void outfile_says_what_is_wrong(void **state)
{
        struct zb_outfile *out = NULL;
        struct zb_err err;
        assert_int_equal(zb_outfile_open(folder, &out, &err), ZB_INPUT);
        assert_int_equal(zb_outfile_open(in_folder("new/"), &out, &err), ZB_INPUT);
        assert_int_equal(zb_outfile_open("", &out, &err), ZB_INPUT);
        assert_int_equal(zb_outfile_open(in_folder("none/x.tif"), &out, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "there is no folder"));
        assert_non_null(strstr(err.zh, "none"));
        assert_string_equal(err.place, in_folder("none/x.tif"));
        char name[400];
        memset(name, 'x', sizeof name);
        name[300] = '\0';
        assert_int_equal(zb_outfile_open(in_folder(name), &out, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "too long"));
        name[250] = '\0';
        assert_int_equal(zb_outfile_open(in_folder(name), &out, &err), ZB_OK);
        assert_int_equal(zb_outfile_commit(out, &err), ZB_OK);
        if (geteuid() != 0) {
                mkdir(in_folder("locked"), 0555);
                assert_int_equal(zb_outfile_open(in_folder("locked/x.tif"), &out, &err), ZB_WORK);
                assert_non_null(strstr(err.en, "no permission"));
        }
}

static void outfile_disk_full(void **state)
{
        struct zb_outfile *out;
        struct zb_err err;
        assert_int_equal(zb_outfile_open("/dev/full", &out, &err), ZB_OK);
        assert_int_equal(zb_outfile_write(out, "x", 1, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "the disk is full"));
        assert_non_null(strstr(err.zh, "磁盘已满"));
        assert_string_equal(err.place, "/dev/full");
        zb_outfile_abandon(out);
        assert_int_equal(zb_outfile_open("/dev/null", &out, &err), ZB_OK);
        assert_int_equal(zb_outfile_write(out, "x", 1, &err), ZB_OK);
        assert_int_equal(zb_outfile_commit(out, &err), ZB_OK);
        struct stat st;
        assert_true(stat("/dev/null", &st) == 0 && S_ISCHR(st.st_mode));

        /* A limit on the file's size, as a real short write in the middle of a block. */
        struct rlimit old, small = {1000, RLIM_INFINITY};
        getrlimit(RLIMIT_FSIZE, &old);
        signal(SIGXFSZ, SIG_IGN);
        small.rlim_max = old.rlim_max;
        setrlimit(RLIMIT_FSIZE, &small);
        char block[1500] = {0};
        assert_int_equal(zb_outfile_open(in_folder("limit.tif"), &out, &err), ZB_OK);
        enum zb_code code = zb_outfile_write(out, block, sizeof block, &err);
        zb_outfile_abandon(out);
        setrlimit(RLIMIT_FSIZE, &old);
        signal(SIGXFSZ, SIG_DFL);
        assert_int_equal(code, ZB_WORK);
        assert_non_null(strstr(err.en, "ulimit"));
        assert_int_not_equal(access(in_folder("limit.tif"), F_OK), 0);
}

static void files_are_read(void **state)
{
        struct zb_buf buf = ZB_BUF_INIT;
        struct zb_err err;
        zb_buf_puts(&buf, "kept");
        assert_int_equal(zb_file_read(in_folder("nothing"), 10, &buf, &err), ZB_INPUT);
        assert_string_equal(err.place, in_folder("nothing"));
        assert_int_equal(zb_file_read(folder, 10, &buf, &err), ZB_INPUT);
        assert_int_equal(zb_file_read("/dev/zero", 10, &buf, &err), ZB_INPUT);
        mkfifo(in_folder("pipe"), 0600);
        assert_int_equal(zb_file_read(in_folder("pipe"), 10, &buf, &err), ZB_INPUT);
        struct zb_outfile *out;
        zb_outfile_open(in_folder("ten"), &out, &err);
        zb_outfile_write(out, "0123456789", 10, &err);
        zb_outfile_commit(out, &err);
        assert_int_equal(zb_file_read(in_folder("ten"), 9, &buf, &err), ZB_INPUT);
        assert_non_null(strstr(err.en, "too large"));
        assert_string_equal(buf.data, "kept");
        assert_int_equal(zb_file_read(in_folder("ten"), 10, &buf, &err), ZB_OK);
        assert_string_equal(buf.data, "0123456789");
        /* Its size is said to be 0. */
        assert_int_equal(zb_file_read("/proc/self/status", 100000, &buf, &err), ZB_OK);
        assert_true(buf.len > 10);
        assert_int_equal(zb_file_read("/proc/self/status", 10, &buf, &err), ZB_INPUT);
        zb_buf_fini(&buf);
        char head[4] = "";
        size_t len = 9;
        double bytes = 0;
        assert_int_equal(zb_file_head(in_folder("ten"), head, sizeof head, &len, &bytes, &err), ZB_OK);
        assert_true(len == 4 && bytes == 10 && memcmp(head, "0123", 4) == 0);
        assert_int_equal(zb_file_head(in_folder("pipe"), head, sizeof head, &len, &bytes, &err), ZB_INPUT);
        assert_int_equal(zb_file_head(in_folder("nowhere"), head, sizeof head, &len, &bytes, &err), ZB_INPUT);
        assert_true(len == 4 && bytes == 10);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(err_holds_both_languages),
                cmocka_unit_test(err_cuts_between_characters),
                cmocka_unit_test(arena_keeps_what_it_gave),
                cmocka_unit_test(buf_grows),
                cmocka_unit_test(utf8_is_strict),
                cmocka_unit_test(numbers_are_written),
                cmocka_unit_test(numbers_are_read),
                cmocka_unit_test(numbers_ignore_the_locale),
                cmocka_unit_test(union_is_exact),
                cmocka_unit_test(rects),
                cmocka_unit_test(pool_keeps_order),
                cmocka_unit_test(pool_stops_at_an_error),
                cmocka_unit_test(outfile_appears_whole),
                cmocka_unit_test(outfile_survives_kill),
                cmocka_unit_test(outfile_two_at_once),
                cmocka_unit_test(outfile_follows_a_link),
                cmocka_unit_test(outfile_says_what_is_wrong),
                cmocka_unit_test(outfile_disk_full),
                cmocka_unit_test(files_are_read),
        };
        return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
