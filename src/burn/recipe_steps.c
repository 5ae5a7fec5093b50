/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Steps that several recipes share. */
#include "burn/recipe_steps.h"

#include "burn/closing.h"
#include "burn/formatting.h"
#include "mmc/commands.h"
#include "mmc/disc_structure.h"

/* With no more than one fiftieth left, another session is not worth its overhead. */
#define FULL_DIVISOR 50

#define LAYERS 2

bool burn_step_is_blank(const struct burn_job *job)
{
    return job->medium.disc.status == MMC_DISC_STATUS_EMPTY;
}

uint32_t burn_step_recorded_sectors(const struct burn_job *job)
{
    return job->extents[0].sector_count + job->extents[0].padding_sectors;
}

bool burn_step_closes_disc(const struct burn_job *job)
{
    const uint64_t written = burn_step_recorded_sectors(job);
    const uint64_t room = job->layout.free_sectors;
    const uint64_t left = written < room ? room - written : 0;

    return job->options->is_media_to_be_closed || left * FULL_DIVISOR <= job->layout.total_sectors;
}

enum status burn_step_close_track(struct burn_job *job)
{
    return burn_job_close(job, MMC_CLOSE_FUNCTION_TRACK, job->medium.open_track.track);
}

enum status burn_step_close(struct burn_job *job, enum mmc_close_function function)
{
    const enum status status = burn_step_close_track(job);

    return status == STATUS_OK ? burn_job_close(job, function, 0) : status;
}

void burn_step_abandon_session(struct burn_job *job)
{
    if (burn_flush(job->drive) == STATUS_OK)
        (void)burn_step_close(job, MMC_CLOSE_FUNCTION_SESSION);
}

enum status burn_step_format(struct burn_job *job)
{
    struct mmc_format_capacities capacities;
    const struct mmc_format_capacity *wanted;
    enum status status = burn_job_enter(job, BURN_DATA_ACTION_FORMATTING_MEDIA);

    if (status == STATUS_OK)
        status = mmc_format_capacities_read(job->drive, &capacities);
    if (status != STATUS_OK)
        return status;
    wanted = mmc_medium_wanted_format(job->medium.type, &capacities);
    if (wanted == NULL)
        return mmc_drive_fail(job->drive, MMC_CONDITION_NOT_FORMATTED);
    return burn_format(job->drive, *wanted, burn_job_on_poll, job);
}

/* Layer 0 holds whole units, and never less than layer 1. */
static uint32_t half_of(const struct burn_job *job)
{
    const uint32_t unit = job->layout.write_unit;
    const uint32_t units = burn_step_recorded_sectors(job) / unit;

    return (units + LAYERS - 1) / LAYERS * unit;
}

enum status burn_step_set_layer_break(struct burn_job *job)
{
    struct {
        struct mmc_disc_structure_header_wire header;
        struct mmc_layer_capacity_wire layer;
    } list = {
        .header = { .data_length = be16_of(sizeof(list) - sizeof(be16)) },
        .layer = { .layer_0_blocks = be32_of(half_of(job)) },
    };
    struct scsi_command command = mmc_command_send_disc_structure(
        MMC_DISC_STRUCTURE_MEDIA_DVD, MMC_DISC_STRUCTURE_FORMAT_LAYER_CAPACITY, sizeof(list));
    const enum status status = mmc_drive_execute(job->drive, command, &list, sizeof(list));

    return status == STATUS_DEVICE ? STATUS_OK : status;
}

enum status burn_step_reserve_track(struct burn_job *job)
{
    return mmc_drive_execute(job->drive, mmc_command_reserve_track(burn_step_recorded_sectors(job)),
                             NULL, 0);
}
