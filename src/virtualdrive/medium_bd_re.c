/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BD-RE of one and two layers (MMC-6 4.5.2). */
#include "virtualdrive/medium_rows.h"

static const uint32_t write_speeds[] = { 8991 };

static const enum mmc_feature features[] = { MMC_FEATURE_RANDOM_WRITABLE, MMC_FEATURE_FORMATTABLE,
                                             MMC_FEATURE_HARDWARE_DEFECT_MANAGEMENT,
                                             MMC_FEATURE_BD_READ, MMC_FEATURE_BD_WRITE };

/* Inner and outer spare areas: as most discs have them, the most and the least there can be. */
#define SPARE_BLOCKS         393216
#define SPARE_BLOCKS_MAXIMUM 655360
#define SPARE_BLOCKS_MINIMUM 131072

static const struct overwritable_format formats[] = {
    { MMC_FORMAT_TYPE_FULL, OVERWRITABLE_EFFECT_FORMAT, SPARE_BLOCKS, false, DISC_BLOCK_SIZE },
    { MMC_FORMAT_TYPE_SPARE_EXPANSION, OVERWRITABLE_EFFECT_RESIZE, SPARE_BLOCKS_MAXIMUM, false,
      DISC_BLOCK_SIZE },
    { MMC_FORMAT_TYPE_BD_RE_SPARES, OVERWRITABLE_EFFECT_FORMAT, SPARE_BLOCKS, false, 0 },
    { MMC_FORMAT_TYPE_BD_RE_SPARES, OVERWRITABLE_EFFECT_FORMAT, SPARE_BLOCKS_MAXIMUM, false, 0 },
    { MMC_FORMAT_TYPE_BD_RE_SPARES, OVERWRITABLE_EFFECT_FORMAT, SPARE_BLOCKS_MINIMUM, false, 0 },
    { MMC_FORMAT_TYPE_BD_RE_NO_SPARES, OVERWRITABLE_EFFECT_FORMAT, 0, false, DISC_BLOCK_SIZE },
};

static const struct overwritable_rules rules = {
    .formats = formats,
    .format_count = MEDIUM_COUNT_OF(formats),
    .formatted_status = MMC_DISC_STATUS_COMPLETE,
};

const struct medium_ops medium_bd_re = {
    .profile = MMC_PROFILE_BD_RE,
    .family = MEDIUM_FAMILY_BD,
    .manufacturer = "OPENIM",
    .type_id = "BE1",
    MEDIUM_SPEEDS(35964, write_speeds),
    MEDIUM_FEATURES(features),
    MEDIUM_OVERWRITABLE(&rules),
    .format = overwritable_format,
};
