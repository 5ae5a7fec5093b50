/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FORMAT UNIT and the background format of DVD+RW (MMC-6 6.4.3, 6.3.3.5). */
#include "burn/formatting.h"

#include "burn/closing.h"
#include "mmc/commands.h"
#include "mmc/disc_information.h"

/* How often the drive is asked, a second apart, whether the format it accepted has begun. */
#define START_POLLS 60
#define POLL_MS     1000

static enum status send_format(struct mmc_drive *drive, struct mmc_format_capacity format)
{
    struct mmc_format_parameters_wire parameters = mmc_format_parameters_of(format);

    return mmc_drive_execute(drive, mmc_command_format_unit(true), &parameters, sizeof(parameters));
}

enum status burn_format(struct mmc_drive *drive, struct mmc_format_capacity format,
                        mmc_poll_observer observer, void *context)
{
    const enum status status = send_format(drive, format);

    return status == STATUS_OK ? mmc_drive_await(drive, observer, context) : status;
}

static enum status read_background(struct mmc_drive *drive, enum mmc_background_format *background)
{
    struct mmc_disc_information disc;
    const enum status status = mmc_disc_information_read(drive, &disc);

    *background = disc.background_format;
    return status;
}

/* The size the drive offers; the whole medium where it offers none. */
static struct mmc_format_capacity background_format(struct mmc_drive *drive)
{
    struct mmc_format_capacities capacities;
    const struct mmc_format_capacity *offered = NULL;

    if (mmc_format_capacities_read(drive, &capacities) == STATUS_OK)
        offered = mmc_format_capacities_find(&capacities, MMC_FORMAT_TYPE_DVD_PLUS_RW);
    return (struct mmc_format_capacity){
        .type = MMC_FORMAT_TYPE_DVD_PLUS_RW,
        .blocks = offered != NULL && offered->blocks != 0 ? offered->blocks : MMC_FORMAT_BLOCKS_ALL,
    };
}

/* Writes are accepted as soon as the background format runs, long before it ends. */
static enum status await_start(struct mmc_drive *drive, mmc_poll_observer observer, void *context)
{
    for (unsigned i = 0; i < START_POLLS; i++) {
        enum mmc_background_format background;
        enum status status = mmc_drive_await(drive, observer, context);

        if (status == STATUS_OK)
            status = read_background(drive, &background);
        if (status != STATUS_OK || background != MMC_BACKGROUND_FORMAT_NONE)
            return status;
        if (observer != NULL)
            observer(context, 0);
        drive->clock.sleep_ms(drive->clock.context, POLL_MS);
    }
    return mmc_drive_fail(drive, MMC_CONDITION_TIMEOUT);
}

enum status burn_background_format_start(struct mmc_drive *drive, bool is_restart,
                                         mmc_poll_observer observer, void *context)
{
    struct mmc_format_capacity format = background_format(drive);
    enum status status;

    if (is_restart)
        format.parameter = MMC_FORMAT_DVD_PLUS_RW_BITS_RESTART;
    status = send_format(drive, format);
    return status == STATUS_OK ? await_start(drive, observer, context) : status;
}

enum status burn_background_format_stop(struct mmc_drive *drive, enum mmc_close_function function,
                                        mmc_poll_observer observer, void *context)
{
    enum mmc_background_format background;
    const enum status status = read_background(drive, &background);

    if (status != STATUS_OK || background != MMC_BACKGROUND_FORMAT_RUNNING)
        return status;
    return burn_close(drive, function, 0, observer, context);
}
