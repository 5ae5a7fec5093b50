/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sub-channels P to W of one sector (MMC-6 4.2.3.5). */
#include "cd/subcode.h"

#include <string.h>

#define PLANES      8
#define PLANE_BYTES (CD_SUBCODE_BYTES / PLANES)

void cd_subcode_join(bool p, const struct cd_q_frame *q, const uint8_t *rw,
                     uint8_t subcode[CD_SUBCODE_BYTES])
{
    const uint8_t p_bit = p ? CD_SUBCODE_P : 0;
    uint8_t bits[sizeof(*q)];

    memcpy(bits, q, sizeof(bits));
    for (unsigned i = 0; i < CD_SUBCODE_BYTES; i++) {
        const unsigned q_bit = bits[i / 8] << i % 8 & 0x80;
        const unsigned symbol = rw != NULL ? rw[i] & CD_SUBCODE_RW : 0;

        subcode[i] = (uint8_t)(p_bit | q_bit >> 1 | symbol);
    }
}

static void split(const uint8_t *subcode, uint8_t bit, uint8_t *plane)
{
    memset(plane, 0, PLANE_BYTES);
    for (unsigned i = 0; i < CD_SUBCODE_BYTES; i++)
        plane[i / 8] |= (uint8_t)(subcode[i] & bit ? 0x80 >> i % 8 : 0);
}

void cd_subcode_split_q(const uint8_t subcode[CD_SUBCODE_BYTES], struct cd_q_frame *q)
{
    uint8_t bits[sizeof(*q)];

    split(subcode, CD_SUBCODE_Q, bits);
    memcpy(q, bits, sizeof(*q));
}

bool cd_subcode_split_p(const uint8_t subcode[CD_SUBCODE_BYTES])
{
    unsigned set = 0;

    for (unsigned i = 0; i < CD_SUBCODE_BYTES; i++)
        set += subcode[i] >> 7;
    return set > CD_SUBCODE_BYTES / 2;
}

void cd_subcode_encode_pq(bool p, const struct cd_q_frame *q, uint8_t out[CD_SUBCODE_PQ_BYTES])
{
    memset(out, 0, CD_SUBCODE_PQ_BYTES);
    memcpy(out, q, sizeof(*q));
    out[CD_SUBCODE_PQ_BYTES - 1] = p ? CD_SUBCODE_P : 0;
}

void cd_subcode_to_planes(const uint8_t subcode[CD_SUBCODE_BYTES], uint8_t planes[CD_SUBCODE_BYTES])
{
    for (unsigned i = 0; i < PLANES; i++)
        split(subcode, (uint8_t)(0x80 >> i), planes + i * PLANE_BYTES);
}

void cd_subcode_from_planes(const uint8_t planes[CD_SUBCODE_BYTES],
                            uint8_t subcode[CD_SUBCODE_BYTES])
{
    for (unsigned i = 0; i < CD_SUBCODE_BYTES; i++) {
        unsigned byte = 0;

        for (unsigned plane = 0; plane < PLANES; plane++)
            byte = byte << 1 | (planes[plane * PLANE_BYTES + i / 8] >> (7 - i % 8) & 1);
        subcode[i] = (uint8_t)byte;
    }
}
