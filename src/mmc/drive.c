/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one retry policy. */
#include "mmc/drive.h"

#include "mmc/commands.h"
#include "scsi/sense_codes.h"

#include "base/cursor.h"

#define UNIT_ATTENTION_REPETITIONS 3
#define READY_PAUSE_MS             500
#define AWAIT_PAUSE_MS             1000
#define AWAIT_LIMIT_MS             (60u * 60 * 1000)
#define WRITE_LIMIT_MS             (5u * 60 * 1000)

static uint64_t now(const struct mmc_drive *drive)
{
    return drive->clock.now_ms(drive->clock.context);
}

static void pause_for(const struct mmc_drive *drive, uint32_t ms)
{
    drive->clock.sleep_ms(drive->clock.context, ms);
}

/* After these, what was written so far may be gone, or lie on another medium. */
static bool is_break(uint32_t code)
{
    return SCSI_SENSE_ASC(code) == SCSI_SENSE_ASC(SCSI_SENSE_CODE_MEDIUM_MAY_HAVE_CHANGED) ||
           SCSI_SENSE_ASC(code) == SCSI_SENSE_ASC(SCSI_SENSE_CODE_RESET_OCCURRED);
}

static bool may_repeat(uint8_t opcode, const struct scsi_result *result)
{
    if (result->outcome != SCSI_OUTCOME_CHECK_CONDITION ||
        SCSI_SENSE_KEY(result->sense.code) != SCSI_SENSE_KEY_UNIT_ATTENTION)
        return false;
    return !mmc_command_writes(opcode) || !is_break(result->sense.code);
}

static enum status execute(struct mmc_drive *drive, const struct scsi_command *command, void *data,
                           uint32_t size, struct scsi_result *result)
{
    const uint8_t opcode = command->cdb[0];
    enum mmc_condition condition;
    unsigned repetitions = 0;

    do {
        scsi_transport_execute(drive->transport, command, data, size, result);
        condition = mmc_condition_of(opcode, result);
    } while (condition != MMC_CONDITION_NONE && may_repeat(opcode, result) &&
             repetitions++ < UNIT_ATTENTION_REPETITIONS);
    drive->failure = (struct mmc_failure){
        .condition = condition,
        .opcode = opcode,
        .result = *result,
    };
    return mmc_condition_status(condition);
}

void mmc_drive_init(struct mmc_drive *drive, struct scsi_transport *transport,
                    struct mmc_clock clock)
{
    *drive = (struct mmc_drive){ .transport = transport, .clock = clock };
}

enum status mmc_drive_execute(struct mmc_drive *drive, struct scsi_command command, void *data,
                              uint32_t size)
{
    struct scsi_result result;

    return execute(drive, &command, data, size, &result);
}

/* The whole length a reply tells of, in a cursor over what arrived of it. */
static uint64_t told_length(enum mmc_reply_form form, struct cursor *reply)
{
    switch (form) {
    case MMC_REPLY_FORM_BE16:
        return 2u + (uint64_t)cursor_be16(reply);
    case MMC_REPLY_FORM_BE32:
        return 4u + (uint64_t)cursor_be32(reply);
    case MMC_REPLY_FORM_INQUIRY:
        cursor_skip(reply, 4);
        return 5u + (uint64_t)cursor_u8(reply);
    case MMC_REPLY_FORM_CAPACITY_LIST:
        cursor_skip(reply, 3);
        return 4u + (uint64_t)cursor_u8(reply);
    case MMC_REPLY_FORM_FIXED:
        break;
    }
    return reply->size;
}

enum status mmc_drive_read_reply(struct mmc_drive *drive, struct scsi_command command,
                                 enum mmc_reply_form form, void *buffer, uint32_t capacity,
                                 uint32_t *size)
{
    struct scsi_result result;
    struct cursor reply;
    uint64_t told;
    enum status status;

    *size = 0;
    status = execute(drive, &command, buffer, capacity, &result);
    if (status != STATUS_OK)
        return status;
    reply = cursor_of(buffer, result.transferred);
    told = told_length(form, &reply);
    if (told > capacity)
        told = capacity;
    if (reply.failed || told > result.transferred)
        return mmc_drive_fail(drive, MMC_CONDITION_INVALID_RESPONSE);
    *size = (uint32_t)told;
    return STATUS_OK;
}

enum status mmc_drive_write(struct mmc_drive *drive, struct scsi_command command, const void *data,
                            uint32_t size, uint32_t pause_ms, bool (*keep_on)(void *context),
                            void *context)
{
    const uint64_t limit = now(drive) + WRITE_LIMIT_MS;

    for (;;) {
        struct scsi_result result;
        /* The transport does not write to data it sends. */
        const enum status status = execute(drive, &command, (void *)(uintptr_t)data, size, &result);

        if (status == STATUS_OK || result.outcome != SCSI_OUTCOME_CHECK_CONDITION ||
            !mmc_condition_is_write_transient(&result.sense))
            return status;
        if (now(drive) >= limit)
            return mmc_drive_fail(drive, MMC_CONDITION_TIMEOUT);
        if (keep_on != NULL && !keep_on(context))
            return STATUS_CANCELLED;
        pause_for(drive, pause_ms);
    }
}

enum status mmc_drive_wait_ready(struct mmc_drive *drive, uint32_t timeout_ms)
{
    const uint64_t limit = now(drive) + timeout_ms;

    for (;;) {
        const enum status status = mmc_drive_execute(drive, mmc_command_test_unit_ready(), NULL, 0);
        const enum mmc_condition condition = drive->failure.condition;

        if (condition != MMC_CONDITION_BECOMING_READY && condition != MMC_CONDITION_BUSY)
            return status;
        if (now(drive) >= limit)
            return status;
        pause_for(drive, READY_PAUSE_MS);
    }
}

enum status mmc_drive_await(struct mmc_drive *drive, mmc_poll_observer observer, void *context)
{
    const uint64_t limit = now(drive) + AWAIT_LIMIT_MS;

    for (;;) {
        struct scsi_command command = mmc_command_test_unit_ready();
        struct scsi_result result;
        const enum status status = execute(drive, &command, NULL, 0, &result);

        if (status == STATUS_OK)
            return STATUS_OK;
        if (result.outcome != SCSI_OUTCOME_CHECK_CONDITION ||
            !mmc_condition_is_in_progress(&result.sense))
            return status;
        if (now(drive) >= limit)
            return mmc_drive_fail(drive, MMC_CONDITION_TIMEOUT);
        if (observer != NULL)
            observer(context, result.sense.has_progress ? result.sense.progress : 0);
        pause_for(drive, AWAIT_PAUSE_MS);
    }
}

enum status mmc_drive_fail(struct mmc_drive *drive, enum mmc_condition condition)
{
    drive->failure.condition = condition;
    drive->failure.result = (struct scsi_result){ 0 };
    return mmc_condition_status(condition);
}

enum status mmc_drive_judge(struct mmc_drive *drive, enum status parsed)
{
    if (parsed == STATUS_INVALID_RESPONSE)
        return mmc_drive_fail(drive, MMC_CONDITION_INVALID_RESPONSE);
    return parsed;
}

bool mmc_drive_has_refused(const struct mmc_drive *drive, enum status status)
{
    const struct scsi_result *result = &drive->failure.result;

    return status == STATUS_DEVICE && result->outcome == SCSI_OUTCOME_CHECK_CONDITION &&
           SCSI_SENSE_KEY(result->sense.code) == SCSI_SENSE_KEY_ILLEGAL_REQUEST;
}
