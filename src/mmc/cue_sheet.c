/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Cue sheets of data sessions (MMC-6 6.33.3). */
#include "mmc/cue_sheet.h"

#include "cd/msf.h"
#include "mmc/toc.h"
#include "mmc/track_information.h"

/* A data track, described by its position. */
#define CONTROL_ADR (MMC_TRACK_MODE_DATA << 4 | MMC_TOC_ADR_POSITION >> 4)

static struct mmc_cue_line_wire line_of(uint8_t track, uint8_t index, enum mmc_cue_data_form form,
                                        int32_t address)
{
    const struct cd_msf msf = cd_msf_of_lba(address);

    return (struct mmc_cue_line_wire){
        .control_adr = CONTROL_ADR,
        .track = track,
        .index = index,
        .data_form = (uint8_t)form,
        .minute = msf.minute,
        .second = msf.second,
        .frame = msf.frame,
    };
}

void mmc_cue_sheet_encode(uint8_t track, int32_t start, uint32_t pregap_sectors, int32_t end,
                          struct mmc_cue_line_wire out[MMC_CUE_SHEET_LINES])
{
    out[0] = (struct mmc_cue_line_wire){
        .control_adr = CONTROL_ADR,
        .data_form = MMC_CUE_DATA_FORM_MODE_1_GENERATED,
    };
    out[1] = line_of(track, 0, MMC_CUE_DATA_FORM_MODE_1, start - (int32_t)pregap_sectors);
    out[2] = line_of(track, 1, MMC_CUE_DATA_FORM_MODE_1, start);
    out[3] = line_of(MMC_TOC_TRACK_LEAD_OUT, 1, MMC_CUE_DATA_FORM_MODE_1_GENERATED, end);
}
