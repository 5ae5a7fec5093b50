/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Verification: reads back and compares with the checksums of what was sent. */
#include "burn/job.h"

#include "base/memory.h"
#include "burn/checksum.h"
#include "mmc/commands.h"

/* A quick verification compares so many checksums at both ends, and spread between them. */
#define EDGE_CHECKSUMS  2
#define SAMPLES         30
#define QUICK_CHECKSUMS (2 * EDGE_CHECKSUMS + SAMPLES)

struct verifier {
    struct burn_job *job;
    uint8_t *recorded; /* what is read at a time */
    uint32_t chunk_sectors;
    size_t extent; /* the one compared last: they come in ascending order */
};

static enum status differ(struct burn_job *job)
{
    return burn_job_fail(job, BURN_FAILURE_VERIFICATION, STATUS_MISMATCH);
}

static enum status read_chunk(struct verifier *verifier, int32_t lba, uint32_t sectors)
{
    struct burn_job *job = verifier->job;
    enum status status;

    burn_job_report_when_due(job);
    if (burn_job_is_cancelled(job))
        return STATUS_CANCELLED;
    status = mmc_drive_execute(job->drive, mmc_command_read_10(lba, (uint16_t)sectors),
                               verifier->recorded, sectors * BURN_DATA_SECTOR_BYTES);
    if (status != STATUS_OK)
        return differ(job);
    job->verified_sectors += sectors;
    return STATUS_OK;
}

/* Compares sectors of an extent that begin with a checksum and end with one. */
static enum status compare_sectors(struct verifier *verifier, const struct burn_extent *extent,
                                   uint32_t first, uint32_t end)
{
    const uint64_t *expected = verifier->job->checksums + extent->first_checksum;
    uint64_t sum = 0;

    for (uint32_t sector = first; sector < end; sector++) {
        const uint32_t position = (sector - first) % verifier->chunk_sectors;
        const uint32_t left = end - sector;
        enum status status = STATUS_OK;

        if (position == 0)
            status = read_chunk(verifier, extent->lba + (int32_t)sector,
                                left < verifier->chunk_sectors ? left : verifier->chunk_sectors);
        if (status != STATUS_OK)
            return status;
        sum = burn_checksum_add(sum, verifier->recorded + position * BURN_DATA_SECTOR_BYTES,
                                BURN_DATA_SECTOR_BYTES);
        if ((sector + 1) % BURN_CHECKSUM_SECTORS != 0 && sector + 1 != extent->sector_count)
            continue;
        if (sum != expected[sector / BURN_CHECKSUM_SECTORS])
            return differ(verifier->job);
        sum = 0;
    }
    return STATUS_OK;
}

static enum status compare_all(struct verifier *verifier)
{
    const struct burn_job *job = verifier->job;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < job->extent_count && status == STATUS_OK; i++)
        status = compare_sectors(verifier, &job->extents[i], 0, job->extents[i].sector_count);
    return status;
}

/* Compares what one checksum covers. */
static enum status compare_one(struct verifier *verifier, size_t index)
{
    const struct burn_job *job = verifier->job;
    const struct burn_extent *extent = &job->extents[verifier->extent];
    uint64_t first;
    uint64_t end;

    while (verifier->extent + 1 < job->extent_count && extent[1].first_checksum <= index) {
        verifier->extent++;
        extent++;
    }
    first = (uint64_t)(index - extent->first_checksum) * BURN_CHECKSUM_SECTORS;
    end = first + BURN_CHECKSUM_SECTORS;
    return compare_sectors(verifier, extent, (uint32_t)first,
                           end < extent->sector_count ? (uint32_t)end : extent->sector_count);
}

static enum status compare_run(struct verifier *verifier, size_t first, size_t count)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = compare_one(verifier, first + i);
    return status;
}

/* In ascending order, so that the drive does not have to go back. */
static enum status compare_samples(struct verifier *verifier)
{
    const size_t count = verifier->job->checksum_count;
    const uint64_t span = count - 2 * EDGE_CHECKSUMS;
    enum status status = compare_run(verifier, 0, EDGE_CHECKSUMS);

    for (uint64_t i = 0; i < SAMPLES && status == STATUS_OK; i++)
        status = compare_one(verifier, (size_t)(EDGE_CHECKSUMS + span * i / SAMPLES));
    if (status == STATUS_OK)
        status = compare_run(verifier, count - EDGE_CHECKSUMS, EDGE_CHECKSUMS);
    return status;
}

static bool compares_all(const struct burn_job *job)
{
    return job->options->verification == BURN_VERIFICATION_FULL ||
           job->checksum_count <= QUICK_CHECKSUMS;
}

static uint32_t chunk_sectors(const struct burn_job *job)
{
    const uint32_t fitting = job->drive->transport->maximum_transfer_bytes / BURN_DATA_SECTOR_BYTES;

    return fitting < UINT16_MAX ? fitting : UINT16_MAX;
}

static enum status compare(struct burn_job *job)
{
    struct verifier verifier = { .job = job, .chunk_sectors = chunk_sectors(job) };
    enum status status;

    if (job->checksums == NULL)
        return STATUS_OK;
    verifier.recorded = memory_resize(NULL, verifier.chunk_sectors, BURN_DATA_SECTOR_BYTES);
    if (verifier.recorded == NULL)
        return STATUS_NO_MEMORY;
    status = compares_all(job) ? compare_all(&verifier) : compare_samples(&verifier);
    memory_free(verifier.recorded);
    return status;
}

/* The drive has to tell of a disc with sessions and tracks, and of every one of those that was
 * written; not every drive tells of the one that comes next, and disks have neither. */
static enum status check_structure(struct burn_job *job)
{
    struct mmc_disc_information disc;
    struct mmc_track_information track;

    if (job->medium.type == MMC_MEDIA_TYPE_DISK)
        return STATUS_OK;
    if (mmc_disc_information_read(job->drive, &disc) != STATUS_OK ||
        disc.status == MMC_DISC_STATUS_EMPTY || disc.session_count == 0 || disc.first_track == 0 ||
        disc.last_track_of_last_session < disc.first_track)
        return differ(job);
    for (uint32_t i = disc.first_track; i <= disc.last_track_of_last_session; i++) {
        if (mmc_track_information_read(job->drive, MMC_TRACK_ADDRESS_TYPE_TRACK, i, &track) !=
                STATUS_OK &&
            (disc.status != MMC_DISC_STATUS_INCOMPLETE || i != disc.last_track_of_last_session))
            return differ(job);
    }
    return STATUS_OK;
}

uint32_t burn_job_verify_size(const struct burn_job *job)
{
    const uint64_t sectors = (uint64_t)(compares_all(job) ? job->checksum_count : QUICK_CHECKSUMS) *
                             BURN_CHECKSUM_SECTORS;

    if (job->options->verification == BURN_VERIFICATION_NONE)
        return 0;
    return sectors < UINT32_MAX ? (uint32_t)sectors : UINT32_MAX;
}

enum status burn_job_verify(struct burn_job *job)
{
    const enum status status = check_structure(job);

    return status == STATUS_OK ? compare(job) : status;
}
