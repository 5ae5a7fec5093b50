/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything that must hold before the first sector is written, and where the sectors go. */
#include "burn/job.h"

#include "base/memory.h"
#include "burn/checksum.h"
#include "mmc/support.h"

#include <assert.h>

static uint64_t stream_sectors(const struct burn_job *job)
{
    return job->source->size_bytes / BURN_DATA_SECTOR_BYTES;
}

static enum status refuse_stream(struct burn_job *job)
{
    return burn_job_fail(job, BURN_FAILURE_STREAM_NOT_SUPPORTED, STATUS_INVALID_ARGUMENT);
}

/* Ranges jump; and by contract only what could be read again is compared in full. */
static bool needs_seeking(const struct burn_job *job)
{
    return job->source->has_ranges || job->options->verification == BURN_VERIFICATION_FULL;
}

enum status burn_job_validate_source(struct burn_job *job)
{
    const uint64_t size = job->source->size_bytes;
    enum status status;

    if (size == 0 || size % BURN_DATA_SECTOR_BYTES != 0)
        return refuse_stream(job);
    status = burn_reader_seek(&job->source->reader, 0);
    job->is_seekable = status == STATUS_OK;
    if (status == STATUS_NOT_SUPPORTED)
        return needs_seeking(job) ? refuse_stream(job) : STATUS_OK;
    if (status != STATUS_OK)
        return burn_job_fail(job, BURN_FAILURE_STREAM, status);
    return STATUS_OK;
}

/* What became of one fact; the drive's failure is that of the command that asked for it. */
static enum status fact_status(struct burn_job *job, enum mmc_fact fact)
{
    const struct mmc_fact_result *result = &job->survey.results[fact];

    if (result->has_failure)
        job->drive->failure = result->failure;
    return result->status;
}

/* Drives that list no feature for it may still tell by mode page 2Ah that they write. */
static enum status validate_recorder(struct burn_job *job)
{
    bool is_supported = (job->survey.medium.abilities & MMC_MEDIUM_ABILITY_RECORDER) != 0;
    enum status status = STATUS_OK;

    if (!is_supported)
        status = mmc_recording_is_supported(job->drive, MMC_RECORDING_DATA, &is_supported);
    if (status == STATUS_OK && !is_supported)
        return burn_job_fail(job, BURN_FAILURE_RECORDER_NOT_SUPPORTED, STATUS_NOT_SUPPORTED);
    return status;
}

static enum status validate_state(struct burn_job *job)
{
    const enum status status = fact_status(job, MMC_FACT_STATE);
    const uint32_t state = job->survey.state & MMC_MEDIUM_STATE_UNWRITABLE_MASK;

    if (status != STATUS_OK)
        return status;
    if (state == MMC_MEDIUM_STATE_WRITE_PROTECTED)
        return burn_job_fail(job, BURN_FAILURE_MEDIUM_WRITE_PROTECTED, STATUS_ACCESS_DENIED);
    if (state != 0)
        return burn_job_fail(job, BURN_FAILURE_MEDIUM_NOT_SUPPORTED, STATUS_NOT_SUPPORTED);
    return STATUS_OK;
}

static enum status look_at_medium(struct burn_job *job)
{
    enum status status;

    job->medium = job->survey.medium;
    job->layout = job->survey.layout;
    if (!mmc_recording_takes(MMC_RECORDING_DATA, job->medium.type))
        return burn_job_fail(job, BURN_FAILURE_MEDIUM_NOT_SUPPORTED, STATUS_NOT_SUPPORTED);
    job->recipe = burn_recipe_find(job->medium.type);
    assert(job->recipe != NULL);
    status = fact_status(job, MMC_FACT_LAYOUT);
    if (status == STATUS_NOT_SUPPORTED)
        return burn_job_fail(job, BURN_FAILURE_MEDIUM_NOT_SUPPORTED, status);
    return status;
}

static bool is_overwritable(const struct burn_job *job)
{
    return mmc_media_type_is_overwritable(job->medium.type);
}

/* Whoever lists ranges knows what is on the medium. */
static bool must_be_blank(const struct burn_job *job)
{
    return !job->options->is_overwrite_forced && !job->source->has_ranges;
}

static enum status validate_blankness(struct burn_job *job)
{
    enum status status;

    if (!is_overwritable(job) || !must_be_blank(job))
        return STATUS_OK;
    status = fact_status(job, MMC_FACT_HEURISTICALLY_BLANK);
    if (status == STATUS_OK && !job->survey.is_heuristically_blank)
        return burn_job_fail(job, BURN_FAILURE_MEDIUM_NOT_BLANK, STATUS_NOT_EMPTY);
    return status;
}

static bool is_range_valid(const struct burn_job *job, const struct burn_block_range *range)
{
    return range->first >= 0 && range->first <= range->last &&
           (uint64_t)range->last < stream_sectors(job);
}

/* Sectors from the beginning of the writable area that the burn needs; false for bad ranges. */
static bool count_needed_sectors(struct burn_job *job)
{
    const struct burn_data_source *source = job->source;

    job->needed_sectors = stream_sectors(job);
    if (!is_overwritable(job) || !source->has_ranges)
        return true;
    job->needed_sectors = 0;
    for (size_t i = 0; i < source->range_count; i++) {
        if (!is_range_valid(job, &source->ranges[i]))
            return false;
        if ((uint64_t)source->ranges[i].last >= job->needed_sectors)
            job->needed_sectors = (uint64_t)source->ranges[i].last + 1;
    }
    return true;
}

/* What one burn can take. */
static uint64_t room(const struct burn_job *job)
{
    const uint32_t postgap = job->options->is_postgap_in_image ? job->layout.postgap_sectors : 0;

    if (is_overwritable(job))
        return job->layout.total_sectors;
    return (uint64_t)job->layout.free_sectors + postgap;
}

static enum status validate_size(struct burn_job *job)
{
    if (job->needed_sectors > room(job))
        return burn_job_fail(job, BURN_FAILURE_STREAM_TOO_LARGE, STATUS_TOO_LARGE);
    return STATUS_OK;
}

static uint32_t padding_of(const struct burn_job *job, uint64_t sectors)
{
    const uint32_t unit = job->layout.write_unit;

    return (uint32_t)((unit - sectors % unit) % unit);
}

static void plan_all(struct burn_job *job)
{
    const uint64_t sectors = stream_sectors(job);

    job->extents[0] = (struct burn_extent){
        .lba = job->layout.next_writable_address,
        .sector_count = (uint32_t)sectors,
        .padding_sectors = padding_of(job, sectors),
    };
}

/* Ranges grow to whole write units: the stream stands for the whole medium, so it has the rest. */
static void plan_range(struct burn_job *job, const struct burn_block_range *range,
                       struct burn_extent *extent)
{
    const uint64_t unit = job->layout.write_unit;
    const uint64_t first = (uint64_t)range->first - (uint64_t)range->first % unit;
    const uint64_t end = (uint64_t)range->last + 1;
    const uint64_t aligned_end = end + padding_of(job, end);
    const uint64_t data_end = aligned_end < stream_sectors(job) ? aligned_end : stream_sectors(job);

    *extent = (struct burn_extent){
        .lba = (int32_t)first,
        .stream_sector = (uint32_t)first,
        .sector_count = (uint32_t)(data_end - first),
        .padding_sectors = (uint32_t)(aligned_end - data_end),
    };
}

static enum status plan(struct burn_job *job)
{
    const bool has_ranges = is_overwritable(job) && job->source->has_ranges;
    const size_t count = has_ranges ? job->source->range_count : 1;

    job->progress.start_lba = job->layout.next_writable_address;
    if (count == 0)
        return STATUS_OK;
    job->extents = memory_allocate(count, sizeof(*job->extents));
    if (job->extents == NULL)
        return STATUS_NO_MEMORY;
    job->extent_count = count;
    if (!has_ranges)
        plan_all(job);
    if (!has_ranges && job->recipe->plan != NULL)
        job->recipe->plan(job, &job->extents[0]);
    for (size_t i = 0; has_ranges && i < count; i++)
        plan_range(job, &job->source->ranges[i], &job->extents[i]);
    return STATUS_OK;
}

static enum status plan_checksums(struct burn_job *job)
{
    size_t count = 0;

    for (size_t i = 0; i < job->extent_count; i++) {
        const uint64_t sectors = job->extents[i].sector_count;

        job->extents[i].first_checksum = count;
        count += (size_t)((sectors + BURN_CHECKSUM_SECTORS - 1) / BURN_CHECKSUM_SECTORS);
    }
    job->checksum_count = count;
    if (count == 0 || job->options->verification == BURN_VERIFICATION_NONE)
        return STATUS_OK;
    job->checksums = memory_resize(NULL, count, sizeof(*job->checksums));
    return job->checksums != NULL ? STATUS_OK : STATUS_NO_MEMORY;
}

/* Reports count in signed numbers. */
static uint32_t clipped(uint64_t sectors)
{
    return sectors < INT32_MAX ? (uint32_t)sectors : INT32_MAX;
}

/* Reports tell of one section that begins where the first extent does. */
static void plan_progress(struct burn_job *job)
{
    uint64_t total = 0;

    for (size_t i = 0; i < job->extent_count; i++)
        total += job->extents[i].sector_count;
    if (job->extent_count > 0)
        job->progress.start_lba = job->extents[0].lba;
    job->progress.last_read_lba = job->progress.start_lba;
    job->progress.last_written_lba = job->progress.start_lba;
    job->progress.sector_count = clipped(total);
}

unsigned burn_job_facts(const struct burn_job *job)
{
    const unsigned facts = MMC_FACT_BIT(MMC_FACT_STATE) | MMC_FACT_BIT(MMC_FACT_LAYOUT);
    const unsigned blank = must_be_blank(job) ? MMC_FACT_BIT(MMC_FACT_HEURISTICALLY_BLANK) : 0;
    const unsigned speeds = job->options->speed.sectors_per_s != MMC_WRITE_SPEED_FASTEST
                                ? MMC_FACT_BIT(MMC_FACT_SPEEDS)
                                : 0;

    return facts | blank | speeds;
}

enum status burn_job_look(struct burn_job *job)
{
    enum status status = fact_status(job, MMC_FACT_TYPE);

    job->progress.sector_count = clipped(stream_sectors(job));
    if (status == STATUS_OK)
        status = validate_recorder(job);
    if (status == STATUS_OK)
        status = look_at_medium(job);
    if (status != STATUS_OK)
        return status;
    if (!count_needed_sectors(job))
        return refuse_stream(job);
    /* What does not fit has no plan; the check that says so comes in its turn. */
    if (job->needed_sectors > room(job))
        return STATUS_OK;
    status = plan(job);
    if (status == STATUS_OK)
        status = plan_checksums(job);
    if (status == STATUS_OK)
        plan_progress(job);
    return status;
}

enum status burn_job_validate(struct burn_job *job)
{
    enum status status = validate_state(job);

    if (status == STATUS_OK)
        status = validate_blankness(job);
    if (status == STATUS_OK)
        status = validate_size(job);
    return status;
}
