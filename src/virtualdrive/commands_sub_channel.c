/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ SUB-CHANNEL (MMC-3 5.23): where the drive is, and the two numbers of a CD. */
#include "base/wire.h"
#include "mmc/cdb.h"
#include "mmc/toc.h"
#include "virtualdrive/commands.h"
#include "virtualdrive/sub_channel.h"

#include <string.h>

struct read_sub_channel_cdb {
    uint8_t opcode;
    uint8_t flags;
    uint8_t sub_q;
    uint8_t format;
    uint8_t reserved[2];
    uint8_t track;
    be16 allocation_length;
    uint8_t control;
};
WIRE_SIZE(struct read_sub_channel_cdb, 10);

#define FLAGS_MSF   0x02
#define SUB_Q_DATA  0x40
#define STATUS_IDLE 0x15 /* no audio is played, nor can it be */

enum sub_channel_format {
    SUB_CHANNEL_FORMAT_POSITION = 1,
    SUB_CHANNEL_FORMAT_CATALOG = 2,
    SUB_CHANNEL_FORMAT_ISRC = 3,
};

struct sub_channel_header_wire {
    uint8_t reserved;
    uint8_t audio_status;
    be16 data_length; /* bytes after this field */
};
WIRE_SIZE(struct sub_channel_header_wire, 4);

struct sub_channel_position_wire {
    struct sub_channel_header_wire header;
    uint8_t format;
    uint8_t adr_control; /* ADR in bits 7-4 */
    uint8_t track;
    uint8_t index;
    be32 absolute; /* LBA, or 0, minute, second, frame */
    be32 relative;
};
WIRE_SIZE(struct sub_channel_position_wire, 16);

struct sub_channel_number_wire {
    struct sub_channel_header_wire header;
    uint8_t format;
    uint8_t adr_control; /* of an ISRC, as the track */
    uint8_t track;
    uint8_t reserved_7;
    uint8_t validity;   /* bit 7 */
    uint8_t digits[15]; /* what is left of them: zero, frame */
};
WIRE_SIZE(struct sub_channel_number_wire, 24);

#define NUMBER_VALID 0x80

static struct sub_channel_header_wire header_of(size_t size)
{
    return (struct sub_channel_header_wire){
        .audio_status = STATUS_IDLE,
        .data_length = be16_of((uint16_t)(size - sizeof(struct sub_channel_header_wire))),
    };
}

static be32 address_of(struct cd_msf msf, int32_t lba, bool is_msf)
{
    return is_msf ? (be32){ { 0, msf.minute, msf.second, msf.frame } } : be32_of((uint32_t)lba);
}

static enum drive_condition reply_position(const struct virtual_drive *drive,
                                           struct drive_request *request,
                                           const struct read_sub_channel_cdb *cdb)
{
    const bool is_msf = (cdb->flags & FLAGS_MSF) != 0;
    struct sub_channel_position_wire reply = { .header = header_of(sizeof(reply)),
                                               .format = SUB_CHANNEL_FORMAT_POSITION };
    struct cd_q_position position;

    if (sub_channel_position(drive_disc(drive), drive->head, &position)) {
        const int32_t start = (int32_t)sub_channel_track_at(drive_disc(drive), drive->head)->start;

        reply.adr_control = MMC_TOC_ADR_POSITION | position.control;
        reply.track = position.track;
        reply.index = position.index;
        reply.absolute = address_of(position.absolute, (int32_t)drive->head, is_msf);
        reply.relative = address_of(position.relative, (int32_t)drive->head - start, is_msf);
    }
    drive_reply(request, be16_get(cdb->allocation_length), &reply, sizeof(reply));
    return DRIVE_CONDITION_GOOD;
}

static enum drive_condition reply_number(struct drive_request *request,
                                         const struct read_sub_channel_cdb *cdb,
                                         const struct disc_track *track, const char *number)
{
    struct sub_channel_number_wire reply = { .header = header_of(sizeof(reply)),
                                             .format = cdb->format };

    if (track != NULL) {
        reply.adr_control = (uint8_t)(CD_ADR_ISRC << 4 | sub_channel_control(track));
        reply.track = cdb->track;
    }
    if (number[0] != 0) {
        reply.validity = NUMBER_VALID;
        memcpy(reply.digits, number, strlen(number));
    }
    drive_reply(request, be16_get(cdb->allocation_length), &reply, sizeof(reply));
    return DRIVE_CONDITION_GOOD;
}

static enum drive_condition reply_isrc(const struct virtual_drive *drive,
                                       struct drive_request *request,
                                       const struct read_sub_channel_cdb *cdb)
{
    const struct disc_state *disc = drive_disc(drive);
    const struct disc_track *track;

    if (cdb->track <= disc->number_offset || cdb->track > disc->track_count + disc->number_offset)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    track = &disc->tracks[cdb->track - disc->number_offset - 1];
    return reply_number(request, cdb, track, track->isrc);
}

enum drive_condition drive_read_sub_channel(struct virtual_drive *drive,
                                            struct drive_request *request)
{
    const struct read_sub_channel_cdb *cdb = (const void *)request->cdb;
    const struct sub_channel_header_wire header = header_of(sizeof(header));

    if (drive->medium->family != MEDIUM_FAMILY_CD)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    if (!(cdb->sub_q & SUB_Q_DATA)) {
        drive_reply(request, be16_get(cdb->allocation_length), &header, sizeof(header));
        return DRIVE_CONDITION_GOOD;
    }
    switch (cdb->format) {
    case SUB_CHANNEL_FORMAT_POSITION:
        return reply_position(drive, request, cdb);
    case SUB_CHANNEL_FORMAT_CATALOG:
        return reply_number(request, cdb, NULL, drive_disc(drive)->catalog_number);
    case SUB_CHANNEL_FORMAT_ISRC:
        return reply_isrc(drive, request, cdb);
    default:
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}
