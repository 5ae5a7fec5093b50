/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What each feature tells of the drive and of what is in it (MMC-6 5.3). */
#ifndef OPENIMAPI_VIRTUALDRIVE_FEATURE_ROWS_H
#define OPENIMAPI_VIRTUALDRIVE_FEATURE_ROWS_H

#include "mmc/features.h"

#include <stddef.h>
#include <stdint.h>

/** What follows the header of a feature is at most so long. */
#define FEATURE_DATA_MAXIMUM 128

struct virtual_drive;

/** When a feature is current. */
enum feature_currency {
    FEATURE_CURRENCY_ALWAYS,   /* and persistent */
    FEATURE_CURRENCY_MEDIUM,   /* with any medium */
    FEATURE_CURRENCY_LISTED,   /* with media that list it */
    FEATURE_CURRENCY_WRITABLE, /* with media that list it, while they can be recorded */
};

/** One feature. What follows its header is the same always, or written anew for each reply. */
struct feature_row {
    enum mmc_feature code;
    uint8_t version;
    enum feature_currency currency;
    /** Gives its size, a multiple of 4, at most FEATURE_DATA_MAXIMUM; NULL: `data` follows. */
    size_t (*write)(const struct virtual_drive *drive, uint8_t *out);
    const void *data;
    size_t data_size; /* 0: nothing follows */
};

/** Ascending, as GET CONFIGURATION wants them (MMC-6 6.5.2). */
extern const struct feature_row feature_rows[];
extern const size_t feature_row_count;

#endif
