/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What kind of medium lies in the drive. */
#include "mmc/medium.h"

#include "mmc/drive.h"
#include "scsi/sense_codes.h"

#include <stddef.h>

struct profile_type {
    uint16_t profile;
    enum mmc_media_type type;
};

static const struct profile_type profile_types[] = {
    { MMC_PROFILE_NON_REMOVABLE_DISK, MMC_MEDIA_TYPE_DISK },
    { MMC_PROFILE_REMOVABLE_DISK, MMC_MEDIA_TYPE_DISK },
    { MMC_PROFILE_CD_ROM, MMC_MEDIA_TYPE_CD_ROM },
    { MMC_PROFILE_CD_R, MMC_MEDIA_TYPE_CD_R },
    { MMC_PROFILE_CD_RW, MMC_MEDIA_TYPE_CD_RW },
    { MMC_PROFILE_DVD_ROM, MMC_MEDIA_TYPE_DVD_ROM },
    { MMC_PROFILE_DVD_R_SEQUENTIAL, MMC_MEDIA_TYPE_DVD_R },
    { MMC_PROFILE_DVD_RAM, MMC_MEDIA_TYPE_DVD_RAM },
    { MMC_PROFILE_DVD_RW_RESTRICTED_OVERWRITE, MMC_MEDIA_TYPE_DVD_RW },
    { MMC_PROFILE_DVD_RW_SEQUENTIAL, MMC_MEDIA_TYPE_DVD_RW },
    { MMC_PROFILE_DVD_R_DL_SEQUENTIAL, MMC_MEDIA_TYPE_DVD_R_DL },
    { MMC_PROFILE_DVD_R_DL_LAYER_JUMP, MMC_MEDIA_TYPE_DVD_R_DL },
    { MMC_PROFILE_DVD_PLUS_RW, MMC_MEDIA_TYPE_DVD_PLUS_RW },
    { MMC_PROFILE_DVD_PLUS_R, MMC_MEDIA_TYPE_DVD_PLUS_R },
    { MMC_PROFILE_DDCD_ROM, MMC_MEDIA_TYPE_CD_ROM },
    { MMC_PROFILE_DDCD_R, MMC_MEDIA_TYPE_CD_R },
    { MMC_PROFILE_DDCD_RW, MMC_MEDIA_TYPE_CD_RW },
    { MMC_PROFILE_DVD_PLUS_RW_DL, MMC_MEDIA_TYPE_DVD_PLUS_RW_DL },
    { MMC_PROFILE_DVD_PLUS_R_DL, MMC_MEDIA_TYPE_DVD_PLUS_R_DL },
    { MMC_PROFILE_BD_ROM, MMC_MEDIA_TYPE_BD_ROM },
    { MMC_PROFILE_BD_R_SRM, MMC_MEDIA_TYPE_BD_R },
    { MMC_PROFILE_BD_R_RRM, MMC_MEDIA_TYPE_BD_R },
    { MMC_PROFILE_BD_RE, MMC_MEDIA_TYPE_BD_RE },
    { MMC_PROFILE_HD_DVD_ROM, MMC_MEDIA_TYPE_HD_DVD_ROM },
    { MMC_PROFILE_HD_DVD_R, MMC_MEDIA_TYPE_HD_DVD_R },
    { MMC_PROFILE_HD_DVD_RAM, MMC_MEDIA_TYPE_HD_DVD_RAM },
};

static enum mmc_media_type type_of_profile(uint16_t profile)
{
    for (size_t i = 0; i < sizeof(profile_types) / sizeof(profile_types[0]); i++) {
        if (profile_types[i].profile == profile)
            return profile_types[i].type;
    }
    return MMC_MEDIA_TYPE_UNKNOWN;
}

static enum mmc_media_type type_of_book(const struct mmc_physical_format *format)
{
    switch (format->book_type) {
    case MMC_BOOK_TYPE_DVD_ROM:
        return MMC_MEDIA_TYPE_DVD_ROM;
    case MMC_BOOK_TYPE_DVD_RAM:
        return MMC_MEDIA_TYPE_DVD_RAM;
    case MMC_BOOK_TYPE_DVD_R:
        return format->layer_count == 2 ? MMC_MEDIA_TYPE_DVD_R_DL : MMC_MEDIA_TYPE_DVD_R;
    case MMC_BOOK_TYPE_DVD_RW:
        return MMC_MEDIA_TYPE_DVD_RW;
    case MMC_BOOK_TYPE_DVD_PLUS_RW:
        return MMC_MEDIA_TYPE_DVD_PLUS_RW;
    case MMC_BOOK_TYPE_DVD_PLUS_R:
        return MMC_MEDIA_TYPE_DVD_PLUS_R;
    case MMC_BOOK_TYPE_DVD_PLUS_R_DL:
        return MMC_MEDIA_TYPE_DVD_PLUS_R_DL;
    default:
        return MMC_MEDIA_TYPE_UNKNOWN;
    }
}

/* The rules for finished discs and for book types know nothing of these: their profile speaks. */
static bool is_blue_laser(enum mmc_media_type type)
{
    switch (type) {
    case MMC_MEDIA_TYPE_HD_DVD_ROM:
    case MMC_MEDIA_TYPE_HD_DVD_R:
    case MMC_MEDIA_TYPE_HD_DVD_RAM:
    case MMC_MEDIA_TYPE_BD_ROM:
    case MMC_MEDIA_TYPE_BD_R:
    case MMC_MEDIA_TYPE_BD_RE:
        return true;
    case MMC_MEDIA_TYPE_UNKNOWN:
    case MMC_MEDIA_TYPE_CD_ROM:
    case MMC_MEDIA_TYPE_CD_R:
    case MMC_MEDIA_TYPE_CD_RW:
    case MMC_MEDIA_TYPE_DVD_ROM:
    case MMC_MEDIA_TYPE_DVD_RAM:
    case MMC_MEDIA_TYPE_DVD_PLUS_R:
    case MMC_MEDIA_TYPE_DVD_PLUS_RW:
    case MMC_MEDIA_TYPE_DVD_PLUS_R_DL:
    case MMC_MEDIA_TYPE_DVD_R:
    case MMC_MEDIA_TYPE_DVD_RW:
    case MMC_MEDIA_TYPE_DVD_R_DL:
    case MMC_MEDIA_TYPE_DISK:
    case MMC_MEDIA_TYPE_DVD_PLUS_RW_DL:
    case MMC_MEDIA_TYPE_COUNT:
        break;
    }
    return false;
}

/* The kind of the first current profile that stands for one, in the drive's order. */
static enum mmc_media_type type_of_profiles(const struct mmc_configuration *configuration)
{
    struct mmc_profile_entry profiles[MMC_PROFILES_MAXIMUM];
    const size_t count = mmc_configuration_profiles(configuration, profiles);

    for (size_t i = 0; i < count; i++) {
        const enum mmc_media_type type = type_of_profile(profiles[i].profile);

        if (profiles[i].is_current && type != MMC_MEDIA_TYPE_UNKNOWN)
            return type;
    }
    return MMC_MEDIA_TYPE_UNKNOWN;
}

static enum mmc_media_type type_of_features(const struct mmc_configuration *configuration)
{
    /* Drives with both DVD+RW features call both current. */
    if (mmc_configuration_has_current_profile(configuration, MMC_PROFILE_DVD_PLUS_RW_DL))
        return MMC_MEDIA_TYPE_DVD_PLUS_RW_DL;
    if (mmc_configuration_has_current(configuration, MMC_FEATURE_DVD_PLUS_RW))
        return MMC_MEDIA_TYPE_DVD_PLUS_RW;
    if (mmc_configuration_has_current(configuration, MMC_FEATURE_DVD_PLUS_R_DL))
        return MMC_MEDIA_TYPE_DVD_PLUS_R_DL;
    if (mmc_configuration_has_current(configuration, MMC_FEATURE_DVD_PLUS_R))
        return MMC_MEDIA_TYPE_DVD_PLUS_R;
    return MMC_MEDIA_TYPE_UNKNOWN;
}

/* What is known before the disc itself is read; UNKNOWN when more is needed. */
static enum mmc_media_type classify_early(const struct mmc_medium_evidence *evidence)
{
    const struct mmc_configuration *configuration = evidence->configuration;
    const enum mmc_media_type by_profile = type_of_profiles(configuration);

    if (is_blue_laser(by_profile))
        return by_profile;
    if (!evidence->disc->is_erasable && evidence->disc->status == MMC_DISC_STATUS_COMPLETE)
        return mmc_configuration_has_current(configuration, MMC_FEATURE_DVD_READ)
                   ? MMC_MEDIA_TYPE_DVD_ROM
                   : MMC_MEDIA_TYPE_CD_ROM;
    return type_of_features(configuration);
}

enum mmc_media_type mmc_medium_classify(const struct mmc_medium_evidence *evidence)
{
    enum mmc_media_type type = classify_early(evidence);

    if (type == MMC_MEDIA_TYPE_UNKNOWN && evidence->has_physical_format)
        type = type_of_book(&evidence->physical_format);
    if (type == MMC_MEDIA_TYPE_UNKNOWN)
        type = type_of_profiles(evidence->configuration);
    if (type == MMC_MEDIA_TYPE_UNKNOWN && !evidence->configuration->is_supported)
        type = evidence->disc->is_erasable ? MMC_MEDIA_TYPE_CD_RW : MMC_MEDIA_TYPE_CD_R;
    return type;
}

/* Plain readers refuse the command: what lies in them is finished. */
static enum status read_disc(struct mmc_drive *drive, struct mmc_disc_information *disc)
{
    const enum status status = mmc_disc_information_read(drive, disc);

    if (status != STATUS_DEVICE ||
        drive->failure.result.sense.code != SCSI_SENSE_CODE_INVALID_OPCODE)
        return status;
    disc->status = MMC_DISC_STATUS_COMPLETE;
    disc->last_session_state = MMC_SESSION_STATE_COMPLETE;
    return STATUS_OK;
}

static void classify(struct mmc_drive *drive, const struct mmc_configuration *configuration,
                     struct mmc_medium *medium)
{
    struct mmc_medium_evidence evidence = {
        .disc = &medium->disc,
        .configuration = configuration,
    };

    if (classify_early(&evidence) == MMC_MEDIA_TYPE_UNKNOWN &&
        mmc_configuration_has(configuration, MMC_FEATURE_DVD_READ))
        evidence.has_physical_format =
            mmc_physical_format_read(drive, &evidence.physical_format) == STATUS_OK;
    medium->type = mmc_medium_classify(&evidence);
    medium->profile = configuration->current_profile;
    medium->abilities = mmc_medium_abilities(configuration);
}

static enum status identify(struct mmc_drive *drive, struct mmc_medium *medium,
                            struct mmc_configuration *configuration)
{
    enum status status;

    *medium = (struct mmc_medium){ 0 };
    *configuration = (struct mmc_configuration){ 0 };
    status = read_disc(drive, &medium->disc);
    if (status == STATUS_OK)
        status = mmc_configuration_read(drive, configuration);
    if (status == STATUS_OK)
        classify(drive, configuration, medium);
    else
        *medium = (struct mmc_medium){ 0 };
    return status;
}

static enum status read_track(struct mmc_drive *drive, uint32_t number,
                              struct mmc_track_information *track)
{
    return mmc_track_information_read(drive, MMC_TRACK_ADDRESS_TYPE_TRACK, number, track);
}

/* The track a sequential medium goes on in: the invisible one, or the last (MMC-6 6.26.2). */
static enum status read_open_track(struct mmc_drive *drive, struct mmc_medium *medium)
{
    struct mmc_track_information *const track = &medium->open_track;
    enum status status = read_track(drive, MMC_TRACK_NUMBER_INVISIBLE, track);

    if (status == STATUS_DEVICE || (status == STATUS_OK && !track->has_next_writable_address))
        status = read_track(drive, medium->disc.last_track_of_last_session, track);
    medium->has_open_track = status == STATUS_OK && track->has_next_writable_address;
    if (!medium->has_open_track)
        *track = (struct mmc_track_information){ 0 };
    /* A medium on which the drive finds no place to go on is none the less examined. */
    return status == STATUS_DEVICE ? STATUS_OK : status;
}

static bool is_sequential(const struct mmc_medium *medium)
{
    return !mmc_media_type_is_rom(medium->type) && !mmc_media_type_is_overwritable(medium->type) &&
           medium->type != MMC_MEDIA_TYPE_UNKNOWN;
}

enum status mmc_medium_identify(struct mmc_drive *drive, struct mmc_medium *medium)
{
    struct mmc_configuration configuration;
    const enum status status = identify(drive, medium, &configuration);

    mmc_configuration_release(&configuration);
    return status;
}

enum status mmc_medium_examine_configured(struct mmc_drive *drive, struct mmc_medium *medium,
                                          struct mmc_configuration *configuration)
{
    enum status status = identify(drive, medium, configuration);

    if (status == STATUS_OK && is_sequential(medium) &&
        medium->disc.status != MMC_DISC_STATUS_COMPLETE)
        status = read_open_track(drive, medium);
    if (status != STATUS_OK) {
        *medium = (struct mmc_medium){ 0 };
        mmc_configuration_release(configuration);
    }
    return status;
}

enum status mmc_medium_examine(struct mmc_drive *drive, struct mmc_medium *medium)
{
    struct mmc_configuration configuration;
    const enum status status = mmc_medium_examine_configured(drive, medium, &configuration);

    mmc_configuration_release(&configuration);
    return status;
}
