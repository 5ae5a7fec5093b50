/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Tables of the remainders of all bytes, for cyclic redundancy checks. A remainder is linear: that
 * of a byte is the sum of those of its bits, so a table is told by eight of them.
 */
#ifndef OPENIMAPI_BASE_REMAINDER_TABLE_H
#define OPENIMAPI_BASE_REMAINDER_TABLE_H

#define REMAINDER_OF_BIT(byte, bit, remainder) (((byte) >> (bit)&1) * (remainder))
#define REMAINDER_OF(n, a, b, c, d, e, f, g, h)                                                    \
    (REMAINDER_OF_BIT(n, 0, a) ^ REMAINDER_OF_BIT(n, 1, b) ^ REMAINDER_OF_BIT(n, 2, c) ^           \
     REMAINDER_OF_BIT(n, 3, d) ^ REMAINDER_OF_BIT(n, 4, e) ^ REMAINDER_OF_BIT(n, 5, f) ^           \
     REMAINDER_OF_BIT(n, 6, g) ^ REMAINDER_OF_BIT(n, 7, h))
#define REMAINDERS_4(n, ...)                                                                       \
    REMAINDER_OF(n, __VA_ARGS__), REMAINDER_OF((n) + 1, __VA_ARGS__),                              \
        REMAINDER_OF((n) + 2, __VA_ARGS__), REMAINDER_OF((n) + 3, __VA_ARGS__)
#define REMAINDERS_16(n, ...)                                                                      \
    REMAINDERS_4(n, __VA_ARGS__), REMAINDERS_4((n) + 4, __VA_ARGS__),                              \
        REMAINDERS_4((n) + 8, __VA_ARGS__), REMAINDERS_4((n) + 12, __VA_ARGS__)
#define REMAINDERS_64(n, ...)                                                                      \
    REMAINDERS_16(n, __VA_ARGS__), REMAINDERS_16((n) + 16, __VA_ARGS__),                           \
        REMAINDERS_16((n) + 32, __VA_ARGS__), REMAINDERS_16((n) + 48, __VA_ARGS__)

/** The initialiser of a table of 256; the arguments are the remainders of bits 0 to 7 of a byte. */
#define REMAINDER_TABLE(...)                                                                       \
    {                                                                                              \
        REMAINDERS_64(0, __VA_ARGS__), REMAINDERS_64(64, __VA_ARGS__),                             \
            REMAINDERS_64(128, __VA_ARGS__), REMAINDERS_64(192, __VA_ARGS__)                       \
    }

#endif
