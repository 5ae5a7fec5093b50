/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The drive that the bridge serves: a virtual recorder, between which and the kernel things go
 * wrong when they are ordered to.
 */
#ifndef OPENIMAPI_TESTS_SUPPORT_SG_BRIDGE_BRIDGE_DRIVE_H
#define OPENIMAPI_TESTS_SUPPORT_SG_BRIDGE_BRIDGE_DRIVE_H

#include "bridge_switches.h"
#include "scsi/transport.h"
#include "sg_bridge.h"
#include "transport/virtual_configuration.h"

#include <stdbool.h>

struct bridge_drive {
    struct virtual_recorder recorder; /* owned */
    char16 *disc_path;                /* of the recorder, when there is a disc */
    struct scsi_transport *transport;
    struct bridge_switches switches;
};

/** Powers on the first recorder of OPENIMAPI_VIRTUAL_RECORDERS. False: there is none. */
bool bridge_drive_open(struct bridge_drive *drive);

void bridge_drive_close(struct bridge_drive *drive);

/**
 * Does what a line says: `insert MEDIUM` puts a fresh disc of that kind into a drive that is
 * powered on anew, `insert none` none; `faults PLAN` powers it on with these faults of
 * docs/virtual-recorder.md; all else is for bridge_switches_order. False: it makes no sense.
 */
bool bridge_drive_order(struct bridge_drive *drive, const char *line);

/**
 * Answers one request, whose data are in `data`, which takes those of the reply and has room for
 * SG_BRIDGE_DATA_MAXIMUM bytes.
 */
void bridge_drive_serve(struct bridge_drive *drive, const struct sg_bridge_request *request,
                        void *data, struct sg_bridge_reply *reply);

#endif
