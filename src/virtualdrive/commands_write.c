/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What changes the disc (MMC-6 6.2, 6.3, 6.4, 6.30, 6.42, 6.45). */
#include "virtualdrive/commands.h"

#include "mmc/cdb.h"
#include "mmc/format_capacities.h"
#include "virtualdrive/session.h"

#define CLOSE_FUNCTION_MASK 0x07

/* The options of a format type that are there to be accepted: what fills the medium is ours. */
#define FORMAT_FLAGS_ALLOWED                                                                       \
    (MMC_FORMAT_PARAMETERS_BITS_FOV | MMC_FORMAT_PARAMETERS_BITS_IMMED |                           \
     MMC_FORMAT_PARAMETERS_BITS_DCRT | MMC_FORMAT_PARAMETERS_BITS_STPF)

/* Lead-in and pre-gap before block 0 of a CD can be written. */
static bool is_in_range(const struct virtual_drive *drive, uint32_t lba, uint32_t blocks)
{
    const bool is_raw = drive->at_once.is_running && drive->at_once.is_raw;
    const uint32_t capacity =
        is_raw ? (uint32_t)raw_session_limit(drive) : drive_disc(drive)->capacity_blocks;

    if (drive->medium->family == MEDIUM_FAMILY_CD && (int32_t)lba < 0 &&
        (int32_t)lba >= session_lead_in_start(drive))
        return blocks <= capacity;
    return lba < capacity && blocks <= capacity - lba;
}

static enum drive_condition write_blocks(struct virtual_drive *drive, struct drive_request *request,
                                         uint32_t lba, uint32_t blocks)
{
    const uint32_t capacity = drive_disc(drive)->capacity_blocks;
    enum drive_condition condition;
    uint64_t bytes;

    if (!is_in_range(drive, lba, blocks)) {
        request->has_information = true;
        request->information = lba < capacity ? capacity : lba;
        return DRIVE_CONDITION_LBA_OUT_OF_RANGE;
    }
    bytes = drive_write_bytes(drive, (int32_t)lba, blocks);
    if (bytes > request->size)
        return DRIVE_CONDITION_WRONG_TRANSFER;
    if (blocks == 0)
        return DRIVE_CONDITION_GOOD;
    condition = drive->medium->write(drive, (int32_t)lba, blocks, request->data);
    if (condition == DRIVE_CONDITION_GOOD) {
        request->transferred = (uint32_t)bytes;
        drive->has_unsynchronized_blocks = true;
        drive_buffer_put(drive, request->transferred);
    } else {
        request->has_information = true;
        request->information = lba;
    }
    return condition;
}

enum drive_condition drive_write_10(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_write_10 *cdb = (const void *)request->cdb;

    return write_blocks(drive, request, be32_get(cdb->lba), be16_get(cdb->blocks));
}

enum drive_condition drive_write_12(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_write_12 *cdb = (const void *)request->cdb;

    return write_blocks(drive, request, be32_get(cdb->lba), be32_get(cdb->blocks));
}

enum drive_condition drive_synchronize(struct virtual_drive *drive)
{
    enum drive_condition condition;

    if (!drive->has_unsynchronized_blocks)
        return DRIVE_CONDITION_GOOD;
    drive_buffer_flush(drive);
    condition = drive->medium->synchronize(drive);
    if (condition == DRIVE_CONDITION_GOOD)
        drive->has_unsynchronized_blocks = false;
    return condition;
}

enum drive_condition drive_synchronize_cache(struct virtual_drive *drive,
                                             struct drive_request *request)
{
    (void)request;
    return drive_synchronize(drive);
}

/* Every disc here is as good as the next. */
enum drive_condition drive_send_opc_information(struct virtual_drive *drive,
                                                struct drive_request *request)
{
    const struct mmc_cdb_send_opc_information *cdb = (const void *)request->cdb;

    (void)drive;
    if (be16_get(cdb->parameter_list_length) > request->size)
        return DRIVE_CONDITION_WRONG_TRANSFER;
    request->transferred = be16_get(cdb->parameter_list_length);
    return DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_reserve_track(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_reserve_track *cdb = (const void *)request->cdb;
    enum drive_condition condition;

    if (drive->medium->reserve_track == NULL)
        return DRIVE_CONDITION_COMMAND_SEQUENCE;
    if (cdb->flags != 0)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    condition = drive_synchronize(drive);
    if (condition != DRIVE_CONDITION_GOOD)
        return condition;
    return drive->medium->reserve_track(drive, be32_get(cdb->blocks));
}

enum drive_condition drive_close_track_session(struct virtual_drive *drive,
                                               struct drive_request *request)
{
    const struct mmc_cdb_close_track_session *cdb = (const void *)request->cdb;
    enum drive_condition condition;

    if (drive->medium->close == NULL)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    condition = drive_synchronize(drive);
    if (condition == DRIVE_CONDITION_GOOD)
        condition =
            drive->medium->close(drive, cdb->function & CLOSE_FUNCTION_MASK, be16_get(cdb->track));
    if (condition == DRIVE_CONDITION_GOOD && cdb->flags & MMC_CLOSE_TRACK_SESSION_BITS_IMMED)
        drive_operation_begin(drive, DRIVE_CONDITION_OPERATION_IN_PROGRESS,
                              drive->settings.pace.close_ms);
    return condition;
}

enum drive_condition drive_format_unit(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_format_unit *cdb = (const void *)request->cdb;
    const struct mmc_format_parameters_wire *parameters = (const void *)request->data;
    enum drive_condition condition;

    if (drive->medium->format == NULL)
        return DRIVE_CONDITION_CANNOT_FORMAT_MEDIUM;
    /* A list of defects that is complete is as good as one that is not: there are none here. */
    if ((cdb->flags & ~MMC_FORMAT_UNIT_BITS_CMPLIST) !=
        (MMC_FORMAT_UNIT_BITS_FMTDATA | MMC_FORMAT_UNIT_BITS_FORMAT_CODE_MMC))
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (request->size < sizeof(*parameters))
        return DRIVE_CONDITION_WRONG_TRANSFER;
    request->transferred = sizeof(*parameters);
    if (parameters->flags & ~FORMAT_FLAGS_ALLOWED ||
        be16_get(parameters->descriptor_length) != sizeof(parameters->descriptor))
        return DRIVE_CONDITION_INVALID_FIELD_IN_PARAMETERS;
    condition = drive->medium->format(drive, &parameters->descriptor);
    if (condition == DRIVE_CONDITION_GOOD && parameters->flags & MMC_FORMAT_PARAMETERS_BITS_IMMED)
        drive_operation_begin(drive, DRIVE_CONDITION_FORMAT_IN_PROGRESS,
                              drive->settings.pace.format_ms);
    return condition;
}

enum drive_condition drive_blank(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_blank *cdb = (const void *)request->cdb;
    enum drive_condition condition;

    if (drive->medium->blank == NULL)
        return DRIVE_CONDITION_CANNOT_WRITE_FORMAT;
    drive->at_once.is_running = false;
    condition = drive_synchronize(drive);
    if (condition == DRIVE_CONDITION_GOOD)
        condition = drive->medium->blank(drive, cdb->flags & MMC_BLANK_BITS_TYPE_MASK,
                                         be32_get(cdb->start));
    if (condition == DRIVE_CONDITION_GOOD && cdb->flags & MMC_BLANK_BITS_IMMED)
        drive_operation_begin(drive, DRIVE_CONDITION_OPERATION_IN_PROGRESS,
                              drive->settings.pace.blank_ms);
    return condition;
}
