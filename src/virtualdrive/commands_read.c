/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ (10), READ (12), READ CD, VERIFY (10), SEEK (10) (MMC-6 6.14 to 6.20, 6.44). */
#include "virtualdrive/commands.h"

#include "mmc/cdb.h"
#include "cd/msf.h"

#include <string.h>

/** READ CD MSF (MMC-6 6.20). */
struct read_cd_msf_cdb {
    uint8_t opcode;
    uint8_t flags; /* expected sector type in bits 4-2 */
    uint8_t reserved_2;
    struct cd_msf start;
    struct cd_msf end; /* the first block that is not read */
    uint8_t main_channel;
    uint8_t sub_channel;
    uint8_t control;
};
WIRE_SIZE(struct read_cd_msf_cdb, 12);

/* What READ CD wants of each sector. */
struct read_cd_form {
    uint8_t sector_type;
    uint8_t main_channel;
    uint8_t sub_channel;
};

#define SECTOR_TYPE_CD_DA      1
#define MAIN_CHANNEL_ERRORS    0x06u
#define MAIN_CHANNEL_USER_DATA 0x10

static uint8_t sector_type_of(uint8_t flags)
{
    return flags >> 2 & 0x07;
}

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

/* User data of data sectors are what there is of a CD: neither headers nor sub-channels. */
static enum drive_condition read_cd(struct virtual_drive *drive, struct drive_request *request,
                                    uint32_t lba, uint32_t blocks, const struct read_cd_form *form)
{
    if (drive->medium->family != MEDIUM_FAMILY_CD)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    if (form->sub_channel != 0 ||
        (form->main_channel & ~MAIN_CHANNEL_ERRORS) > MAIN_CHANNEL_USER_DATA)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    if (form->sector_type == SECTOR_TYPE_CD_DA)
        return DRIVE_CONDITION_ILLEGAL_MODE;
    if (blocks == 0 || (form->main_channel & MAIN_CHANNEL_USER_DATA) == 0)
        return DRIVE_CONDITION_GOOD;
    return read_blocks(drive, request, lba, blocks);
}

enum drive_condition drive_read_cd(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_cd *cdb = (const void *)request->cdb;
    const struct read_cd_form form = { sector_type_of(cdb->flags), cdb->main_channel,
                                       cdb->sub_channel };

    return read_cd(drive, request, be32_get(cdb->lba), be24_get(cdb->blocks), &form);
}

enum drive_condition drive_read_cd_msf(struct virtual_drive *drive, struct drive_request *request)
{
    const struct read_cd_msf_cdb *cdb = (const void *)request->cdb;
    const struct read_cd_form form = { sector_type_of(cdb->flags), cdb->main_channel,
                                       cdb->sub_channel };
    const int32_t start = cd_msf_to_lba(cdb->start);
    const int32_t end = cd_msf_to_lba(cdb->end);

    if (start < 0 || end < start)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    return read_cd(drive, request, (uint32_t)start, (uint32_t)(end - start), &form);
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
    return DRIVE_CONDITION_GOOD;
}
