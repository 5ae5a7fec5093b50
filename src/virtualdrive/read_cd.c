/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* READ CD and READ CD MSF: any part of the sectors of a CD, with their sub-channels (MMC-6 6.19,
 * 6.20).
 */
#include "cd/msf.h"
#include "mmc/cdb.h"
#include "virtualdrive/commands.h"
#include "virtualdrive/sub_channel.h"
#include "virtualdrive/whole_sectors.h"

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

/* What is wanted of each sector. */
struct selection {
    uint8_t sector_type;
    uint8_t main_channel;
    uint8_t sub_channel;
};

enum sector_type {
    SECTOR_TYPE_ANY,
    SECTOR_TYPE_AUDIO,
    SECTOR_TYPE_MODE_1,
    SECTOR_TYPE_MODE_2,
    SECTOR_TYPE_FORM_1,
    SECTOR_TYPE_FORM_2,
    SECTOR_TYPE_COUNT,
};

#define MAIN_RESERVED 0x01u
#define MAIN_C2_MASK  0x06u
#define MAIN_C2_BITS  0x02u
#define MAIN_C2_BLOCK 0x04u

/* One bit for each byte of the sector; with the block error byte and a pad before them, 2 more. */
#define C2_BYTES       294
#define C2_BLOCK_BYTES 296

enum sub_selection {
    SUB_SELECTION_NONE = 0,
    SUB_SELECTION_RAW = 1,
    SUB_SELECTION_Q = 2,
    SUB_SELECTION_RW = 4,
};

/* The parts of a sector in their order, and the bit that selects each. */
enum part {
    PART_SYNC,
    PART_HEADER,
    PART_SUB_HEADER,
    PART_USER_DATA,
    PART_ERROR_CODES,
    PART_COUNT,
};

static const uint8_t part_bits[PART_COUNT] = { 0x80, 0x20, 0x40, 0x10, 0x08 };

static const uint16_t part_sizes[][PART_COUNT] = {
    [CD_SECTOR_AUDIO] = { 0, 0, 0, 2352, 0 },
    [CD_SECTOR_MODE_0] = { 12, 4, 0, 2336, 0 },
    [CD_SECTOR_MODE_1] = { 12, 4, 0, 2048, 288 },
    [CD_SECTOR_MODE_2] = { 12, 4, 0, 2336, 0 },
    [CD_SECTOR_MODE_2_FORM_1] = { 12, 4, 8, 2048, 280 },
    [CD_SECTOR_MODE_2_FORM_2] = { 12, 4, 8, 2328, 0 },
};

static bool is_expected(uint8_t type, enum cd_sector_kind kind)
{
    static const uint8_t types[] = {
        [CD_SECTOR_AUDIO] = SECTOR_TYPE_AUDIO,
        [CD_SECTOR_MODE_0] = SECTOR_TYPE_ANY,
        [CD_SECTOR_MODE_1] = SECTOR_TYPE_MODE_1,
        [CD_SECTOR_MODE_2] = SECTOR_TYPE_MODE_2,
        [CD_SECTOR_MODE_2_FORM_1] = SECTOR_TYPE_FORM_1,
        [CD_SECTOR_MODE_2_FORM_2] = SECTOR_TYPE_FORM_2,
    };

    return type == SECTOR_TYPE_ANY || type == types[kind];
}

/*
 * Adds the selected parts of the main channel, which must lie side by side (MMC-6 6.19.2.6). False:
 * they do not.
 */
static bool add_main(struct drive_request *request, enum cd_sector_kind kind, uint8_t selected,
                     const uint8_t *sector)
{
    bool has_begun = false;
    bool has_ended = false;

    for (unsigned part = 0; part < PART_COUNT; part++) {
        const uint16_t size = part_sizes[kind][part];

        if (size == 0)
            continue;
        if (!(selected & part_bits[part])) {
            has_ended = has_begun;
        } else if (has_ended) {
            return false;
        } else {
            drive_reply_add(request, sector, size);
            has_begun = true;
        }
        sector += size;
    }
    return true;
}

/* No sector here has an error that anyone would have to point at. */
static void add_c2(struct drive_request *request, uint8_t main_channel)
{
    if ((main_channel & MAIN_C2_MASK) == MAIN_C2_BITS)
        drive_reply_add_zeros(request, C2_BYTES);
    else if ((main_channel & MAIN_C2_MASK) == MAIN_C2_BLOCK)
        drive_reply_add_zeros(request, C2_BLOCK_BYTES);
}

static void add_q(struct drive_request *request, const uint8_t *subcode)
{
    uint8_t out[CD_SUBCODE_PQ_BYTES];
    struct cd_q_frame q;

    cd_subcode_split_q(subcode, &q);
    cd_subcode_encode_pq(cd_subcode_split_p(subcode), &q, out);
    drive_reply_add(request, out, sizeof(out));
}

static enum status add_sub_channel(struct virtual_drive *drive, struct drive_request *request,
                                   uint32_t lba, uint8_t selected)
{
    uint8_t subcode[CD_SUBCODE_BYTES];
    enum status status;

    if (selected == SUB_SELECTION_NONE)
        return STATUS_OK;
    status = selected == SUB_SELECTION_RW ? sub_channel_read_packs(drive, lba, subcode)
                                          : sub_channel_read(drive, lba, subcode);
    if (status != STATUS_OK)
        return status;
    if (selected == SUB_SELECTION_Q)
        add_q(request, subcode);
    else
        drive_reply_add(request, subcode, sizeof(subcode));
    return STATUS_OK;
}

static enum drive_condition add_sector(struct virtual_drive *drive, struct drive_request *request,
                                       uint32_t lba, const struct selection *selection)
{
    uint8_t sector[CD_SECTOR_BYTES];
    enum cd_sector_kind kind;
    enum status status;

    if (disc_image_readable_blocks(drive->image, lba) == 0)
        return drive->medium->unreadable(drive, lba);
    status = whole_sector_read(drive, lba, sector);
    if (status != STATUS_OK)
        return drive_condition_of_read(status);
    kind = whole_sector_kind(drive, lba, sector);
    if (!is_expected(selection->sector_type, kind))
        return DRIVE_CONDITION_ILLEGAL_MODE;
    if (!add_main(request, kind, selection->main_channel, sector))
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    add_c2(request, selection->main_channel);
    return drive_condition_of_read(add_sub_channel(drive, request, lba, selection->sub_channel));
}

static bool is_valid(const struct selection *selection)
{
    const bool is_sub_known = selection->sub_channel == SUB_SELECTION_NONE ||
                              selection->sub_channel == SUB_SELECTION_RAW ||
                              selection->sub_channel == SUB_SELECTION_Q ||
                              selection->sub_channel == SUB_SELECTION_RW;

    return is_sub_known && selection->sector_type < SECTOR_TYPE_COUNT &&
           (selection->main_channel & MAIN_RESERVED) == 0 &&
           (selection->main_channel & MAIN_C2_MASK) != MAIN_C2_MASK;
}

/* What lies before a sector that cannot be read is transferred all the same. */
static enum drive_condition read_cd(struct virtual_drive *drive, struct drive_request *request,
                                    uint32_t lba, uint32_t blocks,
                                    const struct selection *selection)
{
    const uint32_t capacity = drive_disc(drive)->capacity_blocks;
    enum drive_condition condition = DRIVE_CONDITION_GOOD;

    if (drive->medium->family != MEDIUM_FAMILY_CD)
        return DRIVE_CONDITION_INCOMPATIBLE_FORMAT;
    if (!is_valid(selection))
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    drive_reply_begin(request, request->size);
    if (lba >= capacity || blocks > capacity - lba) {
        request->has_information = true;
        request->information = lba < capacity ? capacity : lba;
        return DRIVE_CONDITION_LBA_OUT_OF_RANGE;
    }
    for (uint32_t i = 0; i < blocks && condition == DRIVE_CONDITION_GOOD; i++) {
        const uint32_t before = request->transferred;

        condition = add_sector(drive, request, lba + i, selection);
        if (condition == DRIVE_CONDITION_GOOD) {
            drive->head = lba + i;
            continue;
        }
        request->transferred = before;
        request->has_information = true;
        request->information = lba + i;
    }
    drive_pace_read(drive, request->transferred);
    return condition;
}

static uint8_t sector_type_of(uint8_t flags)
{
    return flags >> 2 & 0x07;
}

enum drive_condition drive_read_cd(struct virtual_drive *drive, struct drive_request *request)
{
    const struct mmc_cdb_read_cd *cdb = (const void *)request->cdb;
    const struct selection selection = { sector_type_of(cdb->flags), cdb->main_channel,
                                         cdb->sub_channel };

    return read_cd(drive, request, be32_get(cdb->lba), be24_get(cdb->blocks), &selection);
}

enum drive_condition drive_read_cd_msf(struct virtual_drive *drive, struct drive_request *request)
{
    const struct read_cd_msf_cdb *cdb = (const void *)request->cdb;
    const struct selection selection = { sector_type_of(cdb->flags), cdb->main_channel,
                                         cdb->sub_channel };
    const int32_t start = cd_msf_to_lba(cdb->start);
    const int32_t end = cd_msf_to_lba(cdb->end);

    if (start < 0 || end < start)
        return DRIVE_CONDITION_INVALID_FIELD_IN_CDB;
    return read_cd(drive, request, (uint32_t)start, (uint32_t)(end - start), &selection);
}
