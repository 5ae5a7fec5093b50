/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Commands in words, for people who read what a program asked of the virtual recorder. */
#ifndef OPENIMAPI_VIRTUALDRIVE_COMMAND_TEXT_H
#define OPENIMAPI_VIRTUALDRIVE_COMMAND_TEXT_H

#include "scsi/transport.h"

/** Longest text, terminator included. */
#define DRIVE_COMMAND_TEXT_MAXIMUM 192

/**
 * What a command asks and how it ended, in the names of the standard: "WRITE (10), blocks 32 to 63:
 * 65536 bytes", "START STOP UNIT, open the tray: 5/53/02 MEDIUM REMOVAL PREVENTED". An operation
 * code that nobody knows is told in hexadecimal.
 */
void drive_command_describe(const struct scsi_command *command, const struct scsi_result *result,
                            char out[DRIVE_COMMAND_TEXT_MAXIMUM]);

#endif
