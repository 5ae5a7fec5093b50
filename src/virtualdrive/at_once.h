/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A session recorded in one go, lead-in to lead-out: session at once on a CD, disc at once on a DVD
 * (MMC-6 4.2.3.4, 4.3.4.2). Nothing may come between, and what is not finished is lost.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_AT_ONCE_H
#define OPENIMAPI_VIRTUALDRIVE_AT_ONCE_H

#include "virtualdrive/drive.h"

/** Whether a session is being recorded in one go. */
bool at_once_is_running(const struct virtual_drive *drive);

/**
 * Records the next blocks of the session, and begins it with the first ones: that of the cue sheet
 * on a CD, on a DVD the reserved track or, without one, as much as comes.
 */
enum drive_condition at_once_write(struct virtual_drive *drive, int32_t lba, uint32_t blocks,
                                   const void *data);

/** The initiator has no more data: closes the session if it is whole, else leaves it damaged. */
enum drive_condition at_once_end(struct virtual_drive *drive);

#endif
