/* SPDX-License-Identifier: Apache-2.0 */
/* The quality at which a JPEG was compressed, estimated from its quantization tables. */
#ifndef ZB_JPEG_QUALITY_H
#define ZB_JPEG_QUALITY_H

#include <stddef.h>
#include <stdint.h>

/* The estimate from a DQT segment's payload; 0: it does not hold the luminance table (number 0). */
int zb_jpeg_table_quality(const uint8_t *segment, size_t len);

#endif
