/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The commands the virtual recorder knows, and what each one asks of the drive. */
#ifndef OPENIMAPI_VIRTUALDRIVE_OPCODES_H
#define OPENIMAPI_VIRTUALDRIVE_OPCODES_H

#include "scsi/command.h"
#include "virtualdrive/commands.h"

#include <stdint.h>

enum drive_opcode_bits {
    /** Runs although a unit attention waits, which stays (SPC-4 5.14). */
    DRIVE_OPCODE_BITS_ALLOW_ATTENTION = 0x01,
    /** Runs while an operation goes on. */
    DRIVE_OPCODE_BITS_ALLOW_BUSY = 0x02,
    /** Needs a medium that can be read. */
    DRIVE_OPCODE_BITS_NEEDS_MEDIUM = 0x04,
    /** Needs a medium that can be recorded; implies the one before. */
    DRIVE_OPCODE_BITS_NEEDS_WRITABLE = 0x08,
    /** Tells nothing of the medium, so the tray need not be looked at. */
    DRIVE_OPCODE_BITS_IGNORES_TRAY = 0x10,
    /** Needs a medium that nobody protects, be it full; implies NEEDS_MEDIUM. */
    DRIVE_OPCODE_BITS_NEEDS_UNPROTECTED = 0x20,
    /** Either of the two that change the medium. */
    DRIVE_OPCODE_BITS_WRITES =
        DRIVE_OPCODE_BITS_NEEDS_WRITABLE | DRIVE_OPCODE_BITS_NEEDS_UNPROTECTED,
};

struct drive_opcode {
    drive_handler *handler;
    enum scsi_direction direction;
    unsigned flags; /* enum drive_opcode_bits */
};

/** The row of `opcode`, or NULL when the drive does not know it. */
const struct drive_opcode *drive_opcode_find(uint8_t opcode);

#endif
