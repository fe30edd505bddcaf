/* SPDX-License-Identifier: Apache-2.0 */
/* A name that may be given (of a standard, a process, a compression), with what it stands for. Lists end with a NULL name. */
#ifndef ZB_CHOICE_H
#define ZB_CHOICE_H

#include "msg.h"

struct zb_choice {
        const char *name;
        struct zb_msg title; /* no message: the name says it all */
};

#endif
