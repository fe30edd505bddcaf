/* SPDX-License-Identifier: Apache-2.0 */
/* The pixels and the live text of the PSD that is written. */
#include "test_psd.h"

struct flat {
        uint8_t *page[4];
        int width;
};

static enum zb_code keep_flat(void *ctx, void **kept, const struct zb_band *band, struct zb_err *err)
{
        struct flat *flat = ctx;
        size_t n = (size_t)band->width * (size_t)band->rows, at = (size_t)band->y * (size_t)band->width;
        for (size_t i = 0; i < 4 * n; i++)
                flat->page[i % 4][at + i / 4] = (uint8_t)(255 - band->cmyk[i]);
        return ZB_OK;
}

static void test_merged_is_the_raster(void **state)
{
        struct doc *d = write_scene(scene, 2);
        struct flat flat = {.width = d->width};
        for (int p = 0; p < 4; p++) {
                flat.page[p] = malloc((size_t)d->width * (size_t)d->height);
                assert_non_null(flat.page[p]);
        }
        const struct zb_raster_options o = {.ppi = PPI, .profile = profile, .max_total = 300};
        const struct zb_raster_sink sink = {.put = keep_flat, .ctx = &flat};
        assert_int_equal(zb_raster(scene, &o, &sink, 1, NULL), ZB_OK);
        check_near(d, flat.page, 0);
        for (int p = 0; p < 4; p++)
                free(flat.page[p]);
        doc_free(d);
}

/* Text of one ink has constant plates: its colour is in the plates, its shape in the alpha alone. */
static void test_one_ink(void **state)
{
        struct doc *d = write_scene(scene, 1);
        const struct record *r = &d->records[find(d, "heading\x1A"
                                                     "Heading")];
        assert_non_null(r->text);
        size_t n = (size_t)(r->right - r->left) * (size_t)(r->bottom - r->top);
        for (int p = 1; p < 5; p++)
                for (size_t i = 1; i < n; i++)
                        assert_int_equal(r->planes[p][i], r->planes[p][0]);
        assert_int_equal(r->planes[1][0], 255);
        assert_int_equal(r->planes[4][0], 255 - 230); /* K 90 */
        doc_free(d);
}

static void test_same_bytes(void **state)
{
        struct doc *first = write_scene(scene, 1);
        for (int threads = 2; threads <= 3; threads++) {
                struct doc *again = write_scene(scene, threads);
                assert_int_equal(again->file.len, first->file.len);
                assert_memory_equal(again->file.data, first->file.data, first->file.len);
                doc_free(again);
        }
        doc_free(first);
}

/* ---- text ---- */

static bool holds(const struct record *r, const char *bytes, size_t len)
{
        for (size_t i = 0; i + len <= r->text_len; i++)
                if (memcmp(r->text + i, bytes, len) == 0)
                        return true;
        return false;
}

static double text_double(const struct record *r, size_t at)
{
        uint64_t bits = 0;
        double v;
        for (int i = 0; i < 8; i++)
                bits = bits << 8 | r->text[at + (size_t)i];
        memcpy(&v, &bits, 8);
        return v;
}

static void test_text(void **state)
{
        struct doc *d = write_scene(scene, 1);
        const struct record *r = NULL;
        int n = 0;
        for (int i = 0; i < d->n; i++)
                if (d->records[i].text) {
                        n++;
                        if (holds(&d->records[i], "\0k\0e\0y", 6) && d->records[i].text)
                                r = &d->records[i];
                }
        assert_int_equal(n, 4); /* title, heading, paragraph, label */
        assert_non_null(r);
        assert_true(fabs(text_double(r, 2) - 1) < 1e-9 && fabs(text_double(r, 10)) < 1e-9);
        assert_true(fabs(text_double(r, 34) - zb_px_of_mm(10, PPI)) < 1e-6); /* left edge of the paragraph */
        static const char *const wanted[] = {"TxLr",
                                             "EngineData",
                                             "/FontSize ",
                                             "SourceHan",
                                             "/AutoLeading false",
                                             "/RunLengthArray [ 6 3 6 ]",
                                             "/Values [ 1.0 1.0 0.0 0.0 0.0 ]",
                                             "/Justification 0",
                                             "warpNone"};
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
                char utf16[32];
                size_t len = strlen(wanted[i]);
                for (size_t k = 0; k < len && k < 16; k++) {
                        utf16[2 * k] = 0;
                        utf16[2 * k + 1] = wanted[i][k];
                }
                if (!holds(r, wanted[i], len) && !holds(r, utf16, 2 * len))
                        fail_msg("no %s", wanted[i]);
        }
        /* U+5C55 is two bytes, of which the first is a backslash: escaped on its own. */
        assert_true(holds(r, "(\xFE\xFF\\\x5C\x55", 6));
        doc_free(d);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_merged_is_the_raster),
                cmocka_unit_test(test_one_ink),
                cmocka_unit_test(test_same_bytes),
                cmocka_unit_test(test_text),
        };
        return cmocka_run_group_tests(tests, set_up, tear_down);
}
