/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bringing the drive's cache to the medium and closing tracks, sessions and discs (MMC-6 6.3). */
#ifndef OPENIMAPI_BURN_CLOSING_H
#define OPENIMAPI_BURN_CLOSING_H

#include "base/status.h"
#include "mmc/cdb.h"
#include "mmc/drive.h"

#include <stdint.h>

/** SYNCHRONIZE CACHE, as patient as a write. Fails as mmc_drive_write. */
enum status burn_flush(struct mmc_drive *drive);

/**
 * CLOSE TRACK/SESSION, and waits for its end; `observer` hears of every poll. Fails as
 * mmc_drive_write and mmc_drive_await.
 */
enum status burn_close(struct mmc_drive *drive, enum mmc_close_function function, uint16_t track,
                       mmc_poll_observer observer, void *context);

/**
 * Asks READ DISC INFORMATION every second until the drive has ended what it does on its own and
 * answers; `observer` hears of every time it does not. STATUS_TIMEOUT after an hour; else as
 * mmc_disc_information_read.
 */
enum status burn_await_disc(struct mmc_drive *drive, mmc_poll_observer observer, void *context);

#endif
