/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Formatting rewritable media (MMC-6 6.4), at once or, on DVD+RW, in the background. `observer`
 * hears of every poll, a second apart.
 */
#ifndef OPENIMAPI_BURN_FORMATTING_H
#define OPENIMAPI_BURN_FORMATTING_H

#include "base/status.h"
#include "mmc/cdb.h"
#include "mmc/drive.h"
#include "mmc/format_capacities.h"

#include <stdbool.h>

/**
 * FORMAT UNIT to `format`, and waits for its end. Fails as mmc_drive_execute and mmc_drive_await.
 */
enum status burn_format(struct mmc_drive *drive, struct mmc_format_capacity format,
                        mmc_poll_observer observer, void *context);

/**
 * Begins the background format of a DVD+RW, or goes on with one that was stopped, and returns as
 * soon as the drive takes writes. STATUS_TIMEOUT: it did not begin within a minute. Else as
 * burn_format.
 */
enum status burn_background_format_start(struct mmc_drive *drive, bool is_restart,
                                         mmc_poll_observer observer, void *context);

/**
 * Stops a background format that runs: by STOP_FORMAT at once, by SESSION with a lead-out that
 * players read. Does nothing when none runs. Fails as mmc_drive_write and mmc_drive_await.
 */
enum status burn_background_format_stop(struct mmc_drive *drive, enum mmc_close_function function,
                                        mmc_poll_observer observer, void *context);

#endif
