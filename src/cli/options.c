/* SPDX-License-Identifier: Apache-2.0 */
/* One table describes every option: getopt_long's structure and the help text are made from it. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "columns.h"

struct option_line {
        char letter; /* also its short form when `shown` */
        bool shown;
        const char *name, *argument; /* argument NULL: a flag */
        struct zb_msg help;
};

static const struct option_line lines[] = {
        {'o',
         true,
         "output",
         "FILE",
         {"输出文件，格式看后缀：.pdf .tif .jpg .psd .psb .png；可以写多个",
          "output; the format follows the name: .pdf .tif .jpg .psd .psb .png; may be repeated"}},
        {'s',
         false,
         "standard",
         "NAME|FILE",
         {"按哪个标准检查（默认按内容文件里写的；成品文件默认 liaoning-2025-main）",
          "the standard to judge by (default: the spec's; of files: liaoning-2025-main)"}},
        {'p',
         false,
         "process",
         "NAME",
         {"印刷工艺：xiezhen 写真、penhui 喷绘、offset 胶印", "print process: xiezhen, penhui, offset"}},
        {'i',
         false,
         "profile",
         "ICC",
         {"CMYK 输出配置文件（默认用自带的）", "CMYK output profile (default: our own)"}},
        {'d',
         false,
         "dpi",
         "N",
         {"分辨率，10–600（默认 300；PNG 为 40）", "resolution, 10–600 (default 300; PNG 40)"}},
        {'Q',
         false,
         "quality",
         "N",
         {"JPEG 的质量，1–100（默认 92）", "quality of JPEG, 1–100 (default 92)"}},
        {'z',
         false,
         "compression",
         "NAME",
         {"TIFF 的压缩：deflate（默认）、lzw、none 不压缩",
          "compression of TIFF: deflate (default), lzw, none"}},
        {'j',
         false,
         "json",
         "FILE|-",
         {"把检查结果写成 JSON；- 表示屏幕", "write the report as JSON; - is standard output"}},
        {'H',
         false,
         "html",
         "FILE",
         {"把检查结果写成一个网页，问题标在画面上",
          "write the report as a web page, with the faults marked on the board"}},
        {'w',
         false,
         "waive",
         "RULE=WHY",
         {"豁免一条规则并写明理由，可以写多次；也可以是文件：{\"waive\": [{\"rule\": …, \"why\": …}]}",
          "waive a rule and say why; may be repeated; or a file: {\"waive\": [{\"rule\": …, \"why\": …}]}"}},
        {'m',
         false,
         "limit-memory",
         "MB",
         {"每个成品文件的内存上限，256–65536（默认 1024）",
          "memory for each finished file, 256–65536 (default 1024)"}},
        {'L',
         false,
         "limit-seconds",
         "N",
         {"每个成品文件的时间上限，1–3600 秒（默认 30）",
          "seconds for each finished file, 1–3600 (default 30)"}},
        {'c',
         false,
         "scene",
         "FILE|-",
         {"把排好的版面写成文字，供比较用", "write the composed scene as text (for comparing layouts)"}},
        {'S', false, "strict", NULL, {"“建议”类的问题也算不合格", "broken recommendations fail too"}},
        {'t', false, "threads", "N", {"用几个线程（默认全部核心）", "threads (default: all cores)"}},
        {'l',
         false,
         "lang",
         "zh|en",
         {"提示语言（默认看系统）", "language of messages (default: the locale)"}},
        {'q', true, "quiet", NULL, {"只报错，不显示其他内容", "say nothing but errors"}},
        {'h', true, "help", NULL, {"显示这份说明", "show this help"}},
};
enum { N_LINES = sizeof lines / sizeof *lines };

enum zb_lang zb_lang_of_environment(void)
{
        static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
        for (size_t i = 0; i < 3; i++) {
                const char *value = getenv(names[i]);
                if (value && *value)
                        return strncmp(value, "zh", 2) == 0 ? ZB_ZH : ZB_EN;
        }
        return ZB_EN;
}

static int usage_error(enum zb_lang lang, const struct zb_command *command, const char *place, const char *zh,
                       const char *en)
{
        char buf[ZB_SHOWN];
        fprintf(zb_voice(), "zhanban %s: %s: %s\n", command->name, zb_shown(buf, place), lang == ZB_ZH ? zh : en);
        fprintf(zb_voice(), lang == ZB_ZH ? "用法见 zhanban %s --help\n" : "see zhanban %s --help\n",
                command->name);
        return ZB_INPUT;
}

/* Options of this command as getopt_long wants them. */
static void getopt_tables(const struct zb_command *command, struct option *longs, char *shorts)
{
        *shorts++ = ':';
        for (size_t i = 0; i < N_LINES; i++) {
                if (!strchr(command->options, lines[i].letter))
                        continue;
                *longs++ = (struct option){lines[i].name, lines[i].argument ? required_argument : no_argument,
                                           NULL, lines[i].letter};
                if (lines[i].shown) {
                        *shorts++ = lines[i].letter;
                        if (lines[i].argument)
                                *shorts++ = ':';
                }
        }
        *shorts = '\0';
        *longs = (struct option){0};
}

static bool number(const char *text, double min, double max, double *ret)
{
        return zb_parse_num(text, ret) && *ret >= min && *ret <= max;
}

/* The language is wanted even to complain about other options: it is looked for first. */
static enum zb_lang early_lang(int argc, char **argv)
{
        for (int i = 1; i < argc; i++) {
                const char *value = NULL;
                if (strncmp(argv[i], "--lang=", 7) == 0)
                        value = argv[i] + 7;
                else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
                        value = argv[i + 1];
                if (value && strcmp(value, "zh") == 0)
                        return ZB_ZH;
                if (value && strcmp(value, "en") == 0)
                        return ZB_EN;
        }
        return zb_lang_of_environment();
}

static int take(struct zb_args *a, const struct zb_command *command, int letter, const char *value)
{
        double n;
        switch (letter) {
        case 'o':
                if (a->n_outputs == ZB_MAX_OUTPUTS)
                        return usage_error(a->lang, command, value, "输出文件太多", "too many outputs");
                a->outputs[a->n_outputs++] = value;
                break;
        case 's':
                a->standard = value;
                break;
        case 'p':
                a->process = value;
                break;
        case 'i':
                a->profile = value;
                break;
        case 'j':
                a->json = value;
                break;
        case 'H':
                a->html = value;
                break;
        case 'w':
                if (a->n_waives == ZB_MAX_WAIVES)
                        return usage_error(a->lang, command, value, "豁免太多，请写进一个文件",
                                           "too many waivers: put them into a file");
                a->waives[a->n_waives++] = value;
                break;
        case 'm':
                if (!number(value, 256, 65536, &n))
                        return usage_error(a->lang, command, value, "内存上限应是 256 到 65536 的整数（MB）",
                                           "--limit-memory wants a whole number of MB from 256 to 65536");
                a->memory_mb = (int)n;
                break;
        case 'L':
                if (!number(value, 1, 3600, &n))
                        return usage_error(a->lang, command, value, "时间上限应是 1 到 3600 的整数（秒）",
                                           "--limit-seconds wants a whole number from 1 to 3600");
                a->seconds = (int)n;
                break;
        case 'c':
                a->scene = value;
                break;
        case 'S':
                a->strict = true;
                break;
        case 'q':
                a->quiet = true;
                break;
        case 'h':
                a->help = true;
                break;
        case 'd':
                if (!number(value, 10, 600, &a->dpi))
                        return usage_error(a->lang, command, value, "分辨率应是 10 到 600 的数",
                                           "--dpi wants a number from 10 to 600");
                break;
        case 'Q':
                if (!number(value, 1, 100, &n))
                        return usage_error(a->lang, command, value, "质量应是 1 到 100 的整数",
                                           "--quality wants a whole number from 1 to 100");
                a->quality = (int)n;
                break;
        case 'z':
                if (strcmp(value, "deflate") != 0 && strcmp(value, "lzw") != 0 && strcmp(value, "none") != 0)
                        return usage_error(a->lang, command, value, "压缩方式只有 deflate、lzw 和 none",
                                           "--compression is deflate, lzw or none");
                a->compression = value;
                break;
        case 't':
                if (!number(value, 1, 256, &n))
                        return usage_error(a->lang, command, value, "线程数应是 1 到 256 的整数",
                                           "--threads wants a whole number from 1 to 256");
                a->threads = (int)n;
                break;
        case 'l':
                if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
                        return usage_error(a->lang, command, value, "语言只有 zh 和 en",
                                           "--lang is zh or en");
                break;
        }
        return 0;
}

int zb_args_parse(int argc, char **argv, const struct zb_command *command, struct zb_args *ret)
{
        struct option longs[N_LINES + 1];
        char shorts[2 * N_LINES + 2];
        getopt_tables(command, longs, shorts);
        ret->lang = early_lang(argc, argv);
        optind = 1;
        opterr = 0;
        for (int letter; (letter = getopt_long(argc, argv, shorts, longs, NULL)) != -1;) {
                const char *word = argv[optind - 1];
                if (letter == '?')
                        return usage_error(ret->lang, command, word, "没有这个选项", "no such option");
                if (letter == ':')
                        return usage_error(ret->lang, command, word, "这个选项后面要跟一个值",
                                           "this option wants a value");
                int status = take(ret, command, letter, optarg);
                if (status)
                        return status;
        }
        ret->operands = argv + optind;
        ret->n_operands = argc - optind;
        return 0;
}

/* Two columns on a terminal. */
static void put_row(FILE *to, const char *indent, const char *left, const char *right)
{
        size_t used = zb_columns(left);
        fprintf(to, "%s%s%*s  %s\n", indent, left, used < 26 ? (int)(26 - used) : 0, "", right);
}

void zb_help_command(FILE *to, const struct zb_command *command, enum zb_lang lang)
{
        fprintf(to, "%s  zhanban %s\n\n%s\n\n",
                lang == ZB_ZH ? "用法：" : "usage:", zb_msg_text(command->usage, lang),
                zb_msg_text(command->summary, lang));
        for (size_t i = 0; i < N_LINES; i++) {
                char left[64];
                if (!strchr(command->options, lines[i].letter))
                        continue;
                snprintf(left, sizeof left, "%c%c%c --%s%s%s", lines[i].shown ? '-' : ' ',
                         lines[i].shown ? lines[i].letter : ' ', lines[i].shown ? ',' : ' ', lines[i].name,
                         lines[i].argument ? " " : "", lines[i].argument ? lines[i].argument : "");
                put_row(to, "  ", left, zb_msg_text(lines[i].help, lang));
        }
        fprintf(to, "\n%s\n%s", lang == ZB_ZH ? "例子：" : "examples:", zb_msg_text(command->examples, lang));
        fprintf(to, "\n%s\n",
                lang == ZB_ZH ? "退出码：0 合格（可有提示）；1 有问题；2 用法或输入有误；3 无法完成"
                              : "exit status: 0 keeps the standard (advisories allowed); 1 findings; 2 usage "
                                "or unreadable input; 3 could not be done");
}

void zb_help_program(FILE *to, enum zb_lang lang)
{
        fprintf(to,
                lang == ZB_ZH ? "zhanban %s：把内容文件排成可以付印的展板，并按标准检查\n\n"
                              : "zhanban %s: turns a content spec into a print-ready exhibition board and "
                                "proves that it keeps the standard\n\n",
                ZB_VERSION);
        fputs(lang == ZB_ZH ? "用法：\n" : "usage:\n", to);
        for (const struct zb_command *const *c = zb_commands; *c; c++)
                put_row(to, "  zhanban ", zb_msg_text((*c)->usage, lang), zb_msg_text((*c)->summary, lang));
        fprintf(to, "\n%s\n",
                lang == ZB_ZH ? "每个命令的说明：zhanban 命令 --help" : "more: zhanban COMMAND --help");
}
