/* SPDX-License-Identifier: Apache-2.0 */
/* What cannot be written: too many pixels, a full disk, memory that runs out, an interruption. */
#include "test_psd.h"

/* ---- what cannot be written ---- */

static void test_too_many_pixels(void **state)
{
        struct zb_scene *tall = zb_scene_new(100, 3000, 0);
        struct zb_write_options o = options(1);
        struct zb_err err = {0};
        o.ppi = 300;
        unlink(out_path);
        assert_int_equal(zb_write(tall, &(struct zb_output){&zb_format_psd, out_path}, 1, &o, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "30000"));
        assert_non_null(strstr(err.zh, "30000"));
        assert_int_equal(access(out_path, F_OK), -1);
        zb_scene_free(tall);
}

static void test_full_device(void **state)
{
        struct zb_write_options o = options(2);
        struct zb_err err = {0};
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_psd, "/dev/full"}, 1, &o, &err), ZB_WORK);
        assert_non_null(strstr(err.en, "full"));
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_psd, "/nowhere/at/all.psd"}, 1, &o, &err),
                         ZB_WORK);
        assert_int_equal(zb_write(scene, &(struct zb_output){&zb_format_psd, "/dev/null"}, 1, &o, &err), ZB_OK);
}

/* Where file or spool may grow no further: the old file stays and nothing else is left. */
static void test_every_write_may_fail(void **state)
{
        struct doc *old = write_scene(scene, 1);
        int files = count_files();
        struct rlimit before;
        assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
        signal(SIGXFSZ, SIG_IGN);
        for (int part = 0; part < 20; part++) {
                struct rlimit now = {old->file.len * (unsigned)part / 20, before.rlim_max};
                struct zb_write_options o = options(2);
                struct zb_err err = {0};
                setrlimit(RLIMIT_FSIZE, &now);
                enum zb_code code = zb_write(scene, &(struct zb_output){&zb_format_psd, out_path}, 1, &o, &err);
                setrlimit(RLIMIT_FSIZE, &before);
                assert_int_equal(code, ZB_WORK);
                assert_string_equal(err.place, out_path);
        }
        assert_int_equal(count_files(), files);
        struct doc *after = read_psd();
        assert_int_equal(after->file.len, old->file.len);
        assert_memory_equal(after->file.data, old->file.data, old->file.len);
        doc_free(after);
        doc_free(old);
}

/* Whether the outputs could be made although the n-th allocation of ours failed; if not: one sentence, no
 * file, nothing lost. *ret_met: there was an n-th. */
static bool survives(const struct zb_output *outputs, size_t n_outputs, int n, bool *ret_met)
{
        struct zb_write_options o = options(1);
        struct zb_err err = {0};
        int files = count_files();
        o.ppi = 12;
        allocations_left = n;
        enum zb_code code = zb_write(scene, outputs, n_outputs, &o, &err);
        *ret_met = allocations_left < 0;
        allocations_left = -1;
        if (code == ZB_OK) {
                for (size_t i = 0; i < n_outputs; i++)
                        assert_int_equal(unlink(outputs[i].path), 0);
                return true;
        }
        assert_int_equal(code, ZB_WORK);
        assert_string_not_equal(err.zh, "");
        assert_int_equal(count_files(), files);
        return false;
}

/* Each allocation of ours fails in turn, in every format, and every third one when all are made together. */
static void test_every_allocation_may_fail(void **state)
{
        static const struct zb_format *const formats[] = {&zb_format_psd,  &zb_format_psb, &zb_format_jpeg,
                                                          &zb_format_tiff, &zb_format_png, &zb_format_pdf};
        enum { N = sizeof formats / sizeof *formats };
        struct zb_output outputs[N];
        char paths[N][sizeof out_path + 8];
        unlink(out_path);
        for (size_t i = 0; i < N; i++) {
                snprintf(paths[i], sizeof paths[i], "%s.%zu", out_path, i);
                outputs[i] = (struct zb_output){formats[i], paths[i]};
        }
        for (size_t i = 0; i <= N; i++) {
                bool all = i == N, met = true;
                int failed = 0;
                for (int n = 0; met; n += all ? 3 : 1) {
                        assert_true(n < 20000);
                        failed += !survives(all ? outputs : &outputs[i], all ? N : 1, n, &met);
                }
                assert_true(failed > 10);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_too_many_pixels),
                cmocka_unit_test(test_full_device),
                cmocka_unit_test(test_every_write_may_fail),
                cmocka_unit_test(test_every_allocation_may_fail),
                cmocka_unit_test(test_stopped),
        };
        return cmocka_run_group_tests(tests, set_up, tear_down);
}
