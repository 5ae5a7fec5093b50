/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packs of CD-Text and the sub-channels they lie in (MMC-6 annex J). */
#include "base/crc16.h"
#include "cd/text.h"

#include <string.h>

#define SYMBOL_BITS 6

/* Three bytes are four symbols. */
#define BYTES   3
#define SYMBOLS 4

static_assert(CD_TEXT_PACKS_PER_SECTOR * sizeof(struct cd_text_pack) / BYTES * SYMBOLS ==
                  CD_SUBCODE_BYTES,
              "packs must fill a sector");

static uint16_t crc_of(const struct cd_text_pack *pack)
{
    return (uint16_t)~crc16(pack, offsetof(struct cd_text_pack, crc));
}

void cd_text_pack_seal(struct cd_text_pack *pack)
{
    pack->crc = be16_of(crc_of(pack));
}

bool cd_text_pack_is_intact(const struct cd_text_pack *pack)
{
    return be16_get(pack->crc) == crc_of(pack);
}

void cd_text_to_subcode(const struct cd_text_pack packs[CD_TEXT_PACKS_PER_SECTOR],
                        uint8_t rw[CD_SUBCODE_BYTES])
{
    const uint8_t *bytes = (const uint8_t *)packs;

    for (size_t i = 0; i < CD_SUBCODE_BYTES; i += SYMBOLS, bytes += BYTES) {
        const unsigned word = (unsigned)bytes[0] << 16 | (unsigned)bytes[1] << 8 | bytes[2];

        for (unsigned k = 0; k < SYMBOLS; k++)
            rw[i + k] = (uint8_t)(word >> SYMBOL_BITS * (SYMBOLS - 1 - k) & 0x3F);
    }
}

void cd_text_from_subcode(const uint8_t rw[CD_SUBCODE_BYTES],
                          struct cd_text_pack packs[CD_TEXT_PACKS_PER_SECTOR])
{
    uint8_t *bytes = (uint8_t *)packs;

    for (size_t i = 0; i < CD_SUBCODE_BYTES; i += SYMBOLS, bytes += BYTES) {
        unsigned word = 0;

        for (unsigned k = 0; k < SYMBOLS; k++)
            word = word << SYMBOL_BITS | (rw[i + k] & 0x3F);
        bytes[0] = (uint8_t)(word >> 16);
        bytes[1] = (uint8_t)(word >> 8);
        bytes[2] = (uint8_t)word;
    }
}
