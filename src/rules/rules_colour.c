/* SPDX-License-Identifier: Apache-2.0 */
/* Which colours are asked of the press: the four inks, and nothing that turns into something else on the way:
 * RGB, spot colours, the registration colour, overprints that only look right on a screen. */
#include <math.h>
#include <string.h>

#include "rules_priv.h"

/* What prints on the four plates without a conversion; spot colours have a rule of their own. */
static const bool press_spaces[ZB_N_SPACES] = {
        [ZB_SPACE_CMYK] = true,    [ZB_SPACE_GRAY] = true,    [ZB_SPACE_CAL_GRAY] = true,
        [ZB_SPACE_ICC4] = true,    [ZB_SPACE_ICC1] = true,    [ZB_SPACE_SEPARATION] = true,
        [ZB_SPACE_DEVICEN] = true, [ZB_SPACE_INDEXED] = true, [ZB_SPACE_PATTERN] = true};
/* Separations that are plates, or no colour at all. */
static const char *const process_names[] = {"Cyan", "Magenta", "Yellow", "Black", "All", "None", NULL};

static bool rules_colour_among(const char *name, const char *const *list)
{
        for (size_t i = 0; list[i]; i++)
                if (strcmp(name, list[i]) == 0)
                        return true;
        return false;
}

/* ---- colour mode ---- */

static struct zb_msg how_cmyk(const struct zb_check *c)
{
        switch (c->facts->kind) {
        case ZB_KIND_TIFF:
        case ZB_KIND_JPEG:
        case ZB_KIND_PSD:
                return ZB_MSG("Photoshop: Image → Mode → CMYK Color; look the colours over, then save.");
        case ZB_KIND_PDF:
        case ZB_KIND_AI:
                return ZB_MSG("Illustrator: File → Document Color Mode → CMYK Color; convert placed pictures to "
                              "CMYK in Photoshop first, then export again.");
        default:
                return ZB_MSG("Set the document and its pictures to CMYK in the design program, then export "
                              "again.");
        }
}

static struct zb_finding *not_cmyk(struct zb_check *c, const char *space)
{
        struct zb_finding *found = zb_check_fail(c);
        found->measured_text = zb_msg_verbatim(zb_check_quote(c, space, 40));
        found->wanted = zb_msg_verbatim("CMYK");
        found->message =
                zb_check_msg(c, "there is %s colour in the file, CMYK is required", zb_check_quote(c, space, 40));
        found->fix = how_cmyk(c);
        return found;
}

static bool pictures(struct zb_check *c, enum zb_space space)
{
        size_t n = 0;
        for (size_t i = 0; i < c->facts->n_images; i++) {
                const struct zb_fact_image *image = &c->facts->images[i];
                if (image->space != space || n++ >= ZB_CHECK_MANY)
                        continue;
                struct zb_finding *found = not_cmyk(c, zb_space_names[space]);

                found->box = image->box;
                found->path = image->place;
                found->message = zb_check_about(c, zb_check_picture(c, image), " is %s, CMYK is required",
                                                zb_space_names[space]);
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
        return n > 0;
}

static bool same_box(struct zb_rect a, struct zb_rect b)
{
        return fabs(a.x - b.x) < 1 && fabs(a.y - b.y) < 1 && fabs(a.w - b.w) < 1 && fabs(a.h - b.h) < 1;
}

static bool is_picture(const struct zb_facts *f, const struct zb_fact_seen *seen, enum zb_space space)
{
        for (size_t i = 0; i < f->n_images; i++)
                if (f->images[i].space == space &&
                    (same_box(f->images[i].box, seen->box) ||
                     (f->flat && zb_rect_contains(f->images[i].box, seen->box, 1)))) /* a strip of it */
                        return true;
        return false;
}

static bool objects(struct zb_check *c, enum zb_space space)
{
        size_t n = 0;
        const struct zb_fact_seen *seen;
        for (size_t i = 0; (seen = zb_check_seen(c, ZB_SEEN_SPACE + space, &i));) {
                if (is_picture(c->facts, seen, space) || n++ >= ZB_CHECK_MANY)
                        continue;
                struct zb_finding *found = not_cmyk(c, zb_space_names[space]);
                found->box = seen->box;
                found->message = zb_check_msg(c, "text or shapes here are in %s colour, CMYK is required",
                                              zb_space_names[space]);
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
        return n > 0;
}

static void grey(struct zb_check *c)
{
        struct zb_finding *found = zb_check_note(c);
        found->measured_text = zb_msg_verbatim("Gray");
        found->wanted = zb_msg_verbatim("CMYK");
        found->message = ZB_MSG("the whole file is grey, CMYK is required");
        found->fix = how_cmyk(c);
}

static void mode(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        if (f->n_spaces == 0 && f->raster.mode && f->raster.known) {
                if (strcmp(f->raster.mode, "Gray") == 0)
                        grey(c);
                else if (strcmp(f->raster.mode, "CMYK") != 0)
                        not_cmyk(c, f->raster.mode);
                return;
        }
        if (f->n_spaces == 0)
                zb_check_unknown(c);
        for (size_t i = 0; i < f->n_spaces; i++) {
                if (press_spaces[f->spaces[i]])
                        continue;
                bool placed = pictures(c, f->spaces[i]);
                placed |= objects(c, f->spaces[i]);
                if (!placed)
                        not_cmyk(c, zb_space_names[f->spaces[i]]);
        }
        if (f->raster.known && f->n_spaces == 1 && f->spaces[0] == ZB_SPACE_GRAY)
                grey(c);
}

/* ---- spot colours ---- */

static struct zb_rect where_spot(const struct zb_check *c, const char *name)
{
        const struct zb_fact_pdf *pdf = &c->facts->pdf;
        for (size_t i = 0; i < pdf->n_objects; i++)
                if (pdf->objects[i].what < ZB_SEEN_SPACE + ZB_N_SPACES && strcmp(pdf->objects[i].name, name) == 0)
                        return pdf->objects[i].box;
        return (struct zb_rect){0};
}

static void spot(struct zb_check *c)
{
        const struct zb_facts *f = c->facts;
        for (size_t i = 0, n = 0; i < f->n_spots && n < ZB_CHECK_MANY; i++) {
                if (rules_colour_among(f->spots[i], process_names))
                        continue;
                n++;
                const char *name = zb_check_quote(c, f->spots[i], 60);
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = zb_msg_verbatim(name);
                found->wanted = zb_msg_verbatim("CMYK");
                found->box = where_spot(c, f->spots[i]);
                found->message = zb_check_msg(
                        c, "spot colour \"%s\": most printers convert it, and its colour may change", name);
                found->fix = ZB_MSG("Illustrator: double-click it in the Swatches panel and make it a process "
                                    "colour in CMYK.");
        }
}

/* ---- registration and overprint ---- */

/* Marks outside the trim are what the registration colour is for. */
static bool on_the_picture(const struct zb_facts *f, struct zb_rect box)
{
        if (f->trim.w <= 0 || box.w <= 0)
                return true;
        struct zb_rect in = zb_rect_intersect(f->trim, box);
        return in.w > 0 && in.h > 0;
}

static void registration(struct zb_check *c)
{
        size_t n = 0;
        const struct zb_fact_seen *seen;
        for (size_t i = 0; (seen = zb_check_seen(c, ZB_SEEN_REGISTRATION, &i));) {
                if (!on_the_picture(c->facts, seen->box) || n++ >= ZB_CHECK_MANY)
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = ZB_MSG("registration");
                found->wanted = ZB_MSG("K or CMYK");
                found->box = seen->box;
                found->message = ZB_MSG("the registration colour (All) is used here: every plate at full, 400 % "
                                        "of ink");
                found->fix = ZB_MSG("Illustrator: replace [Registration] by black, K 100 (not the swatch with "
                                    "the crosshair).");
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

static void white_overprint(struct zb_check *c)
{
        size_t n = 0;
        const struct zb_fact_seen *seen;
        for (size_t i = 0; (seen = zb_check_seen(c, ZB_SEEN_WHITE_OVERPRINT, &i));) {
                if (!on_the_picture(c->facts, seen->box) || n++ >= ZB_CHECK_MANY)
                        continue;
                struct zb_finding *found = zb_check_fail(c);
                found->measured_text = ZB_MSG("white overprint");
                found->wanted = ZB_MSG("knock out");
                found->box = seen->box;
                found->message = ZB_MSG("white is set to overprint here: it vanishes in print");
                found->fix = ZB_MSG("Illustrator: Window → Attributes, clear Overprint Fill and Overprint "
                                    "Stroke.");
        }
        if (n > ZB_CHECK_MANY)
                zb_check_more(c, n - ZB_CHECK_MANY);
}

/* Most machines that print boards ignore overprint, so it is one remark for all places. */
static void overprint(struct zb_check *c)
{
        size_t n = 0;
        const struct zb_fact_seen *seen, *first = NULL;
        for (size_t i = 0; (seen = zb_check_seen(c, ZB_SEEN_OVERPRINT, &i));) {
                if (strcmp(seen->name, "black") == 0)
                        continue; /* over colours, it is what a press wants */
                first = first ? first : seen;
                n += seen->n ? seen->n : 1;
        }
        if (!first)
                return;
        struct zb_finding *found = zb_check_fail(c);
        found->measured = (double)n;
        found->wanted = zb_msg_verbatim("0");
        found->unit = ZB_MSG("places");
        found->box = first->box;
        found->message = zb_check_msg(
                c, "objects set to overprint that are not black: %zu; the print differs from the screen", n);
        found->fix = ZB_MSG("Illustrator: View → Overprint Preview; where it is not meant, clear Overprint in "
                            "the Attributes panel.");
}

const struct zb_rule zb_colour_rules[] = {
        {"colour.mode", ZB_OF_ALL, mode},
        {"ink.spot", ZB_OF_ALL, spot},
        {"ink.registration", ZB_OF_PDF, registration},
        {"ink.overprint", ZB_OF_PDF, overprint},
        {"ink.white-overprint", ZB_OF_PDF, white_overprint},
        {NULL, 0, NULL},
};
