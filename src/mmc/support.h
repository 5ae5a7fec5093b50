/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which ways of recording a drive supports, and which of them the present medium allows. */
#ifndef OPENIMAPI_MMC_SUPPORT_H
#define OPENIMAPI_MMC_SUPPORT_H

#include "base/status.h"
#include "mmc/configuration.h"
#include "mmc/media_type.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

enum mmc_recording {
    MMC_RECORDING_DATA,
    MMC_RECORDING_ERASE,
    MMC_RECORDING_TRACK_AT_ONCE,
    MMC_RECORDING_RAW_CD,
};

/** The kinds of media of a way of recording, in the order they are published in. Borrowed. */
const enum mmc_media_type *mmc_recording_media(enum mmc_recording recording, size_t *count);

/** Whether `type` is among them. */
bool mmc_recording_takes(enum mmc_recording recording, enum mmc_media_type type);

/**
 * Whether features of `configuration` let the drive record so: those that are current only, or all.
 */
bool mmc_recording_has_feature(enum mmc_recording recording,
                               const struct mmc_configuration *configuration, bool current_only);

/**
 * Whether the drive supports the recording, by its features or else mode page 2Ah. The medium is
 * not touched. Fails as mmc_configuration_read.
 */
enum status mmc_recording_is_supported(struct mmc_drive *drive, enum mmc_recording recording,
                                       bool *is_supported);

/**
 * Whether the present medium can be recorded so, now. Fails as mmc_medium_examine and
 * mmc_configuration_read.
 */
enum status mmc_recording_is_possible(struct mmc_drive *drive, enum mmc_recording recording,
                                      bool *is_possible);

#endif
