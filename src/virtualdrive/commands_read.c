/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ (10), READ (12), VERIFY (10), SEEK (10) (MMC-6 6.14 to 6.18, 6.44). */
#include "virtualdrive/commands.h"

#include "mmc/cdb.h"
#include "virtualdrive/whole_sectors.h"

#include <string.h>

static enum drive_condition fail_at(struct drive_request *request, uint32_t lba,
                                    enum drive_condition condition)
{
    request->has_information = true;
    request->information = lba;
    return condition;
}

/* A disc that is whole ends where READ CAPACITY says, one that takes more where the medium does. */
static uint32_t end_of_disc(const struct virtual_drive *drive)
{
    const struct medium_ops *medium = drive->medium;

    if (medium->overwritable != NULL ? medium->capacity_blocks(drive) > 0
                                     : !medium->is_writable(drive))
        return medium->capacity_blocks(drive);
    return drive_disc(drive)->capacity_blocks;
}

/* How many of `blocks` can be read, and what stops there; GOOD when nothing does. */
static enum drive_condition check_range(const struct virtual_drive *drive,
                                        struct drive_request *request, uint32_t lba,
                                        uint32_t blocks, uint32_t *readable)
{
    const uint32_t end = end_of_disc(drive);

    *readable = 0;
    if (lba >= end || blocks > end - lba)
        return fail_at(request, lba < end ? end : lba, DRIVE_CONDITION_LBA_OUT_OF_RANGE);
    while (*readable < blocks) {
        const uint32_t run = disc_image_readable_blocks(drive->image, lba + *readable);

        if (run == 0)
            return fail_at(request, lba + *readable,
                           drive->medium->unreadable(drive, lba + *readable));
        *readable += run < blocks - *readable ? run : blocks - *readable;
    }
    return DRIVE_CONDITION_GOOD;
}

/* Straight into the initiator's buffer; a block that does not fit there whole takes a detour. */
static enum drive_condition transfer(struct virtual_drive *drive, struct drive_request *request,
                                     uint32_t lba, uint32_t blocks)
{
    const uint32_t fitting = request->size / DISC_BLOCK_SIZE;
    const uint32_t whole = blocks < fitting ? blocks : fitting;
    const uint32_t rest = blocks > whole ? request->size % DISC_BLOCK_SIZE : 0;
    uint8_t block[DISC_BLOCK_SIZE];
    enum status status = STATUS_OK;

    if (whole > 0)
        status = disc_image_read(drive->image, lba, whole, request->data);
    if (status == STATUS_OK)
        request->transferred = whole * DISC_BLOCK_SIZE;
    if (status == STATUS_OK && rest > 0) {
        status = disc_image_read(drive->image, lba + whole, 1, block);
        if (status == STATUS_OK) {
            memcpy(request->data + request->transferred, block, rest);
            request->transferred += rest;
        }
    }
    if (status != STATUS_OK)
        return fail_at(request, lba, drive_condition_of_read(status));
    drive_pace_read(drive, request->transferred);
    return DRIVE_CONDITION_GOOD;
}

/* Of whole sectors the user data; audio has none. */
static enum drive_condition transfer_of_sectors(struct virtual_drive *drive,
                                                struct drive_request *request, uint32_t lba,
                                                uint32_t blocks)
{
    uint8_t block[DISC_BLOCK_SIZE];
    enum status status = STATUS_OK;

    drive_reply_begin(request, request->size);
    for (uint32_t i = 0; i < blocks; i++) {
        status = whole_sector_read_block(drive, lba + i, block);
        if (status != STATUS_OK)
            return fail_at(request, lba + i,
                           status == STATUS_WRONG_KIND ? DRIVE_CONDITION_ILLEGAL_MODE
                                                       : drive_condition_of_read(status));
        drive_reply_add(request, block, sizeof(block));
    }
    drive_pace_read(drive, request->transferred);
    return DRIVE_CONDITION_GOOD;
}

/* What lies before a block that cannot be read is transferred all the same. */
static enum drive_condition read_blocks(struct virtual_drive *drive, struct drive_request *request,
                                        uint32_t lba, uint32_t blocks)
{
    uint32_t readable;
    enum drive_condition stop = check_range(drive, request, lba, blocks, &readable);
    enum drive_condition condition = drive_disc(drive)->has_sectors
                                         ? transfer_of_sectors(drive, request, lba, readable)
                                         : transfer(drive, request, lba, readable);

    return condition != DRIVE_CONDITION_GOOD ? condition : stop;
}

enum drive_condition drive_read_10(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_write_10 *cdb = (const void *)request->cdb;

    return read_blocks(drive, request, be32_get(cdb->lba), be16_get(cdb->blocks));
}

enum drive_condition drive_read_12(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_write_12 *cdb = (const void *)request->cdb;

    return read_blocks(drive, request, be32_get(cdb->lba), be32_get(cdb->blocks));
}

enum drive_condition drive_verify(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_write_10 *cdb = (const void *)request->cdb;
    uint32_t readable;

    if (cdb->flags & MMC_READ_WRITE_BITS_BYTCHK)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    return check_range(drive, request, be32_get(cdb->lba), be16_get(cdb->blocks), &readable);
}

enum drive_condition drive_seek(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_write_10 *cdb = (const void *)request->cdb;

    if (be32_get(cdb->lba) >= end_of_disc(drive))
        return DRIVE_CONDITION_LBA_OUT_OF_RANGE;
    drive->head = be32_get(cdb->lba);
    return DRIVE_CONDITION_GOOD;
}
