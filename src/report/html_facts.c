/* SPDX-License-Identifier: Apache-2.0 */
/* The facts as tables: figures beside the range that is asked, tiers, what the file is made of. */
#include <math.h>
#include <string.h>

#include "html.h"

/* A bar whose green band is the range asked and whose needle is the value. */
static void html_facts_bar(struct zb_buf *out, double value, struct zb_range range, double slack)
{
        double top = isfinite(range.max) ? range.max * 1.3 : range.min * 1.8;
        if (!isfinite(value) || !zb_range_asked(range) || !(top > 0))
                return;
        top = fmax(top, value * 1.05);
        bool good = value >= range.min - slack && value <= range.max + slack;
        double from = 120 * range.min / top, to = isfinite(range.max) ? 120 * range.max / top : 120;
        double at = fmin(fmax(120 * value / top, 1.5), 118.5);
        zb_html(out,
                "<svg class=\"range %s\" viewBox=\"0 0 120 14\" aria-hidden=\"true\"><rect class=\"all\" "
                "y=\"5\" "
                "width=\"120\" height=\"4\" rx=\"2\"/><rect class=\"ok\" y=\"5\" height=\"4\" x=\"",
                good ? "good" : "bad");
        zb_html_num(out, from, 1);
        zb_buf_puts(out, "\" width=\"");
        zb_html_num(out, fmax(to - from, 2), 1);
        zb_buf_puts(out, "\"/><rect class=\"at\" y=\"0\" width=\"3\" height=\"14\" rx=\"1.5\" x=\"");
        zb_html_num(out, at - 1.5, 1);
        zb_buf_puts(out, "\"/></svg>");
}

static void html_facts_measure(const struct zb_report *r, const struct zb_measure *m, struct zb_buf *out)
{
        char want[96];
        zb_range_text(m->range, m->kind == ZB_MEASURE_SHARE ? 2 : m->decimals, want);
        zb_buf_puts(out, "<tr><th scope=\"row\">");
        zb_html_text(out, zb_msg_text(m->name, r->lang));
        zb_buf_puts(out, "</th><td class=\"v\">");
        if (!isfinite(m->value)) {
                zb_html(out, "<span class=\"unknown\">%s</span>", zb_say(r, "unknown"));
        } else if (m->kind == ZB_MEASURE_SHARE) {
                zb_html_num(out, 10 * m->value, 1);
                zb_buf_puts(out, " : ");
                zb_html_num(out, 10 - 10 * m->value, 1);
        } else {
                zb_html_num(out, m->value, m->decimals);
                zb_buf_putc(out, ' ');
                zb_html_text(out, zb_msg_text(m->unit, r->lang));
        }
        zb_buf_puts(out, "</td><td class=\"b\">");
        html_facts_bar(out, m->value, m->range, 0.5 * pow(10, -m->decimals));
        zb_buf_puts(out, "</td><td class=\"w\">");
        if (m->kind == ZB_MEASURE_SHARE && *want)
                zb_buf_puts(out, zb_say(r, "images "));
        zb_html_text(out, want);
        zb_buf_puts(out, "</td></tr>\n");
}

static void measures(const struct zb_report *r, struct zb_buf *out)
{
        struct zb_measure all[ZB_MAX_MEASURES];
        size_t n = zb_report_measures(r, all);
        bool any = false;
        for (size_t i = 0; i < n; i++)
                any |= isfinite(all[i].value);
        if (!any)
                return;
        zb_html(out,
                "<section class=\"facts\"><h3>%s</h3><table><thead><tr><th scope=\"col\">%s</th><th "
                "scope=\"col\">%s</th>"
                "<td></td><th scope=\"col\">%s</th></tr></thead><tbody>\n",
                zb_say(r, "Measured"), zb_say(r, "Item"), zb_say(r, ZB_CTX("report") "Measured"),
                zb_say(r, "Wanted"));
        for (size_t i = 0; i < n; i++)
                if (isfinite(all[i].value) || all[i].kind != ZB_MEASURE_PAGE_ONLY)
                        html_facts_measure(r, &all[i], out);
        zb_buf_puts(out, "</tbody></table></section>\n");
}

static void html_facts_tier(const struct zb_report *r, enum zb_tier t, struct zb_buf *out)
{
        const struct zb_fact_tier *f = &r->facts->tiers[t];
        struct zb_range cm = r->standard->tier_cm[t], pt = r->standard->tier_pt[t];
        char cm_text[96], pt_text[96];
        if (f->lines == 0 && isnan(f->ink_cm))
                return;
        zb_range_text(cm, 1, cm_text);
        zb_range_text(pt, 0, pt_text);
        zb_html(out, "<tr><th scope=\"row\">%s</th><td class=\"v\">", zb_msg_text(zb_report_tiers[t], r->lang));
        zb_html_num(out, f->ink_cm, 2);
        zb_buf_puts(out, " cm</td><td class=\"v\">");
        zb_html_num(out, f->pt, 1);
        zb_buf_puts(out, " pt</td><td class=\"v\">");
        zb_html_num(out, f->leading, 2);
        zb_html(out, "</td><td class=\"v\">%zu</td><td class=\"b\">", f->chars);
        html_facts_bar(out, f->ink_cm, cm, 0.005);
        zb_html(out, "</td><td class=\"w\">%s%s%s%s%s</td></tr>\n", cm_text, *cm_text ? " cm" : "",
                *cm_text && *pt_text ? zb_say(r, ", ") : "", pt_text, *pt_text ? " pt" : "");
}

static void tiers(const struct zb_report *r, struct zb_buf *out)
{
        bool any = false;
        for (int t = 0; t < ZB_N_TIERS; t++)
                any |= r->facts->tiers[t].lines > 0 || !isnan(r->facts->tiers[t].ink_cm);
        if (!any)
                return;
        zb_html(out, "<section class=\"facts\"><h3>%s</h3><table class=\"tiers\"><thead><tr>",
                zb_say(r, "Type tiers"));
        static const struct zb_msg heads[] = {ZB_N("Tier"), ZB_N("Ink height"), ZB_N("Size"), ZB_N("Leading"),
                                              ZB_N("Chars")};
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
                zb_html(out, "<th scope=\"col\">%s</th>", zb_msg_text(heads[i], r->lang));
        zb_html(out, "<td></td><th scope=\"col\">%s</th></tr></thead><tbody>\n", zb_say(r, "Wanted"));
        for (int t = 0; t < ZB_N_TIERS; t++)
                html_facts_tier(r, (enum zb_tier)t, out);
        zb_buf_puts(out, "</tbody></table></section>\n");
}

/* ---- what it is made of ---- */

static void term(const struct zb_report *r, struct zb_buf *out, const char *id)
{
        zb_html(out, "<dt>%s</dt><dd>", zb_say(r, id));
}

static void text_term(const struct zb_report *r, struct zb_buf *out, const char *id, const char *text)
{
        if (!text || !*text)
                return;
        term(r, out, id);
        zb_html_text(out, text);
        zb_buf_puts(out, "</dd>\n");
}

static void pixels(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_fact_raster *px = &r->facts->raster;
        if (!px->known)
                return;
        term(r, out, "Pixels");
        zb_html(out, "%d × %d · ", px->px_w, px->px_h);
        zb_html_num(out, px->ppi_x, 0);
        zb_html(out, zb_say(r, " dpi · %d bit "), px->bits);
        zb_html_text(out, px->mode);
        if (px->compression) {
                zb_buf_puts(out, " · ");
                zb_html_text(out, px->compression);
        }
        if (px->quality > 0)
                zb_html(out, zb_say(r, " (quality about %d)"), px->quality);
        zb_buf_puts(out, "</dd>\n");
}

static void colours(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_facts *f = r->facts;
        const struct zb_fact_survey *s = &f->survey;
        term(r, out, "Colour");
        for (size_t i = 0; i < f->n_spaces; i++) {
                zb_buf_puts(out, i ? ", " : "");
                zb_html_text(out, zb_space_names[f->spaces[i]]);
        }
        for (size_t i = 0; i < f->n_spots; i++) {
                zb_buf_puts(out, ", ");
                zb_html_text(out, f->spots[i]);
        }
        if (f->n_spaces + f->n_spots == 0)
                zb_buf_puts(out, "—");
        zb_buf_puts(out, "</dd>\n");
        text_term(r, out, "Profile", f->profile);
        if (s->known && isfinite(s->plate_mean[0])) {
                term(r, out, "Mean ink");
                for (int i = 0; i < 4; i++) {
                        zb_html(out, "%s%c ", i ? "　" : "", "CMYK"[i]);
                        zb_html_num(out, s->plate_mean[i], 0);
                        zb_buf_putc(out, '%');
                }
                zb_buf_puts(out, "</dd>\n");
        }
}

static void html_facts_layers(const struct zb_report *r, struct zb_buf *out)
{
        enum { MOST = 60 };
        const struct zb_facts *f = r->facts;
        size_t n = f->n_layers < MOST ? f->n_layers : MOST;
        if (n == 0)
                return;
        term(r, out, "Layers");
        zb_html(out, "<details><summary>%zu</summary><ol>", f->n_layers);
        for (size_t i = 0; i < n; i++) {
                const struct zb_fact_layer *layer =
                        &f->layers[f->n_layers - 1 - i]; /* top first, as programs list them */
                zb_html(out, "<li%s>", layer->visible && layer->printing ? "" : " class=\"off\"");
                zb_html_text(out, layer->name);
                zb_buf_puts(out, " <small>");
                zb_html_text(out, layer->kind);
                zb_buf_puts(out, "</small></li>");
        }
        zb_buf_puts(out, "</ol></details></dd>\n");
}

static void fonts(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_facts *f = r->facts;
        if (f->n_fonts == 0)
                return;
        term(r, out, "Fonts");
        for (size_t i = 0; i < f->n_fonts; i++) {
                bool lost = !f->fonts[i].embedded && f->kind != ZB_KIND_PSD; /* a PSD holds no fonts */
                zb_html(out, "%s<span%s>", i ? ", " : "", lost ? " class=\"bad\"" : "");
                zb_html_text(out, f->fonts[i].name && *f->fonts[i].name ? f->fonts[i].name : "?");
                if (lost)
                        zb_buf_puts(out, zb_say(r, " (not embedded)"));
                zb_buf_puts(out, "</span>");
        }
        zb_buf_puts(out, "</dd>\n");
}

static void html_facts_codes(const struct zb_report *r, struct zb_buf *out)
{
        for (size_t i = 0; i < r->facts->n_qr; i++) {
                const struct zb_fact_qr *qr = &r->facts->qr[i];
                term(r, out, "QR code");
                zb_html_text(out, qr->url && *qr->url ? qr->url : zb_say(r, "not decodable"));
                zb_buf_puts(out, zb_say(r, " (modules "));
                zb_html_num(out, qr->module_mm, 2);
                zb_buf_puts(out, zb_say(r, " mm)"));
                zb_buf_puts(out, "</dd>\n");
        }
}

static void warnings(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_fact_file *c = &r->facts->container;
        if (c->n_warnings == 0)
                return;
        term(r, out, "Warnings on reading");
        zb_html(out, "<details><summary>%zu</summary><ul>", c->n_warnings);
        for (size_t i = 0; i < c->n_warnings; i++) {
                zb_buf_puts(out, "<li>");
                zb_html_text(out, c->warnings[i]);
                zb_buf_puts(out, "</li>");
        }
        zb_buf_puts(out, "</ul></details></dd>\n");
}

static void made_of(const struct zb_report *r, struct zb_buf *out)
{
        const struct zb_fact_file *c = &r->facts->container;
        zb_html(out, "<section class=\"facts\"><h3>%s</h3><dl>\n", zb_say(r, "The file"));
        text_term(r, out, "File", r->facts->file);
        text_term(r, out, "Format", c->format);
        text_term(r, out, "Claims", r->facts->pdf.claims);
        text_term(r, out, "Made by", c->creator);
        text_term(r, out, "Producer", c->producer);
        text_term(r, out, "Output intent", r->facts->pdf.intent);
        text_term(r, out, "Reading path", zb_msg_text(zb_path_title(r->facts), r->lang));
        pixels(r, out);
        colours(r, out);
        fonts(r, out);
        html_facts_layers(r, out);
        html_facts_codes(r, out);
        warnings(r, out);
        zb_buf_puts(out, "</dl></section>\n");
}

void zb_html_facts(const struct zb_report *r, struct zb_buf *out)
{
        measures(r, out);
        tiers(r, out);
        made_of(r, out);
}
