/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ TOC/PMA/ATIP (MMC-6 6.25): of a CD what its lead-in, PMA and wobble say, else made up. */
#include "mmc/toc.h"

#include "mmc/cdb.h"
#include "cd/msf.h"
#include "mmc/track_information.h"
#include "virtualdrive/commands.h"
#include "virtualdrive/sub_channel.h"

#include <string.h>

/* Tracks are numbered in one byte, of which the red book leaves 99. */
#define TOC_TRACKS_MAXIMUM 99

/* Entries of the full TOC: A0h, A1h, A2h, B0h and C0h of every session besides its tracks. */
#define FULL_ENTRIES_MAXIMUM (99 + 5 * 99)

#define FORMAT_MASK 0x0F

#define POINT_FIRST_TRACK  0xA0
#define POINT_LAST_TRACK   0xA1
#define POINT_LEAD_OUT     0xA2
#define POINT_NEXT_SESSION 0xB0
#define POINT_LEAD_IN      0xC0

#define ADR_MODE_5 0x50

#define PREGAP_BLOCKS 150
#define FIRST_LEAD_IN (-11625) /* 97:27:00, by the wobble */

/** Special information of the wobble (MMC-6 6.25.3.6). */
struct atip_wire {
    struct mmc_toc_header_wire header;
    uint8_t power; /* valid, writing power, reference speed */
    uint8_t application;
    uint8_t type; /* bit 7: valid; bit 6: erasable; bits 2-0: which of the next are valid */
    uint8_t reserved_7;
    uint8_t lead_in[4];
    uint8_t lead_out[4];
    uint8_t additional[3][4];
};
WIRE_SIZE(struct atip_wire, 28);

#define ATIP_POWER_VALID     0x80
#define ATIP_POWER_DEFAULT   0x54 /* target power 5, reference speed code 4 */
#define ATIP_APPLICATION_URU 0x40
#define ATIP_TYPE_VALID      0x80
#define ATIP_TYPE_ERASABLE   0x40
#define ATIP_TYPE_MEDIUM     0x18

static void describe(const struct virtual_drive *drive, uint16_t number,
                     struct mmc_track_information_wire *track)
{
    drive->medium->describe_track(drive, number, track);
}

static uint16_t session_of(const struct mmc_track_information_wire *track)
{
    return (uint16_t)(track->session_number_high << 8 | track->session_number_low);
}

static bool is_cd(const struct virtual_drive *drive)
{
    return drive->medium->family == MEDIUM_FAMILY_CD;
}

/*
 * In the table of a CD are the tracks of closed sessions; of other media, those that have an end:
 * neither blank, nor reserved, nor open.
 */
static bool is_in_toc(const struct virtual_drive *drive,
                      const struct mmc_track_information_wire *track)
{
    if (is_cd(drive))
        return session_of(track) <= drive->medium->complete_sessions(drive);
    if (drive->medium->overwritable != NULL)
        return !(track->data_mode & MMC_TRACK_INFORMATION_DATA_BITS_BLANK);
    return !(track->data_mode &
             (MMC_TRACK_INFORMATION_DATA_BITS_BLANK | MMC_TRACK_INFORMATION_DATA_BITS_RESERVED |
              MMC_TRACK_INFORMATION_DATA_BITS_PACKET));
}

static struct cd_msf msf_of(uint32_t lba)
{
    static const struct cd_msf longest = { UINT8_MAX, 59, 74 };

    /* A DVD is longer than the notation. */
    if (lba >= (UINT8_MAX + 1u) * 60 * 75 - PREGAP_BLOCKS)
        return longest;
    return cd_msf_of_lba((int32_t)lba);
}

static be32 toc_address(uint32_t lba, bool is_msf)
{
    const struct cd_msf msf = msf_of(lba);

    return is_msf ? (be32){ { 0, msf.minute, msf.second, msf.frame } } : be32_of(lba);
}

static uint8_t control_of(const struct mmc_track_information_wire *track)
{
    return track->track_mode & MMC_TRACK_INFORMATION_MODE_BITS_MODE_MASK;
}

/* The number on the disc of the track at `place`, from 1. */
static uint8_t number_of(const struct virtual_drive *drive, uint16_t place)
{
    return (uint8_t)(place + drive_disc(drive)->number_offset);
}

static struct mmc_toc_track_wire toc_entry(uint8_t track, uint8_t control, uint32_t lba,
                                           bool is_msf)
{
    return (struct mmc_toc_track_wire){
        .adr_control = MMC_TOC_ADR_POSITION | control,
        .track = track,
        .address = toc_address(lba, is_msf),
    };
}

/* Gives the entries, the lead-out last, and their number; 0 when nothing has an end yet. */
static size_t list_toc(const struct virtual_drive *drive, bool is_msf,
                       struct mmc_toc_track_wire entries[TOC_TRACKS_MAXIMUM + 1])
{
    const uint16_t tracks = drive->medium->track_count(drive);
    struct mmc_track_information_wire track;
    uint32_t lead_out = 0;
    uint8_t control = 0;
    size_t count = 0;

    for (uint16_t number = 1; number <= tracks && count < TOC_TRACKS_MAXIMUM; number++) {
        describe(drive, number, &track);
        if (!is_in_toc(drive, &track))
            break;
        control = control_of(&track);
        entries[count++] =
            toc_entry(number_of(drive, number), control, be32_get(track.start), is_msf);
        lead_out = be32_get(track.start) + be32_get(track.size);
    }
    if (count > 0)
        entries[count++] = toc_entry(MMC_TOC_TRACK_LEAD_OUT, control, lead_out, is_msf);
    return count;
}

static void reply_entries(struct drive_request *request, const struct mmc_cdb_read_toc *cdb,
                          uint8_t first, uint8_t last, const void *entries, size_t size)
{
    const struct mmc_toc_header_wire header = {
        .data_length = be16_of((uint16_t)(sizeof(header) - sizeof(header.data_length) + size)),
        .first = first,
        .last = last,
    };

    drive_reply_begin(request, be16_get(cdb->allocation_length));
    drive_reply_add(request, &header, sizeof(header));
    drive_reply_add(request, entries, size);
}

/* Entries from `first` on (MMC-6 6.25.2). */
static enum drive_condition reply_toc(const struct virtual_drive *drive,
                                      struct drive_request *request,
                                      const struct mmc_cdb_read_toc *cdb)
{
    struct mmc_toc_track_wire entries[TOC_TRACKS_MAXIMUM + 1];
    const size_t count = list_toc(drive, cdb->flags & MMC_READ_TOC_BITS_MSF, entries);
    const uint8_t offset = drive_disc(drive)->number_offset;
    const uint8_t asked = cdb->track_session;
    const size_t first = asked > offset ? (size_t)asked - offset : 0;
    size_t skipped;

    if (count == 0)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    if (first >= count && asked != MMC_TOC_TRACK_LEAD_OUT)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    skipped = asked == MMC_TOC_TRACK_LEAD_OUT ? count - 1 : first > 0 ? first - 1 : 0;
    reply_entries(request, cdb, (uint8_t)(1 + offset), (uint8_t)(count - 1 + offset),
                  &entries[skipped], (count - skipped) * sizeof(entries[0]));
    return DRIVE_CONDITION_GOOD;
}

static uint16_t first_track_of(const struct virtual_drive *drive, uint16_t session)
{
    const uint16_t tracks = drive->medium->track_count(drive);
    struct mmc_track_information_wire track;

    for (uint16_t number = 1; number <= tracks; number++) {
        describe(drive, number, &track);
        if (session_of(&track) == session)
            return number;
    }
    return 0;
}

/* First and last complete session, and the first track of the last one. */
static enum drive_condition reply_session_information(const struct virtual_drive *drive,
                                                      struct drive_request *request,
                                                      const struct mmc_cdb_read_toc *cdb)
{
    const uint16_t last = drive->medium->complete_sessions(drive);
    struct mmc_track_information_wire track;
    struct mmc_toc_track_wire entry;
    uint16_t number;

    if (last == 0)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    number = first_track_of(drive, last);
    describe(drive, number, &track);
    entry = toc_entry(number_of(drive, number), control_of(&track), be32_get(track.start),
                      cdb->flags & MMC_READ_TOC_BITS_MSF);
    reply_entries(request, cdb, 1, (uint8_t)last, &entry, sizeof(entry));
    return DRIVE_CONDITION_GOOD;
}

static struct mmc_toc_full_wire full_entry(uint16_t session, uint8_t control, uint8_t point,
                                           int32_t lba)
{
    const struct cd_msf msf = cd_msf_of_lba(lba);

    return (struct mmc_toc_full_wire){
        .session = (uint8_t)session,
        .adr_control = MMC_TOC_ADR_POSITION | control,
        .point = point,
        .point_minute = msf.minute,
        .point_second = msf.second,
        .point_frame = msf.frame,
    };
}

/* A0h and A1h have a track number where others have minutes; A0h the kind of disc in seconds. */
static struct mmc_toc_full_wire full_number(uint16_t session, uint8_t control, uint8_t point,
                                            uint16_t track, uint8_t disc_type)
{
    return (struct mmc_toc_full_wire){
        .session = (uint8_t)session,
        .adr_control = MMC_TOC_ADR_POSITION | control,
        .point = point,
        .point_minute = (uint8_t)track,
        .point_second = disc_type,
    };
}

/* Mode 5: where the next session can begin, and the last lead-out (ECMA-394, multi-session). */
static size_t list_next_session(const struct virtual_drive *drive, uint16_t session, int32_t next,
                                struct mmc_toc_full_wire *out)
{
    const struct cd_msf start = cd_msf_of_lba(next);
    const struct disc_state *disc = drive_disc(drive);
    const uint8_t control =
        sub_channel_control(&disc->tracks[disc_state_first_track(disc, session) - 1]);

    out[0] = full_entry(session, control, POINT_NEXT_SESSION, (int32_t)disc->capacity_blocks);
    out[0].adr_control = ADR_MODE_5 | control;
    out[0].minute = start.minute;
    out[0].second = start.second;
    out[0].frame = start.frame;
    if (session > 1)
        return 1;
    out[1] = full_entry(session, control, POINT_LEAD_IN, FIRST_LEAD_IN);
    out[1].adr_control = ADR_MODE_5 | control;
    return 2;
}

static uint8_t disc_type_of(const struct disc_track *track)
{
    return track->mode == DISC_TRACK_MODE_1 || track->mode == DISC_TRACK_MODE_AUDIO
               ? MMC_DISC_TYPE_CD_DA_OR_ROM
               : MMC_DISC_TYPE_CD_ROM_XA;
}

static size_t list_session(const struct virtual_drive *drive, uint16_t session,
                           struct mmc_toc_full_wire *out)
{
    const struct disc_state *disc = drive_disc(drive);
    const uint16_t first = disc_state_first_track(disc, session);
    const uint8_t first_control = sub_channel_control(&disc->tracks[first - 1]);
    uint8_t last_control;
    uint16_t end = first;
    size_t count = 3;

    while (end <= disc->track_count && disc->tracks[end - 1].session == session)
        end++;
    last_control = sub_channel_control(&disc->tracks[end - 2]);
    out[0] = full_number(session, first_control, POINT_FIRST_TRACK, number_of(drive, first),
                         disc_type_of(&disc->tracks[first - 1]));
    out[1] = full_number(session, last_control, POINT_LAST_TRACK,
                         number_of(drive, (uint16_t)(end - 1)), 0);
    out[2] = full_entry(session, last_control, POINT_LEAD_OUT,
                        (int32_t)(disc->tracks[end - 2].start + disc->tracks[end - 2].size));
    for (uint16_t number = first; number < end; number++)
        out[count++] =
            full_entry(session, sub_channel_control(&disc->tracks[number - 1]),
                       number_of(drive, number), (int32_t)disc->tracks[number - 1].start);
    if (end <= disc->track_count)
        count += list_next_session(
            drive, session, (int32_t)disc->tracks[end - 1].start - PREGAP_BLOCKS, &out[count]);
    return count;
}

/* Sessions from the one asked for on. */
static enum drive_condition reply_full_toc(const struct virtual_drive *drive,
                                           struct drive_request *request,
                                           const struct mmc_cdb_read_toc *cdb)
{
    const uint16_t last = drive->medium->complete_sessions(drive);
    struct mmc_toc_full_wire entries[FULL_ENTRIES_MAXIMUM];
    size_t count = 0;

    if (last == 0)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    if (cdb->track_session > last)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    for (uint16_t session = cdb->track_session > 0 ? cdb->track_session : 1; session <= last;
         session++)
        count += list_session(drive, session, &entries[count]);
    reply_entries(request, cdb, 1, (uint8_t)last, entries, count * sizeof(entries[0]));
    return DRIVE_CONDITION_GOOD;
}

/* The PMA knows every track that has an end or was reserved (ECMA-394). */
static enum drive_condition reply_pma(const struct virtual_drive *drive,
                                      struct drive_request *request,
                                      const struct mmc_cdb_read_toc *cdb)
{
    const struct disc_state *disc = drive_disc(drive);
    struct mmc_toc_full_wire entries[TOC_TRACKS_MAXIMUM];
    size_t count = 0;

    if (disc->recording == DISC_RECORDING_READ_ONLY)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    for (uint16_t number = 1; number <= disc->track_count; number++) {
        const struct disc_track *track = &disc->tracks[number - 1];
        const struct cd_msf end = cd_msf_of_lba((int32_t)(track->start + track->size));

        if (track->state == DISC_TRACK_OPEN)
            continue;
        entries[count] = full_entry(0, sub_channel_control(track), number_of(drive, number),
                                    (int32_t)track->start);
        entries[count].minute = end.minute;
        entries[count].second = end.second;
        entries[count].frame = end.frame;
        count++;
    }
    reply_entries(request, cdb, 0, 0, entries, count * sizeof(entries[0]));
    return DRIVE_CONDITION_GOOD;
}

static void put_time(int32_t lba, uint8_t out[4])
{
    const struct cd_msf msf = cd_msf_of_lba(lba);

    out[0] = msf.minute;
    out[1] = msf.second;
    out[2] = msf.frame;
    out[3] = 0;
}

static enum drive_condition reply_atip(const struct virtual_drive *drive,
                                       struct drive_request *request,
                                       const struct mmc_cdb_read_toc *cdb)
{
    struct atip_wire atip = {
        .header = { .data_length = be16_of(sizeof(atip) - sizeof(atip.header.data_length)) },
        .power = ATIP_POWER_VALID | ATIP_POWER_DEFAULT,
        .application = ATIP_APPLICATION_URU,
        .type = ATIP_TYPE_VALID | ATIP_TYPE_MEDIUM,
    };

    if (drive_disc(drive)->recording == DISC_RECORDING_READ_ONLY)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    if (drive->medium->blank != NULL)
        atip.type |= ATIP_TYPE_ERASABLE;
    put_time(FIRST_LEAD_IN, atip.lead_in);
    put_time((int32_t)drive_disc(drive)->capacity_blocks, atip.lead_out);
    drive_reply(request, be16_get(cdb->allocation_length), &atip, sizeof(atip));
    return DRIVE_CONDITION_GOOD;
}

static enum drive_condition reply_cd_text(const struct virtual_drive *drive,
                                          struct drive_request *request,
                                          const struct mmc_cdb_read_toc *cdb)
{
    uint8_t packs[DISC_CD_TEXT_MAXIMUM];
    size_t size;
    const enum status status = disc_image_cd_text(drive->image, packs, &size);

    if (status != STATUS_OK)
        return drive_condition_of_read(status);
    if (size == 0 || drive->medium->complete_sessions(drive) == 0)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    reply_entries(request, cdb, 0, 0, packs, size);
    return DRIVE_CONDITION_GOOD;
}

static enum drive_condition reply_of_cd(const struct virtual_drive *drive,
                                        struct drive_request *request,
                                        const struct mmc_cdb_read_toc *cdb)
{
    switch (cdb->format & FORMAT_MASK) {
    case MMC_TOC_FORMAT_FULL_TOC:
        return reply_full_toc(drive, request, cdb);
    case MMC_TOC_FORMAT_PMA:
        return reply_pma(drive, request, cdb);
    case MMC_TOC_FORMAT_ATIP:
        return reply_atip(drive, request, cdb);
    case MMC_TOC_FORMAT_CD_TEXT:
        return reply_cd_text(drive, request, cdb);
    default:
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}

enum drive_condition drive_read_toc(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_toc *cdb = (const void *)request->cdb;

    switch (cdb->format & FORMAT_MASK) {
    case MMC_TOC_FORMAT_TOC:
        return reply_toc(drive, request, cdb);
    case MMC_TOC_FORMAT_SESSION_INFORMATION:
        return reply_session_information(drive, request, cdb);
    default:
        return is_cd(drive) ? reply_of_cd(drive, request, cdb)
                            : DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}
