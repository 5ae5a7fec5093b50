/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the sub-channels of a lead-in bring: the packs of CD-Text, again and again. */
#ifndef OPENIMAPI_VIRTUALDRIVE_LEAD_IN_H
#define OPENIMAPI_VIRTUALDRIVE_LEAD_IN_H

#include "cd/text.h"
#include "discimage/disc_image.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LEAD_IN_PACKS_MAXIMUM (DISC_CD_TEXT_MAXIMUM / sizeof(struct cd_text_pack))

/** Zeroed is empty. */
struct lead_in {
    size_t pack_count;
    bool is_complete;                                 /* a pack has come again */
    struct cd_text_pack packs[LEAD_IN_PACKS_MAXIMUM]; /* by block, then by sequence */
};

/** Takes the sub-channels R to W of a sector; packs with a wrong CRC are none. */
void lead_in_add(struct lead_in *lead_in, const uint8_t rw[CD_SUBCODE_BYTES]);

#endif
