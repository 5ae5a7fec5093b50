/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Two decimal digits in a byte, as the Q sub-channel and sector headers hold them (ECMA-130 14.2).
 */
#ifndef OPENIMAPI_CD_BCD_H
#define OPENIMAPI_CD_BCD_H

#include <stdbool.h>
#include <stdint.h>

/** The byte of a number from 0 to 99. */
static inline uint8_t cd_bcd_of(unsigned number)
{
    return (uint8_t)(number / 10 << 4 | number % 10);
}

/** Whether both digits of `byte` are decimal. */
static inline bool cd_bcd_is_valid(uint8_t byte)
{
    return byte >> 4 < 10 && (byte & 0xF) < 10;
}

/** The number in a valid `byte`. */
static inline uint8_t cd_bcd_value(uint8_t byte)
{
    return (uint8_t)(byte / 16 * 10 + byte % 16);
}

#endif
