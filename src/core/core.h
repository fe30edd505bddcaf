/* SPDX-License-Identifier: Apache-2.0 */
/* base: what every room stands on. The one door; each header below has one subject. */
#ifndef ZB_CORE_H
#define ZB_CORE_H
#include "aimark.h"
#include "arena.h"
#include "base64.h"
#include "buf.h"
#include "clones.h"
#include "err.h"
#include "geom.h"
#include "msg.h"
#include "outfile.h"
#include "pool.h"
#include "progress.h"
#include "scratch.h"
#include "utf8.h"
#endif
