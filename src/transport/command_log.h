/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A text file that tells every command to a virtual recorder, a line each. */
#ifndef OPENIMAPI_TRANSPORT_COMMAND_LOG_H
#define OPENIMAPI_TRANSPORT_COMMAND_LOG_H

#include "base/status.h"
#include "base/utf16.h"
#include "scsi/transport.h"

struct command_log;

/**
 * Opens the file at `path`, or makes it; what is in it stays, and other drives may write to it at
 * the same time. `name` is the recorder's, for the first line. Failures of platform_file_open and
 * platform_file_write_at.
 */
enum status command_log_open(const char16 *path, const char16 *name, struct command_log **log);

/**
 * Adds a command that took `duration_ms`. A log that cannot be written is no reason for a drive to
 * fail, so nothing is returned; neither does NULL do anything.
 */
void command_log_add(struct command_log *log, const struct scsi_command *command,
                     const struct scsi_result *result, uint64_t duration_ms);

/** NULL does nothing. */
void command_log_close(struct command_log *log);

#endif
