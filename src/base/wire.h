/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Integers as they lie on a disc or on the wire. Each is a structure of bytes, so wire structures
 * made of them have alignment 1 without packing, and mixing up byte orders does not compile.
 */
#ifndef OPENIMAPI_BASE_WIRE_H
#define OPENIMAPI_BASE_WIRE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint8_t byte[2];
} be16;
typedef struct {
    uint8_t byte[3];
} be24;
typedef struct {
    uint8_t byte[4];
} be32;
typedef struct {
    uint8_t byte[8];
} be64;
typedef struct {
    uint8_t byte[2];
} le16;
typedef struct {
    uint8_t byte[4];
} le32;
typedef struct {
    uint8_t byte[8];
} le64;

/** ECMA-119 7.2.3: 16 bits in both byte orders, little-endian first. */
typedef struct {
    le16 le;
    be16 be;
} both16;

/** ECMA-119 7.3.3: 32 bits in both byte orders, little-endian first. */
typedef struct {
    le32 le;
    be32 be;
} both32;

/** Asserts that `field` of wire structure `type` begins at byte `offset`. */
#define WIRE_AT(type, field, offset)                                                               \
    static_assert(offsetof(type, field) == (offset), #field " must lie at byte " #offset)

/** Asserts that wire structure `type` takes `size` bytes. */
#define WIRE_SIZE(type, size) static_assert(sizeof(type) == (size), #type " must take " #size)

static inline uint16_t be16_get(be16 w)
{
    return (uint16_t)((unsigned)w.byte[0] << 8 | w.byte[1]);
}

static inline uint32_t be24_get(be24 w)
{
    return (uint32_t)w.byte[0] << 16 | (uint32_t)w.byte[1] << 8 | w.byte[2];
}

static inline uint32_t be32_get(be32 w)
{
    return (uint32_t)w.byte[0] << 24 | (uint32_t)w.byte[1] << 16 | (uint32_t)w.byte[2] << 8 |
           w.byte[3];
}

static inline uint64_t be64_get(be64 w)
{
    uint64_t value = 0;

    for (size_t i = 0; i < sizeof(w.byte); i++)
        value = value << 8 | w.byte[i];
    return value;
}

static inline uint16_t le16_get(le16 w)
{
    return (uint16_t)((unsigned)w.byte[1] << 8 | w.byte[0]);
}

static inline uint32_t le32_get(le32 w)
{
    return (uint32_t)w.byte[3] << 24 | (uint32_t)w.byte[2] << 16 | (uint32_t)w.byte[1] << 8 |
           w.byte[0];
}

static inline uint64_t le64_get(le64 w)
{
    uint64_t value = 0;

    for (size_t i = sizeof(w.byte); i > 0; i--)
        value = value << 8 | w.byte[i - 1];
    return value;
}

/** The bytes of a big-endian integer; of a constant, they initialise static data. */
#define BE16_BYTES(value) (uint8_t)((value) >> 8), (uint8_t)(value)
#define BE24_BYTES(value) (uint8_t)((value) >> 16), BE16_BYTES(value)
#define BE32_BYTES(value) (uint8_t)((value) >> 24), BE24_BYTES(value)

static inline be16 be16_of(uint16_t value)
{
    return (be16){ { BE16_BYTES(value) } };
}

/** The low 24 bits of `value`. */
static inline be24 be24_of(uint32_t value)
{
    return (be24){ { BE24_BYTES(value) } };
}

static inline be32 be32_of(uint32_t value)
{
    return (be32){ { BE32_BYTES(value) } };
}

static inline be64 be64_of(uint64_t value)
{
    be64 w;

    for (size_t i = 0; i < sizeof(w.byte); i++)
        w.byte[i] = (uint8_t)(value >> (56 - 8 * i));
    return w;
}

static inline le16 le16_of(uint16_t value)
{
    return (le16){ { (uint8_t)value, (uint8_t)(value >> 8) } };
}

static inline le32 le32_of(uint32_t value)
{
    return (le32){ { (uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16),
                     (uint8_t)(value >> 24) } };
}

static inline le64 le64_of(uint64_t value)
{
    le64 w;

    for (size_t i = 0; i < sizeof(w.byte); i++)
        w.byte[i] = (uint8_t)(value >> (8 * i));
    return w;
}

static inline both16 both16_of(uint16_t value)
{
    return (both16){ le16_of(value), be16_of(value) };
}

static inline both32 both32_of(uint32_t value)
{
    return (both32){ le32_of(value), be32_of(value) };
}

/** Gives the value; false when the two halves disagree (the little-endian half is given then). */
static inline bool both16_get(both16 w, uint16_t *value)
{
    *value = le16_get(w.le);
    return *value == be16_get(w.be);
}

/** As both16_get, for 32 bits. */
static inline bool both32_get(both32 w, uint32_t *value)
{
    *value = le32_get(w.le);
    return *value == be32_get(w.be);
}

#endif
