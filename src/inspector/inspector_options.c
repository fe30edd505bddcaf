/* SPDX-License-Identifier: Apache-2.0 */
/* The command line of zhanban-inspect: one table for parser and help. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inspector.h"

static const struct line {
        char letter;
        const char *name, *argument, *zh, *en;
} lines[] = {
        {'i', "profile", "ICC", "CMYK 输出配置文件（必须给）", "CMYK output profile (needed)"},
        {'f', "facts-only", NULL, "只读事实，不画页面：没有总墨量、二维码和预览",
         "read facts only, draw nothing: no total ink, no codes, no picture"},
        {'v', "view", "PPI", "附上预览图，分辨率 10–150", "add a picture of the board, 10–150 ppi"},
        {'t', "trim", "WxH", "标准要求的成品尺寸，毫米，例如 785x1780",
         "finished size that the standard wants, mm"},
        {'x', "hidden", "XxY", "展架边框遮住的宽度，毫米，例如 20x10", "what the stand's frame hides, mm"},
        {'m', "memory", "MB", "内存上限，256–65536（默认 1024）", "memory limit, 256–65536 (default 1024)"},
        {'s', "seconds", "N", "处理器时间上限，1–3600 秒（默认 30），钟表时间四倍",
         "processor time, 1–3600 (default 30); of the clock four times"},
        {'n', "threads", "N", "线程数，1–256（默认每个核心一个）", "threads, 1–256 (default: one a core)"},
        {'p', "prove", NULL, "试一遍沙箱禁止的事，说出哪些被拒绝",
         "try what the sandbox forbids, say what was refused"},
        {'h', "help", NULL, "显示这份说明", "show this help"},
};
enum { N_LINES = sizeof lines / sizeof *lines };

static bool chinese(void)
{
        static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
        for (size_t i = 0; i < 3; i++) {
                const char *value = getenv(names[i]);
                if (value && *value)
                        return strncmp(value, "zh", 2) == 0;
        }
        return false;
}

void zb_inspector_help(void)
{
        bool zh = chinese();
        printf(zh ? "用法：  zhanban-inspect 文件 --profile ICC\n\n"
                    "在沙箱里读一个 PDF、TIFF、JPEG、PSD 或 AI 文件，把读到的事实写成 JSON。\n"
                    "平时由 zhanban check 调用。\n\n"
                  : "usage:  zhanban-inspect FILE --profile ICC\n\n"
                    "Reads one PDF, TIFF, JPEG, PSD or AI file inside a sandbox and writes its facts as "
                    "JSON.\n"
                    "zhanban check starts it for every file.\n\n");
        for (size_t i = 0; i < N_LINES; i++) {
                char left[40];
                snprintf(left, sizeof left, "--%s%s%s", lines[i].name, lines[i].argument ? " " : "",
                         lines[i].argument ? lines[i].argument : "");
                printf("  %-16s  %s\n", left, zh ? lines[i].zh : lines[i].en);
        }
        printf(zh ? "\n例子：\n  zhanban-inspect 展板.pdf --profile 印刷.icc > 事实.json\n"
                    "\n退出码：0 已读（读到哪里写在 container.reading）；2 用法有误或不是能读的文件；3 "
                    "无法完成\n"
                  : "\nexample:\n  zhanban-inspect board.pdf --profile press.icc > facts.json\n"
                    "\nexit status: 0 read (how far: container.reading); 2 usage, or no file that it reads; "
                    "3 could not be done; 4 the memory limit was met\n");
}

static int usage_error(const char *word, const char *zh, const char *en)
{
        fprintf(stderr, "zhanban-inspect: %s: %s\n", word, chinese() ? zh : en);
        return ZB_INPUT;
}

static bool number(const char *text, double min, double max, double *ret)
{
        return zb_parse_num(text, ret) && *ret >= min && *ret <= max;
}

/* "785x1780" */
static bool pair(const char *text, double *x, double *y)
{
        char word[64];
        char *cross;
        if (strlen(text) >= sizeof word || !(cross = strchr(strcpy(word, text), 'x')))
                return false;
        *cross = '\0';
        return number(word, 0, 1e5, x) && number(cross + 1, 0, 1e5, y);
}

static bool take(struct zb_inspector_args *a, int letter, const char *value)
{
        double n;
        bool ok = true;
        switch (letter) {
        case 'i':
                a->profile = value;
                break;
        case 'f':
                a->options.survey = false;
                break;
        case 'v':
                ok = number(value, 10, 150, &a->options.view_ppi);
                break;
        case 't':
                ok = pair(value, &a->options.width_mm, &a->options.height_mm);
                break;
        case 'x':
                ok = pair(value, &a->options.hidden_x_mm, &a->options.hidden_y_mm);
                break;
        case 'm':
                ok = number(value, 256, 65536, &n);
                a->limits.memory_mb = ok ? (int)n : 0;
                break;
        case 's':
                ok = number(value, 1, 3600, &n);
                a->limits.seconds = ok ? (int)n : 0;
                break;
        case 'n':
                ok = number(value, 1, 256, &n);
                a->options.threads = ok ? (int)n : 0;
                break;
        case 'p':
                a->prove = true;
                break;
        case 'h':
                a->help = true;
                break;
        }
        return ok;
}

int zb_inspector_args(int argc, char **argv, struct zb_inspector_args *ret)
{
        struct option longs[N_LINES + 1] = {0};
        for (size_t i = 0; i < N_LINES; i++)
                longs[i] = (struct option){lines[i].name, lines[i].argument ? required_argument : no_argument,
                                           NULL, lines[i].letter};
        *ret = (struct zb_inspector_args){.options = {.survey = true}, .limits = {1024, 30}};
        opterr = 0;
        for (int letter; (letter = getopt_long(argc, argv, ":h", longs, NULL)) != -1;) {
                const char *word = argv[optind - 1];
                if (letter == '?')
                        return usage_error(word, "没有这个选项", "no such option");
                if (letter == ':')
                        return usage_error(word, "这个选项后面要跟一个值", "this option wants a value");
                if (!take(ret, letter, optarg))
                        return usage_error(word, "这个值不对，见 --help",
                                           "not a value for this option, see --help");
        }
        if (ret->help)
                return 0;
        if (argc - optind != 1)
                return usage_error("FILE", "请给出一个文件，见 --help", "name one file, see --help");
        ret->file = argv[optind];
        if (!ret->profile)
                return usage_error("--profile", "请给出 CMYK 配置文件", "name a CMYK profile");
        return 0;
}
