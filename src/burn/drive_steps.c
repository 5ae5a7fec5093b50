/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every recording does with a drive before it writes. */
#include "burn/drive_steps.h"

#include "burn/removal.h"
#include "mmc/commands.h"

#define READY_TIMEOUT_MS 60000

#define CALIBRATION_PAUSE_MS 500

enum status burn_drive_take(struct mmc_drive *drive)
{
    enum status status = burn_removal_prevent(drive);

    if (status == STATUS_OK)
        status = mmc_drive_execute(drive, mmc_command_start_unit(), NULL, 0);
    if (status == STATUS_OK || mmc_drive_has_refused(drive, status))
        status = mmc_drive_wait_ready(drive, READY_TIMEOUT_MS);
    return status;
}

enum status burn_drive_calibrate(struct mmc_drive *drive)
{
    const enum status status =
        mmc_drive_write(drive, mmc_command_send_opc(), NULL, 0, CALIBRATION_PAUSE_MS, NULL, NULL);

    return mmc_drive_has_refused(drive, status) ? STATUS_OK : status;
}
