/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sectors of a compact disc (ECMA-130 clause 14; CD-ROM XA for the forms of mode 2). */
#ifndef OPENIMAPI_CD_SECTOR_H
#define OPENIMAPI_CD_SECTOR_H

#include <stdbool.h>
#include <stdint.h>

/** Bytes of a sector in the main channel, and of its sub-channel. */
#define CD_SECTOR_BYTES  2352
#define CD_SUBCODE_BYTES 96

/** Where the parts of a data sector begin. */
#define CD_SECTOR_HEADER     12   /* minute, second, frame, mode */
#define CD_SECTOR_BODY       16   /* user data of modes 1 and 2, sub-header of a form */
#define CD_SECTOR_FORM_BODY  24   /* user data of a form */
#define CD_SECTOR_EDC_MODE_1 2064 /* the EDC, which covers what lies before it, */
#define CD_SECTOR_EDC_FORM_1 2072 /* from the sub-header on in the forms */
#define CD_SECTOR_EDC_FORM_2 2348

/** User bytes of the kinds of sector. */
#define CD_MODE_1_BYTES 2048 /* form 1 as well */
#define CD_MODE_2_BYTES 2336 /* mode 0 as well; sub-header and EDC of form 2 included */
#define CD_FORM_2_BYTES 2324

/** What a sector is. */
enum cd_sector_kind {
    CD_SECTOR_AUDIO,
    CD_SECTOR_MODE_0,
    CD_SECTOR_MODE_1,
    CD_SECTOR_MODE_2, /* without a form */
    CD_SECTOR_MODE_2_FORM_1,
    CD_SECTOR_MODE_2_FORM_2,
};

/** The bits of byte 2 of a sub-header, the submode, that matter here. */
enum cd_submode {
    CD_SUBMODE_DATA = 0x08,
    CD_SUBMODE_FORM_2 = 0x20,
};

/** The mode byte of a data sector: 0, 1 or 2. */
uint8_t cd_sector_mode(enum cd_sector_kind kind);

/** Writes sync field and header of the data sector at `lba`, -45150 to 404849. */
void cd_sector_begin(uint8_t *sector, enum cd_sector_kind kind, int32_t lba);

/**
 * Fills in what follows from the rest of a data sector that has its header: EDC, zeros and ECC of
 * mode 1 and form 1, EDC of form 2, nothing in the others. A form repeats its sub-header: bytes 20
 * to 23 become those at 16.
 */
void cd_sector_seal(uint8_t *sector, enum cd_sector_kind kind);

/**
 * What a descrambled sector is: audio when there is no sync field or an unknown mode, else by mode
 * and, in mode 2, by its sub-header: of a form where both copies agree.
 */
enum cd_sector_kind cd_sector_kind_of(const uint8_t *sector);

/** Whether the EDC of the sector agrees; a form 2 may have none. True of kinds without. */
bool cd_sector_is_intact(const uint8_t *sector, enum cd_sector_kind kind);

#endif
