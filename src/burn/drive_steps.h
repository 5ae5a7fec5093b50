/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every recording does with a drive before it writes. Private to this room. */
#ifndef OPENIMAPI_BURN_DRIVE_STEPS_H
#define OPENIMAPI_BURN_DRIVE_STEPS_H

#include "base/status.h"
#include "mmc/drive.h"

/**
 * Prevents removal, spins up and waits for the medium. Removal is to be allowed again whatever this
 * returns. Fails as burn_removal_prevent, mmc_drive_execute and mmc_drive_wait_ready.
 */
enum status burn_drive_take(struct mmc_drive *drive);

/** SEND OPC INFORMATION; a drive that lacks the command calibrates itself. As mmc_drive_write. */
enum status burn_drive_calibrate(struct mmc_drive *drive);

#endif
