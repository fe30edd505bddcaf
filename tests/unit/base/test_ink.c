/* SPDX-License-Identifier: Apache-2.0 */
/* ink: colours through the project's own profile, the limits that a press sets, and profiles that are none.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <lcms2.h>

#include "ink.h"

#define PROFILE ZB_SOURCE_DIR "/layouts/profiles/zhanban-coated.icc"

static struct zb_profile *press;

static int setup(void **state)
{
        struct zb_err err = {0};
        if (zb_profile_open(PROFILE, &press, &err)) {
                fprintf(stderr, "%s\n", err.en);
                return -1;
        }
        return 0;
}

static int teardown(void **state)
{
        zb_profile_free(press);
        return 0;
}

static struct zb_transform *transform(enum zb_pixel_space from, const void *icc, size_t len, bool want_assumed)
{
        struct zb_transform *t = NULL;
        struct zb_err err = {0};
        bool assumed = !want_assumed;
        assert_int_equal(zb_transform_new(press, from, icc, len, &t, &assumed, &err), ZB_OK);
        assert_int_equal(assumed, want_assumed);
        return t;
}

/* lcms calls it CMYK_8; that 255 is full ink there must not be taken on trust. */
static void test_polarity(void **state)
{
        struct zb_transform *t = transform(ZB_RGB8, NULL, 0, false);
        const uint8_t in[3][3] = {{255, 255, 255}, {0, 0, 0}, {255, 255, 0}};
        uint8_t out[3][4];
        zb_transform_run(t, in[0], out[0], 3, 400);
        for (int i = 0; i < 4; i++)
                assert_int_equal(out[0][i], 0); /* white paper takes no ink */
        assert_true(out[1][3] > 200);           /* black is mostly K */
        assert_true(out[2][2] > 200 && out[2][0] < 30 && out[2][3] < 10);
        zb_transform_free(t);
}

static void test_total_ink(void **state)
{
        struct zb_transform *t = transform(ZB_RGB8, NULL, 0, false);
        enum { N = 17 };
        static uint8_t in[N * N * N][3], out[N * N * N][4], held[N * N * N][4];
        for (int i = 0; i < N * N * N; i++) {
                in[i][0] = (uint8_t)(i / (N * N) * 255 / (N - 1));
                in[i][1] = (uint8_t)(i / N % N * 255 / (N - 1));
                in[i][2] = (uint8_t)(i % N * 255 / (N - 1));
        }
        zb_transform_run(t, in[0], out[0], N * N * N, 300);
        zb_transform_run(t, in[0], held[0], N * N * N, 220);
        int above = 0;
        for (int i = 0; i < N * N * N; i++) {
                int sum = out[i][0] + out[i][1] + out[i][2] + out[i][3];
                int held_sum = held[i][0] + held[i][1] + held[i][2] + held[i][3];
                assert_true(sum * 100 <= 300 * 255);
                assert_true(held_sum * 100 <= 220 * 255);
                assert_int_equal(held[i][3], out[i][3]); /* the black is kept */
                above += sum * 100 > 220 * 255;
                if (sum * 100 <= 220 * 255)
                        assert_memory_equal(held[i], out[i], 4);
        }
        assert_true(above > 0);
        zb_transform_free(t);
}

static void test_gray_axis(void **state)
{
        struct zb_transform *rgb = transform(ZB_RGB8, NULL, 0, false), *gray = transform(ZB_GRAY8, NULL, 0, false);
        int last = 256;
        for (int v = 255; v >= 0; v -= 15) {
                uint8_t g = (uint8_t)v, in[3] = {g, g, g}, a[4], b[4], seen[1][3];
                zb_transform_run(rgb, in, a, 1, 300);
                zb_transform_run(gray, &g, b, 1, 300);
                for (int i = 0; i < 4; i++)
                        assert_in_range(a[i] - b[i] + 3, 0, 6);
                struct zb_ink ink = {a[0] / 255.0f, a[1] / 255.0f, a[2] / 255.0f, a[3] / 255.0f};
                assert_int_equal(zb_proof_rgb(press, &ink, seen, 1, NULL), ZB_OK);
                int most = 0, least = 255, mean = (seen[0][0] + seen[0][1] + seen[0][2]) / 3;
                for (int i = 0; i < 3; i++) {
                        most = seen[0][i] > most ? seen[0][i] : most;
                        least = seen[0][i] < least ? seen[0][i] : least;
                }
                assert_true(most - least <= 9); /* neutral to the eye */
                assert_true(mean <= last);      /* and never lighter for a darker gray */
                last = mean;
        }
        assert_true(last < 50);
        zb_transform_free(rgb);
        zb_transform_free(gray);
}

static void test_cmyk_passes(void **state)
{
        const uint8_t in[4][4] = {{0, 0, 0, 255}, {12, 34, 56, 78}, {255, 255, 255, 255}, {0, 0, 0, 0}};
        uint8_t out[4][4];
        struct zb_transform *t = transform(ZB_CMYK8, NULL, 0, false);
        zb_transform_run(t, in[0], out[0], 4, 400);
        assert_memory_equal(in, out, sizeof(in));
        zb_transform_run(t, in[0], out[0], 4, 300);
        assert_memory_equal(in, out, 2 * 4); /* K alone stays K alone */
        static const uint8_t full[4] = {170, 170, 170, 255};
        assert_memory_equal(out[2], full, 4);
        zb_transform_run(t, in[0], out[0], 4, 50); /* even K alone is above this */
        static const uint8_t half[4] = {0, 0, 0, 127};
        assert_memory_equal(out[0], half, 4);
        zb_transform_free(t);

        size_t len;
        const void *icc = zb_profile_data(press, &len); /* the press's own ink is not converted either */
        t = transform(ZB_CMYK8, icc, len, false);
        zb_transform_run(t, in[0], out[0], 4, 400);
        assert_memory_equal(in, out, sizeof(in));
        zb_transform_free(t);
}

static void test_cmyk_converts(void **state)
{
        size_t len;
        const void *icc = zb_profile_data(press, &len);
        uint8_t *other = malloc(len);
        assert_non_null(other);
        memcpy(other, icc, len);
        other[35] ^= 1; /* another second of creation: other bytes, the same colours */
        struct zb_transform *t = transform(ZB_CMYK8, other, len, false);
        const uint8_t in[3][4] = {{0, 0, 0, 0}, {0, 0, 0, 255}, {255, 0, 0, 0}};
        uint8_t out[3][4];
        zb_transform_run(t, in[0], out[0], 3, 300);
        for (int i = 0; i < 4; i++)
                assert_int_equal(out[0][i], 0);
        assert_true(out[1][3] > 150);
        assert_true(out[2][0] > 235 && out[2][1] < 20 && out[2][2] < 20 && out[2][3] < 10);
        zb_transform_free(t);
        free(other);
}

static void test_broken_own_profile(void **state)
{
        size_t len;
        const void *icc = zb_profile_data(press, &len);
        uint8_t rgb[3] = {40, 120, 200}, want[4], got[4];
        struct zb_transform *t = transform(ZB_RGB8, NULL, 0, false);
        zb_transform_run(t, rgb, want, 1, 300);
        zb_transform_free(t);
        const struct {
                const void *data;
                size_t len;
        } bad[] = {{"no profile at all", 17}, {"", 0}, {icc, 100}, {icc, 200}, {icc, len} /* CMYK, not RGB */};
        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
                t = transform(ZB_RGB8, bad[i].data, bad[i].len, true);
                zb_transform_run(t, rgb, got, 1, 300);
                assert_memory_equal(got, want, 4);
                zb_transform_free(t);
        }
        t = transform(ZB_CMYK8, "rubbish", 7, true);
        zb_transform_run(t, want, got, 1, 300);
        assert_memory_equal(got, want, 4);
        zb_transform_free(t);
}

/* The table against lcms without one, over colours that no grid of it meets: what differs is not seen. */
static void test_close_to_lcms(void **state)
{
        enum { N = 200000 };
        static uint8_t in[N][3], ours[N][4], theirs[N][4];
        unsigned seed = 7;
        for (int i = 0; i < N * 3; i++)
                in[i / 3][i % 3] = (uint8_t)((seed = seed * 1103515245 + 12345) >> 16);
        struct zb_transform *t = transform(ZB_RGB8, NULL, 0, false);
        zb_transform_run(t, in[0], ours[0], N, 400);
        zb_transform_free(t);
        size_t len;
        const void *icc = zb_profile_data(press, &len);
        cmsHPROFILE srgb = cmsCreate_sRGBProfile(), to = cmsOpenProfileFromMem(icc, (cmsUInt32Number)len);
        cmsHTRANSFORM lcms =
                cmsCreateTransform(srgb, TYPE_RGB_8, to, TYPE_CMYK_8, INTENT_PERCEPTUAL, cmsFLAGS_NOOPTIMIZE);
        assert_non_null(lcms);
        cmsDoTransform(lcms, in, theirs, N);
        double sum[4] = {0};
        int far = 0;
        for (int i = 0; i < N; i++) {
                for (int k = 0; k < 4; k++) {
                        int d = abs(ours[i][k] - theirs[i][k]);
                        sum[k] += d;
                        far += d > 4;
                }
        }
        for (int k = 0; k < 4; k++)
                assert_true(sum[k] / N < 1);
        assert_true(far < N * 4 / 100);
        cmsDeleteTransform(lcms);
        cmsCloseProfile(srgb);
        cmsCloseProfile(to);
}

/* The nodes of the grid are lcms' own numbers: white is paper, and so is every corner of the cube. */
static void test_corners_are_exact(void **state)
{
        struct zb_transform *t = transform(ZB_RGB8, NULL, 0, false);
        size_t len;
        const void *icc = zb_profile_data(press, &len);
        cmsHPROFILE srgb = cmsCreate_sRGBProfile(), to = cmsOpenProfileFromMem(icc, (cmsUInt32Number)len);
        cmsHTRANSFORM lcms =
                cmsCreateTransform(srgb, TYPE_RGB_16, to, TYPE_CMYK_16, INTENT_PERCEPTUAL, cmsFLAGS_NOOPTIMIZE);
        for (int i = 0; i < 8; i++) {
                uint8_t rgb[3] = {i & 1 ? 255 : 0, i & 2 ? 255 : 0, i & 4 ? 255 : 0}, ours[4];
                uint16_t wide[3] = {i & 1 ? 65535 : 0, i & 2 ? 65535 : 0, i & 4 ? 65535 : 0}, theirs[4];
                zb_transform_run(t, rgb, ours, 1, 400);
                cmsDoTransform(lcms, wide, theirs, 1);
                for (int k = 0; k < 4; k++)
                        assert_int_equal(ours[k], (theirs[k] + 128) / 257);
        }
        zb_transform_free(t);
        cmsDeleteTransform(lcms);
        cmsCloseProfile(srgb);
        cmsCloseProfile(to);
}

/* The same numbers whatever the length of a run and wherever it starts; in place for ink. */
static void test_runs(void **state)
{
        enum { N = 10000 };
        static uint8_t in[N][3], whole[N][4], parts[N][4];
        uint8_t *bytes = (uint8_t *)in;
        unsigned seed = 1;
        for (int i = 0; i < N * 3; i++)
                bytes[i] = (uint8_t)((seed = seed * 1103515245 + 12345) >> 16);
        struct zb_transform *t = transform(ZB_RGB8, NULL, 0, false);
        zb_transform_run(t, in[0], whole[0], N, 300);
        for (size_t at = 0, step = 1; at < N; at += step, step = step * 3 % 1009) {
                size_t n = N - at < step ? N - at : step;
                zb_transform_run(t, in[at], parts[at], n, 300);
        }
        assert_memory_equal(whole, parts, sizeof(whole));
        zb_transform_run(t, NULL, NULL, 0, 300);
        zb_transform_free(t);
}

static void test_proof_and_contrast(void **state)
{
        const struct zb_ink paper = {0}, k = {0, 0, 0, 1}, odd = {NAN, -3, 7, 0}, yellow = {0, 0, 1, 0};
        uint8_t rgb[2][3];
        assert_int_equal(zb_proof_rgb(press, (struct zb_ink[2]){odd, yellow}, rgb, 2, NULL), ZB_OK);
        assert_memory_equal(rgb[0], rgb[1], 3); /* out of range is the nearest ink */
        assert_true(rgb[1][0] > 230 && rgb[1][2] < 60);
        static struct zb_ink many[1100];
        static uint8_t seen[1100][3];
        assert_int_equal(zb_proof_rgb(press, many, seen, 1100, NULL), ZB_OK);
        for (int i = 0; i < 1100; i++)
                assert_true(seen[i][0] >= 254 && seen[i][1] >= 254 && seen[i][2] >= 254);
        double c = zb_ink_contrast(press, paper, k);
        assert_true(c > 10 && c <= 21);
        assert_true(fabs(c - zb_ink_contrast(press, k, paper)) < 1e-12);
        /* pixels, many alike: each what its ink alone gives */
        uint8_t px[600][4];
        float y[600];
        for (int i = 0; i < 600; i++)
                for (int j = 0; j < 4; j++)
                        px[i][j] = (uint8_t)(i / 3 * (37 + 2 * j) + 11 * j);
        memset(px[0], 0, 4);
        zb_proof_luminance(press, px[0], 600, y);
        for (int i = 0; i < 600; i++) {
                const struct zb_ink ink = {px[i][0] / 255.0f, px[i][1] / 255.0f, px[i][2] / 255.0f,
                                           px[i][3] / 255.0f};
                assert_true(fabs(y[i] - zb_ink_luminance(press, ink)) < 1e-6);
        }
        assert_true(y[0] > 0.99);
        assert_true(fabs(zb_ink_contrast(press, k, k) - 1) < 1e-12);
        assert_true(zb_ink_contrast(press, paper, yellow) < 1.6);
}

static void test_mix(void **state)
{
        struct zb_ink a = {0.1f, 0.2f, 0.3f, 0.4f}, b = {0.9f, 0.7f, 0.1f, 0}, m;
        m = zb_ink_mix(a, b, 0);
        assert_memory_equal(&m, &a, sizeof(m));
        m = zb_ink_mix(a, b, 1);
        assert_memory_equal(&m, &b, sizeof(m));
        m = zb_ink_mix(a, b, 0.25);
        assert_true(fabs(m.c - 0.3) < 1e-6 && fabs(m.k - 0.3) < 1e-6);
        assert_true(fabs(zb_ink_total(a) - 100) < 1e-4);
}

static void test_profile(void **state)
{
        size_t len;
        const uint8_t *data = zb_profile_data(press, &len);
        assert_true(len > 200000);
        assert_memory_equal(data + 36, "acsp", 4);
        assert_memory_equal(data + 12, "prtrCMYK", 8);
        assert_non_null(strstr(zb_profile_name(press), "zhanban"));
        assert_non_null(strstr(zb_profile_name(press), "own build"));
}

static void refused(const void *data, size_t len)
{
        char path[] = "/tmp/zb-test-ink-XXXXXX";
        int fd = mkstemp(path);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, data, len), (ssize_t)len);
        close(fd);
        struct zb_profile *p = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_profile_open(path, &p, &err), ZB_INPUT);
        assert_null(p);
        assert_string_equal(err.place, path);
        assert_true(err.zh[0] && err.en[0]);
        unlink(path);
}

static void test_not_a_profile(void **state)
{
        struct zb_profile *p = NULL;
        struct zb_err err = {0};
        assert_int_equal(zb_profile_open("/nonexistent.icc", &p, &err), ZB_INPUT);
        refused("", 0);
        refused("hello", 5);
        size_t len;
        const uint8_t *good = zb_profile_data(press, &len);
        refused(good, len / 2);
        refused(good, 130);
        uint8_t *bad = malloc(len);
        assert_non_null(bad);
        memcpy(bad, good, len);
        memcpy(bad + 12, "scnr", 4); /* an input profile */
        refused(bad, len);
        memcpy(bad + 12, "prtrRGB ", 8);
        refused(bad, len);
        memcpy(bad, good, len);
        for (size_t i = 132; i + 12 <= 132 + 12 * (size_t)bad[131]; i += 12)
                if (memcmp(bad + i, "B2A", 3) == 0)
                        bad[i] = 'X'; /* no way back */
        refused(bad, len);
        memset(bad, 0xFF, 4); /* a length that cannot be */
        refused(bad, len);
        free(bad);
}

/* Whatever bytes change, the profile opens or is refused; opened, it converts. */
static void test_fuzzed_profiles(void **state)
{
        size_t len;
        const uint8_t *good = zb_profile_data(press, &len);
        uint8_t *bad = malloc(len), rgb[3] = {1, 2, 3}, out[4];
        assert_non_null(bad);
        unsigned seed = 7;
        for (int round = 0; round < 24; round++) {
                memcpy(bad, good, len);
                for (int i = 0; i < 6; i++) {
                        seed = seed * 1103515245 + 12345;
                        size_t at = (seed >> 8) % (i % 2 ? len : 1200);
                        bad[at] = (uint8_t)(seed >> 24);
                }
                struct zb_transform *t = NULL;
                bool assumed;
                assert_int_equal(zb_transform_new(press, ZB_CMYK8, bad, len, &t, &assumed, NULL), ZB_OK);
                zb_transform_run(t, (const uint8_t[4]){9, 8, 7, 6}, out, 1, 300);
                zb_transform_free(t);
                char path[] = "/tmp/zb-test-ink-XXXXXX";
                int fd = mkstemp(path);
                assert_true(fd >= 0 && write(fd, bad, len) == (ssize_t)len);
                close(fd);
                struct zb_profile *p = NULL;
                if (zb_profile_open(path, &p, NULL) == ZB_OK) {
                        assert_int_equal(zb_transform_new(p, ZB_RGB8, NULL, 0, &t, &assumed, NULL), ZB_OK);
                        zb_transform_run(t, rgb, out, 1, 300);
                        zb_transform_free(t);
                        zb_profile_free(p);
                }
                unlink(path);
        }
        free(bad);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_polarity),      cmocka_unit_test(test_total_ink),
                cmocka_unit_test(test_gray_axis),     cmocka_unit_test(test_cmyk_passes),
                cmocka_unit_test(test_cmyk_converts), cmocka_unit_test(test_broken_own_profile),
                cmocka_unit_test(test_close_to_lcms), cmocka_unit_test(test_corners_are_exact),
                cmocka_unit_test(test_runs),          cmocka_unit_test(test_proof_and_contrast),
                cmocka_unit_test(test_mix),           cmocka_unit_test(test_profile),
                cmocka_unit_test(test_not_a_profile), cmocka_unit_test(test_fuzzed_profiles),
        };
        return cmocka_run_group_tests(tests, setup, teardown);
}
