/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SYNCHRONIZE CACHE and CLOSE TRACK/SESSION. */
#include "burn/closing.h"

#include "mmc/commands.h"
#include "mmc/disc_information.h"

#define PAUSE_MS      500
#define POLL_MS       1000
#define POLLS_MAXIMUM 3600

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

enum status burn_await_disc(struct mmc_drive *drive, mmc_poll_observer observer, void *context)
{
    const struct scsi_result *answer = &drive->failure.result;

    for (unsigned i = 0; i < POLLS_MAXIMUM; i++) {
        struct mmc_disc_information disc;
        const enum status status = mmc_disc_information_read(drive, &disc);

        if (status == STATUS_OK || answer->outcome != SCSI_OUTCOME_CHECK_CONDITION ||
            !mmc_condition_is_in_progress(&answer->sense))
            return status;
        if (observer != NULL)
            observer(context, answer->sense.has_progress ? answer->sense.progress : 0);
        drive->clock.sleep_ms(drive->clock.context, POLL_MS);
    }
    return mmc_drive_fail(drive, MMC_CONDITION_TIMEOUT);
}
