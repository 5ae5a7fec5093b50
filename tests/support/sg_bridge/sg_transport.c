/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A drive of Linux by SG_IO. */
#include "support/sg_bridge/sg_transport.h"

#include "support/sg_bridge/sg_bridge.h"

#include <fcntl.h>
#include <scsi/sg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What the drivers of Linux pass on at least. */
#define TRANSFER_BYTES 65536

struct sg_transport {
    struct scsi_transport base;
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
    struct sg_transport *sg = (struct sg_transport *)transport;
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
    struct sg_transport *sg = (struct sg_transport *)transport;

    close(sg->device);
    free(sg);
}

static const struct scsi_transport_ops ops = { execute, close_transport };

struct scsi_transport *sg_transport_open(const char *path)
{
    struct sg_transport *sg = calloc(1, sizeof(*sg));

    if (sg == NULL)
        return NULL;
    sg->base = (struct scsi_transport){ &ops, TRANSFER_BYTES };
    sg->device = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (sg->device >= 0)
        return &sg->base;
    free(sg);
    return NULL;
}
