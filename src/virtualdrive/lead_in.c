/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CD-Text as it comes in a lead-in. */
#include "virtualdrive/lead_in.h"

#include <string.h>

/* The order of packs on the disc, by block and in it. */
static unsigned place_of(const struct cd_text_pack *pack)
{
    return (pack->place >> 4 & 7u) << 8 | pack->sequence;
}

/* Recording may begin amid the packs: they are put in order, until one comes again. */
static void add_pack(struct lead_in *lead_in, const struct cd_text_pack *pack)
{
    size_t place = lead_in->pack_count;

    if (lead_in->is_complete || lead_in->pack_count == LEAD_IN_PACKS_MAXIMUM ||
        !cd_text_pack_is_intact(pack))
        return;
    while (place > 0 && place_of(&lead_in->packs[place - 1]) > place_of(pack))
        place--;
    if (place > 0 && place_of(&lead_in->packs[place - 1]) == place_of(pack)) {
        lead_in->is_complete = true;
        return;
    }
    memmove(&lead_in->packs[place + 1], &lead_in->packs[place],
            (lead_in->pack_count - place) * sizeof(*pack));
    lead_in->packs[place] = *pack;
    lead_in->pack_count++;
}

void lead_in_add(struct lead_in *lead_in, const uint8_t rw[CD_SUBCODE_BYTES])
{
    struct cd_text_pack packs[CD_TEXT_PACKS_PER_SECTOR];

    cd_text_from_subcode(rw, packs);
    for (unsigned i = 0; i < CD_TEXT_PACKS_PER_SECTOR; i++)
        add_pack(lead_in, &packs[i]);
}
