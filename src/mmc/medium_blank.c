/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a medium is blank, by its own word or by what can be read from it. */
#include "mmc/medium.h"

#include "base/memory.h"
#include "mmc/capacity.h"
#include "mmc/commands.h"
#include "mmc/drive.h"

#define SCAN_BYTES           (2u * 1024 * 1024)
#define BLOCKS_PER_READ      16
#define FAILURES_MAXIMUM     5
#define FAILURE_PAUSE_MS     2000
#define BLOCK_LENGTH_MAXIMUM 65536

/* A scan for the first byte that is not zero. */
struct blank_scan {
    struct mmc_drive *drive;
    uint8_t *buffer;
    uint32_t block_length;
    unsigned failures_left;
};

static bool is_zero(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (data[i] != 0)
            return false;
    }
    return true;
}

static enum status read_patiently(struct blank_scan *scan, uint32_t lba, uint16_t blocks)
{
    for (;;) {
        const enum status status =
            mmc_drive_execute(scan->drive, mmc_command_read_10((int32_t)lba, blocks), scan->buffer,
                              blocks * scan->block_length);

        if (status == STATUS_OK || scan->failures_left == 0)
            return status;
        scan->failures_left--;
        scan->drive->clock.sleep_ms(scan->drive->clock.context, FAILURE_PAUSE_MS);
    }
}

static enum status scan_range(struct blank_scan *scan, uint32_t first, uint32_t end, bool *is_blank)
{
    for (uint32_t lba = first; lba < end; lba += BLOCKS_PER_READ) {
        const uint32_t left = end - lba;
        const uint16_t blocks = (uint16_t)(left < BLOCKS_PER_READ ? left : BLOCKS_PER_READ);
        const enum status status = read_patiently(scan, lba, blocks);

        if (status != STATUS_OK)
            return status;
        if (!is_zero(scan->buffer, (size_t)blocks * scan->block_length)) {
            *is_blank = false;
            return STATUS_OK;
        }
    }
    return STATUS_OK;
}

static enum status scan_both_ends(struct blank_scan *scan, uint32_t blocks, bool *is_blank)
{
    const uint32_t wanted = SCAN_BYTES / scan->block_length;
    const uint32_t length = blocks < wanted ? blocks : wanted;
    const enum status status = scan_range(scan, 0, length, is_blank);

    if (status != STATUS_OK || !*is_blank)
        return status;
    /* The tail of a DVD+RW may not have been formatted yet: what cannot be read holds nothing. */
    scan->failures_left = 0;
    scan_range(scan, blocks - length, blocks, is_blank);
    return STATUS_OK;
}

static enum status scan_medium(struct mmc_drive *drive, bool *is_blank)
{
    struct blank_scan scan = { .drive = drive, .failures_left = FAILURES_MAXIMUM };
    struct mmc_capacity capacity;
    enum status status = mmc_capacity_read(drive, &capacity);

    if (status != STATUS_OK)
        return status;
    if (capacity.block_length > BLOCK_LENGTH_MAXIMUM)
        return mmc_drive_fail(drive, MMC_CONDITION_INVALID_RESPONSE);
    scan.block_length = capacity.block_length;
    scan.buffer = memory_resize(NULL, BLOCKS_PER_READ, capacity.block_length);
    if (scan.buffer == NULL)
        return STATUS_NO_MEMORY;
    *is_blank = true;
    status = scan_both_ends(&scan, capacity.blocks, is_blank);
    memory_free(scan.buffer);
    return status;
}

/* Others cannot hold zeros in place of what was written: their own word is all there is. */
static bool must_be_read(enum mmc_media_type type)
{
    return type == MMC_MEDIA_TYPE_UNKNOWN ||
           (mmc_media_type_is_overwritable(type) && type != MMC_MEDIA_TYPE_DVD_RW);
}

bool mmc_medium_is_physically_blank(const struct mmc_medium *medium)
{
    return !mmc_media_type_is_rom(medium->type) && medium->disc.status == MMC_DISC_STATUS_EMPTY;
}

enum status mmc_medium_is_heuristically_blank(struct mmc_drive *drive,
                                              const struct mmc_medium *medium, bool *is_blank)
{
    enum status status = STATUS_OK;

    *is_blank = mmc_medium_is_physically_blank(medium);
    if (!*is_blank && must_be_read(medium->type))
        status = scan_medium(drive, is_blank);
    if (status != STATUS_OK)
        *is_blank = false;
    return status;
}
