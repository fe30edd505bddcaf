/* SPDX-License-Identifier: Apache-2.0 */
/* The measured facts as a table a teacher can read: a figure, a bar where it has a range, the range. Columns
 * are counted in terminal cells. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report_priv.h"

enum { BAR = 10, LABEL = 18, VALUE = 18 };

static const char *report_table_num(char out[40], double v, int decimals)
{
        if (isfinite(v))
                return zb_num(out, v, decimals);
        snprintf(out, 40, "—");
        return out;
}

/* With all its decimals, so that figures in a column compare at a glance: "11.00" under "3.55". */
static const char *fixed(char out[40], double v, int decimals)
{
        report_table_num(out, v, decimals);
        if (!isfinite(v) || decimals <= 0)
                return out;
        const char *point = strchr(out, '.');
        size_t len = strlen(out), have = point ? len - (size_t)(point - out) - 1 : 0;
        if (!point)
                out[len++] = '.';
        for (; have < (size_t)decimals && len < 39; have++)
                out[len++] = '0';
        out[len] = '\0';
        return out;
}

static void label(const struct zb_report *r, struct zb_buf *out, const char *id)
{
        zb_buf_puts(out, "  ");
        zb_put_left(out, zb_say(r, id), LABEL);
}

static void label_of(const struct zb_report *r, struct zb_buf *out, struct zb_msg name)
{
        zb_buf_puts(out, "  ");
        zb_put_left(out, zb_msg_text(name, r->lang), LABEL);
}

/* Ten cells, green when the value is good. */
static void report_table_bar(const struct zb_report *r, struct zb_buf *out, double fraction, bool good)
{
        if (!isfinite(fraction))
                return;
        int cells = (int)lround(fmin(fmax(fraction, 0), 1) * BAR);
        zb_buf_puts(out, "▕");
        zb_ansi(r, out, good ? "32" : "33");
        for (int i = 0; i < BAR; i++)
                zb_buf_puts(out, i < cells ? "█" : "░");
        zb_ansi(r, out, "0");
        zb_buf_puts(out, "▏ ");
}

/* The upper end of the range (or the lower one when it is open) is the full bar. */
static void range_bar(const struct zb_report *r, struct zb_buf *out, double value, struct zb_range range,
                      double slack)
{
        double full = isfinite(range.max) ? range.max : range.min;
        if (full > 0)
                report_table_bar(r, out, value / full, value >= range.min - slack && value <= range.max + slack);
}

/* label value ▕███▏ range */
static void row(const struct zb_report *r, struct zb_buf *out, struct zb_msg name, double value, int decimals,
                struct zb_msg unit, struct zb_range range)
{
        char v[40], text[128], want[96];
        if (isfinite(value))
                snprintf(text, sizeof text, "%s %s", fixed(v, value, decimals), zb_msg_text(unit, r->lang));
        else
                snprintf(text, sizeof text, "%s", zb_say(r, "unknown"));
        label_of(r, out, name);
        zb_put_left(out, text, VALUE);
        range_bar(r, out, value, range, 0.5 * pow(10, -decimals));
        zb_range_text(range, decimals, want);
        zb_buf_puts(out, want);
        zb_buf_putc(out, '\n');
}

static void size_row(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_facts *f = r->facts;
        char w[40], h[40], x[40], y[40];
        label(r, out, "picture");
        if (!isfinite(f->width_mm) || !isfinite(f->height_mm)) {
                zb_buf_printf(out, "%s\n", zb_say(r, "unknown"));
                return;
        }
        zb_buf_printf(out, zb_say(r, "%s × %s mm (visible %s × %s)\n"), report_table_num(w, f->width_mm, 1),
                      report_table_num(h, f->height_mm, 1), report_table_num(x, f->visible.w, 1),
                      report_table_num(y, f->visible.h, 1));
}

static void share_row(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_facts *f = r->facts;
        char a[40], b[40], text[96], strict[40], want[96];
        label(r, out, "image : text");
        if (isnan(f->share)) {
                zb_put_left(out, zb_say(r, "unknown"), VALUE);
                zb_range_text(r->standard->ratio, 2, want);
                zb_buf_printf(out, "%s\n", want);
                return;
        }
        snprintf(text, sizeof text, "%s : %s", fixed(a, 10 * f->share, 1), fixed(b, 10 - 10 * f->share, 1));
        zb_put_left(out, text, VALUE);
        /* The whole bar is image and text together. */
        report_table_bar(r, out, f->share, f->share >= r->standard->ratio.min && f->share <= r->standard->ratio.max);
        zb_range_text(r->standard->ratio, 2, want);
        zb_buf_printf(out, zb_say(r, "images %s (%s); %s without the text on them\n"), fixed(a, f->share, 3),
                      *want ? want : "—", fixed(strict, f->share_strict, 3));
}

const struct zb_msg zb_report_tiers[ZB_N_TIERS] = {ZB_N("title"), ZB_N("heading"), ZB_N("body"), ZB_N("caption"),
                                                   ZB_N("note")};

static void tier_row(const struct zb_report *r, struct zb_buf *out, enum zb_tier tier)
{
        const struct zb_fact_tier *t = &r->facts->tiers[tier];
        char v[40], cm[96], pt[96];
        if (t->lines == 0 && isnan(t->ink_cm))
                return;
        label_of(r, out, zb_report_tiers[tier]);
        zb_put_right(out, fixed(v, t->ink_cm, 2), 8);
        zb_put_right(out, fixed(v, t->em_cm, 2), 8);
        zb_put_right(out, fixed(v, t->pt, 1), 8);
        zb_put_right(out, fixed(v, t->leading, 2), 7);
        zb_put_right(out, report_table_num(v, (double)t->chars, 0), 7);
        zb_buf_puts(out, "  ");
        range_bar(r, out, t->ink_cm, r->standard->tier_cm[tier], 0.005);
        zb_range_text(r->standard->tier_cm[tier], 1, cm);
        zb_range_text(r->standard->tier_pt[tier], 0, pt);
        if (*cm)
                zb_buf_printf(out, "%s cm", cm);
        if (*pt)
                zb_buf_printf(out, zb_say(r, ", %s pt"), pt);
        zb_buf_putc(out, '\n');
}

static void tier_rows(const struct zb_report *r, struct zb_buf *out)
{
        bool any = false;
        for (int t = 0; t < ZB_N_TIERS; t++)
                any |= r->facts->tiers[t].lines > 0 || !isnan(r->facts->tiers[t].ink_cm);
        if (!any)
                return;
        static const struct {
                struct zb_msg name;
                size_t width;
        } heads[] = {{ZB_N("ink cm"), 8}, {ZB_N("em cm"), 8}, {ZB_N("pt"), 8}, {ZB_N("lead"), 7}, {ZB_N("chars"), 7}};
        zb_ansi(r, out, "2");
        label(r, out, "tier");
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
                zb_put_right(out, zb_msg_text(heads[i].name, r->lang), heads[i].width);
        zb_ansi(r, out, "0");
        zb_buf_putc(out, '\n');
        for (int t = 0; t < ZB_N_TIERS; t++)
                tier_row(r, out, (enum zb_tier)t);
}

static void colour_row(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_facts *f = r->facts;
        label(r, out, "colour");
        for (size_t i = 0; i < f->n_spaces; i++)
                zb_buf_puts(out, i ? ", " : ""), zb_put_plain(out, zb_space_names[f->spaces[i]]);
        if (f->n_spaces == 0)
                zb_buf_puts(out, "—");
        if (f->profile)
                zb_buf_puts(out, " · "), zb_put_plain(out, f->profile);
        zb_buf_putc(out, '\n');
}

static void file_rows(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_fact_file *c = &r->facts->container;
        const struct zb_fact_raster *px = &r->facts->raster;
        char v[40], w[40];
        if (r->facts->kind == ZB_KIND_SPEC)
                return;
        label(r, out, "file");
        zb_buf_puts(out, c->format ? c->format : zb_msg_text(zb_kind_title(r->facts), r->lang));
        if (isfinite(c->bytes))
                zb_buf_printf(out, c->bytes < 1e6 ? " · %s K" : " · %s M",
                              zb_num(v, c->bytes / (c->bytes < 1e6 ? 1e3 : 1e6), c->bytes < 1e6 ? 0 : 1));
        if (c->n_pages > 1)
                zb_buf_printf(out, zb_say(r, " · %d pages"), c->n_pages);
        if (r->facts->pdf.claims)
                zb_buf_puts(out, " · "), zb_put_plain(out, r->facts->pdf.claims);
        zb_buf_putc(out, '\n');
        const char *by = c->creator && *c->creator ? c->creator : c->producer;
        if (by && *by) {
                label(r, out, "made by");
                zb_put_plain(out, by);
                if (c->producer && *c->producer && by != c->producer && strcmp(by, c->producer) != 0) {
                        zb_buf_puts(out, " · ");
                        zb_put_plain(out, c->producer);
                }
                zb_buf_putc(out, '\n');
        }
        if (px->known) {
                label(r, out, "pixels");
                zb_buf_printf(out, "%d × %d", px->px_w, px->px_h);
                zb_buf_printf(out, zb_say(r, " · %s dpi · %s %d bit"), report_table_num(v, px->ppi_x, 0),
                              px->mode ? px->mode : "—", px->bits);
                if (px->compression)
                        zb_buf_printf(out, " · %s", px->compression);
                if (px->quality > 0)
                        zb_buf_printf(out, zb_say(r, " (quality about %s)"), report_table_num(w, px->quality, 0));
                zb_buf_putc(out, '\n');
        }
        if (r->facts->n_layers > 0) {
                size_t hidden = 0;
                for (size_t i = 0; i < r->facts->n_layers; i++)
                        hidden += !r->facts->layers[i].visible || !r->facts->layers[i].printing;
                label(r, out, "layers");
                zb_buf_printf(out, zb_say(r, "%zu"), r->facts->n_layers);
                if (hidden)
                        zb_buf_printf(out, zb_say(r, ", not printing: %zu"), hidden);
                zb_buf_putc(out, '\n');
        }
}

/* The sheet as a whole: what lies above the limit, what is white, how much each plate carries. */
static void survey_rows(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_fact_survey *s = &r->facts->survey;
        double over = zb_report_over_cm2(r);
        char v[40], plates[4][40];
        if (!s->known)
                return;
        if (isfinite(over)) {
                label(r, out, "above the limit");
                zb_buf_printf(out, zb_say(r, "%s cm² (above %d %%)\n"), report_table_num(v, over, over < 10 ? 2 : 0),
                              (int)r->process->total_ink_max);
        }
        if (isfinite(s->plate_mean[0])) {
                for (int i = 0; i < 4; i++)
                        report_table_num(plates[i], s->plate_mean[i], 0);
                label(r, out, "mean ink");
                zb_buf_printf(out, "C %s  M %s  Y %s  K %s %%\n", plates[0], plates[1], plates[2], plates[3]);
        }
        if (isfinite(s->blank)) {
                label(r, out, "blank");
                zb_buf_printf(out, "%s %%\n", report_table_num(v, 100 * s->blank, 0));
        }
}

static void font_row(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_facts *f = r->facts;
        label(r, out, "fonts");
        for (size_t i = 0; i < f->n_fonts; i++) {
                const char *name = f->fonts[i].name && *f->fonts[i].name ? f->fonts[i].name : "?";
                zb_buf_puts(out, i ? ", " : "");
                zb_put_plain(out, name);
                if (!f->fonts[i].embedded && f->kind != ZB_KIND_PSD)
                        zb_buf_puts(out, zb_say(r, " (not embedded)"));
        }
        zb_buf_puts(out, f->n_fonts ? "\n" : "—\n");
}

static void qr_rows(const struct zb_report *r, struct zb_buf *out)
{
        char v[40];
        for (size_t i = 0; i < r->facts->n_qr; i++) {
                const struct zb_fact_qr *qr = &r->facts->qr[i];
                label(r, out, "QR code");
                zb_put_plain(out, qr->url && *qr->url ? qr->url : zb_say(r, "not decodable"));
                zb_buf_printf(out, zb_say(r, " (modules %s mm)\n"), report_table_num(v, qr->module_mm, 2));
        }
}

void zb_report_table(const struct zb_report *r, struct zb_buf *out)
{
        struct zb_measure measures[ZB_MAX_MEASURES];
        size_t n = zb_report_measures(r, measures);
        file_rows(r, out);
        size_row(r, out);
        for (size_t i = 0; i < n; i++) {
                const struct zb_measure *m = &measures[i];
                if (m->kind == ZB_MEASURE_SHARE)
                        share_row(r, out);
                else if (m->kind == ZB_MEASURE_PLAIN)
                        row(r, out, m->name, m->value, m->decimals, m->unit, m->range);
        }
        label(r, out, "reading path");
        zb_put_plain(out, zb_msg_text(zb_path_title(r->facts), r->lang));
        zb_buf_putc(out, '\n');
        colour_row(r, out);
        survey_rows(r, out);
        font_row(r, out);
        qr_rows(r, out);
        tier_rows(r, out);
}
