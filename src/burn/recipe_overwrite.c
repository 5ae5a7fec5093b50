/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* DVD-RAM, BD-RE and disks: formatted once, overwritten at will, never closed (MMC-6 6.4.3). */
#include "burn/recipe.h"

#include "burn/closing.h"
#include "burn/recipe_steps.h"

static enum status prepare(struct burn_job *job)
{
    if (job->medium.type == MMC_MEDIA_TYPE_DISK || !burn_step_is_blank(job))
        return STATUS_OK;
    return burn_step_format(job);
}

static void abandon(struct burn_job *job)
{
    (void)burn_flush(job->drive);
}

const struct burn_recipe burn_recipe_overwrite = {
    .prepare = prepare,
    .abandon = abandon,
};
