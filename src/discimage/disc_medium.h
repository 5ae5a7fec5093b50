/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The kinds of disc the virtual recorder takes. */
#ifndef OPENIMAPI_DISCIMAGE_DISC_MEDIUM_H
#define OPENIMAPI_DISCIMAGE_DISC_MEDIUM_H

#include <stddef.h>
#include <stdint.h>

enum disc_medium {
    DISC_MEDIUM_NONE,
#define DISC_MEDIUM(name, spelling, blocks) DISC_MEDIUM_##name,
#include "discimage/disc_medium.def"
#undef DISC_MEDIUM
};

/** The medium spelled by `length` bytes of `text`, letter case ignored; NONE when there is none. */
enum disc_medium disc_medium_of(const char *text, size_t length);

/** The spelling, as in "dvd+rw"; "none" for NONE. */
const char *disc_medium_name(enum disc_medium medium);

/** User blocks of 2048 bytes a disc of this kind holds; 0 for NONE. */
uint32_t disc_medium_capacity_blocks(enum disc_medium medium);

#endif
