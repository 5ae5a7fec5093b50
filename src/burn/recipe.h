/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Recipes: what has to be done around the writing itself, one file per family of media. Extents are
 * written by the common course, which knows from the medium's layout where they go.
 */
#ifndef OPENIMAPI_BURN_RECIPE_H
#define OPENIMAPI_BURN_RECIPE_H

#include "base/status.h"
#include "mmc/media_type.h"

#include <stdbool.h>

struct burn_job;

/** Members that are NULL have nothing to do. What a failure means the common course finds out. */
struct burn_recipe {
    enum mmc_media_type type;
    /** Makes the medium take writes, by formatting it for instance; reports that action itself. */
    enum status (*prepare)(struct burn_job *job);
    /** Closes what has to be closed after all is written and flushed. */
    enum status (*finish)(struct burn_job *job);
    /** After a write that ended early: leaves the medium as useful as it can be. Best effort. */
    void (*abandon)(struct burn_job *job);
};

extern const struct burn_recipe burn_recipe_dvd_plus_r;
extern const struct burn_recipe burn_recipe_dvd_plus_rw;

/** The recipe of a kind of medium; NULL when there is none yet. */
const struct burn_recipe *burn_recipe_find(enum mmc_media_type type);

#endif
