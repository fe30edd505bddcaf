/* SPDX-License-Identifier: Apache-2.0 */
/* The options of both programs, in the order in which --help lists them. Ranges, choices and defaults stand here alone: the
 * parser keeps them, the help tells them. */
#include "options.h"

#define PLACE(member) offsetof(struct zb_args, member)

/* Two options a limit: zhanban calls them so that they are told from its own, zhanban-inspect has no others. */
#define MEMORY_MB                                                                                                    \
        .argument = "MB", .type = ZB_OPTION_INT, .min = 256, .max = 65536, .usual = ZB_N("default 1024"),            \
        .place = PLACE(memory_mb)
#define SECONDS                                                                                                      \
        .argument = "N", .type = ZB_OPTION_INT, .min = 1, .max = 3600, .usual = ZB_N("default 30"),                  \
        .place = PLACE(seconds)
#define MILLIMETRES .type = ZB_OPTION_PAIR, .min = 0, .max = 1e5

static const struct zb_choice compressions[] = {{"deflate", {0}}, {"lzw", {0}}, {"none", {0}}, {NULL, {0}}};

/* clang-format off */
const struct zb_option zb_options[] = {
        {.name = "output", .letter = 'o', .argument = "FILE", .type = ZB_OPTION_OUTPUTS, .list = ZB_LIST_SUFFIXES, .place = PLACE(outputs),
         .commands = "render",
         .help = ZB_N("output, may be repeated; the format follows the name")},
        {.name = "standard", .argument = "NAME|FILE", .type = ZB_OPTION_NAME, .list = ZB_LIST_STANDARDS, .place = PLACE(standard),
         .usual = ZB_N("default: the spec's; of files: liaoning-2025-main"), .commands = "plan render check",
         .help = ZB_N("the standard to judge by")},
        {.name = "process", .argument = "NAME|FILE", .type = ZB_OPTION_NAME, .list = ZB_LIST_PROCESSES, .place = PLACE(process),
         .commands = "plan render check",
         .help = ZB_N("print process")},
        {.name = "profile", .argument = "ICC", .type = ZB_OPTION_FILE, .place = PLACE(profile),
         .usual = ZB_N("default: our own"), .commands = "render check",
         .help = ZB_N("CMYK output profile")},
        {.name = "profile", .argument = "ICC", .type = ZB_OPTION_FILE, .place = PLACE(profile),
         .commands = "zhanban-inspect",
         .help = ZB_N("CMYK output profile (needed)")},
        {.name = "dpi", .argument = "N", .type = ZB_OPTION_REAL, .min = 10, .max = 600, .place = PLACE(dpi),
         .usual = ZB_N("default 300; PNG 40"), .commands = "render",
         .help = ZB_N("resolution")},
        {.name = "quality", .argument = "N", .type = ZB_OPTION_INT, .min = 1, .max = 100, .place = PLACE(quality),
         .usual = ZB_N("default 92"), .commands = "render",
         .help = ZB_N("quality of JPEG")},
        {.name = "compression", .argument = "NAME", .type = ZB_OPTION_NAME, .choices = compressions, .place = PLACE(compression),
         .usual = ZB_N("default deflate"), .commands = "render",
         .help = ZB_N("compression of TIFF")},
        {.name = "json", .argument = "FILE|-", .type = ZB_OPTION_FILE, .place = PLACE(json),
         .commands = "plan render check",
         .help = ZB_N("write the report as JSON; - is standard output")},
        {.name = "html", .argument = "FILE", .type = ZB_OPTION_FILE, .place = PLACE(html),
         .commands = "check",
         .help = ZB_N("write the report as a web page, with the faults marked on the board")},
        {.name = "waive", .argument = "RULE=WHY", .type = ZB_OPTION_NAMES, .place = PLACE(waives),
         .commands = "check",
         .help = ZB_N("waive a rule and say why; may be repeated; or a file: {\"waive\": [{\"rule\": …, \"why\": …}]}")},
        {.name = "limit-memory", MEMORY_MB,
         .commands = "check",
         .help = ZB_N("memory for each finished file")},
        {.name = "limit-seconds", SECONDS,
         .commands = "check",
         .help = ZB_N("seconds for each finished file")},
        {.name = "scene", .argument = "FILE|-", .type = ZB_OPTION_FILE, .place = PLACE(scene),
         .commands = "render check",
         .help = ZB_N("write the composed scene as text (for comparing layouts)")},
        {.name = "strict", .type = ZB_OPTION_FLAG, .place = PLACE(strict),
         .commands = "plan render check",
         .help = ZB_N("broken recommendations fail too")},
        {.name = "facts-only", .type = ZB_OPTION_FLAG, .place = PLACE(facts_only),
         .commands = "zhanban-inspect",
         .help = ZB_N("read facts only, draw nothing: no total ink, no codes, no picture")},
        {.name = "view", .argument = "PPI", .type = ZB_OPTION_REAL, .min = 10, .max = 150, .place = PLACE(view_ppi),
         .commands = "zhanban-inspect",
         .help = ZB_N("add a picture of the board, of so many ppi")},
        {.name = "trim", .argument = "WxH", MILLIMETRES, .place = PLACE(trim_mm),
         .commands = "zhanban-inspect",
         .help = ZB_N("finished size that the standard wants, mm: 785x1780")},
        {.name = "hidden", .argument = "XxY", MILLIMETRES, .place = PLACE(hidden_mm),
         .commands = "zhanban-inspect",
         .help = ZB_N("what the stand's frame hides at each side, mm: 20x10")},
        {.name = "memory", MEMORY_MB,
         .commands = "zhanban-inspect",
         .help = ZB_N("memory limit")},
        {.name = "seconds", SECONDS,
         .commands = "zhanban-inspect",
         .help = ZB_N("seconds of processor time, of the clock four times as many")},
        {.name = "threads", .argument = "N", .type = ZB_OPTION_INT, .min = 1, .max = 256, .place = PLACE(threads),
         .usual = ZB_N("default: all cores"), .commands = "render check zhanban-inspect",
         .help = ZB_N("threads")},
        {.name = "prove", .type = ZB_OPTION_FLAG, .place = PLACE(prove),
         .commands = "zhanban-inspect",
         .help = ZB_N("try what the sandbox forbids, say what was refused")},
        {.name = "lang", .type = ZB_OPTION_LANG, .place = PLACE(lang),
         .usual = ZB_N("default: the locale"), .commands = "new plan render check",
         .help = ZB_N("language of messages")},
        {.name = "quiet", .letter = 'q', .type = ZB_OPTION_FLAG, .place = PLACE(quiet),
         .commands = "new plan render check",
         .help = ZB_N("say nothing but errors")},
        {.name = "help", .letter = 'h', .type = ZB_OPTION_FLAG, .place = PLACE(help),
         .commands = "new plan render check zhanban-inspect",
         .help = ZB_N("show this help")},
};
/* clang-format on */
const size_t zb_n_options = sizeof zb_options / sizeof *zb_options;
