/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DVD+RW: formatted in the background, overwritten at will (MMC-6 6.4.3.5, 6.3.3.5). */
#include "burn/recipe.h"

#include "burn/job.h"
#include "mmc/commands.h"
#include "mmc/format_capacities.h"

/* How often the drive is asked, a second apart, whether the format it accepted has begun. */
#define FORMAT_START_POLLS 60
#define FORMAT_POLL_MS     1000

static enum status read_background(struct burn_job *job, enum mmc_background_format *background)
{
    struct mmc_disc_information disc;
    const enum status status = mmc_disc_information_read(job->drive, &disc);

    *background = disc.background_format;
    return status;
}

/* The size the drive offers; the whole medium where it offers none. */
static struct mmc_format_capacity wanted_format(struct burn_job *job)
{
    struct mmc_format_capacities capacities;
    const struct mmc_format_capacity *offered = NULL;

    if (mmc_format_capacities_read(job->drive, &capacities) == STATUS_OK)
        offered = mmc_format_capacities_find(&capacities, MMC_FORMAT_TYPE_DVD_PLUS_RW);
    return (struct mmc_format_capacity){
        .type = MMC_FORMAT_TYPE_DVD_PLUS_RW,
        .blocks = offered != NULL && offered->blocks != 0 ? offered->blocks : MMC_FORMAT_BLOCKS_ALL,
    };
}

/* Writes are accepted as soon as the background format runs, long before it ends. */
static enum status await_start(struct burn_job *job)
{
    for (unsigned i = 0; i < FORMAT_START_POLLS; i++) {
        enum mmc_background_format background;
        enum status status = burn_job_await(job);

        if (status == STATUS_OK)
            status = read_background(job, &background);
        if (status != STATUS_OK || background != MMC_BACKGROUND_FORMAT_NONE)
            return status;
        burn_job_report(job);
        job->drive->clock.sleep_ms(job->drive->clock.context, FORMAT_POLL_MS);
    }
    return mmc_drive_fail(job->drive, MMC_CONDITION_TIMEOUT);
}

static enum status format(struct burn_job *job, bool is_restart)
{
    struct mmc_format_capacity wanted;
    struct mmc_format_parameters_wire parameters;
    enum status status = burn_job_enter(job, BURN_DATA_ACTION_FORMATTING_MEDIA);

    if (status != STATUS_OK)
        return status;
    wanted = wanted_format(job);
    if (is_restart)
        wanted.parameter = MMC_FORMAT_DVD_PLUS_RW_BITS_RESTART;
    parameters = mmc_format_parameters_of(wanted);
    status = mmc_drive_execute(job->drive, mmc_command_format_unit(true), &parameters,
                               sizeof(parameters));
    return status == STATUS_OK ? await_start(job) : status;
}

static enum status prepare(struct burn_job *job)
{
    const struct mmc_disc_information *disc = &job->medium.disc;

    if (disc->status == MMC_DISC_STATUS_EMPTY ||
        disc->background_format == MMC_BACKGROUND_FORMAT_NONE)
        return format(job, false);
    if (disc->background_format == MMC_BACKGROUND_FORMAT_STOPPED)
        return format(job, true);
    return STATUS_OK;
}

static enum status stop_format(struct burn_job *job, enum mmc_close_function function)
{
    enum mmc_background_format background;
    const enum status status = read_background(job, &background);

    if (status != STATUS_OK || background != MMC_BACKGROUND_FORMAT_RUNNING)
        return status;
    return burn_job_close(job, function, 0);
}

static enum status finish(struct burn_job *job)
{
    /* Players want a lead-out behind the data; drives that go on formatting later do not. */
    return stop_format(job, job->options->is_dvd_compatibility_disabled
                                ? MMC_CLOSE_FUNCTION_STOP_FORMAT
                                : MMC_CLOSE_FUNCTION_SESSION);
}

/* A background format would keep the medium in the drive. */
static void abandon(struct burn_job *job)
{
    if (burn_job_flush(job) == STATUS_OK)
        (void)stop_format(job, MMC_CLOSE_FUNCTION_STOP_FORMAT);
}

const struct burn_recipe burn_recipe_dvd_plus_rw = {
    .type = MMC_MEDIA_TYPE_DVD_PLUS_RW,
    .prepare = prepare,
    .finish = finish,
    .abandon = abandon,
};
