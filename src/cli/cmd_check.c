/* SPDX-License-Identifier: Apache-2.0 */
/* zhanban check: judges specs by the standard, without drawing anything. */
#include <string.h>
#include <strings.h>

#include "job.h"

/* Boards made elsewhere are not read yet; saying so is better than "this is not JSON". */
static bool made_elsewhere(const char *path)
{
        static const char *const suffixes[] = {".pdf", ".tif", ".tiff", ".jpg", ".jpeg",
                                               ".psd", ".psb", ".ai",   ".png"};
        const char *dot = strrchr(path, '.');
        for (size_t i = 0; dot && i < sizeof suffixes / sizeof *suffixes; i++)
                if (strcasecmp(dot, suffixes[i]) == 0)
                        return true;
        return false;
}

static int check_one(const struct zb_args *args, struct zb_session *session, const char *path)
{
        struct zb_job *job;
        struct zb_err err = {0};
        if (made_elsewhere(path)) {
                zb_err_set(&err, ZB_INPUT, path, "目前只能检查内容文件（JSON），还不能检查成品文件",
                           "only content specs (JSON) can be checked so far, not finished files");
                return zb_complain(args, &err);
        }
        int status = zb_session_job(args, session, path, &job);
        if (!status)
                status = zb_session_report(args, session, job);
        zb_job_close(job);
        return status;
}

static int run(const struct zb_args *args)
{
        struct zb_session session;
        if (!args->n_operands) {
                zb_help_command(stderr, &zb_command_check, args->lang);
                return ZB_INPUT;
        }
        if (args->scene && args->n_operands > 1) {
                struct zb_err err = {0};
                zb_err_set(&err, ZB_INPUT, "--scene", "一次只能写一块展板的版面，请只给一个内容文件",
                           "one scene at a time: name a single spec");
                return zb_complain(args, &err);
        }
        int status = zb_session_open(args, &session);
        if (status)
                return status;
        for (int i = 0; i < args->n_operands; i++)
                status = zb_worse(status, check_one(args, &session, args->operands[i]));
        return zb_worse(status, zb_session_close(args, &session));
}

const struct zb_command zb_command_check = {
        .name = "check",
        .usage = {"check 内容文件…", "check SPEC…"},
        .summary = {"按标准检查内容文件，不出图", "judge a content spec by the standard, without drawing it"},
        .examples = {"  zhanban check board.json\n  zhanban check board.json --strict --json 结果.json\n",
                     "  zhanban check board.json\n  zhanban check board.json --strict --json report.json\n"},
        .options = "spijcSlqh",
        .run = run,
};
