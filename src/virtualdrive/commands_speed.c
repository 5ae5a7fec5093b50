/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Speeds: GET PERFORMANCE, SET STREAMING, SET CD SPEED (MMC-6 6.7, 6.40). */
#include "virtualdrive/commands.h"

#include "mmc/cdb.h"
#include "mmc/performance.h"

#define PERFORMANCE_EXCEPT_MASK    0x03
#define PERFORMANCE_WRITE          0x04
#define PERFORMANCE_TOLERANCE_MASK 0x18
#define PERFORMANCE_TOLERANCE_10   0x10 /* the one tolerance MMC-6 knows */

#define STREAMING_TYPE_PERFORMANCE 0

/* Of SET CD SPEED: whatever is fastest. */
#define SPEED_FASTEST 0xFFFF

static uint32_t last_lba(const struct virtual_drive *drive)
{
    return drive_disc(drive)->capacity_blocks - 1;
}

static void reply_performance(struct drive_request *request, uint8_t flags, const void *descriptors,
                              size_t size)
{
    const struct mmc_performance_header_wire header = {
        .data_length = be32_of((uint32_t)(sizeof(header) - sizeof(header.data_length) + size)),
        .flags = flags,
    };

    drive_reply_begin(request, UINT32_MAX); /* the CDB limits descriptors, not bytes */
    drive_reply_add(request, &header, sizeof(header));
    drive_reply_add(request, descriptors, size);
}

/* The same speed everywhere, and no exceptions. */
static enum drive_condition reply_nominal(const struct virtual_drive *drive,
                                          struct drive_request *request,
                                          const struct mmc_cdb_get_performance *cdb)
{
    const bool is_write = cdb->data_type & PERFORMANCE_WRITE;
    const be32 speed = be32_of(is_write ? drive_write_speed(drive) : drive_read_speed(drive));
    const struct mmc_nominal_performance_wire nominal = {
        .start_lba = be32_of(0),
        .start_performance = speed,
        .end_lba = be32_of(last_lba(drive)),
        .end_performance = speed,
    };
    const uint8_t flags = is_write ? MMC_PERFORMANCE_HEADER_BITS_WRITE : 0;

    if ((cdb->data_type & PERFORMANCE_TOLERANCE_MASK) != PERFORMANCE_TOLERANCE_10)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (cdb->data_type & PERFORMANCE_EXCEPT_MASK)
        reply_performance(request, flags | MMC_PERFORMANCE_HEADER_BITS_EXCEPT, NULL, 0);
    else
        reply_performance(request, flags, &nominal,
                          be16_get(cdb->maximum_descriptors) > 0 ? sizeof(nominal) : 0);
    return DRIVE_CONDITION_GOOD;
}

static enum drive_condition reply_write_speeds(const struct virtual_drive *drive,
                                               struct drive_request *request,
                                               const struct mmc_cdb_get_performance *cdb)
{
    struct mmc_write_speed_wire speeds[MEDIUM_WRITE_SPEEDS_MAXIMUM];
    const size_t limit = be16_get(cdb->maximum_descriptors);
    size_t count = drive->medium->write_speed_count;

    if (count > limit)
        count = limit;
    for (size_t i = 0; i < count; i++) {
        speeds[i] = (struct mmc_write_speed_wire){
            .flags = MMC_WRITE_SPEED_BITS_EXACT,
            .end_lba = be32_of(last_lba(drive)),
            .read_speed = be32_of(drive_read_speed_maximum(drive)),
            .write_speed = be32_of(drive->medium->write_speeds_kb_per_s[i]),
        };
    }
    reply_performance(request, 0, speeds, count * sizeof(speeds[0]));
    return DRIVE_CONDITION_GOOD;
}

/* Kilobytes per second of `size` kilobytes in `time` milliseconds; `time` is not 0. */
static uint32_t speed_of(be32 size, be32 time)
{
    const uint64_t speed = (uint64_t)be32_get(size) * 1000 / be32_get(time);

    return speed < UINT32_MAX ? (uint32_t)speed : UINT32_MAX;
}

static void set_speeds(struct virtual_drive *drive, uint32_t read, uint32_t write)
{
    if (read != 0)
        drive->read_speed_kb_per_s = read;
    drive->write_speed_kb_per_s = write;
}

uint32_t drive_read_speed_maximum(const struct virtual_drive *drive)
{
    return drive->medium != NULL ? drive->medium->read_speed_kb_per_s
                                 : DRIVE_SPEED_MAXIMUM_KB_PER_S;
}

uint32_t drive_read_speed(const struct virtual_drive *drive)
{
    const uint32_t maximum = drive_read_speed_maximum(drive);
    const uint32_t wanted = drive->read_speed_kb_per_s;

    return wanted != 0 && wanted < maximum ? wanted : maximum;
}

uint32_t drive_write_speed_near(const struct virtual_drive *drive, uint32_t kb_per_s)
{
    const struct medium_ops *medium = drive->medium;

    if (medium == NULL)
        return DRIVE_SPEED_MAXIMUM_KB_PER_S;
    if (medium->write_speed_count == 0)
        return 0;
    for (size_t i = 0; i < medium->write_speed_count; i++) {
        if (medium->write_speeds_kb_per_s[i] <= kb_per_s)
            return medium->write_speeds_kb_per_s[i];
    }
    return medium->write_speeds_kb_per_s[medium->write_speed_count - 1];
}

uint32_t drive_write_speed(const struct virtual_drive *drive)
{
    const uint32_t wanted = drive->write_speed_kb_per_s;

    return drive_write_speed_near(drive, wanted != 0 ? wanted : UINT32_MAX);
}

enum drive_condition drive_get_performance(struct virtual_drive *drive,
                                           struct drive_request *request)
{
    const struct mmc_cdb_get_performance *cdb = (const void *)request->cdb;

    switch (cdb->type) {
    case MMC_PERFORMANCE_TYPE_PERFORMANCE:
        return reply_nominal(drive, request, cdb);
    case MMC_PERFORMANCE_TYPE_WRITE_SPEED:
        return reply_write_speeds(drive, request, cdb);
    default:
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    }
}

enum drive_condition drive_set_streaming(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_set_streaming *cdb = (const void *)request->cdb;
    const struct mmc_streaming_wire *streaming = (const void *)request->data;
    const uint16_t length = be16_get(cdb->parameter_list_length);
    uint32_t write;

    if (cdb->type != STREAMING_TYPE_PERFORMANCE)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (length > request->size)
        return DRIVE_CONDITION_WRONG_TRANSFER;
    if (length != sizeof(*streaming))
        return DRIVE_CONDITION_PARAMETER_LIST_LENGTH;
    request->transferred = length;
    if (streaming->flags & MMC_STREAMING_BITS_RDD) {
        drive->read_speed_kb_per_s = 0;
        drive->write_speed_kb_per_s = 0;
        return DRIVE_CONDITION_GOOD;
    }
    if (be32_get(streaming->read_time) == 0 || be32_get(streaming->write_time) == 0 ||
        be32_get(streaming->start_lba) > be32_get(streaming->end_lba))
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    write = speed_of(streaming->write_size, streaming->write_time);
    if (streaming->flags & MMC_STREAMING_BITS_EXACT &&
        drive_write_speed_near(drive, write) != write)
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    set_speeds(drive, speed_of(streaming->read_size, streaming->read_time), write);
    return DRIVE_CONDITION_GOOD;
}

static uint32_t wanted_speed(be16 speed)
{
    return be16_get(speed) == SPEED_FASTEST ? UINT32_MAX : be16_get(speed);
}

enum drive_condition drive_set_cd_speed(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_set_cd_speed *cdb = (const void *)request->cdb;

    set_speeds(drive, wanted_speed(cdb->read_speed), wanted_speed(cdb->write_speed));
    return DRIVE_CONDITION_GOOD;
}
