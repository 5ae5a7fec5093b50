/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The error detection code of a data sector (ECMA-130 14.3), eight bytes at a step. */
#include "cd/edc.h"

#include "base/remainder_table.h"

#define STEP 8

/* Row k: of the bits, lowest first, of a byte with k bytes behind it. */
static const uint32_t tables[STEP][256] = {
    REMAINDER_TABLE(0x90910101, 0x91210201, 0x92410401, 0x94810801, 0x99011001, 0x82012001,
                    0xB4014001, 0xD8018001),
    REMAINDER_TABLE(0x90019000, 0x90002003, 0x90034005, 0x90058009, 0x90080011, 0x90130021,
                    0x90250041, 0x90490081),
    REMAINDER_TABLE(0x00900190, 0x01200320, 0x02400640, 0x04800C80, 0x09001900, 0x12003200,
                    0x24006400, 0x4800C800),
    REMAINDER_TABLE(0x41000001, 0x82000002, 0xB4030007, 0xD805000D, 0x00090019, 0x00120032,
                    0x00240064, 0x004800C8),
    REMAINDER_TABLE(0x90D00101, 0x91A30201, 0x93450401, 0x96890801, 0x9D111001, 0x8A212001,
                    0xA4414001, 0xF8818001),
    REMAINDER_TABLE(0x9001D100, 0x9000A203, 0x90024405, 0x90078809, 0x900C1011, 0x901B2021,
                    0x90354041, 0x90698081),
    REMAINDER_TABLE(0x009001D1, 0x012003A2, 0x02400744, 0x04800E88, 0x09001D10, 0x12003A20,
                    0x24007440, 0x4800E880),
    REMAINDER_TABLE(0x65904101, 0xCB208202, 0x26420407, 0x4C84080E, 0x9908101C, 0x8213203B,
                    0xB4254075, 0xD84980E9),
};

uint32_t cd_edc(const void *data, size_t size)
{
    const uint8_t *bytes = data;
    uint32_t edc = 0;

    for (; size >= STEP; size -= STEP, bytes += STEP) {
        edc = tables[7][(edc ^ bytes[0]) & 0xFF] ^ tables[6][(edc >> 8 ^ bytes[1]) & 0xFF] ^
              tables[5][(edc >> 16 ^ bytes[2]) & 0xFF] ^ tables[4][edc >> 24 ^ bytes[3]] ^
              tables[3][bytes[4]] ^ tables[2][bytes[5]] ^ tables[1][bytes[6]] ^ tables[0][bytes[7]];
    }
    for (; size > 0; size--, bytes++)
        edc = edc >> 8 ^ tables[0][(edc ^ *bytes) & 0xFF];
    return edc;
}
