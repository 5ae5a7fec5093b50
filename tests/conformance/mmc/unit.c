/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bringing a logical unit into a known state, by commands as far as they go. */
#include "unit.h"

#include "mmc/commands.h"
#include "mmc/format_capacities.h"
#include "mmc/opcodes.h"
#include "scsi/sense.h"
#include "support/cmocka_all.h"

#include <string.h>

#define ATTENTIONS_MAXIMUM 4

static void settle(struct unit *unit)
{
    for (unsigned i = 0; i < ATTENTIONS_MAXIMUM; i++) {
        const uint32_t code = unit_send(unit, mmc_command_test_unit_ready(), NULL, 0);

        if (SCSI_SENSE_KEY(code) != SCSI_SENSE_KEY_UNIT_ATTENTION)
            return;
    }
    fail_msg("unit attentions do not end");
}

static void record(struct unit *unit)
{
    static uint8_t blocks[UNIT_RECORDED_BLOCKS * UNIT_BLOCK_SIZE];

    memset(blocks, 'R', sizeof(blocks));
    assert_int_equal(
        unit_send(unit, mmc_command_write_10(0, UNIT_RECORDED_BLOCKS), blocks, sizeof(blocks)), 0);
    assert_int_equal(unit_send(unit, mmc_command_synchronize_cache(), NULL, 0), 0);
}

static void close_with(struct unit *unit, uint8_t function, uint8_t track)
{
    const struct scsi_command command = {
        .cdb = { MMC_OPCODE_CLOSE_TRACK_SESSION, 0, function, 0, 0, track },
        .cdb_size = 10,
        .timeout_ms = MMC_TIMEOUT_FLUSH_MS,
    };

    assert_int_equal(unit_send(unit, command, NULL, 0), 0);
}

static void format(struct unit *unit)
{
    struct mmc_format_parameters_wire parameters = {
        .flags = MMC_FORMAT_PARAMETERS_BITS_FOV,
        .descriptor_length = be16_of(sizeof(parameters.descriptor)),
        .descriptor = { .blocks = be32_of(MMC_FORMAT_BLOCKS_ALL),
                        .type = MMC_FORMAT_TYPE_DVD_PLUS_RW << MMC_FORMAT_TYPE_SHIFT },
    };

    assert_int_equal(
        unit_send(unit, mmc_command_format_unit(true), &parameters, sizeof(parameters)), 0);
}

bool unit_prepare(struct unit *unit, enum unit_medium medium)
{
    const bool is_rewritable =
        medium == UNIT_MEDIUM_REWRITABLE || medium == UNIT_MEDIUM_BLANK_REWRITABLE;

    if (!unit->insert(unit, is_rewritable, medium != UNIT_MEDIUM_NONE))
        return false;
    settle(unit);
    if (medium == UNIT_MEDIUM_REWRITABLE)
        format(unit);
    if (medium == UNIT_MEDIUM_REWRITABLE || medium == UNIT_MEDIUM_RECORDED_WRITE_ONCE ||
        medium == UNIT_MEDIUM_FINALISED)
        record(unit);
    if (medium == UNIT_MEDIUM_RECORDED_WRITE_ONCE || medium == UNIT_MEDIUM_FINALISED)
        close_with(unit, MMC_CLOSE_FUNCTION_TRACK, 1);
    if (medium == UNIT_MEDIUM_RECORDED_WRITE_ONCE)
        close_with(unit, MMC_CLOSE_FUNCTION_SESSION, 0);
    if (medium == UNIT_MEDIUM_FINALISED)
        close_with(unit, MMC_CLOSE_FUNCTION_FINALIZE, 0);
    return true;
}

void unit_change_medium(struct unit *unit)
{
    assert_int_equal(unit_send(unit, mmc_command_eject(), NULL, 0), 0);
    assert_int_equal(unit_send(unit, mmc_command_load(), NULL, 0), 0);
}

uint32_t unit_send(struct unit *unit, struct scsi_command command, void *data, uint32_t size)
{
    scsi_transport_execute(unit->transport, &command, data, size, &unit->result);
    if (unit->result.outcome == SCSI_OUTCOME_GOOD)
        return 0;
    assert_int_equal(unit->result.outcome, SCSI_OUTCOME_CHECK_CONDITION);
    assert_int_not_equal(unit->result.sense.code, 0);
    return unit->result.sense.code;
}
