/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * DVD-RW in restricted overwrite (ECMA-338, MMC-6 4.3.5): whole units anywhere in a user area that
 * was formatted, or that grows while its session is open. Blanking makes it sequential again.
 */
#include "virtualdrive/medium_rows.h"

static const uint32_t write_speeds[] = { 8310, 5540, 2770, 1385 };

static const enum mmc_feature features[] = { MMC_FEATURE_DVD_READ,
                                             MMC_FEATURE_RANDOM_WRITABLE,
                                             MMC_FEATURE_FORMATTABLE,
                                             MMC_FEATURE_RESTRICTED_OVERWRITE,
                                             MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE,
                                             MMC_FEATURE_DVD_R_RW_WRITE };

/* Parameters of types 10h to 15h are the blocks of a unit (MMC-6 6.4.3). */
static const struct overwritable_format formats[] = {
    { MMC_FORMAT_TYPE_FULL, OVERWRITABLE_EFFECT_FORMAT, 0, true, DISC_BLOCK_SIZE },
    { MMC_FORMAT_TYPE_CD_RW_FULL, OVERWRITABLE_EFFECT_FORMAT, 0, true, 16 },
    { MMC_FORMAT_TYPE_QUICK, OVERWRITABLE_EFFECT_FORMAT_GROWING, 0, true, 16 },
    { MMC_FORMAT_TYPE_GROW_SESSION, OVERWRITABLE_EFFECT_GROW, 0, true, 16 },
    { MMC_FORMAT_TYPE_QUICK_GROW, OVERWRITABLE_EFFECT_RESUME_GROWING, 0, true, 16 },
};

const struct overwritable_rules overwritable_dvd_rw = {
    .formats = formats,
    .format_count = MEDIUM_COUNT_OF(formats),
    .formatted_status = MMC_DISC_STATUS_COMPLETE,
    .is_rigid = true,
};

/* The border-out that ends an intermediate state. */
static enum drive_condition close_by_function(struct virtual_drive *drive, uint8_t function,
                                              uint16_t track)
{
    const struct disc_state *disc = drive_disc(drive);

    (void)track;
    if (function != MMC_CLOSE_FUNCTION_SESSION && function != MMC_CLOSE_FUNCTION_FINALIZE_DVD_R)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (disc->format != DISC_FORMAT_GROWING)
        return DRIVE_CONDITION_GOOD;
    if (disc->formatted_blocks == 0)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    return drive_condition_of_write(
        disc_image_set_format(drive->image, DISC_FORMAT_COMPLETE, disc->formatted_blocks));
}

static enum drive_condition blank(struct virtual_drive *drive, uint8_t type, uint32_t address)
{
    (void)address;
    if (type != MMC_BLANK_TYPE_DISC && type != MMC_BLANK_TYPE_MINIMAL)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    return sequential_blank(drive, type, 0);
}

const struct medium_ops medium_dvd_rw_overwrite = {
    MEDIUM_DVD(DVD_RW_RESTRICTED_OVERWRITE, DVD_RW, MEDIUM_LAYER_REWRITABLE, "W06"),
    MEDIUM_SPEEDS(16620, write_speeds),
    MEDIUM_FEATURES(features),
    MEDIUM_OVERWRITABLE(&overwritable_dvd_rw),
    .close = close_by_function,
    .format = overwritable_format,
    .blank = blank,
};
