/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Kinds of media and what follows from the kind alone; media_types.def lists them. */
#ifndef OPENIMAPI_MMC_MEDIA_TYPE_H
#define OPENIMAPI_MMC_MEDIA_TYPE_H

#include <stdbool.h>
#include <stdint.h>

enum mmc_media_type {
#define MMC_MEDIA_TYPE_ENTRY(name, write_unit, overwritable, text) MMC_MEDIA_TYPE_##name,
#include "mmc/media_types.def"
#undef MMC_MEDIA_TYPE_ENTRY
    MMC_MEDIA_TYPE_COUNT
};

/** Sectors that one write must begin at and span multiples of: 1, 16 or 32. */
uint32_t mmc_media_type_write_unit(enum mmc_media_type type);

/** Whether used parts can be written again at random: a disc of one session without end. */
bool mmc_media_type_is_overwritable(enum mmc_media_type type);

/** CD-ROM, DVD-ROM, BD-ROM, HD DVD-ROM: what no recorder writes to. */
bool mmc_media_type_is_rom(enum mmc_media_type type);

/** CD-ROM, CD-R, CD-RW, and unknown media: those whose speeds count sectors of 2352 bytes. */
bool mmc_media_type_is_cd(enum mmc_media_type type);

/** "DVD+RW"; "?" for an unknown value. */
const char *mmc_media_type_name(enum mmc_media_type type);

#endif
