/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * CD-R and CD-RW (MMC-6 4.2): a session at once, with a cue sheet and its own pre-gap; on drives
 * that cannot, a track at once, before which the drive makes the gap.
 */
#include "burn/recipe.h"

#include "burn/closing.h"
#include "burn/recipe_steps.h"
#include "burn/write_parameters.h"
#include "mmc/commands.h"
#include "mmc/cue_sheet.h"

static bool is_session_at_once(const struct burn_job *job)
{
    return (job->medium.abilities & MMC_MEDIUM_ABILITY_SESSION_AT_ONCE) != 0;
}

static void plan(const struct burn_job *job, struct burn_extent *extent)
{
    if (is_session_at_once(job))
        extent->leading_sectors = MMC_MEDIUM_CD_PREGAP_SECTORS;
    if (!job->options->is_postgap_in_image)
        extent->padding_sectors = MMC_MEDIUM_CD_POSTGAP_SECTORS;
}

/* Sessions of one disc are all of one kind. */
static uint8_t session_format(const struct burn_job *job)
{
    return job->medium.disc.disc_type == MMC_DISC_TYPE_CD_ROM_XA ? MMC_DISC_TYPE_CD_ROM_XA
                                                                 : MMC_DISC_TYPE_CD_DA_OR_ROM;
}

static enum status initialize(struct burn_job *job)
{
    const struct burn_write_parameters parameters = {
        .type =
            is_session_at_once(job) ? MMC_WRITE_TYPE_SESSION_AT_ONCE : MMC_WRITE_TYPE_TRACK_AT_ONCE,
        .is_multisession = !burn_step_closes_disc(job),
        .is_buffer_protected = !job->options->is_buffer_underrun_free_disabled,
        .track_mode = MMC_TRACK_MODE_DATA,
        .data_block_type = MMC_DATA_BLOCK_TYPE_MODE_1,
        .session_format = session_format(job),
    };

    return burn_write_parameters_set(job->drive, &parameters);
}

static enum status begin(struct burn_job *job)
{
    const struct burn_extent *extent = &job->extents[0];
    struct mmc_cue_line_wire sheet[MMC_CUE_SHEET_LINES];

    if (!is_session_at_once(job))
        return STATUS_OK;
    mmc_cue_sheet_encode((uint8_t)job->medium.open_track.track, extent->lba,
                         extent->leading_sectors,
                         extent->lba + (int32_t)burn_step_recorded_sectors(job), sheet);
    return mmc_drive_execute(job->drive, mmc_command_send_cue_sheet(sizeof(sheet)), sheet,
                             sizeof(sheet));
}

/* At once, lead-in and lead-out have been written when the cache is empty. */
static enum status finish(struct burn_job *job)
{
    if (is_session_at_once(job))
        return burn_await_disc(job->drive, burn_job_on_poll, job);
    return burn_step_close(job, MMC_CLOSE_FUNCTION_SESSION);
}

/* A session at once that was announced but not written whole is for the drive to end. */
static void abandon(struct burn_job *job)
{
    if (!is_session_at_once(job))
        burn_step_abandon_session(job);
    else if (burn_flush(job->drive) == STATUS_OK)
        (void)burn_await_disc(job->drive, burn_job_on_poll, job);
}

const struct burn_recipe burn_recipe_cd = {
    .plan = plan,
    .initialize = initialize,
    .begin = begin,
    .finish = finish,
    .abandon = abandon,
};
