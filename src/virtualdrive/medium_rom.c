/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Read-only discs but for CDs: DVD-ROM, BD-ROM, HD DVD-ROM (MMC-6 4.3.2, 4.5.1). */
#include "virtualdrive/medium_rows.h"

static const enum mmc_feature features_dvd[] = { MMC_FEATURE_DVD_READ };
static const enum mmc_feature features_bd[] = { MMC_FEATURE_BD_READ };
static const enum mmc_feature features_hd[] = { MMC_FEATURE_HD_DVD_READ };

const struct medium_ops medium_dvd_rom = {
    MEDIUM_DVD(DVD_ROM, DVD_ROM, MEDIUM_LAYER_EMBOSSED, ""),
    .read_speed_kb_per_s = 22160,
    MEDIUM_FEATURES(features_dvd),
    MEDIUM_READ_ONLY(sequential_describe_disc),
};

const struct medium_ops medium_bd_rom = {
    .profile = MMC_PROFILE_BD_ROM,
    .family = MEDIUM_FAMILY_BD,
    .read_speed_kb_per_s = 53946,
    MEDIUM_FEATURES(features_bd),
    MEDIUM_READ_ONLY(sequential_describe_disc),
};

const struct medium_ops medium_hd_dvd_rom = {
    .profile = MMC_PROFILE_HD_DVD_ROM,
    .family = MEDIUM_FAMILY_HD_DVD,
    .read_speed_kb_per_s = 11080,
    MEDIUM_FEATURES(features_hd),
    MEDIUM_READ_ONLY(sequential_describe_disc),
};
