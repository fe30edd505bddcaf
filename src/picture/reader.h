/* SPDX-License-Identifier: Apache-2.0 */
/* reader (private to picture): the pixels of a picture in the order in which its file has them: decode, resample, to
 * ink, a row at a time. Between two rows nothing runs and the caller may be another thread: whoever asks for rows
 * frames them by begin and end. */
#ifndef ZB_PICTURE_READER_H
#define ZB_PICTURE_READER_H

#include "picture_priv.h"

/* From stored to upright: first mirror columns and rows of the stored picture, then swap the axes (EXIF). */
struct zb_turn {
        bool swap, mirror_x, mirror_y;
};
struct zb_turn zb_picture_turn(const struct zb_picture *picture);

struct zb_reader {
        const struct zb_picture *picture;
        int n, height;     /* pixels of a row and rows of the result, as the file lies */
        double x, y, w, h; /* the crop, likewise, in pixels of the loaded image */
        int shrink;        /* the decoder's own */
        VipsImage *image;
        VipsRegion *region; /* between begin and end */
        int bands;
        struct zb_transform *transform;
        double max_total;
        struct zb_axis across, down;
        int left, wide; /* the columns of the file that the filter touches */
        size_t plane;   /* from one band to the next in a row of planes */
        uint8_t *ring;  /* the last rows of the file, as planes */
        int ring_rows;
        int loaded, done;     /* rows of the file that have been read, rows of the result that have been made */
        const uint8_t **rows; /* the filter's window into the ring */
        int16_t *between;     /* one row of planes, resampled downwards alone */
        uint8_t *line;        /* one finished row, before the transform */
};

/* crop, width and height: of the upright picture. The reader is the caller's to close, also after a failure. */
enum zb_code zb_reader_open(struct zb_reader *reader, const struct zb_picture *picture, struct zb_rect crop,
                            int width, int height, const struct zb_profile *to, double max_total, struct zb_err *err);
void zb_reader_close(struct zb_reader *reader);

enum zb_code zb_reader_begin(struct zb_reader *reader, struct zb_err *err);
/* The next row, reader->n pixels of CMYK. */
enum zb_code zb_reader_row(struct zb_reader *reader, uint8_t *cmyk, struct zb_err *err);
void zb_reader_end(struct zb_reader *reader);

#endif
