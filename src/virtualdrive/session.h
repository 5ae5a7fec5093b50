/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The sectors of a session at once of a CD as a cue sheet orders them: lead-in, pre-gaps, tracks
 * and what the drive makes itself (MMC-6 4.2.3.4.3).
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_SESSION_H
#define OPENIMAPI_VIRTUALDRIVE_SESSION_H

#include "virtualdrive/drive.h"

/** Where the lead-in of the session that is open begins. */
int32_t session_lead_in_start(const struct virtual_drive *drive);

/**
 * Records the next `blocks` of the session that is running, or only counts them in a test, and what
 * the drive makes behind them.
 */
enum drive_condition session_record(struct virtual_drive *drive, uint32_t blocks,
                                    const uint8_t *data);

/** Keeps the CD-Text that came with the lead-in of the first session. */
enum drive_condition session_keep_text(struct virtual_drive *drive);

#endif
