/* SPDX-License-Identifier: Apache-2.0 */
/* The memo of a composition: what is kept is found under its whole key and under no other, through any growth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "memo.h"

enum { MANY = 5000 };

static struct zb_memo_key key_of(uint64_t text, double measure)
{
        struct zb_memo_key key;
        memset(&key, 0, sizeof key);
        key.text = text;
        key.measure_mm = measure;
        key.voice = ZB_MEMO_WIDTH;
        return key;
}

static void a_text_has_one_number(void **state)
{
        struct zb_memo *memo = zb_memo_new();
        static uint64_t numbers[MANY];
        char text[32];
        for (int i = 0; i < MANY; i++) {
                snprintf(text, sizeof text, "第%d节", i);
                numbers[i] = zb_memo_text(memo, 0, text, 0);
                for (int k = i > 20 ? i - 20 : 0; k < i; k++)
                        assert_true(numbers[k] != numbers[i]);
        }
        for (int i = 0; i < MANY; i++) {
                snprintf(text, sizeof text, "第%d节", i);
                assert_true(zb_memo_text(memo, 0, text, 0) == numbers[i]);
        }
        /* the style counts, what stands before it, and where one text ends and the next begins */
        uint64_t bold = zb_memo_text(memo, 0, "第1节", 1), behind = zb_memo_text(memo, numbers[2], "第1节", 0);
        assert_true(bold != numbers[1] && behind != numbers[1] && behind != bold);
        uint64_t ab_c = zb_memo_text(memo, zb_memo_text(memo, 0, "ab", 0), "c", 0),
                 a_bc = zb_memo_text(memo, zb_memo_text(memo, 0, "a", 0), "bc", 0);
        assert_true(ab_c != a_bc);
        assert_true(zb_memo_text(NULL, 0, "ab", 0) == 0);
        zb_memo_free(memo);
}

static void what_is_kept_is_found(void **state)
{
        struct zb_memo *memo = zb_memo_new();
        double values[ZB_MEMO_VALUES] = {0};
        char text[32];
        for (int i = 0; i < MANY; i++) {
                snprintf(text, sizeof text, "%d", i % 100);
                struct zb_memo_key key = key_of(zb_memo_text(memo, 0, text, 0), i);
                assert_false(zb_memo_find_values(memo, &key, values));
                values[0] = i;
                zb_memo_keep_values(memo, &key, values);
        }
        for (int i = 0; i < MANY; i++) {
                snprintf(text, sizeof text, "%d", i % 100);
                struct zb_memo_key key = key_of(zb_memo_text(memo, 0, text, 0), i);
                assert_true(zb_memo_find_values(memo, &key, values));
                assert_true(values[0] == i);
                key.of = memo; /* another figure's */
                assert_false(zb_memo_find_values(memo, &key, values));
        }
        zb_memo_free(memo);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_text_has_one_number),
                cmocka_unit_test(what_is_kept_is_found),
        };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
