/* SPDX-License-Identifier: Apache-2.0 */
/* Workers and files: the pool keeps order, outputs appear whole or not at all. */
#include "test_core.h"

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
                        assert_int_equal(zb_pool_ordered(threads, t.n, ahead, pool_work, pool_done, &t, &err), ZB_OK);
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

static int count_files(void)
{
        DIR *dir = opendir(folder);
        int n = 0;
        for (struct dirent *e; (e = readdir(dir));)
                n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
        closedir(dir);
        return n;
}

static void assert_holds(const char *path, const char *text)
{
        struct zb_buf buf = ZB_BUF_INIT;
        struct zb_err err;
        assert_int_equal(zb_file_read(path, 1000000, &buf, &err), ZB_OK);
        assert_string_equal(buf.data, text);
        zb_buf_fini(&buf);
}

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

int main(void)
{
        const struct CMUnitTest tests[] = {
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
