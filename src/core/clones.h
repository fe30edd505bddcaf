/* SPDX-License-Identifier: Apache-2.0 */
/* ZB_CLONES before a function: compiled twice, once for every x86-64 and once for those with AVX2, chosen
 * when the program starts. For inner loops in integers only: their results are the same on every machine,
 * whatever the width of its vectors. Static callees must be inlined (ZB_INLINE) to take part. */
#ifndef ZB_CLONES_H
#define ZB_CLONES_H

#include <stdint.h> /* tells the C library, __GLIBC__ */

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GLIBC__) && defined(__GNUC__) &&                      \
        !defined(__clang__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) &&                            \
        !defined(__SANITIZE_THREAD__)
#define ZB_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define ZB_CLONES
#endif
#define ZB_INLINE static inline __attribute__((always_inline))

#endif
