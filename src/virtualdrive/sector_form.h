/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What an initiator sends of the sectors of a CD, by the data block type of mode page 05h (MMC-6
 * 7.5.4.10) or the data form of a cue sheet (6.33.3.6), and the whole sectors that come of it.
 */
#ifndef OPENIMAPI_VIRTUALDRIVE_SECTOR_FORM_H
#define OPENIMAPI_VIRTUALDRIVE_SECTOR_FORM_H

#include "discimage/disc_state.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sector_form {
    SECTOR_FORM_AUDIO,
    SECTOR_FORM_MODE_1,
    SECTOR_FORM_MODE_1_WHOLE, /* all 2352 bytes, of which the user data count */
    SECTOR_FORM_MODE_2,       /* without a form */
    SECTOR_FORM_MODE_2_WHOLE,
    SECTOR_FORM_XA, /* from the sub-header on to the end of the sector; the drive makes EDC and ECC
                     */
    SECTOR_FORM_XA_WHOLE,
    SECTOR_FORM_XA_FORM_1,
    SECTOR_FORM_XA_FORM_1_SUB_HEADER, /* with the sub-header before it */
    SECTOR_FORM_XA_FORM_2,
    SECTOR_FORM_XA_MIXED, /* sub-header and 2324 bytes, be the form what it may */
    SECTOR_FORM_COUNT,
};

/** The form of a data block type, for a track of audio or of data. False: there is none. */
bool sector_form_of_block_type(uint8_t data_block_type, bool is_data, enum sector_form *form);

/** The form of a data form's low six bits; false: there is none, or nothing comes. */
bool sector_form_of_cue(uint8_t data_form, enum sector_form *form);

/** Bytes that come for each sector. */
uint32_t sector_form_bytes(enum sector_form form);

/** What a track of such sectors is. */
enum disc_track_mode sector_form_mode(enum sector_form form);

/**
 * Makes a whole sector, DISC_SECTOR_SIZE bytes, of what came for address `lba`. `sub_header` is
 * that of the mode page, for forms that bring none.
 */
void sector_form_encode(enum sector_form form, const uint8_t sub_header[4], int32_t lba,
                        const uint8_t *data, uint8_t *sector);

/** Whether blocks of 2048 bytes say all there is to say of such sectors. */
bool sector_form_is_plain(enum sector_form form, const uint8_t sub_header[4]);

/** Makes the whole sector that a block of a plain track stands for. */
void sector_form_encode_plain(enum disc_track_mode mode, int32_t lba, const uint8_t *block,
                              uint8_t *sector);

#endif
