/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a command reaches a logical unit: one operation, implemented per way of reaching it. */
#ifndef OPENIMAPI_SCSI_TRANSPORT_H
#define OPENIMAPI_SCSI_TRANSPORT_H

#include "scsi/command.h"
#include "scsi/sense.h"

#include <stddef.h>
#include <stdint.h>

/** How a command ended. */
enum scsi_outcome {
    SCSI_OUTCOME_GOOD,            /* status GOOD */
    SCSI_OUTCOME_CHECK_CONDITION, /* status CHECK CONDITION; sense is filled */
    SCSI_OUTCOME_OTHER_STATUS,    /* another status, in `status` */
    SCSI_OUTCOME_TRANSPORT_ERROR, /* the command did not reach the unit, or no answer came back */
    SCSI_OUTCOME_TIMEOUT,         /* no answer within the command's time */
    SCSI_OUTCOME_DEVICE_GONE,     /* the unit is no longer there */
    SCSI_OUTCOME_LOCKED,          /* another program holds the unit exclusively */
};

/** SPC-4 status bytes that matter here. */
enum scsi_status {
    SCSI_STATUS_GOOD = 0x00,
    SCSI_STATUS_CHECK_CONDITION = 0x02,
    SCSI_STATUS_BUSY = 0x08,
    SCSI_STATUS_RESERVATION_CONFLICT = 0x18,
};

/** Everything a transport tells of one command. */
struct scsi_result {
    enum scsi_outcome outcome;
    uint8_t status;
    uint32_t transferred; /* bytes moved, never more than the buffer holds */
    int32_t system_error; /* of the host, when outcome is TRANSPORT_ERROR; 0 if none */
    struct scsi_sense sense;
};

struct scsi_transport;

struct scsi_transport_ops {
    /**
     * Sends `command` with `size` bytes of `data` (NULL and 0 for none) and waits for its end.
     * `data` may stand at any address: who needs another copies it. Fills all of `result`; cannot
     * fail otherwise.
     */
    void (*execute)(struct scsi_transport *transport, const struct scsi_command *command,
                    void *data, uint32_t size, struct scsi_result *result);
    void (*close)(struct scsi_transport *transport);
};

/** Head of every transport. One command at a time; the owner serialises. */
struct scsi_transport {
    const struct scsi_transport_ops *ops;
    uint32_t maximum_transfer_bytes; /* of one command; a multiple of 2048 */
};

/**
 * Sends one command. For data to the device `data` is not written. `*result` is complete whatever
 * happens, and bytes of `data` that did not arrive are zero for reads.
 */
void scsi_transport_execute(struct scsi_transport *transport, const struct scsi_command *command,
                            void *data, uint32_t size, struct scsi_result *result);

/** Closes and frees. NULL does nothing. */
void scsi_transport_close(struct scsi_transport *transport);

#endif
