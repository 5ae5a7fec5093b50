/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * CD-ROM, CD-R and CD-RW (ECMA-130, ECMA-394, ECMA-395, MMC-6 4.2): tracks one after the other, or
 * a session in one go, as mode page 05h says.
 */
#include "cd/msf.h"
#include "virtualdrive/medium_rows.h"
#include "virtualdrive/session.h"

static const uint32_t write_speeds_r[] = { 8467, 7056, 5645, 4234, 2822, 1411, 706 };
static const uint32_t write_speeds_rw[] = { 4234, 2822, 1764, 1411, 706 };

static const enum mmc_feature features_rom[] = { MMC_FEATURE_CD_READ };
static const enum mmc_feature features_r[] = { MMC_FEATURE_CD_READ, MMC_FEATURE_CD_TRACK_AT_ONCE,
                                               MMC_FEATURE_CD_MASTERING };
static const enum mmc_feature features_rw[] = { MMC_FEATURE_CD_READ, MMC_FEATURE_CD_TRACK_AT_ONCE,
                                                MMC_FEATURE_CD_MASTERING,
                                                MMC_FEATURE_CD_RW_MEDIA_WRITE_SUPPORT };

#define LEAD_IN_BLOCKS        4500
#define PREGAP_BLOCKS         150
#define FIRST_LEAD_OUT_BLOCKS 6750
#define LEAD_OUT_BLOCKS       2250

/* ECMA-394: two blocks of run-out belong to a track; two seconds of pre-gap go before each. */
static const struct sequential_rules rules = {
    .run_out_blocks = 2,
    .track_gap_blocks = PREGAP_BLOCKS,
    .first_session_gap_blocks = FIRST_LEAD_OUT_BLOCKS + LEAD_IN_BLOCKS + PREGAP_BLOCKS,
    .session_gap_blocks = LEAD_OUT_BLOCKS + LEAD_IN_BLOCKS + PREGAP_BLOCKS,
    .write_types = SEQUENTIAL_WRITE_TYPE(TRACK_AT_ONCE) | SEQUENTIAL_WRITE_TYPE(SESSION_AT_ONCE) |
                   SEQUENTIAL_WRITE_TYPE(RAW),
};

/* A session is the last one if mode page 05h wants no more of them. */
static enum drive_condition close_by_function(struct virtual_drive *drive, uint8_t function,
                                              uint16_t track)
{
    const uint8_t offset = drive_disc(drive)->number_offset;

    if (function == MMC_CLOSE_FUNCTION_TRACK)
        return sequential_close_track(drive, track > offset ? (uint16_t)(track - offset) : 0);
    if (function == MMC_CLOSE_FUNCTION_SESSION)
        return sequential_close_session(drive, !drive_is_multisession(drive));
    return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
}

static enum mmc_disc_type type_of(const struct disc_state *disc)
{
    if (disc->tracks[0].recorded == 0)
        return MMC_DISC_TYPE_UNDEFINED;
    return disc->tracks[0].mode == DISC_TRACK_MODE_1 ||
                   disc->tracks[0].mode == DISC_TRACK_MODE_AUDIO
               ? MMC_DISC_TYPE_CD_DA_OR_ROM
               : MMC_DISC_TYPE_CD_ROM_XA;
}

static void put_msf(int32_t lba, uint8_t out[4])
{
    const struct cd_msf msf = cd_msf_of_lba(lba);

    out[0] = 0;
    out[1] = msf.minute;
    out[2] = msf.second;
    out[3] = msf.frame;
}

/* The lead-in of the session that is open, and where the last lead-out can begin (MMC-6 6.21.3). */
static void describe_disc(const struct virtual_drive *drive,
                          struct mmc_disc_information_wire *information)
{
    const struct disc_state *disc = drive_disc(drive);

    sequential_describe_disc(drive, information);
    information->validity = 0;
    information->disc_type = (uint8_t)type_of(disc);
    if (disc->is_finalised)
        return;
    put_msf((int32_t)disc->capacity_blocks, information->last_possible_lead_out_start);
    put_msf(session_lead_in_start(drive), information->last_session_lead_in_start);
}

const struct medium_ops medium_cd_rom = {
    .profile = MMC_PROFILE_CD_ROM,
    .family = MEDIUM_FAMILY_CD,
    .read_speed_kb_per_s = 8467,
    MEDIUM_FEATURES(features_rom),
    MEDIUM_READ_ONLY(describe_disc),
};

const struct medium_ops medium_cd_r = {
    .profile = MMC_PROFILE_CD_R,
    .family = MEDIUM_FAMILY_CD,
    MEDIUM_SPEEDS(8467, write_speeds_r),
    MEDIUM_FEATURES(features_r),
    MEDIUM_SEQUENTIAL(&rules, describe_disc, sequential_describe_formats, sequential_write,
                      close_by_function),
};

const struct medium_ops medium_cd_rw = {
    .profile = MMC_PROFILE_CD_RW,
    .family = MEDIUM_FAMILY_CD,
    MEDIUM_SPEEDS(7056, write_speeds_rw),
    MEDIUM_FEATURES(features_rw),
    MEDIUM_SEQUENTIAL(&rules, describe_disc, sequential_describe_formats, sequential_write,
                      close_by_function),
    .blank = sequential_blank,
};
