/* SPDX-License-Identifier: Apache-2.0 */
/* coefs (private to jpeg): the coefficients of a JPEG in several scans, in a scratch file instead of
 * memory: two bytes a sample, 300 MB for a photograph of a hundred megapixels. */
#ifndef ZB_JPEG_COEFS_H
#define ZB_JPEG_COEFS_H

#include "jpeg_codec_priv.h"

struct coefs {
        int fd;
        uint64_t bytes; /* of the scratch file, given to arrays so far */
        struct jvirt_barray_control *first;
        struct zb_err err; /* why the scratch file failed, if it did */
        bool failed;
};

/* The decompressor's arrays of blocks shall lie in coefs->fd from now on; and the compressor that takes them
 * over shall find them there. Both have client_data = coefs. A failure of the file goes through the object's
 * error_exit. */
void coefs_of_reader(j_decompress_ptr info, struct coefs *coefs);
void coefs_of_writer(j_compress_ptr info, struct coefs *coefs);

#endif
