/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The drive as a whole, and the one gate every command passes. */
#include "virtualdrive/virtual_drive.h"

#include "base/memory.h"
#include "mmc/cdb.h"
#include "mmc/inquiry.h"
#include "mmc/mode_pages.h"
#include "mmc/opcodes.h"
#include "virtualdrive/drive.h"
#include "virtualdrive/opcodes.h"

#include <string.h>

static bool is_wrong_transfer(const struct drive_opcode *opcode, enum scsi_direction direction,
                              uint32_t size)
{
    return size > 0 && direction != opcode->direction;
}

/*
 * In the order of SPC-4 5.14 and MMC-6: what has not been reported goes before everything, then
 * what the command is, then whether the drive, and last whether the medium can serve it.
 */
static enum drive_condition pass_gate(struct virtual_drive *drive,
                                      const struct drive_opcode *opcode,
                                      enum scsi_direction direction, uint32_t size)
{
    enum drive_condition condition;
    unsigned flags = opcode != NULL ? opcode->flags : DRIVE_OPCODE_BITS_IGNORES_TRAY;

    drive_tick(drive);
    if (!(flags & DRIVE_OPCODE_BITS_IGNORES_TRAY))
        drive_tray_refresh(drive, flags & DRIVE_OPCODE_BITS_WRITES);
    if (drive->attentions != 0 && !(flags & DRIVE_OPCODE_BITS_ALLOW_ATTENTION))
        return drive_take_attention(drive);
    if (opcode == NULL)
        return DRIVE_CONDITION_INVALID_OPCODE;
    if (is_wrong_transfer(opcode, direction, size))
        return DRIVE_CONDITION_WRONG_TRANSFER;
    if (drive->operation.is_active && !(flags & DRIVE_OPCODE_BITS_ALLOW_BUSY))
        return drive->operation.condition;
    if (!(flags & DRIVE_OPCODE_BITS_NEEDS_MEDIUM))
        return DRIVE_CONDITION_GOOD;
    condition = drive_medium_condition(drive);
    if (condition == DRIVE_CONDITION_GOOD && flags & DRIVE_OPCODE_BITS_NEEDS_UNPROTECTED)
        condition = drive_protection_condition(drive);
    if (condition == DRIVE_CONDITION_GOOD && flags & DRIVE_OPCODE_BITS_NEEDS_WRITABLE)
        condition = drive_writable_condition(drive);
    return condition;
}

static void finish_sense(const struct virtual_drive *drive, enum drive_condition condition,
                         const struct drive_request *request, struct scsi_sense *sense)
{
    sense->code = drive_condition_sense(condition);
    sense->has_information = request->has_information;
    sense->information = request->information;
    if (drive->operation.is_active && condition == drive->operation.condition) {
        sense->has_progress = true;
        sense->progress = drive_operation_progress(drive);
    }
    scsi_sense_encode(sense, sense->raw);
}

static void finish(const struct virtual_drive *drive, enum drive_condition condition,
                   const struct drive_request *request, struct scsi_result *result)
{
    result->transferred = request->transferred;
    if (condition == DRIVE_CONDITION_GOOD) {
        result->outcome = SCSI_OUTCOME_GOOD;
    } else if (condition == DRIVE_CONDITION_LOCKED) {
        result->outcome = SCSI_OUTCOME_LOCKED;
    } else if (condition == DRIVE_CONDITION_WRONG_TRANSFER) {
        result->outcome = SCSI_OUTCOME_TRANSPORT_ERROR;
    } else {
        result->outcome = SCSI_OUTCOME_CHECK_CONDITION;
        result->status = SCSI_STATUS_CHECK_CONDITION;
        finish_sense(drive, condition, request, &result->sense);
    }
}

enum drive_condition drive_take_attention(struct virtual_drive *drive)
{
    const unsigned attentions = drive->attentions;

    /* A power-on tells of a changed medium as well. */
    drive->attentions = 0;
    return attentions & DRIVE_ATTENTION_BITS_POWER_ON ? DRIVE_CONDITION_POWER_ON
                                                      : DRIVE_CONDITION_MEDIUM_CHANGED;
}

enum drive_condition drive_protection_condition(const struct virtual_drive *drive)
{
    if (drive->is_software_write_protected)
        return DRIVE_CONDITION_SOFTWARE_WRITE_PROTECTED;
    return drive->is_file_write_protected ? DRIVE_CONDITION_WRITE_PROTECTED : DRIVE_CONDITION_GOOD;
}

enum drive_condition drive_writable_condition(const struct virtual_drive *drive)
{
    const enum drive_condition condition = drive_protection_condition(drive);

    if (drive_disc(drive)->recording == DISC_RECORDING_READ_ONLY)
        return DRIVE_CONDITION_CANNOT_WRITE_FORMAT;
    if (condition == DRIVE_CONDITION_GOOD && !drive->medium->is_writable(drive))
        return DRIVE_CONDITION_WRITE_PROTECTED;
    return condition;
}

enum status virtual_drive_create(const struct virtual_drive_settings *settings,
                                 struct virtual_drive **drive)
{
    struct virtual_drive *created = memory_allocate(1, sizeof(*created));

    *drive = created;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    created->settings = *settings;
    created->attentions = DRIVE_ATTENTION_BITS_POWER_ON;
    created->disc_status = STATUS_NOT_FOUND;
    created->buffer.lowest_bytes = DRIVE_BUFFER_SIZE;
    created->write_parameters = drive_default_write_parameters();
    return STATUS_OK;
}

void virtual_drive_destroy(struct virtual_drive *drive)
{
    if (drive == NULL)
        return;
    drive_tray_unload(drive);
    disc_file_destroy(drive->file);
    memory_free(drive);
}

static bool moves_blocks(uint8_t opcode)
{
    switch (opcode) {
    case MMC_OPCODE_READ_10:
    case MMC_OPCODE_WRITE_10:
    case MMC_OPCODE_WRITE_AND_VERIFY_10:
    case MMC_OPCODE_VERIFY_10:
    case MMC_OPCODE_READ_12:
    case MMC_OPCODE_WRITE_12:
        return true;
    default:
        return false;
    }
}

/* The fault that is due for the command, or NULL. */
static const struct drive_fault *find_fault(struct virtual_drive *drive,
                                            const struct drive_request *request)
{
    const struct mmc_cdb_read_write_10 *ten = (const void *)request->cdb;
    const struct mmc_cdb_read_write_12 *twelve = (const void *)request->cdb;
    const uint8_t opcode = ten->opcode;
    uint32_t blocks = 0;

    if (moves_blocks(opcode))
        blocks = opcode < MMC_OPCODE_READ_12 ? be16_get(ten->blocks) : be32_get(twelve->blocks);
    return drive_faults_match(&drive->faults, opcode, be32_get(ten->lba), blocks);
}

static uint32_t block_bytes(const struct virtual_drive *drive,
                            const struct mmc_cdb_read_write_10 *cdb)
{
    const bool is_write = cdb->opcode == MMC_OPCODE_WRITE_10 || cdb->opcode == MMC_OPCODE_WRITE_12;

    if (!is_write || drive->medium == NULL)
        return DISC_BLOCK_SIZE;
    return (uint32_t)drive_write_bytes(drive, (int32_t)be32_get(cdb->lba), 1);
}

/* The drive takes or gives less than was asked for, and is content. */
static void make_partial(const struct virtual_drive *drive, struct drive_request *request,
                         uint32_t bytes)
{
    struct mmc_cdb_read_write_10 *ten = (void *)request->cdb;
    struct mmc_cdb_read_write_12 *twelve = (void *)request->cdb;
    uint32_t blocks;

    if (bytes >= request->size)
        return;
    request->size = bytes;
    if (!moves_blocks(ten->opcode))
        return;
    blocks = bytes / block_bytes(drive, ten);
    if (ten->opcode < MMC_OPCODE_READ_12)
        ten->blocks = be16_of((uint16_t)blocks);
    else
        twelve->blocks = be32_of(blocks);
}

static void pull_medium(struct virtual_drive *drive)
{
    virtual_drive_set_tray(drive, true);
    if (drive->settings.tray_moved != NULL)
        drive->settings.tray_moved(drive->settings.tray_context, true);
}

static void fail_with(uint32_t code, struct scsi_result *result)
{
    result->outcome = SCSI_OUTCOME_CHECK_CONDITION;
    result->status = SCSI_STATUS_CHECK_CONDITION;
    result->sense.code = code;
    scsi_sense_encode(&result->sense, result->sense.raw);
}

/* Whether the command ends with its fault; else it goes on, perhaps later or with less. */
static bool apply_fault(struct virtual_drive *drive, const struct drive_fault *fault,
                        struct drive_request *request, struct scsi_result *result)
{
    switch (fault->action) {
    case DRIVE_FAULT_ACTION_NONE:
        break;
    case DRIVE_FAULT_ACTION_SENSE:
        fail_with(fault->value, result);
        return true;
    case DRIVE_FAULT_ACTION_SLOW:
        drive_sleep(drive, fault->value);
        break;
    case DRIVE_FAULT_ACTION_BECOMING_READY:
        drive_operation_begin(drive, DRIVE_CONDITION_BECOMING_READY, fault->value);
        break;
    case DRIVE_FAULT_ACTION_PARTIAL:
        make_partial(drive, request, fault->value);
        break;
    case DRIVE_FAULT_ACTION_PULL:
        pull_medium(drive);
        break;
    case DRIVE_FAULT_ACTION_TIMEOUT:
        result->outcome = SCSI_OUTCOME_TIMEOUT;
        return true;
    case DRIVE_FAULT_ACTION_GONE:
        drive->is_gone = true;
        result->outcome = SCSI_OUTCOME_DEVICE_GONE;
        return true;
    }
    return false;
}

enum status virtual_drive_set_faults(struct virtual_drive *drive, const char *text)
{
    struct drive_faults faults;
    const enum status status = drive_faults_parse(text, &faults);

    if (status == STATUS_OK)
        drive->faults = faults;
    return status;
}

uint32_t virtual_drive_underruns(const struct virtual_drive *drive)
{
    return drive->buffer.underruns;
}

uint32_t virtual_drive_lowest_fill(const struct virtual_drive *drive)
{
    return drive->buffer.lowest_bytes;
}

void virtual_drive_execute(struct virtual_drive *drive, const uint8_t *cdb, size_t cdb_size,
                           enum scsi_direction direction, void *data, uint32_t size,
                           struct scsi_result *result)
{
    struct drive_request request = { .data = data, .size = data != NULL ? size : 0 };
    const struct drive_fault *fault;
    const struct drive_opcode *opcode;
    enum drive_condition condition;

    memset(result, 0, sizeof(*result));
    if (cdb_size == 0 || cdb_size > sizeof(request.cdb)) {
        result->outcome = SCSI_OUTCOME_TRANSPORT_ERROR;
        return;
    }
    memcpy(request.cdb, cdb, cdb_size);
    if (drive->is_gone) {
        result->outcome = SCSI_OUTCOME_DEVICE_GONE;
        return;
    }
    opcode = drive_opcode_find(cdb[0]);
    fault = find_fault(drive, &request);
    if (fault != NULL && apply_fault(drive, fault, &request, result))
        return;
    condition = pass_gate(drive, opcode, direction, request.size);
    if (condition == DRIVE_CONDITION_GOOD)
        condition = opcode->handler(drive, &request);
    drive_tray_relax(drive, opcode != NULL && opcode->flags & DRIVE_OPCODE_BITS_WRITES);
    finish(drive, condition, &request, result);
}
