/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * DVD+R and DVD+R DL (ECMA-349, ECMA-364, MMC-6 4.3.6): a session is made of fragments; the last
 * one of an open session has no end yet.
 */
#include "virtualdrive/medium_rows.h"

static const uint32_t write_speeds[] = { 22160, 16620, 11080, 5540, 3324 };
static const uint32_t write_speeds_dl[] = { 11080, 8310, 5540, 3324 };

static const enum mmc_feature features[] = { MMC_FEATURE_DVD_READ, MMC_FEATURE_DVD_PLUS_R };
static const enum mmc_feature features_dl[] = { MMC_FEATURE_DVD_READ, MMC_FEATURE_DVD_PLUS_R_DL };

/*
 * A run-in of one unit before every fragment of a session but the first; a closure of 64 units
 * behind a session, an intro of 64 before the next one.
 */
static const struct sequential_rules rules = {
    .track_gap_blocks = 16,
    .first_session_gap_blocks = 2 * 64 * 16,
    .session_gap_blocks = 2 * 64 * 16,
};

/* Functions 5 and 6 differ in a lead-out, which is not part of an image. */
static enum drive_condition close_by_function(struct virtual_drive *drive, uint8_t function,
                                              uint16_t track)
{
    switch (function) {
    case MMC_CLOSE_FUNCTION_TRACK:
        return sequential_close_track(drive, track);
    case MMC_CLOSE_FUNCTION_SESSION:
        return sequential_close_session(drive, false);
    case MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE:
    case MMC_CLOSE_FUNCTION_FINALIZE:
        return sequential_close_session(drive, true);
    default:
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}

const struct medium_ops medium_dvd_plus_r = {
    MEDIUM_DVD(DVD_PLUS_R, DVD_PLUS_R, MEDIUM_LAYER_RECORDABLE, "R16"),
    MEDIUM_SPEEDS(22160, write_speeds),
    MEDIUM_FEATURES(features),
    MEDIUM_SEQUENTIAL(&rules, sequential_describe_disc, sequential_describe_formats,
                      sequential_write, close_by_function),
};

const struct medium_ops medium_dvd_plus_r_dl = {
    MEDIUM_DVD(DVD_PLUS_R_DL, DVD_PLUS_R_DL, MEDIUM_LAYER_RECORDABLE, "RD8"),
    MEDIUM_SPEEDS(16620, write_speeds_dl),
    MEDIUM_FEATURES(features_dl),
    MEDIUM_SEQUENTIAL(&rules, sequential_describe_disc, sequential_describe_formats,
                      sequential_write, close_by_function),
};
