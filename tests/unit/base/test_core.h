/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of core share. */
#ifndef ZB_TEST_CORE_H
#define ZB_TEST_CORE_H

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

/* ---- files ---- */

__attribute__((unused)) static char folder[] = "/tmp/zb-test-base-XXXXXX";

static inline int make_folder(void **state)
{
        return mkdtemp(folder) ? 0 : -1;
}

static inline const char *in_folder(const char *name)
{
        static char path[4][512];
        static int turn;
        char *p = path[turn++ % 4];
        snprintf(p, sizeof path[0], "%s/%s", folder, name);
        return p;
}

static inline int remove_folder(void **state)
{
        char command[600];
        snprintf(command, sizeof command, "rm -rf '%s'", folder);
        return system(command);
}

typedef enum zb_code (*open_fn)(const char *, struct zb_outfile **, struct zb_err *);

static inline void files_are_read(void **state)
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

#endif
