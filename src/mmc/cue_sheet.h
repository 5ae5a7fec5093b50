/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SEND CUE SHEET data (MMC-6 6.33.3): what a session written at once will hold. */
#ifndef OPENIMAPI_MMC_CUE_SHEET_H
#define OPENIMAPI_MMC_CUE_SHEET_H

#include "base/wire.h"

#include <stdint.h>

/** One line of the sheet. Times are absolute: address 0 is 00:02:00. */
struct mmc_cue_line_wire {
    uint8_t control_adr; /* control in bits 7-4, ADR in bits 3-0 */
    uint8_t track;       /* 0: lead-in, AAh: lead-out */
    uint8_t index;
    uint8_t data_form; /* enum mmc_cue_data_form */
    uint8_t serial_copy;
    uint8_t minute;
    uint8_t second;
    uint8_t frame;
};
WIRE_SIZE(struct mmc_cue_line_wire, 8);
WIRE_AT(struct mmc_cue_line_wire, minute, 5);

enum mmc_cue_data_form {
    MMC_CUE_DATA_FORM_MODE_1 = 0x10,           /* 2048 bytes come for each sector */
    MMC_CUE_DATA_FORM_MODE_1_GENERATED = 0x14, /* nothing comes: the drive makes them */
};

/** Lines of a sheet with one track. */
#define MMC_CUE_SHEET_LINES 4

/**
 * Writes the sheet of a session with one data track: number `track`, data from address `start` on,
 * with a pre-gap of `pregap_sectors` before it that comes with the data, and the lead-out at
 * address `end`.
 */
void mmc_cue_sheet_encode(uint8_t track, int32_t start, uint32_t pregap_sectors, int32_t end,
                          struct mmc_cue_line_wire out[MMC_CUE_SHEET_LINES]);

#endif
