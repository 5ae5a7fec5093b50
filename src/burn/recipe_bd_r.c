/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* BD-R, recorded sequentially, with pseudo-overwrite or without: track after track from the next
 * writable address on (MMC-6 6.3.3.6). */
#include "burn/recipe.h"

#include "burn/recipe_steps.h"

static enum status finish(struct burn_job *job)
{
    return burn_step_close(job, burn_step_closes_disc(job) ? MMC_CLOSE_FUNCTION_FINALIZE
                                                           : MMC_CLOSE_FUNCTION_SESSION);
}

const struct burn_recipe burn_recipe_bd_r = {
    .finish = finish,
    .abandon = burn_step_abandon_session,
};
