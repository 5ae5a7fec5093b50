/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Verification: reads back and compares with the stream, read a second time. */
#include "burn/job.h"

#include "base/memory.h"
#include "mmc/commands.h"

#include <string.h>

/* A quick verification compares both ends and this many places between them. */
#define EDGE_SECTORS   32
#define SAMPLES        30
#define SAMPLE_SECTORS 16
#define QUICK_SECTORS  (2 * EDGE_SECTORS + SAMPLES * SAMPLE_SECTORS)

/* What is read at a time, from the drive and from the stream. */
struct verifier {
    struct burn_job *job;
    uint8_t *recorded;
    uint8_t *expected;
    uint32_t chunk_sectors;
    uint64_t stream_sector; /* the reader's position */
};

static enum status differ(struct burn_job *job)
{
    return burn_job_fail(job, BURN_FAILURE_VERIFICATION, STATUS_MISMATCH);
}

static enum status stream_failed(struct burn_job *job, enum status status)
{
    return burn_job_fail(
        job, status == STATUS_END_OF_DATA ? BURN_FAILURE_STREAM_ENDED : BURN_FAILURE_STREAM,
        status);
}

static enum status read_expected(struct verifier *verifier, uint64_t sector, uint32_t count)
{
    const struct burn_reader *reader = &verifier->job->source->reader;
    enum status status = STATUS_OK;

    if (verifier->stream_sector != sector)
        status = burn_reader_seek(reader, sector * BURN_DATA_SECTOR_BYTES);
    if (status == STATUS_OK)
        status = burn_reader_read_exact(reader, verifier->expected,
                                        (size_t)count * BURN_DATA_SECTOR_BYTES);
    verifier->stream_sector = sector + count;
    return status;
}

static enum status compare_chunk(struct verifier *verifier, int32_t lba, uint64_t sector,
                                 uint16_t count)
{
    struct burn_job *job = verifier->job;
    const uint32_t bytes = (uint32_t)count * BURN_DATA_SECTOR_BYTES;
    enum status status;

    burn_job_report_when_due(job);
    if (burn_job_is_cancelled(job))
        return STATUS_CANCELLED;
    status = read_expected(verifier, sector, count);
    if (status != STATUS_OK)
        return stream_failed(job, status);
    status =
        mmc_drive_execute(job->drive, mmc_command_read_10(lba, count), verifier->recorded, bytes);
    if (status != STATUS_OK || memcmp(verifier->recorded, verifier->expected, bytes) != 0)
        return differ(job);
    job->verified_sectors += count;
    return STATUS_OK;
}

static enum status compare_extent(struct verifier *verifier, const struct burn_extent *extent,
                                  uint32_t first, uint32_t count)
{
    enum status status = STATUS_OK;

    while (count > 0 && status == STATUS_OK) {
        const uint32_t chunk = count < verifier->chunk_sectors ? count : verifier->chunk_sectors;

        status = compare_chunk(verifier, extent->lba + (int32_t)first,
                               (uint64_t)extent->stream_sector + first, (uint16_t)chunk);
        first += chunk;
        count -= chunk;
    }
    return status;
}

/* Compares sectors of the extents counted through, as if they were one. */
static enum status compare_run(struct verifier *verifier, uint64_t first, uint64_t count)
{
    const struct burn_job *job = verifier->job;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < job->extent_count && count > 0 && status == STATUS_OK; i++) {
        const struct burn_extent *extent = &job->extents[i];

        if (first < extent->sector_count) {
            const uint64_t there = extent->sector_count - first;
            const uint64_t part = count < there ? count : there;

            status = compare_extent(verifier, extent, (uint32_t)first, (uint32_t)part);
            count -= part;
            first = 0;
        } else {
            first -= extent->sector_count;
        }
    }
    return status;
}

static uint64_t all_sectors(const struct burn_job *job)
{
    uint64_t total = 0;

    for (size_t i = 0; i < job->extent_count; i++)
        total += job->extents[i].sector_count;
    return total;
}

/* In ascending order, so that neither drive nor stream has to go back. */
static enum status compare_samples(struct verifier *verifier, uint64_t total)
{
    const uint64_t span = total - 2 * EDGE_SECTORS;
    enum status status = compare_run(verifier, 0, EDGE_SECTORS);

    for (uint64_t i = 0; i < SAMPLES && status == STATUS_OK; i++)
        status = compare_run(verifier, EDGE_SECTORS + span * i / SAMPLES, SAMPLE_SECTORS);
    if (status == STATUS_OK)
        status = compare_run(verifier, total - EDGE_SECTORS, EDGE_SECTORS);
    return status;
}

static bool compares_all(const struct burn_job *job, uint64_t total)
{
    return job->options->verification == BURN_VERIFICATION_FULL || total <= QUICK_SECTORS;
}

static uint32_t chunk_sectors(const struct burn_job *job)
{
    const uint32_t fitting = job->drive->transport->maximum_transfer_bytes / BURN_DATA_SECTOR_BYTES;

    return fitting < UINT16_MAX ? fitting : UINT16_MAX;
}

static enum status compare(struct burn_job *job)
{
    const uint64_t total = all_sectors(job);
    struct verifier verifier = {
        .job = job,
        .chunk_sectors = chunk_sectors(job),
        .stream_sector = UINT64_MAX,
    };
    enum status status = STATUS_NO_MEMORY;

    if (total == 0)
        return STATUS_OK;
    verifier.recorded = memory_resize(NULL, verifier.chunk_sectors, BURN_DATA_SECTOR_BYTES);
    verifier.expected = memory_resize(NULL, verifier.chunk_sectors, BURN_DATA_SECTOR_BYTES);
    if (verifier.recorded != NULL && verifier.expected != NULL)
        status = compares_all(job, total) ? compare_run(&verifier, 0, total)
                                          : compare_samples(&verifier, total);
    memory_free(verifier.recorded);
    memory_free(verifier.expected);
    return status;
}

/* The drive has to tell of a disc with sessions and tracks, and of every one of those. */
static enum status check_structure(struct burn_job *job)
{
    struct mmc_disc_information disc;
    struct mmc_track_information track;

    if (mmc_disc_information_read(job->drive, &disc) != STATUS_OK ||
        disc.status == MMC_DISC_STATUS_EMPTY || disc.session_count == 0 || disc.first_track == 0 ||
        disc.last_track_of_last_session < disc.first_track)
        return differ(job);
    for (uint32_t i = disc.first_track; i <= disc.last_track_of_last_session; i++) {
        if (mmc_track_information_read(job->drive, MMC_TRACK_ADDRESS_TYPE_TRACK, i, &track) !=
            STATUS_OK)
            return differ(job);
    }
    return STATUS_OK;
}

uint32_t burn_job_verify_size(const struct burn_job *job)
{
    const uint64_t total = all_sectors(job);

    if (job->options->verification == BURN_VERIFICATION_NONE || !job->is_seekable)
        return 0;
    if (!compares_all(job, total))
        return QUICK_SECTORS;
    return total < UINT32_MAX ? (uint32_t)total : UINT32_MAX;
}

enum status burn_job_verify(struct burn_job *job)
{
    const enum status status = check_structure(job);

    /* What cannot be read twice cannot be compared. */
    if (status != STATUS_OK || !job->is_seekable)
        return status;
    return compare(job);
}
