/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What lies in the drive: its kind, its state, what may be done with it. */
#ifndef OPENIMAPI_MMC_MEDIUM_H
#define OPENIMAPI_MMC_MEDIUM_H

#include "base/status.h"
#include "mmc/configuration.h"
#include "mmc/disc_information.h"
#include "mmc/disc_structure.h"
#include "mmc/format_capacities.h"
#include "mmc/media_type.h"
#include "mmc/track_information.h"

#include <stdbool.h>
#include <stdint.h>

struct mmc_drive;

/** Everything the kind of a medium is found from. */
struct mmc_medium_evidence {
    const struct mmc_disc_information *disc;
    const struct mmc_configuration *configuration;
    bool has_physical_format;
    struct mmc_physical_format physical_format;
};

/**
 * The kind of medium, from the first rule that applies: finished write-once discs by the disc
 * information alone, then the DVD+ features, the book type, the current profiles.
 */
enum mmc_media_type mmc_medium_classify(const struct mmc_medium_evidence *evidence);

/** What GET CONFIGURATION says a drive can do with the medium in it. */
enum mmc_medium_ability {
    MMC_MEDIUM_ABILITY_RECORDER = 0x0001,            /* with some medium, the drive writes data */
    MMC_MEDIUM_ABILITY_WRITE = 0x0002,               /* with this one; also when nothing is said */
    MMC_MEDIUM_ABILITY_WRITE_PROTECTION = 0x0004,    /* feature 0004h */
    MMC_MEDIUM_ABILITY_DISC_CONTROL_BLOCKS = 0x0008, /* write inhibit, by feature 0004h */
    MMC_MEDIUM_ABILITY_SESSION_AT_ONCE = 0x0010,     /* feature 002Eh, SAO */
    MMC_MEDIUM_ABILITY_RIGID_OVERWRITE = 0x0020,     /* feature 002Ch, current or not */
    MMC_MEDIUM_ABILITY_STREAMING = 0x0040,           /* feature 0107h, stream writing */
    MMC_MEDIUM_ABILITY_PERFORMANCE = 0x0080,         /* feature 0107h does not rule out WSPD ... */
    MMC_MEDIUM_ABILITY_SPEED_LIST = 0x0100,          /* ... or the descriptors of page 2Ah */
};

/** Bits of enum mmc_medium_ability. */
uint32_t mmc_medium_abilities(const struct mmc_configuration *configuration);

/** A medium as it was when examined. */
struct mmc_medium {
    enum mmc_media_type type;
    uint16_t profile;   /* the current one by GET CONFIGURATION; 0 when not known */
    uint32_t abilities; /* enum mmc_medium_ability */
    struct mmc_disc_information disc;
    /* Write-once media that are not complete: the track that can be written next. */
    bool has_open_track;
    struct mmc_track_information open_track;
};

/**
 * Examines the medium. Fails as mmc_drive_read_reply; STATUS_DEVICE with MMC_CONDITION_NO_MEDIUM
 * for an empty drive; STATUS_NO_MEMORY. A drive that refuses READ DISC INFORMATION holds a finished
 * disc.
 */
enum status mmc_medium_examine(struct mmc_drive *drive, struct mmc_medium *medium);

/** The same but for the open track, with fewer commands. Fails likewise. */
enum status mmc_medium_identify(struct mmc_drive *drive, struct mmc_medium *medium);

/** As mmc_medium_examine, and leaves the configuration to the caller, who releases it. */
enum status mmc_medium_examine_configured(struct mmc_drive *drive, struct mmc_medium *medium,
                                          struct mmc_configuration *configuration);

/* State: the bits of IMAPI_FORMAT2_DATA_MEDIA_STATE, with their values. */
enum mmc_medium_state {
    MMC_MEDIUM_STATE_RANDOMLY_WRITABLE = 0x0001,
    MMC_MEDIUM_STATE_BLANK = 0x0002,
    MMC_MEDIUM_STATE_APPENDABLE = 0x0004,
    MMC_MEDIUM_STATE_FINAL_SESSION = 0x0008,
    MMC_MEDIUM_STATE_DAMAGED = 0x0400,
    MMC_MEDIUM_STATE_ERASE_REQUIRED = 0x0800,
    MMC_MEDIUM_STATE_NON_EMPTY_SESSION = 0x1000,
    MMC_MEDIUM_STATE_WRITE_PROTECTED = 0x2000,
    MMC_MEDIUM_STATE_FINALIZED = 0x4000,
    MMC_MEDIUM_STATE_UNSUPPORTED = 0x8000,
    /* any of these: nothing can be written */
    MMC_MEDIUM_STATE_UNWRITABLE_MASK = 0xFC00,
};

/** Bits of enum mmc_medium_state; `protection` as mmc_medium_protection_read gives it. */
uint32_t mmc_medium_state(const struct mmc_medium *medium, uint32_t protection);

/* Write protection: the bits of IMAPI_MEDIA_WRITE_PROTECT_STATE, with their values. */
enum mmc_medium_protection {
    MMC_MEDIUM_PROTECTION_UNTIL_POWERDOWN = 0x01,
    MMC_MEDIUM_PROTECTION_BY_CARTRIDGE = 0x02,
    MMC_MEDIUM_PROTECTION_BY_MEDIUM = 0x04,
    MMC_MEDIUM_PROTECTION_BY_SOFTWARE = 0x08,
    MMC_MEDIUM_PROTECTION_BY_DISC_CONTROL_BLOCK = 0x10,
    MMC_MEDIUM_PROTECTION_READ_ONLY = 0x4000,
};

/**
 * Bits of enum mmc_medium_protection of an identified medium. What the drive has no command for
 * counts as not protected. Fails as mmc_drive_read_reply.
 */
enum status mmc_medium_protection_read(struct mmc_drive *drive, const struct mmc_medium *medium,
                                       uint32_t *bits);

/** Whether nothing was ever written to an identified medium, or all of it was erased. */
bool mmc_medium_is_physically_blank(const struct mmc_medium *medium);

/**
 * Whether nothing of use is on an identified medium: physically blank, or overwritable with zeros
 * in the first and the last 2 MiB. Reads, never writes. Fails as mmc_drive_read_reply, and for
 * unreadable sectors at the beginning; STATUS_NO_MEMORY.
 */
enum status mmc_medium_is_heuristically_blank(struct mmc_drive *drive,
                                              const struct mmc_medium *medium, bool *is_blank);

/** Sectors of the pre-gap before and of the post-gap after a data track of a CD. */
#define MMC_MEDIUM_CD_PREGAP_SECTORS  150
#define MMC_MEDIUM_CD_POSTGAP_SECTORS 150

/** Sizes and addresses, in sectors of 2048 bytes. */
struct mmc_medium_layout {
    uint32_t total_sectors;
    uint32_t free_sectors;    /* what one write can take */
    uint32_t postgap_sectors; /* CD: deducted for a post-gap; free again when the data have one */
    int32_t next_writable_address;
    int32_t previous_session_start; /* -1: there is none */
    int32_t previous_session_end;   /* last address written; -1: there is none */
    uint32_t write_unit;
};

/**
 * Sizes and addresses of an examined medium. STATUS_NOT_SUPPORTED: its kind or state has none, for
 * nothing can be written to it. Else fails as mmc_drive_read_reply.
 */
enum status mmc_medium_layout_read(struct mmc_drive *drive, const struct mmc_medium *medium,
                                   struct mmc_medium_layout *layout);

/**
 * The format Write asks for on a blank medium of this kind, of those the drive offers; NULL when it
 * offers none of them. Borrowed from `capacities`.
 */
const struct mmc_format_capacity *
mmc_medium_wanted_format(enum mmc_media_type type, const struct mmc_format_capacities *capacities);

/**
 * The last recorded address of an overwritable medium. STATUS_NOT_SUPPORTED: the drive does not
 * tell.
 */
enum status mmc_medium_last_recorded_address(struct mmc_drive *drive, int32_t *address);

#endif
