/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * DVD-RW (MMC-6 4.3.5): a blank disc is formatted for restricted overwrite, and grows with what is
 * written. Drives that cannot format it write it once, at once.
 */
#include "burn/recipe.h"

#include "burn/closing.h"
#include "burn/formatting.h"
#include "burn/recipe_steps.h"
#include "burn/write_parameters.h"
#include "mmc/capacity.h"

/* Data, recorded incrementally. */
#define TRACK_MODE (MMC_TRACK_MODE_DATA | 0x01)

static bool is_sequential(const struct burn_job *job)
{
    return job->medium.profile == MMC_PROFILE_DVD_RW_SEQUENTIAL &&
           (job->medium.abilities & MMC_MEDIUM_ABILITY_RIGID_OVERWRITE) == 0;
}

/* The end of what is formatted moves on with the writes, once the last session is open again. */
static enum status grow(struct burn_job *job)
{
    struct mmc_format_capacities capacities;
    const struct mmc_format_capacity *offered;
    enum status status = burn_job_enter(job, BURN_DATA_ACTION_FORMATTING_MEDIA);

    if (status == STATUS_OK)
        status = mmc_format_capacities_read(job->drive, &capacities);
    if (status != STATUS_OK)
        return status;
    offered = mmc_format_capacities_find(&capacities, MMC_FORMAT_TYPE_QUICK_GROW);
    /* Where the drive offers nothing, the write itself will tell. */
    return offered != NULL ? burn_format(job->drive, *offered, burn_job_on_poll, job) : STATUS_OK;
}

static enum status prepare_formatted(struct burn_job *job)
{
    struct mmc_capacity capacity;
    enum status status;

    if (job->medium.disc.last_session_state == MMC_SESSION_STATE_INCOMPLETE)
        return STATUS_OK;
    status = mmc_capacity_read(job->drive, &capacity);
    if (status != STATUS_OK || job->needed_sectors <= capacity.blocks)
        return status;
    return grow(job);
}

static enum status prepare(struct burn_job *job)
{
    if (is_sequential(job))
        return STATUS_OK;
    return burn_step_is_blank(job) ? burn_step_format(job) : prepare_formatted(job);
}

static enum status initialize(struct burn_job *job)
{
    const struct burn_write_parameters parameters = {
        .type = MMC_WRITE_TYPE_SESSION_AT_ONCE,
        .is_buffer_protected = true,
        .track_mode = TRACK_MODE,
        .data_block_type = MMC_DATA_BLOCK_TYPE_MODE_1,
    };

    return is_sequential(job) ? burn_write_parameters_set(job->drive, &parameters) : STATUS_OK;
}

static enum status begin(struct burn_job *job)
{
    return is_sequential(job) ? burn_step_reserve_track(job) : STATUS_OK;
}

/* Readers want the border of a session that was left growing. */
static enum status finish(struct burn_job *job)
{
    struct mmc_disc_information disc;
    enum status status;

    if (is_sequential(job))
        return burn_await_disc(job->drive, burn_job_on_poll, job);
    status = mmc_disc_information_read(job->drive, &disc);
    if (status != STATUS_OK || disc.last_session_state != MMC_SESSION_STATE_INCOMPLETE)
        return status;
    return burn_job_close(job, MMC_CLOSE_FUNCTION_SESSION, 0);
}

static void abandon(struct burn_job *job)
{
    if (burn_flush(job->drive) == STATUS_OK)
        (void)finish(job);
}

const struct burn_recipe burn_recipe_dvd_rw = {
    .prepare = prepare,
    .initialize = initialize,
    .begin = begin,
    .finish = finish,
    .abandon = abandon,
};
