/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A drive of Linux as the unit under test, reached by SG_IO: the virtual recorder behind the bridge
 * (tests/support/sg_bridge), which is told what to insert. over_bridge.sh brings both.
 */
#include "bridge_unit.h"

#include "support/cmocka_all.h"
#include "support/sg_bridge/sg_bridge.h"

#include <fcntl.h>
#include <scsi/sg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct sg_unit {
    struct scsi_transport transport;
    int device;
};

static int direction_of(const struct scsi_command *command, uint32_t size)
{
    if (size == 0 || command->direction == SCSI_DIRECTION_NONE)
        return SG_DXFER_NONE;
    return command->direction == SCSI_DIRECTION_TO_DEVICE ? SG_DXFER_TO_DEV : SG_DXFER_FROM_DEV;
}

static void execute(struct scsi_transport *transport, const struct scsi_command *command,
                    void *data, uint32_t size, struct scsi_result *result)
{
    struct sg_unit *sg = (struct sg_unit *)transport;
    uint8_t cdb[sizeof(command->cdb)];
    uint8_t sense[SG_BRIDGE_SENSE_SIZE] = { 0 };
    sg_io_hdr_t io = {
        .interface_id = 'S',
        .dxfer_direction = direction_of(command, size),
        .cmd_len = command->cdb_size,
        .mx_sb_len = sizeof(sense),
        .dxfer_len = size,
        .dxferp = data,
        .cmdp = cdb,
        .sbp = sense,
        .timeout = command->timeout_ms,
    };

    memcpy(cdb, command->cdb, sizeof(cdb));
    if (ioctl(sg->device, SG_IO, &io) != 0 || io.host_status != 0)
        return;
    result->status = io.status;
    result->transferred = size - (uint32_t)io.resid;
    if (io.status == SCSI_STATUS_GOOD) {
        result->outcome = SCSI_OUTCOME_GOOD;
    } else if (io.status == SCSI_STATUS_CHECK_CONDITION) {
        result->outcome = SCSI_OUTCOME_CHECK_CONDITION;
        scsi_sense_parse(sense, io.sb_len_wr, &result->sense);
    } else {
        result->outcome = SCSI_OUTCOME_OTHER_STATUS;
    }
}

static void close_transport(struct scsi_transport *transport)
{
    struct sg_unit *sg = (struct sg_unit *)transport;

    close(sg->device);
    free(sg);
}

static const struct scsi_transport_ops ops = { execute, close_transport };

bool unit_open(struct unit *unit)
{
    const char *path = getenv(SG_BRIDGE_DEVICE);
    struct sg_unit *sg = calloc(1, sizeof(*sg));

    *unit = (struct unit){ .insert = bridge_unit_insert };
    if (path == NULL || sg == NULL) {
        free(sg);
        return false;
    }
    sg->transport = (struct scsi_transport){ &ops, SG_BRIDGE_DATA_MAXIMUM };
    sg->device = open(path, O_RDWR | O_NONBLOCK);
    unit->transport = &sg->transport;
    return sg->device >= 0 && bridge_unit_insert(unit, NULL);
}

void unit_close(struct unit *unit)
{
    scsi_transport_close(unit->transport);
    unit->transport = NULL;
}
