/* SPDX-License-Identifier: Apache-2.0 */
/* PSD, taken apart by a reader of its own: records, plates, groups, and the layers composited beside the
 * merged image and beside what the raster draws. */
#include "test_psd.h"

/* ---- the container ---- */

static void test_container(void **state)
{
        struct doc *d = write_scene(scene, 2);
        int width, height;
        zb_raster_size(scene, PPI, &width, &height);
        assert_int_equal(d->width, width);
        assert_int_equal(d->height, height);
        assert_true(fabs(d->ppi - PPI) < 1e-3);
        size_t icc_len;
        const void *icc = zb_profile_data(profile, &icc_len);
        assert_int_equal(d->icc_len, icc_len);
        assert_memory_equal(d->icc, icc, icc_len);
        struct zb_buf xmp = ZB_BUF_INIT;
        zb_write_xmp(scene, "image/vnd.adobe.photoshop", false, NULL, &xmp, NULL);
        assert_int_equal(d->xmp_len, xmp.len);
        assert_memory_equal(d->xmp, xmp.data, xmp.len);
        zb_buf_fini(&xmp);
        for (int i = 0; i < d->n; i++) {
                assert_true(d->records[i].id != 0 && d->records[i].name_units > 0);
                for (int k = 0; k < i; k++)
                        assert_int_not_equal(d->records[i].id, d->records[k].id);
        }
        doc_free(d);
}

/* One group for each section, its ends round its layers, none inside another. */
static void test_groups(void **state)
{
        struct doc *d = write_scene(scene, 1);
        assert_string_equal(d->records[0].name, "paper");
        assert_int_equal(d->records[0].n_channels, 4); /* the ground alone has no alpha */
        assert_int_equal(d->records[0].flags, 9);
        int open = 0, groups = 0;
        for (int i = 1; i < d->n; i++) {
                const struct record *r = &d->records[i];
                if (r->divider == 3) {
                        assert_int_equal(open++, 0);
                        assert_string_equal(r->name, "</Layer group>");
                } else if (r->divider) {
                        assert_int_equal(open--, 1);
                        groups++;
                } else {
                        assert_int_equal(open, 1);
                        assert_int_equal(r->n_channels, 5);
                }
        }
        assert_int_equal(open, 0);
        assert_int_equal(groups, 3); /* head, section 1, foot */
        assert_true(find(d, "1 Heading") > find(d, "chart"));
        doc_free(d);
}

/* The shapes of a chart are one layer, the frame painted after its labels too; what a label would hide is
 * not. */
static void test_layers(void **state)
{
        struct doc *d = write_scene(scene, 1);
        int chart = find(d, "chart"), n = 0;
        assert_true(chart > 0);
        for (int i = 0; i < d->n; i++)
                n += strcmp(d->records[i].name, "chart") == 0;
        assert_int_equal(n, 2); /* the last bar lies over a label */
        const struct record *r = &d->records[chart];
        assert_in_range(r->left, zb_px_of_mm(8, PPI), zb_px_of_mm(10, PPI));
        assert_true(find(d, "photo") > 0);
        assert_true(find(d, "photo") < find(d, "strip"));
        doc_free(d);
}

/* ---- pixels ---- */

static void over(const struct doc *d, const struct record *r, uint8_t *page[4])
{
        int width = r->right - r->left;
        for (int y = r->top; y < r->bottom; y++)
                for (int x = r->left; x < r->right; x++) {
                        size_t from = (size_t)(y - r->top) * (size_t)width + (size_t)(x - r->left);
                        size_t to = (size_t)y * (size_t)d->width + (size_t)x;
                        double a = r->planes[0] ? r->planes[0][from] / 255.0 : 1;
                        for (int p = 0; p < 4; p++)
                                page[p][to] = (uint8_t)lrint(page[p][to] * (1 - a) + r->planes[p + 1][from] * a);
                }
}

static void test_layers_make_the_merged_image(void **state)
{
        struct doc *d = write_scene(scene, 2);
        uint8_t *page[4];
        for (int p = 0; p < 4; p++) {
                page[p] = malloc((size_t)d->width * (size_t)d->height);
                assert_non_null(page[p]);
                memset(page[p], 255, (size_t)d->width * (size_t)d->height);
        }
        for (int i = 0; i < d->n; i++)
                if (!d->records[i].divider && d->records[i].bottom > d->records[i].top)
                        over(d, &d->records[i], page);
        check_near(d, page, 3); /* translucent shapes that overlap inside one layer */
        for (int p = 0; p < 4; p++)
                free(page[p]);
        doc_free(d);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_container),
                cmocka_unit_test(test_groups),
                cmocka_unit_test(test_layers),
                cmocka_unit_test(test_layers_make_the_merged_image),
        };
        return cmocka_run_group_tests(tests, set_up, tear_down);
}
