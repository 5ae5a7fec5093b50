/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One command as its handler sees it: CDB, data, and a reply that is cut where the initiator says.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_REPLY_H
#define OPENIMAPI_VIRTUALDRIVE_REPLY_H

#include "scsi/command.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct drive_request {
    uint8_t cdb[SCSI_CDB_MAXIMUM]; /* zeros behind what came */
    uint8_t *data;
    uint32_t size;
    uint32_t reply_limit; /* the allocation length, at most `size` */
    uint32_t transferred;
    bool has_information; /* for the sense: the block at which a read or write failed */
    uint32_t information;
};

/** Starts a reply of at most `allocation_length` bytes. */
void drive_reply_begin(struct drive_request *request, uint32_t allocation_length);

/** Appends `size` bytes to the reply, as far as there is room for them. */
void drive_reply_add(struct drive_request *request, const void *bytes, size_t size);

/** Appends `size` zero bytes. */
void drive_reply_add_zeros(struct drive_request *request, size_t size);

/** A whole reply in one: begin and add. */
void drive_reply(struct drive_request *request, uint32_t allocation_length, const void *bytes,
                 size_t size);

#endif
