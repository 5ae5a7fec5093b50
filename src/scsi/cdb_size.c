/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lengths of command descriptor blocks (SPC-4 4.2.5.1). */
#include "scsi/cdb_size.h"

#include "scsi/command.h"

#define CDB_MINIMUM 6

/* Marks a group without one length. */
#define ANY_SIZE 0

/* By the group code in bits 7-5 of the operation code. */
static const uint8_t group_sizes[8] = { 6, 10, 10, ANY_SIZE, 16, 12, ANY_SIZE, ANY_SIZE };

/* Codes of fixed-length groups that vendors took, or that were never assigned. */
static const uint8_t free_opcodes[] = {
    0x02, 0x05, 0x06, 0x09, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x13, 0x14,
    0x19, 0x20, 0x21, 0x22, 0x23, 0x24, 0x26, 0x27, 0x29, 0x2C, 0x2D,
};

static bool is_free(uint8_t opcode)
{
    for (size_t i = 0; i < sizeof(free_opcodes); i++) {
        if (free_opcodes[i] == opcode)
            return true;
    }
    return false;
}

bool scsi_cdb_size_is_valid(uint8_t opcode, size_t size)
{
    const uint8_t group_size = group_sizes[opcode >> 5];

    if (size < CDB_MINIMUM || size > SCSI_CDB_MAXIMUM)
        return false;
    return group_size == ANY_SIZE || size == group_size || is_free(opcode);
}
