/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * BD-R of one and two layers in sequential recording mode, with and without pseudo-overwrite (MMC-6
 * 4.5.3), and HD DVD-R, which is told from it by its profile. A sequential recording range is a
 * track here.
 */
#include "virtualdrive/medium_rows.h"

static const uint32_t write_speeds[] = { 71928, 53946, 44955, 35964, 26973, 17982, 8991 };
static const uint32_t write_speeds_hd[] = { 9136, 4568 };

static const enum mmc_feature features[] = { MMC_FEATURE_WRITE_ONCE, MMC_FEATURE_FORMATTABLE,
                                             MMC_FEATURE_BD_READ, MMC_FEATURE_BD_WRITE };
static const enum mmc_feature features_pow[] = {
    MMC_FEATURE_FORMATTABLE, MMC_FEATURE_HARDWARE_DEFECT_MANAGEMENT,
    MMC_FEATURE_WRITE_ONCE,  MMC_FEATURE_BD_R_PSEUDO_OVERWRITE,
    MMC_FEATURE_BD_READ,     MMC_FEATURE_BD_WRITE
};
static const enum mmc_feature features_hd[] = { MMC_FEATURE_WRITE_ONCE, MMC_FEATURE_HD_DVD_READ,
                                                MMC_FEATURE_HD_DVD_WRITE };

/* The spare areas of a layer that formatting leaves, by default and at least. */
#define SPARE_BLOCKS         393216
#define SPARE_BLOCKS_MINIMUM 131072

/* MMC-6 6.4.3.4: subtypes of format types 00h and 32h. */
#define SUBTYPE_POW    0
#define SUBTYPE_NO_POW 1

static const struct sequential_rules rules = { 0 };

/* The first of them is what a medium in order is formatted to by default. */
static const struct {
    uint8_t type; /* subtype included */
    bool is_pow;
    uint32_t spare_blocks;
} formats[] = {
    { MMC_FORMAT_TYPE_FULL << MMC_FORMAT_TYPE_SHIFT, true, SPARE_BLOCKS },
    { MMC_FORMAT_TYPE_FULL << MMC_FORMAT_TYPE_SHIFT | SUBTYPE_NO_POW, false, SPARE_BLOCKS },
    { MMC_FORMAT_TYPE_BD_R_SPARES << MMC_FORMAT_TYPE_SHIFT | SUBTYPE_POW, true, SPARE_BLOCKS },
    { MMC_FORMAT_TYPE_BD_R_SPARES << MMC_FORMAT_TYPE_SHIFT | SUBTYPE_POW, true,
      SPARE_BLOCKS_MINIMUM },
    { MMC_FORMAT_TYPE_BD_R_SPARES << MMC_FORMAT_TYPE_SHIFT | SUBTYPE_NO_POW, false, SPARE_BLOCKS },
};

static bool is_blank(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    return disc->track_count == 1 && disc->tracks[0].state == DISC_TRACK_OPEN &&
           disc->tracks[0].recorded == 0;
}

static bool can_be_formatted(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    return is_blank(drive) && disc->recording == DISC_RECORDING_SEQUENTIAL &&
           disc->spare_blocks == 0;
}

static uint32_t spare_blocks(const struct virtual_drive *drive, size_t format)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint32_t spare = formats[format].spare_blocks * disc_state_traits(disc)->layers;

    return disc->capacity_blocks / 2 > spare ? spare : drive_unit_blocks(drive);
}

static void describe_formats(const struct virtual_drive *drive, struct medium_formats *described)
{
    const uint32_t capacity = drive_disc(drive)->capacity_blocks;

    sequential_describe_formats(drive, described);
    if (!can_be_formatted(drive))
        return;
    for (size_t i = 0; i < MEDIUM_COUNT_OF(formats); i++)
        described->formattable[described->count++] = (struct mmc_format_descriptor_wire){
            .blocks = be32_of(capacity - spare_blocks(drive, i)),
            .type = formats[i].type,
        };
}

static enum drive_condition format(struct virtual_drive *drive,
                                   const struct mmc_format_descriptor_wire *descriptor)
{
    const uint32_t capacity = drive_disc(drive)->capacity_blocks;

    if (!can_be_formatted(drive))
        return DRIVE_CONDITION_CANNOT_FORMAT_MEDIUM;
    for (size_t i = 0; i < MEDIUM_COUNT_OF(formats); i++) {
        const uint32_t spare = spare_blocks(drive, i);
        enum status status;

        if (descriptor->type != formats[i].type || be32_get(descriptor->blocks) != capacity - spare)
            continue;
        status = disc_image_set_spares(
            drive->image,
            formats[i].is_pow ? DISC_RECORDING_PSEUDO_OVERWRITE : DISC_RECORDING_SEQUENTIAL, spare);
        if (status == STATUS_OK)
            drive_medium_became(drive);
        return drive_condition_of_write(status);
    }
    return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
}

static enum drive_condition close_by_function(struct virtual_drive *drive, uint8_t function,
                                              uint16_t track)
{
    switch (function) {
    case MMC_CLOSE_FUNCTION_TRACK:
        return sequential_close_track(drive, track);
    case MMC_CLOSE_FUNCTION_SESSION:
        return sequential_close_session(drive, false);
    case MMC_CLOSE_FUNCTION_FINALIZE:
        return sequential_close_session(drive, true);
    default:
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}

/* Each unit that is touched is replaced by a spare one. */
static enum drive_condition replace(struct virtual_drive *drive, uint32_t lba, uint32_t blocks,
                                    const void *data)
{
    const uint32_t unit = drive_unit_blocks(drive);
    const uint32_t first = lba / unit;
    const uint32_t last = (lba + blocks - 1) / unit;
    const uint32_t needed = (last - first + 1) * unit;
    enum status status;

    if (needed > drive_disc(drive)->spare_blocks)
        return DRIVE_CONDITION_NO_SPARES;
    status = disc_image_use_spares(drive->image, needed);
    if (status == STATUS_OK)
        status = disc_image_overwrite(drive->image, lba, blocks, data);
    return drive_condition_of_write(status);
}

static enum drive_condition write_or_replace(struct virtual_drive *drive, int32_t lba,
                                             uint32_t blocks, const void *data)
{
    if (lba >= 0 && disc_image_readable_blocks(drive->image, (uint32_t)lba) >= blocks)
        return replace(drive, (uint32_t)lba, blocks, data);
    return sequential_write(drive, lba, blocks, data);
}

#define BD_R(list)                                                                                 \
    .profile = MMC_PROFILE_BD_R_SRM, .family = MEDIUM_FAMILY_BD, .manufacturer = "OPENIM",         \
    .type_id = "BR1", MEDIUM_SPEEDS(71928, write_speeds), MEDIUM_FEATURES(list), .format = format

const struct medium_ops medium_bd_r = {
    BD_R(features),
    MEDIUM_SEQUENTIAL(&rules, sequential_describe_disc, describe_formats, sequential_write,
                      close_by_function),
};

const struct medium_ops medium_bd_r_pseudo_overwrite = {
    BD_R(features_pow),
    MEDIUM_SEQUENTIAL(&rules, sequential_describe_disc, describe_formats, write_or_replace,
                      close_by_function),
};

const struct medium_ops medium_hd_dvd_r = {
    .profile = MMC_PROFILE_HD_DVD_R,
    .family = MEDIUM_FAMILY_HD_DVD,
    MEDIUM_SPEEDS(11080, write_speeds_hd),
    MEDIUM_FEATURES(features_hd),
    MEDIUM_SEQUENTIAL(&rules, sequential_describe_disc, sequential_describe_formats,
                      sequential_write, close_by_function),
};
