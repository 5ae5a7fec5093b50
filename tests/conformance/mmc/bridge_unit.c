/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Discs in a drive behind the bridge (tests/support/sg_bridge), which obeys orders. */
#include "bridge_unit.h"

#include "mmc/commands.h"
#include "support/sg_bridge/sg_bridge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Environment: the image of the bridge's disc. */
#define DISC "CONFORMANCE_DISC"

#define ORDER_SIZE 64

/* An order to whoever stands at the drive. */
static bool order(struct unit *unit, const char *verb, const char *medium)
{
    const struct scsi_command command = {
        .cdb = { SG_BRIDGE_OPCODE_ORDER },
        .cdb_size = 10,
        .direction = SCSI_DIRECTION_TO_DEVICE,
        .timeout_ms = MMC_TIMEOUT_DEFAULT_MS,
    };
    char line[ORDER_SIZE] = { 0 };
    struct scsi_result result;

    snprintf(line, sizeof(line), "%s%s", verb, medium);
    scsi_transport_execute(unit->transport, &command, line, (uint32_t)strlen(line), &result);
    return result.outcome == SCSI_OUTCOME_GOOD;
}

/* What a factory presses on a read-only disc; found when the drive is powered on again. */
static bool press(struct unit *unit)
{
    const char *path = getenv(DISC);
    FILE *file = path != NULL ? fopen(path, "wb") : NULL;
    bool is_pressed = file != NULL;

    for (size_t i = 0; is_pressed && i < UNIT_RECORDED_BLOCKS * UNIT_BLOCK_SIZE; i++)
        is_pressed = putc('R', file) != EOF;
    if (file != NULL && fclose(file) != 0)
        return false;
    return is_pressed && order(unit, "faults", "");
}

bool bridge_unit_insert(struct unit *unit, const struct unit_kind *kind)
{
    if (!order(unit, "insert ", kind != NULL ? kind->medium : "none"))
        return false;
    return kind == NULL || kind->traits & UNIT_TRAITS_WRITABLE || press(unit);
}
