/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is on the disc: READ DISC INFORMATION, READ TRACK INFORMATION (MMC-6 6.21, 6.26). */
#include "virtualdrive/commands.h"

#include "mmc/cdb.h"
#include "mmc/disc_information.h"
#include "mmc/track_information.h"

#define TRACK_ADDRESS_TYPE_MASK 0x03
#define TRACK_ADDRESS_OPEN      0x04

/** READ DISC INFORMATION, track resources (MMC-6 6.21.4). */
struct track_resources_wire {
    be16 data_length;
    uint8_t data_type; /* in bits 7-5 */
    uint8_t reserved;
    be16 tracks_maximum;
    be16 tracks_assigned;
    be16 appendable_maximum;
    be16 appendable_now;
};
WIRE_SIZE(struct track_resources_wire, 12);

/** READ DISC INFORMATION, pseudo-overwrite resources (MMC-6 6.21.5). */
struct pow_resources_wire {
    be16 data_length;
    uint8_t data_type; /* in bits 7-5 */
    uint8_t reserved;
    be32 remaining_replacements;
    be32 remaining_map_entries;
    be32 remaining_updates;
};
WIRE_SIZE(struct pow_resources_wire, 16);

#define DATA_TYPE_MASK  0x07
#define DATA_TYPE_SHIFT 5

static void describe(const struct virtual_drive *drive, uint16_t number,
                     struct mmc_track_information_wire *track)
{
    drive->medium->describe_track(drive, number, track);
    if (drive_disc(drive)->number_offset > 0)
        track->track_number_low = (uint8_t)(number + drive_disc(drive)->number_offset);
    track->data_length = be16_of(sizeof(*track) - sizeof(track->data_length));
}

static uint16_t session_of(const struct mmc_track_information_wire *track)
{
    return (uint16_t)(track->session_number_high << 8 | track->session_number_low);
}

static bool track_contains(const struct mmc_track_information_wire *track, uint32_t lba)
{
    return lba >= be32_get(track->start) && lba - be32_get(track->start) < be32_get(track->size);
}

/* The first track of which `address` is true; 0 when there is none. */
static uint16_t find_track(const struct virtual_drive *drive, enum mmc_track_address_type type,
                           uint32_t address)
{
    const uint16_t count = drive->medium->track_count(drive);
    struct mmc_track_information_wire track;

    for (uint16_t number = 1; number <= count; number++) {
        describe(drive, number, &track);
        if (type == MMC_TRACK_ADDRESS_TYPE_LBA ? track_contains(&track, address)
                                               : session_of(&track) == address)
            return number;
    }
    return 0;
}

static uint16_t track_of(const struct virtual_drive *drive, enum mmc_track_address_type type,
                         uint32_t address)
{
    const uint32_t offset = drive_disc(drive)->number_offset;

    if (type != MMC_TRACK_ADDRESS_TYPE_TRACK)
        return find_track(drive, type, address);
    if (address == MMC_TRACK_NUMBER_INVISIBLE)
        return drive->medium->open_track(drive);
    if (address <= offset || address - offset > drive->medium->track_count(drive))
        return 0;
    return (uint16_t)(address - offset);
}

/* The first track at or behind `number` that takes data; 0 when there is none. */
static uint16_t find_open_track(const struct virtual_drive *drive, uint32_t number)
{
    const struct disc_state *disc = drive_disc(drive);

    for (; number > 0 && number <= disc->track_count; number++) {
        if (disc->tracks[number - 1].state != DISC_TRACK_COMPLETE)
            return (uint16_t)number;
    }
    return 0;
}

static uint16_t count_appendable(const struct disc_state *disc)
{
    uint16_t count = 0;

    for (uint16_t i = 0; i < disc->track_count; i++)
        count = (uint16_t)(count + (disc->tracks[i].state != DISC_TRACK_COMPLETE));
    return count;
}

static enum drive_condition reply_track_resources(const struct virtual_drive *drive,
                                                  struct drive_request *request,
                                                  uint16_t allocation)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint16_t tracks = disc_state_traits(disc)->tracks_maximum;
    const struct track_resources_wire resources = {
        .data_length = be16_of(sizeof(resources) - sizeof(resources.data_length)),
        .data_type = MMC_DISC_INFORMATION_TYPE_TRACK_RESOURCES << DATA_TYPE_SHIFT,
        .tracks_maximum = be16_of(tracks),
        .tracks_assigned = be16_of(disc->track_count),
        .appendable_maximum = be16_of(disc_state_traits(disc)->tracks_per_session_maximum),
        .appendable_now = be16_of(count_appendable(disc)),
    };

    if (drive->medium->sequential == NULL)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    drive_reply(request, allocation, &resources, sizeof(resources));
    return DRIVE_CONDITION_GOOD;
}

static enum drive_condition reply_pow_resources(const struct virtual_drive *drive,
                                                struct drive_request *request, uint16_t allocation)
{
    const struct disc_state *disc = drive_disc(drive);
    const be32 left = be32_of(disc->spare_blocks / drive_unit_blocks(drive));
    const struct pow_resources_wire resources = {
        .data_length = be16_of(sizeof(resources) - sizeof(resources.data_length)),
        .data_type = MMC_DISC_INFORMATION_TYPE_POW_RESOURCES << DATA_TYPE_SHIFT,
        .remaining_replacements = left,
        .remaining_map_entries = left,
        .remaining_updates = left,
    };

    if (disc->recording != DISC_RECORDING_PSEUDO_OVERWRITE)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    drive_reply(request, allocation, &resources, sizeof(resources));
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_read_disc_information(struct virtual_drive *drive,
                                                 struct drive_request *request)
{
    const struct mmc_cdb_read_disc_information *cdb = (const void *)request->cdb;
    const uint16_t allocation = be16_get(cdb->allocation_length);
    const unsigned type = cdb->data_type & DATA_TYPE_MASK;
    struct mmc_disc_information_wire information = { 0 };

    if (type == MMC_DISC_INFORMATION_TYPE_TRACK_RESOURCES)
        return reply_track_resources(drive, request, allocation);
    if (type == MMC_DISC_INFORMATION_TYPE_POW_RESOURCES)
        return reply_pow_resources(drive, request, allocation);
    if (type != MMC_DISC_INFORMATION_TYPE_STANDARD)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    drive->medium->describe_disc(drive, &information);
    information.data_length = be16_of(sizeof(information) - sizeof(information.data_length));
    drive_reply(request, allocation, &information, sizeof(information));
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_read_track_information(struct virtual_drive *drive,
                                                  struct drive_request *request)
{
    const struct mmc_cdb_read_track_information *cdb = (const void *)request->cdb;
    const unsigned type = cdb->address_type & TRACK_ADDRESS_TYPE_MASK;
    const bool is_open = cdb->address_type & TRACK_ADDRESS_OPEN;
    struct mmc_track_information_wire track = { 0 };
    uint16_t number;

    /* Only track numbers can be searched on from (MMC-6 6.26.2). */
    if (type > MMC_TRACK_ADDRESS_TYPE_SESSION || (is_open && type != MMC_TRACK_ADDRESS_TYPE_TRACK))
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    number = is_open ? find_open_track(drive, be32_get(cdb->address))
                     : track_of(drive, (enum mmc_track_address_type)type, be32_get(cdb->address));
    if (number == 0)
        return type == MMC_TRACK_ADDRESS_TYPE_LBA ? DRIVE_CONDITION_LBA_OUT_OF_RANGE
                                                  : DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    describe(drive, number, &track);
    drive_reply(request, be16_get(cdb->allocation_length), &track, sizeof(track));
    return DRIVE_CONDITION_GOOD;
}
