/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DVD+R and DVD+R DL: written once, session by session, from the next writable address on (MMC-6
 * 6.3.3.4). */
#include "burn/recipe.h"

#include "burn/recipe_steps.h"

static bool is_dual_layer(const struct burn_job *job)
{
    return job->medium.type == MMC_MEDIA_TYPE_DVD_PLUS_R_DL;
}

static enum mmc_close_function closing_function(const struct burn_job *job)
{
    /* Players want a lead-out, and a recorded area they can find: the default, whatever is left. */
    if (!job->options->is_dvd_compatibility_disabled)
        return MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE;
    if (is_dual_layer(job) || burn_step_closes_disc(job))
        return MMC_CLOSE_FUNCTION_FINALIZE;
    return MMC_CLOSE_FUNCTION_SESSION;
}

/* Where everything there will ever be is in this burn, both layers end together. */
static enum status initialize(struct burn_job *job)
{
    return is_dual_layer(job) && burn_step_is_blank(job) ? burn_step_set_layer_break(job)
                                                         : STATUS_OK;
}

static enum status finish(struct burn_job *job)
{
    const enum mmc_close_function function = closing_function(job);
    const enum status status = burn_step_close(job, function);

    if (function == MMC_CLOSE_FUNCTION_FINALIZE_COMPATIBLE &&
        mmc_drive_has_refused(job->drive, status))
        return burn_job_close(job, MMC_CLOSE_FUNCTION_FINALIZE, 0);
    return status;
}

const struct burn_recipe burn_recipe_dvd_plus_r = {
    .initialize = initialize,
    .finish = finish,
    .abandon = burn_step_abandon_session,
};
