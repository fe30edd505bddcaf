/* SPDX-License-Identifier: Apache-2.0 */
/* The file itself: whether it can be read, how large it is, and what hides in it that does not belong into a
 * file for the press. */
#include <math.h>
#include <string.h>

#include "rules_priv.h"

static void rules_file_readable(struct zb_check *c)
{
        static const struct {
                struct zb_msg message, fix;
        } troubles[] = {
                [ZB_READ_REPAIRED] =
                        {ZB_N("the file is damaged and was read after repair: other programs may show it "
                              "differently"),
                         ZB_N("Export it once more from the program it comes from.")},
                [ZB_READ_DAMAGED] =
                        {ZB_N("the file is damaged and cannot be read to its end"),
                         ZB_N("Export or copy it again (the transfer was probably cut short) and make sure "
                              "that Photoshop or Acrobat opens it.")},
                [ZB_READ_COMPLEX] = {ZB_N("the file is too complex to be read within the limits of time and memory"),
                                     ZB_N("Simplify paths and effects, or rasterise the complex parts (Illustrator: "
                                          "Object → Rasterize), then export again.")},
                [ZB_READ_ENCRYPTED] =
                        {ZB_N("the file asks for a password"),
                         ZB_N("Remove the password: Acrobat, File → Properties → Security, No Security.")},
                [ZB_READ_FOREIGN] =
                        {ZB_N("there is nothing in the file that can be read"),
                         ZB_N("Save it again in Illustrator with \"Create PDF Compatible File\" checked.")},
        };
        static const struct zb_msg readings[] = {
                [ZB_READ_WHOLE] = ZB_N("whole"),         [ZB_READ_REPAIRED] = ZB_N("repaired"),
                [ZB_READ_DAMAGED] = ZB_N("damaged"),     [ZB_READ_COMPLEX] = ZB_N("too complex"),
                [ZB_READ_ENCRYPTED] = ZB_N("encrypted"), [ZB_READ_FOREIGN] = ZB_N("foreign")};
        const struct zb_fact_file *file = &c->facts->container;
        if (file->reading == ZB_READ_WHOLE)
                return;
        struct zb_finding *found = file->reading == ZB_READ_REPAIRED ? zb_check_note(c) : zb_check_fail(c);
        found->measured_text = readings[file->reading];
        found->wanted = readings[ZB_READ_WHOLE];
        found->message = troubles[file->reading].message;
        if (file->trouble.packed) /* the reader's own sentence knows more */
                found->message = file->trouble;
        found->fix = troubles[file->reading].fix;
        bool of_pixels =
                c->facts->kind == ZB_KIND_TIFF || c->facts->kind == ZB_KIND_JPEG || c->facts->kind == ZB_KIND_PSD;
        if (file->reading == ZB_READ_FOREIGN && of_pixels)
                found->fix = ZB_MSG("Open it in Photoshop, convert it to CMYK with 8 bits/channel, and save "
                                    "it as a TIFF (LZW) or a JPG.");
}

static void pages(struct zb_check *c)
{
        int n = c->facts->container.n_pages;
        if (n == 1 || n < 0)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = n;
        found->wanted = zb_msg_verbatim("1");
        found->unit = ZB_MSG("pages");
        found->message = zb_check_msg(c,
                                      "the file has %d pages, a board is one page in a file of its own; only page 1 "
                                      "is judged here",
                                      n);
        found->fix = ZB_MSG("Export each board to a file of its own (Illustrator: choose one artboard under "
                            "\"Range\" when saving).");
}

/* "31.5 M", "84 K" */
static const char *amount(struct zb_check *c, double bytes, double unit)
{
        bool small = bytes < unit * unit;
        const char *number = zb_check_num(c, bytes / (small ? unit : unit * unit), small ? 0 : 2);
        const char *text = zb_arena_printf(c->findings->arena, "%s %s", number, small ? "K" : "M");
        c->failed |= !text;
        return text ? text : "";
}

/* M is 10^6 or 2^20 bytes, the notice does not say: between the two is a remark. A file that was only just
 * written of a spec is as large as its pictures make it: never more than a remark either, which says which
 * file it is. */
static void size(struct zb_check *c, double bytes, double least, const char *written, struct zb_msg fix)
{
        double m = bytes / 1e6, mi = bytes / 1048576;
        if (isnan(bytes) || mi >= least)
                return;
        bool grey = m >= least;
        const char *have = amount(c, bytes, 1000), *have2 = amount(c, bytes, 1024), *want = zb_check_num(c, least, 0);
        const char *name = written ? zb_check_quote(c, written, 60) : "";
        struct zb_msg what = written ? zb_check_msg(c, "%s", name) : ZB_MSG("the file");
        struct zb_finding *found = grey || written ? zb_check_note(c) : zb_check_fail(c);
        found->measured = m;
        found->wanted = zb_check_msg(c, "≥ %s", want);
        found->unit = zb_msg_verbatim("M");
        if (grey)
                found->message = zb_check_msg(
                        c, "%s is %s (%s in units of 1024), %s M is the least: enough by one reckoning only",
                        what.packed, have, have2, want);
        else
                found->message = zb_check_msg(c, "%s is only %s (%s in units of 1024), %s M is the least",
                                              what.packed, have, have2, want);
        found->fix = fix;
        found->path = written ? name : found->path;
}

/* The outputs of a spec that the standard means by its image, or by its source. */
static void written_sizes(struct zb_check *c, bool source, double least, struct zb_msg fix)
{
        for (size_t i = 0; i < c->facts->n_outputs; i++) {
                const struct zb_fact_output *out = &c->facts->outputs[i];
                bool image = out->kind == ZB_KIND_JPEG || out->kind == ZB_KIND_PDF;
                if (source ? out->kind == ZB_KIND_PSD : image)
                        size(c, out->bytes, least, out->path, fix);
        }
}

static void source_is_editable(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        bool text = false;
        for (size_t i = 0; i < f->n_layers; i++)
                text |= strcmp(f->layers[i].kind, "text") == 0;
        if (f->kind != ZB_KIND_PSD || text || f->container.reading != ZB_READ_WHOLE)
                return;
        bool flat = f->n_layers <= 1;
        struct zb_finding *found = flat ? zb_check_fail(c) : zb_check_note(c);
        found->measured_text = flat ? ZB_MSG("one layer") : ZB_MSG("no text layer");
        found->wanted = ZB_MSG("editable");
        found->message = flat ? ZB_MSG("the PSD is flattened: not an editable source")
                              : ZB_MSG("the PSD has no text layer: its text cannot "
                                       "be edited");
        found->fix = ZB_MSG("Hand in the copy from before flattening and rasterising, with its layers and "
                            "text layers.");
}

static void source(struct zb_check *c)
{
        if (zb_check_is_spec(c))
                written_sizes(c, true, c->standard->source_file_mb,
                              ZB_MSG("Write it again at a higher --dpi, with the photographs as the "
                                     "camera made them."));
        if (c->facts->kind != ZB_KIND_PSD && c->facts->kind != ZB_KIND_AI)
                return;
        size(c, c->facts->container.bytes, c->standard->source_file_mb, NULL,
             ZB_MSG("Hand in the final source: all layers, pictures embedded at full size, 300 dpi; not an "
                    "exported proof."));
        source_is_editable(c);
}

static void output(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (zb_check_is_spec(c))
                written_sizes(c, false, c->standard->output_file_mb,
                              ZB_MSG("Write it again at a higher --dpi (of a JPEG also --quality), "
                                     "with the photographs as the camera made them."));
        if (f->kind == ZB_KIND_TIFF) {
                struct zb_finding *found = zb_check_note(c);
                found->measured_text = zb_msg_verbatim("TIFF");
                found->wanted = ZB_MSG("JPG or PDF");
                found->message = ZB_MSG("a TIFF is fine for the printer, but the notice asks for JPG or PDF");
                found->fix = ZB_MSG("Save a JPG (quality 12, 300 dpi) or a PDF as well for handing in.");
        }
        if (f->kind == ZB_KIND_JPEG || f->kind == ZB_KIND_PDF)
                size(c, f->container.bytes, c->standard->output_file_mb, NULL,
                     ZB_MSG("Export again at the finished size and 300 dpi, JPG at quality 12, PDF with "
                            "\"High "
                            "Quality Print\"."));
}

static void restricted(struct zb_check *c)
{
        if (!c->facts->container.restricted)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = ZB_MSG("restricted");
        found->wanted = ZB_MSG("no restriction");
        found->message = ZB_MSG("the file forbids printing or changing: the printer may be unable to use it");
        found->fix = ZB_MSG("Acrobat: File → Properties → Security, No Security; or export without a "
                            "permissions password.");
}

/* In a source hidden layers are a habit; in a file for the press they are an accident waiting for a RIP. */
static void rules_file_layers(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        const struct zb_fact_layer *first = NULL;
        struct zb_buf names = ZB_BUF_INIT;
        size_t n = 0;
        for (size_t i = 0; i < f->n_layers; i++) {
                const struct zb_fact_layer *layer = &f->layers[i];
                if (layer->visible && layer->printing)
                        continue;
                if (!first)
                        first = layer;
                if (n++ < 5)
                        zb_buf_printf(&names, "%s%s", n > 1 ? ", " : "", zb_check_quote(c, layer->name, 30));
        }
        if (n > 5)
                zb_buf_puts(&names, ", …");
        c->failed |= names.failed;
        if (first && !names.failed) {
                struct zb_finding *found = f->kind == ZB_KIND_PDF ? zb_check_fail(c) : zb_check_note(c);
                found->measured = (double)n;
                found->wanted = zb_msg_verbatim("0");
                found->unit = ZB_MSG(ZB_CTX("rules") "layers");
                found->box = first->box;
                found->message = zb_check_msg(c, "layers that are hidden or do not print: %zu (%s)", n, names.data);
                found->fix = ZB_MSG("Show what is to be printed and delete the rest (the eye in the Layers "
                                    "panel), then export again.");
        }
        zb_buf_fini(&names);
}

static void active(struct zb_check *c)
{
        static const struct zb_banned kinds[] = {{ZB_SEEN_JAVASCRIPT, ZB_N("JavaScript")},
                                                 {ZB_SEEN_ATTACHMENT, ZB_N("an attachment")},
                                                 {ZB_SEEN_FORM, ZB_N("a form")},
                                                 {ZB_SEEN_MEDIA, ZB_N("audio or video")}};
        static const struct zb_banning words = {
                ZB_N("there is "), ZB_N(" in the file: useless in print, and some systems refuse it"),
                ZB_N("Remove it in Acrobat (Sanitize Document), or export again from the design program.")};
        zb_check_banned(c, kinds, sizeof kinds / sizeof *kinds, &words);
}

/* Links and pop-ups leave no ink. */
static bool prints_nothing(const char *subtype)
{
        return strcmp(subtype, "Link") == 0 || strcmp(subtype, "Popup") == 0;
}

static void annotations(struct zb_check *c)
{
        size_t n = 0;
        const struct zb_fact_seen *seen;
        for (size_t i = 0; (seen = zb_check_seen(c, ZB_SEEN_ANNOTATION, &i));) {
                if (prints_nothing(seen->name) || n++ >= ZB_CHECK_MANY)
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = zb_msg_verbatim(zb_check_quote(c, seen->name, 40));
                found->wanted = ZB_MSG(ZB_CTX("rules") "none");
                found->box = seen->box;
                found->message =
                        zb_check_msg(c, "there is an annotation (%s) on the picture: it may or may not print",
                                     zb_check_quote(c, seen->name, 40));
                found->fix = ZB_MSG("Delete it in Acrobat; put what is to be printed into the design and "
                                    "export again.");
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

const struct zb_rule zb_reader_rules[] = {
        {"file.readable", ZB_OF_FILE, rules_file_readable},
        {NULL, 0, NULL},
};

const struct zb_rule zb_file_rules[] = {
        {"file.pages", ZB_OF_FILE, pages},
        {"file.source", ZB_OF_ALL, source},
        {"file.output", ZB_OF_ALL, output},
        {"file.restricted", ZB_OF_FILE, restricted},
        {"file.layers", ZB_OF_FILE, rules_file_layers},
        {"file.active", ZB_OF_FILE, active},
        {"file.annotations", ZB_OF_FILE, annotations},
        {NULL, 0, NULL},
};
