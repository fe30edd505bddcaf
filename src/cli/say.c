/* SPDX-License-Identifier: Apache-2.0 */
/* What is said to people: complaints on standard error, results on standard output or in a file, a progress
 * bar. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

int zb_complain(const struct zb_args *args, const struct zb_err *err)
{
        char text[ZB_MSG_MAX];
        fprintf(zb_voice(), "zhanban: %s%s%s\n", err->place, *err->place ? ": " : "",
                zb_err_render(err, args->lang, text, sizeof text));
        return err->code;
}

int zb_wrong_call(const struct zb_args *args, const struct zb_command *command)
{
        zb_tell(zb_voice(), args->of, args->data_dir, command, args->lang);
        return ZB_INPUT;
}

const char *zb_shown(char buf[ZB_SHOWN], const char *word)
{
        snprintf(buf, ZB_SHOWN, "%s", word);
        zb_utf8_plain(buf, "");
        return buf;
}

void zb_complain_faults(const struct zb_args *args, const char *file, const struct zb_faults *faults)
{
        char buf[ZB_SHOWN];
        size_t all = faults->n + faults->dropped;
        if (all)
                fprintf(zb_voice(),
                        zb_tr_n(args->lang, all, "%s: to be mended in %zu place:\n",
                                "%s: to be mended in %zu places:\n"),
                        zb_shown(buf, file), all);
        for (size_t i = 0; i < faults->n; i++)
                fprintf(zb_voice(), "%s: %s\n", *faults->items[i].place ? faults->items[i].place : "/",
                        zb_msg_text(faults->items[i].text, args->lang));
        if (faults->dropped)
                fprintf(zb_voice(), zb_tr(args->lang, "… and %zu more\n"), faults->dropped);
}

int zb_write_text(const struct zb_args *args, const char *path, const struct zb_buf *text)
{
        struct zb_err err = {0};
        if (strcmp(path, "-") == 0) {
                if (fwrite(text->data, 1, text->len, stdout) == text->len && !fflush(stdout))
                        return 0;
                zb_err_say(&err, ZB_WORK, "-", ZB_CTX("inspector") "cannot be written: %s", strerror(errno));
                return zb_complain(args, &err);
        }
        struct zb_outfile *out;
        if (zb_outfile_open(path, &out, &err))
                return zb_complain(args, &err);
        if (zb_outfile_write(out, text->data, text->len, &err)) {
                zb_outfile_abandon(out);
                return zb_complain(args, &err);
        }
        return zb_outfile_commit(out, &err) ? zb_complain(args, &err) : 0;
}

/* ---- interruptions ---- */

/* The only state of the program outside its structs: a signal handler gets no context. */
static struct {
        volatile sig_atomic_t polled, seen;
        const char *sentence;
} interrupt;

/* Where somebody asks, he clears up and says so; elsewhere nothing has been written yet. */
static void on_signal(int number)
{
        interrupt.seen = 1;
        if (interrupt.polled)
                return;
        ssize_t n = write(zb_voice_fd(), interrupt.sentence, strlen(interrupt.sentence));
        (void)n;
        _exit(ZB_WORK);
}

void zb_interrupt_watch(enum zb_lang lang)
{
        static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
        interrupt.sentence = zb_tr(lang, "zhanban: interrupted, no file was written.\n");
        for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
                struct sigaction old, action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
                if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) /* nohup */
                        sigaction(signals[i], &action, NULL);
        }
}

bool zb_interrupted(void)
{
        return interrupt.seen != 0;
}

/* ---- progress ---- */

static double now(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int tick(void *ctx, struct zb_msg what, double fraction)
{
        enum { WIDTH = 30 };
        struct zb_bar *bar = ctx;
        double t = now();
        if (zb_interrupted())
                return 1;
        if (!bar->shown || t - bar->started < 1 || t - bar->drawn < 0.1)
                return 0;
        int full = (int)(fraction * WIDTH + 0.5);
        char cells[WIDTH * 3 + 1];
        char *c = cells;
        for (int i = 0; i < WIDTH; i++, c += 3)
                memcpy(c, i < full ? "█" : "░", 3);
        *c = '\0';
        fprintf(zb_voice(), "\r%s %3d%% %s\033[K", cells, (int)(fraction * 100), zb_msg_text(what, bar->args->lang));
        bar->drawn = t;
        bar->visible = true;
        return 0;
}

void zb_bar_start(struct zb_bar *bar, const struct zb_args *args)
{
        *bar = (struct zb_bar){.args = args, .started = now(), .shown = !args->quiet && isatty(zb_voice_fd())};
        bar->progress = (struct zb_progress){tick, bar};
        interrupt.polled = 1;
}

void zb_bar_end(struct zb_bar *bar)
{
        interrupt.polled = 0;
        if (bar->visible)
                fprintf(zb_voice(), "\r\033[K");
        bar->visible = false;
}
