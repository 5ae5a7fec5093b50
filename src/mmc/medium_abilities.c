/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a drive can do with the medium in it, by its features (MMC-6 5.3). */
#include "mmc/medium.h"

#include "mmc/support.h"

/* The first byte after the header, where these features have their flags. */
#define FLAGS sizeof(struct mmc_feature_header_wire)

/* An ability that stands for a bit of a feature; no bits: for the feature as such. */
struct ability_rule {
    uint16_t feature;
    bool is_current; /* the feature has to be */
    uint8_t flags;
    uint32_t ability;
};

static const struct ability_rule rules[] = {
    { MMC_FEATURE_WRITE_PROTECT, false, 0, MMC_MEDIUM_ABILITY_WRITE_PROTECTION },
    { MMC_FEATURE_WRITE_PROTECT, false, MMC_FEATURE_WRITE_PROTECT_BITS_WDCB,
      MMC_MEDIUM_ABILITY_DISC_CONTROL_BLOCKS },
    { MMC_FEATURE_CD_MASTERING, true, MMC_FEATURE_CD_MASTERING_BITS_SAO,
      MMC_MEDIUM_ABILITY_SESSION_AT_ONCE },
    { MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, false, 0, MMC_MEDIUM_ABILITY_RIGID_OVERWRITE },
    { MMC_FEATURE_REAL_TIME_STREAMING, true, MMC_FEATURE_REAL_TIME_STREAMING_BITS_SW,
      MMC_MEDIUM_ABILITY_STREAMING },
    { MMC_FEATURE_REAL_TIME_STREAMING, false, MMC_FEATURE_REAL_TIME_STREAMING_BITS_WSPD,
      MMC_MEDIUM_ABILITY_PERFORMANCE },
    { MMC_FEATURE_REAL_TIME_STREAMING, false, MMC_FEATURE_REAL_TIME_STREAMING_BITS_MP2A,
      MMC_MEDIUM_ABILITY_SPEED_LIST },
};

static bool holds(const struct ability_rule *rule, const struct mmc_configuration *configuration)
{
    struct mmc_feature_descriptor feature;

    if (!mmc_configuration_find(configuration, rule->feature, &feature) ||
        (rule->is_current && !feature.is_current))
        return false;
    return (mmc_feature_byte(&feature, FLAGS) & rule->flags) == rule->flags;
}

uint32_t mmc_medium_abilities(const struct mmc_configuration *configuration)
{
    uint32_t abilities = 0;

    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (holds(&rules[i], configuration))
            abilities |= rules[i].ability;
    }
    if (mmc_recording_has_feature(MMC_RECORDING_DATA, configuration, false))
        abilities |= MMC_MEDIUM_ABILITY_RECORDER;
    /* Drives that say nothing may know it none the less; what can be formatted is written then. */
    if (!configuration->is_supported ||
        mmc_configuration_has_current(configuration, MMC_FEATURE_FORMATTABLE) ||
        mmc_recording_has_feature(MMC_RECORDING_DATA, configuration, true))
        abilities |= MMC_MEDIUM_ABILITY_WRITE;
    if (!mmc_configuration_has(configuration, MMC_FEATURE_REAL_TIME_STREAMING))
        abilities |= MMC_MEDIUM_ABILITY_PERFORMANCE | MMC_MEDIUM_ABILITY_SPEED_LIST;
    return abilities;
}
