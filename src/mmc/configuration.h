/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a drive can do, with and without the present medium: GET CONFIGURATION (MMC-6 6.5). */
#ifndef OPENIMAPI_MMC_CONFIGURATION_H
#define OPENIMAPI_MMC_CONFIGURATION_H

#include "base/status.h"
#include "mmc/features.h"
#include "mmc/profiles.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mmc_drive;

/** One feature descriptor, lent by the configuration it was found in. */
struct mmc_feature_descriptor {
    uint16_t code; /* enum mmc_feature, or a code unknown here */
    uint8_t version;
    bool is_persistent;
    bool is_current;
    const uint8_t *bytes; /* the whole descriptor, header first */
    size_t size;          /* 4..259 */
};

/** A reply, checked. Zeroed, it is a drive without GET CONFIGURATION. */
struct mmc_configuration {
    uint8_t *bytes;
    size_t size;
    uint16_t current_profile;
    bool is_supported;
};

/**
 * Takes a copy of a whole reply. Descriptors that end after the reply are left out, as a drive may
 * have cut it, and so are those after the 256th. STATUS_INVALID_RESPONSE: no header.
 * STATUS_NO_MEMORY.
 */
enum status mmc_configuration_parse(const void *data, size_t size,
                                    struct mmc_configuration *configuration);

/**
 * GET CONFIGURATION, all features. A drive that does not know the command gives a configuration
 * that is not supported, and STATUS_OK. Else fails as mmc_drive_read_reply and
 * mmc_configuration_parse.
 */
enum status mmc_configuration_read(struct mmc_drive *drive,
                                   struct mmc_configuration *configuration);

void mmc_configuration_release(struct mmc_configuration *configuration);

/**
 * The descriptor at `*position` (0 for the first), which moves on to the next; false at the end.
 */
bool mmc_configuration_next(const struct mmc_configuration *configuration, size_t *position,
                            struct mmc_feature_descriptor *feature);

/** The descriptor of `code`; false, and zeroed, when there is none. */
bool mmc_configuration_find(const struct mmc_configuration *configuration, uint16_t code,
                            struct mmc_feature_descriptor *feature);

/** Whether the feature is there. */
bool mmc_configuration_has(const struct mmc_configuration *configuration, uint16_t code);

/** Whether the feature is there and current. */
bool mmc_configuration_has_current(const struct mmc_configuration *configuration, uint16_t code);

/** Byte `offset` of the descriptor, header counted; 0 where it is shorter. */
uint8_t mmc_feature_byte(const struct mmc_feature_descriptor *feature, size_t offset);

/** One entry of the profile list. */
struct mmc_profile_entry {
    uint16_t profile; /* enum mmc_profile, or a number unknown here */
    bool is_current;
};

/** Most entries one profile list descriptor can hold. */
#define MMC_PROFILES_MAXIMUM 63

/** The profile list in the drive's order; gives the number of entries, 0 without the feature. */
size_t mmc_configuration_profiles(const struct mmc_configuration *configuration,
                                  struct mmc_profile_entry profiles[MMC_PROFILES_MAXIMUM]);

/** Whether the profile list calls `profile` current. */
bool mmc_configuration_has_current_profile(const struct mmc_configuration *configuration,
                                           uint16_t profile);

#endif
