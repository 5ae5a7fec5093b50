/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The cyclic redundancy check of sixteen bits (ECMA-167 3/7.2.6), eight bytes at a step. */
#include "base/crc16.h"

#include "base/remainder_table.h"

#define STEP 8

/* Row k, of a byte with k bytes behind it: x^(16 + 8k) to x^(23 + 8k), modulo the polynomial. */
static const uint16_t tables[STEP][256] = {
    REMAINDER_TABLE(0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48C4, 0x9188),
    REMAINDER_TABLE(0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373, 0x06E6, 0x0DCC, 0x1B98),
    REMAINDER_TABLE(0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD, 0x3B5A),
    REMAINDER_TABLE(0x76B4, 0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C, 0xDD38),
    REMAINDER_TABLE(0xAA51, 0x4483, 0x8906, 0x022D, 0x045A, 0x08B4, 0x1168, 0x22D0),
    REMAINDER_TABLE(0x45A0, 0x8B40, 0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10, 0xD420),
    REMAINDER_TABLE(0xB861, 0x60E3, 0xC1C6, 0x93AD, 0x377B, 0x6EF6, 0xDDEC, 0xABF9),
    REMAINDER_TABLE(0x47D3, 0x8FA6, 0x0F6D, 0x1EDA, 0x3DB4, 0x7B68, 0xF6D0, 0xFD81),
};

uint16_t crc16(const void *data, size_t size)
{
    const uint8_t *bytes = data;
    uint16_t crc = 0;

    for (; size >= STEP; size -= STEP, bytes += STEP) {
        crc = (uint16_t)(tables[7][bytes[0] ^ crc >> 8] ^ tables[6][bytes[1] ^ (crc & 0xFF)] ^
                         tables[5][bytes[2]] ^ tables[4][bytes[3]] ^ tables[3][bytes[4]] ^
                         tables[2][bytes[5]] ^ tables[1][bytes[6]] ^ tables[0][bytes[7]]);
    }
    for (; size > 0; size--, bytes++)
        crc = (uint16_t)(crc << 8 ^ tables[0][crc >> 8 ^ *bytes]);
    return crc;
}
