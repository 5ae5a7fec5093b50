/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeping the medium in the drive while something is done to it (MMC-6 6.13). */
#ifndef OPENIMAPI_BURN_REMOVAL_H
#define OPENIMAPI_BURN_REMOVAL_H

#include "base/status.h"
#include "mmc/drive.h"

/**
 * PREVENT MEDIUM REMOVAL. A drive that cannot lock its tray, or has nothing in it, is no failure.
 * Else as mmc_drive_execute.
 */
enum status burn_removal_prevent(struct mmc_drive *drive);

/** ALLOW MEDIUM REMOVAL, five times a second apart if need be: a drive left locked is worse. */
void burn_removal_allow(struct mmc_drive *drive);

#endif
