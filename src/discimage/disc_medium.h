/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The kinds of disc the virtual recorder takes. */
#ifndef OPENIMAPI_DISCIMAGE_DISC_MEDIUM_H
#define OPENIMAPI_DISCIMAGE_DISC_MEDIUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum disc_medium {
    DISC_MEDIUM_NONE,
#define DISC_MEDIUM(name, ...) DISC_MEDIUM_##name,
#include "discimage/disc_medium.def"
#undef DISC_MEDIUM
    DISC_MEDIUM_COUNT,
};

/** How a disc takes data. Some kinds have a choice, which formatting or blanking makes. */
enum disc_recording {
    /** Not at all. */
    DISC_RECORDING_READ_ONLY,
    /** Once, in order, in tracks and sessions. */
    DISC_RECORDING_SEQUENTIAL,
    /** Anywhere, again and again, where it is formatted. */
    DISC_RECORDING_OVERWRITE,
    /** As SEQUENTIAL, and what was recorded can be replaced while there are spare blocks. */
    DISC_RECORDING_PSEUDO_OVERWRITE,
    /** As SEQUENTIAL, changing layers wherever a track says. */
    DISC_RECORDING_LAYER_JUMP,
};

enum disc_recording_bits {
    DISC_RECORDING_BITS_OVERWRITE = 1 << DISC_RECORDING_OVERWRITE,
    DISC_RECORDING_BITS_PSEUDO_OVERWRITE = 1 << DISC_RECORDING_PSEUDO_OVERWRITE,
    DISC_RECORDING_BITS_LAYER_JUMP = 1 << DISC_RECORDING_LAYER_JUMP,
};

/** What is the same for all discs of a kind. */
struct disc_medium_traits {
    const char *name;         /* the spelling, as in "dvd+rw" */
    uint32_t capacity_blocks; /* of the largest such disc */
    uint32_t unit_blocks;     /* recorded together or not at all */
    enum disc_recording recording;
    unsigned other_recordings; /* enum disc_recording_bits */
    unsigned layers;
    uint16_t sessions_maximum;
    uint16_t tracks_per_session_maximum;
    uint16_t tracks_maximum;
};

/** The medium spelled by `length` bytes of `text`, letter case ignored; NONE when there is none. */
enum disc_medium disc_medium_of(const char *text, size_t length);

/** The traits; those of NONE are the name "none" and zeros. */
const struct disc_medium_traits *disc_medium_traits(enum disc_medium medium);

/** The spelling, as in "dvd+rw"; "none" for NONE. */
const char *disc_medium_name(enum disc_medium medium);

/** User blocks of 2048 bytes a disc of this kind holds; 0 for NONE. */
uint32_t disc_medium_capacity_blocks(enum disc_medium medium);

/** Whether discs of this kind can be recorded like that. */
bool disc_medium_allows(enum disc_medium medium, enum disc_recording recording);

#endif
