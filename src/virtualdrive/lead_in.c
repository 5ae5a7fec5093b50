/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CD-Text as it comes in a lead-in. */
#include "virtualdrive/lead_in.h"

#include <string.h>

static void add_pack(struct lead_in *lead_in, const struct cd_text_pack *pack)
{
    if (lead_in->is_complete || lead_in->pack_count == LEAD_IN_PACKS_MAXIMUM ||
        !cd_text_pack_is_intact(pack))
        return;
    if (lead_in->pack_count > 0 && memcmp(&lead_in->packs[0], pack, sizeof(*pack)) == 0)
        lead_in->is_complete = true;
    else
        lead_in->packs[lead_in->pack_count++] = *pack;
}

void lead_in_add(struct lead_in *lead_in, const uint8_t rw[CD_SUBCODE_BYTES])
{
    struct cd_text_pack packs[CD_TEXT_PACKS_PER_SECTOR];

    cd_text_from_subcode(rw, packs);
    for (unsigned i = 0; i < CD_TEXT_PACKS_PER_SECTOR; i++)
        add_pack(lead_in, &packs[i]);
}
