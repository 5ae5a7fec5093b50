/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Steps that several recipes share. Private to this room. */
#ifndef OPENIMAPI_BURN_RECIPE_STEPS_H
#define OPENIMAPI_BURN_RECIPE_STEPS_H

#include "burn/job.h"

#include <stdbool.h>

/** Whether the burn begins a disc that holds nothing. */
bool burn_step_is_blank(const struct burn_job *job);

/**
 * Whether a disc that could stay open is closed after this burn: because the options want it, or
 * because no more than 2 % of it are left.
 */
bool burn_step_closes_disc(const struct burn_job *job);

/** Sectors that the one extent takes on the medium, from its address on. */
uint32_t burn_step_recorded_sectors(const struct burn_job *job);

/** CLOSE TRACK/SESSION for the track that was written. */
enum status burn_step_close_track(struct burn_job *job);

/** Closes the track, and then by `function`. */
enum status burn_step_close(struct burn_job *job, enum mmc_close_function function);

/** Flushes what was written and closes track and session, so that further ones can follow. */
void burn_step_abandon_session(struct burn_job *job);

/**
 * Formats the medium the way Write wants it, reporting that action. STATUS_CANCELLED; else as
 * burn_format. A drive that offers no such format fails with MMC_CONDITION_NOT_FORMATTED.
 */
enum status burn_step_format(struct burn_job *job);

/**
 * Has both layers of a disc end at the same radius, half of it on each; a drive that does not take
 * that changes layers where it likes.
 */
enum status burn_step_set_layer_break(struct burn_job *job);

/** RESERVE TRACK for all that will be recorded. */
enum status burn_step_reserve_track(struct burn_job *job);

#endif
