/* SPDX-License-Identifier: Apache-2.0 */
/* facts: what is on a board, measured; the same structure whether it came from a scene or from a stranger's
 * file, so that the same rules judge both. Facts never judge. Unknown is said as such: NAN, -1 or NULL, never
 * a guess. A new field gets its line in facts_fields.c, else it does not travel (and a test says so).
 *
 * Lengths in mm from the trim's top left, ink in percent, shares 0–1; the facts' arena owns every string and list.
 *
 * ```c
 * static enum zb_code copy_facts(const struct zb_facts *facts, struct zb_facts **ret, struct zb_err *err)
 * {
 *         struct zb_buf json = ZB_BUF_INIT;
 *         enum zb_code code = zb_facts_write(facts, &json, err);
 *         if (!code)
 *                 code = zb_facts_read(json.data, json.len, ret, err);
 *         zb_buf_fini(&json);
 *         return code;
 * }
 * ```
 */
#ifndef ZB_FACTS_H
#define ZB_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core.h"
#include "ink.h"
#include "type.h"

/* What is judged. AI: what Illustrator writes; the modern kind is a PDF by its first bytes. */
enum zb_kind { ZB_KIND_SPEC, ZB_KIND_PDF, ZB_KIND_TIFF, ZB_KIND_JPEG, ZB_KIND_PSD, ZB_KIND_AI, ZB_N_KINDS };
extern const char *const zb_kind_names[]; /* "spec", "pdf", … */

struct zb_fact_line {       /* one line of text */
        struct zb_rect box; /* advance × em·leading */
        struct zb_rect ink; /* advance × the em box's inked part: what may not be cut or covered */
        enum zb_tier tier;
        const char *role, *text, *font, *place;
        double em_mm, ink_mm;    /* ink_mm = em × ink factor of its face */
        double leading;          /* baseline distance to the next line of its block ÷ em; of a last line as it is set
                         */
        size_t chars;            /* of this line alone; a block's count may be less (a word broken in two) */
        bool keyword;            /* holds a keyword run */
        bool bad_start, bad_end; /* it breaks a paragraph where a mark may not stand (禁则) */
        double contrast;         /* lowest of its inks on what lies under it, NAN unknown */
        int block;               /* lines of one paragraph share a number */
        /* of files only; a scene's lines say nothing here */
        struct zb_ink colour; /* of most of its characters */
        enum zb_space space;  /* of those */
        bool hidden;          /* no ink reaches the sheet: invisible text, a hidden layer */
        bool reversed;        /* lighter than what lies under it */
        const char *marks;    /* the first place of its paragraph where half- and full-width marks are mixed
                               * (a comma of ASCII behind Han, （ closed by an ASCII one), with its neighbours;
                               * on the paragraph's first line; NULL none */
};

struct zb_fact_tier {
        size_t chars, lines;
        double ink_cm, em_cm, pt, leading; /* medians over its lines; NAN when the tier is absent */
        double ink_cm_min, pt_min, ink_cm_max, pt_max;
        double leading_min, leading_max; /* of blocks with two lines or more; NAN when there is none */
};

struct zb_fact_font {
        const char *name; /* PostScript name without subset tag */
        bool embedded;
        bool subset, type3;
        const char *format; /* "CIDFontType0C", "TrueType", …; NULL: of our own scene */
};

struct zb_fact_image {
        struct zb_rect box;
        const char *type, *place, *caption, *source; /* source: file name, or "" */
        double ppi_x, ppi_y;                         /* effective, in print; NAN for drawn figures */
        double source_ppi;   /* of a spec: what the picture itself would give; 0: drawn, or of a file */
        int px_w, px_h;      /* pixels used; 0 for drawn figures */
        bool ai, ai_marked;  /* made by generative AI; a text on it says so */
        double ai_mark_mm;   /* ink height of that text, NAN when not marked */
        enum zb_space space; /* as printed */
        bool decoration;     /* says nothing: may touch the edge and be cut by it */
        /* of files only */
        const char *filter; /* "DCTDecode", "FlateDecode", …; NULL unknown */
        double stretch;     /* of its pixels: width ÷ height as printed, 1: none; NAN unknown */
        double turned_deg;  /* 0 upright; NAN unknown */
        int upsampled;      /* times its pixels were blown up before it came here, 1 not; 0 unknown */
        int quality;        /* JPEG: quality estimated from its tables, 1–100; 0 unknown */
        uint64_t same;      /* hash of its pixels as stored; 0 unknown: pictures with one hash are one picture */
};

struct zb_fact_qr {
        struct zb_rect box;
        const char *url, *place;
        double module_mm, quiet_mm; /* quiet_mm: narrowest side; NAN unknown */
        double contrast;            /* of its modules, 1–21; NAN unknown */
};

/* How far a file could be read. Whatever was read before the trouble stands in the facts. */
enum zb_reading {
        ZB_READ_WHOLE,
        ZB_READ_REPAIRED,  /* read after repair: other programs may show something else */
        ZB_READ_DAMAGED,   /* the rest is lost */
        ZB_READ_COMPLEX,   /* a limit of time or memory was met */
        ZB_READ_ENCRYPTED, /* a password is asked for */
        ZB_READ_FOREIGN    /* known but not readable: an AI file without PDF inside, … */
};
extern const char *const zb_reading_names[]; /* "whole", "repaired", … */

struct zb_fact_layer {
        const char *name;
        const char *kind; /* "text", "pixels", "group", "shape", "adjustment", "ocg", … */
        struct zb_rect box;
        bool visible, printing;
        const char *blend; /* "Normal", "Multiply", … */
};

/* What may be met in a PDF: an object of some colour space, or something that matters to the press. */
enum zb_seen {
        ZB_SEEN_SPACE,                   /* plus enum zb_space: objects of that space; the name is of a spot colour */
        ZB_SEEN_OVERPRINT = ZB_N_SPACES, /* the name "black": in K alone */
        ZB_SEEN_WHITE_OVERPRINT,
        ZB_SEEN_REGISTRATION,
        ZB_SEEN_GROUND, /* a picture under the others; the name is its ppi */
        ZB_SEEN_BLEND,
        ZB_SEEN_HAIRLINE,
        ZB_SEEN_JAVASCRIPT,
        ZB_SEEN_ANNOTATION, /* the name is its subtype */
        ZB_SEEN_PRINTING_ANNOTATION,
        ZB_SEEN_ATTACHMENT,
        ZB_SEEN_FORM,
        ZB_SEEN_MEDIA,
        ZB_SEEN_TRANSFER,
        ZB_SEEN_HALFTONE,
        ZB_SEEN_POSTSCRIPT,
        ZB_SEEN_NO_UNICODE, /* a font whose glyphs say nothing; its name */
        ZB_SEEN_AI,         /* metadata that says that generative AI made it */
        ZB_N_SEEN
};
extern const char *const zb_seen_names[ZB_N_SEEN]; /* "space:DeviceRGB", "overprint", "javascript", … */

/* A place where something was seen. */
struct zb_fact_seen {
        enum zb_seen what;
        const char *name; /* see enum zb_seen; "" none */
        struct zb_rect box;
        size_t n; /* how often */
};

/* The file as a container; of a scene nothing is known here (bytes NAN, NULLs, -1). */
struct zb_fact_file {
        enum zb_reading reading;
        struct zb_msg trouble; /* a sentence on it; NULLs when whole */
        double bytes;
        const char *format;             /* "PDF 1.6", "TIFF", "BigTIFF", "JPEG, progressive", "PSB", … */
        const char *creator, *producer; /* programs */
        int n_pages;                    /* -1 unknown */
        double rotation_deg;            /* of the page; 0 */
        double user_unit;               /* pt; 1 */
        bool boxes_declared;            /* a TrimBox is there, not only a MediaBox */
        bool restricted;                /* opens, but printing or changing is forbidden */
        const char *const *warnings;    /* of the library that read it, each once */
        size_t n_warnings;
};

struct zb_fact_pdf {
        bool known;                /* the file is a PDF; all below is known then */
        const char *claims;        /* "PDF/X-4", "PDF/X-1a:2001", …; NULL none */
        const char *const *broken; /* keywords of what a PDF/X-4 asks and the file has not, in English */
        size_t n_broken;
        int n_intents;                       /* output intents of GTS_PDFX */
        const char *intent, *intent_profile; /* condition identifier, profile's name; NULL none */
        int intent_components;               /* 4 for CMYK; 0 none */
        bool transparency, soft_masks;
        const char *const *blends; /* blend modes other than Normal */
        size_t n_blends;
        const struct zb_fact_seen *objects;
        size_t n_objects;
        size_t outlines; /* small filled paths that look like outlined characters */
};

/* A file of pixels: TIFF, JPEG, PSD's composite. */
struct zb_fact_raster {
        bool known;
        int px_w, px_h, bits, channels, extra_channels;
        double ppi_x, ppi_y;     /* as declared; NAN: not at all */
        const char *ppi_source;  /* "TIFF", "JFIF", "EXIF", "Photoshop"; NULL none */
        const char *mode;        /* "CMYK", "RGB", "Gray", "Lab", "Indexed", "Bitmap", … */
        const char *compression; /* "none", "LZW", "Deflate", "JPEG", "PackBits", … */
        bool inverted;           /* JPEG: Adobe's polarity */
        int quality;             /* JPEG estimate; 0 unknown */
        int composite;           /* PSD: 1 real, 0 none, -1 unknown */
        int upsampled; /* times its pixels were blown up by repeating or interpolating them, 1 not; 0 unknown
                        */
        bool ai;       /* its metadata says that generative AI made it */
};

/* What the printed sheet looks like, surveyed once over all its pixels. */
struct zb_fact_survey {
        bool known;
        struct zb_rect box;   /* the part of the board that map, fingerprint and view show, mm; w = 0: the trim */
        double cell_mm;       /* side of a cell of the ink map */
        int cols, rows;       /* 0: an RGB file, whose ink is unknown */
        const uint8_t *ink;   /* cols × rows: greatest total ink of the cell, in 2 % */
        double ink_cm2[201];  /* area by total ink: [i] from 2i - 1 up to 2i + 1 percent */
        double blank;         /* share of the visible area that carries no ink, 0–1; NAN unknown */
        double plain;         /* share of the sheet that has its commonest colour, 0–1; NAN unknown */
        double plate_mean[4]; /* mean ink of C M Y K, percent; NAN unknown */
        int print_w, print_h; /* fingerprint: a small picture of the board, to compare files */
        const uint8_t *print; /* print_w × print_h × 3, sRGB */
        int view_w, view_h;   /* the board's picture */
        const uint8_t *view;  /* a JPEG file of view_w × view_h, sRGB; NULL: not asked for */
        size_t view_len;
};

/* A file that was written of the board. */
struct zb_fact_output {
        const char *path;
        enum zb_kind kind;
        double bytes;
};

struct zb_facts {
        struct zb_arena *arena;
        const char *file;
        enum zb_kind kind;
        const struct zb_fact_output *outputs; /* of a spec that has been rendered */
        size_t n_outputs;
        struct zb_fact_file container;
        struct zb_fact_pdf pdf;
        struct zb_fact_raster raster;
        struct zb_fact_survey survey;
        const struct zb_fact_layer *layers; /* bottom first */
        size_t n_layers;                    /* of PDF (OCG) and PSD */
        /* page */
        double width_mm, height_mm, bleed_mm;
        struct zb_rect visible, media, trim, bleed;
        double bleed_reach_mm; /* how far what the trim cuts reaches beyond it, the least; NAN: it cuts
                                  nothing */
        /* words about the work; NULL when the file does not say */
        const char *title, *path_used;
        int n_authors;  /* -1 unknown */
        int n_sections; /* -1 unknown */
        /* ink */
        const enum zb_space *spaces; /* each once; none: unknown */
        size_t n_spaces;
        double total_max;             /* percent, NAN unknown */
        struct zb_rect total_max_box; /* where */
        const char *profile;          /* name, NULL unknown */
        const char *const *spots;
        size_t n_spots;
        double solid_k_cm2; /* largest area in K alone (shapes, not text), NAN unknown */
        struct zb_rect solid_k_box;
        double line_min_mm; /* thinnest stroke, INFINITY when there is none, NAN unknown */
        struct zb_rect line_min_box;
        int k_only;               /* 1: black text is K alone, 0: it is not, -1 unknown */
        struct zb_rect not_k_box; /* a text that is not */
        const char *not_k_place;
        /* text */
        const char *text_source; /* "live", "ocr", "none" */
        size_t chars;            /* counted when text_source is not "none" */
        int keywords;            /* runs set apart; -1 unknown */
        size_t missing_glyphs;
        struct zb_rect missing_box;
        const char *missing_text, *missing_place;
        const struct zb_fact_font *fonts;
        size_t n_fonts;
        bool font_substitute; /* the fonts stand in for Source Han Sans */
        struct zb_fact_tier tiers[ZB_N_TIERS];
        const struct zb_fact_line *lines;
        size_t n_lines;
        double min_contrast; /* NAN unknown */
        struct zb_rect min_contrast_box;
        const char *min_contrast_text, *min_contrast_place;
        /* images: known when image_mm2 is */
        bool flat; /* set by the reader: one picture is the whole board, and what it shows cannot be told
                    * apart (TIFF, JPEG, a PDF or PSD that only wraps one; of a PDF it is the only one of
                    * images) */
        const struct zb_fact_image *images;
        size_t n_images, n_photos;
        double image_mm2, text_mm2, share, share_strict; /* NAN unknown */
        double ppi_min;                                  /* NAN when no photo */
        /* others */
        const struct zb_fact_qr *qr;
        size_t n_qr;
        double safe_min_mm;      /* least distance of text, QR or figure to the visible edge; negative: outside;
                             * INFINITY: nothing there, NAN unknown */
        struct zb_rect safe_box; /* whose */
        const char *safe_what;   /* its text or caption */
        const char *safe_place;
        int overlaps; /* pairs of text lines or foreign figures that overlap; -1 unknown */
        struct zb_rect overlap_box;
        const char *overlap_a, *overlap_b; /* the first pair: texts or captions */
        const char *overlap_place;
        const struct zb_fact_remark { /* what the composer had to give up */
                const char *rule, *place;
                struct zb_msg text, fix;
        } * remarks;
        size_t n_remarks;
};

/* Kind by a file's first bytes (1024 are enough), never by its name; false when it is none of them. */
bool zb_kind_of_bytes(const uint8_t *head, size_t len, enum zb_kind *ret);

struct zb_facts *zb_facts_new(void); /* unknowns set; NULL when out of memory */
void zb_facts_free(struct zb_facts *facts);

/* All of the facts as JSON, and back: what zhanban-inspect says to the engine. Bytes are base64. The reader
 * takes any text a stranger may have influenced: what does not fit is ZB_INPUT, and numbers are clamped to
 * sane ranges. */
enum zb_code zb_facts_write(const struct zb_facts *facts, struct zb_buf *out, struct zb_err *err);
enum zb_code zb_facts_read(const char *text, size_t len, struct zb_facts **ret, struct zb_err *err);

#endif
