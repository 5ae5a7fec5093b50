/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * DVD-R, DVD-R DL and DVD-RW recorded in order (ECMA-359, ECMA-382, ECMA-338, MMC-6 4.3.4): disc at
 * once, or in zones that sessions, here called borders, hold together. Mode page 05h says which.
 */
#include "virtualdrive/medium_rows.h"

static const uint32_t write_speeds[] = { 22160, 16620, 11080, 5540, 2770 };
static const uint32_t write_speeds_rw[] = { 8310, 5540, 2770, 1385 };
static const uint32_t write_speeds_dl[] = { 11080, 8310, 5540, 2770 };

static const enum mmc_feature features[] = { MMC_FEATURE_DVD_READ,
                                             MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE,
                                             MMC_FEATURE_DVD_R_RW_WRITE };
static const enum mmc_feature features_rw[] = {
    MMC_FEATURE_DVD_READ, MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, MMC_FEATURE_FORMATTABLE,
    MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, MMC_FEATURE_DVD_R_RW_WRITE
};
static const enum mmc_feature features_dl[] = { MMC_FEATURE_DVD_READ,
                                                MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE,
                                                MMC_FEATURE_DVD_R_RW_WRITE,
                                                MMC_FEATURE_LAYER_JUMP_RECORDING };
static const enum mmc_feature features_layer_jump[] = { MMC_FEATURE_DVD_READ,
                                                        MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE,
                                                        MMC_FEATURE_DVD_R_RW_WRITE,
                                                        MMC_FEATURE_LAYER_JUMP_RECORDING };

/* ECMA-359: 1792 units of border-out and border-in behind the first border, 384 behind others. */
static const struct sequential_rules rules = {
    .track_gap_blocks = 16,
    .first_session_gap_blocks = 1792 * 16,
    .session_gap_blocks = 384 * 16,
    .write_types = SEQUENTIAL_WRITE_TYPE(PACKET) | SEQUENTIAL_WRITE_TYPE(SESSION_AT_ONCE),
};

static const struct sequential_rules layer_jump_rules = {
    .track_gap_blocks = 16,
    .first_session_gap_blocks = 1792 * 16,
    .session_gap_blocks = 384 * 16,
    .write_types = SEQUENTIAL_WRITE_TYPE(LAYER_JUMP),
};

/* A border is the last one if mode page 05h wants no more of them. */
static enum drive_condition close_by_function(struct virtual_drive *drive, uint8_t function,
                                              uint16_t track)
{
    switch (function) {
    case MMC_CLOSE_FUNCTION_TRACK:
        return sequential_close_track(drive, track);
    case MMC_CLOSE_FUNCTION_SESSION:
        return sequential_close_session(drive, !drive_is_multisession(drive));
    case MMC_CLOSE_FUNCTION_FINALIZE_DVD_R:
        return sequential_close_session(drive, true);
    default:
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}

static bool is_blank(const struct virtual_drive *drive)
{
    const struct disc_state *disc = drive_disc(drive);

    return disc->track_count == 1 && disc->tracks[0].state == DISC_TRACK_OPEN &&
           disc->tracks[0].recorded == 0;
}

/* Once something is recorded in order, nothing can be recorded in jumps. */
static bool is_dl_feature_current(const struct virtual_drive *drive, enum mmc_feature feature)
{
    return feature != MMC_FEATURE_LAYER_JUMP_RECORDING || is_blank(drive);
}

/* The first block decides for good how a disc of two layers is recorded (MMC-6 4.3.5). */
static enum drive_condition write_dl(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                     const void *data)
{
    enum status status;

    if (drive_write_type(drive) != MMC_WRITE_TYPE_LAYER_JUMP || !is_blank(drive) || lba != 0)
        return sequential_write(drive, lba, blocks, data);
    status = disc_image_set_spares(drive->image, DISC_RECORDING_LAYER_JUMP, 0);
    if (status != STATUS_OK)
        return drive_condition_of_write(status);
    drive_medium_became(drive);
    return sequential_write(drive, lba, blocks, data);
}

static void describe_formats_rw(const struct virtual_drive *drive, struct medium_formats *formats)
{
    sequential_describe_formats(drive, formats);
    overwritable_add_formats(drive, &overwritable_dvd_rw, formats);
}

static enum drive_condition format_rw(struct virtual_drive *drive,
                                      const struct mmc_format_descriptor_wire *descriptor)
{
    return overwritable_format_by(drive, &overwritable_dvd_rw, descriptor);
}

const struct medium_ops medium_dvd_r = {
    MEDIUM_DVD(DVD_R_SEQUENTIAL, DVD_R, MEDIUM_LAYER_RECORDABLE, "R16"),
    MEDIUM_SPEEDS(22160, write_speeds),
    MEDIUM_FEATURES(features),
    MEDIUM_SEQUENTIAL(&rules, sequential_describe_disc, sequential_describe_formats,
                      sequential_write, close_by_function),
};

const struct medium_ops medium_dvd_rw_sequential = {
    MEDIUM_DVD(DVD_RW_SEQUENTIAL, DVD_RW, MEDIUM_LAYER_REWRITABLE, "W06"),
    MEDIUM_SPEEDS(16620, write_speeds_rw),
    MEDIUM_FEATURES(features_rw),
    MEDIUM_SEQUENTIAL(&rules, sequential_describe_disc, describe_formats_rw, sequential_write,
                      close_by_function),
    .format = format_rw,
    .blank = sequential_blank,
};

const struct medium_ops medium_dvd_r_dl = {
    MEDIUM_DVD(DVD_R_DL_SEQUENTIAL, DVD_R, MEDIUM_LAYER_RECORDABLE, "RD8"),
    MEDIUM_SPEEDS(16620, write_speeds_dl),
    MEDIUM_FEATURES(features_dl),
    MEDIUM_SEQUENTIAL(&rules, sequential_describe_disc, sequential_describe_formats, write_dl,
                      close_by_function),
    .is_feature_current = is_dl_feature_current,
};

const struct medium_ops medium_dvd_r_dl_layer_jump = {
    MEDIUM_DVD(DVD_R_DL_LAYER_JUMP, DVD_R, MEDIUM_LAYER_RECORDABLE, "RD8"),
    MEDIUM_SPEEDS(16620, write_speeds_dl),
    MEDIUM_FEATURES(features_layer_jump),
    MEDIUM_SEQUENTIAL(&layer_jump_rules, sequential_describe_disc, sequential_describe_formats,
                      sequential_write, close_by_function),
};
