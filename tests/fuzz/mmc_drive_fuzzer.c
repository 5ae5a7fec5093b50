/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzzes the initiator with a drive that answers as the data say. Each command takes from them: a
 * byte for the outcome and whether the residual is honest; three bytes of sense, or two bytes of
 * length and the reply. When they are used up the drive is gone.
 */
#include "base/cursor.h"
#include "mmc/drive.h"
#include "mmc/medium.h"
#include "mmc/support.h"
#include "mmc/survey.h"
#include "mmc/write_speed.h"
#include "support/fuzz_target.h"

#include <string.h>

enum fuzz_answer {
    FUZZ_ANSWER_SENSE = 0x01,
    FUZZ_ANSWER_LIES = 0x02,
    FUZZ_ANSWER_STATUS = 0x04,
};

struct fuzz_drive {
    struct scsi_transport transport;
    struct cursor data;
    uint64_t now_ms;
};

static void give_reply(struct fuzz_drive *fuzz, uint8_t answer, void *data, uint32_t size,
                       struct scsi_result *result)
{
    const uint16_t wanted = cursor_be16(&fuzz->data);
    const size_t left = cursor_left(&fuzz->data);
    size_t moved = wanted < left ? wanted : left;

    if (moved > size)
        moved = size;
    if (moved > 0)
        memcpy(data, cursor_take(&fuzz->data, moved), moved);
    result->outcome = SCSI_OUTCOME_GOOD;
    result->transferred = (answer & FUZZ_ANSWER_LIES) != 0 ? size : (uint32_t)moved;
}

static void fuzz_execute(struct scsi_transport *transport, const struct scsi_command *command,
                         void *data, uint32_t size, struct scsi_result *result)
{
    struct fuzz_drive *fuzz = (struct fuzz_drive *)transport;
    const uint8_t answer = cursor_u8(&fuzz->data);

    FUZZ_REQUIRE(size <= transport->maximum_transfer_bytes);
    fuzz->now_ms += 1;
    if (fuzz->data.failed) {
        result->outcome = SCSI_OUTCOME_DEVICE_GONE;
    } else if ((answer & FUZZ_ANSWER_SENSE) != 0) {
        result->outcome = SCSI_OUTCOME_CHECK_CONDITION;
        result->sense.code = (uint32_t)cursor_u8(&fuzz->data) << 16 | cursor_be16(&fuzz->data);
    } else if ((answer & FUZZ_ANSWER_STATUS) != 0) {
        result->outcome = SCSI_OUTCOME_OTHER_STATUS;
        result->status = cursor_u8(&fuzz->data);
    } else if (command->direction == SCSI_DIRECTION_FROM_DEVICE) {
        give_reply(fuzz, answer, data, size, result);
    } else {
        result->outcome = SCSI_OUTCOME_GOOD;
    }
}

static void fuzz_close(struct scsi_transport *transport)
{
    (void)transport;
}

static const struct scsi_transport_ops fuzz_ops = { fuzz_execute, fuzz_close };

static uint64_t now_ms(void *context)
{
    return ((struct fuzz_drive *)context)->now_ms;
}

static void sleep_ms(void *context, uint32_t ms)
{
    ((struct fuzz_drive *)context)->now_ms += ms;
}

static void ask_medium(struct mmc_drive *drive)
{
    struct mmc_medium medium;
    struct mmc_medium_layout layout;

    if (mmc_medium_examine(drive, &medium) != STATUS_OK)
        return;
    FUZZ_REQUIRE((unsigned)medium.type < MMC_MEDIA_TYPE_COUNT);
    (void)mmc_medium_state(&medium, 0);
    if (mmc_medium_layout_read(drive, &medium, &layout) == STATUS_OK)
        FUZZ_REQUIRE(layout.next_writable_address >= 0 && layout.write_unit > 0);
}

static void ask_rest(struct mmc_drive *drive)
{
    const struct mmc_speed_wish wish = { 5410, false };
    struct mmc_survey survey;
    struct mmc_speed_set set;
    bool answer;

    mmc_survey_read(drive, MMC_FACT_BITS_ALL, &survey);
    (void)mmc_recording_is_possible(drive, MMC_RECORDING_ERASE, &answer);
    (void)mmc_write_speed_set(drive, survey.medium.type, &wish, &survey.speeds, &set);
    (void)mmc_drive_wait_ready(drive, 60000);
    (void)mmc_drive_await(drive, NULL, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_drive fuzz = {
        .transport = { .ops = &fuzz_ops, .maximum_transfer_bytes = 65536 },
        .data = cursor_of(data, size),
    };
    const struct mmc_clock clock = { now_ms, sleep_ms, &fuzz };
    struct mmc_drive drive;

    mmc_drive_init(&drive, &fuzz.transport, clock);
    ask_medium(&drive);
    ask_rest(&drive);
    return 0;
}
