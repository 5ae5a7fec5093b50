/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What IDiscRecorder2 and IDiscRecorder2Ex hand on of a drive's replies: lists of codes, and
 * replies as they came. Every function fails as mmc_drive_read_reply does and with
 * STATUS_NO_MEMORY.
 */
#ifndef OPENIMAPI_IMAPI2_DRIVE_QUERY_H
#define OPENIMAPI_IMAPI2_DRIVE_QUERY_H

#include "base/status.h"
#include "mmc/cdb.h"
#include "mmc/drive.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Codes of features, profiles or mode pages, in the drive's order. Free `codes` by memory_free. */
struct drive_codes {
    int32_t *codes;
    size_t count;
};

/** A list that can be had whole, or only of what applies to the medium that is in. */
typedef enum status (*drive_query_codes)(struct mmc_drive *drive, bool current_only,
                                         struct drive_codes *codes);

/** STATUS_DEVICE, MMC_CONDITION_NO_CONFIGURATION: the drive is too old to tell. */
enum status drive_query_features(struct mmc_drive *drive, bool current_only,
                                 struct drive_codes *codes);

/** As above; MMC_CONDITION_NO_FEATURE: the drive has no list of profiles. */
enum status drive_query_profiles(struct mmc_drive *drive, bool current_only,
                                 struct drive_codes *codes);

/** Pages without subpages. */
enum status drive_query_mode_pages(struct mmc_drive *drive, enum mmc_mode_page_control control,
                                   struct drive_codes *codes);

/** Whether the drive can open its tray and close it again. */
enum status drive_query_can_load(struct mmc_drive *drive, bool *can_load);

/** Part of a reply. Free `memory` by memory_free. */
struct drive_reply {
    void *memory;
    const uint8_t *bytes;
    size_t size;
};

/** READ DISC INFORMATION, whole. */
enum status drive_query_disc_information(struct mmc_drive *drive, struct drive_reply *reply);

/** READ TRACK INFORMATION, whole. */
enum status drive_query_track_information(struct mmc_drive *drive, enum mmc_track_address_type type,
                                          uint32_t address, struct drive_reply *reply);

/** READ DISC STRUCTURE of a DVD, without its header. STATUS_INVALID_RESPONSE: nothing follows it.
 */
enum status drive_query_disc_structure(struct mmc_drive *drive, uint32_t address, uint8_t layer,
                                       uint8_t format, uint8_t agid, struct drive_reply *reply);

/**
 * One feature descriptor, with its own header. MMC_CONDITION_NO_CONFIGURATION,
 * MMC_CONDITION_NO_FEATURE, MMC_CONDITION_FEATURE_NOT_CURRENT.
 */
enum status drive_query_feature(struct mmc_drive *drive, uint16_t feature, bool current_only,
                                struct drive_reply *reply);

/**
 * SEND DISC STRUCTURE of a DVD, header prepended. STATUS_INVALID_ARGUMENT: more than a command can
 * carry.
 */
enum status drive_send_disc_structure(struct mmc_drive *drive, uint8_t format, const void *data,
                                      size_t size);

#endif
