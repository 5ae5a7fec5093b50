/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DVD+RW and DVD+RW DL: formatted in the background, overwritten at will (MMC-6 6.4.3.5, 6.3.3.5).
 */
#include "burn/recipe.h"

#include "burn/closing.h"
#include "burn/formatting.h"
#include "burn/job.h"

static enum status format(struct burn_job *job, bool is_restart)
{
    const enum status status = burn_job_enter(job, BURN_DATA_ACTION_FORMATTING_MEDIA);

    if (status != STATUS_OK)
        return status;
    return burn_background_format_start(job->drive, is_restart, burn_job_on_poll, job);
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
    return burn_background_format_stop(job->drive, function, burn_job_on_poll, job);
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
    if (burn_flush(job->drive) == STATUS_OK)
        (void)stop_format(job, MMC_CLOSE_FUNCTION_STOP_FORMAT);
}

const struct burn_recipe burn_recipe_dvd_plus_rw = {
    .prepare = prepare,
    .finish = finish,
    .abandon = abandon,
};
