/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Structures held against bytes that were worked out by hand. */
#ifndef OPENIMAPI_TESTS_UNIT_UDF_VECTORS_H
#define OPENIMAPI_TESTS_UNIT_UDF_VECTORS_H

#include "fsimage/layout.h"
#include "udf/image.h"

#include <stddef.h>
#include <stdint.h>

/** Bytes at an offset. */
struct vector {
    size_t offset;
    const char *bytes;
    size_t size;
};

/** A vector from a literal, whose terminator does not count. */
#define AT(offset, literal)                                                                        \
    {                                                                                              \
        (offset), (literal), sizeof(literal) - 1                                                   \
    }

/** Asserts the block at `block` behind its tag: the vectors, and zeros everywhere else. */
void assert_body(const uint8_t *block, const struct vector *vectors, size_t count);

#define ASSERT_BODY(block, vectors)                                                                \
    assert_body((block), (vectors), sizeof(vectors) / sizeof((vectors)[0]))

/** Asserts every field of a tag; its CRC covers up to byte `end`. */
void assert_tag(const uint8_t *block, unsigned identifier, unsigned version, unsigned serial,
                size_t end, uint32_t location);

/** "OSTA Compressed Unicode" as a character set. */
#define CHARACTER_SET "\0OSTA Compressed Unicode"

/** TEST_TIME as a timestamp. */
#define NEW_YEAR_2020 "\x00\x10\xE4\x07\x01\x01\x00\x00\x00\x00\x00\x00"

/** The volume "NAME" of 1 January 2020, with a tree of two files and a directory. */
struct fsimage_layout make_volume_layout(void);

void drop_volume_layout(struct fsimage_layout *layout);

/** What is recorded of it at a revision, in places made up for tests, in session 1. */
struct udf_image make_volume_image(const struct fsimage_layout *layout, unsigned revision);

#endif
