/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sectors of a CD as they come and as they are recorded. */
#include "virtualdrive/sector_form.h"

#include "cd/sector.h"
#include "mmc/mode_pages.h"

#include <string.h>

#define SUBMODE 2 /* in a sub-header */

struct form_row {
    uint16_t bytes;
    uint16_t skipped; /* bytes that come before those that count */
    uint16_t kept;    /* and how many count */
    uint16_t offset;  /* where they go in the sector */
    enum disc_track_mode mode;
};

static const struct form_row forms[SECTOR_FORM_COUNT] = {
    [SECTOR_FORM_AUDIO] = { 2352, 0, 2352, 0, DISC_TRACK_MODE_AUDIO },
    [SECTOR_FORM_MODE_1] = { 2048, 0, 2048, CD_SECTOR_BODY, DISC_TRACK_MODE_1 },
    [SECTOR_FORM_MODE_1_WHOLE] = { 2352, 16, 2048, CD_SECTOR_BODY, DISC_TRACK_MODE_1 },
    [SECTOR_FORM_MODE_2] = { 2336, 0, 2336, CD_SECTOR_BODY, DISC_TRACK_MODE_2 },
    [SECTOR_FORM_MODE_2_WHOLE] = { 2352, 16, 2336, CD_SECTOR_BODY, DISC_TRACK_MODE_2 },
    [SECTOR_FORM_XA] = { 2336, 0, 2332, CD_SECTOR_BODY, DISC_TRACK_MODE_2_XA_MIXED },
    [SECTOR_FORM_XA_WHOLE] = { 2352, 16, 2332, CD_SECTOR_BODY, DISC_TRACK_MODE_2_XA_MIXED },
    [SECTOR_FORM_XA_FORM_1] = { 2048, 0, 2048, CD_SECTOR_FORM_BODY, DISC_TRACK_MODE_2_XA },
    [SECTOR_FORM_XA_FORM_1_SUB_HEADER] = { 2056, 0, 2056, CD_SECTOR_BODY, DISC_TRACK_MODE_2_XA },
    [SECTOR_FORM_XA_FORM_2] = { 2324, 0, 2324, CD_SECTOR_FORM_BODY, DISC_TRACK_MODE_2_XA_MIXED },
    [SECTOR_FORM_XA_MIXED] = { 2332, 0, 2332, CD_SECTOR_BODY, DISC_TRACK_MODE_2_XA_MIXED },
};

/* Of a data sector of form 1 that has nothing else to say. */
static const uint8_t plain_sub_header[4] = { 0, 0, CD_SUBMODE_DATA, 0 };

bool sector_form_of_block_type(uint8_t data_block_type, bool is_data, enum sector_form *form)
{
    static const enum sector_form data_forms[] = {
        [MMC_DATA_BLOCK_TYPE_MODE_1] = SECTOR_FORM_MODE_1,
        [MMC_DATA_BLOCK_TYPE_MODE_2] = SECTOR_FORM_MODE_2,
        [MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_1] = SECTOR_FORM_XA_FORM_1,
        [MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_1_SUBHEADER] = SECTOR_FORM_XA_FORM_1_SUB_HEADER,
        [MMC_DATA_BLOCK_TYPE_MODE_2_XA_FORM_2] = SECTOR_FORM_XA_FORM_2,
        [MMC_DATA_BLOCK_TYPE_MODE_2_XA_MIXED] = SECTOR_FORM_XA_MIXED,
    };

    *form = SECTOR_FORM_AUDIO;
    if (!is_data)
        return data_block_type == MMC_DATA_BLOCK_TYPE_RAW;
    if (data_block_type < MMC_DATA_BLOCK_TYPE_MODE_1 ||
        data_block_type >= sizeof(data_forms) / sizeof(data_forms[0]))
        return false;
    *form = data_forms[data_block_type];
    return true;
}

bool sector_form_of_cue(uint8_t data_form, enum sector_form *form)
{
    switch (data_form) {
    case 0x00:
        *form = SECTOR_FORM_AUDIO;
        return true;
    case 0x10:
    case 0x12:
        *form = SECTOR_FORM_MODE_1;
        return true;
    case 0x11:
    case 0x13:
        *form = SECTOR_FORM_MODE_1_WHOLE;
        return true;
    case 0x20:
    case 0x22:
        *form = SECTOR_FORM_XA;
        return true;
    case 0x21:
    case 0x23:
        *form = SECTOR_FORM_XA_WHOLE;
        return true;
    case 0x30:
    case 0x32:
        *form = SECTOR_FORM_MODE_2;
        return true;
    case 0x31:
    case 0x33:
        *form = SECTOR_FORM_MODE_2_WHOLE;
        return true;
    default:
        *form = SECTOR_FORM_AUDIO;
        return false;
    }
}

uint32_t sector_form_bytes(enum sector_form form)
{
    return forms[form].bytes;
}

enum disc_track_mode sector_form_mode(enum sector_form form)
{
    return forms[form].mode;
}

/* What the sub-header of the sector says, which is there by now. */
static enum cd_sector_kind form_of_sub_header(const uint8_t *sector)
{
    return sector[CD_SECTOR_BODY + SUBMODE] & CD_SUBMODE_FORM_2 ? CD_SECTOR_MODE_2_FORM_2
                                                                : CD_SECTOR_MODE_2_FORM_1;
}

static void put_sub_header(const uint8_t sub_header[4], uint8_t *sector)
{
    static const uint8_t none[4] = { 0 };

    if (memcmp(sub_header, none, sizeof(none)) == 0)
        sub_header = plain_sub_header;
    memcpy(sector + CD_SECTOR_BODY, sub_header, sizeof(none));
}

void sector_form_encode(enum sector_form form, const uint8_t sub_header[4], int32_t lba,
                        const uint8_t *data, uint8_t *sector)
{
    const struct form_row *row = &forms[form];
    enum cd_sector_kind kind = CD_SECTOR_MODE_2_FORM_1;

    if (row->mode == DISC_TRACK_MODE_1)
        kind = CD_SECTOR_MODE_1;
    else if (row->mode == DISC_TRACK_MODE_2)
        kind = CD_SECTOR_MODE_2;
    if (form != SECTOR_FORM_AUDIO) {
        memset(sector, 0, DISC_SECTOR_SIZE);
        cd_sector_begin(sector, kind, lba);
        put_sub_header(sub_header, sector);
    }
    memcpy(sector + row->offset, data + row->skipped, row->kept);
    if (form == SECTOR_FORM_XA_FORM_2)
        sector[CD_SECTOR_BODY + SUBMODE] |= CD_SUBMODE_FORM_2;
    if (form == SECTOR_FORM_AUDIO)
        return;
    if (row->mode == DISC_TRACK_MODE_2_XA_MIXED)
        kind = form_of_sub_header(sector);
    cd_sector_seal(sector, kind);
}

bool sector_form_is_plain(enum sector_form form, const uint8_t sub_header[4])
{
    static const uint8_t none[4] = { 0 };

    if (form == SECTOR_FORM_XA_FORM_1)
        return memcmp(sub_header, none, sizeof(none)) == 0 ||
               memcmp(sub_header, plain_sub_header, sizeof(none)) == 0;
    return form == SECTOR_FORM_MODE_1;
}

void sector_form_encode_plain(enum disc_track_mode mode, int32_t lba, const uint8_t *block,
                              uint8_t *sector)
{
    sector_form_encode(mode == DISC_TRACK_MODE_1 ? SECTOR_FORM_MODE_1 : SECTOR_FORM_XA_FORM_1,
                       plain_sub_header, lba, block, sector);
}
