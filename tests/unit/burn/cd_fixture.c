/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The fixture of CD recordings. */
#include "cd_fixture.h"

#include "burn/audio_disc.h"
#include "mmc/cdb.h"

#include "support/cmocka_all.h"

#include <string.h>

#define SECTORS_PER_READ 16

static bool inject(void *context, const struct scsi_command *command, struct scsi_result *result)
{
    struct cd_fixture *fixture = context;
    const uint8_t opcode = command->cdb[0];

    if (opcode == MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL)
        fixture->is_removal_prevented = command->cdb[4] != 0;
    if (!fixture->has_fault || fixture->fault_opcode != opcode ||
        (opcode == MMC_OPCODE_PREVENT_ALLOW_MEDIUM_REMOVAL && command->cdb[4] == 0))
        return false;
    if (fixture->fault_skip > 0) {
        fixture->fault_skip--;
        return false;
    }
    fixture->fault_hits++;
    *result = (struct scsi_result){
        .outcome = fixture->fault_outcome,
        .status = fixture->fault_outcome == SCSI_OUTCOME_CHECK_CONDITION
                      ? SCSI_STATUS_CHECK_CONDITION
                      : 0,
        .sense = { .code = fixture->fault_sense },
    };
    return true;
}

static void report(void *context, const struct burn_cd_progress *progress)
{
    struct cd_fixture *fixture = context;

    assert_true(fixture->count < CD_REPORTS_MAXIMUM);
    fixture->seen[fixture->count++] = *progress;
    if (fixture->cancel_at == progress->action)
        burn_cancel_request(&fixture->virtual.cancel);
}

void cd_fixture_init(struct cd_fixture *fixture, size_t bytes, const char *name,
                     enum disc_medium medium)
{
    memset(fixture, 0, sizeof(*fixture));
    virtual_fixture_init(&fixture->virtual, "test_burn_cd.tmp",
                         (bytes + BURN_DATA_SECTOR_BYTES - 1) / BURN_DATA_SECTOR_BYTES);
    virtual_fixture_insert(&fixture->virtual, name, medium);
    fixture->virtual.intercept = inject;
    fixture->virtual.context = fixture;
    fixture->observer = (struct burn_cd_observer){ report, fixture };
}

void cd_fixture_release(struct cd_fixture *fixture)
{
    virtual_fixture_release(&fixture->virtual);
}

struct burn_cd_source cd_fixture_source(struct cd_fixture *fixture, size_t bytes)
{
    fixture->virtual.image.position = 0;
    return (struct burn_cd_source){ .reader = fixture->virtual.source.reader, .size_bytes = bytes };
}

void cd_fixture_fail(struct cd_fixture *fixture, uint8_t opcode, unsigned skip,
                     enum scsi_outcome outcome, uint32_t sense)
{
    fixture->has_fault = true;
    fixture->fault_opcode = opcode;
    fixture->fault_skip = skip;
    fixture->fault_outcome = outcome;
    fixture->fault_sense = sense;
    fixture->fault_hits = 0;
}

void cd_fixture_heal(struct cd_fixture *fixture)
{
    fixture->has_fault = false;
}

void cd_fixture_forget(struct cd_fixture *fixture)
{
    fixture->count = 0;
    fixture->cancel_at = 0;
    burn_cancel_init(&fixture->virtual.cancel);
}

void cd_fixture_assert_actions(const struct cd_fixture *fixture, const enum burn_cd_action *actions,
                               size_t count)
{
    size_t next = 0;

    for (size_t i = 0; i < fixture->count; i++) {
        const struct burn_cd_progress *seen = &fixture->seen[i];

        assert_true(seen->elapsed_s + seen->remaining_s > 0);
        assert_true(seen->engine.sector_count > 0);
        assert_true(seen->engine.last_written_lba >= seen->engine.start_lba);
        if (i > 0 && seen->action == fixture->seen[i - 1].action)
            continue;
        assert_true(next < count);
        assert_int_equal(seen->action, actions[next]);
        next++;
    }
    assert_int_equal(next, count);
}

/* READ CD of the user data of whatever sectors there are. */
static struct scsi_command read_cd(int32_t lba, uint32_t sectors)
{
    struct scsi_command command = {
        .cdb = { 0xBE, 0, (uint8_t)((uint32_t)lba >> 24), (uint8_t)((uint32_t)lba >> 16),
                 (uint8_t)((uint32_t)lba >> 8), (uint8_t)lba, 0, 0, (uint8_t)sectors, 0x10 },
        .cdb_size = 12,
        .direction = SCSI_DIRECTION_FROM_DEVICE,
        .timeout_ms = 10000,
    };

    return command;
}

void cd_fixture_assert_audio(struct cd_fixture *fixture, int32_t lba, size_t origin,
                             uint32_t sectors)
{
    static uint8_t found[SECTORS_PER_READ * BURN_AUDIO_SECTOR_BYTES];

    for (uint32_t done = 0; done < sectors; done += SECTORS_PER_READ) {
        const uint32_t left = sectors - done;
        const uint32_t count = left < SECTORS_PER_READ ? left : SECTORS_PER_READ;
        const uint32_t bytes = count * BURN_AUDIO_SECTOR_BYTES;

        assert_int_equal(mmc_drive_execute(&fixture->virtual.drive,
                                           read_cd(lba + (int32_t)done, count), found, bytes),
                         STATUS_OK);
        assert_memory_equal(
            found, fixture->virtual.image.bytes + origin + (size_t)done * BURN_AUDIO_SECTOR_BYTES,
            bytes);
    }
}
