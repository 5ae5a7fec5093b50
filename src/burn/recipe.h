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

struct burn_extent;
struct burn_job;

/** Members that are NULL have nothing to do. What a failure means the common course finds out. */
struct burn_recipe {
    /** Adds what the medium wants around the one extent of a burn without ranges. */
    void (*plan)(const struct burn_job *job, struct burn_extent *extent);
    /** Makes the medium take writes, by formatting it for instance; reports that action itself. */
    enum status (*prepare)(struct burn_job *job);
    /** Tells the drive how to write, after its speed. */
    enum status (*initialize)(struct burn_job *job);
    /** Tells it what will be written, right before that is. */
    enum status (*begin)(struct burn_job *job);
    /** Closes what has to be closed after all is written and flushed. */
    enum status (*finish)(struct burn_job *job);
    /** After a write that ended early: leaves the medium as useful as it can be. Best effort. */
    void (*abandon)(struct burn_job *job);
};

extern const struct burn_recipe burn_recipe_bd_r;
extern const struct burn_recipe burn_recipe_cd;
extern const struct burn_recipe burn_recipe_dvd_plus_r;
extern const struct burn_recipe burn_recipe_dvd_plus_rw;
extern const struct burn_recipe burn_recipe_dvd_r;
extern const struct burn_recipe burn_recipe_dvd_rw;
extern const struct burn_recipe burn_recipe_overwrite;

/** The recipe of a kind of medium: every kind of MMC_RECORDING_DATA has one, others NULL. */
const struct burn_recipe *burn_recipe_find(enum mmc_media_type type);

#endif
