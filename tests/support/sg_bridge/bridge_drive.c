/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The drive that the bridge serves. */
#include "bridge_drive.h"

#include "transport/virtual_transport.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ATTENTIONS_MAXIMUM 2
#define PATH_BYTES         1024

/* The sr driver of Linux meets the unit attentions of a drive before any program does. */
static void take_attentions(struct scsi_transport *transport)
{
    const struct scsi_command test_unit_ready = { .cdb_size = 6 };
    struct scsi_result result;

    for (unsigned i = 0; i < ATTENTIONS_MAXIMUM; i++)
        scsi_transport_execute(transport, &test_unit_ready, NULL, 0, &result);
}

static bool power_on(struct bridge_drive *drive)
{
    scsi_transport_close(drive->transport);
    return virtual_transport_open(&drive->recorder, &drive->transport) == STATUS_OK;
}

bool bridge_drive_open(struct bridge_drive *drive)
{
    struct virtual_recorders recorders;

    memset(drive, 0, sizeof(*drive));
    if (virtual_configuration_list(&recorders) != STATUS_OK || recorders.count == 0)
        return false;
    drive->recorder = recorders.entries[0];
    drive->disc_path = drive->recorder.disc_path;
    recorders.entries[0] = (struct virtual_recorder){ 0 };
    virtual_recorders_release(&recorders);
    if (!power_on(drive))
        return false;
    take_attentions(drive->transport);
    return true;
}

void bridge_drive_close(struct bridge_drive *drive)
{
    scsi_transport_close(drive->transport);
    drive->recorder.disc_path = drive->disc_path;
    virtual_recorder_release(&drive->recorder);
    memset(drive, 0, sizeof(*drive));
}

/* The image, and whatever lies beside it. */
static void remove_disc(const struct bridge_drive *drive)
{
    char pattern[PATH_BYTES] = { 0 };
    glob_t found;
    size_t length;

    if (utf16_to_utf8(drive->disc_path, utf16_length(drive->disc_path), pattern,
                      sizeof(pattern) - 2, &length) != STATUS_OK)
        return;
    pattern[length] = '*';
    if (glob(pattern, 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++)
        unlink(found.gl_pathv[i]);
    globfree(&found);
}

static bool insert(struct bridge_drive *drive, const char *medium)
{
    static char16 nothing[] = { 0 };
    const bool is_disc = strcmp(medium, "none") != 0;

    if (strlen(medium) >= sizeof(drive->recorder.medium))
        return false;
    scsi_transport_close(drive->transport);
    drive->transport = NULL;
    remove_disc(drive);
    drive->recorder.disc_path = is_disc ? drive->disc_path : nothing;
    strcpy(drive->recorder.medium, is_disc ? medium : "");
    return power_on(drive);
}

static bool set_faults(struct bridge_drive *drive, const char *plan)
{
    if (strlen(plan) >= sizeof(drive->recorder.fault_plan))
        return false;
    strcpy(drive->recorder.fault_plan, plan);
    return power_on(drive);
}

bool bridge_drive_order(struct bridge_drive *drive, const char *line)
{
    if (strncmp(line, "insert ", 7) == 0)
        return insert(drive, line + 7);
    if (strcmp(line, "faults") == 0)
        return set_faults(drive, "");
    if (strncmp(line, "faults ", 7) == 0)
        return set_faults(drive, line + 7);
    return bridge_switches_order(&drive->switches, line);
}

static void obey(struct bridge_drive *drive, const struct sg_bridge_request *request,
                 const void *data, struct sg_bridge_reply *reply)
{
    char line[VIRTUAL_RECORDER_FAULT_PLAN_CAPACITY + 16] = { 0 };

    memset(reply, 0, sizeof(*reply));
    memcpy(line, data, request->size < sizeof(line) ? request->size : sizeof(line) - 1);
    if (bridge_drive_order(drive, line))
        reply->transferred = request->size;
    else
        reply->error = EINVAL;
}

static void execute(struct bridge_drive *drive, const struct sg_bridge_request *request, void *data,
                    struct sg_bridge_reply *reply)
{
    struct scsi_command command = {
        .cdb_size = (uint8_t)request->cdb_size,
        .direction = (enum scsi_direction)request->direction,
    };
    struct scsi_result result;

    memcpy(command.cdb, request->cdb, request->cdb_size);
    if (command.direction == SCSI_DIRECTION_FROM_DEVICE)
        memset(data, 0, request->size);
    scsi_transport_execute(drive->transport, &command, request->size > 0 ? data : NULL,
                           request->size, &result);
    reply->outcome = (uint32_t)result.outcome;
    reply->status = result.status;
    reply->transferred = result.transferred;
    if (command.direction == SCSI_DIRECTION_FROM_DEVICE)
        reply->size = result.transferred;
    memcpy(reply->sense, result.sense.raw, sizeof(reply->sense));
    if (result.outcome == SCSI_OUTCOME_DEVICE_GONE)
        reply->error = ENODEV;
    else if (result.outcome == SCSI_OUTCOME_TIMEOUT)
        reply->host_status = SG_BRIDGE_HOST_TIME_OUT;
    else if (result.outcome != SCSI_OUTCOME_GOOD && result.outcome != SCSI_OUTCOME_CHECK_CONDITION)
        reply->host_status = SG_BRIDGE_HOST_ERROR;
}

void bridge_drive_serve(struct bridge_drive *drive, const struct sg_bridge_request *request,
                        void *data, struct sg_bridge_reply *reply)
{
    if (request->cdb[0] == SG_BRIDGE_OPCODE_ORDER) {
        obey(drive, request, data, reply);
        return;
    }
    if (bridge_switches_stop(&drive->switches, request, reply))
        return;
    execute(drive, request, data, reply);
    bridge_switches_falsify(&drive->switches, request, data, reply);
}
