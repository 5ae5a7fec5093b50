/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * DVD-R and DVD-R DL (MMC-6 4.3.4): incrementally, so that further sessions can follow, or a blank
 * disc at once, which closes it. Two layers are always written at once.
 */
#include "burn/recipe.h"

#include "burn/closing.h"
#include "burn/recipe_steps.h"
#include "burn/write_parameters.h"
#include "mmc/commands.h"

/* Data, recorded incrementally. */
#define TRACK_MODE (MMC_TRACK_MODE_DATA | 0x01)

/* An error correction block. */
#define LINK_SIZE 16

static bool is_dual_layer(const struct burn_job *job)
{
    return job->medium.type == MMC_MEDIA_TYPE_DVD_R_DL;
}

static bool is_at_once(const struct burn_job *job)
{
    return burn_step_is_blank(job) && (is_dual_layer(job) || burn_step_closes_disc(job));
}

static enum status initialize(struct burn_job *job)
{
    const bool at_once = is_at_once(job);
    const struct burn_write_parameters parameters = {
        .type = at_once ? MMC_WRITE_TYPE_SESSION_AT_ONCE : MMC_WRITE_TYPE_PACKET,
        .is_multisession = !burn_step_closes_disc(job) && !at_once,
        .is_buffer_protected = true,
        .track_mode = TRACK_MODE,
        .data_block_type = MMC_DATA_BLOCK_TYPE_MODE_1,
        .link_size = at_once ? 0 : LINK_SIZE,
    };
    const enum status status = burn_write_parameters_set(job->drive, &parameters);

    if (status != STATUS_OK || !is_dual_layer(job))
        return status;
    return burn_step_set_layer_break(job);
}

static enum status begin(struct burn_job *job)
{
    const enum status status = burn_step_reserve_track(job);

    job->is_reserved = status == STATUS_OK;
    return status;
}

/* At once, the lead-out has been written when the cache is empty. */
static enum status finish(struct burn_job *job)
{
    if (is_at_once(job))
        return burn_await_disc(job->drive, burn_job_on_poll, job);
    return burn_step_close(job, MMC_CLOSE_FUNCTION_SESSION);
}

/* A reserved track without anything in it cannot be closed. */
static enum status begin_empty_track(struct burn_job *job)
{
    uint8_t zeros[LINK_SIZE * BURN_DATA_SECTOR_BYTES] = { 0 };
    const struct burn_engine_progress *progress = &job->progress;

    if (progress->last_written_lba != progress->start_lba)
        return STATUS_OK;
    return mmc_drive_execute(job->drive, mmc_command_write_10(progress->start_lba, LINK_SIZE),
                             zeros, sizeof(zeros));
}

static void abandon(struct burn_job *job)
{
    if (is_at_once(job))
        (void)burn_flush(job->drive);
    else if (begin_empty_track(job) == STATUS_OK)
        burn_step_abandon_session(job);
}

const struct burn_recipe burn_recipe_dvd_r = {
    .initialize = initialize,
    .begin = begin,
    .finish = finish,
    .abandon = abandon,
};
