/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A SCSI command as it goes to a logical unit (SPC-4 4.3). */
#ifndef OPENIMAPI_SCSI_COMMAND_H
#define OPENIMAPI_SCSI_COMMAND_H

#include <stdint.h>

#define SCSI_CDB_MAXIMUM 16

/** Which way the data go. Builders set it, callers never do. */
enum scsi_direction {
    SCSI_DIRECTION_NONE,
    SCSI_DIRECTION_FROM_DEVICE,
    SCSI_DIRECTION_TO_DEVICE,
};

/** A command descriptor block with what the transport must know of it. Returned by value. */
struct scsi_command {
    uint8_t cdb[SCSI_CDB_MAXIMUM];
    uint8_t cdb_size; /* 6..16 */
    enum scsi_direction direction;
    uint32_t timeout_ms;
};

#endif
