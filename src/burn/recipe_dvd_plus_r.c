/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DVD+R: written once, from the next writable address on, session by session (MMC-6 6.3.3.4). */
#include "burn/recipe.h"

#include "burn/closing.h"
#include "burn/job.h"

/* With no more than one fiftieth left, another session is not worth its overhead. */
#define FULL_DIVISOR 50

static bool is_full_afterwards(const struct burn_job *job)
{
    const struct burn_extent *extent = &job->extents[0];
    const uint64_t written = (uint64_t)extent->sector_count + extent->padding_sectors;
    const uint64_t room = job->layout.free_sectors;
    const uint64_t left = written < room ? room - written : 0;

    return left * FULL_DIVISOR <= job->layout.total_sectors;
}

static enum mmc_close_function closing_function(const struct burn_job *job)
{
    /* Players want a lead-out, and a recorded area they can find: the default, whatever is left. */
    if (!job->options->is_dvd_compatibility_disabled)
        return MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE;
    if (job->options->is_media_to_be_closed || is_full_afterwards(job))
        return MMC_CLOSE_FUNCTION_FINALIZE;
    return MMC_CLOSE_FUNCTION_SESSION;
}

static enum status close_track(struct burn_job *job)
{
    return burn_job_close(job, MMC_CLOSE_FUNCTION_TRACK, job->medium.open_track.track);
}

static enum status finish(struct burn_job *job)
{
    const enum mmc_close_function function = closing_function(job);
    enum status status = close_track(job);

    if (status != STATUS_OK)
        return status;
    status = burn_job_close(job, function, 0);
    if (function == MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE &&
        mmc_drive_has_refused(job->drive, status))
        status = burn_job_close(job, MMC_CLOSE_FUNCTION_FINALIZE, 0);
    return status;
}

/* A closed session is one that later sessions can follow. */
static void abandon(struct burn_job *job)
{
    if (burn_flush(job->drive) == STATUS_OK && close_track(job) == STATUS_OK)
        (void)burn_job_close(job, MMC_CLOSE_FUNCTION_SESSION, 0);
}

const struct burn_recipe burn_recipe_dvd_plus_r = {
    .type = MMC_MEDIA_TYPE_DVD_PLUS_R,
    .finish = finish,
    .abandon = abandon,
};
