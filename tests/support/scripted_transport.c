/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The scripted transport. */
#include "support/scripted_transport.h"

#include "base/wire.h"
#include "mmc/cdb.h"

#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#define SECTOR_BYTES   2048
#define TRANSFER_BYTES 65536
#define START_MS       1000

static struct scripted_transport *impl_from_transport(struct scsi_transport *transport)
{
    return (struct scripted_transport *)transport;
}

static void remember(struct scripted_transport *scripted, const struct scsi_command *command,
                     const void *data, uint32_t size)
{
    struct scripted_entry *entry;

    if (scripted->log_count == scripted->log_capacity) {
        scripted->log_capacity = scripted->log_capacity * 2 + 64;
        scripted->log = realloc(scripted->log, scripted->log_capacity * sizeof(*scripted->log));
        assert_non_null(scripted->log);
    }
    entry = &scripted->log[scripted->log_count++];
    *entry = (struct scripted_entry){ .command = *command, .size = size };
    if (command->direction == SCSI_DIRECTION_TO_DEVICE)
        memcpy(entry->data, data, size < sizeof(entry->data) ? size : sizeof(entry->data));
}

static bool matches(const struct scripted_answer *answer, const struct scsi_command *command)
{
    if (answer->opcode != command->cdb[0] || (answer->uses != 0 && answer->used == answer->uses))
        return false;
    return answer->offset == 0 || command->cdb[answer->offset] == answer->value;
}

static struct scripted_answer *find(struct scripted_transport *scripted,
                                    const struct scsi_command *command)
{
    for (size_t i = 0; i < scripted->answer_count; i++) {
        if (matches(&scripted->answers[i], command))
            return &scripted->answers[i];
    }
    return NULL;
}

static void refuse(struct scsi_result *result, uint32_t code)
{
    *result = (struct scsi_result){
        .outcome = SCSI_OUTCOME_CHECK_CONDITION,
        .status = SCSI_STATUS_CHECK_CONDITION,
        .sense = { .code = code },
    };
}

static void answer_medium(struct scripted_transport *scripted, const struct scsi_command *command,
                          void *data, uint32_t size, struct scsi_result *result)
{
    struct mmc_cdb_read_write_10 cdb;
    uint32_t lba;
    uint32_t blocks;

    memcpy(&cdb, command->cdb, sizeof(cdb));
    lba = be32_get(cdb.lba);
    blocks = be16_get(cdb.blocks);
    assert_int_equal(size, blocks * SECTOR_BYTES);
    if (lba > scripted->medium_sectors || blocks > scripted->medium_sectors - lba) {
        refuse(result, SCSI_SENSE_CODE_LBA_OUT_OF_RANGE);
        return;
    }
    if (cdb.opcode == MMC_OPCODE_WRITE_10)
        memcpy(scripted->medium + (size_t)lba * SECTOR_BYTES, data, size);
    else
        memcpy(data, scripted->medium + (size_t)lba * SECTOR_BYTES, size);
    *result = (struct scsi_result){ .outcome = SCSI_OUTCOME_GOOD, .transferred = size };
}

static void give(struct scripted_transport *scripted, struct scripted_answer *answer,
                 const struct scsi_command *command, void *data, uint32_t size,
                 struct scsi_result *result)
{
    const uint32_t moved = answer->reply_size < size ? answer->reply_size : size;

    answer->used++;
    *result = (struct scsi_result){
        .outcome = answer->outcome,
        .status = answer->status,
        .transferred = moved,
        .sense = answer->sense,
    };
    if (command->direction == SCSI_DIRECTION_FROM_DEVICE && moved > 0)
        memcpy(data, answer->reply, moved);
    if (command->direction == SCSI_DIRECTION_TO_DEVICE || scripted->lies_about_residual)
        result->transferred = size;
}

static void scripted_execute(struct scsi_transport *transport, const struct scsi_command *command,
                             void *data, uint32_t size, struct scsi_result *result)
{
    struct scripted_transport *scripted = impl_from_transport(transport);
    struct scripted_answer *answer;

    assert_true(size <= transport->maximum_transfer_bytes);
    remember(scripted, command, data, size);
    atomic_fetch_add(&scripted->now_ms, scripted->ms_per_command);
    if (scripted->on_command != NULL)
        scripted->on_command(scripted->context, command);
    answer = find(scripted, command);
    if (answer != NULL)
        give(scripted, answer, command, data, size, result);
    else if (scripted->medium != NULL &&
             (command->cdb[0] == MMC_OPCODE_WRITE_10 || command->cdb[0] == MMC_OPCODE_READ_10))
        answer_medium(scripted, command, data, size, result);
    else
        refuse(result, SCSI_SENSE_CODE_INVALID_OPCODE);
}

static void scripted_close(struct scsi_transport *transport)
{
    scripted_transport_release(impl_from_transport(transport));
}

static const struct scsi_transport_ops scripted_ops = { scripted_execute, scripted_close };

static uint64_t clock_now(void *context)
{
    struct scripted_transport *scripted = context;

    return atomic_load(&scripted->now_ms);
}

static void clock_sleep(void *context, uint32_t ms)
{
    struct scripted_transport *scripted = context;

    atomic_fetch_add(&scripted->now_ms, ms);
}

void scripted_transport_init(struct scripted_transport *scripted)
{
    *scripted = (struct scripted_transport){
        .transport = { .ops = &scripted_ops, .maximum_transfer_bytes = TRANSFER_BYTES },
    };
    scripted->answers = calloc(SCRIPTED_ANSWERS_MAXIMUM, sizeof(*scripted->answers));
    assert_non_null(scripted->answers);
    atomic_init(&scripted->now_ms, START_MS);
}

void scripted_transport_release(struct scripted_transport *scripted)
{
    free(scripted->answers);
    free(scripted->log);
    free(scripted->medium);
    scripted->answers = NULL;
    scripted->log = NULL;
    scripted->medium = NULL;
}

void scripted_transport_add_medium(struct scripted_transport *scripted, uint32_t sectors)
{
    scripted->medium = calloc(sectors, SECTOR_BYTES);
    assert_non_null(scripted->medium);
    scripted->medium_sectors = sectors;
}

struct mmc_drive scripted_transport_drive(struct scripted_transport *scripted)
{
    const struct mmc_clock clock = { clock_now, clock_sleep, scripted };
    struct mmc_drive drive;

    mmc_drive_init(&drive, &scripted->transport, clock);
    return drive;
}

struct scripted_answer *scripted_reply(struct scripted_transport *scripted, uint8_t opcode,
                                       const void *reply, size_t size)
{
    struct scripted_answer *answer;

    assert_true(scripted->answer_count < SCRIPTED_ANSWERS_MAXIMUM);
    assert_true(size <= SCRIPTED_REPLY_MAXIMUM);
    answer = &scripted->answers[scripted->answer_count++];
    answer->opcode = opcode;
    answer->outcome = SCSI_OUTCOME_GOOD;
    answer->reply_size = (uint32_t)size;
    if (size > 0)
        memcpy(answer->reply, reply, size);
    return answer;
}

struct scripted_answer *scripted_good(struct scripted_transport *scripted, uint8_t opcode)
{
    return scripted_reply(scripted, opcode, NULL, 0);
}

struct scripted_answer *scripted_sense(struct scripted_transport *scripted, uint8_t opcode,
                                       uint32_t code)
{
    struct scripted_answer *answer = scripted_good(scripted, opcode);

    answer->outcome = SCSI_OUTCOME_CHECK_CONDITION;
    answer->status = SCSI_STATUS_CHECK_CONDITION;
    answer->sense.code = code;
    return answer;
}

struct scripted_answer *scripted_outcome(struct scripted_transport *scripted, uint8_t opcode,
                                         enum scsi_outcome outcome)
{
    struct scripted_answer *answer = scripted_good(scripted, opcode);

    answer->outcome = outcome;
    return answer;
}

size_t scripted_count(const struct scripted_transport *scripted, uint8_t opcode)
{
    size_t count = 0;

    for (size_t i = 0; i < scripted->log_count; i++) {
        if (scripted->log[i].command.cdb[0] == opcode)
            count++;
    }
    return count;
}

const struct scripted_entry *scripted_sent(const struct scripted_transport *scripted,
                                           uint8_t opcode, size_t n)
{
    for (size_t i = 0; i < scripted->log_count; i++) {
        if (scripted->log[i].command.cdb[0] == opcode && n-- == 0)
            return &scripted->log[i];
    }
    fail_msg("%s was not sent that often", mmc_opcode_name(opcode));
    return NULL;
}

void scripted_forget(struct scripted_transport *scripted)
{
    scripted->log_count = 0;
}
