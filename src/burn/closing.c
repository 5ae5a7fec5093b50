/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SYNCHRONIZE CACHE and CLOSE TRACK/SESSION. */
#include "burn/closing.h"

#include "mmc/commands.h"

#define PAUSE_MS 500

enum status burn_flush(struct mmc_drive *drive)
{
    return mmc_drive_write(drive, mmc_command_synchronize_cache(), NULL, 0, PAUSE_MS, NULL, NULL);
}

enum status burn_close(struct mmc_drive *drive, enum mmc_close_function function, uint16_t track,
                       mmc_poll_observer observer, void *context)
{
    const struct scsi_command command = mmc_command_close_track_session(function, track);
    const enum status status = mmc_drive_write(drive, command, NULL, 0, PAUSE_MS, NULL, NULL);

    return status == STATUS_OK ? mmc_drive_await(drive, observer, context) : status;
}
