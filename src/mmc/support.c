/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which ways of recording there are, by features, by mode page 2Ah and by the medium. */
#include "mmc/support.h"

#include "mmc/drive.h"
#include "mmc/medium.h"
#include "mmc/mode_pages.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* A feature that allows a recording, if all bits of `mask` in byte `offset` are set. */
struct feature_rule {
    uint16_t code;
    uint8_t offset;
    uint8_t mask;
};

struct recording {
    const enum mmc_media_type *media;
    size_t media_count;
    const struct feature_rule *features;
    size_t feature_count;
    uint8_t page_2a_write; /* bits of which one allows it on drives without the features */
};

static const enum mmc_media_type data_media[] = {
    MMC_MEDIA_TYPE_CD_R,       MMC_MEDIA_TYPE_CD_RW,          MMC_MEDIA_TYPE_DVD_RAM,
    MMC_MEDIA_TYPE_DVD_PLUS_R, MMC_MEDIA_TYPE_DVD_PLUS_RW,    MMC_MEDIA_TYPE_DVD_PLUS_R_DL,
    MMC_MEDIA_TYPE_DVD_R,      MMC_MEDIA_TYPE_DVD_RW,         MMC_MEDIA_TYPE_DVD_R_DL,
    MMC_MEDIA_TYPE_DISK,       MMC_MEDIA_TYPE_DVD_PLUS_RW_DL, MMC_MEDIA_TYPE_BD_R,
    MMC_MEDIA_TYPE_BD_RE,
};

static const enum mmc_media_type erase_media[] = {
    MMC_MEDIA_TYPE_CD_RW,  MMC_MEDIA_TYPE_DVD_RAM, MMC_MEDIA_TYPE_DVD_PLUS_RW,
    MMC_MEDIA_TYPE_DVD_RW, MMC_MEDIA_TYPE_DISK,    MMC_MEDIA_TYPE_DVD_PLUS_RW_DL,
    MMC_MEDIA_TYPE_BD_RE,
};

static const enum mmc_media_type cd_media[] = { MMC_MEDIA_TYPE_CD_R, MMC_MEDIA_TYPE_CD_RW };

static const struct feature_rule data_features[] = {
    { MMC_FEATURE_RANDOM_WRITABLE, 0, 0 },
    { MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, 0, 0 },
    { MMC_FEATURE_WRITE_ONCE, 0, 0 },
    { MMC_FEATURE_RESTRICTED_OVERWRITE, 0, 0 },
    { MMC_FEATURE_DVD_PLUS_RW, 4, MMC_FEATURE_DVD_PLUS_BITS_WRITE },
    { MMC_FEATURE_DVD_PLUS_R, 4, MMC_FEATURE_DVD_PLUS_BITS_WRITE },
    { MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, 0, 0 },
    { MMC_FEATURE_CD_TRACK_AT_ONCE, 0, 0 },
    { MMC_FEATURE_CD_MASTERING, 0, 0 },
    { MMC_FEATURE_DVD_R_RW_WRITE, 0, 0 },
    { MMC_FEATURE_DVD_PLUS_R_DL, 4, MMC_FEATURE_DVD_PLUS_BITS_WRITE },
    { MMC_FEATURE_BD_WRITE, 0, 0 },
    { MMC_FEATURE_HD_DVD_WRITE, 0, 0 },
};

static const struct feature_rule erase_features[] = {
    { MMC_FEATURE_INCREMENTAL_STREAMING_WRITABLE, 0, 0 },
    { MMC_FEATURE_RESTRICTED_OVERWRITE, 0, 0 },
    { MMC_FEATURE_CD_TRACK_AT_ONCE, 0, 0 },
    { MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE, 4,
      MMC_FEATURE_RIGID_RESTRICTED_OVERWRITE_BITS_BLANK },
    { MMC_FEATURE_DVD_R_RW_WRITE, 4, MMC_FEATURE_DVD_R_RW_WRITE_BITS_DVD_RW },
    { MMC_FEATURE_DDCD_RW_WRITE, 4, MMC_FEATURE_DDCD_RW_WRITE_BITS_BLANK },
};

static const struct feature_rule track_at_once_features[] = {
    { MMC_FEATURE_CD_TRACK_AT_ONCE, 0, 0 },
};

static const struct feature_rule raw_cd_features[] = {
    { MMC_FEATURE_CD_MASTERING, 4, MMC_FEATURE_CD_MASTERING_BITS_RAW },
};

/* Features that say enough for erasing by overwriting, whatever page 2Ah says of CD-RW. */
static const struct feature_rule overwrite_features[] = {
    { MMC_FEATURE_RANDOM_WRITABLE, 0, 0 },
    { MMC_FEATURE_BD_WRITE, 0, 0 },
    { MMC_FEATURE_DVD_PLUS_RW, 4, MMC_FEATURE_DVD_PLUS_BITS_WRITE },
};

static const struct recording recordings[] = {
    [MMC_RECORDING_DATA] = {
        data_media, COUNT_OF(data_media), data_features, COUNT_OF(data_features),
        MMC_MODE_CAPABILITIES_WRITE_BITS_CD_R | MMC_MODE_CAPABILITIES_WRITE_BITS_CD_RW |
            MMC_MODE_CAPABILITIES_WRITE_BITS_DVD_R | MMC_MODE_CAPABILITIES_WRITE_BITS_DVD_RAM,
    },
    [MMC_RECORDING_ERASE] = {
        erase_media, COUNT_OF(erase_media), erase_features, COUNT_OF(erase_features),
        MMC_MODE_CAPABILITIES_WRITE_BITS_CD_RW,
    },
    [MMC_RECORDING_TRACK_AT_ONCE] = {
        cd_media, COUNT_OF(cd_media), track_at_once_features, COUNT_OF(track_at_once_features),
        MMC_MODE_CAPABILITIES_WRITE_BITS_CD_R | MMC_MODE_CAPABILITIES_WRITE_BITS_CD_RW,
    },
    [MMC_RECORDING_RAW_CD] = {
        cd_media, COUNT_OF(cd_media), raw_cd_features, COUNT_OF(raw_cd_features), 0,
    },
};

const enum mmc_media_type *mmc_recording_media(enum mmc_recording recording, size_t *count)
{
    *count = recordings[recording].media_count;
    return recordings[recording].media;
}

bool mmc_recording_takes(enum mmc_recording recording, enum mmc_media_type type)
{
    for (size_t i = 0; i < recordings[recording].media_count; i++) {
        if (recordings[recording].media[i] == type)
            return true;
    }
    return false;
}

static bool rule_holds(const struct feature_rule *rule,
                       const struct mmc_configuration *configuration, bool current_only)
{
    struct mmc_feature_descriptor feature;

    if (!mmc_configuration_find(configuration, rule->code, &feature))
        return false;
    if (current_only && !feature.is_current)
        return false;
    return (mmc_feature_byte(&feature, rule->offset) & rule->mask) == rule->mask;
}

static bool any_rule_holds(const struct feature_rule *rules, size_t count,
                           const struct mmc_configuration *configuration, bool current_only)
{
    for (size_t i = 0; i < count; i++) {
        if (rule_holds(&rules[i], configuration, current_only))
            return true;
    }
    return false;
}

bool mmc_recording_has_feature(enum mmc_recording recording,
                               const struct mmc_configuration *configuration, bool current_only)
{
    return any_rule_holds(recordings[recording].features, recordings[recording].feature_count,
                          configuration, current_only);
}

/* Drives that do not have the page, or garble it, do not allow anything by it. */
static enum status read_page_2a(struct mmc_drive *drive, uint8_t *write)
{
    struct mmc_capabilities capabilities;
    const enum status status = mmc_capabilities_read(drive, &capabilities);

    *write = capabilities.write;
    return status == STATUS_DEVICE || status == STATUS_INVALID_RESPONSE ? STATUS_OK : status;
}

/* What features or page 2Ah say; the page is asked only where features do not suffice. */
static enum status ask_drive(struct mmc_drive *drive, enum mmc_recording recording,
                             const struct mmc_configuration *configuration, bool current_only,
                             bool *is_supported)
{
    uint8_t write;
    enum status status;

    *is_supported = mmc_recording_has_feature(recording, configuration, current_only);
    if (recording == MMC_RECORDING_ERASE && !*is_supported)
        *is_supported = any_rule_holds(overwrite_features, COUNT_OF(overwrite_features),
                                       configuration, current_only);
    if (*is_supported || recordings[recording].page_2a_write == 0)
        return STATUS_OK;
    status = read_page_2a(drive, &write);
    *is_supported = (write & recordings[recording].page_2a_write) != 0;
    return status;
}

enum status mmc_recording_is_supported(struct mmc_drive *drive, enum mmc_recording recording,
                                       bool *is_supported)
{
    struct mmc_configuration configuration;
    enum status status;

    *is_supported = false;
    status = mmc_configuration_read(drive, &configuration);
    if (status == STATUS_OK)
        status = ask_drive(drive, recording, &configuration, false, is_supported);
    mmc_configuration_release(&configuration);
    return status;
}

static enum status is_erase_possible(struct mmc_drive *drive, const struct mmc_medium *medium,
                                     const struct mmc_configuration *configuration,
                                     bool *is_possible)
{
    bool is_allowed;
    const enum status status =
        ask_drive(drive, MMC_RECORDING_ERASE, configuration, true, &is_allowed);

    *is_possible = status == STATUS_OK && is_allowed && medium->disc.is_erasable;
    return status;
}

static enum status is_data_possible(struct mmc_drive *drive, const struct mmc_medium *medium,
                                    bool *is_possible)
{
    uint32_t protection;
    const enum status status = mmc_medium_protection_read(drive, medium, &protection);

    if (status != STATUS_OK)
        return status;
    *is_possible = mmc_recording_takes(MMC_RECORDING_DATA, medium->type) &&
                   (mmc_medium_state(medium, protection) & MMC_MEDIUM_STATE_UNWRITABLE_MASK) == 0;
    return STATUS_OK;
}

/* Blank CD-R or CD-RW, with the feature that records them so. */
static bool is_cd_possible(enum mmc_recording recording, const struct mmc_medium *medium,
                           const struct mmc_configuration *configuration)
{
    const uint16_t feature = recordings[recording].features[0].code;

    return mmc_recording_takes(recording, medium->type) &&
           medium->disc.status == MMC_DISC_STATUS_EMPTY &&
           mmc_configuration_has_current(configuration, feature);
}

static enum status ask_medium(struct mmc_drive *drive, enum mmc_recording recording,
                              const struct mmc_medium *medium,
                              const struct mmc_configuration *configuration, bool *is_possible)
{
    switch (recording) {
    case MMC_RECORDING_DATA:
        return is_data_possible(drive, medium, is_possible);
    case MMC_RECORDING_ERASE:
        return is_erase_possible(drive, medium, configuration, is_possible);
    case MMC_RECORDING_TRACK_AT_ONCE:
    case MMC_RECORDING_RAW_CD:
        *is_possible = is_cd_possible(recording, medium, configuration);
        break;
    }
    return STATUS_OK;
}

enum status mmc_recording_is_possible(struct mmc_drive *drive, enum mmc_recording recording,
                                      bool *is_possible)
{
    struct mmc_configuration configuration;
    struct mmc_medium medium;
    bool is_supported = false;
    enum status status;

    *is_possible = false;
    status = mmc_medium_examine_configured(drive, &medium, &configuration);
    if (status == STATUS_OK)
        status = ask_drive(drive, recording, &configuration, false, &is_supported);
    if (status == STATUS_OK && is_supported)
        status = ask_medium(drive, recording, &medium, &configuration, is_possible);
    mmc_configuration_release(&configuration);
    return status;
}
