/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which operations belong to which kind of medium. */
#include "virtualdrive/medium.h"

const struct medium_ops *medium_ops_of(enum disc_medium medium)
{
    switch (medium) {
    case DISC_MEDIUM_DVD_PLUS_R:
        return &medium_dvd_plus_r;
    case DISC_MEDIUM_DVD_PLUS_RW:
        return &medium_dvd_plus_rw;
    case DISC_MEDIUM_NONE:
        break;
    }
    return NULL;
}
