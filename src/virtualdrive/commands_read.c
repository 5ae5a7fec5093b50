/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ (10), READ (12), READ CD, VERIFY (10), SEEK (10) (MMC-6 6.14 to 6.20, 6.44). */
#include "virtualdrive/commands.h"

#include "mmc/cdb.h"

#include <string.h>

static enum drive_condition fail_at(struct drive_request *request, uint32_t lba,
                                    enum drive_condition condition)
{
    request->has_information = true;
    request->information = lba;
    return condition;
}

/* How many of `blocks` can be read, and what stops there; GOOD when nothing does. */
static enum drive_condition check_range(const struct virtual_drive *drive,
                                        struct drive_request *request, uint32_t lba,
                                        uint32_t blocks, uint32_t *readable)
{
    const uint32_t capacity = drive_disc(drive)->capacity_blocks;

    *readable = 0;
    if (lba >= capacity || blocks > capacity - lba)
        return fail_at(request, lba < capacity ? capacity : lba, DRIVE_CONDITION_LBA_OUT_OF_RANGE);
    while (*readable < blocks) {
        const uint32_t run = disc_image_readable_blocks(drive->image, lba + *readable);

        if (run == 0)
            return fail_at(request, lba + *readable, drive->medium->unreadable(drive_disc(drive)));
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
    return DRIVE_CONDITION_GOOD;
}

/* What lies before a block that cannot be read is transferred all the same. */
static enum drive_condition read_blocks(struct virtual_drive *drive, struct drive_request *request,
                                        uint32_t lba, uint32_t blocks)
{
    uint32_t readable;
    enum drive_condition stop = check_range(drive, request, lba, blocks, &readable);
    enum drive_condition condition = transfer(drive, request, lba, readable);

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

/* There is no CD this drive could have in it. */
enum drive_condition drive_read_cd(struct virtual_drive *drive, struct drive_request *request)
{
    (void)drive;
    (void)request;
    return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
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

    if (be32_get(cdb->lba) >= drive_disc(drive)->capacity_blocks)
        return DRIVE_CONDITION_LBA_OUT_OF_RANGE;
    return DRIVE_CONDITION_GOOD;
}
