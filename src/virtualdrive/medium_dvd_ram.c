/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DVD-RAM (ECMA-330, MMC-6 4.3.3), and HD DVD-RAM, which is told from it by its profile. */
#include "virtualdrive/medium_rows.h"

static const uint32_t write_speeds[] = { 6925, 4155, 2770 };
static const uint32_t write_speeds_hd[] = { 4568 };

static const enum mmc_feature features[] = { MMC_FEATURE_DVD_READ, MMC_FEATURE_RANDOM_WRITABLE,
                                             MMC_FEATURE_FORMATTABLE,
                                             MMC_FEATURE_HARDWARE_DEFECT_MANAGEMENT };
static const enum mmc_feature features_hd[] = { MMC_FEATURE_RANDOM_WRITABLE,
                                                MMC_FEATURE_FORMATTABLE,
                                                MMC_FEATURE_HARDWARE_DEFECT_MANAGEMENT,
                                                MMC_FEATURE_HD_DVD_READ, MMC_FEATURE_HD_DVD_WRITE };

/* ECMA-330: a supplementary spare area takes up to 97,792 of the 2,295,072 blocks. */
#define SPARE_BLOCKS          58368
#define EXPANDED_SPARE_BLOCKS 97792

static const struct overwritable_format formats[] = {
    { MMC_FORMAT_TYPE_FULL, OVERWRITABLE_EFFECT_FORMAT, SPARE_BLOCKS, false, DISC_BLOCK_SIZE },
    { MMC_FORMAT_TYPE_SPARE_EXPANSION, OVERWRITABLE_EFFECT_RESIZE, EXPANDED_SPARE_BLOCKS, false,
      DISC_BLOCK_SIZE },
};

static const struct overwritable_rules rules = {
    .formats = formats,
    .format_count = MEDIUM_COUNT_OF(formats),
    .formatted_status = MMC_DISC_STATUS_OTHER,
};

const struct medium_ops medium_dvd_ram = {
    MEDIUM_DVD(DVD_RAM, DVD_RAM, MEDIUM_LAYER_REWRITABLE, "RM5"),
    MEDIUM_SPEEDS(16620, write_speeds),
    MEDIUM_FEATURES(features),
    MEDIUM_OVERWRITABLE(&rules),
    .format = overwritable_format,
};

const struct medium_ops medium_hd_dvd_ram = {
    .profile = MMC_PROFILE_HD_DVD_RAM,
    .family = MEDIUM_FAMILY_HD_DVD,
    MEDIUM_SPEEDS(11080, write_speeds_hd),
    MEDIUM_FEATURES(features_hd),
    MEDIUM_OVERWRITABLE(&rules),
    .format = overwritable_format,
};
