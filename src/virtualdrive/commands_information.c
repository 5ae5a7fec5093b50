/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is on the disc: READ DISC INFORMATION, READ TRACK INFORMATION, READ TOC (MMC-6 6.21, 6.25,
 * 6.26). */
#include "virtualdrive/commands.h"

#include "mmc/cdb.h"
#include "mmc/disc_information.h"
#include "mmc/toc.h"
#include "mmc/track_information.h"

#define TRACK_ADDRESS_TYPE_MASK 0x03
#define TRACK_ADDRESS_OPEN      0x04

/* READ TOC numbers tracks in one byte, of which the red book leaves 99. */
#define TOC_TRACKS_MAXIMUM 99

#define FRAMES_PER_SECOND  75
#define SECONDS_PER_MINUTE 60
#define MSF_OFFSET         150

static void describe(const struct virtual_drive *drive, uint16_t number,
                     struct mmc_track_information_wire *track)
{
    drive->medium->describe_track(drive_disc(drive), number, track);
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
    const uint16_t count = drive->medium->track_count(drive_disc(drive));
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
    if (type != MMC_TRACK_ADDRESS_TYPE_TRACK)
        return find_track(drive, type, address);
    if (address == MMC_TRACK_NUMBER_INVISIBLE)
        return drive->medium->open_track(drive_disc(drive));
    return address <= drive->medium->track_count(drive_disc(drive)) ? (uint16_t)address : 0;
}

/* In a table of contents are tracks with an end: neither blank, nor reserved, nor open. */
static bool is_in_toc(const struct mmc_track_information_wire *track)
{
    return !(track->data_mode &
             (MMC_TRACK_INFORMATION_DATA_BITS_BLANK | MMC_TRACK_INFORMATION_DATA_BITS_RESERVED |
              MMC_TRACK_INFORMATION_DATA_BITS_PACKET));
}

static be32 toc_address(uint32_t lba, bool is_msf)
{
    const uint32_t frames = lba + MSF_OFFSET;
    const uint32_t minutes = frames / FRAMES_PER_SECOND / SECONDS_PER_MINUTE;

    if (!is_msf)
        return be32_of(lba);
    if (minutes > UINT8_MAX) /* a DVD is longer than the notation */
        return (be32){ { 0, UINT8_MAX, SECONDS_PER_MINUTE - 1, FRAMES_PER_SECOND - 1 } };
    return (be32){ { 0, (uint8_t)minutes,
                     (uint8_t)(frames / FRAMES_PER_SECOND % SECONDS_PER_MINUTE),
                     (uint8_t)(frames % FRAMES_PER_SECOND) } };
}

static struct mmc_toc_track_wire toc_entry(uint8_t track, uint32_t lba, bool is_msf)
{
    return (struct mmc_toc_track_wire){
        .adr_control = MMC_TOC_ADR_POSITION | MMC_TRACK_MODE_DATA,
        .track = track,
        .address = toc_address(lba, is_msf),
    };
}

/* Gives the entries, the lead-out last, and their number; 0 when nothing has an end yet. */
static size_t list_toc(const struct virtual_drive *drive, bool is_msf,
                       struct mmc_toc_track_wire entries[TOC_TRACKS_MAXIMUM + 1])
{
    const uint16_t tracks = drive->medium->track_count(drive_disc(drive));
    struct mmc_track_information_wire track;
    uint32_t lead_out = 0;
    size_t count = 0;

    for (uint16_t number = 1; number <= tracks && count < TOC_TRACKS_MAXIMUM; number++) {
        describe(drive, number, &track);
        if (!is_in_toc(&track))
            break;
        entries[count++] = toc_entry((uint8_t)number, be32_get(track.start), is_msf);
        lead_out = be32_get(track.start) + be32_get(track.size);
    }
    if (count > 0)
        entries[count++] = toc_entry(MMC_TOC_TRACK_LEAD_OUT, lead_out, is_msf);
    return count;
}

/* Entries from `first` on (MMC-6 6.25.2). */
static enum drive_condition reply_toc(const struct virtual_drive *drive,
                                      struct drive_request *request,
                                      const struct mmc_cdb_read_toc *cdb)
{
    struct mmc_toc_track_wire entries[TOC_TRACKS_MAXIMUM + 1];
    const size_t count = list_toc(drive, cdb->flags & MMC_READ_TOC_BITS_MSF, entries);
    const uint8_t first = cdb->track_session;
    struct mmc_toc_header_wire header = { .first = 1 };
    size_t skipped;

    if (count == 0)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    if (first >= count && first != MMC_TOC_TRACK_LEAD_OUT)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    skipped = first == MMC_TOC_TRACK_LEAD_OUT ? count - 1 : first > 0 ? first - 1u : 0;
    header.last = (uint8_t)(count - 1);
    header.data_length = be16_of((uint16_t)(sizeof(header) - sizeof(header.data_length) +
                                            (count - skipped) * sizeof(entries[0])));
    drive_reply_begin(request, be16_get(cdb->allocation_length));
    drive_reply_add(request, &header, sizeof(header));
    drive_reply_add(request, &entries[skipped], (count - skipped) * sizeof(entries[0]));
    return DRIVE_CONDITION_GOOD;
}

/* First and last complete session, and the first track of the last one. */
static enum drive_condition reply_session_information(const struct virtual_drive *drive,
                                                      struct drive_request *request,
                                                      const struct mmc_cdb_read_toc *cdb)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint16_t last = drive->medium->complete_sessions(disc);
    struct mmc_toc_header_wire header = { .first = 1, .last = (uint8_t)last };
    struct mmc_track_information_wire track;
    struct mmc_toc_track_wire entry;
    uint16_t number;

    if (last == 0)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    number = find_track(drive, MMC_TRACK_ADDRESS_TYPE_SESSION, last);
    describe(drive, number, &track);
    entry = toc_entry((uint8_t)number, be32_get(track.start), cdb->flags & MMC_READ_TOC_BITS_MSF);
    header.data_length = be16_of(sizeof(header) - sizeof(header.data_length) + sizeof(entry));
    drive_reply_begin(request, be16_get(cdb->allocation_length));
    drive_reply_add(request, &header, sizeof(header));
    drive_reply_add(request, &entry, sizeof(entry));
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_read_disc_information(struct virtual_drive *drive,
                                                 struct drive_request *request)
{
    const struct mmc_cdb_read_disc_information *cdb = (const void *)request->cdb;
    struct mmc_disc_information_wire information = { 0 };

    if ((cdb->data_type & 0x07) != MMC_DISC_INFORMATION_TYPE_STANDARD)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    drive->medium->describe_disc(drive_disc(drive), &information);
    information.data_length = be16_of(sizeof(information) - sizeof(information.data_length));
    drive_reply(request, be16_get(cdb->allocation_length), &information, sizeof(information));
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_read_track_information(struct virtual_drive *drive,
                                                  struct drive_request *request)
{
    const struct mmc_cdb_read_track_information *cdb = (const void *)request->cdb;
    const unsigned type = cdb->address_type & TRACK_ADDRESS_TYPE_MASK;
    struct mmc_track_information_wire track = { 0 };
    uint16_t number;

    if (cdb->address_type & TRACK_ADDRESS_OPEN || type > MMC_TRACK_ADDRESS_TYPE_SESSION)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    number = track_of(drive, (enum mmc_track_address_type)type, be32_get(cdb->address));
    if (number == 0)
        return type == MMC_TRACK_ADDRESS_TYPE_LBA ? DRIVE_CONDITION_LBA_OUT_OF_RANGE
                                                  : DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    describe(drive, number, &track);
    drive_reply(request, be16_get(cdb->allocation_length), &track, sizeof(track));
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_read_toc(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_toc *cdb = (const void *)request->cdb;

    /* The other formats describe a CD. */
    switch (cdb->format & 0x0F) {
    case MMC_TOC_FORMAT_TOC:
        return reply_toc(drive, request, cdb);
    case MMC_TOC_FORMAT_SESSION_INFORMATION:
        return reply_session_information(drive, request, cdb);
    default:
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}
