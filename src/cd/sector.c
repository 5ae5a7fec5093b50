/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sectors of a compact disc (ECMA-130 clause 14; CD-ROM XA for the forms of mode 2). */
#include "cd/sector.h"

#include "base/wire.h"
#include "cd/bcd.h"
#include "cd/ecc.h"
#include "cd/edc.h"
#include "cd/msf.h"

#include <string.h>

#define SUB_HEADER_BYTES  4
#define SUBMODE           (CD_SECTOR_BODY + 2)
#define MODE_1_ZERO_BYTES 8 /* behind the EDC */

static const uint8_t sync_field[CD_SECTOR_HEADER] = { 0,    0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                                      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0 };

uint8_t cd_sector_mode(enum cd_sector_kind kind)
{
    switch (kind) {
    case CD_SECTOR_AUDIO:
    case CD_SECTOR_MODE_0:
        return 0;
    case CD_SECTOR_MODE_1:
        return 1;
    case CD_SECTOR_MODE_2:
    case CD_SECTOR_MODE_2_FORM_1:
    case CD_SECTOR_MODE_2_FORM_2:
        return 2;
    }
    return 0;
}

void cd_sector_begin(uint8_t *sector, enum cd_sector_kind kind, int32_t lba)
{
    const struct cd_msf msf = cd_msf_of_lba(lba);
    uint8_t *header = sector + CD_SECTOR_HEADER;

    memcpy(sector, sync_field, sizeof(sync_field));
    header[0] = cd_bcd_of(msf.minute);
    header[1] = cd_bcd_of(msf.second);
    header[2] = cd_bcd_of(msf.frame);
    header[3] = cd_sector_mode(kind);
}

/* Where the EDC covers sectors from, and where it stands; nowhere in kinds that have none. */
static unsigned edc_start(enum cd_sector_kind kind)
{
    return kind == CD_SECTOR_MODE_1 ? 0 : CD_SECTOR_BODY;
}

static unsigned edc_place(enum cd_sector_kind kind)
{
    switch (kind) {
    case CD_SECTOR_MODE_1:
        return CD_SECTOR_EDC_MODE_1;
    case CD_SECTOR_MODE_2_FORM_1:
        return CD_SECTOR_EDC_FORM_1;
    case CD_SECTOR_MODE_2_FORM_2:
        return CD_SECTOR_EDC_FORM_2;
    case CD_SECTOR_AUDIO:
    case CD_SECTOR_MODE_0:
    case CD_SECTOR_MODE_2:
        break;
    }
    return 0;
}

static le32 edc_of(const uint8_t *sector, enum cd_sector_kind kind)
{
    const unsigned start = edc_start(kind);

    return le32_of(cd_edc(sector + start, edc_place(kind) - start));
}

/* The code takes the header of a form for zeros, so that a sector can be moved without a new one.
 */
static void encode_form_ecc(uint8_t *sector)
{
    uint8_t header[CD_SECTOR_BODY - CD_SECTOR_HEADER];

    memcpy(header, sector + CD_SECTOR_HEADER, sizeof(header));
    memset(sector + CD_SECTOR_HEADER, 0, sizeof(header));
    cd_ecc_encode(sector);
    memcpy(sector + CD_SECTOR_HEADER, header, sizeof(header));
}

void cd_sector_seal(uint8_t *sector, enum cd_sector_kind kind)
{
    const unsigned place = edc_place(kind);
    le32 edc;

    if (place == 0)
        return;
    if (kind != CD_SECTOR_MODE_1)
        memcpy(sector + CD_SECTOR_BODY + SUB_HEADER_BYTES, sector + CD_SECTOR_BODY,
               SUB_HEADER_BYTES);
    edc = edc_of(sector, kind);
    memcpy(sector + place, &edc, sizeof(edc));
    if (kind == CD_SECTOR_MODE_1) {
        memset(sector + place + sizeof(edc), 0, MODE_1_ZERO_BYTES);
        cd_ecc_encode(sector);
    } else if (kind == CD_SECTOR_MODE_2_FORM_1) {
        encode_form_ecc(sector);
    }
}

enum cd_sector_kind cd_sector_kind_of(const uint8_t *sector)
{
    const uint8_t *sub_header = sector + CD_SECTOR_BODY;

    if (memcmp(sector, sync_field, sizeof(sync_field)) != 0)
        return CD_SECTOR_AUDIO;
    switch (sector[CD_SECTOR_BODY - 1]) {
    case 0:
        return CD_SECTOR_MODE_0;
    case 1:
        return CD_SECTOR_MODE_1;
    case 2:
        break;
    default:
        return CD_SECTOR_AUDIO;
    }
    if (memcmp(sub_header, sub_header + SUB_HEADER_BYTES, SUB_HEADER_BYTES) != 0)
        return CD_SECTOR_MODE_2;
    return sector[SUBMODE] & CD_SUBMODE_FORM_2 ? CD_SECTOR_MODE_2_FORM_2 : CD_SECTOR_MODE_2_FORM_1;
}

bool cd_sector_is_intact(const uint8_t *sector, enum cd_sector_kind kind)
{
    static const le32 none;
    const unsigned place = edc_place(kind);
    le32 edc;

    if (place == 0)
        return true;
    if (kind == CD_SECTOR_MODE_2_FORM_2 && memcmp(sector + place, &none, sizeof(none)) == 0)
        return true;
    edc = edc_of(sector, kind);
    return memcmp(sector + place, &edc, sizeof(edc)) == 0;
}
