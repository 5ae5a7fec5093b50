/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* PREVENT ALLOW MEDIUM REMOVAL around long operations. */
#include "burn/removal.h"

#include "mmc/commands.h"

#define ALLOW_TRIES    5
#define ALLOW_PAUSE_MS 1000

enum status burn_removal_prevent(struct mmc_drive *drive)
{
    const enum status status = mmc_drive_execute(drive, mmc_command_prevent_removal(true), NULL, 0);

    return status == STATUS_DEVICE ? STATUS_OK : status;
}

void burn_removal_allow(struct mmc_drive *drive)
{
    const struct mmc_failure failure = drive->failure;

    for (unsigned i = 0; i < ALLOW_TRIES; i++) {
        const enum status status =
            mmc_drive_execute(drive, mmc_command_prevent_removal(false), NULL, 0);

        if (status == STATUS_OK || status == STATUS_DEVICE_GONE ||
            mmc_drive_has_refused(drive, status))
            break;
        if (i + 1 < ALLOW_TRIES)
            drive->clock.sleep_ms(drive->clock.context, ALLOW_PAUSE_MS);
    }
    /* What went wrong before matters more to whoever asks. */
    drive->failure = failure;
}
